"""Where the strings of a message that is new to a catalog can come from, the surest first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple

from i18n import markup
from i18n.memory import LEAST, Memory, saving
from i18n.merge import entries
from i18n.merge.items import carried
from i18n.merge.sentences import Sentences
from i18n.model import Catalog, Message, MessageKey, Source, Template

What = Literal["added", "kept", "moved", "fuzzied", "revived"]
_Neighbours = Sequence[tuple[MessageKey, bool]]
_NPLURALS: Final = re.compile(r"\bnplurals\s*=\s*([1-6])\b")
_UNHEARD: Final = re.compile(r"[\W_]+")
_BLANK: Final = re.compile(r"\s+")
_SURE: Final = 0.4
"""Score from which on a text that went is taken for the old form of the new one, and no other is looked for."""
_WHOLE: Final = 0.9
"""Saving from which on a text is not put together from sentences."""
_FLOOR: Final = 0.05
"""Saving below which no evidence makes a text worth reading."""
_PLACE, _PAGE, _ROLE, _CONTEXT = 0.2, 0.03, 0.02, 0.01
"""What counts beside the saving: that a text went from between the same two neighbours, so that it was edited and not
replaced (half of it, where several went and it is not known which became which); that it stood on the same page, in the
same role, in the same context, which decides between equals."""


class _Found(NamedTuple):
    """A message that may be the old form of a new one."""

    message: Message
    saving: float
    score: float
    """The saving and what the evidence adds."""
    origin: str


class _Offer(NamedTuple):
    """Strings for a new message that somebody has to look at."""

    strings: tuple[str, ...]
    previous: tuple[MessageKey, str | None] | None
    """What they were made for; None where that is the very same message."""
    origin: str = ""
    """Whose they are, where they are not this site's in this locale."""


class Stock:
    """All that a merge knows of the strings that are there."""

    def __init__(
        self,
        template: Template,
        previous: Catalog,
        *,
        elsewhere: Sequence[Catalog] = (),
        foreign: Sequence[tuple[Catalog, str]] = (),
        least: float = LEAST,
    ) -> None:
        """`elsewhere` are other catalogs of the site in the locale, `foreign` any others, each with its name."""
        self._template = template
        self._previous = previous
        self._elsewhere = elsewhere
        self._foreign = tuple((Memory(_finished([catalog])), name) for catalog, name in foreign)
        self._least = least

    def find(self, source: Source, written: str, neighbours: _Neighbours = ()) -> tuple[What, Message]:
        """What a message that is new to the catalog starts with.

        `written` are the lines above a new entry; `neighbours` are keys that went from where it stands, each with
        whether it is the one in just its place.
        """
        returning = self._previous.obsolete.get(source.key)
        if returning is not None:
            what, message = self.renew(returning, source, written)
            return "fuzzied" if what == "fuzzied" else "revived", message
        same = self._same_elsewhere(source) or self._written_otherwise(source)
        if same is not None:
            return "moved", entries.renewed(same._replace(key=source.key), source, written)
        empty = Message(source.key, source.plural_id, ("",) * self._count(source), source.flags, written)
        memories = ((self._own, ""), *self._foreign)
        offer = self._exact(source, memories)
        if offer is None:
            near = self._likely(source, neighbours, ((self._gone_memory, ""), *memories))
            offer = self._composed(source, near) or self._best(source, near)
        return self._offered(offer, source, empty, "added")

    def renew(self, message: Message, source: Source, written: str) -> tuple[What, Message]:
        """An entry of the same key, brought up to date.

        With another plural the source is another text, and the strings are at most a suggestion. Where there is no
        string, one comes from the same message in another catalog, or as a suggestion from a foreign one.
        """
        result = entries.renewed(message, source, written)
        what: What = "kept" if result == message else "moved"
        fits = message.plural_id == source.plural_id
        if fits and (any(message.strings) or not self.may_fill):
            return what, result
        plain = tuple(flag for flag in result.flags if flag != "fuzzy")
        same = self._same_elsewhere(source)
        if same is not None:
            return "moved", result._replace(strings=same.strings, flags=plain, previous=None)
        offer = None
        if not fits:
            what, result = "moved", result._replace(strings=("",) * self._count(source), flags=plain, previous=None)
            offer = _Offer(message.strings, _origin_of(message)) if message.strings[0] else None
        if offer is None and not source.critical:
            near = self._likely(source, (), self._foreign)
            offer = self._exact(source, self._foreign) or self._best(source, near)
        return self._offered(offer, source, result, what)

    @property
    def may_fill(self) -> bool:
        """Whether there is anything beside the catalog that could know a string for an entry that has none."""
        return bool(self._elsewhere or self._foreign)

    def _offered(self, offer: _Offer | None, source: Source, empty: Message, otherwise: What) -> tuple[What, Message]:
        """The empty message with an offer's strings, fuzzy; for critical text with its `#|` lines alone."""
        if offer is None:
            return otherwise, empty
        if source.critical:
            return otherwise, empty._replace(previous=offer.previous)
        strings = offer.strings[:1]
        if source.plural_id is not None:
            count = self._count(source)
            strings = strings * count if len(offer.strings) == 1 else (*offer.strings, *[""] * count)[:count]
        comments = entries.marked(empty.comments, offer.origin) if offer.origin else empty.comments
        flags = ("fuzzy", *(flag for flag in empty.flags if flag != "fuzzy"))
        return "fuzzied", empty._replace(strings=strings, flags=flags, comments=comments, previous=offer.previous)

    def _same_elsewhere(self, source: Source) -> Message | None:
        """The very same message, finished, in another catalog of the site."""
        for catalog in self._elsewhere:
            found = catalog.messages.get(source.key) or catalog.obsolete.get(source.key)
            fits = found is not None and (found.plural_id, len(found.strings)) == (
                source.plural_id,
                self._count(source),
            )
            if found and fits and found.translated:
                return found
        return None

    def _written_otherwise(self, source: Source) -> Message | None:
        """A finished message that reads the same and is written otherwise: `_a_` for `*a*`, an escape, white space."""
        if source.plural_id is not None or source.formats != ("markdown",):
            return None
        content = None
        for message in self._by_sound.get(_sound(source.key.id), ()):
            content = content or _content(source.key.id)
            if message.key.context == source.key.context and _content(message.key.id) == content:
                return message
        return None

    def _exact(self, source: Source, memories: Iterable[tuple[Memory, str]]) -> _Offer | None:
        """The same text in another context, or in a foreign catalog."""
        for memory, origin in memories:
            for message in memory.exact(source.key.id, source.plural_id)[:1]:
                same = (message.key, message.plural_id) == (source.key, source.plural_id)
                return _Offer(message.strings, None if same else _origin_of(message), origin)
        return None

    def _likely(self, source: Source, neighbours: _Neighbours, memories: Iterable[tuple[Memory, str]]) -> list[_Found]:
        """Messages that may be the old form, the likeliest first: what went from the same place, then what the memories
        know, asked one after the other until one is sure."""
        text = source.key.id
        found: list[_Found] = []
        for key, just_there in neighbours:
            old = self._previous.messages[key]
            if old.translated:
                place = _PLACE if just_there else _PLACE / 2
                found.append(self._weighed(old, source, saving(text, old.key.id), place))
        for memory, origin in memories:
            if any(one.score >= _SURE for one in found):
                break
            near = memory.similar(text, least=_FLOOR)
            found += (self._weighed(message, source, share, 0.0, origin) for share, message in near)
        return sorted(found, key=_by_score)

    def _composed(self, source: Source, near: Sequence[_Found]) -> _Offer | None:
        """What the sentences of texts that went make, if that saves more than any of them does."""
        most = near[0].saving if near else 0.0
        if most >= _WHOLE or source.plural_id is not None:
            return None
        composed = self._sentences.compose(source.key.id, [one.message for one in near])
        if composed is None or saving(source.key.id, composed.source) <= max(most, self._least):
            return None
        previous = (MessageKey(source.key.context, composed.source), None)
        return _Offer((carried(source.key.id, *composed),), previous)

    def _best(self, source: Source, near: Sequence[_Found]) -> _Offer | None:
        """The likeliest, if it is worth reading."""
        if not near or near[0].score < self._least or near[0].saving < _FLOOR:
            return None
        message, strings = near[0].message, near[0].message.strings
        if source.plural_id is None and message.plural_id is None:
            strings = (carried(source.key.id, message.key.id, strings[0]),)
        return _Offer(strings, _origin_of(message), near[0].origin)

    def _weighed(self, message: Message, source: Source, share: float, place: float, origin: str = "") -> _Found:
        """A message with what else than its words says that it is the one that became this source."""
        page = not entries.pages(message).isdisjoint(reference.path for reference in source.references)
        role = entries.role(message) == ", ".join(source.kinds)
        context = message.key.context == source.key.context
        return _Found(message, share, share + place + page * _PAGE + role * _ROLE + context * _CONTEXT, origin)

    def _count(self, source: Source) -> int:
        """How many strings the message has."""
        return 1 if source.plural_id is None else self._plurals

    @cached_property
    def _plurals(self) -> int:
        """How many strings a plural message has in this catalog; 2 where its header does not say."""
        found = _NPLURALS.search(self._previous.headers.get("Plural-Forms", ""))
        return int(found[1]) if found else 2

    @cached_property
    def _gone(self) -> tuple[Message, ...]:
        """Finished messages that leave the catalog with this merge."""
        sources = self._template.sources
        return tuple(one for key, one in self._previous.messages.items() if key not in sources and one.translated)

    @cached_property
    def _gone_memory(self) -> Memory:
        return Memory(self._gone)

    @cached_property
    def _own(self) -> Memory:
        return Memory(_finished([self._previous, *self._elsewhere]))

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._gone)

    @cached_property
    def _by_sound(self) -> dict[str, list[Message]]:
        """What is not in use under its own text, by what a reader hears of it."""
        unused = (*self._gone, *(one for one in self._previous.obsolete.values() if one.translated))
        found: dict[str, list[Message]] = {}
        for message in (*unused, *_finished(self._elsewhere)):
            if message.plural_id is None and (sound := _sound(message.key.id)):
                found.setdefault(sound, []).append(message)
        return found


def _finished(catalogs: Iterable[Catalog]) -> Iterable[Message]:
    """The translated messages of some catalogs, live ones before obsolete ones."""
    parts = (part for catalog in catalogs for part in (catalog.messages, catalog.obsolete))
    return (message for part in parts for message in part.values() if message.translated)


def _origin_of(message: Message) -> tuple[MessageKey, str | None]:
    """What a message's strings were made for."""
    return message.previous if message.fuzzy and message.previous else (message.key, message.plural_id)


def _by_score(found: _Found) -> float:
    return -found.score


def _sound(text: str) -> str:
    """Letters and digits alone."""
    return _UNHEARD.sub("", html.unescape(text) if "&" in text else text)


def _content(text: str) -> object:
    """What a text says, with its markup; white space counts as in a browser. Its own for what cannot be read safely."""
    inline = markup.parse_source(text)
    if inline.problem:
        return text
    return tuple(_BLANK.sub(" ", part) if isinstance(part, str) else part for part in inline.parts)
