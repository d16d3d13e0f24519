"""What changed between two texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.review.words import changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("for 2 hours", "for 24 hours", [("same", "for "), ("gone", "2"), ("new", "24"), ("same", " hours")]),
        ("same", "same", [("same", "same")]),
        ("", "new", [("new", "new")]),
        ("old", "", [("gone", "old")]),
        ("请等两小时", "请等三小时", [("same", "请等"), ("gone", "两"), ("new", "三"), ("same", "小时")]),
        ("do not stop", "do stop", [("same", "do "), ("gone", "not "), ("same", "stop")]),
    ],
)
def test_changes(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    """Words, and characters where no space stands between words, are kept, gone or new."""
    assert expected == [tuple(one) for one in changes(before, after)]


@settings(max_examples=100)
@given(st.text("ab 1好.", max_size=40), st.text("ab 1好.", max_size=40))
def test_both_texts_are_there(before: str, after: str) -> None:
    """What is not new is the text before, what is not gone the text after, letter for letter."""
    found = changes(before, after)

    assert before == "".join(one.text for one in found if one.kind != "new")
    assert after == "".join(one.text for one in found if one.kind != "gone")


def test_long_texts() -> None:
    """Texts that differ everywhere are not compared word by word beyond a bound, so the time stays short."""
    before = " ".join(f"a{number}" for number in range(20_000))
    start = time.perf_counter()
    found = changes(before, before.replace("a", "b"))

    assert ["gone", "new"] == [one.kind for one in found]
    assert time.perf_counter() - start < 2
