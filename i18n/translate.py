"""A document in one language: holes filled from an edition, block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from i18n import markup
from i18n.markup import Footnote
from i18n.markup.comments import written
from i18n.model import (
    Coverage,
    Document,
    Edition,
    Heading,
    Locale,
    Mark,
    MessageKey,
    Segment,
    State,
    Target,
    TranslatedDocument,
    Variable,
    Verdict,
)

FSI, PDI = "\u2068", "\u2069"

_ANCHORS = re.compile(r'<sup class="footnote-ref">.*?</sup>|</?a\b[^>]*>')
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_APPROVED, _MACHINE, _OUTDATED = State.APPROVED, State.MACHINE, State.OUTDATED
_HELD = frozenset({State.MACHINE, State.UNRECORDED, State.TRANSLATED, State.APPROVED})


class Value(NamedTuple):
    """What a variable stands for in one locale."""

    text: str
    locale: str
    """Tag of the language of the text, or empty where it has none: a number, a name, an address."""
    original: str = ""
    """The author's text where `text` is a translation: what stands in addresses."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page needs to know of the site around it, in one locale."""

    locales: Mapping[str, Locale]
    """Every locale of the site by tag, the source locale too."""
    values: Mapping[str, Value]
    """Variables by full name."""
    resolve: Callable[[str, str, str], str]
    """(address, `href` or `src`, path of the document) to the address in this locale."""
    notice: str = ""
    """HTML that stands below the heading of a section whose critical text is not approved."""


class Shown(NamedTuple):
    """What an edition shows of a document, before it is filled."""

    verdicts: Sequence[Verdict]
    """One for each segment."""
    withheld: frozenset[int]
    """The sections that fall back whole."""
    coverage: Coverage


def translate(
    document: Document, edition: Edition, around: Surroundings, shown: Shown | None = None
) -> TranslatedDocument:
    """The document with every hole filled from the edition; `shown` is what `show` gives where that is known already.

    What the edition shows in another language bears `lang` and `dir` on its block. A section whose critical text the
    edition does not show falls back whole, with a notice (H-08).
    """
    verdicts, withheld, covered = shown or show(document, edition)
    page = _Page(document, edition.locale, around)
    html = page.texts(verdicts)
    code = ' dir="ltr"' if edition.locale.direction == "rtl" else ""
    blocks = _marked_blocks(document, edition, verdicts, around)
    filled = [""] * (2 * len(document.literals) - 1)
    filled[::2] = document.literals
    if blocks or withheld:
        filled[1::2] = [
            html[hole]
            if isinstance(hole, int)
            else _mark(hole, blocks, withheld, around.notice, code)
            if isinstance(hole, Mark)
            else page.part(hole, edition.source)
            for hole in document.holes
        ]
    else:
        filled[1::2] = [
            html[hole]
            if isinstance(hole, int)
            else (code if hole.kind == "code" else "")
            if isinstance(hole, Mark)
            else page.part(hole, edition.source)
            for hole in document.holes
        ]
    body = "".join(filled)
    fields = {name: _field(segment, edition) for name, segment in document.fields.items()}
    return TranslatedDocument(
        document,
        edition.locale,
        body,
        fields,
        tuple(
            (heading.level, heading.anchor, _listed(heading, html, verdicts, edition.locale, around))
            for heading in document.headings
        ),
        covered,
        _status(covered),
        len(withheld),
    )


def coverage(document: Document, edition: Edition) -> Coverage:
    """How much of a document the edition shows in its own language, without filling it."""
    return show(document, edition).coverage


def show(document: Document, edition: Edition) -> Shown:
    """The verdict for each segment, the sections that fall back whole, and what that comes to."""
    judged: list[Verdict | None] = list(map(edition.verdicts.get, document.keys))
    for number, segment in enumerate(document.segments):
        if segment.fixed:
            judged[number] = None
    verdicts = [one or _fixed(key, edition) for one, key in zip(judged, document.keys, strict=True)]
    withheld = _withheld(document, edition, verdicts) if document.critical else frozenset()
    for block in document.blocks if withheld else ():
        if block.section in withheld:
            for index in block.segments:
                key = document.keys[index]
                verdicts[index] = edition.sources.get(key) or Verdict(State.SOURCE, (key.id,), edition.source)
    return Shown(verdicts, withheld, _coverage(document, edition, judged, verdicts))


def _withheld(document: Document, edition: Edition, verdicts: Sequence[Verdict]) -> frozenset[int]:
    """The sections of which some critical text is not shown in the locale's language."""
    tag = edition.locale.tag
    return frozenset(
        section
        for section, indexes in document.critical.items()
        if any(verdicts[index].locale != tag for index in indexes)
    )


def _fixed(key: MessageKey, edition: Edition) -> Verdict:
    """What nobody translates: without words it is itself in every language, with words it is the source language."""
    tag = edition.locale.tag
    if markup.translatable(markup.parse_source(key.id)):
        tag = edition.source
    return Verdict(State.SOURCE, (key.id,), tag)


def _field(segment: Segment, edition: Edition) -> Verdict:
    if not segment.fixed:
        return edition.verdicts[segment.key]
    content = markup.parse_source(segment.text) if segment.format == "markdown" else None
    return _fixed(segment.key, edition)._replace(content=content)


class _Page:
    """Renders contents on one page: footnotes are counted as they are met."""

    def __init__(self, document: Document, locale: Locale, around: Surroundings) -> None:
        self.document, self.locale, self.around = document, locale, around
        self.met: dict[str, int] = {}

    def texts(self, verdicts: Sequence[Verdict]) -> list[str]:
        """The HTML of each segment."""
        prefixes = self.document.prefixes
        if not prefixes:
            return [self.html(one) for one in verdicts]
        return [
            self.literal(one, self.document.segments[index], prefixes[index]) if index in prefixes else self.html(one)
            for index, one in enumerate(verdicts)
        ]

    def html(self, verdict: Verdict) -> str:
        content = verdict.content
        if content is None:
            text = verdict.strings[0]
            if markup.plain(text):
                return markup.escape(text)
            content = markup.parse_source(text)
        parts = content.parts
        if len(parts) == 1 and type(parts[0]) is str:
            return parts[0]
        return "".join(part if isinstance(part, str) else self.part(part, verdict.locale) for part in parts)

    def literal(self, verdict: Verdict, segment: Segment, prefix: str) -> str:
        """Text of an attribute, or of a code block, whose second and later lines begin with the prefix."""
        text = verdict.strings[0]
        if segment.format == "code":
            return markup.escape(written(text, prefix))
        if verdict.content is not None:
            text = verdict.content.text
        html: list[str] = []
        position = 0
        for found in markup.VARIABLE.finditer(text):
            html += (
                markup.escape_attribute(text[position : found.start()]),
                self._variable(Variable(found[1], "attribute"), verdict.locale),
            )
            position = found.end()
        return "".join((*html, markup.escape_attribute(text[position:])))

    def part(self, part: Variable | Target | Footnote, tag: str) -> str:
        if isinstance(part, Variable):
            return self._variable(part, tag)
        if isinstance(part, Target):
            address = self.around.resolve(part.address, part.use, self.document.path)
            return part.typed if address == part.address else markup.escape_href(address)
        number = self.document.footnotes[part.label]
        self.met[part.label] = time = self.met.get(part.label, 0) + 1
        suffix = "" if time == 1 else f"-{time}"
        link = f'<a href="#fn-{number}" id="fnref-{number}{suffix}" data-footnote-ref>{number}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def _variable(self, part: Variable, tag: str) -> str:
        value = self.around.values.get(part.name)
        if value is None:
            return "{" + part.name + "}"
        if part.place == "address":
            return markup.escape_href(value.original or value.text)
        if part.place == "attribute":
            return f"{FSI}{markup.escape_attribute(value.text)}{PDI}"
        return isolated(value, tag, self.around.locales)


def isolated(value: Value, tag: str, locales: Mapping[str, Locale]) -> str:
    """A value as HTML that the direction of the text around it, in the language `tag`, cannot disturb (W-09, W-10)."""
    if not value.locale:
        # Numbers, names, addresses: written from left to right unless they hold a letter that is not.
        direction = "" if _RIGHT_TO_LEFT.search(value.text) else ' dir="ltr"'
        return f"<bdi{direction}>{markup.escape(value.text)}</bdi>"
    other = "" if value.locale == tag else f' lang="{value.locale}" dir="{locales[value.locale].direction}"'
    return f"<bdi{other}>{markup.escape(value.text)}</bdi>"


def _marked_blocks(
    document: Document, edition: Edition, verdicts: Sequence[Verdict], around: Surroundings
) -> dict[int, str]:
    """The attributes of each block that is in another language, or was made for the source as it was."""
    tag = edition.locale.tag
    marked = {index for index, one in enumerate(verdicts) if one.locale != tag or one.state is _OUTDATED}
    found: dict[int, str] = {}
    for number, block in enumerate(document.blocks) if marked else ():
        for index in block.segments:
            if index not in marked:
                continue
            verdict = verdicts[index]
            if verdict.locale != tag:
                fallback = "" if document.segments[index].fixed else " data-i18n-fallback"
                found[number] = f' lang="{verdict.locale}" dir="{around.locales[verdict.locale].direction}"{fallback}'
            elif number not in found:
                found[number] = f' data-i18n-outdated="{edition.outdated[document.keys[index]].since}"'
    return found


def _mark(mark: Mark, blocks: Mapping[int, str], withheld: frozenset[int], notice: str, code: str) -> str:
    if mark.kind == "notice":
        return notice if mark.number in withheld else ""
    if mark.kind == "code":
        return code
    if mark.number not in blocks:
        return ""
    if mark.kind == "close":
        return "</span>"
    return f"<span{blocks[mark.number]}>" if mark.kind == "open" else blocks[mark.number]


def _listed(
    heading: Heading, html: Sequence[str], verdicts: Sequence[Verdict], page: Locale, around: Surroundings
) -> str:
    """A heading's HTML for a table of contents: without links, which would nest; in another language it says so."""
    if heading.segment is None:
        return heading.html
    inner = html[heading.segment]
    if "<a " in inner or "<sup" in inner:
        inner = _ANCHORS.sub("", inner)
    tag = verdicts[heading.segment].locale
    if tag == page.tag:
        return inner
    return f'<span lang="{tag}" dir="{around.locales[tag].direction}">{inner}</span>'


def _coverage(
    document: Document, edition: Edition, judged: Sequence[Verdict | None], verdicts: Sequence[Verdict]
) -> Coverage:
    """What is judged, the fields too, and what of it is shown in the locale's language."""
    tag = edition.locale.tag
    uses = [(one, shown.locale == tag) for one, shown in zip(judged, verdicts, strict=True) if one]
    fields = [edition.verdicts.get(segment.key) for segment in document.fields.values() if not segment.fixed]
    uses += [(one, one.locale == tag) for one in fields if one]
    states = [one.state for one, shown in uses if shown]
    return Coverage(
        total=len(uses),
        shown=len(states),
        fallback=len(uses) - len(states),
        waiting=sum(one.state in _HELD for one, shown in uses if not shown) if len(states) < len(uses) else 0,
        machine=states.count(_MACHINE),
        approved=states.count(_APPROVED),
        outdated=states.count(_OUTDATED),
    )


def _status(coverage: Coverage) -> str:
    """What the page's `data-review-status` says (H-09)."""
    if coverage.total and not coverage.shown:
        return "fallback"
    if coverage.machine:
        return "machine"
    if coverage.outdated:
        return "outdated"
    if coverage.fallback:
        return "partly"
    return "approved" if coverage.approved == coverage.total else "translated"
