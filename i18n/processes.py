"""Work spread over processes, where the system can fork them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from typing import TypeVar

from i18n.errors import I18nError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def spread(function: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int) -> list[_Result]:
    """`function` of each item, in order, computed by up to `jobs` processes; this one takes a share.

    Results travel by pickle. The function returns its errors as values: one that raises in another process ends the
    run with an I18nError. Where a process cannot be forked, all is done here.
    """
    jobs = min(jobs, len(items)) if hasattr(os, "fork") else 1
    if jobs <= 1:
        return [function(item) for item in items]
    shares = _shares(len(items), jobs)
    readers = [_begin(function, [items[number] for number in share]) for share in shares[1:]]
    done = [[function(items[number]) for number in shares[0]], *(_end(pid, reader) for pid, reader in readers)]
    found = dict(pair for pairs in map(zip, shares, done) for pair in pairs)
    return [found[number] for number in range(len(items))]


def _shares(total: int, jobs: int) -> list[list[int]]:
    """The items of each process by number, this process first.

    It takes seven for each six that another one takes, which needs a seventh of its time to send what it has made.
    """
    turns = [*range(jobs)] * 6 + [0]
    shares: list[list[int]] = [[] for _ in range(jobs)]
    for number in range(total):
        shares[turns[number % len(turns)]].append(number)
    return shares


def _begin(function: Callable[[_Item], _Result], items: Sequence[_Item]) -> tuple[int, int]:
    """A process at work on the items: its id, and the descriptor that its results will come from."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as stream:
            pickle.dump([function(item) for item in items], stream, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _end(pid: int, reader: int) -> list[_Result]:
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    os.waitpid(pid, 0)
    try:
        results: list[_Result] = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError) as error:
        raise I18nError("a helper process ended before its work was done; is there enough memory?") from error
    return results
