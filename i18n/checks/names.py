"""Names and Latin words that a slip of the keyboard changed: `Ketamien` for `Ketamine`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18n.checks.pair import Pair, Problem, Text, graded, language, texts
from i18n.checks.quantities import visible

# Each begins with its capital and then looks back: so `re` goes from capital to capital.
_CAPITALISED = re.compile(r"[A-Z](?<![A-Za-z0-9_@#/.-][A-Z])[A-Za-z0-9]{3,40}(?![A-Za-z0-9_/@])")
_NAME = re.compile(
    r"[A-Z](?:(?<=[^\W_][ ,(][A-Z])[A-Za-z0-9]{3,40}(?![\w/@])|(?<!\w[A-Z])[a-z]+[A-Z]\w{1,40})"
)
_SHORTEST = 5


def check(pair: Pair) -> Sequence[Problem]:
    """A name of the source that the string does not have, where it has a word that is one slip away from it."""
    if language(pair.locale.tag) == language(pair.source_tag):
        return ()
    return [
        Problem("meaning.name", graded(pair), f"{text.prefix}{found!r} looks like a slip for {name!r}; copy the name")
        for text in texts(pair)
        for name, found in _slips(text)
    ]


def _slips(text: Text) -> Iterator[tuple[str, str]]:
    source = visible(text.source)
    names = set(_NAME.findall(source))
    if not names:
        return
    here = set(_CAPITALISED.findall(visible(text.string))).difference(_CAPITALISED.findall(source))
    for word in sorted(here):
        for name in sorted(names):
            if len(word) == len(name) and _exchanged(name, word, gone=name not in text.string):
                yield name, word


def _exchanged(name: str, word: str, *, gone: bool) -> bool:
    """Whether two letters have changed places, or in a long name that the string lacks one letter is another."""
    different = [index for index, (one, other) in enumerate(zip(name, word, strict=True)) if one != other]
    if Counter(name) == Counter(word):
        return 0 < len(different) <= 2
    inside = different and 0 < different[0] < len(name) - 2
    return gone and len(different) == 1 and bool(inside) and len(name) > _SHORTEST and not _accent(name, word)


def _accent(name: str, word: str) -> bool:
    """A difference as between a word and its cousin in another language: a vowel, `c` for `k`, `d` for `t`."""
    pairs = zip(name.lower(), word.lower(), strict=True)
    return any(one != other and any({one, other} <= kin for kin in _KIN) for one, other in pairs)


_KIN = tuple(map(set, ("aeiouy", "ckqszx", "td", "bvpf")))
