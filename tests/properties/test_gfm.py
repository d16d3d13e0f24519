"""GitHub's extensions of CommonMark are what GitHub's own renderer, cmark-gfm, makes of them."""

from __future__ import annotations

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.test_markdown import normal
from tests.stages import body

_OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
_BACK = re.compile(r'\s*<a href="#fnref-[^"]*" class="footnote-backref".*?</a>(?:<sup[^>]*>\d+</sup></a>)?')
_NOTE = re.compile(r'(?<=")(#?fn(?:ref)?)-([^"-]+)')
_TASK = re.compile(r'(<li>)(<input type="checkbox"[^>]*>) *\n<p>')


def reference(text: str) -> str:
    """GitHub's HTML, with its tables, strikethrough, task lists and footnotes; bare addresses stay text."""
    return cmarkgfm.markdown_to_html_with_extensions(
        text, options=_OPTIONS, extensions=["table", "strikethrough", "tasklist"]
    )


def same(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """GitHub's page and ours as the specification's own test compares pages, but for three things that no text settles.

    A note's id is GitHub's label and our number. For each further reference to a note GitHub adds one more way back,
    labelled in English; we write the first. In a list of paragraphs its box stands before the paragraph, ours in it.
    """
    return normal(_settled(reference(text))), normal(_settled(body(text)))


def _settled(html: str) -> str:
    numbers: dict[str, int] = {}
    html = _NOTE.sub(lambda found: f"{found[1]}-{numbers.setdefault(found[2], len(numbers) + 1)}", html)
    return _TASK.sub(r"\1<p>\2 ", _BACK.sub("", html))


EXAMPLES = (
    # Tables
    "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
    "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
    "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
    "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
    "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
    "| abc | def |\n| --- |\n| bar |\n",
    "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
    "| abc | def |\n| --- | --- |\n",
    "|a|\n|-|\n|\n",
    "a | b\n-|-\n1 | 2\n",
    "| a |\n|:--|\n| ![x](y.png) |\n",
    "| a | b |\n|:-|-:|\n| [x](y) | <b>z</b> |\n",
    "- | a |\n  |---|\n  | b |\n",
    "> | a |\n> |---|\n> | b |\n",
    "1. x\n\n   | a |\n   |---|\n   | b |\n",
    "text\n\n| a |\n|---|\n| b |\n\ntext\n",
    "    | a |\n    |---|\n",
    "| a |\n|---|\n| `b |` |\n",
    "| *a | b* |\n|---|---|\n",
    "| \\a | &amp; |\n|---|---|\n| &copy; | \\| |\n",
    # Strikethrough
    "~~Hi~~ Hello, ~there~ world!\n",
    "This ~~has a\n\nnew paragraph~~.\n",
    "This will ~~~not~~~ strike.\n",
    "~~a *b* c~~ *~~d~~* **e ~~f~~**\n",
    "~~ a ~~ b ~~c~~d~~\n",
    "\\~~a~~ ~~a\\~~ `~~a~~`\n",
    # Task lists
    "- [ ] foo\n- [x] bar\n",
    "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
    "- [X] foo\n* [ ] bar\n+ [x] baz\n1. [ ] one\n2) [x] two\n",
    "- [ ] foo\n\n- [x] bar\n",
    "- [y] no\n- [] no\n- x [ ] no\n",
    "[ ] no item\n",
    "- [x](link.md) no task\n",
    # Footnotes
    "a[^1]\n\n[^1]: note\n",
    "a[^b] c[^a]\n\n[^a]: first\n[^b]: second\n",
    "a[^1] b[^1]\n\n[^1]: twice\n",
    "a[^1]\n\n[^1]: one\n\n    two\n\n    - three\n",
    "a[^none]\n",
    "a\n\n[^unused]: never shown\n",
    "| a[^1] |\n|---|\n| b[^1] |\n\n[^1]: in a table\n",
    "# a[^1]\n\n- b[^2]\n\n> c[^3]\n\n[^1]: one\n[^2]: two\n[^3]: three\n",
    "a[^note]\n\n[^NOTE]: without regard to case\n",
    "a[^1]\n\n[^1]: with *marks*, `code` and a [link](b.md)\n",
    # Bare addresses (S-06)
    "www.commonmark.org and www.commonmark.org/help.\n",
    "Visit https://encrypted.google.com/search?q=Markup+(business) now\n",
    "http://commonmark.org (see https://a.b) ftp://foo.bar.baz\n",
    "foo@bar.baz hello@mail+xyz.example, mailto:foo@bar.baz xmpp:foo@bar.baz/txt\n",
    "| www.a.org |\n|---|\n| foo@bar.baz |\n",
    "- https://a.b\n- [x] https://a.b\n\n# https://a.b\n\n> www.a.b\n\n~~https://a.b~~\n",
)


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples(text: str) -> None:
    """Tables, strikethrough, task lists, footnotes and bare addresses, one example for each rule and corner."""
    theirs, ours = same(text)

    assert theirs == ours


def test_examples_are_many() -> None:
    """49 examples: 20 of tables, 6 of struck out text, 7 of tasks, 10 of footnotes, 6 of bare addresses."""

    assert 49 == len(set(EXAMPLES)) == len(EXAMPLES)


WORDS = st.sampled_from(
    (
        *("one", "two three", "*four*", "**five**", "`six`", "~~seven~~", "~eight~", "[nine](a.md)", "![ten](b.png)"),
        *("1", "x\\*y", "&amp;", "&copy;", "AT&T", "<b>html</b>", "ünïcödé", "中文", "a[^n]", "b[^m]", "x@y.z"),
        "https://a.b",
    )
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
CELLS = st.one_of(PHRASES, st.sampled_from(("", "a\\|b", "`c\\|d`", "\\\\")))
RULES = st.sampled_from(("---", ":--", "--:", ":-:", "-"))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table; its rows may be too long or too short."""
    width = draw(st.integers(1, 4))
    head = draw(st.lists(CELLS, min_size=width, max_size=width))
    rules = draw(st.lists(RULES, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=width + 1), max_size=3))
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, rules, *rows))


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A list, tight or loose, some of its items tasks, some with a list of their own."""
    marker = draw(st.sampled_from(("-", "*", "+", "1.", "3)")))
    task = st.sampled_from(("", "[ ] ", "[x] ", "[X] "))
    apart = draw(st.sampled_from(("\n", "\n\n")))
    items = []
    for text in draw(st.lists(PHRASES, min_size=1, max_size=3)):
        below = draw(st.sampled_from(("", "- [ ] below", "- below")))
        inner = f"\n{' ' * (len(marker) + 1)}{below}" if below else ""
        items.append(f"{marker} {draw(task)}{text}{inner}")
    return apart.join(items) + "\n"


BLOCKS = st.one_of(
    tables(),
    lists(),
    PHRASES.map(lambda text: f"{text}\n"),
    PHRASES.map(lambda text: f"~~{text}~~\n"),
    PHRASES.map(lambda text: f"> {text}\n"),
    tables().map(lambda text: re.sub("^", "> ", text.rstrip("\n"), flags=re.MULTILINE) + "\n"),
)
PAGES = st.lists(BLOCKS, min_size=1, max_size=4).map(
    lambda blocks: "\n".join([*blocks, "[^n]: note\n\n[^m]: *more*\n"])
)


@settings(max_examples=150)
@given(PAGES)
def test_any_page(text: str) -> None:
    """The same holds for pages put together of all of them at random."""
    theirs, ours = same(text)

    assert theirs == ours


ADDRESSES = st.sampled_from(
    ("www.a.org", "www.a.org/b?c=d", "http://a.org", "https://a.org/(b)", "ftp://a.org", "a@b.org", "mailto:a@b.org")
)
PLACES = st.sampled_from(
    (
        "{}\n",
        "# {}\n",
        "- {}\n",
        "> {}\n",
        "a {}.\n",
        "({})\n",
        "*{}*\n",
        "| {} |\n|---|\n",
        "~~{}~~\n",
        "a[^1]\n\n[^1]: {}\n",
    )
)


@given(PLACES, ADDRESSES)
def test_bare_text_never_becomes_a_link(place: str, address: str) -> None:
    """An address that the author did not mark as a link is text, wherever it stands."""
    html = _BACK.sub("", body(place.format(address)))

    assert address in html
    assert [] == re.findall(r"<a (?!href=\"#fn)[^>]*>", html)
