"""The address of every page in every language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from i18n.errors import SourceError
from i18n.model import Diagnostic, Document, Edition, Locale, Reference, Severity

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\?]")
"""An address that begins so is not a path beside the page."""


class Routes(NamedTuple):
    """Where the pages of one locale are."""

    locale: Locale
    urls: Mapping[str, str]
    """Source path to path from the site's root, percent-encoded, with a final slash: `/es/visit/`."""
    published: Mapping[str, bool]
    """Source path of each page that exists in this locale, to whether anything on it is in the locale's language."""


def prefix(locale: Locale, *, base: str, prefixed: bool) -> str:
    """What the addresses of a locale begin with: `/es/`, or `/` for a source language without prefix."""
    return f"{base}/{locale.tag}/" if prefixed else f"{base}/"


def urls(documents: Collection[Document], edition: Edition, content: str, start: str) -> dict[str, str]:
    """The address of each page: its path below `content`, with the slugs of its folders and its own.

    Raises SourceError where two pages come to the same address in the source language. In another language a page
    whose address is that of another page, or would be without translated slugs, keeps its source address.
    """
    paths = [document.path for document in documents]
    own = {document.path: _slug(document, edition) for document in documents}
    source = {document.path: _source_slug(document) for document in documents}
    # Every page may always have its source address, so a translated slug can neither take one nor stop a build.
    taken: dict[str, str] = {}
    for path in paths:
        url = _url(path, content, source, start)
        other = taken.setdefault(url.casefold(), path)
        if other != path:
            raise SourceError(
                f"this page and {other} have the same address {unquote(url)!r}; give one of them another slug",
                path=path,
                line=1,
            )
    found: dict[str, str] = {}
    for path in paths:
        url = _url(path, content, own, start)
        free = taken.setdefault(url.casefold(), path) == path
        found[path] = url if free else _url(path, content, source, start)
    return found


def _slug(document: Document, edition: Edition) -> str:
    segment = document.fields.get("slug")
    return (
        edition.verdicts[segment.key].strings[0]
        if segment and segment.key in edition.verdicts
        else _source_slug(document)
    )


def _source_slug(document: Document) -> str:
    return str(document.data.get("slug") or "")


def _url(path: str, content: str, slugs: Mapping[str, str], start: str) -> str:
    folder, _, name = path.removeprefix(f"{content}/").rpartition("/")
    url = start + _folders(folder, content, slugs)
    stem = name.rpartition(".")[0]
    return url if stem == "index" else url + _part(slugs.get(path) or stem)


def _folders(folder: str, content: str, slugs: Mapping[str, str]) -> str:
    """The parts of an address for a folder below `content` and those above it, each with its own page's slug."""
    if not folder:
        return ""
    above, _, name = folder.rpartition("/")
    index = f"{content}/{folder}/index"
    return _folders(above, content, slugs) + _part(slugs.get(f"{index}.md") or slugs.get(f"{index}.html") or name)


@lru_cache(maxsize=1 << 14)
def _part(name: str) -> str:
    return quote(name, safe="-._~") + "/"


def target(address: str, page: str) -> tuple[str, str]:
    """The site file that a relative address on a page means, relative to the site's folder, and the fragment."""
    parts = urlsplit(address)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    return path, f"#{parts.fragment}" if parts.fragment else ""


def broken_links(
    documents: Iterable[Document], pages: Mapping[str, Document], files: Collection[str]
) -> list[Diagnostic]:
    """A finding for each relative link or image whose file, and each fragment whose heading, does not exist."""
    anchors = {path: {one.anchor for one in document.headings} | document.ids for path, document in pages.items()}
    found = []
    for document in documents:
        for address, line in document.links:
            if "{" in address or not address or _ELSEWHERE.match(address):
                continue
            path, fragment = target(address, document.path)
            if path in pages:
                anchor = unquote(fragment[1:])
                wrong = anchor and anchor not in anchors[path] and not anchor.startswith(("fn-", "fnref-"))
                message = f"{path} has nothing with the id {anchor!r}; correct the part after '#'"
            else:
                wrong = path not in files
                message = f"the link {address!r} leads to {path}, which does not exist; correct the path"
            if wrong:
                place = Reference(document.path, "", line)
                found.append(Diagnostic("link.broken", Severity.ERROR, message, document.path, line, source=place))
    return found
