"""Text to entries: the fast way where an entry allows it, else line by line; each where it belongs, and none twice."""

from __future__ import annotations

import re
from itertools import islice

from i18n.model import CatalogFile, Message, MessageKey
from i18n.po.decoding import BOM, line_ending
from i18n.po.entry import HEADER, Entry
from i18n.po.layout import layouts, matched_message, read_plain
from i18n.po.limits import MAXIMUM_ERRORS, MAXIMUM_MESSAGE
from i18n.po.line_by_line import Careful
from i18n.po.problems import Report


def scanned(data: bytes, path: str, locale: str | None) -> CatalogFile:
    """What a file holds that need not be judged again, because it was made of what was read. Raises CatalogError."""
    text = data.decode()
    report = Report(path, locale, text=text)
    file = scan_text(data, text, report)
    report.raise_errors()
    return file


def scan_text(data: bytes, text: str, report: Report, *, fast: bool = True) -> CatalogFile:
    """All entries of a file whose text is `text`; problems go to the report.

    Not `fast` is for tests: the result is the same.
    """
    scan = CatalogFile(data)
    found = len(report.diagnostics)
    places = _Places(scan)
    live, dead = layouts(line_ending(text)) if fast else (_never, _never)
    most = MAXIMUM_MESSAGE // 4
    position, length = int(text.startswith(BOM)), len(text)
    swift = fast and "\r" not in text
    while position < length and report.errors < MAXIMUM_ERRORS:
        if swift:
            position = read_plain(text, position, most, scan)
        entry: Entry | None
        if (match := live(text, position)) is not None:
            entry, position = Entry(match.start(1), match.end(), False, matched_message(match)), match.end()
        elif (match := dead(text, position)) is not None:
            entry, position = Entry(match.start(1), match.end(), True, matched_message(match)), match.end()
        else:
            entry, position = Careful(text, report).read(position)
        if entry is not None:
            _store(entry, scan, places, report)
    _check_conflicts(text, found, report)
    return scan


def _never(text: str, position: int) -> None:
    """Matches nothing."""


class _Places:
    """The places of the entries by their keys, for the rare entry that is not the first of its key."""

    def __init__(self, scan: CatalogFile) -> None:
        self._scan = scan
        self._known: dict[MessageKey, int] = {}

    def of(self, key: MessageKey) -> int:
        """The number of the entry of a key that is there."""
        known, keys = self._known, self._scan.keys
        if len(known) < len(keys):
            known.update(zip(keys[len(known) :], range(len(known), len(keys)), strict=True))
        return known[key]


def _store(entry: Entry, scan: CatalogFile, places: _Places, report: Report) -> None:
    """Puts an entry where it belongs; an entry of the same key, an unusual place or an excess of size is reported."""
    start, end, obsolete, message = entry
    key = message.key
    # The common case: a quarter of the limit in characters cannot be more than the limit in bytes.
    if end - start >= MAXIMUM_MESSAGE // 4:
        texts = (key.context or "", key.id, message.plural_id or "", *message.strings)
        if (size := sum(len(text.encode()) for text in texts)) > MAXIMUM_MESSAGE:
            report.add("po.limits", start, f"the message has {size} bytes; at most {MAXIMUM_MESSAGE} are read", key=key)
    if not key.id and not obsolete:
        _store_header(entry, scan, report)
        return
    if key not in scan.messages and key not in scan.obsolete and (key != HEADER or scan.header is None):
        (scan.obsolete if obsolete else scan.messages)[key] = message
        _add(scan, key, start, end)
        return
    number = places.of(key)
    span = scan.starts[number], scan.ends[number]
    first = report.line(span[0])
    if (obsolete and key in scan.messages) or not key.id:
        report.add("po.obsolete", start, f"obsolete entry of a live message (line {first})", warning=True, key=key)
        scan.repeats.append((start, end, key))
    elif not obsolete and key in scan.obsolete:
        report.add("po.obsolete", span[0], "obsolete entry of a live message", warning=True, key=key)
        del scan.obsolete[key]
        scan.repeats.append((*span, key))
        scan.messages[key] = message
        scan.starts[number], scan.ends[number] = start, end
    elif _content((scan.obsolete if obsolete else scan.messages)[key]) == _content(message):
        report.add("po.duplicate", start, f"the same entry as in line {first}; remove it", warning=True, key=key)
        scan.repeats.append((start, end, key))
    else:
        report.add("po.duplicate", start, f"another entry of the message in line {first}; keep one", key=key)


def _store_header(entry: Entry, scan: CatalogFile, report: Report) -> None:
    key = entry.message.key
    if key.context is not None:
        report.add("po.header", entry.start, "an empty msgid with a msgctxt; only the header has an empty msgid")
    elif scan.header is not None:
        report.add("po.header", entry.start, "a second header entry; keep the first")
    elif scan.keys:
        report.add("po.header", entry.start, "the header is not the first entry; move it to the top")
    elif entry.message.plural_id is not None:
        report.add("po.header", entry.start, "the header has a plural; give it one msgstr")
    else:
        scan.header = entry.message
        _add(scan, key, entry.start, entry.end)


def _add(scan: CatalogFile, key: MessageKey, start: int, end: int) -> None:
    scan.keys.append(key)
    scan.starts.append(start)
    scan.ends.append(end)


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
