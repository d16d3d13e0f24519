"""The session in a terminal, driven by a list of lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from i18n.errors import UsageError
from i18n.review.terminal import Ended, Screen, Wanted, run
from tests.helpers import catalog
from tests.reviewing import CHANGED, ES, LEDGER, PLURAL, STRINGS, WAIT, garden, pair, records

ANA = Wanted("ana")


class Talk:
    """What was said in a session, and how it ended."""

    def __init__(
        self,
        folder: Path,
        *lines: str,
        wanted: Wanted = ANA,
        edit: Callable[[str], str | None] = lambda text: None,
        colour: bool = False,
    ) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        waiting = iter(lines)

        def ask(question: str) -> str | None:
            self.asked.append(question)
            return next(waiting, None)

        self.end: Ended = run(folder, "es", wanted, Screen(self.said.append, ask, edit, colour))
        self.text = "\n".join(self.said)


def machine(hashes: tuple[str, str], by: str, note: str) -> str:
    """A line of the ledger."""
    fields = {"v": 1, "locale": "es", "act": "machine", "at": "2026-10-01T00:00:00Z", "origin": "machine"}
    return json.dumps({**fields, "src": hashes[0], "tgt": hashes[1], "by": by, "note": note}) + "\n"


def test_what_is_shown(tmp_path: Path) -> None:
    """Place, source, string, the author's words, findings, terms, state and records, one below the other."""
    line = machine(pair(WAIT), "nmt", "a draft")
    garden(tmp_path, {"Rest at home.": "Descanse en en casa."}, more={LEDGER: line})
    text = Talk(tmp_path, "s", "s", "s", wanted=ANA._replace(critical=True)).text

    assert (
        """\
--- 2 of 3 ---
content/visit.md:11 (paragraph, critical: driving)  Visit > Driving
source (en)
  | Wait 24 hours before you drive, and call {practice.phone}.
string (es)
  | Espere 24 horas antes de conducir, y llame al {practice.phone}.
note: Keep the number.
state: machine, locales/es/LC_MESSAGES/site.po:"""
        in text
    )
    assert "  2026-10-01 machine by nmt (translator): a draft\n" in text
    assert "warning: language.doubled:" in text


def test_glossary(tmp_path: Path) -> None:
    """A term comes with its translations, what not to write, and the note."""
    text = Talk(garden(tmp_path), "s", "s", "q").text

    assert "glossary: tea: té; not: infusión (The drink)" in text


def test_finding_about_critical_text(tmp_path: Path) -> None:
    """`a` alone does not approve critical text with a finding; words behind it say why it is right all the same."""
    garden(tmp_path, {WAIT: "Espere 24 horas horas antes de conducir, y llame al {practice.phone}."})
    talk = Talk(tmp_path, "s", "a", "a a refrain", "q", wanted=ANA._replace(critical=True))

    assert "Not entered: " in talk.text
    assert "language.doubled: " in talk.text
    assert "say in a remark why it is right all the same" in talk.text
    assert [("approved", "a refrain")] == [(one[1], one[4]) for one in records(tmp_path)]


def test_approve_and_reject(tmp_path: Path) -> None:
    """A letter and Enter decide; a note may stand behind it, and a rejection asks for one."""
    talk = Talk(garden(tmp_path), "a", "approve good", "r too cold", "reject", "no", "q")

    assert Ended(2, 2, 0, 9) == talk.end
    assert [
        ("approved", ""), ("approved", "good"), ("rejected", "too cold"), ("rejected", "no"),
    ] == [(act, note) for _, act, _, _, note in records(tmp_path)]  # fmt: skip


def test_goes_on_where_it_ended(tmp_path: Path) -> None:
    """What this person decided, or is approved, is not asked again, unless that is wanted."""
    Talk(garden(tmp_path), "a", "r no", "s", "q")
    mine = Talk(tmp_path)
    other = Talk(tmp_path, wanted=Wanted("luis", "clinician"))
    again = Talk(tmp_path, wanted=ANA._replace(again=True))

    assert ["--- 1 of 11 ---", "--- 1 of 12 ---", "--- 1 of 13 ---"] == [talk.said[1] for talk in (mine, other, again)]
    assert "A quiet" in mine.text
    assert "About us" in other.text


def test_back(tmp_path: Path) -> None:
    """One can go back, see what was decided, and decide otherwise."""
    talk = Talk(garden(tmp_path), "b", "a", "b", "r no", "q")

    assert "you: approved" in talk.text
    assert Ended(0, 1, 0, 12) == talk.end
    assert ["approved", "rejected"] == [act for _, act, _, _, _ in records(tmp_path)]


def test_nothing_decided(tmp_path: Path) -> None:
    """Skipping, ending, an unknown letter and a rejection without a word enter nothing."""
    talk = Talk(garden(tmp_path), "s", "x", "", "r", "", "q")

    assert Ended(0, 0, 0, 13) == talk.end
    assert 2 == talk.text.count("Type one of these letters")
    assert "a translator has to know what is wrong" in talk.text
    assert [] == records(tmp_path)


def test_through_to_the_end(tmp_path: Path) -> None:
    """After the last message the session ends by itself; the next one has nothing to ask."""
    assert Ended(13, 0, 0, 0) == Talk(garden(tmp_path), *["a"] * 13, "a").end
    assert ["Nothing is left to review here."] == Talk(tmp_path).said


def test_one_page(tmp_path: Path) -> None:
    """Pages choose among the messages."""
    assert "--- 1 of 4 ---" == Talk(garden(tmp_path), wanted=ANA._replace(pages=("content/index.md",))).said[1]


def test_edit(tmp_path: Path) -> None:
    """A new string goes through the gate into the catalog, and is shown again as this person's work."""
    talk = Talk(garden(tmp_path), "e", "a", "q", edit=lambda text: text.replace("Portada", "Bienvenida"))

    assert Ended(1, 0, 1, 12) == talk.end
    assert 'msgstr "Bienvenida"' in (tmp_path / ES).read_text("utf-8")
    assert "state: translated" in talk.text
    assert ["translated", "approved"] == [act for _, act, _, _, _ in records(tmp_path)]


def test_edit_under_four_eyes(tmp_path: Path) -> None:
    """Who wrote a critical string does not approve it where the policy wants four eyes."""
    config = '[site]\nlocales = ["es"]\n[policy]\npreset = "strict"\nfour-eyes = true\n'
    garden(tmp_path, more={"i18n.toml": config})
    critical = ANA._replace(critical=True)
    talk = Talk(tmp_path, "e", "a", "s", "a", wanted=critical, edit=lambda text: text.replace("Conducir", "Manejar"))

    assert "Not entered: 'Driving' was translated by 'ana'; somebody else approves" in talk.text
    assert "still not shown as approved" in talk.text


def test_edit_that_is_refused(tmp_path: Path) -> None:
    """What the gate refuses is not entered, and stands in the editor again at the next try."""
    seen: list[str] = []

    def edit(text: str) -> str:
        seen.append(text)
        return text.replace("Portada", "<b>Portada</b>") if len(seen) == 1 else text.replace("<b>Portada</b>", "Hola")

    talk = Talk(garden(tmp_path), "e", "e", "q", edit=edit)

    assert "error: markup.html:" in talk.text
    assert "Not entered. Press e to correct it." in talk.text
    assert "<b>Portada</b>" in seen[1]
    assert 'msgstr "Hola"' in (tmp_path / ES).read_text("utf-8")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda text: None, "Nothing was changed."),
        (lambda text: text, "Nothing was changed."),
        (lambda text: "# a remark\n" + text, "Nothing was changed."),
        (lambda text: text + '"', "Not entered: "),
        (lambda text: text.replace("Front", "Back"), "Not entered: the source text was changed too"),
    ],
)
def test_edit_that_changes_nothing(tmp_path: Path, edit: Callable[[str], str | None], said: str) -> None:
    """An editor that is closed without a change, or leaves something else, changes nothing."""
    before = (garden(tmp_path) / ES).read_bytes()
    talk = Talk(tmp_path, "e", "q", edit=edit)

    assert said in talk.text
    assert before == (tmp_path / ES).read_bytes()


def test_a_string_that_changed_meanwhile(tmp_path: Path) -> None:
    """Nobody approves what they did not see."""
    garden(tmp_path)

    def edit(text: str) -> None:
        (tmp_path / ES).write_text(catalog({**STRINGS, "Front": "Otra"}, more=f"{PLURAL}\n{CHANGED}"), "utf-8")

    talk = Talk(tmp_path, "e", "a", "q", edit=edit)

    assert "Not entered: the message was changed meanwhile" in talk.text


def test_who(tmp_path: Path) -> None:
    """Who did not say so on the command line is asked once for the id, and for the role where there are several."""
    garden(tmp_path)
    talk = Talk(tmp_path, "luis", "clinician", "a", "q", wanted=Wanted())
    first = Talk(tmp_path, "luis", "", "a", "q", wanted=Wanted())

    assert ["Your id: ", "Role (qualified-translator, clinician): "] == talk.asked[:2] == first.asked[:2]
    assert ["clinician", "qualified-translator"] == [role for _, _, _, role, _ in records(tmp_path)]
    with pytest.raises(UsageError, match="'bob' is not in"):
        Talk(tmp_path, "bob", wanted=Wanted())
    with pytest.raises(UsageError, match="has the roles qualified-translator, not 'editor'"):
        Talk(tmp_path, wanted=Wanted("ana", "editor"))


def test_anybody_where_nobody_is_listed(tmp_path: Path) -> None:
    """Without a file of reviewers any id will do, in any role."""
    garden(tmp_path, more={"i18n.toml": '[site]\nlocales = ["es"]\n'})
    (tmp_path / "locales/reviewers.toml").unlink()
    Talk(tmp_path, "a", "q", wanted=Wanted("zoe", "editor"))

    assert [("zoe", "editor")] == [(by, role) for _, _, by, role, _ in records(tmp_path)]


def test_somebody_without_a_role(tmp_path: Path) -> None:
    """Who is listed without a role is told so."""
    garden(tmp_path, more={"locales/reviewers.toml": '[eva]\nlanguages = ["es"]\nroles = []\n'})

    with pytest.raises(UsageError, match="'eva' has no role"):
        Talk(tmp_path, wanted=Wanted("eva"))


def test_terminal_is_not_obeyed(tmp_path: Path) -> None:
    """Control characters and direction overrides of strings, notes and records are written out (S-22)."""
    line = machine(pair("Front", "Por\u2028tada"), "a\x1b[2J", "x\u202ey")
    page = "---\ntitle: Front\n---\n\n<!-- i18n: comment Look\u202e here. -->\nWell.\n"
    garden(tmp_path, {"Front": "Por\u2028tada", "Well.": "Bien\u2067."}, more={LEDGER: line, "content/index.md": page})
    talk = Talk(tmp_path, *["s"] * 20, wanted=ANA._replace(again=True))

    assert "\x1b" not in talk.text
    assert "\u202e" not in talk.text


def test_colours(tmp_path: Path) -> None:
    """On a terminal with colours, headings and changes are coloured; the words are the same."""
    previous = '#| msgid "Backside"\nmsgid "Back"\nmsgstr "Dorso"\n'
    page = "---\ntitle: Back\n---\n\nRest at home.\n"
    garden(tmp_path, more={"content/index.md": page})
    path = tmp_path / ES
    path.write_text(path.read_text("utf-8") + "\n" + previous, "utf-8")
    plain, coloured = (Talk(tmp_path, "s", "q", colour=colour).text for colour in (False, True))

    assert "  | [-Backside-]{+Back+}" in plain
    assert "\x1b[31m[-Backside-]\x1b[0m\x1b[32m{+Back+}\x1b[0m" in coloured
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"):
        coloured = coloured.replace(code, "")
    assert plain == coloured


def test_many_places(tmp_path: Path) -> None:
    """Of a text that stands in many places three are named."""
    pages = {f"content/p{number}.md": "Rest at home.\n" for number in range(5)}
    talk = Talk(garden(tmp_path, more=pages), wanted=ANA._replace(pages=("content/p0.md",)))

    assert "and 3 more places" in talk.text
