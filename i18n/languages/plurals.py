"""Plural rules: from a `Plural-Forms` header to the index of a number's string."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from i18n.languages.plural_expressions import LONGEST, WORD, compiled
from i18n.model import PluralRule

_HEADER = re.compile(r"\s*nplurals\s*=\s*([0-9]+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*", re.ASCII)
_CHECKED = 1001
"""Numbers from 0 for which a rule must give one of its forms: what `msgfmt --check` tries."""


@lru_cache(maxsize=256)
def parse_plurals(header: str) -> PluralRule:
    """The rule in the value of a `Plural-Forms` header: `nplurals=2; plural=(n != 1);`.

    Raises ValueError, with a text fit for a finding, if the header is not of that shape, has not 1 to 6 forms, or if
    its expression is not gettext's C, divides by zero or leaves the forms for a number from 0 to 1000.
    """
    match = _HEADER.fullmatch(header) if len(header) <= LONGEST + 64 else None
    if match is None:
        raise ValueError(f"{header[:80]!r} is not a plural rule; expected one such as 'nplurals=2; plural=(n != 1);'")
    count = int(match[1]) if len(match[1]) < 4 else 1000
    if not 1 <= count <= 6:
        raise ValueError(f"nplurals={match[1][:20]}; expected 1 to 6")
    rule = PluralRule(count, match[2])
    plural_index(rule)
    return rule


@lru_cache(maxsize=256)
def plural_index(rule: PluralRule) -> Callable[[int], int]:
    """A function from a number to the index of its string, 0 to `rule.count - 1`.

    It never fails: a negative number counts as a positive one, and where the rule breaks beyond the checked numbers it
    gives 0, as gettext does. Raises ValueError for a rule that `parse_plurals` refuses.
    """
    evaluate = compiled(rule.expression)
    table: list[int] = []
    for number in range(_CHECKED):
        try:
            index = evaluate(number)
        except ZeroDivisionError:
            raise ValueError(f"plural={rule.expression!r} divides by zero for n = {number}") from None
        if index >= rule.count:
            raise ValueError(f"plural={rule.expression!r} gives {index} for n = {number}, but nplurals={rule.count}")
        table.append(index)

    def index_of(number: int) -> int:
        number = abs(number)
        if number < _CHECKED:
            return table[number]
        try:
            found = evaluate(number & WORD)
        except ZeroDivisionError:
            return 0
        return found if found < rule.count else 0

    return index_of
