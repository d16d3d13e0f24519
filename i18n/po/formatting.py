"""One entry as text, byte for byte as msgcat 0.21 lays it out."""

from __future__ import annotations

import re

from i18n.errors import CatalogError
from i18n.model import Message
from i18n.po.decoding import CONTROL
from i18n.po.wrapping import breakable, columns, directive_pattern, wrapped

WIDTH = 79
"""Columns of a line that is laid out anew, as msgcat does without options."""


def formatted(message: Message, path: str, *, obsolete: bool = False) -> str:
    """One entry as msgcat 0.21 lays it out, without its last newline; comments in msgcat's order, as they are."""
    prefix = "#~ " if obsolete else ""
    previous = "#~| " if obsolete else "#| "
    wrap = "no-wrap" not in message.flags
    lines = _comment_lines(message.comments)
    if message.flags:
        lines.append(f"#, {', '.join(message.flags)}")
    fields: list[tuple[str, str, str | None]] = []
    if message.previous is not None:
        key, plural_id = message.previous
        fields += [(previous, "msgctxt", key.context), (previous, "msgid", key.id)]
        fields.append((previous, "msgid_plural", plural_id))
    fields += [(prefix, "msgctxt", message.key.context), (prefix, "msgid", message.key.id)]
    if message.plural_id is None:
        fields.append((prefix, "msgstr", message.strings[0]))
    else:
        fields.append((prefix, "msgid_plural", message.plural_id))
        fields += [(prefix, f"msgstr[{form}]", string) for form, string in enumerate(message.strings)]
    directive = directive_pattern(message.flags)
    for start, keyword, value in fields:
        if value is not None:
            lines += _string_lines(start, keyword, value, directive, wrap=wrap)
    entry = "\n".join(lines)
    if (control := CONTROL.search(entry)) is not None:
        found = f"control character {control[0]!r} in the message {message.key.id[:40]!r}"
        raise CatalogError(f"{found}: no .po file can hold it; remove it from the source", path=path)
    return entry


def _comment_lines(comments: str) -> list[str]:
    """The lines of comments: translators', then the program's, then references; each kind in its order."""
    lines = [line for line in comments.split("\n") if line]
    return sorted(lines, key=lambda line: {"#.": 1, "#:": 2}.get(line.lstrip(" \t")[:2], 0))


def _escaped(text: str) -> str:
    """Five replacements, of which most find nothing, are many times faster than one table."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return text.replace("\t", "\\t").replace("\r", "\\r")


def _string_lines(prefix: str, keyword: str, value: str, directive: re.Pattern[str] | None, *, wrap: bool) -> list[str]:
    """`msgid "..."`, on one line where it fits, else an empty first line and the lines below it."""
    escaped = _escaped(value)
    width = WIDTH - len(prefix) - 2  # the quotes
    portions = [_escaped(line) for line in re.findall(r"[^\n]*\n|[^\n]+", value)] if "\n" in value else [escaped]
    if len(portions) < 2 and (
        not wrap or len(keyword) + 1 + columns(escaped) <= width or not breakable(escaped, directive)
    ):
        return [f'{prefix}{keyword} "{escaped}"']
    lines = [line for portion in portions for line in (wrapped(portion, width, directive) if wrap else [portion])]
    return [f'{prefix}{keyword} ""', *(f'{prefix}"{line}"' for line in lines)]
