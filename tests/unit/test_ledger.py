"""The review ledger: exact pairs, an order that does not matter, and nothing read in part."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from i18n import ledger
from i18n.errors import LedgerError
from i18n.model import Approval, MessageKey, Rights, State

PATH = "locales/es/reviews.jsonl"
SOURCE = ledger.source_hash(MessageKey(None, "Do not drive for 24 hours."), None)
STRING = ledger.target_hash(("No conduzca durante 24 horas.",))
ROLES = frozenset({"qualified-translator"})
APPROVED = Approval(
    locale="es",
    domain="site",
    src=SOURCE,
    tgt=STRING,
    act="approved",
    by="ana",
    at="2026-11-22T12:00:00Z",
    origin="human",
    role="qualified-translator",
)


def line(act: str = "approved", minute: int = 0, **fields: str | int) -> str:
    record = {
        "v": 1,
        "locale": "es",
        "domain": "site",
        "src": SOURCE,
        "tgt": STRING,
        "act": act,
        "by": "ana",
        "at": f"2026-11-22T12:{minute:02}:00Z",
        "role": "qualified-translator",
    }
    return json.dumps(record | fields)


def state(*lines: str, roles: frozenset[str] = ROLES) -> State:
    data = "".join(text + "\n" for text in lines).encode()
    return ledger.read(data, PATH).state(SOURCE, STRING, roles=roles)


def test_source_hash_is_that_of_canonical_json() -> None:
    """Anybody can compute it: SHA-256 of `[context, id, plural]` as compact UTF-8 JSON."""
    expected = sha256('["menu","Tea \\"é\\"\\n",null]'.encode()).hexdigest()

    assert f"s1:{expected}" == ledger.source_hash(MessageKey("menu", 'Tea "é"\n'), None)


def test_no_context_is_not_the_empty_context() -> None:
    """`msgctxt ""` and no `msgctxt` are two messages."""
    none, empty = MessageKey(None, "Tea"), MessageKey("", "Tea")

    assert ledger.source_hash(none, None) != ledger.source_hash(empty, None)


def test_nothing_is_normalised() -> None:
    """The same letters in NFC and NFD are two strings."""
    assert ledger.target_hash(("caf\u00e9",)) != ledger.target_hash(("cafe\u0301",))


@pytest.mark.parametrize(
    "string", ["No conduzca durante 48 horas.", "Conduzca durante 24 horas.", "No conduzca durante 24 horas. "]
)
def test_changed_string_is_not_approved(string: str) -> None:
    """24 to 48 hours, a lost "not", one more space: the approval stays with the old pair."""
    read = ledger.read(line().encode(), PATH)

    assert State.UNRECORDED == read.state(SOURCE, ledger.target_hash((string,)), roles=ROLES)


def test_changed_source_is_not_approved() -> None:
    """The string of "Do not drive" is not approved for "You may drive"."""
    source = ledger.source_hash(MessageKey(None, "You may drive for 24 hours."), None)

    assert State.UNRECORDED == ledger.read(line().encode(), PATH).state(source, STRING, roles=ROLES)


def test_empty_ledger_knows_nothing() -> None:
    """A lost ledger approves nothing."""
    assert State.UNRECORDED == state()


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        (State.APPROVED, [line()]),
        (State.TRANSLATED, [line(role="translator")]),
        (State.TRANSLATED, [line("reviewed")]),
        (State.TRANSLATED, [line("translated")]),
        (State.MACHINE, [line("machine")]),
        (State.MACHINE, [line("translated", origin="machine")]),
        (State.REJECTED, [line("rejected")]),
        (State.UNRECORDED, [line("revoked")]),
        (State.APPROVED, [line("machine", 1), line("approved", 2, origin="machine")]),
        (State.TRANSLATED, [line("machine", 1), line("reviewed", 2)]),
        (State.TRANSLATED, [line("machine", 1), line("translated", 2)]),
        (State.MACHINE, [line("machine", 1), line("translated", 1)]),
        (State.REJECTED, [line("approved", 1), line("rejected", 2)]),
        (State.REJECTED, [line("approved", 1), line("rejected", 1)]),
        (State.APPROVED, [line("rejected", 1), line("approved", 2)]),
        (State.REJECTED, [line("rejected", 1), line("approved", 2, role="translator")]),
        (State.REJECTED, [line("rejected", 1), line("approved", 2), line("revoked", 3)]),
        (State.UNRECORDED, [line("approved", 1), line("revoked", 2)]),
        (State.UNRECORDED, [line("approved", 1), line("revoked", 1)]),
        (State.TRANSLATED, [line("translated", 1), line("approved", 2), line("revoked", 3)]),
        (State.MACHINE, [line("machine", 1), line("approved", 2), line("revoked", 3)]),
        (State.APPROVED, [line("revoked", 1), line("approved", 2)]),
        (State.APPROVED, [line("approved", 1), line("translated", 2)]),
    ],
)
def test_state(expected: State, lines: list[str]) -> None:
    """The state follows from the records and their times, in either order of the lines."""
    assert [expected, expected] == [state(*lines), state(*reversed(lines))]


FORMER, FIRST = (
    ledger.source_hash(MessageKey(None, text), None) for text in ("Do not drive for 24 hour.", "Do not dirve.")
)


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        (State.UNRECORDED, []),
        (State.APPROVED, [line(src=FORMER)]),
        (State.APPROVED, [line("translated", 1, src=FORMER), line(minute=2, src=FORMER)]),
        (State.TRANSLATED, [line("translated", src=FORMER)]),
        (State.MACHINE, [line("machine", src=FORMER)]),
        (State.REJECTED, [line("rejected", src=FORMER)]),
        (State.UNRECORDED, [line(src=FORMER), line("revoked", 8)]),
        (State.UNRECORDED, [line(src=FORMER), line("revoked", 8, src=FORMER)]),
        (State.TRANSLATED, [line(src=FORMER), line("revoked", 8), line("translated", 9)]),
        (State.UNRECORDED, [line(src=FORMER, tgt=ledger.target_hash(("No conduzca.",)))]),
        (State.APPROVED, [line(src=FIRST), line("typo", 4, src=FORMER, before=FIRST)]),
        (State.APPROVED, [line(src=FORMER), line("typo", 4, src=FORMER, before=SOURCE)]),
    ],
)
def test_typing_error(expected: State, lines: list[str]) -> None:
    """What was said of the pair before its source was mended holds, with the same string, through several edits and
    a circle of them; but not where typing errors do not count, as for critical text."""
    mended = [*lines, line("typo", 5, role="editor", before=FORMER)]
    found = [ledger.read("\n".join(order).encode(), PATH) for order in (mended, mended[::-1])]

    assert [expected] * 2 == [one.state(SOURCE, STRING, roles=ROLES, typos=True) for one in found]
    assert not lines or found[0].state(SOURCE, STRING, roles=ROLES) in (State.UNRECORDED, State.TRANSLATED)


def test_history_of_a_typing_error(tmp_path: Path) -> None:
    """The record names both sources, the reason and the person; a second edit of the same pair is another record."""
    path = tmp_path / "reviews.jsonl"
    one = replace(APPROVED, act="typo", role="editor", origin="unknown", before=FORMER, note="a missing s")
    other = replace(one, before=FIRST)

    assert 2 == ledger.append(path, [one, one, other], tool="t")
    assert (one, other) == ledger.history(path.read_bytes(), PATH)


def test_instants_are_compared_and_not_their_spelling() -> None:
    """12:00 in UTC is later than 13:30 in a zone two hours ahead."""
    assert State.APPROVED == state(line("revoked", at="2026-11-22T13:30:00+02:00"), line("approved"))


def test_unknown_fields_are_passed_over() -> None:
    """A field of a later program does not disturb."""
    assert State.APPROVED == state(line(mood="good"))


def test_glued_records_are_two() -> None:
    """A union merge of files without a final newline puts two records on one line."""
    assert State.REJECTED == state(line() + line("rejected", 1))


def test_blank_lines_and_crlf() -> None:
    """Blank lines and Windows line endings say nothing."""
    assert State.REJECTED == state(line() + "\r", "", line("rejected", 1) + "\r")


def test_every_bad_line_is_named() -> None:
    """One run tells all that is wrong, and nothing is read in part."""
    lines = [line(), "<<<<<<< HEAD", line()[:-9], line("blessed"), line() + line(v=2), line(at="yesterday")]
    with pytest.raises(LedgerError) as caught:
        state(*lines)

    assert [2, 3, 4, 5, 6] == [found.line for found in caught.value.diagnostics]
    assert str(caught.value).startswith(f"{PATH}:2: a merge conflict")
    assert "(and 4 more lines)" in str(caught.value)


@pytest.mark.parametrize(
    "bad",
    [
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b'{"v":1}',
        line(src="s1:00").encode(),
        line(at="2026-11-22T12:00:00").encode(),
        b"\xef\xbb\xbf" + line().encode(),
        line().encode() + b",",
    ],
)
def test_what_is_no_record(bad: bytes) -> None:
    """Whatever the bytes, the error is ours and has the line."""
    with pytest.raises(LedgerError) as caught:
        ledger.read(line().encode() + b"\n" + bad, PATH)

    assert 2 == caught.value.line


def test_errors_are_printable() -> None:
    """A terminal's control sequence in a ledger does not reach the terminal."""
    with pytest.raises(LedgerError) as caught:
        ledger.read(b"\x1b]0;owned\x07", PATH)

    assert str(caught.value).isprintable()


def test_record_of_another_locale() -> None:
    """A record copied from another language's ledger approves nothing here."""
    with pytest.raises(LedgerError, match=r":2: .*'fr'.*'es'"):
        ledger.read(f"{line()}\n{line(locale='fr')}\n".encode(), PATH, locale="es")


def test_append_makes_the_file(tmp_path: Path) -> None:
    """The first record makes the folder and the file: one line, sorted keys, empty fields left out."""
    path = tmp_path / "es" / "reviews.jsonl"

    assert 1 == ledger.append(path, [APPROVED], tool="dragoman 1.0")
    assert [
        f'{{"act":"approved","at":"2026-11-22T12:00:00Z","by":"ana","domain":"site","locale":"es","origin":"human",'
        f'"role":"qualified-translator","src":"{SOURCE}","tgt":"{STRING}","tool":"dragoman 1.0","v":1}}',
        "",
    ] == path.read_text("utf-8").split("\n")


def test_append_changes_no_byte_that_was_there(tmp_path: Path) -> None:
    """A file without a final newline gets one, and keeps everything else."""
    path = tmp_path / "reviews.jsonl"
    before = line("translated", mood="good")
    path.write_text(before, "utf-8")
    ledger.append(path, [APPROVED], tool="t")

    assert path.read_text("utf-8").startswith(before + "\n{")
    assert 2 == len(path.read_text("utf-8").splitlines())


def test_append_what_was_said_last(tmp_path: Path) -> None:
    """The same word of the same person is written once; after a revocation it is news again."""
    path = tmp_path / "reviews.jsonl"
    later = replace(APPROVED, at="2026-11-22T13:00:00Z")
    revoked = replace(APPROVED, act="revoked", at="2026-11-22T14:00:00Z")
    again = replace(APPROVED, at="2026-11-22T15:00:00Z")

    assert 1 == ledger.append(path, [APPROVED, later], tool="t")
    assert 0 == ledger.append(path, [later], tool="t")
    assert 2 == ledger.append(path, [revoked, again], tool="t")
    assert State.APPROVED == ledger.read(path.read_bytes(), PATH).state(SOURCE, STRING, roles=ROLES)


def test_append_after_a_tie(tmp_path: Path) -> None:
    """Approved and revoked at one instant is not approved, so approving again is written."""
    path = tmp_path / "reviews.jsonl"
    ledger.append(path, [replace(APPROVED, act="revoked"), APPROVED], tool="t")

    assert 1 == ledger.append(path, [replace(APPROVED, at="2026-11-22T13:00:00Z")], tool="t")


@pytest.mark.parametrize("wrong", [{"at": "noon"}, {"act": "blessed"}, {"src": "abc"}])
def test_append_writes_nothing_that_cannot_be_read(tmp_path: Path, wrong: dict[str, str]) -> None:
    """One bad record, and none is written."""
    path = tmp_path / "reviews.jsonl"
    with pytest.raises(LedgerError, match="cannot be written"):
        ledger.append(path, [APPROVED, replace(APPROVED, **wrong)], tool="t")

    assert not path.exists()


def test_append_to_a_broken_ledger(tmp_path: Path) -> None:
    """Nothing is built on a ledger that cannot be read."""
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(b"{\n")
    with pytest.raises(LedgerError):
        ledger.append(path, [APPROVED], tool="t")

    assert b"{\n" == path.read_bytes()


def test_reviewers_at_the_same_time(tmp_path: Path) -> None:
    """Records appended side by side do not mix, and none is lost."""
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(b"")

    def approve(number: int) -> int:
        return ledger.append(path, [replace(APPROVED, tgt=ledger.target_hash((str(number),)))], tool="t")

    with ThreadPoolExecutor(8) as pool:
        added = sum(pool.map(approve, range(40)))

    assert 40 == added
    assert 40 == len(ledger.read(path.read_bytes(), PATH).records)


def test_history_gives_back_what_was_appended(tmp_path: Path) -> None:
    """The audit sees every field of every record, in the order of the file."""
    path = tmp_path / "reviews.jsonl"
    records = (replace(APPROVED, engine="m 2", crit="driving", note="two\nlines"), replace(APPROVED, by="ben"))
    ledger.append(path, records, tool="t")

    assert records == ledger.history(path.read_bytes(), PATH)


# Who may say what

RIGHTS = Rights(frozenset({("ana", "qualified-translator")}), frozenset({"ana"}), frozenset({"ann"}))


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        (State.APPROVED, [line()]),
        (State.UNRECORDED, [line(by="eve")]),
        (State.UNRECORDED, [line(role="clinician")]),
        (State.UNRECORDED, [line("reviewed", by="eve")]),
        (State.TRANSLATED, [line("translated", origin="human")]),
        (State.UNRECORDED, [line("translated", origin="human", by="eve")]),
        (State.UNRECORDED, [line("translated", origin="imported", by="eve")]),
        (State.MACHINE, [line("machine", by="engine")]),
        (State.MACHINE, [line("translated", origin="machine", by="engine")]),
        (State.REJECTED, [line(), line("rejected", 1, by="eve")]),
        (State.UNRECORDED, [line(), line("revoked", 1, by="eve")]),
        (State.UNRECORDED, [line("revoked", by="eve", origin="human")]),
        (State.UNRECORDED, [line("waived", by="ana", origin="human", check="language.length", note="so")]),
        (State.APPROVED, [line(), line("waived", 1, by="eve", check="language.length", note="so")]),
    ],
)
def test_rights(expected: State, lines: list[str]) -> None:
    """What promises more counts from those alone who have the right to it; anybody may take away."""
    found = ledger.read("\n".join(lines).encode(), PATH, rights=RIGHTS)

    assert expected == found.state(SOURCE, STRING, roles=frozenset({"qualified-translator", "clinician"}))


def test_rights_of_translators() -> None:
    """Where the rights do not say who translates, anybody may; nobody approves by that."""
    nobody = Rights(frozenset(), None)

    read = ledger.read(line("translated", by="eve").encode(), PATH, rights=nobody)
    assert State.TRANSLATED == read.state(SOURCE, STRING, roles=ROLES)
    assert {} == ledger.read(line().encode(), PATH, rights=nobody).records


def test_typo_of_a_stranger() -> None:
    """An approval is carried to an edited source by those alone who may edit it."""
    edited = ledger.source_hash(MessageKey(None, "Do not drive for 24 hours!"), None)
    for by, expected in (("ann", State.APPROVED), ("eve", State.UNRECORDED)):
        lines = f"{line()}\n{line('typo', 1, by=by, src=edited, before=SOURCE)}\n"
        read = ledger.read(lines.encode(), PATH, rights=RIGHTS)

        assert expected == read.state(edited, STRING, roles=ROLES, typos=True)


BOTH = frozenset({"qualified-translator", "clinician"})
ANA = line("approved", 1)
BEN = line("approved", 2, by="ben", role="clinician")


@pytest.mark.parametrize(
    ("expected", "roles", "lines"),
    [
        (State.APPROVED, BOTH, [ANA, BEN]),
        (State.TRANSLATED, BOTH, [ANA]),
        (State.TRANSLATED, BOTH, [ANA, line("approved", 2, role="clinician")]),
        (State.TRANSLATED, BOTH, [ANA, line("approved", 2, by="ben")]),
        (State.APPROVED, BOTH, [ANA, line("approved", 2, role="clinician"), line("approved", 3, by="ben")]),
        (State.TRANSLATED, BOTH, [ANA, BEN, line("translated", 0)]),
        (State.TRANSLATED, BOTH, [ANA, BEN, line("translated", 3, by="ben", origin="imported")]),
        (State.APPROVED, BOTH, [ANA, BEN, line("translated", 0, by="carl")]),
        (State.APPROVED, BOTH, [ANA, BEN, line("machine", 0)]),
        (State.UNRECORDED, BOTH, [ANA, BEN, line("revoked", 2, by="eve")]),
        (State.REJECTED, BOTH, [ANA, BEN, line("rejected", 3)]),
        (State.TRANSLATED, BOTH, [line("rejected", 0), ANA]),
        (State.TRANSLATED, BOTH, [ANA, line("rejected", 1), line("approved", 2, by="ben", role="clinician")]),
        (State.UNRECORDED, BOTH, []),
        (State.TRANSLATED, ROLES, [ANA]),
        (State.APPROVED, ROLES, [ANA, line("approved", 2, by="ben")]),
    ],
)
def test_four_eyes(expected: State, roles: frozenset[str], lines: list[str]) -> None:
    """Two people, for each role somebody else, none of them the translator, each after the latest rejection."""
    for order in (lines, lines[::-1]):
        found = ledger.read("\n".join(order).encode(), PATH)

        assert expected == found.critical_state(SOURCE, STRING, roles=roles, four_eyes=True)


@pytest.mark.parametrize(("minute", "expected"), [(0, State.TRANSLATED), (30, State.APPROVED), (31, State.APPROVED)])
def test_old_approvals(minute: int, expected: State) -> None:
    """An approval from before an instant is a review, no more; a newer one counts whatever is older."""
    since = ledger.moment("2026-11-22T12:30:00Z")
    lines = f"{line()}\n{line(minute=minute)}\n"

    found = ledger.read(lines.encode(), PATH)
    assert expected == found.critical_state(SOURCE, STRING, roles=ROLES, since=since)
    assert State.APPROVED == found.critical_state(SOURCE, STRING, roles=ROLES)


def test_append_again(tmp_path: Path) -> None:
    """Who is asked to writes what was said before too."""
    path = tmp_path / "reviews.jsonl"
    later = replace(APPROVED, at="2027-11-22T12:00:00Z")

    assert [1, 0, 1] == [
        ledger.append(path, [APPROVED], tool="t"),
        ledger.append(path, [later], tool="t"),
        ledger.append(path, [later], tool="t", again=True),
    ]


def test_two_waivers_of_one_person(tmp_path: Path) -> None:
    """Waivers of two checks are two things said."""
    path = tmp_path / "reviews.jsonl"
    waivers = [replace(APPROVED, act="waived", check=check) for check in ("language.length", "language.case")]

    assert 2 == ledger.append(path, waivers, tool="t")
    assert tuple(waivers) == ledger.history(path.read_bytes(), PATH)


def test_numbered() -> None:
    """Each record with its line; two that are glued together have the same one."""
    found = ledger.numbered(f"{line()}\n\n{line('rejected', 1)}{line('revoked', 2)}\n".encode(), PATH)

    assert [(1, "approved"), (3, "rejected"), (3, "revoked")] == [(number, one.act) for number, one in found]


def test_objects() -> None:
    """What is written, object by object; what is none stays as it is."""
    assert ['{"a": 1}', '{"b": 2}', "<<<<<<< HEAD", '{"c": 3}', "\\xff"] == list(
        ledger.objects(b'{"a": 1}{"b": 2}\n<<<<<<< HEAD\r\n\n {"c": 3} \xff')
    )


@pytest.mark.parametrize("text", ["", "noon", "2026-11-22", "2026-11-22T12:00:00"])
def test_no_moment(text: str) -> None:
    """An instant has its zone."""
    with pytest.raises(ValueError, match=r"RFC3339|timezone|datetime"):
        ledger.moment(text)


def test_moment() -> None:
    """An instant is written in UTC."""
    assert "2026-11-22T11:30:00Z" == ledger.written(ledger.moment("2026-11-22T13:30:00+02:00"))
