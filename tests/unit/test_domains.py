"""Which catalog a message stands in."""

from __future__ import annotations

import pytest

from i18n.config import Domains
from i18n.domains import divided, named
from i18n.errors import SourceError
from i18n.extraction import extract
from i18n.sources import templates
from tests.stages import page

PAGES = ("content/index.md", "content/guide/visit.md", "content/guide/old/a.md", "content/care/index.md")


def names(kind: Domains, *pages: str, domain: str = "site") -> dict[str, str]:
    return named(pages, kind, content="content", domain=domain)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("content", ["content", "content", "content", "content"]),
        ("section", ["content", "guide", "guide", "care"]),
        ("page", ["index", "guide.visit", "guide.old.a", "care.index"]),
    ],
)
def test_names(kind: Domains, expected: list[str]) -> None:
    """One for all pages, one for each first folder, or one for each page."""
    assert dict(zip(PAGES, expected, strict=True)) == names(kind, *PAGES)


def test_one_for_all() -> None:
    """Where there is one catalog for all no page is named, however it is called."""
    assert {} == names("one", *PAGES, "content/site.md")


@pytest.mark.parametrize(
    ("kind", "pages", "message"),
    [
        (
            "content",
            ("content/a.md",),
            "content/a.md:1: its catalog 'content' would be the same file as the one of templates and data, 'content'; "
            "rename the page or folder, or set another `domain` in [site]",
        ),
        (
            "section",
            ("content/CONTENT/b.md",),
            "content/CONTENT/b.md:1: its catalog 'CONTENT' would be the same file as the one of templates and data, "
            "'content'; rename the page or folder, or set another `domain` in [site]",
        ),
        (
            "page",
            ("content/a/b.md", "content/a.b.md"),
            "content/a.b.md:1: its catalog 'a.b' would be the same file as that of 'a/b.md'; rename one of them",
        ),
        (
            "page",
            ("content/é.md", "content/E\u0301.md"),
            "content/E\u0301.md:1: its catalog 'E\u0301' would be the same file as that of 'é.md'; rename one of them",
        ),
    ],
)
def test_clashes(kind: Domains, pages: tuple[str, ...], message: str) -> None:
    """Two catalogs that would be one file are an error, also where only capitals or the form of an accent differ."""
    with pytest.raises(SourceError) as caught:
        names(kind, *pages, domain="content")

    assert message == str(caught.value)


def test_folder_called_content() -> None:
    """A section that would be the catalog of the pages in no folder is an error; without such pages it is not."""
    with pytest.raises(SourceError, match=r"would be the same file as that of the pages in no folder; rename one"):
        names("section", "content/a.md", "content/content/b.md")

    assert ["content"] == list(names("section", "content/content/b.md").values())


@pytest.mark.parametrize("name", ["-x", ".x", "~x", "a:b", 'a"b', "a\\b", "a?", "a ", "a.", "a\tb", "x" * 181])
def test_no_file_names(name: str) -> None:
    """What cannot be the name of a file on every system is an error with what to do."""
    with pytest.raises(SourceError, match=r":1: its catalog would be called .*; rename the page or folder"):
        names("page", f"content/{name}.md")


@pytest.mark.parametrize("name", ["my page", "sobre-nós", "关于", "a.po", "x" * 180])
def test_file_names(name: str) -> None:
    """Any script, spaces and dots are fine."""
    assert [name] == list(names("page", f"content/{name}.md").values())


def test_divided() -> None:
    """What is used in one domain is there; what is used in several, in a template or in data is in the site's own."""
    documents = (
        page("Both\n\nOnly a\n\nOnly a\n", "content/a.md"),
        page("Both\n\nOnly b\n\nMenu\n", "content/b.md"),
        templates.parse("{{ _('Menu') }}{{ _('Call') }}", "templates/page.html"),
    )
    whole = extract(documents, "site")

    found = divided(whole, {"content/a.md": "a", "content/b.md": "b"})

    texts = {domain: [key.id for key in part.sources] for domain, part in found.items()}
    assert {"site": ["Both", "Menu", "Call"], "a": ["Only a"], "b": ["Only b"]} == texts
    assert all(domain == part.domain for domain, part in found.items())
    assert dict(whole.sources) == {key: one for part in found.values() for key, one in part.sources.items()}


def test_same_domain_of_two_files() -> None:
    """A text that stands in two pages of one domain stays there."""
    whole = extract([page("Both\n", "content/a.md"), page("Both\n", "content/b.md")], "site")

    found = divided(whole, {"content/a.md": "content", "content/b.md": "content"})

    assert {"site": 0, "content": 1} == {domain: len(part.sources) for domain, part in found.items()}


def test_nothing_divided() -> None:
    """Without names all is in the site's domain, also where there is nothing."""
    whole = extract([page("Hi\n", "content/a.md")], "site")

    assert {"site": whole} == divided(whole, {})
    assert ["site"] == list(divided(extract([], "site"), {}))
