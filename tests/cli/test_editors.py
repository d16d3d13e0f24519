"""The ledger and other people's tools: whatever saves a real catalog, every pair stays the pair that was approved."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from translate.storage import pypo

from i18n import ledger, po
from i18n.model import Catalog
from tests.helpers import ROOT, catalog, run, site

LOCALES = ("ar", "es", "ko", "ru", "vi", "zh_Hans")
"""Those of the site of the repository: every script and direction that it has."""
CONTEXTS = b"""

msgctxt "menu"
msgid "Tea"
msgstr "Te"

msgctxt ""
msgid "Tea"
msgstr "Te negro"

#, python-format
msgid "%d cup of a long tea, whose name goes on and on until no line of seventy-nine columns can hold it\\n"
msgid_plural "%d cups\\t\\"of\\" tea\\n"
msgstr[0] "%d taza de un t\xc3\xa9 largo, cuyo nombre sigue y sigue hasta que ninguna l\xc3\xadnea lo puede contener\\n"
msgstr[1] "%d tazas\\n"

#~ msgid "Coffee"
#~ msgstr "Caf\xc3\xa9"
"""
"""What the site's own catalogs lack: contexts, one of them empty, plurals, escapes, an obsolete entry."""


def gettext(*arguments: str) -> Callable[[Path], None]:
    """A program of gettext that writes to its standard output."""

    def save(path: Path) -> None:
        done = subprocess.run([*arguments, str(path)], capture_output=True, check=True)
        path.write_bytes(done.stdout)

    return save


def msgmerge(path: Path) -> None:
    """Against the template that the catalog itself is, as a translator's editor does after an update."""
    template = path.with_suffix(".template")
    template.write_bytes(path.read_bytes())
    done = subprocess.run(["msgmerge", "-q", str(path), str(template)], capture_output=True, check=True)
    path.write_bytes(done.stdout)
    template.unlink()


def poedit(*wrapping: str) -> Callable[[Path], None]:
    """Its chain: every entry written on few long lines, put through msgcat with its setting for line breaks, compiled.

    Source: `POCatalog::Save` in Poedit's src/catalog_po.cpp. Its own file keeps no flag, comment or layout of an entry,
    but all of its fields, as polib's does.
    """

    def save(path: Path) -> None:
        polib.pofile(str(path), wrapwidth=10_000).save()
        gettext("msgcat", "--force-po", *wrapping)(path)
        compiled = path.with_suffix(".mo")
        subprocess.run(["msgfmt", "-c", "-o", str(compiled), str(path)], capture_output=True, check=True)
        compiled.unlink()

    return save


def with_polib(path: Path) -> None:
    polib.pofile(str(path), wrapwidth=60).save()


def toolkit(path: Path) -> None:
    """The reader and writer of translate-toolkit, which Weblate and Pootle save with."""
    store = pypo.pofile(io.BytesIO(path.read_bytes()))
    path.write_bytes(bytes(store))


def weblate(width: int) -> Callable[[Path], None]:
    """The same after an edit of one string that is put back, with a new header and Weblate's choice of line breaks.

    The choices are those of its `po_line_wrap`: 77 columns, 65535 for line feeds alone, -1 for none.
    """

    def save(path: Path) -> None:
        store = pypo.pofile(io.BytesIO(path.read_bytes()), width=width)
        unit = next(one for one in store.units if one.istranslated() and not one.isheader() and not one.hasplural())
        before = unit.target
        unit.target = "x"
        unit.target = before
        store.updateheader(add=True, X_Generator="Weblate 5", Last_Translator="Ana <ana@example.org>")
        path.write_bytes(bytes(store))

    return save


def windows(path: Path) -> None:
    """A byte order mark and line endings of two characters."""
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def ours(path: Path) -> None:
    path.write_bytes(po.write(po.read(path.read_bytes(), "site.po")))


TOOLS: dict[str, Callable[[Path], None]] = {
    "msgcat": gettext("msgcat"),
    "msgcat, narrow": gettext("msgcat", "-w", "40"),
    "msgcat, no wrapping": gettext("msgcat", "--no-wrap"),
    "msgcat, sorted": gettext("msgcat", "--sort-output"),
    "msgcat, by file": gettext("msgcat", "--sort-by-file", "--add-location=never"),
    "msgcat, escapes": gettext("msgcat", "--no-escape"),
    "msgattrib": gettext("msgattrib", "--no-obsolete"),
    "msgmerge": msgmerge,
    "Poedit": poedit("--width=79"),
    "Poedit, no wrapping": poedit("--no-wrap"),
    "Poedit, wrapping of the file": poedit("--width=60"),
    "polib": with_polib,
    "translate-toolkit": toolkit,
    "Weblate": weblate(77),
    "Weblate, no wrapping": weblate(65535),
    "Weblate, not even at line feeds": weblate(-1),
    "Windows": windows,
    "ours": ours,
}


def pairs(catalog: Catalog) -> set[tuple[str, str]]:
    """The hashes to which records are bound, of every live message."""
    return {
        (ledger.source_hash(message.key, message.plural_id), ledger.target_hash(message.strings))
        for message in catalog.messages.values()
    }


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("locale", LOCALES)
def test_saved_by(locale: str, tool: str, tmp_path: Path) -> None:
    """Not one pair changes, so every record still stands, and none is about anything else."""
    content = (ROOT / f"locales/{locale}/LC_MESSAGES/site.po").read_bytes()
    before = po.read(content, "site.po")
    path = tmp_path / "site.po"
    path.write_bytes(content)
    TOOLS[tool](path)

    assert pairs(before) == pairs(po.read(path.read_bytes(), "site.po"))


@pytest.mark.parametrize("tool", TOOLS)
def test_contexts_and_plurals(tool: str, tmp_path: Path) -> None:
    """Nor where a message has a context, an empty one, or plural forms."""
    content = (ROOT / "locales/es/LC_MESSAGES/site.po").read_bytes() + CONTEXTS
    before = po.read(content, "site.po")
    path = tmp_path / "site.po"
    path.write_bytes(content)
    TOOLS[tool](path)

    assert pairs(before) == pairs(po.read(path.read_bytes(), "site.po"))


@pytest.mark.parametrize("width", [77, 65535, -1])
@pytest.mark.parametrize("locale", LOCALES)
def test_weblate_touches_what_was_edited(locale: str, width: int) -> None:
    """Weblate lays out the entries that were edited there, and no other."""
    content = (ROOT / f"locales/{locale}/LC_MESSAGES/site.po").read_bytes()
    store = pypo.pofile(io.BytesIO(content), width=width)
    edited = [unit for unit in store.units if not unit.isheader() and len(unit.target) > 60][::5]
    for unit in edited:
        unit.target = f"{unit.target} {unit.target}"
    saved = bytes(store)
    entries_before, entries_after = content.split(b"\n\n"), saved.split(b"\n\n")
    changed = [entry for entry, old in zip(entries_after, entries_before, strict=True) if entry != old]

    assert len(changed) == len(edited) >= 5


# --- and our next update ---------------------------------------------------------------------------

ES = "locales/es/LC_MESSAGES/site.po"
LONG = "A long sentence that goes on until no line of seventy-nine columns can hold all of its words."
TEXTS = {
    **{
        f"{LONG} It is number N{number}N.": "Una frase larga que sigue hasta que ninguna línea la puede contener, "
        f"con 服药前请咨询医生，每日一次（每次0.5毫克）。服药前请咨询医生，每日一次。 Es la N{number}N."
        for number in range(12)
    },
    "Short.": "Corta.",
    "Say *so*.": 'Dígalo "así".',
    "Gone soon.": "Pronto no está.",
}
PAGE = "# Home\n\n" + "\n\n".join(TEXTS) + "\n"


@pytest.fixture
def translated(tmp_path: Path) -> Path:
    """A site whose catalog is up to date: long strings, a fuzzy and an obsolete one, a strange flag."""
    folder = site(
        tmp_path / "site",
        {
            "i18n.toml": '[site]\nlocales = ["en", "es"]\n',
            "content/index.md": PAGE + "\nAn old sentence of this page.\n\nNever again.\n",
            "content/my page.md": "Short.\n\nWritten twice, in a file with a space.\n",
            ES: catalog({**TEXTS, "An old sentence of this page.": "Una frase.", "Never again.": "Nunca."}),
        },
    )
    assert 0 == run(folder, "update").code
    site(folder, {"content/index.md": PAGE + "\nA new sentence of this page.\n"})
    assert 0 == run(folder, "update").code
    text = (folder / ES).read_text("utf-8")
    assert "#, fuzzy\n#| msgid " in text
    assert '#~ msgid "Never again."' in text
    (folder / ES).write_text(text.replace('msgid "Short."', '#, x-mine\nmsgid "Short."', 1), "utf-8")
    assert 0 == run(folder, "update").code
    return folder


@pytest.mark.parametrize("tool", TOOLS)
def test_update_after(translated: Path, tool: str) -> None:
    """An update with nothing to do keeps every byte that the tool wrote; one with something to do lays out anew the
    entries that changed, and no other."""
    path = translated / ES
    TOOLS[tool](path)
    saved = path.read_bytes()
    assert 0 == run(translated, "update").code
    if tool != "msgcat, by file":  # It takes the references away, and an update puts them back.
        assert saved == path.read_bytes()
    settled = path.read_bytes()
    page = (translated / "content/index.md").read_text("utf-8")
    page = page.replace("N5N", "N55N").replace("Gone soon.", "")
    site(translated, {"content/index.md": page})
    assert 0 == run(translated, "update").code

    before, after = entries(settled), entries(path.read_bytes())
    assert [] == [entry for entry in before ^ after if not re.search("N55?N|Gone soon", entry)]
    assert before ^ after


def entries(data: bytes) -> set[str]:
    return set(data.decode("utf-8-sig").replace("\r\n", "\n").strip("\n").split("\n\n"))
