"""Laws of comments in code blocks: nothing but their words is ever touched."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from i18n.markup.comments import breaks_out, written
from i18n.sources.code import comments

LANGUAGES = st.sampled_from(
    "rust python c javascript html css bash sql lua haskell yaml json go java php ruby pascal nim julia tex".split()
)
PIECES = st.sampled_from(
    [
        *("\n", "\n", "\n\n", " ", "    ", "\t", "\r", "\r\n", "\0", "\u2028", "\x0c", "\\", "\\\n", "é", "中文", "😀"),
        *(
            "// ",
            "//",
            "/// ",
            "//! ",
            "/* ",
            " */",
            "*/",
            "/**",
            " * ",
            "**/",
            "/*!",
            "# ",
            "#",
            "#!",
            "##[",
            "#[",
            "]#",
        ),
        *(
            "--",
            "-- ",
            "--[[",
            "]]",
            "--[=[",
            "]=]",
            "{-",
            "-}",
            "{-#",
            "#-}",
            "(*",
            "*)",
            "<!--",
            "-->",
            "--!>",
            "{",
            "}",
        ),
        *(
            '"""',
            "'''",
            '"',
            "'",
            "`",
            "def f():\n    ",
            "x = 1",
            ";",
            "%",
            "%{",
            "=#",
            "#=",
            "<?php",
            "?>",
            ">>> ",
            "```",
        ),
        *(
            "words",
            "a b",
            "word.",
            "42",
            "noqa",
            "<script>",
            "</script>",
            "<style>",
            "r",
            "(",
            ")",
            ":",
            ",",
            "$",
            "&",
            "<",
        ),
    ]
)
codes = st.lists(PIECES, max_size=40).map("".join)
texts = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@settings(max_examples=400)
@given(codes, LANGUAGES)
@example("/**/", "c")
@example('""""""', "python")
@example("//a\n// b\n//  c", "rust")
def test_identity(text: str, language: str) -> None:
    """Comments are inside the code, in order, apart from each other, and written back they give the code."""
    parts, position = [], 0
    for one in comments(text, language):
        assert position <= one.start < one.end <= len(text)
        assert not breaks_out(one.marks, one.text, one.text)
        parts += [text[position : one.start], written(one.text, one.prefix)]
        position = one.end

    assert text == "".join([*parts, text[position:]])


@settings(max_examples=400)
@given(st.sampled_from(("// {}\n", "//{}\n", "/* {} */", "/*{}*/", "/**\n * {}\n */", "    a; // {}\n")), texts)
def test_no_text_reaches_the_code(place: str, text: str) -> None:
    """A text that is not refused stays inside its comment: the code before and behind it is read as before."""
    source = f"let x = 1;\n{place.format('words')}\nlet y = 2; // end\n"
    (first, *_) = comments(source, "rust")
    translated = source[: first.start] + written(text, first.prefix) + source[first.end :]

    assert breaks_out(first.marks, first.text, text) or _code(source) == _code(translated)


def _code(text: str) -> list[tuple[object, str]]:
    """Tokens other than comments and white space."""
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Comment, String, Whitespace

    return [
        (kind, value)
        for _, kind, value in get_lexer_by_name("rust").get_tokens_unprocessed(text)
        if not (kind in Comment or kind in String.Doc or kind in Whitespace)
    ]
