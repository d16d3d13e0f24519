"""Made-up translations."""

from __future__ import annotations

import re

import pytest

from i18n import languages, pseudo
from i18n.builder import site as builder_site
from i18n.config import Policy, load
from i18n.extraction import extract
from i18n.judge import Judged, judge, judge_source
from i18n.ledger import Ledger
from i18n.model import Locale, State
from i18n.sources import templates
from tests.stages import ENGLISH, ROOT, page

LOCALES = [languages.locale(tag, source="en") for tag in pseudo.TAGS]


@pytest.fixture(scope="module")
def practice() -> Judged:
    """The site of the repository."""
    return builder_site.load(load(ROOT), (), draft=True).judged


@pytest.mark.parametrize("locale", LOCALES, ids=lambda one: one.tag)
def test_passes_the_gate(practice: Judged, locale: Locale) -> None:
    """Every message of the practice's site, made up, passes the same gate as every translation."""
    edition = judge(practice, [pseudo.catalog(practice.template, locale)], locale, Ledger({}), Policy(), draft=True)

    assert () == edition.diagnostics
    assert {locale.tag} == {verdict.locale for verdict in edition.verdicts.values()}


@pytest.mark.parametrize("locale", LOCALES, ids=lambda one: one.tag)
@pytest.mark.parametrize(
    "text",
    [
        'Run `make` and see [the *docs*](a_(b).md "Title") at {practice.phone}.[^1]\n\n[^1]: Note.',
        "a &amp; b &copy; \\*c\\* <kbd>Enter</kbd> ![alt](b.png) <https://example.org/a>",
        "100% of {a.b} and {braces}",
        "one\\\ntwo",
    ],
)
def test_structure_is_kept(text: str, locale: Locale) -> None:
    """Code, addresses, variables, tags, footnotes and escapes come through as they are."""
    judged = judge_source(extract([page(text)], "site"), ENGLISH)

    edition = judge(judged, [pseudo.catalog(judged.template, locale)], locale, Ledger({}), Policy(), draft=True)

    assert {State.UNRECORDED} == {verdict.state for verdict in edition.verdicts.values()}
    assert () == edition.diagnostics


def test_accents_and_length() -> None:
    """`en-XA` has brackets, an accent on every letter, and about 40 % more of them."""
    ((key, verdict),) = _edition("Do not drive today.", LOCALES[0])

    assert verdict.startswith("⟦Ðö ñöţ ðŕîṽé ţöðåý. ") and verdict.endswith("⟧")
    assert 1.3 * len(key) < len(verdict) < 1.6 * len(key)


def test_direction() -> None:
    """`ar-XB` has letters that are written from right to left, and no other."""
    ((_, verdict),) = _edition("Do not drive.", LOCALES[1])

    assert [] == re.findall("[A-Za-z]", verdict)
    assert "rtl" == LOCALES[1].direction


def test_slug_stays() -> None:
    """A part of an address is not made up."""
    ((_, verdict),) = _edition("---\nslug: visit-us\n---\n", LOCALES[0])

    assert "visit-us" == verdict


@pytest.mark.parametrize("locale", LOCALES, ids=lambda one: one.tag)
def test_plural(locale: Locale) -> None:
    """Every plural form of the locale is there, with its number."""
    marked = templates.parse("{% trans count=n %}One{% pluralize %}{{ count }} hours{% endtrans %}", "templates/a.html")
    made = pseudo.catalog(extract([marked], "site"), locale)

    (message,) = made.messages.values()
    assert locale.plurals.count == len(message.strings)
    assert ["%(count)s" in string for string in message.strings] == [False] + [True] * (locale.plurals.count - 1)


def _edition(text: str, locale: Locale) -> list[tuple[str, str]]:
    """Source text and made-up string of each message."""
    made = pseudo.catalog(extract([page(text)], "site"), locale)
    return [(key.id, message.strings[0]) for key, message in made.messages.items()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![A map](a.png) here", "⟦![⟦Å ɱåþ⟧](a.png) ĥéŕé"),
        ('[Us](a.md "Our house")', '⟦[Ûš](a.md "⟦Öûŕ ĥöûšé⟧")'),
        ('<abbr title="Take care">TC</abbr>', '⟦<abbr title="⟦Ţåķé çåŕé⟧">ŢÇ</abbr>'),
        ('The <b translate="no">Alder</b> house', '⟦Ţĥé <b translate="no">Alder</b> ĥöûšé'),
        ("<code>x</code> is `y`", "⟦<code>x</code> îš `y`"),
    ],
)
def test_what_stands_alone_bears_brackets(text: str, expected: str) -> None:
    """Alternative texts, titles and attributes bear brackets of their own; protected text and code stay as they are."""
    ((_, string),) = _edition(text, LOCALES[0])

    assert expected == string[: len(expected)]


def test_any_markup_comes_through() -> None:
    """Links that cross the end of a protected element, nested images and titles in them are no trouble."""
    texts = ('<code>[a</code>](b "c") d', '![a ![b](c "d")](e "f") g', '[a](b "c") ![](d)')

    assert [True] * 3 == [_edition(text, LOCALES[0])[0][1].startswith("⟦") for text in texts]
