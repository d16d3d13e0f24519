"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

_WORD: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\\w+|\\s+|[^\\w\\s]"
)
"""Scripts without spaces between words are compared character by character."""
_MOST: Final = 400
"""Words on each side that are compared one with the other; the work grows with their product."""


class Change(NamedTuple):
    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The pieces of both texts in reading order; those of `before` are same and gone, those of `after` same and new.

    >>> [tuple(one) for one in changes("for 2 hours", "for 24 hours")]
    [('same', 'for '), ('gone', '2'), ('new', '24'), ('same', ' hours')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    tail = old[len(old) - end :]
    pieces = (("same", old[:start]), *middle, ("same", tail))
    return tuple(Change(kind, "".join(words)) for kind, words in pieces if words)  # type: ignore[arg-type]


def _alike(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(old), len(new)))


def _compared(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    if max(len(old), len(new)) > _MOST:
        return [("gone", old), ("new", new)]
    pieces: list[tuple[str, list[str]]] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", old[old_start:old_end]))
        else:
            pieces += [("gone", old[old_start:old_end]), ("new", new[new_start:new_end])]
    return pieces
