"""A page as it is being cut: literal HTML, holes, and what each hole is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from i18n import markup
from i18n.markup import BlockEvent, Footnote
from i18n.model import (
    Block,
    CommentMarks,
    Diagnostic,
    Document,
    Format,
    Heading,
    Mark,
    Reference,
    Segment,
    Severity,
    Target,
    Variable,
)
from i18n.sources import code, fields
from i18n.sources.directives import EXPECTED, NOTHING_SAID, UNNAMED, Scope
from i18n.sources.frontmatter import FrontMatter

Piece = str | int | Mark | Target | Variable
"""Finished HTML, or a hole; a number is the index of a segment."""

BARE = 6
"""Number of pieces that a bare text takes."""
# Pages have the same few of these: made once, they need not be sent from process to process either.
_mark = lru_cache(maxsize=1 << 14)(Mark)
_block = lru_cache(maxsize=1 << 14)(Block)
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]+")


class Rules(NamedTuple):
    """What the configuration says about a page."""

    fields: tuple[str, ...] = ()
    """Patterns of translatable front matter besides the usual keys: `summary`, `gallery.*.caption`."""
    critical: str | None = None
    """Class of the whole page."""
    code: code.Policy = "never"
    contexts: tuple[str, ...] = ()
    """Kinds of which a single word gets its kind as context."""


class Frame(NamedTuple):
    """An element that may hold bare text: a list item, a definition, an element of the author's HTML."""

    mark: int
    """Position of its attribute hole in the output."""
    bare: list[tuple[int, int, int]]
    """Positions of `open` and `close`, and the block, of each bare run."""
    blocks: int
    """Number of blocks when it opened."""
    pieces: int
    """Length of the output just behind its opening tag."""


class PageWriter:
    """Takes a page's texts and tags from top to bottom and makes a document of them."""

    def __init__(self, path: str, front: FrontMatter, rules: Rules) -> None:
        self.path, self.front, self.rules = path, front, rules
        self.data = front.body.encode()
        self.line_starts = _lines(self.data)
        self.pieces: list[Piece] = []
        self.segments: list[Segment] = []
        self.prefixes: dict[int, str] = {}
        self.blocks: list[Block] = []
        self.sections: list[int] = [0]
        self.headings: list[Heading] = []
        self.place = ""
        self.anchors: set[str] = set()
        self.repeated: dict[str, int] = {}
        self.ids: set[str] = set()
        self.links: list[tuple[str, int]] = []
        self.diagnostics: list[Diagnostic] = []
        self.frames: list[Frame] = []
        self.pending = NOTHING_SAID
        self.pending_line = 0
        self.skipping: int | None = None
        self.scopes: list[tuple[int, Scope]] = [(0, NOTHING_SAID)]
        self.depth = 0
        critical = front.data.get("critical", rules.critical)
        self.critical = str(critical) if critical else None
        self.critical_headings: list[tuple[int, str]] = []
        self.in_note = False
        self.code_policy = self._page_code()
        self.notice()

    def _page_code(self) -> code.Policy:
        """What of the page's code blocks is translated, by its front matter or the configuration."""
        said = self.front.data.get("code", self.rules.code)
        policy = code.policy(said)
        if policy is None:
            message = f"code is {said!r}; expected 'never', 'comments' or 'all'"
            self.diagnose("content.field", message, self.front.lines.get("code", 1), Severity.ERROR)
        return policy or "never"

    # Scopes of directives

    def enter(self) -> int:
        """Opens a block, with what directives before it said; gives what `leave` wants."""
        self.depth += 1
        if self.pending is not NOTHING_SAID:
            self.open_scope()
        return self.depth

    def leave(self, depth: int) -> None:
        """Closes the block, and all that was left open inside it."""
        while self.scopes[-1][0] >= depth:
            self.scopes.pop()
        self.depth = depth - 1

    def open_scope(self) -> None:
        self.scopes.append((self.depth, self.pending.within(self.scope)))
        self.pending = NOTHING_SAID

    @property
    def scope(self) -> Scope:
        return self.scopes[-1][1]

    @property
    def skipped(self) -> bool:
        """Whether the author forbids to translate what stands here."""
        skip = self.scopes[-1][1].skip
        return self.skipping is not None if skip is None else skip

    def directive(self, text: str, line: int) -> None:
        if text in ("skip-start", "skip-end"):
            self._skip(text, line)
            return
        told = self.pending.told(text)
        if told is None:
            message = f"the directive {text!r} is not known; expected {EXPECTED}"
            self.diagnose("content.directive", message, line, Severity.ERROR)
            return
        self.pending, self.pending_line = told, line
        if told.critical == UNNAMED:
            self.class_missing(line, "<!-- i18n: critical dose -->")

    def _skip(self, name: str, line: int) -> None:
        if name == "skip-start":
            if self.skipping is not None:
                message = f"`skip-start` of line {self.skipping} is not ended yet; end it with `skip-end` first"
                self.diagnose("content.directive", message, line, Severity.ERROR)
            self.skipping = line
        elif self.skipping is None:
            self.diagnose("content.directive", "`skip-end` ends no `skip-start`; remove it", line, Severity.ERROR)
        else:
            self.skipping = None

    def class_missing(self, line: int, example: str) -> None:
        message = f"`critical` names no class of harm; write for example {example}"
        self.diagnose("content.directive", message, line, Severity.ERROR)

    # Text

    def text(self, run: Sequence[BlockEvent], kind: str, data: bytes, line: int, start: int | None) -> int | str:
        """A run of inline events as a segment's index, or as HTML where it cannot be a segment.

        The events' offsets are those in `data`; `start` is where `data` begins in the file, None where it is no piece
        of it.
        """
        if not run:
            return ""
        found = markup.canonical(run, data)
        if found is None:
            message = "this text cannot be written as one line of Markdown and stays as it is; simplify its markup"
            self.diagnose("content.unsupported", message, line)
            return "".join(map(_as_typed, markup.content(run).parts))
        text, inline = found
        if self.skipped and self.scope.shown and all(isinstance(part, str) for part in inline.parts):
            # The author's own HTML says that it is the same in every language, so nobody has to be told which it is in.
            return "".join(map(_as_typed, inline.parts))
        if inline.structure:
            self._note(inline, line)
        span = (0, 0) if start is None else (start + run[0].start, start + run[-1].end)
        return self._add(text, kind, line, words=markup.translatable(inline), span=span)

    def _note(self, inline: markup.Inline, line: int) -> None:
        """Remembers where a text leads to, and the places in it to which others may lead."""
        listed = [item[1] for item in inline.structure if item[0] in ("link", "image")]
        known = set(listed)
        listed += [part.address for part in inline.parts if isinstance(part, Target) and part.address not in known]
        self.links += [(address, line) for address in listed]
        tags = (markup.read_tag(item[1]) for item in inline.structure if item[0] == "html")
        self.ids.update(tag.id for tag in tags if tag and tag.id)

    def attribute(self, text: str, kind: str, line: int) -> int:
        """The value of an attribute, or text that stands where no markup can, as a segment."""
        index = self._add(text, kind, line, style="text", words=markup.worded(text))
        self.prefixes[index] = ""
        return index

    def code_text(self, text: str, kind: str, line: int, prefix: str = "", marks: CommentMarks | None = None) -> int:
        """Text whose line breaks stay as a segment; `prefix` begins each further line of it."""
        index = self._add(text, kind, line, style="code", marks=marks)
        self.prefixes[index] = prefix
        return index

    def _add(
        self,
        text: str,
        kind: str,
        line: int,
        *,
        words: bool = True,
        style: Format = "markdown",
        span: tuple[int, int] = (0, 0),
        marks: CommentMarks | None = None,
    ) -> int:
        """A new segment, with what directives say of this place; its index."""
        scope = self.scopes[-1][1]
        context = scope.context or fields.automatic_context(text, kind, self.rules.contexts)
        place = Reference(self.path, self.place, line)
        fixed = not words or self.skipped
        self.segments.append(
            Segment(text, kind, place, None, context, self.harm, scope.comments, style, fixed, span, marks)
        )
        return len(self.segments) - 1

    @property
    def harm(self) -> str | None:
        """The class of harm of a text that stands here."""
        return self.scope.critical or (self.critical_headings[-1][1] if self.critical_headings else self.critical)

    def untranslated(self, hole: Piece) -> str:
        """What an element bears whose author forbids to translate its words; browsers then leave it alone too."""
        if not self.skipped or self.scope.shown or not isinstance(hole, int):
            return ""
        return ' translate="no"' if markup.translatable(markup.parse_source(self.segments[hole].text)) else ""

    def block(self, *segments: int | str) -> int:
        """A new block around some texts; its index."""
        self.blocks.append(_block(len(self.sections) - 1, tuple([one for one in segments if isinstance(one, int)])))
        return len(self.blocks) - 1

    def wrapped(self, hole: int | str, opening: str, closing: str, before: str = "") -> None:
        """A text as one block inside an element of its own."""
        block = self.block(hole)
        held = self.untranslated(hole)
        self.pieces += [f"{opening}{held}", _mark("attributes", block), ">", before, hole, closing]

    def bare(self, hole: int | str, before: str = "") -> None:
        """A text that stands straight in the innermost frame, or beside other blocks: `BARE` pieces."""
        block = self.block(hole)
        held = self.untranslated(hole)
        opening, closing = (f"<span{held}>", "</span>") if held else ("", "")
        self.pieces += [before, _mark("open", block), opening, hole, closing, _mark("close", block)]
        if self.frames:
            self.frames[-1].bare.append((len(self.pieces) - 5, len(self.pieces) - 1, block))

    # Frames

    def open_frame(self, opening: str, closing: str = ">") -> None:
        """An element that may hold bare text; `opening` is its tag without the closing sign."""
        self.pieces += [opening, "", closing]
        self.frames.append(Frame(len(self.pieces) - 2, [], len(self.blocks), len(self.pieces)))

    def close_frame(self, *, alone: bool) -> None:
        """Where one bare text is all that the element holds, its own tag says in which language that is, if it may."""
        frame = self.frames.pop()
        if alone and len(frame.bare) == 1 and len(self.blocks) == frame.blocks + 1:
            opening, end, block = frame.bare[0]
            self.pieces[frame.mark] = _mark("attributes", block)
            self.pieces[opening] = self.pieces[end] = ""

    # Sections

    def begin_section(self, level: int, critical: str | None) -> None:
        """A heading begins; `critical` is the class of its section where it has one of its own."""
        while self.critical_headings and self.critical_headings[-1][0] >= level:
            self.critical_headings.pop()
        if critical:
            self.critical_headings.append((level, critical))
        self.sections.append(len(self.blocks))

    def anchor(self, heard: str, wanted: str | None) -> str:
        """An id that no heading of the page has yet: the author's, or one made from what a reader hears."""
        wanted = wanted or _NOT_IN_ANCHOR.sub("", heard.strip().lower()).replace(" ", "-") or "section"
        anchor, number = wanted, self.repeated.get(wanted, 0)
        while anchor in self.anchors:
            number += 1
            anchor = f"{wanted}-{number}"
        self.repeated[wanted] = number
        self.anchors.add(anchor)
        return anchor

    def notice(self) -> None:
        """Here the section may say that it is not translated."""
        if not self.in_note:
            self.pieces.append(_mark("notice", len(self.sections) - 1))

    # Places

    def line(self) -> None:
        """A block starts on a new line."""
        last = self.pieces[-1] if self.pieces else "\n"
        if not (last.endswith("\n") if isinstance(last, str) else isinstance(last, Mark) and last.kind == "notice"):
            self.pieces.append("\n")

    def line_of(self, offset: int) -> int:
        """The line in the file of a byte of the body."""
        return bisect_right(self.line_starts, offset) + self.front.offset

    def diagnose(self, check: str, message: str, line: int, severity: Severity = Severity.WARNING) -> None:
        self.diagnostics.append(Diagnostic(check, severity, message, self.path, line))

    # The result

    def document(self, footnotes: Mapping[str, int] | None = None) -> Document:
        if self.pending is not NOTHING_SAID:
            message = "no block follows this directive; put it before the block that it is about"
            self.diagnose("content.directive", message, self.pending_line, Severity.ERROR)
        if self.skipping is not None:
            message = "`skip-start` is never ended; put `<!-- i18n: skip-end -->` where translation begins again"
            self.diagnose("content.directive", message, self.skipping, Severity.ERROR)
        critical = self._critical()
        literals: list[str] = []
        holes: list[int | Mark | Target | Variable] = []
        begun: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, str):
                begun.append(piece)
            elif not (isinstance(piece, Mark) and piece.kind == "notice" and piece.number not in critical):
                holes.append(piece)
                literals.append("".join(begun))
                begun.clear()
        literals.append("".join(begun))
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
            footnotes or {},
            self._fields(),
            self.front.data,
            tuple(self.links),
            tuple(self.diagnostics),
            frozenset(self.ids),
            self.prefixes,
        )

    def _critical(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for block in self.blocks:
            for index in block.segments:
                if self.segments[index].critical and not self.segments[index].fixed:
                    found.setdefault(block.section, []).append(index)
        return {section: tuple(indexes) for section, indexes in found.items()}

    def _fields(self) -> dict[str, Segment]:
        chosen, found = fields.front_matter(self.front, self.path, self.rules.fields, self.critical)
        self.diagnostics += found
        named = {
            name: segment._replace(context=fields.automatic_context(segment.text, segment.kind, self.rules.contexts))
            for name, segment in chosen.items()
        }
        if "title" not in named and self.headings and self.headings[0].segment is not None:
            named["title"] = self.segments[self.headings[0].segment]
        return named


def _as_typed(part: str | Variable | Target | Footnote) -> str:
    """A part of a text that is no segment, as HTML: what a page would fill in stays as the author typed it."""
    if isinstance(part, Variable):
        return f"{{{part.name}}}"
    if isinstance(part, Target):
        return markup.escape_href(part.address)
    return part if isinstance(part, str) else ""


def _lines(data: bytes) -> list[int]:
    starts, at = [0], data.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    return starts
