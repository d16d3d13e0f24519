"""What the words of a comment in code may not hold, whoever wrote them: a reader may copy the code and run it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from i18n.model import CommentMarks

CLOSING: Mapping[str, tuple[str, ...]] = {
    "*/": ("*/", "/*"),
    "-->": ("-->", "--!>", "<!--"),
    "-}": ("-}", "{-"),
    "*)": ("*)", "(*"),
    "+/": ("+/", "/+"),
    "-/": ("-/", "/-"),
    "]#": ("]#", "#["),
    "=#": ("=#", "#="),
    "|#": ("|#", "#|"),
    '"""': ('"""', "\\"),
    "'''": ("'''", "\\"),
}
"""By the mark that ends a comment, what must not stand in it; for other marks it is the mark alone. The opening ones
are there because comments nest in Rust, Haskell, OCaml and others: one more would have to be closed."""

PRAGMA = re.compile(
    r"""
    [ \t]*(?: ! | -\*- | SPDX- | vim?: | ex: | Local\ Variables: | ANCHOR(?:_END)?:
    # Python
    | type:\s*ignore | no(?:qa|sec)\b | (?:pylint|pyright|mypy|ruff|flake8|isort|yapf|pragma|coverage|doctest):
    | fmt:\s*(?:on|off|skip) | (?:en)?coding[:=]\s*[-\w.]+\s*$
    # JavaScript and CSS
    | (?:es|js|ts|style)lint(?:-(?:dis|en)able|-env|\ [\w/-]+:) | (?:prettier|biome|deno-lint|istanbul|c8|v8)[ -]ignore
    | @(?:ts-|flow\b|jsx|babel|license\b|formatter:|phpstan|psalm) | webpack[A-Z]\w+: | [\#@]\s*source(?:Mapping)?URL=
    | \#(?:end)?region\b
    # Go, C, Java and the rest
    | go:[a-z] | \+build\b | nolint\b | NOLINT | lint:ignore | clang-format\ | IWYU\ pragma | noinspection\b
    | CHECKSTYLE | (?:rubocop|frozen_string_literal|phpcs|swiftlint|scalastyle|ktlint|yamllint|hadolint)[: -]
    | (?:shellcheck|yamllint)\ (?:dis|en)able | shellcheck\ \w+= )
    """,
    re.VERBOSE,
)
"""What is said to a tool and not to a reader."""
_OTHER_BREAK = re.compile("[\0\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Whatever some language takes for the end of a line, or of the text; JavaScript does with U+2028."""
_OUTSIDE = re.compile(r"</(?:script|style)|\?>|%>", re.IGNORECASE)
"""What ends the code that a comment stands in, before the comment is asked."""
_ESCAPE = re.compile(r"\\u+00[0-7][0-9A-Fa-f]")
"""Java reads `\\u000a` as a line break, in comments too."""
_CONTINUED = re.compile(r"(?:\\|\?\?/)[ \t]*$", re.MULTILINE)
"""C reads the next line, which is code, as part of the comment."""


def written(text: str, prefix: str) -> str:
    """A text as it stands in the code: each further line behind the comment's prefix."""
    first, *others = text.split("\n")
    empty = prefix.rstrip()
    return "\n".join([first, *(prefix + line if line else empty for line in others)])


def breaks_out(marks: CommentMarks, source: str, text: str) -> bool:
    """Whether a text, written in the place of the comment `source`, could end it early, swallow code, or speak to a
    tool."""
    lines = text.split("\n")
    forbidden = CLOSING.get(marks.closing, (marks.closing,)) if marks.closing else ()
    return (
        any(mark in text for mark in forbidden)
        # A quote before three quotes: the first three end the string.
        or bool(marks.closing and (text + marks.closing).find(marks.closing) < len(text))
        or bool(_OTHER_BREAK.search(text) or _OUTSIDE.search(text) or _ESCAPE.search(text) or _CONTINUED.search(text))
        or any(PRAGMA.match(line) for line in lines)
        or (marks.tight and not {*map(_sign, lines)} <= {*map(_sign, source.split("\n")), ""})
    )


def _sign(line: str) -> str:
    """The character that would join a mark before it, as in `--[[` and `<!-->`; empty where none does."""
    return line[:1] if line[:1].isascii() and not line[:1].isalnum() and not line[:1].isspace() else ""
