"""Source text as the one line that stands in catalogs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from i18n.markup.blocks import BlockEvent
from i18n.markup.content import Inline, build
from i18n.markup.inline import parse_source, plain

# A backslash that would escape what stands behind it, the closing sign too.
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)")
_MEANS = re.compile(r"([\\`*_\[\]<&~])")
"""What can mean something inside of a line of Markdown, and what always can where that is not enough."""
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_MARKS = {"Emphasis": "*", "Strong": "**", "Strikethrough": "~~"}


def canonical(events: Sequence[BlockEvent], data: bytes) -> tuple[str, Inline] | None:
    """One line of Markdown that parses to just these events, and its content.

    Soft breaks are spaces, a hard break is a backslash and a newline, reference links are written inline, emphasis is
    written with asterisks where that parses the same. The author's escapes and entities stay. Each candidate is
    parsed and compared, so the answer is right or None.
    """
    simple = _text_and_code(events)
    if simple is not None:
        return simple
    expected = content(events)
    for escaped in (None, _MEANS, _PUNCTUATION):
        for own_marks in (False, True):
            text = _write(events, data, own_marks=own_marks, escaped=escaped)
            inline = parse_source(text)
            if inline.parts == expected.parts and not inline.problem:
                return text, inline
    return None


def _text_and_code(events: Sequence[BlockEvent]) -> tuple[str, Inline] | None:
    """As `canonical` for plain text with code, which is most of what there is; None for the rest."""
    text: list[str] = []
    heard: list[str] = []
    codes: list[tuple[str, str]] = []
    for event in events:
        if event.kind == "Text" and plain(event.value):
            text.append(event.value)
            heard.append(event.value)
        elif event.kind == "SoftBreak":
            text.append(" ")
            heard.append(" ")
        elif event.kind == "Code":
            text.append(_code(event.value))
            heard.append(event.value)
            codes.append(("code", event.value))
        else:
            return None
    line = "".join(text)
    inline = parse_source(line)
    return (line, inline) if inline.text == "".join(heard) and inline.structure == tuple(codes) else None


def content(events: Sequence[BlockEvent]) -> Inline:
    """The inline content of a block of a page, as it stands there."""
    return build(_merged((event.kind, (event.name, event.value) if event.name else event.value) for event in events))


def _merged(events: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    """Neighbouring texts as one: a variable's name may be cut at its underscore."""
    text: list[str] = []
    for kind, value in events:
        if kind == "Text":
            text.append(value)
            continue
        if text:
            yield "Text", "".join(text)
            text.clear()
        yield kind, value
    if text:
        yield "Text", "".join(text)


def _write(events: Sequence[BlockEvent], data: bytes, *, own_marks: bool, escaped: re.Pattern[str] | None) -> str:
    out: list[str] = []
    links: list[tuple[str, str] | None] = []
    end = -1
    for event in events:
        kind, name = event.kind, event.name
        if kind == "Text":
            automatic = bool(links) and links[-1] is None
            out.append(_raw(event, data, end) if escaped is None or automatic else escaped.sub(r"\\\1", event.value))
        elif kind == "SoftBreak":
            out.append(" ")
        elif kind == "HardBreak":
            out.append("\\\n")
        elif kind == "Code":
            out.append(_code(event.value))
        elif kind == "InlineHtml":
            out.append(event.value.replace("\n", " "))
        elif kind == "FootnoteReference":
            out.append(f"[^{event.value}]")
        elif name in _MARKS:
            mark = _MARKS[name]
            if own_marks:
                narrow = mark == "~~" and data[event.start : event.start + 2] != b"~~"
                width = 1 if name == "Emphasis" or narrow else 2
                mark = data[event.start : event.start + width].decode()
            out.append(mark)
        elif name in ("Link", "Image") and kind == "Start":
            automatic = event.value["link_type"] in ("Autolink", "Email")
            links.append(None if automatic else (event.value["dest_url"], event.value["title"]))
            out.append("<" if automatic else "[" if name == "Link" else "![")
        elif name in ("Link", "Image"):
            link = links.pop()
            out.append(">" if link is None else f"]({_destination(link[0])}{_title(link[1])})")
        end = event.end
    return "".join(out)


def _raw(event: BlockEvent, data: bytes, end: int) -> str:
    """The text as the author typed it, with the backslash that the parser's range leaves out."""
    raw = data[event.start : event.end].decode()
    if raw.startswith("&") and len(event.value) == 1 and event.value.isprintable() and event.value not in "&<>\"'":
        return str(event.value)
    typed = "\\" if event.start > end and data[event.start - 1 : event.start] == b"\\" else ""
    if raw.endswith("[") and not typed and data[event.end : event.end + 1] == b"^":
        # No note has this label on its page, so it is text; alone, it would be a reference.
        return raw[:-1] + "\\["
    return typed + raw


def _code(text: str) -> str:
    if "`" not in text and text.strip(" ") == text:
        return f"`{text}`"
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`"
    while longest and re.search(rf"(?<!`){fence}(?!`)", text):
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _destination(address: str) -> str:
    """A link target as Markdown: bare where it can be, in angle brackets where it cannot."""
    address = _BACKSLASH.sub(r"\\\\", address).replace("&", "&amp;" if _entity(address) else "&")
    if address and not re.search(r"[\s<>()\x00-\x1f\x7f]", address):
        return address
    return "<" + re.sub(r"([<>])", r"\\\1", address).replace("\n", "%0A") + ">"


def _title(title: str) -> str:
    if not title:
        return ""
    title = _BACKSLASH.sub(r"\\\\", title).replace("&", "&amp;" if _entity(title) else "&")
    return ' "' + title.replace('"', '\\"').replace("\n", " ") + '"'


def _entity(text: str) -> bool:
    return re.search(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);", text) is not None
