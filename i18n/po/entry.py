"""One entry, and what its strings and flags say, whichever way it is read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from i18n.model import Message, MessageKey

HEADER = MessageKey(None, "")
"""The key of the entry that speaks about its file."""


class Entry(NamedTuple):
    """A message and where it stands."""

    start: int
    """Offset of its first character; blank lines are not part of it."""
    end: int
    """Offset after its last character, before the newline."""
    obsolete: bool
    message: Message


_JOIN = re.compile(r'"\r?\n(?:#~ |#\| |#~\| )?"')


def string_value(body: str) -> str:
    """What the lines of a string say; `body` is what stands between its first and its last quote."""
    if "\n" in body:
        body = body.replace('"\n"', "")
        if "\n" in body:
            body = _JOIN.sub("", body)
    if "\\" in body:
        if "\\\\" in body:
            # NUL stands for a backslash meanwhile: no text that reaches this place holds one.
            body = body.replace("\\\\", "\0")
        body = body.replace('\\"', '"').replace("\\n", "\n")
        if "\\" in body:
            body = body.replace("\\t", "\t").replace("\\r", "\r")
        body = body.replace("\0", "\\")
    return body


@lru_cache(maxsize=1024)
def split_flags(text: str) -> tuple[str, ...]:
    """The flags of a line. White space separates them as commas do, as in gettext; `fuzzy` in any case is fuzzy."""
    flags: list[str] = []
    for item in text.split(","):
        words = item.split()
        if words and words[0].startswith("range:"):
            words = [" ".join(words)]
        flags += ["fuzzy" if word.lower() == "fuzzy" else word for word in words]
    return tuple(dict.fromkeys(flags))
