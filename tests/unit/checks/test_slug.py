"""Parts of addresses."""

from __future__ import annotations

import pytest

from i18n.checks import slug_problem


@pytest.mark.parametrize(
    "text", ["a", "about-us", "preparación", "подготовка", "准备", "التحضير", "2026", "क्या", "x" * 100]
)
def test_right(text):
    """Letters with their marks, digits and hyphens, in any script."""

    assert slug_problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "..", "../../x", "/etc/x", "a/b", "..%2f", "a\0b", "con", "CON", "com1", ".htaccess", "é" * 51,
        "trailing.", "trailing ", "a\u202eb", "a_b", "-a", "a-", "a\r\nb", 'a"b', "a;b", "a}b", "$host", "a`b", "a\\b",
        "index", "Assets", "e\u0301", "\u0301a", "a\u200cb", "a?b", "a#b", "\ud800", "١⁄٢",
    ],
)  # fmt: skip
def test_wrong(text):
    """What could leave the folder, be another file or break a redirect map is refused, in one printable line."""
    problem = slug_problem(text)

    assert problem is not None
    assert problem.isprintable()


def test_reserved():
    """A name that the site needs itself is taken, in any case."""

    assert slug_problem("ES", reserved=("es", "pt-BR")) == "this name is taken; choose another"
