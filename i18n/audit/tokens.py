"""HTML as tags and texts with their offsets, as browsers cut it, in linear time.

Python's html.parser needs 8.7 s for 30 kB of `<a ` and fails on `<![` (3.11.7, measured 2026-11); html5lib knows no
offsets. A test holds this reading against html5lib's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_SPACE = "\t\n\f\r "
_NAME = re.compile(rf"[A-Za-z][^{_SPACE}/>]*")
_ATTRIBUTE = re.compile(
    rf"[{_SPACE}/]*(?:(?P<end>>)|(?P<name>[^{_SPACE}/>][^{_SPACE}/>=]*)"
    rf"(?:[{_SPACE}]*=[{_SPACE}]*(?:\"(?P<double>[^\"]*)(?P<double_end>\"|\Z)|'(?P<single>[^']*)(?P<single_end>'|\Z)"
    rf"|(?P<bare>[^{_SPACE}>]*)))?)"
)
"""The next attribute of a tag, or the tag's end; a quote that is never closed reaches to the end of the file."""
_COMMENT_END = re.compile("--!?>")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_DECODED = frozenset({"title", "textarea"})
_RAW_END = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in _RAW | _DECODED}
_FOREIGN = ("svg", "math", "foreignobject")
_LEADING_ZEROS = re.compile(r"&#0+(?=[0-9])")
_TOO_LONG = re.compile(r"&#[0-9]{8,};?")


class Tag(NamedTuple):
    name: str
    """In lower case."""
    attributes: Mapping[str, tuple[str, int]]
    """By name in lower case: the decoded value and its offset. Empty for a closing tag."""
    offset: int
    closing: bool = False
    empty: bool = False
    """It ends in `/>`, which counts in SVG and MathML alone."""
    foreign: bool = False
    """It stands inside SVG or MathML."""


class Text(NamedTuple):
    raw: str
    """As it is written, references not decoded."""
    offset: int
    verbatim: bool = False
    """In a script and the like, where no reference is decoded."""


def decoded(raw: str) -> str:
    """A text with its character references replaced."""
    if "&" not in raw:
        return raw
    if "&#" in raw:
        # Python refuses to convert a number of thousands of digits; all of eight and more are no character.
        raw = _TOO_LONG.sub("\ufffd", _LEADING_ZEROS.sub("&#", raw))
    return html.unescape(raw)


def tokens(text: str) -> Iterator[Tag | Text]:
    """The tags and texts of a file; comments and declarations are left out, and so is a tag that never ends.

    Source: HTML Living Standard, 13.2.5 (tokenization); scripts inside comments of scripts are not followed.
    """
    position = 0
    foreign: list[str] = []
    while position < len(text):
        start = text.find("<", position)
        if start < 0:
            yield Text(text[position:], position)
            return
        if start > position:
            yield Text(text[position:start], position)
        position = start
        found = _NAME.match(text, start + 1)
        closing = False
        if found is None and text.startswith("</", start):
            closing = True
            found = _NAME.match(text, start + 2)
        if found is None:
            position, literal = _no_tag(text, start, bool(foreign) and foreign[-1] != "foreignobject")
            if literal is not None:
                yield literal
            continue
        tag, position = _tag(text, found, start, closing, bool(foreign) and foreign[-1] != "foreignobject")
        if tag is None:
            return
        yield tag
        _follow(tag, foreign)
        if not tag.closing and not tag.foreign and tag.name in _RAW_END:
            end = _RAW_END[tag.name].search(text, position)
            stop = end.start() if end else len(text)
            if stop > position:
                yield Text(text[position:stop], position, tag.name in _RAW)
            position = stop


def _no_tag(text: str, start: int, foreign: bool) -> tuple[int, Text | None]:
    """Where to go on behind a `<` that begins no tag, and the text that it stands for."""
    if text.startswith("<!--", start):
        if text.startswith((">", "->"), start + 4):
            return text.index(">", start) + 1, None
        end = _COMMENT_END.search(text, start + 4)
        return end.end() if end else len(text), None
    if foreign and text.startswith("<![CDATA[", start):
        stop = text.find("]]>", start)
        stop = len(text) if stop < 0 else stop
        return stop + 3, Text(text[start + 9 : stop], start + 9, True)
    if text.startswith(("<!", "<?", "</"), start) and start + 2 < len(text):
        end_of_declaration = text.find(">", start)
        return len(text) if end_of_declaration < 0 else end_of_declaration + 1, None
    return start + 1, Text("<", start)


def _tag(text: str, name: re.Match[str], start: int, closing: bool, foreign: bool) -> tuple[Tag | None, int]:
    """A tag and the offset behind it; None where the file ends inside it."""
    attributes: dict[str, tuple[str, int]] = {}
    position = name.end()
    while found := _ATTRIBUTE.match(text, position):
        position = found.end()
        if found["end"]:
            empty = text[position - 2] == "/"
            return Tag(name[0].lower(), {} if closing else attributes, start, closing, empty, foreign), position
        kind = next((kind for kind in ("double", "single", "bare") if found[kind] is not None), None)
        if kind in ("double", "single") and not found[f"{kind}_end"]:
            break
        value = (decoded(found[kind]), found.start(kind)) if kind else ("", found.end())
        attributes.setdefault(found["name"].lower(), value)
    return None, len(text)


def _follow(tag: Tag, foreign: list[str]) -> None:
    """Keeps count of the SVG and MathML elements that are open, and of HTML inside them."""
    if tag.name not in _FOREIGN:
        return
    if tag.closing:
        if foreign and foreign[-1] == tag.name:
            foreign.pop()
    elif not tag.empty and (tag.name != "foreignobject" or foreign):
        foreign.append(tag.name)
