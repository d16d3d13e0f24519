"""Real translations and a hostile catalog through `i18n check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from tests.helpers import Ran, run

pytestmark = pytest.mark.corpus

REASONS = {
    "Dose": "markup.html",
    "Take **0.5 mg/kg**": "numbers.changed",
    "Call [our nurse]": "markup.link",
    "Do not eat": "negation.lost",
    "The tablet": "numbers.unit",
    "Rest for 24 hours": "numbers.order",
    "Our number": "numbers.changed",
}
"""How each source of the hostile catalog begins, and a check that must name its string."""


def copy(corpora: Path, folder: Path, catalog: str) -> Path:
    """The hostile site with one of its catalogs."""
    shutil.copytree(corpora / "hostile" / "content", folder / "content")
    target = folder / "locales/fr/LC_MESSAGES/messages.po"
    target.parent.mkdir(parents=True)
    shutil.copy(corpora / "hostile" / catalog, target)
    return folder


def checked(folder: Path) -> Ran:
    """What `i18n check` says when it remembers nothing."""
    return run(folder, "check", "--no-cache")


def test_hostile_catalog(corpora: Path, tmp_path: Path) -> None:
    """Every string of the hostile catalog is named with its reason, and the command ends with 1."""
    catalog = "locales/fr/LC_MESSAGES/messages.po"
    done = checked(copy(corpora, tmp_path / "site", catalog))
    entries = polib.pofile(str(corpora / "hostile" / catalog))
    said = {
        entry.msgid: [line for line in done.out.split("\n") if line.startswith(f"{catalog}:{entry.linenum + 1}:")]
        for entry in entries
    }

    assert 1 == done.code
    assert [] == [
        (begin, check)
        for begin, check in REASONS.items()
        if not any(check in line for msgid, found in said.items() if msgid.startswith(begin) for line in found)
    ]
    assert len(REASONS) == len(entries)


def test_correct_catalog(corpora: Path, tmp_path: Path) -> None:
    """A correct translation of the same page raises nothing."""
    done = checked(copy(corpora, tmp_path / "site", "correct.fr.po"))

    assert (0, "7 strings in 1 language: nothing found\n") == (done.code, done.out + done.err)
