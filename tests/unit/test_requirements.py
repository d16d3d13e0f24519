"""The locks in requirements/: complete, of one mind, and without a trace of the machine that wrote them."""

import re
from itertools import combinations
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
PLACE = re.compile(r"https?:|file:|--(?:extra-)?index|--find-links|(?<![\w.])/(?:opt|tmp|home|root|Users)\b")


def _pins(path: Path) -> dict[str, dict[str, str]]:
    """Package to its pins (`==1.2 ; marker`, several where versions differ by platform), each to its hashes."""
    text = re.sub(r"(?m)^#.*\n", "", path.read_text("utf-8")).replace("\\\n", " ")
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        name, separator, version = requirement.partition("==")
        found.setdefault(name, {})[separator + version] = " ".join(hashes)
    return found


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    """A lock names one version of each package and at least one SHA-256 for it."""
    pins = [(name, pin, hashes) for name, found in _pins(path).items() for pin, hashes in found.items()]

    assert pins
    assert [] == [pin for pin in pins if not (pin[1].startswith("==") and pin[2].startswith("sha256:"))]


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_place_is_named(path: Path) -> None:
    """No index, address or folder of a machine stands in a requirements file."""
    assert [] == PLACE.findall(path.read_text("utf-8"))


@pytest.mark.parametrize(("first", "second"), [*combinations(LOCKS, 2)], ids=lambda path: path.name)
def test_locks_agree(first: Path, second: Path) -> None:
    """One environment serves every purpose, so a package has the same versions and hashes in every lock."""
    ours, theirs = _pins(first), _pins(second)

    assert [] == [name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]]
