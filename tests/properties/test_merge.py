"""Laws of the merge."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import po
from i18n.merge import merge
from i18n.merge.sentences import split
from i18n.model import Catalog, Message, MessageKey, Reference, Source, Template

HEADER = Message(MessageKey(None, ""), strings=("Plural-Forms: nplurals=2; plural=(n != 1);\n",))
TEXTS = (
    "Do not drive for 24 hours.",
    "You may drive for 24 hours.",
    "Do not drive for 48 hours.",
    "Do not eat for 6 hours.",
    "Tea",
    "Teas",
)
LINES = ("# ask Jan", "#", "#@ x", "#. heading", "#.note", "#. critical: dose", "#: a.md:3 b.md", "#: a.md#top", "#: c")
FLAGS = ("fuzzy", "python-format", "reviewed", "no-wrap")

keys = st.builds(MessageKey, st.sampled_from((None, "menu")), st.sampled_from(TEXTS))
plurals = st.sampled_from((None, None, None, "many", "lots"))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    references = st.builds(Reference, st.sampled_from(("a.md", "b.md", "my page.md")), st.sampled_from(("", "top")))
    return Source(
        key=draw(keys),
        plural_id=draw(plurals),
        formats=("markdown",),
        kinds=draw(st.sampled_from((("heading",), ("heading", "cell"), ()))),
        references=tuple(dict.fromkeys(draw(st.lists(references, max_size=3)))),
        comments=draw(st.sampled_from(((), ("note",), ("two\nlines", " ")))),
        flags=draw(st.sampled_from(((), ("python-format",)))),
        critical=draw(st.sampled_from((None, None, "dose"))),
    )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    plural = draw(plurals)
    number = 1 if plural is None else 2
    return Message(
        key=draw(keys),
        plural_id=plural,
        strings=tuple(draw(st.lists(st.sampled_from(("", "x", "y")), min_size=number, max_size=number))),
        flags=tuple(draw(st.lists(st.sampled_from(FLAGS), unique=True, max_size=3))),
        comments="".join(line + "\n" for line in draw(st.lists(st.sampled_from(LINES), max_size=4))),
        previous=draw(st.sampled_from((None, None, (MessageKey(None, "old"), None)))),
    )


templates = st.lists(sources(), max_size=6).map(lambda made: Template("site", {one.key: one for one in made}))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    live = {one.key: one for one in draw(st.lists(messages(), max_size=6))}
    obsolete = {one.key: one for one in draw(st.lists(messages(), max_size=3)) if one.key not in live}
    header = Message(MessageKey(None, ""), strings=("Plural-Forms: nplurals=2; plural=(n != 1);\n",))
    return Catalog("site", "es", "site.po", header, live, obsolete)


def confirmed(catalog: Catalog) -> set[tuple[MessageKey, str | None, tuple[str, ...]]]:
    parts = (catalog.messages, catalog.obsolete)
    return {(one.key, one.plural_id, one.strings) for part in parts for one in part.values() if one.translated}


@given(templates, catalogs(), st.lists(catalogs(), max_size=1), st.sampled_from(["file", "none"]))
@settings(max_examples=80)
def test_merging_again_changes_nothing(
    template: Template, previous: Catalog, elsewhere: list[Catalog], references: po.References
) -> None:
    """merge(t, merge(t, p).catalog) is that catalog itself."""
    once = merge(template, previous, elsewhere=elsewhere, references=references)
    again = merge(template, once.catalog, elsewhere=elsewhere, references=references)

    assert once.catalog is again.catalog
    assert not again.changed
    assert set(template.sources) == set(again.kept)


@given(templates, catalogs())
@settings(max_examples=80)
def test_changed_says_whether_the_catalog_is_another(template: Template, previous: Catalog) -> None:
    """Exactly then is there something to write; order counts."""
    merged = merge(template, previous)
    same = previous == merged.catalog and list(previous.messages) == list(merged.catalog.messages)

    assert merged.changed is not same
    assert merged.changed is not (merged.catalog is previous)


@given(templates, catalogs(), st.lists(catalogs(), max_size=1))
@settings(max_examples=80)
def test_every_key_is_accounted_for(template: Template, previous: Catalog, elsewhere: list[Catalog]) -> None:
    """Live are the template's keys, each in one of the lists; gone are the others."""
    merged = merge(template, previous, elsewhere=elsewhere)
    listed = [*merged.added, *merged.kept, *merged.moved, *merged.fuzzied, *merged.revived]

    assert set(template.sources) == set(merged.catalog.messages)
    assert sorted(map(repr, template.sources)) == sorted(map(repr, listed))
    assert set(previous.messages) - set(template.sources) == set(merged.obsoleted)
    assert not set(merged.catalog.messages) & set(merged.catalog.obsolete)


@given(templates, catalogs())
@settings(max_examples=80)
def test_no_confirmed_string_is_lost(template: Template, previous: Catalog) -> None:
    """It is still there, live or obsolete, unless its text has another plural now."""
    merged = merge(template, previous)
    replaced = {one.key for one in template.sources.values()}
    lost = confirmed(previous) - confirmed(merged.catalog)

    assert all(key in replaced and template.sources[key].plural_id != plural for key, plural, _ in lost)


@given(templates, catalogs(), st.lists(catalogs(), max_size=1))
@settings(max_examples=80)
def test_no_string_is_confirmed_by_a_merge(template: Template, previous: Catalog, elsewhere: list[Catalog]) -> None:
    """What is translated afterwards was translated before, for the same context, text and plural."""
    before = set().union(*(confirmed(catalog) for catalog in (previous, *elsewhere)))

    assert confirmed(merge(template, previous, elsewhere=elsewhere).catalog) <= before


@given(templates, catalogs(), st.lists(catalogs(), max_size=1))
@settings(max_examples=80)
def test_critical_text_gets_no_suggestion(template: Template, previous: Catalog, elsewhere: list[Catalog]) -> None:
    """A critical message has only strings that stood under exactly its key, text and plural."""
    had = {
        (one.key, one.plural_id, one.strings)
        for part in (previous.messages, previous.obsolete)
        for one in part.values()
    }
    had |= set().union(*(confirmed(catalog) for catalog in elsewhere)) if elsewhere else set()
    merged = merge(template, previous, elsewhere=elsewhere).catalog

    assert all(
        (message.key, message.plural_id, message.strings) in had
        for message in merged.messages.values()
        if template.sources[message.key].critical and any(message.strings)
    )


@given(templates, catalogs(), st.data())
@settings(max_examples=80)
def test_a_source_that_leaves_and_returns(template: Template, previous: Catalog, data: st.DataObject) -> None:
    """A translated message comes back as it was; the rest of the catalog did not move."""
    first = merge(template, previous).catalog
    gone = set(data.draw(st.lists(st.sampled_from(list(template.sources))))) if template.sources else set()
    without = Template("site", {key: source for key, source in template.sources.items() if key not in gone})
    again = merge(template, merge(without, first).catalog).catalog

    assert all(first.messages[key] == again.messages[key] for key in first.messages if any(first.messages[key].strings))
    assert all(first.messages[key] == again.messages[key] for key in first.messages if key not in gone)


@given(templates, catalogs(), st.lists(catalogs(), max_size=2), st.lists(catalogs(), max_size=1))
@settings(max_examples=80)
def test_others_only_suggest(
    template: Template, previous: Catalog, memory: list[Catalog], variants: list[Catalog]
) -> None:
    """Nothing of a memory or a variant is finished here, none of it is critical, and asking again changes nothing."""
    alone, merged = merge(template, previous), merge(template, previous, memory=memory, variants=variants)
    again = merge(template, merged.catalog, memory=memory, variants=variants)

    assert confirmed(alone.catalog) == confirmed(merged.catalog)
    assert all(
        alone.catalog.messages[key].strings == message.strings
        for key, message in merged.catalog.messages.items()
        if template.sources[key].critical
    )
    assert merged.catalog is again.catalog


HOSTILE = ("`", "!)", "**", "[", "http://", "1.1", "a@", "{a", "%(", "。", ".", "a. ", "é", "&amp;", "\u0660")


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_text(part: str) -> None:
    """No text makes a merge look at it more often than its length allows: five such texts take a second at most."""
    texts = [f"{number} {part * (9_900 // len(part))}" for number in range(5)]
    catalog = Catalog("site", "es", "site.po", HEADER, {one.key: one for one in map(_translated, texts)})
    template = Template("site", {key: Source(key, None, ("markdown",), (), ()) for key in map(_edited, texts)})
    start = time.process_time()
    merged = merge(template, catalog)

    assert 5 == len(merged.catalog.messages)
    assert time.process_time() - start < 3


def _translated(text: str) -> Message:
    return Message(MessageKey(None, text), None, (text,))


def _edited(text: str) -> MessageKey:
    return MessageKey(None, f"Now {text[:-9]}")


SENTENCES = ("Eat nothing.", "Call us, please!", "Is it *late*?", "Rest (well).", "Take `a` at 7.", "Go now.")


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.text(" .!?*_`()[]。a", max_size=30))
@settings(max_examples=200)
def test_sentences_are_the_text(parts: list[str], noise: str) -> None:
    """Nothing is lost or added by cutting, whatever stands there."""
    text = " ".join(parts) + noise

    assert text == "".join(split(text))
    assert all(split(text)) or not text


@given(st.lists(st.sampled_from(SENTENCES), unique=True, min_size=2), st.integers(1, 5))
@settings(max_examples=100)
def test_split_and_joined_again(parts: list[str], cut: int) -> None:
    """A paragraph that is cut in two between sentences gives each half its own, and both give it back."""

    def paragraph(some: list[str]) -> Message:
        return Message(MessageKey(None, " ".join(some)), None, (" ".join(f"{one.upper()}" for one in some),))

    cut = min(cut, len(parts) - 1)
    whole, halves = paragraph(parts), [paragraph(parts[:cut]), paragraph(parts[cut:])]

    def catalog(messages: list[Message]) -> Catalog:
        return Catalog("site", "es", "site.po", HEADER, {one.key: one for one in messages})

    def strings(before: list[Message], after: list[Message]) -> list[str]:
        sources = {one.key: Source(one.key, None, ("markdown",), (), ()) for one in after}
        merged = merge(Template("site", sources), catalog(before)).catalog.messages
        return [merged[one.key].strings[0] for one in after]

    assert [one.strings[0] for one in halves] == strings([whole], halves)
    assert [whole.strings[0]] == strings(halves, [whole])
