"""The questions that are asked of every translated string, in order.

`GATE` decides what may be shown and runs in every build; `ADVISORY` runs in `i18n check`. A new check is a function in
a file of its family, a line in one of the tables, and right and wrong pairs in `tests/cases/checks/`.
"""

from __future__ import annotations

import html
import re
import sys

from i18n import markup
from i18n.checks import addresses, characters, negation, numbers, placeholders, plurals, slug, tags, whitespace, wording
from i18n.checks.addresses import is_address
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
    "is_address",
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

_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")

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
        and not ("%" in outside or "//" in outside or (":" in outside and _colon_matters(outside)))
        and (text.isascii() or not (characters.HINT.search(text) or addresses.NAME.search(text)))
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
    if all(string == pair.source.key.id for string in pair.message.strings):
        return tuple(wording.untranslated(pair))
    found = tuple(problem for check in ADVISORY for problem in check(pair))
    return found if glossary is None else found + tuple(terminology(pair, glossary))


def _as_shown(pair: Pair) -> Pair:
    """The pair with its character references decoded, as Markdown will: `&#x202E;` is a direction override."""
    source, message = pair.source, pair.message
    if "markdown" not in source.formats or not any("&" in string for string in message.strings):
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
