"""A translated page beside its source: which text is the translation of which."""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from i18n import markup
from i18n.model import Document, Segment

CERTAIN = 0.9
"""Pairs that are less certain are no pairs. At 0.95, benchmarks/alignment.py has about half a percent more right and up
to two percent fewer found on pages that were changed in every way at once."""

# Natural logarithms and chances below compare two texts that are translations of each other with two that have nothing
# to do with each other.

_MATCH, _GAP, _SPLIT = 0.88, 0.05, 0.01
"""How often a text has one translation, has none, or has two paragraphs for one. Gale and Church (A Program for
Aligning Sentences in Bilingual Corpora, 1993) count 0.89, 0.01 and 0.09 for sentences; paragraphs are seldom split, and
pages that have to be aligned are pages that differ."""
_TAIL = 0.02
"""Share of translations whose length says nothing: notes, examples, what was left out."""
_VARIANCE = 3.0
"""Of a translation's length, for each character that is expected. Gale and Church found 6.8 for paragraphs of three
European languages; half of the messages of comprehensive-rust have less than 1.5 (es, uk) to 4.5 (ja, zh-CN)."""
_LOWEST, _HIGHEST, _SAME = -25.0, 15.0, 20.0
"""No single pair may outweigh everything else; the very same text outweighs what is only like it."""
_BAND, _WIDEST = 40, 120
"""Texts on each side of the expected place where a translation is looked for: at least, and at most."""
_SLACK = 60
"""Texts that may be missing in one place; of more, only the first and the last ones are looked at."""
_WORDS, _LINES = 60, 40
"""Words of a text, and lines of a piece of code, that are looked at."""

_UNSEEN = 20
"""Texts without a feature that are counted in, so that what is rare on a small page says something too."""

_WORD = re.compile(r"[^\W\d_]{4,}")
"""Words of two languages that begin with the same four letters are often the same word (Simard, Foster and Isabelle,
Using Cognates to Align Sentences in Bilingual Corpora, 1992)."""
_NUMBER = re.compile(r"\d+")
_CELL = re.compile(r"<(t[rdh])\b")
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)

_Feature = tuple[str, ...]
_KEPT = {"number": 0.85, "shape": 0.8, "word": 0.5}
"""How often a translation keeps what its source has, by the kind of feature."""
_KEPT_ELSE = 0.95
"""Code, links, images, variables, footnotes, tags."""


class Pair(NamedTuple):
    """A source text and what the translated page has for it."""

    source: Segment
    translated: Segment
    """For a paragraph that was translated as two, the first of them with the text of both, a space between."""
    certainty: float
    """At least `CERTAIN`; 1 for front matter, which is paired by name."""


class Alignment(NamedTuple):
    """What belongs together, and what was left over, each in the order of its page."""

    pairs: tuple[Pair, ...]
    sources: tuple[Segment, ...]
    """Source texts that have no certain translation, not even where they stand a second time."""
    translations: tuple[Segment, ...]
    """Translated texts that have no certain source, likewise."""


class _Unit(NamedTuple):
    """A text or a piece of code, as what survives translation."""

    segment: Segment | None
    """None for code."""
    group: str
    """Its role, with a heading's level or a cell's column."""
    features: frozenset[_Feature]
    length: int
    """Characters that a reader hears, at least 1."""


def align(source: Document, translated: Document) -> Alignment:
    """The pairs of two pages that are certain, and every text of both that has no partner.

    Front matter is paired by name. Texts of the body are paired by a probabilistic alignment: of all ways to go through
    both pages in order, in which a text has one translation, none, or is translated as two paragraphs, the share of
    those in which two texts meet is the certainty of their pair (forward-backward algorithm). A way is the likelier,
    the better roles, code, links, variables, numbers, lengths and words that look alike agree. What stands in another
    place is found afterwards where both pages have something in it that they have nowhere else. Texts that need no
    translation help to find the way, but are in no pair and not left over.

    Only a band around what can be told from the outset is searched: time and memory grow with the length of the pages,
    not with its square. It takes 0.2 to 1 ms a text, and some ms where nothing can be told from the outset.

    >>> from i18n.sources.markdown import parse
    >>> found = align(parse("# Visit\\n\\nCome in.\\n", "visit.md"), parse("# Visita\\n\\nEntre.\\n", "es.md"))
    >>> [(pair.source.text, pair.translated.text) for pair in found.pairs]
    [('Visit', 'Visita'), ('Come in.', 'Entre.')]
    """
    pairs = _fields(source, translated)
    left, right = _units(source), _units(translated)
    scores = _Scores(left, right)
    met = _in_order(scores)
    met |= _moved(scores, met)
    used = {id(segment) for pair in pairs for segment in (pair.source, pair.translated)}
    for number, (others, certainty) in sorted(met.items()):
        segment = left[number].segment
        found = [one for other in others if (one := right[other].segment) is not None and not one.fixed]
        if segment is None or segment.fixed or [one.format for one in found] != [segment.format] * len(others):
            continue
        pairs.append(Pair(segment, found[0]._replace(text=_joined([one.text for one in found])), certainty))
        used.update(map(id, (segment, *found)))
    return Alignment(tuple(pairs), _rest(source, used), _rest(translated, used))


def _joined(texts: Sequence[str]) -> str:
    """Two paragraphs as one: with a space between, but in scripts that write none."""
    wide = len(texts) > 1 and unicodedata.east_asian_width(texts[0][-1]) in "WF"
    return ("" if wide else " ").join(texts)


def _fields(source: Document, translated: Document) -> list[Pair]:
    """Front matter, by name."""
    theirs = _own_fields(translated)
    return [
        Pair(segment, theirs[name], 1.0)
        for name, segment in _own_fields(source).items()
        if name in theirs and not segment.fixed and not theirs[name].fixed
    ]


def _own_fields(document: Document) -> dict[str, Segment]:
    """The fields that are texts of their own: a title that the first heading lends is not."""
    return {name: segment for name, segment in document.fields.items() if segment.kind != "heading"}


def _rest(document: Document, used: set[int]) -> tuple[Segment, ...]:
    every = [one for one in (*_own_fields(document).values(), *document.segments) if not one.fixed]
    settled = {segment.key for segment in every if id(segment) in used}
    return tuple(segment for segment in every if segment.key not in settled)


# What survives translation


def _units(document: Document) -> list[_Unit]:
    """The texts and the code of a page in the order in which a reader meets them."""
    levels = {heading.segment: heading.level for heading in document.headings}
    units: list[_Unit] = []
    seen: set[int] = set()
    column = 0
    for literal, hole in zip(document.literals, (*document.holes, None), strict=True):
        for tag in _CELL.findall(literal):
            column = 0 if tag == "tr" else column + 1
        if "<pre" in literal:
            units += map(_code, _CODE.findall(literal))
        if isinstance(hole, int) and hole not in seen:
            seen.add(hole)
            units.append(_text(document.segments[hole], levels.get(hole, 0), column))
    # What no hole shows, such as a footnote to which nothing refers, is translated all the same.
    units += (_text(segment, 0, 0) for number, segment in enumerate(document.segments) if number not in seen)
    return units


def _code(html: str) -> _Unit:
    """Code as its lines: comments in it may be translated."""
    lines = [line.strip() for line in html.split("\n", _LINES)[:_LINES]]
    return _Unit(None, "code", frozenset(("line", line) for line in lines if len(line) > 3), max(len(html), 1))


def _text(segment: Segment, level: int, column: int) -> _Unit:
    inline = markup.parse_source(segment.text) if segment.format == "markdown" else markup.Inline((), (), segment.text)
    group = segment.kind
    if level:
        group = f"heading {level}"
    elif group in ("cell", "column"):
        group = f"{group} {column}"
    features: set[_Feature] = set()
    shape: Counter[str] = Counter()
    for item in inline.structure:
        shape[item[0]] += 1
        if len(item) > 1:
            features.add((item[0], _address(item[1]) if item[0] in ("link", "image") else item[1]))
    features.update(("shape", kind, str(count)) for kind, count in shape.items())
    features.update(("number", str(int(digits[:30]))) for digits in _NUMBER.findall(inline.text))
    features.update(("word", word[:4].casefold()) for word in _WORD.findall(inline.text)[:_WORDS])
    return _Unit(segment, group, frozenset(features), max(len(inline.text), 1))


def _address(address: str) -> str:
    """What of an address stays in a translation: not the folder, not the anchor."""
    path, _, anchor = address.partition("#")
    return path.rstrip("/").rpartition("/")[2] or f"#{bool(anchor)}"


def _merged(first: _Unit, second: _Unit) -> _Unit | None:
    """Two neighbours as one text; None where they cannot be one paragraph that was split."""
    if first.segment is None or first.group != second.group or first.group.startswith(("heading", "cell", "column")):
        return None
    features = frozenset(one for one in first.features | second.features if one[0] != "shape")
    return _Unit(first.segment, first.group, features, first.length + second.length + 1)


# How well two texts fit


class _Scores:
    """How much likelier two texts are a text and its translation than any two texts of these pages."""

    def __init__(self, left: Sequence[_Unit], right: Sequence[_Unit]) -> None:
        self.left, self.right = left, right
        self.left_pairs = [_merged(*two) for two in pairwise(left)]
        self.right_pairs = [_merged(*two) for two in pairwise(right)]
        counts = Counter(feature for unit in left for feature in unit.features)
        others = Counter(feature for unit in right for feature in unit.features)
        self.counts, self.others = counts, others
        self.gains: dict[_Feature, float] = {}
        self.losses: dict[_Feature, float] = {}
        for feature in counts.keys() & others.keys():
            share = max(counts[feature] / (len(left) + _UNSEEN), others[feature] / (len(right) + _UNSEEN))
            kept = _KEPT.get(feature[0], _KEPT_ELSE)
            if share < kept:
                self.losses[feature] = 0.0 if feature[0] == "word" else math.log((1 - kept) / (1 - share))
                self.gains[feature] = math.log(kept / share) - 2 * self.losses[feature]
        self.missing: dict[frozenset[_Feature], float] = {}
        self.groups = Counter(unit.group for unit in right)
        lengths = [math.log(unit.length) for unit in right if unit.segment] or [0.0]
        self.mean = sum(lengths) / len(lengths)
        self.spread = max(sum((length - self.mean) ** 2 for length in lengths) / len(lengths), 0.25)
        self.ratio = _ratio(left, right)

    def __call__(self, one: _Unit, other: _Unit) -> float:
        """A natural logarithm."""
        if one.segment is None or other.segment is None:
            if one.segment is not other.segment:
                return _LOWEST
        elif one.segment.text == other.segment.text and one.length == other.length:  # of two as one, the first's text
            return _SAME
        score = self._group(one.group, other.group) + self._lost(one) + self._lost(other)
        gains, words = self.gains, 0.0
        for feature in one.features & other.features:
            if feature[0] == "word":
                words += gains.get(feature, 0.0)
            else:
                score += gains.get(feature, 0.0)
        score += min(words * 0.5, 6.0)
        if one.segment is not None:
            score += self._length(one.length, other.length)
        return max(_LOWEST, min(score, _HIGHEST))

    def alike(self, one: _Unit, other: _Unit) -> bool:
        """Could they be one text at all, by role and length? Most neighbours taken together could not."""
        return one.group == other.group and 0.6 < other.length / (one.length * self.ratio) < 1.6

    def _lost(self, unit: _Unit) -> float:
        """What it costs that nothing of the unit is in the other one."""
        found = self.missing.get(unit.features)
        if found is None:
            found = self.missing[unit.features] = sum(self.losses.get(feature, 0.0) for feature in unit.features)
        return found

    def _group(self, one: str, other: str) -> float:
        share = self.groups[other] / len(self.right)
        if one == other:
            return math.log(0.97 / share)
        if one.startswith("heading") != other.startswith("heading"):
            return -9.0
        return math.log(0.03 / max(1 - share, 0.1)) - 1.0

    def _length(self, one: int, other: int) -> float:
        """Gale and Church's measure, beside the lengths of any texts of the page; one text in 20 has any length."""
        expected = one * self.ratio
        variance = _VARIANCE * (expected + other) / 2
        related = math.exp(-((other - expected) ** 2) / (2 * variance)) / math.sqrt(math.tau * variance)
        logarithm = math.log(other)
        chance = math.exp(-((logarithm - self.mean) ** 2) / (2 * self.spread)) / (
            other * math.sqrt(math.tau * self.spread)
        )
        return math.log((1 - _TAIL) * related / chance + _TAIL)


def _ratio(left: Sequence[_Unit], right: Sequence[_Unit]) -> float:
    """Characters of a translation for each of its source: the means, so that a missing half does not matter."""
    means = []
    for units in (left, right):
        lengths = [unit.length for unit in units if unit.segment and not unit.segment.fixed]
        means.append(sum(lengths) / len(lengths) if lengths else 1.0)
    return min(max(means[1] / means[0], 0.2), 5.0)


# The way through both pages


_Met = dict[int, tuple[tuple[int, ...], float]]
"""For the number of a source unit, the numbers of its one or two translated units, and the certainty."""
_Rows = Sequence[tuple[int, int]]
"""How many translated units may be behind us when so many source units are: at least, and at most."""


class _Weights(NamedTuple):
    """How likely each step is, by the row and place where it ends."""

    ones: Sequence[array[float]]
    """One text, one translation; beginning at the row's first place."""
    splits: Sequence[Mapping[int, float]]
    """One text, two paragraphs."""
    joins: Sequence[Mapping[int, float]]
    """Two texts, one paragraph."""


class _Line(NamedTuple):
    """For each place of a row the weight of all ways to it, or from it."""

    first: int
    values: array[float]
    """The largest is 1: the weights of a whole page are beyond what a number can hold."""
    scale: float
    """By what the values were divided, those of the row before being as they are."""

    def at(self, place: int) -> float:
        return self.values[place - self.first] if 0 <= place - self.first < len(self.values) else 0.0

    def part(self, low: int, high: int) -> list[float]:
        """The values of these places, 0 outside of the band."""
        return _part(self.values, self.first, low, high)


_NOWHERE = _Line(0, array("d"), 1.0)


def _in_order(scores: _Scores) -> _Met:
    """The certain pairs, by what all ways through both pages have in common."""
    anchors = _anchors(scores.left, scores.right)
    left, right = _near(anchors, len(scores.left), len(scores.right))
    places = {number: place for place, number in enumerate(left)}, {number: place for place, number in enumerate(right)}
    rows = _rows([(places[0][one], places[1][other]) for one, other in anchors], len(left), len(right))
    weights = _weights(scores, left, right, rows)
    ahead: list[_Line] = []
    for row in range(len(rows)):
        ahead.append(_ahead(rows, weights, row, ahead))
    met: _Met = {}
    below = beyond = _NOWHERE
    for row in range(len(rows) - 1, 0, -1):
        here = _back(rows, weights, row, below, beyond)
        others, certainty = _certain(weights, row, ahead, here, below)
        if others:
            met[left[row - 1]] = tuple(right[other] for other in others), certainty
        below, beyond = here, below
    return met


def _anchors(left: Sequence[_Unit], right: Sequence[_Unit]) -> list[tuple[int, int]]:
    """Places that can be told from the outset, in the order of both pages: they say where to look, and decide nothing.

    Those are texts with the same code, links, numbers or words that no other text of the page has, and headings where
    all levels agree.
    """
    found = dict(_unique(left, right))
    headings = [[number for number, unit in enumerate(units) if unit.group[:7] == "heading"] for units in (left, right)]
    if [left[number].group for number in headings[0]] == [right[number].group for number in headings[1]]:
        found |= zip(*headings, strict=True)
    return _longest(sorted(found.items()))


def _unique(left: Sequence[_Unit], right: Sequence[_Unit]) -> Iterator[tuple[int, int]]:
    places: list[dict[object, int]] = []
    for units in (left, right):
        keys = [
            (unit.group, frozenset(one for one in unit.features if one[0] not in ("shape", "word"))) for unit in units
        ]
        counts = Counter(keys)
        places.append({key: number for number, key in enumerate(keys) if key[1] and counts[key] == 1})
    for key, number in places[0].items():
        if key in places[1]:
            yield number, places[1][key]


def _longest(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series in which both numbers grow (patience sorting)."""
    tops: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        place = bisect_left(tops, other)
        before.append(tails[place - 1] if place else -1)
        tops[place : place + 1] = [other]
        tails[place : place + 1] = [number]
    chain = []
    number = tails[-1] if tails else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _near(anchors: Sequence[tuple[int, int]], count: int, others: int) -> tuple[list[int], list[int]]:
    """The units of both sides that can have a partner between the anchors around them.

    Where one side has far more than the other, what is in the middle has none; a way past it would be so unlikely that
    no number holds it.
    """
    left: list[int] = []
    right: list[int] = []
    row = column = 0
    for end, other in (*anchors, (count, others)):
        left += _ends(row, end, other - column)
        right += _ends(column, other, end - row)
        if (end, other) != (count, others):
            left.append(end)
            right.append(other)
        row, column = end + 1, other + 1
    return left, right


def _ends(start: int, end: int, reach: int) -> Sequence[int]:
    reach += _SLACK
    return range(start, end) if end - start <= 2 * reach else [*range(start, start + reach), *range(end - reach, end)]


def _rows(anchors: Sequence[tuple[int, int]], count: int, others: int) -> list[tuple[int, int]]:
    """The band around straight lines from anchor to anchor: in each row from where to where."""
    low, high = [others] * (count + 1), [0] * (count + 1)
    row = column = 0
    for end, other in (*anchors, (count, others)):
        down, across = end - row, other - column
        width = min(_BAND + abs(across - down), _WIDEST)
        for step in range(down + 1):
            first = column + across * step // max(down, 1)
            last = first if down else other
            low[row + step] = min(low[row + step], max(first - width, 0))
            high[row + step] = max(high[row + step], min(last + width, others))
        row, column = end + 1, other + 1
    # Every row reaches into the one before, and neither side ever goes back.
    for number in range(1, count + 1):
        high[number] = max(high[number], high[number - 1])
        low[number] = min(low[number], high[number - 1])
    for number in range(count - 1, -1, -1):
        low[number] = min(low[number], low[number + 1])
    return list(zip(low, high, strict=True))


def _weights(scores: _Scores, left: Sequence[int], right: Sequence[int], rows: _Rows) -> _Weights:
    ones = [array("d")]
    splits: list[dict[int, float]] = [{}]
    joins: list[dict[int, float]] = [{}]
    others = [scores.right[number] for number in right]
    twos = [None, *_neighbours(scores.right_pairs, right)]
    for row, (number, both) in enumerate(zip(left, [None, *_neighbours(scores.left_pairs, left)], strict=False), 1):
        unit = scores.left[number]
        low, high = rows[row]
        line = array("d", [0.0] if not low else [])
        split: dict[int, float] = {}
        join: dict[int, float] = {}
        for place in range(max(low, 1), high + 1):
            other, two = others[place - 1], twos[place - 1]
            line.append(_MATCH * math.exp(scores(unit, other)))
            if two and scores.alike(unit, two):
                split[place] = _SPLIT * math.exp(scores(unit, two))
            if both and scores.alike(both, other):
                join[place] = _SPLIT * math.exp(scores(both, other))
        ones.append(line)
        splits.append(split)
        joins.append(join)
    return _Weights(ones, splits, joins)


def _neighbours(pairs: Sequence[_Unit | None], numbers: Sequence[int]) -> Iterator[_Unit | None]:
    """Each two units that stand side by side on their page, as one."""
    for one, other in pairwise(numbers):
        yield pairs[one] if one + 1 == other else None


def _part(values: Sequence[float], first: int, low: int, high: int) -> list[float]:
    before, size = max(first - low, 0), high - low + 1
    found = [0.0] * min(before, size) + list(values[max(low - first, 0) : max(high - first + 1, 0)])
    return found + [0.0] * (size - len(found))


def _scaled(first: int, values: Sequence[float]) -> _Line:
    scale = max(values) or 1.0
    return _Line(first, array("d", [value / scale for value in values]), scale)


def _ahead(rows: _Rows, weights: _Weights, row: int, before: Sequence[_Line]) -> _Line:
    """All ways from the beginning to each place of a row, those to the rows before being known."""
    low, high = rows[row]
    if not row:
        return _scaled(0, [_GAP**place for place in range(high + 1)])
    above = before[row - 1]
    extra = [0.0] * (high - low + 1)
    for place, weight in weights.splits[row].items():
        extra[place - low] += weight * above.at(place - 2)
    for place, weight in weights.joins[row].items():
        extra[place - low] += weight * before[row - 2].at(place - 1) / above.scale
    over = above.part(low - 1, high)
    values, value = [], 0.0
    for straight, diagonal, weight, more in zip(over[1:], over, weights.ones[row], extra, strict=False):
        value = _GAP * (straight + value) + weight * diagonal + more
        values.append(value)
    return _scaled(low, values)


def _back(rows: _Rows, weights: _Weights, row: int, below: _Line, beyond: _Line) -> _Line:
    """All ways from each place of a row to the end, those from the two rows below being known."""
    low, high = rows[row]
    if row == len(rows) - 1:
        return _scaled(low, [_GAP ** (high - place) for place in range(low, high + 1)])
    extra = [0.0] * (high - low + 1)
    for place, weight in weights.splits[row + 1].items():
        if low <= place - 2 <= high:
            extra[place - 2 - low] += weight * below.at(place)
    for place, weight in weights.joins[row + 2].items() if row + 2 < len(rows) else ():
        if low <= place - 1 <= high:
            extra[place - 1 - low] += weight * beyond.at(place) / below.scale
    under = below.part(low, high + 1)
    ones = _part(weights.ones[row + 1], below.first, low, high + 1)
    values, value = [], 0.0
    steps = zip(reversed(under[:-1]), reversed(under), reversed(ones), reversed(extra), strict=False)
    for straight, diagonal, weight, more in steps:
        value = _GAP * (straight + value) + weight * diagonal + more
        values.append(value)
    return _scaled(low, values[::-1])


def _certain(
    weights: _Weights, row: int, ahead: Sequence[_Line], here: _Line, below: _Line
) -> tuple[tuple[int, ...], float]:
    """The partners of a row's unit and the certainty, where nearly all ways agree on them."""
    above, low, high = ahead[row - 1], here.first, here.first + len(here.values) - 1
    over = above.part(low - 1, high)
    total = _GAP * sum(map(operator.mul, over[1:], here.values))
    ones = [weight * value * after for weight, value, after in zip(weights.ones[row], over, here.values, strict=False)]
    splits = {place: weight * above.at(place - 2) * here.at(place) for place, weight in weights.splits[row].items()}
    total += sum(ones) + sum(splits.values())
    for place, weight in weights.joins[row].items():
        total += weight * ahead[row - 2].at(place - 1) / above.scale * here.at(place)
    for place, weight in weights.joins[row + 1].items() if row + 1 < len(weights.joins) else ():
        total += weight * above.at(place - 1) * below.at(place) / here.scale
    best = max(range(len(ones)), key=ones.__getitem__)
    if ones[best] > CERTAIN * total:
        return (low + best - 1,), min(ones[best] / total, 1.0)
    place = max(splits, key=splits.__getitem__, default=0)
    if place and splits[place] > CERTAIN * total:
        return (place - 2, place - 1), min(splits[place] / total, 1.0)
    return (), 0.0


# What changed its place


def _moved(scores: _Scores, met: _Met) -> _Met:
    """Pairs among what is left that share something which no other text of either page has."""
    taken = {other for others, _ in met.values() for other in others}
    holders = {
        feature: number
        for number, unit in enumerate(scores.right)
        for feature in unit.features
        if scores.counts[feature] == scores.others[feature] == 1 and feature[0] != "shape"
    }
    found: dict[int, list[int]] = {}
    for number, unit in enumerate(scores.left):
        if number not in met:
            partners = {holders[feature] for feature in unit.features if feature in holders}
            if len(partners) == 1 and not partners & taken:
                found.setdefault(partners.pop(), []).append(number)
    moved: _Met = {}
    for other, numbers in found.items():
        if len(numbers) == 1 and scores.left[numbers[0]].group == scores.right[other].group:
            odds = math.exp(scores(scores.left[numbers[0]], scores.right[other])) / len(scores.right)
            if odds / (1 + odds) >= CERTAIN:
                moved[numbers[0]] = (other,), odds / (1 + odds)
    return moved
