"""Look for the programs of the system that the tests use; name or install the Debian packages that have them.

    python3 tools/packages.py

Installs where it runs as root and CI or YES=1 is set, or where somebody at a terminal answers yes. Otherwise it
fails with the command to run.
"""

import os
import shutil
import subprocess
import sys

PACKAGES = {
    # command: Debian package
    "chromium": "chromium",
    "git": "git",
    "msgfmt": "gettext",
    "nginx": "nginx-light",
    "node": "nodejs",
    "npm": "npm",
}
# Debian keeps servers where an ordinary user's PATH does not look.
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def missing() -> list[str]:
    """Debian packages whose command is not here, sorted."""
    return sorted({package for command, package in PACKAGES.items() if shutil.which(command, path=PATH) is None})


def main() -> int:
    """Exit code 0 when every command is here in the end, else 2."""
    packages = missing()
    if not packages:
        return 0
    print(f"The tests need these Debian packages, which are not installed: {', '.join(packages)}", file=sys.stderr)
    command = ["apt-get", "install", "-y", *packages]
    if not _may_install(command):
        print(f"Run: sudo {' '.join(command)}", file=sys.stderr)
        return 2
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "-qq", "update"], [command[0], "-qq", *command[1:]]):
        # stdout is for what the tests say.
        if subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
            print(f"{' '.join(step)} failed.", file=sys.stderr)
            return 2
    left = missing()
    if left:
        print(f"Still not found after installing: {', '.join(left)}", file=sys.stderr)
    return 2 if left else 0


def _may_install(command: list[str]) -> bool:
    if os.geteuid() != 0 or shutil.which("apt-get", path=PATH) is None:
        return False
    if os.environ.get("CI") or os.environ.get("YES") == "1":
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"Run '{' '.join(command)}' now? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


if __name__ == "__main__":
    sys.exit(main())
