"""What a reviewer is shown of each message, and what becomes of an edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n.errors import CatalogError, LedgerError, UsageError
from i18n.model import MessageKey, State
from i18n.pipeline.deciding import Who
from i18n.pipeline.reviewing import Item, Review, Word, chosen, decide, edit, review
from tests.helpers import catalog
from tests.reviewing import CHANGED, ES, LEDGER, PLURAL, STRINGS, WAIT, garden, pair, records

ANA = Who("ana", "qualified-translator")


def item(found: Review, id: str) -> Item:
    return found.items[MessageKey(None, id)]


def test_one_message(tmp_path: Path) -> None:
    """A message comes with its places in words, its class of harm, the glossary's terms and its own place."""
    found = review(garden(tmp_path), "es")
    wait, tea = item(found, WAIT), item(found, "A quiet *day* with [tea](visit.md).")

    assert [("content/visit.md", 11, "Visit", "Driving", "paragraph")] == [tuple(spot) for spot in wait.spots]
    assert ("driving", ("Keep the number.",)) == (wait.source.critical, wait.source.comments)
    assert [("tea", ("té",), ("infusión",), "The drink")] == [
        (term.term, term.translations, term.forbidden, term.note) for term in tea.terms
    ]
    assert (*pair(WAIT), ES) == (wait.src, wait.tgt, wait.path)
    assert (tmp_path / ES).read_text("utf-8").splitlines()[wait.line - 1].startswith("msgid")


def test_states(tmp_path: Path) -> None:
    """What is missing, fuzzy or refused by the gate cannot be decided about; all else can."""
    found = review(garden(tmp_path, {"More": "<b>Más</b>", "Press": ""}), "es")

    assert State.UNRECORDED is item(found, "Front").state
    assert State.FUZZY is item(found, "Come back.").state
    assert State.REFUSED is item(found, "More").state
    assert State.UNTRANSLATED is item(found, "Press").state
    assert {"Come back.", "More", "Press"} == {one.key.id for one in found.items.values() if not one.fit}
    assert {"markup.html"} <= {one.check for one in item(found, "More").findings}


def test_a_message_that_no_catalog_has(tmp_path: Path) -> None:
    """A new text of the sources has no string and no catalog yet."""
    found = review(garden(tmp_path, more={"content/new.md": "Fresh.\n"}), "es")

    assert (State.UNTRANSLATED, "", "") == (
        item(found, "Fresh.").state,
        item(found, "Fresh.").path,
        item(found, "Fresh.").domain,
    )


def test_several_catalogs(tmp_path: Path) -> None:
    """Of two catalogs that have a message, the one with the finished string counts, as in a build."""
    other = "locales/es/LC_MESSAGES/other.po"
    garden(tmp_path, {"Front": ""}, {other: catalog({"Front": "Entrada", "Visit": "Otra visita"})})
    found = review(tmp_path, "es")

    assert (other, ("Entrada",)) == (item(found, "Front").path, item(found, "Front").message.strings)
    assert (ES, ("Visita",)) == (item(found, "Visit").path, item(found, "Visit").message.strings)


@pytest.mark.parametrize("glossary", ["", "term,translation\n", "term,translation\n,té\n"])
def test_glossaries_without_terms(tmp_path: Path, glossary: str) -> None:
    """A glossary that has no terms, or a row that cannot be used, shows none; so does a language without one."""
    garden(tmp_path, more={"locales/es/glossary.csv": glossary})
    with_file = [one.terms for one in review(tmp_path, "es").items.values()]
    (tmp_path / "locales/es/glossary.csv").unlink()
    without = [one.terms for one in review(tmp_path, "es").items.values()]

    assert {()} == set(with_file) == set(without)


def test_findings_that_were_waived(tmp_path: Path) -> None:
    """What somebody with the right to it waived is no finding any more."""
    from i18n.pipeline import waive

    garden(tmp_path, {"Rest at home.": "Descanse en en casa."})
    before = item(review(tmp_path, "es"), "Rest at home.").findings
    for check in {one.check for one in before}:
        waive(tmp_path, "es", ANA._replace(note="the style of the house"), "Rest at home.", check)

    assert before
    assert () == item(review(tmp_path, "es"), "Rest at home.").findings


def test_choose(tmp_path: Path) -> None:
    """Pages and critical text choose among what can be decided, in the order in which the site is read."""
    found = review(garden(tmp_path), "es")

    assert ["Driving", WAIT, "Rest at home."] == [one.key.id for one in chosen(found, critical=True)]
    assert ["Front", "About us"] == [one.key.id for one in chosen(found, pages=["content/index.md"])][:2]
    with pytest.raises(UsageError, match=r"did you mean 'content/visit\.md'"):
        chosen(found, pages=["content/visits.md"])


def test_decisions(tmp_path: Path) -> None:
    """Every decision is about exactly the pair that was shown; who said what is with the message afterwards."""
    found = review(garden(tmp_path), "es")
    words = [Word(item(found, "Front"), "approved"), Word(item(found, WAIT), "rejected", "24 horas de qué")]
    done = decide(tmp_path, found, ANA, words)
    after = review(tmp_path, "es")

    assert [1, 1] == [one.records for one in done]
    assert (State.APPROVED, "approved") == (item(after, "Front").state, item(after, "Front").said("ana"))
    assert (State.REJECTED, "rejected") == (item(after, WAIT).state, item(after, WAIT).said("ana"))
    assert "" == item(after, "Front").said("luis")
    assert [(pair(WAIT)[0], "rejected", "ana", "qualified-translator", "24 horas de qué")] == records(tmp_path)[1:]


def test_a_pair_that_changed_meanwhile(tmp_path: Path) -> None:
    """Nobody approves a string that was put there after they looked."""
    found = review(garden(tmp_path), "es")
    garden(tmp_path, {"Front": "Fachada"})
    (done,) = decide(tmp_path, found, ANA, [Word(item(found, "Front"), "approved")])

    assert (0, 0) == (done.chosen, done.records)


def test_an_approval_that_is_not_enough(tmp_path: Path) -> None:
    """Under four eyes one approval makes critical text a person's work, no more."""
    config = '[site]\nlocales = ["es"]\n[policy]\npreset = "strict"\nfour-eyes = true\n'
    found = review(garden(tmp_path, more={"i18n.toml": config}), "es")
    (done,) = decide(tmp_path, found, ANA, [Word(item(found, WAIT), "approved")])

    assert (1, 1) == (done.records, done.waiting)
    assert State.TRANSLATED is item(review(tmp_path, "es"), WAIT).state


def test_edit(tmp_path: Path) -> None:
    """A new string stands in the catalog, all else keeps its bytes, and the ledger says whose work it is."""
    found = review(garden(tmp_path), "es")
    before = (tmp_path / ES).read_text("utf-8")

    assert () == edit(tmp_path, found, item(found, "Front"), ("Bienvenida",), by="ana")
    assert before.replace('"Portada"', '"Bienvenida"') == (tmp_path / ES).read_text("utf-8")
    assert [(pair("Front")[0], "translated", "ana", "translator", "")] == records(tmp_path)
    assert State.TRANSLATED is item(review(tmp_path, "es"), "Front").state


def test_edit_that_the_gate_refuses(tmp_path: Path) -> None:
    """What would never be shown is not entered, and it is said why."""
    found = review(garden(tmp_path), "es")
    before = (tmp_path / ES).read_bytes()
    problems = edit(tmp_path, found, item(found, WAIT), ("Espere 2 horas. <script>x</script>",), by="ana")

    assert {"markup.html", "placeholders.missing"} <= {one.check for one in problems}
    assert before == (tmp_path / ES).read_bytes()
    assert [] == records(tmp_path)


def test_edit_of_a_string_that_changed(tmp_path: Path) -> None:
    """Nothing that somebody wrote in the meantime is overwritten."""
    found = review(garden(tmp_path), "es")
    garden(tmp_path, {"Front": "Fachada"})

    with pytest.raises(UsageError, match="was changed in locales/es"):
        edit(tmp_path, found, item(found, "Front"), ("Bienvenida",), by="ana")
    with pytest.raises(UsageError, match="'bob' is not in"):
        edit(tmp_path, found, item(found, "Front"), ("Bienvenida",), by="bob")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Nobody vouches for half of a catalog, or with half of a ledger."""
    garden(tmp_path, more={LEDGER: "{}\n"})
    with pytest.raises(LedgerError):
        review(tmp_path, "es")
    (tmp_path / LEDGER).unlink()
    (tmp_path / ES).write_text(catalog(STRINGS, more=f'{PLURAL}\n{CHANGED}\nmsgid "x'), "utf-8")
    with pytest.raises(CatalogError):
        review(tmp_path, "es")
