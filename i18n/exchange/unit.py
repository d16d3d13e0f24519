"""What every format holds: one message as translators and reviewers see it outside of the catalog."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from i18n.model import Diagnostic, MessageKey

State = Literal["untranslated", "fuzzy", "translated", ""]
"""Empty where a file does not say it."""

STATES: tuple[State, ...] = ("untranslated", "fuzzy", "translated")
_STABLE = re.compile(r"m[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Unit:
    """One message, its strings, and what helps to translate it."""

    key: MessageKey
    plural_id: str | None = None
    strings: tuple[str, ...] = ("",)
    """One, or one for each plural form; empty where nothing is translated."""
    state: State = "untranslated"
    """`untranslated` exactly where a string is empty."""
    previous: str = ""
    """The source text that the strings were made for, where that is another one."""
    notes: str = ""
    """What author and program say to the translator; lines."""
    comments: str = ""
    """What translators and reviewers say; lines."""
    references: tuple[str, ...] = ()
    """Where the text stands: `content/visit.md#hours`; none is empty or has a line break."""
    critical: str = ""
    """Class of harm that a wrong translation can do, or empty."""
    id: str = ""
    """`stable_id` of the message; what a foreign file has in its place, or empty."""
    shown: str = ""
    """`fingerprint` of what the file showed when it was made, or empty."""
    line: int = field(default=1, compare=False)
    """1-based line, or row, in the file that was read."""


@dataclass(frozen=True, slots=True)
class Units:
    """What one file holds."""

    source: str
    """Tag of the source texts' language, as the file spells it; empty where it does not say."""
    locale: str
    """Tag of the strings' language, likewise."""
    units: tuple[Unit, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)
    """What could not be taken from a file that can otherwise be read."""


def stable_id(key: MessageKey, plural_id: str | None) -> str:
    """The name of a message that every tool keeps: a letter and 24 hexadecimal digits, made from its key alone.

    It begins with a letter, since it becomes an XML name and no spreadsheet may take it for a number.

    >>> stable_id(MessageKey(None, "Hello"), None)
    'm9221e6be237fffba397fe469'
    """
    return "m" + _digest([key.context, key.id, plural_id])


def is_stable(id: str) -> bool:
    """Whether an id looks like one of ours; a foreign file numbers its units in its own way."""
    return _STABLE.fullmatch(id) is not None


def fingerprint(strings: Sequence[str], state: State) -> str:
    """What tells, when a file comes back, whether somebody changed these strings or their state meanwhile."""
    return state[:1] + _digest(list(strings))


def settled(strings: Sequence[str], states: Sequence[State]) -> State:
    """The state of a message from its forms: that of the one that needs most work."""
    if not strings or not all(strings):
        return "untranslated"
    if "fuzzy" in states or "untranslated" in states:
        return "fuzzy"
    return "" if "" in states else "translated"


def _digest(parts: list[str | None] | list[str]) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
