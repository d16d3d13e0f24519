"""The order of pages: what stands in the menu, what comes before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from i18n.model import Document


class Node(NamedTuple):
    """A page of the menu and the pages below it, by source path."""

    path: str
    children: tuple[Node, ...] = ()


def order(document: Document) -> tuple[float, str]:
    """By `weight` in the front matter, light first, pages without one last, then by path."""
    weight = document.data.get("weight")
    return (float(weight) if isinstance(weight, int | float) else float("inf"), document.path)


def menu(documents: Iterable[Document], content: str) -> tuple[Node, ...]:
    """The pages at the top and the sections, each with its pages, without the home page and those with `nav: false`."""
    by_folder: dict[str, list[Document]] = {}
    for document in documents:
        by_folder.setdefault(str(PurePosixPath(document.path).parent), []).append(document)
    return _nodes(content, by_folder, sorted(by_folder))


def _nodes(folder: str, by_folder: Mapping[str, list[Document]], folders: list[str]) -> tuple[Node, ...]:
    found: list[tuple[tuple[float, str], Node]] = []
    for document in by_folder.get(folder, ()):
        if PurePosixPath(document.path).stem != "index" and document.data.get("nav") is not False:
            found.append((order(document), Node(document.path)))
    for below in folders:
        if str(PurePosixPath(below).parent) == folder and below != folder:
            index = next((one for one in by_folder[below] if PurePosixPath(one.path).stem == "index"), None)
            if index is not None and index.data.get("nav") is not False:
                found.append((order(index), Node(index.path, _nodes(below, by_folder, folders))))
    return tuple(node for _, node in sorted(found, key=lambda pair: pair[0]))


def neighbours(documents: Iterable[Document]) -> dict[str, tuple[str | None, str | None]]:
    """For each page the page before and after it in its folder, in menu order; a section's own page has none."""
    by_folder: dict[PurePosixPath, list[Document]] = {}
    for document in documents:
        place = PurePosixPath(document.path)
        if place.stem != "index":
            by_folder.setdefault(place.parent, []).append(document)
    found: dict[str, tuple[str | None, str | None]] = {}
    for pages in by_folder.values():
        paths = [document.path for document in sorted(pages, key=order)]
        for before, path, after in zip([None, *paths], paths, [*paths[1:], None], strict=False):
            found[path] = (before, after)
    return found
