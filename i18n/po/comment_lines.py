"""The lines above a message: what the program writes there, and what stands there in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from i18n.model import Message, Source

References = Literal["file", "line", "none"]
"""What `#:` lines hold: the file and the heading, the file and the line, nothing."""


def comments(source: Source, references: References = "file") -> str:
    """The lines that the program writes above a message: `#.` with its kinds, the authors' words and its class of
    harm, then one `#:` line for each reference: `content/visit.md#hours`, or `content/visit.md:12`, or none."""
    if len(source.references) == len(source.kinds) == 1 and references == "file" and not source.comments:
        # Nearly all are so, and each is asked for once a locale.
        place = str(source.references[0])
        if source.critical is None and _SPACE.search(place) is None:
            return f"#. {source.kinds[0]}\n#: {place}\n"
    lines = ["#. " + ", ".join(source.kinds)] if source.kinds else []
    lines += [f"#. {line}".rstrip() for comment in source.comments for line in comment.splitlines()]
    if source.critical:
        lines.append(f"#. critical: {source.critical}")
    if references == "file":
        lines += [f"#: {_isolated(str(reference))}" for reference in source.references]
    elif references == "line":
        places = (f"{reference.path}:{reference.line}" for reference in source.references)
        lines += [f"#: {_isolated(place)}" for place in dict.fromkeys(places)]
    return "".join(f"{line}\n" for line in lines)


def references(message: Message) -> tuple[str, ...]:
    """Where a message is used, from its `#:` lines: `content/visit.md#hours`, `views.py:12`.

    A name with white space stands between U+2068 and U+2069, which are not part of it.
    """
    places = (place for line in _comment(message, ":") for place in _REFERENCE.findall(line))
    return tuple(place.replace("\u2068", "").replace("\u2069", "") for place in places)


def extracted(message: Message) -> tuple[str, ...]:
    """What the program says to the translator: the `#.` lines."""
    return tuple(_comment(message, "."))


def notes(message: Message) -> tuple[str, ...]:
    """What translators say to each other: the lines that begin with `#` and a space."""
    return tuple(_comment(message, " "))


_SPACE = re.compile(r"\s")
_REFERENCE = re.compile(r"(?:\u2068[^\u2069]*\u2069|\S)+")


def _comment(message: Message, kind: str) -> Iterator[str]:
    for line in message.comments.splitlines():
        line = line.lstrip(" \t")
        if (line[1:2] or " ") == kind:
            yield line[2:].strip(" \t")


def _isolated(name: str) -> str:
    return f"\u2068{name}\u2069" if _SPACE.search(name) else name
