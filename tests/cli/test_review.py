"""`i18n review`, from the command line."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n.cli import main
from tests.helpers import Ran, environment_of, run, site
from tests.reviewing import ES, WAIT, answer, garden, pair, records


def typed(folder: Path, lines: str, *arguments: str, **environment: str) -> Ran:
    """`i18n review` with what somebody types."""
    result = CliRunner().invoke(
        main, ["review", "-C", str(folder), *arguments], input=lines, env=environment, catch_exceptions=False
    )
    return Ran(result.exit_code, result.stdout, result.stderr)


def test_session(tmp_path: Path) -> None:
    """What is typed is entered, and the last line says what is left; the next session goes on there."""
    done = typed(garden(tmp_path), "a\nr too cold\ns\nq\n", "es", "--by", "ana")
    again = typed(tmp_path, "", "es", "--by", "ana", "--page", "content/index.md")

    assert (0, "") == (done.code, done.err)
    assert done.out.endswith("1 approved, 1 rejected, 0 edited; 11 left. Go on with the same command.\n")
    assert [(pair("Front")[0], "approved"), (pair("About us")[0], "rejected")] == [one[:2] for one in records(tmp_path)]
    assert "--- 1 of 2 ---" in again.out
    assert "\x1b" not in done.out


def test_reviewer_from_the_environment(tmp_path: Path) -> None:
    """Who reviews often says their id in the environment."""
    typed(garden(tmp_path), "a\nq\n", "es", "--critical", I18N_REVIEWER="ana")

    assert [(pair("Driving")[0], "approved", "ana", "qualified-translator", "")] == records(tmp_path)


def test_everything_is_reviewed(tmp_path: Path) -> None:
    """At the end of a page it is said that nothing is left."""
    done = typed(garden(tmp_path), "a\n" * 3, "es", "--critical", "--by", "ana")

    assert done.out.endswith("3 approved, 0 rejected, 0 edited; nothing is left.\n")


def test_editor(tmp_path: Path) -> None:
    """`e` opens the editor of the environment; what it leaves goes into the catalog."""
    editor = tmp_path / "editor.sh"
    garden(tmp_path)
    editor.write_text(
        '#!/bin/sh\nsed \'s/Portada/Bienvenida/\' "$1" > "$1.new"; mv "$1.new" "$1"; sleep 1; touch "$1"\n'
    )
    editor.chmod(0o755)
    done = typed(tmp_path, "e\nq\n", "es", "--by", "ana", EDITOR=str(editor), VISUAL=str(editor))

    assert "0 approved, 0 rejected, 1 edited; 13 left" in done.out
    assert 'msgstr "Bienvenida"' in (tmp_path / ES).read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["es", "--by", "bob"], "'bob' is not in locales/reviewers.toml"),
        (["es", "--by", "mei"], "may vouch for zh-Hans"),
        (["fr", "--by", "ana"], "'fr' is not a language of this site"),
        (["es", "--by", "ana", "--role", "clinician"], "not 'clinician'"),
        (["es", "--by", "ana", "--page", "content/no.md"], "no text stands in"),
        (["es", "fr"], "unexpected extra argument"),
        ([], "Missing argument 'LOCALE'"),
    ],
)
def test_mistakes(tmp_path: Path, arguments: list[str], problem: str) -> None:
    """Nothing is begun for somebody who may not, or for what is not there."""
    done = typed(garden(tmp_path), "a\n", *arguments)

    assert (2, True) == (done.code, problem in done.err)
    assert [] == records(tmp_path)


def test_terminal(tmp_path: Path) -> None:
    """In a real terminal it speaks in colours, obeys no string, and is ended with q."""
    garden(tmp_path, {"Front": "Por\u2066ta\u2069da"})
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "i18n", "review", "es", "--by", "ana"],
        cwd=tmp_path,
        env=environment_of(TERM="xterm", PYTHONIOENCODING="utf-8", NO_COLOR=""),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        first = _until(ours, "[q]uit > ")
        os.write(ours, b"a\n")
        second = _until(ours, "[q]uit > ")
        os.write(ours, b"q\n")
        last = _until(ours, "same command.")
        assert 0 == process.wait(10)
    finally:
        process.kill()
        process.wait()
        os.close(ours)

    assert "\x1b[1m--- 1 of 13 ---\x1b[0m" in first
    assert "\\u2066ta\\u2069" in first
    assert "2 of 13" in second
    assert "1 approved, 0 rejected" in last
    assert {"0", "1", "2", "31", "32", "33"} >= set(re.findall("\x1b\\[(\\d+)m", first + second))
    assert ["approved"] == [one[1] for one in records(tmp_path)]


def _until(descriptor: int, end: str) -> str:
    """What the terminal shows until a text appears."""
    shown, limit = b"", time.monotonic() + 20
    while end not in shown.decode("utf-8", "replace") and time.monotonic() < limit:
        if select.select([descriptor], [], [], 1)[0]:
            shown += os.read(descriptor, 65536)
    return shown.decode("utf-8", "replace")


def test_export_and_import(tmp_path: Path) -> None:
    """Out as one file, back as a small one; a second import changes nothing."""
    out = run(garden(tmp_path), "review", "export", "es")
    site(tmp_path, {"answer.json": answer((WAIT, "approved", ""), ("More", "rejected", "too short"))})
    answered = ["review", "import", "es", str(tmp_path / "answer.json"), "--by", "ana"]
    done, again = run(tmp_path, *answered), run(tmp_path, *answered)

    assert (0, f"{tmp_path}/review-es.html: 3 pages, 13 texts to review") == (out.code, out.out.splitlines()[0])
    assert "i18n review import es FILE.json --by ID" in out.out
    assert (0, "locales/es/reviews.jsonl: 1 approved, 1 rejected, 0 entered before, 0 left out\n") == (
        done.code,
        done.out,
    )
    assert (0, "locales/es/reviews.jsonl: 0 approved, 0 rejected, 2 entered before, 0 left out\n") == (
        again.code,
        again.out,
    )
    assert 2 == len(records(tmp_path))


def test_import_of_what_is_gone(tmp_path: Path) -> None:
    """What cannot be entered is listed with its place in the file, and the command ends with 1."""
    text = answer((WAIT, "approved", ""), ("More", "approved", ""))
    garden(tmp_path, {"More": "Además"}, more={"answer.json": text})
    done = run(tmp_path, "review", "import", "es", str(tmp_path / "answer.json"), "--by", "ana")

    assert (1, "locales/es/reviews.jsonl: 1 approved, 0 rejected, 0 entered before, 1 left out\n") == (
        done.code,
        done.out,
    )
    assert "answer.json:15: error: review.gone: the translation is another one now" in done.err


def test_import_of_what_is_not_ours(tmp_path: Path) -> None:
    """A file that is not ours is refused whole, with exit code 2."""
    garden(tmp_path, more={"answer.json": "{}"})
    done = run(tmp_path, "review", "import", "es", str(tmp_path / "answer.json"), "--by", "ana")

    assert (2, "", True) == (done.code, done.out, "no file that a review sends back" in done.err)


def test_four_eyes(tmp_path: Path) -> None:
    """It is said how many approvals still need another person's."""
    config = '[site]\nlocales = ["es"]\n[policy]\npreset = "strict"\nfour-eyes = true\n'
    garden(tmp_path, more={"i18n.toml": config, "answer.json": answer((WAIT, "approved", ""))})
    done = run(tmp_path, "review", "import", "es", str(tmp_path / "answer.json"), "--by", "ana")

    assert "1 of the critical ones still wait for the approval of another person too.\n" in done.out


@pytest.mark.parametrize("arguments", [["--help"], ["export", "--help"], ["import", "--help"]])
def test_help(arguments: list[str]) -> None:
    """Each has its help with an example."""
    done = CliRunner().invoke(main, ["review", *arguments])

    assert 0 == done.exit_code
    assert re.search(r"Example:\n +i18n review ", done.output)
