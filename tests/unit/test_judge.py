"""The gate: what is shown of each message, and why."""

from __future__ import annotations

import json
from datetime import date

import pytest

from i18n import ledger
from i18n.config import Policy, Shown
from i18n.extraction import extract
from i18n.judge import Judged, judge, judge_source, since
from i18n.ledger import Ledger
from i18n.model import Catalog, Document, Edition, Locale, PluralRule, Severity, State, Verdict
from i18n.sources import templates
from tests.stages import ARABIC, ENGLISH, RUSSIAN, SPANISH, catalog, page

TEXT = "Do not drive for 24 hours."
STRING = "No conduzca durante 24 horas."
BRAZIL = Locale("pt-BR", "português (Brasil)", "ltr", PluralRule(2, "n > 1"), ("pt",))
PORTUGAL = Locale("pt", "português", "ltr", PluralRule(2, "n != 1"))
OPEN = Policy(unrecorded="show", machine="show", translated="show")


def judged(*documents: Document) -> Judged:
    return judge_source(extract(documents, "site"), ENGLISH)


def one(text: str = TEXT, critical: str = "") -> Judged:
    """A page with one message."""
    return judged(page(f"<!-- i18n: critical {critical} -->\n{text}\n" if critical else f"{text}\n"))


def approvals(*acts: tuple[str, str], text: str = TEXT, strings: tuple[str, ...] = (STRING,)) -> Ledger:
    """A ledger with records (act, role) about one pair, a minute apart."""
    key = next(iter(one(text).hashes))
    pair = {
        "v": 1,
        "locale": "es",
        "src": ledger.source_hash(key, None),
        "tgt": ledger.target_hash(strings),
        "by": "ana",
    }
    records = [
        {**pair, "act": act, "role": role, "at": f"2026-11-22T12:{minute:02}:00Z"}
        for minute, (act, role) in enumerate(acts)
    ]
    return ledger.read("".join(f"{json.dumps(record)}\n" for record in records).encode(), "locales/es/reviews.jsonl")


def only(edition: Edition) -> Verdict:
    (verdict,) = edition.verdicts.values()
    return verdict


NOTHING: tuple[tuple[str, str], ...] = ()
APPROVED = (("approved", "qualified-translator"),)
POLICIES = {
    "open": OPEN,
    "notice": Policy(unrecorded="notice", machine="notice", translated="notice"),
    "closed": Policy(unrecorded="source", machine="source", translated="source"),
}

# class, ledger, policy, draft -> state, shown
TABLE: list[tuple[str, tuple[tuple[str, str], ...], str, bool, State, bool]] = [
    ("", NOTHING, "open", False, State.UNRECORDED, True),
    ("", NOTHING, "notice", False, State.MACHINE, True),
    ("", NOTHING, "closed", False, State.UNRECORDED, False),
    ("", NOTHING, "closed", True, State.UNRECORDED, True),
    ("", (("machine", "translator"),), "open", False, State.MACHINE, True),
    ("", (("machine", "translator"),), "notice", False, State.MACHINE, True),
    ("", (("machine", "translator"),), "closed", False, State.MACHINE, False),
    ("", (("machine", "translator"),), "closed", True, State.MACHINE, True),
    ("", (("translated", "translator"),), "open", False, State.TRANSLATED, True),
    ("", (("translated", "translator"),), "notice", False, State.MACHINE, True),
    ("", (("translated", "translator"),), "closed", False, State.TRANSLATED, False),
    ("", APPROVED, "closed", False, State.APPROVED, True),
    ("", APPROVED, "open", False, State.APPROVED, True),
    ("", (("rejected", "translator"),), "open", False, State.REJECTED, False),
    ("", (("rejected", "translator"),), "open", True, State.REJECTED, True),
    ("", (*APPROVED, ("revoked", "editor")), "closed", False, State.UNRECORDED, False),
    ("dose", NOTHING, "open", False, State.UNRECORDED, False),
    ("dose", NOTHING, "notice", False, State.UNRECORDED, False),
    ("dose", NOTHING, "open", True, State.UNRECORDED, True),
    ("dose", (("machine", "translator"),), "open", False, State.MACHINE, False),
    ("dose", (("translated", "qualified-translator"),), "open", False, State.TRANSLATED, False),
    ("dose", (("reviewed", "qualified-translator"),), "open", False, State.TRANSLATED, False),
    ("dose", (("approved", "translator"),), "open", False, State.TRANSLATED, False),
    ("dose", (("approved", "clinician"),), "open", False, State.TRANSLATED, False),
    ("dose", APPROVED, "open", False, State.APPROVED, True),
    ("dose", APPROVED, "closed", False, State.APPROVED, True),
    ("dose", APPROVED, "closed", True, State.APPROVED, True),
    ("dose", (*APPROVED, ("rejected", "translator")), "open", False, State.REJECTED, False),
    ("dose", (*APPROVED, ("revoked", "editor")), "open", False, State.UNRECORDED, False),
]


@pytest.mark.parametrize(("critical", "acts", "policy", "draft", "state", "shown"), TABLE)
def test_what_is_shown(
    critical: str, acts: tuple[tuple[str, str], ...], policy: str, draft: bool, state: State, shown: bool
) -> None:
    """Class, ledger, policy and draft decide together whether a string is shown (H-05, H-08, H-09)."""
    edition = judge(
        one(critical=critical), [catalog({TEXT: STRING})], SPANISH, approvals(*acts), POLICIES[policy], draft=draft
    )

    expected = ((STRING,), "es") if shown else ((TEXT,), "en")
    assert (state, *expected) == only(edition)[:3]


@pytest.mark.parametrize("shown", ["show", "notice", "source"])
def test_rejected_is_never_shown(shown: Shown) -> None:
    """No policy shows what somebody rejected."""
    policy = Policy(unrecorded=shown, machine=shown, translated=shown)

    edition = judge(one(), [catalog({TEXT: STRING})], SPANISH, approvals(("rejected", "translator")), policy)

    assert "en" == only(edition).locale


def test_approval_of_another_pair() -> None:
    """One character on either side, and the approval is about something else (H-05)."""
    found = approvals(*APPROVED)

    changed = judge(one(critical="dose"), [catalog({TEXT: "No conduzca durante 24 horas!"})], SPANISH, found, OPEN)

    assert (State.UNRECORDED, (TEXT,)) == only(changed)[:2]


def test_role_of_the_policy() -> None:
    """Whose approval critical text needs is the policy's to say."""
    policy = Policy(critical_roles=frozenset({"clinician"}))

    by_clinician = judge(
        one(critical="dose"), [catalog({TEXT: STRING})], SPANISH, approvals(("approved", "clinician")), policy
    )
    by_translator = judge(one(critical="dose"), [catalog({TEXT: STRING})], SPANISH, approvals(*APPROVED), policy)

    assert (State.APPROVED, State.TRANSLATED) == (only(by_clinician).state, only(by_translator).state)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-22", 24, "2024-11-22"),
        ("2026-01-31", 2, "2025-11-30"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-12-31", -2, "2026-02-28"),
        ("2026-11-22", 0, None),
    ],
)
def test_since(day: str, months: int, expected: str | None) -> None:
    """So many months before a day, or after it; the last day of a month that is shorter."""
    found = since(date.fromisoformat(day), months)

    assert expected == (found and found.date().isoformat())


def test_no_day_no_age() -> None:
    """Without a day nothing gets too old."""
    assert since(None, 12) is None


def test_critical_in_one_place_is_critical_everywhere() -> None:
    """A message that is critical on one page is not shown unapproved on another."""
    pages = (page(f"{TEXT}\n", "a.md"), page(f"<!-- i18n: critical driving -->\n{TEXT}\n", "b.md"))

    edition = judge(judged(*pages), [catalog({TEXT: STRING})], SPANISH, Ledger({}), OPEN)

    assert "en" == only(edition).locale


# What a catalog holds


@pytest.mark.parametrize("strings", [("",), ("", "")])
def test_empty_is_untranslated(strings: tuple[str, ...]) -> None:
    """A message with an empty string shows its source and is no finding."""
    edition = judge(one(), [catalog({TEXT: strings})], SPANISH, Ledger({}), OPEN)

    assert (State.UNTRANSLATED, (TEXT,), "en") == only(edition)[:3]
    assert () == edition.diagnostics


def test_missing_is_untranslated() -> None:
    """So does one that no catalog has."""
    edition = judge(one(), [], SPANISH, Ledger({}), OPEN)

    assert (State.UNTRANSLATED, (TEXT,), "en") == only(edition)[:3]


@pytest.mark.parametrize("flag", ["fuzzy"])
def test_fuzzy_is_never_shown(flag: str) -> None:
    """A fuzzy string is not shown, though the pair be approved; a draft shows it."""
    found = catalog({TEXT: STRING}, flags=(flag,))

    assert (State.FUZZY, (TEXT,)) == only(judge(one(), [found], SPANISH, approvals(*APPROVED), OPEN))[:2]
    assert (STRING,) == only(judge(one(), [found], SPANISH, Ledger({}), OPEN, draft=True)).strings


def test_obsolete_is_never_shown() -> None:
    """A string that stands only among the obsolete ones is not there."""
    live = catalog({TEXT: STRING})
    obsolete = Catalog("site", "es", live.path, live.header, {}, live.messages)

    assert State.UNTRANSLATED == only(judge(one(), [obsolete], SPANISH, approvals(*APPROVED), OPEN, draft=True)).state


def test_what_the_sources_do_not_have_is_not_in_the_edition() -> None:
    """A message that a translator invents is never added to the site (S-28)."""
    edition = judge(one(), [catalog({TEXT: STRING, "Invented": "Inventado"})], SPANISH, Ledger({}), OPEN)

    assert [TEXT] == [key.id for key in edition.verdicts]


REFUSED = {
    "placeholders.missing": ("Call {practice.phone}.", "Llame."),
    "placeholders.template-code": ("Hello", "{{ 7*7 }}"),
    "markup.html": ("Hello", "Hola <script>alert(1)</script>"),
    "markup.link": ("[a](x.md)", "[a](javascript:alert%281%29)"),
    "markup.code": ("Run `a`.", "Ejecute `b`."),
    "markup.block": ("Hello", "Hola\n\nAdiós"),
    "markup.nesting": ("<b>a</b>", "</b>a<b>"),
    "characters.override": ("Hello", "Ho\u202ela"),
    "whitespace.blank": ("Hello", " "),
}


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("check", REFUSED)
def test_gate_refuses(check: str, draft: bool) -> None:
    """What a gate check refuses is shown nowhere, in a draft neither, and is a finding with the string's place."""
    text, string = REFUSED[check]
    found = catalog({text: string})

    edition = judge(one(text), [found], SPANISH, Ledger({}), OPEN, draft=draft)

    assert (State.REFUSED, (text,), "en") == only(edition)[:3]
    errors = [finding for finding in edition.diagnostics if finding.severity is Severity.ERROR]
    assert check in [finding.check for finding in errors]
    assert {(found.path, 1, "es", text)} == {(one.path, one.line, one.locale, one.key and one.key.id) for one in errors}


def test_warning_refuses_nothing() -> None:
    """A warning of a gate check is a finding, and the string is shown."""
    edition = judge(one("Hello"), [catalog({"Hello": "Hola\u200e"})], SPANISH, Ledger({}), OPEN)

    assert ("es", ["characters.mark"]) == (only(edition).locale, [one.check for one in edition.diagnostics])


def test_number_of_critical_text() -> None:
    """A changed number is refused in critical text, whoever approved it, and is no matter for the gate elsewhere."""
    found = [catalog({TEXT: "No conduzca durante 48 horas."})]

    assert State.REFUSED == only(judge(one(critical="driving"), found, SPANISH, Ledger({}), OPEN, draft=True)).state
    assert State.UNRECORDED == only(judge(one(), found, SPANISH, Ledger({}), OPEN)).state


PLURAL = "{% trans count=n %}One hour{% pluralize %}{{ count }} hours{% endtrans %}"


@pytest.mark.parametrize(
    ("locale", "strings", "shown"),
    [
        (SPANISH, ("Una hora", "%(count)s horas"), True),
        (SPANISH, ("Una hora",), False),
        (SPANISH, ("Una hora", "%(count)s horas", "%(count)s horas"), False),
        (RUSSIAN, ("%(count)s час", "%(count)s часа", "%(count)s часов"), True),
        (RUSSIAN, ("%(count)s час", "%(count)s часов"), False),
        (ARABIC, tuple("abcdef"), False),
        (ARABIC, ("ا", "ا", "ا", "%(count)s ا", "%(count)s ا", "%(count)s ا"), True),
        (ARABIC, ("ا", "ا", "ا", "", "%(count)s ا", "%(count)s ا"), False),
    ],
)
def test_plural_forms(locale: Locale, strings: tuple[str, ...], shown: bool) -> None:
    """A plural message has exactly the forms of its language, all of them filled, each with its number where it needs
    one."""
    source = judged(templates.parse(PLURAL, "templates/a.html"))
    found = catalog({"One hour": strings}, plurals={"One hour": "%(count)s hours"}, locale=locale.tag)

    edition = judge(source, [found], locale, Ledger({}), OPEN)

    assert (strings if shown else ("One hour", "%(count)s hours")) == only(edition).strings


# Several catalogs, several locales


def test_first_catalog_wins() -> None:
    """Of two catalogs that have a translated message, the first says what is shown."""
    found = [catalog({TEXT: STRING}), catalog({TEXT: "Otra cosa de 24 horas."}, path="other.po")]

    assert (STRING,) == only(judge(one(), found, SPANISH, Ledger({}), OPEN)).strings


@pytest.mark.parametrize("first", [catalog({TEXT: ""}), catalog({}), catalog({TEXT: "Difuso"}, flags=("fuzzy",))])
def test_later_catalog_fills(first: Catalog) -> None:
    """What the first lacks or has only fuzzy, the next one has; its findings name its own file."""
    found = [first, catalog({TEXT: STRING + "\u200e"}, path="other.po")]

    edition = judge(one(), found, SPANISH, Ledger({}), OPEN)

    assert (STRING + "\u200e",) == only(edition).strings
    assert ["other.po"] == [one.path for one in edition.diagnostics]


def test_fallback_chain() -> None:
    """What Brazil lacks, Portugal has; what both lack, the source has; each says its language."""
    source = judged(page("One\n\nTwo\n\nThree\n"))
    below = judge(source, [catalog({"One": "Um", "Two": "Dois"})], PORTUGAL, Ledger({}), OPEN)

    edition = judge(source, [catalog({"One": "Um!"})], BRAZIL, Ledger({}), OPEN, fallback=below)

    expected = {"One": ("Um!", "pt-BR"), "Two": ("Dois", "pt"), "Three": ("Three", "en")}
    assert expected == {key.id: (one.strings[0], one.locale) for key, one in edition.verdicts.items()}


def test_refused_falls_back_to_the_chain() -> None:
    """A string that the gate refuses shows what the next locale shows, and keeps its own state."""
    source = one()
    below = judge(source, [catalog({TEXT: "Não conduza durante 24 horas."})], PORTUGAL, Ledger({}), OPEN)

    edition = judge(source, [catalog({TEXT: "<b>x</b>"})], BRAZIL, Ledger({}), OPEN, fallback=below)

    assert (State.REFUSED, ("Não conduza durante 24 horas.",), "pt") == only(edition)[:3]


def test_chain_does_not_loosen_the_gate() -> None:
    """Critical text that Portugal may not show reaches Brazil neither."""
    source = one(critical="dose")
    below = judge(source, [catalog({TEXT: "Não conduza durante 24 horas."})], PORTUGAL, Ledger({}), OPEN)

    assert "en" == only(judge(source, [], BRAZIL, Ledger({}), OPEN, fallback=below)).locale


def test_verdict_for_every_message() -> None:
    """An edition has a verdict for every message of the template catalog, and keeps the sources beside them."""
    source = judged(page("# One\n\nTwo *three* `four`\n\n- 5\n"))

    edition = judge(source, [], SPANISH, Ledger({}), OPEN)

    assert list(source.template.sources) == list(edition.verdicts) == list(edition.sources)
    assert {State.SOURCE} == {one.state for one in edition.sources.values()}


def test_source_edition() -> None:
    """Every message as its author wrote it, critical or not."""
    edition = one(critical="dose").edition

    assert (State.SOURCE, (TEXT,), "en") == only(edition)[:3]
