"""The marked texts of a Jinja template."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from i18n.errors import TemplateError
from i18n.model import Document, Reference, Segment
from i18n.sources.bare_text import bare_text
from i18n.sources.misplaced import misplaced

SUFFIXES = (".html", ".svg", ".xml", ".txt", ".j2")
"""Endings of the files that are read as templates."""
COMMENT_TAG = "TRANSLATORS:"
"""A template comment that begins so goes to the translator."""

_FUNCTIONS = ("_", "gettext", "ngettext", "pgettext", "npgettext")


def parse(text: str, path: str, critical: str | None = None, *, unseen: frozenset[str] | None = None) -> Document:
    """The texts in `{% trans %}`, `_()`, `gettext`, `ngettext`, `pgettext`, `npgettext`.

    Where `unseen` is given, words that nobody marked are findings; see `bare_text`.
    Raises TemplateError with the line where the template does not parse.
    """
    options = {"newstyle_gettext": "true", "silent": "false", "trimmed": "false"}
    try:
        found = list(babel_extract(io.BytesIO(text.encode()), _FUNCTIONS, [COMMENT_TAG], options))
    except TemplateSyntaxError as error:
        raise TemplateError(f"the template does not parse: {error.message}", path=path, line=error.lineno) from error
    segments = []
    for line, function, arguments, comments in found:
        context, singular, plural = _message(function, arguments)
        if singular:
            segments.append(
                Segment(
                    singular,
                    "label" if len(singular) < 40 else "text",
                    Reference(path, "", line),
                    plural=plural,
                    context=context,
                    critical=critical,
                    comments=tuple(_words(comments)),
                    format="template",
                )
            )
    keys = tuple(segment.key for segment in segments)
    bare = () if unseen is None else bare_text(text, path, unseen)
    return Document(path, ("",), (), tuple(segments), keys, diagnostics=(*misplaced(text, path), *bare))


def _message(function: str, arguments: Any) -> tuple[str | None, str, str | None]:
    """Context, singular and plural of one call; arguments that are not literal texts count as missing."""
    texts = [
        argument if isinstance(argument, str) else None
        for argument in ([arguments] if isinstance(arguments, str) else arguments or ())
    ]
    texts += [None] * (3 - len(texts))
    if function == "pgettext":
        return texts[0], texts[1] or "", None
    if function == "npgettext":
        return texts[0], texts[1] or "", texts[2]
    if function == "ngettext":
        return None, texts[0] or "", texts[1]
    return None, texts[0] or "", None


def _words(comments: Iterable[str]) -> Iterable[str]:
    for comment in comments:
        yield " ".join(comment.removeprefix(COMMENT_TAG).split())
