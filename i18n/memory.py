"""Messages that resemble a text, found without comparing it with all of them.

Two texts are worth comparing when their lengths allow the wanted similarity and they share a rare part: a word, or
in short texts and in scripts without spaces a few characters. So the cost of a question depends on how many messages
share its rarest parts, which is bounded, and not on how many there are.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

from i18n.model import Message

_WORDS: Final = re.compile(r"\w+")
_FEW_WORDS: Final = 3
"""Up to so many words a text is also known by its trigrams: one corrected letter may have changed its only word."""
_LONG_WORD: Final = 20
"""A longer run of letters is a clause in a script without spaces, or a name; it is known by its trigrams too."""
_ENOUGH: Final = 200
"""How many messages a text is compared with at most. Of 157 real edits and 188 made ones the best match was missed
three times, with 800 as often (docs/decisions/0004-similarity.md)."""
_LONGEST: Final = 10_000
"""Characters; longer texts are not compared, since the work grows with the square of the length."""


class Memory:
    """The messages it was given, in their order, by their text. Nothing is indexed before the first question."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._messages: Final = tuple(messages)

    def exact(self, id: str, plural_id: str | None = None) -> tuple[Message, ...]:
        """All messages with this source text in any context; those with the same plural id first."""
        found = [message for _, message in self._by_id.get(id, ())]
        return tuple(sorted(found, key=lambda message: message.plural_id != plural_id))

    def similar(self, text: str, *, cutoff: float = 0.75, limit: int = 5) -> list[tuple[float, Message]]:
        """The messages whose id is most like the text, each with its ratio of `cutoff` to 1, the best first.

        The ratio is twice the length of the longest common subsequence over the sum of both lengths
        (docs/decisions/0004-similarity.md). Equal ones stand in the order in which the memory was given them.
        The search is bounded: where hundreds of messages share a text's rarest parts, a match may be missed.

        >>> from i18n.model import MessageKey
        >>> memory = Memory([Message(MessageKey(None, "Bring a friend who can drive."))])
        >>> [round(ratio, 2) for ratio, message in memory.similar("Bring a friend who can drive you.")]
        [0.94]
        """
        if len(text) > _LONGEST:
            return []
        near = process.extract(text, self._near(text, cutoff), scorer=fuzz.ratio, score_cutoff=cutoff * 100, limit=None)
        found = [(-ratio, place, message) for id, ratio, _ in near for place, message in self._by_id[id]]
        found.sort(key=lambda one: one[:2])
        return [(-ratio / 100, message) for ratio, _, message in found[:limit]]

    def _near(self, text: str, cutoff: float) -> list[str]:
        """Ids that share the text's rarest parts and whose length allows the ratio."""
        length = len(text)
        low = bisect_left(self._lengths, length * cutoff / (2 - cutoff))
        high = bisect_right(self._lengths, length * (2 - cutoff) / cutoff if cutoff > 0 else math.inf)
        ranges = []
        for part in _parts(text):
            numbers = self._index.get(part, ())
            start, stop = bisect_left(numbers, low), bisect_left(numbers, high)
            if start < stop:
                ranges.append((stop - start, part, start))
        found: set[int] = set()
        for count, part, start in sorted(ranges):
            numbers = self._index[part]
            room = _ENOUGH - len(found)
            if count > room:
                # The room goes to those nearest in length: they can reach the highest ratios.
                middle = bisect_left(numbers, bisect_left(self._lengths, length))
                start = min(max(start, middle - room // 2), start + count - room)
                count = room
            found.update(numbers[start : start + count])
            if len(found) >= _ENOUGH:
                break
        return [self._ids[number] for number in found]

    @cached_property
    def _by_id(self) -> dict[str, list[tuple[int, Message]]]:
        """The messages of each id, with their places in the memory."""
        found: dict[str, list[tuple[int, Message]]] = {}
        for place, message in enumerate(self._messages):
            found.setdefault(message.key.id, []).append((place, message))
        return found

    @cached_property
    def _ids(self) -> list[str]:
        """Distinct, by length, so that a range of numbers is a range of lengths."""
        return sorted((id for id in self._by_id if 0 < len(id) <= _LONGEST), key=len)

    @cached_property
    def _lengths(self) -> list[int]:
        return [len(id) for id in self._ids]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        """For each part the numbers of the ids that have it, ascending."""
        found: dict[str, list[int]] = {}
        for number, id in enumerate(self._ids):
            for part in _parts(id):
                found.setdefault(part, []).append(number)
        return found


def _parts(text: str) -> set[str]:
    """What a similar text probably has too."""
    text = text.lower()
    parts = set(_WORDS.findall(text))
    runs = [text] if len(parts) <= _FEW_WORDS else [word for word in parts if len(word) > _LONG_WORD]
    return parts.union(run[at : at + 3] for run in runs for at in range(len(run) - 2))
