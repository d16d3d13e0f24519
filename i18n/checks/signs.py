"""Signs beside numbers that are meaning: currencies, and which way a comparison points.

Source: ISO 4217 codes; the names of the currencies in CLDR 47, shortened to the stems that their forms share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from i18n.checks.pair import Pair, Problem, Text, graded, texts
from i18n.checks.quantities import visible

_CURRENCIES: Mapping[str, str] = {
    # code: what a text says for it, in any of the languages
    "USD": (
        r"(?<![A-Z])(?:US|U\.S\.)?\$|USD|d[oó]l[aá]r\w*|dollar\w*|доллар\w*|долар\w*|دولار\w*|دلار\w*|[美][元金]|"
        r"ドル|달러|"
        r"đô|dola\b|डॉलर|ดอลลาร์|דולר\w*|δολ[αά]ρι\w*|元|डालर|ডলার"
    ),
    "EUR": r"€|EUR|\beuro\w*|евро|євро|يورو|یورو|欧元|歐元|ユーロ|유로|यूरो|ยูโร|אירו|ευρώ",
    "GBP": r"£|GBP|libra\w*|pound\w*|livre\w*|Pfund|фунт\w*|جنيه\w*|پوند|英镑|英鎊|ポンド|파운드|sterlin\w*",
    "JPY": r"[¥￥]|JPY|\byen\w*|иен\w*|йен\w*|єн\w*|ين|ین|日元|日圓|円|엔",
    "INR": r"₹|INR|rup\w+|рупи\w*|روبي\w*|روپیه|卢比|盧比|ルピー|루피|रुप\w*",
}
_PATTERNS = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _CURRENCIES.items()}
_AMOUNT = re.compile(
    r"(?:(?<![\w$€£¥₹])[$€£¥₹]|\b(?:USD|EUR|GBP|JPY|INR)) ?(?=\d)|(?<=\d) ?(?:[€£¥₹]|\b(?:USD|EUR|GBP|JPY|INR)\b)"
)
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_LESS, _MORE = (
    re.compile(r"[≤≦⩽]|(?<![\w/<=-])<=? ?(?=\d)|&lt;(?= ?\d)"),
    re.compile(r"[≥≧⩾]|(?<![\w/=>-])>=? ?(?=\d)|&gt;(?= ?\d)"),
)
_SIGN = re.compile(r"[$€£¥₹≤≥≦≧<>]")


def check(pair: Pair) -> Sequence[Problem]:
    """A currency that the string does not name, and a comparison that points the other way."""
    if not _worth_a_look(pair.source.key.id) and not _worth_a_look(pair.source.plural_id or ""):
        return ()
    return [
        Problem(name, graded(pair), text.prefix + message) for text in texts(pair) for name, message in _examine(text)
    ]


def _worth_a_look(text: str) -> bool:
    return _SIGN.search(text) is not None or any(map(text.__contains__, _CURRENCIES))


def _examine(text: Text) -> Iterator[tuple[str, str]]:
    source, string = visible(text.source), visible(text.string)
    for sign in dict.fromkeys(found.strip() for found in _AMOUNT.findall(source)):
        code = _SYMBOLS.get(sign, sign)
        if not _PATTERNS[code].search(string):
            yield (
                "numbers.currency",
                f"the source names a price in {code}, the string does not; write the same currency",
            )
    less, more = bool(_LESS.search(source)), bool(_MORE.search(source))
    if less != more:
        same, other = (_LESS, _MORE) if less else (_MORE, _LESS)
        if not same.search(string) and other.search(string):
            yield "numbers.sign", "a comparison points the other way than in the source; turn it round"
