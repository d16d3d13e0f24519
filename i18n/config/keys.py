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
    "content": ("fields", "domains", "code", "contexts"),
    "data": ("translate",),
    "templates": ("bare-text",),
    "critical": (),
    "policy": (
        "preset", "unrecorded", "machine", "translated", "otherwise", "outdated", "critical-roles", "four-eyes",
        "require-reviewers", "review-again", "minimum",
    ),
    "languages": (),
    "checks": (),
}  # fmt: skip
LANGUAGE_KEYS = ("name", "direction", "plurals", "fallbacks", "links")
CLASS_KEYS = ("unrecorded", "machine", "translated", "otherwise", "review-again")
FOREIGN = ("critical", "languages", "checks")
"""Sections whose keys are the site's own words."""
GROUPS = ("policy",)
"""Sections that hold sections beside their keys, named by the site's own words."""
