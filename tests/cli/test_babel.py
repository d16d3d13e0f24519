"""`pybabel extract` over a site: the messages of `i18n extract`."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import polib
import pytest

from tests.helpers import ROOT, Ran, environment_of, practice, run, site

Messages = dict[tuple[str | None, str, str], str]
"""Context, id and plural to the extracted comments, their lines joined, as Babel wraps them anew."""
MAPPING = "[dragoman: content/**]\n[dragoman: templates/**]\n"


@pytest.fixture
def installed(tmp_path: Path) -> str:
    """A search path on which the package is, and its entry points as pyproject.toml declares them."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in points.items()) for group, points in declared.items()]
    folder = tmp_path / "packages/dragoman-0.dist-info"
    site(
        folder, {"METADATA": "Metadata-Version: 2.1\nName: dragoman\nVersion: 0\n", "entry_points.txt": "".join(lines)}
    )
    return f"{ROOT}:{folder.parent}"


def pybabel(folder: Path, path: str, mapping: str, *arguments: str) -> Ran:
    """What Babel extracts from a folder, in a process of its own."""
    (folder / "babel.cfg").write_text(mapping, encoding="utf-8")
    words = ["-q", "extract", "-F", "babel.cfg", "--ignore-dirs=.* public", *arguments, "-o", "found.pot", "."]
    done = subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *words],
        cwd=folder,
        env=environment_of(PYTHONPATH=path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def messages(path: Path) -> Messages:
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): " ".join(entry.comment.split())
        for entry in polib.pofile(str(path))
    }


def both(folder: Path, path: str) -> tuple[Messages, Messages]:
    """What `i18n extract` and what Babel finds."""
    assert 0 == run(folder, "extract").code
    done = pybabel(folder, path, MAPPING)
    assert (0, "") == (done.code, done.err)
    return messages(folder / "locales/site.pot"), messages(folder / "found.pot")


def test_same_messages(tmp_path: Path, installed: str) -> None:
    """Pages, data and templates: the same messages with the same comments, settings and all."""
    folder = site(
        tmp_path / "site",
        {
            "i18n.toml": '[content]\nfields = ["summary"]\n[data]\ntranslate = ["shop.*"]\n'
            '[critical]\n"visit.md" = "dose"\n',
            "content/index.md": "---\ntitle: Home\nsummary: In short\n---\n# Hello\n\n"
            "<!-- i18n: context sign -->\nOpen\n",
            "content/visit.md": "Ask {shop.note}, *now*.\n\n<!-- i18n: comment A remark. -->\n- Home\n\n`code`\n",
            "content/_data/shop.toml": 'note = "the nurse"\nphone = "555"\n',
            "content/picture.png": "\x00",
            "templates/page.html": "<head></head><body>{# TRANSLATORS: In the head. #}{{ _('Home') }}"
            "{{ gettext('Hour') }}{{ ngettext('Hour', 'Hours', 2) }}{{ npgettext('list', 'One', 'Some', 2) }}</body>",
            "elsewhere/other.md": "Not of the site.\n",
        },
    )

    ours, theirs = both(folder, installed)

    assert ours == theirs
    assert {
        (None, "Home", ""): "title, item, label A remark. In the head. critical: dose",
        ("sign", "Open", ""): "paragraph",
        ("list", "One", "Some"): "label",
        (None, "Hour", "Hours"): "label",
        (None, "the nurse", ""): "value critical: dose",
        (None, "In short", ""): "summary",
    }.items() <= theirs.items()
    assert "Not of the site." not in {key[1] for key in theirs}


def test_practice(tmp_path: Path, installed: str) -> None:
    """The site of this repository."""
    ours, theirs = both(practice(tmp_path / "practice"), installed)

    assert ours == theirs
    assert len(theirs) > 200


def test_lines(tmp_path: Path, installed: str) -> None:
    """References are Babel's own: file and line."""
    folder = site(tmp_path / "site", {"content/a.md": "---\ntitle: T\n---\n\nText\n"})

    both(folder, installed)

    found = {entry.msgid: entry.occurrences for entry in polib.pofile(str(folder / "found.pot"))}
    assert {"T": [("content/a.md", "2")], "Text": [("content/a.md", "5")]} == found


def test_site_in_a_folder(tmp_path: Path, installed: str) -> None:
    """The option `site` names the folder of a site that is not the current one."""
    folder = site(tmp_path / "project", {"docs/content/a.md": "Text\n", "docs/i18n.toml": ""})

    assert 0 == pybabel(folder, installed, "[dragoman: docs/**]\nsite = docs\n").code

    assert {(None, "Text", "")} == messages(folder / "found.pot").keys()


def test_site_that_cannot_be_read(tmp_path: Path, installed: str) -> None:
    """What stops `i18n extract` stops Babel, with the place."""
    folder = site(tmp_path / "site", {"content/a.md": "---\ntitle: T\n"})

    done = pybabel(folder, installed, MAPPING)

    assert 0 != done.code
    assert "content/a.md:1: the front matter opened by '---' is never closed" in done.err
