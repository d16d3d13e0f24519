"""What a check reads and what it answers."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from i18n.model import Locale, Message, PluralRule, Severity, Source


class Pair(NamedTuple):
    """A message of a catalog beside the source it translates."""

    source: Source
    message: Message
    locale: Locale
    """The language of the message's strings."""
    source_tag: str = "en"
    """BCP 47 tag of the language that the source is written in."""


class Problem(NamedTuple):
    """What is wrong with a pair. The caller knows the file and line, and makes a `Diagnostic` of it."""

    check: str
    """`family.name`, stable: `placeholders.missing`."""
    severity: Severity
    """An error of a gate check means that the string is never shown."""
    message: str
    """One line: what is missing, extra or changed, with foreign text as `repr`, and what to do."""


Check = Callable[[Pair], Sequence[Problem]]
"""A pure function; an empty sequence says that all is well."""


class Text(NamedTuple):
    """One string of a message, with the source text that it stands for."""

    source: str
    string: str
    prefix: str
    """Begins a problem's message: `msgstr[1]: ` in a plural message, else empty."""
    form: int
    """Index of the string in its message."""


_new = tuple.__new__  # Half the time of calling the class, and a dozen checks ask for them.


def texts(pair: Pair) -> list[Text]:
    """Every filled string with its source text: the singular for a form that means one, else the plural."""
    source, message = pair.source, pair.message
    if source.plural_id is None:
        string = message.strings[0]
        return [_new(Text, (source.key.id, string, "", 0))] if string else []
    one = one_form(pair.locale.plurals)
    return [
        Text(source.key.id if index == one else source.plural_id, string, f"msgstr[{index}]: ", index)
        for index, string in enumerate(message.strings)
        if string
    ]


def graded(pair: Pair) -> Severity:
    """Error where the text is critical, else warning."""
    return Severity.WARNING if pair.source.critical is None else Severity.ERROR


def language(tag: str) -> str:
    """The first part of a tag: `pt` of `pt-BR`."""
    return tag.partition("-")[0]


def one_form(rule: PluralRule) -> int | None:
    """Index of the form for 1, or for 0 and 1; None where the form for 1 serves others too (21 in Russian)."""
    return next((index for index, numbers in forms(rule).items() if numbers in ((1,), (0, 1))), None)


@lru_cache(maxsize=256)
def forms(rule: PluralRule) -> dict[int, tuple[int, ...]]:
    """The numbers from 0 to 200 that each form stands for; empty where the rule cannot be computed.

    200 is enough to tell "exactly one" from "ends in one": every rule of CLDR 47 repeats within 100.
    """
    try:
        choose = gettext.c2py(rule.expression)
        chosen = [choose(number) for number in range(201)]
    except (ValueError, ZeroDivisionError, RecursionError):
        return {}
    return {index: tuple(n for n, form in enumerate(chosen) if form == index) for index in sorted(set(chosen))}


def exact(rule: PluralRule, index: int) -> int | None:
    """The only number that a form stands for, where it is 0, 1 or 2; else None."""
    numbers = forms(rule).get(index, ())
    return numbers[0] if len(numbers) == 1 and numbers[0] <= 2 else None
