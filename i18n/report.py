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
    from i18n.pipeline import Audit, Check, LocaleStatus, Update

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
    place = printable(one.path).replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
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
                "waived": found.waived,
            },
        },
        ensure_ascii=False,
        indent=1,
    )


def check_summary(found: Check) -> str:
    warnings = sum(one.severity is Severity.WARNING for one in found.findings)
    counts = f"{_count(found.errors, 'error')}, {_count(warnings, 'warning')}" if found.findings else "nothing found"
    waived = f", {found.waived} waived" if found.waived else ""
    return f"{found.messages} strings in {_count(len(found.locales), 'language')}: {counts}{waived}"


def audit_json(found: Audit) -> str:
    """One object: `leaks` and `summary`. The schema is in docs/formats.md."""
    return json.dumps(
        {
            "leaks": [
                {
                    "check": one.diagnostic.check,
                    "kind": one.kind,
                    "text": one.text,
                    "message": one.diagnostic.message,
                    "file": one.diagnostic.path,
                    "line": one.diagnostic.line,
                    "page": f"{one.diagnostic.source.path}:{one.diagnostic.source.line}",
                    "pages": one.pages,
                }
                for one in found.leaks
                if one.diagnostic.source
            ],
            "summary": {"pages": found.pages, "leaks": len(found.leaks)},
        },
        ensure_ascii=False,
        indent=1,
    )


def audit_summary(found: Audit) -> str:
    leaks = _count(len(found.leaks), "leak") if found.leaks else "no leaks"
    return f"{_count(found.pages, 'page')} of the pseudo edition: {leaks}"


def update(one: Update) -> str:
    """What happened to one catalog, in one line."""
    counts = [f"{count} {what}" for what, count in one.counts.items()]
    return f"{one.path}: {', '.join(counts) or 'empty'}{'' if one.changed else ', unchanged'}"


def status(found: Sequence[LocaleStatus], *, pages: bool, style: str) -> str:
    """A table, or JSON: a list of objects, one for each locale. The schema is in docs/formats.md."""
    if style == "json":
        return json.dumps([_status_json(one) for one in found], ensure_ascii=False, indent=1)
    if not found:
        return "There is no language yet. Begin one with `i18n add es`."
    rows = [["locale", "", "translated", "fuzzy", "missing", "waits for approval", "machine, unreviewed", "approved"]]
    for one in found:
        if _unread(one):
            rows.append([one.locale.tag, one.locale.name, "cannot be read", *([""] * 5)])
            continue
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
                    str(page.fuzzy + covered.outdated),
                    str(covered.fallback - covered.waiting - page.fuzzy),
                    *map(str, (covered.waiting, covered.machine, covered.approved)),
                ]
            )
    waits = _waits([one for one in found if not _unread(one)])
    return f"{table(rows)}\n\n{table(waits)}" if len(waits) > 1 else table(rows)


def _unread(one: LocaleStatus) -> bool:
    """Whether a catalog could not be read whole, so that nobody knows what is missing."""
    return any(problem.check.startswith("po.") for problem in one.problems)


def _waits(found: Sequence[LocaleStatus]) -> list[list[str]]:
    """What waits for whom: a row for each class of text, a column for each locale."""
    numbers: dict[tuple[str, str, str], dict[str, int]] = {}
    for one in found:
        for wait in one.waits:
            what = wait.critical or "ordinary text"
            who = (" and " if wait.together else " or ").join(wait.roles) or "any reviewer"
            act = "approve" if wait.critical else "review"
            numbers.setdefault(("translate", what, "a translator"), {})[one.locale.tag] = wait.translate
            numbers.setdefault((act, what, who), {})[one.locale.tag] = wait.approve
    tags = [one.locale.tag for one in found]
    rows = [
        [act, f"{what}, by {who}", *(str(counts.get(tag, 0)) for tag in tags)]
        for (act, what, who), counts in sorted(numbers.items(), key=lambda one: one[0][0] != "translate")
        if any(counts.values())
    ]
    return [["to", "", *tags], *rows]


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
                "outdated": page.coverage.outdated,
                "fuzzy": page.fuzzy + page.coverage.outdated,
            }
            for page in one.pages
        ],
        "waits": [
            {
                "class": wait.critical,
                "translate": wait.translate,
                "approve": wait.approve,
                "roles": list(wait.roles),
                "together": wait.together,
            }
            for wait in one.waits
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
