"""Translated text in places of a template where no escaping can hold it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from jinja2 import Environment

from i18n import markup
from i18n.markup.tokens import Attribute
from i18n.model import Diagnostic, Reference, Severity

_TEXT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what an expression prints, where that is somebody's words."""
_OTHER = "0"
_WORDS = re.compile(r"\b(?:_|n?p?gettext)\s*\(|\.\s*(?:title|description)\b|\bdata\s*[.\[]|\b(?:title|content)\b")
"""An expression that may print translated text: a call, a title, a value of the data files."""
_CODE = frozenset({"style", "srcdoc"})
_ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def misplaced(text: str, path: str) -> Iterator[Diagnostic]:
    """An error for each attribute in which a translated text could become another attribute, or code.

    Without quotes a blank ends the value, and in `onclick`, `style` and `srcdoc` the browser decodes what was escaped
    before it runs or reads it. Raises TemplateSyntaxError where the template cannot be read.
    """
    html, places = _joined(text)
    for token in markup.tokens(html):
        for attribute in token.attributes:
            if _TEXT not in html[attribute.value_start : attribute.value_end]:
                continue
            if problem := _problem(attribute):
                start, line = places[bisect_right(places, (attribute.start, 1 << 60)) - 1]
                place = Reference(path, "", line + html.count("\n", start, attribute.start))
                yield Diagnostic("template.misplaced", Severity.ERROR, problem, path, place.line, source=place)


def _problem(attribute: Attribute) -> str:
    name = attribute.name
    if name.startswith("on") or name in _CODE:
        return f"a translated text stands in {name!r}, where it could become code; put it into a data- attribute"
    if not attribute.quote:
        return f"a translated text stands in {name!r} without quotes, so that a blank would end it; put it in quotes"
    return ""


def _joined(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The template with a sign for each thing that Jinja prints, and at which offset which line begins to count."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = [(0, 1)]
    size, skipping, code = 0, False, [""]
    for line, kind, value in _ENVIRONMENT.lex(text):
        piece = ""
        if kind in ("variable_begin", "block_begin"):
            code = []
        elif kind == "variable_end":
            piece = _TEXT if _WORDS.search("".join(code)) else _OTHER
        elif kind == "block_end":
            word = "".join(code).split(maxsplit=1)[0].strip("-+") if code else ""
            piece = _TEXT if word == "trans" else ""
            skipping = (skipping or word == "trans") and word != "endtrans"
        elif kind == "data" and not skipping:
            piece = value
        elif not kind.startswith(("comment", "raw", "data")):
            code.append(value)
        if piece:
            places.append((size, line))
            pieces.append(piece)
            size += len(piece)
    return "".join(pieces), places
