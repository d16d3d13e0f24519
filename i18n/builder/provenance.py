"""Who vouched for what a page shows in one locale, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property

from i18n import ledger
from i18n.builder.site import Site
from i18n.evidence import Approved, Waived
from i18n.ledger import Ledger, Record
from i18n.model import Edition, MessageKey, Source, State

_SAYING = frozenset({"translated", "machine", "reviewed", "approved", "typo"})
"""What a record says of a string that is shown; others say why one is not."""


class Provenance:
    """What the ledger of a locale knows of its pages."""

    def __init__(self, site: Site, edition: Edition, approvals: Ledger) -> None:
        self.site, self.edition, self.ledger = site, edition, approvals
        self.approvals: list[Approved] = []
        """All that count, of what the edition shows; known when it is settled."""
        self.waivers: list[Waived] = []
        self.waived: set[tuple[str, str]] = set()
        self.acts: set[str] = set()
        """Of all records."""
        self.numbers: dict[str, list[int]] = {}
        """Source file to the approvals that its texts rest on, as indexes into `approvals`."""

    def newest(self, path: str) -> date | None:
        """The day of the newest record about a string that a source file shows; None where nothing is recorded."""
        found = self._times.get(path)
        return found.astimezone(UTC).date() if found else None

    def settle(self) -> None:
        """Finds all that is known, and lets go of the ledger, which is large."""
        if not self.ledger.records:
            return
        _ = self._times
        sources = self.site.judged.template.sources
        for key, verdict in self.edition.verdicts.items() if "approved" in self.acts else ():
            if verdict.state is State.APPROVED or verdict.state is State.OUTDATED:
                self._approve(key, sources[key])
        if self.waived:
            tag = self.edition.locale.tag
            shown = {self._pair(key) for key, verdict in self.edition.verdicts.items() if verdict.locale == tag}
            self.waivers += (
                one for pair in sorted(self.waived & shown) for one in _waivers(_all(self.ledger.records[pair]))
            )
        self.ledger = Ledger({})

    @cached_property
    def _times(self) -> dict[str, datetime]:
        """Source file to the time of the newest record.

        No pair has a later record than its source has with any string, so few pairs have to be looked up.
        """
        latest: dict[str, datetime] = {}
        for (src, tgt), found in self.ledger.records.items():
            if isinstance(found, Record):  # Nearly every one of a site's messages.
                at, waived = found.at, found.act == "waived"
                self.acts.add(found.act)
            else:
                at, waived = max(one.at for one in found), any(one.act == "waived" for one in found)
                self.acts.update(one.act for one in found)
            if waived:
                self.waived.add((src, tgt))
            before = latest.get(src)
            if before is None or at > before:
                latest[src] = at
        times: dict[str, datetime] = {}
        for source, src in self._sources() if latest else ():
            known = latest.get(src)
            if known is None:
                continue
            for path, _, _ in source.references:
                before = times.get(path)
                if before is None or known > before:
                    self._meet(source, times)
                    break
        return times

    def _meet(self, source: Source, times: dict[str, datetime]) -> None:
        """Enters the time of a message, if it is shown, for each of its source files."""
        shown = self._newest(source.key)
        if shown is not None:
            for path, _, _ in source.references:
                times[path] = max(shown, times.get(path, shown))

    def _sources(self) -> Iterator[tuple[Source, str]]:
        """Every message with the hash of the source that its string was made for."""
        judged, outdated = self.site.judged, self.edition.outdated
        yield from zip(judged.template.sources.values(), judged.hashes.values(), strict=True)
        if outdated:
            for key, former in outdated.items():
                yield judged.template.sources[key], former.src

    def _pair(self, key: MessageKey) -> tuple[str, str]:
        """The hashes of a message's source and of the string that is shown."""
        former = self.edition.outdated.get(key) if self.edition.outdated else None
        src = former.src if former else self.site.judged.hashes[key]
        return src, ledger.target_hash(self.edition.verdicts[key].strings)

    def _newest(self, key: MessageKey) -> datetime | None:
        if self.edition.verdicts[key].locale != self.edition.locale.tag:
            return None
        found = _all(self.ledger.records.get(self._pair(key), []))
        return max((one.at for one in found if one.act in _SAYING), default=None)

    def _approve(self, key: MessageKey, source: Source) -> None:
        roles = self.site.project.policy.critical_roles
        found = self.ledger.in_force(*self._pair(key), roles=roles, typos=source.critical is None)
        numbers = range(len(self.approvals), len(self.approvals) + len(found))
        self.approvals += map(_packed, found)
        for path in dict.fromkeys(path for path, _, _ in source.references):
            self.numbers.setdefault(path, []).extend(numbers)


def _all(found: Record | list[Record]) -> Sequence[Record]:
    return found if isinstance(found, list) else (found,)


def _waivers(records: Sequence[Record]) -> list[Waived]:
    """Those of a pair that nobody has rejected or revoked since, the earliest first."""
    stopped = [one.at for one in records if one.act in ("rejected", "revoked")]
    waived = [one for one in records if one.act == "waived" and all(one.at > at for at in stopped)]
    waived.sort(key=lambda one: (one.at, one.by, one.role, one.check))
    return [{**_packed(one), "check": one.check} for one in waived]


def _packed(record: Record) -> Approved:
    at = record.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"src": record.src, "tgt": record.tgt, "by": record.by, "role": record.role, "at": at}
