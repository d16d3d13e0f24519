"""Dates, times, numbers and lists as a language's readers write them. Source: CLDR, through Babel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from i18n.errors import UsageError
from i18n.languages.cldr import babel_locale
from i18n.model import Locale

Style = Literal["short", "medium", "long", "full"]
Number = int | float | Decimal
_DIGIT_ZERO = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "hmnp": 0x1E140,
    "latn": 0x0030,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}
"""Zero of every numbering system that is some locale's default in CLDR; the other nine follow it in Unicode."""


def digits(locale: Locale) -> str:
    """The ten digits that CLDR prefers in a locale, from zero: Latin ones in Arabic, Persian ones in Persian."""
    zero = _DIGIT_ZERO.get(babel_locale(locale.cldr).default_numbering_system, 0x30)
    return "".join(chr(zero + value) for value in range(10))


def format_date(value: date, locale: Locale, style: Style = "long", *, latin: bool = False) -> str:
    """A date as the locale writes it, in the Gregorian calendar.

    `latin` keeps Latin digits, for what must be read without doubt. Raises UsageError for an unknown style.
    Source: CLDR date formats.
    """
    from babel import dates

    _check_style(style)
    return _localized(dates.format_date(value, format=style, locale=locale.cldr), locale, latin)


def format_time(value: time, locale: Locale, style: Style = "short", *, latin: bool = False) -> str:
    """A time of day as the locale writes it, with 12 or 24 hours. Raises UsageError for an unknown style."""
    from babel import dates

    _check_style(style)
    return _localized(dates.format_time(value, format=style, locale=locale.cldr), locale, latin)


def format_number(value: Number, locale: Locale, *, latin: bool = False) -> str:
    """A number with the locale's separators and digits, at most three decimals. Source: CLDR decimal formats."""
    from babel import numbers

    return _localized(numbers.format_decimal(value, locale=locale.cldr, numbering_system=_system(latin)), locale, latin)


def format_percent(value: Number, locale: Locale, *, latin: bool = False) -> str:
    """A share, 0 to 1, as a percentage in whole numbers. Source: CLDR percent formats."""
    from babel import numbers

    return _localized(numbers.format_percent(value, locale=locale.cldr, numbering_system=_system(latin)), locale, latin)


def format_currency(value: Number, currency: str, locale: Locale, *, latin: bool = False) -> str:
    """An amount of money; `currency` is an ISO 4217 code such as `USD`. Source: CLDR currency formats."""
    from babel import numbers

    text = numbers.format_currency(value, currency, locale=locale.cldr, numbering_system=_system(latin))
    return _localized(text, locale, latin)


def format_list(values: Sequence[str], locale: Locale, style: Literal["standard", "or", "unit"] = "standard") -> str:
    """Items joined as the locale joins them: `a, b y c`. Raises UsageError for an unknown style. Source: CLDR lists."""
    from babel import lists

    if style not in ("standard", "or", "unit"):
        raise UsageError(f"unknown list style {style!r}; expected standard, or, unit")
    return lists.format_list(list(values), style=style, locale=locale.cldr)


def _check_style(style: str) -> None:
    if style not in ("short", "medium", "long", "full"):
        raise UsageError(f"unknown style {style!r}; expected short, medium, long or full")


def _system(latin: bool) -> Literal["default", "latn"]:
    return "latn" if latin else "default"


def _localized(text: str, locale: Locale, latin: bool) -> str:
    """Babel chooses separators by numbering system but always writes Latin digits."""
    return text if latin else text.translate(_digit_map(digits(locale)))


@lru_cache(maxsize=32)
def _digit_map(ten: str) -> dict[int, str]:
    return {0x30 + value: digit for value, digit in enumerate(ten)}
