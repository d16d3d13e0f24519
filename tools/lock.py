"""Write requirements/*.txt anew: every version and every file's hash, for all platforms.

    uv on the PATH, then: python3 tools/lock.py [--upgrade]

All locks agree, because each is resolved under one resolution of everything. Names of indexes and of folders stay out.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "site": ("pyproject.toml",),
    "build": ("requirements/build.in",),
    "test": ("pyproject.toml", "requirements/build.in", "requirements/test.in"),
    "bench": ("pyproject.toml", "requirements/build.in", "requirements/bench.in"),
    "fuzz": ("pyproject.toml", "requirements/build.in", "requirements/test.in", "requirements/fuzz.in"),
}
HEADER = "# Written by tools/lock.py from {inputs}. Do not edit.\n"


def main() -> int:
    """Exit code 0, or that of uv when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        together = Path(folder) / "together.txt"
        everything = dict.fromkeys(path for inputs in LOCKS.values() for path in inputs)
        # uv keeps the versions that it finds in the output file, so that one new version is one change of the diff.
        known = [ROOT / "requirements" / f"{name}.txt" for name in ("test", "bench", "fuzz")]
        together.write_text("".join(path.read_text("utf-8") for path in known if path.exists()), "utf-8")
        code = _compile(everything, together, sys.argv[1:])
        for name, inputs in LOCKS.items():
            draft = Path(folder) / f"{name}.txt"
            code = code or _compile(inputs, draft, ["--constraint", str(together)])
            if code:
                return code
            target = ROOT / "requirements" / f"{name}.txt"
            target.write_text(HEADER.format(inputs=", ".join(inputs)) + draft.read_text("utf-8"), "utf-8")
    return 0


def _compile(inputs: Iterable[str], target: Path, options: list[str]) -> int:
    command = ["uv", "--no-config", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", *options, "--output-file", str(target), *inputs]
    # Settings of this machine (extra indexes, folders of wheels) must not find their way into the locks.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
