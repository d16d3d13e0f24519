"""Bytes to `Catalog`: all that GNU gettext writes, and nothing that two readers would understand differently.

A cut file is refused, or carries a warning where only its last newline or a comment is missing. What no reader can
know is whether it was cut exactly between two entries, or after a whole line of its last string.
"""

from __future__ import annotations

from unicodedata import normalize

from i18n.model import Catalog, CatalogFile, Diagnostic, Message, MessageKey, Severity
from i18n.po.clashes import MARK, unresolved
from i18n.po.decoding import decoded
from i18n.po.entry import HEADER
from i18n.po.header import check_header, header_fields, plural_forms
from i18n.po.limits import MAXIMUM_PLURALS
from i18n.po.problems import Report
from i18n.po.scanning import scan_text


def read(
    data: bytes, path: str, *, domain: str = "", locale: str | None = None, languages: frozenset[str] = frozenset()
) -> Catalog:
    """The catalog that one `.po` or `.pot` file holds, with what was accepted as warnings in `diagnostics`.

    `locale` is the tag that the header's `Language` must name (None: do not look); `languages` are further
    spellings of it (`zh_CN` for `zh-Hans`); case and `_` or `-` make no difference.

    Raises CatalogError with every problem of the file, up to MAXIMUM_ERRORS; nothing is skipped, nothing is guessed.
    """
    report = Report(path, locale)
    text = decoded(data, report)
    scan = scan_text(data, text, report)
    if not scan.keys and not report.errors:
        report.add("po.truncated", 0, "the file has no entry; restore it, or delete it to begin anew")
    if scan.header is None:
        report.add("po.header", 0, "the file has no header entry; add one with its charset", warning=True)
    else:
        check_header(scan.header, text, (scan.starts[0], scan.ends[0]), languages, report)
    _check_end(scan, report)
    _check_alike(scan, report)
    report.raise_errors()
    _add_clashes(scan, report)
    return Catalog(
        domain=domain,
        locale=locale,
        path=path,
        header=scan.header or Message(HEADER),
        messages=scan.messages,
        obsolete=scan.obsolete,
        file=scan,
        diagnostics=tuple(report.diagnostics),
    )


def _add_clashes(scan: CatalogFile, report: Report) -> None:
    """Fuzzy entries that hold two versions of their string: errors, but of the entry alone, and the file is read."""
    if MARK.encode() not in scan.data:
        return
    spans = scan.spans
    for key, message in scan.messages.items():
        if message.fuzzy and unresolved(message):
            found = "two versions of the string, from a merge; keep one, delete the marks, and take `fuzzy` away"
            line = report.line(spans[key][0])
            report.diagnostics.append(
                Diagnostic("po.clash", Severity.ERROR, found, report.path, line, locale=report.locale, key=key)
            )


def _check_end(scan: CatalogFile, report: Report) -> None:
    """What can be seen of a cut in a file that is otherwise in order."""
    text = report.text
    if not text.endswith("\n"):
        report.add("po.newline", len(text), "no newline at the end of the file: was it cut?", warning=True)
    if not scan.keys or scan.header is None:
        return
    last = scan.keys[-1]
    message = scan.messages.get(last)
    count, _ = plural_forms(dict(header_fields(scan.header)).get("plural-forms", ""))
    if message is not None and message.plural_id is not None and any(message.strings) and count is not None:
        forms = len(message.strings)
        if forms < min(count, MAXIMUM_PLURALS):
            at = scan.ends[-1]
            report.add("po.truncated", at, f"the file ends after {forms} of {count} forms: was it cut?", key=last)


def _check_alike(scan: CatalogFile, report: Report) -> None:
    """Ids that look the same and are not: composed and decomposed characters."""
    seen: dict[MessageKey, MessageKey] = {}
    alike = []
    for key in scan.messages:
        if not key[1].isascii() and seen.setdefault(MessageKey(key[0], normalize("NFC", key[1])), key) is not key:
            alike.append(key)
    spans = scan.spans if alike else {}
    for key in alike:
        text = "looks like another message, with its accents as characters of their own"
        report.add("po.alike", spans[key][0], text, warning=True, key=key)
