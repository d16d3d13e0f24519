"""Where words stand in the sources: phrases by their words, and files as streams of words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_MOST = 200
"""Places that are looked at for one first word, and words of a run: so a hostile file costs no more than its length."""

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """The words of a text without punctuation, which markup and typography change."""
    return tuple(_WORD.findall(text))


class Place(NamedTuple):
    path: str
    """As people know it: `templates/page.html`; `builtin/page.html` for a template of the program."""
    line: int
    kind: str = ""
    """What the words are there, as the audit names it."""
    name: str = ""
    """Full name of the data value."""


class Phrases:
    """Whole phrases of the sources, each with its place."""

    def __init__(self) -> None:
        self.exactly: dict[Words, list[Place]] = {}
        self.beginning: dict[str, list[Words]] = {}

    def add(self, text: str, place: Place) -> None:
        words = words_of(text)
        if not words:
            return
        if words not in self.exactly:
            self.beginning.setdefault(words[0], []).append(words)
        self.exactly.setdefault(words, []).append(place)

    def exact(self, words: Words, kind: str) -> Place | None:
        """Where these words are a phrase; if there are several, one of the same kind."""
        places = self.exactly.get(words, ())
        return next((place for place in places if place.kind == kind), places[0] if places else None)

    def within(self, words: Words, kind: str) -> Place | None:
        """Where the longest phrase comes from that stands among these words and makes up half of them at least."""
        best: Words = ()
        for start, first in enumerate(words[:_MOST]):
            for phrase in self.beginning.get(first, ())[:_MOST]:
                if len(phrase) > len(best) and words[start : start + len(phrase)] == phrase:
                    best = phrase
        return self.exact(best, kind) if 2 * len(best) >= len(words) else None


class Stream:
    """A file as words with their lines."""

    def __init__(self, text: str) -> None:
        self.whole = _Index(_lines(text))
        self.bare = _Index(_lines(_TAG.sub(lambda found: "\n" * found[0].count("\n"), text)))

    def line(self, words: Words) -> int:
        """The line where these words begin, tags left out or not; 0 where they do not stand in the file."""
        return self.bare.line(words) or self.whole.line(words)


class _Index:
    def __init__(self, found: Iterator[tuple[str, int]]) -> None:
        self.words = tuple(found)
        self.plain = tuple(word for word, _ in self.words)
        self.starts: dict[str, list[int]] = {}
        for position, word in enumerate(self.plain):
            self.starts.setdefault(word, []).append(position)

    def line(self, words: Words) -> int:
        for start in self.starts.get(words[0], ())[:_MOST] if words else ():
            if self.plain[start : start + len(words)] == words:
                return self.words[start][1]
        return 0


def _lines(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        for word in _WORD.findall(html.unescape(line)):
            yield word, number
