"""What leaves for tools and people without a catalog, and comes back: XLIFF 1.2 and 2.0, TMX 1.4, CSV, XLSX.

    read, write    one file, by the ending of its name
    Unit, Units    what a file holds: the same value for every format
    stable_id      the name of a message that every tool keeps
    fingerprint    what tells whether somebody changed a string meanwhile

Reading a file runs nothing, fetches nothing and expands nothing; what XML parsers are asked to do beyond that is
refused (docs/decisions/0009-exchange.md).
"""

from __future__ import annotations

import re

from i18n.errors import UsageError
from i18n.exchange import comma, tmx, xliff1, xliff2, xlsx
from i18n.exchange.elements import MAXIMUM_FILE
from i18n.exchange.problems import ExchangeError, Problems
from i18n.exchange.unit import STATES, State, Unit, Units, fingerprint, is_stable, stable_id

FORMATS = (".csv", ".tmx", ".xlf", ".xliff", ".xlsx")
"""Endings of the names of files."""
VERSIONS = ("1.2", "2.0")
"""Of XLIFF."""
_VERSION = re.compile(rb"""<(?:\w+:)?xliff\b[^>]*?\sversion\s*=\s*["']([^"']*)["']""")


def write(units: Units, path: str, *, version: str = "1.2") -> bytes:
    """The file that `path` names, by its ending; `version` is that of XLIFF. The same units give the same bytes.

    Raises UsageError for an unknown ending, ExchangeError for what the format cannot hold.
    """
    ending = suffix(path)
    if ending in (".xlf", ".xliff"):
        return xliff2.write(units) if version == "2.0" else xliff1.write(units)
    if ending == ".tmx":
        return tmx.write(units)
    return xlsx.write(units) if ending == ".xlsx" else comma.write(units)


def read(data: bytes, path: str, *, accepted: frozenset[str] = frozenset()) -> Units:
    """What a file holds; XLIFF says its version itself. Problems with one unit are in `diagnostics`.

    `accepted` are the spellings, in lower case with `-`, of the language that is looked for in a TMX file, which may
    hold many. Raises UsageError for an unknown ending, ExchangeError where the file cannot be read whole.
    """
    problems = Problems(path)
    ending = suffix(path)
    if ending in (".xlf", ".xliff"):
        found = _VERSION.search(data[:20_000].replace(b"\0", b""))
        modern = found is not None and found[1].startswith(b"2.")
        return xliff2.read(data, problems) if modern else xliff1.read(data, problems)
    if ending == ".tmx":
        return tmx.read(data, problems, accepted)
    return xlsx.read(data, problems) if ending == ".xlsx" else comma.read(data, problems)


def suffix(path: str) -> str:
    """The ending of a file's name, in lower case. Raises UsageError where no format has it."""
    ending = "." + path.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise UsageError(f"{path!r} is none of {', '.join(FORMATS)}; name the file after its format")
    return ending


__all__ = [
    "FORMATS",
    "MAXIMUM_FILE",
    "STATES",
    "VERSIONS",
    "ExchangeError",
    "State",
    "Unit",
    "Units",
    "fingerprint",
    "is_stable",
    "read",
    "stable_id",
    "suffix",
    "write",
]
