"""A string that is not, or not wholly, in its own language: a part left in the source's words, another tongue.

The words by which a language is known are its commonest short ones that the others have not, from the languages'
grammars. A library that detects languages was measured and is not used: docs/decisions/0011-checks.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from i18n import languages
from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity

WORD = re.compile(r"(?<![\w.:/$@#<-])[^\W\d_]{2,}(?![\w.:/$(-]\w)")
"""A word of prose: no part of a name, an address or code."""
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
# What stands between marks is often a title or a quotation, which stays as it is.
_MARKED = re.compile(
    r"\[[^\[\]]*\]|\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|「[^」]*」|『[^』]*』|《[^》]*》|(?<!\w)\*[^*]+\*|"
    r"(?<!\w)_[^_]+_|'[^']*'"
    r"|\([^()]*\)|（[^（）]*）"
)
_HOLE = " \ufffc "
_NOT_A_RUN = re.compile(r"[^A-Za-z'’ ,-]+")
_RUN_LATIN, _RUN_OTHER = 4, 4  # words in a row that are the source's, in a language of Latin letters and in others

# Words that are frequent in one language and no words, or rare ones, in the others of this table.
_FREQUENT: Mapping[str, str] = {
    "en": "an a to in or the and of is this that with are you it which not for from by be your can will have if when",
    "es": (
        "de la en que a no un si es el los las una para con por más pero como este esta son del al se puede "
        "usted está cuando también su lo y"
    ),
    "pt": (
        "de que a o e do da no na em um se é por não uma para com os dos das mais mas como este esta são você "
        "está também ou quando pode seu ao pelo em"
    ),
    "fr": (
        "de la le à un que en d l qu n s c les des une est pour dans pas vous avec qui sur plus cette sont nous "
        "être au du ce il elle et ou aux peut"
    ),
    "de": (
        "in es an als wie so der die das und ist nicht ein eine mit für auf den dem sie wird von zu werden auch "
        "wenn oder kann im bei"
    ),
    "it": (
        "di e la a in un che si le i l il gli della che per non una sono con più questo questa nel alla anche "
        "può di è dei delle come quando"
    ),
    "nl": "de in het een van niet dat met voor zijn wordt deze ook naar bij kunt op te aan of worden als kan de",
    "sv": "i de en så och att är det som inte för på med ett den av kan till om eller från du har",
    "da": "i de en så og at er det som ikke for på med et den af kan til om eller fra du har",
    "nb": "i de en så og å er det som ikke for på med et den av kan til om eller fra du har",
    "pl": "w z i a o nie się jest że na do to który jak przez są dla oraz lub może tego aby po od za",
    "cs": "v s i a o je se že na do který jak pro jsou nebo může tento aby není to při od za jako když",
    "tr": "ve bir bu için ile olarak değil gibi daha çok olan veya ancak kadar her ne en da de",
    "ro": "a de la în un o pe ca să și este nu cu pentru care din mai sau sunt fi poate această",
    "hu": "és az egy nem hogy van vagy is ez csak meg ha kell lehet mint azt a",
    "fi": "ja on ei se että tai ovat voi kun jos mutta myös tämä olla sen",
    "id": "yang dan di ini untuk dengan tidak dari dapat adalah atau pada ke akan itu anda",
    "vi": "và của là không được có trong cho một các với này để khi bạn người hoặc đã sẽ",
    "ht": "ou yo nan pou ki pa se ak yon sa li epi gen ka si lè oswa",
}
_TABLE: Mapping[str, frozenset[str]] = {tag: frozenset(words.split()) for tag, words in _FREQUENT.items()}
_IN_ANY = frozenset().union(*_TABLE.values())
_FEWEST_WORDS, _FEWEST_HITS = 6, 3
_CYRILLIC: Mapping[str, tuple[str, str]] = {
    # language: letters that it has not, letters that only it and its like have
    "uk": ("ыэъё", "іїєґ"),
    "ru": ("іїєґўјљњћђџ", "ыэъё"),
    "be": ("ищъїєґ", "ў"),
    "bg": ("ыэёіїєґ", "ъ"),
    "sr": ("ыэъёіїєґщ", "јљњћђџ"),
    "mk": ("ыэъёіїєґщ", "јљњѓќџ"),
}
_HANGUL, _KANA = re.compile("[\uac00-\ud7af]"), re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_PERSIAN, _ARABIC = re.compile("[پچژگکی]"), re.compile("[ةكيىإأ]")


def check(pair: Pair) -> Sequence[Problem]:
    """A run of the source's words inside the string, a string in another language, a text that stands there twice."""
    if language(pair.locale.tag) == language(pair.source_tag) or "slug" in pair.source.formats:
        return ()
    return [problem for text in texts(pair) for problem in _examine(text, pair)]


def _examine(text: Text, pair: Pair) -> Iterator[Problem]:
    string, tag = visible(text.string), language(pair.locale.tag)
    run = _left_over(text, string, tag, _RUN_OTHER if _other_script(pair.locale.tag) else _RUN_LATIN)
    if run:
        message = f"{text.prefix}{run!r} is left in the source's words; translate it"
        yield Problem("language.fragment", Severity.WARNING, message)
    elif _other_script(pair.locale.tag) and _only_latin(string):
        message = f"{text.prefix}it has words in Latin letters alone; put the text in {tag!r} here"
        yield Problem("language.detected", Severity.WARNING, message)
    elif (guess := _other_language(string, tag)) is not None:
        message = f"{text.prefix}it reads like {guess!r}, not {tag!r}; put the right language's text here"
        yield Problem("language.detected", Severity.WARNING, message)
    if _twice(text.string) and not _twice(text.source):
        message = f"{text.prefix}the whole text stands there twice; keep one"
        yield Problem("language.twice", Severity.WARNING, message)


def _only_latin(string: str) -> bool:
    """Whether ordinary words stand there, and every letter is Latin."""
    bare = _MARKED.sub(" ", string)
    words = [word for word in WORD.findall(bare) if word.islower()]
    return len(words) >= _FEWEST_WORDS - 1 and not re.search(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff]", string)


def _left_over(text: Text, string: str, tag: str, least: int) -> str:
    """A run of words that stands in the source in the same order, of which most are ordinary ones; else nothing."""
    ordinary = _ordinary(tag)
    if ordinary.isdisjoint(string.split()):
        return ""
    bare = _MARKED.sub(_HOLE, string)
    padded = ""
    # Runs may not reach over marks or other letters: pieces of the string that hold Latin words alone.
    for piece in _NOT_A_RUN.split(bare):
        run = _LATIN_WORD.findall(piece)
        if len(run) < least or ordinary.isdisjoint(run):
            continue
        padded = padded or " ".join(["", *_LATIN_WORD.findall(_MARKED.sub(_HOLE, visible(text.source))), ""])
        for start in range(len(run) - least + 1):
            found = run[start : start + least]
            enough = sum(map(str.islower, found)) >= least - 1 and not ordinary.isdisjoint(found)
            if enough and f" {' '.join(found)} " in padded:
                return " ".join(found)
    return ""


def frequent(tag: str) -> frozenset[str]:
    """The commonest short words of a language, as far as others do not have them; empty where none are known."""
    return _TABLE.get(tag, frozenset())


@lru_cache(maxsize=64)
def _ordinary(tag: str) -> frozenset[str]:
    """Frequent English words that are none in the language."""
    return _TABLE["en"] - frequent(tag)


@lru_cache(maxsize=256)
def _other_script(tag: str) -> bool:
    return languages.script(tag) != "Latn"


def _other_language(string: str, tag: str) -> str | None:
    """The language that a text seems to be in, where that is surely not the one wanted."""
    if tag in _CYRILLIC:
        missing, _ = _CYRILLIC[tag]
        lower = string.lower()
        strange = sum(map(lower.count, missing))
        if strange >= 3:
            return next(
                (name for name, (not_there, own) in _CYRILLIC.items() if name != tag
                 and any(map(lower.__contains__, own)) and not any(map(lower.__contains__, not_there))),
                "another",
            )  # fmt: skip
        return None
    if tag in ("ja", "zh", "ko"):
        return _east_asian(string, tag)
    if tag in ("fa", "ar"):
        wrong, right = (_ARABIC, _PERSIAN) if tag == "fa" else (_PERSIAN, _ARABIC)
        strange, own = len(wrong.findall(string)), len(right.findall(string))
        return ("ar" if tag == "fa" else "fa") if strange >= 4 and own == 0 else None
    if tag not in _TABLE:
        return None
    known = _TABLE[tag]
    words = string.lower().split()
    if sum(map(known.__contains__, words)) * 6 >= len(words):
        return None
    if sum(map((_IN_ANY - known).__contains__, words)) < _FEWEST_HITS:
        return None
    words = _LATIN_LETTERS.findall(string.lower())
    own = sum(map(known.__contains__, words))
    if len(words) < _FEWEST_WORDS or own * 8 >= len(words):
        return None
    others = ((name, sum(map((table - known).__contains__, words))) for name, table in _TABLE.items() if name != tag)
    best, hits = max(others, key=lambda item: item[1])
    return best if hits >= _FEWEST_HITS and hits * 6 >= len(words) and hits >= 3 * own + 2 else None


_LATIN_LETTERS = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]+")


def _east_asian(string: str, tag: str) -> str | None:
    hangul, kana, han = len(_HANGUL.findall(string)), len(_KANA.findall(string)), len(_HAN.findall(string))
    most = hangul + kana + han
    if most < 8:
        return None
    if tag != "ko" and hangul * 2 > most:
        return "ko"
    if tag != "ja" and kana * 4 > most:
        return "ja"
    if tag == "ja" and most >= 12 and kana == 0:
        return "zh"
    return "zh" if tag == "ko" and han * 2 > most else None


def _twice(string: str) -> bool:
    half, rest = divmod(len(string), 2)
    if half < 8:
        return False
    return string[:half].strip() == string[half + (1 if rest else 0) :].strip() or string[:half] == string[half:]
