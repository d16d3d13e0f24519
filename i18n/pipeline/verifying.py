"""Whether a ledger can be what it says: every record readable, by somebody who may, about strings that there were."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from i18n.config import Project, load
from i18n.errors import LedgerError, UsageError
from i18n.model import Approval, Diagnostic, Locale, Message, Severity
from i18n.pipeline.git import entries_of, messages_of
from i18n.pipeline.reading import catalogs_of, ledger_bytes, ledger_path, sources, targets_of

if TYPE_CHECKING:
    from i18n.history import Added, Repository
    from i18n.model import Rights
    from i18n.reviewers import Person, Reviewers

_VOUCHING: Final = ("approved", "reviewed", "waived")
_SKEW: Final = timedelta(days=1)
"""By which the clocks of two people may differ; a record of a later time is a mistake or worse."""
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class VerifiedLedger:
    """What was found in the ledgers."""

    findings: tuple[Diagnostic, ...]
    records: int
    live: int
    """Of the records: about pairs that a catalog has now."""
    historical: int
    """About pairs that only an earlier version of a catalog has."""
    unknown: int
    """About pairs that no catalog and no version has."""
    base: str
    """The commit with which the files were compared; empty where there is none."""
    authored: int
    """Of the records: those that their author committed."""
    entered: int
    """Those that were committed by somebody who may enter the author's words."""


class _Ledger(NamedTuple):
    """A ledger with what it is held against."""

    locale: Locale
    path: str
    data: bytes
    records: Sequence[tuple[int, Approval]]
    """With their lines; empty where one cannot be read."""
    live: frozenset[_Pair]


def verify_ledger(root: Path, tags: Sequence[str] = (), *, base: str = "HEAD") -> VerifiedLedger:
    """Everything about the ledgers that does not fit.

    Each record can be read. Who approved, reviewed, waived or translated may do so in that role and language, also by
    the rule of four eyes. Its pair is one that a catalog has, or had in git's history. No record that stood in the file
    where the branch left `base` is gone or another one. Where the file of reviewers says under which addresses people
    commit, each record came in a commit of the person whose word it is, or of one who enters for them. Without a
    repository there is nothing to compare with.
    Raises CatalogError, ConfigError, UsageError for a `base` that is not there and for a shallow clone in which commits
    would have to be looked at, and DiskError where git fails.
    """
    from i18n import reviewers

    project = load(root)
    listed = reviewers.load(project)
    findings: list[Diagnostic] = []
    ledgers: list[_Ledger] = []
    for locale in targets_of(project, tags):
        try:
            ledgers.append(_read(project, locale))
        except LedgerError as error:
            findings += error.diagnostics
    repository = _repository(project.root)
    commit = repository.ancestor(base) if repository else ""
    lost = {pair for one in ledgers for pair in _pairs(one)} - {pair for one in ledgers for pair in one.live}
    former = _former(repository, lost) if repository and lost else frozenset()
    critical = _critical(project) if project.policy.four_eyes else frozenset()
    for one in ledgers:
        findings += _people(one, listed)
        findings += _own_work(one, listed, critical)
        findings += _shapes(one)
        findings += _strangers(one, former, known=repository is not None)
    if repository and commit:
        for locale in targets_of(project, tags):
            findings += _changed(project, locale, repository, commit)
    if not commit and listed and listed.committers and listed.commits == "error":
        raise UsageError("there is no commit here, so who committed a record is not known; run this in the repository")
    commits = _Commits(repository, listed, ledgers) if repository and commit and listed else None
    if commits:
        findings += [finding for one in ledgers for finding in commits.findings(one)]
    counted = Counter(_kind(one, record, former) for one in ledgers for _, record in one.records)
    return VerifiedLedger(
        tuple(sorted(findings, key=lambda one: (one.path, one.line, one.check, one.message))),
        sum(counted.values()),
        counted["live"],
        counted["historical"],
        counted["unknown"],
        commit,
        commits.authored if commits else 0,
        commits.entered if commits else 0,
    )


def _read(project: Project, locale: Locale) -> _Ledger:
    from i18n import ledger

    path, data = ledger_path(project, locale), ledger_bytes(project, locale)
    live = frozenset(
        pair
        for _, catalog in catalogs_of(project, [locale])[0].values()
        for pair in map(_pair, catalog.messages.values())
    )
    return _Ledger(locale, path, data, ledger.numbered(data, path, locale=locale.tag), live)


def _pair(message: Message) -> _Pair:
    from i18n import ledger

    return ledger.source_hash(message.key, message.plural_id), ledger.target_hash(message.strings)


def _pairs(one: _Ledger) -> Iterator[_Pair]:
    return ((record.src, record.tgt) for _, record in one.records)


def _kind(one: _Ledger, record: Approval, former: frozenset[_Pair]) -> str:
    pair = (record.src, record.tgt)
    return "live" if pair in one.live else "historical" if pair in former else "unknown"


# What a record says


def _people(one: _Ledger, listed: Reviewers | None) -> Iterator[Diagnostic]:
    """Those who had no right to what they said."""
    from i18n import ledger

    if listed is None:
        return
    rights: Rights = listed.rights(one.locale.tag)
    for line, record in one.records:
        role = record.role if record.act in _VOUCHING else None
        if not ledger.counts(record, rights):
            typo = record.act == "typo"
            why = listed.author_refusal(record.by) if typo else listed.refusal(record.by, one.locale.tag, role)
            problem = f"{record.act}: {why}; the record does not count"
            yield _finding(one, line, "ledger.person", problem)
        elif record.act in ("rejected", "revoked") and listed.refusal(record.by, one.locale.tag):
            problem = f"{record.act}: {listed.refusal(record.by, one.locale.tag)}; it counts all the same"
            yield _finding(one, line, "ledger.person", problem, Severity.WARNING)


def _own_work(one: _Ledger, listed: Reviewers | None, critical: frozenset[str]) -> Iterator[Diagnostic]:
    """Approvals of critical text by its own translator, where four eyes are wanted."""
    translated = {
        (record.src, record.tgt, record.by)
        for _, record in one.records
        if record.act == "translated" and record.origin != "machine"
    }
    for line, record in one.records:
        own = (record.src, record.tgt, record.by) in translated
        if record.act == "approved" and record.src in critical and own:
            problem = f"{record.by!r} approved their own translation; under four eyes it does not count"
            yield _finding(one, line, "ledger.own-work", problem)


def _shapes(one: _Ledger) -> Iterator[Diagnostic]:
    """Waivers without their check or reason, and words from the future."""
    from i18n import ledger

    latest = datetime.now(UTC) + _SKEW
    for line, record in one.records:
        if record.act == "waived" and not (record.check and record.note.strip()):
            yield _finding(one, line, "ledger.waiver", "a waiver names a check and a reason; this one does not count")
        if ledger.moment(record.at) > latest:
            problem = f"{record.at} is in the future, so it stands above all that is said until then"
            yield _finding(one, line, "ledger.future", problem)


def _strangers(one: _Ledger, former: frozenset[_Pair], *, known: bool) -> Iterator[Diagnostic]:
    """Approvals of pairs that there never were; without git's history nobody can tell."""
    for line, record in one.records:
        if known and record.act in _VOUCHING and _kind(one, record, former) == "unknown":
            problem = f"{record.act}: no catalog has this source with this string, nor had one that is in git's history"
            yield _finding(one, line, "ledger.stranger", problem, Severity.WARNING)


def _finding(one: _Ledger, line: int, check: str, problem: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(check, severity, problem, one.path, line, one.locale.tag)


def _critical(project: Project) -> frozenset[str]:
    """The hashes of all critical sources."""
    from i18n import ledger

    _, template = sources(project)
    found = (one for one in template.sources.values() if one.critical is not None)
    return frozenset(ledger.source_hash(one.key, one.plural_id) for one in found)


# Git


def _repository(folder: Path) -> Repository | None:
    from i18n import history

    try:
        return history.repository(folder)
    except UsageError:
        return None


def _former(repository: Repository, wanted: set[_Pair]) -> frozenset[_Pair]:
    """Those of the pairs that a version of any catalog has. An entry that versions share is parsed once."""
    from i18n import history

    found: set[_Pair] = set()
    seen: set[bytes] = set()
    with history.Contents(repository) as contents:
        for blob in repository.versions(("HEAD",), ".po") if repository.begun else ():
            new = [entry for entry in entries_of(contents.read(blob)) if entry not in seen]
            seen.update(new)
            found |= wanted & {_pair(message) for message in messages_of(new)}
            if found == wanted:
                break
    return frozenset(found)


def _changed(project: Project, locale: Locale, repository: Repository, commit: str) -> Iterator[Diagnostic]:
    """The records that stood in a ledger and do not any more. Where two were glued to one line, they are still two."""
    from i18n import history, ledger

    path = ledger_path(project, locale)
    blob = repository.files(commit, "/reviews.jsonl").get(repository.path(project.root / path))
    if blob is None:
        return
    with history.Contents(repository) as contents:
        before = contents.read(blob)
    gone = Counter(ledger.objects(before)) - Counter(ledger.objects(ledger_bytes(project, locale)))
    lines = _lines(before, gone)
    for text, number in gone.items():
        times = f" ({number} times)" if number > 1 else ""
        problem = (
            f"a record of {commit[:12]}, line {lines[text]}, is gone or changed{times}; put it back: {text[:60]!r}"
        )
        yield Diagnostic("ledger.changed", Severity.ERROR, problem, path, 1, locale.tag)


class _Commits:
    """Who committed each record, held against the addresses that people commit under."""

    def __init__(self, repository: Repository, listed: Reviewers, ledgers: Sequence[_Ledger]) -> None:
        self._listed = listed
        self._committers = listed.committers if listed.commits != "off" else {}
        self._texts = {one.path: _texts(one.data) if self._committers else [] for one in ledgers}
        self._first = _first_commits(repository, {text for found in self._texts.values() for text in found})
        self.authored = self.entered = 0

    def findings(self, one: _Ledger) -> Iterator[Diagnostic]:
        """The records of a ledger that somebody committed who does not speak for the person that they name."""
        severity = Severity.ERROR if self._listed.commits == "error" else Severity.WARNING
        for text, (line, record) in zip(self._texts[one.path], one.records, strict=bool(self._committers)):
            found = self._first.get(text)
            person = self._listed.people.get(record.by)
            if found is None or person is None:
                continue  # Not committed yet; or a machine, or somebody whom the finding about people names.
            author = self._committers.get(found.author)
            if author is person:
                self.authored += 1
            elif author is not None and person.id in author.enters_for:
                self.entered += 1
            else:
                yield _finding(one, line, "ledger.author", _not_theirs(record, found, author, text), severity)


def _not_theirs(record: Approval, found: Added, author: Person | None, text: str) -> str:
    """Whose commit it is, and what to do."""
    whose = f"{author.id!r}" if author else f"{found.author!r}, whom the file of reviewers does not name"
    came = "; the line says that it came from a file that they sent" if _came_by_import(text) else ""
    todo = f"ask {record.by!r} whether it is their word"
    if author:
        todo += f"; if {author.id!r} enters what they decide, staff add `enters-for = [{record.by!r}]`"
    else:
        todo += "; if it is an address of theirs, staff add it under `git`"
    return f"{record.act} by {record.by!r}, in the commit {found.commit[:12]} of {whose}{came}; {todo}"


def _came_by_import(text: str) -> bool:
    from i18n.pipeline.deciding import IMPORTED

    return str(json.loads(text).get("tool", "")).endswith(IMPORTED)


def _first_commits(repository: Repository, wanted: set[str]) -> dict[str, Added]:
    """The commit that first had each record, in whatever ledger. One that a merge joined to another one is older."""
    from i18n import ledger

    if not wanted:
        return {}
    if repository.shallow:
        problem = "the clone is shallow, so who committed a record is not known"
        raise UsageError(f"{problem}; run `git fetch --unshallow` first")
    first: dict[str, Added] = {}
    for added in repository.additions("/reviews.jsonl"):
        for text in ledger.objects(added.line):
            if text in wanted:
                first.setdefault(text, added)
    return first


def _texts(data: bytes) -> list[str]:
    """Every record of a file as it is written."""
    from i18n import ledger

    return list(ledger.objects(data))


def _lines(data: bytes, wanted: Iterable[str]) -> dict[str, int]:
    """The first line on which each object stands."""
    from i18n import ledger

    lines: dict[str, int] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        for text in ledger.objects(line):
            lines.setdefault(text, number)
    return {text: lines[text] for text in wanted}
