"""CLDR as Babel has it. Babel is imported inside functions, so that importing this folder is cheap."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import babel


@lru_cache(maxsize=256)
def babel_locale(identifier: str) -> babel.Locale:
    """What CLDR says about the locale of an identifier such as `pt_BR`."""
    from babel import Locale as BabelLocale

    return BabelLocale.parse(identifier)


@lru_cache(maxsize=8)
def global_table(table: Literal["language_aliases", "likely_subtags", "territory_aliases"]) -> Mapping[str, Any]:
    """One of the tables that CLDR has for all languages together."""
    from babel.core import get_global

    return get_global(table)
