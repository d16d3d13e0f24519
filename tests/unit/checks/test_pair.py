"""Which source text each string stands for."""

from __future__ import annotations

import pytest

from i18n.checks.pair import Pair, exact, forms, one_form, texts
from i18n.model import Locale, Message, MessageKey, PluralRule, Source

RUSSIAN = PluralRule(3, "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2")
ARABIC = PluralRule(6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5")


def test_forms_of_russian():
    """The first Russian form stands for every number that ends in one, but not in eleven."""

    assert (1, 21, 31, 41, 51, 61, 71, 81, 91, 101, 121, 131, 141, 151, 161, 171, 181, 191) == forms(RUSSIAN)[0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (PluralRule(2, "n != 1"), [1, None]),
        (PluralRule(2, "n > 1"), [None, None]),
        (PluralRule(1, "0"), [None]),
        (RUSSIAN, [None, None, None]),
        (ARABIC, [0, 1, 2, None, None, None]),
    ],
)
def test_exact(rule, expected):
    """A form that stands for one number alone is known by it, if the number is 0, 1 or 2."""

    assert expected == [exact(rule, index) for index in range(rule.count)]


@pytest.mark.parametrize("expression", ["n/0", "n ==", "x", "(" * 500])
def test_rule_that_cannot_be_computed(expression):
    """A broken plural rule has no known forms, and stops nothing."""

    assert {} == forms(PluralRule(2, expression))


def test_texts():
    """The form for one stands for the singular, every other for the plural; empty strings are left out."""
    source = Source(MessageKey(None, "%(n)s day"), "%(n)s days", ("template",), ("label",), ())
    locale = Locale("sl", "slovenščina", "ltr", PluralRule(3, "n==1 ? 0 : n==2 ? 1 : 2"))
    found = texts(Pair(source, Message(source.key, "%(n)s days", ("a", "b", "")), locale))

    assert [("%(n)s day", "a", "msgstr[0]: ", 0), ("%(n)s days", "b", "msgstr[1]: ", 1)] == found


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (PluralRule(2, "n != 1"), 0),
        (PluralRule(2, "n > 1"), 0),
        (PluralRule(1, "0"), None),
        (RUSSIAN, None),
        (ARABIC, 1),
    ],
)
def test_one_form(rule, expected):
    """Where the form for 1 serves other numbers, all strings stand for the plural."""

    assert expected == one_form(rule)
