"""Two branches that changed one catalog: only two different strings for one message are a conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from i18n import po
from i18n.merge3 import Conflict, Merge3, merge3
from i18n.model import Catalog, Message, MessageKey

FIELDS = "Language: es\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
LINES = "#. paragraph\n#: content/a.md\n"
TEA = MessageKey(None, "Tea")
FUZZY = ("fuzzy",)


def entry(
    id: str,
    *strings: str,
    plural: str | None = None,
    flags: tuple[str, ...] = (),
    lines: str = LINES,
    previous: str | None = None,
) -> Message:
    before = None if previous is None else (MessageKey(None, previous), None)
    return Message(MessageKey(None, id), plural, strings or ("",), flags, lines, before)


def catalog(*messages: Message, obsolete: Iterable[Message] = (), fields: str = "", lines: str = "") -> Catalog:
    """As it is read from a file."""
    header = Message(MessageKey(None, ""), strings=(fields + FIELDS,), comments=lines)
    live = {one.key: one for one in messages}
    made = Catalog("site", "es", "site.po", header, live, {one.key: one for one in obsolete})
    return po.read(po.write(made), "site.po", domain="site", locale="es")


def merged(base: Message | None, ours: Message | None, theirs: Message | None) -> Message | None:
    """The live message of a merge of three versions of one entry, between two that stay."""
    found = merge_one(base, ours, theirs).catalog
    return next((message for message in found.messages.values() if message.key.id not in ("first", "last")), None)


def merge_one(base: Message | None, ours: Message | None, theirs: Message | None) -> Merge3:
    first, last = entry("first", "a"), entry("last", "b")
    sides = ([one] if one else [] for one in (base, ours, theirs))
    return merge3(*(catalog(first, *side, last) for side in sides))


def ids(catalog: Catalog) -> list[str]:
    return [key.id for key in catalog.messages]


# Strings


def test_nothing_changed() -> None:
    """The result is our catalog itself."""
    ours = catalog(entry("Tea", "Té"))

    assert Merge3(ours) == merge3(ours, ours, ours)
    assert ours is merge3(ours, ours, ours).catalog


def test_changed_by_theirs_alone() -> None:
    """The result has their bytes, under our name."""
    base, theirs = catalog(entry("Tea")), catalog(entry("Tea", "Té"))
    result = merge3(base, replace(base, path="ours.po"), theirs)

    assert (po.write(theirs), "ours.po", (TEA,)) == (po.write(result.catalog), result.catalog.path, result.changed)


def test_different_messages() -> None:
    """What each side translated is there, and what became unlike ours is named."""
    base = catalog(entry("Tea"), entry("Milk"))
    result = merge3(base, catalog(entry("Tea", "Té"), entry("Milk")), catalog(entry("Tea"), entry("Milk", "Leche")))

    assert [entry("Tea", "Té"), entry("Milk", "Leche")] == list(result.catalog.messages.values())
    assert ((), (), (MessageKey(None, "Milk"),)) == (result.conflicts, result.outdated, result.changed)


def test_clash() -> None:
    """Both strings, each below a mark, fuzzy, so that no reader gets either before somebody chose."""
    result = merge_one(entry("Tea"), entry("Tea", "Té"), entry("Tea", "Infusión"))
    string = "#-#-#-#-#  ours  #-#-#-#-#\nTé\n#-#-#-#-#  theirs  #-#-#-#-#\nInfusión"

    assert entry("Tea", string, flags=FUZZY) == result.catalog.messages[TEA]
    assert (Conflict(TEA, ("Té",), ("Infusión",)),) == result.conflicts


def test_clash_of_a_clash() -> None:
    """Marks do not nest, and a version that both have stands there once."""
    first = entry("Tea", po.clash([("ours", "a"), ("theirs", "b")]), flags=FUZZY)
    second = entry("Tea", po.clash([("ours", "b"), ("theirs", "c")]), flags=FUZZY)
    found = merged(None, first, second)

    assert found is not None
    assert ["a", "b", "c"] == [text for _, text in po.versions_of(found.strings[0])]


def test_clash_that_was_resolved() -> None:
    """A branch that chose wins over the one that still has the marks."""
    marked = entry("Tea", po.clash([("ours", "a"), ("theirs", "b")]), flags=FUZZY)

    assert entry("Tea", "a", lines="") == merged(marked, entry("Tea", "a", lines=""), marked)


def test_what_precedes_the_marks() -> None:
    """A text that somebody wrote above the marks is a version too; half a mark is none, and is seen."""
    marked = po.clash([("ours", "a"), ("theirs", "b")])

    assert [("", "new"), ("ours", "a"), ("theirs", "b")] == po.versions_of(f"new\n{marked}")
    assert [] == po.versions_of("a #-#-#-#-# b")
    assert po.unresolved(entry("Tea", "a #-#-#-#-# b"))


def test_emptied_and_translated() -> None:
    """No string is no string: it is not in conflict with one, and stays away where the other side changed none."""
    base, empty, new = entry("Tea", "Te"), entry("Tea"), entry("Tea", "Té")

    assert new == merged(base, empty, new)
    assert entry("Tea", lines="") == merged(base, empty, entry("Tea", "Te", lines=""))
    assert entry("Tea", lines="") == merged(base, entry("Tea", "Te", lines=""), empty)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (("Te", 1), ("Té", 0), ("Te", 1), ("Té", 0)),
        (("Te", 1), ("Te", 0), ("Te", 1), ("Te", 0)),
        (("Te", 0), ("Te", 1), ("Te", 0), ("Te", 1)),
        (("Te", 0), ("Te", 1), ("Té", 0), ("Té", 0)),
        (("Te", 1), ("Té", 1), ("Té", 0), ("Té", 0)),
        (None, ("Té", 1), ("Té", 0), ("Té", 0)),
    ],
)
def test_fuzzy(
    base: tuple[str, int] | None, ours: tuple[str, int], theirs: tuple[str, int], expected: tuple[str, int]
) -> None:
    """Cleared where the string was written or confirmed; set where one side alone doubted it."""

    def one(side: tuple[str, int] | None, note: str = "") -> Message | None:
        return None if side is None else entry("Tea", side[0], flags=FUZZY * side[1], lines=note + LINES)

    assert one(expected, "# a\n# b\n") == merged(one(base), one(ours, "# a\n"), one(theirs, "# b\n"))


def test_confirmed_and_rewritten() -> None:
    """One side says that the old string is right, the other has another one: that is a clash."""
    base = entry("Tea", "Te", flags=FUZZY)
    result = merge_one(base, entry("Tea", "Te"), entry("Tea", "Té", flags=FUZZY))

    assert 1 == len(result.conflicts)


def test_source_changed_below_the_string() -> None:
    """An update that doubts the old string doubts the new one too, where the reason is the source."""
    base, ours = entry("Tea", "Te"), entry("Tea", "Té")
    theirs = entry("Tea", "Te", flags=FUZZY, previous="Coffee")

    assert entry("Tea", "Té", flags=FUZZY, previous="Coffee") == merged(base, ours, theirs)


def test_suggestion_and_translation() -> None:
    """A fuzzy string that an update took from another message gives way; one that somebody wrote does not."""
    base = catalog(entry("Teas", "Tés"))
    suggested = catalog(entry("Teas", "Tés"), entry("Tea", "Tés", flags=FUZZY, previous="Teas"))
    drafted = catalog(entry("Teas", "Tés"), entry("Tea", "Un té", flags=FUZZY, previous="Teas"))
    finished = catalog(entry("Teas", "Tés"), entry("Tea", "Té"))
    for result in (merge3(base, suggested, finished), merge3(base, finished, suggested)):
        assert (entry("Tea", "Té"), ()) == (result.catalog.messages[TEA], result.conflicts)
    assert 1 == len(merge3(base, drafted, finished).conflicts)


def test_two_suggestions() -> None:
    """Neither is anybody's work: one of them stays."""
    base = catalog(entry("Teas", "Tés"), entry("Te", "Sí"))
    sides = [
        catalog(*base.messages.values(), entry("Tea", string, flags=FUZZY, previous=old))
        for string, old in (("Tés", "Teas"), ("Sí", "Te"))
    ]
    result = merge3(base, *sides)

    assert () == result.conflicts
    assert sides[0].messages[TEA] == result.catalog.messages[TEA]


# Plurals


def test_forms_of_both_sides() -> None:
    """One filled the first form, the other the second; only a form that both filled can clash."""
    base = entry("Tea", "", "", plural="Teas")
    found = merged(base, entry("Tea", "té", "", plural="Teas"), entry("Tea", "", "tés", plural="Teas"))
    clash = merge_one(base, entry("Tea", "té", "tés", plural="Teas"), entry("Tea", "te", "tés", plural="Teas"))
    clashed = clash.catalog.messages[TEA]

    assert entry("Tea", "té", "tés", plural="Teas") == found
    assert (True, "tés", FUZZY) == (po.unresolved(clashed), clashed.strings[1], clashed.flags)


def test_forms_that_one_side_changed() -> None:
    """Each corrected another form."""
    base = entry("Tea", "te", "tes", plural="Teas")
    found = merged(base, entry("Tea", "té", "tes", plural="Teas"), entry("Tea", "te", "tés", plural="Teas"))

    assert entry("Tea", "té", "tés", plural="Teas") == found


def test_plural_below_a_translation() -> None:
    """A plural is another source: the string of the other side is fuzzy, in every form."""
    base, theirs = entry("Tea", "Te"), entry("Tea", "Té")
    ours = entry("Tea", "Te", "Te", plural="Teas", flags=FUZZY, previous="Tea")

    assert entry("Tea", "Té", "Té", plural="Teas", flags=FUZZY, previous="Tea") == merged(base, ours, theirs)


def test_plural_that_went_below_a_translation() -> None:
    """All forms stay to choose from."""
    base, ours = entry("Tea", "", "", plural="Teas"), entry("Tea")
    found = merged(base, ours, entry("Tea", "té", "tés", plural="Teas"))

    assert found is not None
    assert (None, FUZZY, (TEA, "Teas")) == (found.plural_id, found.flags, found.previous)
    assert [("msgstr[0]", "té"), ("msgstr[1]", "tés")] == po.versions_of(found.strings[0])


def test_another_number_of_forms() -> None:
    """The larger number, so that none is lost."""
    base = entry("Tea", "", "", plural="Teas")
    found = merged(base, entry("Tea", "té", "tés", plural="Teas"), entry("Tea", "", "", "", plural="Teas"))

    assert entry("Tea", "té", "tés", "", plural="Teas") == found


# Comings and goings


def test_deleted_and_translated() -> None:
    """One side removed the message: the other's string is kept as obsolete; without one, nothing is."""
    result = merge_one(entry("Tea"), None, entry("Tea", "Té"))
    without = merge_one(entry("Tea"), None, entry("Tea", lines="# a note\n"))

    assert {TEA: entry("Tea", "Té")} == result.catalog.obsolete
    assert ({}, ["first", "last"]) == (without.catalog.obsolete, ids(without.catalog))


def test_deleted_on_one_side() -> None:
    """What the other side did not touch is gone."""
    assert {} == merge_one(entry("Tea", "Té"), None, entry("Tea", "Té")).catalog.obsolete


def test_obsolete_and_translated() -> None:
    """It stays obsolete, with the new string; what came back to life on one side is alive."""
    first, old, new = entry("first", "a"), entry("Tea", "Te"), entry("Tea", "Té")
    base, gone, changed = catalog(first, old), catalog(first, obsolete=[old]), catalog(first, new)
    result = merge3(base, gone, changed).catalog
    back = merge3(gone, catalog(first, obsolete=[new]), base).catalog

    assert (["first"], {TEA: new}) == (ids(result), result.obsolete)
    assert ({}, new) == (back.obsolete, back.messages[TEA])


def test_obsolete_on_one_side_and_live_on_the_other() -> None:
    """Where the base has neither, alive is the safe one: an update can still make it obsolete."""
    first, tea = entry("first", "a"), entry("Tea", "Té")
    result = merge3(catalog(first), catalog(first, obsolete=[tea]), catalog(first, tea)).catalog

    assert (["first", "Tea"], {}) == (ids(result), {})


def test_additions_in_their_places() -> None:
    """Behind the entry that they follow on their side; ours first where both stand there."""
    base = catalog(entry("A"), entry("B"))
    ours = catalog(entry("A"), entry("o1"), entry("B"), entry("o2"))
    theirs = catalog(entry("t0"), entry("A"), entry("t1"), entry("t2"), entry("B"), entry("t3"))

    assert ["t0", "A", "o1", "t1", "t2", "B", "o2", "t3"] == ids(merge3(base, ours, theirs).catalog)


def test_order() -> None:
    """The side that moved entries decides; the other side's additions follow their neighbours."""
    base = catalog(entry("A"), entry("B"), entry("C"))
    moved = catalog(entry("C"), entry("A"), entry("B"))
    other = catalog(entry("A"), entry("B"), entry("B2"), entry("C"))

    assert ["C", "A", "B", "B2"] == ids(merge3(base, other, moved).catalog)
    assert ["C", "A", "B", "B2"] == ids(merge3(base, moved, other).catalog)


# A source that changed

OLD, NEW = "Drink nothing before you leave the house.", "Drink two glasses before you leave the house."


@pytest.mark.parametrize(
    "new",
    [
        entry(NEW),
        entry(NEW, "Nada.", flags=FUZZY, previous=OLD),
        entry(NEW, "Nada."),
        entry("Two glasses!", "Nada.", flags=FUZZY, previous=OLD),
        entry("Two glasses!", "Nada."),
    ],
)
def test_source_changed_below_a_translation(new: Message) -> None:
    """The new source has the new string, fuzzy, with the source that it was made for, however the old one is found."""
    base = catalog(entry("Tea", "Té"), entry(OLD, "Nada."))
    changer = catalog(entry("Tea", "Té"), new)
    translator = catalog(entry("Tea", "Té"), entry(OLD, "No beba nada."))
    wanted = new._replace(strings=("No beba nada.",), flags=FUZZY, previous=(MessageKey(None, OLD), None))
    for result in (merge3(base, changer, translator), merge3(base, translator, changer)):
        assert (wanted, (new.key,), ()) == (result.catalog.messages[new.key], result.outdated, result.conflicts)
        assert {MessageKey(None, OLD): entry(OLD, "No beba nada.")} == result.catalog.obsolete


def test_source_changed_with_its_translation() -> None:
    """What somebody wrote for the new source stays; the string for the old one is kept as obsolete."""
    base, new = catalog(entry(OLD, "Nada.")), entry(NEW, "Beba dos vasos.")
    result = merge3(base, catalog(new), catalog(entry(OLD, "No beba nada.")))

    assert ((), {new.key: new}) == (result.outdated, result.catalog.messages)
    assert {MessageKey(None, OLD): entry(OLD, "No beba nada.")} == result.catalog.obsolete


def test_critical_source_changed() -> None:
    """It gets no string that a click would confirm, only the old source to read."""
    new = entry(NEW, lines="#. paragraph\n#. critical: driving\n")
    result = merge3(catalog(entry(OLD)), catalog(new), catalog(entry(OLD, "No beba nada.")))

    assert {new.key: new._replace(previous=(MessageKey(None, OLD), None))} == result.catalog.messages


def test_draft_of_an_older_source() -> None:
    """A draft names the source that it was made for, not the one in between."""
    draft = entry(OLD, "No beba.", flags=FUZZY, previous="Drink nothing.")
    result = merge3(catalog(entry(OLD)), catalog(entry(NEW)), catalog(draft))

    assert (MessageKey(None, "Drink nothing."), None) == result.catalog.messages[MessageKey(None, NEW)].previous


def test_unlike_sources() -> None:
    """A new text that resembles nothing that went stays empty."""
    result = merge3(catalog(entry(OLD)), catalog(entry("Hello")), catalog(entry(OLD, "No beba nada.")))

    assert entry("Hello") == result.catalog.messages[MessageKey(None, "Hello")]


# Flags, comments, header


def test_flags() -> None:
    """A set: what one side added is there, what one side removed is not."""
    base = entry("Tea", flags=("a", "b"))

    assert entry("Tea", flags=("b", "c", "d")) == merged(
        base, entry("Tea", flags=("b", "c")), entry("Tea", flags=("a", "b", "d"))
    )


def test_comments() -> None:
    """Lines that one side removed go, lines that either added stay; each kind by itself."""
    base = entry("Tea", lines="# one\n# two\n# two\n#. paragraph\n#: a.md\n")
    ours = entry("Tea", lines="# one\n# two\n# ours\n#. paragraph\n#. Hot!\n#: a.md\n")
    theirs = entry("Tea", lines="# two\n# two\n# theirs\n#. title\n#: a.md\n")
    wanted = "# two\n# ours\n# theirs\n#. Hot!\n#. title\n#: a.md\n"

    assert entry("Tea", lines=wanted) == merged(base, ours, theirs)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a.md b.md", "a.md b.md", "a.md", "a.md"),
        ("a.md", "a.md\n#: b.md", "a.md c.md", "a.md\n#: b.md\n#: c.md"),
        ("a.md b.md", "b.md\n#: c.md", "a.md", "c.md"),
        ("a.md:1", "a.md:2", "a.md:3", "a.md:2"),
        ("a.md:1", "a.md:2", "a.md:3 b.md:1", "a.md:3 b.md:1"),
        ("a.md", "a.md b.md", "a.md \u2068my page.md\u2069", "a.md\n#: b.md\n#: \u2068my page.md\u2069"),
    ],
)
def test_references(base: str, ours: str, theirs: str, expected: str) -> None:
    """A set of places: a side that changed none of them does not count, a line number is no other place."""

    def one(places: str, note: str = "") -> Message:
        return entry("Tea", lines=f"{note}#: {places}\n")

    assert one(expected, "# a\n# b\n") == merged(one(base), one(ours, "# a\n"), one(theirs, "# b\n"))


def fields(day: str, generator: str, translator: str = "", more: str = "") -> str:
    last = f"Last-Translator: {translator}\n" if translator else ""
    return f"PO-Revision-Date: {day}\n{last}X-Generator: {generator}\n{more}"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("2026-11-03 10:00+0000", "vi"), ("2026-11-02 10:00+0000", "Emacs"), ("2026-11-03 10:00+0000", "vi")),
        (("2026-11-02 10:00+0000", "vi"), ("2026-11-02 10:00-0100", "Emacs"), ("2026-11-02 10:00-0100", "Emacs")),
        (("YEAR", "vi"), ("2026-11-02 10:00-0100", "Emacs"), ("2026-11-02 10:00-0100", "Emacs")),
        (("YEAR", "vi", "Ana", "X-A: 1\n"), ("DAY", "Emacs", "Eva"), ("YEAR", "vi", "Ana", "X-A: 1\n")),
    ],
)
def test_header(ours: tuple[str, ...], theirs: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """Field by field and never a conflict: the later date, and what both changed from the side that has it."""
    base = catalog(entry("Tea"), fields=fields("2026-11-01 10:00+0000", "Poedit"))
    sides = [catalog(entry("Tea"), fields=fields(*side)) for side in (ours, theirs)]

    assert fields(*expected) + FIELDS == merge3(base, *sides).catalog.header.strings[0]


def test_header_of_one_side() -> None:
    """With its comments and its bytes, if it alone changed it."""
    base = catalog(entry("Tea"), entry("Milk"))
    ours = catalog(entry("Tea", "Té"), entry("Milk"))
    theirs = catalog(entry("Tea"), entry("Milk"), fields="X-Generator: vi\n", lines="# Ana\n")
    written = po.write(merge3(base, ours, theirs).catalog)

    assert written == po.write(merge3(base, theirs, ours).catalog)
    assert po.write(theirs).replace(b'"Tea"\nmsgstr ""', '"Tea"\nmsgstr "Té"'.encode()) == written


# Bytes


def test_catalogs_that_were_never_files() -> None:
    """They are laid out when they are written."""
    base, ours, theirs = (
        replace(catalog(*messages), file=None)
        for messages in ([entry("Tea")], [entry("Tea", "Té")], [entry("Tea"), entry("Milk", "Leche")])
    )

    assert po.write(catalog(entry("Tea", "Té"), entry("Milk", "Leche"))) == po.write(merge3(base, ours, theirs).catalog)


def test_no_base() -> None:
    """Two files that were begun apart: all of both, and the bytes of each."""
    nothing = Catalog("site", "es", "site.po", Message(MessageKey(None, "")), {})
    ours, theirs = (
        catalog(entry("Tea", "Té")),
        catalog(entry("Tea"), entry("Milk", "Leche"), obsolete=[entry("x", "y")]),
    )
    written = po.write(merge3(nothing, ours, theirs).catalog)

    assert po.write(catalog(entry("Tea", "Té"), entry("Milk", "Leche"), obsolete=[entry("x", "y")])) == written


def test_layout_of_each_side() -> None:
    """Their entry as they wrapped it, in our line endings; ours as it was."""
    start = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n\n'
    base = start + 'msgid "Tea"\nmsgstr ""\n\n\nmsgid "Milk"\nmsgstr ""\n'
    ours = (start + 'msgid "Tea"\nmsgstr ""\n"T"\n"é"\n\n\nmsgid "Milk"\nmsgstr ""\n').replace("\n", "\r\n")
    theirs = base.replace('"Milk"\nmsgstr ""', '"Milk"\nmsgstr "Le"\n"che"')
    result = merge3(*(po.read(text.encode(), "site.po") for text in (base, ours, theirs))).catalog
    wanted = ours.replace('"Milk"\r\nmsgstr ""', '"Milk"\r\nmsgstr "Le"\r\n"che"')

    assert wanted == po.write(result).decode()
