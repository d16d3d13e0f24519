"""How long `i18n --help` takes, as a user types it: the median of 20 runs.

python benchmarks/startup.py [--limit SECONDS]
"""

import argparse
import statistics
import sys
from pathlib import Path

from measure import machine, run

RUNS = 20


def main() -> int:
    """Exit code 0, or 1 when the median is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, metavar="SECONDS", help="fail above this median")
    arguments = parser.parse_args()
    command = Path(sys.executable).with_name("i18n")
    print(machine())
    bare = _median([sys.executable, "-c", "pass"])
    help_ = _median([command, "--help"])
    print(f"python -c pass  {bare:6.3f} s   median of {RUNS}")
    print(f"i18n --help     {help_:6.3f} s   median of {RUNS}")
    return 1 if arguments.limit is not None and help_ > arguments.limit else 0


def _median(command: list[str | Path]) -> float:
    runs = [run(command, folder=Path.cwd()) for _ in range(RUNS + 1)][1:]  # The first one fills the caches.
    failed = next((one for one in runs if one.code), None)
    if failed:
        sys.exit(f"{command} failed:\n{failed.output}")
    return statistics.median(one.wall for one in runs)


if __name__ == "__main__":
    sys.exit(main())
