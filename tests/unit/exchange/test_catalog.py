"""Between a catalog and units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from i18n import po
from i18n.exchange import STATES, Unit, Units, fingerprint, is_stable, stable_id
from i18n.exchange.catalog import Entered, enter, state_of, units_of
from i18n.model import Catalog, Message, MessageKey, Reference, Source, Template

CATALOG = po.read(
    b"""\
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

# ask Ana
#. paragraph
#: content/a.md#top
msgid "Hello"
msgstr "Hola"

#, fuzzy
#| msgid "Old bye"
msgid "Bye"
msgstr "Chao"

msgctxt "menu"
msgid "Open"
msgstr "Abrir"

msgctxt "state"
msgid "Open"
msgstr "Abierto"

msgid "{num} hour"
msgid_plural "{num} hours"
msgstr[0] "{num} hora"
msgstr[1] ""

msgid "Empty"
msgstr ""

msgid "Gone"
msgstr "Ido"
""",
    "locales/es/LC_MESSAGES/site.po",
    domain="site",
    locale="es",
)


def _source(message: Message) -> Source:
    page = "content/b.md" if message.key.id == "Empty" else "content/a.md"
    critical = "dose" if message.key.id == "Bye" else None
    return Source(message.key, message.plural_id, ("markdown",), (), (Reference(page, "top"),), critical=critical)


TEMPLATE = Template("site", {key: _source(one) for key, one in CATALOG.messages.items() if key.id != "Gone"})
UNITS = units_of([CATALOG], TEMPLATE)


def brought(*units: Unit, catalog: Catalog = CATALOG, theirs: bool = False, finished: bool = False) -> Entered:
    return enter([catalog], Units("en", "es", units), "work.xlf", theirs=theirs, finished=finished)


def exported(text: str, context: str | None = None) -> Unit:
    return next(one for one in UNITS if one.key == MessageKey(context, text))


def checks(entered: Entered) -> list[str]:
    return [one.check for one in entered.diagnostics]


def strings(entered: Entered, text: str, context: str | None = None) -> tuple[str, ...]:
    return entered.catalogs[0].messages[MessageKey(context, text)].strings


def ids(units: Iterable[Unit]) -> list[str]:
    return [one.key.id for one in units]


# --- out -----------------------------------------------------------------------------------------


def test_unit_of_a_message() -> None:
    """A unit has all that the entry says, the source's place, and what tells whether it was changed."""
    expected = Unit(
        MessageKey(None, "Bye"),
        strings=("Chao",),
        state="fuzzy",
        previous="Old bye",
        references=("content/a.md#top",),
        critical="dose",
        id=stable_id(MessageKey(None, "Bye"), None),
        shown=fingerprint(("Chao",), "fuzzy"),
    )

    assert expected == exported("Bye")
    assert ("paragraph", "ask Ana") == (exported("Hello").notes, exported("Hello").comments)


def test_choice() -> None:
    """Messages are chosen by state and by page; those that the site no longer has stay."""
    assert ["Hello", "Bye", "Open", "Open", "{num} hour", "Empty"] == ids(UNITS)
    assert ["{num} hour", "Empty"] == ids(units_of([CATALOG], TEMPLATE, states=STATES[:1]))
    assert ["Empty"] == ids(units_of([CATALOG], TEMPLATE, pages=("content/b.md",)))


def test_another_plural_is_another_message() -> None:
    """A message whose plural in the source is another one has to be updated first."""
    template = Template("site", {MessageKey(None, "Hello"): Source(MessageKey(None, "Hello"), "Hellos", (), (), ())})

    assert () == units_of([CATALOG], template)


def test_ids_are_stable() -> None:
    """An id depends on context, text and plural alone, and looks like no number."""
    found = {stable_id(MessageKey(context, "a"), plural) for context in (None, "", "b") for plural in (None, "", "b")}

    assert 9 == len(found)
    assert all(map(is_stable, found))
    assert not is_stable("17")


# --- in ------------------------------------------------------------------------------------------


def test_nothing_changed() -> None:
    """What comes back as it left changes nothing: the catalog is the same object."""
    entered = brought(*UNITS)

    assert CATALOG is entered.catalogs[0]
    assert ((), len(UNITS), ()) == (entered.entered, entered.same, entered.diagnostics)


def test_one_string_changed() -> None:
    """A changed string is entered, and it alone."""
    entered = brought(*(replace(one, strings=("Buenas",)) if one.key.id == "Hello" else one for one in UNITS))

    assert (MessageKey(None, "Hello"),) == entered.entered
    assert ("Buenas",) == strings(entered, "Hello")
    assert [] == [
        key for key, one in entered.catalogs[0].messages.items() if key.id != "Hello" and one != CATALOG.messages[key]
    ]


@pytest.mark.parametrize(
    ("state", "finished", "expected"),
    [
        ("translated", False, ()),
        ("fuzzy", False, ("fuzzy",)),
        ("fuzzy", True, ("fuzzy",)),
        ("", False, ("fuzzy",)),
        ("", True, ()),
    ],
)
def test_states(state: str, finished: bool, expected: tuple[str, ...]) -> None:
    """A string is finished where the file says so, or says nothing and the caller does; else it is fuzzy."""
    entered = brought(replace(exported("Empty"), strings=("Vacío",), state=state), finished=finished)  # type: ignore[arg-type]

    assert expected == entered.catalogs[0].messages[MessageKey(None, "Empty")].flags


def test_fuzzy_confirmed() -> None:
    """A fuzzy string that is declared translated as it stands is no longer fuzzy, and has no previous source."""
    entered = brought(replace(exported("Bye"), state="translated"))
    message = entered.catalogs[0].messages[MessageKey(None, "Bye")]

    assert (("Chao",), (), None) == (message.strings, message.flags, message.previous)


def test_finished_reopened() -> None:
    """A string that a reviewer marks as in need of work becomes fuzzy."""
    entered = brought(replace(exported("Hello"), state="fuzzy"))

    assert entered.catalogs[0].messages[MessageKey(None, "Hello")].fuzzy


@pytest.mark.parametrize("finished", [False, True])
def test_state_left_alone(finished: bool) -> None:
    """A tool that fills in a string and leaves the state of a fuzzy one there has not said that it is finished."""
    entered = brought(replace(exported("Bye"), strings=("Adiós",)), finished=finished)
    again = brought(replace(exported("Bye"), shown=""), finished=finished)

    assert finished is not entered.catalogs[0].messages[MessageKey(None, "Bye")].fuzzy
    assert () == again.entered


def test_state_unsaid_changes_nothing() -> None:
    """A tool that drops states changes none: a fuzzy string that comes back unchanged stays fuzzy."""
    assert () == brought(replace(exported("Bye"), state=""), finished=True).entered


# --- both changed --------------------------------------------------------------------------------

NEWER = replace(
    CATALOG,
    messages=dict(CATALOG.messages)
    | {
        MessageKey(None, "Hello"): CATALOG.messages[MessageKey(None, "Hello")]._replace(strings=("Buenos días",)),
        MessageKey(None, "Bye"): Message(MessageKey(None, "Bye"), strings=("Chao",)),
        MessageKey(None, "Empty"): Message(MessageKey(None, "Empty"), strings=("Lleno",)),
    },
)


def test_newer_string_stays() -> None:
    """What changed in the catalog since the export is never overwritten silently: both strings are shown."""
    entered = brought(replace(exported("Hello"), strings=("Buenas",), line=7), catalog=NEWER)
    found = entered.diagnostics[0]

    assert NEWER is entered.catalogs[0]
    assert ("exchange.conflict", "work.xlf", 7) == (found.check, found.path, found.line)
    assert "the file has 'Buenas', the catalog 'Buenos días', which was changed since and stays" in found.message
    assert "locales/es/LC_MESSAGES/site.po:10" in found.message


def test_newer_string_for_one_that_was_empty() -> None:
    """Two translators who filled the same gap: the catalog's stays."""
    entered = brought(replace(exported("Empty"), strings=("Vacío",), state="translated"), catalog=NEWER)

    assert (["exchange.conflict"], ("Lleno",)) == (checks(entered), strings(entered, "Empty"))


def test_theirs() -> None:
    """Where it is asked for, the file's string replaces the newer one; both are shown all the same."""
    entered = brought(replace(exported("Hello"), strings=("Buenas",)), catalog=NEWER, theirs=True)

    assert (["exchange.replaced"], ("Buenas",)) == (checks(entered), strings(entered, "Hello"))
    assert "'Buenos días', which was replaced" in entered.diagnostics[0].message


def test_old_file_undoes_nothing() -> None:
    """A file that nobody touched takes back nothing that was done since it was made, confirmations included."""
    for theirs in (False, True):
        entered = brought(*UNITS, catalog=NEWER, theirs=theirs)

        assert (NEWER, ()) == (entered.catalogs[0], entered.entered)


def test_same_change_on_both_sides() -> None:
    """Both sides brought the same string: nothing is to be done."""
    entered = brought(replace(exported("Hello"), strings=("Buenos días",)), catalog=NEWER)

    assert ((), ()) == (entered.entered, entered.diagnostics)


def test_file_without_fingerprints() -> None:
    """A file that does not say what it showed fills gaps, and overwrites nothing."""
    filled = brought(replace(exported("Empty"), strings=("Vacío",), state="translated", shown=""))
    other = brought(replace(exported("Hello"), strings=("Buenas",), shown=""))

    assert ("Vacío",) == strings(filled, "Empty")
    assert (["exchange.conflict"], ("Hola",)) == (checks(other), strings(other, "Hello"))
    assert "may be newer" in other.diagnostics[0].message


def test_string_was_cleared_since() -> None:
    """A string that is gone from the catalog overwrites nothing when it comes back."""
    cleared = replace(
        CATALOG, messages=dict(CATALOG.messages) | {MessageKey(None, "Hello"): Message(MessageKey(None, "Hello"))}
    )

    assert ("Buenas",) == strings(brought(replace(exported("Hello"), strings=("Buenas",)), catalog=cleared), "Hello")


# --- what is left --------------------------------------------------------------------------------


def test_source_is_gone() -> None:
    """A unit whose source left the catalog is entered nowhere, which is said; unchanged, it is silent."""
    key = MessageKey(None, "No more")
    gone = Unit(key, None, ("Nada",), "translated", id=stable_id(key, None), shown=fingerprint(("",), "untranslated"))
    entered = brought(gone, replace(gone, shown=fingerprint(("Nada",), "translated")), replace(gone, strings=("",)))

    assert (CATALOG, ["exchange.gone"]) == (entered.catalogs[0], checks(entered))
    assert "'Nada' is entered nowhere and stays in this file" in entered.diagnostics[0].message


def test_id_of_another_text() -> None:
    """Where columns were sorted apart, an id stands beside another text: no string comes to a wrong source."""
    entered = brought(replace(exported("Hello"), key=MessageKey(None, "Empty"), strings=("Vacío",)))

    assert (CATALOG, ["exchange.source"]) == (entered.catalogs[0], checks(entered))


def test_tools_change_white_space() -> None:
    """A source whose spaces a tool took away is still the same."""
    changed = replace(exported("Hello"), key=MessageKey(None, " Hello\n"), strings=("Buenas",))

    assert ("Buenas",) == strings(brought(changed), "Hello")


def test_found_by_text() -> None:
    """A unit with an id of another tool is found by its text; where several messages have it, none is guessed."""
    one = brought(Unit(MessageKey(None, "Empty"), None, ("Vacío",), "translated", id="17"))
    context = brought(Unit(MessageKey("menu", "Open"), None, ("Abra",), "translated"), theirs=True)
    several = brought(Unit(MessageKey(None, "Open"), None, ("Abra",), "translated"))

    assert ("Vacío",) == strings(one, "Empty")
    assert ("Abra",) == strings(context, "Open", "menu")
    assert (CATALOG, ["exchange.ambiguous"]) == (several.catalogs[0], checks(several))


def test_two_strings_for_one_message() -> None:
    """A file with two different strings for one message enters neither; twice the same is once."""
    first = replace(exported("Empty"), strings=("Vacío",), state="translated", line=3)
    other = brought(first, replace(first, strings=("Hueco",), line=9))

    assert (CATALOG, ["exchange.twice"]) == (other.catalogs[0], checks(other))
    assert "lines 3, 9" in other.diagnostics[0].message
    assert ("Vacío",) == strings(brought(first, first), "Empty")


def test_string_was_taken_out() -> None:
    """A file never empties a string."""
    entered = brought(replace(exported("Hello"), strings=("",), state="untranslated"))

    assert (CATALOG, ["exchange.emptied"]) == (entered.catalogs[0], checks(entered))


def test_copy_of_the_source() -> None:
    """A copy of the source that nobody called a translation is none; one that somebody did is."""
    copy = replace(exported("Empty"), strings=("Empty",), state="")
    entered = brought(copy, finished=True)

    assert (CATALOG, ["exchange.copy"]) == (entered.catalogs[0], checks(entered))
    assert ("Empty",) == strings(brought(replace(copy, state="translated")), "Empty")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (("a", "b"), "2 forms, and the catalog has 1"),
        (("a\x07",), "control character '\\x07'"),
        (("\ud800",), "control character '\\ud800'"),
        (("a" * 70_000,), "the message has 70005 bytes; at most 65536 are kept"),
        (("#NAME?",), "'#NAME?' is what a spreadsheet makes of a formula"),
    ],
)
def test_strings_that_no_catalog_holds(found: tuple[str, ...], expected: str) -> None:
    """What would make the catalog unreadable, or is no text, is refused alone; the others are entered."""
    good = replace(exported("Hello"), strings=("Buenas",))
    entered = brought(replace(exported("Empty"), strings=found, state="translated"), good)

    assert (["exchange.string"], (good.key,)) == (checks(entered), entered.entered)
    assert expected in entered.diagnostics[0].message


def test_forms() -> None:
    """Forms are entered together; one that did not come keeps its string, and what is half filled is not fuzzy."""
    unit = exported("{num} hour")
    both = brought(replace(unit, strings=("una hora", "{num} horas"), state="translated"))
    second = brought(replace(unit, key=MessageKey(None, "{num} hours"), strings=("", "{num} horas"), state="fuzzy"))
    first = brought(replace(unit, strings=("una hora",)))

    assert ("una hora", "{num} horas") == strings(both, "{num} hour")
    assert ("{num} hora", "{num} horas") == strings(second, "{num} hour")
    assert (("una hora", ""), "untranslated") == (
        strings(first, "{num} hour"),
        state_of(first.catalogs[0].messages[unit.key]),
    )
    assert not first.catalogs[0].messages[unit.key].fuzzy


def test_line_ends_of_windows() -> None:
    """Line ends become those of the source."""
    entered = brought(replace(exported("Empty"), strings=("a\\\r\nb\rc",), state="translated"))

    assert ("a\\\nb\nc",) == strings(entered, "Empty")


def test_remarks_of_reviewers() -> None:
    """A remark that is new in the file is added to the entry as the translators' own; none is taken away."""
    entered = brought(replace(exported("Hello"), comments='why?\x07\u2028msgid "x"\n\nask Ana'))
    message = entered.catalogs[0].messages[MessageKey(None, "Hello")]

    assert ((), ("Hola",)) == (entered.entered, message.strings)
    assert '# ask Ana\n# why?\n# msgid "x"\n#. paragraph\n#: content/a.md#top\n' == message.comments
    assert CATALOG.messages.keys() == po.read(po.write(entered.catalogs[0]), "site.po").messages.keys()


def test_first_remark() -> None:
    """The first remark of an entry stands above the program's lines."""
    entered = brought(replace(exported("Empty"), comments="why?"))

    assert "# why?\n" == entered.catalogs[0].messages[MessageKey(None, "Empty")].comments


def test_several_catalogs() -> None:
    """Where a site has several catalogs, each string comes into the one that has its message; the others stay."""
    text = po.write(CATALOG).replace(b'msgid "Hello"', b'msgid "Help"').replace(b'msgid "Bye"', b'msgid "Bye!"')
    other = po.read(text, "locales/es/LC_MESSAGES/help.po", domain="help", locale="es")
    key = MessageKey(None, "Help")
    unit = Unit(key, None, ("Socorro",), "translated", id=stable_id(key, None), line=2)
    changed = replace(unit, shown=fingerprint(("Hola",), "translated"))
    entered = enter([CATALOG, other], Units("en", "es", (changed,)), "work.xlf")
    refused = enter(
        [CATALOG, other], Units("en", "es", (unit, replace(exported("Open", "menu"), strings=("A",)))), "a.xlf"
    )

    assert (CATALOG, ("Socorro",)) == (entered.catalogs[0], entered.catalogs[1].messages[key].strings)
    assert "locales/es/LC_MESSAGES/help.po:10" in refused.diagnostics[0].message
    assert ("A",) == refused.catalogs[0].messages[MessageKey("menu", "Open")].strings
    assert other is refused.catalogs[1]
