"""Whether a string says "not" where its source does: the mistake that turns a warning into its opposite.

From English into the languages below. The cues are words, so this is a net with holes, and a person must still read.
Source: the negative particles, adverbs and verbs of prohibition in the languages' grammars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from i18n.checks.pair import Pair, Problem, Text, graded, language, texts
from i18n.checks.quantities import visible

# What must be answered by a negative in the other language.
_STRONG = re.compile(r"\b(?:not|never|cannot|\w+n['’]t|must no longer)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(
    r"\b(?:not only|not just|whether or not|if not|why not|not to mention|can['’]t help)\b", re.IGNORECASE
)
# What may well be answered by a negative, besides those.
_WEAK = (
    r"\b(?:no|none|nor|neither|nobody|nothing|nowhere|without|unless|until|except\w*|avoid\w*|stop\w*|prevent\w*|"
    r"prohibit\w*|forbid\w*|forbidden|ban\w*|refus\w+|lack\w*|miss\w*|fail\w*|absen\w+|free|only|just|instead|rather|"
    r"less|few\w*|hardly|rarely|seldom|too|skip\w*|omit\w*|ignor\w+|wrong\w*|different\w*|other\w*|hold off|"
    r"(?:un|in|im|il|ir|non|dis)-?\w{3,}|\w+less|keep from|out of|refrain\w*|den(?:y|ied|ies)|before|nearly|almost|"
    r"else|even|however|though|still|yet|apart|beyond|but|away|rid|remov\w+|empty|bad|hard|difficult\w*|abort\w*)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)|(?<=[。！？；])(?=.)|(?<=[؟؛])\s*(?=\S)")
_CONDITION = re.compile(r"\bonly (?:if|when|after|with)\b", re.IGNORECASE)

_NEGATIVE: Mapping[str, str] = {
    "es": r"\b(?:no|nunca|jamás|tampoco|ni|sin|nada|nadie|ning[uú]n\w*|evit\w+|prohib\w+|imposible|abst[eé]n\w+|"
    r"deje de|dejar de|excepto|salvo|incorrect\w+|inv[aá]lid\w+)\b",
    "fr": r"\bn['’]|\b(?:ne|pas (?=d|encore|avant|plus)|jamais|sans|aucun\w*|rien|ni|non|évit\w+|interdi\w+|"
    r"impossible|abst[ei]n\w+|sauf|arrêt\w+|incorrect\w+|invalid\w+)\b",
    "vi": r"\b(?:không(?!\s*\?)|đừng|chưa|chẳng(?! hạn)|chớ|cấm|tránh|"
    r"kiêng|ngoại trừ|trừ khi|vô (?!cùng)|bất (?!cứ|k[ỳì]))\b",
    "ru": r"\b(?:не|нет|ни|нельзя|никогда|никак\w*|никто|ничего|без|запрещ\w+|избега\w+|воздерж\w+|невозможн\w+|"
    r"недопуст\w+|нежелат\w+|противопоказ\w+|"
    r"не(?!(?:го|му|й|ё|ю|м|им|ими|их)\b|дел|скольк|обходим|фт|рв|сти|сет|сут|посредств|медленн)\w+)\b",
    "zh": r"[没沒勿忌禁]|(?<![拉阿])莫(?!名|西|三)|不(?![仅僅但过過断斷])|未(?![来來])|"
    r"[无無](?![论論])|否(?![则則])|免(?![费費])|非(?!常)|"
    r"(?<![特分区區个個级類类性鉴鑑差])[别別](?![人的处處])",
    "ko": r"않|(?:^|\s)안 |안[되됩돼된될]|부적|모[르른]|못|없|"
    r"지 ?[마말]|[가-힣]지는? ?[마말]|"
    r"마[십세]|마시|말[고아라것]|아니|아닌|아닙|아님|"
    r""
    r"금지|금물|삼가|피하|불가|불필요|불법",
    "ar": r"(?<!\w)[وفأ]?(?:لا|لم|لن|ليس\w*|لست\w*|دون|بدون|غير|عدم|تجنب\w*|تجن[ّ]?ب\w*|ممنوع\w*|يمنع|يحظر|امتنع\w*|"
    r"بعدم|لعدم|ألا|إلا|يتعذر|استحال\w*|مستحيل)(?!\w)",
}
_ONLY: Mapping[str, str] = {
    "es": r"s[oó]lo\b|solamente|[uú]nicamente|exclusivamente|a menos que|salvo|excepto|siempre que|no\b.*\bhasta",
    "fr": r"seule|uniquement|exclusivement|qu['’]|\bque\b|sauf|à condition|à moins|juste",
    "vi": r"chỉ|trừ|mới|duy nhất",
    "ru": r"только|лишь|исключительно|если не|кроме",
    "zh": r"[只仅僅才唯限]|除非",
    "ko": r"만|오직|한해|한하여|뿐|경우에 한",
    "ar": r"فقط|إلا|حصر|سوى|بشرط",
}


def check(pair: Pair) -> Sequence[Problem]:
    """A "not" or "only if" that the string lost: errors in critical text, else warnings.

    A "not" that it gained is looked for in critical text alone; elsewhere too many good translations say it that way.
    """
    tag = language(pair.locale.tag)
    if tag not in _NEGATIVE or language(pair.source_tag) != "en":
        return ()
    pattern, only = _compiled(_NEGATIVE[tag]), _compiled(_ONLY[tag])
    return [
        Problem(name, graded(pair), f"{text.prefix}{message}; check that both say the same")
        for text in texts(pair)
        for source, string in _parts(text, pair)
        for name, message in _compare(source, string, pattern, only)
        if name != "negation.gained" or pair.source.critical is not None
    ]


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    # When it is first needed: a build needs none of them, and `check` those of its languages.
    return re.compile(pattern, re.IGNORECASE)


def _parts(text: Text, pair: Pair) -> list[tuple[str, str]]:
    """The visible text; sentence by sentence where it is critical and both have as many."""
    source, string = visible(text.source), visible(text.string)
    if pair.source.critical is not None:
        sources, strings = _SENTENCE_END.split(source), _SENTENCE_END.split(string)
        if len(sources) == len(strings):
            return list(zip(sources, strings, strict=True))
    return [(source, string)]


def _compare(source: str, string: str, pattern: re.Pattern[str], only: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    cue, condition = _STRONG.search(_NOT_ONLY.sub(" ", source)), _CONDITION.search(source)
    negative = pattern.search(string)
    if cue and not negative:
        yield "negation.lost", f"the source says {cue[0]!r}, the string has no negative"
    elif negative and not _STRONG.search(source) and not _compiled(_WEAK).search(source):
        yield "negation.gained", f"the string says {negative[0]!r}, the source has no negative"
    if condition and not only.search(string):
        yield "negation.condition", f"the source says {condition[0]!r}, the string has no word for it"
