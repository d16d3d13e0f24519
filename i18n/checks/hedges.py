"""Whether a claim that is only likely stays only likely: "may", "is thought to" in text of the class `hypothesis`.

The cues are words, so this is a net with holes. Source: the modal verbs and adverbs of possibility in the languages'
grammars.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity

CLASS = "hypothesis"
_HEDGE = re.compile(
    r"\b(?:may|might|could|can|possibl[ey]|perhaps|maybe|likely|unlikely|probabl[ey]|appears?|seems?|suggest\w*|"
    r"thought to|believed to|assumed?|hypothes\w+|theor\w+|unclear|uncertain|not (?:yet )?(?:known|certain|clear|"
    r"proven)|"
    r"tends? to|in some (?:people|studies|cases)|some (?:people|studies|researchers)|early (?:studies|evidence)|"
    r"preliminary|potential(?:ly)?|it is not)\b",
    re.IGNORECASE,
)
_CUES: Mapping[str, str] = {
    "es": r"pued|podr|quizá|tal vez|acaso|posibl|probabl|parec|sug[ie]e?r|cree|pens|piensa|hip[oó]te|teor|supon|"
    r"se desconoce|no (?:se sabe|está claro|es seguro)|alg[uú]n|potencial|preliminar|indica|tiend|suel|estima|consider",
    "fr": r"peu(?:t|vent)|pourr|peut-être|possib|probab|sembl|suggèr|pens|croi|suppos|hypoth|théor|serai|aurai|inconnu|"
    r"incertain|certain[es]|potenti|prélimin|parfois|paraî|on ignore|indiqu|tend",
    "pt": (
        r"pod[ee]|poder|talvez|possí|possiv|provave|parec|suge|acredit|pens|hip[óo]te|teori|supo|algun|potencia|"
        r"prelimin"
    ),
    "de": (
        r"k[öo]nn|kann|dürft|m[öo]g|vielleicht|wahrschein|vermut|schein|deut|angenom|annahm|hypoth|theor|unklar|"
        r"manch|einig"
    ),
    "it": r"p[uo]ò|poss|potr|forse|probab|sembr|sugger|riten|pens|ipot|teor|alcun|potenz|prelimin",
    "vi": (
        r"có thể|có lẽ|dường như|có khả năng|được cho là|giả thuyết|gợi ý|cho rằng|chưa (?:rõ|biết|chắc)|một số|"
        r"có vẻ|nghĩ|tiềm"
    ),
    "ru": (
        r"мо[гж]|возмож|вероят|кажет|похоже|предпол|счита|полага|дума|гипоте|теори|неясно|неизвест|некотор|"
        r"по-видимому|указыва|"
        r"свидетельств|пока не|наверно|предварит|потенциал|допуска"
    ),
    "uk": (
        r"мож|мог|ймовір|здаєт|схоже|припуск|вважа|гадают|думают|гіпоте|теорі|незрозум|невідом|деяк|вказу|поки не|"
        r"потенц"
    ),
    "zh": (
        r"可能|也许|或许|似乎|大概|推测|认为|據信|据信|假[设說说設]|理论|理論|尚不|不清楚|未知|一些|某些|有些|"
        r"提示|表明|暗示|可以|会|能|初步|潜在|认|認為|或"
    ),
    "ja": (
        r"可能性|かもしれ|と(?:考え|思わ|され|みられ|言わ)|おそらく|仮説|理論|示唆|推[測定]|不明|ようです|"
        r"でしょう|一部|場合|得る|うる|こと(?:が|も)(?:あり|でき)|らし"
    ),
    "ko": (
        r"수 ?(?:있|도)|[일될할을을] ?수|아마|가능|추정|생각|여겨|것으로|가설|이론|시사|듯|일부|불분명|알려지지|"
        r"보입|보인|보이|모르|확실하지"
    ),
    "ar": (
        r"قد|ربما|يمكن|محتمل|يحتمل|يبدو|يعتقد|يُعتقد|يظن|فرضي|نظري|تشير|يشير|غير معروف|غير واضح|بعض|لعل|يفترض|"
        r"من الممكن"
    ),
    "fa": r"ممکن|شاید|احتمال|به نظر|تصور|فرض|نظری|می‌?توان|برخی|نشان|گمان",
    "ht": r"ka |kab|petèt|posib|ta |sanble|panse|ipotèz|teyori|kèk|pwobab",
    "tr": r"ebilir|abilir|belki|olası|muhtemel|görün|düşün|sanıl|varsay|hipotez|kuram|bazı|belirsiz",
}


def check(pair: Pair) -> Sequence[Problem]:
    """A hedge of the source that no word of the string takes up; only in text of the class `hypothesis`."""
    tag = language(pair.locale.tag)
    if pair.source.critical != CLASS or language(pair.source_tag) != "en" or tag not in _CUES:
        return ()
    return [problem for text in texts(pair) for problem in _examine(text, tag)]


def _examine(text: Text, tag: str) -> Sequence[Problem]:
    hedge = _HEDGE.search(visible(text.source))
    if hedge is None or _cues(tag).search(visible(text.string)):
        return ()
    message = f"{text.prefix}the source says {hedge[0]!r}, the string is certain; say it as carefully"
    return (Problem("meaning.hedge", Severity.ERROR, message),)


@lru_cache(maxsize=32)
def _cues(tag: str) -> re.Pattern[str]:
    return re.compile(_CUES[tag], re.IGNORECASE)
