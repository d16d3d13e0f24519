"""Who may say what, and what it does: approve, reject, revoke, waive, approvals, verify --ledger, on a small site."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from i18n import ledger
from i18n.model import MessageKey
from tests.helpers import Ran, catalog, git, run, site, tree

LEDGER = "locales/es/reviews.jsonl"
ES = "locales/es/LC_MESSAGES/site.po"
WELCOME, DRIVE, DOSE = "Welcome to *us*.", "Do not drive for 24 hours.", "Take 5 mg."
PAGE = f"""\
---
title: Visit
---

Welcome to *us*.

<!-- i18n: critical driving -->
{DRIVE}

# Dose

<!-- i18n: critical dose -->
{DOSE}
"""
STRINGS = {
    "Visit": "Visita",
    "Welcome to *us*.": "Le damos la *bienvenida*.",
    DRIVE: "No conduzca durante 24 horas.",
    "Dose": "Dosis",
    DOSE: "Tome 5 mg.",
}
REVIEWERS = """\
[maria]
languages = ["es"]
roles = ["qualified-translator"]

[carlos]
languages = ["es"]
roles = ["clinician", "editor"]

[li]
languages = ["zh-Hans"]
roles = ["qualified-translator"]
"""
TOML = '[site]\nlocales = ["es"]\n[policy]\npreset = "strict"\n'
FOUR_EYES = TOML + 'critical-roles = ["qualified-translator", "clinician"]\nfour-eyes = true\n'
MARIA = ("--by", "maria", "--role", "qualified-translator")
CARLOS = ("--by", "carlos", "--role", "clinician")
DOUBLED = "language.doubled"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A page with critical text, translated, and three people who may vouch, two of them for Spanish."""
    files = {"i18n.toml": TOML, "content/index.md": PAGE, ES: catalog(STRINGS), "locales/reviewers.toml": REVIEWERS}
    return site(tmp_path / "clinic", files)


def records(folder: Path) -> list[dict[str, str]]:
    path = folder / LEDGER
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def acts(folder: Path) -> list[tuple[str, str]]:
    """What was said, and by whom."""
    return [(record["act"], record["by"]) for record in records(folder)]


def built(folder: Path) -> str:
    """The page in Spanish."""
    assert run(folder, "build", "-q").code in (0, 1)
    return (folder / "public/es/index.html").read_text("utf-8")


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


# approve


def test_approve_a_message(clinic: Path) -> None:
    """A critical string is shown when a person with the role approves it; saying it again adds nothing."""
    before = built(clinic)
    done = run(clinic, "approve", "es", DRIVE, *MARIA, "--note", "read twice")
    again = run(clinic, "approve", "es", DRIVE, *MARIA)
    (record,) = records(clinic)

    assert Ran(0, f"{LEDGER}: 1 new record\n", "") == done
    assert Ran(0, f"{LEDGER}: 0 new records\n", "") == again
    assert (STRINGS[DRIVE] in before, STRINGS[DRIVE] in built(clinic)) == (False, True)
    assert ("approved", "maria", "qualified-translator", "driving", "read twice", "site") == tuple(
        record[name] for name in ("act", "by", "role", "crit", "note", "domain")
    )


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        (("--all",), 5),
        (("--critical",), 2),
        (("--page", "content/index.md"), 5),
        (("--page", "content/index.md", "--critical"), 2),
        ((DRIVE, DOSE), 2),
        ((DRIVE, "Visit", "--critical"), 1),
    ],
)
def test_approve_some(clinic: Path, chosen: tuple[str, ...], count: int) -> None:
    """Those that fit all that is said."""
    done = run(clinic, "approve", "es", *chosen, *MARIA)

    assert (0, count) == (done.code, len(records(clinic)))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("es", "--all", "--by", "eve", "--role", "editor"), "'eve' is not in locales/reviewers.toml; "),
        (("es", "--all", "--by", "li", "--role", "qualified-translator"), "'li' may vouch for zh-Hans, not for 'es'"),
        (("es", "--all", "--by", "maria", "--role", "clinician"), "'maria' has the roles qualified-translator, not"),
        (("es", *MARIA), "say which strings are meant"),
        (("es", "Do not drive", *MARIA), "no source has the message 'Do not drive'; did you mean 'Do not drive for"),
        (("es", "--page", "content/inde.md", *MARIA), "in 'content/inde.md'; did you mean 'content/index.md'?"),
        (("fr", "--all", *MARIA), "'fr' is not a language of this site"),
        (("es", "--all", *MARIA, "--at", "noon"), "'noon' is no instant; expected one such as"),
        (("es", "--all", *MARIA, "--at", "2999-01-01T00:00:00Z"), "'2999-01-01T00:00:00Z' is in the future"),
    ],
)
def test_refused(clinic: Path, arguments: tuple[str, ...], why: str) -> None:
    """Who may not, or what is not there, is said; nothing is written."""
    done = run(clinic, "approve", *arguments)

    assert (2, "") == (done.code, done.out)
    assert why in done.err
    assert [] == records(clinic)


def test_nobody_is_listed(clinic: Path) -> None:
    """The strict policy wants the file; a plain one without it takes anybody's word, though no address for a name."""
    (clinic / "locales/reviewers.toml").unlink()
    strict = run(clinic, "approve", "es", "--all", *MARIA)
    change(clinic, "i18n.toml", "strict", "plain")
    plain = run(clinic, "approve", "es", DRIVE, *MARIA)
    address = run(clinic, "approve", "es", DRIVE, "--by", "m@example.org", "--role", "editor")

    assert (2, 0, 2) == (strict.code, plain.code, address.code)
    assert "locales/reviewers.toml is not there" in strict.err
    assert "'m@example.org' cannot be an id" in address.err
    assert [("approved", "maria")] == acts(clinic)


def test_what_cannot_be_approved(clinic: Path) -> None:
    """Empty, fuzzy and refused strings are named, with their places; the others are approved."""
    site(
        clinic,
        {
            ES: catalog(
                {**STRINGS, "Visit": "", DOSE: "Tome 50 mg."},
                more='#~ msgid "Old"\n#~ msgstr "Viejo"\n',
            )
        },
    )
    change(clinic, ES, f'msgid "{DRIVE}"', f'#, fuzzy\nmsgid "{DRIVE}"')
    done = run(clinic, "approve", "es", "--all", *MARIA)
    old = run(clinic, "approve", "es", "Old", *MARIA)

    assert (1, [("approved", "maria")] * 2) == (done.code, acts(clinic))
    for words in (
        f"{ES}:9: error: review.empty: 'Visit' has no string yet",
        "review.fuzzy: 'Do not drive for 24 hours.' is fuzzy",
        "review.refused: 'Take 5 mg.' is never shown: numbers.",
    ):
        assert words in done.err
    assert (2, "error: 'Old' is obsolete: no source has it any more\n") == (old.code, old.err)


def test_message_that_no_catalog_has(clinic: Path) -> None:
    """A text that the catalog lacks is named with its place in the source; a language without catalogs is said."""
    site(clinic, {ES: catalog({"Visit": "Visita"})})
    done = run(clinic, "approve", "es", DRIVE, *MARIA)
    (clinic / ES).unlink()
    none = run(clinic, "approve", "es", DRIVE, *MARIA)

    assert (1, True) == (
        done.code,
        done.err.startswith(f"content/index.md:8: error: review.empty: '{DRIVE}' has no string yet"),
    )
    assert (2, "error: es has no catalog yet; run `i18n update es`\n") == (none.code, none.err)


def test_one_msgid_two_contexts(clinic: Path) -> None:
    """A msgid that is two messages is approved one by one."""
    site(clinic, {"templates/page.html": "{{ pgettext('menu', 'Visit') }}{{ content }}", ES: catalog(STRINGS)})
    (clinic / ES).write_text(
        (clinic / ES).read_text("utf-8") + '\nmsgctxt "menu"\nmsgid "Visit"\nmsgstr "Visitar"\n', "utf-8"
    )
    both = run(clinic, "approve", "es", "Visit", *MARIA)
    one = run(clinic, "approve", "es", "Visit", "--context", "menu", *MARIA)

    assert (2, True) == (both.code, "'Visit' is 2 messages, by context: " in both.err)
    assert (0, [ledger.source_hash(MessageKey("menu", "Visit"), None)]) == (
        one.code,
        [record["src"] for record in records(clinic)],
    )


# Findings about critical text

SWAPPED = "Take 2 mg, then 4 mg."


@pytest.fixture
def swapped(clinic: Path) -> Path:
    """A critical text whose numbers have changed places in the string: the gate cannot tell whether that is right."""
    change(clinic, "content/index.md", DOSE, SWAPPED)
    return site(clinic, {ES: catalog({**STRINGS, SWAPPED: "Tome 4 mg, luego 2 mg.", WELCOME: "La la *bienvenida*."})})


def test_critical_text_with_a_finding(swapped: Path) -> None:
    """It is not approved in passing: neither by name nor with all others; ordinary text is."""
    page = run(swapped, "approve", "es", "--page", "content/index.md", *MARIA, "--note", "read on paper")
    one = run(swapped, "approve", "es", SWAPPED, *MARIA)
    without = run(swapped, "approve", "es", SWAPPED, *MARIA, "--anyway")
    unnamed = run(swapped, "approve", "es", "--critical", *MARIA, "--anyway", "--note", "all is well")

    assert ((1, f"{LEDGER}: 4 new records\n"), (1, f"{LEDGER}: 0 new records\n")) == (
        (page.code, page.out),
        (one.code, one.out),
    )
    assert one.err.startswith(f"{ES}:")
    assert f"error: review.warned: '{SWAPPED}': numbers.order: " in one.err
    assert "correct the string, waive the finding, or say with --anyway and --note why it is right" in one.err
    assert (2, True) == (without.code, "say why with --note: a later reader has to know" in without.err)
    assert (2, True) == (unnamed.code, "name the messages that are approved --anyway" in unnamed.err)
    assert "Tome 4" not in built(swapped)


def test_approved_anyway(swapped: Path) -> None:
    """Who says why it is right all the same approves it; the reason stands in the ledger and in every list."""
    done = run(swapped, "approve", "es", SWAPPED, *MARIA, "--anyway", "--note", "the order of the language")
    again = run(swapped, "approve", "es", SWAPPED, *MARIA)

    assert (Ran(0, f"{LEDGER}: 1 new record\n", ""), Ran(0, f"{LEDGER}: 0 new records\n", "")) == (done, again)
    assert "the order of the language" in run(swapped, "approvals").out
    assert "Tome 4" in built(swapped)


def test_approved_after_a_waiver(swapped: Path) -> None:
    """So does a waiver of the finding, by somebody in a role that critical text needs."""
    waived = run(swapped, "waive", "es", SWAPPED, "numbers.order", *MARIA, "--note", "the order of the language")
    done = run(swapped, "approve", "es", SWAPPED, *MARIA)

    assert (0, 0, f"{LEDGER}: 1 new record\n") == (waived.code, done.code, done.out)


def test_anyway_is_not_the_gate(swapped: Path) -> None:
    """What the gate refuses nobody approves, whatever they say."""
    change(swapped, ES, "Tome 4 mg", "Tome 40 mg")
    done = run(swapped, "approve", "es", SWAPPED, *MARIA, "--anyway", "--note", "so be it")

    assert (1, True) == (done.code, "review.refused" in done.err)


# Tampering, loss, change


def test_record_by_hand(clinic: Path) -> None:
    """A translator who writes an approval into the file gets nothing by it, and is named."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    change(clinic, LEDGER, '"by":"maria"', '"by":"eve"')
    verified = run(clinic, "verify", "--ledger")

    assert STRINGS[DRIVE] not in built(clinic)
    assert (1, True) == (
        verified.code,
        f"{LEDGER}:1: error: ledger.person: approved: 'eve' is not in locales/reviewers.toml" in verified.out,
    )


def test_reviewer_who_leaves(clinic: Path) -> None:
    """Whoever is no longer listed no longer counts: the page falls back at the next build, kept or not."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    before = built(clinic)
    (clinic / "locales/reviewers.toml").write_text("", "utf-8")

    assert (True, False) == (STRINGS[DRIVE] in before, STRINGS[DRIVE] in built(clinic))


def test_broken_reviewers(clinic: Path) -> None:
    """A mistake in the file stops a build with its line, and the site stays as it is."""
    (clinic / "locales/reviewers.toml").write_text('[maria]\nlanguages = ["es"]\nroles = ["doctor"]\n', "utf-8")
    done = run(clinic, "build")

    assert (2, True) == (done.code, "locales/reviewers.toml:3: 'doctor' in roles" in done.err)
    assert not (clinic / "public").exists()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ES, "24 horas", "2 horas"),
        (ES, "No conduzca", "Conduzca"),
        (ES, "24 horas.", "24  horas."),
        (ES, "24 horas.", "24 horas. "),
        ("content/index.md", "24 hours", "48 hours"),
        ("content/index.md", "24 hours.", "24 hours"),
    ],
)
def test_changed_pair(clinic: Path, name: str, old: str, new: str) -> None:
    """24 to 2, a lost "not", one more space, on either side: nobody has approved that."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    change(clinic, name, old, new)
    page = built(clinic)

    assert ("onduzca" in page, "Do not drive" in page) == (False, True)


@pytest.mark.parametrize("content", [None, "", "{", "\xff", "<<<<<<< HEAD\n"])
def test_lost_ledger(clinic: Path, content: str | None) -> None:
    """A ledger that is missing, empty or broken approves nothing."""
    run(clinic, "approve", "es", "--all", *MARIA)
    (clinic / LEDGER).unlink()
    if content is not None:
        (clinic / LEDGER).write_text(content, "utf-8")
    page = built(clinic)

    assert (STRINGS[DRIVE] in page, STRINGS[DOSE] in page) == (False, False)


# Four eyes


def test_four_eyes(clinic: Path) -> None:
    """Critical text is shown when two people in two roles have approved it; ordinary text needs one of them."""
    (clinic / "i18n.toml").write_text(FOUR_EYES, "utf-8")
    one = run(clinic, "approve", "es", "--all", *MARIA)
    first = built(clinic)
    two = run(clinic, "approve", "es", DRIVE, *CARLOS)
    second = built(clinic)

    assert "2 critical strings are still not shown as approved" in one.out
    assert "still" not in two.out
    assert (False, True, False) == (STRINGS[DRIVE] in first, STRINGS[DRIVE] in second, STRINGS[DOSE] in second)


def test_own_work(clinic: Path) -> None:
    """Nobody is two people: who translated a critical string does not approve it."""
    (clinic / "i18n.toml").write_text(FOUR_EYES, "utf-8")
    run(clinic, "record", "es", "--origin", "human", "--by", "maria")
    done = run(clinic, "approve", "es", DRIVE, "Visit", *MARIA)

    assert (1, [("approved", "maria")]) == (done.code, acts(clinic)[5:])
    assert f"review.own-work: '{DRIVE}' was translated by 'maria'; somebody else approves" in done.err


def test_own_work_by_hand(clinic: Path) -> None:
    """An approval of one's own critical string that is in the ledger all the same does not count, and is named."""
    run(clinic, "record", "es", "--origin", "human", "--by", "maria", "--message", DRIVE)
    run(clinic, "approve", "es", DRIVE, *MARIA)
    run(clinic, "approve", "es", DRIVE, *CARLOS)
    (clinic / "i18n.toml").write_text(FOUR_EYES, "utf-8")
    verified = run(clinic, "verify", "--ledger", "es")

    assert STRINGS[DRIVE] not in built(clinic)
    assert (1, True) == (verified.code, f"{LEDGER}:2: error: ledger.own-work: 'maria' approved" in verified.out)


# Review again


def test_review_again(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its months an approval of critical text no longer counts; the day is that of the build, and an input."""
    site(clinic, {"i18n.toml": TOML + "review-again = 24\n[policy.dose]\nreview-again = 12\n"})
    run(clinic, "approve", "es", "--all", *MARIA, "--at", "2024-01-31T10:00:00Z")
    shown = {}
    for day in ("2025-01-31", "2025-02-01", "2026-01-31", "2026-02-01"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(ledger.moment(f"{day}T12:00:00Z").timestamp())))
        page = built(clinic)
        shown[day] = (STRINGS[DRIVE] in page, STRINGS[DOSE] in page)

    assert {
        "2025-01-31": (True, True),
        "2025-02-01": (True, False),
        "2026-01-31": (True, False),
        "2026-02-01": (False, False),
    } == shown


def test_approve_again(clinic: Path) -> None:
    """What got too old is approved again by the same person; what did not is not."""
    site(clinic, {"i18n.toml": TOML + "review-again = 12\n"})
    run(clinic, "approve", "es", "--critical", *MARIA, "--at", "2020-02-29T10:00:00Z")
    old = json.loads(run(clinic, "approvals", "--format", "json").out)["locales"][0]["records"]
    again = [run(clinic, "approve", "es", "--critical", *MARIA).out for _ in range(2)]

    assert {"2021-03-01"} == {one["again"] for one in old} or {"2021-02-28"} == {one["again"] for one in old}
    assert [f"{LEDGER}: 2 new records\n", f"{LEDGER}: 0 new records\n"] == again


def test_wrong_day(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day that is none stops the build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    done = run(clinic, "build")

    assert (2, "error: SOURCE_DATE_EPOCH is 'soon'; expected seconds since 1970\n") == (done.code, done.err)


# reject, revoke


def test_reject(clinic: Path) -> None:
    """What somebody rejects is not shown until somebody approves it later, within the same second too."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    done = [run(clinic, "reject", "es", DRIVE, *CARLOS, "--note", "too soft").out for _ in range(2)]
    rejected = built(clinic)
    run(clinic, "approve", "es", DRIVE, *MARIA)

    assert [f"{LEDGER}: 1 new record\n", f"{LEDGER}: 0 new records\n"] == done
    assert (False, True) == (STRINGS[DRIVE] in rejected, STRINGS[DRIVE] in built(clinic))


def test_reject_needs_a_reason(clinic: Path) -> None:
    """A rejection says why, and is about a string."""
    silent = run(clinic, "reject", "es", DRIVE, *CARLOS)
    change(clinic, ES, STRINGS["Visit"], "")
    empty = run(clinic, "reject", "es", "Visit", *CARLOS, "--note", "no")

    assert (2, True) == (silent.code, "say why with --note" in silent.err)
    assert (1, True) == (empty.code, "review.empty: 'Visit' has no string" in empty.err)
    assert [] == records(clinic)


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ((DRIVE,), {DOSE, "Visit"}),
        (("--page", "content/index.md"), set()),
        (("--critical",), {"Visit"}),
        (("--by-reviewer", "maria"), {"Visit"}),
        (("--by-reviewer", "maria", DRIVE), {DOSE, "Visit"}),
        (("--by-reviewer", "eve"), {DRIVE, DOSE, "Visit"}),
        (("--engine", "nmt"), {DRIVE, "Visit"}),
        (("--engine", "nmt 4"), {DRIVE, "Visit"}),
        (("--engine", "nmt 5"), {DRIVE, DOSE, "Visit"}),
        (("--all",), set()),
    ],
)
def test_revoke(clinic: Path, chosen: tuple[str, ...], left: set[str]) -> None:
    """Approvals are taken back by message, page, reviewer or engine, once."""
    machine = ("--origin", "machine", "--by", "draft", "--engine", "nmt 4")
    run(clinic, "record", "es", *machine, "--message", DOSE, "--message", "Dose")
    run(clinic, "approve", "es", DRIVE, DOSE, *MARIA)
    run(clinic, "approve", "es", "Visit", "--by", "carlos", "--role", "editor")
    done = run(clinic, "revoke", "es", *chosen, "--by", "carlos", "--role", "editor")
    again = run(clinic, "revoke", "es", *chosen, "--by", "carlos", "--role", "editor")
    found = json.loads(run(clinic, "approvals", "--format", "json").out)["locales"][0]["records"]

    assert (0, 0, f"{LEDGER}: 0 new records\n") == (done.code, again.code, again.out)
    assert left == {one["msgid"] for one in found if one["act"] == "approved" and one["counts"]}


def test_revoke_what_was(clinic: Path) -> None:
    """A string that is put back as it was is not approved by that, where the approval was taken back meanwhile."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    change(clinic, ES, "24 horas", "un día (24 horas)")
    run(clinic, "revoke", "es", "--by-reviewer", "maria", "--by", "carlos", "--role", "editor")
    change(clinic, ES, "un día (24 horas)", "24 horas")

    assert STRINGS[DRIVE] not in built(clinic)


def test_revoke_nothing_named(clinic: Path) -> None:
    """What is meant is said."""
    done = run(clinic, "revoke", "es", *MARIA)

    assert (2, True) == (done.code, "--by-reviewer, --engine or --all" in done.err)


# record


@pytest.mark.parametrize(
    ("origin", "by", "code"), [("human", "maria", 0), ("human", "eve", 2), ("tm", "li", 2), ("machine", "nmt", 0)]
)
def test_record(clinic: Path, origin: str, by: str, code: int) -> None:
    """A person who says that strings are their work is one of the listed; a machine needs no place there."""
    done = run(clinic, "record", "es", "--origin", origin, "--by", by)

    assert (code, 0 if code else 5) == (done.code, len(records(clinic)))


def test_record_without_reviewers(clinic: Path) -> None:
    """Without the file anybody may say who translated, under the strict policy too: it approves nothing."""
    (clinic / "locales/reviewers.toml").unlink()

    assert 0 == run(clinic, "record", "es", "--origin", "human", "--by", "eve").code


def test_import_in_a_name(clinic: Path) -> None:
    """Nor does an import record strings in the name of somebody who is not listed; nothing is entered then."""
    run(clinic, "export", "es", str(clinic / "es.csv"))
    before = tree(clinic)
    done = run(clinic, "import", "es", str(clinic / "es.csv"), "--record", "--by", "eve")

    assert (2, True) == (done.code, "'eve' is not in locales/reviewers.toml" in done.err)
    assert before == tree(clinic)


def test_typing_error(clinic: Path) -> None:
    """An edit that changed no meaning keeps what was approved, by the word of an editor of whatever language."""
    run(clinic, "approve", "es", WELCOME, *MARIA)
    change(clinic, "content/index.md", WELCOME, f"{WELCOME[:-1]}!")
    typo = ("update", "--typo", "Welcome to *us*!", "--because", "it is a joy", "--by")
    mary = run(clinic, *typo, "maria")
    carlos = run(clinic, *typo, "carlos")
    read = run(clinic, "approvals").out
    change(clinic, LEDGER, '"by":"carlos"', '"by":"eve"')
    found = run(clinic, "verify", "--ledger").out

    assert (2, True) == (mary.code, "'maria' has not the role 'editor' in locales/reviewers.toml" in mary.err)
    assert (0, True) == (carlos.code, read.startswith("es: 1 of 5 approved"))
    assert "ledger.person: typo: 'eve' has not the role 'editor'" in found
    assert run(clinic, "approvals").out.startswith("es: 0 of 5 approved")


# waive


def doubled(folder: Path) -> tuple[list[str], int]:
    """The messages in whose strings a doubled word is found, and how many findings are waived."""
    found = json.loads(run(folder, "check", "--format", "json").out)
    return [one["msgid"] for one in found["findings"] if one["check"] == DOUBLED], found["summary"]["waived"]


def test_waive(clinic: Path) -> None:
    """A finding that is none is said to be so once, for this pair; when the pair changes it is back."""
    change(clinic, ES, "damos la", "damos la la")
    done = run(clinic, "waive", "es", WELCOME, DOUBLED, *MARIA, "--note", "a refrain")
    waived = doubled(clinic)
    words = run(clinic, "check").out
    told = run(clinic, "approvals").out
    again = run(clinic, "waive", "es", WELCOME, DOUBLED, *MARIA, "--note", "the same")
    change(clinic, ES, "bienvenida", "cordial bienvenida")

    assert (0, f"{LEDGER}: 1 new record\n") == (done.code, done.out)
    assert ([], 1) == waived
    assert words.endswith(", 1 waived\n")
    assert f"{LEDGER}: 0 new records\n" == again.out
    assert f"Waived\n  {DOUBLED}: 'Welcome to *us*.', maria as qualified-translator, " in told
    assert ([WELCOME], 0) == doubled(clinic)


def test_waive_beside_what_no_source_has(clinic: Path) -> None:
    """A message that no source has is found whatever is waived."""
    site(clinic, {ES: catalog({**STRINGS, WELCOME: "Le damos la la *bienvenida*.", "Gone": "Ido"})})
    run(clinic, "waive", "es", WELCOME, DOUBLED, *MARIA, "--note", "a refrain")
    done = run(clinic, "check")

    assert (True, False) == ("po.unknown" in done.out, DOUBLED in done.out)


def test_waive_withdrawn(clinic: Path) -> None:
    """A waiver of somebody who is not listed, or that was revoked, leaves the finding where it is."""
    change(clinic, ES, "damos la", "damos la la")
    run(clinic, "waive", "es", WELCOME, DOUBLED, *MARIA, "--note", "a refrain")
    mine = (clinic / LEDGER).read_text("utf-8")
    change(clinic, LEDGER, "maria", "eve")
    tampered = doubled(clinic)
    (clinic / LEDGER).write_text(mine, "utf-8")
    run(clinic, "revoke", "es", WELCOME, *MARIA)

    assert ([WELCOME], 0) == tampered == doubled(clinic)


def test_waive_without_reviewers(clinic: Path) -> None:
    """Where anyone may vouch, anyone's waiver counts."""
    change(clinic, "i18n.toml", "strict", "plain")
    (clinic / "locales/reviewers.toml").unlink()
    change(clinic, ES, "damos la", "damos la la")
    run(clinic, "waive", "es", WELCOME, DOUBLED, *CARLOS, "--note", "a refrain")

    assert ([], 1) == doubled(clinic)


def test_what_is_not_waived(clinic: Path) -> None:
    """The gate's errors are nobody's to waive; a waiver has a reason, a finding, and on critical text the role."""
    change(clinic, ES, "Tome 5 mg.", "Tome 50 mg.")
    change(clinic, ES, "No conduzca durante", "No conduzca durante durante")
    note = ("--note", "so be it")
    gate = run(clinic, "waive", "es", DOSE, "numbers.changed", *MARIA, *note)
    nothing = run(clinic, "waive", "es", "Visit", "numbers.changed", *MARIA, *note)
    silent = run(clinic, "waive", "es", DRIVE, DOUBLED, *MARIA)
    role = run(clinic, "waive", "es", DRIVE, DOUBLED, *CARLOS, *note)

    assert [2, 2, 2, 2] == [one.code for one in (gate, nothing, silent, role)]
    assert "makes the gate refuse the string, and nobody can waive that" in gate.err
    assert "numbers.changed finds nothing in 'Visit'; what is found: nothing" in nothing.err
    assert "say why with --note" in silent.err
    assert "is critical (driving): a finding is waived as qualified-translator" in role.err
    assert 0 == run(clinic, "waive", "es", DRIVE, DOUBLED, *MARIA, *note).code


def test_waiver_of_a_gate_error_by_hand(clinic: Path) -> None:
    """A waiver that is written for an error of the gate changes nothing; one without a reason is named."""
    change(clinic, ES, "Tome 5 mg.", "Tome 50 mg.")
    before = run(clinic, "check").out
    pair = {
        "src": ledger.source_hash(MessageKey(None, DOSE), None),
        "tgt": ledger.target_hash(("Tome 50 mg.",)),
    }
    said = {"v": 1, "locale": "es", "act": "waived", "by": "maria", "role": "qualified-translator"}
    record = {**said, **pair, "at": "2026-01-01T00:00:00Z", "check": "numbers.changed"}
    (clinic / LEDGER).write_text(f"{json.dumps({**record, 'note': 'x'})}\n{json.dumps(record)}\n", "utf-8")

    assert before == run(clinic, "check").out
    assert (
        f"{LEDGER}:2: error: ledger.waiver: a waiver names a check and a reason"
        in run(clinic, "verify", "--ledger").out
    )


# approvals


def test_approvals(clinic: Path) -> None:
    """Who approved what, counts by page and class, and the critical text that nobody has approved."""
    run(clinic, "approve", "es", DRIVE, "Visit", *MARIA, "--at", "2026-01-02T03:04:05Z", "--note", "fine")
    run(clinic, "reject", "es", "Visit", *CARLOS, "--at", "2026-01-03T03:04:05Z", "--note", "a noun, please")
    change(clinic, ES, STRINGS["Welcome to *us*."], "Hola a *todos*.")
    run(clinic, "approve", "es", "Welcome to *us*.", *MARIA, "--at", "2026-01-02T03:04:05Z")
    change(clinic, ES, "Hola a *todos*.", "Hola a *ustedes*.")

    assert (
        f"""\
es: 1 of 5 approved, critical: 1 of 2
  ordinary text: 0 of 3 approved
  dose: 0 of 1 approved
  driving: 1 of 1 approved
  content/index.md: 1 of 5 approved, critical: 1 of 2
Approved
  'Visit', maria as qualified-translator, 2026-01-02T03:04:05Z: fine [does not count]
  '{DRIVE}' (driving), maria as qualified-translator, 2026-01-02T03:04:05Z: fine
Reviewed, rejected, revoked
  rejected: 'Visit', carlos as clinician, 2026-01-03T03:04:05Z: a noun, please
Critical and not approved
  content/index.md:13: dose: '{DOSE}' is unrecorded
  1 more record about strings that are not in use here
"""
        == run(clinic, "approvals").out
    )


def test_approvals_of_a_page(clinic: Path) -> None:
    """Of one page alone; a page that there is not is said."""
    site(clinic, {"content/about.md": "# Visit\n\nHello.\n"})
    run(clinic, "approve", "es", "Visit", DRIVE, *MARIA)
    about = json.loads(run(clinic, "approvals", "es", "--page", "content/about.md", "--format", "json").out)
    wrong = run(clinic, "approvals", "--page", "content/abut.md")

    assert (2, 1, 1) == tuple(about["locales"][0][name] for name in ("total", "approved", "former"))
    assert (2, "error: no text stands in 'content/abut.md'; did you mean 'content/about.md'?\n") == (
        wrong.code,
        wrong.err,
    )


def test_approvals_as_a_table(clinic: Path) -> None:
    """A row for each record and for each critical text that is not approved; no cell is a formula."""
    run(clinic, "approve", "es", DRIVE, *MARIA, "--note", "=1+1")
    rows = list(csv.DictReader(io.StringIO(run(clinic, "approvals", "--format", "csv").out)))

    assert [
        (DRIVE, "driving", "approved", "maria", "yes", "'=1+1", ""),
        (DOSE, "dose", "", "", "", "", "unrecorded"),
    ] == [tuple(row[name] for name in ("msgid", "critical", "act", "by", "counts", "note", "state")) for row in rows]


def test_approvals_as_a_page(clinic: Path) -> None:
    """One HTML file that loads nothing; what people wrote is text."""
    run(clinic, "approve", "es", DRIVE, *MARIA, "--note", "<script>alert(1)</script>")
    page = run(clinic, "approvals", "--format", "html").out

    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>" in page
    assert [] == [mark for mark in ("<script", "src=", "href=", "http") if mark in page]


def test_approvals_of_a_commit(clinic: Path, tmp_path: Path) -> None:
    """A copy of the files, at any time, says the same in every form."""
    run(clinic, "approve", "es", "--all", *MARIA)
    copy = site(tmp_path / "copy", {name: data.decode() for name, data in tree(clinic).items() if "public" not in name})

    for style in ("text", "json", "csv", "html"):
        assert run(clinic, "approvals", "--format", style) == run(copy, "approvals", "--format", style)


def test_approvals_of_what_cannot_be_read(clinic: Path) -> None:
    """A ledger or a catalog that cannot be read is no ground for a list."""
    (clinic / LEDGER).write_text("{\n", "utf-8")
    broken = run(clinic, "approvals")
    (clinic / LEDGER).unlink()
    (clinic / ES).write_bytes(b'msgid "\n')
    catalogs = run(clinic, "approvals")

    assert [(2, True), (2, True)] == [(broken.code, f"{LEDGER}:1" in broken.err), (catalogs.code, ES in catalogs.err)]


# verify --ledger


@pytest.fixture
def repository(clinic: Path) -> Path:
    """The site in git, with two approvals, of which one is about a string that was changed since."""
    git(clinic, "init", "-q", "-b", "main")
    run(clinic, "approve", "es", DRIVE, DOSE, *MARIA)
    git(clinic, "add", "-A")
    git(clinic, "commit", "-q", "-m", "approved")
    change(clinic, ES, "Tome 5 mg.", "Tome 5 mg hoy.")
    git(clinic, "commit", "-q", "-a", "-m", "changed")
    return clinic


def test_verify(repository: Path) -> None:
    """Records about strings of now and of before are counted; nothing is wrong."""
    done = run(repository, "verify", "--ledger")
    head = git(repository, "rev-parse", "HEAD")[:12]

    kinds = "1 about strings of now, 1 of before, 0 of neither"
    assert Ran(0, f"2 records ({kinds}), compared with {head}: nothing found\n", "") == done


def test_verify_a_stranger(repository: Path) -> None:
    """An approval of a pair that there never was is a warning: nobody can have read it."""
    change(repository, LEDGER, ledger.target_hash(("Tome 5 mg.",)), ledger.target_hash(("Tome 6 mg.",)))
    git(repository, "commit", "-q", "-a", "-m", "tampered")
    done = run(repository, "verify", "--ledger")

    assert (0, True) == (done.code, ":2: warning: ledger.stranger: approved: no catalog has this source" in done.out)


@pytest.mark.parametrize("what", ["changed", "removed", "deleted"])
def test_verify_gone(repository: Path, what: str) -> None:
    """A line that is changed or removed since the last commit is an error, and so is the whole file."""
    path = repository / LEDGER
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text({"changed": lines[0] + lines[1].replace("T", "t", 1), "removed": lines[0]}.get(what, ""), "utf-8")
    if what == "deleted":
        path.unlink()
    done = run(repository, "verify", "--ledger")

    assert (1, True) == (done.code, f"{LEDGER}:1: error: ledger.changed: a record of " in done.out)
    assert "line 2, is gone or changed; put it back: " in done.out


def test_verify_added(repository: Path) -> None:
    """Lines that are added, reordered or glued by a union merge are no change of what was said."""
    path = repository / LEDGER
    lines = path.read_text("utf-8").splitlines()
    path.write_text(lines[1] + lines[0], "utf-8")
    run(repository, "approve", "es", "Visit", *MARIA)

    assert 0 == run(repository, "verify", "--ledger").code


def test_verify_against_a_base(repository: Path) -> None:
    """In CI, where everything is committed, the ledger is held against where the branch began."""
    git(repository, "checkout", "-q", "-b", "work")
    lines = (repository / LEDGER).read_text("utf-8").splitlines(keepends=True)
    (repository / LEDGER).write_text(lines[0], "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "shorter")
    head = run(repository, "verify", "--ledger")
    base = run(repository, "verify", "--ledger", "--base", "main")
    wrong = run(repository, "verify", "--ledger", "--base", "--upload-pack=x")

    assert (0, 1, 2) == (head.code, base.code, wrong.code)
    assert "ledger.changed" in base.out
    assert "git has no commit '--upload-pack=x' here" in wrong.err


def test_verify_unrelated(repository: Path) -> None:
    """A base that HEAD has nothing in common with is said."""
    git(repository, "checkout", "-q", "--orphan", "alone")
    git(repository, "commit", "-q", "-m", "alone")
    done = run(repository, "verify", "--ledger", "--base", "main")

    assert (2, True) == (done.code, "HEAD and 'main' have no commit in common" in done.err)


def test_verify_without_git(clinic: Path) -> None:
    """Without a repository, or before the first commit, people and forms are still looked at."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    alone = run(clinic, "verify", "--ledger")
    git(clinic, "init", "-q")

    assert (
        0,
        "1 record (1 about strings of now, 0 of before, 0 of neither), no commit to compare with, so "
        "nobody looked at who committed them: nothing found",
    ) == (
        alone.code,
        alone.out.strip(),
    )
    assert alone == run(clinic, "verify", "--ledger")


def test_verify_a_new_ledger(clinic: Path) -> None:
    """A ledger that no commit has yet has lost nothing; where anyone may vouch, nobody is a stranger."""
    change(clinic, "i18n.toml", "strict", "plain")
    (clinic / "locales/reviewers.toml").unlink()
    git(clinic, "init", "-q")
    git(clinic, "add", "-A")
    git(clinic, "commit", "-q", "-m", "begin")
    run(clinic, "approve", "es", DRIVE, *CARLOS)
    done = run(clinic, "verify", "--ledger")

    assert (0, True) == (done.code, "compared with" in done.out)


def test_verify_people(clinic: Path) -> None:
    """Each who had no right to it is named; who took something away without being listed, as a warning."""
    run(clinic, "approve", "es", DRIVE, DOSE, *MARIA)
    run(clinic, "reject", "es", DOSE, *CARLOS, "--note", "no")
    change(clinic, "locales/reviewers.toml", '[maria]\nlanguages = ["es"]', '[maria]\nlanguages = ["fr"]')
    change(clinic, "locales/reviewers.toml", "[carlos]", "[carla]")
    done = run(clinic, "verify", "--ledger")

    assert 1 == done.code
    assert [
        f"{LEDGER}:1: error: ledger.person: approved: 'maria' may vouch for fr, not for 'es'; see "
        "locales/reviewers.toml; the record does not count",
        f"{LEDGER}:2: error: ledger.person: approved: 'maria' may vouch for fr, not for 'es'; see "
        "locales/reviewers.toml; the record does not count",
        f"{LEDGER}:3: warning: ledger.person: rejected: 'carlos' is not in locales/reviewers.toml; did you mean "
        "'carla'?; it counts all the same",
    ] == done.out.splitlines()[:3]


def test_verify_the_future(clinic: Path) -> None:
    """A record from the future is an error: no rejection would stand against it."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    change(clinic, LEDGER, '"at":"20', '"at":"30')
    done = run(clinic, "verify", "--ledger")

    assert (1, True) == (done.code, "error: ledger.future: 30" in done.out)


def test_verify_what_cannot_be_read(clinic: Path) -> None:
    """Every line that is no record is named."""
    site(clinic, {LEDGER: "{\n\n<<<<<<< HEAD\n"})
    done = run(clinic, "verify", "--ledger")

    assert 1 == done.code
    assert [f"{LEDGER}:1", f"{LEDGER}:3"] == [line.partition(": ")[0] for line in done.out.splitlines()[:2]]


def test_verify_nothing(clinic: Path) -> None:
    """What is to be verified is said."""
    done = run(clinic, "verify")

    assert (2, True) == (done.code, "Say what to verify" in done.err)
