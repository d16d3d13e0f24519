"""Units and files that the tests of exchange share."""

from __future__ import annotations

from typing import NamedTuple

from i18n import exchange
from i18n.exchange import Unit, Units
from i18n.model import MessageKey


class Kind(NamedTuple):
    """A format, as `write` is told about it."""

    file: str
    version: str = "1.2"

    def write(self, units: Units) -> bytes:
        return exchange.write(units, self.file, version=self.version)

    def read(self, data: bytes) -> Units:
        return exchange.read(data, self.file)


KINDS = (Kind("work.xlf"), Kind("work.xliff", "2.0"), Kind("work.tmx"), Kind("work.csv"), Kind("work.xlsx"))
XML_KINDS = KINDS[:3]


def unit(text: str, *strings: str, context: str | None = None, plural: str | None = None, **more: object) -> Unit:
    """A unit with its own id; translated if it has strings."""
    key = MessageKey(context, text)
    state = more.pop("state", "translated" if strings and all(strings) else "untranslated")
    made = strings or (("", "") if plural is not None else ("",))
    id = exchange.stable_id(key, plural)
    return Unit(key, plural, made, state=state, id=id, **more)  # type: ignore[arg-type]


def units(*found: Unit) -> Units:
    return Units("en", "es", found)
