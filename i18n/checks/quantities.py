"""The numbers of a text, with their units, whatever digits, signs and words they are written in.

`1,000.5` in English, `1.000,5` in German and `١٬٠٠٠٫٥` in Arabic are one value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from i18n.checks.vocabulary import (
    decimal_signs,
    number_words,
    scale_pattern,
    unit_pattern,
    word_heads,
    word_pattern,
)


class Quantity(NamedTuple):
    """A number and its unit."""

    values: tuple[str, ...]
    """All values that it can be read as, in ASCII without grouping: `0.5`, `14:30`; several where usage is divided."""
    unit: str
    """`mg`, `hour`, `percent` ...; empty where there is none, or none that is known."""
    per: tuple[str, ...]
    """What the unit is divided by: `kg` in mg/kg."""
    text: str
    """As written, for messages."""
    word: bool
    """Written in letters, so it may be no number at all ("one")."""


# Not text: code, link targets, HTML tags, entities, footnotes, placeholders, addresses. Every repetition has a bound or
# cannot start twice in one place, because a hostile string of 64 kB must not take minutes. By the mark without which
# there is none of a kind: most texts have one or two of the marks, and are searched for these kinds alone. All but the
# last begin with a character of their own, by which `re` finds them quickly.
_HIDDEN = {
    "`": r"`(?<!``)(`*)(?!`).{0,1000}?(?<!`)`\1(?!`)",
    "](": r"\((?<=\]\()(?:[^()]|\([^()]{0,200}\)){0,500}\)",
    "<": r"</?[A-Za-z!][^<>]{0,1000}>|<[^<>\s]{1,500}>",
    "&": r"&#?\w{1,32};",
    "[^": r"\[\^[^\]]{1,100}\]",
    "{": r"\{[\w.-]{1,200}\}",
    "%": r"%\([^()]{0,100}\)[sd]|%\d{1,2}\$[a-z]",
    "://": r"https?://[^\s\"”“„«»<>，。、）」]+",
    "@": r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}",
}
_CODE = re.compile(r"(?<!`)(`+)(?!`).{0,1000}?(?<!`)\1(?!`)|(?<=\])\((?:[^()]|\([^()]{0,200}\)){0,500}\)", re.DOTALL)
_HOLE = "\ufffc"  # OBJECT REPLACEMENT CHARACTER
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"))
_SIGNS = _INVISIBLE | {
    **dict.fromkeys(map(ord, "\u202f\u2009\u2007\u2008\u200a"), "\u00a0"),
    **{ord("\u066a"): "%", ord("\uff05"): "%", ord("\ufe6a"): "%", ord("\u066b"): "\u066b", ord("\u066c"): "'"},
    **{ord("\u2019"): "'", ord("\u00bd"): "1/2", ord("\u00bc"): "1/4", ord("\u00be"): "3/4", ord("\u2044"): "/"},
    **{ord("\uff0e"): ".", ord("\uff1a"): ":", ord("\u2212"): "-", ord("\ufe63"): "-", ord("\uff0f"): "/"},
}
_NAME = re.compile(
    r"(?<![A-Za-z_])[A-Za-z_]+\d[A-Za-z0-9_.]*"
)  # Letters before a digit make a name of it: B12, u8, v1.2.
_NAMED = re.compile(r"[0-9](?<=[A-Za-z_][0-9])")
_SHORTEST_PHONE = 7  # digits
_PHONE = re.compile(
    r"(?<![\w.,/-])(?P<open>\+\d{1,3}[ \u00a0.-]?|\+)?(?:\(\d{2,5}\)[ \u00a0.-]?)?"
    r"\d{1,5}(?:[ \u00a0.\u2011-]\d{2,4}){1,5}(?![\w]|[.,-]\d)"
)
_NUMBER = r"""
    (?P<clock>(?<![\d.,:])\d{1,2}\ ?(?::|[hч點点时時시](?=\ ?\d))\ ?[0-5]\d
        (?!\d|\ ?(?:m?g|ml|mcg|мг|%)|[:.,]\d)分?분?)
    | (?P<fraction>(?<![\d/.,])[1-9]\ ?/\ ?[1-9](?![\d/]))
    | (?P<grouped>\d{1,3}(?:[GROUP]\d{3})+(?!\d))(?P<decimals>[.,\u066b]\d+)?
    | (?P<number>\d+(?:[.,'\u066b]\d+)*)
"""
_START = r"(?P<minus>(?:(?<=^)|(?<=[\s(]))-(?=\d))?"
# English, Chinese, Japanese and Korean never group digits with a plain space; elsewhere CLDR or custom does.
_NEVER_SPACED = frozenset({"en", "zh", "ja", "ko", "ar", "fa", "he"})
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_HALF_DAY = re.compile(r"[ \u00a0]?([ap])\.?[ \u00a0]?m\b\.?", re.IGNORECASE)
_PER = re.compile(r"\s?(?:/|\b(?:per|por|par|pro|на|لكل|mỗi)\b|每|当)\s?", re.IGNORECASE)
_ALTERNATIVE = re.compile(
    r"[ \u00a0]?(?:[-\u2010-\u2015~\u301c\uff5e至到或和与,،、]|から|또는|에서|\b(?:to|or|and|a|o|u|e|y|à|ou|et|bis|"
    r"oder|und|до|или|и|đến|hoặc|và|إلى|أو|و)\b)[ \u00a0]?"
)
_DIGIT = re.compile(r"[0-9]")
_RUN = re.compile(r"\w+")
_SPACED = bytes(code if _RUN.match(chr(code)) else 32 for code in range(256))
_FOREIGN_DIGIT = re.compile(r"[^\x00-\x7f\D]")
_NUMBER_HEAD = re.compile(r"[-0-9]")
_HALF_DAY_HEADS = frozenset("apAP")
_NO_UNIT = frozenset(".,:;!?)]*_/\"'…。、，：\ufffc\n")
"""No unit begins with one of these; they stand behind most numbers that have none."""
_CHANGED = re.compile(f"[{''.join(map(chr, _SIGNS))}]")


@lru_cache(maxsize=32)
def visible(text: str) -> str:
    """The text with U+FFFC for what is no wording: code, link targets, tags, footnotes, placeholders, addresses.

    Cached, because every check of a pair asks for the same two.
    """
    marks = tuple(filter(text.__contains__, _HIDDEN))
    return _hidden(marks).sub(_HOLE, text) if marks else text


@cache
def _hidden(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Finds what is no wording in a text that has just these marks."""
    return re.compile("|".join(map(_HIDDEN.__getitem__, marks)), re.DOTALL)


def without_code(text: str) -> str:
    """The text with U+FFFC for each piece of code in backticks and each link's target."""
    return _CODE.sub(_HOLE, text) if "`" in text or "](" in text else text


@lru_cache(maxsize=1 << 16)
def of_source(text: str, tag: str) -> tuple[Quantity, ...]:
    """As `quantities`, remembered: every locale asks for the same sources."""
    return quantities(text, tag)


@lru_cache(maxsize=32)
def quantities(text: str, tag: str) -> tuple[Quantity, ...]:
    """Every number of a text in reading order, words last; code, link targets and placeholders are left out."""
    language = tag.partition("-")[0]
    plain = visible(text)
    if not text.isascii():
        if _CHANGED.search(plain):
            plain = plain.translate(_SIGNS)
        plain = _FOREIGN_DIGIT.sub(_ascii_digit, plain)
    found: list[tuple[int, int, Quantity]] = []
    if digits := _DIGIT.findall(plain):
        if _NAMED.search(plain):
            plain = _NAME.sub(_HOLE, plain)
        if len(digits) >= _SHORTEST_PHONE:
            plain = _take_phones(plain, found)
        pattern = _numerals("\u00a0" if language in _NEVER_SPACED else "\u00a0\\ ")
        found += [_numeral(match, plain, tag, language) for match in _matches(plain, pattern, _NUMBER_HEAD)]
        found.sort(key=lambda item: item[0])
    return (*_share_units(found, plain), *_words(plain, language))


@cache
def _numerals(grouping: str) -> re.Pattern[str]:
    return re.compile(f"{_START}(?:{_NUMBER.replace('GROUP', grouping)})", re.VERBOSE)


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.digit(match[0]))


def _take_phones(plain: str, found: list[tuple[int, int, Quantity]]) -> str:
    def take(match: re.Match[str]) -> str:
        groups = re.findall(r"\d+", match[0])
        if not _is_phone(match[0], groups):
            return match[0]
        digits = "".join(groups)
        # In North America the country's 1 is written or not, and the number is the same.
        values = (digits, digits[1:]) if len(digits) == 11 and digits.startswith("1") else (digits,)
        found.append((*match.span(), Quantity(values, "", (), match[0].strip(), False)))
        return "\x00" * len(match[0])

    return _PHONE.sub(take, plain)


def _is_phone(text: str, groups: list[str]) -> bool:
    """7 to 15 digits (ITU-T E.164), not grouped in threes like a number, no date and no span of years."""
    marked = text.startswith(("+", "("))
    separators = set(re.sub(r"[\d+()]", "", text))
    if not _SHORTEST_PHONE <= sum(map(len, groups)) <= 15 or (len(separators) > 1 and not marked):
        return False
    if marked:
        return True
    if "." in separators or (len(groups[0]) == 4 and "-" in separators):
        return len(groups) > 3 and len(groups[-1]) != 3
    in_threes = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    return not (in_threes and separators <= {" ", "\u00a0"}) and len(groups[-1]) > 1


def _numeral(match: re.Match[str], plain: str, tag: str, language: str) -> tuple[int, int, Quantity]:
    start, end = match.span()
    values = _values(match, tag)
    following = plain[end : end + 2].lstrip(" \u00a0")[:1]
    word = language == "en" and _ORDINAL.match(plain, end) is not None
    half_day = _HALF_DAY.match(plain, end) if following in _HALF_DAY_HEADS else None
    if half_day:
        end = half_day.end()
        return start, end, Quantity(_on_24_hours(values, half_day[1].lower()), "", (), plain[start:end].strip(), word)
    scale = scale_pattern(language)
    scaled = scale.match(plain, end) if scale else None
    if scaled and scaled.lastgroup:
        power = int(scaled.lastgroup[1:])
        values = tuple(_canonical(Decimal(value).scaleb(power)) for value in values if _is_decimal(value)) or values
        end = scaled.end()
    unit, per, end = ("", (), end) if following in _NO_UNIT else _unit(plain, end, language)
    if unit == "g" and len(values[0]) == 4 and plain[end - 1] == "г":
        unit = ""  # In Russian it stands behind a year as well.
    if not unit and (plain[:start].endswith("%") or plain[:start].endswith("百分之")):
        unit = "percent"
    if match["minus"]:
        values = tuple(f"-{value}" for value in values)
    return start, end, Quantity(values, unit, per, plain[start:end].strip(), word)


def _values(match: re.Match[str], tag: str) -> tuple[str, ...]:
    number: str | None = match["number"]
    if number is not None:
        return (_integer(number),) if number.isdigit() else _readings(number, decimal_signs(tag))
    if match["clock"]:
        hour, minute = re.findall(r"\d+", match["clock"])
        return (str(int(hour)), f"{int(hour)}:00") if minute == "00" else (f"{int(hour)}:{minute}",)
    if match["fraction"]:
        upper, lower = re.findall(r"\d", match["fraction"])
        return (_canonical((Decimal(upper) / Decimal(lower)).quantize(Decimal("0.0001"))),)
    whole = re.sub(r"\D", "", match["grouped"])
    decimals = (match["decimals"] or ".0")[1:]
    return (_canonical(Decimal(f"{whole}.{decimals}")),)


def _integer(digits: str) -> str:
    """As a number; `007` and the like stay as they are, because they are none."""
    return digits if len(digits) > 2 and digits.startswith("0") else _plain(digits)


def _plain(digits: str) -> str:
    """Without zeros in front. Not by way of `int`, which refuses more than 4300 digits."""
    return digits.lstrip("0") or "0"


def _readings(text: str, signs: str) -> tuple[str, ...]:
    """The values of digits with signs between them, at least one.

    >>> _readings("1.000", ","), _readings("1.000", "."), _readings("1,000", ".,"), _readings("0,5", ".")
    (('1000',), ('1',), ('1000', '1'), ('0.5',))
    """
    used = [character for character in text if not character.isdigit()]
    if "\u066b" in used:
        return (_canonical(Decimal(re.sub(r"[^\d\u066b]", "", text).replace("\u066b", ".", 1).replace("\u066b", ""))),)
    kinds, last = set(used), used[-1]
    groups = re.split(r"\D", text)
    in_threes = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) and groups[0][0] != "0"
    in_twos = len(groups) > 2 and len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1])
    whole = "".join(groups)
    if len(kinds) == 2 and used.count(last) == 1:
        return (_canonical(Decimal(f"{''.join(groups[:-1])}.{groups[-1]}")),)
    if len(used) > 1:
        return (_plain(whole),) if len(kinds) == 1 and (in_threes or in_twos) else (text,)
    if last == "'":
        return (_plain(whole),) if in_threes else (text,)
    decimal = _canonical(Decimal(".".join(groups)))
    if not in_threes:
        return (decimal,)
    as_group = (_plain(whole),) if signs != last else ()
    as_decimal = (decimal,) if last in signs else ()
    return as_group + as_decimal


def _canonical(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _is_decimal(value: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", value) is not None


def _on_24_hours(values: tuple[str, ...], half: str) -> tuple[str, ...]:
    """A time with a.m. or p.m. as it may be written without.

    >>> _on_24_hours(("2:30",), "p")
    ('2:30', '14:30')
    """
    result = list(values)
    for value in values:
        hour, colon, minute = value.partition(":")
        if half == "p" and hour.isdigit() and len(_plain(hour)) < 3 and int(hour) < 12:
            result.append(f"{int(hour) + 12}{colon}{minute}")
        elif half == "a" and hour == "12":
            result.append(f"0{colon}{minute}")
    return tuple(result)


def _unit(plain: str, position: int, language: str) -> tuple[str, tuple[str, ...], int]:
    """The unit at a position, what it is divided by, and where it ends."""
    pattern = unit_pattern(language)
    match = pattern.match(plain, position)
    if match is None or match.lastgroup is None:
        return "", (), position
    unit, per, end = match.lastgroup.rstrip("_"), [], match.end()
    while (slash := _PER.match(plain, end)) and (divisor := pattern.match(plain, slash.end())) and divisor.lastgroup:
        per.append(divisor.lastgroup.rstrip("_"))
        end = divisor.end()
    return unit, tuple(per), end


def _share_units(found: list[tuple[int, int, Quantity]], plain: str) -> list[Quantity]:
    """The quantities; in "5 to 10 mg" the first has the unit of the second."""
    result = [quantity for _, _, quantity in found]
    for index in range(len(found) - 2, -1, -1):
        quantity, following = result[index], result[index + 1]
        if not quantity.unit and following.unit and _ALTERNATIVE.fullmatch(plain, found[index][1], found[index + 1][0]):
            result[index] = quantity._replace(unit=following.unit, per=following.per)
    return result


def _words(plain: str, language: str) -> list[Quantity]:
    pattern, heads = word_pattern(language), word_heads(language)
    if pattern is None or (heads and number_words(language).isdisjoint(_lower_words(plain))):
        return []
    result = []
    for match in _matches(plain, pattern, heads) if heads else pattern.finditer(plain):
        name, _, value = (match.lastgroup or "").partition("_")
        if name[1:].isdigit():
            value = name[1:]
            unit, per, end = _unit(plain, match.end(), language)
        else:
            unit, per, end = name, (), match.end()
        result.append(Quantity((value,), unit, per, plain[match.start() : end], True))
    return result


def _lower_words(plain: str) -> list[str]:
    """The runs of letters and digits, in lower case; in ASCII without a pattern, which takes thrice as long."""
    lower = plain.replace(_HOLE, " ").lower()
    return lower.encode().translate(_SPACED).decode().split() if lower.isascii() else _RUN.findall(lower)


def _matches(plain: str, pattern: re.Pattern[str], heads: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that is slow to fail: it is tried only where `heads` says that one may begin."""
    end = 0
    for head in heads.finditer(plain):
        if head.start() >= end and (match := pattern.match(plain, head.start())):
            end = match.end()
            yield match
