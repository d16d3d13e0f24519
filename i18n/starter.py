"""A small working site to begin with."""

from __future__ import annotations

from pathlib import Path

from i18n import files
from i18n.errors import DiskError, UsageError

_FILES = Path(__file__).parent / "site" / "starter"

_IGNORED = b"/public\n/drafts\n.*.releases/\n"
"""What a build makes is not kept in git."""


def create(directory: Path) -> list[str]:
    """The files of a new site in `directory`, relative to it.

    Raises UsageError where something is there already, and DiskError where the folder cannot be made.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(f"{str(directory)!r} is there already and not empty; name a new folder")
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(
            f"cannot make the folder: {(error.strerror or str(error)).lower()}", path=str(directory)
        ) from error
    made = []
    for path in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        name = path.relative_to(_FILES).as_posix()
        target = directory / name
        files.write(target, path.read_bytes(), root=directory)
        made.append(name)
    files.write(directory / ".gitignore", _IGNORED, root=directory)
    return [".gitignore", *made]
