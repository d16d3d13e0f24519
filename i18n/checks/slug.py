"""The last part of a page's address, in the page's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from i18n.checks.pair import Pair, Problem, texts
from i18n.model import Severity

LONGEST = 100  # bytes of UTF-8; a file name may have 255, and a temporary name is longer
# The names that Windows keeps for devices, and those that the site itself uses.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)}
_RESERVED = frozenset(_DEVICES | {"index", "assets"})


def check(pair: Pair) -> Sequence[Problem]:
    """What `slug_problem` says of each string that becomes a part of an address."""
    if "slug" not in pair.source.formats:
        return ()
    reserved = (pair.locale.tag, pair.source_tag)
    return [
        Problem("slug.unsafe", Severity.ERROR, f"{text.prefix}{text.string!r} cannot be in an address: {problem}")
        for text in texts(pair)
        if (problem := slug_problem(text.string, reserved=reserved)) is not None
    ]


def slug_problem(text: str, *, reserved: Collection[str] = ()) -> str | None:
    """Why a text cannot be one part of an address, or None where it can.

    Letters with their marks, digits, and hyphens between them, in NFC, at most 100 bytes of UTF-8.
    `reserved` has more names that are taken, such as the tags of all locales; case does not matter.

    >>> slug_problem("preparación")
    >>> slug_problem("../etc")
    "it holds '.'; use letters, digits and '-' only"
    """
    if not text:
        return "it is empty"
    for character in text:
        if character != "-" and unicodedata.category(character) not in ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"):
            return f"it holds {character!r}; use letters, digits and '-' only"
    if not unicodedata.is_normalized("NFC", text):
        return "it is not in Unicode's normal form NFC; retype its accented letters"
    if text.startswith("-") or text.endswith("-"):
        return "it starts or ends with '-'; remove that"
    if unicodedata.category(text[0]).startswith("M"):
        return "it starts with a combining mark; start with a letter"
    if len(text.encode()) > LONGEST:
        return f"it is longer than {LONGEST} bytes; shorten it"
    if text.casefold() in _RESERVED or text.casefold() in {name.casefold() for name in reserved}:
        return "this name is taken; choose another"
    return None
