"""What people say about strings: approve, reject, revoke, waive. Each is a record about one exact pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from i18n import __version__
from i18n.config import Project, load
from i18n.errors import UsageError
from i18n.model import Approval, Catalog, Diagnostic, Edition, Locale, Message, MessageKey, Severity, Source, State
from i18n.pipeline.reading import catalogs_of, ledger_bytes, ledger_path, targets_of

if TYPE_CHECKING:
    from i18n.builder.site import Site
    from i18n.reviewers import Reviewers

_TOOL: Final = f"dragoman {__version__}"
WARNED: Final = "review.warned"
"""Id of what is said of critical text that is approved in spite of a finding, without a word why."""
_STOPS: Final = ("rejected", "revoked")
_WITHDRAWN: Final = ("approved", "reviewed", "waived")
"""What a revocation takes back."""
IMPORTED: Final = "review import"
"""How a word came that a reviewer sent in a file; the ledger has it behind the program's name."""
_TICK: Final = timedelta(seconds=1)
"""By which a word is later than the one that it answers: at the same instant a rejection wins over an approval."""


class Who(NamedTuple):
    """Who says it."""

    by: str
    """Stable id."""
    role: str
    note: str = ""
    at: str = ""
    """RFC 3339 with its zone; empty for now."""
    way: str = ""
    """How it came here, if not by a command."""


class Choice(NamedTuple):
    """Which strings of a locale are meant: those that fit all that is said."""

    messages: tuple[str, ...] = ()
    """By msgid; empty for any."""
    context: str | None = None
    """Of the messages that are named; None for any."""
    page: str = ""
    """A source file that uses them, such as `content/visit.md`; empty for any."""
    critical: bool = False
    """Only critical text."""
    everything: bool = False
    """All; it is said so that nobody means all by leaving the rest out."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """By the ledger's hashes of source and strings; empty for any."""

    @property
    def empty(self) -> bool:
        return not (self.messages or self.page or self.critical or self.everything or self.pairs)


class Decided(NamedTuple):
    """What was written."""

    path: str
    """The ledger, relative to the site's folder."""
    records: int
    """How many were added."""
    chosen: int
    """How many strings were meant."""
    left_out: tuple[Diagnostic, ...] = ()
    """Strings that were meant, and about which this cannot be said."""
    waiting: int = 0
    """Of the critical strings that were approved, those that are still not shown as approved: others must agree."""


class _Entry(NamedTuple):
    """A message of the site with what the locale's catalogs have for it."""

    source: Source
    catalog: Catalog
    """The one that has it; the first one where none has."""
    message: Message | None
    src: str
    tgt: str
    """Empty without a message."""


class _Desk:
    """All that somebody has before them who decides about the strings of one locale."""

    def __init__(self, root: Path, tag: str, who: Who, site: Site | None = None) -> None:
        """Raises UsageError where the site does not let this person speak in this role for this language."""
        from i18n import ledger, reviewers

        if site is not None:
            self.site = site
        self.project: Project = load(root)
        self.locale: Locale = targets_of(self.project, [tag])[0]
        self.who = who
        self.reviewers: Reviewers | None = reviewers.load(self.project)
        problem = self.reviewers.refusal(who.by, self.locale.tag, who.role) if self.reviewers else ""
        problem = problem or reviewers.id_problem(who.by)
        if problem:
            raise UsageError(problem)
        self.now = _moment(who.at)
        self.path = ledger_path(self.project, self.locale)
        self.data = ledger_bytes(self.project, self.locale)
        self.past: dict[tuple[str, str], list[Approval]] = {}
        for one in ledger.history(self.data, self.path, locale=self.locale.tag):
            self.past.setdefault((one.src, one.tgt), []).append(one)

    @cached_property
    def site(self) -> Site:
        """With the pages that are not published yet: their strings are approved before they are."""
        from i18n.builder.site import load as load_site

        return load_site(self.project, (self.locale.tag,), draft=True)

    @cached_property
    def catalogs(self) -> tuple[Catalog, ...]:
        found = catalogs_of(self.project, [self.locale])[0]
        if not found:
            raise UsageError(f"{self.locale.tag} has no catalog yet; run `i18n update {self.locale.folder}`")
        return tuple(catalog for _, catalog in found.values())

    @cached_property
    def entries(self) -> dict[MessageKey, _Entry]:
        """Every message of the site, each from the catalog that a build takes it from."""
        from i18n import ledger

        hashes = self.site.judged.hashes
        entries = {}
        for key, source in self.site.judged.template.sources.items():
            homes = [catalog for catalog in self.catalogs if key in catalog.messages]
            finished = [catalog for catalog in homes if catalog.messages[key].translated]
            catalog = (*finished, *homes, self.catalogs[0])[0]
            message = catalog.messages.get(key)
            tgt = ledger.target_hash(message.strings) if message else ""
            entries[key] = _Entry(source, catalog, message, hashes[key], tgt)
        return entries

    @cached_property
    def lines(self) -> dict[str, dict[MessageKey, int]]:
        """Where each message stands, by the path of its catalog."""
        return {catalog.path: catalog.lines(catalog.messages) for catalog in self.catalogs}

    @cached_property
    def refusals(self) -> dict[MessageKey, Diagnostic]:
        """Why the gate refuses a string."""
        errors = (one for one in self.edition.diagnostics if one.severity is Severity.ERROR)
        return {one.key: one for one in errors if one.key is not None}

    @cached_property
    def warnings(self) -> dict[MessageKey, Diagnostic]:
        """The first finding about each string that is more than a hint, and that nobody waived."""
        from i18n.pipeline import waivers
        from i18n.pipeline.checking import advice

        every = [*self.edition.diagnostics]
        every += advice(self.project, self.locale, self.catalogs, self.site.judged.template)
        waived = waivers.in_force(self.project, self.locale)
        left = waivers.Filter(waived, self.catalogs, self.site).left(every, self.edition.diagnostics)
        found: dict[MessageKey, Diagnostic] = {}
        for one in left:
            if one.key is not None and one.severity is not Severity.INFO:
                found.setdefault(one.key, one)
        return found

    @cached_property
    def edition(self) -> Edition:
        """What the gate says of all that is there, whatever was recorded."""
        from i18n import judge
        from i18n.ledger import Ledger

        policy = self.project.policy
        return judge.judge(self.site.judged, self.catalogs, self.locale, Ledger({}), policy, draft=True)

    def choose(self, choice: Choice) -> list[_Entry]:
        """The messages that are meant, in the order of the sources. Raises UsageError where one is not there."""
        if choice.empty:
            raise UsageError("say which strings are meant: message ids, --page, --critical or --all")
        if choice.page:
            _check_page(choice.page, self.entries.values())
        keys: dict[str, list[MessageKey]] = {id: [] for id in choice.messages}
        named = [
            one
            for key, one in self.entries.items()
            if (not keys or key.id in keys) and (choice.context is None or key.context == choice.context)
        ]
        for one in named if keys else ():
            keys[one.source.key.id].append(one.source.key)
        for id, found in keys.items():
            self._check_named(id, found)
        return [
            one
            for one in named
            if not (choice.critical and one.source.critical is None)
            and (not choice.pairs or (one.src, one.tgt) in choice.pairs)
            and (not choice.page or any(place.path == choice.page for place in one.source.references))
        ]

    def _check_named(self, id: str, keys: Sequence[MessageKey]) -> None:
        if len(keys) > 1:
            contexts = ", ".join(repr(key.context) if key.context is not None else "none" for key in keys)
            raise UsageError(f"{id!r} is {len(keys)} messages, by context: {contexts}; name one with --context")
        if keys:
            return
        if any(key.id == id for catalog in self.catalogs for key in catalog.obsolete):
            raise UsageError(f"{id!r} is obsolete: no source has it any more")
        near = get_close_matches(id, (key.id for key in self.entries), 1)
        raise UsageError(f"no source has the message {id!r}" + (f"; did you mean {near[0]!r}?" if near else ""))

    def record(self, entry: _Entry, act: str, at: datetime, check: str = "") -> Approval:
        return self.about(
            (entry.src, entry.tgt), act, at, domain=entry.catalog.domain, crit=entry.source.critical or "", check=check
        )

    def about(
        self, pair: tuple[str, str], act: str, at: datetime, *, domain: str, crit: str, check: str = ""
    ) -> Approval:
        from i18n import ledger

        return Approval(
            locale=self.locale.tag,
            domain=domain,
            src=pair[0],
            tgt=pair[1],
            act=act,
            by=self.who.by,
            at=ledger.written(at),
            role=self.who.role,
            crit=crit,
            note=self.who.note,
            check=check,
        )

    def after(self, pair: tuple[str, str], acts: Sequence[str]) -> datetime:
        """Now, or just after the newest of such records, whatever clock wrote it; the given time, if there is one."""
        from i18n import ledger

        newest = max((ledger.moment(one.at) for one in self.past.get(pair, ()) if one.act in acts), default=None)
        return self.now if self.who.at or newest is None else max(self.now, newest + _TICK)

    def write(self, records: Sequence[Approval]) -> int:
        from i18n import files, ledger

        root = self.project.root
        tool = f"{_TOOL}, {self.who.way}" if self.who.way else _TOOL
        with files.lock(root):
            return ledger.append(root / self.path, records, tool=tool, root=root, again=True)

    def problem(self, entry: _Entry, check: str, text: str) -> Diagnostic:
        key = entry.source.key
        if entry.message is None:
            place = entry.source.references[0]
            return Diagnostic(check, Severity.ERROR, text, place.path, place.line, self.locale.tag, key)
        path, place = entry.catalog.path, entry.source.references[0]
        return Diagnostic(check, Severity.ERROR, text, path, self.lines[path][key], self.locale.tag, key, place)


def approve(root: Path, tag: str, who: Who, choice: Choice, *, anyway: bool = False) -> Decided:
    """Enters that somebody approves strings, those that can be approved, and says which cannot, and why.

    Nobody approves what is empty or fuzzy or what the gate refuses, nor, where the policy wants four eyes, critical
    text of their own. Critical text against which a finding stands that nobody waived is approved `anyway` only. What
    the same person approved in the same role and is still in force is not entered again.
    Raises UsageError where the site does not let this person approve, or a message is not there, and for `anyway`
    without a note or without naming the messages.
    """
    if anyway:
        _check_note(who, "a later reader has to know why a finding did not matter")
        if not (choice.messages or choice.pairs):
            raise UsageError("name the messages that are approved --anyway: the reason is about them, not about a page")
    return _approve(_Desk(root, tag, who), choice, anyway=anyway)


def approve_seen(root: Path, tag: str, who: Who, choice: Choice, site: Site) -> Decided:
    """The same of strings whose findings this person was shown, and said why they do not matter.

    `site` is the site with its drafts. Raises UsageError as `approve` does.
    """
    return _approve(_Desk(root, tag, who, site), choice, anyway=True)


def _approve(desk: _Desk, choice: Choice, *, anyway: bool) -> Decided:
    chosen = desk.choose(choice)
    problems = [_unfit(desk, one) or (None if anyway else _warned(desk, one)) for one in chosen]
    fit = [one for one, problem in zip(chosen, problems, strict=True) if problem is None]
    new = [
        desk.record(one, "approved", desk.after((one.src, one.tgt), _STOPS))
        for one in fit
        if not _stands(desk, one, "approved")
    ]
    written = desk.write(new)
    return Decided(
        desk.path, written, len(chosen), tuple(problem for problem in problems if problem), _waiting(desk, fit)
    )


def _unfit(desk: _Desk, entry: _Entry) -> Diagnostic | None:
    """Why a string cannot be approved."""
    message, id = entry.message, entry.source.key.id
    if message is None or not all(message.strings):
        return desk.problem(entry, "review.empty", f"{id!r} has no string yet, so there is nothing to approve")
    if message.fuzzy:
        return desk.problem(entry, "review.fuzzy", f"{id!r} is fuzzy; correct it and take the mark away first")
    if desk.edition.verdicts[entry.source.key].state is State.REFUSED:
        found = desk.refusals[entry.source.key]
        return desk.problem(entry, "review.refused", f"{id!r} is never shown: {found.check}: {found.message}")
    own = [one for one in desk.past.get((entry.src, entry.tgt), ()) if _translated(one) and one.by == desk.who.by]
    if own and entry.source.critical is not None and desk.project.policy.four_eyes:
        return desk.problem(
            entry, "review.own-work", f"{id!r} was translated by {desk.who.by!r}; somebody else approves"
        )
    return None


def _warned(desk: _Desk, entry: _Entry) -> Diagnostic | None:
    """Why critical text cannot be approved without a word about a finding; what is approved already stays so."""
    if entry.source.critical is None or _stands(desk, entry, "approved"):
        return None
    found = desk.warnings.get(entry.source.key)
    if found is None:
        return None
    todo = "correct the string, waive the finding, or say with --anyway and --note why it is right"
    return desk.problem(entry, WARNED, f"{entry.source.key.id!r}: {found.check}: {found.message}; {todo}")


def _translated(one: Approval) -> bool:
    return one.act == "translated" and one.origin != "machine"


def _stands(desk: _Desk, entry: _Entry, act: str, check: str = "") -> bool:
    """Whether the same person said the same in the same role before, and it still counts."""
    from i18n import judge, ledger

    past = desk.past.get((entry.src, entry.tgt), ())
    stopped = [ledger.moment(one.at) for one in past if one.act in _STOPS]
    months = desk.project.policy.months(entry.source.critical) if entry.source.critical else 0
    since = judge.since(desk.now.date(), months)
    return any(
        (one.act, one.by, one.role, one.check) == (act, desk.who.by, desk.who.role, check)
        and all(ledger.moment(one.at) > stop for stop in stopped)
        and (since is None or ledger.moment(one.at) >= since)
        for one in past
    )


def _waiting(desk: _Desk, entries: Iterable[_Entry]) -> int:
    """How many of the critical ones the ledger, as it is now, does not give as approved."""
    from i18n import judge, ledger

    policy, tag = desk.project.policy, desk.locale.tag
    rights = desk.reviewers.rights(tag) if desk.reviewers else None
    known = ledger.read(ledger_bytes(desk.project, desk.locale), desk.path, locale=tag, rights=rights)
    return sum(
        known.critical_state(
            one.src,
            one.tgt,
            roles=policy.critical_roles,
            four_eyes=policy.four_eyes,
            since=judge.since(desk.now.date(), policy.months(one.source.critical)),
        )
        is not State.APPROVED
        for one in entries
        if one.source.critical is not None
    )


def reject(root: Path, tag: str, who: Who, choice: Choice, *, site: Site | None = None) -> Decided:
    """Enters that somebody rejects strings: they are not shown until somebody with the right to it approves them.

    A fuzzy string can be rejected too. Raises UsageError as `approve` does, and without a note.
    """
    _check_note(who, "a translator has to know what is wrong")
    desk = _Desk(root, tag, who, site)
    chosen = desk.choose(choice)
    there = [one for one in chosen if _has_string(one)]
    new = [
        desk.record(one, "rejected", desk.after((one.src, one.tgt), ("approved",)))
        for one in there
        if not _rejected(desk.past.get((one.src, one.tgt), ()), who)
    ]
    empty = [
        desk.problem(one, "review.empty", f"{one.source.key.id!r} has no string, so there is nothing to reject")
        for one in chosen
        if not _has_string(one)
    ]
    return Decided(desk.path, desk.write(new), len(chosen), tuple(empty))


def _has_string(entry: _Entry) -> bool:
    return entry.message is not None and any(entry.message.strings)


def _rejected(past: Sequence[Approval], who: Who) -> bool:
    """Whether the same person rejected the pair before, and nobody approved it since."""
    from i18n import ledger

    rejected = [ledger.moment(one.at) for one in past if (one.act, one.by, one.role) == ("rejected", who.by, who.role)]
    approved = [ledger.moment(one.at) for one in past if one.act == "approved"]
    return bool(rejected) and all(max(rejected) >= at for at in approved)


def revoke(root: Path, tag: str, who: Who, choice: Choice, *, by_reviewer: str = "", engine: str = "") -> Decided:
    """Enters that approvals, reviews and waivers no longer count, also those of strings that are not in use now.

    A string that is put back as it was must not be approved again by that. `by_reviewer` means all pairs of which that
    person said something, `engine` all that the machine of this name made. Raises UsageError as `approve` does.
    """
    desk = _Desk(root, tag, who)
    if choice.empty and not (by_reviewer or engine):
        raise UsageError("say what is meant: message ids, --page, --critical, --by-reviewer, --engine or --all")
    sources: Mapping[str, _Entry] = {}
    if not choice.empty:
        sources = {one.src: one for one in desk.choose(choice)}
    new = []
    for pair, past in desk.past.items():
        meant = choice.empty or choice.everything or pair[0] in sources
        if not (meant and _said_by(past, by_reviewer) and _made_by(past, engine)):
            continue
        if _in_force(past):
            at = desk.after(pair, _WITHDRAWN)
            new.append(desk.about(pair, "revoked", at, domain=past[-1].domain, crit=past[-1].crit))
    return Decided(desk.path, desk.write(new), len(new))


def _said_by(past: Sequence[Approval], person: str) -> bool:
    return not person or any(one.by == person and one.act in _WITHDRAWN for one in past)


def _made_by(past: Sequence[Approval], engine: str) -> bool:
    """Whether a machine made the string: by its name, its name and version, or the id under which it is recorded."""
    made = [one for one in past if "machine" in (one.act, one.origin)]
    return not engine or any(engine in (one.by, one.engine, one.engine.partition(" ")[0]) for one in made)


def _in_force(past: Sequence[Approval]) -> bool:
    """Whether anything is left to withdraw."""
    from i18n import ledger

    stopped = [ledger.moment(one.at) for one in past if one.act in _STOPS]
    return any(one.act in _WITHDRAWN and all(ledger.moment(one.at) > at for at in stopped) for one in past)


def waive(root: Path, tag: str, who: Who, id: str, check: str, *, context: str | None = None) -> Decided:
    """Enters that a finding of a check about a string is none, for exactly this pair; the note says why.

    What makes the gate refuse a string cannot be waived. A finding about critical text is waived in a role whose
    approval critical text needs. Raises UsageError for this, where there is no such finding, without a note, and as
    `approve` does.
    """
    from i18n.pipeline.checking import advice

    _check_note(who, "a later reader has to know why")
    desk = _Desk(root, tag, who)
    (entry,) = desk.choose(Choice((id,), context))
    critical, roles = entry.source.critical, desk.project.policy.critical_roles
    if critical is not None and who.role not in roles:
        raise UsageError(f"{id!r} is critical ({critical}): a finding is waived as {' or '.join(sorted(roles))}")
    gate = [one for one in desk.edition.diagnostics if one.key == entry.source.key]
    if any(one.check == check and one.severity is Severity.ERROR for one in gate):
        raise UsageError(f"{check} makes the gate refuse the string, and nobody can waive that; correct the string")
    found = [*gate, *advice(desk.project, desk.locale, [entry.catalog], desk.site.judged.template)]
    there = sorted({one.check for one in found if one.key == entry.source.key})
    if check not in there:
        raise UsageError(f"{check} finds nothing in {id!r}; what is found: {', '.join(there) or 'nothing'}")
    at = desk.after((entry.src, entry.tgt), _STOPS)
    new = [] if _stands(desk, entry, "waived", check) else [desk.record(entry, "waived", at, check)]
    return Decided(desk.path, desk.write(new), 1)


def _check_note(who: Who, reason: str) -> None:
    if not who.note.strip():
        raise UsageError(f"say why with --note: {reason}")


def _check_page(page: str, entries: Iterable[_Entry]) -> None:
    known = {place.path for entry in entries for place in entry.source.references}
    if page not in known:
        near = get_close_matches(page, sorted(known), 1)
        raise UsageError(f"no text stands in {page!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def _moment(text: str) -> datetime:
    """The instant that is meant, to the second; now for an empty text. Raises UsageError, also for the future."""
    from i18n import ledger

    now = datetime.now(UTC).replace(microsecond=0)
    if not text:
        return now
    try:
        found = ledger.moment(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no instant; expected one such as '2026-11-22T13:55:29Z'") from error
    if found > now + _TICK:
        raise UsageError(f"{text!r} is in the future: such a word would stand above all that is said until then")
    return found
