"""`extract` beyond the template catalog's own file: JSON for editors' plugins, and another place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polib
import pytest

from tests.helpers import ROOT, command, practice, run, site, tree

PAGES = {
    "content/index.md": "---\ntitle: Home\n---\nWelcome.\n",
    "content/visit.md": "---\ntitle: Visit us\nslug: come\n---\n## Hours {#hours}\n\n"
    "Call {shop.phone}, `{shop.name}`.\n\n<!-- i18n: critical dose -->\nWelcome.\n",
    "content/_data/shop.toml": 'phone = "555"\nname = "Shop"\nnote = "Ring at {shop.phone}"\n',
    "templates/page.html": "<html><head></head><body>\n{{ pgettext('verb', 'Open') }}"
    "{{ ngettext('%(num)s page', '%(num)s pages', 2) }}</body></html>\n",
    "i18n.toml": '[data]\ntranslate = ["shop.note"]\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return site(tmp_path / "site", PAGES)


def listed(folder: Path) -> dict[str, Any]:
    done = run(folder, "extract", "--format", "json")
    assert (0, "") == (done.code, done.err)
    found: dict[str, Any] = json.loads(done.out)
    return found


def message(folder: Path, id: str) -> dict[str, Any]:
    (found,) = [one for one in listed(folder)["messages"] if one["msgid"] == id]
    return dict(found)


def test_object(folder: Path) -> None:
    """The object names its version, the language of the texts, and the domains; it says nothing of this machine."""
    found = listed(folder)

    assert [1, "en", ["site"]] == [found[name] for name in ("version", "source", "domains")]
    assert ["version", "source", "domains", "messages"] == list(found)
    assert str(folder) not in json.dumps(found)


def test_message_and_its_uses(folder: Path) -> None:
    """A message is listed once, with all that the catalog says of it, and each place with what is around it."""
    found = message(folder, "Welcome.")
    uses = found.pop("uses")

    assert {
        "domain": "site",
        "msgctxt": None,
        "msgid": "Welcome.",
        "msgid_plural": None,
        "formats": ["markdown"],
        "kinds": ["paragraph"],
        "critical": "dose",
        "flags": [],
        "comments": [],
    } == found
    places = [{name: use[name] for name in ("file", "anchor", "line", "kind", "field")} for use in uses]
    assert [
        {"file": "content/index.md", "anchor": None, "line": 4, "kind": "paragraph", "field": None},
        {"file": "content/visit.md", "anchor": "hours", "line": 10, "kind": "paragraph", "field": None},
    ] == places
    assert [
        ("Home", None, "Home", None, "/en/"),
        ("Visit us", "Hours", "Call {shop.phone}, `{shop.name}`.", None, "/en/come/#hours"),
    ] == [tuple(use[name] for name in ("page", "section", "before", "after", "preview")) for use in uses]


def test_present_values(folder: Path) -> None:
    """The values of a text's variables are given, but not of what only looks like one, in code."""
    (use,) = message(folder, "Call {shop.phone}, `{shop.name}`.")["uses"]

    assert {"shop.phone": "555"} == use["values"]


def test_data_and_templates(folder: Path) -> None:
    """A value has its key, a template's text its context, plural and flags; neither has a page or an address."""
    value, verb, plural = (message(folder, id) for id in ("Ring at {shop.phone}", "Open", "%(num)s page"))

    assert ("note", 3, {"shop.phone": "555"}) == tuple(value["uses"][0][name] for name in ("field", "line", "values"))
    assert ["verb", "%(num)s pages"] == [verb["msgctxt"], plural["msgid_plural"]]
    assert ["python-format"] == plural["flags"]
    for use in (*value["uses"], *verb["uses"]):
        assert [None, None, None] == [use[name] for name in ("page", "section", "preview")]


def test_columns(folder: Path) -> None:
    """A text of a page has columns, in characters; a BOM and the carriage returns of line ends do not count."""
    source = "---\r\ntitle: T\r\n---\r\n- Über *uns* 😀,\r\n  hier\r\n"
    (folder / "content/visit.md").write_bytes(b"\xef\xbb\xbf" + source.encode())

    (use,) = message(folder, "Über *uns* 😀, hier")["uses"]

    assert [4, 3, 5, 7] == [use[name] for name in ("line", "column", "end_line", "end_column")]


def test_columns_of_every_construct(folder: Path) -> None:
    """Between the columns of a use stands its text, whatever block it is in."""
    table = "| a b | c |\n|-----|---|\n| 😀 d | e |"
    blocks = ("# Head *one*", "Two\nlines", "- three", "  - four `x`", "> five\n> six", table, "Term\n: Means\n")
    text = "\n\n".join(blocks)
    site(folder, {"content/visit.md": text})
    lines = text.split("\n")

    found = {}
    for one in listed(folder)["messages"]:
        for use in one["uses"]:
            if use["file"] == "content/visit.md" and use["column"]:
                inside = lines[use["line"] - 1 : use["end_line"]]
                inside[-1] = inside[-1][: use["end_column"] - 1]
                inside[0] = inside[0][use["column"] - 1 :]
                found[one["msgid"]] = " ".join(line.removeprefix("> ") for line in inside)

    assert {id: id for id in found} == found
    assert {"Head *one*", "Two lines", "four `x`", "five six", "😀 d", "Term", "Means"} <= found.keys()


def test_only_the_line_is_known(folder: Path) -> None:
    """Where only the line of a text is known the columns are null."""
    (use,) = message(folder, "Open")["uses"]

    assert [2, None, None, None] == [use[name] for name in ("line", "column", "end_line", "end_column")]


def test_domains(folder: Path) -> None:
    """Each message names its catalog."""
    site(folder, {"i18n.toml": '[content]\ndomains = "page"\n'})

    found = listed(folder)

    assert {"site", "index", "visit"} == set(found["domains"])
    assert {"Home": "index", "Hours": "visit", "Welcome.": "site", "Open": "site"}.items() <= {
        one["msgid"]: one["domain"] for one in found["messages"]
    }.items()


def test_practice(tmp_path: Path) -> None:
    """The site of this repository: the same messages as in its template catalog, every place inside its file."""
    folder = practice(tmp_path / "practice")
    assert 0 == run(folder, "extract").code
    catalog = polib.pofile(str(folder / "locales/site.pot"))

    found = listed(folder)["messages"]

    assert [(entry.msgctxt, entry.msgid, entry.msgid_plural or None) for entry in catalog] == [
        (one["msgctxt"], one["msgid"], one["msgid_plural"]) for one in found
    ]
    for one in found:
        assert one["uses"], one["msgid"]
        for use in one["uses"]:
            assert 1 <= use["line"] <= (folder / use["file"]).read_text(encoding="utf-8").count("\n") + 1


def test_half_a_character(folder: Path) -> None:
    """A text that no UTF-8 can hold is written as JSON writes it."""
    site(folder, {"templates/page.html": r"<head></head><body>{{ _('half \ud83d a') }}</body>"})

    assert "half \ud83d a" in [one["msgid"] for one in listed(folder)["messages"]]


@pytest.mark.parametrize("style", ["pot", "json"])
def test_output(folder: Path, style: str) -> None:
    """`--output` names the file, or standard output with `-`; the site's own files stay as they are."""
    before = tree(folder)
    target = folder.parent / "messages"

    said = [run(folder, "extract", "--format", style, "--output", str(target)).out for _ in range(2)]
    piped = run(folder, "extract", "--format", style, "--output", "-")

    assert [f"{target}: 9 messages\n", f"{target}: 9 messages, unchanged\n"] == said
    assert piped.out.encode() == target.read_bytes()
    assert before == tree(folder)


def test_whole_template_catalog(folder: Path) -> None:
    """A template catalog that is asked for in another place holds all domains, as `--references` says."""
    site(folder, {"i18n.toml": '[content]\ndomains = "page"\n'})

    catalog = polib.pofile(run(folder, "extract", "--references", "line", "--output", "-").out)

    assert {"Home", "Hours", "Open"} <= {entry.msgid for entry in catalog}
    assert [("content/visit.md", "5")] == next(entry for entry in catalog if entry.msgid == "Hours").occurrences


def test_output_that_cannot_be_written(folder: Path) -> None:
    """A place that cannot be written is an error that names it."""
    done = command(["extract", "--output", "i18n.toml/x"], folder)

    assert (2, "") == (done.code, done.out)
    assert "i18n.toml/x" in done.err


def test_documented(folder: Path) -> None:
    """The documentation has every field, in its example and in its table."""
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    section = text.partition("## `i18n extract --format json`")[2].partition("\n## ")[0]
    example, found = json.loads(section.partition("```json\n")[2].partition("```")[0]), listed(folder)
    shown, real = example["messages"][0], found["messages"][0]

    assert [list(found), list(real), list(real["uses"][0])] == [list(example), list(shown), list(shown["uses"][0])]
    for name in {*found, *real, *real["uses"][0]} - {"messages", "uses"}:
        assert f"`{name}`" in section or f".{name}`" in section, name
