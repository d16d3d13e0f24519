"""Every message with every place where it stands, for the plugins of editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from i18n.config import Project, load
from i18n.model import Document, Segment, Source, Template
from i18n.pipeline import domains
from i18n.pipeline.reading import source_of, sources

if TYPE_CHECKING:
    from i18n.extraction import Use
    from i18n.positions import Position
    from i18n.sources.tree import Tree

VERSION: Final = 1
"""Of the object's shape: another one where a field changes its meaning or goes, not where one is added."""


def uses(root: Path) -> dict[str, Any]:
    """What `extract --format json` prints, as docs/formats.md describes it."""
    from i18n import extraction

    project = load(root)
    found, template = sources(project)
    parts = domains.templates(project, found, template)
    domain = {key: name for name, part in parts.items() for key in part.sources}
    places = _Places(project, found, template)
    messages = [
        {**_message(template.sources[key], domain[key]), "uses": [places.use(one) for one in each]}
        for key, each in extraction.uses(found.documents).items()
    ]
    return {"version": VERSION, "source": source_of(project).tag, "domains": list(parts), "messages": messages}


def _message(source: Source, domain: str) -> dict[str, Any]:
    return {
        "domain": domain,
        "msgctxt": source.key.context,
        "msgid": source.key.id,
        "msgid_plural": source.plural_id,
        "formats": source.formats,
        "kinds": source.kinds,
        "critical": source.critical,
        "flags": source.flags,
        "comments": source.comments,
    }


class _Places:
    """What is said of the uses of all messages, looked up once for each file."""

    def __init__(self, project: Project, tree: Tree, template: Template) -> None:
        self._project = project
        self._values = _values(tree.data)
        self._addresses = _addresses(project, tree.pages, template)
        self._positions: dict[str, Mapping[int, Position]] = {}
        self._headings: dict[str, Mapping[str, str]] = {}

    def use(self, use: Use) -> dict[str, Any]:
        segment, path = use.segment, use.document.path
        anchor = segment.reference.anchor
        address = self._addresses.get(path)
        title = use.document.fields.get("title")
        return {
            "file": path,
            "anchor": anchor or None,
            **self._place(use.document, segment),
            "kind": segment.kind,
            "field": use.field or None,
            "page": title.text if title and address else None,
            "section": self._sections(use.document).get(anchor),
            "before": use.before or None,
            "after": use.after or None,
            "preview": f"{address}#{anchor}" if address and anchor else address,
            "values": {name: self._values[name] for name in _variables(segment) if name in self._values},
        }

    def _place(self, document: Document, segment: Segment) -> dict[str, int | None]:
        start, end = segment.span
        if not end:
            return {"line": segment.reference.line, "column": None, "end_line": None, "end_column": None}
        if document.path not in self._positions:
            self._positions[document.path] = _positions(self._project, document)
        first, last = (self._positions[document.path][offset] for offset in (start, end))
        return {"line": first.line, "column": first.column, "end_line": last.line, "end_column": last.column}

    def _sections(self, document: Document) -> Mapping[str, str]:
        """The words of each heading that has some, by anchor."""
        if document.path not in self._headings:
            self._headings[document.path] = {
                heading.anchor: document.segments[heading.segment].text
                for heading in document.headings
                if heading.segment is not None
            }
        return self._headings[document.path]


def _positions(project: Project, document: Document) -> Mapping[int, Position]:
    from i18n import files
    from i18n.positions import positions
    from i18n.sources import tree

    content = files.read(project.root / document.path, root=project.root)
    spans = (segment.span for segment in (*document.fields.values(), *document.segments))
    return positions(tree.decoded(content, document.path).encode(), (offset for span in spans for offset in span))


def _addresses(project: Project, pages: Sequence[Document], template: Template) -> Mapping[str, str]:
    """The address of each page in the source language, by path."""
    from i18n import judge
    from i18n.builder.site import start
    from i18n.site import routes

    source = source_of(project)
    slugs = {key: one for key, one in template.sources.items() if "slug" in one.formats}
    edition = judge.judge_source(Template(template.domain, slugs), source).edition
    return routes.urls(pages, edition, project.folders.content, start(project, source, source))


def _values(documents: Sequence[Document]) -> Mapping[str, str]:
    """Every value of the data files by full name."""
    from i18n.sources import fields

    return {
        ".".join((stem, *parts)): str(value)
        for document in documents
        for stem, whole in document.data.items()
        for parts, value in fields.walk(whole)
    }


def _variables(segment: Segment) -> list[str]:
    """The names in braces that the program would replace, each once."""
    from i18n import markup

    if "{" not in segment.text:
        return []
    if segment.format == "markdown":
        names = [item[1] for item in markup.parse_source(segment.text).structure if item[0] == "variable"]
    else:
        names = [found[1] for found in markup.VARIABLE.finditer(segment.text)]
    return list(dict.fromkeys(names))
