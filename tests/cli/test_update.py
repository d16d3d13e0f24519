"""An update with what others know, and with what the author says of an edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import catalog, run, site, tree

ES, MX, LEDGER = (
    "locales/es/LC_MESSAGES/site.po",
    "locales/es_MX/LC_MESSAGES/site.po",
    "locales/es/reviews.jsonl",
)
OLD, NEW = "Wait for twenty four hours.", "Wait for twenty-four hours."
CONFIGURATION = '[site]\ntitle = "T"\nlocales = ["en", "es", "es-MX", "fr"]\n'
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="en" segtype="paragraph" o-tmf="x" adminlang="en" datatype="plaintext"
 creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="en"><seg>Rest well.</seg></tuv><tuv xml:lang="es"><seg>Descanse bien.</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A page in three languages; one of its two paragraphs is translated into Spanish."""
    folder = site(
        tmp_path,
        {
            "i18n.toml": CONFIGURATION,
            "templates/page.html": "{{ content }}",
            "content/index.md": f"---\ntitle: Home\n---\n\n{OLD}\n\nRest well.\n",
            ES: catalog({OLD: "Espere."}),
        },
    )
    assert 0 == run(folder, "update").code
    assert 0 == run(folder, "record", "es", "--origin", "human", "--by", "ana").code
    return folder


def edit(folder: Path, old: str, new: str, name: str = "content/index.md") -> None:
    path = folder / name
    path.write_text(path.read_text().replace(old, new))


def entry(folder: Path, id: str, name: str = ES) -> str:
    """The lines of a message without its comments."""
    entries = (folder / name).read_text().split("\n\n")
    found = next(one for one in entries if f'\nmsgid "{id}"' in one)
    return "\n".join(line for line in found.splitlines() if not line.startswith(("#.", "#:")))


def vouch(folder: Path, *more: str) -> tuple[int, str]:
    ran = run(folder, "update", *more, "--because", "a hyphen was missing", "--by", "ben")
    return ran.code, ran.err


@pytest.mark.parametrize("chosen", [("--typo", NEW), ("--typo-page", "content/index.md")])
def test_typing_error_keeps_its_translation(made: Path, chosen: tuple[str, str]) -> None:
    """The string stays, without a mark, and the ledger says for which pair, why and who; the state comes along."""
    edit(made, OLD, NEW)

    assert (0, "") == vouch(made, *chosen)
    assert f'msgid "{NEW}"\nmsgstr "Espere."' == entry(made, NEW)
    first, last = [json.loads(line) for line in (made / LEDGER).read_text().splitlines()]
    assert ("typo", "ben", "editor", "a hyphen was missing") == tuple(
        last[name] for name in ("act", "by", "role", "note")
    )
    assert (first["src"], first["tgt"]) == (last["before"], last["tgt"])
    assert (
        '"translated": 1' in run(made, "status", "es", "--format", "json").out or "1" in run(made, "status", "es").out
    )
    before = tree(made)
    assert 0 == run(made, "update").code
    assert before == tree(made)


def test_without_a_word_of_the_author(made: Path) -> None:
    """The same edit is a suggestion."""
    edit(made, OLD, NEW)

    assert 0 == run(made, "update").code
    assert f'#, fuzzy\n#| msgid "{OLD}"\nmsgid "{NEW}"\nmsgstr "Espere."' == entry(made, NEW)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--typo", NEW), "needs a reason and a name: --because TEXT --by ID"),
        (("--typo", NEW, "--because", "x"), "needs a reason and a name"),
        (("--typo", OLD, "--because", "x", "--by", "ben"), "is not in the sources"),
        (("--typo-page", "content/no.md", "--because", "x", "--by", "ben"), "'content/no.md' is not in the sources"),
    ],
)
def test_what_the_author_has_to_say(made: Path, arguments: tuple[str, ...], problem: str) -> None:
    """A reason, a name, and texts and pages that are there; else nothing is done."""
    edit(made, OLD, NEW)
    before = tree(made)
    ran = run(made, "update", *arguments)

    assert 2 == ran.code
    assert problem in ran.err
    assert before == tree(made)


@pytest.mark.parametrize("chosen", [("--typo", NEW), ("--typo-page", "content/index.md")])
def test_critical_text_is_refused_by_name(made: Path, chosen: tuple[str, str]) -> None:
    """Nobody may say of an edit of critical text that its translations need no look; nothing is done."""
    edit(made, "title: Home", "title: Home\ncritical: dose")
    edit(made, OLD, NEW)
    before = tree(made)
    code, problem = vouch(made, *chosen)

    assert (2, before) == (code, tree(made))
    assert repr(NEW) in problem
    assert "critical" in problem


def test_dry_run_records_nothing(made: Path) -> None:
    """It says what would change and writes no byte."""
    edit(made, OLD, NEW)
    before = tree(made)

    assert 0 == vouch(made, "--typo", NEW, "--dry-run")[0]
    assert before == tree(made)


@pytest.mark.parametrize(
    ("name", "text"), [("house.po", catalog({"Rest well.": "Descanse bien."})), ("house.tmx", TMX)]
)
def test_memory(made: Path, name: str, text: str) -> None:
    """What others translated is a suggestion with their name, and asking again changes nothing."""
    memory = site(made / "elsewhere", {name: text}) / name

    assert 0 == run(made, "update", "es", "--memory", str(memory)).code
    assert f'# i18n: suggested by {name}\n#, fuzzy\nmsgid "Rest well."\nmsgstr "Descanse bien."' == entry(
        made, "Rest well."
    )
    assert 0 == run(made, "update", "es", "--memory", str(memory), "--check").code


def test_memory_of_another_language(made: Path) -> None:
    """A file that is about none of the languages, or does not say about which, is named."""
    other = site(
        made / "elsewhere",
        {
            "de.po": catalog({"Rest well.": "Ruhe."}, language="de"),
            "x.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n',
        },
    )

    assert "has nothing for es" in run(made, "update", "es", "--memory", str(other / "de.po")).err
    assert "does not say its language" in run(made, "update", "--memory", str(other / "x.po")).err
    assert 0 == run(made, "update", "es", "--memory", str(other / "x.po")).code


def test_variant_of_the_language(made: Path) -> None:
    """Mexican Spanish is offered what Spanish has, with its tag, and French is not."""
    assert 0 == run(made, "update").code
    assert f'# i18n: suggested by es\n#, fuzzy\nmsgid "{OLD}"\nmsgstr "Espere."' == entry(made, OLD, MX)
    assert f'msgid "{OLD}"\nmsgstr ""' == entry(made, OLD, "locales/fr/LC_MESSAGES/site.po")


def test_broken_variant(made: Path) -> None:
    """A catalog that cannot be read is nobody's variant, and does not stop the update of another language."""
    (made / MX).write_text('msgid "', encoding="utf-8")

    assert 0 == run(made, "update", "es").code
