"""The head of a content file: YAML between `---` lines or TOML between `+++` lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from i18n.errors import SourceError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}


class FrontMatter(NamedTuple):
    data: Mapping[str, Any]
    lines: Mapping[str, int]
    """1-based line of each top-level key."""
    body: str
    offset: int
    """Number of lines before the body."""


def split(text: str, path: str) -> FrontMatter:
    """The front matter of a file and what follows it.

    A file that does not begin with a fence has none. Raises SourceError with the line where the head does not end,
    does not parse, or is not a mapping.
    """
    fence = text[:3]
    if fence not in _CLOSING or text.partition("\n")[0].rstrip() != fence:
        return FrontMatter({}, {}, text, 0)
    start = text.find("\n") + 1
    closing = _CLOSING[fence].search(text, start)
    if not start or closing is None:
        raise SourceError(
            f"the front matter opened by {fence!r} is never closed; end it with a line {fence!r}", path=path, line=1
        )
    head = text[start : closing.start()]
    data = _toml(head, path) if fence == "+++" else _yaml(head, path)
    end = text.find("\n", closing.end())
    body = text[end + 1 :] if end >= 0 else ""
    separator = "=" if fence == "+++" else ":"
    lines = {
        name.strip().strip("\"'"): number
        for number, line in reversed(list(enumerate(head.split("\n"), 2)))
        if line[:1] not in (" ", "\t", "#", "-")
        for name, found, _ in [line.partition(separator)]
        if found
    }
    return FrontMatter(data, lines, body, text.count("\n", 0, end + 1) if end >= 0 else text.count("\n") + 1)


def _yaml(head: str, path: str) -> Mapping[str, Any]:
    try:
        data = yaml.load(head, Loader=_Loader)  # a safe loader, the C one where it is built
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise SourceError(
            f"the front matter is not valid YAML: {problem}; put a text with ':' in quotes", path=path, line=line
        ) from error
    except ValueError as error:  # a date such as 2026-02-30
        raise SourceError(f"the front matter is not valid YAML: {error}", path=path, line=1) from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise SourceError(
            "the front matter is not a list of `key: value` lines; write for example `title: Visit us`",
            path=path,
            line=2,
        )
    return data


def _toml(head: str, path: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) + 1 if found else 1
        raise SourceError(f"the front matter is not valid TOML: {error}", path=path, line=line) from error
