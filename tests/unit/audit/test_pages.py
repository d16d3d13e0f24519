"""Visible words of a page: which leak, and which do not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.audit import Leak, code_headings, leaks

VALUES = frozenset({"(555) 555-0100", "Alder Street 1"})
AUTONYMS = {"en-XA": "[Éñĝļîšĥ]", "es": "español", "pt-BR": "português (Brasil)"}


def found(html: str, **more: frozenset[str]) -> list[tuple[str, str]]:
    """Kind and words of each leak."""
    return [(one.kind, one.text) for one in leaks(html, values=VALUES, autonyms=AUTONYMS, **more)]


# What leaks


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>Words</p>", "text"),
        ("<title>Words</title>", "page title"),
        ("<textarea>Words</textarea>", "text"),
        ("<button>Words</button>", "text"),
        ("<select><option>Words</select>", "text"),
        ("<table><caption>Words</caption></table>", "text"),
        ("<noscript>Words</noscript>", "text"),
        ("<kbd>Words</kbd>", "text"),
        ('<img alt="Words">', "alt"),
        ('<abbr title="Words">⟦Å⟧</abbr>', "title"),
        ('<nav aria-label="Words"></nav>', "aria-label"),
        ('<div aria-description="Words"></div>', "aria-description"),
        ('<div aria-roledescription="Words"></div>', "aria-roledescription"),
        ('<div aria-valuetext="Words"></div>', "aria-valuetext"),
        ('<input placeholder="Words">', "placeholder"),
        ('<track label="Words">', "label"),
        ('<option label="Words">', "label"),
        ('<optgroup label="Words">', "label"),
        ('<table summary="Words"></table>', "summary"),
        ('<th abbr="Words"></th>', "abbr"),
        ('<input type="submit" value="Words">', "value"),
        ('<input type=BUTTON value="Words">', "value"),
        ('<input type="reset" value="Words">', "value"),
        ('<meta name="description" content="Words">', "meta description"),
        ('<meta name="keywords" content="Words">', "meta keywords"),
        ('<meta name="application-name" content="Words">', "meta application-name"),
        ('<meta name="apple-mobile-web-app-title" content="Words">', "meta apple-mobile-web-app-title"),
        ('<meta name="twitter:title" content="Words">', "meta twitter:title"),
        ('<meta name="twitter:description" content="Words">', "meta twitter:description"),
        ('<meta name="twitter:image:alt" content="Words">', "meta twitter:image:alt"),
        ('<meta property="og:title" content="Words">', "meta og:title"),
        ('<meta property="og:description" content="Words">', "meta og:description"),
        ('<meta property="og:site_name" content="Words">', "meta og:site_name"),
        ('<meta property="og:image:alt" content="Words">', "meta og:image:alt"),
        ('<meta itemprop="headline" content="Words">', "meta headline"),
        ('<script type="application/ld+json">{"name": "Words"}</script>', "json-ld name"),
        ("<svg><title>Words</title></svg>", "svg title"),
        ("<svg><desc>Words</desc></svg>", "svg desc"),
        ("<svg><text><tspan>Words</tspan></text></svg>", "svg text"),
        ("<svg><foreignObject><p>Words</p></foreignObject></svg>", "text"),
        ("<svg><text><![CDATA[Words]]></text></svg>", "svg text"),
        ("<math><mtext>Words</mtext></math>", "text"),
        ('<code title="Words">x</code>', "title"),
    ],
)
def test_kinds(html: str, kind: str) -> None:
    """Words without a mark leak wherever a visitor can see or hear them, each under its kind."""
    assert [(kind, "Words")] == found(html)


def test_place() -> None:
    """A leak has the line and the column where its first word stands."""
    html = '<p>⟦Å⟧\n  <b>\n Two &amp; <i>words</i></b> ⟦Å⟧ three <img\n alt="four">'

    assert [
        Leak("text", "Two & words", 3, 2),
        Leak("text", "three", 3, 33),
        Leak("alt", "four", 4, 7),
    ] == leaks(html, values=VALUES, autonyms=AUTONYMS)


def test_runs() -> None:
    """Inline elements, code and line breaks do not part a run; blocks, marks and protected words do."""
    html = "<p>One <b>two</b> <code>x</code> three<br>four<wbr> <img>five<p>six <span translate=no>S</span> seven</p>"

    assert [("text", "One two three four five"), ("text", "six"), ("text", "seven")] == found(html)


# What does not


@pytest.mark.parametrize(
    "html",
    [
        "<p>⟦Ŵöŕðš⟧</p>",
        "<p>12.5 – (3/4) ½ → ☎</p>",
        "<p>&nbsp;&#8211;&#x2026;</p>",
        "<pre>Words</pre><code>Words</code>",
        "<script>Words</script><style>Words</style><template><p title=Words>Words</template>",
        "<!-- Words --><!DOCTYPE Words><?Words?></ Words><!-->",
        "<svg><path d='M0 0'/>Words<style>Words</style></svg>",
        "<math><mi>x</mi></math>",
        '<p translate="no" title="Words">Words <b>Words</b></p>',
        '<meta name="description" content="Words" translate="no">',
        '<script type="application/ld+json" translate="no">{"name": "Words"}</script>',
        '<html lang="en-XA"><a lang="es" title="español">español</a> <a lang="PT-br"> português\n(Brasil) </a>',
        '<html lang="en-XA"><p>[Éñĝļîšĥ]</p>',
        "<p>⟦Å⟧ <bdi>(555) 555-0100</bdi>, <bdi dir=ltr> Alder Street\n1 </bdi></p>",
        "<title>⟦Å⟧ \u2068Alder Street 1\u2069</title>",
        "<p>\u2068Alder Street 1\u2069</p>",
        "<p><a href=x>https://example.org/a?b=c</a>, www.example.org an.n@example.org (tel:+1-555)</p>",
        '<meta name="viewport" content="Words"><meta charset=utf-8><meta property="og:type" content="website">',
        '<input value="Words"><input type=hidden value="Words"><div label="Words" class="Words" data-x="Words"></div>',
        "<iframe>Words</iframe>",
    ],
)
def test_exempt(html: str) -> None:
    """Marked words, words for machines, protected words, own names, isolated values and addresses are no leaks."""
    assert [] == found(html)


@pytest.mark.parametrize(
    "html",
    [
        '<p translate="no"><span translate="yes">Words</span></p>',
        '<p translate="no"><span translate="">Words</span></p>',
        '<p translate="maybe">Words</p>',
        '<html lang="en-XA"><a lang="es">Words</a>',
        "<bdi>Words</bdi>",
    ],
)
def test_no_exemption(html: str) -> None:
    """What only looks like an exemption is a leak."""
    assert [("text", "Words")] == found(html)


def test_value_without_isolation() -> None:
    """A data value that nothing isolates leaks, and an own name in another language's element too."""
    assert [("text", "Alder Street 1"), ("text", "español")] == found("<p>Alder Street 1</p><p lang=en>español</p>")
    assert [("text", "\u2068Words\u2069")] == found("<p>\u2068Words\u2069</p>")


def test_names() -> None:
    """The site's name is free where it stands alone or beside a title, and nowhere else."""
    name = frozenset({"Alder Care"})
    html = "<title>⟦Ťîţļé⟧ – Alder Care</title><h1>Alder Care</h1><p>Alder Care: ⟦å⟧</p><p>Read Alder Care now</p>"

    assert [("text", "Read Alder Care now")] == found(html, names=name)
    assert [("page title", "Title")] == found("<title>Title – Alder Care</title>", names=name)
    assert [("page title", "Title")] == found("<title>Alder Care – Title</title>", names=name)
    assert [] == found("<title>(Alder Care)</title><p>Alder Care (3)</p>", names=name)
    assert [("text", "Alder Carefully")] == found("<p>Alder Carefully</p>", names=name)


def test_code_headings() -> None:
    """A title that is a heading of code alone is code, on its page and in links to it."""
    html = "<title>async/await – X</title><h1><code>async</code>/<code>await</code></h1>"
    codes = code_headings(html)
    link = "<a>async/await</a>"

    assert frozenset({"async/await"}) == codes
    assert [] == found(html, names=frozenset({"X"}))
    assert [] == found(link, codes=codes)
    assert [("text", "async/await")] == found(link)
    assert [("text", "async/await")] == found("<p>async/await</p>", codes=codes)
    assert frozenset() == code_headings("<h1><code>a</code> b</h1>") == code_headings("<h1>⟦å⟧</h1>")


# Marks


def test_marks_over_elements() -> None:
    """A mark that opens in one text node holds until it closes in another, also around values that bear marks."""
    assert [("text", "out")] == found("<p>⟦Çåļļ <a>ûš</a> <bdi>⟦ñöŵ⟧</bdi> plain⟧ <b>out</b></p>")


@pytest.mark.parametrize(
    "html", ["<p>⟦Å</p><p>Words</p>", "<p>⟦Å<p>Words", "<ul><li>⟦Å<li>Words</ul>", "⟦Å<div>Words</div>"]
)
def test_mark_that_stays_open(html: str) -> None:
    """A mark does not reach beyond its block, and one that only closes is nothing."""
    assert [("text", "Words")] == found(html)
    assert [("text", "Words")] == found("⟧Words")


def test_picture_in_a_sentence() -> None:
    """A picture's own words bear their own marks, and the sentence goes on behind it."""
    assert [("svg title", "Words")] == found("<p>⟦Å <svg><title>Words</title></svg> ƀ⟧</p>")


def test_attributes_stand_alone() -> None:
    """The marks of a sentence say nothing about the attributes in it; those bear their own."""
    assert [("alt", "one"), ("alt", "two … three")] == found('<p>⟦Å <img alt="one"> ƀ⟧ <img alt="two ⟦å⟧ three"></p>')
    assert [] == found('<p>⟦Å <img alt="⟦å⟧"> <a title="⟦ƀ⟧">ç</a>⟧</p>')


# JSON-LD


def test_structured_data() -> None:
    """Prose of JSON-LD leaks; codes, addresses, dates and known names of places do not."""
    html = """<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "MedicalClinic", "name": "⟦Å⟧", "url": "/a/", "telephone": "x",
 "inLanguage": "en", "datePublished": "May 2", "alternateName": ["One", "⟦ƀ⟧"], "sameAs": ["Nobody"],
 "address": {"streetAddress": "Alder Street 1", "addressLocality": "Town"}, "email": "a@b.example",
 "description": {"@value": "T\\u0077o", "@language": "en"}, "slogan": "mailto:a@example.org", "cookTime": "PT5M",
 "image": {"caption": "Three"}}
</script>"""

    assert [
        Leak("json-ld alternateName", "One", 3, 67),
        Leak("json-ld addressLocality", "Town", 4, 69),
        Leak("json-ld @value", "Two", 5, 29),
        Leak("json-ld caption", "Three", 6, 24),
    ] == leaks(html, values=VALUES, autonyms={})


# Hostile pages


@pytest.mark.parametrize(
    "html",
    [
        "<p title='Words",
        "<p title=Words",
        "<",
        "</",
        "<!",
        "<!--",
        "<![CDATA[",
        "<svg><![CDATA[",
        "</p></p></br></nothing>",
        "<svg><svg/></math></svg></svg>",
        "&#99999999999999999999999999999999;&#" + "0" * 6000 + ";&#x110000;",
        '<script type=\'application/ld+json\'>{"name": "\\',
        "<p><i translate=no>" + "<b>" * 150 + "</i>Words",
        "\x00\ud800",
        "",
    ],
)
def test_broken(html: str) -> None:
    """Broken HTML is read to its end: nothing is raised, and a tag that never ends is none."""
    assert [] == found(html)


def test_elements_that_end_by_themselves() -> None:
    """`translate` and `lang` end with their element, also where the page leaves the closing tag out."""
    html = (
        "<head translate=no><body><ul><li translate=no>A<li>one<ul translate=no><li>B</ul></ul>"
        "<p translate=no>C<div>two</div><dl><dt translate=no>D<dd>three</dl>"
        "<table><tr translate=no><td>E<tr><td translate=no>F<td>four"
        "<tbody translate=no><tr><td>G<tfoot><td>five</table><select><option translate=no>H<option>six</select>"
        "<div><b translate=no></div>seven</b><span translate=no><p></span>I</p>"
    )

    assert ["one", "two", "three", "four", "five", "six", "seven"] == [text for _, text in found(html)]


HOSTILE = (
    "<a ", "<a b='", "<!--", "</", "<b><div>", "<b></i>", "<p>", "<li>", "<table><tr><td>", "⟦", "&#0", "\u2068a",
    "<svg>", "<button><p><b>", "<h1><code>x", "<h1 ",
    "<script type='application/ld+json'>\"\\\"", "a-", "1,", "<title>", "x@",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_linear(unit: str) -> None:
    """Eight times as much of anything takes about eight times as long, never sixty."""
    leaks(unit * 200, values=VALUES, autonyms=AUTONYMS)
    small, large = (min(_seconds(unit * count) for _ in range(3)) for count in (1_000, 8_000))

    assert large < max(30 * small, 0.05)


def _seconds(html: str) -> float:
    began = time.process_time()
    leaks(html, values=VALUES, autonyms=AUTONYMS, names=frozenset({"X"}))
    code_headings(html)
    return time.process_time() - began


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "</p>", "</li>", "⟧", "word ", "<bdi>", "</a>", '" alt="x">', "-->"]), max_size=30
    )
)
def test_never_fails(parts: list[str]) -> None:
    """Any mixture gives leaks in order, each at a place that the text has."""
    html = "\n".join(parts)
    places = [(one.line, one.column) for one in leaks(html, values=VALUES, autonyms=AUTONYMS)]

    lines = html.split("\n")
    assert sorted(places) == places
    assert all(column <= len(lines[line - 1]) + 1 for line, column in places)
