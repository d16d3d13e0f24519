"""Fuzzes one target: `python -m tests.fuzz.run TARGET [FOLDER] [-max_total_time=120] ...`, in the repository's folder.

What stands behind the target are libFuzzer's own arguments; a folder holds inputs from earlier runs and is added to.
A failure ends the run and leaves its input in a file `crash-*`. Needs atheris, on Linux.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["i18n"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Never comes back: libFuzzer ends the process."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
