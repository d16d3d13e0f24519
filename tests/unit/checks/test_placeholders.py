"""Placeholders in plural messages; the rest are cases."""

from __future__ import annotations

import pytest

from i18n.checks import Pair, placeholders, plurals
from i18n.model import Locale, Message, MessageKey, PluralRule, Source

ENGLISH = PluralRule(2, "n != 1")
FRENCH = PluralRule(2, "n > 1")
RUSSIAN = PluralRule(3, "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2")
ARABIC = PluralRule(6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5")


def pair(rule, *strings, singular="%(num)s day"):
    source = Source(MessageKey(None, singular), "%(num)s days", ("template",), ("label",), ())
    return Pair(source, Message(source.key, "%(num)s days", strings), Locale("x", "x", "ltr", rule))


@pytest.mark.parametrize(
    "right",
    [
        pair(ENGLISH, "un día", "%(num)s días"),
        pair(ENGLISH, "%(num)s día", "%(num)s días", singular="one day"),
        pair(FRENCH, "un jour", "%(num)s jours", singular="one day"),
        pair(ARABIC, "لا أيام", "يوم", "يومان", "%(num)s أيام", "%(num)s يومًا", "%(num)s يوم"),
        pair(RUSSIAN, "%(num)s день", "%(num)s дня", "%(num)s дней"),
    ],
)
def test_number_may_be_left_out_of_a_form_for_exactly_one_number(right):
    """ "One day" needs no number, and neither does the Arabic dual."""

    assert [] == list(placeholders.check(right))


@pytest.mark.parametrize(
    "wrong",
    [
        pair(ENGLISH, "%(num)s día", "días"),
        pair(FRENCH, "un jour", "%(num)s jours"),
        pair(RUSSIAN, "один день", "%(num)s дня", "%(num)s дней"),
        pair(RUSSIAN, "один день", "%(num)s дня", "%(num)s дней", singular="one day"),
    ],
)
def test_number_that_a_form_needs(wrong):
    """The Russian form for 1 is that for 21 too, and must say which."""

    assert ["placeholders.missing"] == [problem.check for problem in placeholders.check(wrong)]


def test_count_of_forms():
    """Two strings are one too few for Russian, and the message says how many it needs."""
    problems = plurals.check(pair(RUSSIAN, "%(num)s день", "%(num)s дня"))

    assert ["2 strings, but x needs 3 here; fill msgstr[0] to msgstr[2]"] == [problem.message for problem in problems]


def test_plural_strings_for_a_source_without_plural():
    """A source without plural has one string."""
    source = Source(MessageKey(None, "day"), None, ("text",), ("label",), ())
    problems = plurals.check(Pair(source, Message(source.key, None, ("a", "b")), Locale("x", "x", "ltr", ENGLISH)))

    assert ["plurals.count"] == [problem.check for problem in problems]
