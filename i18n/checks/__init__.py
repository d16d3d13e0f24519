"""The questions that are asked of every translated string, in order.

`GATE` decides what may be shown and runs in every build; `ADVISORY` runs in `i18n check`. A new check is a function in
a file of its family, a line in one of the tables, and right and wrong pairs in `tests/cases/checks/`.
"""

from __future__ import annotations

from i18n import markup
from i18n.checks import addresses, characters, negation, numbers, placeholders, plurals, slug, tags, whitespace, wording
from i18n.checks.glossary import Glossary, Term, read_glossary, terminology
from i18n.checks.pair import Check, Pair, Problem
from i18n.checks.slug import slug_problem

__all__ = [
    "ADVISORY",
    "GATE",
    "Check",
    "Glossary",
    "Pair",
    "Problem",
    "Term",
    "advise",
    "gate",
    "harmless",
    "read_glossary",
    "slug_problem",
]

GATE: tuple[Check, ...] = (
    plurals.check,
    characters.check,
    placeholders.check,
    whitespace.check,
    addresses.check,
    tags.check,
    slug.check,
    numbers.critical,
)

ADVISORY: tuple[Check, ...] = (
    numbers.ordinary,
    numbers.order,
    negation.check,
    wording.end_punctuation,
    wording.doubled_words,
    wording.length,
    wording.emphasis,
)


def harmless(text: str) -> bool:
    """Whether no gate check could object to a text, as the string of an ordinary message whose source is harmless too
    and has the same pieces of code.

    Ordinary: one string, not critical, no slug. Outside of its code such a text says the same in Markdown. Most strings
    are so, and this answers four times as fast as asking every check; a text that is not harmless may still be right.
    A property test holds it against `gate` and the structure lock.
    """
    outside = text if "`" not in text else markup.outside_code(text)
    return (
        bool(outside)
        and text.isprintable()
        and markup.plain(outside)
        and not ("%" in outside or "//" in outside or (":" in outside and addresses.TIGHT_COLON.search(outside)))
        and (text.isascii() or not (characters.HINT.search(text) or addresses.NAME.search(text)))
        and text[0] != " "
        and text[-1] != " "
    )


def gate(pair: Pair) -> tuple[Problem, ...]:
    """What is wrong with a pair as far as showing it goes; an error means that it is never shown.

    Empty strings are not looked at: an untranslated message is no mistake.
    """
    found: tuple[Problem, ...] = ()
    for check in GATE:
        if problems := check(pair):
            found += tuple(problems)
    return found


def advise(pair: Pair, glossary: Glossary | None = None) -> tuple[Problem, ...]:
    """What a translator should look at again, with the locale's glossary where there is one.

    Of a string that is its source letter for letter, only that is said.
    """
    if all(string == pair.source.key.id for string in pair.message.strings):
        return tuple(wording.untranslated(pair))
    found = tuple(problem for check in ADVISORY for problem in check(pair))
    return found if glossary is None else found + tuple(terminology(pair, glossary))
