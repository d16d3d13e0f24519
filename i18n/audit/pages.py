"""The visible words of a page that bear no mark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from i18n.audit.structured import structured_words
from i18n.audit.tokens import Tag, Text, decoded, tokens
from i18n.audit.words import Known, Leak, Piece, Places, lettered, one_line, unmarked

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav
    ol optgroup option p pre search section select summary table tbody td textarea tfoot th thead title tr ul
    """.split()
)
"""Elements that no sentence runs into or out of."""
_ENDS_PARAGRAPH = frozenset(
    """
    address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search section table ul
    """.split()
)
"""Source: HTML Living Standard, 13.2.6.4.7, start tags that close a `p` element."""
_CELLS = ("td", "th", "caption")
_TABLE = ("td", "th", "tr", "thead", "tbody", "tfoot", "caption")
_CLOSES = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
    "thead": _TABLE,
    "tbody": _TABLE,
    "tfoot": _TABLE,
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "body": ("head",),
}
"""Start tag to the elements that it ends where nobody closed them."""
_SCOPES = frozenset(
    ("ul", "ol", "dl", "table", "select", "datalist", "button", "template", "svg", "math", "object", *_CELLS)
)
"""Elements out of which no start tag ends anything, but cells and rows out of a cell."""
_UNSEEN = frozenset(
    "script style template xmp iframe noembed noframes math code pre listing audio video canvas".split()
)
"""Elements whose text is code, or is not shown."""
_MOST_OPEN = 100
"""Inline elements that a closing tag looks back over; nobody nests more, and hostile pages stay linear."""

_ATTRIBUTES = frozenset(
    """
    alt title placeholder aria-label aria-description aria-roledescription aria-valuetext aria-placeholder
    aria-braillelabel aria-brailleroledescription
    """.split()
)
_OWN_ATTRIBUTES = {
    "label": ("track", "option", "optgroup"),
    "summary": ("table",),
    "abbr": ("th",),
}
_META = frozenset(
    """
    description keywords application-name apple-mobile-web-app-title subject abstract
    twitter:title twitter:description twitter:image:alt twitter:label1 twitter:label2 twitter:data1 twitter:data2
    og:title og:description og:site_name og:image:alt og:video:alt article:section article:tag
    """.split()
)
_ITEMS = frozenset("name description headline caption alternatename abstract text".split())
"""Values of `itemprop` whose `meta` holds words."""
_TITLES = ("page title", "meta og:title", "meta twitter:title")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CODE_HEADING = re.compile(r"<h[1-6]\b[^<>]*>\s*<code", re.IGNORECASE)
_BUTTONS = ("submit", "button", "reset")


def leaks(
    html: str,
    *,
    values: frozenset[str],
    autonyms: Mapping[str, str],
    names: frozenset[str] = frozenset(),
    codes: frozenset[str] = frozenset(),
) -> list[Leak]:
    """Every run of words of a built page that a visitor can see or hear and that stands outside ⟦ and ⟧.

    No leak is what has no letter, what `translate="no"` protects, code, one of `values` (each in one line) inside
    `<bdi>` or between U+2068 and U+2069, one of `autonyms` (tag to name) where its language is in force, and one of
    `names` where it stands alone or beside a title, one of `codes` (see `code_headings`) in a link, an address, a title
    that is a heading of code alone. Marks open and close across inline elements; the end of a block closes them.
    Never fails, whatever the text; linear in its length. Elements end where the HTML standard lets them.
    """
    reader = _read(html, Known.of(values, autonyms, names, codes))
    found = (one for one in reader.found if one.kind not in _TITLES or one.text not in reader.codes)
    return sorted(found, key=lambda one: (one.line, one.column))


def code_headings(html: str) -> frozenset[str]:
    """The headings of a page that are code and nothing else, each in one line."""
    return frozenset(_read(html, Known()).codes) if _CODE_HEADING.search(html) else frozenset()


def _read(html: str, known: Known) -> _Reader:
    reader = _Reader(html, known)
    for token in tokens(html):
        if isinstance(token, Text):
            reader.text(token)
        elif token.closing:
            reader.close(token)
        else:
            reader.open(token)
    reader.flush()
    return reader


class _Open(NamedTuple):
    """An element that is open, with what it inherits."""

    name: str
    kind: str
    """What its text is: text, title, svg title ...; json-ld; empty where it is not seen."""
    translate: bool = True
    language: str = ""
    isolated: bool = False
    linked: bool = False
    code: bool = False
    closable: Mapping[str, int] = {}
    """Elements that a start tag could end here, each with its place among those that are open."""
    depth: int = 0
    """Marks that were open before it: a picture inside a sentence has words of its own."""


class _Reader:
    def __init__(self, html: str, known: Known) -> None:
        self.known, self.places = known, Places(html)
        self.found: list[Leak] = []
        self.stack = [_Open("", "text")]
        self.counts: dict[str, int] = {}
        self.depth = 0
        self.run: list[str] = []
        self.run_start, self.run_kind, self.run_linked = 0, "text", False
        self.heading: list[str] | None = None
        self.codes: set[str] = set()

    # Elements

    def open(self, tag: Tag) -> None:
        if not tag.foreign:
            self._end_implied(tag.name)
        if tag.name in _BLOCKS and not tag.foreign:
            self._boundary()
        elif tag.name in ("br", "wbr") and self.run:
            self.run.append(" ")
        element = self._element(tag)
        self._attributes(tag, element)
        svg = tag.name in ("svg", "math")
        if (tag.empty and (tag.foreign or svg)) or (tag.name in _VOID and not tag.foreign):
            return
        if svg:
            self._boundary()
        if element.kind.startswith("svg") and tag.name in ("title", "desc", "text"):
            self._boundary()
        if tag.name in _HEADINGS:
            self.heading = []
        self.stack.append(element)
        self.counts[tag.name] = self.counts.get(tag.name, 0) + 1

    def _element(self, tag: Tag) -> _Open:
        above = self.stack[-1]
        given = tag.attributes
        translate, language = above.translate, above.language
        if "translate" in given:
            wanted = given["translate"][0].lower()
            translate = wanted in ("", "yes") or (wanted != "no" and translate)
        if "lang" in given:
            language = given["lang"][0]
        closable = above.closable
        if tag.name in _SCOPES:
            kept = _TABLE if tag.name in _CELLS else ()
            closable = {name: closable[name] for name in kept if name in closable}
        if tag.name in _CLOSES or tag.name in ("p", "head", "caption"):
            closable = {**closable, tag.name: len(self.stack)}
        return _Open(
            tag.name,
            _kind(tag, above),
            translate,
            language,
            above.isolated or tag.name == "bdi",
            above.linked or tag.name == "a",
            above.code or tag.name in ("code", "pre"),
            closable,
            self.depth,
        )

    def _end_implied(self, name: str) -> None:
        """Ends what the start of an element ends: the item before it, the paragraph that it cannot be in."""
        closable = self.stack[-1].closable
        if not closable:
            return
        ended = [closable[one] for one in _CLOSES.get(name, ()) if one in closable]
        if name in _ENDS_PARAGRAPH and "p" in closable:
            ended.append(closable["p"])
        if ended:
            self._pop_to(min(ended))

    def close(self, tag: Tag) -> None:
        if tag.name in _BLOCKS or tag.name == "br":
            self._boundary()
        if not self.counts.get(tag.name):
            return
        blocks = tag.name in _BLOCKS or tag.foreign
        oldest = 0 if blocks else max(len(self.stack) - _MOST_OPEN, 0)
        for place in range(len(self.stack) - 1, oldest, -1):
            if self.stack[place].name == tag.name:
                self._pop_to(place)
                return
            if not blocks and self.stack[place].name in _BLOCKS:
                return

    def _pop_to(self, place: int) -> None:
        """Ends the elements from `place` on; none inside of them can still be open."""
        for element in self.stack[place:]:
            self.counts[element.name] -= 1
            if element.name in _BLOCKS or element.kind.startswith("svg"):
                self._boundary()
            if element.name in ("svg", "math"):
                self.depth = element.depth
            if element.name in _HEADINGS and self.heading:
                self.codes.add(one_line("".join(self.heading)))
                self.heading = None
        del self.stack[place:]

    def _boundary(self) -> None:
        """No sentence and no mark goes on here."""
        self.flush()
        self.depth = 0

    # Words

    def text(self, token: Text) -> None:
        element = self.stack[-1]
        if self.heading is not None:
            self._heading(decoded(token.raw), element)
        if element.kind == "json-ld":
            self._structured(token, element)
        if not element.kind or element.kind == "json-ld":
            self._gap()
            return
        pieces, self.depth = unmarked(token.raw, self.depth)
        behind = 0
        for piece in pieces:
            if piece.offset > behind:
                self.flush()
            behind = piece.offset + len(piece.text)
            self._piece(piece.text if token.verbatim else decoded(piece.text), token.offset + piece.offset, element)
        if behind < len(token.raw):
            self.flush()

    def _heading(self, words: str, element: _Open) -> None:
        if self.heading is not None and (element.code or not lettered(words)):
            self.heading.append(words)
        else:
            self.heading = None

    def _gap(self) -> None:
        """Something stands here that is not text: a run goes on behind it."""
        if self.run:
            self.run.append(" ")

    def _piece(self, text: str, offset: int, element: _Open) -> None:
        if not text.strip():
            self._gap()
            return
        if not element.translate or self._own(text, element):
            self.flush()
            return
        for number, piece in enumerate(self.known.without_values(Piece(0, text))):
            if number:
                self.flush()
            if not self.run:
                if not piece.text.strip():
                    continue
                self.run_kind, self.run_linked = element.kind, element.linked
                self.run_start = offset + piece.offset + len(piece.text) - len(piece.text.lstrip())
            self.run.append(piece.text)

    def _own(self, text: str, element: _Open) -> bool:
        """Whether an element's words are those of its language alone, or a known value."""
        words = one_line(text)
        return (element.isolated and words in self.known.values) or words == self.known.autonyms.get(
            element.language.lower()
        )

    def flush(self) -> None:
        """Ends the run of words under way."""
        if not self.run:
            return
        words = self.known.left("".join(self.run))
        self.run = []
        if words and not (self.run_linked and words in self.known.codes):
            self.found.append(self.places.leak(self.run_kind, words, self.run_start))

    def _structured(self, token: Text, element: _Open) -> None:
        if not element.translate:
            return
        for one, words in structured_words(token.raw, self.known, element.language):
            self.found.append(self.places.leak(f"json-ld {one.key}", words, token.offset + one.offset))

    # Attributes

    def _attributes(self, tag: Tag, element: _Open) -> None:
        if not element.translate or not tag.attributes or self.counts.get("template"):
            return
        for name, (value, offset) in tag.attributes.items():
            kind = _shown(tag, name)
            if kind and (words := self.known.alone(value, element.language)):
                self.found.append(self.places.leak(kind, words, offset))


def _kind(tag: Tag, above: _Open) -> str:
    """What the text of an element is."""
    if tag.name == "script" and not tag.foreign:
        given = tag.attributes.get("type", ("", 0))[0].partition(";")[0].strip().lower()
        return "json-ld" if given == "application/ld+json" else ""
    if tag.name in ("mtext", "foreignobject") and tag.foreign:
        return "text"
    if tag.name in _UNSEEN or tag.name == "svg":
        return ""
    if tag.foreign and tag.name in ("title", "desc", "text"):
        return f"svg {tag.name}"
    if tag.name == "title":
        return "page title"
    return above.kind


def _shown(tag: Tag, name: str) -> str:
    """What an attribute is, where people see or hear it; else empty."""
    if name in _ATTRIBUTES or tag.name in _OWN_ATTRIBUTES.get(name, ()):
        return name
    if name == "value" and tag.name == "input":
        return "value" if tag.attributes.get("type", ("", 0))[0].lower() in _BUTTONS else ""
    if name == "content" and tag.name == "meta":
        given = {key: tag.attributes.get(key, ("", 0))[0].strip().lower() for key in ("name", "property", "itemprop")}
        named = given["name"] if given["name"] in _META else given["property"]
        if named in _META:
            return f"meta {named}"
        return f"meta {given['itemprop']}" if given["itemprop"] in _ITEMS else ""
    return ""
