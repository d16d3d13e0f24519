"""What the header says about its file: charset, language, plural forms."""

from __future__ import annotations

import re

from i18n.model import Message
from i18n.po.decoding import BOM
from i18n.po.limits import MAXIMUM_EXPRESSION, MAXIMUM_PLURALS
from i18n.po.problems import Report

_CHARSET = re.compile(r"charset[ \t]*=[ \t]*([^\s;\"\\]*)", re.IGNORECASE)


def check_header(header: Message, text: str, span: tuple[int, int], languages: frozenset[str], report: Report) -> None:
    """The header says what the file is: its charset, its language, its plurals."""

    def place(word: str) -> int:
        return max(text.find(word, *span), span[0])

    # The comments too: polib takes the first charset that it sees in the file, wherever it is.
    for charset in _CHARSET.findall(header.comments + header.strings[0]):
        ascii_only = charset.lower() in ("us-ascii", "ascii", "charset")
        if charset.lower() not in ("utf-8", "utf8") and not ascii_only:
            report.add("po.charset", place(charset), f"charset {charset!r}; save the file as UTF-8 and say so")
        elif ascii_only and not text.removeprefix(BOM).isascii():
            report.add("po.charset", place(charset), f"charset {charset!r} in a UTF-8 file; write charset=UTF-8")
    accepted = {_folded(spelling) for spelling in (report.locale or "", *languages)}
    for name, value in header_fields(header):
        if name == "language" and value and report.locale is not None and _folded(value) not in accepted:
            found = f"Language is {value!r}; this is the catalog of {report.locale!r}"
            report.add("po.language", place("Language:"), found)
        elif name == "plural-forms":
            _check_plural_forms(value, place("Plural-Forms"), report)


def _folded(language: str) -> str:
    return language.replace("_", "-").lower()


def _check_plural_forms(value: str, at: int, report: Report) -> None:
    """The limits of `Plural-Forms`; whether it is the right one for the language is asked elsewhere."""
    count, expression = plural_forms(value)
    if count is not None and not 1 <= count <= MAXIMUM_PLURALS:
        report.add("po.limits", at, f"nplurals={count}; a language has 1 to {MAXIMUM_PLURALS}")
    if len(expression) > MAXIMUM_EXPRESSION:
        report.add("po.limits", at, f"a plural expression of {len(expression)} characters")
    elif expression != "EXPRESSION" and (strange := re.search(r"[^n0-9 \t()?:!=<>&|%*/+-]", expression)):
        report.add("po.header", at, f"{strange[0]!r} in the plural expression; take the one of the language")


def header_fields(header: Message) -> list[tuple[str, str]]:
    """Field names in lower case, and values."""
    lines = (line.partition(":") for line in header.strings[0].split("\n"))
    return [(name.strip().lower(), value.strip()) for name, _, value in lines]


def plural_forms(value: str) -> tuple[int | None, str]:
    """The two parts of a `Plural-Forms` value; None where there is no number."""
    count = re.search(r"nplurals\s*=\s*([0-9]{1,9})", value)
    expression = re.search(r"plural\s*=\s*([^;]*)", value.partition(";")[2])
    return int(count[1]) if count else None, expression[1].strip() if expression else ""
