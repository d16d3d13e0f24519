"""Text with inline Markdown: parsed once, rendered by us."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from pyromark import Markdown, Options

_INLINE = Markdown(options=Options.ENABLE_STRIKETHROUGH | Options.ENABLE_FOOTNOTES)

# Stands before a text and after each hard break, so that nothing in the text can open a block. It has to be
# punctuation: behind a letter `*a*` and `_a_` would not open emphasis as they do at the start of a line.
_GUARDS = "⁂⁑‱"

VARIABLE = re.compile(r"\{([A-Za-z_][\w-]*(?:\.[\w-]+)+)\}")
"""`{practice.phone}`: a value from a data file, named by the file and the path in it."""

_PARAGRAPH_START, _PARAGRAPH_END = {"Start": "Paragraph"}, {"End": "Paragraph"}
_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_BREAK = re.compile(r"(\\*)\n")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^>]*?(/?)>\Z", re.DOTALL)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|#|\\|\?")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
_ELEMENTS = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}

Place = Literal["text", "attribute", "address"]


class Variable(NamedTuple):
    """A value from the data, put in when the page's locale is known."""

    name: str
    place: Place


class Target(NamedTuple):
    """An address that depends on the page and its locale: a path to a source file or to a file beside it."""

    address: str
    use: Literal["href", "src"]


class Footnote(NamedTuple):
    """A reference to a footnote; its number belongs to the page."""

    label: str


_Part = str | Variable | Target | Footnote


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


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    return escape(text).replace('"', "&quot;")


@lru_cache(maxsize=65536)
def escape_href(address: str) -> str:
    """An address percent-encoded as CommonMark's reference implementation does, then escaped for an attribute."""
    return quote(address, safe="!#$%&'()*+,-./:;=?@_~").replace("&", "&amp;").replace("'", "&#x27;")


def parse(text: str) -> Inline:
    """The inline content of one canonical line.

    A backslash and a newline is a hard break; any other single newline is a space. What would be more than one
    paragraph, or another block, comes back with `problem` set.

    >>> parse("a *b* & c").parts
    ('a <em>b</em> &amp; c',)
    """
    if plain(text):
        return Inline((escape(text),), (), text)
    if "`" in text and (simple := _code_and_text(text)) is not None:
        return simple
    guard = _GUARDS[0] if _GUARDS[0] not in text else next((mark for mark in _GUARDS if mark not in text), None)
    if guard is None:
        return Inline((escape(text),), (), text, problem="it holds too many rare punctuation marks to be read safely")
    if "\n\n" in text:
        return Inline((escape(text),), (), text, problem="it is more than one paragraph")
    body = text if "\n" not in text else _BREAK.sub(lambda found: _line_end(found[1], guard), text)
    notes = "".join(f"\n\n[^{label}]: ." for label in sorted(set(_LABEL.findall(body)))) if "[^" in body else ""
    events: list[Any] = list(_INLINE.events(f"{guard}{body}{notes}"))
    if notes:
        # Behind the paragraph stand only the notes that were added so that their references are ones.
        events = events[: events.index(_PARAGRAPH_END) + 1] if _PARAGRAPH_END in events else events
    inside = _without_guards(events, guard)
    if isinstance(inside, str):
        return Inline((escape(text),), (), text, problem=inside)
    return build(inside)


def _code_and_text(text: str) -> Inline | None:
    """Plain text with code between single backticks, which is most of what technical texts hold; None for the rest.

    CommonMark pairs single backticks from left to right wherever nothing else begins, so nothing has to be parsed.
    """
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return None
    html, structure, heard = [], [], []
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if number % 2:
            if not piece or piece[0] == " " or piece[-1] == " " or "\n" in piece:
                return None
            html.append(f"<code>{escape(piece)}</code>")
            structure.append(("code", piece))
        elif plain(piece) and (piece or number in (0, last)):
            html.append(escape(piece))
        else:
            return None
        heard.append(piece)
    return Inline(("".join(html),), tuple(structure), "".join(heard))


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


def build(events: Iterable[tuple[str, Any]]) -> Inline:
    """Inline content from a parser's events, as (kind, value) pairs, neighbouring texts merged.

    The writer of all HTML inside blocks: nothing else turns a string into markup.
    """
    html: list[_Part] = []
    structure: list[tuple[str, ...]] = []
    heard: list[str] = []
    open_elements: list[str] = []
    nested = True
    images: list[tuple[str, str]] = []
    alt: list[str] = []
    links: list[int] = []
    for kind, value in events:
        if images and kind in ("Text", "Code"):
            alt.append(value)
        elif kind == "Text":
            if "{" in value:
                _put(value, "text", escape, html, structure)
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
            open_elements.append(name)
            if images:
                # Of what stands in an alternative text only the words are shown, so the rest cannot be structure:
                # a string could hide there what it has to show.
                continue
            if name == "Link":
                target = _link_target(data)
                structure.append(("link", target))
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
            if not open_elements or open_elements.pop() != name:
                nested = False
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
            value = value.replace("\n", " ")
            html.append(value)
            structure.append(("html", value))
            nested = _follow(value, open_elements) and nested
        elif kind == "FootnoteReference" and not images:
            # Labels are matched without regard to case.
            html.append(Footnote(value.casefold()))
            structure.append(("footnote", value.casefold()))
    return Inline(_joined(html), tuple(structure), "".join(heard), nested and not open_elements)


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
    elif address and not _SCHEME.match(address):
        html.append(Target(address, use))
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


def _tag(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    ((name, data),) = value.items()
    return name, data


def _link_target(data: Any) -> str:
    return f"mailto:{data['dest_url']}" if data["link_type"] == "Email" else str(data["dest_url"])


def _follow(tag: str, open_elements: list[str]) -> bool:
    """Whether a raw tag nests where it stands; keeps the stack of open elements."""
    found = _TAG.match(tag)
    if found is None or found[3] or found[2].lower() in _VOID:
        return True
    name = f"<{found[2].lower()}"
    if not found[1]:
        open_elements.append(name)
        return True
    if open_elements and open_elements[-1] == name:
        open_elements.pop()
        return True
    return False


def translatable(inline: Inline) -> bool:
    """Whether there is a word in it that a reader sees or hears: not only code, numbers, addresses, variables."""
    text = inline.text
    for item in inline.structure:
        if item[0] == "code":
            # Whichever of equal pieces goes, what is left has a letter or has none.
            text = text.replace(item[1], " ", 1)
    if "{" in text:
        text = VARIABLE.sub(" ", text)
    if "://" in text or "@" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    return _LETTER.search(text) is not None
