"""docs/requirements.md: every test that it names as the one that holds a promise is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.hostile import PAYLOADS

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "requirements.md"
NAME = re.compile(r"`(?P<path>[\w/]+\.py)?(?:::(?P<test>test_\w+))?`(?: \((?P<cases>`[\w-]+`(?:, `[\w-]+`)*)\))?")
"""`unit/test_po.py::test_template`, `::test_another` of the same file, a file alone; cases in parentheses."""
PAYLOAD = re.compile(r"`(?:test_payload)?\[(S-\d+) \.\.\.\]`")
ROW = re.compile(r"(?m)^\| ([WHSR]-[^|]+?) \|")


def test_every_test_is_there() -> None:
    """A promise that is held by a test which is gone is held by none."""
    wrong = []
    path = ""
    for found in NAME.finditer(PAGE.read_text("utf-8")):
        path = found["path"] or path
        file = TESTS / path
        if not (found["path"] or found["test"]):
            continue
        if not file.is_file():
            wrong.append(path)
        elif found["test"] and not re.search(rf"(?m)^def {found['test']}\(", file.read_text("utf-8")):
            wrong.append(f"{path}::{found['test']}")
        wrong += [
            case
            for case in re.findall(r"[\w-]+", found["cases"] or "")
            if not [*(TESTS / "cases").rglob(f"{case}.txt")] and not (TESTS / "sites" / case).is_dir()
        ]

    assert [] == wrong


def test_every_payload_is_there() -> None:
    """Every number of an attack stands in the table of attacks."""
    named = {found[1] for found in PAYLOAD.finditer(PAGE.read_text("utf-8"))}

    assert len(named) > 15
    assert set() == named - {payload.number for payload in PAYLOADS}


def test_each_number_is_one_promise() -> None:
    """A number stands in one row; the rows that name no test are none."""
    text = PAGE.read_text("utf-8")
    numbers = Counter(number for cell in ROW.findall(text) for number in cell.split(", "))
    rows = [line for line in text.splitlines() if ROW.match(line)]

    assert {1} == set(numbers.values())
    assert len(numbers) > 90
    assert [] == [row for row in rows if "test_" not in row.rpartition(" | ")[2]]
