"""One catalog brought to a new template by us, msgmerge, msgmerge -N and pybabel update, in one run, by size.

    python benchmarks/merging.py --data DIR [--sizes 1000,10000,100000] [--edited 0,5] [-n 3] [--limit 60]

DIR holds N.po and N-PERCENT.pot, as `catalogs.py merge` of the shared material makes them. Ours is a process of its own
too, which reads both files, merges, and writes the result: wall and CPU time from outside, Python's start included.
Before anything is timed, the result is compared with msgmerge -N: the same messages are finished, with the same
strings, and at least nine of ten edited ones have a suggestion. A tool that exceeds the limit (seconds) is not run on
larger catalogs.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Run, machine, memory, run
from i18n import po
from i18n.merge import merge
from i18n.model import Catalog, Reference, Source, Template


def ours(old: Path, new: Path, result: Path) -> None:
    """What an update does with one catalog."""
    gc.disable()  # as the command does
    template = _template(new)
    catalog = po.read(old.read_bytes(), old.name, locale="es")
    result.write_bytes(po.write(merge(template, catalog, references="line").catalog))


def _template(path: Path) -> Template:
    sources = {}
    for key, message in po.read(path.read_bytes(), path.name).messages.items():
        places = [line[3:].rpartition(":") for line in message.comments.split("\n") if line.startswith("#: ")]
        references = tuple([Reference(name, "", int(line)) for name, _, line in places])
        sources[key] = Source(key, message.plural_id, ("markdown",), (), references)
    return Template("site", sources)


def commands(old: Path, new: Path, result: Path) -> dict[str, list[str | Path]]:
    me: list[str | Path] = [sys.executable, Path(__file__).resolve(), "--ours", old, new, result]
    found: dict[str, list[str | Path]] = {"ours": me}
    if msgmerge := shutil.which("msgmerge"):
        found["msgmerge -N"] = [msgmerge, "-N", "-q", "-o", result, old, new]
        found["msgmerge"] = [msgmerge, "-q", "-o", result, old, new]
    if pybabel := shutil.which("pybabel"):
        # It writes into the file that it reads; the first line of the shell restores it.
        script = f"cp '{old}' '{result}' && '{pybabel}' -q update -l es -i '{new}' -o '{result}'"
        found["pybabel"] = ["sh", "-c", script]
    return found


def verified(ours: Catalog, theirs: Catalog, edited: int) -> None:
    """The same messages are finished, with the same strings; those that were edited have suggestions."""

    def finished(catalog: Catalog) -> dict[object, object]:
        return {key: one.strings for key, one in catalog.messages.items() if one.translated}

    assert finished(ours) == finished(theirs)
    suggested = sum(one.fuzzy for one in ours.messages.values())
    assert suggested >= 0.9 * (len(ours.messages) - len(finished(ours))), (suggested, edited)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", nargs=3, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--edited", default="0,5", help="percent")
    parser.add_argument("-n", type=int, default=3, help="runs of each")
    parser.add_argument("--limit", type=float, default=60, help="seconds")
    options = parser.parse_args()
    if options.ours:
        ours(*options.ours)
        return
    print(machine())
    print(f"{'entries':>8}{'edited':>8}  {'':12}{'wall s':>8}{'CPU s':>8}{'times ours':>12}{'peak MiB':>10}{'n':>4}")
    slow: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            for edited in map(int, options.edited.split(",")):
                old, new = options.data / f"{size}.po", options.data / f"{size}-{edited}.pot"
                result = Path(folder) / "new.po"
                tools = {name: one for name, one in commands(old, new, result).items() if name not in slow}
                merged = {}
                for name in ("ours", "msgmerge -N"):
                    assert 0 == run(tools[name], folder=Path(folder)).code
                    merged[name] = po.read(result.read_bytes(), name)
                verified(merged["ours"], merged["msgmerge -N"], edited)
                base = 0.0
                for name, command in tools.items():
                    runs: list[Run] = []
                    while len(runs) < options.n and sum(one.wall for one in runs) < options.limit:
                        runs.append(run(["timeout", str(4 * options.limit), *command], folder=Path(folder)))
                    wall = statistics.median(one.wall for one in runs)
                    cpu = statistics.median(one.cpu for one in runs)
                    base = base or wall
                    if wall > options.limit or any(one.code for one in runs):
                        slow.add(name)
                    peak = memory(command, folder=Path(folder)) if name == "ours" else 0.0
                    ended = "" if not any(one.code for one in runs) else "  killed"
                    shown = f"{peak:10.0f}" if peak else f"{'':10}"
                    figures = f"{wall:8.2f}{cpu:8.2f}{wall / base:12.1f}{shown}{len(runs):4}{ended}"
                    print(f"{size:8}{edited:7}%  {name:12}{figures}", flush=True)


if __name__ == "__main__":
    main()
