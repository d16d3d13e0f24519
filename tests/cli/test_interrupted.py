"""`update` and `import` that are killed, find no room, or are not alone: nothing is lost, and the next run works.

The same plays with more runs, under strace and on a full disk are in endurance/test_interrupted.py.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.helpers import ROOT, environment_of

both = pytest.mark.parametrize("command", ["update", "import"])


def play(what: str, command: str, runs: int = 0) -> dict[str, int]:
    """The counts of a play, in a process of its own because it forks."""
    arguments = [sys.executable, "-m", "tests.interruption", what, command, str(runs)]
    done = subprocess.run(arguments, cwd=ROOT, env=environment_of(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    print(done.stdout, end="")
    return {name: count for name, count in json.loads(done.stdout).items() if name not in ("what", "command")}


@both
def test_killed(command: str) -> None:
    """30 times each killed at random: every catalog and ledger is the old one or the new one, the next run ends well
    and leaves nothing lying about (R-02)."""
    counts = play("killed", command, 30)

    assert 30 == counts["old"] + counts["new"] + counts["between"]
    assert counts["killed"] >= 10


@both
def test_killed_at_every_call(command: str) -> None:
    """Killed before each of its calls that touch the disk, 58 in an update and 33 in an import of this size (R-02)."""
    counts = play("calls", command)

    assert counts["runs"] >= 25
    assert min(counts["old"], counts["between"], counts["new"]) > 0


@both
def test_no_room(command: str) -> None:
    """Whichever file cannot grow, the command says so with its name, ends with 2, and no file is cut (R-03)."""
    counts = play("limited", command)

    assert counts["runs"] == counts["said"] >= 3


@both
def test_beside_an_editor(command: str) -> None:
    """60 runs while an editor saves all the time, in place and by renaming: no string that it saved is lost, and a run
    that did not write says so (R-04)."""
    counts = play("editor", command, 60)

    assert (60, 0) == (counts["runs"], counts["lost"])
    assert counts["saves"] >= 10
    assert counts["ended well"] > 0


@pytest.mark.parametrize("command", ["update", "import", "mixed"])
def test_eight_at_once(command: str) -> None:
    """Eight processes on one folder: all end well, or say that they wrote nothing, and each file is whole (R-05)."""
    counts = play("eight", command)

    assert 8 == counts["runs"]
    assert counts["ended well"] >= 1
