"""A document in one language: what falls back, what says so, and what cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from i18n.model import Coverage, Edition, Former, State, TranslatedDocument, Verdict
from i18n.sources import data
from i18n.translate import FSI, PDI, Surroundings, Value, coverage, translate
from tests.stages import (
    ARABIC,
    ENGLISH,
    LOCALES,
    SPANISH,
    around,
    body,
    edition,
    filled,
    page,
    source_edition,
)

FELL_BACK = ' lang="en" dir="ltr" data-i18n-fallback'

BLOCKS = {
    "paragraph": ("One\n\nTwo\n", "<p>Uno</p>\n<p{}>Two</p>\n"),
    "heading": ("# One\n## Two\n", '<h1 id="one">Uno</h1>\n<h2 id="two"{}>Two</h2>\n'),
    "item": ("- One\n- Two\n", "<ul>\n<li>Uno</li>\n<li{}>Two</li>\n</ul>\n"),
    "item with a list": (
        "- Two\n  - One\n",
        "<ul>\n<li><span{}>Two</span>\n<ul>\n<li>Uno</li>\n</ul>\n</li>\n</ul>\n",
    ),
    "list in an item": ("- One\n  - Two\n", "<ul>\n<li>Uno\n<ul>\n<li{}>Two</li>\n</ul>\n</li>\n</ul>\n"),
    "item with two paragraphs": (
        "- One\n\n  Two\n",
        "<ul>\n<li>\n<p>Uno</p>\n<p{}>Two</p>\n</li>\n</ul>\n",
    ),
    "item with code": (
        "- Two\n  ```\n  x\n  ```\n",
        "<ul>\n<li><span{}>Two</span>\n<pre><code>x\n</code></pre>\n</li>\n</ul>\n",
    ),
    "task": (
        "- [x] Two\n",
        '<ul>\n<li{}><input type="checkbox" checked="" disabled="" /> Two</li>\n</ul>\n',
    ),
    "cell": (
        "| One | Two |\n|---|---|\n| Two | One |\n",
        "<table>\n<thead>\n<tr>\n<th>Uno</th>\n<th{}>Two</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td{}>Two</td>\n"
        "<td>Uno</td>\n</tr>\n</tbody>\n</table>\n",
    ),
    "term": ("Two\n: One\n", "<dl>\n<dt{}>Two</dt>\n<dd>Uno</dd>\n</dl>\n"),
    "definition": ("One\n: Two\n", "<dl>\n<dt>Uno</dt>\n<dd{}>Two</dd>\n</dl>\n"),
    "quote": ("> One\n>\n> Two\n", "<blockquote>\n<p>Uno</p>\n<p{}>Two</p>\n</blockquote>\n"),
    "footnote": (
        "One[^1]\n\n[^1]: Two\n",
        '<p>Uno<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup></p>\n'
        '<section class="footnotes" data-footnotes>\n<ol>\n<li id="fn-1">\n'
        '<p{}>Two <a href="#fnref-1" class="footnote-backref" data-footnote-backref>↩</a></p>\n'
        "</li>\n</ol>\n</section>\n",
    ),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_block_falls_back(kind: str) -> None:
    """The smallest element around an untranslated text bears its language and direction, and nothing else (W-07)."""
    text, expected = BLOCKS[kind]

    assert expected.replace("{}", FELL_BACK) == body(text, {"One": "Uno", "One[^1]": "Uno[^1]"}, SPANISH)


def test_attributes_of_a_block_that_fell_back() -> None:
    """Alternative texts and titles are in the language of their block (W-08)."""
    html = body('![A room](a.png "Light")\n', {}, SPANISH)

    assert f'<p{FELL_BACK}><img src="a.png" alt="A room" title="Light" /></p>\n' == html


def test_nothing_marked_where_all_is_translated() -> None:
    """A page that is translated whole has no mark."""
    assert "<p>Uno</p>\n<ul>\n<li>Dos</li>\n</ul>\n" == body("One\n\n- Two\n", {"One": "Uno", "Two": "Dos"}, SPANISH)


def test_language_of_the_fallback_chain() -> None:
    """A block that another locale of the chain fills bears that locale's tag and direction."""
    document = page("One\n")
    key = document.keys[0]
    chosen = Edition(SPANISH, {key: Verdict(State.UNTRANSLATED, ("واحد",), "ar")}, source_edition(document).verdicts)

    html = translate(document, chosen, around()).body

    assert '<p lang="ar" dir="rtl" data-i18n-fallback>واحد</p>\n' == html


def test_fixed_text_has_no_language() -> None:
    """Numbers, code and variables are the same in every language and never marked."""
    html = body("24\n\n`make`\n\n- {a.b}\n", {}, SPANISH)

    assert "<p>24</p>\n<p><code>make</code></p>\n<ul>\n<li>{a.b}</li>\n</ul>\n" == html


def test_skipped_text_stays() -> None:
    """What the author skips stays as it is and says its language, though the same text is translated elsewhere."""
    text = "<!-- i18n: skip -->\nAlderlight\n\nAlderlight\n"

    assert '<p translate="no" lang="en" dir="ltr">Alderlight</p>\n<p>Aliso</p>\n' == body(
        text, {"Alderlight": "Aliso"}, SPANISH
    )


def test_string_is_shown_as_markup_of_its_own() -> None:
    """A string's emphasis, order and breaks are its own."""
    html = body("One *two* [three](x.md)\n", {"One *two* [three](x.md)": "[tres](x.md)\\\n**uno** < &"}, SPANISH)

    assert '<p><a href="x.md">tres</a><br />\n<strong>uno</strong> &lt; &amp;</p>\n' == html


def test_template_code_in_a_string() -> None:
    """What would be code to a template is text (S-14, S-15)."""
    hostile = "{{ 7*7 }} {% include 'x' %} {# y #} {0.mro} {n!r} %(x)s %s 100%"

    assert f"<p>{hostile}</p>\n" == body("Hello\n", {"Hello": hostile}, SPANISH)


def test_guarded_blocks_in_a_string() -> None:
    """What would be a block is text."""
    assert "<p># Uno</p>\n" == body("One\n", {"One": "# Uno"}, SPANISH)
    assert "<p>a<br />\n- b</p>\n" == body("One\n", {"One": "a\\\n- b"}, SPANISH)


# Sections with critical text

CRITICAL = """\
# Before

Text.

## Dose {critical=dose}

Take one.

- Slowly.

## After

Text.
"""
STRINGS = {"Before": "Antes", "Text.": "Texto.", "Dose": "Dosis", "Slowly.": "Despacio.", "After": "Después"}


def test_section_falls_back_whole() -> None:
    """One critical text that is not shown, and its whole section is in the source language, with a notice below the
    heading; the sections around it are not touched (H-08)."""
    result = filled(CRITICAL, STRINGS, SPANISH)

    assert (
        '<h1 id="before">Antes</h1>\n<p>Texto.</p>\n'
        f'<h2 id="dose"{FELL_BACK}>Dose</h2>\n<p>NOTICE</p>\n<p{FELL_BACK}>Take one.</p>\n'
        f"<ul>\n<li{FELL_BACK}>Slowly.</li>\n</ul>\n"
        '<h2 id="after">Después</h2>\n<p>Texto.</p>\n'
    ) == result.body
    assert 1 == result.withheld


def test_section_with_all_its_critical_text() -> None:
    """A section whose critical text is shown has no notice."""
    result = filled(CRITICAL, {**STRINGS, "Take one.": "Tome uno."}, SPANISH)

    assert "NOTICE" not in result.body
    assert "<p>Tome uno.</p>" in result.body
    assert 0 == result.withheld


def test_ordinary_text_of_a_critical_section() -> None:
    """A critical block takes the ordinary blocks of its section with it."""
    text = "## Visit\n\nCome in.\n\n<!-- i18n: critical driving -->\nDo not drive.\n\n## After\n\nText.\n"
    strings = {"Visit": "Visita", "Come in.": "Pase.", "After": "Después", "Text.": "Texto."}

    html = body(text, strings, SPANISH)

    assert f"<p{FELL_BACK}>Come in.</p>" in html
    assert "<p>Texto.</p>" in html


def test_ordinary_gap_in_a_critical_section() -> None:
    """An ordinary text that is missing does not take the critical ones with it."""
    text = "## Visit\n\nCome in.\n\n<!-- i18n: critical driving -->\nDo not drive.\n"

    html = body(text, {"Visit": "Visita", "Do not drive.": "No conduzca."}, SPANISH)

    assert "<p>No conduzca.</p>" in html
    assert "NOTICE" not in html


def test_critical_text_before_the_first_heading() -> None:
    """The text before the first heading is a section too; its notice stands at the top."""
    html = body("<!-- i18n: critical dose -->\nTake one.\n\n## After\n\nText.\n", {"Text.": "Texto."}, SPANISH)

    assert html.startswith(f"<p>NOTICE</p>\n<p{FELL_BACK}>Take one.</p>\n")


def test_critical_text_of_another_locale() -> None:
    """Critical text from a fallback locale withholds its section too: the section is in one language."""
    document = page("<!-- i18n: critical dose -->\nOne\n")
    key = document.keys[0]
    chosen = Edition(SPANISH, {key: Verdict(State.UNTRANSLATED, ("واحد",), "ar")}, source_edition(document).verdicts)

    result = translate(document, chosen, around(notice="<p>NOTICE</p>\n"))

    assert f"<p>NOTICE</p>\n<p{FELL_BACK}>One</p>\n" == result.body


def test_critical_text_without_words_withholds_nothing() -> None:
    """A number alone is the same in every language."""
    assert "NOTICE" not in body("## Dose {critical=dose}\n\n0.5\n", {"Dose": "Dosis"}, SPANISH)


# Variables

PHONE = '<bdi dir="ltr">+1 555 0100</bdi>'
VALUES = {
    "practice.phone": Value("+1 555 0100", ""),
    "practice.name": Value("Alderlight <Care>", ""),
    "practice.city": Value("مدينة", ""),
    "hours.days": Value("Monday", "en"),
    "hours.here": Value("lunes", "es"),
}


def valued(text: str, strings: dict[str, str], locale=SPANISH) -> str:
    document = page(text)
    chosen = source_edition(document) if locale is ENGLISH else edition(document, strings, locale)
    return translate(document, chosen, around(VALUES)).body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{practice.phone}", f"<p>{PHONE}</p>\n"),
        ("{practice.name}", '<p><bdi dir="ltr">Alderlight &lt;Care&gt;</bdi></p>\n'),
        ("{practice.city}", "<p><bdi>مدينة</bdi></p>\n"),
        ("{hours.days}", '<p><bdi lang="en" dir="ltr">Monday</bdi></p>\n'),
        ("{hours.here}", "<p><bdi>lunes</bdi></p>\n"),
        ("{no.value}", "<p>{no.value}</p>\n"),
        ("[{practice.phone}](tel:{practice.phone})", f'<p><a href="tel:+1%20555%200100">{PHONE}</a></p>\n'),
        ("![]({practice.phone}.png)", '<p><img src="+1%20555%200100.png" alt="" /></p>\n'),
    ],
)  # fmt: skip
def test_variable(text: str, expected: str) -> None:
    """A value is isolated in text, and percent-encoded in an address (W-09, W-10)."""
    assert expected == valued(text + "\n", {})


def test_variable_in_an_attribute() -> None:
    """Where no element may stand, a value is isolated by characters."""
    text = '![Call {practice.name}](a.png "{practice.phone}")'

    html = valued(text + "\n", {text: text})

    assert f'alt="Call {FSI}Alderlight &lt;Care&gt;{PDI}" title="{FSI}+1 555 0100{PDI}"' in html


def test_variable_in_a_block_that_fell_back() -> None:
    """A value in the page's language says so inside a block in another one; one in the block's language need not."""
    html = valued("Open {hours.days}, {hours.here}\n", {})

    assert f'<p{FELL_BACK}>Open <bdi>Monday</bdi>, <bdi lang="es" dir="ltr">lunes</bdi></p>\n' == html


def test_variable_from_right_to_left() -> None:
    """A phone number runs from left to right in a page that does not."""
    html = valued("Call {practice.phone}\n", {"Call {practice.phone}": "اتصل {practice.phone}"}, ARABIC)

    assert '<p>اتصل <bdi dir="ltr">+1 555 0100</bdi></p>\n' == html


def test_code_from_right_to_left() -> None:
    """A block of code runs from left to right everywhere (W-12)."""
    assert '<pre dir="ltr"><code>x\n</code></pre>\n' == body("```\nx\n```\n", {}, ARABIC)
    assert "<pre><code>x\n</code></pre>\n" == body("```\nx\n```\n", {}, SPANISH)


# Addresses and footnotes


def test_addresses_are_asked_for() -> None:
    """Relative addresses and those of other hosts are resolved for the page and its language; others stay."""
    asked = []

    def resolve(address: str, use: str, path: str) -> str:
        asked.append((address, use, path))
        return f"/es/{address}?<"

    document = page("[a](b.md#c) ![d](e.png) [f](https://x.org/) [g](/h) [i](#j) [k](mailto:a@b.org)\n", "content/p.md")
    html = translate(document, source_edition(document), Surroundings(LOCALES, {}, resolve)).body

    places = [("b.md#c", "href"), ("e.png", "src"), ("https://x.org/", "href")]
    assert [(*place, "content/p.md") for place in places] == asked
    assert 'href="/es/b.md#c?%3C"' in html


def test_footnotes_keep_their_numbers() -> None:
    """A string may mention footnotes in another order; their numbers and ids stay those of the page."""
    text = "One[^a] two[^b]\n\n[^a]: A\n\n[^b]: B\n"
    html = body(text, {"One[^a] two[^b]": "Dos[^b] uno[^a]"}, SPANISH)

    assert 'Dos<sup class="footnote-ref"><a href="#fn-2" id="fnref-2"' in html
    assert 'uno<sup class="footnote-ref"><a href="#fn-1" id="fnref-1"' in html


# What a page knows of itself


def test_fields() -> None:
    """Title and description are the edition's, a title without words is itself."""
    document = page('---\ntitle: One\ndescription: "2024"\n---\n')

    fields = translate(document, edition(document, {"One": "Uno"}), around()).fields

    expected = {"title": (("Uno",), "es"), "description": (("2024",), "es")}
    assert expected == {name: (one.strings, one.locale) for name, one in fields.items()}


def test_title_without_words() -> None:
    """A heading of code alone gives its words as title, not its Markdown."""
    title = filled("# `make`\n").fields["title"]

    assert "make" == title.content.text


def test_table_of_contents() -> None:
    """Headings keep level and id in every language; links and footnotes in them are left out."""
    text = "# One\n\n## [Two](x.md)[^1]\n\n## 3\n\n[^1]: Note\n"

    result = filled(text, {"One": "*Uno*", "[Two](x.md)[^1]": "[Dos](x.md)[^1]"}, SPANISH)

    assert ((1, "one", "<em>Uno</em>"), (2, "two", "Dos"), (2, "3", "3")) == result.headings


STATES = [
    ({"One": State.APPROVED, "Two": State.APPROVED}, "approved", Coverage(2, 2, 0, 0, 0, 2)),
    ({"One": State.APPROVED, "Two": State.TRANSLATED}, "translated", Coverage(2, 2, 0, 0, 0, 1)),
    ({"One": State.UNRECORDED, "Two": State.UNRECORDED}, "translated", Coverage(2, 2, 0, 0, 0, 0)),
    ({"One": State.MACHINE, "Two": State.APPROVED}, "machine", Coverage(2, 2, 0, 0, 1, 1)),
    ({"One": State.APPROVED}, "partly", Coverage(2, 1, 1, 0, 0, 1)),
    ({"One": State.MACHINE}, "machine", Coverage(2, 1, 1, 0, 1, 0)),
    ({}, "fallback", Coverage(2, 0, 2, 0, 0, 0)),
]


@pytest.mark.parametrize(("states", "status", "covered"), STATES)
def test_status(states: dict[str, State], status: str, covered: Coverage) -> None:
    """The page's state is that of its least reviewed text (H-09)."""
    document = page("One\n\nTwo\n\n24\n")
    sources = source_edition(document).verdicts
    verdicts = {
        key: Verdict(states[key.id], ("Uno",), "es") if key.id in states else one._replace(state=State.UNTRANSLATED)
        for key, one in sources.items()
    }

    result = translate(document, Edition(SPANISH, verdicts, sources), around())

    assert (status, covered) == (result.status, result.coverage)


def test_waiting() -> None:
    """What is translated and not shown waits for somebody."""
    document = page("One\n\nTwo\n\nThree\n")
    states = iter((State.MACHINE, State.FUZZY, State.REFUSED))
    sources = source_edition(document).verdicts
    verdicts = {key: one._replace(state=next(states)) for key, one in sources.items()}

    assert Coverage(3, 0, 3, 1, 0, 0) == coverage(document, Edition(SPANISH, verdicts, sources))


def test_coverage_of_a_withheld_section() -> None:
    """A section that falls back counts as shown in another language, its translated texts as waiting."""
    document = page(CRITICAL)
    found = coverage(document, edition(document, STRINGS))

    # Before twice, as heading and as title; two texts; After. Dose and Slowly wait.
    assert (8, 5, 3, 2) == found[:4]


def test_page_without_text() -> None:
    """Nothing to translate is translated."""
    result = filled("24\n", {}, SPANISH)

    assert ("approved", 1.0) == (result.status, result.coverage.ratio)


def test_source_edition() -> None:
    """The source edition is filled like every other and marks nothing."""
    result = filled(CRITICAL)

    assert "lang=" not in result.body
    assert "NOTICE" not in result.body


def test_data_document_has_no_body() -> None:
    """A data file is filled to nothing, its fields are there."""
    document = data.parse('note = "One"\n', "content/_data/a.toml", ("a.note",))

    result = translate(document, edition(document, {"One": "Uno"}), around())

    assert ("", ("Uno",)) == (result.body, result.fields["note"].strings)


@pytest.mark.parametrize(
    "text", ['<img src=a.png alt="Words">', "<option>Words</option>", "<textarea>Words</textarea>"]
)
def test_no_markdown_in_an_attribute(text: str) -> None:
    """What stands where no markup can is text: what Markdown would call a note, emphasis or a link."""
    string = "[^1] *Palabras* [x](y.md)"

    assert string in body(text, {"Words": string}, SPANISH)


# What was approved for the source as it was


def outdated(text: str, strings: dict[str, str]) -> TranslatedDocument:
    """A page on which every one of these strings was approved before its source changed."""
    document = page(text)
    chosen = edition(document, strings, state=State.OUTDATED)
    former = {key: Former(date(2026, 11, 22), "s1:") for key, one in chosen.verdicts.items() if one.locale == "es"}
    return translate(document, replace(chosen, outdated=former), around())


def test_outdated_block() -> None:
    """A block made for the source as it was has the day of its approval."""
    shown = outdated("One.\n\nTwo.\n", {"One.": "Uno."})

    assert (
        '<p data-i18n-outdated="2026-11-22">Uno.</p>\n<p lang="en" dir="ltr" data-i18n-fallback>Two.</p>\n'
        == shown.body
    )
    assert ("outdated", 1, 1) == (shown.status, shown.coverage.outdated, shown.coverage.fallback)


def test_outdated_item() -> None:
    """So has an item's text that shares its element with other blocks."""
    shown = outdated("- One\n\n  - Two\n- Three\n", {"Two": "Dos"})

    assert 1 == shown.body.count(' data-i18n-outdated="2026-11-22">Dos')


def test_other_language_is_said_first() -> None:
    """A block with text of both kinds says its language."""
    shown = outdated('<p title="One">Two</p>\n', {"One": "Uno"})

    assert ('<p title="Uno"' in shown.body, "data-i18n-outdated" in shown.body) == (True, False)
    assert 'lang="en"' in shown.body
