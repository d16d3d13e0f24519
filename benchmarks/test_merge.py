"""Merging a template of 10 000 messages, every twentieth of them edited: fuzzy search is what costs."""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import material
from i18n import po
from i18n.merge import merge

COUNT = 10_000
CATALOG = po.read(material.catalog(COUNT), "locales/es/LC_MESSAGES/site.po", domain="site", locale="es")


def test_nothing_edited(benchmark: BenchmarkFixture) -> None:
    """A merge that changes nothing gives back the catalog itself."""
    template = material.template(COUNT)

    result = benchmark(merge, template, CATALOG)

    assert CATALOG is result.catalog


def test_every_twentieth_edited(benchmark: BenchmarkFixture) -> None:
    """An edited message is suggested the string of what it was."""
    template = material.template(COUNT, edited=20)

    result = benchmark.pedantic(merge, (template, CATALOG), rounds=3)

    assert COUNT // 20 == len(result.fuzzied)
