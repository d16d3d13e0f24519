"""Findings and coverage for people and machines: text, JSON, GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from i18n.model import Diagnostic, Severity

if TYPE_CHECKING:
    from i18n.builder import Run
    from i18n.pipeline import Check, LocaleStatus, Update

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_PLAIN = "\x1b[0m"


def printable(text: str) -> str:
    """A text that no terminal obeys: control characters and direction overrides are written out (S-22)."""
    return _CONTROL.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text
    )


def findings(found: Sequence[Diagnostic], *, colour: bool = False, style: str = "text") -> str:
    """One finding below the other; `style` is text or github."""
    return "\n".join(_github(one) if style == "github" else _line(one, colour) for one in found)


def _line(one: Diagnostic, colour: bool) -> str:
    column = f":{one.column}" if one.column else ""
    severity = f"{_COLOURS[one.severity]}{one.severity}{_PLAIN}" if colour else str(one.severity)
    line = f"{printable(one.path)}:{one.line}{column}: {severity}: {one.check}: {printable(one.message)}"
    if one.source is not None and one.source.path != one.path:
        line += f"\n    {printable(one.source.path)}:{one.source.line}"
    return line


def _github(one: Diagnostic) -> str:
    """A workflow command; line feeds and percent signs are escaped as GitHub asks."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[one.severity]
    text = printable(one.message).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = one.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{level} file={place},line={one.line},title={one.check}::{text}"


def check_json(found: Check) -> str:
    """One object: `findings` and `summary`. The schema is in docs/formats.md."""
    return json.dumps(
        {
            "findings": [
                {
                    "check": one.check,
                    "severity": str(one.severity),
                    "message": one.message,
                    "locale": one.locale,
                    "file": one.path,
                    "line": one.line,
                    "msgctxt": one.key.context if one.key else None,
                    "msgid": one.key.id if one.key else None,
                    "source": f"{one.source.path}:{one.source.line}" if one.source else None,
                }
                for one in found.findings
            ],
            "summary": {
                "locales": list(found.locales),
                "messages": found.messages,
                "errors": found.errors,
                "warnings": sum(one.severity is Severity.WARNING for one in found.findings),
            },
        },
        ensure_ascii=False,
        indent=1,
    )


def check_summary(found: Check) -> str:
    warnings = sum(one.severity is Severity.WARNING for one in found.findings)
    counts = f"{_count(found.errors, 'error')}, {_count(warnings, 'warning')}" if found.findings else "nothing found"
    return f"{found.messages} strings in {_count(len(found.locales), 'language')}: {counts}"


def update(one: Update) -> str:
    """What happened to one catalog, in one line."""
    merge = one.merge
    what = ("added", "kept", "moved", "fuzzied", "obsoleted", "revived")
    counts = [f"{len(getattr(merge, name))} {name}" for name in what if getattr(merge, name)]
    return f"{one.path}: {', '.join(counts) or 'empty'}{'' if one.changed else ', unchanged'}"


def status(found: Sequence[LocaleStatus], *, pages: bool, style: str) -> str:
    """A table, or JSON: a list of objects, one for each locale. The schema is in docs/formats.md."""
    if style == "json":
        return json.dumps([_status_json(one) for one in found], ensure_ascii=False, indent=1)
    if not found:
        return "There is no language yet. Begin one with `i18n add es`."
    rows = [["locale", "", "translated", "fuzzy", "missing", "waits for approval", "machine, unreviewed", "approved"]]
    for one in found:
        rows.append(
            [
                one.locale.tag,
                one.locale.name,
                _percent(one.translated, one.total),
                *map(str, (one.fuzzy, one.untranslated, one.waiting, one.machine, one.approved)),
            ]
        )
        for page in one.pages if pages else ():
            covered = page.coverage
            rows.append(
                [
                    "",
                    f"  {page.path}",
                    _percent(covered.shown + covered.waiting, covered.total),
                    str(page.fuzzy),
                    str(covered.fallback - covered.waiting - page.fuzzy),
                    *map(str, (covered.waiting, covered.machine, covered.approved)),
                ]
            )
    return table(rows)


def _status_json(one: LocaleStatus) -> dict[str, Any]:
    return {
        "locale": one.locale.tag,
        "total": one.total,
        "translated": one.translated,
        "fuzzy": one.fuzzy,
        "untranslated": one.untranslated,
        "waiting": one.waiting,
        "machine": one.machine,
        "approved": one.approved,
        "pages": [
            {
                "path": page.path,
                "total": page.coverage.total,
                "shown": page.coverage.shown,
                "fallback": page.coverage.fallback,
                "waiting": page.coverage.waiting,
                "fuzzy": page.fuzzy,
            }
            for page in one.pages
        ],
    }


def build(run: Run, root: Path) -> str:
    """The summary of a build, and what to do next."""
    rows = [["locale", "", "pages", "translated", "in source language", "waiting for review", "seconds"]]
    for row in run.rows:
        covered = row.coverage
        rows.append(
            [
                row.tag,
                row.name,
                str(row.pages),
                _percent(covered.shown, covered.total),
                str(covered.fallback),
                str(covered.waiting + covered.machine),
                "kept" if row.kept else f"{row.seconds:.2f}",
            ]
        )
    output = run.output.relative_to(root) if run.output.is_relative_to(root) else run.output
    lines = [table(rows), ""]
    if not run.base_url:
        lines.append("No base-url is configured, so pages name no absolute address of their other languages.")
    lines.append(f"{output}/ {_became(run)} ({run.seconds:.2f} s).")
    return "\n".join(lines)


def _became(run: Run) -> str:
    if not run.changed:
        return "was up to date"
    return "holds the drafts" if run.draft else "is published"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns that line up, in Chinese too; numbers stand at the right."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            _padded(cell, width, right=column > 1) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _percent(part: int, whole: int) -> str:
    """Rounded down, so that 100 % means all."""
    return f"{100 * part // whole if whole else 100} %"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
