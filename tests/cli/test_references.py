"""What stands above a message: comments that rarely change, and places that no moved line changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers import catalog, run, site

PAGE = """\
# Visit

<!-- i18n: comment By phone. -->
Call us before you come.

<!-- i18n: critical dose -->
Wait one day.
"""
STRINGS = {"Visit": "Visítenos", "Call us before you come.": "Llámenos antes.", "Wait one day.": "Espere un día."}
ES = "locales/es/LC_MESSAGES/site.po"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page whose catalog is up to date."""
    made = site(tmp_path, {"content/visit.md": PAGE, ES: catalog(STRINGS)})
    assert 0 == run(made, "update").code
    return made


def above(folder: Path, path: str = "locales/site.pot") -> list[str]:
    """The lines that the program writes above messages."""
    return re.findall(r"^#[.:] .*", (folder / path).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ("file", ["content/visit.md#visit"] * 3),
        ("line", ["content/visit.md:1", "content/visit.md:4", "content/visit.md:7"]),
        ("none", []),
    ],
)
@pytest.mark.parametrize("way", ["option", "configuration"])
def test_references(folder: Path, way: str, references: str, expected: list[str]) -> None:
    """File and heading, file and line, or nothing: as the configuration says, or for one run as the option says."""
    configured = references if way == "configuration" else "none" if references == "line" else "line"
    site(folder, {"i18n.toml": f'[site]\nreferences = "{configured}"\n'})

    assert 0 == run(folder, "extract", *([] if way == "configuration" else ["--references", references])).code

    assert expected == [line[3:] for line in above(folder) if line.startswith("#:")]


def test_references_of_an_update(folder: Path) -> None:
    """`update` takes the option too, for the template catalog and for every language's."""
    assert 0 == run(folder, "update", "--references", "none").code

    for path in (ES, "locales/site.pot"):
        assert [] == [line for line in above(folder, path) if line.startswith("#:")]


def test_extracted_comments(folder: Path) -> None:
    """A translator is told the role of a text, the author's remark, and what a mistake could harm; nothing else."""
    comments = [line for line in above(folder) if line.startswith("#.")]

    assert ["#. heading", "#. paragraph", "#. By phone.", "#. paragraph", "#. critical: dose"] == comments


def test_another_comment_is_no_other_text(folder: Path) -> None:
    """A remark that the author changes is in every catalog after the next update, and makes nothing fuzzy."""
    site(folder, {"content/visit.md": PAGE.replace("By phone.", "By phone, or in a letter.")})
    before = (folder / ES).read_text(encoding="utf-8")

    assert 0 == run(folder, "update").code

    after = (folder / ES).read_text(encoding="utf-8")
    assert before.replace("By phone.", "By phone, or in a letter.") == after
    assert "fuzzy" not in after


def test_moved_lines_change_nothing(folder: Path) -> None:
    """Text that moves down its page leaves the catalogs as they are."""
    before = {path: (folder / path).read_bytes() for path in (ES, "locales/site.pot")}
    site(folder, {"content/visit.md": PAGE.replace("# Visit\n", "# Visit\n\n\n\n`code`\n")})

    assert 0 == run(folder, "update", "--check").code
    assert 0 == run(folder, "update").code

    assert before == {path: (folder / path).read_bytes() for path in before}


def test_references_on_one_line(folder: Path) -> None:
    """An editor that joins the references on one line, in another order, makes no work."""
    site(folder, {"content/about.md": "Call us before you come.\n"})
    assert 0 == run(folder, "update").code
    text = (folder / ES).read_text(encoding="utf-8")
    both = "#: content/about.md\n#: content/visit.md#visit\n"
    assert both in text

    (folder / ES).write_text(text.replace(both, "#: content/visit.md#visit content/about.md\n"), encoding="utf-8")

    assert 0 == run(folder, "update", "--check").code
