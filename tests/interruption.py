"""Runs of `update` and `import` that are disturbed: killed, without room, beside an editor, beside each other.

    python -m tests.interruption killed update 250      # kill -9 at random moments
    python -m tests.interruption calls import           # kill -9 before each call that touches the disk
    python -m tests.interruption system-calls update    # the same in the kernel's terms; needs strace
    python -m tests.interruption refused import         # each of them fails once: ENOSPC, EIO ...; needs strace
    python -m tests.interruption full update            # on a disk of 256 kB; needs root
    python -m tests.interruption limited update         # with a limit on the size of files instead
    python -m tests.interruption editor update 1000     # an editor saves all the time
    python -m tests.interruption eight mixed            # eight processes at once

Each prints one line of JSON with its counts, and fails at the first file that is neither as before nor as after.
"""

from __future__ import annotations

import contextlib
import gc
import io
import itertools
import json
import os
import random
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from i18n.cli import main
from tests.helpers import catalog, environment_of, run, site

ES = "locales/es/LC_MESSAGES/site.po"
DISK = frozenset("open write fsync replace rename link unlink ftruncate fchmod fchown flock mkdir".split())
"""Calls of Python that touch the disk."""
PLACES = ("files.py", "pathlib.py", "_local.py")
"""Modules that make them: ours, and that of the standard library under its names."""
SYSTEM = "openat write fsync rename renameat2 link unlink ftruncate fchmod flock".split()
"""The same in the kernel's terms."""
ERRORS = {
    "write": ("ENOSPC", "EDQUOT", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "rename": ("ENOSPC", "EROFS"),
    "renameat2": ("EINVAL", "EROFS"),
    "link": ("ENOSPC", "EPERM"),
    "openat": ("EMFILE",),
}
"""What each system call may answer instead of doing its work."""
CHANGED = "somebody changed the file in the meantime; nothing was written"


class Work(NamedTuple):
    """A command and the folder in which it has something to do."""

    folder: Path
    arguments: tuple[str, ...]
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    """Files below `locales`, before the command and after it."""

    def restore(self) -> None:
        shutil.rmtree(self.folder / "locales")
        for name, data in self.old.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def found(self) -> str:
        """`old`, `new` or `between`: how far the command came. Raises AssertionError for a file that is neither."""
        now = _tree(self.folder)
        states = set()
        for name in sorted({*now, *self.old, *self.new}):
            if _leftover(name):
                continue
            mine = _comparable(name, now.get(name))
            before, after = _comparable(name, self.old.get(name)), _comparable(name, self.new.get(name))
            assert mine in (before, after), f"{name} is neither as before nor as after"
            if before != after:
                states.add("old" if mine == before else "new")
        return states.pop() if len(states) == 1 else "between"

    def finish(self) -> int:
        """Runs the command once more: all is as it should be, and nothing is left over. Gives what had been left."""
        left = sum(map(_leftover, _tree(self.folder)))
        ended = os.waitpid(_fork(self.arguments), 0)[1]
        assert ended == 0, f"the next run ends with {ended}"
        assert self.found() == "new"
        assert not [name for name in _tree(self.folder) if _leftover(name)]
        return left


def prepared(folder: Path, command: str, *, paragraphs: int = 40, padding: str = "") -> Work:
    """A site in which `update` or `import` has to write catalogs and a ledger."""
    texts = {
        f"Text {number} of a page{padding}.": f"Texto {number} de una página{padding}." for number in range(paragraphs)
    }
    content = "---\ntitle: Home\n---\n\n" + "\n\n".join(texts) + "\n"
    site(
        folder,
        {
            "i18n.toml": '[site]\nlocales = ["en", "es", "fr"]\n',
            "templates/page.html": "{{ content }}",
            "content/index.md": content,
            "content/typo.md": "# Typos\n\nA sentense with a mistake.\n",
            ES: catalog({**texts, "A sentense with a mistake.": "Una frase con un error."}),
        },
    )
    begun = run(folder, "update")
    assert begun.code == 0, begun
    if command == "update":
        (folder / "content/index.md").write_text(content.replace("Text 1", "New text 1") + "\nOne more.\n", "utf-8")
        (folder / "content/typo.md").write_text("# Typos\n\nA sentence with a mistake.\n", "utf-8")
        more = ("--typo-page", "content/typo.md", "--because", "an s", "--by", "ben")
        arguments: tuple[str, ...] = ("update", "-C", str(folder), "-q", *more)
    else:
        file = folder / "work.xlf"
        assert run(folder, "export", "es", str(file)).code == 0
        file.write_text(file.read_text("utf-8").replace("Texto 1", "Un texto 1"), "utf-8")
        arguments = ("import", "-C", str(folder), "-q", "es", str(file), "--record", "--by", "ana")
    old = _tree(folder)
    ended = os.waitpid(_fork(arguments), 0)[1]
    assert ended == 0
    work = Work(folder, arguments, old, _tree(folder))
    work.restore()
    assert work.found() == "old"
    return work


# --- killed ----------------------------------------------------------------------------------------


def killed(work: Work, runs: int, *, seed: int = 1) -> dict[str, int]:
    """Kills the command at random: half of the times anywhere, half while it has the lock."""
    chance = random.Random(seed)
    whole, locked = _durations(work)
    counts: Counter[str] = Counter(runs=runs, old=0, between=0, new=0)
    for number in range(runs):
        work.restore()
        reader, writer = os.pipe()
        child = _fork(work.arguments, _signalling(writer))
        os.close(writer)
        if number % 2:
            select.select([reader], [], [])
            _wait(chance.uniform(0, locked * 1.1))
        else:
            _wait(chance.uniform(0, whole * 1.1))
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1]
        os.close(reader)
        counts["killed" if os.WIFSIGNALED(ended) else "had ended"] += 1
        counts[work.found()] += 1
        counts["leftovers"] += work.finish()
    return dict(counts)


def calls(work: Work) -> dict[str, int]:
    """Kills the command before each call of Python that touches the disk, from its lock on."""
    counts: Counter[str] = Counter()
    while True:
        work.restore()
        child = _fork(work.arguments, _killing_at(counts["runs"]))
        ended = os.waitpid(child, 0)[1]
        if not os.WIFSIGNALED(ended):
            assert ended == 0
            assert work.found() == "new"
            return dict(counts)
        counts["runs"] += 1
        counts[work.found()] += 1
        counts["leftovers"] += work.finish()


def system_calls(work: Work) -> dict[str, int]:
    """Kills the command at each system call that changes the disk, with strace; calls before its lock are Python's."""
    counts: Counter[str] = Counter()
    for call in SYSTEM:
        for moment in itertools.count(_first(work, call)):
            work.restore()
            if _traced(work, f"inject={call}:signal=KILL:when={moment}").returncode == 0:
                assert work.found() == "new"
                break
            counts["runs"] += 1
            counts[call] += 1
            counts[work.found()] += 1
            counts["leftovers"] += work.finish()
    return dict(counts)


def _fork(arguments: tuple[str, ...], begin: Callable[[], None] | None = None) -> int:
    """The command in a process of its own that need not start Python: its id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (1, 2):
            os.dup2(nothing, descriptor)
        if begin:
            begin()
        main(list(arguments))
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


def _signalling(writer: int) -> Callable[[], None]:
    """Writes to a pipe as soon as the command takes its lock."""
    return lambda: _when_locking(lambda: os.write(writer, b"!"))


def _killing_at(moment: int) -> Callable[[], None]:
    """Kills this process at the call with this number that touches the disk, from the lock on."""
    seen = 0

    def watch(frame: FrameType, event: str, function: object) -> None:
        nonlocal seen
        called = getattr(function, "__name__", "")
        if event == "c_call" and called in DISK and frame.f_code.co_filename.endswith(PLACES):
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1

    return lambda: _when_locking(lambda: sys.setprofile(watch))


def _when_locking(act: Callable[[], object]) -> None:
    """Does something once, when this process opens the lock of a site."""
    told = False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal told
        if not told and event == "open" and str(arguments[0]).endswith(".i18n.lock"):
            told = True
            act()

    sys.addaudithook(watch)


def _durations(work: Work) -> tuple[float, float]:
    """Seconds of an undisturbed run, and of the part of it that has the lock."""
    reader, writer = os.pipe()
    began = time.monotonic()
    child = _fork(work.arguments, _signalling(writer))
    os.close(writer)
    select.select([reader], [], [])
    locked = time.monotonic()
    os.waitpid(child, 0)
    os.close(reader)
    return time.monotonic() - began, time.monotonic() - locked


def _wait(seconds: float) -> None:
    """Sleeping is too coarse for the few milliseconds that matter."""
    until = time.monotonic() + seconds
    if seconds > 0.005:
        time.sleep(seconds - 0.004)
    while time.monotonic() < until:
        pass


# --- no room ---------------------------------------------------------------------------------------


def refused(work: Work) -> dict[str, int]:
    """Each system call fails once, for each reason: files are old or new, and who is not told of a problem has none."""
    counts: Counter[str] = Counter()
    for call, errors in ERRORS.items():
        first = _first(work, call)
        for error in errors:
            for moment in itertools.count(first):
                work.restore()
                done = _traced(work, f"inject={call}:error={error}:when={moment}")
                if "INJECTED" not in done.stderr:
                    break
                state = work.found()
                assert done.returncode != 0 or state == "new", f"{call} {moment}: {error} went unnoticed"
                said = "cannot be " in done.stderr or call == "openat"  # Of which Python's own imports need some.
                assert done.returncode == 0 or (said and "Traceback" not in done.stderr), done.stderr
                counts["runs"] += 1
                counts["said" if done.returncode else "harmless"] += 1
                work.finish()
    return dict(counts)


def limited(work: Work) -> dict[str, int]:
    """No file may grow beyond a limit: for limits below each file that is written."""
    counts: Counter[str] = Counter()
    sizes = sorted(len(data) for name, data in work.new.items() if work.old.get(name) != data)
    for limit in (0, *(size - 1 for size in sizes)):
        work.restore()
        soft = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, soft[1]))
        done = _inside(work.arguments)
        resource.setrlimit(resource.RLIMIT_FSIZE, soft)
        _check_said(work, done, "(file too large|no space left on device)", counts)
    return dict(counts)


def full(work: Work) -> dict[str, int]:
    """The disk has no room for a second copy of the catalog, and room again later."""
    counts: Counter[str] = Counter()
    free = shutil.disk_usage(work.folder).free
    for room in (0, 4096, 16384, 65536):
        work.restore()
        ballast = work.folder / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            file.write(b"x" * max(0, shutil.disk_usage(work.folder).free - room))
        assert shutil.disk_usage(work.folder).free < free
        done = _inside(work.arguments)
        ballast.unlink()
        _check_said(work, done, "no space left on device", counts)
    return dict(counts)


class _Done(NamedTuple):
    code: int
    said: str


def _inside(arguments: tuple[str, ...]) -> _Done:
    """The command in this process."""
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            main(list(arguments))
    except SystemExit as ended:
        return _Done(int(ended.code or 0), errors.getvalue())
    raise AssertionError("a command ends the process")


def _check_said(work: Work, done: _Done, reason: str, counts: Counter[str]) -> None:
    """Where there was no room, the command says so with the file's name; where there was, it did its work."""
    state = work.found()
    counts["runs"] += 1
    counts[state] += 1
    if done.code == 0:
        assert state == "new"
    else:
        assert done.code == 2, done
        assert re.search(rf"\S+: cannot be (written|locked): {reason}\n", done.said), done
        assert state != "new"
        counts["said"] += 1
    assert not [name for name in _tree(work.folder) if _leftover(name)]
    work.finish()


def _traced(work: Work, inject: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own under strace."""
    strace = ["strace", "-f", "-qq", "-e", "signal=none", "-e", inject]
    return subprocess.run(
        [*strace, sys.executable, "-B", "-m", "i18n", *work.arguments],
        env=environment_of(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )


def _first(work: Work, call: str) -> int:
    """The number of the first such call after the lock was taken: what comes before is Python's own start."""
    work.restore()
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", f"trace={call},flock", sys.executable, "-B", "-m", "i18n", *work.arguments],
        env=environment_of(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=True,
    )
    before = done.stderr.partition("flock(")[0]
    return before.count(f"{call}(") + 1


# --- an editor at the same time --------------------------------------------------------------------


def editor(folder: Path, command: str, runs: int) -> dict[str, int]:
    """Runs the command again and again while a second process edits and saves, in place and by renaming.

    `lost` counts strings that it saved and that are gone afterwards. Each run wrote, or said that it did not.
    """
    count = 120
    texts = {f"Text {number}.": f"Texto {number}." for number in range(count)}
    page = folder / "content/index.md"
    content = "---\ntitle: Home\n---\n\n" + "\n\n".join(texts) + "\n\nNow or never.\n"
    site(
        folder,
        {
            "i18n.toml": '[site]\nlocales = ["en", "es"]\n',
            "templates/page.html": "{{ content }}",
            "content/index.md": content,
            ES: catalog({**texts, "Now or never.": "Ahora."}),
        },
    )
    assert run(folder, "update").code == 0
    variants = _imports(folder) if command == "import" else (content, content.replace("Now or", "Once or"))
    reader, writer = os.pipe()
    stop, stopped = os.pipe()
    child = os.fork()
    if not child:
        os.close(stopped)
        _edit(folder / ES, count, stop, writer)
    os.close(writer)
    os.close(stop)
    counts: Counter[str] = Counter(runs=runs)
    for number in range(runs):
        if command == "update":
            page.write_text(variants[number % 2], "utf-8")
            done = run(folder, "update")
        else:
            done = run(folder, "import", "es", variants[number % 2], "--theirs")
        counts[_outcome(done.code, done.out + done.err)] += 1
        if number % 100 == 0:
            gc.collect()
    os.close(stopped)
    with os.fdopen(reader, "rb") as answers:
        edited = json.loads(answers.read())
    os.waitpid(child, 0)
    text = (folder / ES).read_text("utf-8")
    missing = [saved for saved in edited["saved"].values() if f'msgstr "{saved}"\n' not in text]
    return {**counts, "saves": edited["saves"], "lost": len(missing) + edited["lost"]}


def _imports(folder: Path) -> tuple[str, str]:
    """Two files with different strings for one message."""
    first, second = folder / "first.xlf", folder / "second.xlf"
    assert run(folder, "export", "es", str(first)).code == 0
    text = first.read_text("utf-8")
    second.write_text(text.replace(">Ahora.<", ">Ahora mismo.<"), "utf-8")
    first.write_text(text.replace(">Ahora.<", ">Ya.<"), "utf-8")
    return str(first), str(second)


def _outcome(code: int, said: str) -> str:
    if code == 0 or (code == 1 and "entered" in said):
        return "ended well"
    assert code == 2, said
    if CHANGED in said:
        return "refused to overwrite"
    assert "po.truncated" in said or "the file is empty" in said, said
    return "refused to read half a file"


def _edit(path: Path, count: int, stop: int, answer: int) -> None:
    """A translator's editor: reads, changes one string, saves; until nobody holds the other end of `stop`."""
    saved: dict[int, str] = {}
    saves = lost = 0
    chance = random.Random(2)
    while not select.select([stop], [], [], chance.uniform(0, 0.02))[0]:
        text = path.read_text("utf-8")
        lost += sum(f'msgstr "{string}"\n' not in text for string in saved.values())
        number = saves % count
        string = f"Edit {saves}."
        text = re.sub(rf'(msgid "Text {number}\."\nmsgstr )".*"', rf'\1"{string}"', text)
        if saves % 2:
            path.write_bytes(text.encode())
        else:
            beside = path.with_suffix(".tmp")
            beside.write_bytes(text.encode())
            beside.replace(path)
        saved[number] = string
        saves += 1
    os.write(answer, json.dumps({"saved": saved, "saves": saves, "lost": lost}).encode())
    os._exit(0)


# --- eight at once ---------------------------------------------------------------------------------


def eight(folder: Path, command: str) -> dict[str, int]:
    """Eight processes at once, of one command or of both by turns: the result is that of one after the other."""
    work = prepared(folder, "import" if command == "mixed" else command)
    several = [work.arguments]
    if command == "mixed":
        page = folder / "content/index.md"
        page.write_text(page.read_text("utf-8") + "\nOne more.\n", "utf-8")
        several.append(("update", "-C", str(folder), "-q"))
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "i18n", *several[number % len(several)]],
            env=environment_of(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number in range(8)
    ]
    ended = [(process.communicate()[0], process.returncode) for process in processes]
    counts: Counter[str] = Counter(runs=len(ended))
    for said, code in ended:
        counts[_outcome(code, said)] += 1
    if command == "mixed":
        assert all(_inside(arguments).code == 0 for arguments in several)
        text = (folder / ES).read_text("utf-8")
        assert 'msgid "One more."' in text
        assert 'msgstr "Un texto 1 de una página."' in text
        assert not [name for name in _tree(folder) if _leftover(name)]
    else:
        work.finish()
    return dict(counts)


# --- files -----------------------------------------------------------------------------------------


def _tree(folder: Path) -> dict[str, bytes]:
    found = sorted((folder / "locales").rglob("*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}


def _leftover(name: str) -> bool:
    return Path(name).name.startswith(".i18n-")


def _comparable(name: str, data: bytes | None) -> object:
    """The bytes of a catalog; the records of a ledger without their time, for order and repetition say nothing."""
    if not name.endswith(".jsonl"):
        return data
    data = data or b""
    assert not data or data.endswith(b"\n")
    return frozenset(re.sub(rb'"at":"[^"]*"', b"", line) for line in data.splitlines())


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of 256 kB; only root can mount one."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)


def play(what: str, command: str, runs: int, folder: Path) -> dict[str, int]:
    """One of the plays by its name, in an empty folder."""
    if what == "editor":
        return editor(folder, command, runs)
    if what == "eight":
        return eight(folder, command)
    if what == "full":
        with small_disk() as disk:
            return full(prepared(disk / "site", command, paragraphs=60, padding=" that is long" * 20))
    work = prepared(folder, command)
    plays = {"calls": calls, "system-calls": system_calls, "refused": refused, "limited": limited}
    return killed(work, runs) if what == "killed" else plays[what](work)


def _main(what: str, command: str, runs: str = "100") -> None:
    with tempfile.TemporaryDirectory() as folder:
        counts = play(what, command, int(runs), Path(folder))
    print(json.dumps({"what": what, "command": command, **counts}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
