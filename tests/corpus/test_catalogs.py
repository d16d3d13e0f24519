"""Real catalogs, whichever tool wrote them, through our reader and writer."""

from __future__ import annotations

import tarfile
from pathlib import Path

import polib
import pytest

from i18n import po

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
