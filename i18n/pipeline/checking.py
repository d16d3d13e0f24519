"""What is there, what is missing, what is wrong: status and check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from i18n.config import Project, load
from i18n.model import Catalog, Coverage, Diagnostic, Locale, Message, Progress, Severity, Template
from i18n.pipeline.reading import canonical, folder_of, targets_of

if TYPE_CHECKING:
    from i18n.builder.edition import Judgement
    from i18n.builder.site import Site
    from i18n.checks import Glossary


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


def status(root: Path, tags: Sequence[str] = ()) -> list[LocaleStatus]:
    """How much of the site is there in each locale, and on each page."""
    from i18n.builder import edition
    from i18n.builder.site import load as load_site

    project = load(root)
    site = load_site(project, tuple(locale.tag for locale in targets_of(project, tags)), draft=False)
    return [_status(site, edition.judge_locale(site, locale)) for locale in site.locales[1:]]


def check(root: Path, tags: Sequence[str] = (), *, progress: Progress | None = None) -> Check:
    """Every finding of every file: sources, catalogs, ledgers, gate checks and advisory checks."""
    from i18n import extraction
    from i18n.builder import edition
    from i18n.builder.site import load as load_site

    project = load(root)
    site = load_site(project, tuple(locale.tag for locale in targets_of(project, tags)), draft=False)
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
    source = canonical(project.source)
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

    path = f"{folder_of(project, locale)}/glossary.csv"
    if not (project.root / path).exists():
        return None, []
    text = files.read(project.root / path, root=project.root).decode("utf-8-sig", "replace")
    glossary = checks.read_glossary(text, path)
    return glossary, list(glossary.diagnostics)
