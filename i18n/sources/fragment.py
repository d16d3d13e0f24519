"""Text and tags of an author's HTML: what a reader sees or hears becomes segments, all else stays byte for byte.

Serves the HTML blocks of a Markdown page, which may open an element in one block and close it in another, and whole
HTML pages. Text with the tags inside it becomes the same inline Markdown that every other text is.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from i18n import markup
from i18n.markup import BlockEvent, Spoken, Token
from i18n.model import Heading, Mark, Severity, Target
from i18n.sources.directives import DIRECTIVE
from i18n.sources.page import PageWriter, Piece

_KINDS = {
    "blockquote": "quote", "caption": "caption", "dd": "definition", "desc": "description",
    "dt": "term", "figcaption": "caption", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "legend": "caption", "li": "item", "option": "option",
    "summary": "summary", "td": "cell", "textarea": "label", "th": "column", "title": "title",
}  # fmt: skip
"""Role of the text that stands straight in an element; any other is a paragraph."""
_ROLES = {"a": "link", "button": "button", "label": "label"}
"""Role of a text that is all that one of these elements holds."""
_BLOCKS = (frozenset(_KINDS) - {"desc"}) | frozenset(
    "address article aside audio body canvas center col colgroup datalist details dialog dir div dl fieldset figure "
    "footer form frame frameset head header hgroup hr html iframe legend link main map math menu menuitem meta nav "
    "noembed noframes noscript object ol optgroup p param picture pre script search section select source style svg "
    "table tbody template tfoot thead tr track ul video".split()
)
"""Elements at which a text begins and ends; all others, unknown ones too, stand inside of sentences."""
_PLAIN = frozenset({"option", "textarea", "title"})
"""Elements that hold text and no element."""
_OWN_TEXTS = frozenset({"a", "br", "button", "img", "input", "label", "meter", "output", "progress", "wbr"})
"""Where nothing but these stands beside each other, each has a text of its own: the links of a menu, a form's row."""
_CLOSED_BY: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "tbody", "tfoot", "thead"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot", "thead"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot", "thead"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
    "optgroup": frozenset({"optgroup"}),
    "p": frozenset(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 "
        "h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
    ),
}
"""Elements whose end tag may be left out, each with the start tags that end it (HTML Living Standard, 13.1.2.4)."""
_OPTIONAL_END = frozenset(_CLOSED_BY) | {"tfoot", "colgroup", "body", "head", "html", "rt", "rp"}
_CODE = frozenset({"pre", "script", "style", "math", "xmp", "iframe", "noembed", "noframes", "object"})
"""Elements whose text is code or is not shown."""
_LETTER = re.compile(r"[^\W\d_]")
_BLANK = " \t\n\f\r"
_WORDS_OR_SPACE = re.compile(
    r"""(&\#?\w+;|(?:[^ \t\n\f\r&]|(?<=[^ \t\n\f\r])\ (?=[^ \t\n\f\r])|&(?!\#?\w+;))+)|[ \t\n\f\r]+""", re.VERBOSE
)
"""A character reference, words with single spaces between them, or any other white space."""
_DEEPEST = 20
"""How often a run of elements is taken apart, and each of them again."""


class _Element(NamedTuple):
    """An open element at which texts begin and end."""

    name: str
    depth: int
    """As the writer knows it."""
    line: int
    alone: bool
    """Its tag may say in which language its text is: it does not say so already."""
    code: bool
    svg: bool
    heading: int
    """Index of the page's heading that it is; -1 for what is none."""


class Fragment:
    """Hands an author's HTML to the writer, token by token; elements stay open from one piece to the next."""

    def __init__(self, out: PageWriter) -> None:
        self.out = out
        self.elements: list[_Element] = []
        self.named: dict[str, list[int]] = {}
        """For each name the indexes of the open elements."""
        self.base = 0
        """How many elements stand around the Markdown block that is being read: no end tag inside it closes them."""
        self.run: list[Token] = []
        self.html = ""
        self.place = _Places("", ())
        self.silent = True

    def take(self, events: Sequence[BlockEvent]) -> None:
        """One piece of HTML: events with the text of each line and its place in the page's body."""
        self.html = "".join(event.value for event in events)
        self.place = _Places(self.html, events)
        self.silent = True
        directed = False
        for token in markup.tokens(self.html):
            if directed and token.kind == "text":
                # The line of a directive is gone as a whole.
                rest = self.html[token.start : token.end].lstrip()
                token = token._replace(start=token.end - len(rest))
            directed = self._directive(token)
            if not directed and token.start < token.end:
                self._take(token)
        self._flush()

    @property
    def kind(self) -> str:
        """Role of a text that stands here."""
        return _KINDS.get(self.elements[-1].name, "paragraph") if self.elements else "paragraph"

    def close(self) -> None:
        """The Markdown block, or the page, ends, and with it what was opened inside."""
        while len(self.elements) > self.base:
            self._close()

    # Tokens

    def _directive(self, token: Token) -> bool:
        found = DIRECTIVE.match(self.html, token.start) if token.kind == "comment" else None
        if found:
            self._flush()
            self.out.directive(found[1], self._line(token))
        return found is not None

    def _take(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token)
        elif token.kind == "cut":
            self._flush()
            self._emit(self._typed(token))
            self._give_up("the text ends inside of this tag; close it with '>'", token)
        elif token.kind == "comment" and self._in_svg() and self.html.startswith("<![CDATA[", token.start):
            self._flush()
            self._emit(self._typed(token))
            self._give_up("a CDATA section is not read; write its characters as references (&lt;)", token)
        elif token.kind in ("start", "end") and self._divides(token):
            self._flush()
            (self._start if token.kind == "start" else self._end)(token)
        elif self.elements and self.elements[-1].code:
            self._flush()
            self._emit(self._typed(token))
        else:
            self.run.append(token)

    def _text(self, token: Token) -> None:
        inside = self.elements[-1] if self.elements else None
        if inside is not None and (inside.code or token.raw):
            self._flush()
            self._emit(self._typed(token))
        elif inside is not None and (inside.svg or inside.name in _PLAIN):
            # An element of HTML ends a drawing, so that no emphasis may stand in it either.
            self._plain(token, inside)
        else:
            self.run.append(token)

    def _divides(self, token: Token) -> bool:
        """Whether a text begins or ends at a tag."""
        return self._in_svg() or token.name in _BLOCKS

    def _in_svg(self) -> bool:
        return bool(self.elements) and self.elements[-1].svg

    # Elements

    def _start(self, token: Token) -> None:
        while len(self.elements) > self.base and token.name in _CLOSED_BY.get(self.elements[-1].name, ()):
            self._close()
        depth = self.out.enter()
        heading = self._heading(token) if _KINDS.get(token.name) == "heading" else -1
        if token.name in markup.VOID or (token.closed and self._in_svg()):
            self._tag(token)
            self.out.leave(depth)
            return
        values = {attribute.name: attribute.value.lower() for attribute in token.attributes}
        code = token.name in _CODE
        if code or values.get("translate") in ("no", "yes"):
            # A text inside of a script that a blank line cut off would run.
            skip = code or values["translate"] == "no"
            self.out.pending = self.out.pending._replace(skip=skip, shown=True)
            self.out.open_scope()
        *opening, last = self._pieces(token)
        close = len(last) - (2 if last.endswith("/>") else 1)
        self._emit(*opening, last[:close])
        self.out.open_frame("", last[close:])
        around = self.elements[-1] if self.elements else None
        self.named.setdefault(token.name, [-1]).append(len(self.elements))
        self.elements.append(
            _Element(
                token.name,
                depth,
                self._line(token),
                not {"lang", "dir"} & values.keys(),
                code or (around is not None and around.code),
                token.name == "svg" or self._in_svg(),
                heading,
            )
        )

    def _heading(self, token: Token) -> int:
        """A heading begins; it keeps the id that its author gave it, or has none."""
        level, id = int(token.name[1]), markup.described(self.html, token).id
        self.out.begin_section(level, self.out.scope.critical)
        if id:
            self.out.anchors.add(id)
            self.out.place = id
        self.out.headings.append(Heading(level, id, None, ""))
        return len(self.out.headings) - 1

    def _end(self, token: Token) -> None:
        if self.named.get(token.name, [-1])[-1] < self.base:
            self._emit(self._typed(token))
            message = f"the end tag </{token.name}> closes nothing that is open here; remove it, or open the element"
            self._wrong(message, self._line(token))
            return
        while self.elements[-1].name != token.name:
            self._close()
        self._close(self._typed(token))

    def _close(self, tag: str = "") -> None:
        """Closes the innermost element, whose end tag is `tag`, or was left out."""
        element = self.elements.pop()
        self.named[element.name].pop()
        if not tag and element.name not in _OPTIONAL_END:
            self._wrong(f"<{element.name}> is not closed before the block around it ends; close it", element.line)
        self._listed(element)
        self.out.close_frame(alone=element.alone)
        if tag:
            self._emit(tag)
        self.out.leave(element.depth)
        if element.heading >= 0:
            self.out.notice()

    def _listed(self, element: _Element) -> None:
        """The text of a heading, for the page's title and table of contents."""
        bare = self.out.frames[-1].bare
        segments = self.out.blocks[bare[0][2]].segments if bare else ()
        if element.heading >= 0 and segments:
            self.out.headings[element.heading] = replace(self.out.headings[element.heading], segment=segments[0])

    def _give_up(self, message: str, token: Token) -> None:
        """Here browsers and we may read on differently, so that nothing behind it is a place for a translation."""
        scopes = self.out.scopes
        scopes[:] = [(depth, scope._replace(skip=True, shown=True)) for depth, scope in scopes]
        self.out.diagnose(
            "content.html-nesting", f"{message}; from here on nothing is translated", self._line(token), Severity.ERROR
        )

    def _wrong(self, message: str, line: int) -> None:
        self.out.diagnose("content.html-nesting", message, line)

    # Output

    def _typed(self, token: Token) -> str:
        return self.html[token.start : token.end]

    def _decoded(self, token: Token) -> str:
        typed = self._typed(token)
        return entities.unescape(typed) if "&" in typed else typed

    def _emit(self, *pieces: Piece) -> None:
        if self.silent:
            self.out.line()
            self.silent = False
        self.out.pieces += pieces

    def _tag(self, token: Token) -> None:
        """A start tag of which nothing else depends."""
        *opening, last = self._pieces(token)
        segments = [piece for piece in opening if isinstance(piece, int)]
        if not segments:
            self._emit(*opening, last)
            return
        block = self.out.block(*segments)
        if token.name in markup.VOID and not {"lang", "dir"} & {attribute.name for attribute in token.attributes}:
            inner = last.removesuffix("/>").removesuffix(">").rstrip()
            self._emit(*opening, inner, Mark("attributes", block), last[len(inner) :])
        else:
            self._emit(*opening, last)

    def _pieces(self, token: Token) -> tuple[*tuple[Piece, ...], str]:
        """A start tag, its words as segments of their own; the last piece is text with the closing sign."""
        if not token.attributes:
            return (self._typed(token),)
        tag = markup.described(self.html, token)
        self.out.ids.update({tag.id} - {""})
        pieces: list[Piece] = []
        for piece in tag.pieces[:-1]:
            if isinstance(piece, Spoken):
                pieces.append(self.out.attribute(piece.text, piece.name, self._line(token)))
            else:
                pieces.append(piece)
                if isinstance(piece, Target):
                    self.out.links.append((piece.address, self._line(token)))
        return (*pieces, str(tag.pieces[-1]))

    # Text

    def _plain(self, token: Token, inside: _Element) -> None:
        """Text of an element that holds no markup."""
        self._flush()
        typed, words = self._typed(token), self._decoded(token).strip(_BLANK)
        # A browser that does not expect the element here may read a tag where it stands in its text.
        held = "<" in typed or (self.out.skipped and self.out.scope.shown)
        if held or not _LETTER.search(words):
            self._emit(typed)
            return
        kind, line = _KINDS.get(inside.name, "label"), self._line(token)
        # Only in a textarea does a line break mean one.
        lines = inside.name == "textarea"
        hole = (
            self.out.code_text(words, kind, line) if lines else self.out.attribute(" ".join(words.split()), kind, line)
        )
        block = self.out.block(hole)
        # No element can stand here that says in which language the text is: only the tag around it can.
        self._emit(typed[: len(typed) - len(typed.lstrip(_BLANK))], "", hole, "", typed[len(typed.rstrip(_BLANK)) :])
        self.out.frames[-1].bare.append((len(self.out.pieces) - 4, len(self.out.pieces) - 2, block))

    def _flush(self) -> None:
        """The run under way: its outer tags and spaces as they are, what is left as a text."""
        run, self.run = self.run, []
        if self.out.skipped and self.out.scope.shown and not any("{" in self._typed(token) for token in run):
            self._as_typed(run)
        elif run:
            self._write(run)

    def _write(self, run: list[Token], depth: int = 0) -> None:
        before, inner, after = self._cut(run)
        self._as_typed(before)
        parts = self._apart(inner) if depth < _DEEPEST else [inner]
        if len(parts) > 1:
            for part in parts:
                self._write(part, depth + 1)
        elif any(token.kind == "text" and self._says(token) for token in inner):
            around = (_ROLES.get(token.name, "") for token in reversed(before) if token.kind == "start")
            self._sentence(inner, next(filter(None, around), self.kind))
        else:
            self._as_typed(inner)
        self._as_typed(after)

    def _as_typed(self, run: Sequence[Token]) -> None:
        for token in run:
            if token.kind == "start":
                self._tag(token)
            else:
                self._emit(self._typed(token))

    def _cut(self, run: list[Token]) -> tuple[list[Token], list[Token], list[Token]]:
        """What stands before the words, the words, and what stands behind them; tags around all of them are cut off."""
        said = list(accumulate((self._says(token) for token in run), initial=0))
        if not said[-1]:
            return run, [], []
        partners = _partners(run)
        start, stop = 0, len(run)
        while True:
            while start < stop and (partners[start] < start or said[start] == said[partners[start] + 1]):
                start = max(start, partners[start]) + 1
            while start < stop and (partners[stop - 1] < 0 or said[min(partners[stop - 1], stop - 1)] == said[stop]):
                stop = min(stop, partners[stop - 1] + 1 or stop) - 1
            if start >= stop:
                return run, [], []
            around = partners[start] == stop - 1 > start
            if not around or said[start + 1] == said[stop - 1] or markup.described(self.html, run[start]).protects:
                break
            start, stop = start + 1, stop - 1
        return run[:start], run[start:stop], run[stop:]

    def _says(self, token: Token) -> bool:
        """Whether there is something in it that can be translated, or that depends on the data."""
        if token.kind == "text":
            text = self._decoded(token)
            return _LETTER.search(text) is not None or "{" in text
        return token.kind == "start" and bool(token.attributes) and self._speaks(token)

    def _speaks(self, token: Token) -> bool:
        return any(isinstance(piece, Spoken) for piece in markup.described(self.html, token).pieces)

    def _apart(self, run: list[Token]) -> list[list[Token]]:
        """A run of elements beside which no word stands, as one run each; any other run whole."""
        partners = _partners(run)
        parts: list[list[Token]] = []
        position = 0
        while position < len(run):
            token = run[position]
            element = token.kind == "start"
            if (
                token.name not in _OWN_TEXTS
                if element
                else token.kind != "comment" and self._typed(token).strip(_BLANK)
            ):
                return [run]
            end = max(partners[position], position) + 1
            parts.append(run[position:end])
            position = end
        return parts

    def _sentence(self, run: list[Token], kind: str) -> None:
        """A run with words as one segment."""
        data = self.place.data
        events = list(self._events(run))
        while events[0].kind == "SoftBreak":
            space = events.pop(0)
            self._emit(data[space.start : space.end].decode())
        behind = ""
        while events[-1].kind == "SoftBreak":
            space = events.pop()
            behind = data[space.start : space.end].decode() + behind
        self._emit()
        body = self.place.in_body(events[0].start)
        same = self.place.in_body(events[-1].end - 1) - body == events[-1].end - 1 - events[0].start
        start = self.out.front.bytes + body - events[0].start if same else None
        self.out.bare(self.out.text(events, kind, data, self.out.line_of(body), start))
        self._emit(behind)

    def _events(self, run: Sequence[Token]) -> Iterator[BlockEvent]:
        """The run as the events of a Markdown parser: text, white space, tags."""
        for token in run:
            typed = self._typed(token)
            if token.kind != "text":
                yield self._event("InlineHtml", typed, token.start, token.end)
                continue
            for found in _WORDS_OR_SPACE.finditer(typed):
                start, end = token.start + found.start(), token.start + found.end()
                if found[1] is not None:
                    yield self._event("Text", entities.unescape(found[1]), start, end)
                else:
                    yield self._event("SoftBreak", None, start, end)

    def _event(self, kind: str, value: str | None, start: int, end: int) -> BlockEvent:
        return BlockEvent(kind, "", value, self.place.byte(start), self.place.byte(end))

    def _line(self, token: Token) -> int:
        return self.out.line_of(self.place.in_body(self.place.byte(token.start)))


class _Places:
    """Where the characters of a piece of HTML stand: in its own bytes, and in those of the page's body."""

    _STEP = 1024

    def __init__(self, text: str, events: Sequence[BlockEvent]) -> None:
        self.data = text.encode()
        self.text = text
        self.steps: list[int] = []
        """The byte of every 1,024th character, so that no question reads the text from its beginning."""
        self.events = events
        self.begins: list[int] = []
        at = 0
        for start in range(0, len(text), self._STEP):
            self.steps.append(at)
            at += len(text[start : start + self._STEP].encode())
        self.steps.append(at)
        at = 0
        for event in events:
            self.begins.append(at)
            at += len(event.value.encode())

    def byte(self, place: int) -> int:
        """The byte of a character."""
        if len(self.data) == len(self.text):
            return place
        step = place // self._STEP
        return self.steps[step] + len(self.text[step * self._STEP : place].encode())

    def in_body(self, byte: int) -> int:
        """The byte of the page's body for one of this piece."""
        number = bisect_right(self.begins, byte) - 1
        return int(self.events[number].start) + byte - self.begins[number]


def _partners(run: Sequence[Token]) -> list[int]:
    """For each tag of a run the index of its other half, -1 where it has none; all else is its own."""
    partners = [-1 if token.kind in ("start", "end") else index for index, token in enumerate(run)]
    waiting: dict[str, list[int]] = {}
    for index, token in enumerate(run):
        if token.kind == "start":
            if token.name in markup.VOID:
                partners[index] = index
            else:
                waiting.setdefault(token.name, []).append(index)
        elif token.kind == "end" and waiting.get(token.name):
            partners[index] = waiting[token.name].pop()
            partners[partners[index]] = index
    return partners
