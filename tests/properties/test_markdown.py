"""Laws of pages: from Markdown to messages and back to HTML."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from i18n import markup
from i18n.config import Policy
from i18n.extraction import extract
from i18n.judge import judge, judge_source
from i18n.ledger import Ledger
from i18n.model import Catalog, Document, Message, MessageKey
from i18n.translate import translate
from tests.stages import ENGLISH, ROOT, SPANISH, around, body, cases, edition, page

SPECIFICATION = ROOT / "node_modules" / "commonmark-spec" / "spec.txt"
"""CommonMark 0.31.2, as npm has it."""
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
PRACTICE = sorted((ROOT / "content").glob("*.md"))
NO_FRONT_MATTER = "---\n---\n"
"""Before a text that may begin with a rule."""


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """Markdown and HTML of each example of the specification."""
    text = SPECIFICATION.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0].replace("→", "\t")
    return tuple((found[1], found[2]) for found in EXAMPLE.finditer(text))


class _Normal(HTMLParser):
    """Tags, attributes in the order of their names, texts with white space folded: the specification's own comparison.

    White space is folded in attributes too, because a message is one line; ids of headings are left out.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        heading = re.fullmatch("h[1-6]", tag)
        kept = sorted((name, " ".join((value or "").split())) for name, value in attrs if name != "id" or not heading)
        self.seen.append(("start", tag, *(f"{name}={value}" for name, value in kept)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("end", tag))

    def handle_data(self, data: str) -> None:
        before = self.seen.pop()[1] if self.seen and self.seen[-1][0] == "text" else ""
        self.seen.append(("text", re.sub(r"\s+", " ", before + data)))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", " ".join(data.split())))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.seen.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        self.seen.append(("data", data))


def normal(html: str) -> list[tuple[str, ...]]:
    parser = _Normal()
    parser.feed(html)
    parser.close()
    found = [("text", one[1].strip()) if one[0] == "text" else one for one in parser.seen]
    return [one for one in found if one != ("text", "")]


def repeated(document: Document) -> tuple[str, str]:
    """The body in the source language, and with a catalog in which every string is its source."""
    judged = judge_source(extract([document], "site"), ENGLISH)
    messages = {key: Message(key, strings=(key.id,)) for key in judged.template.sources}
    same = Catalog("site", "es", "es.po", Message(MessageKey(None, "")), messages)
    everything = Policy(unrecorded="show")
    translated = judge(judged, [same], SPANISH, Ledger({}), everything, draft=True)
    assert () == translated.diagnostics
    return (
        translate(document, judged.edition, around()).body,
        translate(document, translated, around()).body,
    )


# Conformance


def test_specification_is_whole() -> None:
    """All 652 examples of CommonMark 0.31.2 are there."""
    assert 652 == len(examples())


def test_source_edition_conforms() -> None:
    """A page filled hole by hole with its own texts is what the specification says, for every example."""
    wrong = [
        f"{markdown!r}: {html!r}"
        for markdown, html in examples()
        if normal(html) != normal(body(NO_FRONT_MATTER + markdown))
    ]

    assert [] == wrong


def test_no_example_is_unsupported() -> None:
    """Every text of the specification can be written as one line that parses to the same."""
    found = [one for markdown, _ in examples() for one in page(NO_FRONT_MATTER + markdown).diagnostics]

    assert set() == {one.check for one in found} - {"content.fence", "content.html-nesting"}


# Identity


def test_identity_of_examples() -> None:
    """Strings that equal their sources give the source edition byte for byte, for every example."""
    for markdown, _ in examples():
        source, translated = repeated(page(NO_FRONT_MATTER + markdown))

        assert source == translated, markdown


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.name)
def test_identity_of_the_practice(path) -> None:
    """The same holds for every page of the practice's site."""
    source, translated = repeated(page(path.read_text(encoding="utf-8")))

    assert source == translated


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.name)
def test_every_word_is_a_message(path) -> None:
    """When every message of a page is translated by a number, no word of its source is left."""
    document = page(path.read_text(encoding="utf-8"))

    html = translate(document, edition(document, {segment.text: "0" for segment in document.segments}), around()).body

    assert [] == re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>|\{[\w.]+\}", " ", html))


# One line

WORDS = (
    "calm",
    "*calm*",
    "**calm**",
    "`a b`",
    "[the room](room.md)",
    "{a.b}",
    "it's",
    "don&rsquo;t",
    "5\\*",
    "<b>x</b>",
)
PLACES = (
    "{}\n",
    "   {}\n",
    "> {}\n",
    "- {}\n",
    "* {}\n",
    "+ {}\n",
    "1. {}\n",
    "7) {}\n",
    "- [ ] {}\n",
    "- a\n\n  - {}\n",
    "before\n\n{}\n\nafter\n",
    "> [!NOTE]\n> {}\n",
    "Term\n: {}\n",
    "<div>\n\n{}\n\n</div>\n",
)
ON_ONE_LINE = ("# {}\n", "###### {} ##\n", "| {} |\n|---|\n", "## {} {{#id .c}}\n")

lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: " ".join(["Text", *words]))


def messages(text: str) -> list[str]:
    return [segment.text for segment in page(text).segments]


@settings(max_examples=60)
@given(lines)
def test_place_changes_no_message(line: str) -> None:
    """Wherever a text stands, at whichever level, behind whichever marker, it is the same message."""
    expected = messages(line + "\n")[0]

    for place in (*PLACES, *ON_ONE_LINE):
        assert expected in messages(place.format(line)), place


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "\n", " \n")))))
def test_wrapping_changes_no_message(pieces: list[tuple[str, str]]) -> None:
    """Where lines are wrapped and how far a text is indented says nothing."""
    wrapped = "Text " + "".join(word.replace(" ", between.strip(" ") or " ") + between for word, between in pieces)
    straight = "Text " + "".join(word + " " for word, _ in pieces)

    assert messages(straight) == messages(wrapped)
    assert messages(straight) == messages("- " + wrapped.rstrip().replace("\n", "\n  "))
    assert messages(straight) == messages("> " + wrapped.rstrip().replace("\n", "\n>"))


@settings(max_examples=60)
@given(lines)
def test_marks_change_no_message(line: str) -> None:
    """Emphasis is the same with underscores."""
    underscored = re.sub(r"(?<!\\)\*+", lambda found: "_" * len(found[0]), line)

    assert messages(line) == messages(underscored)


@given(st.permutations(["# One", "Two *two*", "- three\n- four", "> five", "| six |\n|---|\n| seven |", "a[^1]"]))
def test_moving_changes_no_message(blocks: list[str]) -> None:
    """The order of blocks changes no message."""
    text = "\n\n".join([*blocks, "[^1]: note"])

    assert ["One", "Two *two*", "a[^1]", "five", "four", "note", "seven", "six", "three"] == sorted(messages(text))


def test_messages_are_their_own_messages() -> None:
    """A message that is put on a page of its own is that message: writing it as one line is done once and for all."""
    pages = [NO_FRONT_MATTER + markdown for markdown, _ in examples()] + [case.parts[0] for case in cases("content", 2)]
    texts = {one.text for text in pages for one in page(text).segments if one.format == "markdown"}
    texts = {text for text in texts if not text.startswith("<!-- i18n:")}
    alone = {text: page(f"{NO_FRONT_MATTER}{text}\n\n{_notes(text)}").segments for text in texts}
    paragraphs = {text: found[0].text for text, found in alone.items() if found and found[0].kind == "paragraph"}

    assert [] == [(text, found) for text, found in paragraphs.items() if text != found]
    assert len(paragraphs) > 0.9 * len(texts)


def _notes(text: str) -> str:
    return "".join(f"[^{label}]: .\n\n" for label in re.findall(r"(?<!\\)\[\^(\w+)\]", text))


# Whatever an author types

PIECES = st.sampled_from(
    [
        *"*_~`[]()<>!#-+=>|\\&;{}:^\"'\n\n \t.1",
        *("  \n", "\\\n", "\n\n", "    ", "- ", "> ", "1. ", "# ", "```", "](", "![", "[^1]", "[^1]: ", "<b>", "</b>"),
        *("&amp;", "&copy;", "&#0;", "<!-- ", " -->", "<http://a.b>", "{a.b}", "{#a .b c=d}", "[a]: b", "| a |\n|--|"),
        *("a", "b c", "word", "é", "中文", "。", "سلام", "😀", "\u00a0", "\u200d", "\u2042", "\u2051", "<!-- i18n: "),
        *("critical x", "skip", "[!NOTE]", "---\n", ": ", "[ ] ", "<script>", "<div>", "<?", "<![CDATA[", "\0"),
    ]
)
pages = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=400)
@given(pages)
@example("a[^A]\n\n[^a]: b")
@example("[^1]: [^1]\n\n[^1]")
def test_any_page(text: str) -> None:
    """Any text is a page: its messages can be shown, its strings and sources fill it identically, its addresses can be
    followed."""
    document = page(NO_FRONT_MATTER + text)
    source, translated = repeated(document)

    assert len(document.holes) + 1 == len(document.literals)
    assert source == translated
    for segment in document.segments:
        assert "" == markup.parse(segment.text).problem
        assert "\n" not in segment.text.replace("\\\n", "")


@settings(max_examples=400)
@given(pages)
def test_any_string(text: str) -> None:
    """Any string is one paragraph or has a problem, and without one it is its own translation."""
    inline = markup.parse(text)

    assert inline.problem or [] == markup.compare(inline, inline)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(("`", "a", " ", "``", "b c", "&", "<", "*", "é", "\\", "x_y", ".", "{a.b}"))).map("".join)
)
def test_what_is_read_without_a_parser(text: str) -> None:
    """A text that is simple enough to be read without a parser is read as the parser reads it."""
    simple, parsed = markup.parse(f"a{text}b"), markup.parse(f"a{text}b\\*")

    assert (simple.structure, simple.text + "*") == (parsed.structure, parsed.text)
    assert _html(simple) + "*" == _html(parsed)


def _html(inline: markup.Inline) -> str:
    return "".join(part if isinstance(part, str) else repr(part) for part in inline.parts)


@settings(max_examples=200)
@given(pages.filter(lambda text: "<script" not in text), pages)
def test_a_string_adds_nothing(source: str, string: str) -> None:
    """A string that has no problem has the elements of its source: nothing a translator types opens another."""
    ours, theirs = markup.parse(source), markup.parse(string)

    assert markup.compare(ours, theirs) or _tags(ours) == _tags(theirs)


def _tags(inline: markup.Inline) -> list[tuple[str, ...]]:
    found = (
        one for one in normal(_html(inline)) if one[0] not in ("text",) and one[1] not in ("em", "strong", "del", "br")
    )
    return sorted(tuple(part for part in one if not part.startswith(("alt=", "title="))) for one in found)


# Nothing to translate

silent = st.sampled_from(
    (
        "24 – 48",
        "`code`",
        "https://example.org/a",
        "<https://example.org/a>",
        "<a@example.org>",
        "{practice.phone}",
        "[{practice.phone}](tel:{practice.phone})",
        "![](a.png)",
        "…",
        "<!-- words -->",
    )
)
blocks = st.one_of(
    silent,
    silent.map(lambda text: f"- {text}"),
    silent.map(lambda text: f"> {text}"),
    silent.map(lambda text: f"## {text}"),
    st.sampled_from(("```\nwords\n```", "    words", "---", "<div></div>", "<!-- words -->", "[a]: b.md", "- ")),
)


@given(st.lists(blocks, max_size=8))
def test_nothing_to_translate_nothing_extracted(found: list[str]) -> None:
    """A page without words has no message, and its HTML is there all the same."""
    document = page(NO_FRONT_MATTER + "\n\n---\n\n".join(found))

    assert {} == dict(extract([document], "site").sources)


# One way to a page


def test_library_renders_no_page() -> None:
    """The Markdown library gives events and nothing else: no page, no block and no string is rendered by it."""
    used = set(_uses_of_library())

    assert {"Markdown", "Options", "events", "events_with_range"} == used


def _uses_of_library() -> Iterator[str]:
    """The names that are taken from the library, and what is asked of its parsers."""
    for path in sorted((ROOT / "i18n").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        parsers = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "pyromark":
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "pyromark")
            elif isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Markdown("):
                parsers |= {ast.unparse(target) for target in node.targets}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in parsers:
                yield node.attr
            # A parser is used where it was made and under its own name only.
            if isinstance(node, ast.Name) and node.id in parsers and isinstance(node.ctx, ast.Load):
                assert any(isinstance(parent, ast.Attribute) and parent.value is node for parent in ast.walk(tree)), (
                    f"{path}:{node.lineno}: a parser is handed on"
                )
