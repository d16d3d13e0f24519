"""The file that a reviewer sends back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from i18n.errors import DiskError, UsageError
from i18n.model import State
from i18n.pipeline import Choice, Who, approve, reject, revoke
from i18n.pipeline.reviewing import review
from i18n.review.decisions import LIMIT, Entered, enter, read
from tests.helpers import site
from tests.reviewing import LEDGER, WAIT, answer, garden, pair, records

LUIS = Who("luis", "clinician", "not so")


def sent(folder: Path, text: str, *, by: str = "ana", role: str = "") -> Entered:
    site(folder, {"answer.json": text})
    return enter(folder, "es", folder / "answer.json", by=by, role=role)


def states(folder: Path) -> dict[str, State]:
    return {key.id: item.state for key, item in review(folder, "es").items.items()}


def test_decisions_are_entered(tmp_path: Path) -> None:
    """Approvals and rejections stand in the ledger in the name and role of the person, with what they remarked."""
    text = answer(("Front", "approved", ""), (WAIT, "approved", "checked twice"), ("More", "rejected", "too short"))
    done = sent(garden(tmp_path), text)

    assert (2, 1, 0, (), 0) == done[1:]
    assert sorted(
        [
            (pair("Front")[0], "approved", "ana", "qualified-translator", ""),
            (pair(WAIT)[0], "approved", "ana", "qualified-translator", "checked twice"),
            (pair("More")[0], "rejected", "ana", "qualified-translator", "too short"),
        ]
    ) == sorted(records(tmp_path))
    found = states(tmp_path)
    assert (State.APPROVED, State.APPROVED, State.REJECTED) == (found["Front"], found[WAIT], found["More"])


def test_a_second_time(tmp_path: Path) -> None:
    """The same file again changes nothing, whatever others said in between."""
    text = answer(("Front", "approved", ""), ("More", "rejected", "too short"))
    sent(garden(tmp_path), text)
    before = records(tmp_path)
    done = sent(tmp_path, text)
    assert (0, 0, 2, ()) == done[1:5]
    assert before == records(tmp_path)

    reject(tmp_path, "es", LUIS, Choice(("Front",)))
    revoke(tmp_path, "es", LUIS, Choice(("More",)))
    after = records(tmp_path)
    done = sent(tmp_path, text)
    assert (0, 0, 2, ()) == done[1:5]
    assert after == records(tmp_path)


def test_what_was_said_since(tmp_path: Path) -> None:
    """What somebody rejected after the pages were exported is not approved by one who did not see that."""
    reject(garden(tmp_path), "es", LUIS, Choice(("Front",)))
    done = sent(tmp_path, answer(("Front", "approved", ""), ("More", "approved", "")))

    assert ["review.stale"] == [one.check for one in done.findings]
    assert "'luis' has rejected it after" in done.findings[0].message
    assert 1 == done.approved
    assert State.REJECTED is states(tmp_path)["Front"]


def test_another_decision_of_the_same_person(tmp_path: Path) -> None:
    """Who decided otherwise since is taken at the later word."""
    approve(garden(tmp_path), "es", Who("ana", "qualified-translator"), Choice(("Front",)))
    done = sent(tmp_path, answer(("Front", "rejected", "no")))

    assert ["review.stale"] == [one.check for one in done.findings]
    assert "'ana' has approved it after" in done.findings[0].message
    assert State.APPROVED is states(tmp_path)["Front"]


def test_pairs_that_are_gone(tmp_path: Path) -> None:
    """A changed string, a changed source and a string that the gate refuses are left out, each with its line."""
    text = answer(("Front", "approved", ""), ("More", "approved", ""), (WAIT, "approved", ""))
    garden(tmp_path, {"Front": "Fachada"})
    visit = tmp_path / "content/visit.md"
    visit.write_text(visit.read_text("utf-8").replace("Wait 24", "Wait 48"), "utf-8")
    done = sent(tmp_path, text)

    assert [("review.gone", 9), ("review.gone", 21)] == [(one.check, one.line) for one in done.findings]
    assert "the translation is another one now" in done.findings[0].message
    assert "the source text is another one now" in done.findings[1].message
    assert (1, [pair("More")[0]]) == (done.approved, [one[0] for one in records(tmp_path)])


def test_what_approve_refuses(tmp_path: Path) -> None:
    """Under four eyes nobody approves their own work, and one person is not enough."""
    from i18n.pipeline import record

    config = '[site]\nlocales = ["es"]\n[policy]\npreset = "strict"\nfour-eyes = true\n'
    record(garden(tmp_path, more={"i18n.toml": config}), "es", origin="human", by="ana", messages=[WAIT])
    text = answer((WAIT, "approved", ""), ("Driving", "approved", ""))
    done = sent(tmp_path, text)

    assert ["review.own-work"] == [one.check for one in done.findings]
    assert (1, 1) == (done.approved, done.waiting)


def test_finding_without_a_word(tmp_path: Path) -> None:
    """Critical text with a finding is approved with a remark that says why; without one it is left out, and why."""
    doubled = {WAIT: "Espere 24 horas horas antes de conducir, y llame al {practice.phone}."}
    garden(tmp_path, doubled)
    hashes = pair(WAIT, doubled[WAIT])
    decision = {"src": hashes[0], "tgt": hashes[1], "act": "approved"}
    front = json.loads(answer(("Front", "approved", "")))["decisions"]
    silent = sent(tmp_path, answer(decisions=[{**decision, "note": " "}, *front]))
    said = sent(tmp_path, answer(decisions=[{**decision, "note": "a refrain"}]))

    assert (1, ["review.warned"]) == (silent.approved, [one.check for one in silent.findings])
    assert "language.doubled: " in silent.findings[0].message
    assert "; say in a remark why it is right all the same" in silent.findings[0].message
    assert (1, ()) == (said.approved, said.findings)
    assert (hashes[0], "approved", "ana", "qualified-translator", "a refrain") in records(tmp_path)


def test_way_of_a_record(tmp_path: Path) -> None:
    """A record says that it came in a file that its author sent."""
    sent(garden(tmp_path), answer(("Front", "approved", "")))
    approve(tmp_path, "es", Who("ana", "qualified-translator"), Choice(("More",)))
    tools = [json.loads(line)["tool"] for line in (tmp_path / LEDGER).read_text("utf-8").splitlines()]

    assert [True, False] == [tool.endswith(", review import") for tool in tools]


def test_rejection_without_a_word(tmp_path: Path) -> None:
    """A translator has to know what is wrong."""
    done = sent(garden(tmp_path), answer(("Front", "rejected", "  ")))

    assert (0, ["review.stale"]) == (done.rejected, [one.check for one in done.findings])
    assert [] == records(tmp_path)


@pytest.mark.parametrize(
    ("changed", "by", "role", "problem"),
    [
        ({"locale": "fr"}, "ana", "", "about 'fr'"),
        ({"locale": "?"}, "ana", "", "about '\\?'"),
        ({}, "luis", "", "from 'ana', and --by says 'luis'"),
        ({"by": "bob"}, "bob", "", "'bob' is not in locales/reviewers"),
        ({"by": "mei"}, "mei", "", "may vouch for zh-Hans"),
        ({"by": "luis"}, "luis", "", "in which role"),
        ({}, "ana", "clinician", "not 'clinician'"),
    ],
)
def test_who_and_what(tmp_path: Path, changed: dict[str, Any], by: str, role: str, problem: str) -> None:
    """The file's language and person, and the site's list of reviewers, must agree with what is said here."""
    with pytest.raises(UsageError, match=problem):
        sent(garden(tmp_path), answer(("Front", "approved", ""), **changed), by=by, role=role)

    assert [] == records(tmp_path)


def test_role(tmp_path: Path) -> None:
    """Who has several roles says in which one."""
    text = answer(("Front", "approved", ""), by="luis")
    sent(garden(tmp_path), text, by="luis", role="clinician")

    assert [(pair("Front")[0], "approved", "luis", "clinician", "")] == records(tmp_path)


def without(name: str) -> str:
    return json.dumps({key: value for key, value in json.loads(answer()).items() if key != name})


DECISION = json.loads(answer(("Front", "approved", "")))["decisions"][0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        "\ud800",
        *(without(name) for name in ("format", "version", "locale", "made", "by", "decisions")),
        answer(more=1),
        answer(format="other"),
        answer(version=2),
        answer(version=True),
        answer(version=1.0),
        answer(made="yesterday"),
        answer(made="2026-11-01"),
        answer(made="9999-01-01T00:00:00Z"),
        answer(by=None),
        answer(decisions={}),
        answer(decisions=["x"]),
        answer(decisions=[{**DECISION, "at": "now"}]),
        answer(decisions=[{**DECISION, "note": None}]),
        answer(decisions=[{**DECISION, "note": "\ud800"}]),
        answer(decisions=[{**DECISION, "note": "x" * 2001}]),
        answer(decisions=[{**DECISION, "act": "revoked"}]),
        answer(decisions=[{**DECISION, "src": "s1:0"}]),
        answer(decisions=[{**DECISION, "tgt": "x" * 67}]),
        answer(decisions=[DECISION, DECISION]),
        answer().replace('"version": 1', '"version": 1, "version": 1'),
        answer().replace("1,", "NaN,"),
    ],
)
def test_files_that_are_not_ours(text: str) -> None:
    """Whatever we would not have written is refused whole, with its name."""
    with pytest.raises(UsageError, match=r"a\.json: this is no file that a review sends back"):
        read(text.encode("utf-8", "surrogatepass"), "a.json")


def test_sizes(tmp_path: Path) -> None:
    """A file without decisions is one; a file that is too long is not read."""
    assert () == read(answer().encode(), "a.json").decisions
    with (tmp_path / "long.json").open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(DiskError):
        enter(garden(tmp_path), "es", tmp_path / "long.json", by="ana")
