"""What every story begins with: the sources, the locales that are asked for, and their catalogs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from i18n.config import Project
from i18n.errors import CatalogError, I18nError, UsageError
from i18n.model import Catalog, Locale, Message, Template

if TYPE_CHECKING:
    from i18n.sources.tree import Tree


def sources(project: Project) -> tuple[Tree, Template]:
    from i18n import extraction
    from i18n.sources import tree

    found = tree.read(project, jobs=os.cpu_count() or 1)
    return found, extraction.extract(found.documents, project.domain)


def template_catalog(project: Project, template: Template) -> Catalog:
    from i18n import po

    header = {"Project-Id-Version": project.title or project.domain, "Language": ""}
    return po.template(template, header, project.references)


def canonical(tag: str) -> str:
    from i18n import languages

    return languages.canonical(tag)


def locale_of(project: Project, tag: str) -> Locale:
    from i18n.locales import locale

    return locale(project, tag)


def source_of(project: Project) -> Locale:
    return locale_of(project, project.source)


def targets_of(project: Project, tags: Sequence[str]) -> list[Locale]:
    """The locales of the site, or those that are asked for; the source locale is never one."""
    source = source_of(project)
    known = [locale for locale in (locale_of(project, tag) for tag in project.locales) if locale.tag != source.tag]
    if not tags:
        return known
    found = []
    for tag in tags:
        locale = next((locale for locale in known if locale.tag == canonical(tag)), None)
        if locale is None:
            raise unknown(tag, [one.tag for one in known])
        found.append(locale)
    return found


def unknown(tag: str, known: Sequence[str]) -> I18nError:
    names = ", ".join(known) or "none yet"
    near = get_close_matches(tag.replace("_", "-"), known, 1)
    step = f"did you mean {near[0]!r}?" if near else f"run `i18n add {tag}` to begin it"
    return UsageError(f"{tag!r} is not a language of this site ({names}); {step}")


def folder_of(project: Project, locale: Locale) -> str:
    from i18n.locales import folder_of

    return folder_of(project, locale)


def catalog_path(project: Project, locale: Locale) -> str:
    return f"{folder_of(project, locale)}/LC_MESSAGES/{project.domain}.po"


def catalogs_of(project: Project, targets: Sequence[Locale]) -> list[dict[str, tuple[bytes, Catalog]]]:
    """For each locale its catalogs by path, that of the configured domain first, each with the bytes of its file.

    Raises CatalogError with every problem of all of them.
    """
    from i18n import locales

    found: list[dict[str, tuple[bytes, Catalog]]] = []
    wrong: list[CatalogError] = []
    for locale in targets:
        found.append({})
        for path in locales.paths(project, locale):
            try:
                found[-1][path] = locales.read(project, locale, path)
            except CatalogError as error:
                wrong.append(error)
    if wrong:
        diagnostics = [one for error in wrong for one in error.diagnostics]
        raise CatalogError("\n".join(map(str, wrong)), diagnostics=diagnostics)
    return found


def empty(project: Project, locale: Locale, path: str) -> Catalog:
    from i18n.model import MessageKey

    fields = {
        "Project-Id-Version": project.title or project.domain,
        "PO-Revision-Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000"),
        "Last-Translator": "none",
        "Language-Team": "none",
        "Language": locale.folder,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={locale.plurals.count}; plural={locale.plurals.expression};",
    }
    header = Message(MessageKey(None, ""), strings=("".join(f"{name}: {value}\n" for name, value in fields.items()),))
    return Catalog(project.domain, locale.tag, path, header, {})


def ledger_path(project: Project, locale: Locale) -> str:
    """The ledger of a locale, relative to the site's folder, whether or not it is there."""
    return f"{folder_of(project, locale)}/reviews.jsonl"


def check_person(project: Project, locale: Locale, by: str) -> None:
    """Raises UsageError where the site lists people and this one not for the language: their record would not count."""
    from i18n import reviewers

    listed = reviewers.load(project)
    problem = listed.refusal(by, locale.tag) if listed and listed.there else ""
    if problem:
        raise UsageError(problem)


def check_author(project: Project, by: str) -> None:
    """Raises UsageError where the site lists people and this one not as an editor."""
    from i18n import reviewers

    listed = reviewers.load(project)
    problem = listed.author_refusal(by) if listed else ""
    if problem:
        raise UsageError(problem)


def ledger_bytes(project: Project, locale: Locale) -> bytes:
    """What the ledger of a locale holds; nothing where there is none."""
    from i18n import files, ledger

    path = project.root / ledger_path(project, locale)
    return files.read(path, root=project.root, limit=ledger.LIMIT) if path.exists() else b""
