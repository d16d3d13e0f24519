"""Records of the ledger for tests: who said what of a pair."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from i18n import ledger
from i18n.model import MessageKey

REVIEWERS = '[ana]\nlanguages = ["es", "fr"]\nroles = ["qualified-translator"]\n'
"""A file of reviewers that lets Ana approve."""


def record(
    source: str, string: str, act: str = "approved", *, locale: str = "es", at: str = "2026-11-22T12:00:00Z"
) -> str:
    """A line of the ledger, by a qualified translator."""
    said = {
        "v": 1,
        "locale": locale,
        "src": ledger.source_hash(MessageKey(None, source), None),
        "tgt": ledger.target_hash((string,)),
        "act": act,
        "by": "ana",
        "role": "qualified-translator",
        "at": at,
    }
    return f"{json.dumps(said)}\n"


def approve(folder: Path, pairs: Iterable[tuple[str, str]], locale: str = "es") -> None:
    """Adds an approval of each pair to a locale's ledger."""
    with (folder / "locales" / locale / "reviews.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(record(source, string, locale=locale) for source, string in pairs)
