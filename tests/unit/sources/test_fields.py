"""Front matter and single values as texts."""

from __future__ import annotations

import pytest

from i18n.model import Severity
from i18n.sources import markdown
from i18n.sources.page import Rules

HEAD = """\
---
title: Visit us
tags: [Quiet room, 24/7, Parking]
gallery:
  - {file: a.webp, caption: A room}
  - {file: b.webp, caption: A garden}
opened: 2026
---
Open
"""


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("tags", {"tags.0": "Quiet room", "tags.1": "24/7", "tags.2": "Parking"}),
        ("tags.*", {"tags.0": "Quiet room", "tags.1": "24/7", "tags.2": "Parking"}),
        ("gallery.*.caption", {"gallery.0.caption": "A room", "gallery.1.caption": "A garden"}),
        ("gallery.1.caption", {"gallery.1.caption": "A garden"}),
        ("*.*.caption", {"gallery.0.caption": "A room", "gallery.1.caption": "A garden"}),
        ("nothing", {}),
    ],
)
def test_patterns(pattern: str, expected: dict[str, str]) -> None:
    """A key means its text, or each text of its list; a pattern goes deeper."""
    document = markdown.parse(HEAD, "content/a.md", Rules((pattern,)))

    assert {"title": "Visit us", **expected} == {name: segment.text for name, segment in document.fields.items()}
    assert () == document.diagnostics


def test_a_value_that_is_no_text() -> None:
    """What is chosen and is no text is a finding at its line."""
    document = markdown.parse(HEAD, "content/a.md", Rules(("opened", "gallery")))

    assert [("content.field", Severity.ERROR, 7), *[("content.field", Severity.ERROR, 4)] * 2] == [
        (one.check, one.severity, one.line) for one in document.diagnostics
    ]


def test_numbers_alone_are_fixed() -> None:
    """A chosen value without a word is nobody's work."""
    document = markdown.parse(HEAD, "content/a.md", Rules(("tags",)))

    assert [False, False, True, False] == [segment.fixed for segment in document.fields.values()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div><button>Open</button></div>", "button"),
        ("<div><button>Open it</button></div>", None),
        ("<p>Open</p>", None),
        ("<!-- i18n: context door -->\n<div><button>Open</button></div>", "door"),
    ],
)
def test_automatic_context(text: str, expected: str | None) -> None:
    """A single word of the kinds that are configured has its kind as context, unless its author gave one."""
    document = markdown.parse(text, "content/a.md", Rules(contexts=("button", "nav")))

    assert [expected] == [segment.context for segment in document.segments]


def test_automatic_context_of_front_matter() -> None:
    """A single word in the menu too."""
    document = markdown.parse("---\ntitle: Visit\nnav: Visit\n---\n", "content/a.md", Rules(contexts=("nav",)))

    assert {"title": None, "nav": "nav"} == {name: segment.context for name, segment in document.fields.items()}
