"""The law of the structure lock: whatever a string says, the page has the elements, attributes, addresses, comments and
scripts of its source page, wherever the gate lets the string through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.config import Policy
from i18n.extraction import extract
from i18n.judge import judge, judge_source
from i18n.ledger import Ledger
from i18n.model import Catalog, Document, Message, MessageKey
from i18n.sources import html, markdown
from i18n.translate import Value, translate
from tests.hostile import BROKEN, PIECES, SOURCES
from tests.stages import ENGLISH, SPANISH, around

FREE = frozenset({"em", "strong", "br"})
"""Elements that a string may add or lose: Markdown's emphasis and line breaks."""
SPOKEN = frozenset(
    "alt title placeholder aria-label aria-description aria-placeholder aria-roledescription aria-valuetext "
    "label abbr value".split()
)
"""Attributes whose value is a translator's, on some elements at least."""
CODE = frozenset({"script", "style"})
HEAD = "---\ntitle: Page\ncode: comments\n---\n"
VALUES = {"a.b": Value("555 0100", ""), "a.c": Value('"><img src=x onerror=alert(1)>', "en")}


def shape(page: str) -> Counter[tuple[Any, ...]]:
    """What a browser makes of a page, but for its words: elements with attributes, comments, scripts, as often as each
    is there."""
    root = html5lib.parseFragment(page, container="main", namespaceHTMLElements=True)
    return Counter(_one(node) for node in root.iter() if node is not root and _one(node)[0] not in FREE)


def _one(node: Any) -> tuple[Any, ...]:
    if not isinstance(node.tag, str):
        return "comment", node.text
    name = node.tag.removeprefix("{http://www.w3.org/1999/xhtml}")
    attributes = sorted((key, "" if key in SPOKEN else value) for key, value in node.attrib.items())
    return name, tuple(attributes), (node.text or "") if name in CODE else ""


def shapes(document: Document, strings: Mapping[MessageKey, str]) -> tuple[Counter[Any], Counter[Any]]:
    """Of the source page, and of the page with these strings; a refused one is replaced by its source."""
    judged = judge_source(extract([document], "site"), ENGLISH)

    def edition(texts: Mapping[MessageKey, str], fallback: Any = None) -> Any:
        messages = {key: Message(key, strings=(texts.get(key, key.id),)) for key in judged.template.sources}
        catalog = Catalog("site", "es", "es.po", Message(MessageKey(None, "")), messages)
        return judge(judged, [catalog], SPANISH, Ledger({}), Policy(unrecorded="show"), fallback=fallback)

    same = edition({})
    pages = [translate(document, one, around(VALUES)).body for one in (same, edition(strings, same))]
    return shape(pages[0]), shape(pages[1])


def pieces(text: str) -> list[str]:
    """A text cut at its markup, so that what is moved is a tag, a mark or a word."""
    return [piece for piece in re.split(r"(<[^<>]*>|\]\([^)]*\)|[\s\[\]*`\"'=>{}]|-->|\*/)", text) if piece]


@st.composite
def mutations(draw: st.DrawFn, text: str) -> str:
    """A text some of whose pieces are taken out, moved, said twice, or replaced by nastier ones."""
    parts = pieces(text)
    for _ in range(draw(st.integers(1, 4))):
        start, stop = sorted(draw(st.tuples(st.integers(0, len(parts)), st.integers(0, len(parts)))))
        act = draw(st.sampled_from(("insert", "move", "move", "delete", "replace", "wrap")))
        if act == "insert":
            parts.insert(start, draw(st.sampled_from(PIECES)))
        elif act == "move":
            taken, parts[start:stop] = parts[start:stop], []
            place = draw(st.integers(0, len(parts)))
            parts[place:place] = taken
        elif act == "delete":
            del parts[start : start + 1]
        elif act == "replace":
            parts[start : start + 1] = [draw(st.sampled_from(PIECES))]
        else:
            parts[start:stop] = [draw(st.sampled_from(PIECES)), *parts[start:stop], draw(st.sampled_from(PIECES))]
    return "".join(parts)


def pages(sources: Sequence[str]) -> st.SearchStrategy[Document]:
    """Markdown and HTML pages made of these."""
    texts = st.lists(st.sampled_from(sources), min_size=1, max_size=3)
    return st.one_of(
        texts.map(" ".join).map(lambda text: markdown.parse(f"{HEAD}{text}\n", "content/a.md")),
        texts.map("\n\n".join).map(lambda text: markdown.parse(f"{HEAD}{text}\n", "content/a.md")),
        texts.map("\n".join).map(lambda text: html.parse(HEAD + text, "content/a.html")),
        texts.map(lambda found: html.parse(HEAD + "".join(f"<p>{one}</p>" for one in found), "content/a.html")),
    )


def hostile(document: Document, data: st.DataObject) -> Mapping[MessageKey, str]:
    """A string for every message of a page, made from its source."""
    texts = sorted({segment.key.id: segment.key for segment in document.segments if not segment.fixed}.items())
    return {key: data.draw(mutations(text), label=text) for text, key in texts}


@settings(max_examples=300)
@given(pages(SOURCES), st.data())
def test_a_string_changes_no_structure(document: Document, data: st.DataObject) -> None:
    """A page has the elements, attributes, comments and scripts of its source page, whatever its strings say."""
    expected, actual = shapes(document, hostile(document, data))

    assert expected == actual


@settings(max_examples=150)
@given(pages((*SOURCES, *BROKEN)), st.data())
def test_a_string_changes_no_structure_of_a_broken_page(document: Document, data: st.DataObject) -> None:
    """Where tags do not nest, a browser may repeat an element, but nothing is there that its source page has not."""
    expected, actual = shapes(document, hostile(document, data))

    assert actual.keys() <= expected.keys()
