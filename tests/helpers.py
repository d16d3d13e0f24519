"""What tests of whole sites share: a site from a few files, a command, a tree as values."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from i18n.cli import main
from i18n.model import Catalog, CatalogFile

ROOT = Path(__file__).resolve().parent.parent
PRACTICE = ("content", "templates", "static", "locales", "i18n.toml")
"""What the site of the repository is made of."""

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"
"""


@dataclass(frozen=True)
class Ran:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


def site(folder: Path, texts: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def catalog(
    strings: Mapping[str, str], *, language: str = "es", plurals: str = "nplurals=2; plural=n != 1", more: str = ""
) -> str:
    """A .po file: msgid to msgstr, and whatever entries `more` holds as they are."""
    entries = "".join(f"\nmsgid {_quoted(key)}\nmsgstr {_quoted(string)}\n" for key, string in strings.items())
    return HEADER.format(language=language, plurals=plurals) + entries + (f"\n{more}" if more else "")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def practice(folder: Path) -> Path:
    """A copy of the site of the repository."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PRACTICE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def run(folder: Path, *arguments: str) -> Ran:
    """A command, in this process: its first word is the verb, `-C` names the folder."""
    verb, *rest = arguments
    result = CliRunner().invoke(main, [verb, "-C", str(folder), *rest], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def command(arguments: list[str], folder: Path, **environment: str) -> Ran:
    """A command as a process of its own, in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "i18n", *arguments],
        cwd=folder,
        env=environment_of(**environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def environment_of(**more: str) -> dict[str, str]:
    """The environment of a process that finds the program."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder: its path there to its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def git(folder: Path, *arguments: str, author: str = "maria@example.org", check: bool = True) -> str:
    """What git prints, for somebody with this address and no settings of their own."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Somebody", "-c", f"user.email={author}")
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=check
    ).stdout


def file_of(catalog: Catalog) -> CatalogFile:
    """What a catalog was read from."""
    assert catalog.file is not None
    return catalog.file
