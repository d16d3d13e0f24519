"""What the policy of a configuration makes of every class of text in every state, on finished pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.helpers import catalog, run, site
from tests.vouching import REVIEWERS, record

STATES: Final = ("approved", "translated", "unrecorded", "machine", "outdated", "fuzzy", "rejected", "untranslated")
CLASSES: Final = ("", "dose", "driving")
ACTS: Final = {"approved": "approved", "translated": "translated", "machine": "machine", "rejected": "rejected"}

STRICT: Final = ("shown", "source", "source", "source", "source", "source", "source", "source")
WITHHOLD: Final = ("shown", *["withheld"] * 7)
PLAIN: Final = ("shown", "shown", "shown", "notice", "source", "source", "source", "source")

TABLE: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]] = {
    # configuration: for ordinary text, for doses, for driving: what becomes of each of STATES
    "": (PLAIN, STRICT, STRICT),
    'preset = "strict"': (
        ("shown", "shown", "notice", "notice", "source", "source", "source", "source"),
        STRICT,
        STRICT,
    ),
    'unrecorded = "source"\nmachine = "withhold"\ntranslated = "notice"': (
        ("shown", "notice", "source", "withheld", "source", "source", "source", "source"),
        STRICT,
        STRICT,
    ),
    'machine = "show"\noutdated = "show"': (
        ("shown", "shown", "shown", "shown", "outdated", "source", "source", "source"),
        STRICT,
        STRICT,
    ),
    'otherwise = "withhold"': (
        ("shown", "shown", "shown", "notice", *["withheld"] * 4),
        STRICT,
        STRICT,
    ),
    '[policy.dose]\notherwise = "withhold"': (PLAIN, WITHHOLD, STRICT),
    '[policy.dose]\notherwise = "withhold"\ntranslated = "show"\nmachine = "notice"\nunrecorded = "source"': (
        PLAIN,
        ("shown", "shown", "source", "notice", *["withheld"] * 4),
        STRICT,
    ),
    '[policy.dose]\ntranslated = "notice"\n[policy.driving]\nmachine = "withhold"': (
        PLAIN,
        ("shown", "notice", *["source"] * 6),
        ("shown", "source", "source", "withheld", *["source"] * 4),
    ),
}


def text(critical: str, state: str) -> str:
    return f"Text {critical} {state}."


def every(folder: Path, policy: str) -> Path:
    """A site with a page for each class in each state."""
    pages, entries, records = {}, [], []
    for critical in CLASSES:
        for state in STATES:
            source, string = text(critical, state), f"Cadena {critical} {state}."
            mark = f"<!-- i18n: critical {critical} -->\n" if critical else ""
            pages[f"content/{critical or 'plain'}-{state}.md"] = f"{mark}{source}\n"
            if state in ("outdated", "fuzzy"):
                former = f"Before {critical} {state}."
                entries.append(f'#, fuzzy\n#| msgid "{former}"\nmsgid "{source}"\nmsgstr "{string}"\n')
                if state == "outdated":
                    records.append(record(former, string, "approved"))
            elif state != "untranslated":
                entries.append(f'msgid "{source}"\nmsgstr "{string}"\n')
            if state in ACTS:
                records.append(record(source, string, ACTS[state]))
    return site(
        folder,
        {
            "i18n.toml": f'[site]\nlocales = ["es"]\n[policy]\n{policy}\n',
            "content/index.md": "Welcome.\n",
            **pages,
            "locales/es/LC_MESSAGES/site.po": catalog({"Welcome.": "Bienvenidos."}, more="\n".join(entries)),
            "locales/es/reviews.jsonl": "".join(records),
            "locales/reviewers.toml": REVIEWERS,
        },
    )


def outcome(folder: Path, critical: str, state: str) -> str:
    """What a visitor finds."""
    path = folder / "public" / "es" / f"{critical or 'plain'}-{state}" / "index.html"
    if not path.exists():
        return "withheld"
    page = path.read_text(encoding="utf-8")
    if text(critical, state) in page:
        return "source"
    assert f"Cadena {critical} {state}." in page
    if "data-i18n-outdated" in page:
        return "outdated"
    return "notice" if "i18n-notice-machine" in page else "shown"


@pytest.mark.parametrize("policy", TABLE)
def test_class_by_state(policy: str, tmp_path: Path) -> None:
    """Each class of text in each state is shown, shown under a notice, replaced by its source, or withheld (H-08)."""
    folder = every(tmp_path, policy)

    run(folder, "build", "-q", "--jobs", "1")

    found = {critical: tuple(outcome(folder, critical, state) for state in STATES) for critical in CLASSES}
    assert dict(zip(CLASSES, TABLE[policy], strict=True)) == found


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
    assert (0, expected) == (built.code, built.err)
