"""The texts of a JSON file with their keys and offsets, whether or not the file is valid."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(r'"([^"\\]*(?:\\(?:.|\Z)[^"\\]*)*)(?:"|\Z)(\s*:)?|[{}\[\],]', re.DOTALL)
"""A string, and whether it is a key; one that is never closed reaches to the end of the file."""


class JsonText(NamedTuple):
    key: str
    """The nearest key above; that of the list for its items."""
    text: str
    offset: int


def strings(text: str) -> Iterator[JsonText]:
    """Every string that is a value, in order. Never fails: what is no JSON gives what looks like strings."""
    keys = [""]
    for found in _TOKEN.finditer(text):
        mark = found[0]
        if mark in ("{", "["):
            keys.append(keys[-1])
        elif mark in ("}", "]"):
            if len(keys) > 1:
                keys.pop()
        elif mark[0] == '"' and found[2] is not None:
            keys[-1] = _decoded(found[1])
        elif mark[0] == '"':
            yield JsonText(keys[-1], _decoded(found[1]), found.start(1))


def _decoded(inner: str) -> str:
    if "\\" not in inner:
        return inner
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return inner
