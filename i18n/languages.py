"""Languages: tags, autonyms, direction, plural rules, and dates and numbers as their readers write them.

Facts come from CLDR through Babel, which is imported where it is needed, so that importing this module is cheap.
Tags are BCP 47 inside the program; `canonical` accepts the other spellings that are in use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from i18n.errors import UsageError
from i18n.model import Direction, Locale, PluralRule

if TYPE_CHECKING:
    import babel

Style = Literal["short", "medium", "long", "full"]
Number = int | float | Decimal

_SHAPE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)")

# The language subtag registry's preferred values, and codes that CLDR would turn into a region's language.
_LANGUAGES = {"cmn": "zh", "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "tgl": "tl"}
_REGIONS = {"BU": "MM", "DD": "DE", "FX": "FR", "TP": "TL", "YD": "YE", "ZR": "CD"}
_MODIFIERS = {"arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn"}
"""What gettext writes after `@` for a script: `sr@latin`."""
_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})
_NO_REGION = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_PSEUDO = {"en-XA": "[Éñĝļîšĥ]", "ar-XB": "[RTL English]"}
"""CLDR's pseudo locales, made from the source text for tests: accents and length, right to left."""
_NEAR = {"prs": "fa_AF", "tl": "fil"}
"""Languages without CLDR data of their own that format dates and numbers as another identifier does."""

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

_SLAVIC = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
_POLISH = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
_CZECH = "n==1 ? 0 : n>=2 && n<=4 ? 1 : 2"
_SLOVENIAN = "n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3"
_DUAL = "n==1 ? 0 : n==2 ? 1 : 2"
_BRETON = (
    "n%10==1 && n%100!=11 && n%100!=71 && n%100!=91 ? 0 : n%10==2 && n%100!=12 && n%100!=72 && n%100!=92 ? 1 : "
    "(n%10==3 || n%10==4 || n%10==9) && (n%100<10 || n%100>19) && (n%100<70 || n%100>79) && n%100<90 ? 2 : "
    "n!=0 && n%1000000==0 ? 3 : 4"
)
_ALONE = "bm bo dz hnj id ig ii ja jbo jv kde kea km ko lkt lo ms my nqo osa sah ses sg su th to tpi vi wo yo yue zh"
_CONVENTIONS: tuple[tuple[int, str, str], ...] = (
    (1, "0", _ALONE),
    (2, "n > 1", "ach ak am arn fa fil fr gun ln mfe mg mi nso oc pt-BR tg ti tl wa"),
    (2, "n%10==1 && n%100!=11 ? 0 : 1", "is mk"),
    (3, _SLAVIC, "be bs hr ru sh sr uk"),
    (3, _POLISH, "pl szl"),
    (3, _CZECH, "cs sk"),
    (3, _DUAL, "iu naq sat se sma smi smj smn sms"),
    (3, "n==0 ? 0 : n==1 ? 1 : 2", "ksh lag"),
    (3, "n<=1 ? 0 : n<=10 ? 1 : 2", "shi"),
    (3, "n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2", "ro"),
    (3, "n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2", "lt"),
    (3, "n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2", "lv"),
    (4, _SLOVENIAN, "dsb hsb sl"),
    (4, "n==1 || n==11 ? 0 : n==2 || n==12 ? 1 : n>2 && n<20 ? 2 : 3", "gd"),
    (4, "n==1 ? 0 : n==0 || (n%100>1 && n%100<11) ? 1 : n%100>10 && n%100<20 ? 2 : 3", "mt"),
    (4, "n%10==1 ? 0 : n%10==2 ? 1 : n%20==0 ? 2 : 3", "gv"),
    (4, "n==1 ? 0 : n==2 ? 1 : n==3 ? 2 : 3", "kw"),
    (5, "n==1 ? 0 : n==2 ? 1 : n>2 && n<7 ? 2 : n>6 && n<11 ? 3 : 4", "ga"),
    (5, _BRETON, "br"),
    (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5", "cy"),
    (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5", "ar"),
)
"""gettext's customary rules. Source: the GNU gettext manual, "Plural forms"; headers that Django and Weblate write.

CLDR's categories are not these: it has 3 for Spanish (exact millions) and 4 for Polish. Languages not named here use
`n != 1`, gettext's own default. The unit tests compare each rule with CLDR's categories.
"""
_PLURALS: Mapping[str, PluralRule] = {
    tag: PluralRule(count, expression) for count, expression, tags in _CONVENTIONS for tag in tags.split()
}
_TWO_FORMS = PluralRule(2, "n != 1")
_ONE_FORM = PluralRule(1, "0")

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


class _Tag(NamedTuple):
    language: str
    script: str
    region: str
    variants: str
    """Lower case, joined with `-`."""

    def __str__(self) -> str:
        return "-".join(part for part in self if part)


# --- tags -----------------------------------------------------------------------------------------


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
    parsed = _split(canonical(tag))
    script = _script(parsed)
    former = {old for old, language in _LANGUAGES.items() if language == parsed.language and len(old) == 2}
    names = {parsed.language, *former} | ({"tl", "fil"} if parsed.language in ("tl", "fil") else set())
    regions = {"", parsed.region} if parsed.region else {"", *_regions(parsed.language)}
    written = {str(parsed)}
    for region in regions:
        for name in names:
            if _script(_Tag(parsed.language, "", region, "")) == script:
                written.add(str(_Tag(name, "", region, "")))
            written.add(str(_Tag(name, script, region, "")))
    written |= {f"{parsed.language}@{name}" for name, value in _MODIFIERS.items() if value == parsed.script}
    written |= {spelling.replace("-", "_") for spelling in written}
    return frozenset(written | {spelling.lower() for spelling in written})


def _parse(tag: str) -> _Tag | None:
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
    parsed = _Tag(language, script, region, variants.strip("-"))
    if str(parsed) in _PSEUDO:
        return parsed
    return _shortest(parsed) if _known(parsed) else None


def _language(code: str) -> str:
    """ISO 639-1 where there is a code of two letters; `prs` and `swc`, which CLDR makes regional, stay."""
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    if len(code) == 3:
        shorter = _aliases("language_aliases").get(code, code)
        return str(shorter) if len(shorter) == 2 else code
    return code


def _known(tag: _Tag) -> bool:
    english = _babel("en")
    return (
        (tag.language in english.languages or tag.language in _aliases("likely_subtags") or tag.language in _NEAR)
        and tag.language not in _NO_LANGUAGE
        and (not tag.script or tag.script in english.scripts)
        and (not tag.region or (tag.region in english.territories and tag.region not in _NO_REGION))
    )


def _shortest(tag: _Tag) -> _Tag:
    """Without a script that goes without saying; with one for Chinese, where none does."""
    if tag.language == "zh":
        if tag.script:
            return tag
        return tag._replace(script=_script(tag), region="" if tag.region in ("CN", "TW") else tag.region)
    bare = tag._replace(script="")
    usual = {_script(bare), _script(bare._replace(region=""))}
    return bare if usual == {tag.script} else tag


def _split(tag: str) -> _Tag:
    match = _SHAPE.fullmatch(tag.lower())
    assert match is not None, tag
    language, script, region, variants = (part or "" for part in match.groups())
    return _Tag(language, script.title(), region.upper(), variants.strip("-"))


def _script(tag: _Tag) -> str:
    """The script that a tag is written in, empty where CLDR does not know."""
    if tag.script:
        return tag.script
    likely = _aliases("likely_subtags")
    near = _NEAR.get(tag.language, tag.language)
    for key in (f"{tag.language}_{tag.region}", tag.language, near):
        if key in likely:
            return str(likely[key]).split("_")[1]
    return str(likely.get(near.partition("_")[0], "__")).split("_")[1]


def _regions(language: str) -> list[str]:
    from babel import localedata

    likely = _aliases("likely_subtags").get(language, _NEAR.get(language, ""))
    identifiers = [identifier.split("_") for identifier in (likely, *localedata.locale_identifiers())]
    return [parts[-1] for parts in identifiers if parts[0] == language and re.fullmatch("[A-Z]{2}|[0-9]{3}", parts[-1])]


def _suggestion(tag: str) -> str:
    from babel import localedata

    text = tag.strip().replace("_", "-").lower()
    if text.startswith("x-"):
        return "; private tags are not published: use en-XA or ar-XB for a pseudo locale"
    head, _, region = text.rpartition("-")
    renamed = _aliases("territory_aliases").get(region.upper(), ())
    names = sorted((len(name), code) for code, name in _babel("en").languages.items() if name.lower().startswith(text))
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


# --- locales --------------------------------------------------------------------------------------


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
    parsed = _split(canonical(tag))
    tag = str(parsed)
    identifier = _identifier(parsed)
    try:
        rule = parse_plurals(plurals) if plurals else _rule(parsed)
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
        cldr=identifier or _NEAR.get(parsed.language, "en"),
    )


def sort_key(locale: Locale) -> tuple[str, str]:
    """The order of a language switcher: autonyms by their letters without marks and case, in Unicode's order.

    So scripts stand in groups (Latin, Cyrillic, Hebrew, Arabic, ... Han), `español` under e, and the order is the same
    on every page, whichever language it is in. Equal names are ordered by tag.
    """
    letters = unicodedata.normalize("NFKD", locale.name.casefold())
    return "".join(letter for letter in letters if letter.isalnum()), locale.tag


def _identifier(tag: _Tag) -> str:
    """The most specific CLDR identifier of the same language and script; empty if there is none."""
    from babel import localedata

    script = _script(tag)
    for region, part in product((tag.region, ""), (tag.script, "", script)):
        candidate = _Tag(tag.language, part, region, "")
        identifier = str(candidate).replace("-", "_")
        if localedata.exists(identifier) and _script(candidate) == script:
            return identifier
    return ""


def _autonym(tag: _Tag, identifier: str) -> str | None:
    pseudo = _PSEUDO.get(str(tag))
    if pseudo or str(tag) in _AUTONYMS:
        return pseudo or _AUTONYMS[str(tag)]
    if not identifier or not _babel(identifier).languages.get(tag.language):
        return None
    known = _babel(identifier)
    name = known.get_display_name() or known.languages[tag.language]
    missing = [known.territories.get(tag.region, tag.region)] if tag.region not in identifier.split("_") else []
    missing = [part for part in (*missing, tag.variants) if part]
    return f"{name} ({', '.join(missing)})" if missing else name


def _direction(tag: _Tag) -> Direction:
    return "rtl" if _script(tag) in _RIGHT_TO_LEFT.split() else "ltr"


def _rule(tag: _Tag) -> PluralRule:
    from babel import localedata

    if str(tag) in _PSEUDO:
        return _TWO_FORMS
    default = _TWO_FORMS if localedata.exists(tag.language) else _ONE_FORM
    return _PLURALS.get(f"{tag.language}-{tag.region}") or _PLURALS.get(tag.language) or default


def _truncations(tag: _Tag) -> list[str]:
    if str(tag) in _PSEUDO:
        return []
    shorter = [tag._replace(variants=""), tag._replace(variants="", region=""), _Tag(tag.language, "", "", "")]
    return [canonical(str(candidate)) for candidate in shorter if _script(candidate) == _script(tag)]


@lru_cache(maxsize=256)
def _babel(identifier: str) -> babel.Locale:
    from babel import Locale as BabelLocale

    return BabelLocale.parse(identifier)


@lru_cache(maxsize=8)
def _aliases(table: Literal["language_aliases", "likely_subtags", "territory_aliases"]) -> Mapping[str, Any]:
    from babel.core import get_global

    return get_global(table)


# --- plural rules ---------------------------------------------------------------------------------

_HEADER = re.compile(r"\s*nplurals\s*=\s*([0-9]+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*", re.ASCII)
_TOKEN = re.compile(r"\s*(?:([0-9]+)|(n\b)|(&&|\|\||[=!<>]=|[-?:<>+*/%!()]))", re.ASCII)
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
_PRECEDENCE = {operator: level for level, operators in enumerate(_LEVELS, 1) for operator in operators}
_WORD = (1 << 64) - 1
"""gettext computes with C's unsigned long, so `n - 2` is huge for 1."""
_LONGEST = 1024
"""Characters of an expression; the longest in use, for Breton, has about 300."""
_DEEPEST = 64
"""Nested operators; the deepest in use has about 20."""
_CHECKED = 1001
"""Numbers from 0 for which a rule must give one of its forms: what `msgfmt --check` tries."""

_Evaluate = Callable[[int], int]


@lru_cache(maxsize=256)
def parse_plurals(header: str) -> PluralRule:
    """The rule in the value of a `Plural-Forms` header: `nplurals=2; plural=(n != 1);`.

    Raises ValueError, with a text fit for a finding, if the header is not of that shape, has not 1 to 6 forms, or if
    its expression is not gettext's C, divides by zero or leaves the forms for a number from 0 to 1000.
    """
    match = _HEADER.fullmatch(header) if len(header) <= _LONGEST + 64 else None
    if match is None:
        raise ValueError(f"{header[:80]!r} is not a plural rule; expected one such as 'nplurals=2; plural=(n != 1);'")
    count = int(match[1]) if len(match[1]) < 4 else 1000
    if not 1 <= count <= 6:
        raise ValueError(f"nplurals={match[1][:20]}; expected 1 to 6")
    rule = PluralRule(count, match[2])
    plural_index(rule)
    return rule


@lru_cache(maxsize=256)
def plural_index(rule: PluralRule) -> Callable[[int], int]:
    """A function from a number to the index of its string, 0 to `rule.count - 1`.

    It never fails: a negative number counts as a positive one, and where the rule breaks beyond the checked numbers it
    gives 0, as gettext does. Raises ValueError for a rule that `parse_plurals` refuses.
    """
    evaluate = _compile(rule.expression)
    table: list[int] = []
    for number in range(_CHECKED):
        try:
            index = evaluate(number)
        except ZeroDivisionError:
            raise ValueError(f"plural={rule.expression!r} divides by zero for n = {number}") from None
        if index >= rule.count:
            raise ValueError(f"plural={rule.expression!r} gives {index} for n = {number}, but nplurals={rule.count}")
        table.append(index)

    def index_of(number: int) -> int:
        number = abs(number)
        if number < _CHECKED:
            return table[number]
        try:
            found = evaluate(number & _WORD)
        except ZeroDivisionError:
            return 0
        return found if found < rule.count else 0

    return index_of


def _compile(expression: str) -> _Evaluate:
    if len(expression) > _LONGEST:
        raise ValueError(f"plural expression of {len(expression)} characters; at most {_LONGEST} are read")
    parser = _Parser(expression, _tokens(expression))
    _, evaluate = parser.conditional(0)
    if parser.tokens:
        raise parser.unexpected()
    return evaluate


def _tokens(expression: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    text = expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"plural={expression!r}: {text[position:].strip()[:20]!r} is not part of a plural rule")
        tokens.append(match[match.lastindex or 0])
        position = match.end()
    return tokens[::-1]


class _Parser:
    """Recursive descent over gettext's subset of C. Each method gives the depth of what it read and its function."""

    def __init__(self, expression: str, tokens: list[str]) -> None:
        self.expression = expression
        self.tokens = tokens
        """The rest, the next one last."""

    def conditional(self, depth: int) -> tuple[int, _Evaluate]:
        self.limit(depth)
        height, condition = self.binary(1, depth + 1)
        if not self.skip("?"):
            return height, condition
        height_yes, yes = self.conditional(depth + 1)
        if not self.skip(":"):
            raise self.unexpected()
        height_no, no = self.conditional(depth + 1)
        return self.limit(max(height, height_yes, height_no) + 1), lambda n: yes(n) if condition(n) else no(n)

    def binary(self, lowest: int, depth: int) -> tuple[int, _Evaluate]:
        height, left = self.unary(depth)
        while self.tokens and (precedence := _PRECEDENCE.get(self.tokens[-1], 0)) >= lowest:
            operator = self.tokens.pop()
            height_right, right = self.binary(precedence + 1, depth + 1)
            height = self.limit(max(height, height_right) + 1)
            left = _operation(operator, left, right)
        return height, left

    def unary(self, depth: int) -> tuple[int, _Evaluate]:
        self.limit(depth)
        if self.skip("!"):
            height, operand = self.unary(depth + 1)
            return self.limit(height + 1), lambda n: int(not operand(n))
        if self.skip("("):
            inner = self.conditional(depth + 1)
            if not self.skip(")"):
                raise self.unexpected()
            return inner
        if self.skip("n"):
            return 1, lambda n: n
        if self.tokens and self.tokens[-1].isdigit():
            number = int(self.tokens.pop()) & _WORD
            return 1, lambda n: number
        raise self.unexpected()

    def skip(self, token: str) -> bool:
        if self.tokens and self.tokens[-1] == token:
            self.tokens.pop()
            return True
        return False

    def limit(self, depth: int) -> int:
        if depth > _DEEPEST:
            raise ValueError(f"plural expression {self.expression[:40]!r}... is nested more than {_DEEPEST} deep")
        return depth

    def unexpected(self) -> ValueError:
        found = repr(self.tokens[-1]) if self.tokens else "the end"
        return ValueError(f"plural={self.expression!r}: unexpected {found}")


def _operation(operator: str, left: _Evaluate, right: _Evaluate) -> _Evaluate:
    operations: dict[str, _Evaluate] = {
        "||": lambda n: int(bool(left(n) or right(n))),
        "&&": lambda n: int(bool(left(n) and right(n))),
        "==": lambda n: int(left(n) == right(n)),
        "!=": lambda n: int(left(n) != right(n)),
        "<": lambda n: int(left(n) < right(n)),
        ">": lambda n: int(left(n) > right(n)),
        "<=": lambda n: int(left(n) <= right(n)),
        ">=": lambda n: int(left(n) >= right(n)),
        "+": lambda n: (left(n) + right(n)) & _WORD,
        "-": lambda n: (left(n) - right(n)) & _WORD,
        "*": lambda n: (left(n) * right(n)) & _WORD,
        "/": lambda n: left(n) // right(n),
        "%": lambda n: left(n) % right(n),
    }
    return operations[operator]


# --- dates and numbers ----------------------------------------------------------------------------


def digits(locale: Locale) -> str:
    """The ten digits that CLDR prefers in a locale, from zero: Latin ones in Arabic, Persian ones in Persian."""
    zero = _DIGIT_ZERO.get(_babel(locale.cldr).default_numbering_system, 0x30)
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
