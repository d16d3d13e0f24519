"""Copies of the source: which a reader misses, and which a catalog keeps as its habit."""

from __future__ import annotations

import pytest

from i18n.checks import Adviser, copies
from i18n.checks.pair import Pair
from i18n.model import Locale, Message, MessageKey, PluralRule, Source
from tests.unit.checks.test_together import TAUGHT

GERMAN = Locale("de", "Deutsch", "ltr", PluralRule(2, "n != 1"))
QUOTED = [f'"the door of room {number} is open"' for number in range(25)]


def pair(source, string=None, formats=("text",)):
    key = MessageKey(None, source)
    message = Message(key, None, (source if string is None else string,))
    return Pair(Source(key, None, formats, ("paragraph",), ()), message, GERMAN)


def said(*pairs):
    """The messages of all findings, by the index of their pair."""
    return {
        number: [problem.message for problem in problems] for number, problems in Adviser(pairs).some((0, len(pairs)))
    }


@pytest.mark.parametrize(
    ("source", "formats", "manner"),
    [
        ("The door is open.", ("text",), ""),
        ('"The door is open."', ("text",), '"'),
        ("«La porte est ouverte.»", ("text",), "«"),
        ("// the door is open", ("markdown",), "/"),
        ("the door is open", ("code",), "code"),
    ],
)
def test_manner(source, formats, manner):
    """What opens a text, or that it stands in code, sets it off from prose."""

    assert manner == copies.manner(pair(source, formats=formats).source)


def test_habit_is_said_once():
    """A catalog that keeps nearly all texts in quotation marks is told so once, not once for each."""
    found = said(*map(pair, QUOTED), pair('"the window is open now"', '"das Fenster ist jetzt offen"'))

    assert {
        0: [
            "this and 24 more of the 26 texts that begin with '\"' are copies of the source; translate them, or keep "
            "them all"
        ]
    } == found


def test_habit_of_comments_in_code():
    """Comments in code are known by their format, not by a mark."""
    comments = [pair(f"set the lamp number {number} to on", formats=("code",)) for number in range(20)]

    assert {
        0: ["this and 19 more of the 20 comments in code are copies of the source; translate them, or keep them all"]
    } == said(*comments)


def test_critical_copy_is_never_kept():
    """Whatever the habit, a critical text that was copied is said by itself."""
    pairs = list(map(pair, QUOTED))
    pairs[3] = pairs[3]._replace(source=pairs[3].source._replace(critical="dose"))

    assert [0, 3] == list(said(*pairs))


def test_few_copies_are_no_habit():
    """Where most of such texts are translated, and where there are few, each copy is said by itself."""
    translated = [pair(f'"a text number {number} is here"', f'"ein Text {number} ist hier"') for number in range(25)]
    each = ["a copy of the source; translate it"]

    assert dict.fromkeys(range(5), each) == said(*map(pair, QUOTED[:5]), *translated)
    assert dict.fromkeys(range(5), each) == said(*map(pair, QUOTED[:5]))


def test_prose_is_never_a_habit():
    """Of a catalog of copies each one is said, because no reader of the language can read it."""
    found = said(*(pair(f"The door of room {number} is open.") for number in range(40)))

    assert 40 == len(found)


def test_copy_of_words_that_are_not_translated():
    """In a catalog that teaches, a copy without any word that it translates is none; one with such a word is."""
    names = pair("Foo bar baz quux lorem.")
    known = pair("Nurse, window, blanket, doctor.")
    grammar = pair("It is on the xyzzy plugh.")
    found = Adviser([*TAUGHT, names, known, grammar]).some((len(TAUGHT), len(TAUGHT) + 3))

    assert [len(TAUGHT) + 1, len(TAUGHT) + 2] == [number for number, _ in found]
