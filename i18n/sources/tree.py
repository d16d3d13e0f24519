"""All source files of a site, read and parsed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path, PurePosixPath

from i18n import files, markup
from i18n.config import Project
from i18n.errors import I18nError, SourceError
from i18n.model import Diagnostic, Document, Reference, Segment, Severity, Variable
from i18n.processes import spread
from i18n.sources import bare_text, data, html, markdown, templates
from i18n.sources.page import Rules


@dataclass(frozen=True, slots=True)
class Tree:
    """What authors wrote."""

    pages: tuple[Document, ...]
    """Sorted by path."""
    data: tuple[Document, ...]
    templates: tuple[Document, ...]
    assets: tuple[str, ...]
    """Files beside pages and in the static folder, relative to the site's folder."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Path of each document to the SHA-256 of its file."""

    @property
    def documents(self) -> tuple[Document, ...]:
        return (*self.pages, *self.data, *self.templates)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(diagnostic for document in self.documents for diagnostic in document.diagnostics)


Parsed = dict[str, tuple[bytes, Document]]
"""Documents that were parsed before, under the same settings, by path, each with the bytes of its file."""


PAGES = (".md", ".html")
"""Endings of the files that are pages."""

MANY = 60
"""Pages from which on more than one process reads them: one costs about 10 ms to begin, a page about 2 ms."""


def read(project: Project, parsed: Parsed | None = None, *, jobs: int = 1) -> Tree:
    """Every source file of the site; what did not change is taken from `parsed`, what did is put into it.

    Many pages are shared by up to `jobs` processes.
    Raises SourceError or TemplateError with all that cannot be used, one line each, where the first stands first.
    """
    folders = project.folders
    if not (project.root / folders.content).is_dir():
        raise SourceError(
            f"there is no folder {folders.content!r} here; run `i18n new` to begin a site, or name another with -C"
        )
    pages, assets, values = [], [], []
    for path in listing(project, folders.content):
        if path.startswith(folders.data + "/"):
            if path.endswith(data.SUFFIXES):
                values.append(path)
        elif path.endswith(PAGES):
            pages.append(path)
        else:
            assets.append(path)
    assets += listing(project, folders.static)
    marked = [path for path in listing(project, folders.templates) if path.endswith(templates.SUFFIXES)]
    unseen = _unseen_blocks(project, marked) if project.bare_text else None
    errors: list[I18nError] = []
    digests: dict[str, str] = {}

    def one(path: str) -> tuple[bytes, Document] | I18nError:
        try:
            content = files.read(project.root / path, root=project.root)
            before = parsed.get(path) if parsed is not None else None
            if before is not None and before[0] == content:
                return before
            return content, _document(project, decoded(content, path), path, unseen)
        except I18nError as error:
            return error

    def documents(paths: list[str]) -> tuple[Document, ...]:
        found = []
        for path, outcome in zip(paths, spread(one, paths, jobs if len(paths) >= MANY else 1), strict=True):
            if isinstance(outcome, I18nError):
                errors.append(outcome)
                continue
            if parsed is not None:
                parsed[path] = outcome
            digests[path] = sha256(outcome[0]).hexdigest()
            found.append(outcome[1])
        return tuple(found)

    found = Tree(documents(pages), documents(values), documents(marked), tuple(assets), digests)
    errors += _same_names(values)
    if errors:
        raise type(errors[0])("\n".join(map(str, errors)))
    return found


def _same_names(paths: Sequence[str]) -> list[I18nError]:
    """An error for each data file whose name another has: a variable could mean either."""
    first: dict[str, str] = {}
    return [
        SourceError(f"{other} has the same name, so {{{stem}.…}} could mean either; rename one of them", path=path)
        for path in paths
        for stem in [PurePosixPath(path).stem]
        if (other := first.setdefault(stem, path)) != path
    ]


def _unseen_blocks(project: Project, paths: Iterable[str]) -> frozenset[str]:
    """Names of the templates' blocks that hold no words; what is wrong with a file is said when it is parsed."""
    texts = []
    for path in paths:
        with suppress(I18nError):
            texts.append(decoded(files.read(project.root / path, root=project.root), path))
    return bare_text.unseen_blocks(texts)


def _document(project: Project, text: str, path: str, unseen: frozenset[str] | None) -> Document:
    if path.startswith(project.folders.templates + "/"):
        return templates.parse(text, path, critical(project, path), unseen=unseen)
    if path.startswith(project.folders.data + "/"):
        return data.parse(text, path, project.data, critical(project, path))
    rules = Rules(project.fields, critical(project, path), project.code, project.contexts)
    return html.parse(text, path, rules) if path.endswith(".html") else markdown.parse(text, path, rules)


def listing(project: Project, folder: str) -> list[str]:
    """The files below a folder, relative to the site's folder, sorted; hidden ones and links out of it are left out."""
    return sorted(_walk(project.root, folder)) if (project.root / folder).is_dir() else []


def _walk(root: Path, folder: str) -> Iterator[str]:
    for entry in os.scandir(root / folder):
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        else:
            yield path


def critical(project: Project, path: str) -> str | None:
    """The class of harm that the configuration gives a file, by its whole path or its path below the content folder."""
    inner = path.removeprefix(project.folders.content + "/")
    return next(
        (name for glob, name in project.critical.items() if fnmatchcase(inner, glob) or fnmatchcase(path, glob)), None
    )


def decoded(content: bytes, path: str) -> str:
    """A source file's text with line feeds alone. Raises SourceError with the line of a byte that is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8 (byte {content[error.start]:#04x}); save it as UTF-8"
        raise SourceError(message, path=path, line=line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def undefined_variables(tree: Tree, names: frozenset[str]) -> list[Diagnostic]:
    """An error for each variable whose first part is a data file and whose value does not exist."""
    stems = {PurePosixPath(document.path).stem for document in tree.data}
    found = []
    for document in tree.documents:
        for segment in (*document.segments, *document.fields.values()):
            for name in _variables(segment) if "{" in segment.text else ():
                if name.split(".")[0] in stems and name not in names:
                    found.append(_undefined(name, segment.reference))
        for hole in document.holes:
            if isinstance(hole, Variable) and hole.name.split(".")[0] in stems and hole.name not in names:
                found.append(_undefined(hole.name, Reference(document.path)))
    return found


def _undefined(name: str, place: Reference) -> Diagnostic:
    message = f"{{{name}}} names no value of the data files; correct the name"
    return Diagnostic("content.variable", Severity.ERROR, message, place.path, place.line, source=place)


def _variables(segment: Segment) -> list[str]:
    """The variables of a text; what looks like one inside code is code."""
    if segment.format != "markdown":
        return [found[1] for found in markup.VARIABLE.finditer(segment.text)]
    return [item[1] for item in markup.parse_source(segment.text).structure if item[0] == "variable"]
