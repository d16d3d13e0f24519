"""Strings that attack: each is a finding, none is alive on a page, and the rest of the site is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib  # type: ignore[import-untyped]
import pytest

from tests.helpers import Ran, catalog, run, site, tree
from tests.hostile import ATTACKS, CODE, ES, FILES, FORMAT, LINK, PLACES, SCRIPT

ALIVE = ("javascript:", '="https://evil.example', "root:", ">49", " 49")


def elements(page: str) -> list[str]:
    """Every element of a page, with the names of its attributes, as a browser reads it, sorted."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return sorted(" ".join([one.tag, *sorted(one.attrib)]) for one in document.iter() if isinstance(one.tag, str))


def built(folder: Path, strings: dict[str, str]) -> tuple[Ran, str]:
    """What a build says, and the Spanish page."""
    site(folder, {ES: catalog(strings)})
    done = run(folder, "build", "-q", "--jobs", "1")
    return done, (folder / "public/es/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_attacks(tmp_path: Path, place: str) -> None:
    """Whatever a translator writes, wherever it goes: a finding and the source text, or harmless text."""
    folder = site(tmp_path, FILES)
    message, string = PLACES[place]
    without, translated = (elements(built(folder, strings)[1]) for strings in ({}, {message: string.format("rosa")}))
    for attack in ATTACKS:
        done, page = built(folder, {message: string.format(attack)})

        assert done.code in (0, 1), done.err
        assert (without if done.code else translated) == elements(page), attack
        assert [] == [word for word in ALIVE if word in page.lower()], attack
        if done.code:
            assert re.search(rf"(?m)^{ES}:\d+: error: ", done.err), attack
            assert attack not in page, attack


@pytest.mark.parametrize("place", PLACES)
def test_four_classics(tmp_path: Path, place: str) -> None:
    """In content, front matter and templates each is refused with exit code 1, and the source text is shown.

    The text of an image is no place for elements: there a tag or a link is text, which `test_attacks` shows.
    """
    folder = site(tmp_path, FILES)
    message, string = PLACES[place]
    for attack in (CODE, FORMAT) if place == "image" else (SCRIPT, LINK, CODE, FORMAT):
        done, page = built(folder, {message: string.format(attack)})
        checked = json.loads(run(folder, "check", "--format", "json").out)

        assert 1 == done.code, attack
        assert message in {one["msgid"] for one in checked["findings"] if one["severity"] == "error"}, attack
        assert attack not in page


def test_sources_are_text_too(tmp_path: Path) -> None:
    """Braces and percent signs that an author writes are text on the page: nothing is compiled or formatted."""
    folder = site(
        tmp_path, {**FILES, "content/index.md": "---\ntitle: 100% {{ 7*7 }}\n---\n\nUse {{ 7*7 }} and %(x)s, 5%.\n"}
    )

    assert 0 == run(folder, "build", "-q", "--jobs", "1").code
    page = (folder / "public/en/index.html").read_text(encoding="utf-8")
    assert "<p>Use {{ 7*7 }} and %(x)s, 5%.</p>" in page
    assert "<title>100% {{ 7*7 }} – Garden</title>" in page


def test_slug_that_leads_elsewhere(tmp_path: Path) -> None:
    """A translated part of an address cannot leave its folder."""
    for slug in ("../../x", "/etc/x", "..%2fx", "en", "index", ".htaccess", "a/b", "x\u202ey"):
        files = {"content/about.md": "---\ntitle: About\nslug: about-us\n---\n"}
        folder = site(tmp_path, {**FILES, **files, ES: catalog({"about-us": slug})})
        done = run(folder, "build", "-q", "--jobs", "1")

        assert 1 == done.code, slug
        assert "slug" in done.err, slug
        assert {"404.html", "index.html", "about-us/index.html"} == tree(folder / "public/es").keys()


@pytest.mark.corpus
def test_hostile_corpus(corpora: Path, tmp_path: Path) -> None:
    """The catalog made to attack is refused where it is dangerous, and its correct twin has no finding."""
    names = [path.relative_to(corpora / "hostile") for path in (corpora / "hostile").rglob("*") if path.is_file()]
    files = {name.as_posix(): (corpora / "hostile" / name).read_text(encoding="utf-8") for name in names}
    folder = site(tmp_path, files)

    assert 1 == run(folder, "build", "-q", "--jobs", "1").code
    page = (folder / "public/fr/dose/index.html").read_text(encoding="utf-8")
    for alive in ("<script", "javascript:", "onerror", "evil.example"):
        assert alive not in page
    findings = json.loads(run(folder, "check", "--format", "json").out)["findings"]
    assert 7 == len({finding["msgid"] for finding in findings})

    site(folder, {"locales/fr/LC_MESSAGES/messages.po": files["correct.fr.po"]})
    assert 0 == run(folder, "check").code
    assert [] == json.loads(run(folder, "check", "--format", "json").out)["findings"]
