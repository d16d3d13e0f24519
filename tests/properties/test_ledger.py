"""Laws of the review ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from i18n import ledger
from i18n.errors import LedgerError
from i18n.model import Approval, MessageKey, Rights, State

SOURCE = ledger.source_hash(MessageKey(None, "Dose"), None)
STRING = ledger.target_hash(("Dosis",))
ACTS = ("translated", "machine", "reviewed", "approved", "rejected", "revoked", "waived")

records = st.builds(
    Approval,
    locale=st.just("es"),
    domain=st.just("site"),
    src=st.just(SOURCE),
    tgt=st.just(STRING),
    act=st.sampled_from(ACTS),
    by=st.sampled_from(("ana", "ben")),
    at=st.sampled_from(("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-02T00:00:00Z")),
    origin=st.sampled_from(("human", "machine", "tm", "imported", "unknown")),
    role=st.sampled_from(("translator", "clinician")),
    note=st.text(max_size=5),
)
DAYS = tuple(f"2026-01-{day:02}T00:00:00Z" for day in range(1, 9))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def encoded(record: Approval) -> str:
    fields = {name: getattr(record, name) for name in Approval.__slots__}
    return json.dumps(fields | {"v": 1})


def state(lines: list[str], separator: str = "\n") -> State:
    data = separator.join(lines).encode()
    return ledger.read(data, "reviews.jsonl").state(SOURCE, STRING, roles=frozenset({"clinician"}))


def careful_state(lines: list[str], separator: str = "\n") -> State:
    """With the approval of two people in one role."""
    found = ledger.read(separator.join(lines).encode(), "reviews.jsonl")
    return found.critical_state(SOURCE, STRING, roles=frozenset({"clinician"}), four_eyes=True)


@given(st.lists(records, min_size=1, max_size=6), st.data())
@settings(max_examples=100)
def test_order_and_repetition_say_nothing(made: list[Approval], data: st.DataObject) -> None:
    """Any permutation and duplication of the lines, glued or not, gives the same state."""
    lines = [encoded(record) for record in made]
    again = data.draw(st.permutations(lines + data.draw(st.lists(st.sampled_from(lines), max_size=4))))

    assert state(lines) == state(again) == state(again, separator="")
    assert careful_state(lines) == careful_state(again) == careful_state(again, separator="")


@given(st.lists(records, max_size=4), st.lists(records, max_size=4), st.lists(records, max_size=4))
@settings(max_examples=60)
def test_union_merge(base: list[Approval], ours: list[Approval], theirs: list[Approval]) -> None:
    """Two branches append, one to a file without its last newline; git's union gives what one file would have."""
    lines = [[encoded(record) for record in made] for made in (base, ours, theirs)]
    union = "\n".join(lines[0] + lines[1]) + "\n".join(lines[2])

    assert state(lines[0] + lines[1] + lines[2]) == state([union])


@given(st.lists(records, max_size=6))
@settings(max_examples=100)
def test_strangers_add_nothing(made: list[Approval]) -> None:
    """Without a right, whatever is written cannot make a string be approved or a person's work."""
    data = "\n".join(encoded(record) for record in made).encode()
    found = ledger.read(data, "reviews.jsonl", rights=Rights(frozenset(), frozenset()))

    expected = (State.UNRECORDED, State.MACHINE, State.REJECTED)
    assert found.state(SOURCE, STRING, roles=frozenset({"clinician", "translator"})) in expected


@given(st.lists(records, max_size=6))
@settings(max_examples=100)
def test_two_people_are_needed(made: list[Approval]) -> None:
    """What is approved under four eyes was approved by two people, and is approved where one is enough."""
    lines = [encoded(record) for record in made]
    people = {record.by for record in made if record.act == "approved"}

    assert careful_state(lines) is not State.APPROVED or (len(people), state(lines)) == (2, State.APPROVED)


@given(st.lists(records, max_size=6), records)
@settings(max_examples=100)
def test_approved_only_by_a_later_sufficient_approval(made: list[Approval], last: Approval) -> None:
    """Approved means: somebody with the role approved, and nobody objected then or since."""
    everything = [*made, last]
    stops = [record.at for record in everything if record.act in ("rejected", "revoked")]
    instants = {"2026-01-01T00:00:00Z": 0, "2026-01-01T00:00:00.5Z": 1, "2026-01-02T00:00:00Z": 2}
    approved = any(
        record.act == "approved"
        and record.role == "clinician"
        and all(instants[record.at] > instants[stop] for stop in stops)
        for record in everything
    )

    assert approved == (state([encoded(record) for record in everything]) is State.APPROVED)


@given(st.lists(st.tuples(records, st.sampled_from(DAYS)), max_size=6, unique_by=lambda pair: pair[1]))
@settings(max_examples=50)
def test_append_then_read(dated: list[tuple[Approval, str]]) -> None:
    """What was appended gives the state of all records, although repeated ones are left out."""
    made = [replace(record, at=at) for record, at in dated]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.jsonl"
        for record in sorted(made, key=lambda record: record.at):
            ledger.append(path, [record], tool="t")
        data = path.read_bytes() if path.exists() else b""

    assert state([encoded(record) for record in made]) == state([data.decode()])


@given(texts | st.none(), texts, texts | st.none())
def test_source_hash_follows_the_canonical_form(context: str | None, id: str, plural: str | None) -> None:
    """The hash is that of the form that any JSON library writes without white space and without escaping."""
    canonical = json.dumps([context, id, plural], ensure_ascii=False, separators=(",", ":")).encode()

    assert "s1:" + sha256(canonical).hexdigest() == ledger.source_hash(MessageKey(context, id), plural)


@given(st.lists(texts, min_size=1, max_size=3), st.lists(texts, min_size=1, max_size=3))
def test_different_strings_have_different_hashes(one: list[str], other: list[str]) -> None:
    """One changed character, or a boundary between two plural forms that moved, is another pair."""
    assume(one != other)

    assert ledger.target_hash(tuple(one)) != ledger.target_hash(tuple(other))


@given(st.binary(max_size=80))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    """Whatever stands in the file, the answer is a ledger or our error with a printable message."""
    data = encoded(APPROVAL).encode() + b"\n" + noise
    try:
        ledger.read(data, "reviews.jsonl")
    except LedgerError as error:
        assert str(error).isprintable()
        return

    with pytest.raises(LedgerError):
        ledger.read(data[1:], "reviews.jsonl")


APPROVAL = Approval("es", "site", SOURCE, STRING, "approved", "ana", "2026-01-01T00:00:00Z")
