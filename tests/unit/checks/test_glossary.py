"""Reading glossaries; their use is in the cases."""

from __future__ import annotations

import pytest

from i18n.checks import Pair, read_glossary
from i18n.checks.glossary import terminology
from i18n.model import Locale, Message, MessageKey, PluralRule, Source


def found(glossary, source_text, string, tag):
    source = Source(MessageKey(None, source_text), None, ("markdown",), ("paragraph",), ())
    pair = Pair(source, Message(source.key, None, (string,)), Locale(tag, tag, "ltr", PluralRule(1, "0")))
    return [problem.check for problem in terminology(pair, read_glossary(glossary, "g.csv"))]


@pytest.mark.parametrize(
    ("row", "source", "string", "tag"),
    [
        ("nurse,медсестра", "the nurse", "с медсестрой", "ru"),
        ("therapy,Therapie", "two therapies", "zwei Therapien", "de"),
        ("dose,جرعة", "the dose", "والجرعة", "ar"),
        ("dose,剂量", "Dose", "每次剂量为", "zh-Hans"),
        ("blood pressure,presión arterial", "Blood  pressure".replace("  ", " "), "las presiones arteriales", "es"),
        ("infusion,perfusion", "the `infusion` code", "le code `infusion`", "fr"),
    ],
)
def test_inflected_translation_is_found(row, source, string, tag):
    """Cases, plurals and Arabic prefixes of the fixed translation count; code is no text."""

    assert [] == found(f"term,translation\n{row}\n", source, string, tag)


def test_quoted_cells():
    """A cell in quotation marks may hold a comma, and the note may hold anything."""
    glossary = read_glossary('\ufeffterm,translation,note\n"pain, chronic",dolor crónico,"a, ""b"""\n', "g.csv")

    assert ('a, "b"', ()) == (glossary.terms["pain, chronic"].note, glossary.diagnostics)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("word,translation\na,b\n", 1, "the first line must name the columns"),
        ("term,translation,colour\na,b,c\n", 1, "unknown columns 'colour'"),
        ("term,translation\n,b\n", 2, "the term is empty"),
        ("term,translation\na,b\n\nA,c\n", 4, "a second time"),
        ("term,translation,keep\na,b,perhaps\n", 2, "write yes or no"),
        ("term,translation\na,b,c\n", 2, "more cells than columns"),
        ("term,note\na,b\n", 2, "no translation"),
        ('term,translation\na,"b\n', 2, "not a line of CSV"),
        ("", 1, "the first line must name the columns"),
    ],
)
def test_row_that_cannot_be_used(text, line, part):
    """A row that cannot be used is named by its line, and the others stay."""
    diagnostics = read_glossary(text, "locales/fr/glossary.csv").diagnostics

    assert [("locales/fr/glossary.csv", line, True)] == [
        (each.path, each.line, part in each.message) for each in diagnostics
    ]


def test_empty_glossary():
    """A file with columns alone finds nothing."""

    assert [] == found("term,translation\n", "a", "b", "fr")
