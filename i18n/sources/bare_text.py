"""Words that stand in a template without a mark, so that no translator is given them.

A template is not HTML, but it is written as if it were. So what Jinja computes is replaced by a sign, and what is left
is read as HTML: a tag may hold expressions, and an element may open in one block and close in another.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from jinja2 import Environment, TemplateSyntaxError, nodes

from i18n import markup
from i18n.markup import Spoken, Token
from i18n.markup.tokens import Attribute
from i18n.model import Diagnostic, Reference, Severity

_SIGN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what Jinja puts there."""
_CODE = frozenset("code pre script style math xmp iframe noembed noframes".split())
"""Elements whose text is code or is not shown."""
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i img input ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup textpath time tspan u var wbr".split()
)
"""Elements that stand inside of sentences; at all others, unknown ones too, a text begins and ends."""
_SVG_TEXTS = frozenset({"title", "desc", "text"})
_MACHINE = frozenset(
    "changefreq docs generator guid id language lastmod link loc priority pubdate published ttl updated uri".split()
)
"""Elements of feeds and site maps that no one reads. Source: RFC 4287, RSS 2.0, sitemaps.org protocol 0.9."""
_META = frozenset(
    "abstract apple-mobile-web-app-title application-name description keywords og:description og:image:alt "
    "og:site_name og:title subject twitter:description twitter:image:alt twitter:title".split()
)
"""`name` or `property` of a `meta` whose content people read."""
_CLOSES = {
    "dd": ("dt", "dd"), "dt": ("dt", "dd"), "li": ("li",), "option": ("option",), "td": ("td", "th"),
    "th": ("td", "th"), "tr": ("td", "th", "tr"),
}  # fmt: skip
"""Start tag to the elements that it ends where nobody closed them; every text's end closes a `p`."""
_BODIES = frozenset({"block", "call", "filter", "for", "if", "macro", "set"})
"""Statements with a body."""
_OWN_TEXT = frozenset({"block", "call", "macro", "set"})
"""Those whose body is a text of its own."""
_KEPT_BY = frozenset({"attr", "capitalize", "d", "default", "e", "escape", "lower", "safe", "title", "trim", "upper"})
"""Filters that leave words what they are."""
_LETTER = re.compile(r"[^\W\d_]")
_GAP = re.compile(rf"[\s{_SIGN}]*{_SIGN}[\s{_SIGN}]*")
_FARTHEST = 100
"""Elements that an end tag looks back over; nobody nests more, and no file takes long."""
_LONGEST = 80
"""Characters of the words that a finding quotes."""
_ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

Kind = Literal["html", "svg", "xml", "text"]


def bare_text(text: str, path: str, unseen: frozenset[str] = frozenset()) -> tuple[Diagnostic, ...]:
    """A warning for each run of words that a reader of the page meets and no one marked, with its line.

    `unseen` are the names of blocks that stand where nobody reads, see `unseen_blocks`. Words are the text of elements,
    attributes that are seen or heard, what `meta` says to search engines, and literals that an expression prints; not
    code, what `translate="no"` protects, or a run without letters. Nothing is found in a template of plain text.
    Raises TemplateSyntaxError where the template does not parse.

    >>> [one.line for one in bare_text("<p>{{ _('Marked') }}</p>\\n<p>Bare</p>", "templates/a.html")]
    [2]
    """
    kind = _kind(path)
    if kind == "text":
        return ()
    page = _Joiner(unseen).join(text)
    reader = _Reader(page, kind)
    reader.read()
    return tuple(_diagnostic(words, page.line(offset), path) for offset, words in sorted(reader.found))


def unseen_blocks(templates: Iterable[str]) -> frozenset[str]:
    """The names of blocks that stand where nobody reads, such as in a `class`, so that what fills them is no text.

    What stands so in one template and as text in another counts as text. A template that does not parse says nothing.
    """
    seen: set[str] = set()
    unseen: set[str] = set()
    for text in templates:
        try:
            _ENVIRONMENT.parse(text)
            page = _Joiner(frozenset(), letter="x").join(text)
        except TemplateSyntaxError:
            continue
        reader = _Reader(page, "html")
        reader.read()
        seen |= reader.seen_blocks
        unseen |= page.blocks - reader.seen_blocks
    return frozenset(unseen - seen)


def _kind(path: str) -> Kind:
    kinds: dict[str, Kind] = {".txt": "text", ".xml": "xml", ".svg": "svg"}
    return kinds.get(PurePosixPath(path.removesuffix(".j2")).suffix, "html")


def _diagnostic(words: _Words, line: int, path: str) -> Diagnostic:
    quoted = words.text if len(words.text) <= _LONGEST else f"{words.text[: _LONGEST - 1]}…"
    where = f" ({words.attribute})" if words.attribute else ""
    message = (
        f"{quoted!r}{where} is no message, so it is the same in every language; wrap it in {{% trans %}} or _(), or "
        'mark its element with translate="no" where it must not change'
    )
    return Diagnostic("template.bare-text", Severity.WARNING, message, path, line, source=Reference(path, "", line))


# From Jinja to HTML


class _Statement(NamedTuple):
    """Where a statement stood that HTML does not show."""

    offset: int
    word: str
    """`if`, `else`, `endif`, `block` ..."""
    block: str = ""
    """Name of the block that begins; empty where a template fills a block of the one that it extends."""


class _Page(NamedTuple):
    """A template with a sign for each thing that is computed; each line of it stands on its own number."""

    html: str
    statements: tuple[_Statement, ...]
    breaks: tuple[int, ...]
    """Offsets of the line breaks."""

    @property
    def blocks(self) -> frozenset[str]:
        return frozenset(one.block for one in self.statements if one.block)

    def line(self, offset: int) -> int:
        return bisect_right(self.breaks, offset - 1) + 1


class _Joiner:
    """Puts the pieces of a template together that are not Jinja's."""

    def __init__(self, unseen: frozenset[str], letter: str = "") -> None:
        """`letter` stands in each block, so that none is empty."""
        self.unseen, self.letter = unseen, letter
        self.pieces: list[str] = []
        self.size, self.lines = 0, 1
        self.statements: list[_Statement] = []
        self.skipped = ""
        """The statement up to which nothing counts."""
        self.depth = 0
        """How many of them are to come."""
        self.inner = 0
        """Blocks and macros that are open."""
        self.extends = False

    def join(self, text: str) -> _Page:
        code: list[tuple[str, str]] = []
        begin = 1
        for line, kind, value in _ENVIRONMENT.lex(text):
            if kind in ("variable_begin", "block_begin"):
                code, begin = [], line
            elif kind == "variable_end":
                self._add(_printed("".join(typed for _, typed in code)), begin)
            elif kind == "block_end":
                self._statement([typed for sort, typed in code if sort != "whitespace"], begin)
            elif kind == "data":
                self._add(value, line)
            elif not kind.startswith(("comment", "raw")):
                code.append((kind, value))
        html = "".join(self.pieces)
        return _Page(html, tuple(self.statements), tuple(found.start() for found in re.finditer("\n", html)))

    def _add(self, piece: str, line: int) -> None:
        if self.skipped or not piece:
            return
        if piece.startswith(_SIGN) and self.pieces and self.pieces[-1].endswith(("<", "</")):
            # An element whose name is computed.
            piece = f"x{piece}"
        padded = "\n" * (line - self.lines) + piece
        self.pieces.append(padded)
        self.size += len(padded)
        self.lines = max(self.lines, line) + piece.count("\n")

    def _statement(self, code: list[str], line: int) -> None:
        word, rest = code[0], code[1:]
        if self.skipped:
            self.depth += (word == self.skipped.removeprefix("end")) - (word == self.skipped)
            if not self.depth:
                self.skipped = ""
        elif word == "trans" or (word == "block" and rest[0] in self.unseen):
            self._add(_SIGN, line)
            self.skipped, self.depth = f"end{word}", 1
        elif word == "extends":
            self.extends = True
        elif word != "set" or "=" not in rest:
            self._body(word, rest, line)

    def _body(self, word: str, rest: list[str], line: int) -> None:
        filled = self.extends and not self.inner
        self.inner += (word in ("block", "macro")) - (word in ("endblock", "endmacro"))
        self.statements.append(_Statement(self.size, word, rest[0] if word == "block" and not filled else ""))
        if word == "block":
            self._add(self.letter, line)


def _printed(expression: str) -> str:
    """What an expression puts on the page, as far as it stands there in quotes, with a sign for all else."""
    if "'" not in expression and '"' not in expression:
        return _SIGN
    output = _ENVIRONMENT.parse(f"{{{{ {expression} }}}}").body[0]
    assert isinstance(output, nodes.Output)  # an expression alone is nothing else
    return f"{_SIGN}{''.join(map(_said, output.nodes))}{_SIGN}"


def _said(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return markup.escape_attribute(node.value).replace("'", "&#39;").replace("\n", " ")
    if isinstance(node, nodes.Concat):
        return "".join(map(_said, node.nodes))
    if isinstance(node, nodes.Add):
        return _said(node.left) + _said(node.right)
    if isinstance(node, nodes.Or):
        return f"{_said(node.left)}{_SIGN}{_said(node.right)}"
    if isinstance(node, nodes.And):
        return _said(node.right)
    if isinstance(node, nodes.CondExpr):
        return _SIGN.join(_said(one) for one in (node.expr1, node.expr2) if one is not None)
    if isinstance(node, nodes.Filter) and node.name in _KEPT_BY and node.node is not None:
        return _SIGN.join(map(_said, (node.node, *(node.args if node.name in ("d", "default") else ()))))
    return _SIGN


# From HTML to words


class _Words(NamedTuple):
    """What a reader sees or hears in one go."""

    text: str
    """In one line; an ellipsis for what is computed."""
    attribute: str = ""
    """Where it stands; empty for the text of elements."""


class _Element(NamedTuple):
    """An open element, with what it inherits."""

    name: str
    code: bool
    """Its text is code or is not shown."""
    kept: bool
    """It must not be translated."""
    svg: bool
    worded: bool
    """Its text is words, where neither of the two says otherwise: in SVG that of few elements is."""
    above: _Element | None
    """Linked, so that a statement can remember all that are open at no cost."""

    @property
    def silent(self) -> bool:
        return self.code or self.kept


class _Reader:
    """Reads a joined template once, from its beginning to its end."""

    def __init__(self, page: _Page, kind: Kind) -> None:
        self.page, self.kind = page, kind
        self.statements = list(reversed(page.statements))
        """Those still to come, the next one last."""
        self.bodies: list[tuple[str, _Element]] = []
        """Statements whose body is being read, each with the element around it."""
        self.inside = _Element("", False, False, kind == "svg", kind != "svg", None)
        self.run: list[tuple[int, str]] = []
        """The text under way: offset and piece."""
        self.found: list[tuple[int, _Words]] = []
        self.seen_blocks: set[str] = set()

    def read(self) -> None:
        for token in markup.tokens(self.page.html, foreign=self.kind in ("svg", "xml")):
            if token.kind == "text":
                self._text(token)
                continue
            for statement in self._before(token.end):
                if statement.block and self._heard_at(statement.offset, token):
                    self.seen_blocks.add(statement.block)
                self._follow(statement, between=statement.offset <= token.start)
            if token.kind == "start":
                self._start(token)
            elif token.kind == "end":
                self._end(token)
        for statement in self._before(len(self.page.html) + 1):
            self._follow(statement, between=True)
        self._flush()

    # Statements

    def _before(self, offset: int) -> Iterator[_Statement]:
        while self.statements and self.statements[-1].offset < offset:
            yield self.statements.pop()

    def _follow(self, statement: _Statement, *, between: bool) -> None:
        """The elements that are open where the template goes on; `between`: the statement stands in no tag."""
        word = statement.word
        plain = word.removeprefix("end")
        if word in _BODIES:
            self.bodies.append((word, self.inside))
        elif word in ("else", "elif") and self.bodies:
            self.inside = self.bodies[-1][1]
        elif self.bodies and self.bodies[-1][0] == plain:
            around = self.bodies.pop()[1]
            self.inside = around if plain in _OWN_TEXT else self.inside
        if between and (plain in _OWN_TEXT or word in ("else", "elif")):
            self._flush()
        elif between:
            self.run.append((statement.offset, _SIGN))

    # Elements

    def _start(self, token: Token) -> None:
        above = self._around(token)
        self._divide(token)
        if not above.silent and self.kind != "xml":
            self._attributes(token)
        element = self._element(token, above)
        foreign = element.svg or self.kind == "xml"
        if element.silent:
            self.run.append((token.start, _SIGN))
        if not (token.closed if foreign else token.name in markup.VOID):
            self.inside = element

    def _around(self, token: Token) -> _Element:
        """The element in which a tag stands, once those are closed that it ends."""
        element = self.inside
        ended = _CLOSES.get(token.name, ())
        if self.kind == "html" and not element.svg:
            if element.name == "p" and token.name not in _INLINE and element.above:
                element = element.above
            while element.name in ended and element.above:
                element = element.above
        return element

    def _element(self, token: Token, above: _Element) -> _Element:
        name = token.name
        said = next((one.value.lower() for one in token.attributes if one.name == "translate"), None)
        svg = (above.svg or (name == "svg" and self.kind == "html")) and name != "foreignobject"
        return _Element(
            name,
            above.code or name in _CODE or (self.kind == "xml" and name in _MACHINE),
            said == "no" or (above.kept and said not in ("yes", "")),
            svg,
            not svg or name in _SVG_TEXTS or (above.worded and above.svg and name in _INLINE),
            above,
        )

    def _end(self, token: Token) -> None:
        self._divide(token)
        element: _Element | None = self.inside
        for _ in range(_FARTHEST):
            if element is None or element.above is None:
                return
            if element.name == token.name:
                self.inside = element.above
                return
            element = element.above

    def _divide(self, token: Token) -> None:
        """Ends a text at a tag that does not stand inside of sentences."""
        if token.name == "br":
            self.run.append((token.start, " "))
        elif token.name not in _INLINE or self.kind == "xml":
            self._flush()

    # Words

    def _attributes(self, token: Token) -> None:
        for attribute, label, text in self._heard(token):
            words = _tidy(text)
            if _speaks(words):
                self.found.append((self._letter(attribute.value_start, attribute.value_end), _Words(words, label)))

    def _heard(self, token: Token) -> Iterator[tuple[Attribute, str, str]]:
        """The attributes of a tag that a reader sees or hears, each with what to call it and what it says."""
        places = {attribute.name: attribute for attribute in token.attributes}
        for piece in markup.described(self.page.html, token).pieces if places else ():
            if isinstance(piece, Spoken):
                yield places[piece.name], piece.name, piece.text
        if token.name == "meta" and "content" in places:
            said = {name: attribute.value.lower() for name, attribute in places.items()}
            name = said.get("name") or said.get("property", "")
            if name in _META and said.get("translate") != "no":
                yield places["content"], f"meta {name}", places["content"].value

    def _heard_at(self, offset: int, token: Token) -> bool:
        return any(one.value_start <= offset <= one.value_end for one, _, _ in self._heard(token))

    def _text(self, token: Token) -> None:
        start = token.start
        for statement in self._before(token.end):
            self._piece(start, statement.offset, token)
            start = statement.offset
            if statement.block and self._shown(token):
                self.seen_blocks.add(statement.block)
            self._follow(statement, between=True)
        self._piece(start, token.end, token)

    def _shown(self, token: Token) -> bool:
        return self.inside.worded and not self.inside.silent and not (token.raw and self.kind == "html")

    def _piece(self, start: int, end: int, token: Token) -> None:
        if start < end and self._shown(token):
            typed = self.page.html[start:end]
            if token.raw:
                typed = typed.removeprefix("<![CDATA[").removesuffix("]]>")
                # The words of a feed's entry may themselves be HTML.
                typed = "".join(typed[one.start : one.end] for one in markup.tokens(typed) if one.kind == "text")
            self.run.append((start, entities.unescape(typed)))

    def _flush(self) -> None:
        run, self.run = self.run, []
        words = _tidy("".join(piece for _, piece in run))
        if _speaks(words):
            first = next(offset for offset, piece in run if _LETTER.search(piece))
            self.found.append((self._letter(first, len(self.page.html)), _Words(words)))

    def _letter(self, start: int, end: int) -> int:
        """Where the first letter stands."""
        found = _LETTER.search(self.page.html, start, end)
        return found.start() if found else start


def _tidy(text: str) -> str:
    """A text in one line, an ellipsis for what is computed, none at its ends."""
    inner = " ".join(text.split()).strip(f"{_SIGN} ")
    return " ".join(_GAP.sub(" … ", inner).split())


def _speaks(text: str) -> bool:
    """Whether a word stands in it that is no address."""
    return any(
        _LETTER.search(word) and not ("@" in word or "://" in word or word.startswith("www.")) for word in text.split()
    )
