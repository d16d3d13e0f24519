"""A merge keeps what is the same, suggests what is alike, and touches nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from i18n import po
from i18n.ledger import source_hash
from i18n.merge import merge
from i18n.model import Catalog, Merge, Message, MessageKey, Reference, Source, Template

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


def test_short_texts() -> None:
    """Of "Do not drive" and "You may drive" one word of three is the same: enough, unless more is asked for."""
    new, old = template("You may drive"), catalog(entry("Do not drive", "Nie prowadź"))

    assert (key("You may drive"),) == merge(new, old).fuzzied
    assert ((key("You may drive"),), ()) == (merge(new, old, least=0.7).added, merge(new, old, least=0.7).fuzzied)


def test_suggestions_come_from_confirmed_strings_only() -> None:
    """A chain of edits goes back to the last string that somebody confirmed."""
    first = merge(template(MAY), catalog(SIGNED)).catalog
    last = "You may drive for 48 hours after the infusion."
    merged = merge(template(last), first)

    assert (key(DRIVE), None) == merged.catalog.messages[key(last)].previous


EDITED = entry("Call us tonight, please.", "Zadzwoń dziś", flags=("fuzzy",))


def test_fuzzy_string_is_offered_for_what_it_was_made_for() -> None:
    """A text that was edited twice before anybody looked: the string belongs to the `#|` lines, wherever it stands."""
    old = EDITED._replace(previous=(key("Call us today."), None))
    merged = merge(template("Call us today or tomorrow."), catalog(old))
    message = merged.catalog.messages[key("Call us today or tomorrow.")]

    assert (("Zadzwoń dziś",), (key("Call us today."), None)) == (message.strings, message.previous)
    assert message.fuzzy


def test_text_that_an_edit_was_taken_back_for() -> None:
    """What the fuzzy string was made for is back: the string is offered, with no other text under `#|`."""
    old = EDITED._replace(previous=(key("Call us today."), None))
    message = merge(template("Call us today."), catalog(old)).catalog.messages[key("Call us today.")]

    assert (("Zadzwoń dziś",), True, None) == (message.strings, message.fuzzy, message.previous)


@pytest.mark.parametrize("strings", [("Zadzwoń dziś",), ("Zadzwoń", "", "")])
def test_fuzzy_string_of_nobody_knows_what(strings: tuple[str, ...]) -> None:
    """Without `#|` lines, or where a form is missing, nothing says what it is the translation of."""
    previous = None if len(strings) == 1 else (key("Call us today."), "Call us every day.")
    old = EDITED._replace(strings=strings, previous=previous)

    assert (key("Call us today."),) == merge(template("Call us today."), catalog(old)).added


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


def test_plural_of_another_number_of_forms() -> None:
    """Where the language has more forms than the old message had, the last one fills the others."""
    old = Message(key("one tea"), "{n} teas", ("herbata", "herbaty"), (), LINES)
    merged = merge(template(source("one green tea", plural="{n} green teas")), catalog(old))

    assert ("herbata", "herbaty", "herbaty") == merged.catalog.messages[key("one green tea")].strings


def test_variable_of_a_plural_is_carried() -> None:
    """In each form, after the singular in the first and after the plural in the others."""
    old = Message(key("{n} room"), "{n} rooms", ("{n} sala", "{n} sale", "{n} sal"), (), LINES)
    merged = merge(template(source("{count} room", plural="{count} rooms")), catalog(old))

    assert ("{count} sala", "{count} sale", "{count} sal") == merged.catalog.messages[key("{count} room")].strings


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


STAY = "You stay with us for one hour."


def strings(merged: Merge, id: str) -> str:
    return merged.catalog.messages[key(id)].strings[0]


def test_text_between_the_same_neighbours_is_preferred() -> None:
    """What stood there is the edited text, however much it changed; a likelier wording elsewhere is another message."""
    new = "You rest with us for two hours."
    previous = catalog(
        entry("Before"),
        entry(STAY, "here"),
        entry("Behind"),
        entry("You rest at home for two hours or longer.", "there"),
    )

    merged = merge(template("Before", new, "Behind", "You rest at home for two hours or longer."), previous)

    assert "here" == strings(merged, new)
    assert (key(STAY), None) == merged.catalog.messages[key(new)].previous


def test_last_text_of_the_catalog_has_one_neighbour() -> None:
    """What stood behind the same text at the end became what stands there now."""
    previous = catalog(
        entry("Stay."), entry("Come in by the door.", "tu"), entry("Tea"), entry("Wait by the tap.", "x")
    )
    merged = merge(template("Stay.", "Come in by the door.", "Tea", "Come by the tap."), previous)

    assert "x" == strings(merged, "Come by the tap.")


def test_untranslated_text_in_the_place_is_no_help() -> None:
    """Nor is one without a string in another context."""
    previous = catalog(entry("Stay.", "Zostań."), entry("Call us now."), entry("Call us.", context="menu"))
    merged = merge(template("Stay.", "Call us."), previous)

    assert (key("Call us."),) == merged.added


def test_heavy_rewrites_in_a_row_keep_their_order() -> None:
    """Three new texts where three went: each is offered the one in its own place."""
    old = ["One nurse stays with you.", "One nurse calls a taxi.", "One nurse writes to you."]
    new = ["A nurse is there and stays with you.", "A nurse may call one taxi.", "Your nurse writes a letter to you."]
    previous = catalog(entry("Before"), *(entry(text, text.upper()) for text in old), entry("Behind"))

    merged = merge(template("Before", *new, "Behind"), previous)

    assert [text.upper() for text in old] == [strings(merged, text) for text in new]


def test_nothing_like_it_is_no_suggestion_even_in_its_place() -> None:
    """A paragraph in the place of another one that shares no word with it starts empty."""
    previous = catalog(entry("Before"), entry("Parking is free.", "x"), entry("Behind"))
    merged = merge(template("Before", "Bring your insurance card, please.", "Behind"), previous)

    assert (key("Bring your insurance card, please."),) == merged.added


@pytest.mark.parametrize(
    ("near", "lines"),
    [
        ("page", "#. paragraph\n#: content/a.md:7\n"),
        ("role", "#. paragraph\n#: content/z.md\n"),
    ],
)
def test_same_page_and_role_decide_between_equals(near: str, lines: str) -> None:
    """Of two texts that save as much, the one from the same page, and of one page the one of the same role."""
    other = "#. heading\n#: content/z.md\n"
    previous = catalog(
        entry("We call you on Monday.", "other", lines=other), entry("We call you on Sunday.", near, lines=lines)
    )

    assert near == strings(merge(template("We call you on Friday."), previous), "We call you on Friday.")


@pytest.mark.parametrize("part", ["live", "obsolete", "elsewhere"])
@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("Eat *nothing* today & rest.", "Eat _nothing_ today &amp; rest."),
        ("Eat **nothing** today.", "Eat __nothing__ today."),
        ("Take 1. A pill", r"Take 1\. A pill"),
        ("Eat nothing,\\\nand rest.", "Eat nothing,\\\n and rest."),
        ("Eat nothing today.", "Eat nothing  today."),
    ],
)
def test_same_text_written_otherwise(now: str, before: str, part: str) -> None:
    """Another notation of the same text is translated at once, notes and all; its approval was for the other."""
    old = entry(before, "Nic", lines="# ask Jan\n#. item\n#: content/old.md\n")
    other = [catalog(old)] if part == "elsewhere" else []
    previous = catalog(*[old] * (part == "live"), obsolete=[old] * (part == "obsolete"))
    merged = merge(template(source(now, critical="dose")), previous, elsewhere=other)
    message = merged.catalog.messages[key(now)]

    assert (("Nic",), (), None, (key(now),)) == (message.strings, message.flags, message.previous, merged.moved)
    assert "# ask Jan\n#. paragraph\n#. critical: dose\n#: content/a.md#top\n" == message.comments
    assert source_hash(old.key, None) != source_hash(message.key, None)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("Eat *nothing* today.", "Eat **nothing** today."),
        ("Read [this](a.md).", "Read [this](b.md)."),
        ("Eat nothing\n\ntoday.", "Eat nothing today."),
        ("a `b` c", "a b c"),
    ],
)
def test_other_content_is_not_the_same_text(now: str, before: str) -> None:
    """The letters are the same and the markup is not: a suggestion."""
    merged = merge(template(now), catalog(entry(before, "Nic")))

    assert (key(now),) == merged.fuzzied


def test_same_text_written_otherwise_in_another_context_or_format() -> None:
    """Contexts tell apart; and in plain text an asterisk is an asterisk."""
    old = catalog(entry("Eat _nothing_ today.", "Nic"))
    text = source("Eat *nothing* today.")._replace(formats=("text",))

    menu = source("Eat *nothing* today.", context="menu")

    assert (menu.key,) == merge(template(menu), old).fuzzied
    assert (text.key,) == merge(template(text), old).fuzzied


ONE, TWO, THREE = "Eat nothing for six hours.", "Bring a friend who can drive.", "Wear something warm."
UNE, DEUX, TROIS = "Nic nie jedz.", "Weź kogoś, kto prowadzi.", "Ubierz się ciepło."


def test_split_paragraph() -> None:
    """Each half is offered its own sentences, with what they were under `#|`."""
    previous = catalog(entry(f"{ONE} {TWO} {THREE}", f"{UNE} {DEUX} {TROIS}"))
    merged = merge(template(ONE, f"{TWO} {THREE}"), previous)

    assert (UNE, f"{DEUX} {TROIS}") == (strings(merged, ONE), strings(merged, f"{TWO} {THREE}"))
    assert (key(ONE), f"{TWO} {THREE}") == (*merged.fuzzied[:1], merged.fuzzied[1].id)


def test_split_paragraph_whose_sentences_do_not_match() -> None:
    """Where the string has another number of sentences, the longer half is offered the whole."""
    previous = catalog(entry(f"{ONE} {TWO} {THREE}", "Wszystko w jednym."))
    merged = merge(template(ONE, f"{TWO} {THREE}"), previous)

    assert ("", "Wszystko w jednym.") == (strings(merged, ONE), strings(merged, f"{TWO} {THREE}"))


def test_joined_paragraphs() -> None:
    """Two texts that became one are offered together, even where their sentences do not match."""
    previous = catalog(entry(f"{ONE} {TWO}", "Wszystko w jednym."), entry(THREE, TROIS))
    joined = f"{ONE} {TWO} {THREE}"
    merged = merge(template(joined), previous)

    assert f"Wszystko w jednym. {TROIS}" == strings(merged, joined)
    assert (key(joined), None) == merged.catalog.messages[key(joined)].previous


def test_sentence_removed_and_another_one_edited() -> None:
    """The sentence that went is not offered, the edited one is."""
    previous = catalog(entry(f"{ONE} {TWO} {THREE}", f"{UNE} {DEUX} {TROIS}"))
    now = f"{ONE} Wear something very warm."
    merged = merge(template(now), previous)

    assert f"{UNE} {TROIS}" == strings(merged, now)
    assert (key(f"{ONE} {THREE}"), None) == merged.catalog.messages[key(now)].previous


def test_critical_text_is_not_put_together() -> None:
    """It is shown the old sentences and offered none."""
    previous = catalog(entry(f"{ONE} {TWO}", f"{UNE} {DEUX}"))
    message = merge(template(source(ONE, critical="dose")), previous).catalog.messages[key(ONE)]

    assert (("",), (), (key(ONE), None)) == (message.strings, message.flags, message.previous)


def test_changed_number_is_carried() -> None:
    """The suggestion has the new number, and is a suggestion."""
    merged = merge(template("Wait 48 hours."), catalog(entry("Wait 24 hours.", "Czekaj 24 godziny.")))

    assert ("Czekaj 48 godziny.", (key("Wait 48 hours."),)) == (strings(merged, "Wait 48 hours."), merged.fuzzied)


def foreign(*messages: Message, path: str = "glossaries/house.po", locale: str | None = None) -> Catalog:
    return replace(catalog(*messages), path=path, locale=locale)


def test_memory_is_a_suggestion_with_its_origin() -> None:
    """What others translated, even the very same text, is fuzzy here; a note says whose it is."""
    merged = merge(template("Tea"), catalog(), memory=[foreign(entry("Tea", "Herbata", lines="# theirs\n"))])

    assert (
        entry("Tea", "Herbata", lines="# i18n: suggested by glossaries/house.po\n" + LINES, flags=("fuzzy",))
        == merged.catalog.messages[key("Tea")]
    )


def test_variant_of_the_language_is_a_suggestion_with_its_origin() -> None:
    """Portuguese for Brazilian Portuguese, before any memory."""
    variant = foreign(entry("Tea", "Chá"), locale="pt")
    merged = merge(template("Tea"), catalog(), variants=[variant], memory=[foreign(entry("Tea", "Te"))])

    assert ("Chá",) == merged.catalog.messages[key("Tea")].strings
    assert "# i18n: suggested by pt\n" in merged.catalog.messages[key("Tea")].comments


def test_similar_text_of_a_memory() -> None:
    """It has its `#|` lines and its note."""
    merged = merge(template(MAY), catalog(), memory=[foreign(entry(DRIVE, "Nie prowadź."))])
    message = merged.catalog.messages[key(MAY)]

    assert (("Nie prowadź.",), (key(DRIVE), None)) == (message.strings, message.previous)
    assert message.comments.startswith("# i18n: suggested by glossaries/house.po\n")


def test_memories_are_asked_one_after_the_other() -> None:
    """Until one is sure: the first that knows the text well is named, though another knows it better."""
    first = foreign(entry("Wait by the green door.", "a"), path="first.po")
    second = foreign(entry("Wait by the red door", "b"), path="second.po")
    merged = merge(template("Wait by the red door."), catalog(), memory=[first, second])

    assert "a" == strings(merged, "Wait by the red door.")


def test_own_strings_come_before_those_of_others() -> None:
    """The same text in another context here beats the same text elsewhere."""
    merged = merge(
        template(source("Tea", context="menu")), catalog(entry("Tea", "Herbata")), memory=[foreign(entry("Tea", "Te"))]
    )

    assert ("Herbata",) == merged.catalog.messages[key("Tea", "menu")].strings


def test_note_of_the_origin_goes_with_the_mark() -> None:
    """As long as the entry is fuzzy, the note stays; when somebody has confirmed the string, it goes."""
    house = [foreign(entry("Tea", "Herbata"))]
    first = merge(template("Tea"), catalog(), memory=house).catalog
    message = first.messages[key("Tea")]
    confirmed = replace(first, messages={message.key: message._replace(flags=())})

    assert not merge(template("Tea"), first, memory=house).changed
    assert entry("Tea", "Herbata") == merge(template("Tea"), confirmed, memory=house).catalog.messages[key("Tea")]


def test_entry_without_a_string_is_filled() -> None:
    """From the same message in another catalog of the site, else, as a suggestion, from a foreign one."""
    empty, house = catalog(entry("Tea", lines="# ask Jan\n" + LINES)), foreign(entry("Tea", "Te"))
    other = merge(template("Tea"), empty, elsewhere=[catalog(entry("Tea", "Herbata"))], memory=[house])
    theirs = merge(template("Tea"), empty, memory=[house])

    assert (("Herbata",), (key("Tea"),)) == (other.catalog.messages[key("Tea")].strings, other.moved)
    assert (("Te",), (key("Tea"),)) == (theirs.catalog.messages[key("Tea")].strings, theirs.fuzzied)
    assert "# ask Jan\n" in theirs.catalog.messages[key("Tea")].comments
    assert not merge(template("Tea"), empty, memory=[foreign(entry("Coffee", "Kawa"))]).changed


def test_critical_text_gets_nothing_from_others() -> None:
    """Neither new nor empty: nobody here has vouched for it."""
    new = template(source("Tea", critical="dose"))
    house = [foreign(entry("Tea", "Te"))]

    assert ("",) == merge(new, catalog(), memory=house).catalog.messages[key("Tea")].strings
    assert ("",) == merge(new, catalog(entry("Tea")), memory=house).catalog.messages[key("Tea")].strings
