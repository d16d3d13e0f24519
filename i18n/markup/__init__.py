"""The inline grammar: text <-> inline content -> HTML, and the events of a whole page.

One parser (pulldown-cmark through pyromark) and one writer serve sources and strings alike, so what a string is
compared with is what will be rendered. Nothing outside this folder knows the Markdown library.
"""

from i18n.markup.blocks import BlockEvent, block_events
from i18n.markup.canonical import canonical, content
from i18n.markup.content import Footnote, Inline, translatable
from i18n.markup.escaping import VARIABLE, escape, escape_attribute, escape_href, worded
from i18n.markup.inline import outside_code, parse, parse_source, plain
from i18n.markup.lock import compare
from i18n.markup.rewriting import rewritten
from i18n.markup.tags import Spoken, described, foreign, read_tag
from i18n.markup.tokens import VOID, Token, tokens

__all__ = [
    "VARIABLE",
    "VOID",
    "BlockEvent",
    "Footnote",
    "Inline",
    "Spoken",
    "Token",
    "block_events",
    "canonical",
    "compare",
    "content",
    "described",
    "escape",
    "escape_attribute",
    "escape_href",
    "foreign",
    "outside_code",
    "parse",
    "parse_source",
    "plain",
    "read_tag",
    "rewritten",
    "tokens",
    "translatable",
    "worded",
]
