"""What is fuzzed: functions of bytes that fail where a law of the program does not hold.

A target takes any bytes. What an author or a translator may get wrong is no failure: `SourceError` and `CatalogError`
are answers. Everything else that is raised is a bug.
"""

from __future__ import annotations

from collections.abc import Callable

from i18n import markup, po
from i18n.config import Policy
from i18n.errors import CatalogError, SourceError
from i18n.extraction import extract
from i18n.judge import judge, judge_source
from i18n.ledger import Ledger
from i18n.model import Catalog, Document, Message, MessageKey
from i18n.sources import data, html, markdown
from i18n.sources.page import Rules
from i18n.sources.tree import decoded
from i18n.translate import translate
from tests.stages import ENGLISH, SPANISH, around

RULES = (
    Rules(fields=("*", "a.*.*")),
    Rules(fields=("tags",), code="comments", contexts=("heading",)),
    Rules(critical="dose", code="all"),
)


def markdown_page(content: bytes) -> None:
    """A page in Markdown can be read, shown in the source language, and shown the same by strings that equal it."""
    _page(markdown.parse, content)


def html_page(content: bytes) -> None:
    """So can a page in HTML."""
    _page(html.parse, content)


def front_matter(content: bytes) -> None:
    """Front matter is read or refused with its line, be it YAML or TOML."""
    for fence in (b"---\n", b"+++\n"):
        _page(markdown.parse, b"\0" + fence + content + b"\n" + fence)


def data_file(content: bytes) -> None:
    """A data file is read or refused with its line; the first byte chooses its format."""
    path = f"content/_data/a{data.SUFFIXES[content[0] % len(data.SUFFIXES)]}" if content else "content/_data/a.json"
    try:
        document = data.parse(decoded(content[1:], path), path, ["*.*", "a.*.*", "a.b"])
    except SourceError as error:
        assert (path, True) == (error.path, error.line >= 1)
        return
    for segment in document.fields.values():
        segment.text.encode()


def string_against_source(content: bytes) -> None:
    """A string that passes the lock has its source's elements and addresses: nothing a translator types adds one.

    Behind the first line feed that follows a NUL, or in the middle, the string begins.
    """
    text = content.decode(errors="replace")
    source, found, string = text.partition("\0\n")
    if not found:
        source, string = text[: len(text) // 2], text[len(text) // 2 :]
    ours, theirs = markup.parse(source), markup.parse(string)
    assert ours.problem or not markup.compare(ours, ours)
    if not markup.compare(ours, theirs):
        assert _elements(ours) == _elements(theirs), (source, string)
    if not ours.problem:
        markup.rewritten(source, str.upper, str.upper)


def catalog(content: bytes) -> None:
    """A catalog that can be read keeps every byte when it is written; all others are refused with what is wrong."""
    try:
        found = po.read(content, "locales/es/LC_MESSAGES/site.po", domain="site", locale="es")
    except CatalogError as error:
        assert error.diagnostics
        return
    assert content == po.write(found)


def html_tokens(content: bytes) -> None:
    """Tokens cover their input without a gap, and an attribute lies where it says."""
    text = content.decode(errors="replace")
    for foreign in (False, True):
        position = 0
        for token in markup.tokens(text, foreign=foreign):
            assert position == token.start < token.end
            position = token.end
            for attribute in token.attributes:
                assert token.start < attribute.start <= attribute.value_start <= attribute.value_end <= attribute.end
            if token.kind == "start":
                markup.described(text, token)
        assert position == len(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "markdown": markdown_page,
    "html": html_page,
    "front-matter": front_matter,
    "data": data_file,
    "string": string_against_source,
    "catalog": catalog,
    "tokens": html_tokens,
}
"""By the name under which each is run."""


def _page(parse: Callable[[str, str, Rules], Document], content: bytes) -> None:
    """The first byte chooses the rules."""
    rules = RULES[content[0] % len(RULES)] if content else RULES[0]
    try:
        document = parse(decoded(content[1:], "content/a.md"), "content/a.md", rules)
    except SourceError as error:
        assert ("content/a.md", True) == (error.path, error.line >= 1)
        return
    assert len(document.holes) + 1 == len(document.literals)
    for segment in document.segments:
        if segment.format == "markdown":
            inline = markup.parse(segment.text)
            assert not inline.problem, segment.text
            assert not markup.compare(inline, inline)
            assert "\n" not in segment.text.replace("\\\n", ""), segment.text
    judged = judge_source(extract([document], "site"), ENGLISH)
    messages = {key: Message(key, strings=(key.id,)) for key in judged.template.sources}
    same = Catalog("site", "es", "es.po", Message(MessageKey(None, "")), messages)
    edition = judge(judged, [same], SPANISH, Ledger({}), Policy(unrecorded="show"), draft=True)
    source = translate(document, judged.edition, around()).body
    translated = translate(document, edition, around()).body
    source.encode()
    kept = any(one.fixed and markup.translatable(markup.parse_source(one.text)) for one in document.segments)
    if not (kept or document.critical):
        # Text that its author keeps in the source language says so on a page in another one.
        assert source == translated


def _elements(inline: markup.Inline) -> list[tuple[str, ...]]:
    """The tags of a text's HTML but for emphasis and breaks, each with its addresses, sorted."""
    html_text = "".join(part if isinstance(part, str) else f"\ufffd{part!r}".replace("<", "") for part in inline.parts)
    return sorted(
        (token.name, *(one.value for one in token.attributes if one.name in ("href", "src") or one.name[:2] == "on"))
        for token in markup.tokens(html_text)
        if token.kind == "start" and token.name not in ("em", "strong", "del", "br")
    )
