"""Where a line may break, as msgcat sees it.

Source: Unicode Standard Annex 14 with the tailorings of libunistring 1.0, which msgcat uses.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def may_break(text: str, index: int) -> bool:
    """May a line begin at an offset above 0?"""
    pair = text[index - 1 : index + 1]
    if pair.isascii() and pair.isalnum():  # Most are so (LB23, LB25, LB28).
        return False
    after = _class(text[index])
    if after in ("SP", "ZW"):
        return False
    before = _class(text[index - 1])
    if after in ("CM", "ZWJ"):
        if before not in ("SP", "ZW"):
            return False
        after = "AL"
    if before == "ZWJ":
        return False
    spaced = before == "SP"
    last = index - 1
    while last > 0 and _class(text[last]) == "SP":
        last -= 1
    before = _class(text[last])
    while before in ("CM", "ZWJ"):
        last -= 1
        before = _class(text[last]) if last >= 0 else "SP"
        if before in ("SP", "ZW"):
            before = "AL"  # a mark without a letter
    if before == "SP":
        return False
    if before == "ZW":
        return True
    if before == after == "RI":
        pairs = len(text[: last + 1]) - len(text[: last + 1].rstrip(_REGIONAL))
        return spaced or pairs % 2 == 0
    if before in ("HY", "BA") and not spaced and last > 0 and _class(text[last - 1]) == "HL":
        return False
    return not _together(before, after, spaced)


@lru_cache(maxsize=4096)
def _together(before: str, after: str, spaced: bool) -> bool:
    """Does a line never break between two classes? The rules LB11 to LB30b in their order.

    libunistring breaks after a full stop before a letter (no LB29) and before a wide bracket (LB30 as of 13.0).
    """
    if before in ("OP", "WP") or after in ("WJ", "CL", "CP", "EX", "IS", "SY"):
        return True
    if (before, after) in (("QU", "OP"), ("QU", "WP"), ("CL", "NS"), ("CP", "NS"), ("B2", "B2")):
        return True
    if spaced:
        return False
    if before in ("WJ", "GL", "QU", "BB") or after in ("QU", "BA", "HY", "NS", "IN"):
        return True
    if after == "GL":
        return before not in ("BA", "HY")
    return after in _TOGETHER.get(before, ())


_TOGETHER = {
    "AL": ("AL", "HL", "NU", "PR", "PO", "OP"),
    "HL": ("AL", "HL", "NU", "PR", "PO", "OP"),
    "NU": ("AL", "HL", "NU", "PR", "PO", "OP"),
    "PR": ("AL", "HL", "NU", "OP", "WP", "ID"),
    "PO": ("AL", "HL", "NU", "OP", "WP"),
    "CL": ("PR", "PO"),
    "CP": ("PR", "PO", "AL", "HL", "NU"),
    "HY": ("NU",),
    "IS": ("NU",),
    "SY": ("NU", "HL"),
    "ID": ("PO", "EM"),
}
_REGIONAL = "".join(map(chr, range(0x1F1E6, 0x1F200)))


@lru_cache(maxsize=8192)
def _class(character: str) -> str:
    """The line breaking class of a character, from its category but for what stands in `_CLASSES`.

    Exact for the scripts of living languages; symbols, conjoining Korean letters and old scripts are taken for letters.
    """
    for name, characters in _CLASSES.items():
        if character in characters:
            return name
    category = unicodedata.category(character)
    wide = unicodedata.east_asian_width(character) in "WF"
    code = ord(character)
    if "\u05d0" <= character <= "\u05f2" or (category == "Lo" and 0xFB1D <= code <= 0xFB4F):
        return "HL"
    if character in _REGIONAL:
        return "RI"
    if category == "Ps" and wide:
        return "WP"
    if category == "Sk" and code > 0x1F000:
        return "EM"
    if category == "So":
        return "ID" if code > 0x1F000 or (wide and code > 0x2E80) else "AL"
    if category in _CATEGORIES and not (wide and category in ("Nd", "Pd")):
        return _CATEGORIES[category]
    return "ID" if wide else "AL"


_CLASSES = {
    "SP": " ",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "WJ": "\u2060\ufeff",
    "GL": "\xa0\u2007\u2011\u202f\u034f\u180e",
    "HY": "-",
    "BA": (
        "\x09\xad|\u0964\u0965\u0e5a\u0e5b\u0f0b\u104a\u104b\u1361\u17d4\u17d5\u17d8\u17da\u2027\u2056\u2058"
        "\u2059\u205a\u205b\u205d\u205e"
    ),
    "BB": "\xb4\u02c8\u02cc\u02df",
    "B2": "\u2014\u2e3a\u2e3b",
    "AL": "\u2015\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u2061\u2062\u2063\u2064",
    "CL": "\u3001\u3002\uff0c\uff0e\uff61\uff64\ufe50\ufe52",
    "CP": ")]",
    "EX": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u0f0d\uff01\uff1f\u2762\u2763",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u2044",
    "IN": "\u2024\u2025\u2026\u22ef",
    "NS": (
        "\u17d6\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u3041\u3043\u3045\u3047\u3049\u3063"
        "\u3083\u3085\u3087\u308e\u3095\u3096\u309b\u309c\u309d\u309e\u30a0\u30a1\u30a3\u30a5\u30a7\u30a9"
        "\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb\u30fc\u30fd\u30fe\uff1a\uff1b\uff65\uff70\uff9e"
        "\uff9f"
    ),
    "NU": "\u066b\u066c",
    "OP": "\xa1\xbf\u2e18",
    "PO": (
        "%\xb0\u0609\u060a\u066a\u0d79\u2030\u2031\u2032\u2033\u2034\u2035\u2036\u2037\u2103\u2109\uff05\xa2"
        "\u060b\u09f2\u09f3\u20a7\u20b6\u20bb\u20be\ufdfc\uffe0"
    ),
    "PR": "+\\\xb1\u2116\u2212\u2213",
    "QU": "\"'\u275b\u275c\u275d\u275e",
    "SY": "/",
}
_CATEGORIES = {
    "Cc": "CM",
    "Cf": "CM",
    "Mc": "CM",
    "Me": "CM",
    "Mn": "CM",
    "Nd": "NU",
    "Pd": "BA",
    "Pe": "CL",
    "Pf": "QU",
    "Pi": "QU",
    "Ps": "OP",
    "Sc": "PR",
    "Zs": "BA",
}
