"""Every spelling of a language to its BCP 47 tag, and back."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from i18n.errors import UsageError
from i18n.languages.cldr import babel_locale, global_table

_SHAPE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)")
# The language subtag registry's preferred values, and codes that CLDR would turn into a region's language.
_LANGUAGES = {"cmn": "zh", "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "tgl": "tl"}
_REGIONS = {"BU": "MM", "DD": "DE", "FX": "FR", "TP": "TL", "YD": "YE", "ZR": "CD"}
_MODIFIERS = {"arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn"}
"""What gettext writes after `@` for a script: `sr@latin`."""
_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})
_NO_REGION = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
PSEUDO = {"en-XA": "[Éñĝļîšĥ]", "ar-XB": "[RTL English]"}
"""CLDR's pseudo locales, made from the source text for tests: accents and length, right to left."""
NEAR = {"prs": "fa_AF", "tl": "fil"}
"""Languages without CLDR data of their own that format dates and numbers as another identifier does."""


class Tag(NamedTuple):
    """The parts of a tag, each in its customary case, empty where the tag does not have it."""

    language: str
    script: str
    region: str
    variants: str
    """Lower case, joined with `-`."""

    def __str__(self) -> str:
        return "-".join(part for part in self if part)


@lru_cache(maxsize=1024)
def canonical(tag: str) -> str:
    """The BCP 47 tag that a spelling means: `pt_br` is `pt-BR`, `zh_TW` is `zh-Hant`, `iw` is `he`, `es-Latn` is `es`.

    Chinese always names its script. Extensions and private tags are refused; the pseudo locales are en-XA and ar-XB.
    Raises UsageError with the nearest known tag.
    Source: RFC 5646 sections 2.1.1 and 4.5, CLDR likely subtags.
    """
    parsed = _parse(tag)
    if parsed is None:
        raise UsageError(f"{tag!r} is not a language tag{_suggestion(tag)}")
    return str(parsed)


@lru_cache(maxsize=256)
def accepted_headers(tag: str) -> frozenset[str]:
    """The values of a catalog's `Language` header that do not contradict this tag, as written and in lower case.

    That is: the same language, in the same script, in any region if the tag names none, else in that or in none.
    Compare the header as it is or in lower case. Raises UsageError for an unknown tag.
    """
    parsed = split(canonical(tag))
    script = script_of(parsed)
    former = {old for old, language in _LANGUAGES.items() if language == parsed.language and len(old) == 2}
    names = {parsed.language, *former} | ({"tl", "fil"} if parsed.language in ("tl", "fil") else set())
    regions = {"", parsed.region} if parsed.region else {"", *_regions(parsed.language)}
    written = {str(parsed)}
    for region in regions:
        for name in names:
            if script_of(Tag(parsed.language, "", region, "")) == script:
                written.add(str(Tag(name, "", region, "")))
            written.add(str(Tag(name, script, region, "")))
    written |= {f"{parsed.language}@{name}" for name, value in _MODIFIERS.items() if value == parsed.script}
    written |= {spelling.replace("-", "_") for spelling in written}
    return frozenset(written | {spelling.lower() for spelling in written})


def _parse(tag: str) -> Tag | None:
    text, _, modifier = tag.strip().replace("_", "-").partition("@")
    match = _SHAPE.fullmatch(text.partition(".")[0].lower())
    if match is None:
        return None
    language, script, region, variants = (part or "" for part in match.groups())
    language = _language(language)
    script, region = script.title(), _REGIONS.get(region.upper(), region.upper())
    if modifier:
        if script or modifier.lower() not in _MODIFIERS:
            return None
        script = _MODIFIERS[modifier.lower()]
    parsed = Tag(language, script, region, variants.strip("-"))
    if str(parsed) in PSEUDO:
        return parsed
    return _shortest(parsed) if _known(parsed) else None


def _language(code: str) -> str:
    """ISO 639-1 where there is a code of two letters; `prs` and `swc`, which CLDR makes regional, stay."""
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    if len(code) == 3:
        shorter = global_table("language_aliases").get(code, code)
        return str(shorter) if len(shorter) == 2 else code
    return code


def _known(tag: Tag) -> bool:
    english = babel_locale("en")
    return (
        (tag.language in english.languages or tag.language in global_table("likely_subtags") or tag.language in NEAR)
        and tag.language not in _NO_LANGUAGE
        and (not tag.script or tag.script in english.scripts)
        and (not tag.region or (tag.region in english.territories and tag.region not in _NO_REGION))
    )


def _shortest(tag: Tag) -> Tag:
    """Without a script that goes without saying; with one for Chinese, where none does."""
    if tag.language == "zh":
        if tag.script:
            return tag
        return tag._replace(script=script_of(tag), region="" if tag.region in ("CN", "TW") else tag.region)
    bare = tag._replace(script="")
    usual = {script_of(bare), script_of(bare._replace(region=""))}
    return bare if usual == {tag.script} else tag


def split(tag: str) -> Tag:
    """The parts of a canonical tag."""
    match = _SHAPE.fullmatch(tag.lower())
    assert match is not None, tag
    language, script, region, variants = (part or "" for part in match.groups())
    return Tag(language, script.title(), region.upper(), variants.strip("-"))


def script_of(tag: Tag) -> str:
    """The script that a tag is written in, empty where CLDR does not know."""
    if tag.script:
        return tag.script
    likely = global_table("likely_subtags")
    near = NEAR.get(tag.language, tag.language)
    for key in (f"{tag.language}_{tag.region}", tag.language, near):
        if key in likely:
            return str(likely[key]).split("_")[1]
    return str(likely.get(near.partition("_")[0], "__")).split("_")[1]


def script(tag: str) -> str:
    """The script that a language is written in, `Latn` or `Jpan`; empty where CLDR does not know.

    Raises UsageError for an unknown tag.
    """
    return script_of(split(canonical(tag)))


def _regions(language: str) -> list[str]:
    from babel import localedata

    likely = global_table("likely_subtags").get(language, NEAR.get(language, ""))
    identifiers = [identifier.split("_") for identifier in (likely, *localedata.locale_identifiers())]
    return [parts[-1] for parts in identifiers if parts[0] == language and re.fullmatch("[A-Z]{2}|[0-9]{3}", parts[-1])]


def _suggestion(tag: str) -> str:
    from babel import localedata

    text = tag.strip().replace("_", "-").lower()
    if text.startswith("x-"):
        return "; private tags are not published: use en-XA or ar-XB for a pseudo locale"
    head, _, region = text.rpartition("-")
    renamed = global_table("territory_aliases").get(region.upper(), ())
    names = sorted(
        (len(name), code) for code, name in babel_locale("en").languages.items() if name.lower().startswith(text)
    )
    known = sorted(identifier.replace("_", "-").lower() for identifier in localedata.locale_identifiers())
    candidates = [
        *(f"{head}-{code}" for code in renamed if head and len(renamed) == 1),
        *(code for _, code in names if len(text) > 3),
        *get_close_matches(text, known, n=3, cutoff=0.85 if head else 0.75),
        *(text.rsplit("-", dropped)[0] for dropped in range(1, text.count("-") + 1)),
    ]
    for candidate in candidates:
        if meant := _parse(candidate):
            return f"; did you mean {str(meant)!r}?"
    return "; expected one such as 'es', 'pt-BR' or 'zh-Hans'"
