"""The user's cache folder: what is kept there, and what is not believed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from i18n import cache

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache.folder("kind")


def file(place: Path) -> Path:
    (found,) = place.iterdir()
    return found


def kept(name: str, key: bytes) -> bytes | None:
    found = cache.get("kind", name, key)
    return None if found is None else bytes(found)


def test_kept(place: Path) -> None:
    """What was put is there for the same name and key alone, and nobody else may read it."""
    cache.put("kind", "name", KEY, b"value")

    assert b"value" == kept("name", KEY)
    assert cache.get("kind", "name", KEY[::-1]) is None
    assert cache.get("kind", "other", KEY) is None
    assert cache.get("other", "name", KEY) is None
    assert (0o700, 0o600) == (place.stat().st_mode & 0o777, file(place).stat().st_mode & 0o777)


def test_replaced(place: Path) -> None:
    """A name has one value: the last."""
    cache.put("kind", "name", KEY, b"first")
    cache.put("kind", "name", KEY[::-1], b"second")

    assert 1 == len(list(place.iterdir()))
    assert b"second" == kept("name", KEY[::-1])
    assert cache.get("kind", "name", KEY) is None


@pytest.mark.parametrize("size", range(41))
def test_cut(place: Path, size: int) -> None:
    """A file that lost its end is as if it had never been there."""
    cache.put("kind", "name", KEY, b"value")
    whole = file(place).read_bytes()
    file(place).write_bytes(whole[:size])

    assert (b"value" if size == len(whole) else None) == kept("name", KEY)


@pytest.mark.parametrize("at", range(41))
def test_damaged(place: Path, at: int) -> None:
    """Nor is one with a bit that changed."""
    cache.put("kind", "name", KEY, b"value")
    content = bytearray(file(place).read_bytes())
    content[at] ^= 1
    file(place).write_bytes(content)

    assert cache.get("kind", "name", KEY) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write(place: Path, mode: int) -> None:
    """A file that others could have written is not read."""
    cache.put("kind", "name", KEY, b"value")
    file(place).chmod(mode)

    assert cache.get("kind", "name", KEY) is None


def test_what_belongs_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one of another user."""
    cache.put("kind", "name", KEY, b"value")
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)

    assert cache.get("kind", "name", KEY) is None


def test_no_place(tmp_path: Path) -> None:
    """Where nothing can be written, nothing is kept, and nothing fails."""
    (tmp_path / "cache").write_text("a file")
    cache.put("kind", "name", KEY, b"value")

    assert cache.get("kind", "name", KEY) is None


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where the user has no home."""

    def homeless(path: Path) -> Path:
        raise RuntimeError(path)

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "expanduser", homeless)
    cache.put("kind", "name", KEY, b"value")

    assert cache.get("kind", "name", KEY) is None


def test_name_taken(place: Path) -> None:
    """A folder in the value's place stays, and nothing is left beside it."""
    cache.put("kind", "name", KEY, b"value")
    taken = file(place)
    taken.unlink()
    taken.mkdir()
    cache.put("kind", "name", KEY, b"value")

    assert [taken] == list(place.iterdir())
    assert cache.get("kind", "name", KEY) is None
