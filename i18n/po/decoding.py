"""Bytes to text: UTF-8 without control characters, or the reason why not."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from i18n.po.limits import MAXIMUM_ERRORS, MAXIMUM_FILE
from i18n.po.problems import Report

BOM = "\ufeff"
"""The byte order mark, which some editors put before the first character."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_PIECE = 1 << 16  # bytes that a processor holds close by
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|\r(?!\n)")


def decoded(data: bytes, report: Report) -> str:
    """The text of the file, its byte order mark kept; raises where it is no text that a `.po` file can be."""
    if len(data) > MAXIMUM_FILE:
        report.add("po.limits", 0, f"the file has {len(data)} bytes; at most {MAXIMUM_FILE} are read")
    elif not data or data.isspace():
        report.add("po.truncated", 0, "the file is empty; restore it, or delete it to begin anew")
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        report.add("po.charset", 0, "the file is UTF-16 or UTF-32; save it as UTF-8")
    report.raise_errors()
    try:
        report.text = text = data.decode()
    except UnicodeDecodeError as error:
        report.text = data[: error.start].decode()
        if error.reason == "unexpected end of data":
            report.add("po.truncated", len(report.text), "the file ends inside a character; it was cut")
        else:
            found = data[error.start : error.end].hex(" ")
            report.add("po.charset", len(report.text), f"bytes {found} are not UTF-8; save the file as UTF-8")
        report.raise_errors()
    lone = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    if lone or any(_holds_controls(data[start : start + _PIECE]) for start in range(0, len(data), _PIECE)):
        for match in islice(CONTROL.finditer(text), MAXIMUM_ERRORS):
            report.add("po.control", match.start(), f"control character {match[0]!r}; remove it")
        report.raise_errors()
    if text.startswith(BOM):
        report.add("po.bom", 0, "the file begins with a byte order mark; save it as UTF-8 without it", warning=True)
    return text


def _holds_controls(data: bytes) -> bool:
    return len(data.translate(None, _CONTROLS)) != len(data)


def line_ending(text: str) -> str:
    """The line ending of a text: that of its first line."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
