"""The evidence of a release: what it says, and what it proves."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from i18n import __version__, ledger
from i18n.model import MessageKey
from tests.helpers import catalog, run, site, tree
from tests.vouching import REVIEWERS, approve

ES, FR = "locales/es/LC_MESSAGES/site.po", "locales/fr/LC_MESSAGES/site.po"
FILES = {
    "i18n.toml": '[site]\nlocales = ["es", "fr"]\n',
    "content/index.md": "---\ntitle: Home\n---\n\nWelcome.\n",
    "content/visit.md": "---\ntitle: Visit\n---\n\nBring it.\n\n## Later {critical=driving}\n\nDo not drive.\n",
    "templates/page.html": "{% extends 'builtin/page.html' %}"
    "{% block main %}{{ super() }}{{ _('Call us') }}{% endblock %}",
    ES: catalog({"Home": "Inicio", "Welcome.": "Bienvenidos.", "Do not drive.": "No conduzca.", "Later": "Después"}),
    FR: catalog({"Home": "Accueil"}, language="fr", plurals="nplurals=2; plural=n > 1"),
    "locales/es/reviews.jsonl": "",
    "locales/reviewers.toml": REVIEWERS,
}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """Two pages in three languages, built once; of the Spanish one page is approved."""
    folder = site(tmp_path / "practice", FILES)
    approve(folder, [("Home", "Inicio"), ("Welcome.", "Bienvenidos.")])
    run(folder, "build", "-q", "--jobs", "1")
    return folder


def file_of(folder: Path) -> Path:
    """The evidence of the release that is published."""
    release = (folder / "public").resolve()
    return release.with_name(f"{release.name}.evidence.json")


def evidence(folder: Path) -> Any:
    return json.loads(file_of(folder).read_text(encoding="utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_files(practice: Path) -> None:
    """Every file of the release is listed with the SHA-256 that any tool computes."""
    found = evidence(practice)

    listed = dict(found["root"])
    for section in found["locales"].values():
        listed |= {path: file["sha256"] for path, file in section["files"].items()}
    public = practice / "public"
    assert {path: sha256(public / path) for path in tree(public)} == listed


def test_page(practice: Path) -> None:
    """A page has its source, its state, what its readers are told, and the approvals that it rests on."""
    section = evidence(practice)["locales"]["es"]

    page = section["files"]["es/index.html"]
    approvals = [section["approvals"][number] for number in page.pop("approvals")]
    assert {
        "sha256": sha256(practice / "public/es/index.html"),
        "page": "content/index.md",
        "source": sha256(practice / "content/index.md"),
        "status": "approved",
        "notices": [],
        "sections": 0,
        "date": "2026-11-22",
        "texts": {"total": 2, "shown": 2, "fallback": 0, "waiting": 0, "machine": 0, "approved": 2, "outdated": 0},
    } == page
    assert {
        "src": ledger.source_hash(MessageKey(None, "Welcome."), None),
        "tgt": ledger.target_hash(("Bienvenidos.",)),
        "by": "ana",
        "role": "qualified-translator",
        "at": "2026-11-22T12:00:00Z",
    } in approvals
    assert 2 == len(approvals)


def test_page_with_notices(practice: Path) -> None:
    """Sections that fall back, and what the readers are told of it, are listed too."""
    page = evidence(practice)["locales"]["es"]["files"]["es/visit/index.html"]

    assert ("fallback", ["fallback"], 1) == (page["status"], page["notices"], page["sections"])


def test_what_a_locale_is_made_from(practice: Path) -> None:
    """The configuration, the catalogs and the ledger have their SHA-256, the program its version."""
    section = evidence(practice)["locales"]["es"]

    names = ("program", "configuration", "catalogs", "ledgers", "draft", "withheld", "waivers")
    assert {
        "program": f"dragoman {__version__}",
        "configuration": {name: sha256(practice / name) for name in ("i18n.toml", "locales/reviewers.toml")},
        "catalogs": {ES: sha256(practice / ES)},
        "ledgers": {"locales/es/reviews.jsonl": sha256(practice / "locales/es/reviews.jsonl")},
        "draft": False,
        "withheld": {},
        "waivers": [],
    } == {name: section[name] for name in names}


def test_templates(practice: Path) -> None:
    """The texts of templates are on every page: they are counted by themselves."""
    texts = evidence(practice)["locales"]["es"]["sources"]["templates/page.html"]["texts"]

    assert (1, 1) == (texts["total"], texts["fallback"])


def waive(folder: Path, string: str, *acts: tuple[str, str]) -> None:
    """Records about a pair: an act and its day each."""
    lines = []
    for act, day in acts:
        record = {
            "v": 1,
            "locale": "es",
            "src": ledger.source_hash(MessageKey(None, "Welcome."), None),
            "tgt": ledger.target_hash((string,)),
            "act": act,
            "by": "ana",
            "role": "qualified-translator",
            "at": f"2026-11-{day}T12:00:00Z",
            **({"check": "wording.same", "note": "a name"} if act == "waived" else {}),
        }
        lines.append(f"{json.dumps(record)}\n")
    with (folder / "locales/es/reviews.jsonl").open("a") as file:
        file.writelines(lines)


def test_waivers(practice: Path) -> None:
    """A finding that somebody declared to be none is listed, while its string is shown and nobody withdrew it."""
    waive(practice, "Bienvenidos.", ("waived", "20"), ("revoked", "21"), ("waived", "22"))
    waive(practice, "Bienvenidas.", ("waived", "22"))

    run(practice, "build", "-q")

    waivers = evidence(practice)["locales"]["es"]["waivers"]
    assert [("wording.same", "2026-11-22T12:00:00Z")] == [(one["check"], one["at"]) for one in waivers]


def test_withheld(practice: Path) -> None:
    """Pages that are not published in a locale are named, with the reason."""
    with (practice / "i18n.toml").open("a") as file:
        file.write('[policy]\nminimum = 0.5\n[policy.driving]\notherwise = "withhold"\n')

    run(practice, "build", "-q")

    found = evidence(practice)["locales"]
    assert {"content/visit.md": "policy"} == found["es"]["withheld"]
    assert {"content/visit.md": "policy"} == found["fr"]["withheld"]


def test_nothing_of_the_build(practice: Path) -> None:
    """Another build of the same, in another folder, with other processes, has the same evidence, byte by byte."""
    other = practice.with_name("other")
    shutil.copytree(practice, other, ignore=shutil.ignore_patterns("public", ".public.releases"))

    run(other, "build", "-q", "--jobs", "2")

    assert file_of(practice).read_bytes() == file_of(other).read_bytes()


def test_language_that_stays(practice: Path) -> None:
    """Of a language that is taken over as it was, so is what the evidence says."""
    before = evidence(practice)["locales"]
    approve(practice, [("Do not drive.", "No conduzca.")])

    run(practice, "build", "-q")

    after = evidence(practice)["locales"]
    assert (before["fr"], before["en"]) == (after["fr"], after["en"])
    assert before["es"] != after["es"]
    assert 0 == run(practice, "verify", "--release", str(practice / "public")).code


def test_evidence_is_gone(practice: Path) -> None:
    """Without its evidence nothing of a release is taken over: everything is made again, and proven again."""
    whole = file_of(practice).read_bytes()
    file_of(practice).unlink()
    (practice / ES).write_bytes((practice / ES).read_bytes() + b"\n")

    run(practice, "build", "-q")

    assert set(json.loads(whole)["locales"]) == set(evidence(practice)["locales"])
    assert 0 == run(practice, "verify", "--release", str(practice / "public")).code


def test_nothing_changed_but_the_evidence_is_gone(practice: Path) -> None:
    """A build that finds nothing to do makes the evidence that is not there."""
    whole = file_of(practice).read_bytes()
    file_of(practice).unlink()

    run(practice, "build", "-q")

    assert whole == file_of(practice).read_bytes()


# What it proves


def test_release_as_it_was_built(practice: Path) -> None:
    """The published folder holds what was built, and nothing else."""
    done = run(practice, "verify", "--release", str(practice / "public"))

    assert (0, "12 files in the evidence: nothing found\n") == (done.code, done.out)


def copied(folder: Path) -> Path:
    """The release on another machine."""
    return Path(shutil.copytree(folder / "public", folder.with_name("host")))


def test_one_byte(practice: Path) -> None:
    """One byte changed on the host: exit code 1, and the file's name."""
    host = copied(practice)
    page = host / "es/visit/index.html"
    page.write_bytes(page.read_bytes().replace(b"Bring", b"Brung"))

    done = run(practice, "verify", "--release", str(host), "--evidence", str(file_of(practice)))

    was = sha256(practice / "public/es/visit/index.html")
    assert (
        1,
        f"es/visit/index.html:1: error: release.changed: its SHA-256 is {sha256(page)}; the evidence says {was}\n"
        "12 files in the evidence: 1 found\n",
    ) == (done.code, done.out)


def test_files_that_are_not_the_same(practice: Path) -> None:
    """A file that is missing, one more, and a link in the place of a file are found; so is one that nobody may read."""
    host = copied(practice)
    (host / "robots.txt").unlink()
    (host / "es/extra.html").write_text("extra")
    (host / "fr/index.html").unlink()
    (host / "fr/index.html").symlink_to(practice / "public/fr/index.html")
    (host / "more").symlink_to(practice / "public/fr")

    done = run(practice, "verify", "--release", str(host), "--evidence", str(file_of(practice)))

    assert [
        "es/extra.html:1: error: release.extra",
        "fr/index.html:1: error: release.changed",
        "more:1: error: release.extra",
        "robots.txt:1: error: release.missing",
    ] == [
        line.rpartition(":")[0] if "changed" not in line else line.split(": its")[0]
        for line in done.out.splitlines()[:-1]
    ]
    assert 1 == done.code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": 2}',
        '{"format": 1}',
        '{"format": 1, "root": {}, "locales": {"es": {"files": {"a": {}}}}}',
    ],
)
def test_damaged_evidence(practice: Path, text: str) -> None:
    """What is no evidence proves nothing: exit code 2."""
    file = practice / "evidence.json"
    file.write_text(text)

    done = run(practice, "verify", "--release", str(practice / "public"), "--evidence", str(file))

    assert (2, "") == (done.code, done.out)
    assert "evidence" in done.err


def test_no_evidence(practice: Path) -> None:
    """Where there is none, or no folder, it says how to name them."""
    host = copied(practice)

    without = run(practice, "verify", "--release", str(host))
    nowhere = run(practice, "verify", "--release", str(practice / "nowhere"))

    assert (2, 2) == (without.code, nowhere.code)
    assert "name its file with --evidence" in without.err
    assert "there is no such folder" in nowhere.err


def test_it_is_not_served(practice: Path) -> None:
    """The evidence lies beside the release: no visitor can fetch it."""
    assert [] == [path for path in tree(practice / "public") if "evidence" in path]


# Who approved what a release shows


def test_approvals_of_a_release(practice: Path) -> None:
    """What a release rests on is told from its evidence, page by page, whatever was decided and written since."""
    before = run(practice, "approvals", "es", "--release", str(practice / "public"))
    run(practice, "revoke", "es", "--all", "--by", "ana", "--role", "qualified-translator")
    site(practice, {"content/index.md": "---\ntitle: Home\n---\n\nWelcome to all.\n"})
    after = run(practice, "approvals", "es", "--release", str(practice / "public"))
    now = run(practice, "approvals", "es")

    assert before.out == (
        "es: 2 of 7 approved\n"
        "  content/index.md: 2 of 2 approved\n"
        "  content/visit.md: 0 of 4 approved\n"
        "  templates/page.html: 0 of 1 approved\n"
        "Approved\n"
        "  'Home', ana as qualified-translator, 2026-11-22T12:00:00Z\n"
        "  'Welcome.', ana as qualified-translator, 2026-11-22T12:00:00Z\n"
    )
    gone = ledger.source_hash(MessageKey(None, "Welcome."), None)
    assert (0, before.out.replace("Welcome.", gone)) == (after.code, after.out)
    assert now.out.startswith("es: 0 of ")


def test_approvals_of_a_page_of_a_release(practice: Path, tmp_path: Path) -> None:
    """One page, by evidence that lies elsewhere, as JSON; a page that the release has not is said."""
    kept = tmp_path / "kept.json"
    shutil.copy(file_of(practice), kept)
    release = ("--release", str(practice / "public"), "--evidence", str(kept))
    index = json.loads(run(practice, "approvals", *release, "--page", "content/index.md", "--format", "json").out)
    visit = json.loads(run(practice, "approvals", *release, "--page", "content/visit.md", "--format", "json").out)
    wrong = run(practice, "approvals", *release, "--page", "content/inde.md")

    found = {one["locale"]: [(word["msgid"], word["pages"]) for word in one["records"]] for one in index["locales"]}
    assert {"es": [("Home", ["content/index.md"]), ("Welcome.", ["content/index.md"])], "fr": []} == found
    assert [(4, []), (4, [])] == [(one["total"], one["records"]) for one in visit["locales"]]
    assert (2, "error: the release has no 'content/inde.md'; did you mean 'content/index.md'?\n") == (
        wrong.code,
        wrong.err,
    )


def test_approvals_without_evidence(practice: Path) -> None:
    """A folder without evidence, and one that is not there, are said."""
    file_of(practice).unlink()
    none = run(practice, "approvals", "--release", str(practice / "public"))
    gone = run(practice, "approvals", "--release", str(practice / "elsewhere"))

    assert [(2, True), (2, True)] == [
        (none.code, "cannot read the evidence" in none.err),
        (gone.code, "there is no such folder" in gone.err),
    ]
