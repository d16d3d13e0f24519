"""The floors of docs/architecture.md, held by reading every import of the program."""

from __future__ import annotations

import ast
import graphlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import i18n

ROOT = Path(__file__).resolve().parents[2]

FLOORS = (
    ("model", "errors"),
    ("languages", "po", "markup", "config", "files", "cache", "history", "processes"),
    ("sources", "checks", "ledger", "locales", "reviewers", "memory", "exchange"),
    ("alignment", "extraction", "domains", "positions", "merge", "merge3", "judge", "translate", "pseudo"),
    ("evidence",),
    ("render", "site", "publish", "audit"),
    ("builder",),
    ("pipeline", "report", "approval_report", "starter"),
    ("preview", "review"),
    ("cli",),
    ("__init__", "__main__"),
)
"""Lowest first. A room, module or folder, imports from lower floors only."""

BORDERS = {
    "babel": ("languages", "sources.templates"),
    "click": ("cli",),
    "jinja2": ("sources.templates", "sources.bare_text", "sources.misplaced", "render"),
    "markupsafe": ("sources.templates", "render", "builder"),
    "msgspec": ("ledger",),
    "polib": ("po",),
    "pygments": ("sources.code",),
    "pyromark": ("markup",),
    "rapidfuzz": ("memory",),
    "watchfiles": ("preview",),
    "yaml": ("sources",),
}
"""Each library and the only places, modules or folders, that may know it."""

EVERYWHERE = frozenset({"i18n.__version__"})
"""Names of the package itself that depend on nothing and may be read on every floor."""

NARROWER = {"audit": ("model", "errors")}
"""Rooms that see less than their floor would allow: the audit reads built pages and must not share our mistakes."""


class Import(NamedTuple):
    """One import statement's target."""

    target: str
    """Dotted, absolute; `i18n.po` for both `import i18n.po` and `from i18n import po`."""
    line: int
    typing: bool
    """Inside `if TYPE_CHECKING:`, so nothing is loaded at run time."""


def _modules() -> dict[str, Path]:
    """Every module by its dotted name inside the package: `sources.markdown`; a folder's `__init__` is the folder."""
    found = {}
    for path in sorted((ROOT / "i18n").rglob("*.py")):
        parts = path.relative_to(ROOT / "i18n").with_suffix("").parts
        found[".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)] = path
    return found


def _imports(name: str, path: Path) -> Iterator[Import]:
    """What a module imports, wherever in it the statement stands."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    guarded = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for child in ast.walk(statement)
    }
    package = ["i18n", *name.split(".")] if path.name == "__init__.py" else ["i18n", *name.split(".")[:-1]]
    if name == "__init__":
        package = ["i18n"]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, node in guarded)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                target = f"{source}.{alias.name}"
                # `from i18n.po import parse` names a thing of a module, `from i18n import po` a module.
                is_module = source == "i18n" or target.removeprefix("i18n.") in MODULES
                yield Import(target if is_module else source, node.lineno, node in guarded)


MODULES = _modules()
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def _room(module: str) -> str:
    """`sources` for `sources.markdown` and `i18n.sources.markdown`; `__init__` for what the package itself names."""
    room = module.removeprefix("i18n.").split(".")[0]
    return room if room in FLOOR else "__init__"


def _inside(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def test_every_room_has_a_floor() -> None:
    """A new module or folder is placed on a floor before it is used."""
    unplaced = sorted({name.split(".")[0] for name in MODULES} - FLOOR.keys())

    assert [] == unplaced


@pytest.mark.parametrize("name", MODULES)
def test_imports_from_lower_floors_only(name: str) -> None:
    """A module imports from lower floors and from its own room; for types alone, also from its own floor."""
    room = _room(name)
    wrong = []
    for found in _imports(name, MODULES[name]):
        if found.target.split(".")[0] != "i18n" or found.target in EVERYWHERE or _room(found.target) == room:
            continue
        allowed = FLOOR[room] + 1 if found.typing else FLOOR[room]
        narrow = NARROWER.get(room)
        if FLOOR[_room(found.target)] >= allowed or (narrow and _room(found.target) not in narrow):
            wrong.append(f"{MODULES[name].relative_to(ROOT)}:{found.line}: {found.target}")

    assert [] == wrong


@pytest.mark.parametrize("name", MODULES)
def test_libraries_stay_at_their_border(name: str) -> None:
    """The standard library may be used everywhere, any other library only where the table says."""
    wrong = []
    for found in _imports(name, MODULES[name]):
        library = found.target.split(".")[0]
        if library == "i18n" or library in sys.stdlib_module_names:
            continue
        if not _inside(name, BORDERS.get(library, ())):
            wrong.append(f"{MODULES[name].relative_to(ROOT)}:{found.line}: {found.target}")

    assert [] == wrong


@pytest.mark.parametrize("room", sorted({name.split(".")[0] for name in MODULES if "." in name}))
def test_folders_are_acyclic_inside(room: str) -> None:
    """The modules of a folder can be read in an order in which each builds on those before."""
    graph = {
        name: {
            target
            for found in _imports(name, path)
            if not found.typing and (target := found.target.removeprefix("i18n.")) != name and _inside(target, (room,))
        }
        for name, path in MODULES.items()
        if _inside(name, (room,))
    }

    # Raises CycleError, which names the circle.
    assert graph.keys() <= set(graphlib.TopologicalSorter(graph).static_order())


def test_public_names_are_sorted_and_there() -> None:
    """`i18n.__all__` is a sorted list of names that the package has."""
    names = list(i18n.__all__)

    assert sorted(set(names)) == names
    assert [] == [name for name in names if not hasattr(i18n, name)]
