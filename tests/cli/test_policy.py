"""What the policy of a configuration makes of every class of text in every state, on finished pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.helpers import catalog, run, site
from tests.vouching import REVIEWERS, record

STATES: Final = (
    "agreed",  # approved by two people in two roles
    "approved",  # by one
    "own",  # by two, of whom one translated it
    "aged",  # by two, ten years ago
    "translated",
    "unrecorded",
    "revoked",  # approved, and that was taken back
    "machine",
    "outdated",  # fuzzy, and approved for the source as it was
    "fuzzy",
    "rejected",
    "refused",  # by the gate, though two people approved it
    "untranslated",
)
CLASSES: Final = ("", "dose", "driving")
BEFORE: Final = "2016-01-01T12:00:00Z"

PLAIN: Final = (*["shown"] * 7, "notice", *["source"] * 5)
STRICT: Final = (*["shown"] * 4, *["source"] * 9)
DRAFT: Final = (*["shown"] * 7, "notice", *["shown"] * 3, "source", "source")

TABLE: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    # configuration: for ordinary text, for doses, for driving: what becomes of each of STATES
    "": (PLAIN, STRICT, STRICT),
    'preset = "strict"': (
        (*["shown"] * 5, "notice", "notice", "notice", *["source"] * 5),
        STRICT,
        STRICT,
    ),
    'unrecorded = "source"\nmachine = "withhold"\ntranslated = "notice"': (
        (*["shown"] * 4, "notice", "source", "source", "withheld", *["source"] * 5),
        STRICT,
        STRICT,
    ),
    'machine = "show"\noutdated = "show"': (
        (*["shown"] * 8, "outdated", *["source"] * 4),
        STRICT,
        STRICT,
    ),
    'otherwise = "withhold"': (
        (*["shown"] * 7, "notice", *["withheld"] * 5),
        STRICT,
        STRICT,
    ),
    'critical-roles = ["qualified-translator", "clinician"]\nfour-eyes = true': (
        PLAIN,
        ("shown", "source", "source", "shown", *["source"] * 9),
        ("shown", "source", "source", "shown", *["source"] * 9),
    ),
    "review-again = 100\n[policy.driving]\nreview-again = 200": (
        PLAIN,
        ("shown", "shown", "shown", "source", *["source"] * 9),
        STRICT,
    ),
    'critical-roles = ["qualified-translator", "clinician"]\nfour-eyes = true\nreview-again = 100\n'
    '[policy.dose]\notherwise = "withhold"\ntranslated = "withhold"\nunrecorded = "withhold"\nmachine = "withhold"': (
        PLAIN,
        ("shown", *["withheld"] * 12),
        ("shown", *["source"] * 12),
    ),
    'critical-roles = ["clinician"]': (
        (*["shown"] * 7, "notice", *["source"] * 5),
        ("shown", "source", "shown", "shown", *["source"] * 9),
        ("shown", "source", "shown", "shown", *["source"] * 9),
    ),
    '[policy.dose]\notherwise = "withhold"': (PLAIN, (*["shown"] * 4, *["withheld"] * 9), STRICT),
    '[policy.dose]\notherwise = "withhold"\ntranslated = "show"\nmachine = "notice"\nunrecorded = "source"': (
        PLAIN,
        (*["shown"] * 5, "source", "source", "notice", *["withheld"] * 5),
        STRICT,
    ),
    '[policy.dose]\ntranslated = "notice"\n[policy.driving]\nmachine = "withhold"': (
        PLAIN,
        (*["shown"] * 4, "notice", *["source"] * 8),
        (*["shown"] * 4, "source", "source", "source", "withheld", *["source"] * 5),
    ),
}


def text(critical: str, state: str) -> str:
    return f"Text {critical} {state} 24."


def translation(critical: str, state: str) -> str:
    return f"Cadena {critical} {state} {'{{ 24 }}' if state == 'refused' else 24}."


def said(source: str, string: str, state: str) -> list[str]:
    """What the ledger has about a pair in a state."""

    def two(at: str = "2026-11-20T12:00:00Z") -> list[str]:
        by_ana = json.loads(record(source, string, at=at))
        return [json.dumps(by_ana), json.dumps({**by_ana, "by": "luis", "role": "clinician"})]

    one = record(source, string, at="2026-11-20T12:00:00Z").strip()
    after = {act: record(source, string, act).strip() for act in ("translated", "machine", "rejected", "revoked")}
    return {
        "agreed": two(),
        "approved": [one],
        "own": [*two(), after["translated"]],
        "aged": two(BEFORE),
        "translated": [after["translated"]],
        "revoked": [one, after["revoked"]],
        "machine": [after["machine"]],
        "rejected": [*two(), after["rejected"]],
        "refused": two(),
    }.get(state, [])


def every(folder: Path, policy: str) -> Path:
    """A site with a page for each class in each state."""
    pages, entries, records = {}, [], said("Welcome.", "Bienvenidos.", "agreed")
    for critical in CLASSES:
        for state in STATES:
            source, string = text(critical, state), translation(critical, state)
            mark = f"<!-- i18n: critical {critical} -->\n" if critical else ""
            pages[f"content/{critical or 'plain'}-{state}.md"] = f"{mark}{source}\n"
            records += said(source, string, state)
            if state in ("outdated", "fuzzy"):
                former = f"Before {critical} {state} 24."
                entries.append(f'#, fuzzy\n#| msgid "{former}"\nmsgid "{source}"\nmsgstr "{string}"\n')
                if state == "outdated":
                    records += said(former, string, "agreed")
            elif state != "untranslated":
                entries.append(f'msgid "{source}"\nmsgstr "{string}"\n')
    return site(
        folder,
        {
            "i18n.toml": f'[site]\nlocales = ["es"]\n[policy]\n{policy}\n',
            "content/index.md": "Welcome.\n",
            **pages,
            "locales/es/LC_MESSAGES/site.po": catalog({"Welcome.": "Bienvenidos."}, more="\n".join(entries)),
            "locales/es/reviews.jsonl": "".join(f"{line}\n" for line in records),
            "locales/reviewers.toml": f'{REVIEWERS}\n[luis]\nlanguages = ["es"]\nroles = ["clinician"]\n',
        },
    )


def outcome(folder: Path, critical: str, state: str, kind: str = "public") -> str:
    """What a visitor finds."""
    path = folder / kind / "es" / f"{critical or 'plain'}-{state}" / "index.html"
    if not path.exists():
        return "withheld"
    page = path.read_text(encoding="utf-8")
    if text(critical, state) in page:
        return "source"
    assert f"Cadena {critical} {state} 24." in page
    if "data-i18n-outdated" in page:
        return "outdated"
    return "notice" if "i18n-notice-machine" in page else "shown"


def outcomes(folder: Path, kind: str = "public") -> dict[str, tuple[str, ...]]:
    return {critical: tuple(outcome(folder, critical, state, kind) for state in STATES) for critical in CLASSES}


@pytest.mark.parametrize("policy", TABLE)
def test_class_by_state(policy: str, tmp_path: Path) -> None:
    """Each class of text in each state is shown, shown under a notice, replaced by its source, or withheld (H-08).

    A draft shows all that there is but what the gate refuses. A strict release names the page of each text that it
    would not show, and no other one, and publishes nothing.
    """
    folder = every(tmp_path, policy)
    expected = dict(zip(CLASSES, TABLE[policy], strict=True))

    codes = [run(folder, "build", "-q", "--jobs", "1", *more).code for more in ([], ["--drafts"])]
    found = outcomes(folder)
    strict = run(folder, "build", "--strict", "--jobs", "1")

    assert ([1, 1], expected) == (codes, found)
    draft = (*DRAFT[:7], "shown" if 'machine = "show"' in policy else "notice", *DRAFT[8:])
    assert dict.fromkeys(CLASSES, draft) == outcomes(folder, "drafts")
    hidden = {
        f"content/{critical or 'plain'}-{state}.md"
        for critical, row in expected.items()
        for state, what in zip(STATES, row, strict=True)
        if what in ("source", "withheld")
    }
    assert (1, hidden) == (strict.code, set(re.findall(r"(?m)^(\S+):1: error: release\.", strict.err)))
    assert expected == outcomes(folder)


def test_ledger_that_cannot_be_read(tmp_path: Path) -> None:
    """Then nothing is known: ordinary text has a notice, critical text is not shown, whatever the policy (H-15)."""
    policy = '[policy.dose]\nunrecorded = "show"\n[policy.driving]\nunrecorded = "show"\notherwise = "withhold"\n'
    folder = every(tmp_path, policy)
    (folder / "locales/es/reviews.jsonl").write_text("{")

    run(folder, "build", "-q", "--jobs", "1")

    found = [outcome(folder, critical, "approved") for critical in CLASSES]
    assert ["notice", "source", "withheld"] == found


def test_class_that_no_text_has(tmp_path: Path) -> None:
    """Rules for a misspelled class are a finding, because they do nothing."""
    folder = every(tmp_path, '[policy.does]\notherwise = "withhold"\n')

    built = run(folder, "build", "-q", "--jobs", "1")

    expected = (
        "i18n.toml:1: warning: policy.unused: no text is of the class 'does', so its rules do nothing; "
        "there are: 'dose', 'driving'\n"
    )
    assert [expected] == [line for line in built.err.splitlines(keepends=True) if "policy." in line]
