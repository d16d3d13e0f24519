"""The head of a content file: YAML between `---` lines or TOML between `+++` lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from i18n.errors import SourceError
from i18n.sources import values

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
    bytes: int = 0
    """Number of UTF-8 bytes before the body."""


def split(text: str, path: str) -> FrontMatter:
    """The front matter of a file and what follows it.

    A file that does not begin with a fence has none. Raises SourceError with the line where the head does not end,
    does not parse, or is not a mapping.
    """
    fence = text[:3]
    if fence not in _CLOSING or text.partition("\n")[0].rstrip() != fence:
        return FrontMatter({}, {}, _without_nul(text), 0)
    start = text.find("\n") + 1
    closing = _CLOSING[fence].search(text, start)
    if not start or closing is None:
        raise SourceError(
            f"the front matter opened by {fence!r} is never closed; end it with a line {fence!r}", path=path, line=1
        )
    head = text[start : closing.start()]
    data = values.load(head, "toml" if fence == "+++" else "yaml", path, before=1, head=True)
    if data is None:
        data = {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        message = "the front matter is not a list of `key: value` lines; write for example `title: Visit us`"
        raise SourceError(message, path=path, line=2)
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
    offset = text.count("\n", 0, end + 1) if end >= 0 else text.count("\n") + 1
    return FrontMatter(data, lines, _without_nul(body), offset, len(text.encode()) - len(body.encode()))


def _without_nul(body: str) -> str:
    """CommonMark 0.31.2, section 2.3; a message with NUL would be cut short by every tool that is written in C."""
    return body.replace("\0", "\ufffd")
