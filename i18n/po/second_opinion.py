"""What an independent reader, polib, finds in a file before it replaces a translator's."""

from __future__ import annotations

from collections.abc import Iterator

from i18n.errors import CatalogError
from i18n.model import Catalog, MessageKey

_PIECE = 1 << 20  # characters


def confirm(catalog: Catalog, data: bytes) -> None:
    """Nothing, where an independent reader finds in `data` just the messages of the catalog.

    Called before a translator's file is replaced, so that a mistake of this folder cannot cost her work. The reader
    is polib; a file that it cannot read at all (it does not know `#=` lines) is not confirmed and not refused.
    Raises CatalogError naming the first message that differs.
    """
    import polib  # loaded only when a file is about to change

    found: dict[MessageKey, tuple[str, ...]] = {}
    try:
        for piece in _pieces(data.decode("utf-8-sig")):
            for entry in polib.pofile(piece):
                if not entry.obsolete:
                    strings = tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
                    found[MessageKey(entry.msgctxt, entry.msgid)] = strings
    except (OSError, ValueError):
        return
    for key, message in catalog.messages.items():
        strings = found.get(key, ())
        if strings != message.strings:
            raise CatalogError(
                f"nothing was written: a second reader finds {strings!r} for {key.id!r}; keep the file and report this",
                path=catalog.path,
            )
    if len(found) != len(catalog.messages):
        raise CatalogError("nothing was written: a second reader finds other messages; report this", path=catalog.path)


def _pieces(text: str) -> Iterator[str]:
    """The file cut at blank lines, because polib takes twenty times a file's size to hold it."""
    start = 0
    while start < len(text):
        cut = text.find("\n\n", start + _PIECE)
        end = cut + 2 if cut >= 0 else len(text)
        yield text[start:end]
        start = end
