"""Comments in code blocks: words that can be translated while the code around them stays as it is, byte for byte.

Pygments says what is a comment in which language; the marks around its words are found here, so that a translation can
be held inside them. Pygments is loaded when the first block names a language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, cast

from i18n.markup.comments import PRAGMA, breaks_out
from i18n.model import CommentMarks

Policy = Literal["never", "comments", "all"]
"""What of a code block is translated: nothing, its comments, or the block as one text."""

LIMIT = 10_000
"""Characters of the longest block that is read, some 250 lines: a few lexers are quadratic in what is never closed.
Of 24 usual languages and 23 kinds of hostile input, Java with nothing but words takes longest: 2.9 s; next is Go with
0.4 s (2-core virtual machine, Pygments 2.21, 2026-11-22)."""

_SHAPELESS = re.compile(r"[^\n]{500}|\s{200}")
"""Lines and white space that no author of an example leaves: many lexers need time for their length squared."""

_ENDLESS = frozenset({"MCSchema"})
"""Lexers that do not end: this one stops at `<!-- ` (Pygments 2.21)."""

_WIDEST = 200
"""Columns: how far a further line is indented at most, so that a thousand comments on one line stay small."""


class Comment(NamedTuple):
    """The words of one comment, or of one paragraph of a longer one."""

    start: int
    """Character offset in the code of the first of the words."""
    end: int
    """Character offset behind the last of them."""
    text: str
    """The words: lines joined by a newline, without marks and without the indentation that all of them share."""
    prefix: str
    """What begins each further line: indentation, mark and space, such as `    // ` or ` * `."""
    marks: CommentMarks


class _Line(NamedTuple):
    """What a comment has on one line."""

    block: int
    """Offset of the block comment that it belongs to, or -1."""
    closing: str
    alone: bool
    """Nothing but the comment stands before its words."""
    lead: str | None
    """Indentation and mark; None behind a mark that only opens the comment."""
    gap: str
    """White space between mark and words."""
    begin: int
    """Offset of the line."""
    start: int
    """Offset of its words."""
    end: int
    """Offset behind its words."""
    stop: int
    """Offset of the newline."""


_OPENING = re.compile(
    r"""/\*[*!]*<? | <!--+ | \{-(?!\#)[|^]? | \(\*+ | /\+\+? | /-[-!]? | <\# | <%-- | \{\{!-- | \{\# | @\*"""
    r"""| \{(?![{%\#-]) | (?P<named> --\[=*\[ | \#\#?\[ | \#= | \#\| | %\{ )""",
    re.VERBOSE,
)
_QUOTES = re.compile("\"\"\"|'''")
_ENDS = {
    "/*": "*/",
    "<!": "-->",
    "{-": "-}",
    "(*": "*)",
    "/+": "+/",
    "/-": "-/",
    "<#": "#>",
    "<%": "--%>",
    "{{": "--}}",
    "{#": "#}",
    "@*": "*@",
    "{": "}",
    '""': '"""',
    "''": "'''",
    "#[": "]#",
    "##": "]##",
    "#=": "=#",
    "#|": "|#",
    "%{": "%}",
}
"""The first two characters of an opening mark, and the closing one. Lua's has as many `=` as the opening one."""
_NAMED = {
    "--": frozenset({"Lua", "Luau"}),
    "#[": frozenset({"Nimrod"}),
    "##": frozenset({"Nimrod"}),
    "#=": frozenset({"Julia"}),
    "#|": frozenset({"Common Lisp", "Racket", "Scheme"}),
    "%{": frozenset({"Matlab", "Octave"}),
}
"""Opening marks that begin like another language's line comment, and the lexers for which they open a block."""
_MARK = re.compile(r"//[/!]*|#+'?(?=\s)|#+|;+|%+|--+|!+|'+|\"|::|\*>|⍝|(?i:rem|dnl)(?=[ \t])")

_PROMPT = re.compile(r">>>(?:\s|$)")
_FENCE = re.compile(r"```|~~~")
_WORDS = re.compile(r"[^\W_]")
_SPACE = re.compile(r"[ \t]*")
_USED = re.compile(r"\s*[.,)\]}%+\[]")
_STAR = re.compile(r"([ \t]*\*+)(?=[ \t]|$)")


def policy(value: object) -> Policy | None:
    """The setting `never`, `comments` or `all`; None where the value is none of them."""
    return cast(Policy, value) if isinstance(value, str) and value in ("never", "comments", "all") else None


def language(info: str) -> str:
    """The language that a fence's info string names, in lower case: `rust` for `Rust,editable` and `rust {editable}`.

    >>> language("rust,editable")
    'rust'
    """
    return re.split(r"[\s,{]", info.strip(), maxsplit=1)[0].lower()


def comments(code: str, info: str) -> tuple[Comment, ...]:
    """The comments of a code block in the language that its info string names, in order, none inside another.

    Lines that follow each other with the same mark in the same column are one comment, so that no sentence is cut; an
    empty line or a rule between them makes two. Documentation comments and docstrings are comments: a reader of the
    page reads them as prose. A triple-quoted string counts as a docstring only where a statement begins a block, never
    as a value. Inside them, fenced code and `>>>` examples with what they print are left out.

    No comment is: what has no letter, what is said to a tool (`# noqa`, `//go:build`, `# -*- coding`, `SPDX-`), `#!`, a
    preprocessor's line, and what could not be written back safely, such as a comment inside a comment. There is none in
    an unknown language, in a block that is longer than `LIMIT` or shaped as no author writes, and where the lexer fails
    or does not give back its input.
    """
    name = language(info)
    lexer = _lexer(name) if name and len(code) <= LIMIT and not _SHAPELESS.search(code) else None
    if lexer is None:
        return ()
    starts = [0, *(found.end() for found in re.finditer("\n", code))]
    lines = [line for run in _runs(code, lexer) for line in _lines(code, starts, *run, lexer=lexer.name)]
    found = (_comment(code, group) for group in _groups(code, lines))
    return tuple(
        one for one in found if any(map(str.isalpha, one.text)) and not breaks_out(one.marks, one.text, one.text)
    )


@cache
def _names() -> Mapping[str, str]:
    """The lexer's name by each name of its language; entry points of other packages are never looked at."""
    from pygments.lexers import get_all_lexers

    known = (one for one in get_all_lexers(plugins=False) if one[0] not in _ENDLESS)
    return {alias.lower(): name for name, aliases, _, _ in known for alias in aliases}


def _lexer(name: str) -> Any | None:
    """A fresh lexer, because some keep a state; None for a language that nobody knows."""
    known = _names().get(name)
    if known is None:
        return None
    from pygments.lexers import find_lexer_class

    return find_lexer_class(known)()


def _runs(code: str, lexer: Any) -> list[tuple[int, int, bool]]:
    """Where comments stand, neighbours joined, and whether they are documentation strings; nothing where it fails."""
    from pygments.token import Comment as Token
    from pygments.token import String, Whitespace

    silent = (Token.Preproc, Token.PreprocFile, Token.Hashbang)
    text = code if code.endswith("\n") else code + "\n"
    runs: list[tuple[int, int, bool]] = []
    position, before = 0, ""
    try:
        # Below `get_tokens`, which would strip, expand and normalize; the rules need the last line's newline.
        for _, kind, value in lexer.get_tokens_unprocessed(text):
            if not text.startswith(value, position):
                return []
            end = position + len(value)
            documents = kind in String.Doc
            if documents or (kind in Token and not any(kind in other for other in silent)):
                if runs and runs[-1][1:] == (position, documents):
                    runs[-1] = (runs[-1][0], end, documents)
                elif not (documents and _QUOTES.match(value)) or (before in ("", ":") and _ends_statement(text, end)):
                    runs.append((position, end, documents))
            elif kind not in String.Affix and kind not in Whitespace and value.strip():
                before = value.rstrip()[-1]
            position = end
    except Exception:  # a lexer is a program of regular expressions for which nobody vouches
        return []
    return [(start, min(end, len(code)), documents) for start, end, documents in runs] if position == len(text) else []


def _ends_statement(text: str, position: int) -> bool:
    """Whether a string that ends here is a statement, not a value that something is done with."""
    return not _USED.match(text, position)


def _lines(code: str, starts: list[int], start: int, stop: int, documents: bool, *, lexer: str) -> Iterator[_Line]:
    """The lines of a run of comments; what begins with no known mark ends it, for it may be the inside of a comment."""
    position = start
    while position < stop:
        if code[position].isspace():
            position += 1
            continue
        block = _block(code, position, stop, documents, lexer)
        if block:
            opened, end, closing = block
            yield from _block_lines(code, starts, position, opened, end, closing)
            position = end + len(closing)
            continue
        mark = None if documents and code[position] in "\"'" else _MARK.match(code, position, stop)
        if mark is None:
            return
        begin, newline = _place(code, starts, position)
        head, end = code[begin:position], min(newline, stop)
        gap = _space(code, mark.end(), end)
        words = mark.end() + len(gap)
        alone = not head.strip(" \t")
        last = words + len(code[words:end].rstrip())
        yield _Line(-1, "", alone, _blank(head) + mark[0], gap, begin, words, last, newline)
        position = end


def _block(code: str, position: int, stop: int, documents: bool, lexer: str) -> tuple[int, int, str] | None:
    """Where the inside of a block comment begins and ends, and its closing mark; None where there is no whole one."""
    opening = _QUOTES.match(code, position, stop) if documents else None
    opening = opening or _OPENING.match(code, position, stop)
    if opening is None:
        return None
    pair = code[position : position + 2] if opening[0] != "{" else "{"
    if opening.lastgroup and lexer not in _NAMED[pair]:
        return None
    closing = _ENDS[pair] if pair != "--" else "]" + "=" * (len(opening[0]) - 4) + "]"
    # The closing mark may share characters with a long opening one, as in `/**/`, but not with the shortest.
    end = code.find(closing, position + len(pair), stop)
    return (opening.end(), end, closing) if end >= 0 else None


def _block_lines(code: str, starts: list[int], position: int, opened: int, end: int, closing: str) -> Iterator[_Line]:
    """The lines of a block comment; `*` before a line is its mark where such comments are usually written that way."""
    starred = closing in ("*/", "*)")
    inside = end
    while starred and inside > opened and code[inside - 1] == "*":
        inside -= 1
    at = opened
    while at < inside:
        begin, newline = _place(code, starts, at)
        star = _STAR.match(code, at, min(newline, inside)) if starred and at == begin else None
        lead = star[0] if star else ""
        last = min(newline, inside)
        gap = _space(code, at + len(lead), last)
        words = at + len(lead) + len(gap)
        finish = words + len(code[words:last].rstrip())
        yield _Line(position, closing, at == begin, lead if at == begin else None, gap, begin, words, finish, newline)
        at = newline + 1


def _place(code: str, starts: list[int], position: int) -> tuple[int, int]:
    """Where the line around a position begins, and where its newline is."""
    number = bisect_right(starts, position)
    return starts[number - 1], starts[number] - 1 if number < len(starts) else len(code)


def _space(code: str, start: int, stop: int) -> str:
    found = _SPACE.match(code, start, stop)
    return found[0] if found else ""


def _blank(head: str) -> str:
    """White space as wide as what stands before a comment."""
    return head if not head.strip(" \t") else re.sub(r"[^\t]", " ", head[-_WIDEST:])


def _groups(code: str, lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines that belong together, without what is no prose."""
    group: list[_Line] = []
    previous: _Line | None = None
    fenced = prompted = False
    for line in lines:
        words = code[line.start : line.end]
        follows = previous is not None and _follows(code, previous, line)
        if not follows:
            fenced = prompted = False
        fence = bool(_FENCE.match(words))
        fenced ^= fence
        prompted = bool(words) and (prompted or bool(_PROMPT.match(words)))
        prose = not (fenced or fence or prompted) and _WORDS.search(words) and not PRAGMA.match(words)
        joins = group and prose and follows and previous is group[-1] and group[-1].lead in (None, line.lead)
        if group and not joins:
            yield group
            group = []
        if prose:
            group.append(line)
        previous = line
    if group:
        yield group


def _follows(code: str, previous: _Line, line: _Line) -> bool:
    """Whether a line is the next one of the same comment, or of line comments, with nothing else between."""
    return (
        line.alone
        and line.begin == previous.stop + 1
        and line.block == previous.block
        and not code[previous.end : previous.stop].strip()
    )


def _comment(code: str, group: list[_Line]) -> Comment:
    first, last = group[0], group[-1]
    gap = _shared([line.gap for line in group if line.lead is not None])
    lead = last.lead if last.lead is not None else _blank(code[first.begin : first.start])
    prefix = lead + gap
    rest = code[first.start : last.end].split("\n")
    text = "\n".join([rest[0], *(line[len(prefix) :] for line in rest[1:])])
    tight = not first.gap or (len(group) > 1 and bool(lead) and not gap)
    return Comment(first.start, last.end, text, prefix, CommentMarks(first.closing, tight))


def _shared(gaps: list[str]) -> str:
    """What all of them begin with."""
    least, most = min(gaps, default=""), max(gaps, default="")
    same = (number for number, (one, other) in enumerate(zip(least, most, strict=False)) if one != other)
    return least[: next(same, len(least))]
