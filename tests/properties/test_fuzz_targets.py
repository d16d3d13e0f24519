"""The targets that are fuzzed apart hold for what is at hand, so that they fit the program at any time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS
from tests.properties.test_markdown import examples
from tests.stages import ROOT


@pytest.mark.parametrize("name", TARGETS)
def test_examples(name: str) -> None:
    """Each target holds for every twentieth example of CommonMark and for its HTML."""
    for markdown, html in examples()[::20]:
        TARGETS[name](b"\0" + markdown.encode())
        TARGETS[name](b"\1" + html.encode())


@pytest.mark.parametrize("path", sorted((ROOT / "locales").rglob("*.po"))[:2], ids=lambda path: path.parts[-3])
def test_catalogs(path) -> None:
    """The practice's catalogs keep their bytes."""
    TARGETS["catalog"](path.read_bytes())


@settings(max_examples=50)
@given(st.sampled_from(sorted(TARGETS)), st.binary(max_size=40))
def test_any_bytes(name: str, content: bytes) -> None:
    """Each target takes any bytes."""
    TARGETS[name](content)
