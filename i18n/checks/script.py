"""Letters of another alphabet: a word in it, or one letter that only looks like the right one.

Which scripts a language is written in is CLDR's likely script of its tag; Latin letters may stand in any text. A word
that mixes Latin, Greek or Cyrillic letters is read as one word and is none: UTS #39 (5.1, mixed-script detection).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from i18n import languages
from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity

_AREAS: Mapping[str, str] = {
    # Letters and marks of each script, as far as they stand in words (Unicode 15, Scripts.txt).
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff"
    "\uff21-\uff3a\uff41-\uff5a",
    "Grek": "\u0370-\u0373\u0376-\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Armn": "\u0531-\u058a",
    "Hebr": "\u05d0-\u05f4",
    "Arab": "\u0620-\u065f\u066e-\u06d5\u06e5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0971-\u097f\ua8e0-\ua8ff",
    "Beng": "\u0980-\u09e3\u09f0-\u09fe",
    "Guru": "\u0a01-\u0a65\u0a70-\u0a76",
    "Gujr": "\u0a81-\u0ae3",
    "Taml": "\u0b82-\u0bd7",
    "Telu": "\u0c00-\u0c63",
    "Knda": "\u0c80-\u0ce3",
    "Mlym": "\u0d00-\u0d63",
    "Sinh": "\u0d81-\u0df4",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Laoo": "\u0e81-\u0ec6\u0edc-\u0edf",
    "Mymr": "\u1000-\u103f\u1050-\u109f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Hang": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af",
    "Ethi": "\u1200-\u1399",
    "Khmr": "\u1780-\u17d3",
    "Kana": "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff",
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}
_WITH: Mapping[str, tuple[str, ...]] = {
    # What else stands in texts of a script (ISO 15924: Jpan and Kore are compounds).
    "Jpan": ("Kana", "Hani"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
}
# A single Greek letter is a sign: π, µ, Ω, β-blocker.
_SHORTEST = 2
_MIXABLE = ("Latn", "Grek", "Cyrl")
# The letter of an escape (`\n`) belongs to no word.
_MIXED = re.compile(
    "|".join(f"(?<!\\\\)[{_AREAS[one]}][{_AREAS[other]}]" for one in _MIXABLE for other in _MIXABLE if one != other)
)
_BORROWED = re.compile(f"[{_AREAS['Latn']}]{{2,60}}[{_AREAS['Grek']}{_AREAS['Cyrl']}]{{1,4}}")
_WORD = re.compile(r"[^\W\d_]+")
# Traditional and simplified forms of the commonest characters that have one in only one of the two.
_ONLY_TRADITIONAL = frozenset(
    "這個們來為時會對說過還沒學國從後開關問題點無請應該體電話車長與樣發現實際總結東藥醫師療變"
)
_ONLY_SIMPLIFIED = (
    frozenset("这个们来为时会对说过还没学国从后开关问题点无请应该体电话车长与样发现实际总结东药医师疗变")
    - _ONLY_TRADITIONAL
)
_FEW = 4


def check(pair: Pair) -> Sequence[Problem]:
    """Words in a script that neither the language nor the source has, and words that mix alphabets."""
    if all(string.isascii() for string in pair.message.strings) and not _foreign(pair.locale.tag)[1]:
        return ()
    return [problem for text in texts(pair) for problem in _examine(text, pair.locale.tag)]


def _examine(text: Text, tag: str) -> Iterator[Problem]:
    if text.string.isascii():
        return
    string = visible(text.string)
    mixed = _MIXED.search(string)
    if mixed is not None:
        word = next(one for one in _WORD.finditer(string) if one.end() > mixed.start())[0]
        if word not in text.source and not (_foreign(tag)[1] and _compound(word)):
            message = f"{text.prefix}{word!r} mixes letters of two alphabets that look alike; type it again"
            yield Problem("language.homoglyph", Severity.ERROR, message)
            return
    pattern, _ = _foreign(tag)
    for found in pattern.finditer(string):
        if found[0] not in text.source:
            message = f"{text.prefix}{found[0]!r} is in a script that {tag} is not written in; translate it"
            yield Problem("language.script", Severity.WARNING, message)
            return
    if tag.startswith("zh"):
        wrong = _ONLY_SIMPLIFIED if _script(tag) == "Hant" else _ONLY_TRADITIONAL
        right = _ONLY_TRADITIONAL if wrong is _ONLY_SIMPLIFIED else _ONLY_SIMPLIFIED
        strange = [letter for letter in string if letter in wrong]
        if len(set(strange)) >= _FEW and len(strange) > sum(letter in right for letter in string):
            message = f"{text.prefix}{strange[0]!r} and others are not the characters of {tag}; write its own"
            yield Problem("language.script", Severity.WARNING, message)


def _compound(word: str) -> bool:
    """A stem and an ending in two alphabets, as some languages write borrowed names: `URLи`, `Pythonом`."""
    return _BORROWED.fullmatch(word) is not None


@lru_cache(maxsize=256)
def _foreign(tag: str) -> tuple[re.Pattern[str], bool]:
    """Words of scripts that a language is not written in; and whether it is written in another than Latin."""
    script = _script(tag)
    own = {"Latn", script, *_WITH.get(script, ())}
    if language(tag) == "ko":
        own.add("Hani")
    areas = "".join(area for name, area in _AREAS.items() if name not in own)
    alone = "" if "Cyrl" in own else f"|(?<!\\w)[{_AREAS['Cyrl']}](?!\\w)"
    return re.compile(f"[{areas}]{{{_SHORTEST},}}{alone}"), script != "Latn"


@lru_cache(maxsize=256)
def _script(tag: str) -> str:
    return languages.script(tag)
