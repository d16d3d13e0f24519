"""From pages that were translated elsewhere to the catalogs: align."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from i18n.config import Project, load
from i18n.errors import SourceError, UsageError
from i18n.model import Catalog, Document, Locale, Message, MessageKey, Segment, Template
from i18n.pipeline.domains import Joined, Outcome, joined, parted, templates
from i18n.pipeline.reading import catalogs_of, sources, targets_of

_MOST_NAMED = 5
"""Candidates that an error lists."""


class Left(NamedTuple):
    """A text that has no partner, or none that can be used."""

    path: str
    line: int
    text: str


class Conflict(NamedTuple):
    """A message that keeps the string that it has, though the page has another."""

    path: str
    """Of the catalog."""
    line: int
    """1-based, in the catalog as it was; 1 for a message that this very run filled from another place."""
    key: MessageKey
    place: Left
    """Where the other string stands."""


class AlignedPage(NamedTuple):
    """What became of one translated page."""

    path: str
    """As it was given."""
    source: str
    """The page that it is a translation of, relative to the site's folder."""
    aligned: int
    """Pairs that are certain."""
    filled: int
    """Messages that got their string from this page."""
    conflicts: tuple[Conflict, ...]
    sources: tuple[Left, ...]
    """Source texts without a certain translation, in the order of the page."""
    translations: tuple[Left, ...]
    """Translated texts without a certain source, in the order of the page."""

    @property
    def left(self) -> int:
        return len(self.sources) + len(self.translations)


@dataclass(frozen=True, slots=True)
class Aligned:
    """What `align` did."""

    locale: Locale
    pages: tuple[AlignedPage, ...]
    catalogs: tuple[str, ...]
    """Files that were written, or would be."""


def align(root: Path, tag: str, paths: Sequence[Path], *, source: str = "", dry_run: bool = False) -> Aligned:
    """Fills a locale's messages from translated Markdown pages, each string marked fuzzy.

    The source of a page is the one whose path below the content folder its own path ends in, else the only one of the
    same name; `source` names it for a single page. The catalogs are brought to the sources first, as `update` does it.
    A message that has a string keeps it. Nothing is recorded in the ledger.

    Raises UsageError where the source of a page cannot be told, with those that it could be; SourceError and DiskError
    for a page that cannot be read, CatalogError for a catalog. Nothing is written then.
    """
    from i18n import files, po

    project = load(root)
    locale = targets_of(project, [tag])[0]
    if source and len(paths) != 1:
        raise UsageError(
            f"--source names the source of one file, and {len(paths)} are given; align one after the other"
        )
    tree, template = sources(project)
    pages = {page.path: page for page in tree.pages}
    translated = [_parsed(project, path) for path in paths]
    named = [_source(project, locale, path, source, pages) for path in paths]
    parts = templates(project, tree, template)
    work = joined(project, locale, catalogs_of(project, [locale])[0], template, parts)
    filling = _Filling(project, template, work)
    aligned = tuple(filling.page(pages[name], page) for name, page in zip(named, translated, strict=True))
    writes = []
    for outcome, catalog in filling.results():
        content = po.write(catalog)
        if content != outcome.before:
            po.confirm(catalog, content)
            writes.append((outcome, content))
    if not dry_run:
        with files.lock(project.root):
            # What loses messages to another catalog comes last, as in `update`.
            for outcome, content in sorted(writes, key=lambda one: one[0].loses):
                files.write_if_unchanged(project.root / outcome.path, content, outcome.before, root=project.root)
    return Aligned(locale, aligned, tuple(outcome.path for outcome, _ in writes))


# Which page it is a translation of


def _source(project: Project, locale: Locale, path: Path, named: str, pages: Mapping[str, Document]) -> str:
    """The path of the source page. Raises UsageError where it is not exactly one."""
    content = f"{project.folders.content}/"
    if named:
        wanted = PurePath(named).as_posix()
        found = next((name for name in (wanted, content + wanted) if name in pages), None)
        if found is None:
            near = get_close_matches(wanted, pages, _MOST_NAMED)
            raise UsageError(f"there is no source page {named!r}; {_choose(near)}")
        return found
    place = path.resolve()
    inner = {name.removeprefix(content): name for name in pages if (project.root / name).resolve() != place}
    for parts in _spellings(PurePosixPath(place.as_posix()), locale):
        for start in range(len(parts)):
            if "/".join(parts[start:]) in inner:
                return inner["/".join(parts[start:])]
    same = sorted(name for other, name in inner.items() if PurePosixPath(other).name == path.name)
    if len(same) == 1:
        return same[0]
    near = same or [name for name in inner.values() if get_close_matches(path.name, [PurePosixPath(name).name])]
    problem = f"{len(same)} source pages have this name" if same else "no source page has this name"
    raise UsageError(f"{problem}; {_choose(near)}", path=str(path))


def _spellings(path: PurePosixPath, locale: Locale) -> Iterator[tuple[str, ...]]:
    """The parts of a path as it is, and without the locale in its name: `visit.es.md`, `visit_es.md`."""
    yield path.parts
    for separator in "._-":
        stem, _, tag = path.stem.rpartition(separator)
        if stem and tag.replace("_", "-").casefold() == locale.tag.casefold():
            yield (*path.parent.parts, stem + path.suffix)


def _choose(candidates: Sequence[str]) -> str:
    listed = ", ".join(candidates[:_MOST_NAMED])
    more = f" and {len(candidates) - _MOST_NAMED} more" if len(candidates) > _MOST_NAMED else ""
    return f"name one with --source: {listed}{more}" if listed else "name the right one with --source"


def _parsed(project: Project, path: Path) -> Document:
    from i18n import files
    from i18n.sources import markdown, tree
    from i18n.sources.page import Rules

    if path.suffix.lower() != ".md":
        raise SourceError("it is no Markdown page; only files that end in .md can be aligned", path=str(path))
    folder = path.resolve().parent
    text = tree.decoded(files.read(folder / path.name, root=folder), str(path))
    return markdown.parse(text, str(path), Rules(project.fields, code=project.code))


# What gets a string


class _Filling:
    """The catalogs of a locale, brought to the sources, while their messages get strings."""

    def __init__(self, project: Project, template: Template, work: Joined) -> None:
        from i18n import merge

        merged = merge.merge(template, work.catalog, elsewhere=work.elsewhere, references=project.references)
        self.outcomes = parted(work, merged)
        self.known = work.catalog.messages
        self.catalogs: list[Catalog] = []
        self.messages: list[dict[MessageKey, Message]] = []
        self.homes: dict[MessageKey, int] = {}
        self.open: set[MessageKey] = set()
        """Messages without a string that is theirs: a suggestion that the merge has just made is none."""
        suggested = {key for key in merged.fuzzied if not _had_string(work.catalog, key)}
        for number, outcome in enumerate(self.outcomes):
            catalog = outcome.merge.catalog
            self.catalogs.append(catalog)
            self.messages.append(dict(catalog.messages))
            self.homes |= dict.fromkeys(catalog.messages, number)
            self.open |= {
                key
                for key, message in catalog.messages.items()
                if message.plural_id is None and (key in suggested or not any(message.strings))
            }

    def page(self, source: Document, translated: Document) -> AlignedPage:
        """Fills what one page has strings for."""
        from i18n import alignment

        found = alignment.align(source, translated)
        filled = 0
        conflicts = []
        for pair in found.pairs:
            key, string = pair.source.key, pair.translated.text
            if key in self.open:
                self._fill(key, string)
                filled += 1
            elif self._string(key) != string:
                conflicts.append(self._conflict(key, pair.translated))
        return AlignedPage(
            translated.path,
            source.path,
            len(found.pairs),
            filled,
            tuple(conflicts),
            tuple(map(_left, found.sources)),
            tuple(map(_left, found.translations)),
        )

    def _fill(self, key: MessageKey, string: str) -> None:
        number = self.homes[key]
        message = self.messages[number][key]
        flags = ("fuzzy", *(flag for flag in message.flags if flag != "fuzzy"))
        # The `#|` lines of this run's own suggestion are about another string.
        previous = message.previous if key in self.known else None
        self.messages[number][key] = message._replace(strings=(string,), flags=flags, previous=previous)
        self.open.discard(key)

    def _string(self, key: MessageKey) -> str:
        return self.messages[self.homes[key]][key].strings[0]

    def _conflict(self, key: MessageKey, segment: Segment) -> Conflict:
        outcome = self.outcomes[self.homes[key]]
        return Conflict(outcome.path, outcome.previous.lines([key])[key], key, _left(segment))

    def results(self) -> Iterator[tuple[Outcome, Catalog]]:
        """Each of the catalogs as the merge left it, and what it has become."""
        for outcome, catalog, messages in zip(self.outcomes, self.catalogs, self.messages, strict=True):
            yield outcome, catalog if messages == catalog.messages else replace(catalog, messages=messages)


def _had_string(catalog: Catalog, key: MessageKey) -> bool:
    return any(any(part[key].strings) for part in (catalog.messages, catalog.obsolete) if key in part)


def _left(segment: Segment) -> Left:
    return Left(segment.reference.path, segment.reference.line, segment.text)
