"""Files that stand in for another one in one language."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from i18n import pipeline
from tests.helpers import run, site, tree

HASH = re.compile(r"\.[0-9a-f]{10}(?=\.|\"|#)")
FILES = {
    "i18n.toml": '[site]\nlocales = ["es", "pt-BR", "ar"]\nkeep-releases = 1\n',
    "content/index.md": """\
# Hello

![A *rose*](rose.svg) and [the form](files/form.pdf#page=2), [its Arabic one](files/form.ar.pdf).

<video src="rose.svg" poster="files/poster.png"></video> <a href="rose.svg">drawing</a>

![Small](app.min.svg)
""",
    "content/part.html": '<p><img src="rose.svg" alt="A rose"></p>\n',
    "content/rose.svg": "base",
    "content/rose.ar.svg": "arabic",
    "content/rose.en.svg": "english",
    "content/rose.pt.svg": "portuguese",
    "content/rose.fr.svg": "french",
    "content/app.svg": "base",
    "content/app.min.svg": "small",
    "content/files/form.pdf": "base",
    "content/files/form.ar.pdf": "arabic",
    "content/files/poster.png": "base",
    "content/files/poster.pt_BR.png": "brazilian",
    "static/site.css": "a { background: url(logo.png) }",
    "static/site.ar.css": "b { background: url(logo.png) }",
    "static/logo.png": "base",
    "static/logo.ar.png": "arabic",
    "templates/page.html": "{% extends 'builtin/page.html' %}\n{% block main %}{{ content }}"
    "<link rel=stylesheet href=\"{{ asset('site.css') }}\"><img alt='' src=\"{{ asset('logo.png') }}\">{% endblock %}",
}
FORM = "files/form.pdf#page=2"


def assets(folder: Path, page: str) -> list[str]:
    """The files that a built page names, without their hashes, but for the built-in style sheet."""
    text = (folder / "public" / page / "index.html").read_text(encoding="utf-8")
    names = re.findall(r'"/assets/([^"]+)"', text)
    return [HASH.sub("", f'{name}"')[:-1] for name in names if not name.startswith("dragoman")]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = site(tmp_path / "garden", FILES)
    assert 0 == run(folder, "build", "-q").code
    return folder


PAGES = {
    "en": ["rose.en.svg", FORM, "files/form.ar.pdf", "rose.en.svg", "files/poster.png", "rose.en.svg"],
    "es": ["rose.svg", FORM, "files/form.ar.pdf", "rose.svg", "files/poster.png", "rose.svg"],
    "pt-BR": ["rose.pt.svg", FORM, "files/form.ar.pdf", "rose.pt.svg", "files/poster.pt_BR.png", "rose.pt.svg"],
    "ar": [
        "rose.ar.svg",
        "files/form.ar.pdf#page=2",
        "files/form.ar.pdf",
        "rose.ar.svg",
        "files/poster.png",
        "rose.ar.svg",
    ],
}
STATIC = {"ar": ["site.ar.css", "logo.ar.png"]}


@pytest.mark.parametrize("tag", PAGES)
def test_page(built: Path, tag: str) -> None:
    """Images, links, media and `asset()` lead to the language's own file, else to a fallback's, else to the base."""
    expected = [*PAGES[tag], "app.min.svg", *STATIC.get(tag, ["site.css", "logo.png"])]

    assert expected == assets(built, tag)


def test_html_page(built: Path) -> None:
    """So do the addresses of a page that its author wrote in HTML."""
    assert ["rose.ar.svg", "site.ar.css", "logo.ar.png"] == assets(built, "ar/part")


def test_style_sheet(built: Path) -> None:
    """A style sheet loads what it names; one with a language of its own is a file of its own."""
    (sheet,) = (built / "public/assets").glob("site.ar.*.css")

    assert 'b { background: url("logo.png") }' == HASH.sub("", sheet.read_text())


def test_all_are_published(built: Path) -> None:
    """Every file is published, a language's own one too, and one for a language that the site has not."""
    names = {HASH.sub("", path) for path in tree(built / "public/assets")}

    assert {"rose.svg", "rose.ar.svg", "rose.en.svg", "rose.fr.svg", "rose.pt.svg"} <= names


EDITS = {"content/rose.es.svg": "spanish", "static/logo.es.png": "spanish", "content/rose.ar.svg": None}


@pytest.mark.parametrize("name", EDITS)
def test_incremental(built: Path, name: str) -> None:
    """A language's own file that comes or goes is seen by the next build."""
    text = EDITS[name]
    if text is None:
        (built / name).unlink()
    else:
        site(built, {name: text})

    assert pipeline.build(built, jobs=1).changed

    after = tree(built / "public")
    shutil.rmtree(built / "public", ignore_errors=True)
    shutil.rmtree(built / ".public.releases", ignore_errors=True)
    (built / "public").unlink(missing_ok=True)
    pipeline.build(built, jobs=1)
    assert after == tree(built / "public")
