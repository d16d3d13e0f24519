"""Strings that attack: each is a finding, none is alive on a page, and the rest of the site is published."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import html5lib
import pytest

from tests.helpers import Ran, catalog, run, site, tree
from tests.hostile import (
    ATTACKS,
    CODE,
    ES,
    FILES,
    FORMAT,
    LINK,
    PAYLOADS,
    PLACES,
    SCRIPT,
    Payload,
    marked,
    payload_catalog,
    payload_site,
)

ALIVE = ("javascript:", '="https://evil.example', "root:", ">49", " 49")

MARK = re.compile(r"\(p[0-9]+\)")


def elements(page: str) -> list[str]:
    """Every element of a page, with the names of its attributes, as a browser reads it, sorted."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return sorted(" ".join([one.tag, *sorted(one.attrib)]) for one in document.iter() if isinstance(one.tag, str))


def built(folder: Path, strings: dict[str, str]) -> tuple[Ran, str]:
    """What a build says, and the Spanish page."""
    site(folder, {ES: catalog(strings)})
    done = run(folder, "build", "-q", "--jobs", "1")
    return done, (folder / "public/es/index.html").read_text(encoding="utf-8")


class Attacked(NamedTuple):
    """What became of every payload at once."""

    code: int
    errors: frozenset[str]
    """Sources of the messages with an error."""
    english: Mapping[str, set[str]]
    spanish: Mapping[str, set[str]]
    """What the pages say for each payload."""
    shape: list[str]
    """Elements with the names of their attributes on all Spanish pages."""
    harmless: list[str]
    """The same with strings that do no harm."""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    folder = site(tmp_path_factory.mktemp("payloads"), payload_site())
    site(folder, {ES: payload_catalog(attack=False)})
    assert 0 == run(folder, "build", "-q", "--jobs", "1").code
    harmless = pages(folder, "es")
    site(folder, {ES: payload_catalog(attack=True)})
    code = run(folder, "build", "-q", "--jobs", "1").code
    findings = json.loads(run(folder, "check", "--format", "json").out)["findings"]
    errors = frozenset(one["msgid"] for one in findings if one["severity"] == "error")
    spanish = pages(folder, "es")
    return Attacked(
        code, errors, said(pages(folder, "en")), said(spanish), elements("".join(spanish)), elements("".join(harmless))
    )


def pages(folder: Path, locale: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((folder / "public" / locale).rglob("*.html"))]


def said(pages: list[str]) -> Mapping[str, set[str]]:
    """For each payload all texts and values of attributes in which its mark stands, as a browser reads them."""
    found: dict[str, set[str]] = {}
    for page in pages:
        for one in html5lib.parse(page, namespaceHTMLElements=False).iter():
            texts = ["".join(one.itertext())] if one.tag in ("p", "option", "code", "h1", "title") else []
            for text in (*texts, *one.attrib.values()):
                for mark in MARK.findall(text):
                    found.setdefault(mark, set()).add(text.removesuffix(" – Garden"))
    return found


@pytest.mark.parametrize(
    ("number", "payload"),
    list(enumerate(PAYLOADS)),
    ids=[f"{one.number} {one.where} {one.string[:40]!a}" for one in PAYLOADS],
)
def test_payload(attacked: Attacked, number: int, payload: Payload) -> None:
    """S-01 to S-29: a string is refused, and its source is shown in its place; or it is text, letter for letter."""
    source, string, mark = marked(number, payload)
    refused = payload.outcome == "refused"

    assert refused == (source in attacked.errors)
    assert (attacked.english[mark] if refused else {string}) == attacked.spanish[mark]


def test_payloads_change_no_element(attacked: Attacked) -> None:
    """With all payloads at once the pages have the elements and attributes that they have with harmless strings."""
    assert 1 == attacked.code
    assert attacked.harmless == attacked.shape


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
