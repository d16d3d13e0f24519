"""The `.po` files of the packages that are installed, Django's at least: hundreds, from many people's tools."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest

from i18n import po
from i18n.model import Catalog, MessageKey
from tests.readers import READERS, msgfmt, ours


@cache
def files() -> dict[Path, str]:
    """Each file, with the package that ships it; a line says how many there are."""
    found = {
        Path(str(distribution.locate_file(file))): distribution.metadata["Name"]
        for distribution in distributions()
        for file in distribution.files or ()
        if file.suffix == ".po"
    }
    print(f"{len(found)} files: {dict(Counter(found.values()))}")
    return dict(sorted(found.items()))


def changed(catalog: Catalog) -> tuple[MessageKey, Catalog]:
    """The catalog with one string longer than it was, and the message's key."""
    keys = list(catalog.messages)
    key = keys[len(catalog.path) % len(keys)]
    first, *rest = catalog.messages[key].strings
    message = catalog.messages[key]._replace(strings=(f"{first}, and this besides", *rest))
    return key, replace(catalog, messages={**catalog.messages, key: message})


def test_unchanged() -> None:
    """All are read whole, and written byte for byte as they were (R-06)."""
    differing = [path for path in files() if (data := path.read_bytes()) != po.write(po.read(data, path.name))]

    assert [] == differing
    assert len(files()) >= 600
    assert "Django" in set(files().values())


def test_one_string() -> None:
    """With one string changed, all before its entry and behind it keeps its bytes; in every third file."""
    for path in list(files())[::3]:
        data = path.read_bytes()
        catalog = po.read(data, str(path))
        if not catalog.messages:
            continue
        key, after = changed(catalog)
        written = po.write(after)
        before, behind = around(data, catalog, key)

        assert written.startswith(before), path
        assert written.endswith(behind), path
        assert after.messages == po.read(written, str(path)).messages, path


def around(data: bytes, catalog: Catalog, key: MessageKey) -> tuple[bytes, bytes]:
    """The bytes before an entry and those behind it."""
    assert catalog.file is not None
    start, end = catalog.file.spans[key]
    text = data.decode()
    return text[:start].encode(), text[end:].encode()


@cache
def sample() -> list[Path]:
    """Every twelfth, but for the few that gettext does not compile: they lack plural forms that their header names."""
    every = list(files())[::12]
    compiled = [path for path in every if msgfmt(path.read_bytes())[0] == 0]
    assert len(compiled) > len(every) * 0.9
    print(f"{len(compiled)} of {len(every)} files are compiled by msgfmt -c")
    return compiled


@pytest.mark.parametrize("reader", READERS)
def test_read_by_others(reader: str) -> None:
    """What we lay out anew, every entry of a file, other programs read as the same messages (R-09)."""
    for path in sample():
        written = anew(path.read_bytes())

        assert ours(written) == READERS[reader](written), path


def test_compiled() -> None:
    """`msgfmt -c` compiles it."""
    assert [] == [path for path in sample() if msgfmt(anew(path.read_bytes()))[0]]


def test_laid_out_as_by_msgcat() -> None:
    """Every line of what we lay out anew is broken where `msgcat` breaks it, in all scripts that packages have."""
    count = 0
    for path in list(files())[::12]:
        mine, theirs = strings_of(path.read_bytes())
        count += len(mine)

        assert mine == theirs, path
    print(f"{count} lines of strings")


def strings_of(data: bytes) -> tuple[list[str], list[str]]:
    """The lines of all strings laid out by us, and by msgcat; comments and the order of flags are each tool's own."""
    written = anew(data)
    theirs = subprocess.run(["msgcat", "-"], input=written, capture_output=True, check=True).stdout
    mine, gnus = (
        [line for line in text.decode().splitlines() if not line.startswith("#") or line.startswith(("#|", "#~"))]
        for text in (written, theirs)
    )
    return mine, gnus


def anew(data: bytes) -> bytes:
    """The catalog as if it had never been a file: not one entry keeps its layout."""
    found = po.read(data, "site.po")
    return po.write(Catalog("", None, "site.po", found.header, found.messages, found.obsolete))
