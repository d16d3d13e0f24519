"""Checks of single values: what they give back, or None for a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*(?:@[A-Za-z]+)?", re.ASCII)
DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def array(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def text(value: Any) -> str | None:
    """One line. Invisible joiners are spelling in Persian and others, so only control characters are refused."""
    return value if isinstance(value, str) and not any(category(sign) == "Cc" for sign in value) else None


def flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000 else None


def share(value: Any) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 <= value <= 1 else None


def tag(value: Any) -> str | None:
    return value if isinstance(value, str) and _TAG.fullmatch(value) else None


def domain(value: Any) -> str | None:
    return value if isinstance(value, str) and DOMAIN.fullmatch(value) and not value.endswith(".po") else None


def matching(pattern: re.Pattern[str]) -> Callable[[Any], str | None]:
    return lambda value: value if isinstance(value, str) and pattern.fullmatch(value) else None


def relative(value: Any) -> str | None:
    """A path below a folder, without a slash at its end."""
    if not isinstance(value, str) or not value.isprintable() or "\\" in value or ":" in value:
        return None
    path = PurePosixPath(value)
    return None if path.is_absolute() or not path.parts or ".." in path.parts else path.as_posix()


def address(value: Any) -> str | None:
    """An address on another host, as it stands in a link."""
    if not isinstance(value, str) or not value.isprintable() or any(sign in value for sign in " \"'<>\\`{}"):
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        usable = usable and parts.port != 0 and not value.endswith(",")  # which would part it from the next in a list
    except ValueError:
        return None
    return value if usable else None


def base_url(value: Any) -> str | None:
    if not isinstance(value, str) or not value.isprintable() or any(sign in value for sign in " \"'<>\\?#@"):
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return value.rstrip("/") if usable or value == "" else None
