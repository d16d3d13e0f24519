"""A long string in several lines: as wide as they can be, with escapes and format directives whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from i18n.po.line_breaks import may_break

_DIRECTIVES = {
    "python-format": r"%(?:\([^)]*\))?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[a-zA-Z%]",
    "c-format": r"%(?:\d+\$)?[-+ #0'I]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|L|q|j|z|t)?[a-zA-Z%]",
    "python-brace-format": r"\{\w*(?:[!:][^{}]*)?\}",
}
"""What stays in one line, by flag: the formats that templates and their sources use."""


_NARROW = re.compile(r"[\x00-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590]*")
"""Latin, Greek and Cyrillic, of which each character is one column wide and no line breaks between two letters."""


def directive_pattern(flags: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the directives of a message with these flags; None where there are none to find."""
    for flag in flags:
        if flag in _DIRECTIVES:
            return re.compile(_DIRECTIVES[flag])
    return None


def wrapped(text: str, width: int, directive: re.Pattern[str] | None) -> Iterator[str]:
    """The lines of an escaped text, each as long as it can be; a word that is wider than a line is not cut."""
    held = _held(text, directive)
    narrow = _NARROW.fullmatch(text) is not None
    start = 0
    while (reach := start + width if narrow else _reach(text, start, width)) < len(text):
        cut = _before_word(text, start, reach) if narrow else reach
        while cut > start and (cut in held or not may_break(text, cut)):
            cut -= 1
        if cut == start:
            cut = reach + 1
            while cut < len(text) and (cut in held or not may_break(text, cut)):
                cut += 1
        yield text[start:cut]
        start = cut
    if start < len(text):
        yield text[start:]


def _before_word(text: str, start: int, reach: int) -> int:
    """The offset of the word that does not fit, where it is plain to see that the line breaks there; else `reach`."""
    space = text.rfind(" ", start, reach)
    plain = space > start and text[space + 1 : reach + 1].isalnum()
    return space + 1 if plain and (text[space - 1].isalnum() or text[space - 1] in ",.;:") else reach


def breakable(text: str, directive: re.Pattern[str] | None) -> bool:
    """Whether a line may break anywhere in an escaped text."""
    held = _held(text, directive)
    return any(index not in held and may_break(text, index) for index in range(1, len(text)))


def _held(text: str, directive: re.Pattern[str] | None) -> frozenset[int]:
    """Offsets at which no line begins: inside escapes and directives, before a newline at the end."""
    inside = {match.end() - 1 for match in re.finditer(r"\\.", text)} if "\\" in text else set()
    if len(text) - 1 in inside and text.endswith("n"):
        inside.add(len(text) - 2)
    for match in directive.finditer(text) if directive is not None else ():
        inside.update(range(match.start() + 1, match.end()))
    return frozenset(inside)


def columns(text: str) -> int:
    """The width of a text on a terminal."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _reach(text: str, start: int, width: int) -> int:
    """The offset of the first character that is beyond the width of a line."""
    if text.isascii():
        return start + width
    for offset in range(start, len(text)):
        width -= _width(text[offset])
        if width < 0:
            return offset
    return len(text)


@lru_cache(maxsize=8192)
def _width(character: str) -> int:
    """Columns: 0 for marks and format characters, 2 for what East Asian Width calls wide or fullwidth, else 1."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 1 if character in "\u0cbf\u0cc6" else 0  # two Kannada vowels that stand beside their letter
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
