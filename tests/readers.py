"""What other programs find in a catalog: each live message with its strings, and whether it is fuzzy."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Mapping
from typing import NamedTuple

import polib
from babel.messages import pofile as babel
from translate.misc.multistring import multistring
from translate.storage import pypo

from i18n import po


class Found(NamedTuple):
    """A message as a program reads it."""

    strings: tuple[str, ...]
    plural_id: str | None
    fuzzy: bool


Messages = Mapping[tuple[str | None, str], Found]
_DATES = re.compile(rb'"(?:POT-Creation|PO-Revision)-Date:[^"]*"\n')
"""Babel refuses a whole file for a date that is not written as gettext does it."""


def ours(data: bytes) -> Messages:
    return {
        (key.context, key.id): Found(message.strings, message.plural_id, message.fuzzy)
        for key, message in po.read(data, "ours.po").messages.items()
    }


def with_polib(data: bytes) -> Messages:
    return {
        (entry.msgctxt, entry.msgid): Found(
            tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)) or (entry.msgstr,),
            entry.msgid_plural or None,
            entry.fuzzy,
        )
        for entry in polib.pofile(data.decode())
        if not entry.obsolete
    }


def with_babel(data: bytes) -> Messages:
    found = {}
    for message in babel.read_po(io.BytesIO(_DATES.sub(b"", data)), ignore_obsolete=True):
        singular, plural_id = (message.id, None) if isinstance(message.id, str) else message.id
        strings = [message.string or ""] if plural_id is None else list(message.string or ())
        if singular:
            found[(message.context, singular)] = Found(tuple(map(str, strings)), plural_id, message.fuzzy)
    return found


def with_toolkit(data: bytes) -> Messages:
    found = {}
    for unit in pypo.pofile(io.BytesIO(data)).units:
        if unit.isheader() or unit.isobsolete():
            continue
        plural = isinstance(unit.source, multistring) and len(unit.source.strings) > 1
        strings = unit.target.strings if isinstance(unit.target, multistring) else [unit.target]
        found[(unit.getcontext() or None, str(unit.source))] = Found(
            tuple(map(str, strings)), str(unit.source.strings[1]) if plural else None, unit.isfuzzy()
        )
    return found


def with_msgcat(data: bytes) -> Messages:
    """GNU gettext reads, and writes again in its own layout."""
    return ours(subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=True).stdout)


READERS: dict[str, Callable[[bytes], Messages]] = {
    "msgcat": with_msgcat,
    "polib": with_polib,
    "Babel": with_babel,
    "translate-toolkit": with_toolkit,
}


def msgfmt(data: bytes) -> tuple[int, str]:
    """The exit code of `msgfmt -c`, and what it says."""
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "-"], input=data, capture_output=True, check=False)
    return done.returncode, done.stderr.decode(errors="replace")
