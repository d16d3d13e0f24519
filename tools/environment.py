"""Make .venv fit requirements/KIND.txt, every file checked against its hash. Silent and quick when it fits already.

    python3 tools/environment.py site|test|bench|fuzz

One environment serves all kinds: their locks agree on every version. The program itself is installed from this
folder in editable form, built by the locked backend. Runs on any Python 3, to be able to refuse an old one.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(FOLDER, "bin", "python")
LOCKS = {"site": ("site.txt", "build.txt"), "test": ("test.txt",), "bench": ("bench.txt",), "fuzz": ("fuzz.txt",)}
OLDEST = (3, 11)


def main(kind: str) -> int:
    """Exit code 0 when the environment fits, 2 with a sentence on stderr when it cannot be made."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:2])
        print(f"Python 3.11 or newer is needed; {sys.executable} is {found}.", file=sys.stderr)
        print("Name a newer one: make PYTHON=/path/to/python3.12", file=sys.stderr)
        return 2
    locks = [os.path.join(ROOT, "requirements", name) for name in LOCKS[kind]]
    key = _key([*locks, os.path.join(ROOT, "pyproject.toml")])
    stamp = os.path.join(FOLDER, kind + ".stamp")
    if _read(stamp) == key and os.path.exists(PYTHON):
        return 0
    foundation = os.path.join(FOLDER, "python.stamp")
    if _read(foundation) != _key([]) or not os.path.exists(PYTHON):
        print("Setting up .venv ...", file=sys.stderr)
        shutil.rmtree(FOLDER, ignore_errors=True)
        if subprocess.call([_foundation(), "-m", "venv", FOLDER]):
            print("Python's venv is incomplete. On Debian: sudo apt-get install -y python3-venv", file=sys.stderr)
            return 2
        _write(foundation, _key([]))
    # Quiet twice: errors alone. A warning about somebody's own pip settings helps nobody here.
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-warn-script-location"]
    hashed = [*pip, "--require-hashes"]
    for lock in locks:
        hashed += ["--requirement", lock]
    # The second step takes nothing from outside: what it needs is installed by the first.
    ourselves = [*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", ROOT]
    for command in (hashed, ourselves):
        if subprocess.call(command, cwd=ROOT):
            print(f"The environment could not be set up; this failed: {shlex.join(command)}", file=sys.stderr)
            return 2
    _write(stamp, key)
    return 0


def _key(paths: list) -> str:
    """Changes with the files, the interpreter and this folder's place, as an environment cannot be moved."""
    digest = hashlib.sha256(repr((ROOT, sys.version, sys.base_prefix)).encode())
    for path in paths:
        digest.update(_read(path).encode())
    return digest.hexdigest() + "\n"


def _foundation() -> str:
    """The interpreter below an environment that is active, which may be the one that is made anew."""
    return getattr(sys, "_base_executable", sys.executable)


def _read(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
