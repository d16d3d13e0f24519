"""XML from strangers, record by record, and XML for them.

The parser is expat, from the standard library. It fetches nothing; a document type, an entity and an XInclude are
refused before anything of them is expanded; nesting, records and the whole are limited. So the work grows with the
bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from i18n.exchange.problems import ExchangeError, Problems
from i18n.exchange.unit import Unit

MAXIMUM_FILE = 64 * 1024 * 1024
"""Bytes of one file or part of a workbook: some 50,000 messages in the wordiest format."""
_DEEPEST = 64
"""Elements inside each other; the formats need ten."""
_RECORD = 10_000
"""Elements inside one record; a message has twenty."""
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
XML = "http://www.w3.org/XML/1998/namespace"
_XINCLUDE = ("http://www.w3.org/2001/XInclude ", "http://www.w3.org/2003/XInclude ")


class Element:
    """One element of a record. The name has no namespace where that is one of the format's own."""

    __slots__ = ("attributes", "children", "line", "name")

    def __init__(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[str | Element] = []
        self.line = line

    def elements(self, *names: str) -> Iterator[Element]:
        """Its own children with one of these names."""
        return (child for child in self.children if isinstance(child, Element) and child.name in names)

    def first(self, name: str) -> Element | None:
        return next(self.elements(name), None)

    @property
    def text(self) -> str:
        """The text directly in it, without that of elements inside."""
        return "".join(child for child in self.children if isinstance(child, str))


OnRecord = Callable[[Element, tuple[Element, ...]], None]
"""Called with each record and the elements around it, outermost first."""


def parse(
    data: bytes,
    problems: Problems,
    on_record: OnRecord,
    *,
    root: str,
    records: Iterable[str],
    namespaces: Iterable[str],
    doctype: re.Pattern[str] | None = None,
) -> None:
    """Calls `on_record` for every element that `records` names, each as soon as it is read.

    `root` is the name of the outermost element. A document type is accepted only where `doctype` matches the address
    that it names, is never fetched, and may declare nothing itself.

    Raises ExchangeError for everything that makes the file unreadable.
    """
    if len(data) > MAXIMUM_FILE:
        problems.refuse("exchange.limits", f"it has {len(data)} bytes; at most {MAXIMUM_FILE} are read: split it")
    reader = _Reader(problems, on_record, root, frozenset(records), tuple(f"{one} " for one in namespaces), doctype)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        problems.refuse(
            "exchange.syntax",
            f"not well-formed XML: {expat.ErrorString(error.code)}; export it anew, or repair it in a text editor",
            error.lineno,
            column=error.offset + 1,
        )


class _Reader:
    def __init__(
        self,
        problems: Problems,
        on_record: OnRecord,
        root: str,
        records: frozenset[str],
        namespaces: tuple[str, ...],
        doctype: re.Pattern[str] | None,
    ) -> None:
        self.problems = problems
        self.on_record = on_record
        self.root = root
        self.records = records
        self.namespaces = namespaces
        self.doctype = doctype
        self.around: list[Element] = []
        self.inside: list[Element] = []
        self.count = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.document_type
        parser.EntityDeclHandler = self.entity
        parser.SkippedEntityHandler = self.entity
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters

    def refuse(self, check: str, message: str) -> None:
        self.problems.refuse(check, message, self.parser.CurrentLineNumber)

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            self.refuse("exchange.encoding", f"its encoding is {encoding!r}; save it as UTF-8")

    def document_type(self, name: str, system: str | None, public: str | None, subset: int) -> None:
        known = self.doctype is not None and public is None and self.doctype.fullmatch(system or "")
        if subset or not known or name != self.root:
            self.refuse("exchange.doctype", "a document type could bring in other files; remove the <!DOCTYPE ...>")

    def entity(self, name: str, *rest: object) -> None:
        self.refuse("exchange.entity", f"the entity {name!r} is not part of XML; write the text itself")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if name.startswith(_XINCLUDE):
            self.refuse("exchange.include", "XInclude would bring in another file; remove it")
        if len(self.around) + len(self.inside) >= _DEEPEST:
            self.refuse("exchange.limits", f"more than {_DEEPEST} elements inside each other")
        element = Element(self.plain(name), attributes, line)
        if not self.around and element.name != self.root:
            self.refuse("exchange.format", f"expected <{self.root}>, found <{element.name}>; is it the right file?")
        if self.inside:
            self.count += 1
            if self.count > _RECORD:
                self.refuse("exchange.limits", f"more than {_RECORD} elements in one message")
            self.inside[-1].children.append(element)
            self.inside.append(element)
        elif element.name in self.records:
            self.count = 0
            self.inside.append(element)
        else:
            self.around.append(element)

    def end(self, name: str) -> None:
        if not self.inside:
            self.around.pop()
            return
        element = self.inside.pop()
        if not self.inside:
            self.on_record(element, tuple(self.around))

    def characters(self, text: str) -> None:
        if self.inside:
            self.inside[-1].children.append(text)

    def plain(self, name: str) -> str:
        for namespace in self.namespaces:
            if name.startswith(namespace):
                return name[len(namespace) :]
        return name


# --- writing ---------------------------------------------------------------------------------------

_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 document can hold, not even as a number. Source: XML 1.0 (fifth edition), production 2."""


def escaped(text: str) -> str:
    """A text between tags. A carriage return is a number, since every XML parser would make a line feed of it."""
    return text.translate(_SPECIAL)


def attributes(values: Mapping[str, str]) -> str:
    """Attributes with a space before each."""
    return "".join(f' {name}="{value.translate(_QUOTED)}"' for name, value in values.items())


def tag(name: str, text: str, **values: str) -> str:
    """An element that holds text; `_` in an attribute's name stands for `-`."""
    return (
        f"<{name}{attributes({key.replace('_', '-'): value for key, value in values.items()})}>{escaped(text)}</{name}>"
    )


def grouped(unit: Unit, kind: Mapping[str, str], form: Callable[[Unit, int], Iterable[str]]) -> Iterator[str]:
    """The lines of a unit: those of its one form, or of a group, of this kind, with all forms of a plural."""
    if unit.plural_id is None:
        yield from form(unit, 0)
        return
    yield f"<group{attributes({'id': unit.id, **kind})}>"
    for number in range(len(unit.strings)):
        yield from form(unit, number)
    yield "</group>"


def check_characters(units: Iterable[Unit]) -> None:
    """Nothing, where XML can hold every text. Raises ExchangeError that lists the messages where it cannot."""
    problems = Problems("")
    for unit in units:
        texts = (unit.key.context, unit.key.id, unit.plural_id, *unit.strings, unit.previous, unit.notes, unit.comments)
        for text in (*texts, *unit.references, unit.critical, unit.id, unit.shown):
            if text and (found := NOT_XML.search(text)):
                text = f"{found[0]!r} in the message {unit.key.id[:60]!r}: no XML file can hold it"
                problems.add("exchange.character", f"{text}; remove it, or use .csv", unit.line, key=unit.key)
                break
    if problems.found:
        first = problems.found[0]
        raise ExchangeError(first.message, diagnostics=problems.found)
