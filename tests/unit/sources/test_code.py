"""Comments of code blocks in many languages, and what a translation of one must not do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from i18n.markup.comments import breaks_out, written
from i18n.model import CommentMarks
from i18n.sources import code
from i18n.sources.code import Comment, comments, language, policy

RUST = """\
//! Of the crate.
/// Adds two numbers
/// of any size.
///
/// ```
/// let sum = add(1, 2); // three
/// ```
/// Never fails.
fn add() { // trailing
    // A sentence
    // that goes on.
    let a = 1; // aligned
               // with this
    let b = 2; // alone
    let c = 3; // alone too
    /** A block
     * with stars.
     **/
    let u = "// no";
}
"""
PYTHON = '''\
#!/usr/bin/env python
# -*- coding: utf-8 -*-
# SPDX-License-Identifier: MIT
def f():
    """The first line.

    More words
      and indented ones.

    >>> f()
    words

    The end.
    """
    x = 1  # type: ignore
    use(x,
        """
        data
        """)
    # returns
    # 42
    # always
    # ----
    # noqa
'''
JAVASCRIPT = "/* one */ let a = `// no`; // two\n// eslint-disable-next-line\nlet b; /* three\n    lines\n    long */\n"
HTML = """\
<!DOCTYPE html>
<!-- Two
     lines -->
<p><!--tight--></p>
<script>// script
</script><style>/* style */</style>
"""

FOUND = {
    "rust": (
        RUST,
        [
            "Of the crate.",
            "Adds two numbers\nof any size.",
            "Never fails.",
            "trailing",
            "A sentence\nthat goes on.",
            "aligned\nwith this",
            "alone",
            "alone too",
            "A block\nwith stars.",
        ],
    ),
    "python": (
        PYTHON,
        ["The first line.", "More words\n  and indented ones.", "The end.", "returns\n42\nalways"],
    ),
    "javascript": (JAVASCRIPT, ["one", "two", "three\nlines\nlong"]),
    "html": (HTML, ["Two\nlines", "tight", "script", "style"]),
    "c": (
        "#include <x.h> // included\n/*\n * Foo\n * bar.\n *\n * Second.\n */\nint x = '\"'; /* end */\n/**/\n/***/\n",
        ["included", "Foo\nbar.", "Second.", "end"],
    ),
    "css": ("/* a\n   b */ a { color: red; /* c */ }", ["a\nb", "c"]),
    "bash": ("#!/bin/sh\n# words\necho '# no' # yes\necho $#\n# shellcheck disable=SC1\n", ["words", "yes"]),
    "sql": ("-- a\n-- b\nselect '-- no' /* c */; -- d", ["a\nb", "c", "d"]),
    "lua": ("--[[ block\nmore ]]\n--[==[ level ]==]\nx = '--no' -- end\n", ["block\nmore", "level", "end"]),
    "haskell": (
        "{-# LANGUAGE X #-}\n-- | Doc\n-- more\n{- two\n   lines -}\nf = 1 --t\n",
        ["| Doc\nmore", "two\nlines", "t"],
    ),
    "yaml": ("a: 1 # words\nb: '# no'\n# more\n# words\n", ["words", "more\nwords"]),
    "json": ('{"a": "// no", "b": "/* no */"}', []),
    "go": ("//go:build linux\n\n// Package words.\npackage a // b\n", ["Package words.", "b"]),
    "java": ("/**\n * Words.\n * @param x words\n */\nclass A {} // end\n", ["Words.\n@param x words", "end"]),
    "julia": ("#= block\nwords =#\nx # line\n", ["block\nwords", "line"]),
    "nim": ("#[ block\nwords ]#\n## doc\n", ["block\nwords", "doc"]),
    "pascal": ("{ one } (* two *) // three\n", ["one", "two", "three"]),
    "makefile": ("# words\nall:\n\techo a\n", ["words"]),
}


@pytest.mark.parametrize("name", FOUND)
def test_words_of_comments(name: str) -> None:
    """In each language the words of comments are found, without marks, and nothing that only looks like one."""
    text, expected = FOUND[name]

    assert expected == [one.text for one in comments(text, name)]


@pytest.mark.parametrize("name", FOUND)
def test_sources_written_back(name: str) -> None:
    """Every comment written back as it was gives the code byte for byte."""
    text, _ = FOUND[name]

    assert text == _filled(text, name, lambda one: one.text)


def _filled(text: str, info: str, translate) -> str:
    parts, position = [], 0
    for one in comments(text, info):
        parts += [text[position : one.start], written(translate(one), one.prefix)]
        position = one.end
    return "".join([*parts, text[position:]])


def test_line_comments_grow() -> None:
    """A translation with more lines has each of them behind the mark, in the column of the first."""
    text = "fn f() {\n    // One\n    // two.\n    g(); // end\n}\n"

    assert (
        "fn f() {\n    // A\n    //\n    // B\n    // C\n    g(); // A\n         //\n         // B\n         // C\n}\n"
        == _filled(text, "rust", lambda _: "A\n\nB\nC")
    )


def test_block_comments_grow() -> None:
    """A translation with more lines continues stars where there are stars and is aligned where there are none."""
    text = "/*\n * One\n * two.\n */\nint a; /* end */\n"

    assert "/*\n * A\n * B\n * C\n */\nint a; /* A\n          B\n          C */\n" == _filled(
        text, "c", lambda _: "A\nB\nC"
    )


def test_offsets_are_of_the_words() -> None:
    """Offsets count characters and leave out the marks."""
    assert (Comment(6, 11, "words", "    # ", CommentMarks("", False)),) == comments("é_  # words", "python")


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("rust,editable", "rust"),
        ("rust {editable}", "rust"),
        ("rust{editable}", "rust"),
        ("Python", "python"),
        ("  c++ x", "c++"),
        ("", ""),
        ("{.rust}", ""),
    ],
)
def test_language(info: str, expected: str) -> None:
    """The language is the first word of the info string."""
    assert expected == language(info)


@pytest.mark.parametrize("info", ["", "nothing-known", "text", "{.rust}", "mcschema"])
def test_no_language_no_comments(info: str) -> None:
    """Without a language that is known there are no comments."""
    assert () == comments("# words // words /* words */", info)


@pytest.mark.parametrize(
    "line",
    [
        "# 42",
        "# ----",
        "#",
        "#: 1",
        "# noqa: E501",
        "# type: ignore[misc]",
        "# pylint: disable=x",
        "# fmt: off",
        "# vim: ts=4",
        "# SPDX-License-Identifier: MIT",
        "# -*- coding: utf-8 -*-",
        "# coding=utf-8",
        "#!words",
        "# >>> words",
        "# a ?> b",
        "# a \\u000a b",
        "# a \\",
        "# a \u2028 b",
        "# a\0b",
    ],
)
def test_no_prose(line: str) -> None:
    """What has no letter, what speaks to a tool and what cannot be held in a comment is left alone."""
    assert () == comments(f"x = 1\n{line}\n", "python")


@pytest.mark.parametrize(
    ("text", "info"),
    [
        ("/* open", "c"),
        ("/* a /* nested */ b\n// c */", "rust"),
        ("<!-- open", "html"),
        ('"""open', "python"),
        ('"""a\\b"""', "python"),
        ('x = {"a":\n"""value""", }', "python"),
        ("f(\n'''value'''\n)", "python"),
        ("#if 0\nwords\n#endif\n", "c"),
        ("(*) a", "pascal"),
        ("(comment words)", "befunge"),
        ("// a\r\n// b\r\n", "c"),
    ],
)
def test_unsafe_comments(text: str, info: str) -> None:
    """What is not closed, nested, or a value is no comment."""
    assert () == comments(text, info)


def test_marks_that_open_elsewhere() -> None:
    """What opens a block in one language is the beginning of a line comment in another."""
    assert ["[[ a", "b ]]"] == [one.text for one in comments("--[[ a\nselect 1 --b ]]\n", "sql")]


def test_code_behind_a_comment() -> None:
    """A comment that its language ends before the line does is not joined with the next."""
    found = comments("<?php\n# one ?>\n# no\n<?php # two\n# three\n", "php")

    assert ["two", "three"] == [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "info"),
    [
        ("// words\n" * 120_000, "rust"),
        ("x\n" + " \n" * 100 + "# words", "python"),
        ("x" * 1000 + " # words", "python"),
    ],
)
def test_too_much(text: str, info: str) -> None:
    """A block that could keep a lexer busy for long is not read."""
    assert () == comments(text, info)


def test_wide_lines() -> None:
    """Behind a long line further lines are indented no farther than a page is wide."""
    (comment,) = comments("x = " + "y" * 400 + "  # words\n", "python")

    assert " " * 200 + "# " == comment.prefix


class _Failing:
    name = "failing"

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def get_tokens_unprocessed(self, text: str):
        from pygments.token import Comment as Token

        yield from ((0, Token, value) for value in self.values)
        if not self.values:
            raise RecursionError


@pytest.mark.parametrize("values", [[], ["# other"], ["# words"], ["# words\n", "more"]])
def test_lexers_that_fail(values: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexer that raises, changes, shortens or lengthens its input finds nothing."""
    monkeypatch.setattr(code, "_lexer", lambda name: _Failing(values))

    assert () == comments("# words\n", "failing")


BREAKING = {
    "/* a */": ("c", ["x */ y", "x /* y", "x\n*/", "\\u002a/", "\u2028x"]),
    "// a": ("c", ["x \\", "x ??/", "x \\ \ny", "x\ry", "x\u2028y", "\\u000ax", "</script>", "eslint-disable x"]),
    "<!-- a -->": ("html", ["x -->", "x --!> y", "<!-- x"]),
    "<!--a-->": ("html", ["> x", "-> x"]),
    "--a": ("lua", ["[[ x", "- x"]),
    "--[=[ a ]=]": ("lua", ["x ]=] y"]),
    "{- a -}": ("haskell", ["x -} y", "{- x"]),
    "(* a *)": ("ocaml", ["x *) y", "(* x"]),
    '"""a"""': ("python", ['x """ y', 'x"', "x\\", "\\x"]),
    "# a": ("python", ["noqa", "type: ignore", "x\x0cy", "x\n-*- coding: y"]),
}


@pytest.mark.parametrize("text", BREAKING)
def test_what_breaks_out(text: str) -> None:
    """A translation that could end its comment, reach code or speak to a tool is known; honest ones are not."""
    info, wrong = BREAKING[text]
    (comment,) = comments(text, info)

    assert [] == [one for one in wrong if not breaks_out(comment.marks, comment.text, one)]
    assert [] == [
        one
        for one in ("a", "Él «x»", "مرحبا", "x\n\ny", "5 * 6 / 7 - 8")
        if breaks_out(comment.marks, comment.text, one)
    ]


def test_tight_first_character() -> None:
    """Words that follow their mark directly may begin with the sign that they begin with in the source."""
    (comment,) = comments("#'a' b\n", "python")

    assert not breaks_out(comment.marks, comment.text, "'c'")
    assert breaks_out(comment.marks, comment.text, "[c]")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("never", "never"),
        ("comments", "comments"),
        ("all", "all"),
        ("All", None),
        (True, None),
        (None, None),
        ([], None),
    ],
)
def test_policy(value: object, expected: str | None) -> None:
    """The setting is one of three words."""
    assert expected == policy(value)


def test_pygments_waits_for_a_language() -> None:
    """The library is loaded by the first block that names a language, not by the module."""
    program = (
        "import sys, i18n.sources.code as code\n"
        "code.comments('# words', ''); before = 'pygments' in sys.modules\n"
        "code.comments('# words', 'python')\n"
        "print(before, 'pygments' in sys.modules, 'importlib.metadata' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ["False", "True", "False"] == ran.stdout.split()
