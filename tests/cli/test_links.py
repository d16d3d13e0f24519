"""Addresses that one language has instead of those of the source, named by staff."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import catalog, run, site

SETTINGS = """
[site]
title = "Tea"
locales = ["es", "fr"]
[languages.es.links]
"https://example.org/help" = "https://example.org/es/ayuda?a=1&b=2"
"https://example.org/tea.png" = "https://example.org/te.png"
"""
PAGE = """# Tea

Read the [help](https://example.org/help "Help") or [more](https://example.org/more).

Nobody translated [this](https://example.org/help) ![tea](https://example.org/tea.png) <https://example.org/help>

<p class=x><a href='https://example.org/help'>Help</a> <img src=https://example.org/tea.png alt=""></p>

`https://example.org/help` and https://example.org/help stay.
"""
READ = 'Read the [help](https://example.org/help "Help") or [more](https://example.org/more).'
READ_ES = 'Lea la [ayuda](https://example.org/help "Ayuda") o [más](https://example.org/more).'
PATH = "locales/es/LC_MESSAGES/site.po"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site whose Spanish pages have two addresses of their own."""
    return site(tmp_path, {"i18n.toml": SETTINGS, "content/index.md": PAGE, PATH: catalog({READ: READ_ES})})


def test_pages(folder: Path) -> None:
    """Each link and image of the language's pages leads there, translated or not; words and other languages do not."""
    assert 0 == run(folder, "build").code
    spanish = (folder / "public/es/index.html").read_text(encoding="utf-8")
    there = '"https://example.org/es/ayuda?a=1&amp;b=2"'

    assert f'<a href={there} title="Ayuda">ayuda</a>' in spanish
    assert f"<a href={there}>this</a>" in spanish
    assert f"<a href={there}>https://example.org/help</a>" in spanish
    assert '<img src="https://example.org/te.png" alt="tea" />' in spanish
    assert "<a href='https://example.org/es/ayuda?a=1&amp;b=2'>Help</a>" in spanish
    assert '<img src=https://example.org/te.png alt="">' in spanish
    assert "<code>https://example.org/help</code> and https://example.org/help stay." in spanish
    assert 3 == spanish.count("https://example.org/help")
    for tag in ("en", "fr"):
        html = (folder / f"public/{tag}/index.html").read_text(encoding="utf-8")
        assert "ayuda" not in html
        assert "te.png" not in html
        assert "<a href='https://example.org/help'>Help</a> <img src=https://example.org/tea.png alt=\"\">" in html


def test_a_translator_names_it(folder: Path) -> None:
    """A string with the language's own address is refused like one with any other: it keeps the source's."""
    theirs = READ_ES.replace("example.org/help", "example.org/es/ayuda?a=1&b=2")
    (folder / PATH).write_text(catalog({READ: theirs}), encoding="utf-8")
    ran = run(folder, "build")

    assert 1 == ran.code
    assert "markup.link" in ran.err
    assert "ayuda</a>" not in (folder / "public/es/index.html").read_text(encoding="utf-8")


def test_address_that_no_page_has(folder: Path) -> None:
    """An address that stands on no page does nothing, and is reported."""
    settings = SETTINGS.replace("example.org/help", "example.org/hlep")
    (folder / "i18n.toml").write_text(settings, encoding="utf-8")
    ran = run(folder, "build")

    assert (0, 1) == (ran.code, ran.err.count("link.unused"))
    assert "i18n.toml:6: warning: link.unused: no page has a link to 'https://example.org/hlep'" in ran.err


def test_path_with_an_address_behind_it(tmp_path: Path) -> None:
    """A link to a page whose query or fragment holds an address leads to that page."""
    texts = {"content/index.md": "# A\n\n[b](b.md?from=https://example.org/)\n", "content/b.md": "# B\n"}
    folder = site(tmp_path, {"i18n.toml": '[site]\ntitle = "T"\n', **texts})

    assert 0 == run(folder, "build").code
    assert 'href="/en/b/' in (folder / "public/en/index.html").read_text(encoding="utf-8")
