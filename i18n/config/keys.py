"""The sections and keys that there are."""

from __future__ import annotations

from collections.abc import Mapping

KeyPath = tuple[str, ...]
"""From the outermost table to a key; items of lists are keys `0`, `1`, ..."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "site": (
        "title", "base-url", "source", "locales", "prefix-source", "domain", "keep-releases", "references",
    ),
    "folders": ("content", "templates", "static", "locales"),
    "content": ("fields",),
    "data": ("translate",),
    "critical": (),
    "policy": ("preset", "unrecorded", "machine", "translated", "critical-roles", "minimum"),
    "languages": (),
}  # fmt: skip
LANGUAGE_KEYS = ("name", "direction", "plurals", "fallbacks")
FOREIGN = ("critical", "languages")
"""Sections whose keys are the site's own words."""
