"""Between a locale's catalogs and units: what leaves, and what may come in again.

Nothing that somebody did in the meantime is overwritten: a unit carries the fingerprint of what it showed, so a string
that only the file changed is told from one that changed in the catalog too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from i18n import po
from i18n.exchange.unit import STATES, State, Unit, Units, fingerprint, stable_id
from i18n.model import Catalog, Diagnostic, Message, MessageKey, Severity, Template

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""What no `.po` file can hold."""
_SPREADSHEET_ERRORS = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
"""What a spreadsheet makes of a string that it took for a formula."""


class Entered(NamedTuple):
    """A locale's catalogs with what a file brought."""

    catalogs: tuple[Catalog, ...]
    """As they were given, in their order."""
    entered: tuple[MessageKey, ...]
    """Messages whose strings or state changed."""
    same: int
    """Units that brought nothing new."""
    diagnostics: tuple[Diagnostic, ...]
    """What was not entered, and why; information about what was."""


def state_of(message: Message) -> State:
    """`untranslated` where a string is empty, else `fuzzy` or `translated`."""
    if not all(message.strings):
        return "untranslated"
    return "fuzzy" if message.fuzzy else "translated"


def units_of(
    catalogs: Sequence[Catalog], template: Template, *, states: Collection[State] = STATES, pages: Collection[str] = ()
) -> tuple[Unit, ...]:
    """The messages of a locale that the site still has, in the order in which it is read.

    `states` chooses by state; `pages` by the file that a text stands in, empty for all.
    """
    messages = _live(catalogs)
    found = []
    for key, source in template.sources.items():
        message = messages.get(key)
        if message is None or message.plural_id != source.plural_id or state_of(message) not in states:
            continue
        if pages and not any(reference.path in pages for reference in source.references):
            continue
        found.append(_unit(message, tuple(map(str, source.references)), source.critical or ""))
    return tuple(found)


def _live(catalogs: Sequence[Catalog]) -> dict[MessageKey, Message]:
    """Every live message; where several catalogs have one, that of the first."""
    return {key: one for catalog in reversed(catalogs) for key, one in catalog.messages.items()}


def _unit(message: Message, references: tuple[str, ...], critical: str) -> Unit:
    state = state_of(message)
    return Unit(
        key=message.key,
        plural_id=message.plural_id,
        strings=message.strings,
        state=state,
        previous=message.previous[0].id if message.previous else "",
        notes="\n".join(po.extracted(message)),
        comments="\n".join(po.notes(message)),
        references=references,
        critical=critical,
        id=stable_id(message.key, message.plural_id),
        shown=fingerprint(message.strings, state),
    )


def enter(
    catalogs: Sequence[Catalog], found: Units, path: str, *, theirs: bool = False, finished: bool = False
) -> Entered:
    """The catalogs of a locale with the strings that the file `path` changed.

    A string is finished where the file says so, with `finished` also where it leaves the state as it was, and fuzzy
    otherwise. What changed in the catalog too since the file was made is not overwritten, except with `theirs`; either
    way both strings are in `diagnostics`. A unit without strings takes none away.
    """
    entry = _Entry(catalogs, path, theirs=theirs, finished=finished)
    for message, units in entry.placed(found.units):
        entry.take(message, units)
    result = tuple(map(entry.renewed, catalogs))
    return Entered(result, tuple(entry.entered), entry.same, (*found.diagnostics, *entry.told()))


@dataclass(frozen=True, slots=True)
class _Told:
    """Something to say about a unit. Lines of the catalog are counted once, at the end."""

    check: str
    severity: Severity
    text: str
    unit: Unit
    message: Message | None = None
    place: bool = False
    """Whether the text ends in the message's place in the catalog."""


class _Entry:
    """What happens to the units of one file."""

    def __init__(self, catalogs: Sequence[Catalog], path: str, *, theirs: bool, finished: bool) -> None:
        self.catalogs = catalogs
        self.path = path
        self.theirs = theirs
        self.finished = finished
        self.changed: dict[MessageKey, tuple[Message, Message]] = {}
        """What was there, and what takes its place."""
        self.entered: list[MessageKey] = []
        self.same = 0
        self.notes: list[_Told] = []
        messages = _live(catalogs).values()
        self.by_id = {stable_id(message.key, message.plural_id): message for message in messages}
        self.by_text: dict[str, list[Message]] = {}
        for message in messages:
            self.by_text.setdefault(message.key.id, []).append(message)

    def renewed(self, catalog: Catalog) -> Catalog:
        """The catalog with what changed in it; the same one where nothing did."""
        mine = {key: new for key, (old, new) in self.changed.items() if catalog.messages.get(key) is old}
        if not mine:
            return catalog
        return replace(catalog, messages={key: mine.get(key, one) for key, one in catalog.messages.items()})

    def placed(self, units: Iterable[Unit]) -> list[tuple[Message, list[Unit]]]:
        """The units of each message; what has no message is told."""
        found: dict[MessageKey, tuple[Message, list[Unit]]] = {}
        for unit in units:
            message = self._message(unit)
            if message is not None:
                found.setdefault(message.key, (message, []))[1].append(unit)
        return list(found.values())

    def _message(self, unit: Unit) -> Message | None:
        message = self.by_id.get(unit.id)
        if message is not None:
            # Where only rows of later forms came back, their source is the plural text.
            if _squeezed(unit.key.id) in (_squeezed(message.key.id), _squeezed(message.plural_id or message.key.id)):
                return message
            text = f"the source text is {unit.key.id!r}, but the id is that of {message.key.id!r}"
            self._tell("exchange.source", f"{text}: were columns sorted apart? It is not entered", unit, message)
            return None
        alike = [one for one in self.by_text.get(unit.key.id, ()) if one.plural_id == unit.plural_id]
        exact = [one for one in alike if one.key.context == unit.key.context]
        if len(exact or alike) == 1:
            return (exact or alike)[0]
        if alike:
            text = f"{len(alike)} messages have the text {unit.key.id!r}, and the file does not say which it means"
            self._tell("exchange.ambiguous", f"{text}; it is not entered", unit)
        elif any(unit.strings) and not _untouched(unit):
            text = f"the catalog has no message {unit.key.id!r} any more; its string {_quoted(unit.strings)}"
            self._tell("exchange.gone", f"{text} is entered nowhere and stays in this file", unit)
        return None

    def take(self, message: Message, units: list[Unit]) -> None:
        """What the units of one message bring, if it is one thing."""
        unit = units[0]
        if any((other.strings, other.state) != (unit.strings, unit.state) for other in units):
            lines = ", ".join(str(one.line) for one in units)
            text = f"{message.key.id!r} is in the file {len(units)} times with different strings (lines {lines})"
            self._tell("exchange.twice", f"{text}; leave one", unit, message)
            return
        result = self._with_strings(message, unit)
        if result is None:
            self.same += 1
            result = message
        else:
            self.entered.append(message.key)
        result = _with_comments(result, unit)
        if result != message:
            self.changed[message.key] = message, result

    def _with_strings(self, message: Message, unit: Unit) -> Message | None:
        """The message with the unit's strings; None where they bring nothing, or must not come in."""
        strings = tuple(_newlines(string, message) for string in unit.strings)
        if self._nothing(message, unit, strings) or self._unfit(message, unit, strings):
            return None
        strings += ("",) * (len(message.strings) - len(strings))
        strings = tuple(new or old for new, old in zip(strings, message.strings, strict=True))
        if strings == message.strings and unit.state in ("", state_of(message)):
            return None
        newer = any(message.strings) and unit.shown != fingerprint(message.strings, state_of(message))
        if newer and not self._resolved(message, unit, strings):
            return None
        return self._finished(message, unit, strings)

    def _nothing(self, message: Message, unit: Unit, strings: tuple[str, ...]) -> bool:
        """Whether the unit comes back as it left, empty, or as a copy of its source that no person confirmed."""
        if not any(strings):
            if any(message.strings) and unit.shown[:1] in ("f", "t"):
                text = f"the string was taken out; the catalog keeps {_quoted(message.strings)}"
                self._tell("exchange.emptied", text, unit, message, severity=Severity.INFO)
            return True
        if _untouched(unit):
            return True
        sources = {message.key.id, message.plural_id}
        if unit.state == "" and not any(message.strings) and sources.issuperset(filter(None, strings)):
            text = "the string is a copy of the source, which tools put there by themselves; it is not entered"
            self._tell("exchange.copy", f"{text}: say that it is translated", unit, message, severity=Severity.INFO)
            return True
        return False

    def _unfit(self, message: Message, unit: Unit, strings: tuple[str, ...]) -> bool:
        """Whether no catalog could hold the strings; said."""
        size = sum(len(text.encode("utf-8", "replace")) for text in (*message.key, message.plural_id, *strings) if text)
        if len(strings) > len(message.strings):
            text = f"{len(strings)} forms, and the catalog has {len(message.strings)}"
        elif control := _CONTROL.search("".join(strings)):
            text = f"control character {control[0]!r}; remove it"
        elif size > po.MAXIMUM_MESSAGE:
            text = f"the message has {size} bytes; at most {po.MAXIMUM_MESSAGE} are kept"
        elif error := _SPREADSHEET_ERRORS.intersection(strings) - {message.key.id}:
            text = f"{min(error)!r} is what a spreadsheet makes of a formula; write the text itself"
        else:
            return False
        self._tell("exchange.string", f"{text}. It is not entered", unit, message)
        return True

    def _resolved(self, message: Message, unit: Unit, strings: tuple[str, ...]) -> bool:
        """Whether a string that is newer than the file may be replaced; both are told."""
        both = f"the file has {_quoted(strings)}, the catalog {_quoted(message.strings)}"
        if self.theirs:
            text = f"{both}, which was replaced, at"
            self._tell("exchange.replaced", text, unit, message, severity=Severity.INFO, place=True)
            return True
        since = "was changed since" if unit.shown else "may be newer"
        text = f"{both}, which {since} and stays (--theirs takes the file's), at"
        self._tell("exchange.conflict", text, unit, message, place=True)
        return False

    def _finished(self, message: Message, unit: Unit, strings: tuple[str, ...]) -> Message:
        """The message with its new strings, fuzzy or not."""
        plain = tuple(flag for flag in message.flags if flag != "fuzzy")
        if not all(strings):
            return message._replace(strings=strings)
        # Many tools put in a string and leave the state beside it as we wrote it.
        was_fuzzy = unit.state == "fuzzy" and unit.shown[:1] == "f" and strings != message.strings
        left_alone = unit.state == "" or was_fuzzy
        if unit.state == "translated" or (self.finished and left_alone):
            return message._replace(strings=strings, flags=plain, previous=None)
        return message._replace(strings=strings, flags=("fuzzy", *plain))

    def _tell(
        self,
        check: str,
        text: str,
        unit: Unit,
        message: Message | None = None,
        *,
        severity: Severity = Severity.ERROR,
        place: bool = False,
    ) -> None:
        self.notes.append(_Told(check, severity, text, unit, message, place))

    def told(self) -> list[Diagnostic]:
        """Everything that was said, with lines."""
        placed = {one.message.key: one.message for one in self.notes if one.message is not None and one.place}
        places: dict[MessageKey, str] = {}
        for catalog in self.catalogs:
            here = [key for key, message in placed.items() if catalog.messages.get(key) is message]
            places.update((key, f"{catalog.path}:{line}") for key, line in catalog.lines(here).items())
        found = []
        for one in self.notes:
            key = one.message.key if one.message is not None else one.unit.key
            text = f"{one.text} {places[key]}" if one.place else one.text
            locale = self.catalogs[0].locale
            found.append(Diagnostic(one.check, one.severity, text, self.path, one.unit.line, locale, key))
        return sorted(found, key=lambda one: one.line)


def _untouched(unit: Unit) -> bool:
    """Whether strings and state are what the file showed when it was made."""
    states = (unit.state,) if unit.state else STATES
    return bool(unit.shown) and any(unit.shown == fingerprint(unit.strings, state) for state in states)


def _with_comments(message: Message, unit: Unit) -> Message:
    """The message with the remarks that are new in the file, below those that it has."""
    lines = (_CONTROL.sub("", line).strip() for line in unit.comments.splitlines())
    known = set(po.notes(message))
    new = "".join(f"# {line}\n" for line in dict.fromkeys(lines) if line and line not in known)
    if not new:
        return message
    own = message.comments.splitlines(keepends=True)
    end = max((number for number, line in enumerate(own, 1) if (line[1:2] or " ").isspace()), default=0)
    return message._replace(comments="".join([*own[:end], new, *own[end:]]))


def _newlines(string: str, message: Message) -> str:
    """The string with the line ends of its source: Windows makes two characters of one."""
    if "\r" in string and "\r" not in message.key.id:
        return string.replace("\r\n", "\n").replace("\r", "\n")
    return string


def _squeezed(text: str) -> str:
    """A text without the white space that tools take away or add."""
    return " ".join(text.split())


def _quoted(strings: tuple[str, ...]) -> str:
    return " | ".join(map(repr, strings))
