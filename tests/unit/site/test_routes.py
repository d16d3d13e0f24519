"""Addresses of pages, and links between them."""

from __future__ import annotations

import pytest

from i18n import checks
from i18n.checks import Pair
from i18n.errors import SourceError
from i18n.model import Document, Edition, Message, Severity, Source, State, Verdict
from i18n.site import routes
from tests.stages import ARABIC, ENGLISH, SPANISH, page, source_edition


def site(**slugs: str) -> list[Document]:
    """Pages by path, `__` for a slash, each with its slug in the source language, or with none."""
    return [
        page(f"---\nslug: {slug}\n---\n" if slug else "Text\n", f"content/{name.replace('__', '/')}.md")
        for name, slug in slugs.items()
    ]


def edition(documents: list[Document], **slugs: str) -> Edition:
    """An edition in which these source slugs have translations."""
    sources = source_edition(*documents).verdicts
    verdicts = {
        key: Verdict(State.APPROVED, (slugs[key.id.replace("-", "_")],), "es")
        if key.id.replace("-", "_") in slugs
        else one
        for key, one in sources.items()
    }
    return Edition(SPANISH, verdicts, sources)


def urls(documents: list[Document], **slugs: str) -> dict[str, str]:
    found = routes.urls(documents, edition(documents, **slugs), "content", "/es/")
    return {path.removeprefix("content/"): url for path, url in found.items()}


def test_path_is_the_address() -> None:
    """A page's address is its path; an index is its folder."""
    expected = {
        "index.md": "/es/",
        "visit.md": "/es/visit/",
        "care/index.md": "/es/care/",
        "care/a b.md": "/es/care/a%20b/",
    }

    assert expected == urls(site(index="", visit="", care__index="", **{"care__a b": ""}))


def test_translated_slugs() -> None:
    """A page has its own slug and those of its folders."""
    documents = site(visit="visit-us", care__index="our-care", care__after="after-it", care__deep__one="")

    expected = {
        "visit.md": "/es/visitenos/",
        "care/index.md": "/es/cuidado/",
        "care/after.md": "/es/cuidado/despu%C3%A9s/",
        "care/deep/one.md": "/es/cuidado/deep/one/",
    }
    assert expected == urls(documents, visit_us="visitenos", our_care="cuidado", after_it="después")


def test_letters_of_every_alphabet() -> None:
    """Addresses are percent-encoded UTF-8, what is not a letter or digit too (S-18)."""
    assert {"a.md": "/es/%D8%B2%D9%8A%D8%A7%D8%B1%D8%A9/"} == urls(site(a="visit"), visit="زيارة")
    assert {"a.md": "/es/a%24b%3B%0D%0Ac%22/"} == urls(site(a="visit"), visit='a$b;\r\nc"')


def test_same_address_in_the_source() -> None:
    """Two pages at one address stop the build, and the message names both."""
    documents = site(care="", care__index="")

    with pytest.raises(
        SourceError, match=r"this page and content/care\.md have the same address '/en/care/'"
    ) as caught:
        routes.urls(documents, source_edition(*documents), "content", "/en/")
    assert "content/care/index.md" == caught.value.path


def test_case_is_no_difference() -> None:
    """Addresses that differ in case alone would be one file on many disks."""
    documents = site(visit="Us", other="us")

    with pytest.raises(SourceError):
        routes.urls(documents, source_edition(*documents), "content", "/en/")


def test_same_translated_slug() -> None:
    """Of two pages with one translated slug the later one keeps its source address."""
    assert {"a.md": "/es/uno/", "b.md": "/es/two/"} == urls(site(a="one", b="two"), one="uno", two="Uno")


def test_slug_of_another_page() -> None:
    """A translated slug never takes another page's source address, so no translator can stop a build."""
    assert {"a.md": "/es/one/", "two.md": "/es/two/"} == urls(site(a="one", two=""), one="two")
    assert {"a.md": "/es/one/", "b.md": "/es/two/"} == urls(site(a="one", b="two"), one="two", two="one")


def test_slug_of_another_folder() -> None:
    """The same holds for the pages of a folder."""
    documents = site(care__index="care", care__a="", help__index="", help__a="")

    expected = {
        "care/index.md": "/es/care/",
        "care/a.md": "/es/care/a/",
        "help/index.md": "/es/help/",
        "help/a.md": "/es/help/a/",
    }
    assert expected == urls(documents, care="help")


@pytest.mark.parametrize(
    ("base", "prefixed", "expected"),
    [("", True, "/es/"), ("", False, "/"), ("/clinic", True, "/clinic/es/"), ("/clinic", False, "/clinic/")],
)
def test_prefix(base: str, prefixed: bool, expected: str) -> None:
    """A locale's addresses begin below the site's base path, with its tag where it has one."""
    assert expected == routes.prefix(SPANISH, base=base, prefixed=prefixed)


HOSTILE = [
    "../../x",
    "..",
    ".",
    "",
    "/etc/x",
    "..%2f",
    "a\0b",
    "con",
    "CON",
    ".htaccess",
    "é" * 300,
    "a/b",
    "a\\b",
    "en",
    "ES",
    "index",
    "assets",
    "a.",
    "a ",
    "-a",
    "a\u202eb",
    "a\r\nb",
    "$host",
    "`x`",
    "e\u0301",
]


@pytest.mark.parametrize("slug", HOSTILE)
def test_hostile_slug(slug: str) -> None:
    """What cannot be a part of an address is refused by the gate (S-17, S-18)."""
    document = page("---\nslug: visit\n---\n")
    (key,) = source_edition(document).verdicts
    source = Source(key, None, ("slug",), ("slug",), ())

    found = checks.gate(Pair(source, Message(key, strings=(slug,)), SPANISH))

    assert slug == "" or Severity.ERROR in {problem.severity for problem in found}


@pytest.mark.parametrize("slug", ["visítenos", "زيارة", "访问我们", "a-b-2", "ж"])
def test_harmless_slug(slug: str) -> None:
    """Letters of any alphabet are a slug."""
    document = page("---\nslug: visit\n---\n")
    (key,) = source_edition(document).verdicts

    assert () == checks.gate(Pair(Source(key, None, ("slug",), ("slug",), ()), Message(key, strings=(slug,)), ARABIC))


# Links


@pytest.mark.parametrize(
    ("address", "path", "fragment"),
    [
        ("other.md", "content/care/other.md", ""),
        ("../visit.md#hours", "content/visit.md", "#hours"),
        ("#here", "content/care/page.md", "#here"),
        ("a%20b.md", "content/care/a b.md", ""),
        ("./x/../y.md?z", "content/care/y.md", ""),
        ("../../static/x.png", "static/x.png", ""),
    ],
)
def test_target(address: str, path: str, fragment: str) -> None:
    """A relative address is a file seen from the page's own folder."""
    assert (path, fragment) == routes.target(address, "content/care/page.md")


WRONG = {
    "[a](none.md)": "the link 'none.md' leads to content/none.md, which does not exist; correct the path",
    "[a](other.md#none)": "content/other.md has nothing with the id 'none'; correct the part after '#'",
    "[a](#none)": "content/page.md has nothing with the id 'none'; correct the part after '#'",
    "![a](none.png)": "the link 'none.png' leads to content/none.png, which does not exist; correct the path",
    "[a](../../etc/x)": "the link '../../etc/x' leads to ../etc/x, which does not exist; correct the path",
}
RIGHT = [
    "[a](other.md)",
    "[a](other.md#über-uns)",
    "[a](other.md#%C3%BCber-uns)",
    "[a](other.md#)",
    "[a](#fn-1)",
    "![a](room.png)",
    "[a](https://example.org/none)",
    "[a](/none)",
    "[a](//example.org)",
    "[a](mailto:a@example.org)",
    "[a](?x=1)",
    "[a](tel:{practice.phone})",
    "[a]()",
    "[a](http://[bad) <http://[> [b](http://ex\u2100mple.com) [c](//[x)",
]


def findings(text: str) -> list[tuple[int, str]]:
    document = page(f"Line\n\n{text}\n", "content/page.md")
    other = page("# Über uns\n", "content/other.md")
    pages = {one.path: one for one in (document, other)}
    return [(one.line, one.message) for one in routes.broken_links(pages.values(), pages, {"content/room.png"})]


@pytest.mark.parametrize("text", WRONG)
def test_broken_link(text: str) -> None:
    """A link to nothing is a finding with its line and what to do."""
    assert [(3, WRONG[text])] == findings(text)


@pytest.mark.parametrize("text", RIGHT)
def test_sound_link(text: str) -> None:
    """What exists, and what is not ours to know, is no finding."""
    assert [] == findings(text)


def test_source_locale() -> None:
    """The source edition has the slugs of its authors."""
    documents = site(visit="visit-us")

    assert {"content/visit.md": "/visit-us/"} == routes.urls(
        documents, source_edition(*documents), "content", routes.prefix(ENGLISH, base="", prefixed=False)
    )
