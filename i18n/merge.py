"""A catalog brought to a new template: what is the same stays, what is like something becomes a suggestion.

Nothing that did not change is touched, so that an update of an unchanged site writes no byte, and the difference after
one edited paragraph is one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Final, Literal

from i18n import po
from i18n.memory import Memory
from i18n.model import Catalog, Merge, Message, MessageKey, Source, Template

_What = Literal["added", "kept", "moved", "fuzzied", "revived"]
_NPLURALS: Final = re.compile(r"\bnplurals\s*=\s*([1-6])\b")
_WRITTEN: Final = re.compile(r"^[ \t]*#([.:])(.*)", re.MULTILINE)
_LINE: Final = re.compile(r":[0-9]+(?!\S)")
"""What other tools put behind a path."""


def merge(
    template: Template,
    previous: Catalog,
    *,
    elsewhere: Iterable[Catalog] = (),
    similarity: float = 0.75,  # 0-1
    references: po.References = "file",
) -> Merge:
    """The catalog with exactly the template's messages live, and what happened to each.

    A message of the template gets its strings from the first of these that has them: the entry with the same key, live
    or obsolete (all of it stays, but the lines that the program writes); the same key in the catalogs `elsewhere`; as a
    fuzzy suggestion with its `#|` lines, the same text in another context, or a text at least as similar as
    `similarity`. A critical message is given no suggestion, only the `#|` lines of one (a cleared flag must not bring
    back "you may drive"). What left the template becomes obsolete, with its comments and flags, if it has a string;
    otherwise it goes. Both are `obsoleted`.

    Existing entries keep their order, whichever tool made it; a new one stands behind the one that it follows in the
    template. The header stays as it is. Where nothing changed, the catalog is `previous` itself, and merging a result
    again changes nothing. `references` says what the `#:` lines hold.
    """
    stock = _Stock(previous, tuple(elsewhere), similarity)
    happened: dict[_What, list[MessageKey]] = {"added": [], "kept": [], "moved": [], "fuzzied": [], "revived": []}
    kept = happened["kept"]
    changed: dict[MessageKey, Message] = {}
    new: dict[MessageKey | None, list[Message]] = {}
    behind: MessageKey | None = None
    live = previous.messages
    for key, source in template.sources.items():
        written = po.comments(source, references)
        message = live.get(key)
        if message is None:
            what, message = stock.find(source, written)
            new.setdefault(behind, []).append(message)
            happened[what].append(key)
            continue
        behind = key
        if message.comments == written and message.flags == source.flags and message.plural_id == source.plural_id:
            kept.append(key)
            continue
        what, result = stock.renew(message, source, written)
        if result != message:
            changed[key] = result
        happened[what].append(key)
    gone = [key for key in live if key not in template.sources]
    catalog = previous
    if changed or new or gone:
        obsolete = {key: message for key, message in previous.obsolete.items() if key not in template.sources}
        obsolete |= {key: live[key] for key in gone if any(live[key].strings)}
        messages = {message.key: message for message in new.get(None, ())}
        for key, message in live.items():
            if key in template.sources:
                messages[key] = changed.get(key, message)
            messages.update((message.key, message) for message in new.get(key, ()))
        catalog = replace(previous, messages=messages, obsolete=obsolete)
    return Merge(catalog, **{what: tuple(keys) for what, keys in happened.items()}, obsoleted=tuple(gone))


class _Stock:
    """Where the strings of a message can come from."""

    def __init__(self, previous: Catalog, elsewhere: tuple[Catalog, ...], similarity: float) -> None:
        self._previous = previous
        self._elsewhere = elsewhere
        self._similarity = similarity

    def find(self, source: Source, written: str) -> tuple[_What, Message]:
        """What a message that is new to the catalog starts with."""
        key, plural_id, count = source.key, source.plural_id, self._count(source)
        returning = self._previous.obsolete.get(key)
        if returning is not None:
            what, message = self.renew(returning, source, written)
            return "fuzzied" if what == "fuzzied" else "revived", message
        for catalog in self._elsewhere:
            found = catalog.messages.get(key) or catalog.obsolete.get(key)
            fits = found is not None and (found.plural_id, len(found.strings)) == (plural_id, count)
            if found and fits and found.translated:
                return "moved", self.renew(found, source, written)[1]
        empty = Message(key, plural_id, ("",) * count, source.flags, written)
        like = self._like(source)
        return self._suggest(like, source, empty) if like else ("added", empty)

    def renew(self, message: Message, source: Source, written: str) -> tuple[_What, Message]:
        """An entry of the same key with the lines and flags that the program writes brought up to date.

        With another plural the source is another text, and the strings are at most a suggestion.
        """
        lines = message.comments
        if not _same_lines(lines, written):
            lines = _notes(lines) + written
        flags = _flags(message.flags, source.flags)
        result = message._replace(plural_id=source.plural_id, comments=lines, flags=flags)
        if message.plural_id == source.plural_id:
            return "kept" if result == message else "moved", result
        plain = tuple(flag for flag in flags if flag != "fuzzy")
        empty = result._replace(strings=("",) * self._count(source), flags=plain, previous=None)
        return self._suggest(message, source, empty) if any(message.strings) else ("moved", empty)

    def _suggest(self, like: Message, source: Source, empty: Message) -> tuple[_What, Message]:
        """The empty message with the other one's strings, fuzzy; for critical text with its `#|` lines alone."""
        previous = like.previous if like.fuzzy and like.previous else (like.key, like.plural_id)
        if source.critical:
            return "added" if source.key not in self._previous.messages else "moved", empty._replace(previous=previous)
        strings = like.strings[:1]
        if source.plural_id is not None:
            count = self._count(source)
            strings = strings * count if like.plural_id is None else (*like.strings, *[""] * count)[:count]
        return "fuzzied", empty._replace(strings=strings, flags=("fuzzy", *empty.flags), previous=previous)

    def _like(self, source: Source) -> Message | None:
        """The translated message with the same text in another context, or the most similar one."""
        same = self._memory.exact(source.key.id, source.plural_id)
        if same:
            return same[0]
        found = self._memory.similar(source.key.id, cutoff=self._similarity)
        best = max(found, key=lambda one: (one[0], one[1].key.context == source.key.context), default=None)
        return best[1] if best else None

    def _count(self, source: Source) -> int:
        """How many strings the message has."""
        return 1 if source.plural_id is None else self._plurals

    @cached_property
    def _plurals(self) -> int:
        """How many strings a plural message has in this catalog; 2 where its header does not say."""
        found = _NPLURALS.search(self._previous.headers.get("Plural-Forms", ""))
        return int(found[1]) if found else 2

    @cached_property
    def _memory(self) -> Memory:
        catalogs = (self._previous, *self._elsewhere)
        parts = [part for catalog in catalogs for part in (catalog.messages, catalog.obsolete)]
        return Memory(message for part in parts for message in part.values() if message.translated)


def _same_lines(own: str, written: str) -> bool:
    """Do the entry's `#.` lines say the same, and name its `#:` lines the same set of places?"""
    return own == written or _facts(own) == _facts(written)


def _facts(lines: str) -> tuple[list[str], set[str]]:
    """The extracted comments, and the references without their line numbers."""
    found = _WRITTEN.findall(lines)
    extracted = [text.strip() for kind, text in found if kind == "."]
    places = " ".join(text for kind, text in found if kind == ":")
    return extracted, set(_LINE.sub("", places.replace("\u2068", "").replace("\u2069", "")).split())


def _notes(lines: str) -> str:
    """The lines that are not the program's: translators' notes, and kinds of comment that it does not know."""
    return "".join(line for line in lines.splitlines(keepends=True) if not _WRITTEN.match(line))


def _flags(own: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The entry's flags with those of the source; a format that the source lost goes, any other flag stays."""
    stay = tuple(flag for flag in own if flag in wanted or not flag.endswith("-format"))
    return stay + tuple(flag for flag in wanted if flag not in stay)
