"""One run of a command as the kernel accounts for it, and the peak memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, children included that were waited for."""
    code: int
    """Exit code."""
    output: str
    """stdout and stderr together."""


def run(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """A run, timed from outside with nothing else going on."""
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        text = log.read().decode(errors="replace")
    return Run(wall, usage.ru_utime + usage.ru_stime, process.returncode, text)


def memory(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None) -> float:
    """Peak of the proportional set sizes of a command and its descendants, in MiB; 0 where there is no Linux /proc.

    Shared pages count once, however many processes share them. Sampled every 10 ms, so it costs time: a run that is
    measured here is never one that is timed.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return 0.0
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_proportional(pid) for pid in _family(process.pid)))
        time.sleep(0.01)
    return peak / 1024


def _family(parent: int) -> Iterable[int]:
    yield parent
    try:
        for task in Path(f"/proc/{parent}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # It ended meanwhile.


def _proportional(pid: int) -> int:
    """KiB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def machine() -> str:
    """The machine in one line, to stand next to every figure."""
    cpu = "unknown processor"
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text().splitlines()
        cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), cpu)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    version = sys.version.split()[0]
    return f"{cpu}, {os.cpu_count()} cores, load {load}, Python {version}, {time.strftime('%Y-%m-%d')}"
