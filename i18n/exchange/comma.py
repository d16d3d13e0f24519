"""CSV, which every spreadsheet opens: UTF-8 with byte order mark, commas, CRLF, every cell in quotes.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which reading takes off again.
Source: RFC 4180; OWASP, "CSV Injection".
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from i18n.exchange import table
from i18n.exchange.elements import MAXIMUM_FILE
from i18n.exchange.problems import ExchangeError, Problems
from i18n.exchange.unit import Units

_DELIMITERS = ",;\t"
"""Excel writes the one that the system's language uses, and tabs as "Unicode text"."""
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def write(units: Units) -> bytes:
    """The file. Raises ExchangeError for a lone surrogate, which UTF-8 cannot hold."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.headings(units))
    writer.writerows(tuple(map(_safe, row)) for row in table.rows(units))
    try:
        return codecs.BOM_UTF8 + text.getvalue().encode()
    except UnicodeEncodeError as error:
        raise ExchangeError(f"{error.object[error.start]!r} in a message: UTF-8 cannot hold it; remove it") from error


def read(data: bytes, problems: Problems) -> Units:
    """What a file holds, whichever of comma, semicolon and tab parts its cells.

    Raises ExchangeError where it cannot be read whole.
    """
    text = _decoded(data, problems)
    delimiter = max(_DELIMITERS, key=lambda one: len(_first(text, one)))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        found, languages = table.columns(_bare(cell) for cell in next(lines, []))
        missing = [name for name in table.NEEDED if name not in found.values()]
        if missing:
            expected = " and ".join(map(repr, table.NEEDED))
            problems.refuse("exchange.columns", f"no column {missing[0]!r}; the first row must name {expected}")
        return table.units(_rows(lines, found), languages, problems)
    except csv.Error as error:
        problems.refuse("exchange.syntax", f"not CSV: {error}; export it anew", lines.line_num)


def _rows(lines: Iterator[list[str]], found: dict[int, str]) -> Iterator[table.Row]:
    # A cell may hold line breaks: a row is named by its number, as spreadsheets show it.
    for number, cells in enumerate(lines, 2):
        named = {name: _bare(cells[place]) for place, name in found.items() if place < len(cells)}
        yield table.Row({name: cell for name, cell in named.items() if cell}, number)


def _decoded(data: bytes, problems: Problems) -> str:
    if len(data) > MAXIMUM_FILE:
        problems.refuse("exchange.limits", f"it has {len(data)} bytes; at most {MAXIMUM_FILE} are read: split it")
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.refuse("exchange.encoding", "it is not UTF-8; save it as 'CSV UTF-8', or use .xlsx", line)


def _first(text: str, delimiter: str) -> dict[int, str]:
    """The known columns of the first row, if this parts its cells."""
    return table.columns(next(csv.reader(io.StringIO(text[:10_000], newline=""), delimiter=delimiter), []))[0]


def _safe(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if _QUOTED.match(cell) else cell
