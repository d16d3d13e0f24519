"""Two strings for one message, both kept until somebody chooses: marked in the string itself, as msgcat does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from i18n.model import Message

MARK = "#-#-#-#-#"
"""Begins and ends the line above each version; no text has it by chance."""
_ABOVE = re.compile(rf"^{MARK}  ([^\n]*)  {MARK}\n?", re.MULTILINE)


def clash(versions: Iterable[tuple[str, str]]) -> str:
    r"""One string with all versions, each below a line with its name; a text that is there already is not repeated.

    A version that is marked itself gives its own versions, so marks never nest. One text alone is that text.

    >>> clash([("ours", "Hola"), ("theirs", "Buenas")])
    '#-#-#-#-#  ours  #-#-#-#-#\nHola\n#-#-#-#-#  theirs  #-#-#-#-#\nBuenas'
    """
    texts: dict[str, str] = {}
    for name, string in versions:
        for inner, text in versions_of(string) or [(name, string)]:
            texts.setdefault(text, inner)
    if len(texts) == 1:
        return next(iter(texts))
    return "\n".join(f"{MARK}  {name}  {MARK}\n{text}" for text, name in texts.items())


def versions_of(string: str) -> list[tuple[str, str]]:
    """The versions of a marked string, each with its name; nothing for any other string."""
    if MARK not in string:
        return []
    before, *rest = _ABOVE.split(string)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    found = [(name, text.removesuffix("\n")) for name, text in pairs]
    return [("", before.removesuffix("\n")), *found] if found and before else found


def unresolved(message: Message) -> bool:
    """Whether a message holds two versions of a string, or what was left of their marks."""
    return any(MARK in string for string in message.strings)
