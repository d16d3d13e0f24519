"""Words of a web application's manifest."""

from __future__ import annotations

from collections.abc import Mapping

from i18n.audit.strings import strings
from i18n.audit.words import Known, Leak, Places

_KEYS = frozenset({"name", "short_name", "description", "label"})
"""What is shown to people. Source: W3C Web Application Manifest, with shortcuts and screenshots."""


def manifest_leaks(
    text: str, *, values: frozenset[str], autonyms: Mapping[str, str], names: frozenset[str] = frozenset()
) -> list[Leak]:
    """The names and descriptions of a `.webmanifest` that bear no mark; see `leaks`."""
    known, places = Known.of(values, autonyms, names), Places(text)
    return [
        places.leak(f"manifest {one.key}", words, one.offset)
        for one in strings(text)
        if one.key in _KEYS and (words := known.alone(one.text))
    ]
