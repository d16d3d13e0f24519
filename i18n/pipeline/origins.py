"""Where a leak's words were written: in a template, a data file, a content file, a static file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from i18n import files
from i18n.audit import Leak, leaks
from i18n.builder import site as sites
from i18n.config import Project
from i18n.model import Document
from i18n.pipeline.phrases import Phrases, Place, Stream, Words, words_of
from i18n.sources import data, fields, templates, tree

_JINJA = re.compile(
    r"\{#.*?(?:#\}|\Z)|\{%[-+]?\s*trans\b.*?\{%[-+]?\s*endtrans.*?%\}|\{%.*?(?:%\}|\Z)|\{\{.*?(?:\}\}|\Z)", re.DOTALL
)
_LITERAL = re.compile(r"'([^'\\\n]*)'|\"([^\"\\\n]*)\"")
_HASHED = re.compile(r"assets/(.*)\.[0-9a-f]{10}((?:\.[^./]*)?)\Z")
_KEPT = 50
"""Files that are kept as words: the data files and the page that is looked at."""
BUILTIN = "builtin/"
"""What the paths of the program's own templates begin with, as in `{% extends 'builtin/page.html' %}`."""


class Origin(NamedTuple):
    """Where words come from."""

    place: Place
    source: str
    """template, builtin, data, content, static; untitled for the name of a page's file; page where nothing is known."""


class Origins:
    """The sources of a site, prepared for the question where words stand."""

    def __init__(self, project: Project, pages: Mapping[str, str]) -> None:
        """`pages` is the content file of each built page."""
        self.project, self.pages, self.untitled = project, pages, frozenset(pages.values())
        self.static = _static(project)
        self.stream = lru_cache(_KEPT)(lambda path: Stream(_text(project, path)))
        self.templates, self.builtin, self.literals, self.values = Phrases(), Phrases(), Phrases(), Phrases()
        own = [path for path in tree.listing(project, project.folders.templates) if path.endswith(templates.SUFFIXES)]
        for path in own:
            self._template(_text(project, path), path, self.templates, self.literals)
        for file in sorted((sites.BUILTIN / "templates").glob("*.html")):
            self._template(file.read_text(encoding="utf-8"), f"{BUILTIN}{file.name}", self.builtin, self.builtin)
        self.texts: dict[str, str] = {}
        """Values of the data files that are no messages, by full name."""
        for path in tree.listing(project, project.folders.data):
            if path.endswith(data.SUFFIXES):
                self._data(_text(project, path), path)

    def of(self, leak: Leak, page: str) -> Origin:
        """Where the words of a leak on a built page were written."""
        hashed = _HASHED.match(page)
        if hashed and (path := self.static.get(hashed[1] + hashed[2])):
            return Origin(Place(path, leak.line), "static")
        origin = self._written(leak, words_of(leak.text), page)
        return origin._replace(place=self._in_data(origin.place)) if origin.source == "data" else origin

    def _written(self, leak: Leak, words: Words, page: str) -> Origin:
        exact = (
            (self.templates.exact(words, leak.kind), "template"),
            (self.values.exact(words, leak.kind), "data"),
            (self.literals.exact(words, leak.kind), "template"),
            (self.builtin.exact(words, leak.kind), "builtin"),
        )
        for place, source in (*exact, (self._content(words, page), "content")):
            if place is not None:
                return Origin(place, source)
        for phrases, source in ((self.values, "data"), (self.templates, "template"), (self.builtin, "builtin")):
            place = phrases.within(words, leak.kind)
            if place is not None:
                return Origin(place, source)
        path = self.pages.get(page, "")
        if PurePosixPath(path).stem == leak.text:
            return Origin(Place(path, 1), "untitled")
        if leak.text in self.untitled:
            return Origin(Place(leak.text, 1), "untitled")
        return Origin(Place(page, leak.line), "page")

    def _content(self, words: Words, page: str) -> Place | None:
        path = self.pages.get(page)
        line = self.stream(path).line(words) if path else 0
        return Place(path, line) if path and line else None

    def _in_data(self, place: Place) -> Place:
        """A data value's place with its line."""
        stream, value = self.stream(place.path), words_of(self.texts[place.name])
        key = words_of(place.name.rpartition(".")[2])
        return place._replace(line=stream.line(key + value) or stream.line(value) or 1)

    def _template(self, text: str, path: str, phrases: Phrases, literals: Phrases) -> None:
        for leak in leaks(_JINJA.sub(_blanked, text), values=frozenset(), autonyms={}):
            phrases.add(leak.text, Place(path, leak.line, leak.kind))
        for code in _JINJA.finditer(text):
            if not code[0].startswith("{#"):
                for found in _LITERAL.finditer(code[0]):
                    line = text.count("\n", 0, code.start()) + code[0].count("\n", 0, found.start()) + 1
                    literals.add(found[1] or found[2] or "", Place(path, line))

    def _data(self, text: str, path: str) -> None:
        document = data.parse(text, path, self.project.data)
        for name, value in _values(document):
            inner = name.partition(".")[2]
            if inner in document.fields and not document.fields[inner].fixed:
                continue
            self.texts[name] = value
            self.values.add(value, Place(path, 1, "", name))


def _values(document: Document) -> Iterator[tuple[str, str]]:
    for stem in document.data:
        for parts, value in fields.walk(document.data[stem]):
            yield ".".join((stem, *parts)), str(value)


def _blanked(found: re.Match[str]) -> str:
    """A mark in place of what a template computes, on as many lines; nothing in place of a comment."""
    lines = "\n" * found[0].count("\n")
    return lines if found[0].startswith("{#") else f" ⟦{lines}⟧ "


def _text(project: Project, path: str) -> str:
    return tree.decoded(files.read(project.root / path, root=project.root), path)


def _static(project: Project) -> dict[str, str]:
    """Source of each file that is published as it is, by its path in a release without the hash."""
    folders = project.folders
    found = {}
    for folder in (folders.content, folders.static):
        for path in tree.listing(project, folder):
            found[path.removeprefix(f"{folder}/")] = path
    return found
