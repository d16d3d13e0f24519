"""The menu, and what comes before and after a page."""

from __future__ import annotations

from i18n.model import Document
from i18n.site.navigation import Node, menu, neighbours
from tests.stages import page


def site(**heads: str) -> list[Document]:
    """Pages by path, `__` for a slash, each with its front matter."""
    return [page(f"---\n{head}\n---\n", f"content/{name.replace('__', '/')}.md") for name, head in heads.items()]


def names(nodes: tuple[Node, ...]) -> list[object]:
    """Paths, with the pages below as lists."""
    return [[short(node.path), *names(node.children)] if node.children else short(node.path) for node in nodes]


def short(path: str | None) -> str:
    return (path or "").removeprefix("content/").removesuffix(".md")


def test_order() -> None:
    """Light pages stand first, those without a weight last, by path."""
    documents = site(c="weight: 1", b="", a="", d="weight: 2.5", e="weight: 2", f="weight: heavy")

    assert ["c", "e", "d", "a", "b", "f"] == names(menu(documents, "content"))


def test_left_out() -> None:
    """The home page and pages that say so are not in the menu."""
    assert ["b"] == names(menu(site(index="", a="nav: false", b="nav: Short"), "content"))


def test_sections() -> None:
    """A folder with an index is an entry with its pages below."""
    documents = site(
        index="",
        z="",
        care__index="weight: 1",
        care__b="weight: 2",
        care__a="weight: 3",
        care__deep__index="",
        care__deep__x="",
    )

    assert [["care/index", "care/b", "care/a", ["care/deep/index", "care/deep/x"]], "z"] == names(
        menu(documents, "content")
    )


def test_folder_without_index() -> None:
    """A folder without a page of its own is not in the menu, nor are its pages."""
    assert ["a"] == names(menu(site(a="", care__b=""), "content"))


def test_hidden_section() -> None:
    """A section that is left out takes its pages with it."""
    assert ["a"] == names(menu(site(a="", care__index="nav: false", care__b=""), "content"))


def test_neighbours() -> None:
    """The pages before and after are those of the same folder in the menu's order; an index has none."""
    documents = site(index="", b="weight: 1", a="weight: 2", c="", care__index="", care__x="")

    found = {short(path): tuple(map(short, pair)) for path, pair in neighbours(documents).items()}

    assert {"b": ("", "a"), "a": ("b", "c"), "c": ("a", ""), "care/x": ("", "")} == found
