"""The extraction method `dragoman` for Babel: `pybabel extract` reads a site's pages, data and templates.

Source: Babel's documentation, "Working with Message Catalogs", writing extraction methods (entry points of the group
`babel.extractors`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from i18n.config import load
from i18n.model import Document, Segment, Source, Template
from i18n.pipeline.reading import sources

Extracted = tuple[int, str | None, str | tuple[str, ...], list[str]]
"""Line, the gettext function that would take the texts, these, and the extracted comments."""


def extract(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """The messages of one file of a site, with what `i18n extract` says of them; nothing for any other file.

    The whole site is read once, as a message bears the kinds of all its places, and whether it is critical is decided
    by all of them. `i18n.toml` says what is translated. The one option is `site`: the site's folder, by default the
    current one. Raises I18nError where the site cannot be read.
    """
    documents, template = _site((Path.cwd() / options.get("site", "")).resolve())
    document = documents.get(Path(file.name).resolve())
    for segment in (*document.fields.values(), *document.segments) if document else ():
        if segment.text and not segment.fixed:
            yield _extracted(segment, template.sources[segment.key])


@cache
def _site(root: Path) -> tuple[Mapping[Path, Document], Template]:
    """The site's documents by the place of their files, and its template catalog; read once in a run."""
    project = load(root)
    tree, template = sources(project)
    return {(project.root / document.path).resolve(): document for document in tree.documents}, template


def _extracted(segment: Segment, source: Source) -> Extracted:
    """A use as Babel takes it: the function's name says which of the texts is the context, and which the plural."""
    from i18n import po

    context, singular = source.key
    lines = (line.removeprefix("#.").strip() for line in po.comments(source, "none").splitlines())
    comments = [line for line in lines if line]
    line, plural = segment.reference.line, source.plural_id
    if context is None and plural is None:
        return line, None, singular, comments
    if plural is None:
        return line, "pgettext", (context or "", singular), comments
    if context is None:
        return line, "ngettext", (singular, plural), comments
    return line, "npgettext", (context, singular, plural), comments
