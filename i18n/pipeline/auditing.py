"""What reached a page without being a message: the pseudo edition, built aside and read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from i18n.config import Project, load
from i18n.model import Diagnostic, Progress, Reference, Severity
from i18n.pipeline.reading import canonical

if TYPE_CHECKING:
    from i18n.audit import Leak
    from i18n.pipeline.origins import Origin

PSEUDO = "en-XA"
"""The edition in which every message bears the mark, whatever the language of the source texts."""
_KINDS = {
    "text": "leak.text",
    "page title": "leak.title",
    "meta": "leak.meta",
    "json-ld": "leak.json-ld",
    "svg": "leak.svg",
    "feed": "leak.feed",
    "manifest": "leak.manifest",
}
"""Check id by what the words are, or by the first word of that; every other kind is an attribute."""
_LONGEST = 80
"""Characters of the words that a finding quotes."""
_STEPS = {
    "template": "wrap it in {% trans %} or _()",
    "builtin": "it is a text of the program itself; override the template and report this",
    "data": "add {name!r} to `translate` in [data]",
    "content": "write it as Markdown",
    "static": "this file is the same for every language; take the words out, or make it a page or a template",
    "untitled": "it is the name of a file whose page has neither title nor heading; give it a title",
    "page": "make it a message",
}


class Found(NamedTuple):
    """One place in the sources whose words leak."""

    diagnostic: Diagnostic
    kind: str
    """What the words are on the page: text, alt, meta description ..."""
    text: str
    pages: int
    """Number of built files on which they stand."""


class Audit(NamedTuple):
    """What `audit` found."""

    leaks: tuple[Found, ...]
    pages: int
    """Number of built files that were read."""


def audit(root: Path, *, progress: Progress | None = None) -> Audit:
    """Every run of words that a visitor meets and no translator: found in the pseudo edition, placed in the sources.

    The edition is built into a temporary folder; nothing of the site is written. Raises I18nError where it cannot be
    built.
    """
    from i18n import builder
    from i18n.audit import code_headings
    from i18n.evidence import digests, sections
    from i18n.pipeline.origins import Origins
    from i18n.publish import Output

    project = load(root)
    with tempfile.TemporaryDirectory(prefix="i18n-audit-") as folder:
        output = Output(Path(folder).resolve() / "edition")
        builder.build(project, [PSEUDO], output.path, draft=True, progress=progress)
        release, editions = output.path, output.manifest()["locales"]
        urls = editions[PSEUDO]["urls"]
        source = digests(sections(output.evidence())[canonical(project.source)])
        names = sorted(path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file())
        names = [name for name in names if name not in source and name.endswith((".html", ".xml", ".webmanifest"))]
        origins = Origins(project, _content_files(project, urls))
        reader = _Reader(project, origins.texts)
        codes = frozenset().union(*(code_headings(_text(release / name)) for name in names))
        found = [
            (leak, name, origins.of(leak, name))
            for name in names
            for leak in reader.read(name, _text(release / name), codes)
        ]
    return Audit(tuple(_merged(found)), len(names))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _content_files(project: Project, urls: Mapping[str, str]) -> dict[str, str]:
    """The content file of each page of a release."""
    from i18n.builder import site

    base = site.base(project)
    return {f"{unquote(url.removeprefix(f'{base}/'))}index.html": path for path, url in urls.items()}


class _Reader:
    """Reads built files, knowing what may stand on them unmarked."""

    def __init__(self, project: Project, values: Mapping[str, str]) -> None:
        from i18n.locales import locale

        self.project = project
        self.values = frozenset(" ".join(value.split()) for value in values.values())
        tags = (*project.locales, project.source, PSEUDO)
        self.autonyms = {one.tag: one.name for one in (locale(project, tag) for tag in tags)}
        self.names = frozenset({project.title} if project.title else ())

    def read(self, name: str, text: str, codes: frozenset[str]) -> list[Leak]:
        from i18n import audit

        known: dict[str, Any] = {"values": self.values, "autonyms": self.autonyms, "names": self.names}
        if name.endswith(".xml"):
            return audit.feed_leaks(text, **known)
        if name.endswith(".webmanifest"):
            return audit.manifest_leaks(text, **known)
        if name == "index.html":
            # The page above all languages is in the source language, so its messages bear no mark.
            known["names"] |= _texts_of_root(self.project)
        return audit.leaks(text, **known, codes=codes)


def _texts_of_root(project: Project) -> frozenset[str]:
    """The messages of the page that offers all languages."""
    from i18n.builder import site
    from i18n.sources import templates

    own = project.root / project.folders.templates / "root.html"
    path = own if own.is_file() else site.BUILTIN / "templates" / "root.html"
    document = templates.parse(path.read_text(encoding="utf-8"), path.name)
    return frozenset(segment.text for segment in document.segments)


def _merged(found: list[tuple[Leak, str, Origin]]) -> Iterator[Found]:
    """One finding for each place in the sources, in their order, with the first page and the number of pages."""
    pages: dict[tuple[str, int, str, str], dict[str, tuple[Leak, Origin]]] = {}
    for leak, page, origin in found:
        key = (origin.place.path, origin.place.line, leak.kind, leak.text)
        pages.setdefault(key, {}).setdefault(page, (leak, origin))
    for path, line, kind, text in sorted(pages):
        there = pages[path, line, kind, text]
        page, (leak, origin) = next(iter(there.items()))
        yield Found(_diagnostic(leak, page, origin, len(there)), kind, text, len(there))


def _diagnostic(leak: Leak, page: str, origin: Origin, pages: int) -> Diagnostic:
    place = origin.place
    check = _KINDS.get(leak.kind) or _KINDS.get(leak.kind.partition(" ")[0], "leak.attribute")
    quoted = leak.text if len(leak.text) <= _LONGEST else f"{leak.text[: _LONGEST - 1]}…"
    step = _STEPS[origin.source].replace("{name!r}", repr(place.name))
    kept = (
        ""
        if origin.source in ("static", "builtin", "untitled")
        else ', or mark it with translate="no" where it must not change'
    )
    where = "" if pages == 1 else f" (on {pages} pages)"
    return Diagnostic(
        check,
        Severity.ERROR,
        f"{quoted!r} ({leak.kind}) is no message, so it is the same in every language{where}; {step}{kept}",
        place.path,
        place.line,
        source=Reference(page, "", leak.line),
    )
