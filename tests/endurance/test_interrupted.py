"""The plays of cli/test_interrupted.py with numbers that convince: hundreds of kills, each system call, full disks.

They take minutes, and want strace. Each prints what happened.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.helpers import ROOT, environment_of

pytestmark = pytest.mark.endurance
both = pytest.mark.parametrize("command", ["update", "import"])


@pytest.fixture
def play(capsys: pytest.CaptureFixture[str]):
    """Plays in a process of its own because it forks; prints its counts past pytest, and gives them."""

    def playing(what: str, command: str, runs: int = 0) -> dict[str, int]:
        arguments = [sys.executable, "-m", "tests.interruption", what, command, str(runs)]
        done = subprocess.run(arguments, cwd=ROOT, env=environment_of(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        with capsys.disabled():
            print("\n" + done.stdout, end="")
        return {name: count for name, count in json.loads(done.stdout).items() if name not in ("what", "command")}

    return playing


@both
def test_killed(play, command: str) -> None:
    """300 times each, 600 together, killed at random: files old or new, the next run ends well (R-02)."""
    counts = play("killed", command, 300)

    assert 300 == counts["old"] + counts["new"] + counts["between"]
    assert counts["killed"] >= 150


@both
def test_killed_at_every_system_call(play, command: str) -> None:
    """Killed at each system call that touches the disk: files old or new, the next run ends well (R-02)."""
    counts = play("system-calls", command)

    assert counts["runs"] >= 40
    assert min(counts["old"], counts["between"], counts["new"]) > 0


@both
def test_refused_system_calls(play, command: str) -> None:
    """ENOSPC, EDQUOT, EIO, EROFS, EPERM and EMFILE at each such call: said, or without consequence (R-03)."""
    counts = play("refused", command)

    assert counts["runs"] == counts["said"] + counts["harmless"] >= 40


@pytest.mark.parametrize("play_name", ["full"] if os.geteuid() == 0 else ["limited"])
@both
def test_full_disk(play, command: str, play_name: str) -> None:
    """On a disk of 256 kB without room for a second copy: said with the file's name, nothing cut (R-03).

    Who is not root cannot mount one; a limit on the size of files stands in for it.
    """
    assert play(play_name, command)["said"] >= 2


@both
def test_beside_an_editor(play, command: str) -> None:
    """1,000 runs while an editor saves all the time: every string that it saved is there in the end (R-04)."""
    counts = play("editor", command, 1000)

    assert (1000, 0) == (counts["runs"], counts["lost"])
    assert counts["saves"] >= 200
    assert min(counts["ended well"], counts["refused to overwrite"]) > 0
