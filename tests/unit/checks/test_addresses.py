"""Addresses in visible text: what the quick look must not let through."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from i18n.checks import Pair, addresses
from i18n.languages import locale
from i18n.model import Message, MessageKey, Source


def found(source: str, string: str) -> list[str]:
    """The checks that say something of a plain text."""
    key = MessageKey(None, source)
    pair = Pair(Source(key, None, ("text",), ("title",), ()), Message(key, None, (string,)), locale("es"))
    return [problem.check for problem in addresses.check(pair)]


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("Vea https://ok.example/a", []),
        ("Vea https://ok.example//a b", []),
        ("Vea ///evil.example y https://ok.example/", ["addresses.host"]),
        ("Vea https://ok.example(@evil.example", ["addresses.host"]),
        ("Vea https://ok.example data:text/html,x", ["addresses.scheme"]),
        ("Vea https://ok.example java\nscript:alert(1)", ["addresses.scheme"]),
        ("Vea https://ok.example java&Tab;script:alert(1)", ["addresses.scheme"]),
    ],
)
def test_beside_an_address_that_stays(string: str, expected: list[str]) -> None:
    """An address of the source hides no other."""
    assert expected == found("See https://ok.example for more", string)


def test_letters_that_look_alike() -> None:
    """Every letter that is called Greek or Cyrillic makes a name worth a look."""
    scripts = ("GREEK ", "CYRILLIC ")
    letters = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.name(chr(code), "").startswith(scripts)]

    assert [] == [letter for letter in letters if not addresses.may_imitate(f"{letter}.example")]
