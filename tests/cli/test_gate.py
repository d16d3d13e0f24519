"""Stories of the gate: what visitors are shown after somebody changed something."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.helpers import ROOT, catalog, run, site, tree
from tests.vouching import REVIEWERS, approve, record

ES = "locales/es/LC_MESSAGES/site.po"
LEDGER = "locales/es/reviews.jsonl"
DRIVE, CONDUZCA = "Do not drive for 24 hours.", "No conduzca durante 24 horas."
STRINGS = {
    "Welcome.": "Bienvenidos.",
    "After your visit": "Después de su visita",
    DRIVE: CONDUZCA,
    "See [us](visit.md).": "Vea [aquí](visit.md).",
}
TOML = '[site]\nlocales = ["es", "fr"]\nbase-url = "https://example.org"\n'
WITHHOLD = TOML + '[policy.driving]\notherwise = "withhold"\n'
VISIT = f"---\ntitle: Visit\n---\n\nWelcome.\n\n## After your visit {{critical=driving}}\n\n{DRIVE}\n"
FILES = {
    "i18n.toml": TOML,
    "content/index.md": "---\ntitle: Home\n---\n\nSee [us](visit.md).\n",
    "content/visit.md": VISIT,
    ES: catalog(STRINGS),
    LEDGER: "",
    "locales/fr/LC_MESSAGES/site.po": catalog({}, language="fr", plurals="nplurals=2; plural=n > 1"),
    "locales/reviewers.toml": REVIEWERS,
}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A page about driving; in Spanish all of it is there, and approved."""
    folder = site(tmp_path / "practice", FILES)
    approve(folder, STRINGS.items())
    return folder


def build(folder: Path, *arguments: str) -> int:
    return run(folder, "build", "-q", "--jobs", "1", *arguments).code


def page(folder: Path, path: str = "es/visit") -> str:
    return (folder / "public" / path / "index.html").read_text(encoding="utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


# What approvals rest on


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)


@pytest.fixture
def branches(practice: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The practice in git, which merges its catalogs and ledgers; on the branch `other`."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Maria")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "maria@example.org")
    git(practice, "init", "-q", "-b", "main")
    run(practice, "git-setup", "-q")
    git(practice, "add", "-A")
    git(practice, "commit", "-q", "-m", "begin")
    git(practice, "checkout", "-q", "-b", "other")
    return practice


def test_changed_reflowed_merged(branches: Path) -> None:
    """24 to 2 in an approved string: refused. `msgcat` lays the file out anew: nothing changes. Two branches meet, of
    which one changes the source and the other one the string, and approves it: nobody approved what comes of it."""
    practice = branches
    assert 0 == build(practice)
    approved = tree(practice / "public")
    assert CONDUZCA in page(practice)

    replace(practice, ES, "durante 24 horas", "durante 2 horas")
    changed = run(practice, "build", "-q", "--jobs", "1")
    assert 1 == changed.code
    assert (
        f"{ES}:15: error: numbers.changed: '24 hours' is '2 horas' in the string; write the same number" in changed.err
    )
    shown = page(practice)
    assert (True, False, False) == (DRIVE in shown, "2 horas" in shown, "Después de su visita" in shown)
    assert "i18n-notice-section" in shown
    git(practice, "checkout", "--", ES)

    flowed = subprocess.run(
        ["msgcat", "--width=30", "--sort-output", ES], cwd=practice, capture_output=True, check=True
    )
    assert flowed.stdout != (practice / ES).read_bytes()
    (practice / ES).write_bytes(flowed.stdout)
    assert (0, approved) == (build(practice), tree(practice / "public"))
    git(practice, "checkout", "--", ES)

    ana = ("--by", "ana", "--role", "qualified-translator")
    replace(practice, ES, "No conduzca durante 24", "No maneje por 24")
    assert 0 == run(practice, "approve", "es", DRIVE, *ana).code
    git(practice, "commit", "-q", "-a", "-m", "say it otherwise, and approve it")
    assert (0, True) == (build(practice), "No maneje por 24 horas." in page(practice))
    git(practice, "checkout", "-q", "main")
    replace(practice, "content/visit.md", "24 hours", "48 hours")
    replace(practice, ES, "Bienvenidos.", "Bienvenidos a todos.")
    assert 0 == run(practice, "update", "-q").code
    assert 0 == run(practice, "approve", "es", "Welcome.", *ana).code
    git(practice, "commit", "-q", "-a", "-m", "longer")
    git(practice, "merge", "-q", "other")
    code = build(practice)
    shown = page(practice)
    assert (0, True, False) == (code, "Do not drive for 48 hours." in shown, "24 horas" in shown)
    assert "<p>Bienvenidos a todos.</p>" in shown
    assert "i18n-notice-section" in shown
    assert ", critical: 1 of 2\n" in run(practice, "approvals", "es").out
    assert 0 == run(practice, "verify", "--ledger").code


def test_not_is_lost(practice: Path) -> None:
    """So does a change that no check of numbers sees."""
    replace(practice, ES, "No conduzca", "Conduzca")

    code = build(practice)

    assert (0, True, False) == (code, DRIVE in page(practice), "onduzca" in page(practice))


def test_merged_approvals(branches: Path) -> None:
    """One branch approves a string, the other one changes another that was approved: the approval counts, and the
    change has none."""
    practice = branches
    replace(practice, "content/visit.md", DRIVE, f"{DRIVE}\n\n## Machines {{critical=driving}}\n\nUse 0 machines.")
    machines = {"Machines": "Máquinas", "Use 0 machines.": "No use 0 máquinas."}
    (practice / ES).write_text(catalog(STRINGS | machines))
    git(practice, "commit", "-q", "-a", "-m", "machines")
    git(practice, "branch", "-f", "main")
    approve(practice, machines.items())
    git(practice, "commit", "-q", "-a", "-m", "approve")
    git(practice, "checkout", "-q", "main")
    replace(practice, ES, "durante 24 horas", "por 24 horas")
    approve(practice, [("Welcome.", "Bienvenidos a todos.")])
    git(practice, "commit", "-q", "-a", "-m", "change")
    git(practice, "merge", "-q", "other")

    code = build(practice)

    shown = page(practice)
    assert (0, True, False) == (code, DRIVE in shown, "por 24 horas" in shown)
    assert "No use 0 máquinas." in shown


# Pages that are withheld


def test_withheld_page(practice: Path) -> None:
    """A page whose critical text is not approved is not there: links lead to the source language, no list names it."""
    (practice / "i18n.toml").write_text(WITHHOLD)
    build(practice)
    assert '<a href="/es/visit/">aquí</a>' in page(practice, "es")

    replace(practice, ES, "No conduzca", "Jamás conduzca")
    build(practice)

    assert not (practice / "public/es/visit").exists()
    assert '<a href="/en/visit/">aquí</a>' in page(practice, "es")
    assert "/es/visit/" not in "".join(page(practice, path) for path in ("es", "en", "fr", "en/visit"))


def test_page_that_is_approved_again(practice: Path) -> None:
    """It is published as soon as somebody approves."""
    (practice / "i18n.toml").write_text(WITHHOLD)
    replace(practice, ES, "No conduzca", "Jamás conduzca")
    build(practice)

    approve(practice, [(DRIVE, "Jamás conduzca durante 24 horas.")])
    build(practice)

    assert "Jamás conduzca" in page(practice)
    assert "/es/visit/" in page(practice, "en/visit")


def test_preview_withholds_too(practice: Path) -> None:
    """What is served as published is what would be published."""
    from i18n.preview.workshop import Workshop

    (practice / "i18n.toml").write_text(WITHHOLD)
    replace(practice, ES, "No conduzca", "Jamás conduzca")
    workshop = Workshop(practice, drafts=False)
    workshop.load()

    home = workshop.answer("/es/").body.decode()

    assert '<a href="/en/visit/">aquí</a>' in home
    assert 200 != workshop.answer("/es/visit/").status


# New warnings


WARNING = "Stop and call us if you cannot breathe."


def warn(folder: Path) -> None:
    replace(folder, "content/visit.md", "Welcome.\n", f"Welcome.\n\n<!-- i18n: critical emergency -->\n{WARNING}\n")


def test_new_warning(practice: Path) -> None:
    """It reaches every language at once, in the source language and marked as such, before anybody translates."""
    build(practice)

    warn(practice)
    build(practice)

    marked = f'<p lang="en" dir="ltr" data-i18n-fallback>{WARNING}</p>'
    assert [True, True] == [marked in page(practice, f"{tag}/visit") for tag in ("es", "fr")]


def test_new_warning_or_no_page(practice: Path) -> None:
    """Where the policy withholds, no language has the page without the warning."""
    build(practice)
    (practice / "i18n.toml").write_text(TOML + '[policy.emergency]\notherwise = "withhold"\n')

    warn(practice)
    build(practice)

    assert [False, False] == [(practice / f"public/{tag}/visit").exists() for tag in ("es", "fr")]
    assert WARNING in page(practice, "en/visit")


def test_new_warning_and_a_damaged_catalog(practice: Path) -> None:
    """A language whose catalog cannot be read stays as it was published, but not without a new warning."""
    build(practice)
    (practice / ES).write_text("msgid broken")
    replace(practice, "content/visit.md", "title: Visit", "title: A visit")
    build(practice)
    assert "Bienvenidos." in page(practice)

    warn(practice)
    code = build(practice)

    assert (1, True, False) == (code, WARNING in page(practice), "Bienvenidos." in page(practice))


def test_new_warning_and_one_language(practice: Path) -> None:
    """A build of one language makes the others again too where critical text changed, and only there."""
    build(practice)
    replace(practice, "content/visit.md", "title: Visit", "title: A visit")
    build(practice, "fr")
    assert "A visit" not in page(practice)

    warn(practice)
    build(practice, "fr")

    assert WARNING in page(practice)


# The last wording that was approved


def outdate(folder: Path, *, old: str = "Welcome.", new: str = "Welcome to all.", outdated: str = "show") -> None:
    """The source of an approved string changes; `update` makes the string fuzzy."""
    (folder / "i18n.toml").write_text(f'{TOML}[policy]\noutdated = "{outdated}"\n')
    replace(folder, "content/visit.md", old, new)
    assert 0 == run(folder, "update", "-q").code


def test_last_known_good(practice: Path) -> None:
    """What was approved for the source as it was stays, marked, under a notice with the day (H-10)."""
    outdate(practice)

    build(practice)

    shown = page(practice)
    assert '<p data-i18n-outdated="2026-11-22">Bienvenidos.</p>' in shown
    assert '<body data-review-status="outdated"' in shown
    assert "<aside" in shown
    assert "desde que se aprobó" in shown
    assert "22 de noviembre de 2026" in shown


def test_last_known_good_is_a_choice(practice: Path) -> None:
    """By default the source text is shown."""
    outdate(practice, outdated="source")

    build(practice)

    assert ("Welcome to all." in page(practice), "Bienvenidos." in page(practice)) == (True, False)


def test_last_known_good_was_approved(practice: Path) -> None:
    """A fuzzy string that nobody approved for the source as it was is not shown; neither is a guess of a merge."""
    (practice / LEDGER).write_text(record("Welcome.", "Bienvenidos.", "translated"))
    outdate(practice)

    build(practice)

    assert "Bienvenidos." not in page(practice)


def test_last_known_good_of_critical_text(practice: Path) -> None:
    """Critical text is never shown for a source that changed."""
    outdate(practice, old=DRIVE, new="Do not drive for 48 hours.")
    entry = 'msgid "Do not drive for 48 hours."\nmsgstr '
    replace(practice, ES, f'{entry}""', f'{entry}"{CONDUZCA}"')
    replace(practice, ES, "#| msgid", "#, fuzzy\n#| msgid")

    build(practice)

    assert "Do not drive for 48 hours." in page(practice)
    assert CONDUZCA not in page(practice)


def test_last_known_good_has_the_links_of_now(practice: Path) -> None:
    """A string that leads elsewhere than the source does now is not shown."""
    (practice / "i18n.toml").write_text(f'{TOML}[policy]\noutdated = "show"\n')
    replace(practice, "content/index.md", "See [us](visit.md).", "See [us](index.md) first.")
    text = (practice / ES).read_text(encoding="utf-8")
    old = 'msgid "See [us](visit.md)."\n'
    assert old in text
    new = f'#, fuzzy\n#| {old}msgid "See [us](index.md) first."\n'
    (practice / ES).write_text(text.replace(old, new))

    build(practice)

    assert "Vea" not in page(practice, "es")


def test_last_known_good_in_the_preview(practice: Path) -> None:
    """The preview marks it as the site does."""
    from i18n.preview.workshop import Workshop

    outdate(practice)
    workshop = Workshop(practice, drafts=False)
    workshop.load()

    assert '<p data-i18n-outdated="2026-11-22">Bienvenidos.</p>' in workshop.answer("/es/visit/").body.decode()


def test_asked_one_by_one(practice: Path) -> None:
    """What the preview asks for message by message is what a build judges at once."""
    from i18n.builder import asked, edition
    from i18n.builder.site import load as load_site
    from i18n.config import load

    outdate(practice)
    with (practice / "i18n.toml").open("a") as file:
        file.write('[policy.driving]\notherwise = "withhold"\n')
    replace(practice, ES, "No conduzca", "Jamás conduzca")
    site = load_site(load(practice), ("es", "fr"), draft=False)

    for locale in site.locales[1:]:
        at_once = edition.judge_locale(site, locale)
        one_by_one = asked.judge_when_asked(site, locale, lambda one: edition.read(site, one))

        assert dict(at_once.routes.published) == dict(one_by_one.routes.published)
        assert set(at_once.edition.withheld) == set(one_by_one.edition.withheld)
        assert len(at_once.edition.withheld) == len(one_by_one.edition.withheld)
        assert dict(at_once.edition.outdated) == dict(one_by_one.edition.outdated)
        assert len(at_once.edition.outdated) == len(one_by_one.edition.outdated)


# Strict releases


def complete(folder: Path) -> None:
    """Everything is there, in the one language that is left."""
    (folder / "i18n.toml").write_text(TOML.replace(', "fr"', ""))
    titles = {"Home": "Inicio", "Visit": "Visita"}
    (folder / ES).write_text(catalog(STRINGS | titles))


def test_strict_release(practice: Path) -> None:
    """A release that shows a fallback is not published; each page is named with its language."""
    complete(practice)
    assert 0 == build(practice)
    before = tree(practice / "public")

    replace(practice, ES, "No conduzca", "Jamás conduzca")
    failed = run(practice, "build", "--strict")

    assert (1, "") == (failed.code, failed.out)
    assert failed.err == (
        "content/visit.md:1: error: release.fallback: 2 texts are not shown in es; `i18n status es` says what waits\n"
        "error: the release is not complete, so nothing was published\n"
    )
    assert before == tree(practice / "public")


def test_strict_release_that_is_complete(practice: Path) -> None:
    """It is published, and a second one finds nothing to do."""
    complete(practice)

    codes = [build(practice, "--strict"), build(practice, "--strict")]

    assert ([0, 0], True) == (codes, CONDUZCA in page(practice))


def test_strict_release_names_withheld_pages(practice: Path) -> None:
    """So are pages that the policy or the minimum keeps away, and the texts of templates."""
    complete(practice)
    with (practice / "i18n.toml").open("a") as file:
        file.write('[policy]\nminimum = 1.0\n[policy.driving]\notherwise = "withhold"\n')
    site(
        practice,
        {"templates/page.html": "{% extends 'builtin/page.html' %}{% block main %}{{ _('Call') }}{% endblock %}"},
    )
    replace(practice, ES, "No conduzca", "Jamás conduzca")
    replace(practice, ES, "Vea [aquí]", "")
    replace(practice, ES, '"(visit.md)."', '""')

    failed = run(practice, "build", "--strict")

    assert failed.err == (
        "content/index.md:1: error: release.withheld: not published in es: less is translated than `minimum` asks for\n"
        "content/visit.md:1: error: release.withheld: not published in es: the policy withholds it\n"
        "templates/page.html:1: error: release.fallback: 1 text is not shown in es; `i18n status es` says what waits\n"
        "error: the release is not complete, so nothing was published\n"
    )


def test_strict_after_a_release_that_was_not(practice: Path) -> None:
    """What is published already is judged too: nothing has to change for a strict build to fail."""
    complete(practice)
    replace(practice, ES, "No conduzca", "Jamás conduzca")
    build(practice)

    assert 1 == build(practice, "--strict")


def test_strict_release_with_a_damaged_catalog(practice: Path) -> None:
    """A language that could only stay as it was is no complete release."""
    complete(practice)
    build(practice)
    (practice / ES).write_text("msgid broken")

    assert 1 == build(practice, "--strict")


def test_drafts_are_never_strict(practice: Path) -> None:
    """Both together are a mistake."""
    refused = run(practice, "build", "--strict", "--drafts")

    assert (2, "error: a draft is never a release, so it cannot be strict; leave out --strict\n") == (
        refused.code,
        refused.err,
    )


# What waits for whom


def test_what_waits_for_whom(practice: Path) -> None:
    """For each class how many texts wait for a translator, and how many for whom else."""
    replace(practice, ES, "No conduzca", "Jamás conduzca")

    said = run(practice, "status", "es")

    assert said.out.split("\n\n")[1] == (
        "to                                           es\n"
        "translate  ordinary text, by a translator     2\n"
        "approve    driving, by qualified-translator   1\n"
    )


def test_what_waits_as_json(practice: Path) -> None:
    """The same for programs."""
    replace(practice, ES, "No conduzca", "Jamás conduzca")

    (found,) = json.loads(run(practice, "status", "es", "--format", "json").out)

    assert found["waits"] == [
        {"class": "driving", "translate": 0, "approve": 1, "roles": ["qualified-translator"], "together": False},
        {"class": None, "translate": 2, "approve": 0, "roles": [], "together": False},
    ]


# The date of a translation


def test_date_of_an_approved_page(practice: Path) -> None:
    """A page that is approved whole says when, below its content, with a link to the source (H-10)."""
    complete(practice)
    approve(practice, [("Home", "Inicio"), ("Visit", "Visita")])

    build(practice)

    shown = page(practice)
    line = (
        '<p class="i18n-version">Esta traducción se aprobó el <bdi>22 de noviembre de 2026</bdi>. <a href="/en/visit/"'
    )
    assert shown.index(CONDUZCA) < shown.index(line)
    assert "i18n-version" not in page(practice, "en/visit")


def test_date_is_the_newest(practice: Path) -> None:
    """The date of a translation is that of the newest record about a string that the page shows."""
    (practice / LEDGER).write_text(
        record("Welcome.", "Bienvenidos.", "machine", at="2026-03-01T12:00:00Z")
        + record(DRIVE, CONDUZCA, "machine", at="2026-04-01T12:00:00Z")
        + record("Welcome.", "Hola.", "machine", at="2026-05-01T12:00:00Z")
    )

    build(practice)

    assert "Fecha de esta traducción: <bdi>1 de marzo de 2026</bdi>" in page(practice)


def test_no_date_without_records(practice: Path) -> None:
    """Where nothing is recorded, no date is known."""
    complete(practice)
    (practice / LEDGER).unlink()
    (practice / "locales/reviewers.toml").unlink()
    shutil.rmtree(practice / "content")
    site(practice, {"content/index.md": "Welcome.\n"})

    build(practice)

    assert ("i18n-version" in page(practice, "es"), "Fecha" in page(practice, "es")) == (False, False)
