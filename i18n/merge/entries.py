"""The lines and flags of an entry: which the program writes, which are the translator's, and what they tell."""

from __future__ import annotations

import re
from typing import Final

from i18n import po
from i18n.model import Message, Source

_WRITTEN: Final = re.compile(r"^[ \t]*#([.:])(.*)", re.MULTILINE)
_LINE: Final = re.compile(r":[0-9]+(?!\S)")
"""What other tools put behind a path."""
_ORIGIN: Final = re.compile(r"^# i18n: suggested by .*\n", re.MULTILINE)


def renewed(message: Message, source: Source, written: str) -> Message:
    """The entry with the lines, flags and plural id that the program writes brought up to date; all else stays.

    `written` is what stands above an entry made anew.
    """
    lines = message.comments
    if not (lines == written or _facts(lines) == _facts(written)):
        lines = _notes(lines) + written
    if "# i18n: " in lines and not message.fuzzy:
        lines = _ORIGIN.sub("", lines)
    flags = _flags(message.flags, source.flags)
    return message._replace(plural_id=source.plural_id, comments=lines, flags=flags)


def marked(written: str, origin: str) -> str:
    """The lines of a new entry with a note that says whose string it suggests; the note goes when `fuzzy` has gone.

    It is a translator's comment, because no other line survives the tools that translators use.
    """
    return f"# i18n: suggested by {' '.join(origin.split())}\n{written}"


def pages(message: Message) -> set[str]:
    """The files in which a message was used."""
    return {_LINE.sub("", place).partition("#")[0] for place in po.references(message)}


def role(message: Message) -> str:
    """What it was: heading, paragraph, item."""
    return next(iter(po.extracted(message)), "")


def _facts(lines: str) -> tuple[list[str], set[str]]:
    """The extracted comments, and the references, an unordered set without line numbers."""
    found = _WRITTEN.findall(lines)
    extracted = [text.strip() for kind, text in found if kind == "."]
    places = " ".join(text for kind, text in found if kind == ":")
    return extracted, set(_LINE.sub("", places.replace("\u2068", "").replace("\u2069", "")).split())


def _notes(lines: str) -> str:
    """The lines that are not the program's: translators' notes, and kinds of comment that it does not know."""
    return "".join(line for line in lines.splitlines(keepends=True) if not _WRITTEN.match(line))


def _flags(own: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The entry's flags with those of the source; a format that the source lost goes, any other flag stays."""
    stay = tuple(flag for flag in own if flag in wanted or not flag.endswith("-format"))
    return stay + tuple(flag for flag in wanted if flag not in stay)
