"""A language's texts out to other tools, and back."""

from __future__ import annotations

import csv
import difflib
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from i18n.model import Catalog
from tests.helpers import HEADER, Ran, command, run, site, tree

ES = "locales/es/LC_MESSAGES/site.po"
LEDGER = "locales/es/reviews.jsonl"
HEAD = HEADER.format(language="es", plurals="nplurals=2; plural=n != 1")
CONTENT = "# Garden\n\nA quiet garden.\n\n- Bring *boots*.\n- =1+1 is two.\n\nClosed in winter.\n"
FORMATS = ("work.xlf", "work.xliff", "work.tmx", "work.csv", "work.xlsx")


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """A site whose catalog is up to date: three strings, one of them fuzzy, two missing."""
    folder = site(
        tmp_path / "garden",
        {
            "i18n.toml": '[site]\ntitle = "Garden"\nlocales = ["es", "fr"]\n',
            "content/index.md": CONTENT,
            "content/more.md": "# More\n\nHow to come.\n",
            ES: HEAD
            + '\n# ask Ana\nmsgid "Garden"\nmsgstr "Jardín"\n'
            + '\n#, fuzzy\n#| msgid "A garden."\nmsgid "A quiet garden."\nmsgstr "Un jardín."\n'
            + '\nmsgid "Bring *boots*."\nmsgstr "Traiga\tsus *botas*."\n'
            + '\nmsgid "=1+1 is two."\nmsgstr "=1+1 son dos."\n',
        },
    )
    assert 0 == run(folder, "update").code
    return folder


def export(garden: Path, name: str, *more: str) -> Path:
    file = garden.parent / name
    version = ("--version", "2.0") if name.endswith("xliff") else ()
    done = run(garden, "export", "es", str(file), *version, *more)
    assert (0, "") == (done.code, done.err)
    return file


def bring(garden: Path, file: Path, *more: str) -> Ran:
    return run(garden, "import", "es", str(file), *more)


def edit(file: Path, changes: dict[str, str]) -> None:
    """Other strings in a file, as its tool would put them there."""
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        for row in book.active.iter_rows():
            for cell in row:
                if cell.value in changes:
                    cell.value = changes[cell.value]
        book.save(file)
        return
    text = file.read_bytes().decode()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    file.write_bytes(text.encode())


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def difference(old: bytes, new: bytes) -> list[str]:
    """The lines that were taken out and put in."""
    lines = difflib.ndiff(old.decode().splitlines(), new.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


# --- round trips ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_round_trip(garden: Path, name: str) -> None:
    """What is exported and imported without a change writes no byte, whatever is asked for."""
    file = export(garden, name)
    before = tree(garden)
    times = (garden / ES).stat().st_mtime_ns
    for more in ((), ("--theirs",), ("--finished",), ("--record", "--by", "ana")):
        done = bring(garden, file, *more)

        assert (0, "") == (done.code, done.err)
        assert "0 entered, " in done.out
    assert (before, times) == (tree(garden), (garden / ES).stat().st_mtime_ns)


@pytest.mark.parametrize("name", FORMATS)
def test_one_string(garden: Path, name: str) -> None:
    """One string that changed in the file is one line that changes in the catalog."""
    file = export(garden, name)
    before = (garden / ES).read_bytes()
    edit(file, {"Jardín": "El jardín"})
    done = bring(garden, file)

    assert (0, "") == (done.code, done.err)
    assert ['- msgstr "Jardín"', '+ msgstr "El jardín"'] == difference(before, (garden / ES).read_bytes())
    assert f"{ES}\n1 entered, " in done.out
    assert "i18n check es" in done.out


def test_catalog_in_odd_layout(garden: Path) -> None:
    """Entries that the file did not change keep their layout, whoever wrote them."""
    replace(garden, ES, 'msgstr "Traiga\\tsus *botas*."', 'msgstr ""\n"Traiga\\tsus "\n"*botas*."')
    file = export(garden, "work.xlf")
    before = (garden / ES).read_bytes()
    edit(file, {"Jardín": "El jardín"})

    assert 0 == bring(garden, file).code
    assert ['- msgstr "Jardín"', '+ msgstr "El jardín"'] == difference(before, (garden / ES).read_bytes())


def test_formulas(garden: Path) -> None:
    """A text that looks like a formula leaves quoted, and comes back as it is (S-21)."""
    file = export(garden, "work.csv")
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))

    assert [("'=1+1 is two.", "'=1+1 son dos.")] == [(row[1], row[3]) for row in rows if "two" in row[1]]
    assert [] == [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_fuzzy_and_missing(garden: Path) -> None:
    """A string that the tool calls translated is finished; one whose state it does not say is fuzzy."""
    file = export(garden, "work.xlf")
    edit(
        file,
        {
            '<target state="needs-review-translation">Un jardín.': '<target state="final">Un jardín tranquilo.',
            "<source>How to come.</source>": "<source>How to come.</source><target>Cómo llegar.</target>",
        },
    )
    before = (garden / ES).read_bytes()
    assert 0 == bring(garden, file).code

    assert [
        "- #, fuzzy",
        '- #| msgid "A garden."',
        '- msgstr "Un jardín."',
        '+ msgstr "Un jardín tranquilo."',
        "+ #, fuzzy",
        '- msgstr ""',
        '+ msgstr "Cómo llegar."',
    ] == difference(before, (garden / ES).read_bytes())


def test_finished(garden: Path) -> None:
    """Strings of tools that know no states can be taken as finished."""
    file = export(garden, "work.csv")
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    for row in rows:
        row[3] = row[3] or f"es: {row[1]}"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    file.write_text(text.getvalue(), "utf-8")

    assert 0 == bring(garden, file, "--finished").code
    assert 'msgstr "es: Closed in winter."' in (garden / ES).read_text("utf-8")
    assert 1 == (garden / ES).read_text("utf-8").count("fuzzy")


# --- what is chosen ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "inside", "outside"),
    [
        (("--only", "untranslated"), "Closed in winter.", "Garden"),
        (("--only", "fuzzy"), "A quiet garden.", "Closed in winter."),
        (("--only", "translated"), "Garden", "Closed in winter."),
        (("--page", "content/more.md"), "How to come.", "Garden"),
    ],
)
def test_choice(garden: Path, more: tuple[str, ...], inside: str, outside: str) -> None:
    """Texts are chosen by state and by page."""
    text = export(garden, "work.xlf", *more).read_text("utf-8")

    assert f"<source>{inside}</source>" in text
    assert f"<source>{outside}</source>" not in text


def test_memory_holds_what_is_finished(garden: Path) -> None:
    """A memory gets no fuzzy string, which its tool would offer as finished; with --only all it does."""
    assert "Un jardín." not in export(garden, "work.tmx").read_text("utf-8")
    assert "Un jardín." in export(garden, "all.tmx", "--only", "all").read_text("utf-8")


def test_catalog_behind_the_sources(garden: Path) -> None:
    """Texts that are not in the catalog yet are counted, with what to do."""
    replace(garden, "content/more.md", "How to come.", "How to come.\n\nBy bus.")
    done = run(garden, "export", "es", str(garden.parent / "work.xlf"))

    assert "1 more of the site are not in the catalog yet; `i18n update es` brings them." in done.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("es", "work.doc"), "'work.doc' is none of .csv, .tmx, .xlf, .xliff, .xlsx"),
        (("de", "work.xlf"), "'de' is not a language of this site"),
        (("fr", "work.xlf"), "locales/fr/LC_MESSAGES/site.po is not there yet; run `i18n update fr`"),
        (("es", "work.xlf", "--page", "content/mor.md"), "did you mean 'content/more.md'?"),
        (("es", "work.xlf", "--page", "x"), "no text stands in 'x'"),
        (("es", "work.xlf", "--only", "fuzzy", "--page", "content/more.md"), "no message of es is fuzzy"),
    ],
)
def test_wrong_export(garden: Path, arguments: tuple[str, ...], expected: str) -> None:
    """What cannot be exported is said in one line; nothing is written."""
    (garden / "locales/fr/LC_MESSAGES/site.po").unlink()
    before = tree(garden)
    done = command(["export", *arguments], garden)

    assert (2, "") == (done.code, done.out)
    assert expected in done.err
    assert before == tree(garden)


def test_work_is_not_replaced(garden: Path) -> None:
    """A file that is already there may hold work that was not imported: it stays, unless told otherwise."""
    file = export(garden, "work.xlf")
    export(garden, "work.xlf")
    edit(file, {"Jardín": "El jardín"})
    worked = file.read_bytes()
    done = run(garden, "export", "es", str(file))

    assert (2, worked) == (done.code, file.read_bytes())
    assert "may hold work; import it first, or replace it: --force" in done.err
    assert 0 == run(garden, "export", "es", str(file), "--force").code
    assert worked != file.read_bytes()


OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="5.7.1"
   segtype="paragraph" srclang="en"/>
  <body>
    <tu>
      <tuv lang="en"><seg>How to come.</seg></tuv>
      <tuv lang="es" changeid="ana" changedate="20261120T000000Z"><seg>Cómo llegar.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def test_omegat(garden: Path) -> None:
    """Strings without a state, as OmegaT writes them, are finished with --finished; its copies of the source are not
    entered; and the memory that it saves is one for `update`."""
    file = export(garden, "work.xlf", "--only", "untranslated")
    given = "<source>Closed in winter.</source>"
    edit(file, {given: given + "<target>Cerrado en invierno.</target>"})
    edit(file, {"<source>More</source>": "<source>More</source><target>More</target>"})
    done = bring(garden, file, "--finished")
    memory = site(garden.parent, {"project_save.tmx": OMEGAT}) / "project_save.tmx"
    updated = run(garden, "update", "es", "--memory", str(memory))
    text = (garden / ES).read_text("utf-8")

    assert (0, 0) == (done.code, updated.code)
    assert "exchange.copy" in done.err
    assert 'msgid "Closed in winter."\nmsgstr "Cerrado en invierno."\n' in text
    assert 'msgid "More"\nmsgstr ""\n' in text
    assert '#, fuzzy\nmsgid "How to come."\nmsgstr "Cómo llegar."\n' in text


# --- what is left --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_both_changed(garden: Path, name: str) -> None:
    """A string that changed on both sides stays, and both are shown; --theirs takes the file's; in every format."""
    file = export(garden, name)
    edit(file, {"Jardín": "El jardín"})
    replace(garden, ES, 'msgstr "Jardín"', 'msgstr "Huerto"')
    before = tree(garden)
    done = bring(garden, file)

    assert (1, before) == (done.code, tree(garden))
    assert "the file has 'El jardín', the catalog 'Huerto', which was changed since and stays" in done.err
    assert ", 1 left out" in done.out

    done = bring(garden, file, "--theirs")
    assert 0 == done.code
    assert "'Huerto', which was replaced" in done.err
    assert 'msgstr "El jardín"' in (garden / ES).read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_source_is_gone(garden: Path, name: str) -> None:
    """A string whose source was edited meanwhile comes under no other text, and is listed; in every format."""
    file = export(garden, name)
    edit(file, {"Jardín": "El jardín"})
    replace(garden, "content/index.md", "# Garden", "# Gardens")
    run(garden, "update")
    before = tree(garden)
    done = bring(garden, file)

    assert (1, before) == (done.code, tree(garden))
    assert "the catalog has no message 'Garden' any more; its string 'El jardín'" in done.err


def test_dry_run(garden: Path) -> None:
    """A dry run says what would happen, and writes nothing."""
    file = export(garden, "work.xlf")
    edit(file, {"Jardín": "El jardín"})
    before = tree(garden)
    done = bring(garden, file, "--dry-run", "--record", "--by", "ana")

    assert (0, before) == (done.code, tree(garden))
    assert "1 entered, " in done.out
    assert "(nothing was written)" in done.out


def test_gate(garden: Path) -> None:
    """A string that the gate refuses is entered all the same, and the gate refuses it."""
    file = export(garden, "work.xlf")
    edit(file, {"Jardín": "&lt;script>alert(1)&lt;/script>"})

    assert 0 == bring(garden, file).code
    assert "<script>" in (garden / ES).read_text("utf-8")
    assert "markup.html" in run(garden, "check", "es").out


def test_another_language(garden: Path) -> None:
    """A file in another language is refused."""
    file = export(garden, "work.xlf")
    edit(file, {'target-language="es"': 'target-language="fr"'})
    done = bring(garden, file)

    assert 2 == done.code
    assert "the file is in 'fr', not in 'es'" in done.err
    edit(file, {'target-language="fr"': 'target-language="es-MX"'})
    assert 0 == bring(garden, file).code


@pytest.mark.parametrize("data", [b"", b"<xliff", b"<!DOCTYPE xliff [<!ENTITY a 'b'>]><xliff/>"])
def test_unreadable(garden: Path, data: bytes) -> None:
    """A file that cannot be read whole changes nothing, and is named with the line."""
    before = tree(garden)
    file = garden.parent / "work.xlf"
    file.write_bytes(data)
    done = bring(garden, file)

    assert (2, before) == (done.code, tree(garden))
    assert f"{file}:1" in done.err


def test_no_file(garden: Path) -> None:
    """A missing file, and half of --record, are said."""
    missing = bring(garden, garden.parent / "no.xlf")
    half = bring(garden, export(garden, "work.xlf"), "--record")

    assert (2, 2) == (missing.code, half.code)
    assert "cannot be read: no such file or directory" in missing.err
    assert "--record and --by belong together" in half.err


def test_terminal_escapes(garden: Path) -> None:
    """Nothing that a file holds commands the terminal."""
    file = export(garden, "work.csv")
    edit(file, {"Jardín": "\x1b[31mred\u202e"})
    done = bring(garden, file)

    assert 1 == done.code
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err


# --- the ledger ----------------------------------------------------------------------------------


def test_ledger(garden: Path) -> None:
    """The ledger is told only where that is asked for; it says who, and approves nothing."""
    file = export(garden, "work.xlf")
    edit(file, {"Jardín": "El jardín", "Un jardín.": "Un jardín quieto."})
    assert 0 == bring(garden, file).code
    assert not (garden / LEDGER).exists()

    edit(file, {"El jardín": "Los jardines"})
    done = bring(garden, file, "--record", "--by", "ana", "--theirs")
    record = json.loads((garden / LEDGER).read_text("utf-8"))

    assert (0, "1 new record in the ledger" in done.out) == (done.code, True)
    assert ("translated", "imported", "ana", "work.xlf") == tuple(
        record[key] for key in ("act", "origin", "by", "note")
    )


# --- not alone ------------------------------------------------------------------------------------


def test_editor_at_the_same_time(garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog that an editor saves while the import is at work is not overwritten (R-04)."""
    file = export(garden, "work.xlf")
    edit(file, {"Jardín": "El jardín"})
    _after_reading(monkeypatch, lambda: replace(garden, ES, "sus *botas*", "unas *botas*"))
    done = bring(garden, file)

    assert 2 == done.code
    assert "somebody changed the file in the meantime; nothing was written" in done.err
    assert "unas *botas*" in (garden / ES).read_text("utf-8")


def _after_reading(monkeypatch: pytest.MonkeyPatch, save: Callable[[], None]) -> None:
    """Saves another file when the import has read the catalog and has not written yet."""
    from i18n import po

    confirm = po.confirm

    def saving(catalog: Catalog, data: bytes) -> None:
        save()
        confirm(catalog, data)

    monkeypatch.setattr(po, "confirm", saving)
