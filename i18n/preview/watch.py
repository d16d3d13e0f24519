"""Which files of a site change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import watchfiles

_PAUSE = 200  # milliseconds between two looks at the configuration, and at whether folders came or went
_QUIET = 25  # milliseconds without a change after which a change counts as finished
_FILES = ("i18n.toml", "pyproject.toml")


def watch(
    root: Path,
    folders: Callable[[], tuple[str, ...]],
    changed: Callable[[Collection[str]], object],
    ready: threading.Event,
    stop: threading.Event,
) -> None:
    """Tells `changed` the paths, relative to `root`, of files below `folders` and of the configuration, until `stop`.

    `folders` is asked again when the configuration changes. A folder that comes or goes is told as a whole. `ready` is
    set as soon as no change can be missed.
    """
    while not stop.is_set():
        names = folders()
        seen = _identities(root, names)
        # When a later watch begins, anything may have changed while nobody was watching.
        missed = names if ready.is_set() else ()
        for paths in _changes(root, [name for name in names if name in seen], stop):
            now = _identities(root, names)
            moved = {name for name in (*_FILES, *names) if now.get(name) != seen.get(name)}
            told = {*paths, *moved, *missed}
            if told:
                changed(sorted(told))
            ready.set()
            seen, missed = now, ()
            if moved.difference(_FILES) or (moved and folders() != names):
                break


def _changes(root: Path, names: Collection[str], stop: threading.Event) -> Iterator[list[str]]:
    """The visible paths that changed, and every now and then none."""
    while not names:
        if stop.wait(_PAUSE / 1000):
            return
        yield []
    for polling in (None, True):
        try:
            for found in watchfiles.watch(
                *(root / name for name in names),
                watch_filter=None,
                step=_QUIET,
                rust_timeout=_PAUSE,
                yield_on_timeout=True,
                stop_event=stop,
                force_polling=polling,
                ignore_permission_denied=True,
            ):
                yield _visible(root, (path for _, path in found))
        except FileNotFoundError:
            return
        except (OSError, RuntimeError):
            # The system gives no more watches; looking at every file in turn needs none.
            if polling:
                raise
        else:
            return


def _identities(root: Path, names: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    """What tells whether a folder is still the same one, and the configuration the same text."""
    found: dict[str, tuple[int, ...]] = {}
    for name in (*_FILES, *names):
        try:
            facts = (root / name).stat()
        except OSError:
            continue
        found[name] = (facts.st_ino, facts.st_mtime_ns, facts.st_size) if name in _FILES else (facts.st_ino,)
    return found


def _visible(root: Path, paths: Iterable[str]) -> list[str]:
    """Relative, without hidden files and editors' copies: no source is called so."""
    found = (Path(path).relative_to(root) for path in paths)
    return sorted(
        path.as_posix()
        for path in found
        if not path.name.endswith("~") and not any(part.startswith(".") for part in path.parts)
    )
