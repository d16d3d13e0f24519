"""The questions that are asked of every translated string, in order.

`GATE` decides what may be shown and runs in every build; `ADVISORY` runs in `i18n check`. A new check is a function in
a file of its family, a line in one of the tables, and right and wrong pairs in `tests/cases/checks/`.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Sequence

from i18n import markup
from i18n.checks import (
    addresses,
    characters,
    clashes,
    code,
    copies,
    format,
    hedges,
    leftover,
    names,
    negation,
    numbers,
    placeholders,
    plurals,
    punctuation,
    script,
    signs,
    slug,
    tags,
    whitespace,
    wording,
)
from i18n.checks.addresses import is_address
from i18n.checks.glossary import Glossary, Term, read_glossary, terminology
from i18n.checks.lexicon import Lexicon, learn, unlike
from i18n.checks.pair import Check, Pair, Problem
from i18n.checks.slug import slug_problem
from i18n.checks.together import Adviser as _Adviser
from i18n.checks.unmarked import looks_critical

__all__ = [
    "ADVISORY",
    "ADVISORY_IDS",
    "GATE",
    "Adviser",
    "Check",
    "Glossary",
    "Lexicon",
    "Pair",
    "Problem",
    "Term",
    "advise",
    "gate",
    "harmless",
    "is_address",
    "learn",
    "looks_critical",
    "read_glossary",
    "slug_problem",
    "unlike",
]

GATE: tuple[Check, ...] = (
    plurals.check,
    clashes.check,
    characters.check,
    placeholders.check,
    whitespace.check,
    addresses.check,
    tags.check,
    slug.check,
    code.check,
    numbers.critical,
)

_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,16})|([0-9]{1,16}));?")
"""In an attribute neither the semicolon nor few digits are needed."""

ADVISORY: tuple[Check, ...] = (
    numbers.advisory,
    format.check,
    script.check,
    leftover.check,
    punctuation.check,
    negation.check,
    hedges.check,
    signs.check,
    names.check,
    wording.end_punctuation,
    wording.doubled_words,
    wording.capitals,
    wording.length,
    wording.emphasis,
)


ADVISORY_IDS = frozenset(
    "completeness.critical completeness.unmarked "
    "format.block format.encoding format.entity format.lines format.markup format.placeholder format.spaces "
    "glossary.forbidden glossary.kept glossary.term "
    "language.brackets language.capital language.detected language.doubled language.emphasis language.end "
    "language.fragment language.homoglyph language.incomplete language.inconsistent language.length "
    "language.punctuation language.quotes language.script language.shared language.swapped language.twice "
    "language.untranslated meaning.hedge meaning.name negation.condition negation.gained negation.lost "
    "numbers.changed numbers.currency numbers.emergency numbers.extra numbers.missing numbers.order numbers.sign "
    "numbers.unit".split()
)
"""What the configuration may switch off or grade. Findings of the gate's own checks are never touched: those about
numbers of critical text among them, which have the same names."""


def harmless(text: str) -> bool:
    """Whether no gate check could object to a text, as the string of an ordinary message whose source is harmless too
    and has the same pieces of code.

    Ordinary: one string, not critical, no slug, no address. Outside of its code such a text says the same in Markdown.
    Most strings are so, and this answers four times as fast as asking every check; a text that is not harmless may
    still be right. A property test holds it against `gate` and the structure lock.
    """
    outside = text if "`" not in text else markup.outside_code(text)
    return (
        bool(outside)
        and text.isprintable()
        and markup.plain(outside)
        and not ("%" in outside or "//" in outside or "#-#" in outside or (":" in outside and _colon_matters(outside)))
        and (text.isascii() or not (characters.HINT.search(text) or addresses.may_imitate(text)))
        and text[0] != " "
        and text[-1] != " "
    )


def _colon_matters(text: str) -> bool:
    return addresses.TIGHT_COLON.search(text) is not None or addresses.may_have_scheme(text)


def gate(pair: Pair) -> tuple[Problem, ...]:
    """What is wrong with a pair as far as showing it goes; an error means that it is never shown.

    Empty strings are not looked at: an untranslated message is no mistake.
    """
    pair = _as_shown(pair)
    found: tuple[Problem, ...] = ()
    for check in GATE:
        if problems := check(pair):
            found += tuple(problems)
    return found


def advise(pair: Pair, glossary: Glossary | None = None) -> tuple[Problem, ...]:
    """What a translator should look at again, with the locale's glossary where there is one.

    Of a string that is its source letter for letter, only that is said.
    """
    pair = _as_shown(pair)
    if copies.is_copy(pair):
        return tuple(copies.untranslated(pair))
    found = tuple(problem for check in ADVISORY for problem in check(pair))
    return found if glossary is None else found + tuple(terminology(pair, glossary))


def _as_shown(pair: Pair) -> Pair:
    """The pair with its character references decoded, as Markdown will: `&#x202E;` is a direction override."""
    source, message = pair.source, pair.message
    if "markdown" not in source.formats or "&" not in "".join(message.strings):
        return pair
    key = source.key._replace(id=_decoded(source.key.id))
    plural_id = None if source.plural_id is None else _decoded(source.plural_id)
    strings = tuple(map(_decoded, message.strings))
    return pair._replace(
        source=source._replace(key=key, plural_id=plural_id), message=message._replace(strings=strings)
    )


def _decoded(text: str) -> str:
    """Numbers become just the character that they name: the standard library drops control characters, Markdown not."""
    text = _NUMBERED.sub(lambda found: _character(int(found[2]) if found[2] else int(found[1], 16)), text)
    return html.unescape(text)


def _character(number: int) -> str:
    return chr(number) if number <= sys.maxunicode else "\ufffd"


class Adviser(_Adviser):
    """The advisory checks of all pairs of one locale: what `advise` says of each, and what only all together show."""

    def __init__(self, pairs: Sequence[Pair], glossary: Glossary | None = None) -> None:
        super().__init__(pairs, advise, glossary)
