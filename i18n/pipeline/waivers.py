"""Findings that somebody with the right to it declared to be none, for exactly one pair, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from i18n.config import Project
from i18n.model import Approval, Catalog, Diagnostic, Locale, Severity
from i18n.pipeline.reading import ledger_bytes, ledger_path

if TYPE_CHECKING:
    from i18n.builder.site import Site


class Waived(NamedTuple):
    """What a waiver is about."""

    src: str
    tgt: str
    check: str


def in_force(project: Project, locale: Locale) -> dict[Waived, list[Approval]]:
    """The waivers of a locale that count. Raises LedgerError, and ConfigError for the file of reviewers."""
    from i18n import ledger, reviewers

    data = ledger_bytes(project, locale)
    if b'"waived"' not in data:
        return {}
    past = ledger.history(data, ledger_path(project, locale), locale=locale.tag)
    listed = reviewers.load(project)
    if listed is None:
        return standing(past)
    rights = listed.rights(locale.tag)
    return standing(one for one in past if ledger.counts(one, rights))


def standing(past: Iterable[Approval]) -> dict[Waived, list[Approval]]:
    """Those of the records that are waivers with a check and a reason, and that nobody withdrew since."""
    from i18n import ledger

    past = tuple(past)
    stopped: dict[tuple[str, str], datetime] = {}
    for one in past:
        if one.act in ("rejected", "revoked"):
            at = ledger.moment(one.at)
            stopped[one.src, one.tgt] = max(at, stopped.get((one.src, one.tgt), at))
    found: dict[Waived, list[Approval]] = {}
    for one in past:
        stop = stopped.get((one.src, one.tgt))
        valid = one.act == "waived" and one.check and one.note.strip()
        if valid and (stop is None or ledger.moment(one.at) > stop):
            found.setdefault(Waived(one.src, one.tgt, one.check), []).append(one)
    return found


class Filter:
    """Leaves out the findings of a locale that are waived."""

    def __init__(self, waived: Mapping[Waived, Sequence[Approval]], catalogs: Iterable[Catalog], site: Site) -> None:
        self._waived = waived
        self._catalogs = {catalog.path: catalog for catalog in catalogs}
        self._sources = site.judged.template.sources
        self._roles = site.project.policy.critical_roles

    def of(self, one: Diagnostic) -> Sequence[Approval]:
        """The waivers of a finding; of one about critical text only those in a role whose approval that needs."""
        from i18n import ledger

        catalog = self._catalogs.get(one.path)
        message = catalog.messages.get(one.key) if catalog and one.key else None
        source = self._sources.get(one.key) if one.key else None
        if message is None or source is None:
            return ()
        src = ledger.source_hash(source.key, source.plural_id)
        found = self._waived.get(Waived(src, ledger.target_hash(message.strings), one.check), ())
        return found if source.critical is None else [one for one in found if one.role in self._roles]

    def left(self, found: Sequence[Diagnostic], refusals: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that stand; among them always the errors of `refusals`, for which the gate shows no string."""
        if not self._waived:
            return list(found)
        never = {one for one in refusals if one.severity is Severity.ERROR}
        return [one for one in found if one in never or not self.of(one)]
