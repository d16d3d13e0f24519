"""The environment that make sets up, and the Python that it is made with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
ASK = "import environment; print(environment._key([]), environment._foundation())"


def _asked(python: str) -> list[str]:
    done = subprocess.run([python, "-c", ASK], cwd=TOOLS, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_activated(tmp_path: Path) -> None:
    """Called by an environment that is active, it finds the same key and the same Python below as without one, so it
    neither makes the environment anew nor takes away the Python that it runs in."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "active"], check=True)
    inside = _asked(str(tmp_path / "active" / "bin" / "python"))
    outside = _asked(inside[1])

    assert inside[0] == outside[0]
    assert Path(inside[1]).resolve() == Path(outside[1]).resolve()
    assert not inside[1].startswith(str(tmp_path))
