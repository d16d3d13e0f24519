"""Translated pages as a site's owner has them, brought into a catalog."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import Ran, catalog, run, site, tree

ES = "locales/es/LC_MESSAGES/site.po"
CONFIGURATION = '[site]\ntitle = "Practice"\nsource = "en"\nlocales = ["es"]\n'
VISIT = """\
---
title: Your visit
---

# Your visit to the clinic

Bring [the form](form.md) with you.

Do not drive for 24 hours.
"""
VISITA = """\
---
title: Su visita
---

# Su visita a la clínica

Traiga [el formulario](form.md).

No conduzca durante 24 horas.
"""
STRINGS = {
    "Your visit": "Su visita",
    "Your visit to the clinic": "Su visita a la clínica",
    "Bring [the form](form.md) with you.": "Traiga [el formulario](form.md).",
    "Do not drive for 24 hours.": "No conduzca durante 24 horas.",
}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A site with a page, an empty catalog, and the page's translation in a folder of its own."""
    files = {
        "site/i18n.toml": CONFIGURATION,
        "site/content/visit.md": VISIT,
        "site/templates/page.html": "{{ page.content }}",
        "old/es/visit.md": VISITA,
    }
    site(tmp_path, files)
    assert 0 == run(tmp_path / "site", "update", "es").code
    return tmp_path / "site"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def align(practice: Path, *arguments: str, page: Path | None = None) -> Ran:
    return run(practice, "align", "es", str(page or practice.parent / "old/es/visit.md"), *arguments)


def entries(practice: Path) -> dict[str, tuple[str, bool]]:
    """What the catalog says: msgid to string, and whether it is fuzzy."""
    from i18n import po

    found = po.read((practice / ES).read_bytes(), ES, domain="site", locale="es")
    return {key.id: (message.strings[0], message.fuzzy) for key, message in found.messages.items()}


def test_fills(practice: Path) -> None:
    """Every message of the page gets its string, fuzzy; exit code 0."""
    ran = align(practice)

    page = practice.parent / "old/es/visit.md"
    assert f"{page} from content/visit.md: 4 aligned, 0 left\n{ES}: written\n" == ran.out
    assert 0 == ran.code
    assert {text: (string, True) for text, string in STRINGS.items()} == entries(practice)


def test_nothing_else_changes(practice: Path) -> None:
    """Beside the strings and the marks not a byte of the site changes, and nothing is recorded."""
    before = tree(practice)
    lines = before[ES].decode().split("\n")

    align(practice)

    after = tree(practice)
    changed = [line for line in after.pop(ES).decode().split("\n") if line not in lines]
    assert ["#, fuzzy", *(f'msgstr "{string}"' for string in STRINGS.values())] == sorted(
        set(changed), key=changed.index
    )
    assert {name: data for name, data in before.items() if name != ES} == after


def test_twice(practice: Path) -> None:
    """The second time there is nothing to do."""
    align(practice)
    before = tree(practice)

    ran = align(practice)

    assert "4 aligned (4 already had a string), 0 left\n" in ran.out
    assert 0 == ran.code
    assert before == tree(practice)


def test_dry_run(practice: Path) -> None:
    """With --dry-run it says the same and writes nothing."""
    before = tree(practice)

    ran = align(practice, "--dry-run")

    assert "4 aligned, 0 left\n" in ran.out
    assert f"{ES}: would be written\n" in ran.out
    assert before == tree(practice)


def test_left(practice: Path) -> None:
    """What has no partner is listed with its place on both sides, quiet or not; exit code 1."""
    page = write(practice.parent / "old/es/visit.md", VISITA.replace("Traiga [el formulario](form.md).\n", ""))
    write(practice / "content/visit.md", VISIT.replace("Do not drive for 24 hours.", "Call 911 when `x` [b](c.md)"))

    ran = align(practice, "-q")

    assert [
        "  content/visit.md:7: no certain translation: 'Bring [the form](form.md) with you.'",
        "  content/visit.md:9: no certain translation: 'Call 911 when `x` [b](c.md)'",
        f"  {page}:8: no certain source: 'No conduzca durante 24 horas.'",
    ] == ran.out.splitlines()
    assert 1 == ran.code


def test_long_texts_are_cut(practice: Path) -> None:
    """Of a text that is left over so much is shown that it can be found."""
    write(practice.parent / "old/es/visit.md", VISITA + "\n- " + "palabra " * 20 + "\n")

    assert f"'{('palabra ' * 20)[:59]}…'" in align(practice).out


def test_string_stays(practice: Path) -> None:
    """A message that has a string keeps it; where the page says something else, that is listed with both places."""
    mine = {
        "Bring [the form](form.md) with you.": "Traiga [el formulario](form.md).",
        "Do not drive for 24 hours.": "Mía",
    }
    write(practice / ES, catalog(mine))
    assert 0 == run(practice, "update", "es").code
    line = (practice / ES).read_text(encoding="utf-8").split("\n").index('msgid "Do not drive for 24 hours."') + 1

    ran = align(practice)

    page = practice.parent / "old/es/visit.md"
    assert f"  {ES}:{line}: keeps its string; {page}:9 has 'No conduzca durante 24 horas.'\n" in ran.out
    assert "4 aligned (2 already had a string), 0 left\n" in ran.out
    assert 0 == ran.code
    assert ("Mía", False) == entries(practice)["Do not drive for 24 hours."]
    assert ("Su visita a la clínica", True) == entries(practice)["Your visit to the clinic"]


def test_new_messages(practice: Path) -> None:
    """Messages that the catalog lacks are added as `update` would, and the page's string counts more than a guess."""
    write(practice / ES, catalog({"Do not drive for 25 hours.": "No conduzca durante 25 horas."}))

    assert 0 == align(practice).code

    assert {text: (string, True) for text, string in STRINGS.items()} == entries(practice)
    text = (practice / ES).read_text(encoding="utf-8")
    assert '#~ msgstr "No conduzca durante 25 horas."' in text
    assert "#|" not in text


def test_without_catalog(practice: Path) -> None:
    """A language that has no catalog yet gets one."""
    (practice / ES).unlink()

    assert 0 == align(practice).code
    assert {text: (string, True) for text, string in STRINGS.items()} == entries(practice)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("es/guide/visit.md", "content/guide/visit.md"),
        ("es/visit.md", "content/visit.md"),
        ("guide/visit.es.md", "content/guide/visit.md"),
        ("es/visit_ES.md", "content/visit.md"),
        ("es/elsewhere/after.md", "content/guide/after.md"),
    ],
)
def test_source_by_path(practice: Path, name: str, source: str) -> None:
    """The source is the page that the file's path ends in, the locale in its name left out, or the only namesake."""
    write(practice / "content/guide/visit.md", "A guided tour\n")
    write(practice / "content/guide/after.md", "Afterwards you rest\n")
    page = write(practice.parent / "old" / name, "Una frase\n")

    assert f"{page} from {source}: " in align(practice, "--dry-run", page=page).out


def test_beside_its_source(practice: Path) -> None:
    """A translated page among the sources is not taken for its own source."""
    page = write(practice / "content/es/visit.md", VISITA)

    assert f"{page} from content/visit.md: 4 aligned, 0 left\n" in align(practice, "--dry-run", page=page).out


@pytest.mark.parametrize("named", ["content/visit.md", "visit.md"])
def test_source_by_name(practice: Path, named: str) -> None:
    """--source names the source of a file that is called otherwise."""
    page = write(practice.parent / "besuch.md", VISITA)

    assert f"{page} from content/visit.md: 4 aligned, 0 left\n" in align(practice, "--source", named, page=page).out


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("visti.md", (), "no source page has this name; name one with --source: content/visit.md"),
        ("zzz.md", (), "no source page has this name; name the right one with --source"),
        (
            "x/many.md",
            (),
            "6 source pages have this name; name one with --source: content/0/many.md, content/1/many.md",
        ),
        ("x/many.md", (), "content/4/many.md and 1 more"),
        ("visit.md", ("--source", "content/vsit.md"), "there is no source page 'content/vsit.md'; name one with"),
        ("visit.html", (), "it is no Markdown page; only files that end in .md can be aligned"),
        ("visit.md", ("--source", "visit.md", "other.md"), "--source names the source of one file, and 2 are given"),
    ],
)
def test_mistakes(practice: Path, name: str, arguments: tuple[str, ...], expected: str) -> None:
    """Where the source cannot be told, the error names what it could be, and nothing is done."""
    for number in range(6):
        write(practice / f"content/{number}/many.md", f"Page {number}\n")
    page = write(practice.parent / "old" / name, VISITA)
    before = tree(practice)

    ran = align(practice, *arguments, page=page)

    assert expected in ran.err
    assert 2 == ran.code
    assert before == tree(practice)


def test_no_such_file(practice: Path) -> None:
    """A file that is not there stops the run."""
    ran = align(practice, page=practice.parent / "nowhere.md")

    assert 2 == ran.code
    assert "nowhere.md" in ran.err


def test_other_page_first(practice: Path) -> None:
    """A text of two pages gets the string of the first; where the second has another, it is listed."""
    write(practice / "content/other.md", "Do not drive for 24 hours.\n")
    page = practice.parent / "old/es/visit.md"
    other = write(practice.parent / "old/es/other.md", "No maneje por 24 horas.\n")

    ran = run(practice, "align", "es", str(page), str(other))

    assert f"{other} from content/other.md: 1 aligned (1 already had a string), 0 left\n" in ran.out
    assert f"keeps its string; {other}:1 has 'No maneje por 24 horas.'" in ran.out


def test_hostile_names(practice: Path) -> None:
    """What stands in a page reaches the terminal as text."""
    write(practice.parent / "old/es/visit.md", VISITA + "\n> \x1b[31mrojo\x1b[0m en el terminal\n")

    assert "\x1b" not in align(practice).out
