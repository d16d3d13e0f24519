"""What is there, what is missing, what is wrong: status and check."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from i18n.config import Project, load
from i18n.errors import ConfigError
from i18n.model import Catalog, Coverage, Diagnostic, Edition, Locale, MessageKey, Progress, Severity, Template
from i18n.pipeline import waivers
from i18n.pipeline.reading import canonical, folder_of, targets_of
from i18n.processes import spread

if TYPE_CHECKING:
    from i18n import checks
    from i18n.builder.edition import Judgement
    from i18n.builder.site import Site
    from i18n.checks import Glossary
    from i18n.pipeline.check_cache import Found


class PageStatus(NamedTuple):
    path: str
    coverage: Coverage
    fuzzy: int
    """Of its messages, its title and the like included; each use counts."""


class Waiting(NamedTuple):
    """What of one class of text in one locale somebody has to do."""

    critical: str | None
    """The class of harm; None for ordinary text."""
    translate: int
    """Messages without a finished string, or whose string was rejected or has an error."""
    approve: int
    """Messages whose string is not shown, or shown under a notice, until somebody has reviewed or approved it."""
    roles: tuple[str, ...]
    """Who can do that, sorted; empty for anybody who may review."""
    together: bool = False
    """One person for each role is needed, instead of one in all."""


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
    waits: tuple[Waiting, ...] = ()
    """For each class, ordinary text last, of which anything waits."""


@dataclass(frozen=True, slots=True)
class Check:
    """What `check` found."""

    findings: tuple[Diagnostic, ...]
    locales: tuple[str, ...]
    messages: int
    """Number of strings that were looked at."""
    waived: int = 0
    """Number of findings that are left out, because somebody waived them."""

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


def check(root: Path, tags: Sequence[str] = (), *, progress: Progress | None = None, cached: bool = False) -> Check:
    """Every finding of every file: sources, catalogs, ledgers, gate checks and advisory checks.

    With `cached`, what did not change since the last such run is taken from there.
    """
    from i18n.builder.inputs import inputs
    from i18n.pipeline.check_cache import Cache

    project = load(root)
    _check_levels(project)
    locales = targets_of(project, tags)
    if not cached:
        return _joined(_check_all(project, locales, progress), locales)
    everything = inputs(project, tuple(locale.tag for locale in targets_of(project, ())), draft=False)
    hashes = {tag: everything["shared"] + own for tag, own in everything["locales"].items()} | {
        "": everything["shared"]
    }
    cache = Cache(project.root, hashes)
    known = {
        part: found for part in ("", *(locale.tag for locale in locales)) if (found := cache.get(part)) is not None
    }
    if len(known) <= len(locales):
        missing = [locale for locale in locales if locale.tag not in known]
        new = _check_all(project, missing, progress)
        cache.put(new)
        known |= new
    return _joined(known, locales)


def _joined(found: Mapping[str, Found], locales: Sequence[Locale]) -> Check:
    """One result of those for the sources, under the empty tag, and for each locale."""
    parts = [found[""], *(found[locale.tag] for locale in locales)]
    findings = [one for part in parts for one in part.findings]
    ordered = sorted(findings, key=lambda one: (one.path, one.line, one.check, one.message))
    messages, waived = sum(part.messages for part in parts), sum(part.waived for part in parts)
    return Check(tuple(dict.fromkeys(ordered)), tuple(locale.tag for locale in locales), messages, waived)


def _check_all(project: Project, locales: Sequence[Locale], progress: Progress | None) -> dict[str, Found]:
    """What is found in the sources, under the empty tag, and in each locale."""
    from i18n import extraction
    from i18n.builder.site import load as load_site
    from i18n.pipeline.check_cache import Found

    jobs = os.cpu_count() or 1
    site = load_site(project, tuple(locale.tag for locale in locales), draft=False, jobs=jobs)
    # With the pages that are not published yet: their strings are wanted too.
    whole = extraction.extract(site.tree.documents, project.domain)
    found = {"": Found((*site.diagnostics, *_unmarked(project, whole)))}
    targets = site.locales[1:]
    # As many whole locales as can be shared out evenly, each to one process; of the others each process takes a part.
    even = len(targets) // jobs * jobs if len(whole.sources) >= _SHARE else 0
    done = 0

    def one(locale: Locale, jobs: int = 1) -> Found:
        nonlocal done
        result = _check_locale(site, locale, whole, jobs)
        done += 1
        if progress:
            progress("checking", done, len(targets))
        return result

    shared = spread(one, targets[:even], jobs)
    found |= {locale.tag: each for locale, each in zip(targets[:even], shared, strict=True)}
    done = even
    return found | {locale.tag: one(locale, jobs) for locale in targets[even:]}


def _check_locale(site: Site, locale: Locale, whole: Template, jobs: int) -> Found:
    """What is found in one locale, by up to `jobs` processes."""
    from i18n.builder import edition
    from i18n.pipeline.check_cache import Found

    project = site.project
    own = edition.read(site, locale)
    judged = edition.judge_locale(site, locale, own).diagnostics
    count = sum(any(message.strings) for catalog in own.catalogs for message in catalog.messages.values())
    every = [
        *judged,
        *advice(project, locale, own.catalogs, whole, jobs),
        # What a catalog has that cannot be read is not missing.
        *(_missing(project, locale, own.catalogs, whole) if own.whole else ()),
    ]
    accepted = waivers.in_force(project, locale) if own.known else {}
    left = waivers.Filter(accepted, own.catalogs, site).left(every, judged)
    return Found(tuple(left), count, len(every) - len(left))


def _check_levels(project: Project) -> None:
    """Raises ConfigError where the configuration names no check, one of the gate, or a locale that is none."""
    from i18n import checks

    tags = {canonical(tag) for tag in project.locales}
    for tag, levels in project.checks.items():
        if tag and canonical(tag) not in tags:
            raise ConfigError(f"[checks.{tag}]: no language of this site; expected one of {', '.join(project.locales)}",
                              path=project.file)  # fmt: skip
        for name in levels:
            if name not in checks.ADVISORY_IDS:
                near = get_close_matches(name, checks.ADVISORY_IDS, 1)
                hint = f"did you mean {near[0]!r}?" if near else "docs/checks.md lists those that can be set"
                raise ConfigError(f"[checks]: {name!r} is no check that can be set; {hint}", path=project.file)


def _levelled(project: Project, locale: Locale | None, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of advisory checks, as much as the configuration says that they matter."""
    levels = dict(project.checks.get("", {}))
    for tag, own in project.checks.items():
        if tag and locale is not None and canonical(tag) == locale.tag:
            levels |= own
    if not levels:
        return list(found)
    return [
        replace(one, severity=Severity(levels[one.check])) if one.check in levels else one
        for one in found
        if levels.get(one.check) != "off"
    ]


def _unmarked(project: Project, template: Template) -> list[Diagnostic]:
    """Source texts that look as if a wrong translation could hurt, and are not marked so (H-07).

    Nothing where no text of the site is marked: whoever marks none has decided so.
    """
    from i18n import checks

    found: list[Diagnostic] = []
    if all(source.critical is None for source in template.sources.values()):
        return found
    for source in template.sources.values():
        if source.critical is None and "slug" not in source.formats and "code" not in source.formats:
            cue = checks.looks_critical(source.key.id, project.source)
            if cue:
                place = source.references[0]
                message = f"{cue!r} reads as if a wrong translation could hurt; mark it critical, or set this check"
                found.append(Diagnostic("completeness.unmarked", Severity.WARNING, message, place.path, place.line,
                                        key=source.key, source=place))  # fmt: skip
    return _levelled(project, None, found)


def _missing(project: Project, locale: Locale, catalogs: Sequence[Catalog], template: Template) -> list[Diagnostic]:
    """Critical texts without a string, so that they are shown in the source language."""
    missing = [
        source
        for key, source in template.sources.items()
        if source.critical is not None and not any(_is_there(catalog, key) for catalog in catalogs)
    ]
    places = {
        key: (catalog.path, line)
        for catalog in reversed(catalogs)
        for key, line in catalog.lines(one.key for one in missing if one.key in catalog.messages).items()
    }
    found = []
    for source in missing:
        place = source.references[0]
        path, line = places.get(source.key, (place.path, place.line))
        message = (
            f"critical text ({source.critical}) has no string in {locale.tag}, so it stays untranslated; translate it"
        )
        found.append(Diagnostic("completeness.critical", Severity.WARNING, message, path, line, locale.tag, source.key,
                                place))  # fmt: skip
    return _levelled(project, locale, found)


def _is_there(catalog: Catalog, key: MessageKey) -> bool:
    message = catalog.messages.get(key)
    return message is not None and message.translated


def _status(site: Site, judgement: Judgement) -> LocaleStatus:
    from i18n import translate
    from i18n.model import State

    edition = judgement.edition
    tag = edition.locale.tag
    states = [(verdict.state, verdict.locale == tag) for verdict in edition.verdicts.values()]
    held = (State.APPROVED, State.TRANSLATED, State.UNRECORDED, State.MACHINE, State.REJECTED)
    translated = sum(state in held for state, _ in states)
    fuzzy = sum(state in (State.FUZZY, State.OUTDATED) for state, _ in states)
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
        tuple(_waits(site, edition)),
    )


def _waits(site: Site, edition: Edition) -> Iterator[Waiting]:
    """What waits for whom, class by class."""
    from i18n.model import State

    policy, tag = site.project.policy, edition.locale.tag
    undone = (State.FUZZY, State.UNTRANSLATED, State.REJECTED, State.REFUSED, State.OUTDATED)
    translate: Counter[str | None] = Counter()
    approve: Counter[str | None] = Counter()
    for key, source in site.judged.template.sources.items():
        verdict = edition.verdicts[key]
        if verdict.state in undone:
            translate[source.critical] += 1
        elif verdict.state is State.MACHINE or verdict.locale != tag:
            approve[source.critical] += 1
    for critical in sorted(translate.keys() | approve.keys(), key=lambda one: (one is None, one or "")):
        roles = () if critical is None else tuple(sorted(policy.critical_roles))
        together = critical is not None and policy.four_eyes
        yield Waiting(critical, translate[critical], approve[critical], roles, together)


def advice(
    project: Project, locale: Locale, catalogs: Sequence[Catalog], template: Template, jobs: int | None = None
) -> list[Diagnostic]:
    """What the advisory checks say, and the messages that no source has; by as many processes as there are cores, or by
    `jobs`."""
    from i18n import checks

    glossary, found = _glossary(project, locale)
    source_tag = canonical(project.source)
    homes: list[Catalog] = []
    pairs: list[checks.Pair] = []
    problems: dict[str, list[tuple[MessageKey, checks.Problem]]] = {catalog.path: [] for catalog in catalogs}
    for catalog in catalogs:
        for key, message in catalog.messages.items():
            known = template.sources.get(key)
            if known is None:
                problems[catalog.path].append((key, checks.Problem("po.unknown", Severity.WARNING, _UNKNOWN)))
            elif message.translated:
                homes.append(catalog)
                pairs.append(checks.Pair(known, message, locale, source_tag))
    for number, found_here in _advised(pairs, glossary, jobs or os.cpu_count() or 1):
        problems[homes[number].path] += [(pairs[number].source.key, problem) for problem in found_here]
    for catalog in catalogs:
        lines = catalog.lines(key for key, _ in problems[catalog.path])
        for key, problem in problems[catalog.path]:
            known = template.sources.get(key)
            place = known.references[0] if known else None
            found.append(
                Diagnostic(
                    problem.check, problem.severity, problem.message, catalog.path, lines[key], locale.tag, key, place
                )
            )
    return _levelled(project, locale, found)


def _advised(
    pairs: Sequence[checks.Pair], glossary: Glossary | None, jobs: int
) -> Iterator[tuple[int, Sequence[checks.Problem]]]:
    """What is said of each pair, by its index; of many pairs by several processes."""
    from i18n import checks

    advise = checks.Adviser(pairs, glossary)
    share = max(_SHARE, -(-len(pairs) // jobs))
    for part in spread(advise.some, [(start, start + share) for start in range(0, len(pairs), share)], jobs):
        yield from part


_SHARE = 500  # pairs or sources; fewer are not worth a process

_UNKNOWN = "no source has this message, so it is never shown; run `i18n update`, or correct the msgid"


def _glossary(project: Project, locale: Locale) -> tuple[Glossary | None, list[Diagnostic]]:
    from i18n import checks, files

    path = f"{folder_of(project, locale)}/glossary.csv"
    if not (project.root / path).exists():
        return None, []
    text = files.read(project.root / path, root=project.root).decode("utf-8-sig", "replace")
    glossary = checks.read_glossary(text, path)
    return glossary, list(glossary.diagnostics)
