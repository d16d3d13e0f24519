"""Text to entries: the fast way where an entry allows it, else line by line; each where it belongs, and none twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from i18n.model import Message, MessageKey
from i18n.po.decoding import BOM, line_ending
from i18n.po.entry import Entry
from i18n.po.layout import LAYOUTS, matched_message, read_plain
from i18n.po.limits import MAXIMUM_ERRORS, MAXIMUM_MESSAGE
from i18n.po.line_by_line import Careful
from i18n.po.problems import Report


@dataclass(slots=True)
class Scan:
    """The entries of a text."""

    text: str
    header: Message | None = None
    messages: dict[MessageKey, Message] = field(default_factory=dict)
    obsolete: dict[MessageKey, Message] = field(default_factory=dict)
    spans: dict[MessageKey, tuple[int, int]] = field(default_factory=dict)
    repeats: list[tuple[int, int, MessageKey]] = field(default_factory=list)
    """Spans of entries that say again what another entry of the same key says."""


def scan_text(text: str, report: Report, *, fast: bool = True) -> Scan:
    """All entries of a text; problems go to the report. Not `fast` is for tests: the result is the same."""
    scan = Scan(text)
    found = len(report.diagnostics)
    messages, spans = scan.messages, scan.spans
    live, dead = LAYOUTS[line_ending(text)] if fast else (_never, _never)
    most = MAXIMUM_MESSAGE // 4
    position, length = int(text.startswith(BOM)), len(text)
    swift = read_plain if fast and live is LAYOUTS["\n"][0] else _never
    while position < length and report.errors < MAXIMUM_ERRORS:
        entry: Entry | None
        if (found_swiftly := swift(text, position)) is not None:
            message, span = found_swiftly
            start, position = span
            if position - start < most and spans.setdefault(message[0], span) is span:
                messages[message[0]] = message
                continue
            entry = Entry(start, position, False, message)
        elif (match := live(text, position)) is not None:
            message = matched_message(match)
            start, position = span = match.start(1), match.end()
            key = message[0]
            # The common case: a quarter of the limit in characters cannot be more than the limit in bytes.
            if position - start < most and key[1] and spans.setdefault(key, span) is span:
                messages[key] = message
                continue
            entry = Entry(start, position, False, message)
        elif (match := dead(text, position)) is not None:
            entry, position = Entry(match.start(1), match.end(), True, matched_message(match)), match.end()
        else:
            entry, position = Careful(text, report).read(position)
        if entry is not None:
            _store(entry, scan, report)
    _check_conflicts(text, found, report)
    return scan


def _never(text: str, position: int) -> None:
    """Matches nothing."""


def _store(entry: Entry, scan: Scan, report: Report) -> None:
    """Puts an entry where it belongs; an entry of the same key, an unusual place or an excess of size is reported."""
    start, end, obsolete, message = entry
    key = message.key
    texts = (key.context or "", key.id, message.plural_id or "", *message.strings)
    if end - start >= MAXIMUM_MESSAGE // 4 and (size := sum(len(text.encode()) for text in texts)) > MAXIMUM_MESSAGE:
        report.add("po.limits", start, f"the message has {size} bytes; at most {MAXIMUM_MESSAGE} are read", key=key)
    if not key.id and not obsolete:
        _store_header(entry, scan, report)
        return
    span = scan.spans.get(key)
    if span is None:
        (scan.obsolete if obsolete else scan.messages)[key] = message
        scan.spans[key] = (start, end)
        return
    first = report.line(span[0])
    if (obsolete and key in scan.messages) or not key.id:
        report.add("po.obsolete", start, f"obsolete entry of a live message (line {first})", warning=True, key=key)
        scan.repeats.append((start, end, key))
    elif not obsolete and key in scan.obsolete:
        report.add("po.obsolete", span[0], "obsolete entry of a live message", warning=True, key=key)
        del scan.obsolete[key]
        scan.repeats.append((*span, key))
        scan.messages[key] = message
        scan.spans[key] = (start, end)
    elif _content((scan.obsolete if obsolete else scan.messages)[key]) == _content(message):
        report.add("po.duplicate", start, f"the same entry as in line {first}; remove it", warning=True, key=key)
        scan.repeats.append((start, end, key))
    else:
        report.add("po.duplicate", start, f"another entry of the message in line {first}; keep one", key=key)


def _store_header(entry: Entry, scan: Scan, report: Report) -> None:
    key = entry.message.key
    if key.context is not None:
        report.add("po.header", entry.start, "an empty msgid with a msgctxt; only the header has an empty msgid")
    elif scan.header is not None:
        report.add("po.header", entry.start, "a second header entry; keep the first")
    elif scan.spans:
        report.add("po.header", entry.start, "the header is not the first entry; move it to the top")
    elif entry.message.plural_id is not None:
        report.add("po.header", entry.start, "the header has a plural; give it one msgstr")
    else:
        scan.header = entry.message
        scan.spans[key] = (entry.start, entry.end)


def _content(message: Message) -> tuple[str | None, tuple[str, ...], bool]:
    return message.plural_id, message.strings, message.fuzzy


_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)


def _check_conflicts(text: str, found: int, report: Report) -> None:
    """Says that git's conflict markers stand in the file, instead of all that follows from them."""
    if not report.errors:
        return
    markers = list(islice(_CONFLICT.finditer(text), MAXIMUM_ERRORS))
    if markers:
        del report.diagnostics[found:]
        report.errors = 0
    for marker in markers:
        report.add("po.conflict", marker.start(), f"merge conflict marker {marker[0]!r}; resolve the conflict")
