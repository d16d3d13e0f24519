"""A site's pages for a reviewer: as visitors will see them, with every message in an element of its own.

What the pages hold comes from `translate`, and so through the gate: nothing here writes a string. Elements are put
around the holes of a document before it is filled.
"""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from i18n import markup, translate
from i18n.builder import edition as editions
from i18n.builder.edition import Maker
from i18n.builder.site import Site
from i18n.model import Block, Document, Edition, Locale, Mark, MessageKey, Segment
from i18n.pipeline.reviewing import Review
from i18n.site import assets, routes

_PICTURE = 512 * 1024
"""Bytes of the largest picture that is put into the file; a larger one shows its alternative text."""
_HOLE = "\ue005"
"""Stands for a hole while the HTML around it is read; authors' texts do not have it."""
_CLOSED = frozenset("button label math object option select summary svg textarea title".split())
"""Elements inside of which nothing may be put, or nothing that can be chosen."""
_CLOSE = "</span>"


class Page(NamedTuple):
    """One page of the review, or the texts of one template or data file."""

    path: str
    title: str
    body: str
    """HTML: the content, empty for a template or a data file."""
    others: str
    """HTML: a list of the texts that have no element of their own in the content."""
    numbers: tuple[int, ...]
    """The messages in the order in which they stand in both; some stand there twice."""


class Sheet(NamedTuple):
    """All pages, in the locale and in the source language."""

    pages: tuple[Page, ...]
    sources: tuple[Page, ...]


def sheet(found: Review) -> Sheet:
    """The pages of a review, then templates and data files; what has no text is left out."""
    site = found.site
    numbers = {key: number for number, key in enumerate(found.items)}
    documents = [document for document in _documents(site) if any(True for _ in _known(document, numbers))]
    source = editions.judge_locale(site, site.source)
    local = editions.judge_locale(site, found.locale)
    here = _Writer(site, found.edition, Maker(site, local), numbers)
    there = _Writer(site, source.edition, Maker(site, source), numbers)
    return Sheet(tuple(map(here.page, documents)), tuple(map(there.page, documents)))


def _documents(site: Site) -> Iterator[Document]:
    in_menu = [document.path for document in sorted(site.pages.values(), key=_weight)]
    yield from (site.pages[path] for path in in_menu)
    yield from (*site.tree.templates, *site.tree.data)


def _weight(document: Document) -> tuple[bool, float, str]:
    """The first page first, then as the menu has them."""
    weight = document.data.get("weight")
    number = float(weight) if isinstance(weight, int | float) else float("inf")
    return not document.path.rpartition("/")[2].startswith("index."), number, document.path


def _known(document: Document, numbers: Mapping[MessageKey, int]) -> Iterator[tuple[str, Segment]]:
    """The messages of a document with the names of their fields, empty for the body."""
    texts = (*document.fields.items(), *(("", segment) for segment in document.segments))
    return ((name, segment) for name, segment in texts if not segment.fixed and segment.key in numbers)


class _Writer:
    """Fills documents in one language."""

    def __init__(self, site: Site, edition: Edition, maker: Maker, numbers: Mapping[MessageKey, int]) -> None:
        self.site, self.edition, self.numbers = site, edition, numbers
        self.around = replace(maker.around, resolve=_resolver(site, edition.locale), notice="")

    def page(self, document: Document) -> Page:
        is_page = document.path in self.site.pages
        body, shown = self._content(document) if is_page else ("", [])
        seen = set(shown)
        rest = [segment for _, segment in _known(document, self.numbers) if self.numbers[segment.key] not in seen]
        rest = list({segment.key: segment for segment in rest}.values())
        others = self._filled(_listed(document, rest, self.numbers, "li"))
        title = document.fields.get("title")
        verdict = self.edition.verdicts.get(title.key) if is_page and title and not title.fixed else None
        name = verdict.strings[0] if verdict else title.text if is_page and title else document.path
        return Page(document.path, name, body, others, (*shown, *(self.numbers[one.key] for one in rest)))

    def _content(self, document: Document) -> tuple[str, list[int]]:
        """The content with its title and its summary above it, as most templates show them."""
        titled = any(heading.level == 1 for heading in document.headings)
        heads = [(name, tag) for name, tag in (("title", "h1"), ("description", "p")) if not (titled and tag == "h1")]
        html, shown = "", []
        for name, tag in heads:
            segment = document.fields.get(name)
            if segment is not None and segment.text:
                html += self._filled(_listed(document, [segment], self.numbers, tag))
                shown += [self.numbers[segment.key]] if segment.key in self.numbers and not segment.fixed else []
        marked, inside = _marked(document, self.numbers)
        return html + self._filled(marked), shown + inside

    def _filled(self, document: Document) -> str:
        # Every string is wanted here, also where its section would fall back: so nothing counts as critical.
        return translate.translate(replace(document, critical={}), self.edition, self.around).body


def _marked(document: Document, numbers: Mapping[MessageKey, int]) -> tuple[Document, list[int]]:
    """The document with an element around each message of its body that can have one, and these messages."""
    literals = list(document.literals)
    inside: list[int] = []
    for place in _open_holes(document):
        index = document.holes[place]
        assert isinstance(index, int)
        number = numbers.get(document.keys[index])
        if number is not None and not document.segments[index].fixed and index not in document.prefixes:
            literals[place] += _open(number)
            literals[place + 1] = _CLOSE + literals[place + 1]
            inside.append(number)
    return replace(document, literals=tuple(literals)), inside


def _open(number: int) -> str:
    return f'<span class="i18n-s" data-m="{number}">'


def _open_holes(document: Document) -> Iterator[int]:
    """The places, among all holes, of the texts that stand where an element may be put around them."""
    html = _HOLE.join(document.literals)
    inside: list[str] = []
    place = 0
    for token in markup.tokens(html):
        text = html[token.start : token.end]
        if token.kind == "text":
            for _ in range(text.count(_HOLE)):
                if not inside and isinstance(document.holes[place], int):
                    yield place
                place += 1
            continue
        place += text.count(_HOLE)
        if token.kind == "start" and token.name in _CLOSED and not token.closed:
            inside.append(token.name)
        elif token.kind == "end" and inside and token.name == inside[-1]:
            inside.pop()


def _listed(document: Document, segments: Sequence[Segment], numbers: Mapping[MessageKey, int], tag: str) -> Document:
    """A document with each segment in an element `tag` of its own; what is not Markdown is plain text in it."""
    literals = [f"<{tag}"]
    holes: list[int | Mark] = []
    for index, segment in enumerate(segments):
        number = numbers.get(segment.key)
        known = number is not None and not segment.fixed
        holes += [Mark("attributes", index), index]
        literals += [f">{_open(number) if known and number is not None else ''}"]
        literals += [f"{_CLOSE if known else ''}</{tag}>\n<{tag}"]
    literals[-1] = literals[-1].removesuffix(f"<{tag}") if segments else ""
    return Document(
        document.path,
        tuple(literals),
        tuple(holes),
        tuple(segments),
        tuple(segment.key for segment in segments),
        tuple(Block(0, (index,)) for index in range(len(segments))),
        (0,) if segments else (),
        prefixes={index: "" for index, segment in enumerate(segments) if segment.format != "markdown"},
        footnotes=document.footnotes,
    )


def _resolver(site: Site, locale: Locale) -> Callable[[str, str, str], str]:
    """Pictures become part of the file; links lead nowhere, since the pages that they mean are not there."""

    @cache
    def resolve(address: str, use: str, page: str) -> str:
        if use != "src":
            return "#"
        tags = (locale.tag, *locale.fallbacks)
        path = assets.variant(routes.target(address, page)[0], tags, site.variants)
        content = site.assets.contents.get(site.assets.names.get(path, ""), b"")
        kind = mimetypes.guess_type(path)[0] or ""
        if not content or len(content) > _PICTURE or not kind.startswith("image/"):
            return "data:,"
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"

    return resolve
