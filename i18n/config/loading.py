"""The file that configures a site, found, parsed and turned into settings, or all of its mistakes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from i18n.config.keys import KeyPath
from i18n.config.project import Project
from i18n.config.settings import project_from
from i18n.config.table import Reader
from i18n.config.toml_lines import Lines
from i18n.errors import ConfigError, DiskError


def load(root: Path) -> Project:
    """The settings of the site in a folder.

    Tags are checked for their shape only; what language they mean is another module's question.
    Raises ConfigError with every mistake of the file, each on its own line with its place, and DiskError if the folder
    or the file cannot be read.
    """
    root = root.resolve()
    if not root.is_dir():
        raise DiskError("there is no such folder", path=root.as_posix())
    file, table, lines, prefix = _find(root)
    reader = Reader(file, table, lines, prefix)
    project = project_from(root, reader)
    if reader.mistakes:
        raise error_of(file, reader.mistakes)
    return project


def _find(root: Path) -> tuple[str, Mapping[str, Any], Mapping[KeyPath, int], KeyPath]:
    """The file that configures the site, its table, the line of each key, and where in the file the table is."""
    if (root / "i18n.toml").is_file():
        table, lines = parse(root, "i18n.toml")
        return "i18n.toml", table, lines, ()
    if (root / "pyproject.toml").is_file():
        table, lines = parse(root, "pyproject.toml")
        tools = table.get("tool", {})
        if isinstance(tools, dict) and "i18n" in tools:
            own = tools["i18n"]
            if not isinstance(own, dict):
                raise ConfigError("tool.i18n; expected a table", path="pyproject.toml", line=lines["tool", "i18n"])
            return "pyproject.toml", own, lines, ("tool", "i18n")
    return "", {}, {}, ()


def parse(root: Path, file: str) -> tuple[Mapping[str, Any], Mapping[KeyPath, int]]:
    """The table of a TOML file, and the line of each of its keys. Raises ConfigError, and DiskError."""
    try:
        data = (root / file).read_bytes()
    except OSError as error:
        raise DiskError(f"cannot be read: {error.strerror or error}", path=file) from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text), Lines(text).found
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("the file is not UTF-8; save it as UTF-8", path=file, line=line) from error
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = reason[: place.start()] if place else reason
        raise ConfigError(f"not TOML: {reason[:1].lower()}{reason[1:]}", path=file, line=line) from error


def error_of(file: str, mistakes: Collection[tuple[int, str]]) -> ConfigError:
    """One error with every mistake of a file, in the order of its lines."""
    (line, message), *others = sorted(mistakes)
    rest = [f"{file}:{number}: {text}" for number, text in others]
    return ConfigError("\n".join([message, *rest]), path=file, line=line)
