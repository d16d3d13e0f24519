"""A small catalog made to attack, and its correct twin: what is named, and what visitors get (S-01, S-04, H-08)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import html5lib
import pytest

from tests.helpers import run, site

pytestmark = pytest.mark.corpus

CATALOG = "locales/fr/LC_MESSAGES/messages.po"
TOML = '[site]\ntitle = "Clinic"\n[policy]\nunrecorded = "show"\n'
MARKED = TOML + '[critical]\n"dose.md" = "dose"\n'
REASONS = {
    # beginning of the source: reasons for which its string is named; those for which a gate refuses it
    "Dose": ({"markup.html"}, {"ordinary", "critical"}),
    "Take **0.5 mg/kg**": ({"numbers.changed", "negation.lost"}, {"critical"}),
    "Call [our nurse]": ({"markup.link", "markup.html"}, {"ordinary", "critical"}),
    "Do not eat": ({"negation.lost"}, set()),
    "The tablet": ({"numbers.unit"}, {"critical"}),
    "Rest for 24 hours": ({"numbers.order"}, set()),
    "Our number": ({"numbers.changed"}, {"critical"}),
}
EACH = pytest.mark.parametrize(
    ("mode", "toml"), [("ordinary", TOML), ("critical", MARKED)], ids=["ordinary", "critical"]
)
HOME = "clinic.example"
"""The one place outside that the author names."""


class Seen(NamedTuple):
    """What a browser makes of a page."""

    scripts: int
    """Elements and attributes with a program, and addresses that run one."""
    foreign: int
    """Addresses that lead to another place than the author's."""
    blocks: list[str]
    """The words of each block."""


def seen(page: Path) -> Seen:
    document = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    every = [one for one in document.iter() if isinstance(one.tag, str)]
    values = [value.strip() for one in every for value in one.attrib.values()]
    scripts = sum(one.tag in ("script", "iframe", "object", "embed") for one in every)
    scripts += sum(name.startswith("on") for one in every for name in one.attrib)
    scripts += sum(re.match(r"(?i)\s*(javascript|vbscript|data):", value) is not None for value in values)
    hosts = [urlsplit(value).hostname for value in values if re.match(r"(?i)[a-z][a-z0-9+.-]*:|[/\\]{2}", value)]
    main = document.find(".//main")
    assert main is not None
    own = [one for one in main.iter() if one.tag in ("h1", "p") and "i18n-notice" not in one.get("class", "")]
    inside = {id(part) for one in main.iter("aside") for part in one.iter()}
    blocks = ["".join(one.itertext()) for one in own if id(one) not in inside]
    return Seen(scripts, sum(host not in (None, HOME) for host in hosts), blocks)


def clinic(corpora: Path, folder: Path, toml: str) -> Path:
    for name in ("content", "locales"):
        shutil.copytree(corpora / "hostile" / name, folder / name, copy_function=shutil.copyfile)
    return site(folder, {"i18n.toml": toml})


def findings(folder: Path) -> dict[str, set[str]]:
    """What `check` says of each source: the ids."""
    found: dict[str, set[str]] = {}
    for one in json.loads(run(folder, "check", "--no-cache", "--format", "json").out)["findings"]:
        found.setdefault(one["msgid"], set()).add(one["check"])
    return found


def refused(msgids: Sequence[str], mode: str) -> list[bool]:
    return [mode in REASONS[next(start for start in REASONS if id.startswith(start))][1] for id in msgids]


@EACH
def test_every_string_is_named(corpora: Path, tmp_path: Path, mode: str, toml: str) -> None:
    """Each of the seven strings is named with its reasons, and `check` ends with 1."""
    folder = clinic(corpora, tmp_path / "site", toml)
    found = findings(folder)
    code = run(folder, "check", "--no-cache").code

    print(f"{mode}: {len(found)} of {len(REASONS)} strings named, exit code {code}")
    assert (1, len(REASONS)) == (code, len(found))
    missing = {
        start: reasons - next(checks for id, checks in found.items() if id.startswith(start))
        for start, (reasons, _) in REASONS.items()
    }
    assert {start: set() for start in REASONS} == missing


@EACH
def test_what_visitors_get(corpora: Path, tmp_path: Path, mode: str, toml: str) -> None:
    """No script, no address elsewhere; the source text stands in the place of every string that the gate refuses, and
    of the whole section where that is critical, in a draft too."""
    folder = clinic(corpora, tmp_path / "site", toml)
    codes = [run(folder, "build", "-q", "--jobs", "1", *more).code for more in ([], ["--drafts"])]
    source = seen(folder / "public/en/dose/index.html").blocks
    ids = re.findall(r"(?m)^(?:# )?(\w.+)$", (folder / "content/dose.md").read_text("utf-8"))
    held = refused(ids, mode)

    assert [1, 1] == codes
    assert len(REASONS) == len(source) == len(ids)
    for kind in ("public", "drafts"):
        page = seen(folder / kind / "fr/dose/index.html")
        shown = [here == there for here, there in zip(page.blocks, source, strict=True)]
        print(
            f"{mode}, {kind}: {page.scripts} scripts, {page.foreign} foreign addresses, "
            f"{sum(held)} strings refused, {sum(shown)} blocks in the source language"
        )
        assert (0, 0) == (page.scripts, page.foreign)
        assert [mode == "critical" or refusal for refusal in held] == shown


def test_nobody_approves_them(corpora: Path, tmp_path: Path) -> None:
    """Where the page is critical, five strings are nobody's to approve; the other two ask for a word why they are
    right, and do not bring the section back alone."""
    folder = clinic(corpora, tmp_path / "site", MARKED)
    site(folder, {"locales/reviewers.toml": '[ana]\nlanguages = ["fr"]\nroles = ["qualified-translator"]\n'})
    ana = ("--by", "ana", "--role", "qualified-translator")
    plain = run(folder, "approve", "fr", "--all", *ana)
    ids = re.findall(r"(?m)^(?:# )?(\w.+)$", (folder / "content/dose.md").read_text("utf-8"))
    anyway = run(folder, "approve", "fr", *ids, *ana, "--anyway", "--note", "so be it")
    run(folder, "build", "-q", "--jobs", "1")
    source, page = (seen(folder / f"public/{tag}/dose/index.html").blocks for tag in ("en", "fr"))

    counts = [(done.err.count("review.refused"), done.err.count("review.warned")) for done in (plain, anyway)]
    print(f"approve --all: {counts[0]} refused and warned; with --anyway: {counts[1]}")
    assert ([(5, 2), (5, 0)], source) == (counts, page)
    assert (True, True) == (plain.out.endswith(": 0 new records\n"), anyway.out.endswith(": 2 new records\n"))


@EACH
def test_correct_twin(corpora: Path, tmp_path: Path, mode: str, toml: str) -> None:
    """A correct translation of the same page has no finding of any level, and all of it can be shown."""
    folder = clinic(corpora, tmp_path / "site", toml)
    shutil.copyfile(corpora / "hostile/correct.fr.po", folder / CATALOG)
    checked = run(folder, "check", "--no-cache")
    built = run(folder, "build", "-q", "--jobs", "1", "--drafts")
    page = folder / "drafts/fr/dose/index.html"

    print(f"{mode}, correct: {checked.out.strip()}")
    assert (0, "7 strings in 1 language: nothing found\n", "") == (checked.code, checked.out, checked.err)
    assert (0, False) == (built.code, "data-i18n-fallback" in page.read_text("utf-8"))
