"""Marks between and around words, as the language writes them.

Sources: CLDR 47 delimiters; W3C "Requirements for Chinese Text Layout" and "Requirements for Japanese Text Layout";
Real Academia Española, "Ortografía", 2010 (inverted marks); Imprimerie nationale, "Lexique des règles typographiques"
(spaces before double marks); Unicode 15, chapter 9 (Arabic marks) and 7.2 (the Greek question mark).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity

_IDEOGRAPH = "\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_ARABIC = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff"
_CJK_MARKS = "\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"

_EAST_ASIAN = (
    f"(?<=[{_IDEOGRAPH}])([,?!;])(?=[{_IDEOGRAPH}]|$)|(?<=[{_IDEOGRAPH}])(\\.)(?=$|[{_IDEOGRAPH}])",
    "full-width ones",
)
_OWN: Mapping[str, tuple[str, str]] = {
    # language: (a mark that it does not write so, what it writes)
    "zh": _EAST_ASIAN,
    "ja": _EAST_ASIAN,
    "yue": _EAST_ASIAN,
    **dict.fromkeys(
        ("ar", "fa", "ur", "ps", "ug", "sd", "ckb"), (f"(?<=[{_ARABIC}])([,?;])(?= |$)", "'،', '؟' and '؛'")
    ),
    "el": (r"(?<=[\u0370-\u03ff\u1f00-\u1fff])([?])(?= |$)", "';'"),
    "fr": (
        r"(?<=[^\W\d_])([?!;])(?= |$)|(«)(?=\w)|(?<=\w)(»)",
        "a no-break space before '?', '!', ';' and inside '« »'",
    ),
}
_NOT_EAST_ASIAN = re.compile(f"[{_CJK_MARKS}]")
_EAST_ASIAN_LANGUAGES = frozenset({"zh", "ja", "yue", "ko"})
# Only in France's French; Canada's and Switzerland's set `?` and `!` without a space.
_OTHER_FRENCH = frozenset({"fr-CA", "fr-CH"})

_PAIRS = (("(", ")"), ("[", "]"), ("\u300c", "\u300d"), ("\u300e", "\u300f"))
# Which of these opens and which closes differs from language to language, so only their number is looked at.
_QUOTES = ("\u201c\u201d\u201e", "\u00ab\u00bb")
_FULL_WIDTH = str.maketrans("（）［］", "()[]")
_ANY_PAIR = re.compile("[()\\[\\]\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f\uff08\uff09\uff3b\uff3d]")
_SMILEY = re.compile(r"[:;]-?[()]")
_NUMBERED = re.compile(r"(?:^|[\s;,])(?:\d{1,3}|[a-zA-Z])\)")


def check(pair: Pair) -> Sequence[Problem]:
    """Marks of another language, brackets and quotation marks without their partner, a lost `¿`."""
    if "slug" in pair.source.formats or "code" in pair.source.formats:
        return ()
    tag = pair.locale.tag
    return [problem for text in texts(pair) for problem in _examine(text, visible(text.string), tag)]


def _examine(text: Text, string: str, tag: str) -> Iterator[Problem]:
    short = language(tag)
    own = _own(short)
    if own is not None and tag not in _OTHER_FRENCH and (wrong := own.search(string)):
        message = f"{text.prefix}{wrong[0]!r} is not how {tag} writes it; write {_OWN[short][1]}"
        yield Problem("language.punctuation", Severity.WARNING, message)
    strange = None if short in _EAST_ASIAN_LANGUAGES or string.isascii() else _NOT_EAST_ASIAN.search(string)
    if strange is not None and strange[0] not in text.source:
        message = f"{text.prefix}{strange[0]!r} belongs to Chinese and Japanese; write the mark of {tag}"
        yield Problem("language.punctuation", Severity.WARNING, message)
    if short == "es":
        yield from _inverted(text, string)
    if _ANY_PAIR.search(string):
        yield from _partners(text, string)
    if '"' in text.source or '"' in string:
        source = visible(text.source)
        if string.count('"') % 2 and not source.count('"') % 2 and _after_digit(string) == 0:
            message = f"{text.prefix}a quotation mark has no partner; write both or none"
            yield Problem("language.quotes", Severity.WARNING, message)


@cache
def _own(short: str) -> re.Pattern[str] | None:
    return re.compile(_OWN[short][0]) if short in _OWN else None


def _after_digit(string: str) -> int:
    """How many straight quotation marks stand for inches or seconds."""
    return len(re.findall(r'\d"', string))


def _inverted(text: Text, string: str) -> Iterator[Problem]:
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if opening not in string and closing not in string:
            continue
        wanted, found = (
            len(re.findall(rf"[\w\ufffc)*_]{re.escape(closing)}(?=[\s)\"»”\\]|$)", string)),
            string.count(opening),
        )
        if found < wanted and opening not in text.source:
            message = f"{text.prefix}{closing!r} closes what no {opening!r} opens; Spanish writes both"
            yield Problem("language.punctuation", Severity.WARNING, message)
            return
        if found > string.count(closing) + string.count("!" if closing == "?" else "?"):
            message = f"{text.prefix}{opening!r} opens what no {closing!r} closes; Spanish writes both"
            yield Problem("language.punctuation", Severity.WARNING, message)
            return


def _partners(text: Text, string: str) -> Iterator[Problem]:
    source = visible(text.source)
    simple = text.string.isascii() and text.source.isascii()
    if not simple:
        string, source = string.translate(_FULL_WIDTH), source.translate(_FULL_WIDTH)
    for signs in () if simple else _QUOTES:
        if _odd(string, signs) and not _odd(source, signs):
            message = f"{text.prefix}one of {' '.join(signs)} has no partner; write both or none"
            yield Problem("language.quotes", Severity.WARNING, message)
    if all(string.count(opening) == string.count(closing) for opening, closing in _PAIRS):
        return
    # An address may have swallowed the bracket behind it, so the whole text is asked too.
    parts = (string, source, text.string if simple else text.string.translate(_FULL_WIDTH))
    string, source, whole = (_NUMBERED.sub(" ", _SMILEY.sub(" ", part)) for part in parts)
    for opening, closing in _PAIRS:
        if source.count(opening) == source.count(closing) and all(
            part.count(opening) != part.count(closing) for part in (string, whole)
        ):
            name = "brackets" if opening in "([" else "quotes"
            message = f"{text.prefix}{opening!r} and {closing!r} are not as many; write both or none"
            yield Problem(f"language.{name}", Severity.WARNING, message)


def _odd(string: str, signs: str) -> int:
    return sum(map(string.count, signs)) % 2
