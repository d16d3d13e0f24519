"""Releases: built aside, swapped in whole.

The output (`public`) is a relative symlink to a folder of `.public.releases`. A release is a new folder named for its
content; files that did not change are hard links to the release before. So a visitor, and a run that is interrupted,
sees the old site or the new one, and nothing between (R-02, R-12).
"""

# Every page of a site passes here: text for paths costs a fraction of what Path objects do.
# ruff: noqa: PTH102, PTH105, PTH112, PTH115, PTH116, PTH119, PTH120, PTH123, PTH211

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from i18n import files
from i18n.errors import DiskError, PublishError
from i18n.evidence import ENDING

_WINDOWS = sys.platform == "win32"
_UNFINISHED = "building-"
"""What the names of folders begin with that are no release: not whole yet, or not any more."""


class Output:
    """Where a site is published, and the releases behind it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.releases = path.parent / f".{path.name}.releases"

    def check(self) -> None:
        """Raises PublishError where a folder or file that this program did not make stands in the way."""
        if self.path.is_symlink() or (_WINDOWS and (self.releases / "current").is_file()):
            target = os.readlink(self.path) if self.path.is_symlink() else ""
            if self.path.is_symlink() and Path(target).parent.name != self.releases.name:
                raise PublishError(
                    f"{self.path.name!r} is a link to {target!r}, which this program did not make; "
                    "remove it or name another --output"
                )
        elif self.path.exists():
            raise PublishError(
                f"{self.path.name!r} exists and was not made by this program; move it away or name another --output"
            )

    def current(self) -> Path | None:
        """The folder of the release that is published now."""
        if self.path.is_symlink():
            folder = self.path.parent / os.readlink(self.path)
            return folder if folder.is_dir() else None
        pointer = self.releases / "current"
        if _WINDOWS and pointer.is_file():
            folder = self.releases / pointer.read_text(encoding="utf-8")
            return folder if folder.is_dir() else None
        return None

    def manifest(self) -> Mapping[str, Any]:
        """What was recorded about the current release; empty where there is none or it cannot be read."""
        current = self.current()
        if current is None:
            return {}
        try:
            found = json.loads((self.releases / f"{current.name}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def evidence(self) -> bytes:
        """What the current release was made from, as `i18n.evidence` writes it; empty where there is none."""
        current = self.current()
        if current is None:
            return b""
        try:
            return self._evidence(current).read_bytes()
        except OSError:
            return b""

    def proven(self) -> bool:
        """Whether the current release has its evidence."""
        current = self.current()
        return current is not None and self._evidence(current).is_file()

    def _evidence(self, release: Path) -> Path:
        return release.with_name(f"{release.name}{ENDING}")

    def begin(self) -> Path:
        """A new empty folder for a release; leftovers of interrupted runs are removed."""
        try:
            self.releases.mkdir(parents=True, exist_ok=True)
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.releases))
            folder.chmod(0o755)
        except OSError as error:
            raise DiskError(
                f"cannot make a release beside {self.path.name!r}: {error.strerror}", path=self.releases.name
            ) from error
        return folder

    def discard(self, built: Path) -> None:
        """Removes what `begin` gave and nobody published, so that a disk that is full does not stay so."""
        shutil.rmtree(built, ignore_errors=True)

    def publish(
        self, built: Path, digests: Mapping[str, str], manifest: Mapping[str, Any], evidence: bytes, keep: int
    ) -> Path:
        """The release's folder, published: named for its content, recorded, swapped in; older ones than `keep` removed.

        Raises PublishError for a release without pages and DiskError where the disk refuses.
        """
        if not digests:
            raise PublishError(
                "the build made no files, so nothing was published; are there pages in the content folder?"
            )
        digest = hashlib.sha256("".join(f"{path}\0{digests[path]}\n" for path in sorted(digests)).encode()).hexdigest()
        release = self.releases / digest[:16]
        try:
            if release.exists():
                self.discard(built)
            else:
                built.rename(release)
            if hasattr(os, "sync"):
                # Once for all pages: ten thousand calls of fsync take seconds, this takes a fifth of one. The record
                # is written after it, so a power failure never leaves a record of pages that are not there.
                os.sync()
            files.write(self._evidence(release), evidence)
            files.write(self.releases / f"{release.name}.json", json.dumps(manifest, ensure_ascii=False).encode())
            self._swap(release)
            os.utime(release)
            self._prune(keep)
        except OSError as error:
            raise DiskError(f"cannot publish: {error.strerror}", path=self.path.name) from error
        return release

    def _swap(self, release: Path) -> None:
        if _WINDOWS:
            (self.releases / "current").write_text(release.name, encoding="utf-8")
            shutil.rmtree(self.path, ignore_errors=True)
            shutil.copytree(release, self.path)
            return
        target = f"{self.releases.name}/{release.name}"
        if self.path.is_symlink() and os.readlink(self.path) == target:
            return
        aside = self.releases / f"link-{os.getpid()}"
        with contextlib.suppress(FileNotFoundError):
            aside.unlink()
        os.symlink(target, aside)
        os.replace(aside, self.path)

    def _prune(self, keep: int) -> None:
        current = self.current()
        releases = [
            folder for folder in self.releases.iterdir() if folder.is_dir() and not folder.name.startswith(_UNFINISHED)
        ]
        releases.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
        for folder in releases[max(keep, 1) :]:
            if folder != current:
                # Under its own name half of a release would be taken for a whole one by a build with the same content.
                going = folder.rename(self.releases / f"{_UNFINISHED}{folder.name}")
                (self.releases / f"{folder.name}.json").unlink(missing_ok=True)
                self._evidence(folder).unlink(missing_ok=True)
                shutil.rmtree(going)

    def _sweep(self) -> None:
        """Removes what runs that were killed left behind; only one run at a time works on a site."""
        for path in self.releases.iterdir():
            if path.is_symlink() or path.name.startswith(".i18n-"):
                path.unlink(missing_ok=True)
            elif path.name.startswith(_UNFINISHED):
                shutil.rmtree(path, ignore_errors=True)
            elif path.suffix == ".json" and not (self.releases / path.name.partition(".")[0]).is_dir():
                path.unlink(missing_ok=True)


class Writer:
    """Puts files into a release folder; what is the same as in the release before is linked, not written."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self.folder, self.before = str(folder), str(before) if before else None
        self.made = {""}
        """Folders that are there."""
        self.digests: dict[str, str] = {}
        """Path in the release to the SHA-256 of its bytes."""

    def write(self, path: str, content: bytes) -> None:
        """Raises DiskError where the file cannot be written."""
        target = f"{self.folder}/{path}"
        try:
            self._make_folder(os.path.dirname(path))
            self.digests[path] = hashlib.sha256(content).hexdigest()
            if self.before is not None and self._same(f"{self.before}/{path}", content):
                os.link(f"{self.before}/{path}", target)
                return
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644)
            try:
                written = 0
                while written < len(content):
                    written += os.write(descriptor, content[written:] if written else content)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise DiskError(f"cannot write {path!r}: {error.strerror}", path=os.path.basename(self.folder)) from error

    def link(self, paths: Mapping[str, str]) -> bool:
        """Takes files over from the release before, with their digests; False where one of them is gone."""
        if self.before is None:
            return False
        try:
            for path in paths:
                self._make_folder(os.path.dirname(path))
                os.link(f"{self.before}/{path}", f"{self.folder}/{path}")
        except OSError:
            return False
        self.digests.update(paths)
        return True

    def _make_folder(self, folder: str) -> None:
        """Makes a folder below the release's and those above it, each once."""
        if folder in self.made:
            return
        self._make_folder(os.path.dirname(folder))
        try:
            os.mkdir(f"{self.folder}/{folder}")
        except FileExistsError:
            if not os.path.isdir(f"{self.folder}/{folder}"):
                raise
        self.made.add(folder)

    @staticmethod
    def _same(path: str, content: bytes) -> bool:
        try:
            if os.stat(path).st_size != len(content):
                return False
            with open(path, "rb") as file:
                return file.read() == content
        except OSError:
            return False
