"""The disk: files read without surprises, written whole or not at all, and a lock for one run at a time.

What is written is in the old state or in the new one, also after a crash: a temporary file beside the target, synced,
renamed over it, and the folder synced (docs of rename(2) and fsync(2)). On Windows, which has neither `flock` nor a way
to sync a folder, the lock is one of the C runtime's and the folder is left to the system.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from i18n.errors import DiskError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HERE, _SWAP = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE."""
_LOOKS = (0.0, 0.003)
"""Seconds before each look at what was replaced: a save that had begun has emptied the old file by then."""
LIMIT = 20 * 1024 * 1024
"""Bytes of the longest file that `read` takes: beyond what any catalog or page has."""
_TEMPORARY = ".i18n-{pid}-{token}.tmp"
_LOCK = ".i18n.lock"
_PAUSE = 0.05  # seconds between two looks at a lock
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Opening a FIFO for reading waits for a writer unless it is told not to."""


def read(path: Path, *, root: Path, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file inside `root`; a symbolic link is followed as long as it stays inside.

    Raises DiskError, with the path relative to `root`, for anything else: a missing file, a folder, FIFO or device,
    a file of more than `limit` bytes, one that may not be read.
    """
    name = _name(path, root)
    _check_inside(path, root, name)
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT)
    except OSError as error:
        raise _cannot("read", name, error) from error
    try:
        _check_regular(os.fstat(descriptor), name)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _cannot("read", name, error) from error
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise DiskError(f"the file has more than {limit} bytes; split it", path=name)
    return data


def write(path: Path, data: bytes, *, root: Path | None = None) -> bool:
    """Whether the file had to be written: True if it is new or was changed, False if it already held `data`.

    Missing folders are made. The mode is kept, a symbolic link stays and its target is replaced; a hard link to the
    old content keeps the old content. Raises DiskError, and leaves the old file, if that cannot be done; with `root`,
    also for a target outside of it.
    """
    name, target = _resolve(path, root)
    if _current(target, name) == data:
        return False
    with _prepared(target, data, name) as temporary:
        temporary.replace(target)
        _sync_folder(target.parent)
    return True


def write_if_unchanged(path: Path, data: bytes, expected: bytes | None, *, root: Path | None = None) -> bool:
    """As `write`, but only if the file still holds `expected` (None: there is still no file), or `data` already.

    Raises DiskError and keeps what is there if somebody else changed it: before the call, or while it is being
    replaced. Not noticed is an editor that has the old file open, has not yet truncated it and writes to it afterwards;
    and, where two files cannot change their names in one step, one that renames its own new file over it between our
    last look and our renaming. Both are a matter of microseconds.
    """
    name, target = _resolve(path, root)
    current = _current(target, name)
    if current == data:
        return False
    if current != expected:
        raise _changed(name)
    with _prepared(target, data, name) as temporary:
        if expected is None:
            _create(temporary, target, name)
        else:
            _replace_expected(temporary, target, expected, data, name)
        _sync_folder(target.parent)
    return True


def append(path: Path, data: bytes, *, root: Path | None = None) -> None:
    """Adds lines to the end of a file in one write, and syncs it.

    `data` gets the newline that it lacks, and so does the file's last line. Several processes may append at once:
    their records do not mix. What could be written only in part is taken back. Raises DiskError.
    """
    name, target = _resolve(path, root)
    data = data if data.endswith(b"\n") else data + b"\n"
    try:
        _make_folders(target.parent)
        new = not target.exists()
        with _opened_alone(target) as descriptor:
            _check_regular(os.fstat(descriptor), name)
            _append_whole(descriptor, data)
        if new:
            _sync_folder(target.parent)
    except OSError as error:
        raise _cannot("written", name, error) from error


_held: set[int] = set()
"""Descriptors of the locks that this process holds."""


def _let_go() -> None:
    """A forked process does not hold its parent's locks: if the parent is killed, nobody has to wait for the child."""
    for descriptor in _held:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


@contextlib.contextmanager
def lock(folder: Path, *, timeout: float = 10.0) -> Iterator[None]:
    """Holds a folder for one run; another run waits up to `timeout` seconds.

    The system drops the lock of a process that died, so nothing has to be cleaned up. The lock file names the process
    and is removed at the end. Raises DiskError that names the process holding it.
    """
    path = folder / _LOCK
    deadline = time.monotonic() + timeout
    while (descriptor := _try_lock(path)) is None:
        if time.monotonic() >= deadline:
            holder = _holder(path)
            raise DiskError(f"another run{holder} is at work here; wait for it or stop it", path=folder.as_posix())
        time.sleep(_PAUSE)
    try:
        # On a full disk the lock holds all the same; only its message cannot name the process.
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        _held.add(descriptor)
        yield
    finally:
        _held.discard(descriptor)
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(descriptor)


def sweep(folder: Path) -> int:
    """Removes the temporary files that runs which were killed left below a folder; gives their number.

    Those of a process that is alive stay, and so does, for the next run, what cannot be removed or looked for now.
    """
    removed = 0
    with contextlib.suppress(OSError):
        for path in folder.rglob(_TEMPORARY.format(pid="*", token="*")):
            if not _alive(path.name.split("-")[1]):
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed += 1
    return removed


# --- reading and checking --------------------------------------------------------------------------


def _name(path: Path, root: Path | None) -> str:
    if root is not None:
        for base in (root, root.resolve()):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
    return path.as_posix()


def _check_inside(path: Path, root: Path, name: str) -> None:
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        raise DiskError("the symbolic link leads to itself", path=name) from error
    if not inside:
        raise DiskError("it lies outside the site's folder, or is a symbolic link that leads out of it", path=name)


def _check_regular(facts: os.stat_result, name: str) -> None:
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a FIFO", stat.S_IFSOCK: "a socket"}
    if not stat.S_ISREG(facts.st_mode):
        found = kinds.get(stat.S_IFMT(facts.st_mode), "a device")
        raise DiskError(f"expected a file, found {found}", path=name)


def _resolve(path: Path, root: Path | None) -> tuple[str, Path]:
    """The name for messages and the file behind all symbolic links."""
    name = _name(path, root)
    if root is not None:
        _check_inside(path, root, name)
    try:
        return name, path.resolve()
    except (OSError, RuntimeError) as error:
        raise DiskError("the symbolic link leads to itself", path=name) from error


def _current(target: Path, name: str) -> bytes | None:
    try:
        facts = target.stat()
        _check_regular(facts, name)
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _cannot("read", name, error) from error


def _cannot(verb: str, name: str, error: OSError) -> DiskError:
    return DiskError(f"cannot be {verb}: {_reason(error)}", path=name)


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def _changed(name: str) -> DiskError:
    return DiskError("somebody changed the file in the meantime; nothing was written, run the command again", path=name)


# --- replacing -------------------------------------------------------------------------------------


@contextlib.contextmanager
def _prepared(target: Path, data: bytes, name: str) -> Iterator[Path]:
    """A synced file beside the target with its mode and owner; removed at the end if it is still there."""
    temporary = _temporary(target)
    try:
        _make_folders(target.parent)
        previous = target.stat() if target.exists() else None
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_WAIT, 0o666 if previous is None else 0o600
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if previous is not None:
                _keep_mode(descriptor, previous)
            os.fsync(descriptor)
        yield temporary
    except OSError as error:
        raise _cannot("written", name, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _temporary(target: Path) -> Path:
    return target.with_name(_TEMPORARY.format(pid=os.getpid(), token=secrets.token_hex(6)))


def _keep_mode(descriptor: int, previous: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    if (previous.st_uid, previous.st_gid) != (os.geteuid(), os.getegid()):
        # Only root may give a file away; a file that is ours and readable is better than none.
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, previous.st_uid, previous.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(previous.st_mode))


def _create(temporary: Path, target: Path, name: str) -> None:
    """Gives a new file its name only if nobody else took it; a hard link is the call that can say so."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise _changed(name) from None
    except OSError:
        if target.exists():
            raise _changed(name) from None
        temporary.replace(target)


def _replace_expected(temporary: Path, target: Path, expected: bytes, data: bytes, name: str) -> None:
    """Replaces the target and looks once more at what was replaced.

    An editor may have saved after the last look, by renaming or into the old file, which she had open. The two files
    change their names in one step, so whatever stood there is still there, and can be put back. Where the system
    cannot do that, a second name keeps the old file, and only what was saved into that.
    """
    if _exchange(temporary, target):
        _look_back(temporary, target, expected, data, name)
        return
    backup = _temporary(target)
    try:
        try:
            os.link(target, backup)
        except OSError:
            backup = target
        if _current(backup, name) != expected or not target.exists() or not target.samefile(backup):
            raise _changed(name)
        temporary.replace(target)
        for pause in _LOOKS if backup != target else ():
            time.sleep(pause)
            if _current(backup, name) != expected:
                if _current(target, name) == data:
                    backup.replace(target)
                raise _changed(name)
    finally:
        if backup != target:
            backup.unlink(missing_ok=True)


def _look_back(replaced: Path, target: Path, expected: bytes, data: bytes, name: str) -> None:
    """Raises DiskError where `replaced`, which stood at the target, is not as expected, and puts it back."""
    for pause in _LOOKS:
        time.sleep(pause)
        if _current(replaced, name) == expected:
            continue
        if _current(target, name) == data and _exchange(replaced, target) and _current(replaced, name) != data:
            # She saved once more, over ours, after that look: this is newer than what was put back.
            _exchange(replaced, target)
        raise _changed(name)


def _exchange(one: Path, other: Path) -> bool:
    """Gives each of two files the name of the other in one step; False where the system or its disk cannot.

    Source: renameat2(2) of Linux, RENAME_EXCHANGE.
    """
    function = _renameat2()
    return function is not None and function(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP) == 0


@functools.cache
def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    if sys.platform != "linux":
        return None
    import ctypes  # only where a catalog is replaced

    try:
        function = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    found: Callable[[int, bytes, int, bytes, int], int] = function
    return found


def _make_folders(folder: Path) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for parent in missing:
        _sync_folder(parent.parent)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot sync a folder; the rename itself is done.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


# --- appending -------------------------------------------------------------------------------------


@contextlib.contextmanager
def _opened_alone(target: Path) -> Iterator[int]:
    """The file open for appending, and held against other processes of ours until it is closed.

    If it was replaced between opening and locking, the lock is on what nobody will read again: open it anew.
    """
    while True:
        descriptor = os.open(target, os.O_RDWR | os.O_APPEND | os.O_CREAT | _NO_WAIT, 0o666)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode) or _locked(descriptor, target, wait=True):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _append_whole(descriptor: int, data: bytes) -> None:
    size = os.fstat(descriptor).st_size
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            data = b"\n" + data
    try:
        if os.write(descriptor, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


# --- locking ---------------------------------------------------------------------------------------


def _try_lock(path: Path) -> int | None:
    """The open lock file, locked; None while somebody else holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_WAIT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise DiskError(f"cannot be locked: {_reason(error)}", path=path.parent.as_posix()) from error
    try:
        if _locked(descriptor, path, wait=False):
            return descriptor
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            os.close(descriptor)
            raise DiskError(f"cannot be locked: {_reason(error)}", path=path.parent.as_posix()) from error
    os.close(descriptor)
    return None


def _locked(descriptor: int, path: Path, *, wait: bool) -> bool:
    """Locks an open file; False if its name has been removed or given to another file in the meantime."""
    if sys.platform == "win32":
        # Far behind the text, since a locked byte cannot be read.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f" (process {int(path.read_bytes()[:20])})"
    return ""


def _alive(pid: str) -> bool:
    """Whether a process runs; True where that cannot be asked."""
    if sys.platform == "win32" or not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
