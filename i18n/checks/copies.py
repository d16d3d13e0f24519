"""Strings that are their source, letter for letter: forgotten, or kept on purpose.

Words that a reader should read in his own language are forgotten. Names, code and words of no language are none; nor is
what a catalog keeps as its habit, in quotation marks or in the comments of code: of that it is said once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from i18n.checks.leftover import WORD, frequent
from i18n.checks.pair import Pair, Problem, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity, Source

CHECK = "language.untranslated"
_FEWEST_WORDS, _FEWEST_LOWER = 3, 2  # fewer may be a name or a term that the languages share
_OPENING = frozenset("\"'“„«‹「『《/")
# Share of a catalog's texts of one manner that are copies, and how many they must be, before that is a habit. In nine
# catalogs of one book (2026-11) the shares were 96 to 99 % of five manners, 78 % of one and at most 19 % of the others.
_HABIT, _FEWEST_COPIES = 0.8, 20


class Habit(NamedTuple):
    """A manner of text that a catalog keeps in the source's words."""

    first: int
    """Index of the first pair that is such a copy; there it is said."""
    copies: int
    texts: int
    """How many texts of this manner the catalog has."""


def manner(source: Source) -> str:
    """How a text is set off from prose: `code`, the mark that opens it (a quotation mark, or `/` of a comment), or
    empty."""
    if "code" in source.formats:
        return "code"
    first = source.key.id[:1]
    return first if first in _OPENING else ""


def untranslated(pair: Pair) -> Sequence[Problem]:
    """A warning where a string of several words is its source, letter for letter."""
    if language(pair.locale.tag) == language(pair.source_tag):
        return ()
    return [
        Problem(CHECK, Severity.WARNING, f"{text.prefix}a copy of the source; translate it")
        for text in texts(pair)
        if text.string == text.source and is_prose(text.source)
    ]


def is_prose(text: str) -> bool:
    """Whether a text has several ordinary words outside of code, addresses and placeholders."""
    words = WORD.findall(visible(text))
    return len(words) >= _FEWEST_WORDS and sum(map(str.islower, words)) >= _FEWEST_LOWER


def is_copy(pair: Pair) -> bool:
    """Whether every string is the source."""
    return all(string == pair.source.key.id for string in pair.message.strings)


def has_grammar(text: str, tag: str) -> bool:
    """Whether a text has one of the small words that every sentence of the language needs."""
    return not frequent(language(tag)).isdisjoint(visible(text).lower().split())


def habits(pairs: Sequence[Pair]) -> Mapping[str, Habit]:
    """The manners of text, prose never, that these pairs of one locale keep nearly always."""
    counted: dict[str, Habit] = {}
    for number, pair in enumerate(pairs):
        kind = manner(pair.source)
        if kind and pair.source.plural_id is None and is_prose(pair.source.key.id):
            first, copies, total = counted.get(kind, (number, 0, 0))
            copied = is_copy(pair)
            counted[kind] = Habit(number if copied and not copies else first, copies + copied, total + 1)
    return {
        kind: habit
        for kind, habit in counted.items()
        if habit.copies >= _FEWEST_COPIES and habit.copies >= _HABIT * habit.texts
    }


def said_once(kind: str, habit: Habit) -> Problem:
    """The one warning about all copies of a manner."""
    which = "comments in code" if kind == "code" else f"texts that begin with {kind!r}"
    message = (
        f"this and {habit.copies - 1} more of the {habit.texts} {which} are copies of the source; translate them, or "
        "keep them all"
    )
    return Problem(CHECK, Severity.WARNING, message)
