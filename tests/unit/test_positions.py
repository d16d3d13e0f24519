"""Byte offsets as lines and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from i18n.positions import Position, positions


def test_characters_not_bytes() -> None:
    """Columns count characters, also where one takes several bytes."""
    text = "aé漢😀\nб!\n"
    places = [text.index(sign) for sign in "aé漢😀\nб!"]
    offsets = [len(text[:place].encode()) for place in places]

    found = positions(text.encode(), offsets)

    assert [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2)] == [found[offset] for offset in offsets]


def test_end_of_the_text() -> None:
    """The end is a place, what would be behind it is the end too, and order and repetition do not matter."""
    assert {4: Position(2, 2), 9: Position(2, 2), 0: Position(1, 1)} == positions(b"ab\nc", [9, 4, 0, 9])
    assert {0: Position(1, 1)} == positions(b"", [0])


@given(st.text("aé😀\n", max_size=40), st.data())
def test_as_counted_by_hand(text: str, data: st.DataObject) -> None:
    """Every place has as many lines and characters before it as there are."""
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    expected = {
        len(text[:place].encode()): (text.count("\n", 0, place) + 1, place - (text.rfind("\n", 0, place) + 1) + 1)
        for place in places
    }

    assert expected == positions(text.encode(), list(expected))
