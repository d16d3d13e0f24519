"""What all tests share: no test is skipped, golden folders, real material, and Hypothesis without surprises."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

ROOT = Path(__file__).resolve().parent.parent

# A loaded machine is no reason to fail: no deadline. A gate gives the same answer twice: in CI nothing is random.
settings.register_profile(
    "local",
    deadline=None,
    database=DirectoryBasedExampleDatabase(ROOT / ".cache" / "hypothesis"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, database=None)
# What `check` remembers of the sites that tests make is nobody's.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="dragoman-tests-")
settings.load_profile("ci" if os.environ.get("CI") else "local")


_ASKED = {"corpus": "--corpora", "endurance": "--endurance"}
"""Marks of tests that run only where an option asks for them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write expected output anew instead of comparing it")
    parser.addoption("--corpora", metavar="DIR", help="folder with real material for tests marked corpus")
    parser.addoption("--endurance", action="store_true", help="run the tests too that take minutes each")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that need real material, or minutes, run where that is said, and are left out, not skipped, otherwise."""
    left = [mark for mark in ("corpus", "endurance") if not config.getoption(_ASKED[mark])]
    left_out = [item for item in items if any(map(item.get_closest_marker, left))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


_not_run: dict[str, str] = {}
"""Why each test that was to run did not: its id to the reason."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _not_run[report.nodeid] = _reason(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _not_run[report.nodeid] = _reason(report)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if hasattr(report, "wasxfail"):
        return f"expected to fail: {report.wasxfail or 'no reason given'}"
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that was skipped, or that is known to fail, has not shown its fact: the run fails."""
    if _not_run and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _not_run:
        terminalreporter.section("not run, which fails the whole run", sep="=", red=True)
        for nodeid, reason in sorted(_not_run.items()):
            terminalreporter.line(f"{nodeid}: {reason}")


@pytest.fixture(scope="session")
def corpora(request: pytest.FixtureRequest) -> Path:
    """The folder that --corpora names."""
    folder = Path(request.config.getoption("--corpora")).resolve()
    assert folder.is_dir(), f"--corpora: {folder} is not a folder"
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, Mapping[str, bytes]], None]:
    """Compares files with a folder of expected ones; with --golden it writes the folder anew instead.

    Takes the folder and the actual files by their path in it. The failure names the first file that differs.
    """

    def compare(folder: Path, actual: Mapping[str, bytes]) -> None:
        there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        if request.config.getoption("--golden"):
            for name in there.keys() - actual.keys():
                there[name].unlink()
            for name, data in actual.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
            return
        assert sorted(there) == sorted(actual)
        for name in sorted(actual):
            expected = there[name].read_bytes().decode(errors="backslashreplace")
            found = actual[name].decode(errors="backslashreplace")
            assert expected == found, f"{folder / name} differs; make golden writes it anew"

    return compare
