"""What an independent reader, polib, finds in a file before it replaces a translator's."""

from __future__ import annotations

from i18n.errors import CatalogError
from i18n.model import Catalog, MessageKey


def confirm(catalog: Catalog, data: bytes) -> None:
    """Nothing, where an independent reader finds in `data` just the messages of the catalog.

    Called before a translator's file is replaced, so that a mistake of this folder cannot cost her work. The reader
    is polib; a file that it cannot read at all (it does not know `#=` lines) is not confirmed and not refused.
    Raises CatalogError naming the first message that differs.
    """
    import polib  # loaded only when a file is about to change

    try:
        found = polib.pofile(data.decode("utf-8-sig"))
    except (OSError, ValueError):
        return
    entries = {MessageKey(entry.msgctxt, entry.msgid): entry for entry in found if not entry.obsolete}
    for key, message in catalog.messages.items():
        entry = entries.get(key)
        strings = (
            () if entry is None else tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
        )
        if strings != message.strings:
            raise CatalogError(
                f"nothing was written: a second reader finds {strings!r} for {key.id!r}; keep the file and report this",
                path=catalog.path,
            )
    if len(entries) != len(catalog.messages):
        raise CatalogError("nothing was written: a second reader finds other messages; report this", path=catalog.path)
