"""Messages that resemble a text, found without comparing it with all of them, and what each would save.

Two texts are worth comparing when their lengths allow a saving and they share a rare part: a word, or in short texts
and in scripts without spaces a few characters. So the cost of a question depends on how many messages share its rarest
parts, which is bounded, and not on how many there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from i18n.model import Message

LEAST: Final = 0.15
"""Share of the typing; a suggestion that saves less is not worth reading (docs/decisions/0004-similarity.md)."""
_WORDS: Final = re.compile(r"\w+")
_TELLING: Final = re.compile(r"\w{4,}")
"""Shorter words stand in most texts."""
_UNITS: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]|_"
)
"""What is written or struck out as a whole: a word with its hyphens and apostrophes, a sign, a character of a script
without spaces."""
_RESEMBLING: Final = 3
"""A word of which no more than a third of the letters is another one is the same word, corrected or inflected."""
_FEW_WORDS: Final = 3
"""Up to so many words a text is also known by its trigrams: one corrected letter may have changed its only word."""
_LONG_WORD: Final = 20
"""A longer run of letters, not of ASCII, is a clause in a script without spaces; it is known by its trigrams too."""
_ENOUGH: Final = 1000
"""How many times at most a shared part is counted, the rarest parts first."""
_NEAR: Final = 40
"""How many messages, those that share most, are compared letter by letter."""
_LETTERS: Final = 40_000
"""Fewer where the text is long: so many letters of it are compared at most."""
_CLOSE: Final = 8
"""How many of them, those with the fewest different letters, are compared word by word."""
_LONGEST: Final = 10_000
"""Characters; longer texts are not compared, since the work grows with the square of the length."""


def saving(text: str, old: str) -> float:
    """The share of the typing, at most 1, that somebody saves who makes `text` out of `old` instead of writing it.

    Counted in whole words, since a translation is changed by words: those to be written or struck out, whichever is
    more at each place, and one keystroke to get to the place. Below 0 it is less work to begin anew.

    >>> round(saving("Bring a friend who can drive you.", "Bring a friend who can drive."), 2)
    0.85
    """
    if not text or max(len(text), len(old)) > _LONGEST:
        return 1.0 if text == old else 0.0
    before, after = _units(old), _units(text)
    cost = 0
    place: list[tuple[list[str], list[str]]] = []
    for edit in Levenshtein.opcodes(before, after):
        if edit.tag != "equal":
            place.append((before[edit.src_start : edit.src_end], after[edit.dest_start : edit.dest_end]))
        elif place:
            cost += 1 + _keystrokes(place)
            place = []
    if place:
        cost += 1 + _keystrokes(place)
    return 1 - cost / len(text)


@lru_cache(maxsize=64)
def _units(text: str) -> list[str]:
    """The units of a text; it is compared with some others, one after the other."""
    return _UNITS.findall(text)


def _keystrokes(place: list[tuple[list[str], list[str]]]) -> int:
    """What it takes to change words that stand together: as many for as many, some more or some fewer.

    Words that were only written apart or together (`sign in`, `sign-in`) count by their letters.
    """
    if len(place) > 1:
        one, other = ("".join([unit for units in side for unit in units]) for side in zip(*place, strict=True))
        letters = Levenshtein.distance(one, other)
        if letters * _RESEMBLING <= max(len(one), len(other)):
            return letters
    return sum([sum(map(_exchange, out, into)) if out and into else _length(out or into) for out, into in place])


def _exchange(one: str, other: str) -> int:
    """A corrected or inflected word is not written anew."""
    longest = max(len(one), len(other))
    letters = Levenshtein.distance(one, other)
    return letters if letters * _RESEMBLING <= longest else longest + (longest > 1)


class Memory:
    """The messages it was given, in their order, by their text. Nothing is indexed before the first question."""

    def __init__(self, messages: Iterable[Message], *, asked: Sequence[str] | None = None) -> None:
        """`asked` are all texts for which `similar` will be called, where they are known: then the index holds what
        they share with the messages, and nothing else."""
        self._messages: Final = tuple(messages)
        self._asked: Final = asked

    def exact(self, id: str, plural_id: str | None = None) -> tuple[Message, ...]:
        """All messages with this source text in any context; those with the same plural id first."""
        found = [self._messages[place] for place in self._places(id)]
        return tuple(sorted(found, key=lambda message: message.plural_id != plural_id))

    def similar(self, text: str, *, least: float = LEAST, limit: int = 5) -> list[tuple[float, Message]]:
        """The messages whose id saves most of writing the text, each with its saving, from 1 down to `least`.

        Equal ones stand in the order in which the memory was given them. The search is bounded: where hundreds of
        messages share a text's rarest parts, a match may be missed.

        >>> from i18n.model import MessageKey
        >>> memory = Memory([Message(MessageKey(None, "Bring a friend who can drive."))])
        >>> [round(share, 2) for share, message in memory.similar("Bring a friend who can drive you.")]
        [0.85]
        """
        if not text or len(text) > _LONGEST:
            return []
        near = process.extract(text, self._near(text, least), scorer=Levenshtein.distance, limit=max(limit, _CLOSE))
        found = [
            (-share, place) for id, _, _ in near if (share := saving(text, id)) >= least for place in self._places(id)
        ]
        return [(-share, self._messages[place]) for share, place in sorted(found)[:limit]]

    def _near(self, text: str, least: float) -> list[str]:
        """Ids that share the text's rarest parts and whose length allows the saving."""
        length = len(text)
        low = bisect_left(self._lengths, length * least)
        high = bisect_right(self._lengths, length * (2 - least))
        ranges = []
        for part in _parts(text):
            numbers = self._index.get(part, ())
            start, stop = bisect_left(numbers, low), bisect_left(numbers, high)
            if start < stop:
                ranges.append((stop - start, part, start))
        shared: Counter[int] = Counter()
        room = _ENOUGH
        for count, part, start in sorted(ranges):
            numbers = self._index[part]
            if count > room:
                # The room goes to those nearest in length: they can save most.
                middle = bisect_left(numbers, bisect_left(self._lengths, length))
                start = min(max(start, middle - room // 2), start + count - room)
                count = room
            shared.update(numbers[start : start + count])
            room -= count
            if not room:
                break
        return [self._ids[number] for number, _ in shared.most_common(max(_CLOSE, min(_NEAR, _LETTERS // length)))]

    def _places(self, id: str) -> Sequence[int]:
        """Where in the memory its messages are."""
        first = self._first.get(id)
        return () if first is None else (first, *self._more.get(id, ()))

    @cached_property
    def _first(self) -> dict[str, int]:
        """The place of each id's first message."""
        found: dict[str, int] = {}
        for place, message in enumerate(self._messages):
            found.setdefault(message.key.id, place)
        return found

    @cached_property
    def _more(self) -> dict[str, list[int]]:
        """The places of its other messages; few ids have any."""
        found: dict[str, list[int]] = {}
        if len(self._first) < len(self._messages):
            for place, message in enumerate(self._messages):
                if self._first[message.key.id] != place:
                    found.setdefault(message.key.id, []).append(place)
        return found

    @cached_property
    def _ids(self) -> list[str]:
        """Distinct, by length, so that a range of numbers is a range of lengths."""
        longest = _LONGEST if self._asked is None else min(_LONGEST, 2 * max(map(len, self._asked), default=0))
        return sorted((id for id in self._first if 0 < len(id) <= longest), key=len)

    @cached_property
    def _lengths(self) -> list[int]:
        return list(map(len, self._ids))

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """For each part the numbers of the ids that have it, ascending."""
        found: dict[str, list[int]] = {}
        wanted = None if self._asked is None else set().union(*map(_parts, self._asked))
        for number, id in enumerate(self._ids):
            for part in _parts(id) if wanted is None else wanted.intersection(_parts(id)):
                if part in found:
                    found[part].append(number)
                else:
                    found[part] = [number]
        return found


def _length(units: list[str]) -> int:
    """Keystrokes of some units; a word has a space beside it, a sign or a character has none."""
    return sum([len(unit) + (len(unit) > 1) for unit in units])


def _parts(text: str) -> set[str]:
    """What a similar text probably has too."""
    text = text.lower()
    parts = set(_TELLING.findall(text))
    if len(parts) <= _FEW_WORDS:
        parts.update(_WORDS.findall(text), (text[at : at + 3] for at in range(len(text) - 2)))
    elif not text.isascii():
        for word in [word for word in parts if len(word) > _LONG_WORD]:
            parts.update(word[at : at + 3] for at in range(len(word) - 2))
    return parts
