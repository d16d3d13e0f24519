"""Two versions of a catalog and the one that both were made from, merged message by message.

Git merges lines, and in a `.po` file a line says little: two branches that add entries at one place conflict, and a
string written for an old source can come to stand below a new one without a word. Here what is compared is a message,
found by its key, and inside it each of its parts. Only two different strings for one message are a conflict.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, zip_longest
from typing import Final, NamedTuple, TypeVar

from i18n import po
from i18n.memory import Memory
from i18n.model import Catalog, CatalogFile, Message, MessageKey

_T = TypeVar("_T")
_HEADER: Final = MessageKey(None, "")
_WRITTEN: Final = re.compile(r"[ \t]*#[.:]")
_CRITICAL: Final = re.compile(r"^[ \t]*#\.[ \t]*critical:", re.MULTILINE)
_LINE: Final = re.compile(r":[0-9]+$")
"""What gettext's own tools put behind a path."""
_DATES: Final = ("po-revision-date", "pot-creation-date")
_Previous = tuple[MessageKey, str | None]


class Conflict(NamedTuple):
    """Two strings for one message, of which a person has to choose one."""

    key: MessageKey
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge3:
    """The merged catalog, and what happened on the way."""

    catalog: Catalog
    """What our file becomes, for `po.write`; `spans` is empty, because nothing of it was a file before."""
    conflicts: tuple[Conflict, ...] = ()
    outdated: tuple[MessageKey, ...] = ()
    """Messages whose source one side changed while the other translated it: fuzzy, with the source it was made for."""
    changed: tuple[MessageKey, ...] = ()
    """Messages, live or obsolete, that are not as ours were, or that ours did not have."""


class _Entry(NamedTuple):
    message: Message
    live: bool


def merge3(base: Catalog, ours: Catalog, theirs: Catalog) -> Merge3:
    """Ours with all that theirs changed since the base.

    A part of a message that one side changed is as that side has it. What one side translated and the other removed is
    obsolete, with the new string. A finished string wins over a suggestion, which is a fuzzy string that stands
    elsewhere in the base. Where one side changed a source (its entry has a new key, and names the old one in `#|`, has
    its old strings, or is similar to it) and the other side translated the old one, the new one gets that string as
    fuzzy, with the old source as its previous one; a critical message gets only the latter.

    Two different strings stand both in the entry, marked (see `po.clash`) and fuzzy. Additions stay where each side
    has them, ours first. Dates in the header are the later ones; a field that both changed is that of the later
    `PO-Revision-Date`. An entry that is as ours keeps our bytes, one that is as theirs keeps theirs.
    """
    if _same(theirs, base) or _same(ours, theirs):
        return Merge3(ours)
    if _same(ours, base):
        ours = replace(theirs, path=ours.path, domain=ours.domain, locale=ours.locale, diagnostics=())
        return Merge3(ours, changed=_differing(base, ours))
    strings = [*_values(base.messages), *_values(base.obsolete)]
    stock = frozenset(string for message in strings for string in message.strings)
    entries: dict[MessageKey, _Entry] = {}
    conflicts: list[Conflict] = []
    for key in dict.fromkeys(chain(ours.messages, ours.obsolete, theirs.messages, theirs.obsolete)):
        first, second = _entry(ours, key), _entry(theirs, key)
        merged = _merged_entry(_entry(base, key), first, second, stock)
        if merged is None:
            continue
        entries[key] = merged
        if merged not in (first, second) and po.unresolved(merged.message) and first and second:
            conflicts.append(Conflict(key, first.message.strings, second.message.strings))
    outdated: dict[MessageKey, None] = {}
    for changer, translator in ((ours, theirs), (theirs, ours)):
        for key, message in _carried(base, changer, translator, stock):
            entries[key] = _Entry(message, True)
            outdated[key] = None
    live = {key: entries[key].message for key in _order(base, ours, theirs, entries)}
    gone = dict.fromkeys(chain(ours.obsolete, ours.messages, theirs.obsolete, theirs.messages))
    obsolete = {key: entries[key].message for key in gone if key in entries and not entries[key].live}
    merged_catalog = replace(
        ours,
        header=_merged_header(base.header, ours.header, theirs.header),
        messages=live,
        obsolete=obsolete,
        file=None,
        diagnostics=(),
    )
    merged_catalog = replace(merged_catalog, file=_spliced(ours, theirs, merged_catalog))
    return Merge3(merged_catalog, tuple(conflicts), tuple(outdated), _differing(ours, merged_catalog))


def _same(one: Catalog, other: Catalog) -> bool:
    return (
        (one.header, one.messages, one.obsolete) == (other.header, other.messages, other.obsolete)
        and list(one.messages) == list(other.messages)
        and list(one.obsolete) == list(other.obsolete)
    )


def _values(messages: Mapping[MessageKey, Message]) -> Iterable[Message]:
    return messages.values()


def _differing(before: Catalog, after: Catalog) -> tuple[MessageKey, ...]:
    every = dict.fromkeys(chain(before.messages, before.obsolete, after.messages, after.obsolete))
    return tuple(key for key in every if _entry(before, key) != _entry(after, key))


def _entry(catalog: Catalog, key: MessageKey) -> _Entry | None:
    live = catalog.messages.get(key)
    if live is not None:
        return _Entry(live, True)
    obsolete = catalog.obsolete.get(key)
    return None if obsolete is None else _Entry(obsolete, False)


def _pick(base: _T, ours: _T, theirs: _T, otherwise: _T) -> _T:
    """What one side alone changed, or both alike; else `otherwise`."""
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else otherwise


# One message


def _merged_entry(
    base: _Entry | None, ours: _Entry | None, theirs: _Entry | None, stock: frozenset[str]
) -> _Entry | None:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        # One side removed what the other worked on: nothing that was written is lost.
        left = ours or theirs
        return _Entry(left.message, False) if left and any(left.message.strings) else None
    message = _merged(base.message if base else None, ours.message, theirs.message, stock)
    either = ours.live or theirs.live
    return _Entry(message, _pick(base.live, ours.live, theirs.live, either) if base else either)


def _merged(base: Message | None, ours: Message, theirs: Message, stock: frozenset[str]) -> Message:
    """One message of which both sides have their own version."""
    comments = _comments(base, ours, theirs)
    further = max(ours, theirs, key=lambda one: (one.translated, any(one.strings), one.plural_id or ""))
    plural_id = _pick(base.plural_id if base else None, ours.plural_id, theirs.plural_id, further.plural_id)
    count = max(len(one.strings) for one in (ours, theirs) if one.plural_id == plural_id)
    former = None if base is None else _fitted(base, plural_id, count)
    first, second = _fitted(ours, plural_id, count), _fitted(theirs, plural_id, count)
    winner = _winner(former, first, second, stock)
    if winner is None:
        strings = _both(former, first, second)
        fuzzy = first.fuzzy or second.fuzzy or any(map(_marked, strings))
        winner, other = first, second
    else:
        other = second if winner is first else first
        strings, fuzzy = winner.strings, _fuzzy(former, winner, other)
    if fuzzy and not winner.fuzzy:
        previous = other.previous if other.fuzzy else None
    else:
        before = former.previous if former else None
        previous = (
            winner.previous
            if winner.strings != other.strings
            else _pick(before, first.previous, second.previous, winner.previous)
        )
    flags = _flags(former, first, second, fuzzy=fuzzy)
    return Message(ours.key, plural_id, strings, flags, comments, previous)


def _marked(string: str) -> bool:
    return po.MARK in string


def _fitted(message: Message, plural_id: str | None, count: int) -> Message:
    """The message with another plural: its strings are fuzzy then, and none of them is lost."""
    strings = message.strings
    if message.plural_id == plural_id:
        return message if len(strings) == count else message._replace(strings=(*strings, *[""] * count)[:count])
    if plural_id is None:
        forms = [(f"msgstr[{form}]", string) for form, string in enumerate(strings) if string]
        strings = (po.clash(forms) if forms else "",)
    else:
        strings = strings * count if message.plural_id is None else (*strings, *[""] * count)[:count]
    if not any(strings):
        return message._replace(plural_id=plural_id, strings=strings)
    flags = message.flags if message.fuzzy else ("fuzzy", *message.flags)
    previous = message.previous if message.fuzzy and message.previous else (message.key, message.plural_id)
    return message._replace(plural_id=plural_id, strings=strings, flags=flags, previous=previous)


def _winner(base: Message | None, ours: Message, theirs: Message, stock: frozenset[str]) -> Message | None:
    """The side whose strings are those of the result; None where both made their own."""
    if ours.strings == theirs.strings:
        return theirs if ours.fuzzy and not theirs.fuzzy else ours
    made = _made(base, ours), _made(base, theirs)
    if all(made):
        suggested = _suggested(ours, stock), _suggested(theirs, stock)
        if suggested == (True, True):
            return max(ours, theirs, key=lambda one: one.strings)
        if suggested == (False, False):
            return None
        return theirs if suggested[0] else ours
    if any(made):
        return ours if made[0] else theirs
    return theirs if base and ours.strings == base.strings else ours


def _made(base: Message | None, one: Message) -> bool:
    """Whether a side wrote or confirmed a string."""
    if not any(one.strings):
        return False
    return base is None or one.strings != base.strings or (base.fuzzy and not one.fuzzy)


def _suggested(one: Message, stock: frozenset[str]) -> bool:
    """Whether a string is only a suggestion that an update took from another message."""
    return one.fuzzy and all(not string or string in stock for string in one.strings)


def _both(base: Message | None, ours: Message, theirs: Message) -> tuple[str, ...]:
    """The strings where both sides have their own, form by form; marked where they differ."""
    forms = zip_longest(ours.strings, theirs.strings, base.strings if base else (), fillvalue="")
    rewritten = base is not None and base.strings not in (ours.strings, theirs.strings)
    result = []
    for first, second, former in forms:
        if not (first and second):
            result.append(first or second)
        elif rewritten and former in (first, second):
            result.append(second if former == first else first)
        else:
            result.append(po.clash([("ours", first), ("theirs", second)]))
    return tuple(result)


def _fuzzy(base: Message | None, winner: Message, other: Message) -> bool:
    """Whether the winner's strings have to be looked at again."""
    if base is None:
        return winner.fuzzy
    if winner.strings == other.strings and winner.strings == base.strings:
        return _pick(base.fuzzy, winner.fuzzy, other.fuzzy, winner.fuzzy)
    if winner.fuzzy:
        return True
    # The other side's update found that the source had changed below the string.
    return other.fuzzy and not base.fuzzy and other.previous not in (None, base.previous)


def _flags(base: Message | None, ours: Message, theirs: Message, *, fuzzy: bool) -> tuple[str, ...]:
    """Ours, without those that theirs removed, with those that theirs added; `fuzzy` as it was found."""
    before = base.flags if base else ()
    stay = [flag for flag in ours.flags if flag in theirs.flags or flag not in before or flag == "fuzzy"]
    stay += [flag for flag in theirs.flags if flag not in ours.flags and flag not in before and flag != "fuzzy"]
    if not fuzzy:
        return tuple(flag for flag in stay if flag != "fuzzy")
    return tuple(stay) if "fuzzy" in stay else ("fuzzy", *stay)


# Comments


def _comments(base: Message | None, ours: Message, theirs: Message) -> str:
    """Translators' lines and extracted ones line by line, references as a set of places."""
    before = base.comments if base else ""
    if theirs.comments in (ours.comments, before):
        return ours.comments
    if ours.comments == before:
        return theirs.comments
    notes = _lines(*(_kind(text, "") for text in (before, ours.comments, theirs.comments)))
    extracted = _lines(*(_kind(text, ".") for text in (before, ours.comments, theirs.comments)))
    return "".join([*notes, *extracted, *_references(base, ours, theirs)])


def _kind(comments: str, kind: str) -> list[str]:
    """The lines of one kind: `.`, `:`, or nothing for all others."""
    lines = comments.splitlines(keepends=True)
    if not kind:
        return [line for line in lines if not _WRITTEN.match(line)]
    return [line for line in lines if line.lstrip(" \t").startswith(f"#{kind}")]


def _lines(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """Our lines without those that theirs removed, then those that theirs added."""
    removed = Counter(base) - Counter(theirs)
    added = (Counter(theirs) - Counter(base)) - (Counter(ours) - Counter(base))
    result = []
    for line in ours:
        if removed[line]:
            removed[line] -= 1
        else:
            result.append(line)
    for line in theirs:
        if added[line]:
            added[line] -= 1
            result.append(line)
    return result


def _references(base: Message | None, ours: Message, theirs: Message) -> list[str]:
    """The `#:` lines: as a side has them where the other changed no place; a line number is no other place."""
    before, first, second = (_places(one) if one else {} for one in (base, ours, theirs))
    if second.keys() in (first.keys(), before.keys()):
        return _kind(ours.comments, ":")
    if first.keys() == before.keys():
        return _kind(theirs.comments, ":")
    stay = [place for name, place in first.items() if name in second or name not in before]
    new = [place for name, place in second.items() if name not in first and name not in before]
    isolated = (f"\u2068{one}\u2069" if any(map(str.isspace, one)) else one for one in stay + new)
    return [f"#: {place}\n" for place in isolated]


def _places(message: Message) -> dict[str, str]:
    """The places where a message is used, each by its name without a line number."""
    found: dict[str, str] = {}
    for place in po.references(message):
        found.setdefault(_LINE.sub("", place), place)
    return found


# The header


def _merged_header(base: Message, ours: Message, theirs: Message) -> Message:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    before, first, second = (_fields(one) for one in (base, ours, theirs))
    later = second if _date(second.get(_DATES[0])) > _date(first.get(_DATES[0])) else first
    lines = []
    for name in dict.fromkeys([*first, *second]):
        if name in _DATES and first.get(name) != second.get(name):
            line = max(first.get(name), second.get(name), key=_date)
        else:
            otherwise = later.get(name) or first.get(name) or second.get(name)
            line = _pick(before.get(name), first.get(name), second.get(name), otherwise)
        if line is not None:
            lines.append(line)
    fuzzy = _pick(base.fuzzy, ours.fuzzy, theirs.fuzzy, ours.fuzzy)
    flags = _flags(base, ours, theirs, fuzzy=fuzzy)
    return ours._replace(strings=("".join(lines),), flags=flags, comments=_comments(base, ours, theirs))


def _fields(header: Message) -> dict[str, str]:
    """The lines of the header by the name of their field, in lower case."""
    lines = re.findall(r"[^\n]+\n?", header.strings[0])
    return {line.partition(":")[0].strip().lower(): line if line.endswith("\n") else f"{line}\n" for line in lines}


def _date(line: str | None) -> float:
    """The moment that a date field names, in seconds; before all others where it names none."""
    try:
        return datetime.strptime((line or "").partition(":")[2].strip(), "%Y-%m-%d %H:%M%z").timestamp()
    except (ValueError, OverflowError):
        return float("-inf")


# A source that changed below a new string


def _carried(
    base: Catalog, changer: Catalog, translator: Catalog, stock: frozenset[str]
) -> Iterator[tuple[MessageKey, Message]]:
    """Each message whose source one side changed while the other side translated the old one, with that string."""
    translated = {
        key: message
        for key, message in translator.messages.items()
        if key in base.messages and key not in changer.messages and _made(base.messages[key], message)
    }
    if not translated:
        return
    memory = Memory(translated.values())
    by_strings = {base.messages[key].strings: key for key in translated}
    for key, message in changer.messages.items():
        if any(key in part for part in (base.messages, translator.messages, translator.obsolete)):
            continue
        old = message.previous[0] if message.previous else None
        if old is None and not any(message.strings):
            similar = memory.similar(key.id, limit=1)
            old = similar[0][1].key if similar else None
        elif old is None:
            old = by_strings.get(message.strings)
        if old is None or old not in translated:
            continue
        carried_over = message.strings == base.messages[old].strings
        if not any(message.strings) or carried_over or _suggested(message, stock):
            yield key, _with_strings_of(translated[old], message)


def _with_strings_of(old: Message, message: Message) -> Message:
    """The message with the strings of its old source, fuzzy; a critical one with its `#|` lines alone."""
    previous: _Previous = old.previous if old.fuzzy and old.previous else (old.key, old.plural_id)
    if _CRITICAL.search(message.comments):
        return message._replace(previous=previous)
    strings = _fitted(old, message.plural_id, len(message.strings)).strings
    flags = message.flags if message.fuzzy else ("fuzzy", *message.flags)
    return message._replace(strings=strings, flags=flags, previous=previous)


# Order and bytes


def _order(base: Catalog, ours: Catalog, theirs: Catalog, entries: Mapping[MessageKey, _Entry]) -> list[MessageKey]:
    """The live keys in the order of the side that changed it, else ours; the other side's additions in their places."""

    def common(catalog: Catalog) -> list[MessageKey]:
        return [key for key in catalog.messages if all(key in one.messages for one in (base, ours, theirs))]

    lead, other = (theirs, ours) if common(ours) == common(base) != common(theirs) else (ours, theirs)
    behind: dict[MessageKey | None, list[MessageKey]] = {}
    above: MessageKey | None = None
    for key in other.messages:
        if key in lead.messages:
            above = key
        else:
            behind.setdefault(above, []).append(key)
    result: list[MessageKey] = []
    waiting = behind.get(None, [])
    for key in lead.messages:
        if key in other.messages:
            result += waiting
            waiting = behind.get(key, [])
        result.append(key)
    return [key for key in result + waiting if key in entries and entries[key].live]


def _spliced(ours: Catalog, theirs: Catalog, merged: Catalog) -> CatalogFile | None:
    """Our file with the bytes of the entries that are as theirs, so that whoever wrote them finds them as they were."""
    if ours.file is None or theirs.file is None:
        return ours.file
    text, text_of_theirs = ours.file.text, theirs.file.text
    newline = "\r\n" if "\r\n" in text else "\n"

    def theirs_as_written(key: MessageKey) -> str:
        start, end = spans_of_theirs[key]
        return text_of_theirs[start:end].replace("\r\n", "\n").replace("\n", newline)

    edits: list[tuple[int, int, str]] = []
    spans, spans_of_theirs = ours.file.spans, theirs.file.spans
    if merged.header == theirs.header != ours.header and _HEADER in spans and _HEADER in spans_of_theirs:
        edits.append((*spans[_HEADER], theirs_as_written(_HEADER)))
    place = spans.get(_HEADER, (0, 0))[1]
    last = max((end for _, end in spans.values()), default=0)
    parts: Sequence[tuple[Callable[[Catalog], Mapping[MessageKey, Message]], bool]] = (
        (lambda one: one.messages, True),
        (lambda one: one.obsolete, False),
    )
    for part, live in parts:
        for key, message in part(merged).items():
            is_theirs = message == part(theirs).get(key) and key in spans_of_theirs
            if key in part(ours):
                if is_theirs and message != part(ours)[key]:
                    edits.append((*spans[key], theirs_as_written(key)))
                place = spans[key][1]
            elif is_theirs and key not in spans and place:
                at = place if live else last
                edits.append((at, at, newline * 2 + theirs_as_written(key)))
    pieces, position = [], 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        pieces += [text[position:start], new]
        position = end
    whole = "".join(pieces) + text[position:]
    return po.scanned(whole.encode(), ours.path, ours.locale)
