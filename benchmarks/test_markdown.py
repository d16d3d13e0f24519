"""Parsing one page of 2 000 paragraphs: the time grows with the page's length and no faster."""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import material
from i18n.sources import markdown

PARAGRAPHS = 2_000


def test_parse(benchmark: BenchmarkFixture) -> None:
    """Every paragraph, heading and item is a segment, and so is the title."""
    document = benchmark(markdown.parse, material.page(PARAGRAPHS), "content/long.md")

    assert PARAGRAPHS + PARAGRAPHS // 8 * 4 == len(document.segments)
    assert "title" in document.fields
