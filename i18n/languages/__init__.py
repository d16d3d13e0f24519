"""Languages: tags, autonyms, direction, plural rules, and dates and numbers as their readers write them.

Facts come from CLDR through Babel, which is imported where it is needed, so that importing this folder is cheap.
Tags are BCP 47 inside the program; `canonical` accepts the other spellings that are in use.
"""

from i18n.languages.formats import (
    Number,
    Style,
    digits,
    format_currency,
    format_date,
    format_list,
    format_number,
    format_percent,
    format_time,
)
from i18n.languages.locales import locale, sort_key
from i18n.languages.plurals import parse_plurals, plural_index
from i18n.languages.tags import accepted_headers, canonical, script

__all__ = [
    "Number",
    "Style",
    "accepted_headers",
    "canonical",
    "digits",
    "format_currency",
    "format_date",
    "format_list",
    "format_number",
    "format_percent",
    "format_time",
    "locale",
    "parse_plurals",
    "plural_index",
    "script",
    "sort_key",
]
