"""Words of Atom and RSS feeds."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from xml.parsers import expat

from i18n.audit.pages import leaks
from i18n.audit.words import Known, Leak

_WORDS = frozenset(
    "title subtitle summary description content encoded rights copyright caption shortname longname".split()
)
"""Elements, whatever their namespace, that hold words for people. Source: RFC 4287; RSS 2.0; OpenSearch 1.1."""


class _Forbidden(Exception):
    """The file declares entities, which no feed needs and which can grow without bounds."""


def feed_leaks(
    text: str, *, values: frozenset[str], autonyms: Mapping[str, str], names: frozenset[str] = frozenset()
) -> list[Leak]:
    """The titles, summaries and contents of an XML file that bear no mark, up to where it stops being well formed.

    Contents that are HTML, escaped or not, are read as HTML. See `leaks`.
    """
    reader = _Reader(Known.of(values, autonyms, names), values, autonyms, names)
    with contextlib.suppress(expat.ExpatError, _Forbidden):
        reader.parser.Parse(text.encode(errors="replace"), True)
    return reader.found


class _Reader:
    def __init__(
        self, known: Known, values: frozenset[str], autonyms: Mapping[str, str], names: frozenset[str]
    ) -> None:
        self.known, self.values, self.autonyms, self.names = known, values, autonyms, names
        self.found: list[Leak] = []
        self.inside, self.kind = 0, ""
        self.words: list[str] = []
        self.place = (1, 1)
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if self.inside:
            self.inside += 1
        elif local in _WORDS:
            self.inside, self.kind, self.words = 1, local, []
            self.place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _text(self, text: str) -> None:
        if self.inside:
            self.words.append(text)

    def _end(self, name: str) -> None:
        if not self.inside:
            return
        self.inside -= 1
        if not self.inside:
            self._judge("".join(self.words))

    def _judge(self, text: str) -> None:
        if "<" in text:
            inner = leaks(text, values=self.values, autonyms=self.autonyms, names=self.names)
            self.found += [Leak(f"feed {self.kind}", one.text, *self.place) for one in inner]
        elif words := self.known.alone(text):
            self.found.append(Leak(f"feed {self.kind}", words, *self.place))

    def _entity(self, *declared: object) -> None:
        raise _Forbidden
