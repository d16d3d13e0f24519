"""Small whole sites, compared with the files that they are to become."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.helpers import run, tree

SITES = sorted(path.name for path in Path(__file__).parent.iterdir() if (path / "content").is_dir())


@pytest.mark.parametrize("name", SITES)
def test_site(name: str, tmp_path: Path, golden: Callable[[Path, Mapping[str, bytes]], None]) -> None:
    """A site becomes exactly the files of its `expected/` folder; `said.txt` has the exit code and the findings."""
    home = Path(__file__).parent / name
    folder = tmp_path / name
    shutil.copytree(home, folder, ignore=shutil.ignore_patterns("expected"))

    built = run(folder, "build", "-q", "--jobs", "1")
    checked = run(folder, "check")

    said = f"build: {built.code}\n{built.err}\ncheck: {checked.code}\n{checked.out}"
    golden(home / "expected", {"said.txt": said.encode(), **tree(folder / "public")})
