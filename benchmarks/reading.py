"""How long readers of catalogs take for one file: ours, strictly and from the cache, and everybody else's.

    python benchmarks/reading.py [FILE.po ...] [--entries 100000] [-n 5]

Without a file one is made up of `--entries` messages. Each reading is a process of its own, in which the reader is
loaded before the clock starts and Python's cyclic garbage collector is off, as in our commands; what is read is kept.
Time is processor time; a reader that only hands out its entries in Rust or C is asked for the strings of all of them,
because that is what a program wants. msgfmt is timed from outside. Every reader must find as many entries as ours.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import material
from benchmarks.measure import machine, run

Reader = Callable[[Path], Callable[[], int]]
"""Loads what it needs and gives a function that reads the file and says how many messages it holds."""


def strictly(path: Path) -> Callable[[], int]:
    from i18n import po

    return lambda: len(po.read(path.read_bytes(), path.name, locale="es").messages)


def from_cache(path: Path) -> Callable[[], int]:
    from i18n import cache, po

    data = path.read_bytes()
    columns = po.stored(po.read(data, path.name, locale="es"))
    assert columns is not None
    cache.put("catalogs", str(path), po.stamp(data, "es", frozenset()), columns)
    del data, columns

    def read() -> int:
        data = path.read_bytes()
        known = cache.get("catalogs", str(path), po.stamp(data, "es", frozenset()))
        assert known is not None
        return len(po.restored(known, data, path.name, locale="es").messages)

    return read


def polib(path: Path) -> Callable[[], int]:
    import polib as library

    return lambda: len([entry for entry in library.pofile(str(path)) if not entry.obsolete])


def babel(path: Path) -> Callable[[], int]:
    from babel.messages.pofile import read_po

    return lambda: len(read_po(path.open("rb")))


def translate_toolkit(path: Path) -> Callable[[], int]:
    from translate.storage.pypo import pofile

    return lambda: len([unit for unit in pofile.parsefile(str(path)).units if unit.source and not unit.isobsolete()])


def rspolib(path: Path) -> Callable[[], int]:
    import rspolib as library

    return lambda: len([(entry.msgid, entry.msgstr) for entry in library.pofile(str(path))])


READERS: dict[str, tuple[Reader, str]] = {
    "ours": (strictly, "i18n"),
    "ours, from the cache": (from_cache, "i18n"),
    "polib": (polib, "polib"),
    "babel": (babel, "babel"),
    "translate-toolkit": (translate_toolkit, "translate"),
    "rspolib (Rust)": (rspolib, "rspolib"),
}


def one(name: str, path: Path) -> None:
    """Prints seconds and messages of one reading."""
    read = READERS[name][0](path)
    gc.disable()
    began = time.process_time()
    count = read()
    print(json.dumps([time.process_time() - began, count]), flush=True)
    os._exit(0)  # what takes its memory apart again is not reading


def compare(path: Path, rounds: int, folder: Path) -> None:
    readers = [name for name, (_, module) in READERS.items() if importlib.util.find_spec(module)]
    msgfmt = shutil.which("msgfmt")
    times: dict[str, list[float]] = {}
    counts: dict[str, int] = {}
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    for _ in range(rounds):
        for name in readers:
            command = [sys.executable, __file__, "--reader", name, str(path)]
            answer = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
            seconds, counts[name] = json.loads(answer)
            times.setdefault(name, []).append(seconds)
        if msgfmt:
            times.setdefault("msgfmt", []).append(run([msgfmt, "-o", os.devnull, path], folder=folder).cpu)
    assert len(set(counts.values())) == 1, counts
    ours = statistics.median(times["ours"])
    print(f"\n{counts['ours']} entries, {path.stat().st_size / 1e6:.1f} MB")
    print(f"{'':22}{'CPU s':>8}{'best':>8}{'/ ours':>8}")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:22}{median:8.3f}{min(found):8.3f}{median / ours:8.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("-n", type=int, default=5, help="runs of each")
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        one(options.reader, options.files[0])
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made-up.po"
        if not options.files:
            made.write_bytes(material.catalog(options.entries))
        for path in options.files or [made]:
            compare(path.resolve(), options.n, Path(folder))


if __name__ == "__main__":
    main()
