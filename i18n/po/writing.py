"""`Catalog` to bytes: what did not change keeps its bytes, what did is laid out as msgcat 0.21 does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise

from i18n.errors import CatalogError
from i18n.model import Catalog, CatalogFile, Message, MessageKey
from i18n.po.decoding import line_ending
from i18n.po.entry import HEADER
from i18n.po.formatting import formatted


def write(catalog: Catalog) -> bytes:
    """The file of a catalog. What equals the entry that its span holds keeps its bytes, whoever wrote them.

    Live messages stand in the catalog's order, obsolete ones below or where they stood. Line endings, blank
    lines, byte order mark and last newline stay as the file has them. Comments are never joined or re-wrapped.

    Raises CatalogError for a message that no `.po` file can hold (a control character, a lone surrogate).
    """
    try:
        if catalog.file is None:
            return b"\n".join((entry + "\n").encode() for entry in _formatted_all(catalog))
        return catalog.file.data if _same(catalog, catalog.file) else _rewritten(catalog, catalog.file)
    except UnicodeEncodeError as error:
        found = repr(error.object[error.start])
        raise CatalogError(f"a message holds {found}, which UTF-8 cannot hold; remove it", path=catalog.path) from error


def _formatted_all(catalog: Catalog) -> Iterator[str]:
    yield formatted(catalog.header, catalog.path)
    for message in catalog.messages.values():
        yield formatted(message, catalog.path)
    for message in catalog.obsolete.values():
        yield formatted(message, catalog.path, obsolete=True)


def _same(catalog: Catalog, file: CatalogFile) -> bool:
    """Whether the file says just what the catalog does, in its order."""
    return (
        catalog.header == (file.header or Message(HEADER))
        and catalog.messages == file.messages
        and catalog.obsolete == file.obsolete
        and (catalog.messages is file.messages or list(catalog.messages) == list(file.messages))
    )


class _Copy:
    """Bytes made of parts of a text and of new ones. Parts that stood behind each other are copied in one piece."""

    def __init__(self, text: str) -> None:
        self._text, self._bytes = text, BytesIO()
        self._start = self._end = 0
        self.begun = False

    def old(self, start: int, end: int) -> None:
        self.begun = True
        if start != self._end:
            self._flush()
            self._start = start
        self._end = end

    def new(self, text: str) -> None:
        self._flush()
        self._start = self._end
        self._bytes.write(text.encode())

    def _flush(self) -> None:
        self._bytes.write(self._text[self._start : self._end].encode())

    def whole(self) -> bytes:
        self._flush()
        return self._bytes.getvalue()


def _rewritten(catalog: Catalog, file: CatalogFile) -> bytes:
    """The file with what changed laid out anew; entries that repeat another one are left out then."""
    text, spans = file.text, file.spans
    newline = line_ending(text)
    places = sorted([*spans.values(), *((start, end) for start, end, _ in file.repeats)])
    above = {start: end for (_, end), (start, _) in pairwise(places)}
    first = places[0][0]
    usual = text[places[0][1] : places[1][0]] if len(places) > 1 else newline * 2
    copy = _Copy(text)

    def put(message: Message, old: Message | None, *, obsolete: bool) -> None:
        start, end = spans.get(message.key, (first, first))
        if not copy.begun:
            copy.old(0, first)
        elif start == first:
            copy.new(usual)
        else:
            copy.old(above[start], start)
        if message == old:
            copy.old(start, end)
        else:
            copy.new(formatted(message, catalog.path, obsolete=obsolete).replace("\n", newline))

    among = _obsolete_among(file, spans)
    rest = dict(catalog.obsolete)

    def put_live(message: Message, old: Message | None) -> None:
        put(message, old, obsolete=False)
        for neighbour in among.get(message.key, ()):
            if neighbour in rest:
                put(rest.pop(neighbour), file.obsolete.get(neighbour), obsolete=True)

    if file.header is not None or catalog.header != Message(HEADER):
        put_live(catalog.header, file.header)
    for key, message in catalog.messages.items():
        put_live(message, file.messages.get(key))
    for key, message in rest.items():
        put(message, file.obsolete.get(key), obsolete=True)
    copy.old(places[-1][1], len(text))
    return copy.whole()


def _obsolete_among(
    file: CatalogFile, spans: Mapping[MessageKey, tuple[int, int]]
) -> Mapping[MessageKey, list[MessageKey]]:
    """The obsolete entries that stand between live ones, by the live one above them."""
    among: dict[MessageKey, list[MessageKey]] = {}
    above: MessageKey | None = None
    waiting: list[MessageKey] = []
    for key in sorted(spans, key=lambda key: spans[key]) if file.obsolete else ():
        if key in file.obsolete:
            waiting.append(key)
            continue
        if above is not None and waiting:
            among[above] = waiting
        above, waiting = key, []
    return among
