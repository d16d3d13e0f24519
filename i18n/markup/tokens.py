"""HTML as the browser's tokenizer cuts it, with the place of every piece.

Nothing is ever written anew from what was read: `html[token.start:token.end]` of all tokens, one behind the other, is
the input. So an author's tag stays as it was typed, and what is put into it is put at an offset.

Source: HTML Living Standard, section 13.2.5 (tokenization) and, for the elements that hold raw text, 13.2.6.4.

Every scan for a closing mark either finds it or makes the rest of the input one token, so the work is linear in the
input, whoever wrote it. `[...]*+` keeps the patterns from going back over what they have read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal, NamedTuple

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without content or end tag. Source: HTML Living Standard, section 13.1.2."""

_REFERENCES_DECODED = frozenset({"title", "textarea"})
_RAW = frozenset("script style xmp iframe noembed noframes plaintext".split()) | _REFERENCES_DECODED

# Carriage returns count as line feeds: a browser replaces them before it reads (section 13.2.3.5).
_SPACE = r"\t\n\f\r "
_AFTER_NAME = rf"(?=[{_SPACE}/>])"

# What is markup behind `<`; `<` before anything else is text, and so is `</` at the end of the input.
_MARKUP = re.compile(rf"<(?:(/?)([A-Za-z][^{_SPACE}/>]*+)(>?)|[!?]|/(?!\Z))")
# The end of the input closes a quote here, and the tag is then found cut off.
_ATTRIBUTE = re.compile(
    rf"[{_SPACE}/]*+"
    rf"(?:(=[^{_SPACE}/>=]*+|[^{_SPACE}/>=]++)"
    rf"""(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^{_SPACE}>"'][^{_SPACE}>]*+|)))?)?"""
)
_QUOTES = ("", "", '"', "'", "")  # by the last group that matched

_COMMENT_END = re.compile("--!?>")
_DOCTYPE = re.compile("<!doctype", re.ASCII | re.IGNORECASE)
_RAW_END = {
    name: re.compile(rf"</{name}{_AFTER_NAME}", re.ASCII | re.IGNORECASE) for name in _RAW - {"script", "plaintext"}
}
# ASCII, or else the long s of `</ſcript>` would do.
_SCRIPT = re.compile(rf"<!--|</script{_AFTER_NAME}", re.ASCII | re.IGNORECASE)
_SCRIPT_ESCAPED = re.compile(rf"-->|</?script{_AFTER_NAME}", re.ASCII | re.IGNORECASE)
_SCRIPT_DOUBLE_ESCAPED = re.compile(rf"-->|</script{_AFTER_NAME}", re.ASCII | re.IGNORECASE)

_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?|([A-Za-z0-9]++)([;=]?))")
_LONGEST_NUMBER = 7  # digits of 1114111, the last code point
_REPLACEMENT = "\ufffd"
_new = tuple.__new__  # Half the time of calling the class, and these two are made for every tag.
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


class Attribute(NamedTuple):
    name: str
    """In lower case, as far as it is ASCII."""
    value: str
    """With its character references decoded; empty where there is none."""
    start: int
    """Character offset of the name."""
    end: int
    """Behind the closing quote; behind the name, or `=`, where there is no value."""
    value_start: int
    """The value as it is written, without its quotes, is `html[value_start:value_end]`."""
    value_end: int
    """As `value_start`: both are `end` where there is no value."""
    quote: str
    """`"` or `'`, empty where there is none."""


class Token(NamedTuple):
    kind: Literal["text", "start", "end", "comment", "doctype", "cut"]
    """`comment` is also what browsers make one (`<?x>`, `</ x>`, `<!x>`), and `</>`, which they leave out.

    `cut` is a tag that the input ends in: browsers drop it, with all that its open quote holds.
    """
    start: int
    """Character offset."""
    end: int
    name: str = ""
    """Of the element, for `start`, `end` and `cut`; in lower case, as far as it is ASCII."""
    attributes: tuple[Attribute, ...] = ()
    """In the order of the source, the first of each name. Browsers ignore those of an end tag; `cut` has none."""
    closed: bool = False
    """Ends in `/>`, which means something in SVG and MathML only."""
    raw: bool = False
    """For `text`: character references stand for themselves, as in `script` or a CDATA section."""


def tokens(html: str, *, foreign: bool = False) -> Iterator[Token]:
    """The tokens of an HTML fragment, which cover it without a gap; neighbouring text is one token.

    The content of an element that holds raw text is one text token: `script`, `style`, `xmp`, `iframe`, `noembed`,
    `noframes`, and `title` and `textarea`, in which only character references are decoded; behind `plaintext` it is all
    that follows. `noscript` is read as browsers without scripts do.
    `foreign` says that the whole fragment stands inside SVG or MathML: there `<![CDATA[` opens a section, given with
    its marks as one raw text token, and no element holds raw text. Else it opens a comment.

    >>> [(token.kind, token.start, token.end) for token in tokens("a <br>")]
    [('text', 0, 2), ('start', 2, 6)]
    """
    position, size = 0, len(html)
    while position < size:
        markup = _MARKUP.search(html, position)
        start = markup.start() if markup else size
        if start > position:
            yield Token("text", position, start)
        if not markup:
            return
        token = _tag(html, markup) if markup[2] else _declaration(html, start, foreign=foreign)
        yield token
        position = token.end
        if token.kind == "start" and token.name in _RAW and not foreign:
            end = _raw_end(html, position, token.name)
            if end > position:
                yield Token("text", position, end, raw=token.name not in _REFERENCES_DECODED)
            position = end


def tag(html: str) -> Token | None:
    """The one start or end tag that the whole text is; None where it is anything else, or more."""
    token = next(tokens(html), None)
    return token if token and token.kind in ("start", "end") and token.end == len(html) else None


def _tag(html: str, markup: re.Match[str]) -> Token:
    """The tag that begins as matched. Source: sections 13.2.5.8 (tag name) and 13.2.5.32 to 13.2.5.40."""
    start, position = markup.span()
    kind = "end" if markup[1] else "start"
    name = _name(markup[2])
    if markup[3]:
        return _new(Token, (kind, start, position, name, (), False, False))
    attributes: dict[str, Attribute] = {}
    closed = False
    while not html.startswith(">", position):
        found = _ATTRIBUTE.match(html, position)
        assert found  # It also matches the empty text.
        position = found.end()
        if found.lastindex:
            attribute = _attribute(html, found)
            attributes.setdefault(attribute.name, attribute)
        elif position == len(html):
            return Token("cut", start, position, name)
        else:
            closed = html[position - 1] == "/"
    return _new(Token, (kind, start, position + 1, name, tuple(attributes.values()), closed, False))


def _attribute(html: str, found: re.Match[str]) -> Attribute:
    start, end = found.span(1)
    name, group = _name(found[1]), found.lastindex or 0
    if group == 1:
        return _new(Attribute, (name, "", start, end, end, end, ""))
    value_start, value_end = found.span(group)
    quote = _QUOTES[group]
    if not quote and value_start == value_end:
        # Without a value the white space that may stand behind `=` is none of its own.
        end = html.index("=", end) + 1
        return _new(Attribute, (name, "", start, end, end, end, ""))
    return _new(Attribute, (name, _value(found[group]), start, found.end(), value_start, value_end, quote))


def _declaration(html: str, start: int, *, foreign: bool) -> Token:
    """What begins with `<!`, `<?` or `</` and is no tag. Source: sections 13.2.5.41 to 13.2.5.53 and 13.2.5.69."""
    if html.startswith("<!--", start):
        # `<!-->` and `<!--->` are whole comments.
        for short in ("<!-->", "<!--->"):
            if html.startswith(short, start):
                return Token("comment", start, start + len(short))
        end = _COMMENT_END.search(html, start + 4)
        return Token("comment", start, end.end() if end else len(html))
    if foreign and html.startswith("<![CDATA[", start):
        return Token("text", start, _behind(html, "]]>", start + 9), raw=True)
    # Also inside the quotes of a doctype `>` is its end.
    kind: Literal["doctype", "comment"] = "doctype" if _DOCTYPE.match(html, start) else "comment"
    return Token(kind, start, _behind(html, ">", start + 2))


def _behind(html: str, mark: str, start: int) -> int:
    """Where the text goes on behind the next mark; the end of the text where there is none."""
    found = html.find(mark, start)
    return len(html) if found < 0 else found + len(mark)


def _raw_end(html: str, start: int, name: str) -> int:
    """Where the end tag of an element that holds raw text begins; the end of the text where there is none."""
    if name == "plaintext":
        return len(html)
    end = _script_end(html, start) if name == "script" else _RAW_END[name].search(html, start)
    return end.start() if end else len(html)


def _script_end(html: str, start: int) -> re.Match[str] | None:
    """The end tag of a script: not every `</script>`, for one in `<!-- <script> </script> -->` belongs to the comment.

    Source: sections 13.2.5.4 and 13.2.5.15 to 13.2.5.31 (script data states).
    """
    pattern = _SCRIPT
    while found := pattern.search(html, start):
        start = found.end()
        if found[0] == "<!--":
            pattern = _SCRIPT_ESCAPED
            start -= 2  # Its dashes are those of `<!-->` too.
        elif found[0] == "-->":
            pattern = _SCRIPT
        elif pattern is _SCRIPT_DOUBLE_ESCAPED:
            pattern = _SCRIPT_ESCAPED
        elif found[0].startswith("</"):
            break
        else:
            pattern = _SCRIPT_DOUBLE_ESCAPED
    return found


def _name(written: str) -> str:
    """A name in lower case. Only ASCII has two cases here: the Kelvin sign is no k."""
    lower = written.lower() if written.isascii() else written.translate(_LOWER)
    return lower.replace("\0", _REPLACEMENT)


def _value(written: str) -> str:
    """An attribute's value as browsers read it. Source: sections 13.2.3.5 (line ends) and 13.2.5.36."""
    if "\r" in written:
        written = written.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in written:
        written = written.replace("\0", _REPLACEMENT)
    return _REFERENCE.sub(_character, written) if "&" in written else written


def _character(reference: re.Match[str]) -> str:
    """What a character reference in an attribute stands for. Source: sections 13.2.5.72 to 13.2.5.80.

    Other than in text, a name without its semicolon counts only if no letter, digit or `=` follows: `?a=1&copy=2`.
    """
    hexadecimal, decimal, name, behind = reference.groups()
    if name:
        return html5.get(name + behind, reference[0])  # No name ends in `=`.
    digits = (hexadecimal or decimal).lstrip("0")
    if not digits or len(digits) > _LONGEST_NUMBER:
        return _REPLACEMENT
    number = int(digits, 16 if hexadecimal else 10)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return _REPLACEMENT
    if 0x80 <= number <= 0x9F:
        # Pages of the nineties meant Windows-1252; its five gaps stay control characters.
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    return chr(number)
