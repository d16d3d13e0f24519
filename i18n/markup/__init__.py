"""The inline grammar: text <-> inline content -> HTML, and the events of a whole page.

One parser (pulldown-cmark through pyromark) and one writer serve sources and strings alike, so what a string is
compared with is what will be rendered. Nothing outside this folder knows the Markdown library.
"""

from i18n.markup.blocks import BlockEvent, block_events
from i18n.markup.canonical import canonical, content
from i18n.markup.inline import (
    VARIABLE,
    Footnote,
    Inline,
    Target,
    Variable,
    escape,
    escape_attribute,
    escape_href,
    outside_code,
    parse,
    parse_source,
    plain,
    translatable,
)
from i18n.markup.lock import compare

__all__ = [
    "VARIABLE",
    "BlockEvent",
    "Footnote",
    "Inline",
    "Target",
    "Variable",
    "block_events",
    "canonical",
    "compare",
    "content",
    "escape",
    "escape_attribute",
    "escape_href",
    "outside_code",
    "parse",
    "parse_source",
    "plain",
    "translatable",
]
