"""Laws of the author's HTML: text becomes messages, and what is not text stays as it was typed."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

import html5lib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from i18n import markup
from i18n.extraction import extract
from i18n.model import Document
from i18n.sources import html
from i18n.translate import translate
from tests.properties.test_markdown import NO_FRONT_MATTER, PRACTICE, examples, repeated
from tests.stages import around, page, source_edition

_BLANK = " \t\n\f\r"


def read(text: str) -> Document:
    return html.parse(NO_FRONT_MATTER + text, "content/page.html")


def filled(document: Document) -> str:
    return translate(document, source_edition(document), around()).body


def messages(document: Document) -> list[str]:
    return [key.id for key in extract([document], "site").sources]


# What is made

WORDS = (
    "one",
    "two three",
    "don&rsquo;t",
    "AT&amp;T",
    "1 &lt; 2",
    "24",
    "{a.b}",
    "é 中文",
    "*five*",
    "[a](b)",
    "_",
    "\\",
)
SPACES = ("", " ", "\n", "\n  ")
INLINE = (
    "b",
    "i",
    "a href='x.html'",
    "a href=\"#y\" title='To y'",
    "span class=z",
    "em",
    "code",
    'bdi translate="no"',
    "kbd",
)
BLOCKS = (
    *("div", "section id=s", "p", "h2", "h3 id='t'", "ul", "li", "table", "tr", "td colspan=2", "blockquote cite=q"),
    *("details open", "summary", "figure", "figcaption", "dl", "dt", "dd", "nav aria-label='Main one'", "form"),
    *("button", "label for=i", "div lang=la", "svg viewBox='0 0 1 1'", "text x=1", "pre", "select", "option"),
)
ALONE = (
    *("<br>", "<hr>", "<img src=a.png alt=''>", '<img src="b.png" alt="A picture">', "<input placeholder=Name>"),
    *("<wbr/>", "<!-- said -->", "<script>if (a < b) {}</script>", "<style>p {}</style>", "<pre>  code\n</pre>"),
    *("<textarea>Words\nhere</textarea>", "<input type=submit value='Send it'>"),
    "<svg><title>Sun</title><path d='M0 0'/></svg>",
)


def _element(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split()[0]}>"


def _joined(pieces: st.SearchStrategy[str], size: int) -> st.SearchStrategy[str]:
    spaced = st.tuples(pieces, st.sampled_from(SPACES)).map("".join)
    return st.lists(spaced, max_size=size).map("".join)


PHRASES = st.recursive(
    st.sampled_from(
        (*WORDS, "<br>", "<img src=a.png alt=''>", '<img src="b.png" alt="A picture">', "<wbr/>", "<!-- said -->")
    ),
    lambda inner: st.builds(_element, st.sampled_from(INLINE), _joined(inner, 3)),
    max_leaves=6,
)
NESTED = st.recursive(
    _joined(PHRASES, 4) | st.sampled_from(ALONE),
    lambda inner: st.builds(_element, st.sampled_from(BLOCKS), _joined(inner, 3)),
    max_leaves=8,
)
"""HTML that nests."""
PIECES = (
    *WORDS,
    *SPACES,
    *ALONE,
    *(f"<{tag}>" for tag in (*INLINE, *BLOCKS)),
    *(f"</{tag.split()[0]}>" for tag in (*INLINE, *BLOCKS)),
)
ANY = st.lists(
    st.sampled_from((*PIECES, "<", ">", "&", '"', "<a", "</", "<!--", "-->", "<p/>", "</>", "<?", "=", "<title>")),
    max_size=16,
).map("".join)
"""HTML that need not nest."""
PAGES = NESTED | ANY


# Identity


def identical(document: Document) -> bool:
    """Whether strings that equal their sources give the source edition byte for byte.

    Text that its author keeps in the source language says so on a page in another one; it is left out here.
    """
    assume(not any(one.fixed and markup.translatable(markup.parse_source(one.text)) for one in document.segments))
    source, translated = repeated(document)
    return source == translated


@settings(max_examples=300)
@given(PAGES)
def test_identity(text: str) -> None:
    """Strings that equal their sources give the source edition byte for byte, for any page in HTML."""
    assert identical(read(text))


@settings(max_examples=200)
@given(
    st.lists(
        PAGES | st.sampled_from(("Text *a*", "- item", "> quote", "| a |\n|---|\n| b |", "# Head")), max_size=5
    ).map("\n\n".join)
)
def test_identity_inside_of_markdown(text: str) -> None:
    """So they do where HTML stands between the blocks of a Markdown page."""
    assert identical(page(NO_FRONT_MATTER + text))


def test_identity_of_examples() -> None:
    """So they do for the HTML of all 652 examples of CommonMark, read as pages."""
    found = [(markdown, *repeated(read(markup))) for markdown, markup in examples()]

    assert 652 == len(found)
    assert [] == [markdown for markdown, source, translated in found if source != translated]


# What is not text stays


def pieces(text: str) -> Iterator[tuple[str, ...]]:
    """Tags as they were typed, but for the words that a reader hears and the quotes around them; texts with their white
    space folded, outside of `pre` and what is no text byte for byte."""
    kept = 0
    words: list[str] = []
    for token in markup.tokens(text):
        typed = text[token.start : token.end]
        if token.kind == "text" and not (kept or token.raw):
            words.append(entities.unescape(typed))
            continue
        yield from _text(words)
        words.clear()
        if token.kind == "start":
            kept += token.name == "pre"
            tag = markup.described(text, token)
            yield ("start", *(piece.text if isinstance(piece, markup.Spoken) else str(piece) for piece in tag.pieces))
        elif token.kind == "text":
            yield "raw", entities.unescape(typed) if kept else typed
        else:
            kept -= token.kind == "end" and token.name == "pre" and kept > 0
            yield token.kind, typed
    yield from _text(words)


def _text(words: list[str]) -> Iterator[tuple[str, ...]]:
    folded = re.sub(f"[{_BLANK}]+", " ", "".join(words))
    if folded:
        yield "text", folded


def tree(text: str) -> list[str]:
    """The tree that a browser would make of it, white space folded, in the words of attributes too."""
    builder = html5lib.getTreeBuilder("dom")
    parser = html5lib.HTMLParser(tree=builder)
    lines = parser.tree.testSerializer(parser.parseFragment(text, container="div"))
    return [re.sub(r'(?<=")\s+|\s+(?="$)', "", " ".join(line.split())) for line in lines.split("\n|")]


@settings(max_examples=400)
@given(PAGES)
def test_what_is_not_text_stays(text: str) -> None:
    """The source edition has the page's tags, comments and scripts, in their order and as they were typed."""
    assert list(pieces(text)) == list(pieces(filled(read(text))))


def test_what_is_not_text_stays_in_examples() -> None:
    """So it has for the HTML of every example of CommonMark."""
    changed = [markup for _, markup in examples() if list(pieces(markup)) != list(pieces(filled(read(markup))))]

    assert [] == changed


@settings(max_examples=200)
@given(PAGES)
def test_browsers_make_the_same_of_it(text: str) -> None:
    """A browser makes the same tree of the source edition as of the page itself."""
    assert tree(text) == tree(filled(read(text)))


def test_browsers_make_the_same_of_examples() -> None:
    """So it does for every example of CommonMark."""
    changed = [markup for _, markup in examples() if tree(markup) != tree(filled(read(markup)))]

    assert [] == changed


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.name)
def test_pages_of_the_practice(path) -> None:
    """The practice's pages, built and read again as HTML, are themselves, and say the same words in the same order."""
    built = filled(page(path.read_text(encoding="utf-8")))
    again = read(built)

    assert list(pieces(built)) == list(pieces(filled(again)))
    assert repeated(again)[0] == repeated(again)[1]
    assert tree(built) == tree(filled(again))


# Stability

SENTENCES = _joined(PHRASES, 3).map(lambda inner: f"Words {inner} end")


@settings(max_examples=100)
@given(st.lists(SENTENCES, min_size=2, max_size=5, unique_by=lambda text: " ".join(text.split())), st.data())
def test_editing_one_text_changes_one_message(texts: list[str], data: st.DataObject) -> None:
    """A text that is edited is another message, and every other message stays."""
    number = data.draw(st.integers(0, len(texts) - 1))
    edited = [f"Other {text}" if place == number else text for place, text in enumerate(texts)]
    before = set(messages(read("".join(f"<p>{text}</p>\n" for text in texts))))
    after = set(messages(read("".join(f"<p>{text}</p>\n" for text in edited))))

    assert (1, 1) == (len(before - after), len(after - before))


PLACES = (
    "<p>{}</p>",
    "<P class='a'\n id=b>{}</P>",
    "  <p>\n    {}\n  </p>\n",
    "<div>{}</div>",
    "<div><div>\n{}\n</div></div>",
    "<ul><li>{}</li></ul>",
    "<ul>\n  <li>{}\n  <li>other\n</ul>",
    "<table><tr><td>{}</table>",
    "<h1>{}</h1>",
    "<h4>{}</h4>",
    "<blockquote>{}</blockquote>",
    "<details><summary>{}</summary></details>",
    "<p>other</p>{}<p>other</p>",
    "<section><p>other</p>{}</section>",
    "<dl><dt>{}<dd>other</dl>",
    "<p><b>{}</b></p>",
)


@settings(max_examples=60)
@given(SENTENCES)
def test_place_changes_no_message(text: str) -> None:
    """Wherever a text stands, in whichever element, however it is indented, it is the same message."""
    expected = messages(read(f"<p>{text}</p>"))

    for place in PLACES:
        assert [] == [one for one in expected if one not in messages(read(place.format(text)))], place


@settings(max_examples=60)
@given(SENTENCES)
def test_wrapping_changes_no_message(text: str) -> None:
    """Where the lines of a text are wrapped says nothing, in Markdown no more than in an HTML page."""
    wide, narrow = f"<p>{text}</p>", re.sub(r"\s+(?![^<]*>)", "\n   ", f"<p>{text}</p>")

    assert messages(read(wide)) == messages(read(narrow))
    assert messages(page(NO_FRONT_MATTER + wide)) == messages(page(NO_FRONT_MATTER + narrow))


@settings(max_examples=100)
@given(st.lists(NESTED, min_size=2, max_size=4))
def test_moving_changes_no_message(parts: list[str]) -> None:
    """The order of elements changes no message, and neither does the white space between them."""
    wrapped = [f"<section>{part}</section>" for part in parts]
    expected = sorted(messages(read("".join(wrapped))))

    assert expected == sorted(messages(read("".join(reversed(wrapped)))))
    assert expected == sorted(messages(read("\n\n   ".join(wrapped))))
    assert expected == sorted(messages(read(f"<main>\n{''.join(wrapped)}\n</main>")))


# Nothing to translate

SILENT = st.sampled_from(
    (
        '<img src="a.png" alt="">',
        "<img src=a.png>",
        '<img src=a.png alt=" … ">',
        "<p>24</p>",
        "<td>{a.b}</td>",
        "<p><b>{a.b}</b>: 24 %</p>",
        "<code>words</code>",
        "<p><code>words</code>, <code>more</code></p>",
        "<pre>words</pre>",
        "<pre><code class=x>words <b>and</b> more</code></pre>",
        "<script>words()</script>",
        "<style>words {}</style>",
        '<p translate="no">words</p>',
        "<div translate=no><p title='words'>words</p><img alt=words></div>",
        '<p>1 <span translate="no">words</span> 2</p>',
        "<!-- words -->",
        "<p><!-- words --></p>",
        "<a href='https://example.org'>https://example.org</a>",
        "<a href=mailto:a@example.org>a@example.org</a>",
        "<input type=text value=words name=words>",
        "<input type=hidden value='some words'>",
        "<input type=submit value=»>",
        "<p title='24' aria-label='…'></p>",
        "<p class='words' data-words='words' id=words style='words'></p>",
        "<iframe src=x>words</iframe>",
        "<div><object>words</object></div>",
        "<div><math><mi>x</mi></math></div>",
        "<noframes>words</noframes>",
        "<svg><style>words</style><path d='words'/></svg>",
        "<textarea> </textarea>",
        "<option>24</option>",
        "<!doctype words>",
        "<?words?>",
        "&nbsp;&mdash;",
        "<hr title=''>",
    )
)


@settings(max_examples=200)
@given(st.lists(SILENT, max_size=6), st.sampled_from(SPACES))
def test_nothing_to_translate_nothing_extracted(parts: list[str], space: str) -> None:
    """A page without words that a reader sees or hears has no message, and its HTML stays byte for byte."""
    text = space.join(parts)

    assert [] == messages(read(text))
    assert [] == messages(page(NO_FRONT_MATTER + "\n\n".join(parts)))
    assert list(pieces(text)) == list(pieces(filled(read(text))))


@given(st.lists(SILENT, max_size=3), st.lists(SILENT, max_size=3))
def test_one_word_among_them_is_one_message(before: list[str], behind: list[str]) -> None:
    """What has no words hides none: beside it a text is found."""
    assert ["Words"] == messages(read("".join([*before, "<p>Words</p>", *behind])))
