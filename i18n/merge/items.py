"""What a translator copies: variables, code, addresses and numbers, brought from a new source into an old string."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

_PATTERN: Final = (
    r"(?P<code>`[^`]+`)"
    r"|(?P<variable>\{[^\W\d][\w.-]*\}|%\([^()\s]*\)[sd]?)"
    r"|(?<=\]\()(?P<target>[^()\s]+)"
    r"|(?P<address>https?://[^\s<>()\"'`]*[^\s<>()\"'`.,;:!?、。]MAIL)"
    r"|(?<![\w{])(?P<number>\d+(?:[.,:/٫٬]\d+)*)"
)
_ITEM: Final = re.compile(_PATTERN.replace("MAIL", ""))
_ITEM_OR_MAIL: Final = re.compile(_PATTERN.replace("MAIL", r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"))
"""The second pattern looks at every word, so it is for texts with an `@` alone."""
_BEGIN: Final = re.compile(r"[`{%(@\d]|://")
_Table = dict[int, int | str]
_OWN_DIGITS: Final[tuple[_Table, ...]] = tuple(
    {ord(digit): ord(zero) + int(digit) for digit in "0123456789"} for zero in "٠۰०০"
)
_WRITTEN: Final[tuple[_Table, ...]] = (
    {},
    {ord("."): ",", ord(","): "."},
    *_OWN_DIGITS,
    *({**own, ord("."): "٫"} for own in _OWN_DIGITS[:2]),
)
"""How languages write a number: as it is, with the other decimal sign, in their own digits."""


class _Item(NamedTuple):
    kind: str
    text: str


def carried(text: str, old: str, string: str) -> str:
    """The string of an old source with the items that changed on the way to the new `text`, where that is certain.

    An item is certain where it went and one of its kind came, or where nothing but items changed and they stand in
    the same order, and where the string has it exactly once, a number also in the language's own digits or with its
    own decimal sign. All else stays.

    >>> carried("Wait 48 hours.", "Wait 24 hours.", "Espere 24 horas.")
    'Espere 48 horas.'
    """
    if _same(text, old):
        return string
    before, after = _items(old), _items(text)
    if before != after:
        same_words = _pattern(old).sub(" ", old) == _pattern(text).sub(" ", text)
        for one, other in _replaced(before, after, same_words=same_words):
            string = _exchanged(string, one, other)
    return string


def kept(text: str, old: str) -> bool:
    """Whether two sources have the same items, as often."""
    return Counter(_items(text)) == Counter(_items(old))


def _same(text: str, old: str) -> bool:
    """Whether it is seen at once that no item changed: the code is the same, and none of the words in which the texts
    differ can hold an item. Where the words are the same, their order differs, so that is looked at."""
    one, other = text.split("`"), old.split("`")
    code = one[1::2]
    if code != other[1::2] or len(one) % 2 == 0 or len(other) % 2 == 0 or "" in code:
        return False
    differing = set(" ".join(one[::2]).split()).symmetric_difference(" ".join(other[::2]).split())
    return bool(differing) and _BEGIN.search(" ".join(differing)) is None


def _items(text: str) -> list[_Item]:
    if not _BEGIN.search(text):
        return []
    return [_Item(found.lastgroup or "", found[0]) for found in _pattern(text).finditer(text)]


def _pattern(text: str) -> re.Pattern[str]:
    return _ITEM_OR_MAIL if "@" in text else _ITEM


def _replaced(old: list[_Item], new: list[_Item], *, same_words: bool) -> list[tuple[_Item, _Item]]:
    """Which item took the place of which."""
    times, times_now = Counter(old), Counter(new)
    if same_words and [item.kind for item in old] == [item.kind for item in new]:
        pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    else:
        gone, come = list((times - times_now).elements()), list((times_now - times).elements())
        pairs = [
            (one, other)
            for one in gone
            for other in come
            if one.kind == other.kind
            and [item.kind for item in gone].count(one.kind) == 1
            and [item.kind for item in come].count(one.kind) == 1
        ]
    # What stays somewhere else in the new source, or would be exchanged again, is not certain.
    return [(one, other) for one, other in pairs if times[one] == 1 and not times_now[one] and not times[other]]


def _exchanged(string: str, before: _Item, after: _Item) -> str:
    """The string with one item in the place of the other, if it has that exactly once."""
    for table in _WRITTEN if before.kind == "number" else _WRITTEN[:1]:
        wanted = before.text.translate(table)
        places = [
            found
            for found in _pattern(string).finditer(string)
            if found.lastgroup == before.kind and found[0] == wanted
        ]
        if places:
            start, end = places[0].span()
            return string[:start] + after.text.translate(table) + string[end:] if len(places) == 1 else string
    return string
