"""What every format holds, and what other tools make of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from lxml import etree
from translate.storage import tmx as toolkit_tmx
from translate.storage import xliff as toolkit_xliff
from translate.storage import xliff2 as toolkit_xliff2

from i18n import exchange
from i18n.errors import UsageError
from i18n.exchange import ExchangeError, Unit, Units
from i18n.exchange.forms import _MOST
from i18n.model import MessageKey
from tests.unit.exchange.texts import KINDS, XML_KINDS, Kind, unit, units

FULL = units(
    unit(
        "Wait 24 hours.",
        "Espere 24 horas.",
        notes="paragraph\nKeep the number.\n\ncritical: driving",
        comments="ask Ana\n<why?>",
        references=("content/visit.md#after", "content/my page.md"),
        critical="driving",
        shown="t0123",
    ),
    unit("Open", "Abrir", context="menu"),
    unit("Open", "Abierto", context=""),
    unit("Open", "Abra", context='"quoted" {json}'),
    unit("{num} hour", "{num} hora", "{num} horas", plural="{num} hours"),
    unit("%(n)s day", "", "%(n)s días", plural=""),
    unit("Wait 12 h", "Espere", state="fuzzy", previous="Wait 6 h & <b>more</b>"),
    unit(" two  spaces \n\ttab\r\nend\\\n", "  dos  \n\r\t"),
    unit("<b>&amp;</b> ]]> <!-- -->", '"comillas" \u00a0\u2028\u0085 مرحبا \u200f٣ 😀'),
    unit("=1+1", "=HYPERLINK(1)"),
    unit("'=x", "''-x"),
    unit("_x000D_ and _x0041_", "#N/A"),
    unit("not yet"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back(kind: Kind) -> None:
    """Contexts, plurals, states, notes, white space and every odd character come back from every format."""
    assert FULL == kind.read(kind.write(FULL))


@pytest.mark.parametrize("kind", KINDS)
def test_same_bytes(kind: Kind) -> None:
    """The same units give the same bytes."""
    assert kind.write(FULL) == kind.write(FULL)


@pytest.mark.parametrize("kind", KINDS)
def test_one_form_and_six(kind: Kind) -> None:
    """A language with one form keeps the plural text, one with six all six."""
    found = units(
        unit("{num} hour", "{num} 시간", plural="{num} hours"),
        unit("day", *(f"ي{number}" for number in range(_MOST)), plural="days"),
    )

    assert found == kind.read(kind.write(found))


@pytest.mark.parametrize("kind", XML_KINDS)
@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_cannot_hold(kind: Kind, text: str) -> None:
    """A character that no XML file can hold is an error that names the message."""
    with pytest.raises(ExchangeError, match=r"in the message 'Hello': no XML file can hold it") as caught:
        kind.write(units(unit("Hello", f"Hola {text}")))

    assert ["exchange.character"] == [one.check for one in caught.value.diagnostics]


@pytest.mark.parametrize("kind", KINDS[3:])
@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_what_tables_can_hold(kind: Kind, text: str) -> None:
    """Control characters come back from tables."""
    found = units(unit("Hello", f"Hola {text}"))

    assert found == kind.read(kind.write(found))


def test_unknown_ending() -> None:
    """A file's name says its format."""
    with pytest.raises(UsageError, match=r"'work\.doc' is none of \.csv, \.tmx, \.xlf, \.xliff, \.xlsx"):
        exchange.suffix("work.doc")


# --- other tools ---------------------------------------------------------------------------------


def _texts(found: Units) -> list[tuple[str, str]]:
    """Source and string of each form."""
    return [
        (one.plural_id if one.plural_id and number else one.key.id, string)
        for one in found.units
        for number, string in enumerate(one.strings)
        if string
    ]


PLAIN = units(*(one for one in FULL.units if one.plural_id != "" and "\r" not in one.key.id))


def test_toolkit_reads_xliff_1() -> None:
    """translate-toolkit, which Weblate is built on, finds the same texts, notes, places and states."""
    store = toolkit_xliff.xlifffile.parsestring(KINDS[0].write(PLAIN))
    first, fuzzy = store.units[0], next(one for one in store.units if one.source == "Wait 12 h")

    pairs = [
        pair
        for one in store.units
        if one.target
        for pair in (
            zip(one.source.strings, one.target.strings, strict=True) if one.hasplural() else [(one.source, one.target)]
        )
    ]

    assert _texts(PLAIN) == pairs
    assert ["{num} hour"] == [str(one.source) for one in store.units if one.hasplural()]
    assert ("en", "es") == (store.getsourcelanguage(), store.gettargetlanguage())
    assert "Keep the number." in first.getnotes("developer")
    assert "ask Ana" in first.getnotes("translator")
    assert list(FULL.units[0].references) == first.getlocations()
    assert first.S_TRANSLATED > fuzzy.get_state_n()
    assert "Wait 6 h & <b>more</b>" == fuzzy.getalttrans()[0].source


def test_toolkit_reads_xliff_2() -> None:
    """translate-toolkit finds the same texts in XLIFF 2.0."""
    store = toolkit_xliff2.Xliff2File.parsestring(KINDS[1].write(PLAIN))

    assert _texts(PLAIN) == [(str(one.source), str(one.target)) for one in store.units if one.target]


def test_toolkit_reads_tmx() -> None:
    """translate-toolkit finds the same pairs in a memory."""
    found = units(*(one for one in PLAIN.units if all(one.strings)))
    store = toolkit_tmx.tmxfile.parsestring(KINDS[2].write(found))

    assert _texts(found) == [(str(one.source), str(one.target)) for one in store.units]


@pytest.mark.parametrize(
    ("kind", "written"),
    [(KINDS[0], toolkit_xliff.xlifffile), (KINDS[2], toolkit_tmx.tmxfile)],
    ids=["xliff", "tmx"],
)
def test_toolkit_saves_and_we_read(kind: Kind, written: Any) -> None:
    """What translate-toolkit saves after a change holds the change, and everything else as it was."""
    found = units(*FULL.units[:5])
    store = written.parsestring(kind.write(found))
    store.units[1].target = "Cambiado"

    changed = kind.read(bytes(store)).units

    assert "Cambiado" == changed[1].strings[0]
    assert [one.strings for one in found.units[2:]] == [one.strings for one in changed[2:]]
    assert [(one.key, one.id, one.shown) for one in found.units] == [(one.key, one.id, one.shown) for one in changed]


@pytest.mark.parametrize("kind", XML_KINDS)
def test_lxml_reads_xml(kind: Kind) -> None:
    """A second XML parser finds the document well-formed, with the same texts."""
    root = etree.fromstring(kind.write(FULL))
    texts = ["".join(one.itertext()) for one in root.iter("{*}target", "{*}seg")]

    assert [] == [text for _, text in _texts(FULL) if text not in texts]


def test_xliff_1_has_the_order_of_its_schema() -> None:
    """In a unit, source and target come first, then contexts, notes and the old version."""
    root = etree.fromstring(KINDS[0].write(FULL))
    orders = {
        " ".join(dict.fromkeys(etree.QName(child).localname for child in one)) for one in root.iter("{*}trans-unit")
    }
    schema = re.compile(r"source( target)?( context-group)?( note)?( alt-trans)?")

    assert [] == [order for order in orders if not schema.fullmatch(order)]


def test_openpyxl_reads_xlsx() -> None:
    """openpyxl finds text in every cell, formulas of the source too; identifiers are out of the way."""
    sheet = openpyxl.load_workbook(io.BytesIO(KINDS[4].write(FULL))).active
    rows = list(sheet.iter_rows(min_row=2))
    formula = next(row for row in rows if row[1].value == "=1+1")

    assert {"s", "inlineStr", "n"} >= {cell.data_type for row in rows for cell in row}
    assert ("=HYPERLINK(1)", "s") == (formula[3].value, formula[3].data_type)
    assert (True, "@") == (formula[3].quotePrefix, formula[3].number_format)
    assert ["J", "K", "L", "M"] == [name for name, one in sheet.column_dimensions.items() if one.hidden]
    assert '"untranslated,fuzzy,translated"' == sheet.data_validations.dataValidation[0].formula1


def test_openpyxl_saves_and_we_read() -> None:
    """What openpyxl saves after a change holds the change, and everything else as it was."""
    book = openpyxl.load_workbook(io.BytesIO(KINDS[4].write(FULL)))
    book.active["D2"] = "Espere."
    saved = io.BytesIO()
    book.save(saved)
    first, *rest = FULL.units

    assert replace(FULL, units=(replace(first, strings=("Espere.",)), *rest)) == KINDS[4].read(saved.getvalue())


# --- CSV -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tb", "\rc", "\nd", "＝1", "'=1", "''@x"])
def test_formulas_are_quoted(text: str) -> None:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe; reading takes it off (S-21)."""
    data = KINDS[3].write(units(unit(text, text)))
    row = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]

    assert ("'" + text, "'" + text) == (row[1], row[3])
    assert (text, (text,)) == (KINDS[3].read(data).units[0].key.id, KINDS[3].read(data).units[0].strings)


def test_csv_is_for_excel() -> None:
    """UTF-8 with byte order mark, CRLF, the languages in the first row."""
    data = KINDS[3].write(units(unit("Hello", "Hola")))

    assert data.startswith(b'\xef\xbb\xbf"place","source (en)","previous source","translation (es)"')
    assert data.endswith(b'"\r\n')


@pytest.mark.parametrize(
    "data",
    [
        b"translation;source;state\nHola;Hello;translated\n",
        b"Source\tTranslation\tState\nHello\tHola\tTRANSLATED\n",
        'state,source,translation\r\n" translated",Hello,Hola\r\n,,remark'.encode("utf-16"),
        b'\xef\xbb\xbf"source","translation","state"\n"Hello","Hola","translated"\n\n',
    ],
    ids=["semicolons", "tabs", "UTF-16", "bare"],
)
def test_tables_of_others(data: bytes) -> None:
    """Columns in any order, parted by comma, semicolon or tab; what else stands in the table is passed over."""
    assert [(MessageKey(None, "Hello"), ("Hola",), "translated")] == [
        (one.key, one.strings, one.state) for one in exchange.read(data, "a.csv").units
    ]


def test_filled_but_still_untranslated() -> None:
    """A reviewer who fills a cell and leaves `untranslated` beside it has said nothing about its state."""
    found = exchange.read(b"source,translation,state\nHello,Hola,untranslated\n", "a.csv")

    assert [""] == [one.state for one in found.units]


@pytest.mark.parametrize(
    ("data", "check", "line"),
    [
        (b"a,b\n1,2\n", "exchange.columns", 1),
        (b"", "exchange.columns", 1),
        (b'source,translation\n"Hello,Hola\n', "exchange.syntax", 2),
        (b'source,translation\n"a"b,c\n', "exchange.syntax", 2),
        (b"source,translation\nHello,\xe1\n", "exchange.encoding", 2),
        (b"source,translation\n" + b"a" * 200_000, "exchange.syntax", 2),
    ],
)
def test_no_table(data: bytes, check: str, line: int) -> None:
    """A table that cannot be read whole is refused whole, with the place."""
    with pytest.raises(ExchangeError) as caught:
        exchange.read(data, "a.csv")

    assert [(check, line)] == [(one.check, one.line) for one in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("row", "check"),
    [
        ("Hello,Hola,,oops,,", "exchange.state"),
        (",Hola,m1,,,", "exchange.unit"),
        ('Hello,Hola,m1,,"""x",', "exchange.unit"),
        ("Hello,Hola,m1,,,02. Jan", "exchange.unit"),
    ],
)
def test_wrong_rows(row: str, check: str) -> None:
    """A row that somebody spoiled is said with its number, and the others are read."""
    text = f"source,translation,id,state,context,form\n{row}\nBye,Adiós,,,,\n"
    found = exchange.read(text.encode(), "a.csv")

    assert [(check, 2)] == [(one.check, one.line) for one in found.diagnostics]
    assert "Bye" == found.units[-1].key.id


def test_form_twice() -> None:
    """Two rows for one form of a message are a problem of that message alone."""
    data = KINDS[3].write(units(unit("hour", "hora", "horas", plural="hours"), unit("Bye", "Adiós")))
    text = data.decode("utf-8-sig").replace("2 of 2", "1 of 2")
    found = KINDS[3].read(text.encode())

    assert ["exchange.forms"] == [one.check for one in found.diagnostics]
    assert ["Bye"] == [one.key.id for one in found.units]


def test_sorted_rows() -> None:
    """Rows sorted by a reviewer, forms apart from each other, mean the same."""
    data = KINDS[3].write(FULL).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(data, newline="")))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([lines[0], *sorted(lines[1:], reverse=True)])

    assert set(FULL.units) == set(KINDS[3].read(text.getvalue().encode()).units)


# --- XLSX ----------------------------------------------------------------------------------------


def _book(cells: dict[str, object]) -> bytes:
    """A workbook as openpyxl writes it: source and translation in the first row."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "source", "translation"
    for place, value in cells.items():
        book.active[place] = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("formula", ['=HYPERLINK("https://evil.example","x")', "=1/0", "=B1"])
def test_formula_cells(formula: str) -> None:
    """A formula is never used, nor the value that a spreadsheet computed; its row is left out and named."""
    found = exchange.read(_book({"A2": "Hello", "B2": formula, "A3": "Bye", "B3": "Adiós"}), "a.xlsx")

    assert [("exchange.formula", 2, 2)] == [(one.check, one.line, one.column) for one in found.diagnostics]
    assert "cell B2 holds a formula" in found.diagnostics[0].message
    assert [("Bye", ("Adiós",), 3)] == [(one.key.id, one.strings, one.line) for one in found.units]


def test_formulas_beside_the_table() -> None:
    """A reviewer's own column may count what it likes."""
    found = exchange.read(_book({"A2": "Hello", "B2": "Hola", "C1": "mine", "C2": "=LEN(B2)"}), "a.xlsx")

    assert ([], 1) == (list(found.diagnostics), len(found.units))


def test_numbers_are_text() -> None:
    """A cell that a spreadsheet made a number gives its digits."""
    assert ("24",) == exchange.read(_book({"A2": "Age", "B2": 24}), "a.xlsx").units[0].strings


def _changed(name: str, change: bytes, *, data: bytes | None = None) -> bytes:
    """A workbook with one part replaced or added."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or KINDS[4].write(units(unit("Hello", "Hola"))))) as old,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change)
    return saved.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
_OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CLOSE = b"</sheetData></worksheet>"


def test_rich_text_and_bare_rows() -> None:
    """Bold parts and reading aids are joined or left out; rows and cells without a place follow each other."""
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>source</t></si>'
        b"<si><t>translation</t></si><si><r><t>He</t></r><r><rPr><b/></rPr><t>llo</t></r><rPh><t>x</t></rPh></si></sst>"
    )
    sheet = (
        _OPEN + b'<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        b'<row><c t="s"><v>2</v></c><c t="str"><v>Hola</v></c></row>'
        b'<row><c t="s"><v>2</v></c><c t="s"><v>99</v></c></row>'
        b'<row><c t="s"><v>2</v></c><c t="inlineStr"/></row>' + _CLOSE
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="t/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        b'<Relationship Id="rId2" Type="t/sharedStrings" Target="strings.xml"/></Relationships>'
    )
    data = _changed("xl/_rels/workbook.xml.rels", links, data=_changed("xl/strings.xml", strings))
    found = exchange.read(_changed(SHEET, sheet, data=data), "a.xlsx")

    assert [("Hello", ("Hola",), 2), ("Hello", ("",), 4)] == [(u.key.id, u.strings, u.line) for u in found.units]
    assert [("exchange.formula", 3)] == [(one.check, one.line) for one in found.diagnostics]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 cut",
        b"no zip",
        _changed("xl/workbook.xml", b"<workbook/>"),
        _changed("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        _changed(SHEET, _OPEN + b"<row><c"),
        _changed(SHEET, b"<!DOCTYPE worksheet [<!ENTITY a 'b'>]>" + _OPEN + _CLOSE),
        _changed(SHEET, _OPEN + _CLOSE),
    ],
    ids=["cut", "no zip", "no sheet", "no link", "cut sheet", "entity", "no columns"],
)
def test_no_workbook(data: bytes) -> None:
    """A workbook that cannot be read whole is refused whole."""
    with pytest.raises(ExchangeError):
        exchange.read(data, "a.xlsx")


def test_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacking stops at the limit, whatever the package says about its size."""
    monkeypatch.setattr("i18n.exchange.xlsx.MAXIMUM_FILE", 1_000_000)
    with pytest.raises(ExchangeError, match=r"sheet1\.xml unpacks to more than 1000000 bytes"):
        exchange.read(_changed(SHEET, _OPEN + b" " * 50_000_000), "a.xlsx")


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of very many parts is refused before one is read."""
    monkeypatch.setattr("i18n.exchange.xlsx._PARTS", 5)
    with pytest.raises(ExchangeError, match="more than 5 parts"):
        KINDS[4].read(KINDS[4].write(FULL))


def test_too_long_for_a_cell() -> None:
    """Excel cuts what is longer than a cell holds, so it is not written."""
    with pytest.raises(ExchangeError, match="has 32768 characters, a cell holds 32767"):
        KINDS[4].write(units(unit("a" * 32_768)))


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than a sheet has are refused."""
    monkeypatch.setattr("i18n.exchange.xlsx._ROWS", 3)
    with pytest.raises(ExchangeError, match="rows are more than a sheet has"):
        KINDS[4].write(FULL)


def test_surrogate_in_csv() -> None:
    """A lone surrogate is an error of ours, not of Python."""
    with pytest.raises(ExchangeError, match="UTF-8 cannot hold it"):
        KINDS[3].write(units(unit("Hello", "\ud800")))


@pytest.mark.parametrize("kind", KINDS[3:])
def test_file_too_long(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table beyond the limit is refused before it is read."""
    monkeypatch.setattr("i18n.exchange.comma.MAXIMUM_FILE", 100)
    monkeypatch.setattr("i18n.exchange.xlsx.MAXIMUM_FILE", 100)
    with pytest.raises(ExchangeError):
        kind.read(kind.write(FULL))


def test_unit_is_a_value() -> None:
    """Where a unit stands in its file is not part of it."""
    assert Unit(MessageKey(None, "a"), line=3) == Unit(MessageKey(None, "a"), line=4)
