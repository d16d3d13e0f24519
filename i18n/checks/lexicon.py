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
    mean: float
    """Of the logarithm of string length by source length."""
    deviation: float
    """0 where too few are known."""
    stops: bool
    """Nearly every string ends in a stop where its source does."""


def learn(pairs: Sequence[Pair]) -> Lexicon:
    """What the pairs of one locale teach. Takes some 4,000 of them, evenly spread."""
    step = max(1, len(pairs) // _MOST_PAIRS)
    taken = [pair for pair in pairs[::step] if pair.source.plural_id is None and pair.message.strings[0]]
    taken = [pair for pair in taken if pair.message.strings[0] != pair.source.key.id]
    mean, deviation = _lengths(taken)
    return Lexicon(_answers(taken) if len(taken) >= _FEWEST_PAIRS else {}, mean, deviation, _stops(taken))


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


def _stops(pairs: Iterable[Pair]) -> bool:
    ended = [
        pair.message.strings[0].rstrip('*_`"”’»」）) \n')[-1:] in _STOP
        for pair in pairs
        if pair.source.key.id.endswith(".") and len(pair.source.key.id) >= _SHORTEST
    ]
    return len(ended) >= _FEWEST_LENGTHS and sum(ended) >= _SENTENCE_SHARE * len(ended)


def unlike(pair: Pair, lexicon: Lexicon) -> Sequence[Problem]:
    """A warning where a string lacks the words, the length or the stop that such a source has in this catalog."""
    source, string = pair.source.key.id, pair.message.strings[0]
    if pair.source.plural_id is not None or not string or string == source:
        return ()
    score, worst, known = evidence(source, string, lexicon)
    away = 0.0
    if lexicon.deviation and len(source) >= _SHORTEST:
        away = (math.log(len(string) / len(source)) - lexicon.mean) / lexicon.deviation
    if known >= _FEWEST_KNOWN and score < _UNLIKE:
        return (Problem("language.swapped", Severity.WARNING, _SWAPPED),)
    if known >= _FEWEST_KNOWN and worst + min(0.0, away) < _CUT:
        return (Problem("language.incomplete", Severity.WARNING, _INCOMPLETE),)
    if abs(away) > _DEVIATIONS + 60 / len(source):
        word = "longer" if away > 0 else "shorter"
        message = f"the string is {word} than the catalog's strings usually are; check that it is whole"
        return (Problem("language.length", Severity.WARNING, message),)
    if lexicon.stops and len(source) >= _SHORTEST and _FULL_STOP.search(source) and _unended(string):
        return (Problem("language.end", Severity.WARNING, _STOPLESS),)
    return ()


_SWAPPED = "it holds none of the words that the source's words bring elsewhere; check that it translates this source"
_INCOMPLETE = "the words that the end of the source brings elsewhere are missing; check that the string is whole"
_STOPLESS = "the source ends with '.', the string with no stop, as nearly all here do; end it in the same way"


def _unended(string: str) -> bool:
    return string.rstrip("*_ \n")[-1:].isalpha()


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
