"""Where the strings of a message that is new to a catalog can come from, the surest first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, Literal, NamedTuple

from i18n import markup
from i18n.memory import LEAST, Memory, saving
from i18n.merge import entries
from i18n.merge.items import carried
from i18n.merge.sentences import Sentences
from i18n.model import Catalog, Message, MessageKey, Source, Template

What = Literal["added", "kept", "moved", "fuzzied", "revived"]
_NPLURALS: Final = re.compile(r"\bnplurals\s*=\s*([1-6])\b")
_UNHEARD: Final = re.compile(r"[\W_]+")
_UNHEARD_ASCII: Final = {code: None for code in range(128) if not chr(code).isalnum()}
"""The same, for the usual text, ten times as fast."""
_BLANK: Final = re.compile(r"\s+")
_SURE: Final = 0.5
"""Saving from which on a text is taken for the old form of the new one, and no other is looked for. The one that went
from just there need only be worth reading."""
_WHOLE: Final = 0.9
"""Saving from which on a text is not put together from sentences."""
_FLOOR: Final = 0.1
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
    place: float
    """What of that is for its place."""
    origin: str


class Asked(NamedTuple):
    """A message that is new to the catalog."""

    source: Source
    written: str
    """The lines above its entry."""
    neighbours: Sequence[tuple[MessageKey, bool]]
    """Keys that went from where it stands, each with whether it is the one in just its place."""


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
        self._foreign = tuple((Memory(_pairs([catalog])), name) for catalog, name in foreign)
        self._least = least

    def find(self, asked: Sequence[Asked]) -> list[tuple[What, Message]]:
        """What each message that is new to the catalog starts with."""
        known = [self._known(one) for one in asked]
        near = iter(self._likely([one for one, what in zip(asked, known, strict=True) if what is None]))
        return [what or self._suggested(one, next(near)) for one, what in zip(asked, known, strict=True)]

    def _known(self, asked: Asked) -> tuple[What, Message] | None:
        """What has the very same text."""
        source, written, _ = asked
        returning = self._previous.obsolete.get(source.key)
        if returning is not None:
            what, message = self.renew(returning, source, written)
            return "fuzzied" if what == "fuzzied" else "revived", message
        same = self._same_elsewhere(source) or self._written_otherwise(source)
        if same is not None:
            return "moved", entries.renewed(same._replace(key=source.key), source, written)
        offer = self._other_context(source) or self._exact(source)
        return self._offered(offer, source, self._empty(asked), "added") if offer else None

    def _suggested(self, asked: Asked, near: Sequence[_Found]) -> tuple[What, Message]:
        """What is most like it."""
        offer = self._composed(asked.source, near) or self._best(asked.source, near)
        return self._offered(offer, asked.source, self._empty(asked), "added")

    def _empty(self, asked: Asked) -> Message:
        source = asked.source
        return Message(source.key, source.plural_id, ("",) * self._count(source), source.flags, asked.written)

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
            offer = self._exact(source) or self._best(source, sorted(self._from_others(source), key=_by_score))
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
            strings = (*offer.strings, *[offer.strings[-1]] * count)[:count]
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

    def _other_context(self, source: Source) -> _Offer | None:
        """The same text in another context, first of those with the same plural."""
        plain = MessageKey(None, source.key.id)
        same = [part[plain] for part in self._parts if plain in part and part[plain].translated]
        same += self._by_id.get(source.key.id, ())
        best = min(same, key=lambda message: message.plural_id != source.plural_id, default=None)
        return None if best is None else _Offer(best.strings, _origin_for(source, best))

    def _exact(self, source: Source) -> _Offer | None:
        """The same text in a foreign catalog."""
        for memory, origin in self._foreign:
            for message in memory.exact(source.key.id, source.plural_id)[:1]:
                return _Offer(message.strings, _origin_for(source, message), origin)
        return None

    def _likely(self, asked: Sequence[Asked]) -> list[list[_Found]]:
        """For each new message those that may be its old form, the likeliest first.

        What went from the same place is compared at once. Then those for which nothing of it is sure are asked for in
        all that went, and those for which that was not sure in all that is there.
        """
        found = [self._from_place(one) for one in asked]
        for messages in (self._gone, _pairs([self._previous, *self._elsewhere])):
            unsure = [place for place, near in enumerate(found) if not _sure(near)]
            if unsure:
                memory = Memory(messages, asked=[asked[place].source.key.id for place in unsure])
                for place in unsure:
                    found[place] += self._from_memory(asked[place].source, memory)
        for one, near in zip(asked, found, strict=True):
            if not _sure(near):
                near += self._from_others(one.source)
            near.sort(key=_by_score)
        return found

    def _from_place(self, asked: Asked) -> list[_Found]:
        found = []
        for key, just_there in asked.neighbours:
            old = _pair(self._previous.messages[key])
            if old is not None:
                place = _PLACE if just_there else _PLACE / 2
                found.append(self._weighed(old, asked.source, saving(asked.source.key.id, old.key.id), place))
        return found

    def _from_memory(self, source: Source, memory: Memory, origin: str = "") -> list[_Found]:
        near = memory.similar(source.key.id, least=_FLOOR)
        return [self._weighed(message, source, share, 0.0, origin) for share, message in near]

    def _from_others(self, source: Source) -> list[_Found]:
        """What the foreign catalogs know, asked one after the other until one is sure."""
        found: list[_Found] = []
        for memory, origin in self._foreign:
            if _sure(found):
                break
            found += self._from_memory(source, memory, origin)
        return found

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
        best = next((one for one in near if one.saving >= _FLOOR), None)
        if best is None or best.score < self._least:
            return None
        message = best.message
        text, old = source.key.id, message.key.id
        first, *others = message.strings
        # The first form belongs to the singular, all others to the plural.
        forms = [carried(source.plural_id or text, message.plural_id or old, other) for other in others]
        return _Offer((carried(text, old, first), *forms), _origin_for(source, message), best.origin)

    def _weighed(self, message: Message, source: Source, share: float, place: float, origin: str = "") -> _Found:
        """A message with what else than its words says that it is the one that became this source."""
        page = not entries.pages(message).isdisjoint(reference.path for reference in source.references)
        role = entries.role(message) == ", ".join(source.kinds)
        context = message.key.context == source.key.context
        score = share + place + page * _PAGE + role * _ROLE + context * _CONTEXT
        return _Found(message, share, score, place, origin)

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
        """What is known from messages that leave the catalog with this merge."""
        sources = self._template.sources
        gone = (_pair(one) for key, one in self._previous.messages.items() if key not in sources)
        return tuple(one for one in gone if one is not None)

    @cached_property
    def _parts(self) -> list[Mapping[MessageKey, Message]]:
        """All that is this site's in this locale: live entries before obsolete ones."""
        return [part for one in (self._previous, *self._elsewhere) for part in (one.messages, one.obsolete)]

    @cached_property
    def _by_id(self) -> dict[str, list[Message]]:
        """Finished messages with a context, by their text."""
        found: dict[str, list[Message]] = {}
        for part in self._parts:
            for message in [one for key, one in part.items() if key[0] is not None]:
                if message.translated:
                    found.setdefault(message.key.id, []).append(message)
        return found

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._gone)

    @cached_property
    def _by_sound(self) -> dict[str, list[Message]]:
        """What is not in use under its own text, by what a reader hears of it."""
        sources = self._template.sources
        gone = [one for key, one in self._previous.messages.items() if key not in sources]
        parts = (part.values() for one in self._elsewhere for part in (one.messages, one.obsolete))
        found: dict[str, list[Message]] = {}
        for message in chain(gone, self._previous.obsolete.values(), *parts):
            if message.plural_id is None and message.translated and (sound := _sound(message.key.id)):
                found.setdefault(sound, []).append(message)
        return found


def _pair(message: Message) -> Message | None:
    """A text and what somebody made of it: a finished message, or what a fuzzy one was before, by its `#|` lines."""
    if not message.strings[0] or not message.fuzzy:
        return message if message.translated else None
    if message.previous is None or not all(message.strings):
        return None
    (key, plural_id), flags = message.previous, tuple(flag for flag in message.flags if flag != "fuzzy")
    return message._replace(key=key, plural_id=plural_id, flags=flags, previous=None)


def _pairs(catalogs: Iterable[Catalog]) -> Iterable[Message]:
    """What some catalogs know, live messages before obsolete ones."""
    parts = (part for catalog in catalogs for part in (catalog.messages, catalog.obsolete))
    return (pair for part in parts for message in part.values() if (pair := _pair(message)) is not None)


def _origin_of(message: Message) -> tuple[MessageKey, str | None]:
    """What a message's strings were made for."""
    return message.previous if message.fuzzy and message.previous else (message.key, message.plural_id)


def _origin_for(source: Source, message: Message) -> tuple[MessageKey, str | None] | None:
    """The same, or None where that is the source itself."""
    origin = _origin_of(message)
    return None if origin == (source.key, source.plural_id) else origin


def _sure(found: Iterable[_Found]) -> bool:
    return any(one.saving >= (_FLOOR if one.place == _PLACE else _SURE) for one in found)


def _by_score(found: _Found) -> float:
    return -found.score


def _sound(text: str) -> str:
    """Letters and digits alone."""
    if "&" in text:
        text = html.unescape(text)
    return text.translate(_UNHEARD_ASCII) if text.isascii() else _UNHEARD.sub("", text)


def _content(text: str) -> object:
    """What a text says, with its markup; white space counts as in a browser. Its own for what cannot be read safely."""
    inline = markup.parse_source(text)
    if inline.problem:
        return text
    return tuple(_BLANK.sub(" ", part) if isinstance(part, str) else part for part in inline.parts)
