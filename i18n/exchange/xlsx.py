"""XLSX: one sheet whose cells are text, and nothing else: no formula is written, and none that comes back is used.

Reading takes the first sheet of any workbook that Excel, LibreOffice, Numbers or Google write.
Source: ECMA-376, parts 1 (SpreadsheetML) and 2 (packages).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import normpath
from zlib import error as ZlibError

from i18n.exchange import table
from i18n.exchange.elements import MAXIMUM_FILE, NOT_XML, Element, OnRecord, escaped, parse
from i18n.exchange.problems import ExchangeError, Problems
from i18n.exchange.unit import Units

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CELL = 32_767
"""Characters of a cell. Source: Excel specifications and limits."""
_ROWS = 1_048_576
_PARTS = 10_000
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_WIDTHS = {"place": 28, "source": 60, "previous source": 40, "translation": 60, "state": 13, "comment": 30, "about": 30}
_HIDDEN = frozenset({"context", "plural", "id", "shown"})


# --- writing ---------------------------------------------------------------------------------------


def write(units: Units) -> bytes:
    """The file. Raises ExchangeError for a text that is too long for a cell.

    Cells are text by type, by number format and with Excel's own mark for a leading apostrophe: `=1+1` is shown as it
    stands, and stays text when somebody edits it.
    """
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(units),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, _DAY_ONE), _START + text, zipfile.ZIP_DEFLATED)
    return data.getvalue()


_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'<Types xmlns="{_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    "</Types>"
)
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="strings" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _relations(*pairs: str) -> str:
    links = zip(pairs[::2], pairs[1::2], strict=True)
    written = (
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(written)}</Relationships>'


def _sheet(units: Units) -> str:
    written = [_row(1, table.headings(units), style=2)]
    written += (_row(number, cells, style=1) for number, cells in enumerate(table.rows(units), 2))
    if len(written) > _ROWS:
        raise ExchangeError(f"{len(written)} rows are more than a sheet has; export fewer pages, or use .csv")
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{_WIDTHS.get(name, 14)}" style="1"'
        f'{" hidden=" + chr(34) + "1" + chr(34) if name in _HIDDEN else ""} customWidth="1"/>'
        for number, name in enumerate(table.COLUMNS, 1)
    )
    state = _letters(table.COLUMNS.index("state"))
    area = f"{state}2:{state}{max(len(written), 2)}"
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(written)}</sheetData>"
        f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="{area}">'
        '<formula1>"untranslated,fuzzy,translated"</formula1></dataValidation></dataValidations></worksheet>'
    )


def _row(number: int, cells: tuple[str, ...], *, style: int) -> str:
    written = "".join(_cell(f"{_letters(place)}{number}", text, style) for place, text in enumerate(cells) if text)
    return f'<row r="{number}">{written}</row>'


def _cell(place: str, text: str, style: int) -> str:
    if len(text) > _CELL:
        raise ExchangeError(f"{text[:40]!r} ... has {len(text)} characters, a cell holds {_CELL}; use .csv or .xlf")
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_held(text)}</t></is></c>'


def _held(text: str) -> str:
    """A text as a cell has it: what XML cannot hold, and what looks like such an escape, as `_x000D_`."""
    text = _ESCAPE.sub(lambda found: f"_x005F_{found[0][1:]}", text)
    text = NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text).replace("\r", "_x000D_")
    return escaped(text)


def _letters(place: int) -> str:
    """The name of a column: A, B, ... (a table of ours has fewer than 26)."""
    return chr(ord("A") + place)


# --- reading ---------------------------------------------------------------------------------------


def read(data: bytes, problems: Problems) -> Units:
    """What the first sheet of a workbook holds. A formula or an error in a column of ours is a problem.

    Raises ExchangeError where the file cannot be read whole, or unpacks to more than MAXIMUM_FILE.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            if len(file.infolist()) > _PARTS:
                problems.refuse("exchange.limits", f"the workbook has more than {_PARTS} parts")
            sheet, strings = _parts(file, problems)
            shared = _shared_strings(_unpacked(file, strings, problems), problems) if strings else []
            cells = _cells(_unpacked(file, sheet, problems), shared, problems)
    except (zipfile.BadZipFile, ZlibError, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        problems.refuse("exchange.format", f"not a workbook ({error}); save it as .xlsx without a password")
    first = cells.pop(1, {})
    width = max(first, default=0) + 1
    found, languages = table.columns(first.get(place, "") or "" for place in range(width))
    missing = [name for name in table.NEEDED if name not in found.values()]
    if missing:
        problems.refuse("exchange.columns", f"no column {missing[0]!r} in the first row of the first sheet")
    return table.units(_rows(cells, found, problems), languages, problems)


def _rows(cells: dict[int, dict[int, str | None]], found: dict[int, str], problems: Problems) -> Iterator[table.Row]:
    for number, row in cells.items():
        named = {name: row.get(place, "") for place, name in found.items()}
        wrong = [place for place in found if row.get(place, "") is None]
        if wrong:
            where = f"{_letters(wrong[0]) if wrong[0] < 26 else wrong[0] + 1}{number}"
            text = f"cell {where} holds a formula or an error, which is never used; write the text itself"
            problems.add("exchange.formula", f"{text}; the row is left out", number, column=wrong[0] + 1)
            continue
        yield table.Row({name: cell for name, cell in named.items() if cell}, number)


def _unpacked(file: zipfile.ZipFile, name: str, problems: Problems) -> bytes:
    """One part. Reading stops where it grows beyond the limit, whatever the package says about its size."""
    with file.open(name) as part:
        data = part.read(MAXIMUM_FILE + 1)
    if len(data) > MAXIMUM_FILE:
        problems.refuse("exchange.limits", f"{name} unpacks to more than {MAXIMUM_FILE} bytes")
    return data


def _parts(file: zipfile.ZipFile, problems: Problems) -> tuple[str, str]:
    """The names of the first sheet and of the shared strings; the latter empty where there are none."""
    sheets: list[Element] = []
    links: list[Element] = []
    book = _unpacked(file, "xl/workbook.xml", problems)
    _parse(book, problems, lambda one, around: sheets.append(one), "workbook", {"sheet"})
    relations = _unpacked(file, "xl/_rels/workbook.xml.rels", problems)
    _parse(relations, problems, lambda one, around: links.append(one), "Relationships", {"Relationship"})
    targets = {
        link.attributes.get("Id", ""): (link.attributes.get("Type", ""), link.attributes.get("Target", ""))
        for link in links
        if link.attributes.get("TargetMode") != "External"
    }
    first = sheets[0].attributes if sheets else {}
    id = first.get(f"{_OFFICE} id", first.get(f"{_STRICT_OFFICE} id", ""))
    strings = next((target for kind, target in targets.values() if kind.endswith("/sharedStrings")), "")
    return _inside(targets[id][1]), _inside(strings)


def _inside(target: str) -> str:
    return normpath("/xl/" + target).lstrip("/") if target and not target.startswith("/") else target.lstrip("/")


def _parse(data: bytes, problems: Problems, take: OnRecord, root: str, records: set[str]) -> None:
    parse(data, problems, take, root=root, records=records, namespaces=(_MAIN, _STRICT, _RELATIONS))


def _shared_strings(data: bytes, problems: Problems) -> list[str]:
    found: list[str] = []
    _parse(data, problems, lambda one, around: found.append(_text(one)), "sst", {"si"})
    return found


def _cells(data: bytes, shared: list[str], problems: Problems) -> dict[int, dict[int, str | None]]:
    """Row to column (0-based) to text; None stands for a formula or an error."""
    found: dict[int, dict[int, str | None]] = {}
    seen: list[Element] = []

    def take(element: Element, around: tuple[Element, ...]) -> None:
        row = around[-1]
        if not seen or seen[-1] is not row:
            seen[:] = [row]
            said = row.attributes.get("r", "")
            # A row without a number follows the one before it.
            found.setdefault(int(said) if said.isdecimal() and len(said) < 8 else next(reversed(found), 0) + 1, {})
        number = next(reversed(found))
        place = _PLACE.fullmatch(element.attributes.get("r", ""))
        column = _column(place[1]) if place else max(found[number], default=-1) + 1
        found[number][column] = _value(element, shared)

    _parse(data, problems, take, "worksheet", {"c"})
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, shared: list[str]) -> str | None:
    kind = cell.attributes.get("t", "n")
    if kind == "e" or cell.first("f") is not None:
        return None
    if kind == "inlineStr":
        inside = cell.first("is")
        return _text(inside) if inside is not None else ""
    value = cell.first("v")
    text = value.text if value is not None else ""
    if kind == "s":
        return shared[int(text)] if text.isdecimal() and len(text) < 8 and int(text) < len(shared) else None
    return _bare(text)


def _text(element: Element) -> str:
    """The text of a string: its runs, without the reading aids of East Asian text."""
    parts = [part for part in element.children if isinstance(part, Element)]
    texts = [part for run in parts for part in (run.elements("t") if run.name == "r" else (run,)) if part.name == "t"]
    return _bare("".join(text.text for text in texts))


def _bare(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
