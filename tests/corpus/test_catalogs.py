"""Real catalogs, whichever tool wrote them, through our reader and writer."""

from __future__ import annotations

import tarfile
from pathlib import Path

import polib
import pytest

from i18n import po
from tests.readers import READERS, ours
from tests.unit.test_po import cuts
from tests.unit.test_po_packages import anew, around, changed, strings_of

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def catalogs(corpora: Path) -> dict[str, bytes]:
    """The translations of comprehensive-rust: name in the archive to bytes."""
    found = {}
    with tarfile.open(corpora / "comprehensive-rust.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".po") and (file := archive.extractfile(member)):
                found[member.name] = file.read()
    assert len(found) >= 9
    return found


def test_unchanged_catalogs_keep_every_byte(catalogs: dict[str, bytes]) -> None:
    """What is read and written without a change is the same file (R-06)."""
    changed = [name for name, data in catalogs.items() if po.write(po.read(data, name)) != data]

    assert [] == changed


def test_same_messages_as_polib(catalogs: dict[str, bytes]) -> None:
    """An independent reader finds the same live messages with the same strings and the same fuzzy flags (R-09)."""
    for name, data in catalogs.items():
        theirs = {
            (entry.msgctxt, entry.msgid): (entry.msgstr, entry.fuzzy)
            for entry in polib.pofile(data.decode())
            if not entry.obsolete and not entry.msgid_plural
        }
        ours = {
            (key.context, key.id): (message.strings[0], message.fuzzy)
            for key, message in po.read(data, name).messages.items()
            if message.plural_id is None
        }

        assert theirs == ours, name


def test_cut_at_every_byte(catalogs: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    """20 kB of somebody else's catalog, cut 20,000 times: refused, warned of, or cut where nobody can see it (R-15)."""
    data = next(iter(catalogs.values()))
    data = data[: data.rindex(b"\n\n", 0, 20_000) + 1]
    with capsys.disabled():
        refused, _, silent = cuts(data)

    assert refused > 0.9 * len(data)
    assert all(data[:cut].endswith((b'"\n', b"\n\n")) for cut in silent)


@pytest.mark.parametrize("reader", READERS)
def test_read_by_others(catalogs: dict[str, bytes], reader: str) -> None:
    """Laid out anew, entry by entry, all are read by other programs as the same messages (R-09)."""
    for name, data in catalogs.items():
        written = anew(data)

        assert ours(written) == READERS[reader](written), name


def test_laid_out_as_by_msgcat(catalogs: dict[str, bytes]) -> None:
    """Every line of what we lay out anew is broken where `msgcat` breaks it, in nine languages."""
    for name, data in catalogs.items():
        mine, theirs = strings_of(data)

        assert mine == theirs, name


def test_one_string(catalogs: dict[str, bytes]) -> None:
    """With one string changed through our own interface, the bytes of all other entries stay, in every catalog."""
    for name, data in catalogs.items():
        catalog = po.read(data, name)
        key, after = changed(catalog)
        written = po.write(after)
        before, behind = around(data, catalog, key)

        assert written.startswith(before), name
        assert written.endswith(behind), name
