"""`i18n check`: what it remembers, what the configuration says of checks, what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from i18n.cache import folder as cache_folder
from tests.helpers import catalog, run, site

CONFIGURATION = '[site]\ntitle = "A"\nlocales = ["es", "fr"]\n'
ES, FR = (f"locales/{tag}/LC_MESSAGES/site.po" for tag in ("es", "fr"))
SOURCE = "Call the nurse today."
DOUBLED = "Llame hoy hoy a la enfermera."
FOUND = f"{ES}:9: warning: language.doubled: the word 'hoy' stands twice; remove one"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where results are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dragoman" / "check"


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Path:
    """A site with a Spanish string that says a word twice, and a French one that is right."""
    texts = {
        "i18n.toml": CONFIGURATION,
        "content/index.md": f"# Home\n\n{SOURCE}\n",
        ES: catalog({SOURCE: DOUBLED, "Home": "Inicio"}),
        FR: catalog({SOURCE: "Appelez l'infirmière.", "Home": "Accueil"}, language="fr"),
    }
    return site(tmp_path / "site", texts)


def lines(folder: Path, *arguments: str) -> list[str]:
    """The findings, without the places of their sources."""
    return [line for line in run(folder, "check", *arguments).out.split("\n") if line and not line.startswith(" ")][:-1]


def test_second_run_says_the_same(folder: Path, cache: Path) -> None:
    """What is remembered is said again, word for word."""
    first, second = run(folder, "check"), run(folder, "check")

    assert FOUND in first.out
    assert first == second
    assert 1 == len(list(cache.iterdir()))


def test_second_run_reads_no_page(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing changed, no site is loaded; with --no-cache it is."""
    run(folder, "check")
    loads = []
    monkeypatch.setattr("i18n.builder.site.load", lambda *_, **__: loads.append(1))
    run(folder, "check")

    assert [] == loads
    run(folder, "check", "--no-cache")
    assert [1] == loads


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ES, "hoy hoy", "hoy"),
        ("i18n.toml", "", '[checks]\n"language.doubled" = "off"\n'),
        ("content/index.md", SOURCE, "Call the nurse twice, today today."),
        ("locales/es/glossary.csv", "", "term,translation\nnurse,practicante\n"),
    ],
)
def test_what_changed_is_checked_again(folder: Path, cache: Path, name: str, old: str, new: str) -> None:
    """A catalog, the configuration, a page and a glossary each count."""
    before = lines(folder)
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")

    assert before != lines(folder)
    assert lines(folder, "--no-cache") == lines(folder)


def test_one_language_is_remembered_alone(folder: Path, cache: Path) -> None:
    """A run for one language keeps what a run for all found of the other."""
    run(folder, "check", "es")
    run(folder, "check", "fr")
    (file,) = cache.iterdir()

    assert {"", "es", "fr"} == json.loads(file.read_text(encoding="utf-8")).keys()
    assert [FOUND] == lines(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"es": 1, "fr": {}}', '{"": {"hash": null}}'])
def test_broken_memory_is_none(folder: Path, cache: Path, text: str) -> None:
    """A file that holds something else is as if it were not there."""
    run(folder, "check")
    (file,) = cache.iterdir()
    file.write_text(text, encoding="utf-8")

    assert [FOUND] == lines(folder)


def test_entry_that_is_cut_is_none(folder: Path, cache: Path) -> None:
    """An entry whose findings cannot be read is checked anew."""
    run(folder, "check")
    (file,) = cache.iterdir()
    parts = json.loads(file.read_text(encoding="utf-8"))
    parts["es"]["findings"] = [["language.doubled"]]
    file.write_text(json.dumps(parts), encoding="utf-8")

    assert [FOUND] == lines(folder)


def test_memory_that_cannot_be_kept(folder: Path, cache: Path) -> None:
    """Where nothing can be written, everything is checked every time."""
    cache.parent.parent.mkdir()
    cache.parent.write_text("in the way", encoding="utf-8")

    assert [FOUND] == lines(folder)
    assert [FOUND] == lines(folder)


def test_home_without_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without XDG_CACHE_HOME, or with a relative one, results are in the home folder's `.cache`."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")

    assert tmp_path / ".cache/dragoman/check" == cache_folder("check")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ('[checks]\n"language.doubled" = "off"\n', []),
        ('[checks]\n"language.doubled" = "error"\n', [FOUND.replace("warning", "error")]),
        ('[checks.es]\n"language.doubled" = "info"\n', [FOUND.replace("warning", "info")]),
        ('[checks.fr]\n"language.doubled" = "off"\n', [FOUND]),
        ('[checks]\n"language.doubled" = "off"\n[checks.es]\n"language.doubled" = "warning"\n', [FOUND]),
    ],
)
def test_levels(folder: Path, setting: str, expected: list[str]) -> None:
    """How much an advisory check matters is set for the site and for one language, which wins."""
    (folder / "i18n.toml").write_text(CONFIGURATION + setting, encoding="utf-8")

    assert expected == lines(folder)


@pytest.mark.parametrize(
    ("setting", "part"),
    [
        ('[checks]\n"markup.link" = "off"\n', "'markup.link' is no check that can be set"),
        ('[checks]\n"language.double" = "off"\n', "did you mean 'language.doubled'?"),
        ('[checks.pt]\n"language.doubled" = "off"\n', "[checks.pt]: no language of this site; expected one of es, fr"),
        ('[checks]\n"language.doubled" = "of"\n', "expected one of 'off', 'info', 'warning', 'error'"),
        ('[checks]\nlanguage = "off"\n', "expected a check such as"),
        ('[checks."e!"]\n"language.doubled" = "off"\n', "expected a language tag"),
    ],
)
def test_levels_that_cannot_be(folder: Path, setting: str, part: str) -> None:
    """A gate check cannot be switched off; what is misspelt is said."""
    (folder / "i18n.toml").write_text(CONFIGURATION + setting, encoding="utf-8")
    done = run(folder, "check")

    assert (2, True) == (done.code, part in done.err)


def test_critical_text_without_a_string(folder: Path) -> None:
    """Critical text that a language lacks is a warning at its place in the catalog, or in the source."""
    (folder / "i18n.toml").write_text(CONFIGURATION + '[critical]\n"*.md" = "dose"\n', encoding="utf-8")
    (folder / ES).write_text(catalog({SOURCE: "", "Home": "Inicio"}), encoding="utf-8")
    (folder / FR).write_text(catalog({"Home": "Accueil"}, language="fr"), encoding="utf-8")
    found = [line.partition(": critical")[0] for line in lines(folder) if "completeness.critical" in line]

    assert [
        "content/index.md:3: warning: completeness.critical",
        f"{ES}:9: warning: completeness.critical",
    ] == [line.removesuffix(": completeness") for line in (one.partition(": critical text")[0] for one in found)]


def test_text_that_nobody_marked(folder: Path) -> None:
    """Where some text is marked as critical, a dose that is not is a question; where none is, nothing is asked."""
    (folder / "content/dose.md").write_text("# Dose\n\nTake 5 mg.\n", encoding="utf-8")
    (folder / "content/far.md").write_text("---\ncritical: driving\n---\n\nDrive slowly.\n", encoding="utf-8")
    marked = [line for line in lines(folder) if "completeness.unmarked" in line]
    (folder / "content/far.md").unlink()

    assert [
        "content/dose.md:3: warning: completeness.unmarked: '5 mg' reads as if a wrong translation could hurt;"
    ] == [line.partition(" mark it")[0] for line in marked]
    assert [] == [line for line in lines(folder) if "completeness" in line]


def test_many_strings_are_shared_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the work is shared out, the findings are the same."""
    alone = lines(folder, "--no-cache")
    monkeypatch.setattr("i18n.pipeline.checking._SHARE", 1)

    assert alone == lines(folder, "--no-cache")
