"""Signs of a slip in an ordinary text: a doubled word, a lost full stop, half a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from i18n.checks.pair import Pair, Problem, Text, language, texts
from i18n.checks.quantities import visible
from i18n.model import Severity

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
# A question that its last words make one, so that it may end in a full stop.
_ASKING: Mapping[str, str] = {"ko": "까", "ja": "か"}
# No full stop, or not always one, at the end of a sentence.
_STOPLESS = frozenset({"th", "lo", "km", "my", "bo", "dz"})
_SHORTEST_SENTENCE = 30  # characters; shorter ones ("Dr.", "etc.") end in a point for other reasons

# A string's length as a share of an English source: far outside is half a text, or two. Measured on the Spanish,
# Persian, Japanese, Korean, Portuguese, Turkish, Ukrainian and Chinese catalogs of "Comprehensive Rust" (2026-08):
# of 1,000 strings fewer than 1 lies outside.
_DENSE = frozenset({"zh", "ja", "ko", "yue"})
_DENSE_RATIO, _RATIO = (0.12, 2.0), (0.4, 2.8)
_SHORTEST_COMPARED = 40  # characters

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_MARKS = ".,;:!?)]»”\"'*_。、，"
_SHORTEST_SHOUT = 10  # letters

_STRONG = re.compile(r"(?<!\\)(?:\*\*|__)(?=\S)(.+?)(?<=\S)(?:\*\*|__)")


def doubled_words(pair: Pair) -> Sequence[Problem]:
    """A warning for "the the", unless the language or the source says it so."""
    tag = language(pair.locale.tag)
    if tag in _DOUBLING:
        return ()
    problems = []
    for text in texts(pair):
        words = text.string.lower().split()
        if not any(one == other.rstrip(_MARKS) for one, other in pairwise(words)):
            continue
        allowed = _GRAMMAR.get(tag, frozenset()) | {word.casefold() for word in _DOUBLED.findall(text.source)}
        for word in _DOUBLED.findall(visible(text.string)):
            if word.casefold() not in allowed:
                message = f"{text.prefix}the word {word!r} stands twice; remove one"
                problems.append(Problem("language.doubled", Severity.WARNING, message))
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
        wrong = wrong and not (source == "?" and tag in _ASKING and _ASKING[tag] in text.string[-12:])
        # How loud a short text is ("Click me!") is a matter of style.
        wrong = wrong and (source != "!" or len(text.source) >= _SHORTEST_SENTENCE)
    elif source == ".":
        long = len(text.source) >= _SHORTEST_SENTENCE and not text.source.endswith("..")
        wrong = (long and string.isalpha() and tag not in _DENSE) or (string in "?？؟" and "?" not in text.source)
    else:
        wrong = string in "?？؟" and source.isalpha()
    if not wrong:
        return ()
    message = f"{text.prefix}the source ends with {source!r}, the string with {string!r}; end it in the same way"
    return (Problem("language.end", Severity.WARNING, message),)


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
            problems.append(Problem("language.length", Severity.WARNING, message))
    return problems


def capitals(pair: Pair) -> Sequence[Problem]:
    """A warning where a sentence begins with a small letter and its source does not, or where all is in capitals."""
    tag = language(pair.locale.tag)
    if tag in _DENSE or "slug" in pair.source.formats or "code" in pair.source.formats:
        return ()
    problems = []
    for text in texts(pair):
        if text.string[:1].islower() and text.source[:1].isupper() and _begins_with_word(text):
            message = (
                f"{text.prefix}{text.string[:20]!r} begins with a small letter, the source does not; use a capital"
            )
            problems.append(Problem("language.capital", Severity.WARNING, message))
        elif len(text.string) >= _SHORTEST_SHOUT and _shouted(text):
            message = f"{text.prefix}the string is in capitals, the source is not; write it as the source is written"
            problems.append(Problem("language.capital", Severity.WARNING, message))
    return problems


def _begins_with_word(text: Text) -> bool:
    """Both begin with a word of the language: no name such as `iPhone`, no abbreviation, no term of a program."""
    first, there = _FIRST_WORD.match(text.string), _FIRST_WORD.match(text.source)
    if first is None or there is None or first[0] in _FIRST_WORD.findall(visible(text.source)):
        return False
    return text.source[there.end() : there.end() + 1] in (" ", ",", ":", "'", "’") and len(text.source.split()) > 2


def _shouted(text: Text) -> bool:
    string = visible(text.string)
    if string != string.upper() or sum(map(str.isupper, string)) < _SHORTEST_SHOUT:
        return False
    source = [letter for letter in visible(text.source) if letter.isalpha()]
    return sum(map(str.isupper, source)) * 2 < len(source)


def emphasis(pair: Pair) -> Sequence[Problem]:
    """A warning where a string has fewer strong words (`**so**`) than its source, or a mark that marks nothing."""
    if "markdown" not in pair.source.formats:
        return ()
    problems = []
    for text in texts(pair):
        if not any(mark in part for mark in ("**", "__") for part in (text.source, text.string)):
            continue
        source, string = visible(text.source), visible(text.string)
        wanted, found = len(_STRONG.findall(source)), len(_STRONG.findall(string))
        if found < wanted:
            message = f"{text.prefix}the source emphasises {wanted} with '**', the string {found}; mark the same words"
            problems.append(Problem("language.emphasis", Severity.WARNING, message))
        elif "**" in _STRONG.sub("", string).replace("\\*", "") and "**" not in _STRONG.sub("", source):
            message = f"{text.prefix}'**' stands alone and will be read as it is; close it, without a space inside"
            problems.append(Problem("language.emphasis", Severity.WARNING, message))
    return problems
