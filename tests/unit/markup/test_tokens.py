"""HTML cut into tokens: each state of the standard, each offset, and time that grows with the input only."""

from __future__ import annotations

from collections import deque
from time import process_time

import pytest

from i18n.markup.tokens import VOID, Attribute, Token, tag, tokens


def pieces(html: str, *, foreign: bool = False) -> list[tuple[str, str]]:
    """Kind and source of each token; a raw text is `raw`."""
    return [
        ("raw" if token.raw else token.kind, html[token.start : token.end]) for token in tokens(html, foreign=foreign)
    ]


def attributes(html: str) -> list[tuple[str, str]]:
    """Names and values of the one tag."""
    found = tag(html)
    assert found
    return [attribute[:2] for attribute in found.attributes]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("a < b << c <1 <é &lt; & \0 > ]]>", [("text", "a < b << c <1 <é &lt; & \0 > ]]>")]),
        ("<", [("text", "<")]),
        ("a</", [("text", "a</")]),
        ("a<b>c</b>d", [("text", "a"), ("start", "<b>"), ("text", "c"), ("end", "</b>"), ("text", "d")]),
        ("<b><i>", [("start", "<b>"), ("start", "<i>")]),
        ("a<é<b>", [("text", "a<é"), ("start", "<b>")]),
        ("<a\nb\tc\fd\re f>", [("start", "<a\nb\tc\fd\re f>")]),
        ("<a b='>' c=\">\">d", [("start", "<a b='>' c=\">\">"), ("text", "d")]),
        ("<a b=c'>'>d", [("start", "<a b=c'>"), ("text", "'>d")]),
        ("<a <b>c", [("start", "<a <b>"), ("text", "c")]),
    ],
)
def test_text_and_tags(html: str, expected: list[tuple[str, str]]) -> None:
    """A tag begins with `<` or `</` and an ASCII letter and ends at the first `>` outside quotes; the rest is text."""
    assert expected == pieces(html)


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<A>", "a"),
        ("<x-Y.z:1>", "x-y.z:1"),
        ("<a<b>", "a<b"),
        ("<a=b>", "a=b"),
        ('<a"b">', 'a"b"'),
        ("<a\0>", "a\ufffd"),
        ("<aÄ\u212a>", "aÄ\u212a"),
        ("<aB\vc>", "ab\vc"),
        ("</DIV>", "div"),
    ],
)
def test_name(html: str, name: str) -> None:
    """A name goes on to white space, `/` or `>`; ASCII alone is made lower case, NUL is replaced (13.2.5.8)."""
    found = tag(html)

    assert found and name == found.name


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a b>", [("b", "")]),
        ("<a B=C>", [("b", "C")]),
        ("<a b=c d='e' f=\"g\">", [("b", "c"), ("d", "e"), ("f", "g")]),
        ("<a b='c'd=\"e\"f>", [("b", "c"), ("d", "e"), ("f", "")]),
        ("<a b = c\n=\td>", [("b", "c"), ("=", ""), ("d", "")]),
        ("<a b=\n'c'>", [("b", "c")]),
        ("<a\nb\tc\fd\re\r\nf>", [(name, "") for name in "bcdef"]),
        ("<a b\f=\rc\fd>", [("b", "c"), ("d", "")]),
        ("<a b=>", [("b", "")]),
        ("<a b='' c=\"\">", [("b", ""), ("c", "")]),
        ("<a =b=c>", [("=b", "c")]),
        ("<a ==c>", [("=", "c")]),
        ("<a b==c>", [("b", "=c")]),
        ("<a/b/c=d/e>", [("b", ""), ("c", "d/e")]),
        ("<a b/=c>", [("b", ""), ("=c", "")]),
        ("<a //b>", [("b", "")]),
        ("<a b=/ c>", [("b", "/"), ("c", "")]),
        ("<a b=c\"d'e<f=g`h>", [("b", "c\"d'e<f=g`h")]),
        ('<a "b" \'c>', [('"b"', ""), ("'c", "")]),
        ("<a b=1 c=2 B=3 b>", [("b", "1"), ("c", "2")]),
        ("<a b\0=\0>", [("b\ufffd", "\ufffd")]),
        ("<a Ä\u212a=1>", [("Ä\u212a", "1")]),
        ("<a b='c\r\nd\re'>", [("b", "c\nd\ne")]),
        ("<a b=\vc>", [("b", "\vc")]),
        ("</a b=c>", [("b", "c")]),
    ],
)
def test_attributes(html: str, expected: list[tuple[str, str]]) -> None:
    """Names and values are those of 13.2.5.32 to 13.2.5.40: odd signs are parse errors, which stop no browser."""
    assert expected == attributes(html)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("&amp;&lt;&quot;&nbsp;", '&<"\u00a0'),
        ("&AMP;&Amp;", "&&Amp;"),
        ("&notin;&not;in&NotEqualTilde;", "∉¬in≂̸"),
        ("?a&copy", "?a©"),
        ("?a&copy=b&copyb&copy1&copy b&copy;=", "?a&copy=b&copyb&copy1© b©="),
        ("&notit;&notin &notin", "&notit;&notin &notin"),
        ("&amp&amp&amp;amp;", "&&&amp;"),
        ("&unknown;&;&&x", "&unknown;&;&&x"),
        ("&#65;&#x42;&#X43&#68", "ABCD"),
        ("&#65a&#x42z", "AaBz"),
        ("&#;&#x;&#xg;&#a;", "&#;&#x;&#xg;&#a;"),
        ("&#0;&#x00&#xD800;&#57343;&#x110000;", "\ufffd" * 5),
        ("&#1114111;&#0000000000000065;&#x0000000041;", "\U0010ffffAA"),
        ("&#" + "9" * 5000 + ";&#x" + "f" * 5000 + ";", "\ufffd\ufffd"),
        ("&#128;&#x9F;&#x81;&#141;", "€Ÿ\x81\x8d"),
        ("&#13;&#1;&#xFFFF;", "\r\x01\uffff"),
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_references(written: str, value: str, quote: str) -> None:
    """A value's character references are decoded as in attributes: old names without `;` only where nothing follows."""
    quoted = written.replace('"', "&quot;") if quote == '"' else written

    assert [("b", value)] == attributes(f"<a b={quote}{quoted}{quote}>")


def test_offsets() -> None:
    """Each part of an attribute lies where it says."""
    html = """é<a b c=d  e = 'f&amp;' G="" h= i="j">"""
    found = list(tokens(html))[1]

    assert [
        Attribute("b", "", 4, 5, 5, 5, ""),
        Attribute("c", "d", 6, 9, 8, 9, ""),
        Attribute("e", "f&", 11, 23, 16, 22, "'"),
        Attribute("g", "", 24, 28, 27, 27, '"'),
        Attribute("h", 'i="j"', 29, 37, 32, 37, ""),
    ] == list(found.attributes)
    assert (1, 38) == found[1:3]


@pytest.mark.parametrize(("html", "end"), [("<a b=>", 5), ("<a b= \n >", 5), ("<a b \t= >", 7), ("<a b  >", 4)])
def test_offsets_without_value(html: str, end: int) -> None:
    """An attribute without a value ends behind its name or `=`; white space behind it is none of it."""
    assert (Attribute("b", "", 3, end, end, end, ""),) == next(tokens(html)).attributes


@pytest.mark.parametrize(
    ("html", "closed"),
    [
        ("<br/>", True),
        ("<br />", True),
        ("<br a/>", True),
        ("<br a='b'/>", True),
        ("<br a= b />", True),
        ("</br/>", True),
        ("<br //>", True),
        ("<br/ >", False),
        ("<br a=b/>", False),
        ("<br a=/>", False),
        ("<br/a>", False),
        ("<br>", False),
    ],
)
def test_closed(html: str, closed: bool) -> None:
    """`/` closes directly before `>` only, and not where it belongs to a value without quotes (13.2.5.40)."""
    found = tag(html)

    assert found and closed is found.closed


@pytest.mark.parametrize(
    "html",
    ["<a", "<a ", "<a/", "<a b", "<a b=", "<a b=c", "<a b='c", '<a b="c>d', "<a b='c'", "</a", "</a b='<i>", "<a = "],
)
def test_cut(html: str) -> None:
    """A tag that the input ends in, or in its open quote, is cut: it has a name, no attributes, and takes the rest."""
    assert [Token("text", 0, 1), Token("cut", 1, 1 + len(html), "a")] == list(tokens("x" + html))


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        ("<!-- a -->", "b"),
        ("<!---->", "-->"),
        ("<!-->", "-->"),
        ("<!--->", "-->"),
        ("<!--a--!>", "b"),
        ("<!--a--->", "b"),
        ("<!--a--!-->", "b"),
        ("<!---!>-->", "b"),
        ("<!--a-- >--x>- ->-->", "b"),
        ("<!--a<!--b-->", "c-->"),
        ("<!--<!-->", "c-->"),
        ("<!--a<b c='-->", "'>"),
        ("<!--a", ""),
        ("<!--a-", ""),
        ("<!--a--!", ""),
        ("<!--", ""),
        ("<?xml version='?>", "'?>"),
        ("<!x>", ">"),
        ("<!>", "b"),
        ("<?>", "b"),
        ("<!-x->", "b"),
        ("</ a>", "b"),
        ("</é>", "b"),
        ("<//a>", "b"),
        ("</>", "b"),
        ("<![CDATA[a>", "b]]>"),
        ("<!", ""),
        ("<?a", ""),
        ("</ ", ""),
    ],
)
def test_comment(html: str, rest: str) -> None:
    """A comment ends at `-->` or `--!>`, an empty one sooner; what is a comment by mistake ends at `>`."""
    expected = [("comment", html)] + ([("text", rest)] if rest else [])

    assert expected == pieces(html + rest)


@pytest.mark.parametrize(
    "html", ["<!DOCTYPE html>", "<!doctypehtml>", "<!DocType>", "<!doctype a PUBLIC 'b>", "<!doctype"]
)
def test_doctype(html: str) -> None:
    """A doctype goes to the first `>`, also one in its quotes, or to the end of the input (13.2.5.53 to 13.2.5.68)."""
    assert [Token("doctype", 0, len(html))] == list(tokens(html))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<![CDATA[<b>&amp;]]]]>c", [("text", "a"), ("raw", "<![CDATA[<b>&amp;]]]]>"), ("text", "c")]),
        ("<![CDATA[a]]", [("raw", "<![CDATA[a]]")]),
        ("<![CDATA[]]><![CDATA[]]>", [("raw", "<![CDATA[]]>"), ("raw", "<![CDATA[]]>")]),
        ("<![cdata[a]]>", [("comment", "<![cdata[a]]>")]),
        ("<style><b></style>", [("start", "<style>"), ("start", "<b>"), ("end", "</style>")]),
    ],
)
def test_foreign(html: str, expected: list[tuple[str, str]]) -> None:
    """Inside SVG and MathML `<![CDATA[` opens a section, and no element holds raw text."""
    assert expected == pieces(html, foreign=True)


@pytest.mark.parametrize("name", ["script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea"])
@pytest.mark.parametrize(
    "text", ["", "<b>&lt;</b>", "</b>", "</", "<!--", "</{name}", "</{name}x>", "</{name}\v>", "<{name}>"]
)
@pytest.mark.parametrize("end", ["</{name}>", "</{name} a='>'>", "</{name}/>", "</{name}\n>", "", "</{name} "])
def test_raw_text(name: str, text: str, end: str) -> None:
    """What such an element holds is one text up to its own end tag, or to the end of the input."""
    text, end = text.format(name=name), end.format(name=name.upper())
    kind = "text" if name in ("title", "textarea") else "raw"
    expected = [("start", f"<{name} a='>'>")]
    expected += [(kind, text)] if text else []
    expected += [("end", end), ("start", "<i>")] if end.endswith(">") else [("cut", f"{end}<i")] if end else []

    assert expected == pieces(f"<{name} a='>'>{text}{end}" + ("<i>" if end.endswith(">") else "<i" if end else ""))


def test_raw_text_behind_a_closed_tag() -> None:
    """`/>` closes no element of HTML, so what follows is raw text all the same."""
    assert [("start", "<script/>"), ("raw", "<b>")] == pieces("<script/><b>")


def test_raw_text_ends_in_ascii() -> None:
    """The long s and the Kelvin sign are no s and k, whatever a search without regard to case says."""
    assert [("start", "<script>"), ("raw", "</\u017fcript>")] == pieces("<script></\u017fcript>")


def test_plaintext() -> None:
    """Behind `plaintext` nothing is markup."""
    assert [("start", "<plaintext>"), ("raw", "</plaintext><b>")] == pieces("<plaintext></plaintext><b>")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a",
        "<!-- -->",
        "<!-->",
        "<!--->",
        "<!--><script>",
        "<!-- <script> </script> -->",
        "<!--<script></script>",
        "<!--<SCRIPT\n</script/",
        "<!--<script>--><script>",
        "<!--<script>--></script-->",
        "<!--<script><script></script>",
        "<!--<scriptx>",
        "<!--<script",
        "<!--</scriptx>",
        "<!-<script>",
        "<!- -<script>",
        "--><script>",
        "<!--<script></script><script></script>",
        "<!--<script>--><!--<script></script >",
        "<!--<\u017fcript>",
    ],
)
def test_script(text: str) -> None:
    """Inside `<!--` a script may hold a pair of script tags; else the first end tag is its own (13.2.5.15 to 31)."""
    assert [("start", "<script>"), ("raw", text), ("end", "</script>"), ("text", "b")] == pieces(
        f"<script>{text}</script>b"
    )


def test_script_to_the_end() -> None:
    """Where the pair in the comment has no second end tag, the script goes on to the end of the input."""
    assert [("start", "<script>"), ("raw", "<!--<script></script>")] == pieces("<script><!--<script></script>")


@pytest.mark.parametrize("html", ["<a>", "</a>", "<a b='>'/>", "<script>", "<A\n>"])
def test_one_tag(html: str) -> None:
    """A text that is one tag is that tag."""
    found = tag(html)

    assert found and html == html[found.start : found.end]


@pytest.mark.parametrize(
    "html", ["", "a", "<a", "<a>b", "<a> ", " <a>", "<a></a>", "<!--a-->", "<!doctype>", "</>", "<1>"]
)
def test_no_tag(html: str) -> None:
    """A text that is anything else is none."""
    assert tag(html) is None


def test_void() -> None:
    """The elements without an end tag are those of section 13.1.2."""
    assert VOID == set("area base br col embed hr img input link meta source track wbr".split())


@pytest.mark.parametrize("foreign", [False, True])
@pytest.mark.parametrize(
    ("before", "unit", "behind"),
    [
        ("", "<a ", ""),
        ("", "<a ", ">"),
        ("", "<", ""),
        ("", "</", ""),
        ("", "<a", ""),
        ("", "<!--", ""),
        ("", "<!-- ", "-->"),
        ("", "<!---", ""),
        ("", "<!--->", ""),
        ("", "<!", ""),
        ("", "<?", ""),
        ("", "<![CDATA[", ""),
        ("", "<![CDATA[]]", ""),
        ("", "<a b=", ""),
        ("", "<a b='", ""),
        ("", "<a b='c\"", ""),
        ("", '<a b="', ""),
        ("", "<a b='>", ""),
        ("", "&", ""),
        ("", "-", ""),
        ("<!--", "-", ""),
        ("<!--", "--!", ""),
        ("<a", " ", ""),
        ("<a", "/", ""),
        ("<a", " /", ">"),
        ("<a", " b", ">"),
        ("<a", " b=", ">"),
        ("<a ", "=", ">"),
        ("<a", " b \n", ">"),
        ("<a b='", "&", "'>"),
        ("<a b='", "&a", "'>"),
        ("<a b='&", "a", "'>"),
        ("<a b='&", "copy", "'>"),
        ("<a b='&#", "1", ";'>"),
        ("<a b='&#x", "f", ";'>"),
        ("<a b='", "\r", "'>"),
        ("", "<script>", ""),
        ("", "<script><!--", ""),
        ("", "<style></style", ""),
        ("<script>", "<!--", ""),
        ("<script>", "<!---->", ""),
        ("<script><!--", "<script>", ""),
        ("<script><!--", "<script></script>", ""),
        ("<script>", "<!--<script>-->", ""),
        ("<script>", "</script", ""),
        ("<title>", "</title", ""),
        ("<title>", "</", ""),
        ("", "<title></title>", ""),
        ("", "<plaintext>", ""),
    ],
)
def test_linear(before: str, unit: str, behind: str, foreign: bool) -> None:
    """Ten times the input takes about ten times as long, where a scan from every place would take a hundred times."""
    small, large = (before + unit * (size // len(unit)) + behind for size in (5_000, 50_000))
    allowed = 40 * max(_seconds(small, foreign=foreign), 0.000_1)

    assert any(_seconds(large, foreign=foreign) < allowed for _ in range(5))


def _seconds(html: str, *, foreign: bool) -> float:
    start = process_time()
    deque(tokens(html, foreign=foreign), maxlen=0)
    return process_time() - start


def test_many_attributes() -> None:
    """So do many attributes of one tag, all of different names."""
    small, large = ("<a " + " ".join(f"b{number}=c" for number in range(size)) + ">" for size in (500, 5_000))
    allowed = 40 * max(_seconds(small, foreign=False), 0.000_1)

    assert any(_seconds(large, foreign=False) < allowed for _ in range(5))
