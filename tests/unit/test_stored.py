"""Catalogs from the cache: the same as from their files."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from i18n import cache, config, locales, po
from i18n.errors import CatalogError
from i18n.model import Catalog, MessageKey
from tests.helpers import catalog, site

PATH = "locales/es/LC_MESSAGES/site.po"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PLAIN = '#: a.md\nmsgid "Tea"\nmsgstr "Té"\n\nmsgid "Milk"\nmsgstr ""\n'
RICH = (
    '# Note.\n#. heading\n#: a.md:3 b.md\n#, fuzzy, c-format\n#| msgctxt "old"\n#| msgid "Teas"\nmsgctxt "menu"\n'
    'msgid "Tea"\nmsgstr "«Té»\\n\\t\\"x\\""\n\n#| msgid "One"\n#| msgid_plural "More"\nmsgid "%d tea"\n'
    'msgid_plural "%d teas"\nmsgstr[0] "té"\nmsgstr[1] "tés"\n\n#~ msgid "Gone"\n#~ msgstr "Ido"\n\nmsgid "Last"\n'
    'msgstr "Último"\n\n#~ msgctxt ""\n#~ msgid "Last"\n#~ msgstr "Fin"\n'
)


def same(one: Catalog, other: Catalog) -> None:
    """The two have the same values in the same order, and the same file."""
    for name in (field.name for field in fields(Catalog)):
        assert getattr(one, name) == getattr(other, name)
    assert list(one.messages) == list(other.messages)
    assert list(one.obsolete) == list(other.obsolete)
    assert one.file is not None
    assert other.file is not None
    assert list(one.file.spans.items()) == list(other.file.spans.items())
    for message, twin in zip(one.messages.values(), other.messages.values(), strict=True):
        assert [type(part) for part in message] == [type(part) for part in twin]
        assert type(message.key) is type(twin.key)


@pytest.mark.parametrize("text", [HEADER, HEADER + PLAIN, HEADER + RICH, HEADER + PLAIN + "\n" + RICH])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_same(text: str, newline: str) -> None:
    """Whatever a file holds comes back, and is written as the file."""
    data = text.replace("\n", newline).encode()
    read = po.read(data, "es.po", domain="site", locale="es")
    columns = po.stored(read)
    assert columns is not None
    again = po.restored(columns, data, "es.po", domain="site", locale="es")

    same(read, again)
    assert data == po.write(again)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "\ufeff" + HEADER + PLAIN,
        HEADER + PLAIN.rstrip(),
        HEADER + PLAIN + "\n" + PLAIN,
        HEADER + PLAIN + '\n#~ msgid "Tea"\n#~ msgstr "Infusión"\n',
        HEADER + PLAIN + "\n# The end.\n",
    ],
    ids=["no header", "byte order mark", "no newline", "twice", "live and obsolete", "comment"],
)
def test_something_to_say(text: str) -> None:
    """A file with a warning is read anew each time, so that the warning is said."""
    read = po.read(text.encode(), "es.po")

    assert read.diagnostics
    assert po.stored(read) is None


def test_never_a_file() -> None:
    """What was never a file is not kept."""
    assert po.stored(Catalog("site", "es", "es.po", po.read(HEADER.encode(), "es.po").header, {})) is None


def test_stamp() -> None:
    """The stamp tells apart what is read in another way: other bytes, another language, another spelling of it."""
    stamps = {
        po.stamp(data, locale, names)
        for data in (b"a", b"b")
        for locale in ("es", None)
        for names in (frozenset[str](), frozenset({"es_ES"}))
    }

    assert 8 == len(stamps)
    assert po.stamp(b"a", "es", frozenset({"x", "y"})) == po.stamp(b"a", "es", frozenset({"y", "x"}))


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Project:
    """A site with a catalog that is worth keeping, and an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    texts = {f"Text number {number}": f"Texto número {number} {'x' * 40}" for number in range(1000)}
    folder = site(tmp_path / "site", {"content/index.md": "# Tea\n", PATH: catalog(texts)})
    return config.load(folder)


def test_read_again(large: config.Project) -> None:
    """A large catalog is kept when it is read, and read from the cache until it changes."""
    spanish = locales.locale(large, "es")
    content, first = locales.read(large, spanish, PATH)
    (kept,) = cache.folder("catalogs").iterdir()
    before = kept.stat().st_mtime_ns
    _, second = locales.read(large, spanish, PATH)
    same(first, second)

    assert before == kept.stat().st_mtime_ns
    (large.root / PATH).write_bytes(content.replace(b'"Texto n\xc3\xbamero 7 ', b'"Texto siete '))
    _, third = locales.read(large, spanish, PATH)

    assert third.messages[MessageKey(None, "Text number 7")].strings[0].startswith("Texto siete ")
    assert before != kept.stat().st_mtime_ns


def test_broken_after_it_was_kept(large: config.Project) -> None:
    """A file that broke since is refused, whatever the cache has."""
    spanish = locales.locale(large, "es")
    content, _ = locales.read(large, spanish, PATH)
    (large.root / PATH).write_bytes(content[:-30])

    with pytest.raises(CatalogError, match="cut"):
        locales.read(large, spanish, PATH)


def test_lies_in_the_cache(large: config.Project) -> None:
    """What is not as it was put there is not believed."""
    spanish = locales.locale(large, "es")
    _, first = locales.read(large, spanish, PATH)
    (kept,) = cache.folder("catalogs").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"Texto n\xc3\xbamero 7 ", b"Texto n\xc3\xbamero 8 "))
    _, second = locales.read(large, spanish, PATH)

    same(first, second)


def test_small_catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small catalog is not kept: reading it takes no time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = site(tmp_path / "site", {"content/index.md": "# Tea\n", PATH: catalog({"Tea": "Té"})})
    project = config.load(folder)
    locales.read(project, locales.locale(project, "es"), PATH)

    assert not cache.folder("catalogs").exists()
