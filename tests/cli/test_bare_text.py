"""`[templates] bare-text`: words of templates that nobody marked, in `check` and `build`."""

from __future__ import annotations

from pathlib import Path

from i18n.builder.site import BUILTIN
from i18n.sources.bare_text import bare_text
from tests.helpers import ROOT, practice, run, site

FILES = {
    "i18n.toml": '[site]\nlocales = ["es"]\n[templates]\nbare-text = true\n',
    "content/index.md": "# Hello\n",
    "templates/base.html": "<html><head></head><body class='{% block kind %}page{% endblock %}'>\n"
    "{% block main %}{{ content }}{% endblock %}</body></html>\n",
    "templates/page.html": "{% extends 'base.html' %}\n{% block kind %}home{% endblock %}\n"
    "{% block main %}{{ content }}\n<p>Call {{ site.title }} <b>now</b></p>\n"
    "{% include 'icons/leaf.svg' %}{% endblock %}\n",
    "templates/icons/leaf.svg": "<svg><title>{{ _('A leaf') }}</title>\n<desc>Green</desc></svg>\n",
}
FOUND = [
    "templates/icons/leaf.svg:2: warning: template.bare-text: 'Green' is no message",
    "templates/page.html:4: warning: template.bare-text: 'Call … now' is no message",
]


def test_findings(tmp_path: Path) -> None:
    """Where it is asked for, `check` and `build` name each run of words with its file and line."""
    folder = site(tmp_path, FILES)

    for verb in ("check", "build"):
        done = run(folder, verb)
        said = [line for line in f"{done.out}{done.err}".split("\n") if "bare-text" in line]
        assert FOUND == [line.partition(", so")[0] for line in said]


def test_nobody_asked(tmp_path: Path) -> None:
    """Without the setting nothing is found."""
    folder = site(tmp_path, {**FILES, "i18n.toml": '[site]\nlocales = ["es"]\n'})

    assert "bare-text" not in run(folder, "check").out


def test_broken_template(tmp_path: Path) -> None:
    """A template that does not parse, or is no text, is an error with its line, as without the setting."""
    folder = site(tmp_path, {**FILES, "templates/broken.html": "\n{% block"})
    (folder / "templates/bytes.html").write_bytes(b"\xff")

    said = run(folder, "check").err

    assert "templates/broken.html:2: the template does not parse" in said
    assert "templates/bytes.html:1: the file is not UTF-8" in said


def test_drawing(tmp_path: Path) -> None:
    """The texts of a drawing that a template includes are messages."""
    folder = site(tmp_path, FILES)
    run(folder, "add", "es")
    path = folder / "locales/es/LC_MESSAGES/site.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "A leaf"\nmsgstr ""', 'msgid "A leaf"\nmsgstr "Una hoja"'), encoding="utf-8")
    run(folder, "build")

    assert "<title>Una hoja</title>" in (folder / "public/es/index.html").read_text(encoding="utf-8")


def test_practice(tmp_path: Path) -> None:
    """The site of the repository asks for it, and has none."""
    folder = practice(tmp_path / "practice")

    assert "bare-text = true" in (ROOT / "i18n.toml").read_text(encoding="utf-8")
    assert "bare-text" not in run(folder, "check").out


def test_built_in_templates() -> None:
    """The program's own templates have none."""
    found = [bare_text(path.read_text(encoding="utf-8"), path.name) for path in (BUILTIN / "templates").glob("*.html")]

    assert len(found) > 3
    assert not any(found)
