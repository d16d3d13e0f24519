"""What polib finds before a translator's file is replaced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from i18n import po
from i18n.errors import CatalogError
from i18n.model import Catalog, Message, MessageKey

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
FILE = HEADER + '\nmsgid "Tea"\nmsgstr "Té"\n\nmsgctxt "menu"\nmsgid "Open"\nmsgid_plural "Open all"\n'
FILE += 'msgstr[0] "Abrir"\nmsgstr[1] "Abrir todo"\n\n#~ msgid "Milk"\n#~ msgstr "Leche"\n'


def read(text: str = FILE) -> Catalog:
    return po.read(text.encode(), "es.po")


def changed() -> Catalog:
    """The file with another string for tea, and a new message."""
    catalog = read()
    messages = {**catalog.messages, MessageKey(None, "Tea"): Message(MessageKey(None, "Tea"), strings=("Infusión",))}
    messages[MessageKey(None, "Salt")] = Message(MessageKey(None, "Salt"), strings=("Sal",))
    return replace(catalog, messages=messages)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_we_write(newline: str, mark: str) -> None:
    """What the writer makes is confirmed, whatever the line ends, with a byte order mark and without one."""
    before = read(mark + FILE.replace("\n", newline))
    after = replace(changed(), file=before.file)

    po.confirm(after, po.write(after))


def test_never_a_file() -> None:
    """Of a new file all is read."""
    catalog = replace(changed(), file=None)
    written = po.write(catalog)
    po.confirm(catalog, written)

    with pytest.raises(CatalogError, match="for 'Salt'"):
        po.confirm(catalog, written.replace(b'"Sal"', b'"Sol"'))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"Infusión"', '"Infusion"', "'Infusion'"),
        ('msgid "Salt"\nmsgstr "Sal"\n', "", "'Salt'"),
        ('msgid "Tea"\nmsgstr "Infusión"\n', 'msgid "Tea"\nmsgstr "Té"\n', "'Té'"),
        ('"Abrir"', '"Cerrar"', "'Cerrar'"),
        ('msgctxt "menu"\nmsgid "Open"\nmsgid_plural "Open all"\nmsgstr[0] "Abrir"\nmsgstr[1] "Abrir todo"\n\n', "",
         "'Open'"),
        ('\n#~ msgid "Milk"', '\nmsgid "Tea"\nmsgstr "Té"\n\n#~ msgid "Milk"', "other messages"),
        ('\n#~ msgid "Milk"', '\nmsgid "More"\nmsgstr ""\n\n#~ msgid "Milk"', "other messages"),
        ('msgid "Salt"\nmsgstr "Sal"\n', '#~ msgid "Milk"\n#~ msgstr "Leche"\n', "'Salt'"),
    ],
)  # fmt: skip
def test_mistakes(old: str, new: str, named: str) -> None:
    """A string that is another one, an entry too few, an old one, one too many: nothing is written."""
    catalog = changed()
    written = po.write(catalog).decode()
    assert old in written

    with pytest.raises(CatalogError, match="nothing was written") as caught:
        po.confirm(catalog, written.replace(old, new).encode())

    assert named in str(caught.value)


def test_milk_that_did_not_come_back() -> None:
    """A message that is live again is not taken for confirmed because its obsolete entry still stands there."""
    catalog = read()
    milk = catalog.obsolete[MessageKey(None, "Milk")]
    revived = replace(catalog, messages={**catalog.messages, milk.key: milk}, obsolete={})

    with pytest.raises(CatalogError, match="for 'Milk'"):
        po.confirm(revived, FILE.encode())


def test_large_files_in_pieces() -> None:
    """A file of more than one piece is read whole."""
    keys = [MessageKey("", f"{number}") for number in range(300)]
    messages = {key: Message(key, strings=("x" * 9000,)) for key in keys}
    catalog = Catalog("site", "es", "es.po", read().header, messages)
    written = po.write(catalog)
    po.confirm(catalog, written)

    with pytest.raises(CatalogError, match="for '299'"):
        po.confirm(catalog, written[:-20] + b'"\n')


def test_what_polib_cannot_read() -> None:
    """A file with flags that it does not know is not confirmed, and not refused."""
    catalog = read(FILE.replace('msgid "Tea"', '#= c-format\nmsgid "Tea"'))
    key = MessageKey(None, "Tea")
    after = replace(catalog, messages={**catalog.messages, key: catalog.messages[key]._replace(comments="# Hot.\n")})
    written = po.write(after).replace(b"# Hot.", b"#= hot")

    po.confirm(after, written)
