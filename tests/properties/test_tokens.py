"""Laws of the HTML tokenizer, and what html5lib's, written state by state after the standard, says too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase
from types import SimpleNamespace
from typing import Any

from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from i18n.markup.tokens import tag, tokens

SPECIFICATION = Path(__file__).resolve().parents[2] / "node_modules" / "commonmark-spec" / "spec.txt"
"""CommonMark 0.31.2, as npm has it."""
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
PIECES = """
< > </ /> <! <? </> = == " ' / ! - -- --> --!> ---> ] ]]> & # ; a A z é K 1 | <!-- <!--> <!---> <!--- <!doctype
<!DOCTYPE <![CDATA[ <![cdata[ <a <A <b> <br/> </a> </A <i/ <script> <SCRIPT <script </script> </script </SCRIPT/
<style> </style> </style <title> </title> <textarea </textarea> <xmp> </xmp> <iframe> </iframe> <noembed> </noembed>
<noframes> </noframes> <plaintext> </plaintext> x= x=" x=' y='z' x=1 x="1" X="2" data-x =x href=// \u017f \u212a
&amp; &amp &copy= &copy;= &not &notit; &notin; &#0; &#128; &#x80 &#x110000; &#55296; &#13; &#x; &#; &nbsp;x &AMP &Amp;
""".split()
PIECES += [" ", "\n", "\t", "\f", "\r", "\r\n", "\v", "\0", "</script ", "<script\n", "\u00a0", "😀"]
HTML = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(
    st.sampled_from("<>/!-=\"'&;#?[] aAbscript\n\0"), max_size=40
)

LOWER = {ord(upper): upper.lower() for upper in ascii_uppercase}

STATES = dict.fromkeys(["title", "textarea"], "rcdataState") | dict.fromkeys(
    ["style", "xmp", "iframe", "noembed", "noframes"], "rawtextState"
)
STATES |= {"script": "scriptDataState", "plaintext": "plaintextState"}


class _Reference(HTMLTokenizer):  # type: ignore[misc]
    """html5lib's tokenizer, which leaves references in text alone, as ours does."""

    def entityDataState(self) -> bool:
        return self._ampersand(self.dataState)

    def characterReferenceInRcdata(self) -> bool:
        return self._ampersand(self.rcdataState)

    def _ampersand(self, state: Any) -> bool:
        self.tokenQueue.append({"type": tokenTypes["Characters"], "data": "&"})
        self.state = state
        return True


def reference(html: str, *, foreign: bool = False) -> list[tuple[Any, ...]]:
    """What html5lib finds: (kind, name or data, attributes, closed), neighbouring text joined."""
    parser = None
    if foreign:
        element = SimpleNamespace(namespace="svg")
        parser = SimpleNamespace(tree=SimpleNamespace(openElements=[element], defaultNamespace="html"))
    tokenizer: Any = _Reference(html, parser=parser)
    found: list[tuple[Any, ...]] = []
    for token in tokenizer:
        kind, data = token["type"], token.get("data")
        if kind == tokenTypes["StartTag"]:
            found.append(("start", token["name"], list(data.items()), token["selfClosing"]))
            if not foreign and token["name"] in STATES:
                tokenizer.state = getattr(tokenizer, STATES[token["name"]])
        elif kind == tokenTypes["EndTag"]:
            # Of an end tag it gives every attribute, also the second of a name.
            first = dict([*data, *reversed(data)])
            found.append(("end", token["name"], list(first.items()), token["selfClosing"]))
        elif kind == tokenTypes["Comment"]:
            found.append(("comment", data))
        elif kind == tokenTypes["Doctype"]:
            found.append(("doctype",))
        elif kind in (tokenTypes["Characters"], tokenTypes["SpaceCharacters"]):
            found.append(("text", data))
    return list(_joined(found))


def ours(html: str, *, foreign: bool = False) -> list[tuple[Any, ...]]:
    """The same of our tokens, read from the input at their offsets."""
    found: list[tuple[Any, ...]] = []
    raw_text = False
    for token in tokens(html, foreign=foreign):
        source = html[token.start : token.end].replace("\r\n", "\n").replace("\r", "\n")
        if token.kind in ("start", "end"):
            attributes = [(attribute.name, attribute.value) for attribute in token.attributes]
            found.append((token.kind, token.name, attributes, token.closed))
        elif token.kind == "doctype":
            found.append(("doctype",))
        elif token.kind == "comment" and source != "</>":
            found.append(("comment", _comment(source).replace("\0", "\ufffd")))
        elif token.kind == "text":
            if source.startswith("<![CDATA[") and token.raw and foreign:
                # Where 13.2.5.69 keeps NUL, html5lib puts U+FFFD.
                source = source.removeprefix("<![CDATA[").removesuffix("]]>").replace("\0", "\ufffd")
            found.append(("text", source.replace("\0", "\ufffd") if raw_text else source))
        raw_text = token.kind == "start" and token.name in STATES and not foreign
    return list(_joined(found))


def _comment(source: str) -> str:
    """The data of a comment. At the end of the input dashes that might have begun its end are dropped (13.2.5.52)."""
    if not source.startswith("<!--"):
        return source.removesuffix(">").removeprefix("</" if source[1] == "/" else "<!" if source[1] == "!" else "<")
    if source in ("<!-->", "<!--->"):
        return ""
    return re.sub(r"--!?>\Z|--!?\Z|-\Z", "", source[4:], count=1)


def _joined(found: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    text = ""
    for item in found:
        if item[0] == "text":
            text += item[1]
            continue
        if text:
            yield ("text", text)
        text = ""
        yield item
    if text:
        yield ("text", text)


@given(HTML, st.booleans())
@settings(max_examples=300)
def test_same_as_reference(html: str, foreign: bool) -> None:
    """Names, attributes with their values, text and comments are those of html5lib's tokenizer."""
    # At a NUL 13.2.5.43 and 13.2.5.44 leave the states "comment start" and "comment start dash"; html5lib stays there.
    assume("<!--\0" not in html and "<!---\0" not in html)

    assert reference(html, foreign=foreign) == ours(html, foreign=foreign)


def test_same_as_reference_on_the_specification() -> None:
    """So they are for the Markdown and the HTML of every example of CommonMark, read as HTML."""
    halves = [half for found in EXAMPLE.finditer(SPECIFICATION.read_text("utf-8")) for half in found.groups()]

    assert 1300 < len(halves)
    assert [] == [html for html in halves if reference(html) != ours(html)]


@given(HTML, st.booleans())
def test_pieces_join(html: str, foreign: bool) -> None:
    """The tokens cover the input: none is empty, none overlaps, nothing is left out."""
    found = list(tokens(html, foreign=foreign))
    borders = [0, *(token.end for token in found)]

    assert borders[:-1] == [token.start for token in found]
    assert len(html) == borders[-1]
    assert all(token.start < token.end for token in found)


@given(HTML, st.booleans())
def test_text_is_one_token(html: str, foreign: bool) -> None:
    """No text stands beside text, a CDATA section apart."""
    found = list(tokens(html, foreign=foreign))
    pairs = [pair for pair in pairwise(found) if {"text"} == {token.kind for token in pair}]

    assert [] == [pair for pair in pairs if not any(token.raw for token in pair) or not foreign]


@given(HTML)
def test_attributes_lie_where_they_say(html: str) -> None:
    """Parts of an attribute are in order, inside the tag, and written as they were read."""
    for token in tokens(html):
        behind = token.start + len(token.name)
        for attribute in token.attributes:
            parts = [behind, attribute.start, attribute.value_start, attribute.value_end, attribute.end, token.end - 1]
            assert sorted(parts) == parts
            name = html[attribute.start : attribute.start + len(attribute.name)]
            assert attribute.name == name.translate(LOWER).replace("\0", "\ufffd")
            written = html[attribute.value_start - len(attribute.quote) : attribute.end]
            value = html[attribute.value_start : attribute.value_end]
            assert attribute.quote + value + attribute.quote == written
            if not set("&\0\r") & set(value):
                assert value == attribute.value
            behind = attribute.end


@given(HTML)
def test_a_tag_is_a_tag_anywhere(html: str) -> None:
    """A tag cut out of its page is the same tag, and what is neither tag nor raw text is none."""
    for token in tokens(html):
        if token.kind == "text":
            continue
        alone = tag(html[token.start : token.end])
        assert (token.kind in ("start", "end")) == (alone is not None)
        if alone:
            assert (token.kind, token.name, token.closed) == (alone.kind, alone.name, alone.closed)
            assert [item[:2] for item in token.attributes] == [item[:2] for item in alone.attributes]


@given(HTML, st.text(st.sampled_from("ab\"'<>&=/ \n"), max_size=9))
def test_an_attribute_put_in_is_read_back(html: str, value: str) -> None:
    """An attribute written behind the name of a start tag is its first, and nothing else of the page changes."""
    html = f"<p>{html}"
    found = list(tokens(html))
    place = max(index for index, token in enumerate(found) if token.kind == "start")
    offset = found[place].start + 1 + len(found[place].name)
    written = value.replace("&", "&amp;").replace('"', "&quot;")
    changed = list(tokens(f'{html[:offset]} lang="{written}" {html[offset:]}'))

    assert ("lang", value) == changed[place].attributes[0][:2]
    assert [token[0] for token in found] == [token[0] for token in changed]
    assert [item[:2] for item in found[place].attributes] == [item[:2] for item in changed[place].attributes[1:]]
