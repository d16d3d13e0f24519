"""Reading and writing: the old state or the new one, nobody's work lost, nothing but plain files."""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from i18n import files
from i18n.errors import DiskError
from i18n.files import append, lock, read, sweep, write, write_if_unchanged

ROOT = Path(__file__).resolve().parents[2]


def _run(code: str, *arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own, with this repository's package."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=60, check=False)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- read ------------------------------------------------------------------------------------------


def test_read(tmp_path: Path) -> None:
    """A file is read as it is, also through a symbolic link that stays inside the site."""
    (tmp_path / "a.po").write_bytes(b"\xff\r\n")
    (tmp_path / "b.po").symlink_to("a.po")

    assert read(tmp_path / "a.po", root=tmp_path) == b"\xff\r\n"
    assert read(tmp_path / "b.po", root=tmp_path) == b"\xff\r\n"


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("missing", "x.po: cannot be read: no such file or directory"),
        ("folder", "x.po: expected a file, found a folder"),
        ("fifo", "x.po: expected a file, found a FIFO"),
        ("device", "x.po: it lies outside the site's folder, or is a symbolic link that leads out of it"),
        ("outside", "x.po: it lies outside the site's folder, or is a symbolic link that leads out of it"),
        ("loop", "x.po: the symbolic link leads to itself"),
        ("long", "x.po: the file has more than 100 bytes; split it"),
    ],
)
def test_unreadable(tmp_path: Path, kind: str, message: str) -> None:
    """What is no plain file of the site is refused at once, with its path in the site."""
    path = tmp_path / "site" / "x.po"
    path.parent.mkdir()
    (tmp_path / "outside").write_text("secret")
    make = {
        "missing": lambda: None,
        "folder": path.mkdir,
        "fifo": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "outside": lambda: path.symlink_to("../outside"),
        "loop": lambda: path.symlink_to("x.po"),
        "long": lambda: path.write_bytes(b"x" * 101),
    }
    make[kind]()
    with pytest.raises(DiskError) as caught:
        read(path, root=path.parent, limit=100)

    assert str(caught.value) == message


def test_device() -> None:
    """A device is refused where the site's folder holds it itself."""
    with pytest.raises(DiskError, match=r"^zero: expected a file, found a device$"):
        read(Path("/dev/zero"), root=Path("/dev"))


# --- write -----------------------------------------------------------------------------------------


def test_write_new(tmp_path: Path) -> None:
    """A new file comes with its folders, and with the mode that the user's mask gives to new files."""
    path = tmp_path / "locales" / "es" / "site.po"
    assert write(path, b"x")
    (tmp_path / "usual").touch()

    assert path.read_bytes() == b"x"
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert _names(path.parent) == ["site.po"]


def test_write_keeps_mode(tmp_path: Path) -> None:
    """A changed file keeps its mode."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert write(path, b"new")

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_write_same(tmp_path: Path) -> None:
    """A file that already holds the content is not touched."""
    path = tmp_path / "a"
    path.write_bytes(b"same")
    before = path.stat()
    assert not write(path, b"same")

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_write_through_link(tmp_path: Path) -> None:
    """A symbolic link stays, and its target is replaced, also one that is not there yet."""
    (tmp_path / "real").mkdir()
    (tmp_path / "a").symlink_to("real/a")
    write(tmp_path / "a", b"1")
    write(tmp_path / "a", b"2", root=tmp_path)

    assert os.readlink(tmp_path / "a") == "real/a"  # noqa: PTH115
    assert (tmp_path / "real" / "a").read_bytes() == b"2"
    with pytest.raises(DiskError, match="outside the site's folder"):
        write(tmp_path / "a", b"3", root=tmp_path / "real" / "elsewhere")


@pytest.mark.parametrize("call", ["write(path, data)", "write_if_unchanged(path, data, b'old')"])
def test_no_space(tmp_path: Path, call: str) -> None:
    """When the system refuses the bytes, the old file is whole, the message names it, and nothing is left behind."""
    path = tmp_path / "site.po"
    path.write_bytes(b"old")
    code = f"""
import resource, sys
from pathlib import Path
from i18n import files
from i18n.errors import DiskError
from i18n.files import write, write_if_unchanged
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
path, data = Path(sys.argv[1]), b"x" * 100_000
try:
    {call}
except DiskError as error:
    print(error)
"""
    assert _run(code, path).stdout == f"{path}: cannot be written: file too large\n"
    assert (path.read_bytes(), _names(tmp_path)) == (b"old", ["site.po"])


def test_not_a_file(tmp_path: Path) -> None:
    """A folder or a FIFO is not replaced."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    for name in ("folder", "fifo"):
        with pytest.raises(DiskError, match="expected a file, found a"):
            write(tmp_path / name, b"x")

    assert _names(tmp_path) == ["fifo", "folder"]


def test_folder_is_a_file(tmp_path: Path) -> None:
    """A path through a file is an error that names it."""
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(DiskError, match=r"^a/b: cannot be read: not a directory$"):
        write(tmp_path / "a" / "b", b"x", root=tmp_path)


@pytest.mark.parametrize("delay", [0.05, 0.1, 0.15, 0.2])
def test_killed(tmp_path: Path, delay: float) -> None:
    """A process killed while it writes leaves the old content or the new one; its rubbish is swept up."""
    path = tmp_path / "site.po"
    contents = [b"a" * 300_000, b"b" * 300_000]
    path.write_bytes(contents[0])
    code = """
import sys
from pathlib import Path
from i18n.files import write
print(flush=True)
while True:
    for letter in b"ba":
        write(Path(sys.argv[1]), bytes([letter]) * 300_000)
"""
    with subprocess.Popen([sys.executable, "-c", code, path], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        threading.Event().wait(delay)
        process.kill()

    assert path.read_bytes() in contents
    sweep(tmp_path)
    assert _names(tmp_path) == ["site.po"]


def test_sweep_spares_the_living(tmp_path: Path) -> None:
    """Temporary files of a process that runs, and anybody else's files, are not swept."""
    mine = tmp_path / f".i18n-{os.getpid()}-0a.tmp"
    mine.touch()
    (tmp_path / "notes.tmp").touch()

    assert sweep(tmp_path) == 0
    assert _names(tmp_path) == sorted([mine.name, "notes.tmp"])


# --- write_if_unchanged ----------------------------------------------------------------------------


def test_unchanged(tmp_path: Path) -> None:
    """What is as expected is written: a new file, a changed one, and not an equal one."""
    path = tmp_path / "a"

    assert write_if_unchanged(path, b"1", None)
    assert write_if_unchanged(path, b"2", b"1")
    assert not write_if_unchanged(path, b"2", b"2")
    assert (path.read_bytes(), _names(tmp_path)) == (b"2", ["a"])


@pytest.mark.parametrize("expected", [None, b"", b"1"])
def test_changed_by_somebody(tmp_path: Path, expected: bytes | None) -> None:
    """A file that somebody changed, made or removed in the meantime is not overwritten."""
    path = tmp_path / "a"
    path.write_bytes(b"theirs")
    with pytest.raises(DiskError, match="somebody changed the file in the meantime"):
        write_if_unchanged(path, b"ours", expected)
    with pytest.raises(DiskError, match="somebody changed the file in the meantime"):
        write_if_unchanged(tmp_path / "gone", b"ours", b"1")

    assert (path.read_bytes(), _names(tmp_path)) == (b"theirs", ["a"])


def _save(path: Path, data: bytes) -> None:
    """As editors do that write a new file and rename it."""
    beside = path.with_name("editor.tmp")
    beside.write_bytes(data)
    beside.replace(path)


@pytest.mark.parametrize("edits", [[b"edit"], [b"edit", b"edit again"]])
def test_saved_in_the_last_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edits: list[bytes]) -> None:
    """What an editor renames into place after our last look is put back, and what it saves over that stays too."""
    path = tmp_path / "site.po"
    path.write_bytes(b"before")
    exchange, left = files._exchange, list(edits)

    def exchanged(one: Path, other: Path) -> bool:
        if left:
            _save(path, left.pop(0))
        return exchange(one, other)

    monkeypatch.setattr(files, "_exchange", exchanged)
    with pytest.raises(DiskError, match="somebody changed the file in the meantime"):
        write_if_unchanged(path, b"ours", b"before")

    assert (edits[-1], ["site.po"]) == (path.read_bytes(), _names(tmp_path))


def test_saved_again_after_the_last_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor saves over ours, while her save before that is found, is not undone."""
    path = tmp_path / "site.po"
    path.write_bytes(b"before")
    current, looked = files._current, list[Path]()

    def looking(target: Path, name: str) -> bytes | None:
        if target != path and not looked:
            looked.append(target)
            target.write_bytes(b"edit")  # into the old file, which she had open
            _save(path, b"edit again")
        return current(target, name)

    monkeypatch.setattr(files, "_current", looking)
    with pytest.raises(DiskError, match="somebody changed the file in the meantime"):
        write_if_unchanged(path, b"ours", b"before")

    assert (b"edit again", ["site.po"]) == (path.read_bytes(), _names(tmp_path))


@pytest.mark.parametrize("system", ["exchange", "no exchange", "no function"])
def test_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """An unchanged file is replaced with its mode, where names can be exchanged and where not."""
    if system == "no exchange":
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    elif system == "no function":
        monkeypatch.setattr(files, "_renameat2", lambda: None)
    path = tmp_path / "site.po"
    path.write_bytes(b"before")
    path.chmod(0o640)

    assert write_if_unchanged(path, b"ours", b"before")
    assert (b"ours", 0o640, ["site.po"]) == (path.read_bytes(), path.stat().st_mode & 0o777, _names(tmp_path))


def test_systems_without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another system, or an old C library, has no such function."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert files._renameat2.__wrapped__() is None

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert files._renameat2.__wrapped__() is None


@pytest.mark.parametrize("exchanging", [True, False])
def test_editor_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanging: bool) -> None:
    """What an editor saves while we replace the file again and again is never replaced unseen."""
    if not exchanging:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    path = tmp_path / "site.po"
    path.write_bytes(b"start\n")
    lost: list[int] = []
    done = threading.Event()

    def edit() -> None:
        for number in range(120):
            done.wait(number % 8 / 1000)
            if number and f"edit {number - 1}\n".encode() not in path.read_bytes():
                lost.append(number - 1)
            path.write_bytes(f"edit {number}\n".encode())
        done.set()

    editor = threading.Thread(target=edit)
    editor.start()
    while not done.is_set():
        seen = path.read_bytes()
        if not seen:  # The editor has just truncated it; no catalog is empty, so nobody would go on from here.
            continue
        with contextlib.suppress(DiskError):
            write_if_unchanged(path, seen + b"# ours\n", seen)
    editor.join()

    assert lost == []
    assert _names(tmp_path) == ["site.po"]


# --- append ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "data", "after"),
    [
        (None, b"1", b"1\n"),
        (b"", b"1\n", b"1\n"),
        (b"1\n", b"2\n3", b"1\n2\n3\n"),
        (b"1", b"2\n", b"1\n2\n"),
    ],
)
def test_append(tmp_path: Path, before: bytes | None, data: bytes, after: bytes) -> None:
    """Every record ends in a newline, also the one before that had lost it."""
    path = tmp_path / "es" / "reviews.jsonl"
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
    append(path, data)

    assert path.read_bytes() == after


def test_append_together(tmp_path: Path) -> None:
    """Records that several processes and threads append at once all stand on lines of their own."""
    path = tmp_path / "reviews.jsonl"
    code = """
import sys
from pathlib import Path
from i18n.files import append
for number in range(50):
    append(Path(sys.argv[1]), f"{sys.argv[2]}-{number:03}".encode() * 20)
"""
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda worker: _run(code, path, str(worker)), range(3)))

    assert [result.stderr for result in results] == ["", "", ""]
    expected = {f"{worker}-{number:03}" * 20 for worker in range(3) for number in range(50)}
    assert sorted(path.read_text().splitlines()) == sorted(expected)


def test_append_no_space(tmp_path: Path) -> None:
    """A record that does not fit is taken back whole."""
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(b"1" * 60_000 + b"\n")
    code = """
import resource, sys
from pathlib import Path
from i18n import files
from i18n.errors import DiskError
from i18n.files import append
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
try:
    append(Path(sys.argv[1]), b"2" * 10_000)
except DiskError as error:
    print(error)
"""
    assert _run(code, path).stdout.startswith(f"{path}: cannot be written: ")
    assert path.read_bytes() == b"1" * 60_000 + b"\n"


def test_append_device() -> None:
    """A device is no ledger."""
    with pytest.raises(DiskError, match=r"^/dev/full: expected a file, found a device$"):
        append(Path("/dev/full"), b"1")


# --- lock ------------------------------------------------------------------------------------------


def test_lock(tmp_path: Path) -> None:
    """Only one run holds a folder; the other hears which process it is, and nothing is left afterwards."""
    with (
        lock(tmp_path),
        pytest.raises(
            DiskError, match=rf"another run \(process {os.getpid()}\) is at work here; wait for it or stop it"
        ),
        lock(tmp_path, timeout=0),
    ):
        pass
    with lock(tmp_path, timeout=0):
        pass

    assert _names(tmp_path) == []


def test_lock_of_the_dead(tmp_path: Path) -> None:
    """The lock of a process that was killed is free, whatever its file says."""
    code = """
import os, signal, sys
from pathlib import Path
from i18n.files import lock
with lock(Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    _run(code, tmp_path)
    assert _names(tmp_path) == [".i18n.lock"]
    with lock(tmp_path, timeout=0):
        pass

    assert _names(tmp_path) == []


def test_lock_in_turn(tmp_path: Path) -> None:
    """Runs that wait for each other never overlap."""
    inside = 0
    most = 0

    def work(_: int) -> None:
        nonlocal inside, most
        with lock(tmp_path, timeout=30):
            inside += 1
            most = max(most, inside)
            inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))

    assert most == 1


def test_lock_without_folder(tmp_path: Path) -> None:
    """A folder that is not there cannot be locked."""
    with (
        pytest.raises(DiskError, match="nowhere: cannot be locked: no such file or directory"),
        lock(tmp_path / "nowhere"),
    ):
        pass
