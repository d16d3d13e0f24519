"""What the program could find out again and keeps between runs, in the user's own cache folder.

It lies in `$XDG_CACHE_HOME/dragoman`, else in `~/.cache/dragoman`, never in the site's folder: what somebody can send
along with a translation must not be able to say what is in it, or that all is well. Who deletes it loses time alone.
"""

from __future__ import annotations

import os
import sys
import zlib
from contextlib import suppress
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

_KEY = 32  # bytes of a SHA-256
_SUM = 4  # bytes of a CRC-32
_OTHERS = 0o022
"""Permissions of group and others to write: what they could have written is not read."""


def folder(kind: str) -> Path:
    """Where things of a kind are kept. Source: XDG Base Directory Specification 0.8."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path("~/.cache").expanduser()) / "dragoman" / kind


def get(kind: str, name: str, key: bytes) -> memoryview | None:
    """What was put under a name, where it was put with the same key; None for anything that is not whole and ours.

    `key` is the SHA-256 of all that the thing was made from. What comes back is the file itself in memory.
    """
    try:
        path = place(kind, name)
        if not path.is_file():  # A pipe would wait for somebody to write.
            return None
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            content = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    except (OSError, RuntimeError, ValueError):  # there is no home folder; the file is empty
        return None
    value = content[_KEY + _SUM :]
    if content[:_KEY] != key or content[_KEY : _KEY + _SUM] != zlib.crc32(value).to_bytes(_SUM, "big"):
        return None
    return value


def put(kind: str, name: str, key: bytes, value: bytes) -> None:
    """Keeps a value in the place of the one that had this name; where nothing can be written, nothing is kept.

    It is there whole or not at all as long as the system runs; after a crash of the system its sum tells.
    """
    try:
        path = place(kind, name)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines((key, zlib.crc32(value).to_bytes(_SUM, "big"), value))
            beside.replace(path)
        except OSError:
            with suppress(OSError):
                beside.unlink()
    except (OSError, RuntimeError):
        return


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else could have written a file. On Windows the user's folder is nobody else's."""
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS)


def place(kind: str, name: str) -> Path:
    """The file of what has a name, whether or not it is there."""
    return folder(kind) / sha256(os.fsencode(name)).hexdigest()[:32]
