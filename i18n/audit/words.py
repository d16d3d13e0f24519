"""What is a leak: words outside the pseudo edition's marks that are no name and no known value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

OPEN, CLOSE = "⟦", "⟧"
_MARK = re.compile(f"[{OPEN}{CLOSE}]")
_ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+\Z|www\.\S+\Z|(?:mailto|tel):\S+\Z|[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
"""A word that is an address."""
_BETWEEN = " -–—|·•:,;/"
"""What stands between a page's title and the site's name."""
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Leak:
    """One visible run of words that bears no mark."""

    kind: str
    """What it is: text, page title, alt, title, aria-label, meta description, json-ld name, feed title ..."""
    text: str
    """The words, in one line, without what is marked around them."""
    line: int
    """1-based line of the built file."""
    column: int
    """1-based column."""


class Piece(NamedTuple):
    """A part of a text that stands outside all marks."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What may stand on a page unmarked."""

    values: frozenset[str] = _NONE
    """Values of data files, each in one line; free only where they are isolated."""
    autonyms: Mapping[str, str] = field(default_factory=dict)
    """Tag of a language to what its readers call it; free where that language is in force."""
    names: frozenset[str] = _NONE
    """What is the same in every language: the site's name; free where it stands alone or begins or ends a run."""
    codes: frozenset[str] = _NONE
    """Titles of pages that are code; free in links, which lead to these pages."""

    @classmethod
    def of(
        cls,
        values: frozenset[str],
        autonyms: Mapping[str, str],
        names: frozenset[str] = _NONE,
        codes: frozenset[str] = _NONE,
    ) -> Known:
        """The same, with tags in lower case and names without the punctuation around them."""
        lower = {tag.lower(): name for tag, name in autonyms.items()}
        return cls(values, lower, frozenset(filter(None, map(_core, names))), codes)

    def left(self, text: str, language: str = "") -> str:
        """The words of a run that leak, in one line: empty for a name, an address, the language's own name."""
        words = one_line(text)
        if self.autonyms.get(language.lower()) == words or all(map(_no_word, words.split())):
            return ""
        for name in self.names:
            if _core(words) == name:
                return ""
            if words.endswith(name) and not words[-len(name) - 1].isalnum():
                words = words[: -len(name)].rstrip(_BETWEEN)
            elif words.startswith(name) and not words[len(name)].isalnum():
                words = words[len(name) :].lstrip(_BETWEEN)
        return words if lettered(words) else ""

    def alone(self, text: str, language: str = "") -> str:
        """The words of a text that stands alone (an attribute, a title) which leak; empty where none do."""
        pieces, _ = unmarked(text, 0)
        left = [self.left(part.text, language) for piece in pieces for part in self.without_values(piece)]
        return " … ".join(filter(None, left))

    def without_values(self, piece: Piece) -> Iterator[Piece]:
        """What is left of a piece between the known values that invisible characters isolate."""
        start = 0
        for found in _ISOLATED.finditer(piece.text) if "\u2068" in piece.text else ():
            if one_line(found[1]) in self.values:
                yield Piece(piece.offset + start, piece.text[start : found.start()])
                start = found.end()
        yield Piece(piece.offset + start, piece.text[start:])


def unmarked(text: str, depth: int) -> tuple[list[Piece], int]:
    """The parts of a text outside all marks, and how many marks are open behind it, where `depth` were before it."""
    pieces, start = [], 0
    for found in _MARK.finditer(text):
        if not depth and found.start() > start:
            pieces.append(Piece(start, text[start : found.start()]))
        start = found.end()
        depth = depth + 1 if found[0] == OPEN else max(depth - 1, 0)
    if not depth and start < len(text):
        pieces.append(Piece(start, text[start:]))
    return pieces, depth


def lettered(text: str) -> bool:
    """Whether a text has a letter of any script."""
    return any(map(str.isalpha, text))


def one_line(text: str) -> str:
    return " ".join(text.split())


def _core(text: str) -> str:
    """A text without the punctuation around it."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def _no_word(word: str) -> bool:
    """Whether nobody translates it: it has no letter, or is an address."""
    return not lettered(word) or _ADDRESS.match(_core(word)) is not None


class Places:
    """Lines and columns of a text by offset."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def leak(self, kind: str, text: str, offset: int) -> Leak:
        line = bisect_right(self.starts, offset)
        return Leak(kind, text, line, offset - self.starts[line - 1] + 1)
