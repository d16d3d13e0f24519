"""Text with inline Markdown: parsed once, rendered by us."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pyromark import Markdown, Options

from i18n.markup.content import Inline, build
from i18n.markup.escaping import escape

PARSER = Markdown(options=Options.ENABLE_STRIKETHROUGH | Options.ENABLE_FOOTNOTES)

# Stands before a text and after each hard break, so that nothing in the text can open a block. It has to be
# punctuation: behind a letter `*a*` and `_a_` would not open emphasis as they do at the start of a line.
_GUARDS = "⁂⁑‱"

_PARAGRAPH_START, _PARAGRAPH_END = {"Start": "Paragraph"}, {"End": "Paragraph"}
_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_BREAK = re.compile(r"(\\*)\n")
_new = tuple.__new__  # Half the time of calling the class.


def parse(text: str) -> Inline:
    """The inline content of one canonical line.

    A backslash and a newline is a hard break; any other single newline is a space. What would be more than one
    paragraph, or another block, comes back with `problem` set.

    >>> parse("a *b* & c").parts
    ('a <em>b</em> &amp; c',)
    """
    if plain(text):
        return _new(Inline, ((escape(text),), (), text, True, ""))
    if "`" in text and (simple := _code_and_text(text)) is not None:
        return simple
    if "\n\n" in text:
        return Inline((escape(text),), (), text, problem="it is more than one paragraph")
    body, guard = guarded(text)
    if not guard:
        return Inline((escape(text),), (), text, problem="it holds too many rare punctuation marks to be read safely")
    added = notes(text)
    events: list[Any] = list(PARSER.events(body + added))
    if added:
        events = events[: events.index(_PARAGRAPH_END) + 1] if _PARAGRAPH_END in events else events
    inside = _without_guards(events, guard)
    if isinstance(inside, str):
        return Inline((escape(text),), (), text, problem=inside)
    return build(inside)


def guarded(text: str) -> tuple[str, str]:
    """A canonical line that the parser reads as nothing but a paragraph, and the mark that stands where a line begins.

    The mark is empty where a text has all that would do.
    """
    guard = _GUARDS[0] if _GUARDS[0] not in text else next((mark for mark in _GUARDS if mark not in text), "")
    return guard + (text if "\n" not in text else _BREAK.sub(lambda found: _line_end(found[1], guard), text)), guard


def notes(text: str) -> str:
    """Empty notes for a text's footnotes, so that its references are ones; they stand behind its paragraph."""
    return "".join(f"\n\n[^{label}]: ." for label in sorted(set(_LABEL.findall(text)))) if "[^" in text else ""


def _code_and_text(text: str) -> Inline | None:
    """Plain text with code between single backticks, which is most of what technical texts hold; None for the rest.

    CommonMark pairs single backticks from left to right wherever nothing else begins, so nothing has to be parsed.
    """
    pieces = text.split("`")
    outside, code = pieces[::2], pieces[1::2]
    if len(pieces) % 2 == 0 or not all(outside[1:-1]) or not plain("".join(outside)):
        return None
    for piece in code:
        if not piece or piece[0] == " " or piece[-1] == " " or "\n" in piece:
            return None
    html = escape(text).split("`")
    html[1::2] = [f"<code>{piece}</code>" for piece in html[1::2]]
    structure = tuple([("code", piece) for piece in code])
    return _new(Inline, (("".join(html),), structure, "".join(pieces), True, ""))


def outside_code(text: str) -> str:
    """What stands outside of single backticks, a space for each piece of code; empty where they do not pair simply."""
    pieces = text.split("`")
    simple = len(pieces) % 2 and all(piece and piece[0] != " " != piece[-1] for piece in pieces[1::2])
    return " ".join(pieces[::2]) if simple and all(pieces[2:-2:2]) else ""


def _line_end(backslashes: str, guard: str) -> str:
    """An odd number of backslashes before a newline is a hard break; any other newline is a space."""
    return f"{backslashes}\n{guard}" if len(backslashes) % 2 else f"{backslashes} "


@lru_cache(maxsize=1 << 17)
def parse_source(text: str) -> Inline:
    """As `parse`, remembered: a source text is asked for when it is cut, when it is judged, and by each page that shows
    it, in every locale."""
    return parse(text)


def plain(text: str) -> bool:
    """No character that means something to Markdown or to us. Membership tests are thrice as fast as a pattern."""
    return not (
        "*" in text or "`" in text or "[" in text or "_" in text or "<" in text or "&" in text or "~" in text
        or "{" in text or "\\" in text or "\n" in text or "\t" in text or "\r" in text or "\0" in text
    )  # fmt: skip


def _without_guards(events: Sequence[Any], guard: str) -> list[tuple[str, Any]] | str:
    """The events inside the one paragraph, each guard taken from the place where it was put; or what is wrong."""
    if events[0] != _PARAGRAPH_START or events[-1] != _PARAGRAPH_END:
        return "it is not one paragraph of text"
    result: list[tuple[str, Any]] = []
    guarded = True
    for event in events[1:-1]:
        value: Any
        if event.__class__ is str:
            kind, value = event, None
        else:
            ((kind, value),) = event.items()
        if guarded:
            if kind != "Text" or value[0] != guard:
                return "a line break stands inside code or markup"
            guarded = False
            if len(value) == 1:
                continue
            value = value[1:]
        elif kind == "HardBreak":
            guarded = True
        elif value == "Paragraph":
            return "it is more than one paragraph"
        if value.__class__ is str and guard in value:
            return "a line break stands inside code or markup"
        result.append((kind, value))
    return "it ends in a line break" if result and result[-1][0] == "HardBreak" else result
