"""What an author's tag says to a reader, and what in it depends on the page; all else stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from i18n.markup.escaping import VARIABLE, escape_href, worded
from i18n.markup.tokens import Attribute, Token, tag
from i18n.model import Target, Variable

_SPOKEN = frozenset(
    "alt title placeholder aria-label aria-description aria-placeholder aria-roledescription aria-valuetext".split()
)
"""Attributes whose value a reader sees or hears, on every element (HTML Living Standard; WAI-ARIA 1.2, section 6)."""
_SPOKEN_ON = {"label": ("option", "optgroup", "track"), "abbr": ("th",), "value": ("input",)}
_BUTTONS = ("submit", "reset", "button")
"""Types of `input` whose value is their label."""
_ADDRESSES: dict[tuple[str, str], Literal["href", "src"]] = {
    ("a", "href"): "href",
    ("area", "href"): "href",
    ("img", "src"): "src",
    ("source", "src"): "src",
    ("audio", "src"): "src",
    ("video", "src"): "src",
    ("video", "poster"): "src",
    ("track", "src"): "src",
    ("input", "src"): "src",
}
_HOST = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|#|\\|\?")
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)")
_CODE = frozenset("code iframe math noembed noframes plaintext script style xmp".split())
"""Elements whose text is code, or is not shown, or holds no element."""


class Spoken(NamedTuple):
    """The value of an attribute that a reader sees or hears."""

    name: str
    text: str
    """Character references decoded, white space folded."""


Piece = str | Spoken | Target | Variable


class Tag(NamedTuple):
    """A tag, ready for the page that it stands on."""

    pieces: tuple[Piece, ...]
    """As typed, but for what has a type of its own; each `Spoken` stands between double quotes."""
    shape: str
    """As typed, an ellipsis for each `Spoken`: what a translation has to repeat."""
    id: str
    """The element's id, or name of an anchor; empty where it has none."""
    protects: bool
    """What its element holds is code, or its author forbids to translate it."""


def placed(address: str) -> bool:
    """Whether an address depends on the page and its language: a path from its file, or a page of another host."""
    return bool(address) and (not _SCHEME.match(address) or foreign(address))


def foreign(address: str) -> bool:
    """Whether an address names another host."""
    return _HOST.match(address) is not None


@lru_cache(maxsize=1 << 14)
def read_tag(text: str) -> Tag | None:
    """What one start tag says; None for anything else."""
    token = tag(text)
    return described(text, token) if token is not None and token.kind == "start" else None


def described(html: str, token: Token) -> Tag:
    """What the start tag at the token's place says."""
    values = {attribute.name: attribute.value for attribute in token.attributes}
    silent = values.get("translate", "").lower() == "no"
    pieces: list[Piece] = []
    shape: list[str] = []
    position = token.start
    for attribute in token.attributes:
        if attribute.value_start == attribute.value_end:
            continue
        if not silent and _speaks(token.name, attribute, values):
            found: tuple[Piece, ...] = (Spoken(attribute.name, " ".join(attribute.value.split())),)
            typed = "…"
        else:
            typed = html[attribute.value_start : attribute.value_end]
            found = _depending(token.name, attribute, typed)
        if not found:
            continue
        before = html[position : attribute.value_start].removesuffix(attribute.quote)
        shape += (before, f'"{typed}"')
        # Words and values are escaped for quotes of ours; an address has no quote in it, so the author's stay.
        quote = attribute.quote if isinstance(found[0], Target) and len(found) == 1 else '"'
        pieces += (before + quote, *found, quote)
        position = attribute.value_end + len(attribute.quote)
    pieces.append(html[position : token.end])
    shape.append(html[position : token.end])
    return Tag(
        _joined(pieces),
        "".join(shape),
        values.get("id") or (values.get("name", "") if token.name == "a" else ""),
        silent or token.name in _CODE,
    )


def _speaks(element: str, attribute: Attribute, values: dict[str, str]) -> bool:
    name = attribute.name
    if name not in _SPOKEN and element not in _SPOKEN_ON.get(name, ()):
        return False
    if name == "value" and values.get("type", "").lower() not in _BUTTONS:
        return False
    return worded(attribute.value)


def _depending(element: str, attribute: Attribute, typed: str) -> tuple[Piece, ...]:
    """An attribute's value where it depends on the data or on the page's place; nothing where it does not."""
    value = attribute.value
    use = _ADDRESSES.get((element, attribute.name))
    if "{" in value and VARIABLE.search(value) and (use or attribute.name in _SPOKEN):
        place: Literal["address", "attribute"] = "address" if use else "attribute"
        pieces: list[Piece] = []
        position = 0
        for found in VARIABLE.finditer(value):
            pieces += (_written(value[position : found.start()], place), Variable(found[1], place))
            position = found.end()
        return (*pieces, _written(value[position:], place))
    if attribute.name == "srcset" and element in ("img", "source"):
        return tuple(_candidates(value))
    return (Target(value, use, typed),) if use and placed(value) else ()


def _candidates(value: str) -> Iterator[Piece]:
    """The addresses of a `srcset`, and what stands between them (HTML Living Standard, 4.8.4.2.1)."""
    position = written = 0
    while found := _CANDIDATE.match(value, position):
        address = found[1].rstrip(",")
        yield _written(value[written : found.start(1)], "attribute")
        typed = _written(address, "attribute")
        yield Target(address, "src", typed) if placed(address) else typed
        written = found.start(1) + len(address)
        end = value.find(",", found.end())
        position = written if found[1].endswith(",") else end if end >= 0 else len(value)
    yield _written(value[written:], "attribute")


def _written(text: str, place: str) -> str:
    return escape_href(text) if place == "address" else text.replace("&", "&amp;").replace('"', "&quot;")


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbouring texts as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    return tuple(joined)
