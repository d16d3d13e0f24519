"""Files that attack the reader (S-23), and files that are broken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from i18n import exchange
from i18n.exchange import ExchangeError
from i18n.exchange.problems import MAXIMUM_ERRORS
from tests.unit.exchange.texts import XML_KINDS, Kind, unit, units

GOOD = units(unit("Hello", "Hola"))


def _with(kind: Kind, start: str = "", text: str = "Hola") -> bytes:
    """A good file with something behind its declaration, or with another string."""
    head, rest = kind.write(GOOD).decode().split("\n", 1)
    return f"{head}\n{start}\n{rest.replace('Hola', text)}".encode()


def _root(kind: Kind) -> str:
    return "tmx" if kind.file.endswith("tmx") else "xliff"


def _checks(kind: Kind, data: bytes) -> list[str]:
    with pytest.raises(ExchangeError) as caught:
        kind.read(data)
    return [one.check for one in caught.value.diagnostics]


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(30))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_billion_laughs(kind: Kind) -> None:
    """Entities are refused before one is expanded."""
    assert ["exchange.doctype"] == _checks(kind, _with(kind, f"<!DOCTYPE {_root(kind)} [{BOMB}]>", "&e29;"))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_external_entity(kind: Kind, tmp_path: Path, visits: tuple[str, list[str]]) -> None:
    """No file and no address that an entity names is read."""
    (tmp_path / "secret").write_text("SECRET")
    for address in (f"file://{tmp_path}/secret", f"{visits[0]}/secret"):
        data = _with(kind, f'<!DOCTYPE {_root(kind)} [<!ENTITY x SYSTEM "{address}">]>', "&x;")

        assert ["exchange.doctype"] == _checks(kind, data)
    assert [] == visits[1]


@pytest.mark.parametrize("kind", XML_KINDS)
@pytest.mark.parametrize("public", ["SYSTEM", 'PUBLIC "-//x//y"'])
def test_external_document_type(kind: Kind, public: str, visits: tuple[str, list[str]]) -> None:
    """A document type elsewhere is refused and not fetched."""
    data = _with(kind, f'<!DOCTYPE {_root(kind)} {public} "{visits[0]}/evil.dtd">')

    assert ["exchange.doctype"] == _checks(kind, data)
    assert [] == visits[1]


@pytest.mark.parametrize("address", ["tmx14.dtd", "tmx11.dtd", "http://127.0.0.1:9/dtd/tmx14.dtd"])
def test_document_type_of_tmx(address: str) -> None:
    """The document type that real memories name is passed over, never fetched; an entity in it is an error."""
    tmx = XML_KINDS[2]
    start = f'<!DOCTYPE tmx SYSTEM "{address}">'

    assert GOOD == tmx.read(_with(tmx, start))
    assert ["exchange.entity"] == _checks(tmx, _with(tmx, start, "a &x; b"))
    assert ["exchange.doctype"] == _checks(tmx, _with(tmx, start.replace(">", " [<!ENTITY x 'y'>]>"), "&x;"))
    assert ["exchange.doctype"] == _checks(tmx, _with(tmx, start.replace("tmx SYSTEM", "html SYSTEM")))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_xinclude(kind: Kind) -> None:
    """XInclude is refused."""
    text = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'

    assert ["exchange.include"] == _checks(kind, _with(kind, text=text))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_deep_nesting(kind: Kind) -> None:
    """Elements inside each other without end are refused."""
    assert ["exchange.limits"] == _checks(kind, _with(kind, text="<mrk>" * 100_000))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_many_elements(kind: Kind) -> None:
    """One message of very many elements is refused."""
    assert ["exchange.limits"] == _checks(kind, _with(kind, text="<mrk/>" * 20_000))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_long_file(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is refused before it is read."""
    monkeypatch.setattr("i18n.exchange.elements.MAXIMUM_FILE", 100)

    assert ["exchange.limits"] == _checks(kind, _with(kind))


@pytest.mark.parametrize("encoding", ["utf-7", "iso-8859-1", "cp037", "no-such"])
@pytest.mark.parametrize("kind", XML_KINDS)
def test_encodings(kind: Kind, encoding: str) -> None:
    """A file in another encoding than UTF-8 or UTF-16 is refused."""
    assert ["exchange.encoding"] == _checks(kind, _with(kind).replace(b"UTF-8", encoding.encode()))


@pytest.mark.parametrize("kind", XML_KINDS)
def test_utf_16(kind: Kind) -> None:
    """A file in UTF-16, as Windows tools write it, is read, whatever its version."""
    data = kind.write(GOOD).decode().replace("UTF-8", "utf-16").encode("utf-16")

    assert GOOD == kind.read(data)


@pytest.mark.parametrize("kind", XML_KINDS)
def test_cut_anywhere(kind: Kind) -> None:
    """A file that was cut is refused, wherever."""
    data = kind.write(GOOD).rstrip()

    for end in range(len(data)):
        assert ["exchange.syntax"] == _checks(kind, data[:end])


@pytest.mark.parametrize("kind", XML_KINDS)
def test_place_of_an_error(kind: Kind) -> None:
    """What is not well-formed is said with line and column."""
    with pytest.raises(ExchangeError) as caught:
        kind.read(b"<?xml version='1.0'?>\n<" + _root(kind).encode() + b">\n  <a></b>")
    found = caught.value.diagnostics[0]

    assert ("exchange.syntax", 3, 8) == (found.check, found.line, found.column)


@pytest.mark.parametrize("kind", XML_KINDS)
def test_another_kind_of_file(kind: Kind) -> None:
    """A file of another kind is said to be one."""
    assert ["exchange.format"] == _checks(kind, b"<html xmlns='http://www.w3.org/1999/xhtml'/>")


@pytest.mark.parametrize(
    ("kind", "text"),
    [(XML_KINDS[0], '<x id="1"/>'), (XML_KINDS[1], '<ph id="1"/>'), (XML_KINDS[2], "<ph>x</ph>")],
)
def test_codes(kind: Kind, text: str) -> None:
    """A code in a string, which our files never have, leaves that message out: its text cannot be known."""
    found = kind.read(_with(kind, text=f"Ho{text}la"))

    assert ((), ["exchange.code"]) == (found.units, [one.check for one in found.diagnostics])


@pytest.mark.parametrize(
    ("kind", "text"),
    [(XML_KINDS[0], '<mrk mtype="seg">Ho</mrk>la'), (XML_KINDS[1], '<sm id="1"/>Ho<mrk id="2">la</mrk><em/>')],
)
def test_marks(kind: Kind, text: str) -> None:
    """Marks of segments and terms are not part of the text."""
    assert GOOD == kind.read(_with(kind, text=text))


def test_alternatives_are_not_the_translation() -> None:
    """What a memory proposed inside a unit of XLIFF 1.2 is not its string."""
    text = "Hola</target><alt-trans><source>Hi</source><target>¿Qué?</target></alt-trans>"
    data = XML_KINDS[0].write(GOOD).decode().replace("Hola</target>", text)

    assert GOOD == XML_KINDS[0].read(data.encode())


def test_segments_are_joined() -> None:
    """Segments that a tool made of one unit of XLIFF 2.0 are joined; the least finished one counts."""
    data = XML_KINDS[1].write(GOOD).decode()
    head, rest = data.split("<segment", 1)
    tail = rest.split("</segment>", 1)[1]
    parts = (
        '<segment state="final"><source>One.</source><target>Uno.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        "<segment{}><source>Two.</source>{}</segment>"
    )

    def read(state: str, target: str) -> tuple[str, tuple[str, ...], str]:
        found = exchange.read((head + parts.format(state, target) + tail).encode(), "a.xlf").units[0]
        return found.key.id, found.strings, found.state

    assert ("One. Two.", ("Uno. Dos.",), "translated") == read(' state="reviewed"', "<target>Dos.</target>")
    assert ("One. Two.", ("Uno. Dos.",), "") == read("", "<target>Dos.</target>")
    assert ("One. Two.", ("Uno. ",), "fuzzy") == read("", "")


@pytest.mark.parametrize(
    ("kind", "old", "new", "check"),
    [
        (XML_KINDS[0], "<source>Hello</source>", "", "exchange.unit"),
        (XML_KINDS[0], "<source>Hello</source>", "<source>He<x/>llo</source>", "exchange.code"),
        (XML_KINDS[1], "<target>", '<target order="2">', "exchange.order"),
        (XML_KINDS[2], 'xml:lang="en"', 'xml:lang="fr"', "exchange.unit"),
        (XML_KINDS[2], "<seg>Hello</seg>", "", "exchange.unit"),
    ],
)
def test_units_that_cannot_be_used(kind: Kind, old: str, new: str, check: str) -> None:
    """What is wrong with one unit is said with its line, and leaves out that unit."""
    data = kind.write(GOOD).decode()
    assert old in data
    found = kind.read(data.replace(old, new).encode())

    assert ((), [check]) == (found.units, [one.check for one in found.diagnostics])
    assert found.diagnostics[0].line > 3


def test_unit_without_segment() -> None:
    """A unit of XLIFF 2.0 without a segment is a problem."""
    data = XML_KINDS[1].write(GOOD).decode().replace("segment", "ignorable").replace(' state="translated"', "")

    assert ["exchange.unit"] == [one.check for one in XML_KINDS[1].read(data.encode()).diagnostics]


def test_several_languages() -> None:
    """One file about two languages is refused."""
    data = XML_KINDS[0].write(GOOD).decode()
    file = data[data.index("<file") : data.index("</xliff>")]
    both = data.replace("</xliff>", file.replace('"es"', '"fr"') + "</xliff>")

    assert ["exchange.language"] == _checks(XML_KINDS[0], both.encode())


def test_many_problems() -> None:
    """A file of nothing but problems is refused when it has shown enough of them."""
    text = "<trans-unit/>" * 1000
    data = XML_KINDS[0].write(GOOD).decode().replace("<body>", f"<body>{text}")

    assert MAXIMUM_ERRORS + 1 == len(_checks(XML_KINDS[0], data.encode()))


TMX = """<tmx version="1.4"><header srclang="{}"/><body><tu><tuv xml:lang="EN-us"><seg>Hello</seg></tuv>
<tuv xml:lang="fr"><seg>Salut</seg></tuv><tuv xml:lang="es-MX"><seg>Hola</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(
    ("source", "accepted", "expected"),
    [
        ("en-US", {"es", "es-mx"}, [("Hello", "Hola")]),
        ("en", {"fr"}, [("Hello", "Salut")]),
        ("*all*", set(), [("Hello", "Salut")]),
        ("en", {"de"}, []),
    ],
)
def test_memories_of_many_languages(source: str, accepted: set[str], expected: list[tuple[str, str]]) -> None:
    """Of a memory's languages the one that is looked for is taken."""
    found = exchange.read(TMX.format(source).encode(), "a.tmx", accepted=frozenset(accepted))

    assert expected == [(one.key.id, one.strings[0]) for one in found.units]


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff\xfe", b"<", b"<xliff", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.xlf", "a.tmx", "a.csv", "a.xlsx"])
def test_nothing_much(name: str, data: bytes) -> None:
    """A few bytes are an error of ours in every format."""
    with pytest.raises(ExchangeError):
        exchange.read(data, name)
