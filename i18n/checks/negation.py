"""Whether a string says "not" where its source does: the mistake that turns a warning into its opposite.

From English into the languages below. The cues are words, so this is a net with holes, and a person must still read.
Source: the negative particles, adverbs and verbs of prohibition in the languages' grammars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from i18n.checks.pair import Pair, Problem, Text, exact, graded, language, texts
from i18n.checks.quantities import visible

# What must be answered by a negative in the other language.
# A part of a compound (`file-not-found`) names something; the mark of emphasis (`_not_`) is no letter.
_STRONG = re.compile(
    r"(?<![^\W_])(?<!\w-)(?:not|never|cannot|must no longer)(?![^\W_]|-\w)|n['’]t(?![^\W_])", re.IGNORECASE
)
_STRONG_HINTS = ("not", "never", "n't", "n’t", "no longer")
"""What `_STRONG` needs."""
_NOT_ONLY = re.compile(
    r"\b(?:not only|not just|whether or not|if not|why not|not to mention|can['’]t help)\b", re.IGNORECASE
)
# What may well be answered by a negative, besides those.
_WEAK = (
    r"\b(?:no|none|nor|neither|nobody|nothing|nowhere|without|unless|until|except\w*|avoid\w*|stop\w*|prevent\w*|"
    r"prohibit\w*|forbid\w*|forbidden|ban\w*|refus\w+|lack\w*|miss\w*|fail\w*|absen\w+|free|only|just|instead|rather|"
    r"less|few\w*|hardly|rarely|seldom|too|skip\w*|omit\w*|ignor\w+|wrong\w*|different\w*|other\w*|hold off|"
    r"(?:un|in|im|il|ir|non|dis)-?\w{3,}|\w+less|keep from|out of|outside|non|refrain\w*|"
    r"den(?:y|ied|ies)|before|nearly|almost|"
    r"else|even|however|though|still|yet|apart|beyond|but|away|rid|remov\w+|empty|bad|hard|difficult\w*|abort\w*|little|gone|lost|against|differs?|awkward|sure|mixed|0|zero|violat\w*)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])(?<!e\.g\.)(?<!i\.e\.)\s+(?=\S)|(?<=[。！？；])(?=.)|(?<=[؟؛])\s*(?=\S)")
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_NO_LETTER = re.compile(r"[^\w'’]+")
_CONDITION = re.compile(r"\bonly (?:if|when|after|with)\b", re.IGNORECASE)

_NEGATIVE: Mapping[str, str] = {
    "es": r"\b(?:no|nunca|jamás|tampoco|ni|sin|nada|nadie|ning[uú]n\w*|evit\w+|prohib\w+|imposible|abst[eé]n\w+|"
    r"deje de|dejar de|sino|en vez de|en lugar de|excepto|salvo|incorrect\w+|inv[aá]lid\w+)\b",
    "fr": r"\bn['’]|\b(?:ne|pas (?=d|encore|avant|plus)|jamais|sans|aucun\w*|rien|ni|non|évit\w+|interdi\w+|"
    r"impossible|abst[ei]n\w+|sauf|arrêt\w+|incorrect\w+|invalid\w+)\b",
    "vi": r"\b(?:không(?!\s*\?)|đừng|chưa|chẳng(?! hạn)|chớ|cấm|tránh|"
    r"kiêng|ngoại trừ|trừ khi|vô (?!cùng)|bất (?!cứ|k[ỳì]))\b",
    "ru": r"\b(?:не|нет|ни|нельзя|никогда|никак\w*|никто|ничего|без|запрещ\w+|избега\w+|воздерж\w+|невозможн\w+|"
    r"недопуст\w+|нежелат\w+|противопоказ\w+|"
    r"не(?!(?:го|му|й|ё|ю|м|им|ими|их)\b|дел|скольк|обходим|фт|рв|сти|сет|сут|посредств|медленн)\w+)\b",
    "zh": r"[没沒勿忌禁欠缺]|(?<![拉阿])莫(?!名|西|三)|不(?![仅僅但过過断斷])|未(?![来來])|"
    r"[无無](?![论論])|否(?![则則])|免(?![费費])|非(?!常)|"
    r"(?<![特分区區个個级類类性鉴鑑差])[别別](?![人的处處])",
    "ko": r"않|(?:^|\s)안 |안[되됩돼된될]|부적|모[르른]|못|없|"
    r"지 ?[마말]|[가-힣]지는? ?[마말]|"
    r"마[십세]|마시|말[고아라것]|아니|아닌|아닙|아님|"
    r""
    r"금지|금물|삼가|피하|불가|불필요|불법",
    "ar": r"(?<!\w)[وفأ]?(?:لا|لم|لن|ليس\w*|لست\w*|دون|بدون|غير|عدم|تجنب\w*|تجن[ّ]?ب\w*|ممنوع\w*|يمنع|يحظر|امتنع\w*|"
    r"بعدم|لعدم|ألا|إلا|يتعذر|استحال\w*|مستحيل)(?!\w)",
    "pt": r"\b(?:não|nunca|jamais|tampouco|nem|sem|nada|ninguém|nenhum\w*|evit\w+|proib\w+|impossív\w+|exceto|salvo|"
    r"deixe de|pare de|inválid\w+|incorret\w+|desaconselh\w+)\b",
    "de": r"\b(?:nicht\w*|nie\w*|kein\w*|ohne|weder|noch nie|nichts|un\w{3,}|verbot\w*|verbiet\w*|vermeid\w+|außer|"
    r"verzicht\w+|nirgend\w*|falsch\w*|\w+los(?:e[rsnm]?)?)\b",
    "it": r"\b(?:non|nessun\w*|mai|né|senza|niente|nulla|evit\w+|viet\w+|impossibil\w+|tranne|salvo|neanche|nemmeno|"
    r"in\w{4,}abil\w|scorrett\w)\b",
    "nl": r"\b(?:niet\w*|nooit|geen|zonder|niemand|niets|noch|vermijd\w*|verbod\w*|verbied\w*|behalve|on\w{4,})\b",
    "pl": r"\b(?:nie\w*|nigdy|bez|ani|żad\w+|nikt|nic|unika\w*|zabron\w+|zakaz\w*|oprócz|brak\w*)\b",
    "cs": r"\b(?:ne\w+|ni(?:kdy|kdo|c|jak)|bez|žádn\w+|ani|kromě|zákaz\w*|zakáz\w+|vyh[ýn]\w+)\b",
    "uk": r"\b(?:не\w*|ні\w*|без\w*|жод\w+|заборон\w+|уника\w+|утрим\w+|неможлив\w+|крім|окрім|відсутн\w+|бракує|"
    r"замість|навряд)\b",
    "tr": (
        r"değil|\byok|\w+m[aeıiuü](?:z|yor|d[ıiuü]|m[ıiuü]ş|y[ae]c|k|l[ıi]|s[ıi]n|y[ıi]n|n)|asla|hiç|\w+s[ıiuü]z|"
        r"olma|"
        r"kaçın|yasak|imkansız|imkânsız|dışında|hariç|ne de|önle|engelle|\w+(?:may|mey|mam|mem|mad|med)"
    ),
    "fa": (
        r"(?<!\w)ن(?:می|ب|ه|یست|د|خ|ک|ش|ت|گ|و)|نه(?!ا)|بدون|هیچ|هرگز|غیر|جز|نادرست|نمی|نبا|نیست|ندار|نشد|نکن|عدم|"
        r"ممنوع|خودداری|نا"
    ),
    "ja": (
        r"な[いくけし]|なかっ|ません|ませ[んぬ]|ず(?=[、。にだ]|$|と)|ぬ|不|無|未|非|禁|避け|以外|異な|違[いうっ]|だめ|"
        r"ダメ|失敗|控え|例外|否|"
        r"欠|防[ぎぐげい]|消え|なし|止め|やめ|困難|しか|代わり|外れ|外し|省[いく略]|にくい|づらい|得ま"
    ),
    "ht": r"\b(?:pa|p|pat|pap|poko|pinga|san|okenn|anyen|pèsonn|jamè|evite|entèdi|sof)\b",
    "hi": r"नहीं|नही|\bन\b|मत|बिना|कभी|कोई .*नहीं|असंभव|बजाय|अलावा|गैर|वर्जित|निषि|बच(?:ें|ना|ने)",
    "id": r"\b(?:tidak|tak|bukan|jangan|belum|tanpa|kecuali|hindari|dilarang|mustahil)\b",
}
_WHOLE_WORDS = frozenset({"es", "fr", "pt", "vi", "ru", "zh", "ko", "ar"})
# The plain "not" alone, and nothing that is often part of a positive phrase.
_PLAIN: Mapping[str, str] = {
    "es": r"\bno (?!obstante)(?=\w)|\bnunca\b",
    "fr": r"\bne\b(?!.{0,40}\bqu['’e])|\bn['’](?!import|.{0,40}\bqu['’e])",
    "pt": r"\b(?:não|nunca)\b",
    "de": r"\bnicht\b(?! nur)",
    "it": r"\bnon\b(?! solo)",
    "nl": r"\bniet\b(?! alleen)",
    "pl": r"\bnie\b(?! tylko)",
    "cs": r"\bne(?:ní|jsou|lze|může\w*|smí\w*|mus[íi]\w*|má\w*|bude\w*)\b",
    "uk": r"\bне (?!лише|тільки|менш|більш)",
    "ru": r"\bне (?!только|менее|более)",
    "tr": r"\bdeğil(?:dir)?\b(?! mi)|\w+m[ae]z(?=[ .,]|$)|\w+m[ıiuü]yor",
    "fa": r"(?<!\w)ن(?:می|باید|یست)",
    "ar": r"(?<!\w)[وف]?(?:لا(?! سيما| بد| تزال| يزال)|لم|لن|ليس\w*)(?!\w)",
    "vi": r"\b(?:không(?! chỉ|\s*\?| gian| khí)|đừng|chớ)\b",
    "zh": r"不(?:[是会會能可应應得需用必支允存再]|要)(?!不|少)|[没沒]有(?!问题|問題)|切勿",
    "ja": (
        r"(?<!しれ)(?<!なり)(?<!構い)(?<!すみ)(?<!いけ)(?<!あり)ません(?!か)|できない|しない(?!で|と|よう|限)|"
        r"ではない|ではありません"
    ),
    "ko": r"지 ?않|지 ?마(?=[십세라시])|지 말|[가-힣]지는? ?못|안 [되됩]",
    "ht": r"\b(?:pa|pinga|p ap)\b",
    "hi": r"नहीं|\bमत\b",
    "id": r"\b(?:tidak|bukan|jangan)\b(?! hanya)",
}
_PLAIN_HINTS: Mapping[str, tuple[str, ...]] = {
    # What each of those needs; a language is left out where it needs too many.
    "es": ("no ", "nunca"),
    "fr": ("ne", "n'", "n’"),
    "pt": ("não", "nunca"),
    "de": ("nicht",),
    "it": ("non",),
    "nl": ("niet",),
    "pl": ("nie",),
    "cs": ("ne",),
    "uk": ("не ",),
    "ru": ("не ",),
    "fa": ("نمی", "نباید", "نیست"),
    "ar": ("لا", "لم", "لن", "ليس"),
    "vi": ("không", "đừng", "chớ"),
    "ko": ("지", "안 "),
    "ht": ("pa", "pinga", "p ap"),
    "hi": ("नहीं", "मत"),
    "id": ("tidak", "bukan", "jangan"),
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
    """A "not" or "only if" that the string lost, and a "not" that it gained: errors in critical text, else warnings.

    In critical text every negative word counts as gained, elsewhere only the plain "not": too many good translations
    say "without" or "avoid" where English has another word. So too in languages whose patterns catch parts of words.
    """
    tag = language(pair.locale.tag)
    if tag not in _NEGATIVE or language(pair.source_tag) != "en":
        return ()
    critical = pair.source.critical is not None
    pattern, only = _compiled(_NEGATIVE[tag]), _compiled(_ONLY.get(tag, ""))
    strict = critical and tag in _WHOLE_WORDS
    gained, hints = (pattern, ()) if strict else (_compiled(_PLAIN[tag]), _PLAIN_HINTS.get(tag, ()))
    return [
        Problem(name, graded(pair), f"{text.prefix}{message}; check that both say the same")
        for text in texts(pair)
        if _worth_a_look(text, gained, hints) and not _is_none(text, pair)
        for source, string in _parts(text)
        for name, message in _compare(source, string, pattern, gained, only)
    ]


def _is_none(text: Text, pair: Pair) -> bool:
    """Whether a string is the plural form for zero, which may well say "no"."""
    return pair.source.plural_id is not None and exact(pair.locale.plurals, text.form) == 0


def _worth_a_look(text: Text, gained: re.Pattern[str], hints: Sequence[str]) -> bool:
    """Whether the source may say "not" or "only", or the string says "not"; most say neither.

    `hints` has what every match of `gained` holds, or nothing: to look for that is several times as fast.
    """
    source, string = text.source, text.string
    if "nly " in source or "_" in string or (_holds(source, _STRONG_HINTS) and _STRONG.search(source)):
        return True
    return (not hints or _holds(string, hints)) and gained.search(string) is not None


def _holds(text: str, hints: Sequence[str]) -> bool:
    """Whether one of some words in small letters stands in a text, in the sense of a pattern that ignores case."""
    lower = text.lower()
    if not text.isascii():
        lower = lower.replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")
    return any(map(lower.__contains__, hints))


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    # When it is first needed: a build needs none of them, and `check` those of its languages.
    return re.compile(pattern, re.IGNORECASE)


def _parts(text: Text) -> list[tuple[str, str]]:
    """The visible text; sentence by sentence where both have as many."""
    source, string = (
        _EMPHASIS.sub("", part) if "_" in part else part for part in (visible(text.source), visible(text.string))
    )
    sources, strings = _SENTENCE_END.split(source), _SENTENCE_END.split(string)
    return list(zip(sources, strings, strict=True)) if len(sources) == len(strings) else [(source, string)]


def _compare(
    source: str, string: str, pattern: re.Pattern[str], gained: re.Pattern[str], only: re.Pattern[str]
) -> Iterator[tuple[str, str]]:
    cue, condition = _STRONG.search(_NOT_ONLY.sub(" ", source)), _CONDITION.search(source)
    if cue and not pattern.search(string) and f" {cue[0]} " not in _NO_LETTER.sub(" ", f" {string} "):
        yield "negation.lost", f"the source says {cue[0]!r}, the string has no negative"
    elif (negative := gained.search(string)) and not _STRONG.search(source) and not _compiled(_WEAK).search(source):
        yield "negation.gained", f"the string says {negative[0]!r}, the source has no negative"
    if condition and not only.search(string):
        yield "negation.condition", f"the source says {condition[0]!r}, the string has no word for it"
