"""A language with all its facts: own name, direction, plural rule, fallbacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import product

from i18n.errors import UsageError
from i18n.languages.cldr import babel_locale
from i18n.languages.customary_plurals import customary_rule
from i18n.languages.plurals import parse_plurals
from i18n.languages.tags import NEAR, PSEUDO, Tag, canonical, script_of, split
from i18n.model import Direction, Locale

_RIGHT_TO_LEFT = (
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo "
    "Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Todr Yezi"
)
"""Scripts whose letters have the bidirectional class R or AL. Source: Unicode 16, Scripts.txt, DerivedBidiClass.txt."""
_AUTONYMS = {
    "ht": "Kreyòl Ayisyen",
    "ku-Arab": "کوردی",
    "pa-Arab": "پنجابی",
    "tl": "Tagalog",
    "zh-Hans": "简体中文",
    "zh-Hans-CN": "简体中文（中国）",
    "zh-Hans-SG": "简体中文（新加坡）",
    "zh-Hant": "繁體中文",
    "zh-Hant-HK": "繁體中文（香港）",
    "zh-Hant-MO": "繁體中文（澳門）",
    "zh-Hant-TW": "繁體中文（台灣）",
}
"""Where readers use another name than the one that CLDR composes."""


def locale(
    tag: str,
    *,
    source: str = "en",
    name: str | None = None,
    direction: Direction | None = None,
    plurals: str | None = None,
    fallbacks: Sequence[str] | None = None,
) -> Locale:
    """A language with all its facts; what is given overrides what CLDR and gettext's conventions say.

    `plurals` is the value of a `Plural-Forms` header. Fallbacks are the shorter tags in the same script, without the
    source. A language that CLDR lacks needs a name; its direction follows its script and it has one plural form.
    Raises UsageError for an unknown tag, a missing name or a value that cannot be used.
    """
    parsed = split(canonical(tag))
    tag = str(parsed)
    identifier = _identifier(parsed)
    try:
        rule = parse_plurals(plurals) if plurals else customary_rule(parsed)
    except ValueError as error:
        raise UsageError(f"plurals of {tag!r}: {error}") from error
    autonym = name or _autonym(parsed, identifier)
    if not autonym:
        raise UsageError(
            f'CLDR has no name for {tag!r}: set name = "..." (what its readers call it) in [languages.{tag}]; '
            f'direction = "{_direction(parsed)}" and plurals = "nplurals={rule.count}; plural={rule.expression};" '
            "are assumed unless they are set there too"
        )
    if direction not in (None, "ltr", "rtl"):
        raise UsageError(f"direction {direction!r} of {tag!r}; expected 'ltr' or 'rtl'")
    without = {tag, canonical(source)}
    chain = _truncations(parsed) if fallbacks is None else [canonical(fallback) for fallback in fallbacks]
    return Locale(
        tag=tag,
        name=autonym,
        direction=direction or _direction(parsed),
        plurals=rule,
        fallbacks=tuple(dict.fromkeys(fallback for fallback in chain if fallback not in without)),
        cldr=identifier or NEAR.get(parsed.language, "en"),
    )


def sort_key(locale: Locale) -> tuple[str, str]:
    """The order of a language switcher: autonyms by their letters without marks and case, in Unicode's order.

    So scripts stand in groups (Latin, Cyrillic, Hebrew, Arabic, ... Han), `español` under e, and the order is the same
    on every page, whichever language it is in. Equal names are ordered by tag.
    """
    letters = unicodedata.normalize("NFKD", locale.name.casefold())
    return "".join(letter for letter in letters if letter.isalnum()), locale.tag


def _identifier(tag: Tag) -> str:
    """The most specific CLDR identifier of the same language and script; empty if there is none."""
    from babel import localedata

    script = script_of(tag)
    for region, part in product((tag.region, ""), (tag.script, "", script)):
        candidate = Tag(tag.language, part, region, "")
        identifier = str(candidate).replace("-", "_")
        if localedata.exists(identifier) and script_of(candidate) == script:
            return identifier
    return ""


def _autonym(tag: Tag, identifier: str) -> str | None:
    pseudo = PSEUDO.get(str(tag))
    if pseudo or str(tag) in _AUTONYMS:
        return pseudo or _AUTONYMS[str(tag)]
    if not identifier or not babel_locale(identifier).languages.get(tag.language):
        return None
    known = babel_locale(identifier)
    name = known.get_display_name() or known.languages[tag.language]
    missing = [known.territories.get(tag.region, tag.region)] if tag.region not in identifier.split("_") else []
    missing = [part for part in (*missing, tag.variants) if part]
    return f"{name} ({', '.join(missing)})" if missing else name


def _direction(tag: Tag) -> Direction:
    return "rtl" if script_of(tag) in _RIGHT_TO_LEFT.split() else "ltr"


def _truncations(tag: Tag) -> list[str]:
    if str(tag) in PSEUDO:
        return []
    shorter = [tag._replace(variants=""), tag._replace(variants="", region=""), Tag(tag.language, "", "", "")]
    return [canonical(str(candidate)) for candidate in shorter if script_of(candidate) == script_of(tag)]
