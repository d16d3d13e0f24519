"""Who approved what, for people and machines: text, JSON, CSV, HTML."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from i18n.model import Source
    from i18n.pipeline.accounts import Approvals, Counts, Missing, Word

_FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would take for the beginning of a formula. Source: OWASP, CSV Injection."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COLUMNS: Final = (
    "locale", "msgctxt", "msgid", "pages", "critical", "act", "by", "role", "at", "counts", "again", "check", "note",
    "state",
)  # fmt: skip
_STYLE: Final = """\
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; }
caption { font-weight: bold; text-align: start; }
"""


def approvals(found: Sequence[Approvals], style: str) -> str:
    """What `i18n approvals` prints: `style` is text, json, csv or html. The forms are in docs/formats.md."""
    return {"text": _text, "json": _json, "csv": _csv, "html": _html}[style](found)


# Text


def _text(found: Sequence[Approvals]) -> str:
    return "\n\n".join("\n".join(_lines(one)) for one in found) or "There is no language yet."


def _lines(one: Approvals) -> Iterator[str]:
    yield f"{one.locale.tag}: {_share(one.whole)}"
    for counts in one.classes:
        yield f"  {counts.name or 'ordinary text'}: {counts.approved} of {counts.total} approved"
    for counts in one.pages:
        yield f"  {_printable(counts.name)}: {_share(counts)}"
    yield from _block("Approved", [_word(word) for word in one.words if word.record.act == "approved"])
    others = [word for word in one.words if word.record.act not in ("approved", "waived")]
    yield from _block("Reviewed, rejected, revoked", [f"{word.record.act}: {_word(word)}" for word in others])
    yield from _block("Waived", [f"{word.record.check}: {_word(word)}" for word in one.words if _is_waiver(word)])
    yield from _block("Critical and not approved", [_missing(missing) for missing in one.missing])
    if one.former:
        yield f"  {one.former} more record{'' if one.former == 1 else 's'} about strings that are not in use here"


def _share(counts: Counts) -> str:
    critical = f", critical: {counts.critical_approved} of {counts.critical}" if counts.critical else ""
    return f"{counts.approved} of {counts.total} approved{critical}"


def _block(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"  {line}" for line in lines)


def _word(word: Word) -> str:
    record, source = word.record, word.source
    critical = f" ({source.critical})" if source.critical else ""
    again = f", again from {word.again}" if word.again else ""
    note = f": {record.note}" if record.note else ""
    out = "" if word.in_force else " [does not count]"
    said = f"{source.key.id!r}{critical}, {record.by} as {record.role}, {record.at}{again}{note}{out}"
    return _printable(said)


def _is_waiver(word: Word) -> bool:
    return word.record.act == "waived"


def _missing(missing: Missing) -> str:
    place, source = missing.place, missing.source
    return _printable(f"{place.path}:{place.line}: {source.critical}: {source.key.id!r} is {missing.state}")


def _printable(text: str) -> str:
    return _CONTROL.sub(lambda sign: repr(sign[0])[1:-1], text.replace("\n", "\\n"))


# JSON


def _json(found: Sequence[Approvals]) -> str:
    return json.dumps({"version": 1, "locales": [_object(one) for one in found]}, ensure_ascii=False, indent=1)


def _object(one: Approvals) -> dict[str, Any]:
    return {
        "locale": one.locale.tag,
        **_counts(one.whole),
        "classes": [{"class": counts.name, **_counts(counts)} for counts in one.classes],
        "pages": [{"page": counts.name, **_counts(counts)} for counts in one.pages],
        "records": [
            {
                **_message(word.source),
                "act": word.record.act,
                "by": word.record.by,
                "role": word.record.role,
                "at": word.record.at,
                "counts": word.in_force,
                "again": word.again.isoformat() if word.again else None,
                "check": word.record.check,
                "note": word.record.note,
                "src": word.record.src,
                "tgt": word.record.tgt,
            }
            for word in one.words
        ],
        "unapproved": [
            {
                **_message(missing.source),
                "state": missing.state,
                "file": missing.place.path,
                "line": missing.place.line,
            }
            for missing in one.missing
        ],
        "former": one.former,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "total": counts.total,
        "approved": counts.approved,
        "critical": counts.critical,
        "critical_approved": counts.critical_approved,
    }


def _message(source: Source) -> dict[str, Any]:
    return {
        "msgctxt": source.key.context,
        "msgid": source.key.id,
        "pages": sorted({place.path for place in source.references}),
        "class": source.critical or "",
    }


# CSV


def _csv(found: Sequence[Approvals]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(cell) for cell in row] for one in found for row in _rows(one))
    return text.getvalue().removesuffix("\r\n")


def _rows(one: Approvals) -> Iterator[tuple[str, ...]]:
    for word in one.words:
        record = word.record
        counts, again = "yes" if word.in_force else "no", word.again.isoformat() if word.again else ""
        said = (record.act, record.by, record.role, record.at, counts, again, record.check, record.note)
        yield (one.locale.tag, *_cells(word.source), *said, "")
    for missing in one.missing:
        yield (one.locale.tag, *_cells(missing.source), *[""] * 8, str(missing.state))


def _cells(source: Source) -> tuple[str, str, str, str]:
    pages = " ".join(sorted({place.path for place in source.references}))
    return source.key.context or "", source.key.id, pages, source.critical or ""


def _cell(text: str) -> str:
    """A cell that no spreadsheet computes and no terminal obeys."""
    text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"'{text}" if _FORMULA.match(text) else text


# HTML


def _html(found: Sequence[Approvals]) -> str:
    body = "\n".join("\n".join(_section(one)) for one in found)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Approvals</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>Approvals</h1>\n{body}\n</body>\n</html>"
    )


def _section(one: Approvals) -> Iterator[str]:
    yield f'<h2>{escape(one.locale.tag)}, <span lang="{escape(one.locale.tag)}">{escape(one.locale.name)}</span></h2>'
    yield f"<p>{_share(one.whole)}.</p>"
    heads = ("", "texts", "approved", "critical", "of these approved")
    yield from _table("By class", heads, ([c.name or "ordinary text", *map(str, c[1:])] for c in one.classes))
    yield from _table("By page", heads, ([c.name, *map(str, c[1:])] for c in one.pages))
    columns = ("text", "class", "what", "who", "role", "when", "counts", "note")
    yield from _table("What was said", columns, map(_said, one.words))
    yield from _table(
        "Critical and not approved",
        ("text", "class", "state", "where"),
        ([m.source.key.id, m.source.critical or "", m.state, f"{m.place.path}:{m.place.line}"] for m in one.missing),
    )


def _said(word: Word) -> list[str]:
    record = word.record
    what = f"{record.act} {record.check}".strip()
    again = f" (again from {word.again})" if word.again else ""
    counts = "yes" if word.in_force else "no"
    source = word.source
    return [source.key.id, source.critical or "", what, record.by, record.role, record.at + again, counts, record.note]


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    found = [f"<tr>{''.join(f'<td>{escape(_printable(cell))}</td>' for cell in row)}</tr>" for row in rows]
    if found:
        yield f"<table><caption>{caption}</caption>"
        yield "<tr>" + "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr>"
        yield from found
        yield "</table>"
