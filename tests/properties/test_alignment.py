"""Laws of aligned pages."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.alignment import align
from i18n.model import Document, Segment
from i18n.sources import markdown

WORDS = (
    "the a visit begins with short talk about your health and what you hope 24 hours `code` [link](visit.md)".split()
)
LAYOUTS = ("# {0}", "## {0}", "{0}", "{0}", "{0}", "- {0}\n- {1}", "> {0}", "| {0} | {1} |\n|---|---|\n| {2} | {3} |")


@st.composite
def blocks(draw: st.DrawFn) -> list[str]:
    """The blocks of a page, no two texts of which are the same."""
    made = []
    for number, layout in enumerate(draw(st.lists(st.sampled_from(LAYOUTS), min_size=1, max_size=12))):
        texts = [
            f"{draw(st.sampled_from(('Word', 'A')))} {number}.{place} "
            + " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=15)))
            for place in range(4)
        ]
        made.append(layout.format(*texts))
    return made


def page(parts: list[str]) -> Document:
    return markdown.parse("\n\n<!-- -->\n\n".join(parts), "page.md")


def texts(document: Document) -> set[str]:
    return {segment.text for segment in document.segments}


def said(segments: tuple[Segment, ...]) -> set[str]:
    return {segment.text for segment in segments}


@given(blocks())
@settings(max_examples=40)
def test_itself(parts: list[str]) -> None:
    """A page aligned with itself pairs each text with itself."""
    document = page(parts)

    found = align(document, document)

    assert [(segment, segment) for segment in document.segments] == [
        (one.source, one.translated) for one in found.pairs
    ]
    assert ((), ()) == (found.sources, found.translations)


@given(blocks(), st.data())
@settings(max_examples=40)
def test_lost_block(parts: list[str], data: st.DataObject) -> None:
    """A block that one side lacks leaves over its own texts and no other."""
    gone = data.draw(st.integers(0, len(parts) - 1))
    whole, rest = page(parts), page([*parts[:gone], *parts[gone + 1 :]])
    lost = texts(whole) - texts(rest)

    missing, added = align(whole, rest), align(rest, whole)

    assert (lost, set()) == (said(missing.sources), said(missing.translations))
    assert (set(), lost) == (said(added.sources), said(added.translations))
    for found in (missing, added):
        assert texts(rest) == {one.source.text for one in found.pairs}
        assert [] == [one for one in found.pairs if one.source.text != one.translated.text]


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=40)
def test_anything(one: str, other: str) -> None:
    """Of any two pages every text that is not fixed is in one pair or left over."""
    source, translated = (markdown.parse(f"---\n---\n{text}", "page.md") for text in (one, other))

    found = align(source, translated)

    wanted = {segment.text for segment in source.segments if not segment.fixed}
    assert wanted == {pair.source.text for pair in found.pairs} | said(found.sources)
    assert len(found.pairs) == len({id(pair.source) for pair in found.pairs})
