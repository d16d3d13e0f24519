"""Writes docs/content.md, every construct of a page with its messages, from the cases in tests/cases/content/.

python tools/content_doc.py           writes the file
python tools/content_doc.py --check   exits with 1 where it is not up to date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "content"
DOCUMENT = ROOT / "docs" / "content.md"

CHAPTERS = {
    "paragraphs": "Paragraphs",
    "headings": "Headings",
    "lists": "Lists",
    "quotes": "Quotations and alerts",
    "tables": "Tables",
    "definitions": "Definition lists",
    "footnotes": "Footnotes",
    "links": "Links and pictures",
    "variables": "Variables",
    "code": "Code",
    "html": "HTML in Markdown",
    "html-pages": "Pages in HTML",
    "front-matter": "Front matter",
    "directives": "Directives",
}
"""The case files, in the order in which an author meets what they show."""

_HEAD = """\
# What becomes a message

Written by `tools/content_doc.py` from the cases in `tests/cases/content/`; edit those.

Each example is a page and the messages that `i18n extract` finds on it: the line, the role of the text, what is special
about it, and the text as it stands in the catalog. *Fixed* text is nobody's work: it holds no word, or its author said
so. ⏎ is a line break in a text, written as a backslash and a newline; ↵ is a line break in code. A line with `warning`
or `error` is a finding. How to write pages is told in [authors.md](authors.md).
"""


class Case(NamedTuple):
    title: str
    text: str
    expected: str


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file: a title, a page and its messages, each between lines with a dot alone."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        dots = [index for index in range(number + 1, len(lines)) if lines[index] == "."][:3]
        text, expected = ("\n".join(lines[start + 1 : end]) for start, end in pairwise(dots))
        yield Case(lines[number], text, expected)
        number = dots[-1] + 1


def document() -> str:
    """The whole of docs/content.md."""
    chapters = [f"## {title}\n\n" + "\n".join(map(_shown, read_cases(CASES / f"{name}.txt")))
                for name, title in CHAPTERS.items()]  # fmt: skip
    return "\n".join([_HEAD, *chapters])


def _shown(case: Case) -> str:
    found = f"```\n{case.expected}\n```" if case.expected else "No message."
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`{3,}", case.text)), 3)
    return f"**{case.title}.**\n\n{fence}markdown\n{case.text}\n{fence}\n\n{found}\n"


def main() -> None:
    text = document()
    if "--check" not in sys.argv:
        DOCUMENT.write_text(text, encoding="utf-8")
    elif text != DOCUMENT.read_text(encoding="utf-8"):
        sys.exit("docs/content.md is not up to date: run `python tools/content_doc.py`")


if __name__ == "__main__":
    main()
