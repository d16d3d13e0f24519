"""`i18n verify --ledger`: whether each record came in a commit of the person whose word it is, with real git."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.helpers import Ran, catalog, git, run, site

LEDGER = "locales/es/reviews.jsonl"
ES = "locales/es/LC_MESSAGES/site.po"
DRIVE, DOSE = "Do not drive for 24 hours.", "Take 5 mg."
PAGE = f"# Visit\n\n<!-- i18n: critical driving -->\n{DRIVE}\n\n<!-- i18n: critical dose -->\n{DOSE}\n"
STRINGS = {"Visit": "Visita", DRIVE: "No conduzca durante 24 horas.", DOSE: "Tome 5 mg."}
REVIEWERS = """\
[maria]
languages = ["es"]
roles = ["qualified-translator"]
git = ["maria@example.org", "Maria@Clinic.example"]

[carlos]
languages = ["es"]
roles = ["clinician"]

[anna]
languages = []
roles = []
git = ["anna@example.org"]
"""
MARIA = ("--by", "maria", "--role", "qualified-translator")
CARLOS = ("--by", "carlos", "--role", "clinician")


def commit(folder: Path, author: str = "maria@example.org") -> str:
    """The first letters of the hash of a commit with everything that there is."""
    git(folder, "add", "-A", author=author)
    git(folder, "commit", "-q", "-m", "records", author=author)
    return git(folder, "rev-parse", "HEAD")[:12]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A site in git, nothing approved yet, with a translator who commits, a clinician who does not, and an office."""
    files = {
        "i18n.toml": '[site]\nlocales = ["es"]\n[policy]\npreset = "strict"\n',
        "content/index.md": PAGE,
        ES: catalog(STRINGS),
        "locales/reviewers.toml": REVIEWERS,
    }
    folder = site(tmp_path / "clinic", files)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "anna@example.org")
    return folder


def verified(folder: Path) -> Ran:
    return run(folder, "verify", "--ledger")


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def authors(done: Ran) -> list[str]:
    """The findings about authors: line, severity, what was said by whom."""
    lines = [line for line in done.out.splitlines() if "ledger.author" in line]
    return [line.removeprefix(f"{LEDGER}:").partition(", in ")[0] for line in lines]


def test_own_commit(clinic: Path) -> None:
    """What somebody approved and committed under one of their addresses is as it should be."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic)
    run(clinic, "approve", "es", DOSE, *MARIA)
    commit(clinic, "MARIA@clinic.example")
    done = verified(clinic)

    assert (0, []) == (done.code, authors(done))
    assert "2 were committed by the person whose word they are, 0 by one who enters\n" in done.out


def test_forged(clinic: Path) -> None:
    """An approval in the name of another is named with its line and commit, in a commit of an unknown one too."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    first = commit(clinic, "anna@example.org")
    run(clinic, "approve", "es", DOSE, *MARIA)
    second = commit(clinic, "eve@example.org")
    done = verified(clinic)

    assert 0 == done.code
    assert done.out.splitlines()[:2] == [
        f"{LEDGER}:1: warning: ledger.author: approved by 'maria', in the commit {first} of 'anna'; ask 'maria' "
        "whether it is their word; if 'anna' enters what they decide, staff add `enters-for = ['maria']`",
        f"{LEDGER}:2: warning: ledger.author: approved by 'maria', in the commit {second} of 'eve@example.org', whom "
        "the file of reviewers does not name; ask 'maria' whether it is their word; if it is an address of theirs, "
        "staff add it under `git`",
    ]


def test_as_an_error(clinic: Path) -> None:
    """Staff decide that such a record is an error, or that nobody looks."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic, "eve@example.org")
    codes = {}
    for level in ("warning", "error", "off"):
        site(clinic, {"locales/reviewers.toml": f'commits = "{level}"\n{REVIEWERS}'})
        done = verified(clinic)
        codes[level] = (done.code, authors(done))

    said = "ledger.author: approved by 'maria'"
    assert {"warning": (0, [f"1: warning: {said}"]), "error": (1, [f"1: error: {said}"]), "off": (0, [])} == codes


def test_as_an_error_without_a_commit(clinic: Path) -> None:
    """Where such a record is an error and there is no commit to look at, that is said."""
    site(clinic, {"locales/reviewers.toml": f'commits = "error"\n{REVIEWERS}'})
    shutil.rmtree(clinic / ".git")
    done = run(clinic, "verify", "--ledger")

    assert (2, True) == (done.code, "who committed a record is not known" in done.err)


def test_entered_for_another(clinic: Path) -> None:
    """The office enters the file that a clinician sent: right where the file of reviewers says so, else explained."""
    run(clinic, "review", "export", "es")
    page = (clinic / "review-es.html").read_text("utf-8")
    data = json.loads(page.partition('id="i18n-data">')[2].partition("</script>")[0])
    one = next(message for message in data["messages"] if message.get("critical") == "dose")
    decision = {"src": one["src"], "tgt": one["tgt"], "act": "approved", "note": ""}
    file = {"format": "dragoman-review", "version": 1, "locale": "es", "made": data["made"], "by": "carlos"}
    (clinic / "answer.json").write_text(json.dumps({**file, "decisions": [decision]}), "utf-8")
    entered = run(clinic, "review", "import", "es", str(clinic / "answer.json"), "--by", "carlos")
    (clinic / "answer.json").unlink()
    (clinic / "review-es.html").unlink()
    commit(clinic, "anna@example.org")
    before = verified(clinic)
    change(clinic, "locales/reviewers.toml", "roles = []\n", 'roles = []\nenters-for = ["carlos", "maria"]\n')
    after = verified(clinic)

    assert (0, ["1: warning: ledger.author: approved by 'carlos'"]) == (entered.code, authors(before))
    assert "of 'anna'; the line says that it came from a file that they sent; ask 'carlos'" in before.out
    assert (0, []) == (after.code, authors(after))
    assert "0 were committed by the person whose word they are, 1 by one who enters\n" in after.out


def test_entering_is_no_right_to_vouch(clinic: Path) -> None:
    """Who enters for others vouches for nothing in their own name."""
    change(clinic, "locales/reviewers.toml", "roles = []\n", 'roles = []\nenters-for = ["maria"]\n')
    done = run(clinic, "approve", "es", DRIVE, "--by", "anna", "--role", "qualified-translator")

    assert (2, True) == (done.code, "'anna' may vouch for none, not for 'es'" in done.err)


def test_not_committed_yet(clinic: Path) -> None:
    """What stands in the work tree alone has no author yet; what a machine made needs none."""
    run(clinic, "record", "es", "--origin", "machine", "--by", "nmt")
    commit(clinic, "eve@example.org")
    run(clinic, "approve", "es", DRIVE, *MARIA)
    done = verified(clinic)

    assert (0, []) == (done.code, authors(done))


def test_nobody_names_an_address(clinic: Path) -> None:
    """Where the file of reviewers names no address, nobody is held against one."""
    text = "\n".join(line for line in REVIEWERS.splitlines() if not line.startswith("git"))
    site(clinic, {"locales/reviewers.toml": text})
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic, "eve@example.org")
    done = verified(clinic)

    assert (0, True) == (done.code, done.out.endswith("nothing found\n"))


def test_branches(clinic: Path) -> None:
    """Merging does not make the records of a branch those of who merges, nor does a line that a merge glues."""
    run(clinic, "git-setup", "-q")
    run(clinic, "approve", "es", "Visit", *MARIA)
    commit(clinic)
    git(clinic, "checkout", "-q", "-b", "other")
    run(clinic, "approve", "es", DRIVE, *MARIA)
    text = (clinic / LEDGER).read_text("utf-8")
    (clinic / LEDGER).write_text(text.rstrip("\n"), "utf-8")
    commit(clinic)
    git(clinic, "checkout", "-q", "main")
    run(clinic, "approve", "es", DOSE, *MARIA)
    commit(clinic)
    git(clinic, "merge", "-q", "other", "-m", "merge", author="anna@example.org")
    run(clinic, "reject", "es", DOSE, *CARLOS, "--note", "no")
    commit(clinic, "eve@example.org")
    done = verified(clinic)

    assert ["rejected by 'carlos'"] == [one.partition("author: ")[2] for one in authors(done)]
    assert "3 were committed by the person whose word they are" in done.out


def test_added_by_a_merge(clinic: Path) -> None:
    """A record that neither branch has is that of who merged."""
    git(clinic, "checkout", "-q", "-b", "other")
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic)
    git(clinic, "checkout", "-q", "main")
    run(clinic, "approve", "es", "Visit", *MARIA)
    commit(clinic)
    git(clinic, "merge", "-q", "--no-commit", "other", check=False)
    git(clinic, "checkout", "-q", "--ours", "--", LEDGER)
    other = git(clinic, "show", f"other:{LEDGER}")
    with (clinic / LEDGER).open("a", encoding="utf-8") as file:
        file.write(other)
    run(clinic, "approve", "es", DOSE, *MARIA)
    commit(clinic, "eve@example.org")
    done = verified(clinic)

    assert ["3: warning: ledger.author: approved by 'maria'"] == authors(done)


def test_branch_that_was_given_up(clinic: Path) -> None:
    """A record that a merge threw away and somebody put back is that of its first commit."""
    git(clinic, "checkout", "-q", "-b", "other")
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic)
    records = (clinic / LEDGER).read_text("utf-8")
    git(clinic, "checkout", "-q", "main")
    git(clinic, "merge", "-q", "-s", "ours", "other", "-m", "merge", author="anna@example.org")
    site(clinic, {LEDGER: records})
    commit(clinic, "anna@example.org")
    done = verified(clinic)

    assert (0, []) == (done.code, authors(done))


def test_nothing_in_the_tree_hides_an_author(clinic: Path) -> None:
    """Neither attributes, nor a map of addresses, nor settings of the clone change whose commit it is."""
    site(clinic, {".gitattributes": "*.jsonl -diff binary\n", ".mailmap": "<maria@example.org> <eve@example.org>\n"})
    for name, value in {"log.mailmap": "true", "diff.noprefix": "true", "color.ui": "always"}.items():
        git(clinic, "config", name, value)
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic, "eve@example.org")

    assert ["1: warning: ledger.author: approved by 'maria'"] == authors(verified(clinic))


def test_first_commit_of_all(clinic: Path) -> None:
    """A ledger that came with the first commit has an author too, and so has one in a folder that was renamed."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    subprocess.run(["rm", "-r", ".git"], cwd=clinic, check=True)
    git(clinic, "init", "-q", "-b", "main")
    git(clinic, "config", "log.showRoot", "false")
    commit(clinic)
    (clinic / "locales/es").rename(clinic / "locales/ES")
    commit(clinic, "anna@example.org")
    (clinic / "locales/ES").rename(clinic / "locales/es")
    done = verified(clinic)

    assert (0, []) == (done.code, authors(done))
    assert "1 were committed" in done.out


def test_terminal_escapes(clinic: Path) -> None:
    """An address that would command the terminal is written out."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic, "eve\x1b[2J@example.org")

    assert "\x1b" not in verified(clinic).out


def test_shallow_clone(clinic: Path, tmp_path: Path) -> None:
    """Of a clone without history nothing is said, rather than something wrong."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic)
    run(clinic, "approve", "es", DOSE, *MARIA)
    commit(clinic, "anna@example.org")
    git(tmp_path, "clone", "-q", "--depth", "1", clinic.as_uri(), "shallow")
    done = verified(tmp_path / "shallow")

    assert (2, True) == (
        done.code,
        "who committed a record is not known; run `git fetch --unshallow` first" in done.err,
    )


def test_damaged_repository(clinic: Path) -> None:
    """Where git stops in the middle, nothing is said of anybody."""
    run(clinic, "approve", "es", DRIVE, *MARIA)
    commit(clinic)
    blob = git(clinic, "rev-parse", f"HEAD:{LEDGER}").strip()
    run(clinic, "approve", "es", DOSE, *MARIA)
    commit(clinic)
    (clinic / ".git/objects" / blob[:2] / blob[2:]).unlink()
    done = verified(clinic)

    assert (2, "", "error: git log: exit code 128\n") == (done.code, done.out, done.err)
