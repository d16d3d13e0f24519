"""A Markdown page as literal HTML and holes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from i18n import markup
from i18n.markup import BlockEvent
from i18n.model import Document, Heading, Mark, Severity
from i18n.sources import code
from i18n.sources.directives import DIRECTIVE
from i18n.sources.fragment import Fragment
from i18n.sources.frontmatter import FrontMatter, split
from i18n.sources.page import BARE, PageWriter, Piece, Rules

_INLINE = frozenset({"Text", "Code", "SoftBreak", "HardBreak", "InlineHtml", "FootnoteReference"})
_INLINE_ELEMENTS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_LAST_VARIABLE = re.compile(rf"({markup.VARIABLE.pattern})(?=\s*(?:=+|-+)?\s*\Z)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_LETTER = re.compile(r"[^\W\d_]")


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
    events = markup.block_events(front.body)
    body = _shielded(front.body, events)
    if body != front.body:
        front = front._replace(body=body)
        events = markup.block_events(body)
    reader = _Reader(PageWriter(path, front, rules), front)
    for event in events:
        reader.take(event)
    return reader.document()


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
    pieces: list[bytes] = []
    position = 0
    for event in found:
        heading = _LAST_VARIABLE.sub(r"\1 {}", data[event.start : event.end].decode())
        pieces += (data[position : event.start], heading.encode())
        position = event.end
    return b"".join((*pieces, data[position:])).decode()


class _Reader:
    """Hands a page's events to the writer, from top to bottom, once."""

    def __init__(self, out: PageWriter, front: FrontMatter) -> None:
        self.out = out
        self.fragment = Fragment(out)
        self.start = front.bytes
        self.run: list[BlockEvent] = []
        self.containers: list[str] = []
        self.levels: list[tuple[int, int]] = []
        self.raw: list[BlockEvent] | None = None
        self.alignments: Sequence[str] = ()
        self.column = 0
        self.in_head = False
        self.task: bool | None = None
        self.references: list[str] = []
        self.referred: set[str] = set()
        self.notes: dict[str, list[Piece]] = {}
        self.outer: list[list[Piece]] = []

    def take(self, event: BlockEvent) -> None:
        kind, name = event.kind, event.name
        if self.raw is not None and kind != "End":
            self.raw.append(event)
        elif kind in _INLINE or name in _INLINE_ELEMENTS:
            self.run.append(event)
            if kind == "FootnoteReference" and (label := event.value.casefold()) not in self.referred:
                self.references.append(label)
                self.referred.add(label)
        elif kind == "TaskListMarker":
            self.task = event.value
        elif kind == "Rule":
            self.out.line()
            self.out.pieces.append("<hr />\n")
        elif kind == "Start":
            self._bare()
            if name != "HtmlBlock":  # A directive is one: it opens no scope, or it would be its own.
                self.levels.append((self.out.enter(), self.fragment.base))
                self.fragment.base = len(self.fragment.elements)
            _START[name](self, event)
        elif kind == "End":
            if name not in _OWN_TEXT:
                self._bare()
            if name == "HtmlBlock":
                self._end_html(event)
                return
            depth, base = self.levels.pop()
            self.fragment.close()
            self.fragment.base = base
            _END[name](self, event)
            self.out.leave(depth)

    # Text

    def _text(self, kind: str) -> int | str:
        """The run under way as a segment's index, or as HTML where it cannot be a segment."""
        run, self.run = _trimmed(self.run), []
        if not run:
            return ""
        line = self.out.line_of(run[0].start)
        for event in run:
            if event.kind == "InlineHtml" and (misplaced := DIRECTIVE.match(event.value)):
                message = f"the directive {misplaced[1]!r} stands inside a text; put it on a line of its own before it"
                self.out.diagnose("content.directive", message, line, Severity.ERROR)
        return self.out.text(run, kind, self.out.data, line, self.start)

    @property
    def _kind(self) -> str:
        return self.containers[-1] if self.containers else self.fragment.kind

    def _wrapped(self, kind: str, opening: str, closing: str) -> None:
        """The run as one block inside an element of its own."""
        self.out.wrapped(self._text(kind), opening, closing, self._checkbox())

    def _bare(self) -> None:
        """Text that stands straight in a list item or a definition."""
        if not self.run:
            return
        depth = self.out.enter()
        self.out.bare(self._text(self._kind), self._checkbox())
        self.out.leave(depth)

    def _checkbox(self) -> str:
        task, self.task = self.task, None
        if task is None:
            return ""
        return '<input type="checkbox" checked="" disabled="" /> ' if task else '<input type="checkbox" disabled="" /> '

    # Blocks

    def _start_paragraph(self, event: BlockEvent) -> None:
        self.out.line()

    def _end_paragraph(self, event: BlockEvent) -> None:
        self._wrapped(self._kind, "<p", "</p>\n")

    def _start_heading(self, event: BlockEvent) -> None:
        self.out.line()
        attributes = dict(event.value["attrs"])
        critical = self.out.scope.critical
        if "critical" in attributes:
            critical = attributes["critical"] or "unnamed"
            if not attributes["critical"]:
                self.out.class_missing(self.out.line_of(event.start), "{critical=dose}")
        self.out.begin_section(int(event.value["level"][1]), critical)
        self.heading = event.value

    def _end_heading(self, event: BlockEvent) -> None:
        out, level = self.out, int(self.heading["level"][1])
        anchor = out.anchor(markup.content(self.run).text, self.heading["id"])
        out.place = anchor
        hole = self._text("heading")
        index = hole if isinstance(hole, int) else None
        out.headings.append(Heading(level, anchor, index, "" if index is not None else str(hole)))
        attributes = f' id="{markup.escape_attribute(anchor)}"'
        if self.heading["classes"]:
            attributes += f' class="{markup.escape_attribute(" ".join(self.heading["classes"]))}"'
        for name, value in self.heading["attrs"]:
            if name != "critical":
                attributes += f' {name}="{markup.escape_attribute(value or "")}"'
        out.wrapped(hole, f"<h{level}{attributes}", f"</h{level}>\n")
        out.notice()

    def _start_quote(self, event: BlockEvent) -> None:
        self.out.line()
        if event.value:
            self.out.pieces.append(f'<blockquote class="markdown-alert-{event.value.lower()}">\n')
        else:
            self.out.pieces.append("<blockquote>\n")
        self.containers.append(event.value.lower() if event.value else "quote")

    def _end_quote(self, event: BlockEvent) -> None:
        self.containers.pop()
        self.out.line()
        self.out.pieces.append("</blockquote>\n")

    def _start_list(self, event: BlockEvent) -> None:
        self.out.line()
        start = "" if event.value in (None, 1) else f' start="{event.value}"'
        self.out.pieces.append("<ul>\n" if event.value is None else f"<ol{start}>\n")

    def _end_list(self, event: BlockEvent) -> None:
        self.out.line()
        self.out.pieces.append("</ol>\n" if event.value else "</ul>\n")

    def _start_item(self, event: BlockEvent) -> None:
        self._open_frame("<li", "item")

    def _start_definition(self, event: BlockEvent) -> None:
        self._open_frame("<dd", "definition")

    def _open_frame(self, opening: str, kind: str) -> None:
        self.out.line()
        self.out.open_frame(opening)
        self.containers.append(kind)

    def _end_item(self, event: BlockEvent) -> None:
        self._close_frame("</li>\n")

    def _end_definition(self, event: BlockEvent) -> None:
        self._close_frame("</dd>\n")

    def _close_frame(self, closing: str) -> None:
        self.containers.pop()
        # Code or a picture beside the text is in no language, or in its own.
        self.out.close_frame(alone=len(self.out.pieces) == self.out.frames[-1].pieces + BARE)
        self.out.pieces.append(closing)

    def _start_definitions(self, event: BlockEvent) -> None:
        self.out.line()
        self.out.pieces.append("<dl>\n")

    def _end_definitions(self, event: BlockEvent) -> None:
        self.out.line()
        self.out.pieces.append("</dl>\n")

    def _end_term(self, event: BlockEvent) -> None:
        self._wrapped("term", "<dt", "</dt>\n")

    def _start_table(self, event: BlockEvent) -> None:
        self.out.line()
        self.alignments = event.value
        self.rows = 0
        self.out.pieces.append("<table>\n")

    def _end_table(self, event: BlockEvent) -> None:
        self.out.pieces.append("</tbody>\n</table>\n" if self.rows else "</table>\n")

    def _start_head(self, event: BlockEvent) -> None:
        self.in_head, self.column = True, 0
        self.out.pieces.append("<thead>\n<tr>\n")

    def _end_head(self, event: BlockEvent) -> None:
        self.in_head = False
        self.out.pieces.append("</tr>\n</thead>\n")

    def _start_row(self, event: BlockEvent) -> None:
        self.out.pieces.append("<tr>\n" if self.rows else "<tbody>\n<tr>\n")
        self.rows += 1
        self.column = 0

    def _end_row(self, event: BlockEvent) -> None:
        self.out.pieces.append("</tr>\n")

    def _end_cell(self, event: BlockEvent) -> None:
        element = "th" if self.in_head else "td"
        alignment = self.alignments[self.column] if self.column < len(self.alignments) else "None"
        self.column += 1
        align = "" if alignment == "None" else f' align="{alignment.lower()}"'
        self._wrapped("column" if self.in_head else "cell", f"<{element}{align}", f"</{element}>\n")

    # Code

    def _start_code(self, event: BlockEvent) -> None:
        self.out.line()
        self.info = event.value["Fenced"].strip() if isinstance(event.value, dict) else ""
        language = self.info.split()[0] if self.info else ""
        named = f' class="language-{markup.escape_attribute(language)}"' if language else ""
        self.out.pieces += ["<pre", Mark("code", 0), f"><code{named}>"]
        self.raw = []
        if isinstance(event.value, dict):
            self._expect_fence(event)

    def _expect_fence(self, event: BlockEvent) -> None:
        """A finding where a fenced block runs to the end of the page, or of its container, for want of a fence."""
        lines = self.out.data[event.start : event.end].decode().rstrip().split("\n")
        opening = _FENCE.search(lines[0])
        if opening and (len(lines) == 1 or not lines[-1].rstrip().endswith(opening[1])):
            message = f"the code block is never closed; end it with a line {opening[1]!r}"
            self.out.diagnose("content.fence", message, self.out.line_of(event.start))

    def _end_code(self, event: BlockEvent) -> None:
        found, self.raw = self.raw or [], None
        text = "".join(piece.value for piece in found)
        policy = self.out.scope.code or self.out.code_policy
        line = self.out.line_of(found[0].start) if found else 1
        if policy == "all" and _LETTER.search(text) and not self.out.skipped:
            end = len(text.rstrip("\n"))
            self.out.bare(self.out.code_text(text[:end], "code", line))
            self.out.pieces.append(markup.escape(text[end:]))
        elif policy == "comments" and not self.out.skipped:
            self._comments(text, line)
        else:
            self.out.pieces.append(markup.escape(text))
        self.out.pieces.append("</code></pre>\n")

    def _comments(self, text: str, line: int) -> None:
        """The comments of a code block as texts, all else as it is."""
        position = 0
        for comment in code.comments(text, self.info):
            before = text[position : comment.start]
            line += before.count("\n")
            self.out.pieces.append(markup.escape(before))
            self.out.bare(self.out.code_text(comment.text, "comment", line, comment.prefix, comment.marks))
            line += comment.text.count("\n")
            position = comment.end
        self.out.pieces.append(markup.escape(text[position:]))

    # HTML

    def _start_html(self, event: BlockEvent) -> None:
        self.raw = []

    def _end_html(self, event: BlockEvent) -> None:
        found, self.raw = self.raw or [], None
        if found:
            self.fragment.take(found)
            self.out.line()

    # Footnotes

    def _start_note(self, event: BlockEvent) -> None:
        self.outer.append(self.out.pieces)
        self.out.pieces = []
        self.out.in_note = True
        self.containers.append("footnote")
        self.note = event.value.casefold()

    def _end_note(self, event: BlockEvent) -> None:
        self.containers.pop()
        self.notes.setdefault(self.note, self.out.pieces)
        self.out.pieces = self.outer.pop()
        self.out.in_note = bool(self.outer)

    def _nothing(self, event: BlockEvent) -> None:
        """The element is written where it ends."""

    # The result

    def document(self) -> Document:
        self._bare()
        self.fragment.close()
        labels = (label for label in self.references if label in self.notes)
        numbers = {label: number for number, label in enumerate(labels, 1)}
        self._footnotes(numbers)
        return self.out.document(numbers)

    def _footnotes(self, numbers: Mapping[str, int]) -> None:
        """The notes at the end of the page in the order of their first references, as GitHub writes them."""
        if not numbers:
            return
        pieces = self.out.pieces
        self.out.line()
        pieces.append('<section class="footnotes" data-footnotes>\n<ol>\n')
        for label, number in numbers.items():
            back = f' <a href="#fnref-{number}" class="footnote-backref" data-footnote-backref>↩</a>'
            body = self.notes[label]
            pieces.append(f'<li id="fn-{number}">\n')
            if body and body[-1] == "</p>\n":
                pieces += [*body[:-1], f"{back}</p>\n"]
            else:
                pieces += [*body, f"{back}\n"]
            pieces.append("</li>\n")
        pieces.append("</ol>\n</section>\n")


def _trimmed(run: list[BlockEvent]) -> list[BlockEvent]:
    """A run without the tab that may stand at a heading's end."""
    last = run[-1] if run else None
    if last is None or last.kind != "Text" or not last.value.endswith(("\t", " ")):
        return run
    text = last.value.rstrip("\t ")
    rest = last._replace(value=text, end=last.end - (len(last.value) - len(text)))
    return [*run[:-1], rest] if text else run[:-1]


_OWN_TEXT = frozenset({"Paragraph", "Heading", "TableCell", "DefinitionListTitle"})
"""Elements that write the run themselves."""

_START = {
    "Paragraph": _Reader._start_paragraph,
    "Heading": _Reader._start_heading,
    "BlockQuote": _Reader._start_quote,
    "List": _Reader._start_list,
    "Item": _Reader._start_item,
    "CodeBlock": _Reader._start_code,
    "HtmlBlock": _Reader._start_html,
    "FootnoteDefinition": _Reader._start_note,
    "Table": _Reader._start_table,
    "TableHead": _Reader._start_head,
    "TableRow": _Reader._start_row,
    "TableCell": _Reader._nothing,
    "DefinitionList": _Reader._start_definitions,
    "DefinitionListTitle": _Reader._nothing,
    "DefinitionListDefinition": _Reader._start_definition,
}
_END = {
    "Paragraph": _Reader._end_paragraph,
    "Heading": _Reader._end_heading,
    "BlockQuote": _Reader._end_quote,
    "List": _Reader._end_list,
    "Item": _Reader._end_item,
    "CodeBlock": _Reader._end_code,
    "FootnoteDefinition": _Reader._end_note,
    "Table": _Reader._end_table,
    "TableHead": _Reader._end_head,
    "TableRow": _Reader._end_row,
    "TableCell": _Reader._end_cell,
    "DefinitionList": _Reader._end_definitions,
    "DefinitionListTitle": _Reader._end_term,
    "DefinitionListDefinition": _Reader._end_definition,
}
