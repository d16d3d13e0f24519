"""The audit of a real book."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from i18n import pipeline

pytestmark = pytest.mark.corpus

UNTITLED = "content/unsafe-deep-dive/ffi/README.md"
"""The one page that begins without a heading."""


@pytest.fixture(scope="module")
def book(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the pages of comprehensive-rust."""
    folder = tmp_path_factory.mktemp("book")
    pages = 0
    with tarfile.open(corpora / "comprehensive-rust.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md") and (file := archive.extractfile(member)):
                path = folder / "content" / member.name.partition("src/")[2]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read())
                pages += 1
    assert 574 == pages
    untitled = folder / UNTITLED
    untitled.write_text(f"---\ntitle: Foreign functions\n---\n{untitled.read_text('utf-8')}", "utf-8")
    return folder


def test_no_leak(book: Path) -> None:
    """Every word of 574 pages is a message."""
    found = pipeline.audit(book)

    assert 576 == found.pages
    assert [] == [(one.diagnostic.path, one.diagnostic.line, one.kind, one.text) for one in found.leaks]
