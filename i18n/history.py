"""Git, where there is one: versions of files, merges, settings of the repository. Nothing here needs the network.

The program is called with a list of arguments, never through a shell; names of files are taken and given back whole
(`-z`, `--`), whatever characters they hold.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from i18n.errors import DiskError, UsageError

_SAFE: Final = ("--no-pager", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
_SURROUNDINGS: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
}
"""Words that can be read by a program, no lock, no question, no download of what a partial clone lacks."""

_RAW: Final = ("--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--full-history", "-z")
"""One line of hashes for each file, and no commit left out because another one has the same file."""


class Added(NamedTuple):
    """A line that a commit brought into a file, and that no parent of it has there."""

    commit: str
    """Full hash."""
    author: str
    """The author's address as the commit has it, in lower case; no `.mailmap` changes it."""
    line: bytes


class Change(NamedTuple):
    """A file that a merge left unlike each of its parents has it."""

    commit: str
    """Full hash of the merge; empty for one that is not committed yet."""
    date: str
    """Of the commit, as `2026-11-22`."""
    parents: tuple[str, ...]
    path: str
    """Relative to the repository's top."""
    blob: str
    """Hash of the file in the merge; empty where it stands in the work tree alone."""
    before: tuple[str, ...]
    """Hashes of the file in each parent; empty where that has none of this name."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a folder belongs to."""

    top: Path
    """Absolute path of its work tree."""

    def path(self, file: Path) -> str:
        """The name that git has for a file: relative to the top, with `/`."""
        return file.resolve().relative_to(self.top).as_posix()

    @property
    def shallow(self) -> bool:
        """Whether older commits were left out when it was cloned."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    @property
    def begun(self) -> bool:
        """Whether there is any commit."""
        return _run(["rev-parse", "--verify", "--quiet", "HEAD"], self.top).returncode == 0

    def ancestor(self, revision: str) -> str:
        """The commit in which HEAD and a revision have parted; empty before the first commit.

        Raises UsageError for a revision that is not there, or has nothing in common with HEAD.
        """
        if not self.begun:
            return ""
        found = _run(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], self.top)
        if found.returncode != 0:
            raise UsageError(f"git has no commit {revision!r} here; fetch it, or name another one")
        done = _run(["merge-base", found.stdout.decode().strip(), "HEAD"], self.top)
        if done.returncode != 0:
            raise UsageError(f"HEAD and {revision!r} have no commit in common; is the clone a shallow one?")
        return done.stdout.decode().split()[0]

    def setting(self, name: str) -> str | None:
        """A value of the repository's own configuration; None where it says nothing."""
        found = _run(["config", "--local", "--null", "--get", name], self.top)
        return os.fsdecode(found.stdout.removesuffix(b"\0")) if found.returncode == 0 else None

    def set(self, name: str, value: str) -> None:
        """Writes a value into the repository's own configuration."""
        self._ask("config", "--local", name, value)

    def attribute(self, name: str, path: str) -> str:
        """What the attributes files say about a path, relative to the top: `unspecified` where they say nothing."""
        answer = self._ask("check-attr", "-z", name, "--", path).split(b"\0")
        return os.fsdecode(answer[2])

    def merges(self, suffix: str) -> Iterator[Change]:
        """The files ending in `suffix` that a merge changed against all its parents, the newest merge first."""
        if not self.begun:
            return
        fields = iter(
            self._ask("log", "--merges", "-c", "--format=%H %cs %P", *_RAW, "HEAD", "--", _below(suffix)).split(b"\0")
        )
        commit, date = "", ""
        parents: tuple[str, ...] = ()
        for field in fields:
            facts = field.strip(b"\n").decode("ascii", "replace").split()
            if not facts:
                continue
            if not facts[0].startswith("::"):
                (commit, date), parents = facts[:2], tuple(facts[2:])
                continue
            path = os.fsdecode(next(fields, b""))
            *before, blob = facts[len(parents) + 1 : 2 * len(parents) + 2]
            if _is_there(blob):
                yield Change(commit, date, parents, path, blob, tuple(one if _is_there(one) else "" for one in before))

    def merging(self) -> tuple[str, ...]:
        """The commits of a merge that is not finished, HEAD first; nothing where none is going on."""
        place = self._ask("rev-parse", "--git-path", "MERGE_HEAD").removesuffix(b"\n")
        try:
            others = (self.top / os.fsdecode(place)).read_text("ascii").split()
        except (OSError, UnicodeDecodeError):
            return ()
        return self._ask("rev-parse", "HEAD").decode().strip(), *others

    def files(self, commit: str, suffix: str) -> dict[str, str]:
        """The files of a commit that end in `suffix`: path to hash."""
        found = {}
        for entry in filter(None, self._ask("ls-tree", "-r", "-z", commit).split(b"\0")):
            facts, _, name = entry.partition(b"\t")
            mode, kind, blob = facts.decode().split()
            path = os.fsdecode(name)
            if kind == "blob" and mode != "120000" and path.endswith(suffix):
                found[path] = blob
        return found

    def versions(self, commits: Sequence[str], suffix: str) -> Iterator[str]:
        """The hash of every version of files ending in `suffix` that the commits or their ancestors have, each once,
        the newest first."""
        seen = set()
        found = self._ask("log", "-m", "--root", "--format=", *_RAW, *commits, "--", _below(suffix))
        fields = iter(found.split(b"\0"))
        for field in fields:
            facts = field.strip(b"\n").split()
            if facts:
                next(fields, b"")
                blob = facts[3].decode()
                if _is_there(blob) and blob not in seen:
                    seen.add(blob)
                    yield blob

    def additions(self, suffix: str) -> Iterator[Added]:
        """Every line that a commit, HEAD or before it, brought into a file ending in `suffix`, a parent's before a
        child's. No attributes file and no setting hides one. Raises DiskError where git stops in the middle."""
        command = ["log", "--reverse", "--topo-order", "--full-history", "--format=%x00%H%x00%ae", "-c", "-p", "-U0"]
        plain = ["--root", "--text", "--no-color", "--no-textconv", "--no-renames", "--no-show-signature", "--no-notes"]
        full = _command([*command, *plain, "HEAD", "--", _below(suffix)], self.top)
        with subprocess.Popen(full, cwd=self.top, env=_environment(), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as git:  # fmt: skip
            assert git.stdout is not None
            yield from _additions(git.stdout)
        if git.returncode != 0:
            raise DiskError(f"git log: exit code {git.returncode}")

    def _ask(self, *arguments: str) -> bytes:
        """What git answers. Raises DiskError with git's own words."""
        done = _run(arguments, self.top)
        if done.returncode != 0:
            words = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise DiskError(f"git {arguments[0]}: {words[-1] if words else f'exit code {done.returncode}'}")
        return done.stdout


class Contents:
    """The bytes of versions, from one git process that stays open inside a `with` block."""

    def __init__(self, repository: Repository) -> None:
        self._command = _command(["cat-file", "--batch"], repository.top)
        self._top = repository.top

    def __enter__(self) -> Self:
        self._git = subprocess.Popen(
            self._command, cwd=self._top, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, place: TracebackType | None
    ) -> None:
        self._git.communicate()

    def read(self, blob: str) -> bytes:
        """The bytes of a version. Raises DiskError where the repository does not have it."""
        assert self._git.stdin is not None
        assert self._git.stdout is not None
        self._git.stdin.write(blob.encode() + b"\n")
        self._git.stdin.flush()
        answer = self._git.stdout.readline().split()
        if len(answer) != 3 or answer[1] != b"blob":
            raise DiskError(f"git has no file {blob}; is the clone a partial one? `git fetch --refetch` completes it")
        return self._git.stdout.read(int(answer[2]) + 1)[:-1]


def repository(folder: Path) -> Repository:
    """The repository that a folder belongs to. Raises UsageError where there is none, or no git."""
    done = _run(["rev-parse", "--show-toplevel"], folder)
    if done.returncode == 0:
        return Repository(Path(os.fsdecode(done.stdout.removesuffix(b"\n"))).resolve())
    words = done.stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in words:
        raise UsageError("this folder belongs to no git repository; run `git init`, or name the site's folder with -C")
    raise UsageError(f"git cannot be asked here: {words}")


def merge_lines(ours: Path, base: Path, theirs: Path, *, marker: int = 7) -> bool:
    """Merges three files into `ours` line by line, as git does by itself; False where it left conflict markers.

    Raises DiskError where git cannot do it: one of the files is binary.
    """
    labels = [argument for label in ("ours", "base", "theirs") for argument in ("-L", label)]
    files = [str(path.absolute()) for path in (ours, base, theirs)]
    done = _run(["merge-file", f"--marker-size={marker}", *labels, *files], ours.absolute().parent)
    if done.returncode > 127 or done.returncode < 0:
        raise DiskError(done.stderr.decode("utf-8", "replace").strip(), path=ours.name)
    return done.returncode == 0


def _additions(lines: Iterable[bytes]) -> Iterator[Added]:
    """Takes the output of `git log` apart. A merge's lines have a sign for each parent in front."""
    commit, author, signs = "", "", 0
    for line in lines:
        if line.startswith(b"\0"):
            facts = line.rstrip(b"\n").split(b"\0", 2)
            commit, author, signs = facts[1].decode(), facts[2].decode("utf-8", "replace").lower(), 0
        elif line.startswith(b"@@"):
            signs = len(line) - len(line.lstrip(b"@")) - 1
        elif line.startswith(b"diff "):
            signs = 0
        elif signs and line[:signs] == b"+" * signs:
            yield Added(commit, author, line[signs:].rstrip(b"\n"))


def _below(suffix: str) -> str:
    return f":(top,glob)**/*{suffix}"


def _is_there(blob: str) -> bool:
    """Git writes zeros where there is no file."""
    return blob.strip("0") != ""


def _command(arguments: Sequence[str], folder: Path) -> list[str]:
    return ["git", "-C", str(folder), *_SAFE, *arguments]


def _environment() -> dict[str, str]:
    return {**os.environ, **_SURROUNDINGS}


def _run(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            _command(arguments, folder),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise UsageError("git was not found; install it, or put it on the PATH") from error
