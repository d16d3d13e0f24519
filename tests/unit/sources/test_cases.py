"""Pages and the messages they hold, pages and their HTML: the cases in tests/cases/content/ and tests/cases/html/."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from i18n.model import Document, Segment
from i18n.sources import html
from tests.stages import Case, body, cases, page
from tools.content_doc import CASES, CHAPTERS, DOCUMENT, document

CONTENT, HTML = cases("content", 2), cases("html", 2)


def messages_of(document: Document) -> str:
    """A line for each field, each text, and each finding: line, kind, what is special, text."""
    known = {id(segment) for segment in document.segments}
    lines = [_line(name, segment) for name, segment in document.fields.items() if id(segment) not in known]
    lines += [_line(segment.kind, segment) for segment in document.segments]
    lines += [f"{one.line} {one.severity} {one.check}" for one in document.diagnostics]
    return "".join(f"{line}\n" for line in lines)


def _line(kind: str, segment: Segment) -> str:
    text = segment.text.replace("\\\n", "⏎").replace("\n", "↵")
    return " ".join([str(segment.reference.line), kind, *_special(segment)]) + f": {text}"


def _special(segment: Segment) -> Iterator[str]:
    if segment.critical:
        yield f"critical={segment.critical}"
    if segment.context is not None:
        yield f"context={segment.context}"
    yield from (f"comment={comment!r}" for comment in segment.comments)
    if segment.fixed:
        yield "fixed"


@pytest.mark.parametrize("case", CONTENT, ids=[case.place for case in CONTENT])
def test_messages(case: Case) -> None:
    """A page has the messages and findings that its case says, and no others."""
    text, expected = case.parts
    document = html.parse(text, "content/page.html") if "/html-pages.txt:" in case.place else page(text)

    assert expected == messages_of(document), f"{case.place}: {case.title}"


@pytest.mark.parametrize("case", HTML, ids=[case.place for case in HTML])
def test_html(case: Case) -> None:
    """The source edition's HTML is what its case says."""
    text, expected = case.parts

    assert expected == body(text), f"{case.place}: {case.title}"


def test_document_is_up_to_date() -> None:
    """docs/content.md is what `python tools/content_doc.py` writes, and shows every case file."""
    assert {path.stem for path in CASES.glob("*.txt")} == CHAPTERS.keys()
    assert document() == DOCUMENT.read_text(encoding="utf-8")
