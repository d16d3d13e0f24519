"""Signs of a slip in an ordinary text: a copy of the source, a doubled word, a lost full stop, half a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON_WORD = re.compile(r"(?<![\w.:/-])[^\W\d_]{2,}(?![\w.:/-]\w)")
_COPIED_WORDS = 3  # fewer may be a name or a term that the languages share

_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})[ \n]+\1(?![\w'’-])", re.IGNORECASE)
# Languages that double words to say "very", "each" or "slowly", and words that grammar doubles in the others.
_DOUBLING = frozenset(
    "az bn fil gu hi hmn ht id jv km kn lo ml mr ms mww my ne pa si so su sw ta te th tl tr ur uz vi".split()
)
_GRAMMAR: Mapping[str, frozenset[str]] = {
    "en": frozenset({"that", "had"}),
    "fr": frozenset({"vous", "nous", "faire"}),
    "de": frozenset({"die", "der", "das", "sie", "den", "dem"}),
    "pt": frozenset({"se"}),
    "nl": frozenset({"dat", "die", "is", "zijn"}),
    "it": frozenset({"via", "poco", "piano"}),
}

_CLOSING = "*_`~\"'”’“»«›)）」』】》]\u00a0\u202f \n"
_ENDS: Mapping[str, str] = {
    "?": "??？؟;\u037e՞፧",
    "!": "!！՜",
    ":": ":：؛፥܃",
}
_ANY_STOP = frozenset(".。．｡…۔।॥։።។၊။᠃܂" + "".join(_ENDS.values()) + "、，,；;")
# No full stop, or not always one, at the end of a sentence.
_STOPLESS = frozenset({"th", "lo", "km", "my", "bo", "dz"})
_SHORTEST_SENTENCE = 30  # characters; shorter ones ("Dr.", "etc.") end in a point for other reasons

# A string's length as a share of an English source: far outside is half a text, or two. Measured on the Spanish,
# Persian, Japanese, Korean, Portuguese, Turkish, Ukrainian and Chinese catalogs of "Comprehensive Rust" (2026-08):
# of 1,000 strings fewer than 1 lies outside.
_DENSE = frozenset({"zh", "ja", "ko", "yue"})
_DENSE_RATIO, _RATIO = (0.12, 2.0), (0.4, 2.8)
_SHORTEST_COMPARED = 40  # characters

_STRONG = re.compile(r"(?<!\\)(?:\*\*|__)(?=\S)(.+?)(?<=\S)(?:\*\*|__)")


def untranslated(pair: Pair) -> Sequence[Problem]:
    """A warning where a string of several words is its source, letter for letter."""
    if language(pair.locale.tag) == language(pair.source_tag):
        return ()
    return [
        Problem("wording.untranslated", Severity.WARNING, f"{text.prefix}a copy of the source; translate it")
        for text in texts(pair)
        if text.string == text.source and _is_prose(text.source)
    ]


def _is_prose(text: str) -> bool:
    words = _COMMON_WORD.findall(visible(text))
    return len(words) >= _COPIED_WORDS and sum(word.islower() for word in words) >= 2


def doubled_words(pair: Pair) -> Sequence[Problem]:
    """A warning for "the the", unless the language or the source says it so."""
    tag = language(pair.locale.tag)
    if tag in _DOUBLING:
        return ()
    problems = []
    for text in texts(pair):
        allowed = _GRAMMAR.get(tag, frozenset()) | {word.casefold() for word in _DOUBLED.findall(text.source)}
        for word in _DOUBLED.findall(visible(text.string)):
            if word.casefold() not in allowed:
                message = f"{text.prefix}the word {word!r} stands twice; remove one"
                problems.append(Problem("wording.doubled", Severity.WARNING, message))
    return problems


def end_punctuation(pair: Pair) -> Sequence[Problem]:
    """A warning where a question, an exclamation, a colon or a long sentence ends in another way."""
    return [problem for text in texts(pair) for problem in _compare_ends(text, pair)]


def _compare_ends(text: Text, pair: Pair) -> Sequence[Problem]:
    source, string = text.source.rstrip(_CLOSING)[-1:], text.string.rstrip(_CLOSING)[-1:]
    tag = language(pair.locale.tag)
    if not source or not string or tag in _STOPLESS:
        return ()
    if source in _ENDS:
        wrong = string not in _ENDS[source] and (source == "?" or string not in _ANY_STOP)
        wrong = wrong and not (tag == "ko" and source == "?" and "까" in text.string)
    elif source == ".":
        long = len(text.source) >= _SHORTEST_SENTENCE and not text.source.endswith("..")
        wrong = long and string.isalpha() and tag not in _DENSE
    else:
        wrong = string in "?？؟" and source.isalpha()
    if not wrong:
        return ()
    message = f"{text.prefix}the source ends with {source!r}, the string with {string!r}; end it in the same way"
    return (Problem("wording.end", Severity.WARNING, message),)


def length(pair: Pair) -> Sequence[Problem]:
    """A warning where a string is far shorter or longer than translations of such a text are."""
    shortest, longest = _DENSE_RATIO if language(pair.locale.tag) in _DENSE else _RATIO
    problems = []
    for text in texts(pair):
        if len(text.source) < _SHORTEST_COMPARED:
            continue
        ratio = len(text.string) / len(text.source)
        if not shortest <= ratio <= longest:
            word = "longer" if ratio > 1 else "shorter"
            sizes = f"{len(text.source)} characters became {len(text.string)}"
            message = f"{text.prefix}the string is much {word} than its source: {sizes}; check that it is whole"
            problems.append(Problem("wording.length", Severity.WARNING, message))
    return problems


def emphasis(pair: Pair) -> Sequence[Problem]:
    """A warning where a string has fewer strong words (`**so**`) than its source."""
    if "markdown" not in pair.source.formats:
        return ()
    problems = []
    for text in texts(pair):
        if "**" not in text.source and "__" not in text.source:
            continue
        wanted, found = len(_STRONG.findall(visible(text.source))), len(_STRONG.findall(visible(text.string)))
        if found < wanted:
            message = f"{text.prefix}the source emphasises {wanted} with '**', the string {found}; mark the same words"
            problems.append(Problem("wording.emphasis", Severity.WARNING, message))
    return problems
