"""The ledger and other people's tools: whatever saves a real catalog, every pair stays the pair that was approved."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from translate.storage import pypo

from i18n import ledger, po
from i18n.model import Catalog
from tests.helpers import ROOT

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
    template = path.with_suffix(".pot")
    template.write_bytes(path.read_bytes())
    done = subprocess.run(["msgmerge", "-q", str(path), str(template)], capture_output=True, check=True)
    path.write_bytes(done.stdout)


def poedit(path: Path) -> None:
    """Its chain: written, put through msgcat, compiled."""
    saved = polib.pofile(str(path), wrapwidth=79)
    saved.save()
    gettext("msgcat", "--force-po")(path)
    subprocess.run(["msgfmt", "-c", "-o", str(path.with_suffix(".mo")), str(path)], capture_output=True, check=True)


def with_polib(path: Path) -> None:
    polib.pofile(str(path), wrapwidth=60).save()


def toolkit(path: Path) -> None:
    """The reader and writer of translate-toolkit, which Weblate and Pootle save with."""
    store = pypo.pofile(io.BytesIO(path.read_bytes()))
    path.write_bytes(bytes(store))


def weblate(path: Path) -> None:
    """The same after an edit of one string that is put back, and with a new header."""
    store = pypo.pofile(io.BytesIO(path.read_bytes()))
    unit = next(unit for unit in store.units if unit.istranslated() and not unit.isheader() and not unit.hasplural())
    before = unit.target
    unit.target = "x"
    unit.target = before
    store.updateheader(add=True, X_Generator="Weblate 5", Last_Translator="Ana <ana@example.org>")
    path.write_bytes(bytes(store))


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
    "Poedit": poedit,
    "polib": with_polib,
    "translate-toolkit": toolkit,
    "Weblate": weblate,
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
