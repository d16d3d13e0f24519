"""A data file as a document: its chosen texts are fields, the file itself is never rewritten."""

from __future__ import annotations

import re
import reprlib
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from i18n.model import Diagnostic, Document, Reference, Segment, Severity
from i18n.sources import fields, values

_STYLES: Mapping[str, values.Style] = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}
SUFFIXES = tuple(_STYLES)
_KEY = re.compile(r"""["']?([^\s"':=,{}\[\]#-][^"':=,{}\[\]]*?)["']?\s*[:=](?=\s|["'\[{]|$|\w)""")


def parse(text: str, path: str, patterns: Sequence[str] = (), critical: str | None = None) -> Document:
    """The values of a data file, those that a pattern names as segments; `critical` is the class of the whole file.

    A pattern is a dotted path that begins with the file's name without its ending; `*` stands for any one part:
    `hours.*.note`. Raises SourceError with the line where the file does not parse.
    """
    stem = PurePosixPath(path).stem
    data = values.load(text, _STYLES[PurePosixPath(path).suffix], path)
    lines = _Lines(text)
    chosen = [pattern.split(".")[1:] for pattern in patterns if pattern.split(".")[0] in (stem, "*")]
    texts: dict[str, Segment] = {}
    diagnostics: list[Diagnostic] = []
    used: set[int] = set()
    for parts, value in fields.walk(data):
        matching = [number for number, pattern in enumerate(chosen) if fields.matches(pattern, parts)]
        used.update(matching)
        if not matching:
            continue
        name = ".".join(parts)
        reference = Reference(path, name, lines.of(parts, value))
        if not isinstance(value, str):
            shown = reprlib.repr(value)
            message = f"{name} is {shown}, not a text, and stays as it is; choose another pattern or put it in quotes"
            diagnostics.append(Diagnostic("data.value", Severity.WARNING, message, path, reference.line))
            continue
        texts[name] = fields.text(value, "value", reference, critical)
    for number, pattern in enumerate(chosen):
        if number not in used:
            named = ".".join((stem, *pattern))
            message = f"the pattern {named} of [data] translate matches nothing in this file; correct or remove it"
            diagnostics.append(Diagnostic("data.pattern", Severity.WARNING, message, path, 1))
    return Document(path, ("",), (), (), fields=texts, data={stem: data}, diagnostics=tuple(diagnostics))


class _Lines:
    """The lines on which the keys of a data file stand, found in one reading."""

    def __init__(self, text: str) -> None:
        self.first: dict[str, int] = {}
        self.exact: dict[tuple[str, str], deque[int]] = {}
        """By key and beginning of the value on its line."""
        for number, line in enumerate(text.split("\n"), 1):
            for found in _KEY.finditer(line):
                self.first.setdefault(found[1], number)
                self.exact.setdefault((found[1], _beginning(line[found.end() :])), deque()).append(number)

    def of(self, parts: Sequence[str], value: Any) -> int:
        """The line of the value's last key; the first line where it cannot be told. Equal values are met in order."""
        named = next((part for part in reversed(parts) if not part.isdigit()), "")
        exact = self.exact.get((named, _beginning(str(value))))
        if exact:
            return exact.popleft() if len(exact) > 1 else exact[0]
        return self.first.get(named, 1)


def _beginning(value: str) -> str:
    return value.strip(" \t\"'")[:12].rstrip(" ,\"'}]")
