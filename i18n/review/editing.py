"""One message for an editor of texts, as a `.po` file of its own, and back."""

from __future__ import annotations

from dataclasses import replace

from i18n import po
from i18n.errors import UsageError
from i18n.pipeline.reviewing import Item, Review

_HINT = "# Change what stands in quotes behind msgstr, save the file and close the editor.\n"


def text_of(found: Review, item: Item) -> str:
    """A catalog with this message alone; its header says how many forms a plural has."""
    message = item.message._replace(comments=_HINT + item.message.comments)
    catalog = replace(found.catalogs[item.path], messages={item.key: message}, obsolete={}, file=None)
    return po.write(catalog).decode()


def strings_of(item: Item, text: str) -> tuple[str, ...]:
    """The strings that stand in the text of such a catalog after it was edited.

    Raises CatalogError where it is no catalog any more, UsageError where the source text in it is another one.
    """
    read = po.read(text.encode(errors="replace"), "the edited text")
    message = read.messages.get(item.key)
    if message is None or len(read.messages) > 1 or message.plural_id != item.message.plural_id:
        raise UsageError("the source text was changed too; only what stands behind msgstr may be")
    if not all(message.strings) or len(message.strings) != len(item.message.strings):
        raise UsageError("a string is missing; where nothing is right, reject the message")
    return message.strings
