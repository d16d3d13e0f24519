"""From the sources to the catalogs: extract, update, add."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from i18n.config import load
from i18n.errors import UsageError
from i18n.model import Locale, Merge, Progress, Template
from i18n.pipeline.reading import (
    canonical,
    catalog_path,
    catalogs_of,
    empty,
    locale_of,
    source_of,
    sources,
    targets_of,
    template_catalog,
)


class Update(NamedTuple):
    """What `update` did to one catalog."""

    locale: Locale
    path: str
    """Relative to the site's folder."""
    merge: Merge
    changed: bool
    """The file was written, or would be."""


def extract(root: Path) -> tuple[Template, str, bool]:
    """The template catalog, the path of its file, and whether the file changed."""
    from i18n import files, po

    project = load(root)
    _, template = sources(project)
    path = f"{project.folders.locales}/{project.domain}.pot"
    with files.lock(project.root):
        changed = files.write(project.root / path, po.write(template_catalog(project, template)), root=project.root)
    return template, path, changed


def update(
    root: Path, tags: Sequence[str] = (), *, dry_run: bool = False, progress: Progress | None = None
) -> list[Update]:
    """Extracts, then brings the catalog of each locale to the new template.

    `dry_run` writes nothing. A catalog that cannot be read whole is not touched and stops the run before anything is
    written, with every problem of every file.
    """
    from i18n import files, merge, po

    project = load(root)
    targets = targets_of(project, tags)
    _, template = sources(project)
    read = catalogs_of(project, targets)
    updates: list[Update] = []
    writes: list[tuple[str, bytes, bytes | None]] = []
    for number, (locale, found) in enumerate(zip(targets, read, strict=True), 1):
        path = catalog_path(project, locale)
        others = [catalog for name, (_, catalog) in found.items() if name != path]
        before, catalog = found.get(path) or (None, empty(project, locale, path))
        merged = merge.merge(template, catalog, elsewhere=others, references=project.references)
        content = po.write(merged.catalog)
        updates.append(Update(locale, path, merged, content != before))
        if content != before:
            po.confirm(merged.catalog, content)
            writes.append((path, content, before))
        if progress:
            progress("merging", number, len(targets))
    if not dry_run:
        with files.lock(project.root):
            pot = f"{project.folders.locales}/{project.domain}.pot"
            files.sweep(project.root / project.folders.locales)
            files.write(project.root / pot, po.write(template_catalog(project, template)), root=project.root)
            for path, content, expected in writes:
                files.write_if_unchanged(project.root / path, content, expected, root=project.root)
    return updates


def add(root: Path, tag: str) -> Update:
    """Begins a language: its folder, its catalog with the right header, every message untranslated."""
    from i18n import files, merge, po

    project = load(root)
    locale = locale_of(project, tag)
    if locale.tag == source_of(project).tag:
        raise UsageError(f"{locale.tag} is the language of the source texts; it has no catalog")
    path = catalog_path(project, locale)
    if (project.root / path).exists():
        raise UsageError(f"{path} is already there; run `i18n update {locale.folder}` to bring it up to date")
    _, template = sources(project)
    merged = merge.merge(template, empty(project, locale, path), references=project.references)
    content = po.write(merged.catalog)
    po.confirm(merged.catalog, content)
    with files.lock(project.root):
        files.write(project.root / path, content, root=project.root)
    return Update(locale, path, merged, True)


def next_step(root: Path, tag: str) -> str:
    """What is left to do so that the site has the language."""
    project = load(root)
    if tag in (canonical(one) for one in project.locales):
        return f"Translate it in your editor, then run `i18n build {tag}`."
    return f"Add {tag!r} to `locales` in [site] of {project.file}, then run `i18n build`."
