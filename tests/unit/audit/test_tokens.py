"""HTML as tags and texts: cut as html5lib cuts it."""

from __future__ import annotations

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from i18n.audit.tokens import Tag, Text, decoded, tokens

PARTS = st.sampled_from(
    """<p> </p> <B> </b > <img/alt=x> <img\talt='a>b'> <i\ntitle="&amp;<"> <!--a--> <!-- --!> <!--> <!x> <?x> </ > <
    &lt; &amp a</ a <a b=c/d> <a b=''c> <a =b> <title> </title> <textarea> </TEXTAREA > <script> </script\n>
    <style> </style> </sc <div/> é <1> &#65; &#0065""".split(" ")
)


def test_decoded() -> None:
    """References become characters; numbers that are none become one replacement character."""
    assert "é<A\ufffd \ufffd" == decoded("&eacute;&lt;&#00000000000065;&#123456789; &#xfffffffff;")


def test_foreign() -> None:
    """In SVG a title is an element like others and CDATA is text; in HTML inside it that ends."""
    html = "<svg><title><b>x</b></title><![CDATA[<y>]]><foreignObject><![CDATA[z]]></foreignObject></svg><![CDATA[a]]>"

    assert ["x", "<y>"] == [one.raw for one in tokens(html) if isinstance(one, Text)]


def test_offsets() -> None:
    """Tags, texts and attribute values know where they stand."""
    html = "a<p title = 'b' x=c>d"

    first, tag, last = tokens(html)
    assert isinstance(tag, Tag)
    assert (0, 1, 20) == (first.offset, tag.offset, last.offset)
    assert {"title": ("b", 13), "x": ("c", 18)} == tag.attributes


@given(st.lists(PARTS, max_size=12).map("".join))
def test_same_as_html5lib(html: str) -> None:
    """The words outside tags, scripts and comments are those that html5lib finds, and so are the attributes."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)

    raw = ("script", "style")
    expected = "".join(text for name, text in _texts(tree) if name not in raw)
    inside = [one for one in tokens(html) if isinstance(one, Text) and not one.verbatim]
    assert _squeezed(expected) == _squeezed("".join(decoded(one.raw) for one in inside))
    ours = {name: dict(one.attributes) for one in tokens(html) if isinstance(one, Tag) for name in one.attributes}
    theirs = {name for element in tree.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert theirs <= ours.keys()


def _texts(tree):
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element.tag, element.text or ""
        if element is not tree:
            yield "", element.tail or ""


def _squeezed(text: str) -> str:
    """Letters alone, sorted: html5lib moves texts about."""
    return "".join(sorted("".join(text.split())))
