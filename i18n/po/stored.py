"""A catalog that was read, as bytes from which it is had again in a fraction of the time that its file takes."""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import compress, islice, repeat
from pathlib import Path
from typing import Any

from i18n import model
from i18n.model import Catalog, CatalogFile, Message, MessageKey

_key: Callable[[Any], MessageKey] = partial(tuple.__new__, MessageKey)
_message: Callable[[Any], Message] = partial(tuple.__new__, Message)


def stamp(data: bytes, locale: str | None, languages: frozenset[str]) -> bytes:
    """The SHA-256 of all that reading a file depends on: its bytes, the names of its language, this program."""
    digest = sha256(_program())
    digest.update(repr((locale, sorted(languages))).encode())
    digest.update(data)
    return digest.digest()


@cache
def _program() -> bytes:
    digest = sha256(f"{sys.version} {sys.byteorder} {array('I').itemsize}".encode())
    for path in (Path(model.__file__), *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.digest()


def stored(catalog: Catalog) -> bytes | None:
    """The entries of a catalog as it was read; None where there is something to say about its file.

    They are kept by columns, so that what is the same in all of them is said once.
    """
    file = catalog.file
    if file is None or file.header is None or file.repeats or catalog.diagnostics:
        return None
    entries = [file.header, *(file.messages.get(key) or file.obsolete[key] for key in islice(file.keys, 1, None))]
    strings = [one.strings for one in entries]
    columns = (
        _column([key in file.obsolete for key in file.keys]),
        _column([one.key.context for one in entries]),
        [one.key.id for one in entries],
        _column([one.plural_id for one in entries]),
        [one for (one,) in strings] if all(len(one) == 1 for one in strings) else strings,
        _column([one.flags for one in entries]),
        [one.comments for one in entries],
        _column([one.previous and (tuple(one.previous[0]), one.previous[1]) for one in entries]),
        file.starts.tobytes(),
        file.ends.tobytes(),
    )
    return marshal.dumps(columns)


def _column(values: Sequence[Any]) -> Any:
    """The values, or the one that all of them are; none of them is a list."""
    return values[0] if all(one == values[0] for one in values) else values


def restored(
    columns: bytes | memoryview, data: bytes, path: str, *, domain: str = "", locale: str | None = None
) -> Catalog:
    """What `read` gave for `data` when `columns` were stored."""
    obsolete, contexts, ids, plurals, strings, flags, comments, previous, starts, ends = marshal.loads(columns)
    keys = list(map(_key, zip(_each(contexts), ids, strict=False)))  # an endless column ends with the others
    if isinstance(previous, list):
        previous = [one and (_key(one[0]), one[1]) for one in previous]
    strings = strings if isinstance(strings[0], tuple) else zip(strings)
    entries = map(
        _message,
        zip(keys, _each(plurals), strings, _each(flags), comments, _each(previous), strict=False),
    )
    file = CatalogFile(data, next(entries), keys=keys, starts=array("I", starts), ends=array("I", ends))
    if isinstance(obsolete, list):
        every = list(entries)
        file.obsolete = {one.key: one for one in compress(every, obsolete[1:])}
        file.messages = {one.key: one for one, gone in zip(every, obsolete[1:], strict=True) if not gone}
    else:
        file.messages = dict(zip(islice(keys, 1, None), entries, strict=True))
    return Catalog(domain, locale, path, file.header or Message(keys[0]), file.messages, file.obsolete, file)


def _each(column: Any) -> Iterable[Any]:
    return column if isinstance(column, list) else repeat(column)
