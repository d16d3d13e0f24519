"""Who approved what: the strings of a locale as they are now, with what the ledger says of them.

No clock is read, so a commit gives the same answer at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from i18n.config import load
from i18n.errors import CatalogError, LedgerError, UsageError
from i18n.model import Approval, Locale, MessageKey, Reference, Severity, Source, State
from i18n.pipeline import waivers
from i18n.pipeline.reading import ledger_bytes, ledger_path, targets_of

if TYPE_CHECKING:
    from i18n.builder.edition import Read
    from i18n.builder.site import Site
    from i18n.evidence import Section

_TOLD: Final = ("approved", "reviewed", "rejected", "revoked", "waived")
"""Where a string comes from is not what this is about."""
_STOPS: Final = ("rejected", "revoked")


class Counts(NamedTuple):
    """Of the messages of a page or of a class."""

    name: str
    """Path of the page; class of harm, or empty for ordinary text."""
    total: int
    approved: int
    critical: int
    """Of `total`."""
    critical_approved: int
    """Of `approved`."""


class Word(NamedTuple):
    """What somebody said of a string that is in use."""

    source: Source
    record: Approval
    in_force: bool
    """It counts: the person had the right to it, and nobody rejected or revoked it since."""
    again: date | None = None
    """The first day on which an approval of critical text is too old; None where it never is."""


class Missing(NamedTuple):
    """Critical text that is not approved."""

    source: Source
    state: State
    place: Reference


@dataclass(frozen=True, slots=True)
class Approvals:
    """What is known of one locale."""

    locale: Locale
    whole: Counts
    classes: tuple[Counts, ...]
    pages: tuple[Counts, ...]
    words: tuple[Word, ...]
    """In the order of the sources, of each the earliest first."""
    missing: tuple[Missing, ...]
    former: int
    """Records about pairs that are not in use now, or not on the page that was asked for."""


def approvals(
    root: Path, tags: Sequence[str] = (), *, page: str = "", release: Path | None = None, file: Path | None = None
) -> list[Approvals]:
    """Who approved what in each locale; with `page`, of the texts of that source file alone.

    With `release`, a published folder, it is what that release rests on, as its evidence says, which may be another
    `file`. A text that the site has no more is named by its hash.

    Raises CatalogError and LedgerError where a file cannot be read whole, UsageError where no text stands on the page
    or the release has no evidence, and I18nError where that cannot be used.
    """
    from i18n.builder.site import load as load_site

    project = load(root)
    site = load_site(project, tuple(locale.tag for locale in targets_of(project, tags)), draft=False)
    site = replace(site, day=None)
    if release is not None:
        return _of_release(site, release, file, page)
    sources = list(site.judged.template.sources.values())
    if page:
        known = {place.path for source in sources for place in source.references}
        sources = [one for one in sources if page in _pages(one)]
        if not sources:
            near = get_close_matches(page, sorted(known), 1)
            raise UsageError(f"no text stands in {page!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return [_of(site, locale, sources) for locale in site.locales[1:]]


def _of(site: Site, locale: Locale, sources: Sequence[Source]) -> Approvals:
    from i18n import ledger
    from i18n.builder import edition

    own = edition.read(site, locale)
    _check(own)
    states = {key: one.state for key, one in edition.judge_locale(site, locale, own).edition.verdicts.items()}
    past: dict[tuple[str, str], list[Approval]] = {}
    path = ledger_path(site.project, locale)
    for one in ledger.history(ledger_bytes(site.project, locale), path, locale=locale.tag):
        if one.act in _TOLD:
            past.setdefault((one.src, one.tgt), []).append(one)
    targets = _targets(own)
    words: list[Word] = []
    used = set()
    for source in sources:
        pair = (site.judged.hashes[source.key], targets.get(source.key, ""))
        used.add(pair)
        words += _words(site, locale, source, past.get(pair, ()))
    critical = [one for one in sources if one.critical is not None]
    return Approvals(
        locale,
        _count("", sources, states),
        tuple(
            _count(name, (one for one in sources if (one.critical or "") == name), states)
            for name in sorted({one.critical or "" for one in sources})
        ),
        tuple(
            _count(name, (one for one in sources if name in _pages(one)), states)
            for name in sorted({name for one in sources for name in _pages(one)})
        ),
        tuple(words),
        tuple(
            Missing(one, states[one.key], one.references[0])
            for one in critical
            if states[one.key] is not State.APPROVED
        ),
        sum(len(records) for pair, records in past.items() if pair not in used),
    )


def _of_release(site: Site, release: Path, file: Path | None, page: str) -> list[Approvals]:
    from i18n import evidence

    found = evidence.locales(release, file)
    known = {site.judged.hashes[key]: source for key, source in site.judged.template.sources.items()}
    every = {one["page"] for section in found.values() for one in section["files"].values() if "page" in one}
    every |= {path for section in found.values() for path in section["sources"]}
    if page and page not in every:
        near = get_close_matches(page, sorted(every), 1)
        raise UsageError(f"the release has no {page!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return [_released(site, one, found[one.tag], known, page) for one in site.locales[1:] if one.tag in found]


def _released(site: Site, locale: Locale, section: Section, known: Mapping[str, Source], wanted: str) -> Approvals:
    """What one locale of a release rests on."""
    from i18n import ledger

    pages = {one["page"]: one for one in section["files"].values() if "page" in one} | section["sources"]
    pages = {name: pages[name] for name in sorted(pages) if pages[name]["texts"]["total"] and wanted in ("", name)}
    places: dict[int, list[Reference]] = {}
    for name, one in pages.items():
        for number in one.get("approvals", ()):
            places.setdefault(number, []).append(Reference(name))
    path = ledger_path(site.project, locale)
    past = {
        (one.src, one.tgt, one.by, one.role, one.at): one
        for one in ledger.history(ledger_bytes(site.project, locale), path, locale=locale.tag)
        if one.act == "approved"
    }
    words = []
    for number in sorted(places):
        said = section["approvals"][number]
        facts = said["src"], said["tgt"], said["by"], said["role"], said["at"]
        record = past.get(facts) or Approval(locale.tag, "", *facts[:2], "approved", said["by"], said["at"],
                                             role=said["role"])  # fmt: skip
        source = known.get(said["src"]) or Source(MessageKey(None, said["src"]), None, (), (), ())
        words.append(Word(source._replace(references=tuple(places[number])), record, in_force=True))
    counts = tuple(Counts(name, one["texts"]["total"], one["texts"]["approved"], 0, 0) for name, one in pages.items())
    whole = Counts("", sum(one.total for one in counts), sum(one.approved for one in counts), 0, 0)
    return Approvals(locale, whole, (), counts, tuple(words), (), 0)


def _check(own: Read) -> None:
    """Raises the error of a file that could not be read whole."""
    errors = [one for one in own.diagnostics if one.severity is Severity.ERROR]
    if not own.whole:
        raise CatalogError(errors[0].message, path=errors[0].path, line=errors[0].line, diagnostics=errors)
    if not own.known:
        raise LedgerError(errors[0].message, path=errors[0].path, line=errors[0].line, diagnostics=errors)


def _targets(own: Read) -> dict[MessageKey, str]:
    """The hash of what each message has, in the catalog that a build takes it from."""
    from i18n import ledger

    found: dict[MessageKey, str] = {}
    for wanted in (True, False):
        for catalog in own.catalogs:
            for key, message in catalog.messages.items():
                if message.translated == wanted:
                    found.setdefault(key, ledger.target_hash(message.strings))
    return found


def _words(site: Site, locale: Locale, source: Source, past: Iterable[Approval]) -> list[Word]:
    from i18n import judge, ledger

    policy = site.project.policy
    rights = site.reviewers.rights(locale.tag) if site.reviewers else None
    ordered = sorted(past, key=lambda one: (ledger.moment(one.at), one.act, one.by, one.role, one.check))
    counted = [one for one in dict.fromkeys(ordered) if rights is None or ledger.counts(one, rights)]
    last = max((ledger.moment(one.at) for one in counted if one.act in _STOPS), default=None)
    words: list[Word] = []
    for one in dict.fromkeys(ordered):
        stands = one in counted and (one.act in _STOPS or last is None or ledger.moment(one.at) > last)
        if one.act == "waived":
            entitled = source.critical is None or one.role in policy.critical_roles
            stands = stands and entitled and bool(waivers.standing([one]))
        months = policy.months(source.critical) if source.critical and one.act == "approved" else 0
        until = judge.since(ledger.moment(one.at).date(), -months)
        words.append(Word(source, one, stands, until.date() if until else None))
    return words


def _pages(source: Source) -> frozenset[str]:
    return frozenset(place.path for place in source.references)


def _count(name: str, sources: Iterable[Source], states: dict[MessageKey, State]) -> Counts:
    found = [(one.critical is not None, states[one.key] is State.APPROVED) for one in sources]
    return Counts(
        name,
        len(found),
        sum(approved for _, approved in found),
        sum(critical for critical, _ in found),
        sum(critical and approved for critical, approved in found),
    )
