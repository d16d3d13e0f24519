"""What only a whole catalog shows: one source translated in two ways, one string for two sources, and `lexicon`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from i18n.checks import copies
from i18n.checks.glossary import Glossary
from i18n.checks.lexicon import learn, translated_elsewhere, unlike
from i18n.checks.pair import Pair, Problem
from i18n.checks.quantities import visible
from i18n.model import Severity

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 3
_ALIKE = 0.5  # share of words that two sources have in common, from which one string may well serve both


class Adviser:
    """The advisory checks of all pairs of one locale, with what these teach about each other."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        advise: Callable[[Pair, Glossary | None], Sequence[Problem]],
        glossary: Glossary | None,
    ) -> None:
        self._pairs = pairs
        self._advise = advise
        self._glossary = glossary
        self._lexicon = learn(pairs)
        self._habits = copies.habits(pairs)
        self._found = defaultdict[int, list[Problem]](list)
        for number, problem in (*_inconsistent(pairs), *_shared(pairs)):
            self._found[number].append(problem)

    def some(self, span: tuple[int, int]) -> list[tuple[int, Sequence[Problem]]]:
        """What is said of the pairs from one index to before another, by index; those of which nothing is said are
        left out."""
        found: list[tuple[int, Sequence[Problem]]] = []
        for number in range(span[0], min(span[1], len(self._pairs))):
            pair = self._pairs[number]
            problems = [*self.said(pair), *self._found.get(number, ())]
            habit = self._habits.get(copies.manner(pair.source))
            if habit is not None and habit.first == number and not problems and copies.untranslated(pair):
                problems.append(copies.said_once(copies.manner(pair.source), habit))
            if problems:
                found.append((number, problems))
        return found

    def said(self, pair: Pair) -> list[Problem]:
        """What is said of one pair beside these: what it shows alone, and what they teach of it."""
        problems = [*self._advise(pair, self._glossary), *unlike(pair, self._lexicon)]
        if problems and problems[0].check == copies.CHECK and self._is_kept(pair):
            return []
        return _without_echo(problems) if len(problems) > 1 else problems

    def _is_kept(self, pair: Pair) -> bool:
        """Whether a copy is none that a reader misses: it is the catalog's habit, or has no word that is translated.

        Critical text is never kept.
        """
        if pair.source.critical is not None:
            return False
        if copies.manner(pair.source) in self._habits:
            return True
        source = pair.source.key.id
        known = self._lexicon.answers and not copies.has_grammar(source, pair.source_tag)
        return bool(known) and not translated_elsewhere(source, self._lexicon)


# What follows from a slip, and need not be said beside it.
_MEANING = frozenset({"negation.lost", "negation.gained", "negation.condition"})
_CUT = frozenset({"language.length", "language.end"})
_ECHOES = {
    "language.detected": _MEANING | _CUT | {"language.swapped", "language.incomplete"},
    "language.fragment": _MEANING | _CUT | {"language.swapped", "language.incomplete"},
    "language.swapped": _MEANING | _CUT | {"language.incomplete"},
    "language.incomplete": _CUT,
    "language.length": frozenset({"language.end"}),
    "language.twice": _CUT,
}


def _without_echo(problems: Sequence[Problem]) -> list[Problem]:
    """The problems, each slip once: not what only follows from another, nor what a second check says of the same."""
    there = {problem.check for problem in problems}
    echoes = frozenset[str]().union(*(_ECHOES[check] for check in there & _ECHOES.keys()))
    left = [one for one in problems if one.check not in echoes or one.severity is Severity.ERROR]
    once = {(one.check, "" if one.check in _CUT else one.message): one for one in reversed(left)}
    return [one for one in left if once.get((one.check, "" if one.check in _CUT else one.message)) is one]


def _inconsistent(pairs: Sequence[Pair]) -> Iterator[tuple[int, Problem]]:
    """Sources with the same words, in other contexts, whose strings differ by more than case and end marks."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        if pair.source.plural_id is None and pair.source.key.context is None:
            groups[pair.source.key.id.rstrip(" .:!\n").casefold()].append(number)
    for numbers in groups.values():
        first = numbers[0]
        usual = _bare(pairs[first].message.strings[0])
        for number in numbers[1:]:
            string = pairs[number].message.strings[0]
            if _bare(string) != usual and len(_WORD.findall(pairs[number].source.key.id)) >= _FEWEST_WORDS:
                message = (
                    f"the same words have the string {pairs[first].message.strings[0]!r} elsewhere; use one of them"
                )
                yield number, Problem("language.inconsistent", Severity.INFO, message)


def _bare(string: str) -> str:
    return string.strip(" .。:：!！\n").casefold()


def _shared(pairs: Sequence[Pair]) -> Iterator[tuple[int, Problem]]:
    """Strings of several words that translate sources with hardly a word in common."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        if (
            pair.source.plural_id is None
            and len(pair.source.key.id) > 15
            and pair.message.strings[0] != pair.source.key.id
        ):
            groups[pair.message.strings[0]].append(number)
    for numbers in groups.values():
        for number in numbers[1:]:
            one, other = pairs[numbers[0]].source.key.id, pairs[number].source.key.id
            words, there = _words(one), _words(other)
            if min(len(words), len(there)) >= _FEWEST_WORDS and len(words & there) < _ALIKE * min(
                len(words), len(there)
            ):
                message = f"the string of {one!r} too, which says something else; check which one it translates"
                yield number, Problem("language.shared", Severity.WARNING, message)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(visible(text))}
