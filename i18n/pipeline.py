"""The stories: what each command does, from reading to writing. The only module that knows all stages.

Every function takes the site's folder, returns values, prints nothing, and raises `I18nError` for what stops it.
Stages are imported where they are used, so that `i18n --help` does not load a Markdown parser.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from i18n import __version__
from i18n.config import Project, load
from i18n.errors import CatalogError, I18nError, UsageError
from i18n.model import Approval, Catalog, Coverage, Diagnostic, Locale, Merge, Message, Progress, Severity, Template

if TYPE_CHECKING:
    from i18n.builder import Run
    from i18n.builder.edition import Judgement
    from i18n.builder.site import Site
    from i18n.checks import Glossary
    from i18n.sources.tree import Tree

PUBLIC = "public"
"""Where the site is published by default."""
DRAFTS = "drafts"
"""Where draft editions go by default, so that they are never where the site is."""


class Update(NamedTuple):
    """What `update` did to one catalog."""

    locale: Locale
    path: str
    """Relative to the site's folder."""
    merge: Merge
    changed: bool
    """The file was written, or would be."""


class PageStatus(NamedTuple):
    path: str
    coverage: Coverage
    fuzzy: int
    """Of its messages, its title and the like included; each use counts."""


class LocaleStatus(NamedTuple):
    """Coverage of one locale, counted in messages of the template catalog."""

    locale: Locale
    total: int
    translated: int
    fuzzy: int
    untranslated: int
    waiting: int
    """Translated, but not shown until somebody approves."""
    machine: int
    """Shown with the notice that nobody has reviewed it."""
    approved: int
    pages: tuple[PageStatus, ...]
    problems: tuple[Diagnostic, ...] = ()
    """Why a file of the locale could not be read; then the numbers are without it."""


@dataclass(frozen=True, slots=True)
class Check:
    """What `check` found."""

    findings: tuple[Diagnostic, ...]
    locales: tuple[str, ...]
    messages: int
    """Number of strings that were looked at."""

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def extract(root: Path) -> tuple[Template, str, bool]:
    """The template catalog, the path of its file, and whether the file changed."""
    from i18n import files, po

    project = load(root)
    _, template = _sources(project)
    path = f"{project.folders.locales}/{project.domain}.pot"
    with files.lock(project.root):
        changed = files.write(project.root / path, po.write(_pot(project, template)), root=project.root)
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
    targets = _targets(project, tags)
    _, template = _sources(project)
    read = _read(project, targets)
    updates: list[Update] = []
    writes: list[tuple[str, bytes, bytes | None]] = []
    for number, (locale, found) in enumerate(zip(targets, read, strict=True), 1):
        path = _catalog_path(project, locale)
        others = [catalog for name, (_, catalog) in found.items() if name != path]
        before, catalog = found.get(path) or (None, _empty(project, locale, path))
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
            files.write(project.root / pot, po.write(_pot(project, template)), root=project.root)
            for path, content, expected in writes:
                files.write_if_unchanged(project.root / path, content, expected, root=project.root)
    return updates


def add(root: Path, tag: str) -> Update:
    """Begins a language: its folder, its catalog with the right header, every message untranslated."""
    from i18n import files, merge, po

    project = load(root)
    locale = _locale(project, tag)
    if locale.tag == _source(project).tag:
        raise UsageError(f"{locale.tag} is the language of the source texts; it has no catalog")
    path = _catalog_path(project, locale)
    if (project.root / path).exists():
        raise UsageError(f"{path} is already there; run `i18n update {locale.folder}` to bring it up to date")
    _, template = _sources(project)
    merged = merge.merge(template, _empty(project, locale, path), references=project.references)
    content = po.write(merged.catalog)
    po.confirm(merged.catalog, content)
    with files.lock(project.root):
        files.write(project.root / path, content, root=project.root)
    return Update(locale, path, merged, True)


def next_step(root: Path, tag: str) -> str:
    """What is left to do so that the site has the language."""
    project = load(root)
    if tag in (_canonical(one) for one in project.locales):
        return f"Translate it in your editor, then run `i18n build {tag}`."
    return f"Add {tag!r} to `locales` in [site] of {project.file}, then run `i18n build`."


def status(root: Path, tags: Sequence[str] = ()) -> list[LocaleStatus]:
    """How much of the site is there in each locale, and on each page."""
    from i18n.builder import edition
    from i18n.builder.site import load as load_site

    project = load(root)
    site = load_site(project, tuple(locale.tag for locale in _targets(project, tags)), draft=False)
    return [_status(site, edition.judge_locale(site, locale)) for locale in site.locales[1:]]


def check(root: Path, tags: Sequence[str] = (), *, progress: Progress | None = None) -> Check:
    """Every finding of every file: sources, catalogs, ledgers, gate checks and advisory checks."""
    from i18n import extraction
    from i18n.builder import edition
    from i18n.builder.site import load as load_site

    project = load(root)
    site = load_site(project, tuple(locale.tag for locale in _targets(project, tags)), draft=False)
    # With the pages that are not published yet: their strings are wanted too.
    whole = extraction.extract(site.tree.documents, project.domain)
    findings = list(site.diagnostics)
    count = 0
    for number, locale in enumerate(site.locales[1:], 1):
        own = edition.read(site, locale)
        findings += edition.judge_locale(site, locale, own).diagnostics
        count += sum(any(message.strings) for catalog in own.catalogs for message in catalog.messages.values())
        findings += _advice(project, locale, own.catalogs, whole)
        if progress:
            progress("checking", number, len(site.locales) - 1)
    ordered = sorted(findings, key=lambda one: (one.path, one.line, one.check, one.message))
    return Check(tuple(dict.fromkeys(ordered)), tuple(locale.tag for locale in site.locales[1:]), count)


def build(
    root: Path,
    tags: Sequence[str] = (),
    *,
    output: str = "",
    jobs: int = 0,
    drafts: bool = False,
    progress: Progress | None = None,
) -> Run:
    """The site in every language, through the gate, published at `output` (`public`, or `drafts` for draft editions).

    With `tags`, only these locales are made again; a draft then holds no others. A pseudo-locale (`en-XA`, `ar-XB`)
    makes draft editions.
    """
    from i18n import builder, files
    from i18n.pseudo import TAGS

    project = load(root)
    wanted = [_canonical(tag) for tag in tags]
    pseudo = [tag for tag in wanted if tag in TAGS]
    drafts = drafts or bool(pseudo)
    known = [_canonical(tag) for tag in project.locales]
    source = _canonical(project.source)
    for tag, given in zip(wanted, tags, strict=True):
        if tag not in (*known, source, *TAGS):
            raise _unknown(given, known)
    every = list(dict.fromkeys([*(tag for tag in known if tag != source), *pseudo]))
    if drafts and wanted:
        every = [tag for tag in every if tag in wanted]
    place = _place(project, output, drafts=drafts)
    with files.lock(project.root):
        return builder.build(
            project,
            every,
            place,
            only=frozenset() if drafts else frozenset(wanted),
            jobs=jobs,
            draft=drafts,
            progress=progress,
        )


def _place(project: Project, output: str, *, drafts: bool) -> Path:
    """Where the site goes. Raises UsageError where that would harm what is published or what the site is made from."""
    place = project.root / (output or (DRAFTS if drafts else PUBLIC))
    if drafts and place == project.root / PUBLIC:
        raise UsageError(f"{output!r} is where the site is published, and drafts never are; name another --output")
    folders = project.folders
    for folder in (folders.content, folders.templates, folders.static, folders.locales):
        if place.resolve().is_relative_to(project.root / folder):
            raise UsageError(f"{output!r} lies in {folder!r}, from which the site is made; name another --output")
    return place


def record(
    root: Path, tag: str, *, origin: str, by: str, messages: Sequence[str] = (), engine: str = "", note: str = ""
) -> tuple[str, int]:
    """Writes into a locale's ledger where its strings come from; the path of the ledger and the number of new records.

    `messages` chooses by msgid; empty means every translated message that is not fuzzy. Raises UsageError for a
    msgid that has no string.
    """
    from i18n import files, ledger

    project = load(root)
    locale = _targets(project, [tag])[0]
    catalogs = [catalog for _, catalog in _read(project, [locale])[0].values()]
    _, template = _sources(project)
    chosen = [
        (catalog, message)
        for catalog in catalogs
        for message in catalog.messages.values()
        if message.translated and message.key in template.sources and (not messages or message.key.id in messages)
    ]
    missing = set(messages) - {message.key.id for _, message in chosen}
    if missing:
        first = min(missing)
        problem = "is it fuzzy, empty or spelled another way?"
        raise UsageError(f"no finished string for {first!r} in {locale.tag}; {problem}")
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    approvals = [
        Approval(
            locale=locale.tag,
            domain=catalog.domain,
            src=ledger.source_hash(message.key, message.plural_id),
            tgt=ledger.target_hash(message.strings),
            act="machine" if origin == "machine" else "translated",
            by=by,
            at=at,
            origin=origin,
            engine=engine,
            crit=template.sources[message.key].critical or "",
            note=note,
        )
        for catalog, message in chosen
    ]
    path = f"{_folder(project, locale)}/reviews.jsonl"
    with files.lock(project.root):
        return path, ledger.append(project.root / path, approvals, tool=f"dragoman {__version__}", root=project.root)


# Reading


def _sources(project: Project) -> tuple[Tree, Template]:
    from i18n import extraction
    from i18n.sources import tree

    found = tree.read(project, jobs=os.cpu_count() or 1)
    return found, extraction.extract(found.documents, project.domain)


def _pot(project: Project, template: Template) -> Catalog:
    from i18n import po

    header = {"Project-Id-Version": project.title or project.domain, "Language": ""}
    return po.template(template, header, project.references)


def _canonical(tag: str) -> str:
    from i18n import languages

    return languages.canonical(tag)


def _locale(project: Project, tag: str) -> Locale:
    from i18n.builder.site import locale

    return locale(project, tag)


def _source(project: Project) -> Locale:
    return _locale(project, project.source)


def _targets(project: Project, tags: Sequence[str]) -> list[Locale]:
    """The locales of the site, or those that are asked for; the source locale is never one."""
    source = _source(project)
    known = [locale for locale in (_locale(project, tag) for tag in project.locales) if locale.tag != source.tag]
    if not tags:
        return known
    found = []
    for tag in tags:
        locale = next((locale for locale in known if locale.tag == _canonical(tag)), None)
        if locale is None:
            raise _unknown(tag, [one.tag for one in known])
        found.append(locale)
    return found


def _unknown(tag: str, known: Sequence[str]) -> I18nError:
    names = ", ".join(known) or "none yet"
    near = get_close_matches(tag.replace("_", "-"), known, 1)
    step = f"did you mean {near[0]!r}?" if near else f"run `i18n add {tag}` to begin it"
    return UsageError(f"{tag!r} is not a language of this site ({names}); {step}")


def _folder(project: Project, locale: Locale) -> str:
    from i18n.builder.catalogs import folder_of

    return folder_of(project, locale)


def _catalog_path(project: Project, locale: Locale) -> str:
    return f"{_folder(project, locale)}/LC_MESSAGES/{project.domain}.po"


def _read(project: Project, locales: Sequence[Locale]) -> list[dict[str, tuple[bytes, Catalog]]]:
    """For each locale its catalogs by path, that of the configured domain first, each with the bytes of its file.

    Raises CatalogError with every problem of all of them.
    """
    from i18n.builder import catalogs

    found: list[dict[str, tuple[bytes, Catalog]]] = []
    wrong: list[CatalogError] = []
    for locale in locales:
        found.append({})
        for path in catalogs.paths(project, locale):
            try:
                found[-1][path] = catalogs.read(project, locale, path)
            except CatalogError as error:
                wrong.append(error)
    if wrong:
        diagnostics = [one for error in wrong for one in error.diagnostics]
        raise CatalogError("\n".join(map(str, wrong)), diagnostics=diagnostics)
    return found


def _empty(project: Project, locale: Locale, path: str) -> Catalog:
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


# Status and checks


def _status(site: Site, judgement: Judgement) -> LocaleStatus:
    from i18n import translate
    from i18n.model import State

    edition = judgement.edition
    tag = edition.locale.tag
    states = [(verdict.state, verdict.locale == tag) for verdict in edition.verdicts.values()]
    held = (State.APPROVED, State.TRANSLATED, State.UNRECORDED, State.MACHINE, State.REJECTED)
    translated = sum(state in held for state, _ in states)
    fuzzy = sum(state is State.FUZZY for state, _ in states)
    pages = tuple(
        PageStatus(
            path,
            translate.coverage(page, edition),
            sum(
                not segment.fixed and edition.verdicts[segment.key].state is State.FUZZY
                for segment in (*page.segments, *page.fields.values())
            ),
        )
        for path, page in site.pages.items()
    )
    return LocaleStatus(
        edition.locale,
        len(states),
        translated,
        fuzzy,
        len(states) - translated - fuzzy,
        sum(state in held and not shown for state, shown in states),
        sum(state is State.MACHINE and shown for state, shown in states),
        sum(state is State.APPROVED for state, _ in states),
        pages,
        tuple(one for one in judgement.diagnostics if one.key is None and one.severity is Severity.ERROR),
    )


def _advice(project: Project, locale: Locale, catalogs: Sequence[Catalog], template: Template) -> list[Diagnostic]:
    """What the advisory checks say, and the messages that no source has."""
    from i18n import checks

    glossary, found = _glossary(project, locale)
    source = _canonical(project.source)
    for catalog in catalogs:
        problems: list[tuple[Message, checks.Problem]] = []
        for key, message in catalog.messages.items():
            known = template.sources.get(key)
            if known is None:
                problems.append((message, checks.Problem("po.unknown", Severity.WARNING, _UNKNOWN)))
            elif message.translated:
                problems += [
                    (message, problem)
                    for problem in checks.advise(checks.Pair(known, message, locale, source), glossary)
                ]
        lines = catalog.lines(message.key for message, _ in problems)
        for message, problem in problems:
            known = template.sources.get(message.key)
            found.append(
                Diagnostic(
                    problem.check,
                    problem.severity,
                    problem.message,
                    catalog.path,
                    lines[message.key],
                    locale.tag,
                    message.key,
                    known.references[0] if known else None,
                )
            )
    return found


_UNKNOWN = "no source has this message, so it is never shown; run `i18n update`, or correct the msgid"


def _glossary(project: Project, locale: Locale) -> tuple[Glossary | None, list[Diagnostic]]:
    from i18n import checks, files

    path = f"{_folder(project, locale)}/glossary.csv"
    if not (project.root / path).exists():
        return None, []
    text = files.read(project.root / path, root=project.root).decode("utf-8-sig", "replace")
    glossary = checks.read_glossary(text, path)
    return glossary, list(glossary.diagnostics)
