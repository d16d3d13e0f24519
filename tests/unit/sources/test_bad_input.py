"""What no author should write: a finding with its line or a clean result, never a crash, never time squared."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.config import Policy
from i18n.errors import SourceError
from i18n.extraction import extract
from i18n.judge import judge, judge_source
from i18n.ledger import Ledger
from i18n.model import Catalog, Document, Message, MessageKey
from i18n.sources import data, html, markdown
from i18n.sources.page import Rules
from i18n.sources.tree import decoded
from i18n.translate import translate
from tests.stages import ENGLISH, SPANISH, around

COMMENTS, WHOLE = Rules(code="comments"), Rules(code="all")


def found(document: Document) -> list[str]:
    """Findings as `line: check`."""
    return [f"{one.line}: {one.check}" for one in document.diagnostics]


def texts(document: Document) -> list[str]:
    return [one.text for one in document.segments if not one.fixed]


# Markdown

PAGES = {
    "fence never closed": ("a\n\n```\nb\n", ["3: content.fence"], ["a"]),
    "fence never closed in a quotation": ("> ```\n> a\n\nb\n", ["1: content.fence"], ["b"]),
    "fence never closed in an item": ("- ~~~ python\n  a\n", ["1: content.fence"], []),
    "fence closed by a shorter one": ("````\na\n```\n", ["1: content.fence"], []),
    "empty fence at the end": ("```", ["1: content.fence"], []),
    "directive that never ends": ("a\n\n<!-- i18n: skip\n\nb\n", [], ["a"]),
    "directive about nothing": ("a\n\n<!-- i18n: skip -->\n", ["3: content.directive"], ["a"]),
    "directive of which nobody knows": ("<!-- i18n: skpi -->\n\na\n", ["1: content.directive"], ["a"]),
    "directive in the middle of a text": ("a <!-- i18n: skip --> b\n", ["1: content.directive"], None),
    "skip-start without an end": ("a\n\n<!-- i18n: skip-start -->\n\nb\n", ["3: content.directive"], ["a"]),
    "skip-end without a start": ("<!-- i18n: skip-end -->\n\na\n", ["1: content.directive"], ["a"]),
    "two skip-starts": (
        "<!-- i18n: skip-start -->\n\n<!-- i18n: skip-start -->\n\na\n\n<!-- i18n: skip-end -->\n",
        ["3: content.directive"],
        [],
    ),
    "critical without a class": ("<!-- i18n: critical -->\n\na\n", ["1: content.directive"], ["a"]),
    "element never closed": ("<div>\n\na\n", ["1: content.html-nesting"], ["a"]),
    "element closed twice": ("<div>a</div></div>\n", ["1: content.html-nesting"], ["a"]),
    "tag never closed": ('<div class="a\nb\n', ["1: content.html-nesting"], []),
    "comment never closed": ("<!-- a\n\nb\n", [], []),
    "script never closed": ("<script>\na\n\nb\n", ["1: content.html-nesting"], []),
    "note that nobody has": ("a[^b]\n", [], ["a\\[^b]"]),
    "note in itself": ("[^1]: a[^1]\n\nb[^1]\n", [], ["a[^1]", "b[^1]"]),
    "link that leads nowhere": ("[a][b] [c]\n", [], ["[a][b] [c]"]),
    "heading without a text": ("#\n\n##\n\na\n===\n", [], ["a"]),
    "table without rows": ("| a |\n|---|\n", [], ["a"]),
    "nothing": ("", [], []),
    "nothing but white space": (" \n\t\n\n", [], []),
    "nothing but a NUL": ("\0", [], []),
    "NUL": ("a\0b\n", [], ["a\ufffdb"]),
    "control characters": ("a\x01\x0b\x7fb\n", [], ["a\x01\x0b\x7fb"]),
    "decomposed letters": ("cafe\u0301\n", [], ["cafe\u0301"]),
    "marks of direction": ("a\u202eb\u2066c\n", [], ["a\u202eb\u2066c"]),
    "line and paragraph separators": ("a\u2028b\u2029c\u0085d\n", [], ["a\u2028b\u2029c\u0085d"]),
    "emoji of several": ("👩‍🚀 a\n", [], ["👩‍🚀 a"]),
    "front matter that is empty": ("---\n---\na\n", [], ["a"]),
    "rule where front matter might be": ("----\n\na\n", [], ["a"]),
    "code of no policy": ("---\ncode: some\n---\na\n", ["2: content.field"], ["a"]),
    "title that is a list": ("---\ntitle: [1]\n---\na\n", ["2: content.field"], ["a"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    """What is wrong in a page is a finding with its line, and every text that can be read is read."""
    text, findings, messages = PAGES[name]
    document = markdown.parse(text, "content/a.md")

    assert findings == found(document)
    assert messages is None or messages == texts(document)


HTML_PAGES = {
    "end without a start": ("a</p>b", ["1: content.html-nesting"], ["a", "b"]),
    "starts without an end": ("<div>\n<section>\na", ["2: content.html-nesting", "1: content.html-nesting"], ["a"]),
    "ends in the wrong order": ("<div><p>a</div></p>", ["1: content.html-nesting"], ["a"]),
    "crossing tags": ("<p><b>a<i>b</b>c</i></p>", [], ["<b>a<i>b</b>c</i>"]),
    "end tags that may be left out": ("<ul><li>a<li>b</ul><p>c<p>d", [], ["a", "b", "c", "d"]),
    "tag cut off": ('<p>a</p>\n<p title="b', ["2: content.html-nesting"], ["a"]),
    "comment never closed": ("<p>a</p><!-- b", [], ["a"]),
    "script never closed": ("<p>a</p>\n<script>b", ["2: content.html-nesting"], ["a"]),
    "a whole document": ("<!doctype html>\n<body><p>a</p>", ["1: content.html-document"], ["a"]),
    "nothing": ("", [], []),
    "nothing but a less-than sign": ("<", [], []),
    "NUL": ("<p>a\0b</p>", [], None),
    "NUL in a tag": ("<p\0>a</p\0>", [], ["a"]),
    "an attribute twice": ("<p title=a title=b>c</p>", [], ["a", "c"]),
    "references that are none": ("<p>a &b; &#0; &#xD800; &#99999999; c</p>", [], None),
    "decomposed letters": ("<p>cafe\u0301</p>", [], ["cafe\u0301"]),
    "directive that never ends": ("<p>a</p><!-- i18n: skip", [], ["a"]),
    "front matter alone": ("---\ntitle: a\n---\n", [], []),
}


@pytest.mark.parametrize("name", HTML_PAGES)
def test_html_page(name: str) -> None:
    """So it is in a page in HTML."""
    text, findings, messages = HTML_PAGES[name]
    document = html.parse(text, "content/a.html")

    assert sorted(findings) == sorted(one for one in found(document) if messages is not None)
    assert messages is None or messages == texts(document)


ALIASES = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
"""A few lines that stand for nine to the ninth values."""

HEADS = {
    "front matter never closed": ("---\ntitle: a\n", 1),
    "front matter never closed, at once": ("---\n", 1),
    "TOML front matter never closed": ("+++\ntitle = 'a'\n", 1),
    "front matter that is a list": ("---\n- a\n- b\n---\n", 2),
    "front matter that is a text": ("---\na\n---\n", 2),
    "front matter that is a number": ("---\n24\n---\n", 2),
    "a key that is no text": ("---\n1: a\n---\n", 2),
    "YAML that does not parse": ("---\na: b\nc: d: e\n---\n", 3),
    "YAML with a tab": ("---\na:\n\tb\n---\n", 3),
    "a quote never closed": ('---\na: "b\n---\n', None),
    "TOML that does not parse": ("+++\na = 1\nb = \n+++\n", 3),
    "a day that is none": ("---\ndate: 2026-02-30\n---\n", None),
    "a tag of YAML that runs code": ("---\na: !!python/object/apply:os.system [ls]\n---\n", 2),
    "an alias of nothing": ("---\na: *b\n---\n", 2),
    "an alias in itself": ("---\na: &b [*b]\n---\n", None),
    "aliases of aliases": (f"---\n{ALIASES}---\n", None),
    "nested too deeply": ("---\na: " + "[" * 2_000 + "]" * 2_000 + "\n---\n", None),
    "nested far too deeply": ("---\na: " + "[" * 100_000 + "]" * 100_000 + "\n---\n", None),
    "TOML nested too deeply": ("+++\na = " + "[" * 2_000 + "]" * 2_000 + "\n+++\n", None),
    "TOML keys nested too deeply": ("+++\n" + "a." * 2_000 + "a = 1\n+++\n", None),
    "a number of 5,000 digits": ("+++\na = " + "1" * 5_000 + "\n+++\n", None),
    "a time that is none": ("---\na: !!timestamp b\n---\n", None),
    "a truth that is none": ("---\na: !!bool b\n---\n", None),
    "a number that is none": ('---\na: !!int ""\n---\n', None),
    "NUL": ("---\na: b\0c\n---\n", None),
}


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("parse", [markdown.parse, html.parse])
def test_front_matter(name: str, parse: Callable[[str, str, Rules], Document]) -> None:
    """Front matter that cannot be read is named with its file and line, and nothing is guessed."""
    text, line = HEADS[name]

    with pytest.raises(SourceError) as caught:
        parse(text + "body\n", "content/a.md", Rules(fields=("*", "a.*")))

    assert "content/a.md" == caught.value.path
    assert caught.value.line >= 1 if line is None else line == caught.value.line


def _nested(opening: str, closing: str, depth: int = 2_000) -> str:
    return opening * depth + closing * depth


VALUES = {
    "not YAML": ("a.yaml", "a: b: c\n", 1),
    "not JSON": ("a.json", '{"a":\n}', 2),
    "not TOML": ("a.toml", "a = 1\nb\n", 2),
    "empty JSON": ("a.json", "", 1),
    "a key twice": ("a.toml", "a = 1\na = 2\n", 2),
    "aliases of aliases": ("a.yaml", ALIASES, 1),
    "an alias in itself": ("a.yaml", "a: &a [*a]\n", 1),
    "YAML nested too deeply": ("a.yaml", "a: " + _nested("[", "]"), 1),
    "YAML nested far too deeply": ("a.yaml", "a: " + _nested("[", "]", 100_000), 1),
    "JSON nested too deeply": ("a.json", _nested("[", "]", 100_000), 1),
    "TOML nested too deeply": ("a.toml", "a = " + _nested("[", "]"), 1),
    "half a pair": ("a.json", '{"a": "b \\ud83d c"}', 1),
    "half a pair in a key": ("a.json", '{"a \\ud83d": "b"}', 1),
    "a number of 5,000 digits": ("a.json", f'{{"a": {"1" * 5_000}}}', 1),
    "a number of 9,000 hexadecimal digits": ("a.toml", f"a = 0x{'f' * 9_000}\n", 1),
    "a time that is none": ("a.yaml", "a: !!timestamp b\n", 1),
    "a truth that is none": ("a.yaml", "a: !!bool b\n", 1),
    "a number that is none": ("a.yaml", 'a: !!float ""\n', 1),
    "a character that is none": ("a.yaml", 'a: "\\UFFFFFFFF"\n', 1),
}


@pytest.mark.parametrize("name", VALUES)
def test_data(name: str) -> None:
    """A data file that cannot be read is named with its line."""
    path, text, line = VALUES[name]

    with pytest.raises(SourceError) as caught:
        data.parse(text, f"content/_data/{path}", ["a.*"])

    assert (f"content/_data/{path}", line) == (caught.value.path, caught.value.line)


def test_pattern_that_matches_nothing() -> None:
    """A pattern of the configuration that names no value of its file is a finding, and so is one that names no text."""
    document = data.parse("a: 1\nb: two\n", "content/_data/x.yaml", ["x.a", "x.c", "x.b.*", "y.a"])

    assert ["1: data.value", "1: data.pattern", "1: data.pattern"] == found(document)
    assert {} == document.fields


# Bytes


def test_bytes() -> None:
    """Line ends of all systems are one, also mixed, and a mark of byte order is no text."""
    assert "a\nb\nc\n\nd\n" == decoded(b"\xef\xbb\xbfa\r\nb\rc\n\r\nd\r", "content/a.md")


@pytest.mark.parametrize("content", [b"a\nb\xff\n", b"a\n\xed\xa0\x80\n", b"a\n\xc0\xaf\n", b"a\n\xf4\x90\x80\x80\n"])
def test_bytes_that_are_no_text(content: bytes) -> None:
    """What is not UTF-8 is named with its line: stray bytes, surrogates, what is too long or too large."""
    with pytest.raises(SourceError) as caught:
        decoded(content, "content/a.md")

    assert ("content/a.md", 2) == (caught.value.path, caught.value.line)


@given(st.binary(max_size=60) | st.text(max_size=30).map(lambda text: text.encode("utf-16")))
def test_any_bytes(content: bytes) -> None:
    """Any file is a page, or is refused with its line."""
    for parse, path in ((markdown.parse, "content/a.md"), (html.parse, "content/a.html")):
        try:
            parse(decoded(content, path), path)
        except SourceError as error:
            assert (path, True) == (error.path, error.line >= 1)


HEAD = st.lists(
    st.sampled_from(
        (*"abc0:-[]{}&*!|>'\"%@`,#?\n\n  ~=<.+", "---\n", "+++\n", "!!int ", "!!set ", "<<: ", "- ", "a: ", "a = ")
    )
).map("".join)


@settings(max_examples=300)
@given(st.sampled_from(("---", "+++")), HEAD)
def test_any_front_matter(fence: str, head: str) -> None:
    """Any text between two fences is front matter, or is refused with its line."""
    try:
        markdown.parse(f"{fence}\n{head}\n{fence}\n", "content/a.md", Rules(fields=("*", "a.*")))
    except SourceError as error:
        assert ("content/a.md", True) == (error.path, error.line >= 1)


@settings(max_examples=300)
@given(st.sampled_from(data.SUFFIXES), HEAD)
def test_any_data(suffix: str, text: str) -> None:
    """So is any data file."""
    path = f"content/_data/a{suffix}"
    try:
        data.parse(text, path, ["a.*", "a.*.*"])
    except SourceError as error:
        assert (path, True) == (error.path, error.line >= 1)


# Growth

PARSERS: dict[str, Callable[[str], Document]] = {
    "page": lambda text: markdown.parse(text, "content/a.md"),
    "page, comments": lambda text: markdown.parse(text, "content/a.md", COMMENTS),
    "page, code": lambda text: markdown.parse(text, "content/a.md", WHOLE),
    "html": lambda text: html.parse(text, "content/a.html"),
    "data": lambda text: data.parse(text, "content/_data/a.yaml", ["a.*"]),
}

Shape = Callable[[int], str]
"""A text of about n characters."""


def repeat(piece: str, before: str = "", behind: str = "") -> Shape:
    return lambda n: before + piece * (n // len(piece)) + behind


def nest(opening: str, closing: str, inside: str = "x") -> Shape:
    size = len(opening) + len(closing)
    return lambda n: opening * (n // size) + inside + closing * (n // size)


def count(piece: Callable[[int], str], behind: Callable[[int], str] = lambda number: "") -> Shape:
    def text(n: int) -> str:
        numbers = range(n // len(piece(100) + behind(100)))
        return "".join(map(piece, numbers)) + "\n\n" + "".join(map(behind, numbers))

    return text


SHAPES: dict[str, dict[str, Shape]] = {
    "page": {
        "quotations": nest(">", "", "a\n"),
        "lists in lists": nest("- ", "", "a\n"),
        "items": repeat("- a\n"),
        "loose items": repeat("- a\n\n"),
        "headings alike": repeat("# a\n"),
        "headings that clash": count(lambda number: f"# a\n\n# a-{number}\n\n"),
        "headings with variables": repeat("# x {a.b}\n"),
        "cells": repeat("|b|\n", "|a|\n|-|\n"),
        "columns": lambda n: "|a" * (n // 4) + "|\n" + "|-" * (n // 4) + "|\n",
        "terms": repeat("a\n: b\n\n"),
        "brackets": repeat("["),
        "images in images": nest("![", "](b)"),
        "links without an end": repeat("[a]("),
        "titles without an end": repeat('[a](b "'),
        "labels": count(lambda number: f"[a{number}] ", lambda number: f"[a{number}]: /x\n"),
        "a long address": lambda n: "[a]: /" + "x" * (n // 2) + "\n\n" + "[a] " * (n // 8),
        "references to one note": repeat("a[^1] ", "", "\n\n[^1]: x\n"),
        "notes": count(lambda number: f"[^{number}]", lambda number: f"[^{number}]: x\n\n"),
        "emphasis never closed": repeat("*a **b "),
        "emphasis in emphasis": nest("*a ", "b*"),
        "marks in turn": nest("*_", "_*"),
        "struck out": repeat("~a "),
        "backticks": lambda n: "".join("`" * width + " " for width in range(1, int((2 * n) ** 0.5))),
        "codes": count(lambda number: f"`{number}` "),
        "less-than signs": repeat("<", "a "),
        "tags never closed": repeat("<a ", "a "),
        "comments never closed": repeat("<!--", "a "),
        "instructions never closed": repeat("<?", "a "),
        "elements in a text": nest("<b>", "</b>"),
        "code in code": repeat("<code>a ", "x "),
        "what is not translated": repeat("<b translate=no>", "x ", "a"),
        "elements": repeat("<div>\n\na\n\n"),
        "ends of nothing": repeat("</div>\n\n"),
        "entities": repeat("&amp;"),
        "backslashes": repeat("\\*"),
        "hard breaks": repeat("*a*\\\n", "", "b"),
        "variables": repeat("{a.b}"),
        "variables never closed": repeat("{a."),
        "addresses": repeat("a@", "*a* "),
        "addresses with points": repeat("a@a.", "*a* "),
        "one long word before an at sign": repeat("a", "*a* ", "@"),
        "one long word before a scheme": repeat("a", "*a* ", "://"),
        "one long word with hyphens": repeat("a-", "*a* ://"),
        "rare punctuation": repeat("⁂ *a* "),
        "directives": repeat("<!-- i18n: comment x -->\n", "", "a"),
        "directives never closed": repeat("<!-- i18n: "),
        "fences never closed": repeat("> ```\n\n"),
        "NULs": repeat("\0"),
    },
    "page, comments": {
        "blocks": repeat("```python\n# a\nx\n```\n"),
        "comments": lambda n: "```c\n" + "/* a */ x;\n" * (min(n, 8_000) // 11) + "```\n",
    },
    "page, code": {"blocks": repeat("```\na\n```\n")},
    "html": {
        "elements in elements": nest("<div>", "</div>"),
        "texts in elements": nest("<div>x", "</div>"),
        "elements in a text": nest("<b>", "</b>"),
        "links in links": nest("<a>", "</a>"),
        "labels in labels": nest("<label>x", "</label>"),
        "elements never closed": repeat("<b>", "x", "x"),
        "ends of nothing": lambda n: "<div>" * (n // 10) + "</p>" * (n // 8),
        "crossing elements": repeat("<b>1<i></b>2</i>x"),
        "silent elements": repeat("<i></i>", "", "x"),
        "silent numbers": repeat("<i>1</i>", "", "x"),
        "paragraphs": repeat("<p>x"),
        "items": repeat("<li>x", "<ul>"),
        "links in a row": repeat("<a href=x>x</a> "),
        "headings": repeat("<h1>x</h1>"),
        "options": repeat("<option>x", "<select>"),
        "words in attributes": repeat('<img alt="a b">'),
        "attributes": count(lambda number: f'<p a{number}="b" title="c">'),
        "letters of two bytes": repeat("<p>é</p>"),
        "comments": repeat("<!-- a -->", "", "x"),
        "white space": repeat(" ", "<p>a", "b</p>"),
        "variables": repeat("{a-", "<p>x"),
        "texts in pictures": repeat("<text>x</text>", "<svg>"),
        "directives in elements": nest("<!-- i18n: context a --><div>", "</div>"),
    },
    "data": {"values": count(lambda number: f"k{number}: word {number}\n")},
}
SIZE = 5_000
"""Characters, and four times as many: time squared would be sixteen times as much, and 0.1 s at the least."""


@pytest.mark.parametrize(("parser", "shape"), [(parser, shape) for parser in SHAPES for shape in SHAPES[parser]])
def test_growth(parser: str, shape: str) -> None:
    """Four times the text takes about four times the time, whatever stands there, to be read and to be shown."""
    make = SHAPES[parser][shape]

    for _ in range(3):
        once, fourfold = (_seconds(PARSERS[parser], make(size)) for size in (SIZE, 4 * SIZE))
        if fourfold < 9 * once + 0.1:
            break

    assert fourfold < 9 * once + 0.1


def _seconds(parse: Callable[[str], Document], text: str) -> float:
    """Processor time of a page's way from text to HTML, in the source language and in another one."""
    start = time.process_time()
    document = parse(text)
    judged = judge_source(extract([document], "site"), ENGLISH)
    messages = {key: Message(key, strings=(key.id,)) for key in judged.template.sources}
    same = Catalog("site", "es", "es.po", Message(MessageKey(None, "")), messages)
    edition = judge(judged, [same], SPANISH, Ledger({}), Policy(unrecorded="show"), draft=True)
    if parse is not PARSERS["data"]:
        assert translate(document, judged.edition, around()).body == translate(document, edition, around()).body
    return time.process_time() - start
