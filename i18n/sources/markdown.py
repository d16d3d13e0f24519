"""A Markdown page as literal HTML and holes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from i18n import markup
from i18n.markup import BlockEvent
from i18n.model import Block, Diagnostic, Document, Format, Heading, Mark, Reference, Segment, Severity
from i18n.sources.frontmatter import FrontMatter, split

FIELDS = ("title", "description", "nav", "slug")
"""Front matter that is always translatable."""

_INLINE = frozenset({"Text", "Code", "SoftBreak", "HardBreak", "InlineHtml", "FootnoteReference"})
_INLINE_ELEMENTS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_DIRECTIVE = re.compile(r"<!--\s*i18n:\s*(.*?)\s*-->\s*", re.DOTALL)
_COMMENT_OR_TAG = re.compile(
    r"<!--.*?-->|<(script|style|pre|code|textarea)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_LAST_VARIABLE = re.compile(rf"({markup.VARIABLE.pattern})(?=\s*(?:=+|-+)?\s*\Z)")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]+")


class Rules(NamedTuple):
    """What the configuration says about a page."""

    fields: tuple[str, ...] = ()
    """Translatable front matter keys besides `FIELDS`."""
    critical: str | None = None
    """Class of the whole page."""


def parse(text: str, path: str, rules: Rules = Rules()) -> Document:  # noqa: B008 - a frozen value
    """A page as alternating literal HTML and segments.

    Filling each segment with its own rendered text gives the page's HTML in the source language. Lines in references
    are 1-based and count the front matter. Nothing is raised for the body: every text is Markdown.

    Raises SourceError where the front matter cannot be read.
    Source: CommonMark 0.31.2; GitHub Flavored Markdown 0.29 for tables, strikethrough, task lists.

    >>> parse("# Hi\\n", "content/a.md").segments[0].text
    'Hi'
    """
    front = split(text, path)
    critical = front.data.get("critical", rules.critical)
    events = markup.block_events(front.body)
    body = _shielded(front.body, events)
    if body != front.body:
        front = front._replace(body=body)
        events = markup.block_events(body)
    writer = _Writer(path, front, str(critical) if critical else None)
    for event in events:
        writer.take(event)
    return writer.document((*FIELDS, *rules.fields))


def _shielded(body: str, events: Sequence[BlockEvent]) -> str:
    """The body with `{}` behind each variable that ends a heading, which would else be read as its attributes."""
    found = [
        event
        for event in events
        if event.name == "Heading" and event.kind == "Start" and any("." in name for name, _ in event.value["attrs"])
    ]
    if not found:
        return body
    data = body.encode()
    for event in reversed(found):
        heading = _LAST_VARIABLE.sub(r"\1 {}", data[event.start : event.end].decode())
        data = data[: event.start] + heading.encode() + data[event.end :]
    return data.decode()


class _Scope(NamedTuple):
    """What a directive says of the next block."""

    critical: str | None = None
    context: str | None = None
    comments: tuple[str, ...] = ()
    skip: bool = False

    def within(self, outer: _Scope) -> _Scope:
        """What holds of a block inside a block of which `outer` holds."""
        return _Scope(
            self.critical or outer.critical,
            self.context or outer.context,
            (*outer.comments, *self.comments),
            self.skip or outer.skip,
        )


_NOTHING_SAID = _Scope()


class _Frame(NamedTuple):
    """An element that may hold bare text: a list item or a definition."""

    mark: int
    """Position of its attribute hole in the output."""
    bare: list[tuple[int, int, int]]
    """Positions of `open` and `close`, and the block, of each bare run."""
    blocks: int
    """Number of blocks when it opened."""
    pieces: int
    """Length of the output just behind its opening tag."""


class _Writer:
    """Turns a page's events into the pieces of a document, from top to bottom, once."""

    def __init__(self, path: str, front: FrontMatter, critical: str | None) -> None:
        self.path, self.front, self.critical = path, front, critical
        self.data = front.body.encode()
        self.line_starts = _lines(self.data)
        self.pieces: list[str | int | Mark] = []
        self.segments: list[Segment] = []
        self.blocks: list[Block] = []
        self.sections: list[int] = [0]
        self.headings: list[Heading] = []
        self.anchors: set[str] = set()
        self.links: list[tuple[str, int]] = []
        self.diagnostics: list[Diagnostic] = []
        self.run: list[BlockEvent] = []
        self.containers: list[str] = []
        self.frames: list[_Frame] = []
        self.pending = _NOTHING_SAID
        self.pending_line = 0
        self.scopes: list[tuple[int, _Scope]] = [(0, _NOTHING_SAID)]
        self.depth = 0
        self.critical_headings: list[tuple[int, str]] = []
        self.raw: list[str] | None = None
        self.alignments: Sequence[str] = ()
        self.column = 0
        self.in_head = False
        self.task: bool | None = None
        self.references: list[str] = []
        self.notes: dict[str, list[str | int | Mark]] = {}
        self.outer: list[list[str | int | Mark]] = []
        self._notice()

    # Events

    def take(self, event: BlockEvent) -> None:
        kind, name = event.kind, event.name
        if self.raw is not None and kind != "End":
            self.raw.append(event.value)
        elif kind in _INLINE or name in _INLINE_ELEMENTS:
            self.run.append(event)
            if kind == "FootnoteReference" and (label := event.value.casefold()) not in self.references:
                self.references.append(label)
        elif kind == "TaskListMarker":
            self.task = event.value
        elif kind == "Rule":
            self._line()
            self.pieces.append("<hr />\n")
        elif kind == "Start":
            self._bare()
            self._enter(name)
            _START[name](self, event)
        elif kind == "End":
            if name not in _OWN_TEXT:
                self._bare()
            _END[name](self, event)
            self._leave()

    def _enter(self, name: str) -> None:
        self.depth += 1
        if self.pending is not _NOTHING_SAID and name != "HtmlBlock":
            self._open_scope()

    def _leave(self) -> None:
        if self.scopes[-1][0] == self.depth:
            self.scopes.pop()
        self.depth -= 1

    @property
    def scope(self) -> _Scope:
        return self.scopes[-1][1]

    def _open_scope(self) -> None:
        self.scopes.append((self.depth, self.pending.within(self.scope)))
        self.pending = _NOTHING_SAID

    # Text

    def _segment(self, kind: str) -> int | str:
        """The run under way as a segment's index, or as HTML where it cannot be a segment."""
        run, self.run = _trimmed(self.run), []
        if not run:
            return ""
        found = markup.canonical(run, self.data)
        line = self._line_of(run[0].start)
        if found is None:
            self._diagnose(
                "content.unsupported",
                "this text cannot be written as one line of Markdown and stays as it is; simplify its markup",
                line,
            )
            return "".join(map(_as_typed, markup.content(run).parts))
        text, inline = found
        for item in inline.structure:
            if item[0] in ("link", "image"):
                self.links.append((item[1], line))
            elif item[0] == "html" and (misplaced := _DIRECTIVE.match(item[1])):
                message = f"the directive {misplaced[1]!r} stands inside a text; put it on a line of its own before it"
                self._diagnose("content.directive", message, line, Severity.ERROR)
        scope = self.scopes[-1][1]
        critical = scope.critical or (self.critical_headings[-1][1] if self.critical_headings else self.critical)
        self.segments.append(
            Segment(
                text,
                kind,
                Reference(self.path, self.headings[-1].anchor if self.headings else "", line),
                context=scope.context,
                critical=critical,
                comments=scope.comments,
                fixed=scope.skip or not markup.translatable(inline),
            )
        )
        return len(self.segments) - 1

    def _block(self, hole: int | str) -> int:
        """A new block around one hole; its index."""
        self.blocks.append(Block(len(self.sections) - 1, (hole,) if isinstance(hole, int) else ()))
        return len(self.blocks) - 1

    def _wrapped(self, kind: str, opening: str, closing: str) -> None:
        """The run as one block inside an element of its own."""
        hole = self._segment(kind)
        block = self._block(hole)
        self.pieces += [opening, Mark("attributes", block), ">", self._checkbox(), hole, closing]

    def _bare(self) -> None:
        """Text that stands straight in a list item or a definition."""
        if not self.run:
            return
        directed = self.pending is not _NOTHING_SAID
        if directed:
            self._open_scope()
        hole = self._segment(self.containers[-1] if self.containers else "paragraph")
        if directed:
            self.scopes.pop()
        block = self._block(hole)
        self.pieces += [self._checkbox(), Mark("open", block), hole, Mark("close", block)]
        if self.frames:
            self.frames[-1].bare.append((len(self.pieces) - 3, len(self.pieces) - 1, block))

    def _checkbox(self) -> str:
        task, self.task = self.task, None
        if task is None:
            return ""
        return '<input type="checkbox" checked="" disabled="" /> ' if task else '<input type="checkbox" disabled="" /> '

    # Blocks

    def _start_paragraph(self, event: BlockEvent) -> None:
        self._line()

    def _end_paragraph(self, event: BlockEvent) -> None:
        self._wrapped(self.containers[-1] if self.containers else "paragraph", "<p", "</p>\n")

    def _start_heading(self, event: BlockEvent) -> None:
        self._line()
        level = int(event.value["level"][1])
        while self.critical_headings and self.critical_headings[-1][0] >= level:
            self.critical_headings.pop()
        attributes = dict(event.value["attrs"])
        critical = self.scope.critical
        if "critical" in attributes:
            critical = self._class(attributes["critical"], self._line_of(event.start), "{critical=dose}")
        if critical:
            self.critical_headings.append((level, critical))
        self.sections.append(len(self.blocks))
        self.heading = event.value

    def _end_heading(self, event: BlockEvent) -> None:
        level = int(self.heading["level"][1])
        heard = markup.content(self.run).text
        anchor = self._anchor(self.heading["id"] or _slug(heard))
        self.headings.append(Heading(level, anchor, None, ""))
        hole = self._segment("heading")
        index = hole if isinstance(hole, int) else None
        self.headings[-1] = Heading(level, anchor, index, "" if index is not None else str(hole))
        attributes = f' id="{markup.escape_attribute(anchor)}"'
        if self.heading["classes"]:
            attributes += f' class="{markup.escape_attribute(" ".join(self.heading["classes"]))}"'
        for name, value in self.heading["attrs"]:
            if name != "critical":
                attributes += f' {name}="{markup.escape_attribute(value or "")}"'
        block = self._block(hole)
        self.pieces += [f"<h{level}{attributes}", Mark("attributes", block), ">", hole, f"</h{level}>\n"]
        self._notice()

    def _anchor(self, wanted: str) -> str:
        anchor, number = wanted, 0
        while anchor in self.anchors:
            number += 1
            anchor = f"{wanted}-{number}"
        self.anchors.add(anchor)
        return anchor

    def _start_quote(self, event: BlockEvent) -> None:
        self._line()
        if event.value:
            self.pieces.append(f'<blockquote class="markdown-alert-{event.value.lower()}">\n')
        else:
            self.pieces.append("<blockquote>\n")
        self.containers.append(event.value.lower() if event.value else "quote")

    def _end_quote(self, event: BlockEvent) -> None:
        self.containers.pop()
        self._line()
        self.pieces.append("</blockquote>\n")

    def _start_list(self, event: BlockEvent) -> None:
        self._line()
        start = "" if event.value in (None, 1) else f' start="{event.value}"'
        self.pieces.append("<ul>\n" if event.value is None else f"<ol{start}>\n")

    def _end_list(self, event: BlockEvent) -> None:
        self._line()
        self.pieces.append("</ol>\n" if event.value else "</ul>\n")

    def _start_item(self, event: BlockEvent) -> None:
        self._line()
        self._open_frame("<li", "item")

    def _end_item(self, event: BlockEvent) -> None:
        self._close_frame("</li>\n")

    def _start_definition(self, event: BlockEvent) -> None:
        self._line()
        self._open_frame("<dd", "definition")

    def _end_definition(self, event: BlockEvent) -> None:
        self._close_frame("</dd>\n")

    def _open_frame(self, opening: str, kind: str) -> None:
        self.pieces += [opening, "", ">"]
        self.frames.append(_Frame(len(self.pieces) - 2, [], len(self.blocks), len(self.pieces)))
        self.containers.append(kind)

    def _close_frame(self, closing: str) -> None:
        """The element's own tag bears the mark where one bare text is all that it holds."""
        self.containers.pop()
        frame = self.frames.pop()
        if len(frame.bare) == 1 and len(self.blocks) == frame.blocks + 1 and len(self.pieces) == frame.pieces + 4:
            opening, end, block = frame.bare[0]
            self.pieces[frame.mark] = Mark("attributes", block)
            self.pieces[opening] = self.pieces[end] = ""
        self.pieces.append(closing)

    def _start_definitions(self, event: BlockEvent) -> None:
        self._line()
        self.pieces.append("<dl>\n")

    def _end_definitions(self, event: BlockEvent) -> None:
        self._line()
        self.pieces.append("</dl>\n")

    def _end_term(self, event: BlockEvent) -> None:
        self._wrapped("term", "<dt", "</dt>\n")

    def _start_table(self, event: BlockEvent) -> None:
        self._line()
        self.alignments = event.value
        self.rows = 0
        self.pieces.append("<table>\n")

    def _end_table(self, event: BlockEvent) -> None:
        self.pieces.append("</tbody>\n</table>\n" if self.rows else "</table>\n")

    def _start_head(self, event: BlockEvent) -> None:
        self.in_head, self.column = True, 0
        self.pieces.append("<thead>\n<tr>\n")

    def _end_head(self, event: BlockEvent) -> None:
        self.in_head = False
        self.pieces.append("</tr>\n</thead>\n")

    def _start_row(self, event: BlockEvent) -> None:
        self.pieces.append("<tr>\n" if self.rows else "<tbody>\n<tr>\n")
        self.rows += 1
        self.column = 0

    def _end_row(self, event: BlockEvent) -> None:
        self.pieces.append("</tr>\n")

    def _end_cell(self, event: BlockEvent) -> None:
        element = "th" if self.in_head else "td"
        alignment = self.alignments[self.column] if self.column < len(self.alignments) else "None"
        self.column += 1
        align = "" if alignment == "None" else f' align="{alignment.lower()}"'
        self._wrapped("column" if self.in_head else "cell", f"<{element}{align}", f"</{element}>\n")

    def _start_code(self, event: BlockEvent) -> None:
        self._line()
        language = (
            event.value["Fenced"].split()[0] if isinstance(event.value, dict) and event.value["Fenced"].strip() else ""
        )
        self.pieces.append(
            f'<pre><code class="language-{markup.escape_attribute(language)}">' if language else "<pre><code>"
        )
        self.raw = []

    def _end_code(self, event: BlockEvent) -> None:
        self.pieces.append(markup.escape("".join(self.raw or ())) + "</code></pre>\n")
        self.raw = None

    def _start_html(self, event: BlockEvent) -> None:
        self.raw = []

    def _end_html(self, event: BlockEvent) -> None:
        html = "".join(self.raw or ())
        self.raw = None
        line = self._line_of(event.start)
        for found in _DIRECTIVE.finditer(html):
            self._directive(found[1], line + html.count("\n", 0, found.start()))
        html = _DIRECTIVE.sub("", html)
        if not html.strip():
            return
        if _LETTER.search(_COMMENT_OR_TAG.sub(" ", html)):
            self._diagnose("content.html-block", "text in an HTML block is not translated; write it as Markdown", line)
        self._line()
        self.pieces.append(html)
        self._line()

    def _start_note(self, event: BlockEvent) -> None:
        self.outer.append(self.pieces)
        self.pieces = []
        self.containers.append("footnote")
        self.note = event.value.casefold()

    def _end_note(self, event: BlockEvent) -> None:
        self.containers.pop()
        self.notes.setdefault(self.note, self.pieces)
        self.pieces = self.outer.pop()

    def _nothing(self, event: BlockEvent) -> None:
        """The element is written where it ends."""

    # Directives

    def _directive(self, text: str, line: int) -> None:
        name, _, rest = text.partition(" ")
        rest = " ".join(rest.split())
        self.pending_line = line
        if name == "critical":
            self.pending = self.pending._replace(critical=self._class(rest, line, "<!-- i18n: critical dose -->"))
        elif name == "comment" and rest:
            self.pending = self.pending._replace(comments=(*self.pending.comments, rest))
        elif name == "context" and rest:
            self.pending = self.pending._replace(context=rest)
        elif name == "skip" and not rest:
            self.pending = self.pending._replace(skip=True)
        else:
            expected = "`critical CLASS`, `comment TEXT`, `context TEXT` or `skip`"
            self._diagnose(
                "content.directive", f"the directive {text!r} is not known; expected {expected}", line, Severity.ERROR
            )

    def _class(self, name: str | None, line: int, example: str) -> str:
        """The class of harm that the author names; critical without one is critical all the same."""
        if not name:
            message = f"`critical` names no class of harm; write for example {example}"
            self._diagnose("content.directive", message, line, Severity.ERROR)
        return name or "unnamed"

    # Places

    def _line(self) -> None:
        """A block starts on a new line."""
        last = self.pieces[-1] if self.pieces else "\n"
        if not (last.endswith("\n") if isinstance(last, str) else isinstance(last, Mark) and last.kind == "notice"):
            self.pieces.append("\n")

    def _notice(self) -> None:
        if not self.outer:
            self.pieces.append(Mark("notice", len(self.sections) - 1))

    def _line_of(self, offset: int) -> int:
        return bisect_right(self.line_starts, offset) + self.front.offset

    def _diagnose(self, check: str, message: str, line: int, severity: Severity = Severity.WARNING) -> None:
        self.diagnostics.append(Diagnostic(check, severity, message, self.path, line))

    # The result

    def document(self, names: Sequence[str]) -> Document:
        self._bare()
        if self.pending is not _NOTHING_SAID:
            message = "no block follows this directive; put it before the block that it is about"
            self._diagnose("content.directive", message, self.pending_line, Severity.ERROR)
        numbers = {
            label: number for number, label in enumerate((label for label in self.references if label in self.notes), 1)
        }
        self._footnotes(numbers)
        critical = self._critical()
        literals, holes = [""], []
        for piece in self.pieces:
            if isinstance(piece, str):
                literals[-1] += piece
            elif not (isinstance(piece, Mark) and piece.kind == "notice" and piece.number not in critical):
                holes.append(piece)
                literals.append("")
        return Document(
            self.path,
            tuple(literals),
            tuple(holes),
            tuple(self.segments),
            tuple(segment.key for segment in self.segments),
            tuple(self.blocks),
            tuple(self.sections),
            critical,
            tuple(self.headings),
            numbers,
            self._fields(names),
            self.front.data,
            tuple(self.links),
            tuple(self.diagnostics),
        )

    def _critical(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for block in self.blocks:
            for index in block.segments:
                if self.segments[index].critical and not self.segments[index].fixed:
                    found[block.section] = (*found.get(block.section, ()), index)
        return found

    def _footnotes(self, numbers: Mapping[str, int]) -> None:
        """The notes at the end of the page in the order of their first references, as GitHub writes them."""
        if not numbers:
            return
        self._line()
        self.pieces.append('<section class="footnotes" data-footnotes>\n<ol>\n')
        for label, number in numbers.items():
            back = f' <a href="#fnref-{number}" class="footnote-backref" data-footnote-backref>↩</a>'
            body = self.notes[label]
            self.pieces.append(f'<li id="fn-{number}">\n')
            if body and body[-1] == "</p>\n":
                self.pieces += [*body[:-1], f"{back}</p>\n"]
            else:
                self.pieces += [*body, f"{back}\n"]
            self.pieces.append("</li>\n")
        self.pieces.append("</ol>\n</section>\n")

    def _fields(self, names: Sequence[str]) -> dict[str, Segment]:
        fields = {}
        for name in dict.fromkeys(names):
            value: Any = self.front.data.get(name)
            if value is None or value == "" or (name == "nav" and value is False):
                continue
            line = self.front.lines.get(name, 1)
            if not isinstance(value, str):
                self._diagnose(
                    "content.field",
                    f"{name} is {value!r}, not a text, and is not translated; put it in quotes",
                    line,
                    Severity.ERROR,
                )
                continue
            text = " ".join(value.split())
            fixed = not _LETTER.search(markup.VARIABLE.sub("", text))
            style: Format = "slug" if name == "slug" else "text"
            fields[name] = Segment(
                text, name, Reference(self.path, "", line), critical=self.critical, format=style, fixed=fixed
            )
        if "title" not in fields and self.headings and self.headings[0].segment is not None:
            fields["title"] = self.segments[self.headings[0].segment]
        return fields


def _as_typed(part: str | markup.Variable | markup.Target | markup.Footnote) -> str:
    """A part of a text that is no segment, as HTML: what a page would fill in stays as the author typed it."""
    if isinstance(part, markup.Variable):
        return f"{{{part.name}}}"
    if isinstance(part, markup.Target):
        return markup.escape_href(part.address)
    return part if isinstance(part, str) else ""


def _trimmed(run: list[BlockEvent]) -> list[BlockEvent]:
    """A run without the tab that may stand at a heading's end."""
    last = run[-1] if run else None
    if last is None or last.kind != "Text" or not last.value.endswith(("\t", " ")):
        return run
    text = last.value.rstrip("\t ")
    rest = last._replace(value=text, end=last.end - (len(last.value) - len(text)))
    return [*run[:-1], rest] if text else run[:-1]


def _lines(data: bytes) -> list[int]:
    starts, at = [0], data.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    return starts


def _slug(text: str) -> str:
    """An id from a heading, as GitHub makes it: lower case, no punctuation, hyphens for spaces."""
    return _NOT_IN_ANCHOR.sub("", text.strip().lower()).replace(" ", "-") or "section"


_OWN_TEXT = frozenset({"Paragraph", "Heading", "TableCell", "DefinitionListTitle"})
"""Elements that write the run themselves."""

_START = {
    "Paragraph": _Writer._start_paragraph,
    "Heading": _Writer._start_heading,
    "BlockQuote": _Writer._start_quote,
    "List": _Writer._start_list,
    "Item": _Writer._start_item,
    "CodeBlock": _Writer._start_code,
    "HtmlBlock": _Writer._start_html,
    "FootnoteDefinition": _Writer._start_note,
    "Table": _Writer._start_table,
    "TableHead": _Writer._start_head,
    "TableRow": _Writer._start_row,
    "TableCell": _Writer._nothing,
    "DefinitionList": _Writer._start_definitions,
    "DefinitionListTitle": _Writer._nothing,
    "DefinitionListDefinition": _Writer._start_definition,
}
_END = {
    "Paragraph": _Writer._end_paragraph,
    "Heading": _Writer._end_heading,
    "BlockQuote": _Writer._end_quote,
    "List": _Writer._end_list,
    "Item": _Writer._end_item,
    "CodeBlock": _Writer._end_code,
    "HtmlBlock": _Writer._end_html,
    "FootnoteDefinition": _Writer._end_note,
    "Table": _Writer._end_table,
    "TableHead": _Writer._end_head,
    "TableRow": _Writer._end_row,
    "TableCell": _Writer._end_cell,
    "DefinitionList": _Writer._end_definitions,
    "DefinitionListTitle": _Writer._end_term,
    "DefinitionListDefinition": _Writer._end_definition,
}
