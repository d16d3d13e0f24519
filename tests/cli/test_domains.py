"""Catalogs by domain: one for all, for all pages, for each section or for each page."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import polib
import pytest

from tests.helpers import catalog, practice, run, site, tree

STRINGS = {"Home": "Inicio", "Welcome.": "Bienvenido.", "Visit": "Visita", "Ring.": "Llame.", "Call us": "Llámenos"}
FOLDER = "locales/es/LC_MESSAGES"
FILES = {
    "content/index.md": "# Home\n\nWelcome.\n",
    "content/guide/visit.md": "# Visit\n\nWelcome.\n\nRing.\n",
    "templates/page.html": "<html><head></head><body>{{ content }}{{ _('Call us') }}</body></html>\n",
}
NAMES = {
    "one": {"site": {"Home", "Welcome.", "Visit", "Ring.", "Call us"}},
    "content": {"site": {"Call us"}, "content": {"Home", "Welcome.", "Visit", "Ring."}},
    "section": {"site": {"Welcome.", "Call us"}, "content": {"Home"}, "guide": {"Visit", "Ring."}},
    "page": {"site": {"Welcome.", "Call us"}, "index": {"Home"}, "guide.visit": {"Visit", "Ring."}},
}
"""How each choice shares the texts out."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site whose one catalog is up to date."""
    made = site(tmp_path / "site", {**FILES, "i18n.toml": "", f"{FOLDER}/site.po": catalog(STRINGS)})
    assert 0 == run(made, "update").code
    return made


def choose(folder: Path, kind: str) -> None:
    site(folder, {"i18n.toml": f'[content]\ndomains = "{kind}"\n'})


def live(folder: Path, below: str = FOLDER) -> dict[str, dict[str, str]]:
    """The strings of each catalog by source text, without obsolete ones."""
    return {
        path.stem: {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete}
        for path in sorted((folder / below).glob("*.po*"))
    }


@pytest.mark.parametrize("kind", NAMES)
def test_one_template_catalog_for_each(folder: Path, kind: str) -> None:
    """Every domain has its template catalog; a text that stands in several is in the site's own."""
    choose(folder, kind)

    said = run(folder, "extract").out

    assert NAMES[kind] == {name: set(strings) for name, strings in live(folder, "locales").items()}
    assert NAMES[kind].keys() == set(re.findall(r"^locales/(\S+)\.pot: \d+ messages", said, re.MULTILINE))


@pytest.mark.parametrize("kind", ["content", "section", "page"])
def test_strings_move(folder: Path, kind: str) -> None:
    """After another choice every string is in the catalog where its text is, finished, and nothing is left behind."""
    choose(folder, kind)

    assert 0 == run(folder, "update").code

    assert NAMES[kind] == {name: set(strings) for name, strings in live(folder).items()}
    assert STRINGS == {key: string for strings in live(folder).values() for key, string in strings.items()}
    for path in (folder / FOLDER).iterdir():
        text = path.read_text(encoding="utf-8")
        assert "#~" not in text
        assert "fuzzy" not in text
        assert 0 == subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)]).returncode
    assert 0 == run(folder, "update", "--check").code


@pytest.mark.parametrize("kind", ["content", "section", "page"])
def test_there_and_back(folder: Path, kind: str) -> None:
    """The way back ends where it began; the catalogs that are no longer used have nothing but their header."""
    before = live(folder)
    choose(folder, kind)
    assert 0 == run(folder, "update").code
    choose(folder, "one")

    assert 0 == run(folder, "update").code

    after = live(folder)
    assert before["site"] == after.pop("site")
    assert {name: {} for name in NAMES[kind] if name != "site"} == after
    assert {name: {} for name in after} == {k: v for k, v in live(folder, "locales").items() if k != "site"}
    assert 0 == run(folder, "update", "--check").code


def test_all_that_an_entry_says_moves(folder: Path) -> None:
    """Marks, notes and earlier source texts move too, and an unfinished string is not lost."""
    path = folder / FOLDER / "site.po"
    text = path.read_text(encoding="utf-8")
    entry = re.search(r'#\. paragraph\n#: content/guide/visit\.md#visit\nmsgid "Ring\."\nmsgstr "Llame\."\n', text)
    assert entry
    changed = "# Ask Ana.\n" + entry[0].replace("msgid", '#, fuzzy\n#| msgid "Ring!"\nmsgid', 1)
    path.write_text(text.replace(entry[0], changed), encoding="utf-8")
    choose(folder, "page")

    assert 0 == run(folder, "update").code

    assert changed in (folder / FOLDER / "guide.visit.po").read_text(encoding="utf-8")
    assert "Ring" not in path.read_text(encoding="utf-8")


def test_page_that_moves(folder: Path) -> None:
    """A page that gets another name takes its strings along; its old catalog has nothing but its header."""
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    (folder / "content/guide/visit.md").rename(folder / "content/guide/come.md")

    done = run(folder, "update")

    assert {"Visit": "Visita", "Ring.": "Llame."} == live(folder)["guide.come"]
    assert {} == live(folder)["guide.visit"]
    assert "#~" not in (folder / FOLDER / "guide.visit.po").read_text(encoding="utf-8")
    assert f"{FOLDER}/guide.come.po: 2 moved\n" in done.out
    assert f"{FOLDER}/guide.visit.po: 2 moved\n" in done.out


def test_text_that_a_second_page_uses(folder: Path) -> None:
    """A text that a second page uses too moves to the site's catalog, and back when it stands in one again."""
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    site(folder, {"content/index.md": "# Home\n\nWelcome.\n\nRing.\n"})

    assert 0 == run(folder, "update").code
    assert {"Welcome.", "Call us", "Ring."} == live(folder)["site"].keys()
    assert "Llame." == live(folder)["site"]["Ring."]

    site(folder, FILES)
    assert 0 == run(folder, "update").code
    assert "Llame." == live(folder)["guide.visit"]["Ring."]
    assert {"Welcome.", "Call us"} == live(folder)["site"].keys()


def test_text_that_goes(folder: Path) -> None:
    """A text that no source has any more becomes obsolete where it was."""
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    site(folder, {"content/guide/visit.md": "# Visit\n\nWelcome.\n"})

    assert 0 == run(folder, "update").code

    assert '#~ msgstr "Llame."' in (folder / FOLDER / "guide.visit.po").read_text(encoding="utf-8")


def test_page_that_goes(folder: Path) -> None:
    """What stood on a page that is gone becomes obsolete in its catalog."""
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    (folder / "content/guide/visit.md").unlink()

    assert 0 == run(folder, "update").code

    text = (folder / FOLDER / "guide.visit.po").read_text(encoding="utf-8")
    assert ['#~ msgid "Visit"', '#~ msgid "Ring."'] == re.findall(r"^#~ msgid.*", text, re.MULTILINE)
    assert {} == live(folder)["guide.visit"]
    assert "Bienvenido." == live(folder)["index"]["Welcome."]


def test_two_strings_of_one_text(folder: Path) -> None:
    """Of two catalogs that say different things, the one that the text belongs to wins, and the other keeps its own."""
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    other = folder / FOLDER / "index.po"
    again = '\n#: content/index.md\nmsgid "Ring."\nmsgstr "Toque el timbre."\n'
    other.write_text(other.read_text(encoding="utf-8") + again, encoding="utf-8")

    assert 0 == run(folder, "update").code

    assert "Llame." == live(folder)["guide.visit"]["Ring."]
    assert '#~ msgstr "Toque el timbre."' in other.read_text(encoding="utf-8")


def test_run_that_was_cut_short(folder: Path) -> None:
    """A catalog that still has what another has already got loses it at the next run, and no string changes."""
    before = (folder / FOLDER / "site.po").read_bytes()
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    expected = tree(folder / FOLDER)
    (folder / FOLDER / "site.po").write_bytes(before)

    assert 0 == run(folder, "update").code

    assert expected == tree(folder / FOLDER)


def test_finished_string_is_preferred(folder: Path) -> None:
    """Of two catalogs that lose a text to a third, the finished string moves."""
    choose(folder, "page")
    assert 0 == run(folder, "update").code
    (folder / FOLDER / "guide.visit.po").unlink()
    for name, flag, string in (("site", "#, fuzzy\n", "Toque."), ("index", "", "Llame.")):
        path = folder / FOLDER / f"{name}.po"
        entry = f'\n#: content/index.md\n{flag}msgid "Ring."\nmsgstr "{string}"\n'
        path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")

    assert 0 == run(folder, "update").code

    assert "Llame." == live(folder)["guide.visit"]["Ring."]
    assert "Toque." in (folder / FOLDER / "site.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["one", "page"])
def test_catalogs_of_others(folder: Path, kind: str) -> None:
    """A catalog of another program in the same folder is left alone, and so is a template catalog."""
    entry = '\n#: views.py:3\nmsgid "Ring."\nmsgstr "Marque."\n'
    site(folder, {f"{FOLDER}/shop.po": catalog({}) + entry, "locales/shop.pot": catalog({}) + entry})
    site(folder, {"locales/odd.pot": "no catalog"})
    others = (f"{FOLDER}/shop.po", "locales/shop.pot", "locales/odd.pot")
    before = {name: (folder / name).read_bytes() for name in others}
    choose(folder, kind)

    assert 0 == run(folder, "update").code

    assert before == {name: (folder / name).read_bytes() for name in others}


@pytest.mark.parametrize("kind", NAMES)
def test_status_check_and_build(folder: Path, kind: str) -> None:
    """All catalogs of a language together make its edition, however the texts are shared out."""
    choose(folder, kind)
    assert 0 == run(folder, "update").code

    (status,) = json.loads(run(folder, "status", "--format", "json").out)
    assert (5, 5) == (status["total"], status["translated"])
    found = json.loads(run(folder, "check", "--format", "json").out)
    assert [] == [one["check"] for one in found["findings"] if one["check"].startswith("po.")]
    assert 0 == run(folder, "build", "-q", "--jobs", "1").code
    page = (folder / "public/es/guide/visit/index.html").read_text(encoding="utf-8")
    for string in ("Visita", "Bienvenido.", "Llame.", "Llámenos"):
        assert string in page


def test_new_language(folder: Path) -> None:
    """A new language begins with every catalog; once one of them is there, nothing is written."""
    choose(folder, "section")

    done = run(folder, "add", "fr")

    assert NAMES["section"] == {name: set(one) for name, one in live(folder, "locales/fr/LC_MESSAGES").items()}
    assert "locales/fr/LC_MESSAGES/guide.po: 2 messages to translate into français (fr)\n" in done.out
    before = tree(folder)
    (folder / "locales/fr/LC_MESSAGES/content.po").unlink()
    before.pop("locales/fr/LC_MESSAGES/content.po")
    assert 2 == run(folder, "add", "fr").code
    assert before == tree(folder)


def test_pages_alone(tmp_path: Path) -> None:
    """A site without templates and data has no catalog of its own."""
    folder = site(tmp_path, {"content/index.md": "Hi\n", "i18n.toml": '[content]\ndomains = "content"\n'})

    assert 0 == run(folder, "extract").code
    assert 0 == run(folder, "add", "es").code
    assert 0 == run(folder, "update").code

    assert {"content": {"Hi"}} == {name: set(one) for name, one in live(folder, "locales").items()}
    assert {"content": {"Hi": ""}} == live(folder)


def test_names_that_clash(folder: Path) -> None:
    """A page whose catalog would be another's stops the run before anything is written."""
    site(folder, {"content/site.md": "Text\n"})
    choose(folder, "page")
    before = tree(folder)

    for verb in (["extract"], ["update"], ["add", "fr"], ["extract", "--format", "json"]):
        done = run(folder, *verb)
        assert 2 == done.code
        assert "content/site.md:1: its catalog 'site' would be the same file as the one of templates" in done.err
    assert before == tree(folder)


def test_practice(tmp_path: Path) -> None:
    """The site of this repository: shared out by page and put together again, every string is where it was."""
    folder = practice(tmp_path / "practice")
    assert 0 == run(folder, "update").code
    before = {path.parents[1].name: live(folder, str(path.parent)) for path in folder.glob("locales/*/*/site.po")}
    settings = (folder / "i18n.toml").read_text(encoding="utf-8")

    site(folder, {"i18n.toml": f'{settings}\n[content]\ndomains = "page"\n'})
    assert 0 == run(folder, "update").code
    for tag, names in before.items():
        together: dict[str, str] = {}
        for strings in live(folder, f"locales/{tag}/LC_MESSAGES").values():
            assert not together.keys() & strings.keys()
            together |= strings
        assert names["site"] == together

    site(folder, {"i18n.toml": settings})
    assert 0 == run(folder, "update").code
    assert {tag: names["site"] for tag, names in before.items()} == {
        path.parents[1].name: live(folder, str(path.parent))["site"] for path in folder.glob("locales/*/*/site.po")
    }
