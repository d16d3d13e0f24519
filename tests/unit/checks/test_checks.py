"""What holds for all checks together."""

from __future__ import annotations

import time
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.checks import Pair, advise, gate
from i18n.model import Locale, Message, MessageKey, PluralRule, Severity, Source

FRENCH = Locale("fr", "français", "ltr", PluralRule(2, "n > 1"))
LOCALES = [
    Locale(tag, tag, "rtl" if tag in ("ar", "fa") else "ltr", PluralRule(1, "0"))
    for tag in ("es", "fr", "zh-Hans", "ja", "ko", "vi", "ru", "ar", "fa", "ht", "th", "mww")
]


def pair(source_text, string, locale=FRENCH, critical=None, formats=("markdown",)):
    source = Source(MessageKey(None, source_text), None, formats, ("paragraph",), (), critical=critical)
    return Pair(source, Message(source.key, None, (string,)), locale)


def test_untranslated_message_is_no_mistake():
    """An empty string raises nothing, whatever its source holds."""

    assert ((), ()) == (gate(pair("5 mg {a.b} not", "", critical="dose")), advise(pair("5 mg not?", "")))


TEXT = st.text(
    st.sampled_from("ab1250.,:/-–% *_`{}()[]\\<>&\n\u00a0\u200c\u200e\u202e\u2066\u0301ñж中小时個ساعة٣mgh½٫'’+"),
    max_size=40,
)


@given(TEXT.filter(str.strip), TEXT, st.sampled_from(LOCALES), st.sampled_from(["dose", None]))
@settings(max_examples=150)
def test_any_text_gets_an_answer(source_text, string, locale, critical):
    """No string stops a check, and every message is one printable line."""
    for formats in (("markdown",), ("template",), ("slug",)):
        one = pair(source_text, string, locale, critical, formats)
        problems = gate(one) + advise(one)
        assert [] == [problem.message for problem in problems if not problem.message.isprintable()]


@given(TEXT.filter(str.strip), st.sampled_from(["dose", None]))
@settings(max_examples=150)
def test_copy_of_the_source_has_its_numbers(text, critical):
    """A string equal to its source, in a locale with the same decimal sign, has no wrong number or placeholder."""
    english = Locale("en-GB", "English", "ltr", PluralRule(2, "n != 1"))
    families = {problem.check.partition(".")[0] for problem in gate(pair(text, text, english, critical))}

    assert families <= {"characters", "whitespace"}


@pytest.fixture(scope="module")
def hostile(corpora: Path) -> Path:
    return corpora / "hostile"


def read(path, critical):
    return {
        entry.msgstr: [
            problem
            for one in [pair(entry.msgid, entry.msgstr, critical=critical)]
            for problem in gate(one) + advise(one)
        ]
        for entry in polib.pofile(str(path))
    }


@pytest.mark.corpus
@pytest.mark.parametrize("critical", ["dose", None])
def test_correct_catalog(hostile, critical):
    """A correct translation of a page about doses raises nothing."""
    found = read(hostile / "correct.fr.po", critical)

    assert {} == {string: problems for string, problems in found.items() if problems}


@pytest.mark.corpus
def test_hostile_catalog(hostile):
    """Each wrong number, unit, order or lost "not" of the hostile catalog is found; links and tags are structure."""
    found = read(hostile / "locales/fr/LC_MESSAGES/messages.po", "dose")
    silent = [string for string, problems in found.items() if not problems]

    assert [True] == ["javascript:" in string for string in silent]


@pytest.mark.corpus
def test_hostile_catalog_of_an_ordinary_page(hostile):
    """Where nothing is critical the same are warnings."""
    found = read(hostile / "locales/fr/LC_MESSAGES/messages.po", None)

    assert {Severity.WARNING} == {problem.severity for problems in found.values() for problem in problems}
    assert 5 == sum(map(bool, found.values()))


@pytest.mark.parametrize("piece", ["`", "`a", "](", "<", "a", "a@", "[^", "1-", "//a", ".é.ab", "\u200c", "aa "])
def test_long_string_takes_no_minutes(piece):
    """The longest string that a catalog may have, of the worst pieces, is checked in seconds."""
    one = pair("Do not drive for 24 hours, see {a.b}", (piece * 64_000)[:64_000], critical="driving")
    start = time.perf_counter()
    gate(one)
    advise(one)

    assert time.perf_counter() - start < 10
