"""Reading and writing a catalog of 10 000 messages."""

from __future__ import annotations

from dataclasses import replace

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import material
from i18n import po

COUNT = 10_000
PATH = "locales/es/LC_MESSAGES/site.po"
DATA = material.catalog(COUNT)


def test_read(benchmark: BenchmarkFixture) -> None:
    """Every message is there."""
    catalog = benchmark(po.read, DATA, PATH, domain="site", locale="es")

    assert COUNT == len(catalog.messages)


def test_write_with_every_hundredth_changed(benchmark: BenchmarkFixture) -> None:
    """What did not change keeps its bytes."""
    catalog = po.read(DATA, PATH, domain="site", locale="es")
    messages = {
        key: message._replace(strings=("neu",)) if number % 100 == 0 else message
        for number, (key, message) in enumerate(catalog.messages.items())
    }
    changed = replace(catalog, messages=messages)

    written = benchmark(po.write, changed)

    assert COUNT // 100 == written.count(b'msgstr "neu"')
    assert DATA == po.write(catalog)
