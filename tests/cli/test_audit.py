"""`i18n audit`: what reaches a page without being a message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from i18n.audit import leaks
from i18n.starter import create
from tests.helpers import practice, run, site, tree

PAGE = """\
<!doctype html>
<html lang="{{ page.locale.tag }}">
<head>
<title>{{ page.title }} – {{ site.title }}</title>
<meta name="description" content="A bare description">
<script type="application/ld+json">
{"@type": "Store",
 "name": "A bare name", "telephone": "{{ data.shop.phone }}"}
</script>
</head>
<body>
{# A remark that nobody sees. #}
<nav aria-label="Bare navigation"><a href="{{ home }}">{{ _('Home') }}</a></nav>
<img src="/a.png" alt="Bare
  picture">
<p>Bare <b>words</b> here</p>
<svg><title>A bare drawing</title></svg>
<input placeholder="Bare hint" aria-label="{{ _('Search') }}">
<select><option label="Bare option">{{ _('One') }}</option></select>
<p>{{ data.shop.slogan }}</p>
<p>{% trans phone=data.shop.phone %}Call {{ phone }}.{% endtrans %} {{ page.date|date }}</p>
<main>{{ content }}</main>
{% for alternate in alternates %}<a lang="{{ alternate.locale.tag }}">{{ alternate.locale.name }}</a>{% endfor %}
</body>
</html>
"""
PLANTED = [
    ("content/_data/shop.toml", 3, "leak.text", "text", "Bare slogan of the shop"),
    ("static/site.webmanifest", 2, "leak.manifest", "manifest short_name", "Bare app"),
    ("templates/page.html", 5, "leak.meta", "meta description", "A bare description"),
    ("templates/page.html", 8, "leak.json-ld", "json-ld name", "A bare name"),
    ("templates/page.html", 13, "leak.attribute", "aria-label", "Bare navigation"),
    ("templates/page.html", 14, "leak.attribute", "alt", "Bare picture"),
    ("templates/page.html", 16, "leak.text", "text", "Bare words here"),
    ("templates/page.html", 17, "leak.svg", "svg title", "A bare drawing"),
    ("templates/page.html", 18, "leak.attribute", "placeholder", "Bare hint"),
    ("templates/page.html", 19, "leak.attribute", "label", "Bare option"),
]
FILES = {
    "i18n.toml": '[site]\ntitle = "The Shop"\nlocales = ["es"]\n[data]\ntranslate = ["shop.hours"]\n',
    "templates/page.html": PAGE,
    "content/index.md": "---\ntitle: A shop\ndate: 2026-03-01\n---\n\nHello, call {shop.phone}, `code`.\n",
    "content/b.md": '---\ntitle: Another\n---\n\n# `Code`\n\nText with [a *link*](index.md "A title").\n',
    "content/_data/shop.toml": 'phone = "(555) 555-0100"\nhours = "From nine"\nslogan = "Bare slogan of the shop"\n',
    "static/site.webmanifest": '{"name": "The Shop",\n "short_name": "Bare app"}\n',
}


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    return site(tmp_path / "shop", FILES)


def test_practice(tmp_path: Path) -> None:
    """The site of the repository leaks nothing."""
    done = run(practice(tmp_path / "practice"), "audit")

    assert (0, "11 pages of the pseudo edition: no leaks\n") == (done.code, done.out)


def test_starter(tmp_path: Path) -> None:
    """A new site leaks nothing."""
    create(tmp_path / "demo")
    done = run(tmp_path / "demo", "audit", "-q")

    assert (0, "", "") == (done.code, done.out, done.err)


def test_planted(planted: Path) -> None:
    """Ten planted leaks of ten kinds are found, each at its own line, and nothing else."""
    done = run(planted, "audit", "--format", "json")

    assert 1 == done.code
    answer = json.loads(done.out)
    assert PLANTED == [(one["file"], one["line"], one["check"], one["kind"], one["text"]) for one in answer["leaks"]]
    assert {"pages": 5, "leaks": 10} == answer["summary"]
    assert ("en-XA/b/index.html:18", 2) == (answer["leaks"][6]["page"], answer["leaks"][6]["pages"])


def test_every_word_without_marks(tmp_path: Path) -> None:
    """Of the English edition, which bears no marks, the audit sees every word that html5lib sees."""
    folder = practice(tmp_path / "practice")
    assert 0 == run(folder, "build", "-q", "--jobs", "1").code

    for path in sorted((folder / "public" / "en").rglob("*.html")):
        html = path.read_text("utf-8")
        expected = {"".join(text.split()) for text in _visible(html5lib.parse(html, namespaceHTMLElements=False))}
        seen = " ".join("".join(one.text.split()) for one in leaks(html, values=frozenset(), autonyms={}))
        assert [] == [text for text in expected if text not in seen], path
        assert 10 < len(expected)


def _visible(element: Element) -> Iterator[str]:
    """Each text that people see, and each that they hear."""
    if element.get("translate") == "no" or element.tag in ("script", "style", "code", "svg"):
        return
    yield from (element.get(name) or "" for name in ("alt", "title", "aria-label", "placeholder"))
    texts = (element.text or "", *(child.tail or "" for child in element))
    yield from (text for text in texts if any(map(str.isalpha, text)) and "@" not in text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _visible(child)


def test_nothing_is_touched(planted: Path) -> None:
    """An audit writes nothing into the site, whether it finds something or not."""
    before = tree(planted)

    assert 1 == run(planted, "audit").code
    assert before == tree(planted)


def test_what_it_says(planted: Path) -> None:
    """A finding names the words, what they are, the pages and what to do; GitHub gets its own form."""
    said = run(planted, "audit").out
    github = run(planted, "audit", "--format", "github").out

    assert (
        "content/_data/shop.toml:3: error: leak.text: 'Bare slogan of the shop' (text) is no message, so it is the "
        "same in every language (on 2 pages); add 'shop.slogan' to `translate` in [data], or mark it with "
        'translate="no" where it must not change\n    en-XA/b/index.html:22\n'
    ) in said
    assert "templates/page.html:14: error: leak.attribute: 'Bare picture' (alt) is" in said
    assert said.endswith("5 pages of the pseudo edition: 10 leaks\n")
    assert "::error file=templates/page.html,line=5,title=leak.meta::'A bare description' (meta description)" in github
    assert 10 == len(github.splitlines())


def test_places(tmp_path: Path) -> None:
    """Words are placed in feeds, static pages, code of templates, front matter, built-in templates, or on the page."""
    folder = site(
        tmp_path / "places",
        {
            "i18n.toml": '[site]\nsource = "es"\n',
            "templates/page.html": "{% extends 'builtin/page.html' %}\n{% block main %}\n"
            "{% set word = 'From code' %}<p>{{ word }}</p><p>{{ page.data.motto }}</p>\n"
            "<p>Hola {{ data.shop.name }} y adiós</p><p>{{ 'a' ~ 'b c' }}</p>{{ content }}\n{% endblock %}",
            "content/index.md": "---\ntitle: Inicio\nmotto: Un lema\n---\n\nHola.\n",
            "content/README.md": "Sin título.\n",
            "content/_data/shop.toml": 'name = "Casa"\n',
            "static/plain.html": "<p>\nEstático</p>\n",
            "static/feed.xml": "<feed>\n<title>Noticias</title></feed>\n",
        },
    )
    answer = json.loads(run(folder, "audit", "--format", "json").out)

    assert {
        ("content/README.md", 1, "README"),
        ("content/README.md", 1, "content/README.md"),
        ("content/index.md", 3, "Un lema"),
        ("static/plain.html", 2, "Estático"),
        ("static/feed.xml", 2, "Noticias"),
        ("templates/page.html", 3, "From code"),
        ("templates/page.html", 4, "Hola Casa y adiós"),
        ("en-XA/README/index.html", 26, "ab c"),
        ("en-XA/index.html", 26, "ab c"),
    } == {(one["file"], one["line"], one["text"]) for one in answer["leaks"]}


def test_dates_and_lists(tmp_path: Path) -> None:
    """What CLDR writes bears the mark in a pseudo edition; what a list joins does not get one."""
    folder = site(
        tmp_path / "dates",
        {
            "templates/page.html": "<html><head></head><body>{{ page.date|date }} {{ 3|currency('CHF') }} "
            "{{ 2.5|number }}{{ content }}\n<p>{{ ['Ann', _('Bob'), 3]|listed }}</p></body></html>",
            "content/index.md": "---\ndate: 2026-03-01\n---\n\nHello.\n",
        },
    )
    done = json.loads(run(folder, "audit", "--format", "json").out)

    assert ["Ann,"] == [one["text"] for one in done["leaks"]]


@pytest.mark.parametrize("configuration", ["prefix-source = false", 'base-url = "https://example.org/shop"'])
def test_addresses(configuration: str, planted: Path) -> None:
    """It makes no difference where the pages are: the source edition is never read, content files are found."""
    path = planted / "i18n.toml"
    path.write_text(path.read_text("utf-8").replace("[site]\n", f"[site]\n{configuration}\n"), "utf-8")
    (planted / "content/b.md").write_text("---\ntitle: Another\nmotto: Bare motto\n---\nText.\n", "utf-8")
    (planted / "templates/page.html").write_text(PAGE.replace("Bare hint", "{{ page.data.motto }}"), "utf-8")

    answer = json.loads(run(planted, "audit", "--format", "json").out)
    assert 10 == answer["summary"]["leaks"]
    assert ("content/b.md", 3, "Bare motto") in {(one["file"], one["line"], one["text"]) for one in answer["leaks"]}


def test_page_above_all_languages(planted: Path) -> None:
    """The first page is in the source language: its messages are no leaks, its bare words are."""
    root = "<html><head></head><body><p>{{ _('Choose a language') }}</p>\n<p>Bare choice</p></body></html>"
    (planted / "templates/root.html").write_text(root, "utf-8")

    answer = json.loads(run(planted, "audit", "--format", "json").out)
    assert ["Bare choice"] == [one["text"] for one in answer["leaks"] if one["file"] == "templates/root.html"]


def test_what_stops_it(tmp_path: Path) -> None:
    """A site that cannot be built is not audited: exit code 2."""
    folder = site(tmp_path / "broken", {"content/index.md": "Hi.\n", "templates/page.html": "{% if %}"})
    done = run(folder, "audit")

    assert (2, "") == (done.code, done.out)
    assert "templates/page.html:1" in done.err
