"""Single values as texts: the head of a page, the values of a data file."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from i18n import markup
from i18n.model import Diagnostic, Format, Reference, Segment, Severity
from i18n.sources.frontmatter import FrontMatter

FIELDS = ("title", "description", "nav", "slug")
"""Front matter that is always translatable."""


def walk(data: Any, parts: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every single value with its path; items of a list are numbered from 0."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from walk(value, (*parts, str(name)))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from walk(value, (*parts, str(number)))
    else:
        yield parts, data


def matches(pattern: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a pattern names a path; `*` stands for any one part."""
    return len(pattern) == len(parts) and all(
        wanted in ("*", part) for wanted, part in zip(pattern, parts, strict=True)
    )


def text(value: str, kind: str, reference: Reference, critical: str | None = None, style: Format = "text") -> Segment:
    """A value as a segment, its white space folded; without a word in it there is nothing to translate."""
    value = " ".join(value.replace("\0", "\ufffd").split())
    return Segment(value, kind, reference, critical=critical, format=style, fixed=not markup.worded(value))


def front_matter(
    front: FrontMatter, path: str, patterns: Sequence[str], critical: str | None
) -> tuple[dict[str, Segment], list[Diagnostic]]:
    """The translatable values of a page's head by dotted path, and a finding for each chosen one that is no text.

    `tags` means the text, or each text of the list, that `tags` is; `gallery.*.caption` goes deeper.
    """
    chosen: dict[str, Segment] = {}
    found: list[Diagnostic] = []
    for pattern in dict.fromkeys((*FIELDS, *patterns)):
        for parts, value in _values(front.data, pattern):
            if value in (None, "", []) or (pattern == "nav" and value is False):
                continue
            name, line = ".".join(parts), front.lines.get(parts[0], 1)
            if isinstance(value, str):
                style: Format = "slug" if name == "slug" else "text"
                kind = next(part for part in reversed(parts) if not part.isdigit())
                chosen[name] = text(value, kind, Reference(path, "", line), critical, style)
            else:
                message = f"{name} is {reprlib.repr(value)}, not a text, and is not translated; put it in quotes"
                found.append(Diagnostic("content.field", Severity.ERROR, message, path, line))
    return chosen, found


def _values(data: Mapping[str, Any], pattern: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What a pattern names in the head of a page."""
    wanted = pattern.split(".")
    top = [wanted[0]] if wanted[0] != "*" else list(data)
    for name in top:
        value = data.get(name)
        if len(wanted) == 1:
            items = enumerate(value) if isinstance(value, list) else ()
            yield from ((((name, str(number)), item) for number, item in items) if items else [((name,), value)])
        else:
            yield from ((parts, one) for parts, one in walk(value, (name,)) if matches(wanted, parts))


def automatic_context(text: str, kind: str, kinds: Sequence[str]) -> str | None:
    """The kind of a single word where the configuration asks for it: alone, `Open` says too little to be translated."""
    return kind if kind in kinds and len(text.split()) == 1 else None
