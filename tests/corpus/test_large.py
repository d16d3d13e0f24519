"""Pages far larger than anybody writes: real ones, one behind the other."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from i18n.sources import html, markdown
from i18n.sources.frontmatter import split
from i18n.translate import translate
from tests.stages import around, source_edition

pytestmark = pytest.mark.corpus

SIZE = 10_000_000
"""Characters."""


@pytest.fixture(scope="module")
def page(corpora: Path) -> str:
    """10 MB of Markdown: the pages of comprehensive-rust without their heads, as often as they have to be."""
    bodies = []
    with tarfile.open(corpora / "comprehensive-rust.tar.xz") as archive:
        for member in archive:
            if member.name.endswith(".md") and (file := archive.extractfile(member)):
                bodies.append(split(file.read().decode(), member.name).body)
    once = "\n\n".join(bodies)
    return "\n\n".join([once] * (SIZE // len(once) + 1))[:SIZE]


def test_page_of_ten_megabytes(page: str) -> None:
    """It is read whole, as the Markdown that it is and as the HTML that is made of it."""
    document = markdown.parse(page, "content/long.md")
    built = translate(document, source_edition(document), around()).body
    again = html.parse(built, "content/long.html")

    assert len(document.segments) > 40_000
    assert len(again.segments) > 40_000
    assert len(built) > SIZE


def test_a_million_items() -> None:
    """Each of a million items of one list is a text."""
    document = markdown.parse("- a\n" * 1_000_000, "content/long.md")

    assert 1_000_000 == len(document.segments)
