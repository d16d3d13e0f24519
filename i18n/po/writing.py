"""`Catalog` to bytes: what did not change keeps its bytes, what did is laid out as msgcat 0.21 does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from i18n.errors import CatalogError
from i18n.model import Catalog, Message, MessageKey
from i18n.po.decoding import line_ending
from i18n.po.entry import HEADER
from i18n.po.formatting import formatted
from i18n.po.problems import Report
from i18n.po.scanning import Scan, scan_text


def write(catalog: Catalog) -> bytes:
    """The file of a catalog. What equals the entry that its span holds keeps its bytes, whoever wrote them.

    Live messages stand in the catalog's order, obsolete ones below or where they stood. Line endings, blank
    lines, byte order mark and last newline stay as the file has them. Comments are never joined or re-wrapped.

    Raises CatalogError for a message that no `.po` file can hold (a control character, a lone surrogate).
    """
    text = _rewritten(catalog) if catalog.text else "\n".join(entry + "\n" for entry in _formatted_all(catalog))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        found = repr(error.object[error.start])
        raise CatalogError(f"a message holds {found}, which UTF-8 cannot hold; remove it", path=catalog.path) from error


def _formatted_all(catalog: Catalog) -> Iterator[str]:
    yield formatted(catalog.header, catalog.path)
    for message in catalog.messages.values():
        yield formatted(message, catalog.path)
    for message in catalog.obsolete.values():
        yield formatted(message, catalog.path, obsolete=True)


def _rewritten(catalog: Catalog) -> str:
    """The catalog's text with what changed laid out anew; entries that repeat another one are left out then."""
    text = catalog.text
    scan = catalog.scan
    if not isinstance(scan, Scan) or scan.text is not text:
        report = Report(catalog.path, catalog.locale, text=text)
        scan = scan_text(text, report)
        report.raise_errors()
    before, after = dict(scan.messages), dict(catalog.messages)
    if scan.header is not None:
        before = {HEADER: scan.header} | before
    if scan.header is not None or catalog.header != Message(HEADER):
        after = {HEADER: catalog.header} | after
    if before == after and list(before) == list(after) and scan.obsolete == catalog.obsolete:
        return text
    newline = line_ending(text)
    places = sorted([(*span, key) for key, span in scan.spans.items()] + scan.repeats)
    ends = [0, *(end for _, end, _ in places)]
    gaps = {start: text[end:start] for end, (start, _, _) in zip(ends, places, strict=False)}
    first = places[0][0]
    usual = gaps[places[1][0]] if len(places) > 1 else newline * 2
    written: list[str] = []

    def put(message: Message, old: Mapping[MessageKey, Message], *, obsolete: bool) -> None:
        start, end = scan.spans.get(message.key, (first, first))
        written.append((usual if start == first else gaps[start]) if written else gaps[first])
        if message == old.get(message.key):
            written.append(text[start:end])
        else:
            written.append(formatted(message, catalog.path, obsolete=obsolete).replace("\n", newline))

    among = _obsolete_among(scan)
    rest = dict(catalog.obsolete)
    for key, message in after.items():
        put(message, before, obsolete=False)
        for neighbour in among.get(key, ()):
            if neighbour in rest:
                put(rest.pop(neighbour), scan.obsolete, obsolete=True)
    for message in rest.values():
        put(message, scan.obsolete, obsolete=True)
    return "".join(written) + text[places[-1][1] :]


def _obsolete_among(scan: Scan) -> dict[MessageKey, list[MessageKey]]:
    """The obsolete entries that stand between live ones, by the live one above them."""
    among: dict[MessageKey, list[MessageKey]] = {}
    above: MessageKey | None = None
    waiting: list[MessageKey] = []
    for key in sorted(scan.spans, key=lambda key: scan.spans[key]):
        if key in scan.obsolete:
            waiting.append(key)
            continue
        if above is not None and waiting:
            among[above] = waiting
        above, waiting = key, []
    return among
