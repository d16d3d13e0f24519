"""Who said what about which exact pair of source and string: `locales/<locale>/reviews.jsonl`.

One JSON object a line, only ever appended, read as a set: the order of the lines, and how often each stands there,
say nothing. A record is bound to the hashes of a pair, so one changed character on either side leaves it behind.

Two branches that append are joined by git with `merge=union`. Where a final newline was missing, that glues two
records onto one line; they are read as two.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

import msgspec

from i18n import files
from i18n.errors import LedgerError
from i18n.model import Approval, Diagnostic, MessageKey, Rights, Severity, State

LIMIT: Final = 256 * 1024 * 1024
"""Bytes of the longest ledger: twenty records for each of 37,000 messages."""
_Hash = Annotated[str, msgspec.Meta(min_length=67, max_length=67)]
"""`s1:` and 64 digits. The length is held, because a cut hash in a revocation would let the approval stand."""
_HashOrNone = Annotated[str, msgspec.Meta(pattern=r"\A(?:.{67})?\Z")]


class Record(msgspec.Struct, frozen=True, gc=False):
    """The part of a ledger's line that decides about a state; fields it does not know are passed over."""

    v: Literal[1]
    """Version of the format. A newer one may hold a revocation that this program cannot see, so it is an error."""
    locale: str
    src: _Hash
    tgt: _Hash
    act: Literal["translated", "machine", "reviewed", "approved", "rejected", "revoked", "waived", "typo"]
    """One that this program does not know is an error for the same reason."""
    by: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    role: str = "translator"
    origin: Literal["human", "machine", "tm", "imported", "unknown"] = "unknown"
    before: _HashOrNone = ""
    """Of a `typo`: the source as it was; what was said of it with this string holds for `src` with it too."""
    check: str = ""
    """Of a `waived`: id of the check whose finding is none."""


class _Line(Record, frozen=True, gc=False):
    """A whole line, as the audit shows it."""

    domain: str = ""
    engine: str = ""
    crit: str = ""
    note: str = ""
    tool: str = ""


_R = TypeVar("_R", bound=Record)
_record: Final = msgspec.json.Decoder(Record)
_line: Final = msgspec.json.Decoder(_Line)
_split: Final = json.JSONDecoder()
_APPROVED: Final = State.APPROVED
_TRANSLATED: Final = State.TRANSLATED
"""Bound here, because finding a member in its enumeration is a third of the time that `state` takes."""
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
"""Before every record."""
_VOUCHING: Final = frozenset({"approved", "reviewed", "waived"})
"""What a record says in somebody's role."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All records of one locale."""

    records: Mapping[tuple[str, str], Record | list[Record]]
    """By source and string hash: the record, or all of them in file order where a pair has several."""

    def state(self, src: str, tgt: str, *, roles: Collection[str], typos: bool = False) -> State:
        """APPROVED, TRANSLATED, UNRECORDED, MACHINE or REJECTED, for exactly this pair.

        Approved needs an approval by one of `roles` that is later than every rejection and revocation; at the same
        instant the approval loses. A rejection holds until such an approval. A revocation withdraws what was approved
        and reviewed up to then, and leaves what is known of the string's origin.

        With `typos`, what was said of the pair before an edit that changed no meaning counts as well. Critical text is
        asked about without.
        """
        found = self.records.get((src, tgt))
        if found is None:
            return State.UNRECORDED
        if isinstance(found, list):
            return _derive(self._with_former(found) if typos else found, roles)
        if found.act == "approved" and found.role in roles:
            return _APPROVED
        if found.act == "translated" and found.origin != "machine":
            return _TRANSLATED
        return _derive(self._with_former([found]) if typos else (found,), roles)

    def critical_state(
        self,
        src: str,
        tgt: str,
        *,
        roles: Collection[str],
        four_eyes: bool = False,
        since: datetime | None = None,
    ) -> State:
        """What `state` says where more than one approval may be needed, and approvals may age.

        With `four_eyes`, two people at least have approved, among them somebody else for each of `roles`, and none of
        them recorded the string as their own work. Approvals before `since` are such of a person who reviewed the
        string, no more.
        """
        found = self.records.get((src, tgt), [])
        records = found if isinstance(found, list) else [found]
        state = _derive(records, roles)
        if state is not _APPROVED:
            return state
        translators = {record.by for record in records if record.act == "translated" and record.origin != "machine"}
        valid = [
            record
            for record in self.in_force(src, tgt, roles=roles)
            if (since is None or record.at >= since) and not (four_eyes and record.by in translators)
        ]
        enough = _together(valid, roles) if four_eyes else bool(valid)
        return _APPROVED if enough else _TRANSLATED

    def in_force(self, src: str, tgt: str, *, roles: Collection[str], typos: bool = False) -> tuple[Record, ...]:
        """The approvals of a pair by one of `roles` that nobody has rejected or revoked since, the earliest first."""
        found = self.records.get((src, tgt), [])
        records = found if isinstance(found, list) else [found]
        records = self._with_former(records) if typos else records
        stopped = max((record.at for record in records if record.act in ("rejected", "revoked")), default=_NEVER)
        approved = (one for one in records if one.act == "approved" and one.role in roles and one.at > stopped)
        return tuple(sorted(approved, key=lambda one: (one.at, one.by, one.role)))

    def _with_former(self, records: list[Record]) -> list[Record]:
        """The records of a pair, and those of the pairs that it was before its typing errors were mended."""
        every = list(records)
        seen = {record.src for record in records}
        for record in every:  # It grows meanwhile.
            if record.act == "typo" and record.before and record.before not in seen:
                seen.add(record.before)
                former = self.records.get((record.before, record.tgt), [])
                every += former if isinstance(former, list) else [former]
        return every


def source_hash(key: MessageKey, plural_id: str | None) -> str:
    """`s1:` and the SHA-256 of the canonical JSON of context, id and plural id, as the catalog decodes them.

    Nothing is normalised: a text in NFC and the same in NFD are two messages. Canonical is the form of RFC 8785:
    UTF-8, no white space, only what must be escaped is escaped.
    """
    return _hash([key.context, key.id, plural_id])


def target_hash(strings: tuple[str, ...]) -> str:
    """`s1:` and the SHA-256 of the canonical JSON of all strings of a message."""
    return _hash(strings)


def read(data: bytes, path: str, *, locale: str | None = None, rights: Rights | None = None) -> Ledger:
    """The ledger that a file's bytes hold; with `locale`, every record must be about that locale.

    With `rights`, the records that somebody had no right to are not in it; anyone may reject and revoke.

    Raises LedgerError with a diagnostic for every line that cannot be used: a ledger read in part could miss
    the one line that revokes.
    """
    records: dict[tuple[str, str], Record | list[Record]] = {}
    decoded = _decode(_record, data, path, locale)
    for record in decoded if rights is None else [one for one in decoded if counts(one, rights)]:
        key = (record.src, record.tgt)
        first = records.setdefault(key, record)
        if first is record:
            continue
        if isinstance(first, list):
            first.append(record)
        elif first != record:
            records[key] = [first, record]
    return Ledger(records)


def counts(record: Record | Approval, rights: Rights) -> bool:
    """Whether the person of a record had the right to it.

    Who only takes away needs none: a machine's mark, a rejection and a revocation count whoever made them.
    """
    act = record.act
    if act in _VOUCHING:
        return (record.by, record.role) in rights.vouchers
    if act == "typo":
        return rights.authors is None or record.by in rights.authors
    if act == "translated" and record.origin != "machine":
        return rights.translators is None or record.by in rights.translators
    return True


def history(data: bytes, path: str, *, locale: str | None = None) -> tuple[Approval, ...]:
    """Every record with all its fields, in file order, for the audit.

    Raises LedgerError as `read` does.
    """
    return tuple(_approval(line) for line in _decode(_line, data, path, locale))


def numbered(data: bytes, path: str, *, locale: str | None = None) -> list[tuple[int, Approval]]:
    """Every record with the 1-based number of its line. Raises LedgerError as `read` does."""
    return [(number, _approval(line)) for number, line in _by_line(_line, data, path, locale)]


def objects(data: bytes) -> Iterator[str]:
    """What stands in a file as it is written, object by object, also where two are glued; what is none by line."""
    for line in data.decode("utf-8", "backslashreplace").split("\n"):
        text = line.strip(" \t\r")
        while text:
            try:
                end = _split.raw_decode(text)[1]
            except (ValueError, RecursionError):
                end = len(text)
            yield text[:end]
            text = text[end:].lstrip(" \t\r")


def moment(text: str) -> datetime:
    """The instant that RFC 3339 text names. Raises ValueError, also where it has no zone."""
    found: datetime = msgspec.convert(text, Annotated[datetime, msgspec.Meta(tz=True)])
    return found


def written(instant: datetime) -> str:
    """An instant as records have it: UTC, RFC 3339."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def append(
    path: Path, approvals: Sequence[Approval], *, tool: str, root: Path | None = None, again: bool = False
) -> int:
    """How many of the records were added to the file; `tool` is the name and version of the program.

    A record that repeats the newest one of its pair (act, person, role, origin, source before, check) is left out, but
    for `again`. What stands in the file is never changed, but its last line gets the newline that it may lack. Several
    processes may append at once.

    Raises LedgerError, and writes nothing, where the file cannot be read whole or a record could not be read back;
    DiskError, also for a path outside of `root`.
    """
    data = files.read(path, root=root or path.parent, limit=LIMIT) if path.exists() else b""
    newest: dict[tuple[str, str], list[_Line]] = {}
    for known in _decode(_line, data, path.as_posix()):
        _remember(newest, known)
    lines = []
    for approval in approvals:
        text = _encode(approval, tool)
        try:
            record = _line.decode(text)
        except ValueError as error:
            problem = f"this record cannot be written: {error}; it is {text!r}"
            raise LedgerError(problem, path=path.as_posix()) from error
        known_ones = newest.get((record.src, record.tgt), ())
        if known_ones and not again and all(_said(record) == _said(known) for known in known_ones):
            continue
        _remember(newest, record)
        lines.append(text)
    if lines:
        files.append(path, b"\n".join(lines) + b"\n", root=root)
    return len(lines)


def _hash(parts: Sequence[str | None]) -> str:
    return "s1:" + sha256(msgspec.json.encode(parts)).hexdigest()


def _derive(records: Sequence[Record], roles: Collection[str]) -> State:
    """The state that a pair's records give, whatever their order."""
    approved = reviewed = stopped = human = machine = _NEVER
    rejected = False
    for record in records:
        act, at = record.act, record.at
        if act == "approved" and at > approved and record.role in roles:
            approved = at
        if act in ("approved", "reviewed"):
            reviewed = max(reviewed, at)
        elif act in ("rejected", "revoked"):
            stopped = max(stopped, at)
            rejected = rejected or act == "rejected"
        if "machine" in (act, record.origin):
            machine = max(machine, at)
        elif act == "translated" or (record.origin == "human" and act in ("approved", "reviewed")):
            human = max(human, at)
    if approved > stopped:
        return State.APPROVED
    if rejected:
        return State.REJECTED
    if reviewed > stopped or human > machine:
        return State.TRANSLATED
    # At the same instant `machine` wins over a person's work: it promises less.
    return State.MACHINE if machine > _NEVER else State.UNRECORDED


def _together(approvals: Sequence[Record], roles: Collection[str]) -> bool:
    """Whether two people at least have approved, and for each role it can be somebody else."""
    people = [{one.by for one in approvals if one.role == role} for role in sorted(roles)]
    return len(set().union(*people)) > 1 and _all_different(people, frozenset())


def _all_different(people: Sequence[set[str]], taken: frozenset[str]) -> bool:
    """Whether each set can give somebody whom no other gives; there are no more sets than roles, which are four."""
    return not people or any(_all_different(people[1:], taken | {one}) for one in people[0] - taken)


def _said(record: _Line) -> tuple[str, str, str, str, str, str]:
    return record.act, record.by, record.role, record.origin, record.before, record.check


def _remember(newest: dict[tuple[str, str], list[_Line]], record: _Line) -> None:
    """Keep, for the record's pair, those of the latest instant."""
    known = newest.setdefault((record.src, record.tgt), [record])
    if record.at > known[0].at:
        known[:] = [record]
    elif record.at == known[0].at and record is not known[0]:
        known.append(record)


def _encode(approval: Approval, tool: str) -> bytes:
    fields = {
        "v": 1,
        "locale": approval.locale,
        "domain": approval.domain,
        "src": approval.src,
        "tgt": approval.tgt,
        "act": approval.act,
        "by": approval.by,
        "at": approval.at,
        "origin": approval.origin,
        "role": approval.role,
        "engine": approval.engine,
        "crit": approval.crit,
        "note": approval.note,
        "before": approval.before,
        "check": approval.check,
        "tool": tool,
    }
    return msgspec.json.encode({name: value for name, value in fields.items() if value != ""}, order="sorted")


def _approval(line: _Line) -> Approval:
    return Approval(
        locale=line.locale,
        domain=line.domain,
        src=line.src,
        tgt=line.tgt,
        act=line.act,
        by=line.by,
        at=written(line.at),
        origin=line.origin,
        role=line.role,
        engine=line.engine,
        crit=line.crit,
        note=line.note,
        before=line.before,
        check=line.check,
    )


def _decode(decoder: msgspec.json.Decoder[_R], data: bytes, path: str, locale: str | None = None) -> list[_R]:
    """All records of a file.

    The whole file is given to the decoder at once, which takes glued objects apart by itself; only where that fails
    is it gone through line by line, to name every line that is wrong.
    """
    try:
        records = decoder.decode_lines(data)
        if locale is None or all(record.locale == locale for record in records):
            return records
    except ValueError:
        pass
    return [record for _, record in _by_line(decoder, data, path, locale)]


def _by_line(decoder: msgspec.json.Decoder[_R], data: bytes, path: str, locale: str | None) -> list[tuple[int, _R]]:
    """All records of a file with their lines. Raises LedgerError that names every line that is wrong."""
    records = []
    diagnostics = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            for record in _objects(decoder, line):
                if locale is not None and record.locale != locale:
                    raise ValueError(f"the record is about {record.locale!r}, and this is the ledger of {locale!r}")
                records.append((number, record))
        except (ValueError, RecursionError) as error:
            problem = _problem(line, error)
            diagnostics.append(Diagnostic("ledger.record", Severity.ERROR, problem, path, number, locale))
    if not diagnostics:
        return records
    first = diagnostics[0]
    others = f" (and {len(diagnostics) - 1} more lines)" if len(diagnostics) > 1 else ""
    raise LedgerError(first.message + others, path=path, line=first.line, diagnostics=diagnostics)


def _objects(decoder: msgspec.json.Decoder[_R], line: bytes) -> Iterator[_R]:
    """The records on one line."""
    text = line.decode().strip(" \t\r")
    while text:
        _, end = _split.raw_decode(text)
        yield decoder.decode(text[:end])
        text = text[end:].lstrip(" \t\r")


def _problem(line: bytes, error: Exception) -> str:
    """What is wrong with a line, printable whatever it holds."""
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        return "a merge conflict: keep the lines of both sides and remove the marks"
    start = line[:60].decode(errors="backslashreplace")
    reason = str(error)
    reason = reason if reason.isprintable() else repr(reason)
    return f"not a record: {reason}; the line starts with {start!r}"
