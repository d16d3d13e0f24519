"""A small working site to begin with."""

from __future__ import annotations

from pathlib import Path

from i18n import files
from i18n.errors import UsageError

_FILES = Path(__file__).parent / "site" / "starter"


def create(directory: Path) -> list[str]:
    """The files of a new site in `directory`, relative to it. Raises UsageError where something is there already."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(f"{str(directory)!r} is there already and not empty; name a new folder")
    made = []
    for path in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        name = path.relative_to(_FILES).as_posix()
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        files.write(target, path.read_bytes(), root=directory)
        made.append(name)
    return made
