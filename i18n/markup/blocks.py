"""A page as the parser's events, with byte ranges."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyromark import Markdown, Options

_PAGE = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_DEFINITION_LIST
    | Options.ENABLE_GFM
    | Options.ENABLE_HEADING_ATTRIBUTES
)


class BlockEvent(NamedTuple):
    kind: str
    """`Start`, `End`, or an inline kind: `Text`, `Code`, `SoftBreak` ..."""
    name: str
    """Of the element for `Start` and `End`: `Paragraph`, `Heading`, `Link`; else empty."""
    value: Any
    """What the parser says of it: text, heading data, alignments, link data; None where there is nothing to say."""
    start: int
    """Byte offset in the UTF-8 source."""
    end: int


def block_events(text: str) -> list[BlockEvent]:
    """Every event of a page, blocks and inline, in order.

    CommonMark 0.31.2 with tables, strikethrough, task lists, footnotes, definition lists, GitHub alerts and heading
    attributes. Bare addresses stay text.
    """
    events = []
    pairs: Any = _PAGE.events_with_range(text)
    for event, span in pairs:
        if isinstance(event, str):
            events.append(BlockEvent(event, "", None, span["start"], span["end"]))
            continue
        ((kind, value),) = event.items()
        name = ""
        if kind in ("Start", "End"):
            if isinstance(value, str):
                name, value = value, None
            else:
                ((name, value),) = value.items()
        events.append(BlockEvent(kind, name, value, span["start"], span["end"]))
    return events
