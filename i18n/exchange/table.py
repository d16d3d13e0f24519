"""Units as the rows of a table, one for each string, for people without a tool for translators."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from i18n.exchange.forms import Form, joined
from i18n.exchange.problems import Problems
from i18n.exchange.unit import STATES, State, Unit, Units
from i18n.model import MessageKey, Severity

COLUMNS = (
    "place",
    "source",
    "previous source",
    "translation",
    "state",
    "comment",
    "about",
    "critical",
    "form",
    "context",
    "plural",
    "id",
    "shown",
)
"""In their order in the file. A language may follow in brackets: `translation (es)`."""
NEEDED = ("source", "translation")
_LANGUAGES = ("source", "translation")


class Row(NamedTuple):
    """One row as it was read."""

    cells: Mapping[str, str]
    """By the column's name, those that are not empty."""
    line: int


def headings(units: Units) -> tuple[str, ...]:
    """The first row."""
    languages = dict(zip(_LANGUAGES, (units.source, units.locale), strict=True))
    return tuple(f"{name} ({languages[name]})" if languages.get(name) else name for name in COLUMNS)


def columns(cells: Iterable[str]) -> tuple[dict[int, str], dict[str, str]]:
    """The known columns of a first row, by their place, and the languages that they name."""
    found: dict[int, str] = {}
    languages: dict[str, str] = {}
    for place, cell in enumerate(cells):
        name, _, rest = cell.strip().partition(" (")
        if name.lower() in COLUMNS and name.lower() not in found.values():
            found[place] = name.lower()
            if name.lower() in _LANGUAGES and rest.endswith(")"):
                languages[name.lower()] = rest[:-1]
    return found, languages


def rows(units: Units) -> Iterable[tuple[str, ...]]:
    """The rows below the first one."""
    for unit in units.units:
        for number, string in enumerate(unit.strings):
            plural = unit.plural_id is not None
            cells = {
                "place": "\n".join(unit.references),
                "source": unit.plural_id if unit.plural_id is not None and number else unit.key.id,
                "previous source": unit.previous,
                "translation": string,
                "state": unit.state,
                "comment": unit.comments,
                "about": unit.notes,
                "critical": unit.critical,
                "form": f"{number + 1} of {len(unit.strings)}" if plural else "",
                "context": _held(unit.key.context),
                "plural": unit.plural_id or "",
                "id": unit.id,
                "shown": unit.shown,
            }
            yield tuple(cells[name] for name in COLUMNS)


def units(found: Iterable[Row], languages: Mapping[str, str], problems: Problems) -> Units:
    """What rows hold. Rows may stand in any order, and some may be missing."""
    forms = [form for row in found if (form := _form(row, problems)) is not None]
    return Units(
        languages.get("source", ""), languages.get("translation", ""), joined(forms, problems), tuple(problems.found)
    )


def _form(row: Row, problems: Problems) -> Form | None:
    cells = row.cells
    if "source" not in cells and "form" not in cells:
        # Reviewers leave remarks below a table; an id in such a row means that its source was lost.
        if cells.get("id"):
            problems.add("exchange.unit", "a row without its source text; it is left out", row.line)
        return None
    known, context = _context(cells.get("context", ""))
    number = _number(cells.get("form", ""))
    if not known or number is None:
        problems.add("exchange.unit", "the context or form of this row was changed; it is left out", row.line)
        return None
    plural = "form" in cells
    plural_id = cells.get("plural", "") if plural else None
    id, string = cells.get("id", ""), cells.get("translation", "")
    return Form(
        group=(id or (context, plural_id)) if plural else None,
        number=number,
        state=_state(row, problems),
        unit=Unit(
            MessageKey(context, cells.get("source", "")),
            plural_id,
            (string,),
            previous=cells.get("previous source", ""),
            notes=cells.get("about", ""),
            comments=cells.get("comment", ""),
            references=tuple(filter(None, cells.get("place", "").split("\n"))),
            critical=cells.get("critical", ""),
            id=id,
            shown=cells.get("shown", ""),
            line=row.line,
        ),
    )


def _held(context: str | None) -> str:
    """A context as a cell: no context is an empty cell, so an empty one, or one that begins with a quote, is JSON."""
    if context is None:
        return ""
    return json.dumps(context) if not context or context.startswith('"') else context


def _context(cell: str) -> tuple[bool, str | None]:
    """Whether the cell can be read, and the context."""
    if not cell.startswith('"'):
        return True, cell or None
    try:
        context = json.loads(cell)
    except ValueError:
        return False, None
    return isinstance(context, str), context


def _number(cell: str) -> int | None:
    """The 0-based form of `2 of 3`."""
    if not cell:
        return 0
    number = cell.partition(" of ")[0].strip()
    return int(number) - 1 if number in tuple("123456") else None


def _state(row: Row, problems: Problems) -> State:
    """The state of a row. Where somebody filled a row and left `untranslated` there, it says nothing."""
    cell = row.cells.get("state", "").strip().lower()
    if cell == "untranslated" and row.cells.get("translation"):
        return ""
    if cell not in (*STATES, ""):
        text = f"{cell[:40]!r} is no state; write {', '.join(STATES)}"
        problems.add("exchange.state", text, row.line, severity=Severity.WARNING)
    return next((state for state in STATES if state == cell), "")
