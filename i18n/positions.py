"""Where a place of a file is, as an editor counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Position(NamedTuple):
    """A place between two characters."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters: 1 is before the first of the line."""


def positions(data: bytes, offsets: Iterable[int]) -> dict[int, Position]:
    """The line and column of each byte offset of a UTF-8 text with line feeds alone, in one pass.

    An offset behind the end is the end. An offset inside a character counts what stands before as a character.
    """
    found: dict[int, Position] = {}
    line, column, at = 1, 1, 0
    for offset in sorted(set(offsets)):
        before, feed, rest = data[at:offset].rpartition(b"\n")
        line += before.count(b"\n") + len(feed)
        column = (1 if feed else column) + len(rest.decode(errors="replace"))
        found[offset], at = Position(line, column), offset
    return found
