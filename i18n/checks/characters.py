"""Characters that change how text is read without being seen, or that no text should hold.

Source: UAX #9 (bidirectional text), UAX #31 2.3 (joiners), Unicode 15 chapter 23 (special areas and format
characters), UTS #51 (emoji tag sequences).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.model import Severity

_FILLERS = "\u115f\u1160\u3164\uffa0"
_MARK_AREAS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u06d6-\u06ed\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Everything else that is forbidden is "not printable" to Python, which `str.isprintable` finds four times as fast.
HINT = re.compile(f"[{_FILLERS}{_MARK_AREAS}]")  # five times as fast as the next one, which it saves
_MOST_MARKS = 8
_SUSPECT = re.compile(f"[{_FILLERS}]|[{_MARK_AREAS}]{{{_MOST_MARKS + 1}}}")

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
_ZERO_WIDTH_SPACE = "\u200b"
_ZERO_WIDTH_SPACE_LANGUAGES = frozenset({"th", "lo", "km", "my", "ja"})
_DISCOURAGED = frozenset("\u2060\u00ad")
# Signs that enclose or precede Arabic, Syriac and Kaithi numbers: format characters, and visible.
_NUMBER_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Scripts whose spelling needs joiners: Arabic to Syriac, the Indic scripts and Sinhala, Tibetan, Myanmar, Khmer,
# Mongolian, Arabic presentation forms.
_JOINING_AREAS = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
# Not printable to Python and quite ordinary: white space, and joiners beside a letter that they are made for.
_ORDINARY = (
    "[\n\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    # Its first character decides quickly; the letter before it is looked at last.
    f"|[\u200c\u200d](?:(?=[{_JOINING_AREAS}])|(?<=[{_JOINING_AREAS}].))"
)
_ALLOWED = {"ltr": re.compile(_ORDINARY), "rtl": re.compile(f"{_ORDINARY}|[\u200e\u200f\u061c]")}
_JOINING = re.compile(f"[{_JOINING_AREAS}]")
_JOINED_WORD = re.compile(r"(?<=\w)[\u200c\u200d]+(?=\w)")
_PICTOGRAPH = "[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]"
# Joined emoji, and the flags of England, Scotland and other regions.
_EMOJI = re.compile(f"(?<={_PICTOGRAPH})\u200d(?={_PICTOGRAPH})|\U0001f3f4[\U000e0020-\U000e007e]{{1,16}}\U000e007f")


def check(pair: Pair) -> Sequence[Problem]:
    """Characters that the string may not hold. What the source holds too is allowed, but for direction overrides."""
    allowed = _ALLOWED[pair.locale.direction]
    for string in pair.message.strings:
        suspect = not string.isascii() and HINT.search(string) is not None and _SUSPECT.search(string) is not None
        if suspect or not (
            string.isprintable()
            or string.replace("\n", "").isprintable()
            or allowed.sub("", string).isprintable()
        ):
            return [problem for text in texts(pair) for problem in _examine(text, pair)]
    return ()


def _examine(text: Text, pair: Pair) -> Iterator[Problem]:
    string = _EMOJI.sub("", _ALLOWED[pair.locale.direction].sub(" ", text.string))
    for character in dict.fromkeys(string):
        if character.isprintable() and character not in _FILLERS:
            continue
        if character in _ISOLATES or (character in text.source and character not in _OVERRIDES):
            continue
        verdict = _judge(character, string, pair)
        if verdict is not None:
            name, severity, why = verdict
            yield Problem(f"characters.{name}", severity, f"{text.prefix}{_name(character)} {why}; remove it")
    if not _balanced(string):
        message = f"{text.prefix}isolates U+2066 to U+2069 are not balanced; close each one with U+2069"
        yield Problem("characters.isolate", Severity.ERROR, message)
    if _longest_marks(string) > max(_MOST_MARKS, _longest_marks(text.source)):
        message = f"{text.prefix}more than {_MOST_MARKS} combining marks stand on one letter; remove them"
        yield Problem("characters.marks", Severity.ERROR, message)


def _judge(character: str, string: str, pair: Pair) -> tuple[str, Severity, str] | None:
    error, warning = Severity.ERROR, Severity.WARNING
    if character in _OVERRIDES:
        return "override", error, "changes the order in which text is read"
    if character in _DIRECTION_MARKS:
        return "mark", warning, "is for right-to-left languages"
    if character in _JOINERS:
        # Beside punctuation in a text of a script that needs them they are a slip that harms nobody.
        harmless = _JOINING.search(string) is not None and _JOINED_WORD.search(string) is None
        return None if harmless else ("joiner", error, "does not belong between these letters")
    if character == _ZERO_WIDTH_SPACE:
        allowed = language(pair.locale.tag) in _ZERO_WIDTH_SPACE_LANGUAGES
        return None if allowed else ("space", error, f"has no use in {pair.locale.tag}")
    if character in _DISCOURAGED:
        return "discouraged", warning, "cannot be seen and hides text from a search"
    category = unicodedata.category(character)
    if character in _NUMBER_SIGNS or _reserved_pictograph(character):
        return None
    match category:
        case "Cc" | "Zl" | "Zp":
            return "control", error, "is a control character"
        case "Cs":
            return "surrogate", error, "is half a character"
        case "Co":
            return "private", error, "has no agreed meaning"
        case "Cn":
            return "unassigned", error, "is not a character"
        case _:
            return "invisible", error, "cannot be seen"


def _reserved_pictograph(character: str) -> bool:
    # Reserved for emoji, so a newer Unicode than Python's may well have one there (UTS #51, 1.4.1).
    return "\U0001f000" <= character <= "\U0001faff" and unicodedata.category(character) == "Cn"


def _balanced(string: str) -> bool:
    depth = 0
    for character in string:
        if character in _ISOLATES:
            depth += -1 if character == "\u2069" else 1
            if depth < 0:
                return False
    return depth == 0


def _longest_marks(string: str) -> int:
    """Length of the longest run of combining marks."""
    longest = run = 0
    for character in string:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        longest = max(longest, run)
    return longest


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()
