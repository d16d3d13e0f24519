"""What a tag says to a reader, and what of it depends on the page."""

from __future__ import annotations

from typing import Final

import pytest

from i18n.markup import Spoken, read_tag
from i18n.model import Target, Variable

SRC: Final = "src"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p class="x">', ('<p class="x">',)),
        (
            "<img alt='A \"b\"' src=c.png>",
            ('<img alt="', Spoken("alt", 'A "b"'), '" src=', Target("c.png", SRC, "c.png"), ">"),
        ),
        ('<img alt="">', ('<img alt="">',)),
        ('<img alt="24">', ('<img alt="24">',)),
        ('<img alt="x" translate="no">', ('<img alt="x" translate="no">',)),
        ('<a href="b.md#c">', ('<a href="', Target("b.md#c", "href", "b.md#c"), '">')),
        ('<a href="https://a.b">', ('<a href="', Target("https://a.b", "href", "https://a.b"), '">')),
        ("<a href='b.md'>", ("<a href='", Target("b.md", "href", "b.md"), "'>")),
        ("<a href=b.md>", ("<a href=", Target("b.md", "href", "b.md"), ">")),
        ('<a href="//a.b">', ('<a href="//a.b">',)),
        ('<a href="mailto:a@b.org">', ('<a href="mailto:a@b.org">',)),
        ('<a href="#c">', ('<a href="#c">',)),
        ('<a href="tel:{a.b}">', ('<a href="tel:', Variable("a.b", "address"), '">')),
        ('<b title="{a.b}">', ('<b title="', Variable("a.b", "attribute"), '">')),
        ('<b data-x="{a.b}">', ('<b data-x="{a.b}">',)),
        ('<input value="Go">', ('<input value="Go">',)),
        ('<input type="Submit" value="Go">', ('<input type="Submit" value="', Spoken("value", "Go"), '">')),
        ('<option label="One">', ('<option label="', Spoken("label", "One"), '">')),
        ('<p label="One">', ('<p label="One">',)),
        (
            '<img srcset="a.png, b.png 2x, /c.png 3x">',
            ('<img srcset="', Target("a.png", SRC, "a.png"), ", ", Target("b.png", SRC, "b.png"), ' 2x, /c.png 3x">'),
        ),
    ],
)
def test_pieces(text: str, expected: tuple[object, ...]) -> None:
    """A tag is what its author typed, but for words, relative addresses and variables."""
    found = read_tag(text)

    assert found is not None
    assert expected == found.pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img alt="A b" src=c.png>', '<img alt="…" src="c.png">'),
        ("<img alt='A c' src='c.png'>", '<img alt="…" src="c.png">'),
        ('<b class="x">', '<b class="x">'),
    ],
)
def test_shape(text: str, expected: str) -> None:
    """What a translation has to repeat is the tag without its words, whichever quotes stand around them."""
    found = read_tag(text)

    assert found is not None
    assert expected == found.shape


@pytest.mark.parametrize("text", ["</b>", "<!-- a -->", "text", "<b", "<?php ?>", ""])
def test_no_start_tag(text: str) -> None:
    """Anything but one start tag says nothing."""
    assert read_tag(text) is None


@pytest.mark.parametrize(
    ("text", "id", "protects"),
    [
        ('<b id="x">', "x", False),
        ('<a name="x">', "x", False),
        ('<p name="x">', "", False),
        ("<code>", "", True),
        ('<b translate="NO">', "", True),
        ('<b translate="yes">', "", False),
    ],
)
def test_id_and_protection(text: str, id: str, protects: bool) -> None:
    """A tag is a place to link to, and forbids to translate what it holds."""
    found = read_tag(text)

    assert found is not None
    assert (id, protects) == (found.id, found.protects)
