"""The structure lock: what a translation may neither add nor lose."""

from __future__ import annotations

from collections import Counter

from i18n.markup.content import Inline

_STYLE = frozenset({"emphasis", "strong"})
_NAMES = {
    "link": "the link to",
    "image": "the image",
    "code": "the code",
    "html": "the tag",
    "footnote": "the footnote",
    "variable": "the variable",
    "title": "a title behind an address",
    "spoken": "words in the attribute",
    "protected": "the text that is not to be translated,",
    "strikethrough": "struck out text",
    "empty": "a text-less",
}

_NESTING = (
    "markup.nesting",
    "the tags do not nest as they do in the source; put each where it stands there, and close it there",
)


def compare(source: Inline, string: Inline) -> list[tuple[str, str]]:
    """What is wrong with a string's structure, as (check id, message) pairs; empty where it may be shown.

    Order is free, and so are display text and emphasis: scripts and style guides differ in what they set in italics.
    Links, images, their titles, code, tags, footnotes, variables and struck out text must be the same multiset, no link
    or image may lose its words, and tags must nest: each stays inside of the tags and links in which it stands.
    """
    if string.problem:
        return [("markup.block", f"the string cannot be shown: {string.problem}; write it as one line of text")]
    if source.structure == string.structure and string.nested:
        return []
    wanted, found = _fixed(source), _fixed(string)
    if wanted == found or sorted(wanted) == sorted(found):
        return [] if _nests(source, string) else [_NESTING]
    there, here = Counter(wanted), Counter(found)
    if any(item[0] == "html" for item in (there - here) + (here - there)):
        # What a lost or foreign tag held needs no finding of its own.
        there, here = _without_held(there), _without_held(here)
    moved = {item for item in (there - here) + (here - there) if item[0] == "nesting"}
    problems = [(f"markup.{item[0]}", f"{_called(item)} is in the source but not in the string; put it back")
                for item in (there - here).elements() if item not in moved]  # fmt: skip
    problems += [(f"markup.{item[0]}", f"{_called(item)} is in the string but not in the source; take it out")
                 for item in (here - there).elements() if item not in moved]  # fmt: skip
    if not problems and (moved or not _nests(source, string)):
        problems.append(_NESTING)
    return problems


def _nests(source: Inline, string: Inline) -> bool:
    """Tags that nest may come in any order; those that do not have to come in the source's."""
    if string.nested:
        return True
    tags = [item for item in source.structure if item[0] == "html"]
    return not source.nested and tags == [item for item in string.structure if item[0] == "html"]


def _fixed(inline: Inline) -> list[tuple[str, ...]]:
    return [item for item in inline.structure if item[0] not in _STYLE]


def _without_held(items: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    return Counter({item: count for item, count in items.items() if item[0] not in ("protected", "spoken")})


def _called(item: tuple[str, ...]) -> str:
    if item[0] == "empty":
        return f"{_NAMES['empty']} {item[1]}"
    return f"{_NAMES[item[0]]} {item[1]!r}" if len(item) > 1 else _NAMES[item[0]]
