"""What an independent reader, polib, finds in a file before it replaces a translator's."""

from __future__ import annotations

from collections.abc import Iterator

from i18n.errors import CatalogError
from i18n.model import Catalog, CatalogFile, MessageKey
from i18n.po.decoding import line_ending

_PIECE = 1 << 20  # characters


def confirm(catalog: Catalog, data: bytes) -> None:
    """Nothing, where an independent reader finds in `data` just the messages of the catalog.

    Called before a translator's file is replaced, so that a mistake of this folder cannot cost her work. The reader
    is polib. It is given every entry whose text the file before did not have; one that stands there letter for letter
    is what it was. A file that polib cannot read at all (it does not know `#=` lines) is not confirmed and not refused.
    Raises CatalogError naming the first message that differs.
    """
    import polib  # loaded only when a file is about to change

    before = _entries(catalog.file) if catalog.file else {}
    stayed: set[MessageKey] = set()
    found: dict[MessageKey, tuple[str, ...]] = {}
    try:
        for piece in _pieces(data.decode("utf-8-sig"), before, stayed):
            for entry in polib.pofile(piece):
                if not entry.obsolete:
                    strings = tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
                    found[MessageKey(entry.msgctxt, entry.msgid)] = strings
    except (OSError, ValueError):
        return
    known = catalog.file.messages if catalog.file else {}
    for key, message in catalog.messages.items():
        if key in found:
            strings = found.pop(key)
        else:
            strings = known[key].strings if key in stayed and key in known else ()
            stayed.discard(key)
        if strings != message.strings:
            raise CatalogError(
                f"nothing was written: a second reader finds {strings!r} for {key.id!r}; keep the file and report this",
                path=catalog.path,
            )
    if found or not stayed.isdisjoint(known):
        raise CatalogError("nothing was written: a second reader finds other messages; report this", path=catalog.path)


def _entries(file: CatalogFile) -> dict[int, MessageKey]:
    """The entries of a file by the hash of their text, which needs less memory than the text."""
    text = file.text
    return {hash(text[start:end]): key for key, (start, end) in file.spans.items()}


def _pieces(text: str, before: dict[int, MessageKey], stayed: set[MessageKey]) -> Iterator[str]:
    """What stands between blank lines and is not in `before`, joined to pieces; what is comes into `stayed`.

    In pieces, because polib takes twenty times a text's size to hold it.
    """
    blank = line_ending(text) * 2
    piece: list[str] = []
    size = start = 0
    while start < len(text):
        cut = text.find(blank, start)
        end = cut if cut >= 0 else len(text)
        block = text[start:end].rstrip("\r\n")
        key = before.get(hash(block))
        if key is not None:
            stayed.add(key)
        else:
            piece.append(block)
            size += len(block)
        if size > _PIECE:
            yield "\n\n".join(piece)
            piece, size = [], 0
        start = end + len(blank)
    if piece:
        yield "\n\n".join(piece)
