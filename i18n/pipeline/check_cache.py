"""What `i18n check` found the last time, kept for the files that did not change since.

It lies in the user's own cache folder (see `cache`), and nothing that is published asks it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from i18n import cache, files
from i18n.errors import DiskError
from i18n.model import Diagnostic, MessageKey, Reference, Severity

_LIMIT = 64 * 1024 * 1024  # bytes; more findings than anybody reads


class Found(NamedTuple):
    """What was found in one locale, or in the sources."""

    findings: tuple[Diagnostic, ...]
    messages: int = 0
    waived: int = 0


class Cache:
    """The results of one site. What cannot be read or written is as if it had never been there."""

    def __init__(self, root: Path, hashes: Mapping[str, str]) -> None:
        """`hashes` has for each part, a locale's tag or empty for the sources, the hash of all that it depends on."""
        self._hashes = hashes
        self._path = cache.place("check", str(root.resolve()))
        self._parts = _read(self._path)

    def get(self, part: str) -> Found | None:
        """What is known of a part as it is now."""
        entry = self._parts.get(part)
        if not isinstance(entry, dict) or entry.get("hash") != self._hashes[part]:
            return None
        try:
            return Found(tuple(map(_finding, entry["findings"])), entry["messages"], entry["waived"])
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, found: Mapping[str, Found]) -> None:
        """Keeps what was found in some parts."""
        if not found:
            return
        for part, one in found.items():
            findings = [_written(finding) for finding in one.findings]
            self._parts[part] = {
                "hash": self._hashes[part], "findings": findings, "messages": one.messages, "waived": one.waived,
            }  # fmt: skip
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.write(self._path, json.dumps(self._parts).encode("utf-8", "surrogatepass"))
        except (OSError, DiskError):
            return


def _read(path: Path) -> dict[str, Any]:
    try:
        parts = json.loads(files.read(path, root=path.parent, limit=_LIMIT))
    except (DiskError, ValueError, OSError):
        return {}
    return parts if isinstance(parts, dict) else {}


def _written(one: Diagnostic) -> Sequence[Any]:
    return (
        one.check, str(one.severity), one.message, one.path, one.line, one.locale, one.key, one.source, one.column,
    )  # fmt: skip


def _finding(entry: Sequence[Any]) -> Diagnostic:
    check, severity, message, path, line, locale, key, source, column = entry
    return Diagnostic(
        check, Severity(severity), message, path, line, locale,
        None if key is None else MessageKey(*key), None if source is None else Reference(*source), column,
    )  # fmt: skip
