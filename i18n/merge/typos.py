"""Edits whose author says that they change no meaning: the string stays as it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final, NamedTuple

from i18n.errors import UsageError
from i18n.memory import saving
from i18n.merge.items import kept
from i18n.model import Catalog, Merge, Message, MessageKey, Template

_LIKE: Final = 0.5
"""Saving below which an edit is no mended typing error, whoever says so."""


class Vouched(NamedTuple):
    """A merge in which some suggestions are finished strings."""

    merge: Merge
    pairs: tuple[tuple[Message, Message], ...]
    """The message as it was, and as it is now, with the same strings."""


def vouch(merged: Merge, template: Template, previous: Catalog, keys: Collection[MessageKey]) -> Vouched:
    """The merge with the suggestions for `keys` taken as translations, since only the spelling of their source changed.

    Raises UsageError, with the reason, for a message that nobody can vouch for without its translator: critical text,
    another number, address, code or variable, another plural, or a string that is not that of one older text.
    """
    messages = dict(merged.catalog.messages)
    pairs = []
    for key in keys:
        message = messages.get(key)
        problem, old = _problem(message, template, previous, key)
        if problem or old is None or message is None:
            raise UsageError(f"{key.id!r} cannot be kept as a typing error in {previous.path}: {problem}")
        flags = tuple(flag for flag in message.flags if flag != "fuzzy")
        messages[key] = message._replace(flags=flags, previous=None)
        pairs.append((old, messages[key]))
    if not pairs:
        return Vouched(merged, ())
    done = {new.key for _, new in pairs}
    lists = {
        "fuzzied": tuple(key for key in merged.fuzzied if key not in done),
        "kept": tuple(key for key in merged.kept if key not in done),
        "moved": (*(key for key in merged.moved if key not in done), *(new.key for _, new in pairs)),
    }
    return Vouched(replace(merged, catalog=replace(merged.catalog, messages=messages), **lists), tuple(pairs))


def _problem(
    message: Message | None, template: Template, previous: Catalog, key: MessageKey
) -> tuple[str, Message | None]:
    """Why a message cannot be vouched for, or the message that it was."""
    source = template.sources.get(key)
    if source is None or message is None:
        return "it is not in the sources; give the text as it is now", None
    if source.critical:
        return f"it is critical ({source.critical}), so its translator has to look at it", None
    if not message.fuzzy or message.previous is None:
        return "it has no string of an older text", None
    old_key, plural_id = message.previous
    old = previous.messages.get(old_key) or previous.obsolete.get(old_key)
    if old is None or not old.translated or old.strings != message.strings or old.plural_id != message.plural_id:
        return "its string is not that of one older text", None
    if old_key in template.sources:
        return f"the string is that of {old_key.id!r}, which is still there", None
    if saving(key.id, old_key.id) < _LIKE:
        return f"it was {old_key.id!r}, and that is more than a typing error", None
    if not kept(key.id, old_key.id) or not kept(message.plural_id or "", plural_id or ""):
        return "a number, an address, code or a variable changed, and that is more than a typing error", None
    return "", old
