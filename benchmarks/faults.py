"""Single faults that a hurried translator, a bad tool or an attacker puts into a good translation.

Each is a function from a good pair to a faulty string, or to None where the pair gives it nothing to spoil. Doses,
telephone numbers, placeholders and the like hardly occur in a programming course; there the fault is *planted*: both
sides get the same few words in brackets at their end, written as the locale writes them, and the fault spoils those.
The same seed gives the same faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple


class Given(NamedTuple):
    """A good pair and what a fault may draw on."""

    source: str
    string: str
    tag: str
    """BCP 47 tag of the string's language."""
    other: str
    """The translation of another message of the same catalog."""
    foreign: str
    """The translation of the same message in another language; empty where there is none."""
    random: Random


class Faulty(NamedTuple):
    """A pair with one fault."""

    source: str
    """As given, or with what was planted."""
    good: str
    string: str


Spoil = Callable[[Given], "str | Faulty | None"]


class Fault(NamedTuple):
    """One class of faults."""

    family: str
    name: str
    spoil: Spoil
    format: str = ""
    """The flag that the message must have: `python-format`; empty for any."""


FAULTS: list[Fault] = []

_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
_ENDS = ".?!:。？！：؟"
_NUMBER = re.compile(r"(?<![\w.,:/`^-])\d{1,6}(?![\w.,:/`-]\w|\w)")
_UNSPACED = frozenset({"ja", "zh", "th", "ko"})
_POINT = frozenset({"ja", "zh", "ko", "ar", "he", "th", "fa"})
_DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹"}


def fault(family: str, name: str, *, format: str = "") -> Callable[[Spoil], Spoil]:
    """Enters a function into the list."""

    def enter(function: Spoil) -> Spoil:
        FAULTS.append(Fault(family, name, function, format))
        return function

    return enter


def spoil(one: Fault, given: Given) -> Faulty | None:
    """The pair with the fault, or None where it cannot have it."""
    result = one.spoil(given)
    if isinstance(result, str):
        result = Faulty(given.source, given.string, result)
    return result if result is not None and result.string != result.good and result.string.strip() else None


def _language(tag: str) -> str:
    return tag.partition("-")[0]


def _prose(given: Given) -> str:
    """The string with code, links and tags blanked, so that a fault in words hits words."""
    blank = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|%\(\w+\)s|\{[^}]*\}|%\w|https?://\S+|\[\^[^\]]+\]|&\w+;")
    return blank.sub(lambda found: "\0" * len(found[0]), given.string)


def _pick(given: Given, matches: list[re.Match[str]]) -> re.Match[str] | None:
    return given.random.choice(matches) if matches else None


def _without(text: str, match: re.Match[str] | None, instead: str = "") -> str | None:
    return None if match is None else text[: match.start()] + instead + text[match.end() :]


def _word(given: Given, pattern: str = r"[^\W\d_]{4,}") -> re.Match[str] | None:
    return _pick(given, list(re.finditer(pattern, _prose(given))))


def _insert(given: Given, piece: str) -> str | None:
    """The string with a piece inside one of its words."""
    word = _word(given)
    if word is None:
        return None
    place = (word.start() + word.end()) // 2
    return given.string[:place] + piece + given.string[place:]


# Format


def _planted(given: Given, here: str, there: str, wrong: str) -> Faulty:
    """Both texts with a few words in brackets at the end, before the last mark; `wrong` stands in the faulty one."""

    def joined(text: str, words: str) -> str:
        stripped = text.rstrip()
        mark = stripped[-1] if stripped and stripped[-1] in _ENDS else ""
        return f"{stripped[: len(stripped) - len(mark)]} ({words}){mark}{text[len(stripped) :]}"

    return Faulty(joined(given.source, here), joined(given.string, there), joined(given.string, wrong))


_PLACEHOLDERS = ("{practice.phone}", "%(name)s", "%s", "%d", "{count}", "{}", "{0}", "%1$s")


def _placeholder(given: Given) -> str:
    return given.random.choice(_PLACEHOLDERS)


@fault("format", "placeholder dropped")
def _placeholder_dropped(given: Given) -> Faulty:
    name = _placeholder(given)
    return _planted(given, f"x {name}", f"x {name}", "x")


@fault("format", "placeholder renamed")
def _placeholder_renamed(given: Given) -> Faulty:
    name = given.random.choice(("{practice.phone}", "%(name)s", "{count}"))
    new = {"{practice.phone}": "{praxis.tel}", "%(name)s": "%(nom)s", "{count}": "{total}"}[name]
    return _planted(given, name, name, new)


@fault("format", "placeholder in other case")
def _placeholder_case(given: Given) -> Faulty:
    name = given.random.choice(("{practice.phone}", "%(name)s", "{count}"))
    return _planted(given, name, name, name.replace("p", "P").replace("n", "N", 1))


@fault("format", "placeholder twice")
def _placeholder_twice(given: Given) -> Faulty:
    name = _placeholder(given)
    return _planted(given, f"x {name}", f"x {name}", f"{name} x {name}")


@fault("format", "placeholder broken")
def _placeholder_broken(given: Given) -> Faulty:
    name = given.random.choice(("{practice.phone}", "%(name)s", "{count}"))
    new = {"{practice.phone}": "{practice.phone", "%(name)s": "%(name)", "{count}": "{ count }"}[name]
    return _planted(given, name, name, new)


@fault("format", "placeholder type changed", format="python-format")
def _placeholder_type(given: Given) -> Faulty:
    return _planted(given, "%d", "%d", "%s")


@fault("format", "python-format placeholder dropped", format="python-format")
def _python_dropped(given: Given) -> str | None:
    return _without(given.string, _pick(given, list(re.finditer(r"%\(\w+\)[sd]|%[sd]", given.string))))


@fault("format", "direction override")
def _override(given: Given) -> str | None:
    return _insert(given, given.random.choice("\u202e\u202d\u202b"))


@fault("format", "zero-width character")
def _zero_width(given: Given) -> str | None:
    return _insert(given, given.random.choice("\u200b\ufeff\u2060\u2063"))


@fault("format", "soft hyphen")
def _soft_hyphen(given: Given) -> str | None:
    return _insert(given, "\u00ad")


@fault("format", "control character")
def _control(given: Given) -> str | None:
    return _insert(given, given.random.choice("\x00\x08\x1b\x7f\x9f"))


@fault("format", "private or unassigned character")
def _private(given: Given) -> str | None:
    return _insert(given, given.random.choice("\ue000\uf8ff\ufdd0\uffff"))


@fault("format", "open isolate")
def _isolate(given: Given) -> str | None:
    return _insert(given, "\u2068")


@fault("format", "replacement character")
def _replacement(given: Given) -> str | None:
    word = _word(given)
    return None if word is None else given.string[: word.start()] + "\ufffd" + given.string[word.start() + 1 :]


@fault("format", "mojibake")
def _mojibake(given: Given) -> str | None:
    match = _pick(given, [one for one in re.finditer(r"[^\W\d_]+", _prose(given)) if not one[0].isascii()])
    return _without(given.string, match, match[0].encode().decode("cp1252", "replace")) if match else None


@fault("format", "letters lost as question marks")
def _question_marks(given: Given) -> str | None:
    match = _pick(given, [one for one in re.finditer(r"[^\W\d_]{2,}", _prose(given)) if not one[0].isascii()])
    return _without(given.string, match, re.sub(r"[^\x00-\x7f]", "?", match[0])) if match else None


@fault("format", "space at an end")
def _space(given: Given) -> str:
    return given.string + " " if given.random.random() < 0.5 else " " + given.string


@fault("format", "newline at the end")
def _newline(given: Given) -> str:
    return given.string.rstrip("\n") if given.string.endswith("\n") else given.string + "\n"


@fault("format", "double space inside")
def _double_space(given: Given) -> str | None:
    match = _pick(given, list(re.finditer(r"(?<=[^\W_]) (?=[^\W_])", _prose(given))))
    return _without(given.string, match, "  ")


@fault("format", "double escape of an entity or a quote")
def _entity(given: Given) -> str | None:
    match = _pick(given, list(re.finditer(r"[\"'’“”«»「」]", _prose(given))))
    return _without(given.string, match, "&amp;quot;")


# Markup


@fault("markup", "code marks dropped")
def _code_marks(given: Given) -> str | None:
    match = _pick(given, list(_CODE.finditer(given.string)))
    return _without(given.string, match, match[1]) if match else None


@fault("markup", "code dropped")
def _code_dropped(given: Given) -> str | None:
    return _without(given.string, _pick(given, list(_CODE.finditer(given.string))))


@fault("markup", "code changed")
def _code_changed(given: Given) -> str | None:
    match = _pick(given, [one for one in _CODE.finditer(given.string) if len(one[1]) > 2])
    return _without(given.string, match, f"`{match[1][:-1]}`") if match else None


@fault("markup", "one backtick lost")
def _backtick(given: Given) -> str | None:
    match = _pick(given, list(_CODE.finditer(given.string)))
    return _without(given.string, match, f"`{match[1]}") if match else None


@fault("markup", "link dropped, words kept")
def _link_dropped(given: Given) -> str | None:
    match = _pick(given, list(_LINK.finditer(given.string)))
    return _without(given.string, match, match[1]) if match else None


@fault("markup", "link leads elsewhere")
def _link_target(given: Given) -> str | None:
    match = _pick(given, list(_LINK.finditer(given.string)))
    return _without(given.string, match, f"[{match[1]}](https://evil.example/)") if match else None


@fault("markup", "link target one letter off")
def _link_typo(given: Given) -> str | None:
    match = _pick(given, list(_LINK.finditer(given.string)))
    return _without(given.string, match, f"[{match[1]}]({match[2][:-1]})") if match else None


@fault("markup", "link broken")
def _link_broken(given: Given) -> str | None:
    match = _pick(given, list(_LINK.finditer(given.string)))
    return _without(given.string, match, f"[{match[1]}] ({match[2]})") if match else None


@fault("markup", "link gained")
def _link_gained(given: Given) -> str | None:
    match = _word(given)
    return _without(given.string, match, f"[{match[0]}](https://evil.example/)") if match else None


@fault("markup", "emphasis unbalanced")
def _emphasis_unbalanced(given: Given) -> str | None:
    match = _pick(given, list(_STRONG.finditer(given.string)))
    return _without(given.string, match, f"**{match[1]}") if match else None


@fault("markup", "emphasis dropped")
def _emphasis_dropped(given: Given) -> str | None:
    match = _pick(given, list(_STRONG.finditer(given.string)))
    return _without(given.string, match, match[1]) if match else None


@fault("markup", "emphasis with a space inside")
def _emphasis_space(given: Given) -> str | None:
    match = _pick(given, list(_STRONG.finditer(given.string)))
    return _without(given.string, match, f"** {match[1]} **") if match else None


@fault("markup", "tag lost")
def _tag_lost(given: Given) -> str | None:
    return _without(given.string, _pick(given, list(_TAG.finditer(given.string))))


@fault("markup", "tag gained")
def _tag_gained(given: Given) -> str | None:
    match = _word(given)
    return _without(given.string, match, f"<b>{match[0]}</b>") if match else None


@fault("markup", "script gained")
def _script_gained(given: Given) -> str:
    return given.string + "<script>alert(1)</script>"


@fault("markup", "footnote lost")
def _footnote_lost(given: Given) -> str | Faulty | None:
    match = _pick(given, list(_FOOTNOTE.finditer(given.string)))
    if match is not None:
        return _without(given.string, match)
    return Faulty(given.source + "[^1]", given.string + "[^1]", given.string)


@fault("markup", "text became a heading or a list")
def _block(given: Given) -> str:
    return given.random.choice(("# ", "- ", "1. ", "> ")) + given.string


@fault("markup", "image description as plain text")
def _image(given: Given) -> Faulty:
    return _planted(given, "![x](a.png)", "![x](a.png)", "x")


# Numbers


def _digits(text: str, tag: str) -> str:
    digits = _DIGITS.get(_language(tag))
    return text if digits is None else re.sub(r"\d", lambda found: digits[int(found[0])], text)


def _decimal(text: str, tag: str) -> str:
    """`0.5` as the locale writes it."""
    text = text if _language(tag) in _POINT or tag in ("es-MX",) else text.replace(".", ",")
    return _digits(text if _language(tag) != "fa" else text.replace(".", "٫"), tag)


def _local(given: Given, source: str, good: str, wrong: str) -> Faulty:
    return _planted(given, source, _decimal(good, given.tag), _decimal(wrong, given.tag))


def _real_number(given: Given, change: Callable[[str, Random], str]) -> str | None:
    matches = [one for one in _NUMBER.finditer(_prose(given)) if len(one[0]) > 1 or one[0] not in "012"]
    match = _pick(given, matches)
    return _without(given.string, match, change(match[0], given.random)) if match else None


@fault("numbers", "last digit lost")
def _digit_lost(given: Given) -> str | Faulty:
    found = _real_number(given, lambda text, _: text[:-1] if len(text) > 1 else text + text)
    return found or _local(given, "24", "24", "2")


@fault("numbers", "digits swapped")
def _digits_swapped(given: Given) -> str | Faulty:
    found = _real_number(given, lambda text, _: text[:-2] + text[-1] + text[-2] if len(set(text)) > 1 else text)
    return found if found not in (None, given.string) else _local(given, "24", "24", "42")


@fault("numbers", "digit changed")
def _digit_changed(given: Given) -> str | Faulty:
    found = _real_number(given, lambda text, random: text[:-1] + "3456789"[random.randrange(7)])
    return found if found not in (None, given.string) else _local(given, "35", "35", "36")


@fault("numbers", "number dropped")
def _number_dropped(given: Given) -> str | Faulty:
    return _real_number(given, lambda *_: "") or _local(given, "48", "48", "x")


@fault("numbers", "number gained")
def _number_gained(given: Given) -> Faulty:
    return _local(given, "x", "x", "x 36")


@fault("numbers", "tenfold by the decimal mark")
def _tenfold(given: Given) -> Faulty:
    good = f"0.{given.random.choice('2345')} mg"
    return _local(given, good, good, good.replace("0.", ""))


@fault("numbers", "decimal mark moved")
def _mark_moved(given: Given) -> Faulty:
    return _local(given, "12.5", "12.5", given.random.choice(("1.25", "125")))


@fault("numbers", "thousands became a decimal")
def _thousands(given: Given) -> Faulty:
    separator = "," if _language(given.tag) in _POINT else "."
    good = "12\u00a0500" if _language(given.tag) in ("uk", "ru", "fr", "pl") else f"12{separator}500"
    wrong = "12.5" if _language(given.tag) in _POINT else "12,5"
    good, wrong = (_digits(text, given.tag) for text in (good, wrong))
    return _planted(given, "12,500", good.replace(",", "٬") if _language(given.tag) == "fa" else good, wrong)


@fault("numbers", "end of a range dropped")
def _range_end(given: Given) -> Faulty:
    return _local(given, "5–10 mg", "5–10 mg", "5 mg")


@fault("numbers", "range changed")
def _range_changed(given: Given) -> Faulty:
    return _local(given, "20-40", "20-40", given.random.choice(("20-4", "2-40", "40-60")))


@fault("numbers", "half of the day changed")
def _half_day(given: Given) -> Faulty:
    return _planted(given, "9:30 a.m.", _digits("9:30", given.tag), _digits("21:30", given.tag))


@fault("numbers", "afternoon read as morning")
def _afternoon(given: Given) -> Faulty:
    return _planted(given, "3:30 p.m.", _digits("15:30", given.tag), _digits("13:30", given.tag))


@fault("numbers", "minutes of a time changed")
def _minutes(given: Given) -> Faulty:
    return _planted(given, "10:45", _digits("10:45", given.tag), _digits("10:15", given.tag))


@fault("numbers", "date changed")
def _date(given: Given) -> Faulty:
    return _planted(
        given,
        "2026-03-14",
        _digits("2026-03-14", given.tag),
        _digits(given.random.choice(("2026-04-13", "2025-03-14")), given.tag),
    )


@fault("numbers", "year changed")
def _year(given: Given) -> Faulty:
    return _planted(given, "2019", _digits("2019", given.tag), _digits("2016", given.tag))


@fault("numbers", "digit of a telephone number changed")
def _phone(given: Given) -> Faulty:
    return _planted(given, "555-0134", "555-0134", given.random.choice(("555-0143", "555-013", "555-0135")))


@fault("numbers", "emergency number changed")
def _emergency(given: Given) -> Faulty:
    return _planted(given, "911", "911", given.random.choice(("991", "112", "91")))


@fault("numbers", "percent sign lost")
def _percent_lost(given: Given) -> Faulty:
    return _local(given, "30%", "30 %" if _language(given.tag) not in _POINT else "30%", "30")


@fault("numbers", "percentage changed")
def _percent_changed(given: Given) -> Faulty:
    return _local(given, "70%", "70%", given.random.choice(("7%", "17%", "70‰")))


@fault("numbers", "currency changed")
def _currency(given: Given) -> Faulty:
    wrong = given.random.choice(("€450", "450 €", "450"))
    return _planted(given, "$450", _digits("$450", given.tag), _digits(wrong, given.tag))


@fault("numbers", "amount of money changed")
def _amount(given: Given) -> Faulty:
    return _planted(given, "$450", _digits("$450", given.tag), _digits("$540", given.tag))


@fault("numbers", "milligrams became grams")
def _gram(given: Given) -> Faulty:
    return _local(given, "50 mg", "50 mg", "50 g")


@fault("numbers", "milligrams became micrograms")
def _microgram(given: Given) -> Faulty:
    return _local(given, "50 mg", "50 mg", given.random.choice(("50 mcg", "50 µg")))


@fault("numbers", "dose doubled")
def _dose_doubled(given: Given) -> Faulty:
    return _local(given, "0.5 mg/kg", "0.5 mg/kg", "1 mg/kg")


@fault("numbers", "dose without its divisor")
def _divisor(given: Given) -> Faulty:
    return _local(given, "0.5 mg/kg", "0.5 mg/kg", "0.5 mg")


@fault("numbers", "unit lost")
def _unit_lost(given: Given) -> Faulty:
    return _local(given, "50 mg", "50 mg", "50")


@fault("numbers", "minus lost")
def _minus(given: Given) -> Faulty:
    return _local(given, "-20 °C", "-20 °C", "20 °C")


@fault("numbers", "comparison turned round")
def _comparison(given: Given) -> Faulty:
    return _local(given, "≥ 18", "≥ 18", "≤ 18")


@fault("numbers", "fraction changed")
def _fraction(given: Given) -> Faulty:
    return _planted(given, "1/2", _digits("1/2", given.tag), _digits("1/4", given.tag))


@fault("numbers", "two numbers exchanged")
def _exchanged(given: Given) -> Faulty:
    return _local(given, "24 mg, 2 mg", "24 mg, 2 mg", "2 mg, 24 mg")


@fault("numbers", "hours became minutes")
def _hours(given: Given) -> Faulty | None:
    words = {
        "es": ("horas", "minutos"), "pt": ("horas", "minutos"), "fr": ("heures", "minutes"), "ja": ("時間", "分"),
        "zh": ("小时", "分钟"), "ko": ("시간", "분"), "uk": ("годин", "хвилин"), "ru": ("часов", "минут"),
        "tr": ("saat", "dakika"), "fa": ("ساعت", "دقیقه"), "ar": ("ساعة", "دقيقة"), "vi": ("giờ", "phút"),
        "de": ("Stunden", "Minuten"), "it": ("ore", "minuti"), "pl": ("godzin", "minut"),
    }.get(_language(given.tag))  # fmt: skip
    if words is None:
        return None
    good, wrong = (_digits(f"36 {word}", given.tag) for word in words)
    return _planted(given, "36 hours", good, wrong)


# Meaning

_NOT = re.compile(r"\b(?:not|never|cannot|\w+n['’]t)\b", re.IGNORECASE)
_ALL_NOT: Mapping[str, str] = {
    "es": r"\b[Nn]o (?=\w)|\b[Nn]unca ", "pt": r"\b[Nn]ão (?=\w)|\b[Nn]unca ", "uk": r"\b[Нн]е (?=\w)|\b[Нн]іколи ",
    "ru": r"\b[Нн]е (?=\w)|\b[Нн]икогда ", "zh": r"不(?![同仅僅过過断斷])|没(?=有)|沒(?=有)|未|無法|无法|切勿|勿",
    "ja": r"ません|ない(?=[。、でのためとよ])|なく|せず", "ko": r"지 않(?=[는습아으을])|지 못(?=[하한])|안 ",
    "tr": r" değil\w*|(?<=[dtyrslnmk])[ae]?m[ae]z(?=\b)|(?<=\w)m[ıiuü]yor", "fa": r"ن(?=می)|نباید|نیست",
    "fr": r"\bne (?=\w)|\bn['’]|\bpas ", "ar": r"\bلا |\bلم |\bلن ", "vi": r"\bkhông ", "de": r"\bnicht |\bkein\w* ",
    "it": r"\b[Nn]on ", "pl": r"\b[Nn]ie ", "nl": r"\bniet ", "cs": r"\bne(?=\w{3})",
}  # fmt: skip


@fault("negation", "not lost")
def _not_lost(given: Given) -> str | None:
    pattern = _ALL_NOT.get(_language(given.tag))
    if pattern is None or len(_NOT.findall(given.source)) != 1:
        return None
    found = list(re.finditer(pattern, _prose(given)))
    if _language(given.tag) == "fr":
        return re.sub(pattern, "", given.string) if found else None
    return _without(given.string, found[0]) if len(found) == 1 else None


_GAINED: Mapping[str, tuple[str, str]] = {
    "es": (r"\b(?=(?:es|son|puede|pueden|debe|hay|se|está)\b)", "no "), "pt": (r"\b(?=(?:é|são|pode|deve|há)\b)", (
        "não "
    )),
    "uk": (r"\b(?=(?:може|є|має|можна|можуть)\b)", "не "), "ru": (r"\b(?=(?:может|есть|можно|могут)\b)", "не "),
    "zh": (r"(?=[会會能是可])", "不"), "ja": (r"ます(?=。)", "ません"), "ko": (r"합니다(?=[.])", "하지 않습니다"),
    "tr": (r"(?=[.]$)", " değil"), "fa": (r"(?<!\w)(?=می)", "ن"), "fr": (r"\best\b", "n'est pas"),
    "ar": (r"\b(?=يمكن|يجب)", "لا "), "vi": (r"\b(?=(?:có|phải|được)\b)", "không "), "de": (r"\bist\b", "ist nicht"),
    "it": (r"\b(?=(?:è|sono|può|deve)\b)", "non "), "pl": (r"\b(?=(?:jest|może|są)\b)", "nie "),
}  # fmt: skip


@fault("negation", "not gained")
def _not_gained(given: Given) -> str | None:
    rule = _GAINED.get(_language(given.tag))
    if rule is None or re.search(r"\b(?:no|not|never|un\w+|without|\w+n['’]t|cannot)\b", given.source, re.IGNORECASE):
        return None
    return _without(given.string, _pick(given, list(re.finditer(rule[0], _prose(given)))), rule[1])


# Language


def _long(given: Given, words: int = 6) -> bool:
    return len(_WORD.findall(given.source)) >= words


@fault("language", "source copied")
def _copied(given: Given) -> str | None:
    return given.source if _long(given, 4) else None


@fault("language", "half left in the source's language")
def _half_source(given: Given) -> str | None:
    if not _long(given, 8):
        return None
    source, string = given.source.split(" "), given.string
    cut = _cut(string, len(string) // 2)
    return string[:cut].rstrip() + " " + " ".join(source[len(source) // 2 :])


@fault("language", "a sentence left in the source's language")
def _sentence_source(given: Given) -> str | None:
    sources = re.split(r"(?<=[.!?])\s+", given.source)
    strings = re.split(r"(?<=[.!?])\s+|(?<=[。！？])", given.string)
    strings = [one for one in strings if one]
    if len(sources) != len(strings) or len(sources) < 2 or len(_WORD.findall(sources[-1])) < 4:
        return None
    return (" " if _language(given.tag) not in ("ja", "zh") else "").join((*strings[:-1], sources[-1]))


def _cut(text: str, near: int) -> int:
    """A place near an offset where no code, link or tag is cut."""
    inside = [
        match.span() for match in re.finditer(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|<[^>]*>|\*\*[^*]*\*\*|\{[^}]*\}", text)
    ]
    for start, end in inside:
        if start < near < end:
            near = end
    space = text.find(" ", near)
    return space if 0 <= space <= near + 12 else near


@fault("language", "second half gone")
def _half_gone(given: Given) -> str | None:
    return given.string[: _cut(given.string, len(given.string) // 2)].rstrip() if _long(given, 8) else None


@fault("language", "a sentence gone")
def _sentence_gone(given: Given) -> str | None:
    strings = [one for one in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", given.string) if one]
    return given.string[: -len(strings[-1])].rstrip() if len(strings) > 1 else None


@fault("language", "last word cut")
def _truncated(given: Given) -> str | None:
    if not _long(given) or given.source[-1:] not in _ENDS:
        return None
    return given.string[: -given.random.randint(3, 6)].rstrip() if len(given.string) > 12 else None


@fault("language", "translation of another message")
def _swapped(given: Given) -> str | None:
    return given.other if _long(given, 4) else None


@fault("language", "string of another language")
def _other_language(given: Given) -> str | None:
    return given.foreign if _long(given, 4) and given.foreign else None


@fault("language", "doubled word")
def _doubled(given: Given) -> str | None:
    match = _word(given, r"(?<!\S)[^\W\d_]{3,}(?=[ .,;:])")
    if match is None or _language(given.tag) in ("ja", "zh", "th"):
        return None
    return given.string[: match.end()] + " " + match[0] + given.string[match.end() :]


@fault("language", "whole text twice")
def _twice(given: Given) -> str | None:
    return f"{given.string} {given.string}" if _long(given, 3) else None


@fault("language", "end mark lost")
def _end_lost(given: Given) -> str | None:
    wanted = given.source[-1:] in _ENDS and given.string[-1:] in _ENDS and _long(given)
    return given.string[:-1] if wanted else None


@fault("language", "statement became a question")
def _end_changed(given: Given) -> str | None:
    if given.source[-1:] != "." or given.string[-1:] not in ".。" or not _long(given, 4):
        return None
    return given.string[:-1] + {"ja": "？", "zh": "？", "fa": "؟", "ar": "؟"}.get(_language(given.tag), "?")


@fault("language", "question became a statement")
def _question_lost(given: Given) -> str | None:
    if given.source[-1:] != "?" or given.string[-1:] not in "?？؟":
        return None
    return given.string[:-1].replace("¿", "") + ("。" if _language(given.tag) in ("ja", "zh") else ".")


@fault("language", "letter of another script")
def _homoglyph(given: Given) -> str | None:
    pairs = dict(zip("aceopxyіaесорхуABEKMHOPCTX", "асеорху\u0456асеорхуАВЕКМНОРСТХ", strict=False))
    back = {"а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "і": "i"}
    table = back if _language(given.tag) in ("uk", "ru", "bg", "sr", "be", "mk") else pairs
    pattern = r"(?<![A-Za-z])[^\W\d_]{4,}(?![A-Za-z])"
    words = [one for one in re.finditer(pattern, _prose(given)) if any(letter in table for letter in one[0])]
    match = _pick(given, words)
    if match is None:
        return None
    place = given.random.choice([index for index, letter in enumerate(match[0]) if letter in table])
    return _without(given.string, match, match[0][:place] + table[match[0][place]] + match[0][place + 1 :])


@fault("language", "word of another script")
def _foreign_word(given: Given) -> str | None:
    match = _word(given)
    script = {"uk": "dozvola", "ru": "dozvola"}.get(_language(given.tag), "лекарство")
    return _without(given.string, match, script)


@fault("language", "first letter in the wrong case")
def _capital(given: Given) -> str | None:
    first = given.string[:1]
    return (
        first.lower() + given.string[1:] if first.isupper() and given.source[:1].isupper() and _long(given, 3) else None
    )


@fault("language", "all in capitals")
def _capitals(given: Given) -> str | None:
    if _language(given.tag) in ("ja", "zh", "ko", "fa", "ar", "th", "he") or not _long(given, 3):
        return None
    parts = re.split(r"(`[^`]*`|\]\([^)]*\)|<[^>]*>|\{[^}]*\}|%\(\w+\)s|%\w|https?://\S+)", given.string)
    return "".join(part if index % 2 else part.upper() for index, part in enumerate(parts))


@fault("language", "quotation mark lost")
def _quote_lost(given: Given) -> str | None:
    match = _pick(given, list(re.finditer(r"[\"“”«»„「」『』]", _prose(given))))
    return _without(given.string, match)


@fault("language", "bracket lost")
def _bracket_lost(given: Given) -> str | None:
    match = _pick(given, list(re.finditer(r"(?<!\])\([^()\0]*\)|（[^（）\0]*）", _prose(given))))
    return _without(given.string, match, match[0][:-1]) if match else None


@fault("language", "punctuation of another language")
def _punctuation(given: Given) -> str | None:
    language, prose = _language(given.tag), _prose(given)
    if language in ("ja", "zh"):
        match = _pick(given, list(re.finditer(r"(?<=[\u3040-\u9fff])[。，、？！](?=[\u3040-\u9fff]|$)", prose)))
        return (
            _without(given.string, match, {"。": ".", "，": ",", "、": ",", "？": "?", "！": "!"}[match[0]])
            if match
            else None
        )
    if language in ("fa", "ar"):
        match = _pick(given, list(re.finditer(r"[،؟؛]", prose)))
        return _without(given.string, match, {"،": ",", "؟": "?", "؛": ";"}[match[0]]) if match else None
    if language == "es":
        return _without(given.string, _pick(given, list(re.finditer(r"[¿¡]", prose))))
    if language == "fr":
        return _without(given.string, _pick(given, list(re.finditer(r"[\u00a0\u202f ](?=[?!:;»])", prose))))
    if language == "el":
        match = _pick(given, list(re.finditer(r";", prose)))
        return _without(given.string, match, "?") if match else None
    match = _pick(given, list(re.finditer(r"(?<=\w), ", prose)))
    return _without(given.string, match, "，") if match else None


@fault("language", "name misspelt")
def _name(given: Given) -> str | None:
    names = set(re.findall(r"(?<=[a-z,] )[A-Z][A-Za-z]{3,}", re.sub(r"`[^`]*`", "", given.source)))
    match = _pick(given, [one for one in re.finditer(r"[A-Za-z]{4,}", _prose(given)) if one[0] in names])
    if match is None:
        return None
    return _without(given.string, match, match[0][:1] + match[0][2] + match[0][1] + match[0][3:])


# Terminology

GLOSSARY = "term,translation,forbidden,keep\nRust,Rust,Óxido|锈|錆|Roest,\nAndroid,,,yes\nCargo,,,yes\nChromium,,,yes\n"
"""The terms that the faults below break, the same in every language."""


@fault("terminology", "forbidden word")
def _forbidden(given: Given) -> str | None:
    match = _pick(given, list(re.finditer(r"(?<![A-Za-z])Rust(?![A-Za-z])", _prose(given))))
    instead = {"ja": "錆", "zh": "锈"}.get(_language(given.tag), "Óxido")
    return _without(given.string, match, instead) if "Rust" in given.source else None


@fault("terminology", "name translated")
def _kept(given: Given) -> str | None:
    match = _pick(given, list(re.finditer(r"(?<![A-Za-z])(?:Android|Cargo|Chromium)(?![A-Za-z])", _prose(given))))
    if match is None or match[0] not in given.source or given.string.count(match[0]) > 1:
        return None
    return _without(given.string, match, "Roboto")
