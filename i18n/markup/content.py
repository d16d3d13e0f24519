"""The content of one block: its HTML and its structure, from a parser's events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple
from zlib import crc32

from i18n.markup import tags, tokens
from i18n.markup.escaping import VARIABLE, escape, escape_attribute, escape_href
from i18n.model import Target, Variable

_LETTER = re.compile(r"[^\W\d_]")
_MANY = 64
"""Pieces of structure; beyond, a text is read once for all and not once for each."""
_WORD = re.compile(r"\S+")
_NOT_IN_SCHEME = re.compile(r"[^A-Za-z0-9+.-]")
_ELEMENTS = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}
_FOREIGN = frozenset({"svg", "math"})
_BARE = _FOREIGN | {"option", "select", "textarea", "title"}
"""Elements in which a browser drops, or moves elsewhere, what Markdown makes."""
_WORDS_ALONE = frozenset({"<textarea", "<title", "<option", "<select", "<svg"})
"""Elements in which a browser drops or moves what Markdown makes, under the names that `_follow` keeps."""

Place = Literal["text", "attribute", "address"]


class Footnote(NamedTuple):
    """A reference to a footnote; its number belongs to the page."""

    label: str


_Part = str | Variable | Target | Footnote


class _Open(NamedTuple):
    """An element that is open, by Markdown or by a tag."""

    name: str
    """Markdown's, or `<` and the tag's."""
    path: int
    """A checksum of the tags and links around what stands in it; 0 where there is none."""
    bare: bool
    """It stands in one of `_BARE`, or is one."""


_NEAR = 16
"""How many open elements an end tag is compared with, so that many of both take no minutes."""
_NOTHING_OPEN = _Open("", 0, False)
_new = tuple.__new__
_token = lru_cache(maxsize=1 << 12)(tokens.tag)


class Inline(NamedTuple):
    """The content of one block, ready for every locale and page."""

    parts: tuple[_Part, ...]
    """Finished HTML, and what the page has to say."""
    structure: tuple[tuple[str, ...], ...]
    """What a translation may neither add nor lose, in order of appearance."""
    text: str
    """What a reader hears: no markup, alternative texts included."""
    nested: bool = True
    """Every inline tag closes inside the element in which it opened."""
    problem: str = ""
    """Why this is not the inside of exactly one paragraph; empty where it is."""


def build(events: Iterable[tuple[str, Any]]) -> Inline:
    """Inline content from a parser's events, as (kind, value) pairs, neighbouring texts merged.

    The writer of all HTML inside blocks: nothing else turns a string into markup.
    """
    html: list[_Part] = []
    structure: list[tuple[str, ...]] = []
    heard: list[str] = []
    open_elements = [_NOTHING_OPEN]
    nested = True
    images: list[tuple[str, str]] = []
    alt: list[str] = []
    links: list[int] = []
    protected, depth, begun = "", 0, (0, 0)
    for kind, value in events:
        around = open_elements[-1]
        if around.bare and (kind not in ("Text", "SoftBreak") or (value and VARIABLE.search(value))):
            structure.append(("nesting", kind))
        if images and kind in ("Text", "Code"):
            alt.append(value)
        elif kind == "Text":
            if "{" in value:
                _put(value, "attribute" if around.bare else "text", escape, html, structure)
            else:
                html.append(escape(value))
            heard.append(value)
        elif kind == "Code":
            html.append(f"<code>{escape(value)}</code>")
            structure.append(("code", value))
            heard.append(value)
        elif kind == "Start":
            name, data = value if value.__class__ is tuple else _tag(value)
            if name == "Image":
                if not images:
                    structure.append(("image", data["dest_url"]))
                images.append((data["dest_url"], data["title"]))
                continue
            path = crc32(b"<a", around.path) if name == "Link" and not images else around.path
            open_elements.append(_new(_Open, (name, path, around.bare)))
            if images:
                # Of what stands in an alternative text only the words are shown, so the rest cannot be structure:
                # a string could hide there what it has to show.
                continue
            if name == "Link":
                target = _link_target(data)
                structure.append(("link", target))
                if around.path:
                    structure.append(("nesting", target, str(around.path)))
                links.append(len(heard))
                html.append("<a ")
                _put_address(target, "href", html, structure)
                _put_title(data["title"], html, structure, heard)
                html.append(">")
            else:
                structure.append((name.lower(),))
                html.append(f"<{_ELEMENTS[name]}>")
        elif kind == "End":
            name = value[0] if value.__class__ is tuple else value
            if name == "Image":
                address, title = images.pop()
                if images:
                    continue
                html.append("<img ")
                _put_address(address, "src", html, structure)
                html.append(' alt="')
                _put("".join(alt), "attribute", escape_attribute, html, structure)
                html.append('"')
                if not "".join(alt).strip():
                    structure.append(("empty", "image"))
                heard.append("".join(alt))
                alt.clear()
                _put_title(title, html, structure, heard)
                html.append(" />")
                continue
            nested = nested and around.name == name
            while open_elements.pop().name != name:
                pass
            if not images and name == "Link":
                if not "".join(heard[links.pop() :]).strip():
                    structure.append(("empty", "link"))
                html.append("</a>")
            elif not images:
                html.append(f"</{_ELEMENTS[name]}>")
        elif kind == "SoftBreak":
            (alt if images else html).append(" ")
            heard.append(" ")
        elif kind == "HardBreak":
            (alt if images else html).append(" " if images else "<br />\n")
            heard.append(" ")
        elif kind == "InlineHtml" and not images:
            raw = value.replace("\n", " ")
            found = tags.read_tag(raw)
            if found is None:
                html.append(raw)
                structure.append(("html", raw))
            else:
                _put_tag(found, html, structure, heard)
                if around.path:
                    structure.append(("nesting", found.shape, str(around.path)))
            token = _token(raw)
            if token is not None and not _follow(token, open_elements):
                nested = False
            if protected:
                if token is not None and token.name == protected:
                    depth += 1 if token.kind == "start" else -1
                if not depth:
                    structure.append(_protected(heard, html, begun))
                    protected = ""
            elif found is not None and found.protects and open_elements[-1] is not around:
                protected = open_elements[-1].name.removeprefix("<")
                depth, begun = 1, (len(heard), len(html))
        elif kind == "FootnoteReference" and not images:
            # Labels are matched without regard to case.
            html.append(Footnote(value.casefold()))
            structure.append(("footnote", value.casefold()))
    if protected:
        structure.append(_protected(heard, html, begun))
    closed = nested and len(open_elements) == 1
    return _new(Inline, (_joined(html), tuple(structure), "".join(heard), closed, ""))


def _protected(heard: Sequence[str], html: Sequence[_Part], begun: tuple[int, int]) -> tuple[str, ...]:
    """What nobody translates: its words, and all of it as it is written."""
    return "protected", "".join(heard[begun[0] :]), "".join(map(str, html[begun[1] :]))


def _joined(html: Sequence[_Part]) -> tuple[_Part, ...]:
    """The pieces with neighbouring texts as one."""
    if all(part.__class__ is str for part in html):
        return ("".join(html),)  # type: ignore[arg-type]
    parts: list[_Part] = []
    for part in html:
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return tuple(parts)


def _put(
    text: str, place: Place, write: Callable[[str], str], html: list[_Part], structure: list[tuple[str, ...]]
) -> None:
    """A text with its variables."""
    position = 0
    for found in VARIABLE.finditer(text) if "{" in text else ():
        html += (write(text[position : found.start()]), Variable(found[1], place))
        structure.append(("variable", found[1]))
        position = found.end()
    html.append(write(text[position:]))


def _put_address(
    address: str, use: Literal["href", "src"], html: list[_Part], structure: list[tuple[str, ...]]
) -> None:
    html.append(f'{use}="')
    if VARIABLE.search(address):
        _put(address, "address", escape_href, html, structure)
    elif tags.placed(address):
        html.append(Target(address, use, escape_href(address)))
    else:
        html.append(escape_href(address))
    html.append('"')


def _put_title(title: str, html: list[_Part], structure: list[tuple[str, ...]], heard: list[str]) -> None:
    if title:
        structure.append(("title",))
        title = title.replace("\n", " ")
        html.append(' title="')
        _put(title, "attribute", escape_attribute, html, structure)
        html.append('"')
        heard.append(" " + title)


def _put_tag(tag: tags.Tag, html: list[_Part], structure: list[tuple[str, ...]], heard: list[str]) -> None:
    """A start tag that the author typed; of its words only the places are structure."""
    structure.append(("html", tag.shape))
    for piece in tag.pieces:
        if isinstance(piece, tags.Spoken):
            structure.append(("spoken", piece.name))
            heard.append(f" {piece.text}")
            _put(piece.text, "attribute", escape_attribute, html, structure)
        else:
            html.append(piece)
            if isinstance(piece, Variable):
                structure.append(("variable", piece.name))


def _tag(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    ((name, data),) = value.items()
    return name, data


def _link_target(data: Any) -> str:
    return f"mailto:{data['dest_url']}" if data["link_type"] == "Email" else str(data["dest_url"])


def _follow(token: tokens.Token, open_elements: list[_Open]) -> bool:
    """Whether a tag nests where it stands; keeps the stack of open elements."""
    around = open_elements[-1]
    if token.name in tokens.VOID or (token.closed and (around.bare or token.name in _FOREIGN)):
        return True
    name = f"<{token.name}"
    if token.kind == "start":
        path = crc32(name.encode(), around.path)
        open_elements.append(_Open(name, path, around.bare or token.name in _BARE))
        return True
    if around.name == name:
        open_elements.pop()
        return True
    # It may end elements whose own end tag is left out, but none of Markdown's.
    for index in range(len(open_elements) - 1, max(0, len(open_elements) - _NEAR), -1):
        if not open_elements[index].name.startswith("<"):
            break
        if open_elements[index].name == name:
            del open_elements[index:]
            break
    return False


def translatable(inline: Inline) -> bool:
    """Whether there is a word in it that a reader sees or hears: not only code, numbers, addresses, variables."""
    text = inline.text
    if len(inline.structure) > _MANY:
        text = _outside(inline)
    else:
        for item in inline.structure:
            if item[0] in ("code", "protected"):
                # Whichever of equal pieces goes, what is left has a letter or has none.
                text = text.replace(item[1], " ", 1)
    if "{" in text:
        text = VARIABLE.sub(" ", text)
    if "://" in text or "@" in text or "www." in text:
        text = _WORD.sub(lambda word: _beside_address(word[0]), text)
    return _LETTER.search(text) is not None


def _beside_address(word: str) -> str:
    """What stands in front of an address in a run without spaces; all of it where there is no address."""
    found = word.find("://")
    if found >= 0:
        scheme = _NOT_IN_SCHEME.split(word[:found])[-1]
        return word[: found - len(scheme)]
    if word[:4].lower() == "www.":
        return ""
    name, _, host = word.partition("@")
    return "" if name and "." in host[1:-1] else word


def _outside(inline: Inline) -> str:
    """The text without its code and protected runs, in one reading."""
    pieces, position = [], 0
    for item in inline.structure:
        if item[0] in ("code", "protected") and (found := inline.text.find(item[1], position)) >= 0:
            pieces.append(inline.text[position:found])
            position = found + len(item[1])
    return " ".join((*pieces, inline.text[position:]))
