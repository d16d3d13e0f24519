"""A merge keeps what is the same, suggests what is alike, and touches nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from i18n import po
from i18n.ledger import source_hash
from i18n.merge import merge
from i18n.model import Catalog, Message, MessageKey, Reference, Source, Template

HEADER = Message(
    MessageKey(None, ""), strings=("Language: pl\nPlural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\n",)
)
LINES = "#. paragraph\n#: content/a.md#top\n"


def source(
    id: str,
    *,
    context: str | None = None,
    plural: str | None = None,
    places: tuple[str, ...] = ("content/a.md#top",),
    critical: str | None = None,
    flags: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> Source:
    references = tuple(Reference(path, anchor) for path, _, anchor in (place.partition("#") for place in places))
    return Source(MessageKey(context, id), plural, ("markdown",), ("paragraph",), references, words, flags, critical)


def template(*sources: Source | str) -> Template:
    every = [source(one) if isinstance(one, str) else one for one in sources]
    return Template("site", {one.key: one for one in every})


def entry(
    id: str, *strings: str, lines: str = LINES, flags: tuple[str, ...] = (), context: str | None = None
) -> Message:
    return Message(MessageKey(context, id), None, strings or ("",), flags, lines)


def catalog(*messages: Message, obsolete: Iterable[Message] = ()) -> Catalog:
    return Catalog(
        domain="site",
        locale="pl",
        path="locales/pl/LC_MESSAGES/site.po",
        header=HEADER,
        messages={one.key: one for one in messages},
        obsolete={one.key: one for one in obsolete},
    )


def key(id: str, context: str | None = None) -> MessageKey:
    return MessageKey(context, id)


def test_nothing_changed() -> None:
    """The catalog is the previous one itself, and every key is kept."""
    previous = catalog(entry("Tea", "Herbata"), entry("Milk"))
    merged = merge(template("Tea", "Milk"), previous)

    assert previous is merged.catalog
    assert not merged.changed
    assert (key("Tea"), key("Milk")) == merged.kept


def test_new_message_is_empty() -> None:
    """A text like no other starts empty, with the lines and flags of its source."""
    merged = merge(template(source("Tea", flags=("python-format",))), catalog())

    assert entry("Tea", flags=("python-format",)) == merged.catalog.messages[key("Tea")]
    assert (key("Tea"),) == merged.added


def test_new_plural_has_the_catalogs_number_of_strings() -> None:
    """Three in Polish, as the header says; two where it says nothing that can be."""
    tea = source("one tea", plural="{n} teas")
    bare = replace(catalog(), header=Message(key(""), strings=("Plural-Forms: nplurals=999999999;\n",)))

    assert ("", "", "") == merge(template(tea), catalog()).catalog.messages[tea.key].strings
    assert ("", "") == merge(template(tea), bare).catalog.messages[tea.key].strings


def test_header_is_kept() -> None:
    """No date moves because somebody ran an update."""
    assert HEADER is merge(template("Tea"), catalog()).catalog.header


def test_rewritten_entry_keeps_what_is_not_ours() -> None:
    """Another place: new `#.` and `#:` lines; strings, notes, unknown flags and kinds of comment stay."""
    old = entry(
        "Tea",
        "Herbata",
        lines="# ask Jan\n#. title\n#@ tool: 7\n#: content/old.md\n",
        flags=("reviewed", "python-format", "no-wrap"),
    )
    merged = merge(template(source("Tea", flags=("c-format",))), catalog(old))

    assert (
        entry("Tea", "Herbata", lines="# ask Jan\n#@ tool: 7\n" + LINES, flags=("reviewed", "no-wrap", "c-format"))
        == merged.catalog.messages[key("Tea")]
    )
    assert (key("Tea"),) == merged.moved


@pytest.mark.parametrize(
    "lines",
    [
        "#. paragraph\n#: content/b.md content/a.md#top\n",
        "#. paragraph\n#: content/b.md:7\n#: content/b.md:9\n#: content/a.md#top\n",
        "#: content/a.md#top\n#: content/b.md\n#. paragraph\n",
        "# a note\n#.paragraph\n#: content/a.md#top \u2068content/b.md\u2069\n",
    ],
)
def test_equal_set_of_references_is_not_rewritten(lines: str) -> None:
    """msgcat joins references on a line, other tools add line numbers and order them: no noise."""
    previous = catalog(entry("Tea", "Herbata", lines=lines))
    merged = merge(template(source("Tea", places=("content/a.md#top", "content/b.md"))), previous)

    assert previous is merged.catalog


def test_line_numbers_become_anchors_once() -> None:
    """A file with line numbers is rewritten when the template knows better places, and then never again."""
    previous = catalog(entry("Tea", "Herbata", lines="#. paragraph\n#: content/a.md:12\n"))
    merged = merge(template("Tea"), previous)

    assert entry("Tea", "Herbata") == merged.catalog.messages[key("Tea")]
    assert not merge(template("Tea"), merged.catalog).changed


def test_existing_order_stays_and_new_ones_stand_behind_their_neighbour() -> None:
    """Whatever order the catalog has; only the new entries are an addition to the file."""
    previous = catalog(entry("C", "c"), entry("A", "a"), entry("B", "b"))
    merged = merge(template("first", "A", "after A", "B", "C", "last", "very last"), previous)

    assert ["first", "C", "last", "very last", "A", "after A", "B"] == [one.id for one in merged.catalog.messages]


def test_removed_source_and_its_return() -> None:
    """A translated message becomes obsolete as it is, and comes back as it was."""
    tea = entry("Tea", "Herbata", lines="# ask Jan\n#@ x\n" + LINES, flags=("reviewed",))
    without = merge(template("Milk"), catalog(tea, entry("Milk")))
    again = merge(template("Tea", "Milk"), without.catalog)

    assert ((key("Tea"),), {tea.key: tea}) == (without.obsoleted, without.catalog.obsolete)
    assert ((key("Tea"),), tea, {}) == (again.revived, again.catalog.messages[tea.key], again.catalog.obsolete)


def test_removed_untranslated_message_goes() -> None:
    """An empty entry leaves nothing behind, and the merge says that it changed the catalog."""
    merged = merge(template("Milk"), catalog(entry("Tea"), entry("Milk")))

    assert {} == merged.catalog.obsolete
    assert merged.changed


def test_other_obsolete_entries_stay() -> None:
    """They keep their place before those that follow them."""
    old, tea = entry("Soup", "Zupa"), entry("Tea", "Herbata")
    merged = merge(template(), catalog(tea, obsolete=[old]))

    assert [old, tea] == list(merged.catalog.obsolete.values())


@pytest.mark.parametrize("part", ["messages", "obsolete"])
def test_same_key_in_another_catalog(part: str) -> None:
    """A paragraph that moved to another file's catalog brings its string and its notes, and is not fuzzy."""
    tea = entry("Tea", "Herbata", lines="# ask Jan\n#. title\n#: templates/b.html\n")
    other = catalog(tea) if part == "messages" else catalog(obsolete=[tea])
    merged = merge(template(source("Tea", critical="dose")), catalog(), elsewhere=[catalog(entry("Tea")), other])

    assert (key("Tea"),) == merged.moved
    assert ("Herbata",) == merged.catalog.messages[key("Tea")].strings
    assert (
        "# ask Jan\n#. paragraph\n#. critical: dose\n#: content/a.md#top\n"
        == merged.catalog.messages[key("Tea")].comments
    )


def test_fuzzy_string_elsewhere_is_no_match() -> None:
    """What nobody confirmed there is not confirmed here."""
    other = catalog(entry("Tea", "Kawa", flags=("fuzzy",)))

    assert entry("Tea") == merge(template("Tea"), catalog(), elsewhere=[other]).catalog.messages[key("Tea")]


def test_same_text_in_another_context() -> None:
    """The string of another context is a suggestion."""
    merged = merge(template("Tea", source("Tea", context="menu")), catalog(entry("Tea", "Herbata")))

    assert (
        Message(key("Tea", "menu"), None, ("Herbata",), ("fuzzy",), LINES, (key("Tea"), None))
        == merged.catalog.messages[key("Tea", "menu")]
    )
    assert (key("Tea", "menu"),) == merged.fuzzied


def test_similar_text_in_the_same_context_is_preferred() -> None:
    """Where two are equally similar, the one with the context of the new text."""
    previous = catalog(entry("Appointment", "a"), entry("Appointment", "b", context="menu"))
    merged = merge(template(source("Appointments", context="menu")), previous)

    assert ("b",) == merged.catalog.messages[key("Appointments", "menu")].strings


DRIVE, MAY = "Do not drive for 24 hours after the infusion.", "You may drive for 24 hours after the infusion."
SIGNED = entry(DRIVE, "Nie prowadź.", lines="# signed-off: Dr A\n" + LINES, flags=("reviewed",))


def test_changed_ordinary_text_is_a_suggestion_without_its_sign_off() -> None:
    """From "Do not drive" to "You may drive": fuzzy, with the old source, but neither note, mark nor approval."""
    merged = merge(template(MAY), catalog(SIGNED))
    message = merged.catalog.messages[key(MAY)]

    assert Message(key(MAY), None, ("Nie prowadź.",), ("fuzzy",), LINES, (key(DRIVE), None)) == message
    assert source_hash(key(DRIVE), None) != source_hash(message.key, message.plural_id)
    assert {SIGNED.key: SIGNED} == merged.catalog.obsolete


def test_changed_critical_text_has_no_string() -> None:
    """From "Do not drive" to "You may drive": the old source is shown, and no string that a click would confirm."""
    merged = merge(template(source(MAY, critical="driving")), catalog(SIGNED))
    message = merged.catalog.messages[key(MAY)]

    assert (("",), (), (key(DRIVE), None)) == (message.strings, message.flags, message.previous)
    assert (key(MAY),) == merged.added


def test_short_texts_need_a_lower_limit() -> None:
    """The texts "Do not drive" and "You may drive" share 8 of 12 and 13 characters: alike from 0.64 on."""
    new, old = template("You may drive"), catalog(entry("Do not drive", "Nie prowadź"))

    assert ((key("You may drive"),), ()) == (merge(new, old).added, merge(new, old).fuzzied)
    assert (key("You may drive"),) == merge(new, old, similarity=0.64).fuzzied


def test_suggestions_come_from_confirmed_strings_only() -> None:
    """A chain of edits goes back to the last string that somebody confirmed."""
    first = merge(template(MAY), catalog(SIGNED)).catalog
    last = "You may drive for 48 hours after the infusion."
    merged = merge(template(last), first)

    assert (key(DRIVE), None) == merged.catalog.messages[key(last)].previous


def test_singular_that_gets_a_plural() -> None:
    """Another plural is another text: the old string, once for each form, is a suggestion; notes stay."""
    old = entry("one tea", "herbata", lines="# ask Jan\n" + LINES, flags=("reviewed",))
    merged = merge(template(source("one tea", plural="{n} teas")), catalog(old))

    assert (
        Message(
            key("one tea"),
            "{n} teas",
            ("herbata",) * 3,
            ("fuzzy", "reviewed"),
            "# ask Jan\n" + LINES,
            (key("one tea"), None),
        )
        == merged.catalog.messages[key("one tea")]
    )
    assert (key("one tea"),) == merged.fuzzied


def test_plural_that_becomes_a_singular() -> None:
    """The first form is the suggestion."""
    old = Message(key("one tea"), "{n} teas", ("a", "b", "c"), (), LINES)
    merged = merge(template("one tea"), catalog(old))

    assert ("a",) == merged.catalog.messages[key("one tea")].strings
    assert (key("one tea"), "{n} teas") == merged.catalog.messages[key("one tea")].previous


def test_critical_text_that_gets_a_plural() -> None:
    """It has no string until somebody writes one."""
    merged = merge(
        template(source("one pill", plural="{n} pills", critical="dose")), catalog(entry("one pill", "pigułka"))
    )
    message = merged.catalog.messages[key("one pill")]

    assert (("", "", ""), (), (key("one pill"), None)) == (message.strings, message.flags, message.previous)
    assert merged.changed


def test_untranslated_message_that_gets_a_plural() -> None:
    """There is nothing to suggest."""
    merged = merge(template(source("one tea", plural="{n} teas")), catalog(entry("one tea")))

    assert Message(key("one tea"), "{n} teas", ("", "", ""), (), LINES) == merged.catalog.messages[key("one tea")]


def test_comments_of_a_source() -> None:
    """Kinds, the authors' words, the class of harm, one line a place."""
    words = ("First\nsecond", "")
    one = source("Tea", places=("content/a.md", "content/my page.md#top"), critical="dose", words=words)
    one = one._replace(kinds=("heading", "title"))
    extracted = "#. heading, title\n#. First\n#. second\n#. critical: dose\n"

    assert extracted + "#: content/a.md\n#: \u2068content/my page.md#top\u2069\n" == po.comments(one)
    assert extracted == po.comments(one, "none")


def test_without_references() -> None:
    """A project that wants no `#:` lines loses those it has, once."""
    merged = merge(template("Tea"), catalog(entry("Tea", "Herbata")), references="none")

    assert "#. paragraph\n" == merged.catalog.messages[key("Tea")].comments
    assert not merge(template("Tea"), merged.catalog, references="none").changed
