"""From the sources to the catalogs: extract, update, add."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from i18n.config import Project, References, load
from i18n.errors import CatalogError, I18nError, UsageError
from i18n.model import Approval, Locale, Merge, Progress, Template
from i18n.pipeline import domains
from i18n.pipeline.reading import (
    canonical,
    catalogs_of,
    check_author,
    locale_of,
    source_of,
    sources,
    targets_of,
    template_catalog,
)
from i18n.pipeline.remembering import Memories, Typos, check_typos, memories, record_typos, vouched
from i18n.processes import spread

MANY = 2000
"""Messages from which on the locales are merged by more than one process."""


class Update(NamedTuple):
    """What `update` did to one catalog."""

    locale: Locale
    path: str
    """Relative to the site's folder."""
    counts: Mapping[str, int]
    """Of each kind of what happened (added, kept, moved, fuzzied, obsoleted, revived) how many messages there are."""
    changed: bool
    """The file was written, or would be."""


class Extracted(NamedTuple):
    """One template catalog, as `extract` wrote it."""

    template: Template
    path: str
    """Relative to the site's folder."""
    changed: bool
    """The file had to be written."""


def extract(root: Path, *, references: References | None = None) -> list[Extracted]:
    """Writes the template catalog of each domain, that of the site first.

    `references` says what the `#:` lines hold, where it is to be something else than the configuration says.
    """
    from i18n import files

    project = load(root)
    project = replace(project, references=references or project.references)
    tree, template = sources(project)
    written = domains.written(project, domains.templates(project, tree, template))
    with files.lock(project.root):
        return [
            Extracted(part, path, files.write(project.root / path, content, root=project.root))
            for path, (part, content) in written.items()
        ]


def template(root: Path, *, references: References | None = None) -> tuple[Template, bytes]:
    """The template catalog of all domains together, and the file that it would be; nothing is written."""
    from i18n import po

    project = load(root)
    _, whole = sources(project)
    return whole, po.write(template_catalog(replace(project, references=references or project.references), whole))


def update(
    root: Path,
    tags: Sequence[str] = (),
    *,
    memory: Sequence[Path] = (),
    typos: Typos | None = None,
    references: References | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Update]:
    """Extracts, then brings the catalogs of each locale to the new template.

    `memory` are `.po` and `.tmx` files with what others translated; `typos` are edits that change no meaning, whose
    translations stay and are recorded in the ledger. `references` says what the `#:` lines hold, where it is to be
    something else than the configuration says.
    `dry_run` writes nothing. A catalog that cannot be read whole is not touched and stops the run before anything is
    written, with every problem of every file.
    """
    from i18n import files

    project = load(root)
    project = replace(project, references=references or project.references)
    targets = targets_of(project, tags)
    with nullcontext() if dry_run else files.lock(project.root):
        template, parts = _templates(project)
        if typos:
            check_typos(typos, template)
            check_author(project, typos.by)
        beside = memories(project, targets, memory)

        def one(locale: Locale | None) -> _Made | I18nError:
            """What becomes of the template catalogs (None), or of the catalogs of a locale."""
            try:
                if locale is None:
                    return _Made(files=tuple(_files(project, parts)))
                return _merged(project, locale, template, parts, beside[locale.tag], typos)
            except I18nError as error:
                return error

        jobs = (os.cpu_count() or 1) if len(template.sources) >= MANY else 1
        found = _whole(spread(one, targets if dry_run else [*targets, None], jobs))
        if progress:
            progress("merging", len(targets), len(targets))
        if not dry_run:
            files.sweep(project.root / project.folders.locales)
            for path, content in (file for one in found for file in one.files):
                files.write(project.root / path, content, root=project.root)
            # Before the catalogs: a record of a pair that is not there yet says nothing, a pair without it too much.
            record_typos(project, targets, {one.tag: one.records for one in found if one.tag})
            writes = [write for one in found for write in one.writes]
            # What loses messages to another catalog comes last: a run that is cut short has them twice, never nowhere.
            for write in sorted(writes, key=lambda one: one.loses):
                files.write_if_unchanged(project.root / write.path, write.content, write.before, root=project.root)
    return [update for one in found for update in one.updates]


def _templates(project: Project) -> tuple[Template, dict[str, Template]]:
    """The site's messages, all together and by domain; the pages, which take most of the memory, are let go."""
    tree, template = sources(project)
    return template, domains.templates(project, tree, template)


class _Write(NamedTuple):
    """A catalog that changes."""

    path: str
    content: bytes
    before: bytes | None
    """What its file held when it was read; None where there was none."""
    loses: bool
    """Messages of it move to another catalog."""


class _Made(NamedTuple):
    """What becomes of one locale, or of the template catalogs; small, because it may come from another process."""

    tag: str = ""
    """Of the locale."""
    updates: tuple[Update, ...] = ()
    writes: tuple[_Write, ...] = ()
    records: Sequence[Approval] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    """Template catalogs: path and content."""


def _files(project: Project, parts: Mapping[str, Template]) -> Iterator[tuple[str, bytes]]:
    for path, (_, content) in domains.written(project, parts).items():
        yield path, content


def _merged(
    project: Project,
    locale: Locale,
    template: Template,
    parts: Mapping[str, Template],
    beside: Memories,
    typos: Typos | None,
) -> _Made:
    """The catalogs of one locale brought to the template. Raises CatalogError where one cannot be read whole."""
    from i18n import merge, po

    (found,) = catalogs_of(project, [locale])
    one = domains.joined(project, locale, found, template, parts)
    variants, known = beside
    merged = merge.merge(
        template,
        one.catalog,
        elsewhere=one.elsewhere,
        variants=variants,
        memory=known,
        references=project.references,
    )
    records: Sequence[Approval] = ()
    if typos:
        merged, records = vouched(typos, merged, template, one.catalog)
    updates: list[Update] = []
    writes: list[_Write] = []
    for outcome in domains.parted(one, merged):
        same = outcome.before is not None and outcome.merge.catalog is outcome.previous
        content = None if same else po.write(outcome.merge.catalog)
        changed = content is not None and content != outcome.before
        updates.append(Update(locale, outcome.path, counts(outcome.merge), changed))
        if content is not None and changed:
            po.confirm(outcome.merge.catalog, content)
            writes.append(_Write(outcome.path, content, outcome.before, outcome.loses))
    return _Made(locale.tag, tuple(updates), tuple(writes), records)


def _whole(outcomes: Sequence[_Made | I18nError]) -> list[_Made]:
    """The outcomes of all locales. Raises the errors of all that have one, together."""
    wrong = [one for one in outcomes if isinstance(one, I18nError)]
    if len(wrong) == 1 or any(not isinstance(one, CatalogError) for one in wrong):
        raise next((one for one in wrong if not isinstance(one, CatalogError)), wrong[0])
    if wrong:
        diagnostics = [finding for one in wrong for finding in one.diagnostics]
        raise CatalogError("\n".join(map(str, wrong)), diagnostics=diagnostics)
    return [one for one in outcomes if not isinstance(one, I18nError)]


def counts(merge: Merge) -> dict[str, int]:
    """Of each kind of what happened, how many messages there are."""
    kinds = ("added", "kept", "moved", "fuzzied", "obsoleted", "revived")
    return {kind: len(getattr(merge, kind)) for kind in kinds if getattr(merge, kind)}


def add(root: Path, tag: str) -> list[Update]:
    """Begins a language: its folder, its catalogs with the right header, every message untranslated."""
    from i18n import files, merge, po

    project = load(root)
    locale = locale_of(project, tag)
    if locale.tag == source_of(project).tag:
        raise UsageError(f"{locale.tag} is the language of the source texts; it has no catalog")
    template, parts = _templates(project)
    one = domains.joined(project, locale, {}, template, parts)
    merged = merge.merge(template, one.catalog, references=project.references)
    made: list[Update] = []
    contents: list[bytes] = []
    for outcome in domains.parted(one, merged):
        path = outcome.path
        if (project.root / path).exists():
            raise UsageError(f"{path} is already there; run `i18n update {locale.folder}` to bring it up to date")
        made.append(Update(locale, path, counts(outcome.merge), True))
        contents.append(po.write(outcome.merge.catalog))
        po.confirm(outcome.merge.catalog, contents[-1])
    with files.lock(project.root):
        for begun, content in zip(made, contents, strict=True):
            files.write(project.root / begun.path, content, root=project.root)
    return made


def next_step(root: Path, tag: str) -> str:
    """What is left to do so that the site has the language."""
    project = load(root)
    if tag in (canonical(one) for one in project.locales):
        return f"Translate it in your editor, then run `i18n build {tag}`."
    return f"Add {tag!r} to `locales` in [site] of {project.file}, then run `i18n build`."
