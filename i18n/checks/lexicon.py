"""What a catalog itself teaches: which words of its strings answer which words of its sources, and how long they are.

A string that holds none of the words that its source's words usually bring with them translates something else, or half
of it is gone. Nothing is known of any language beforehand; a small catalog teaches nothing and nothing is said.
Source: word association by the share of sentences (Gale and Church, 1991), and a naive Bayes score over it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from i18n.checks.copies import manner
from i18n.checks.pair import Pair, Problem
from i18n.checks.quantities import visible
from i18n.model import Severity

_WORD = re.compile(r"[^\W\d_]{3,}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_STEM = 5  # letters: long enough to tell words apart, short enough that endings do not count
_MOST_PAIRS = 4000
_FEWEST_PAIRS = 150
_FEWEST_USES = 4
_SHARE, _LIFT = 0.45, 4.0
_MOST_ANSWERS = 4
_SURE = 0.93  # no association is taken to be surer
_UNLIKE = -3.0  # the score below which a string is of another source
_CUT = -5.5  # the score of a text's end, with how much too short the string is, below which its end is missing
_FEWEST_KNOWN = 3
_SHORTEST = 40  # characters of source whose length is compared
_FEWEST_LENGTHS = 60
_DEVIATIONS = 4.2
_SENTENCE_SHARE = 0.97
# Words that go from a source to its string as they are: code, names, abbreviations.
_NAME = re.compile(r"[A-Za-z][\w.:-]*[A-Z0-9_:][\w:]*|[A-Z]\w{2,}")
_USUAL = 0.01  # share of all strings, above which a name says nothing about which source a string translates


class Answer(NamedTuple):
    """What a source word brings with it."""

    tokens: frozenset[str]
    share: float
    """Of the pairs with the word, how many have its commonest token."""
    chance: float
    """Of all pairs, how many have one of the tokens."""


class Lexicon(NamedTuple):
    """What was learned from the pairs of one locale."""

    answers: Mapping[str, Answer]
    tokens: frozenset[str]
    """All tokens that answer a word."""
    mean: float
    """Of the logarithm of string length by source length."""
    deviation: float
    """0 where too few are known."""
    stops: frozenset[str]
    """The manners of text of which nearly every string ends in a stop where its source does."""
    usual: frozenset[str]
    """Names that many strings hold."""


def learn(pairs: Sequence[Pair]) -> Lexicon:
    """What the pairs of one locale teach. Takes some 4,000 of them, evenly spread."""
    step = max(1, len(pairs) // _MOST_PAIRS)
    taken = [pair for pair in pairs[::step] if pair.source.plural_id is None and pair.message.strings[0]]
    taken = [pair for pair in taken if pair.message.strings[0] != pair.source.key.id]
    mean, deviation = _lengths(taken)
    answers = _answers(taken) if len(taken) >= _FEWEST_PAIRS else {}
    tokens = frozenset[str]().union(*(answer.tokens for answer in answers.values()))
    return Lexicon(answers, tokens, mean, deviation, _stops(taken), _usual(taken))


def _answers(pairs: Iterable[Pair]) -> dict[str, Answer]:
    sources: Counter[str] = Counter()
    strings: Counter[str] = Counter()
    bags = [(_source_words(pair.source.key.id), _tokens(pair.message.strings[0])) for pair in pairs]
    for words, tokens in bags:
        sources.update(words)
        strings.update(tokens)
    useful = {word for word, count in sources.items() if _FEWEST_USES <= count <= len(bags) / 4}
    frequent = {token for token, count in strings.items() if count >= _FEWEST_USES - 1}
    together: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words, tokens in bags:
        known = tokens & frequent
        for word in words & useful:
            together[word].update(known)
    answers = {}
    for word, counts in together.items():
        uses = sources[word]
        found = [
            (count, token)
            for token, count in counts.items()
            if count >= _SHARE * uses and count * len(bags) >= _LIFT * uses * strings[token]
        ]
        if found:
            best = sorted(found, reverse=True)[:_MOST_ANSWERS]
            chance = min(0.9, sum(strings[token] for _, token in best) / len(bags))
            share = best[0][0] / uses * uses / (uses + 1)  # a word seen four times is not known for certain
            if share > chance:
                answers[word] = Answer(frozenset(token for _, token in best), min(share, _SURE), chance)
    return answers


def _source_words(text: str) -> frozenset[str]:
    return frozenset(word[: _STEM + 1].lower() for word in _WORD.findall(visible(text)))


def _tokens(text: str) -> frozenset[str]:
    """Stems of words, and pairs of characters where words are not parted."""
    shown = visible(text)
    found = {word[:_STEM].lower() for word in _WORD.findall(shown)}
    for run in _UNSPACED.findall(shown):
        found.update(map("".join, zip(run, islice(run, 1, None), strict=False)))
    return frozenset(found)


def _lengths(pairs: Iterable[Pair]) -> tuple[float, float]:
    ratios = sorted(
        math.log(len(pair.message.strings[0]) / len(pair.source.key.id))
        for pair in pairs
        if len(pair.source.key.id) >= _SHORTEST
    )
    if len(ratios) < _FEWEST_LENGTHS:
        return 0.0, 0.0
    middle = ratios[len(ratios) // 2]
    # Half of a normal distribution lies within 0.6745 deviations of its middle.
    return middle, max(0.08, (ratios[len(ratios) * 3 // 4] - ratios[len(ratios) // 4]) / (2 * 0.6745))


_FULL_STOP = re.compile(r"(?<!\.)(?<!\betc)(?<!\be\.g)\.$")
_STOP = ".。．।۔።։။"


def _stops(pairs: Iterable[Pair]) -> frozenset[str]:
    ended: defaultdict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        if len(pair.source.key.id) >= _SHORTEST and pair.source.key.id.endswith("."):
            last = pair.message.strings[0].rstrip('*_`"”’»」）) \n')[-1:]
            ended[manner(pair.source)].append(last in _STOP)
    return frozenset(
        kind
        for kind, marks in ended.items()
        if len(marks) >= _FEWEST_LENGTHS and sum(marks) >= _SENTENCE_SHARE * len(marks)
    )


def _usual(pairs: Sequence[Pair]) -> frozenset[str]:
    seen = Counter(name for pair in pairs for name in _names(pair.message.strings[0]))
    return frozenset(name for name, count in seen.items() if count > _USUAL * len(pairs))


def _names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def translated_elsewhere(text: str, lexicon: Lexicon) -> bool:
    """Whether a source has a word that the catalog's strings do not keep as it is."""
    answers = ((word, lexicon.answers.get(word)) for word in _source_words(text))
    return any(answer is not None and word[:_STEM] not in answer.tokens for word, answer in answers)


def unlike(pair: Pair, lexicon: Lexicon) -> Sequence[Problem]:
    """A warning where a string lacks the words, the length or the stop that such a source has in this catalog."""
    source, string = pair.source.key.id, pair.message.strings[0]
    if pair.source.plural_id is not None or not string or string == source:
        return ()
    score, worst, known = evidence(source, string, lexicon)
    away = 0.0
    if lexicon.deviation and len(source) >= _SHORTEST:
        away = (math.log(len(string) / len(source)) - lexicon.mean) / lexicon.deviation
    if known >= _FEWEST_KNOWN and score < _UNLIKE and not _same_names(source, string, lexicon):
        return (Problem("language.swapped", Severity.WARNING, _SWAPPED),)
    if known >= _FEWEST_KNOWN and worst + min(0.0, away) < _CUT:
        return (Problem("language.incomplete", Severity.WARNING, _INCOMPLETE),)
    if abs(away) > _DEVIATIONS + 60 / len(source):
        word = "longer" if away > 0 else "shorter"
        message = f"the string is {word} than the catalog's strings usually are; check that it is whole"
        return (Problem("language.length", Severity.WARNING, message),)
    if manner(pair.source) in lexicon.stops and len(source) >= _SHORTEST and _stop_is_lost(source, string):
        return (Problem("language.end", Severity.WARNING, _STOPLESS),)
    return ()


_SWAPPED = "it holds none of the words that the source's words bring elsewhere; check that it translates this source"
_INCOMPLETE = "the words that the end of the source brings elsewhere are missing; check that the string is whole"
_STOPLESS = "the source ends with '.', the string with no stop, as nearly all here do; end it in the same way"


def _same_names(source: str, string: str, lexicon: Lexicon) -> bool:
    """Whether a string is in its language and has a name of its source that few others have: it is of this source."""
    if (_names(source) & _names(string)) <= lexicon.usual:
        return False
    return not lexicon.tokens.isdisjoint(_tokens(string) - _tokens(source))


def _stop_is_lost(source: str, string: str) -> bool:
    return _FULL_STOP.search(source) is not None and string.rstrip("*_ \n")[-1:].isalpha()


def evidence(source: str, string: str, lexicon: Lexicon) -> tuple[float, float, int]:
    """How well a string answers its source, and the worst-answered end of the source; and how many words are known.

    What is cut off is the end of a text, so words that lack their answers there count more than scattered ones.
    """
    answers = [answer for word in reversed(_in_order(source)) if (answer := lexicon.answers.get(word)) is not None]
    score = worst = 0.0
    if len(answers) < _FEWEST_KNOWN:
        return score, worst, len(answers)
    tokens = _tokens(string)
    for answer in answers:
        if answer.tokens.isdisjoint(tokens):
            score += math.log((1 - answer.share) / (1 - answer.chance))
        else:
            score += math.log(answer.share / answer.chance)
        worst = min(worst, score)
    return score, worst, len(answers)


def _in_order(text: str) -> list[str]:
    return list(dict.fromkeys(word[: _STEM + 1].lower() for word in _WORD.findall(visible(text))))
