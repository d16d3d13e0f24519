"""Laws of the three-way merge."""

from __future__ import annotations

import subprocess
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import po
from i18n.merge3 import merge3
from i18n.model import Catalog, Message, MessageKey
from tests.helpers import file_of

TEXTS = ("Do not drive for 24 hours.", "You may drive for 24 hours.", "Do not drive for 48 hours.", "Tea", "Teas")
LINES = ("# ask Jan", "#", "#@ x", "#. heading", "#.note", "#. critical: dose", "#: a.md:3 b.md", "#: a.md#top", "#: c")
FLAGS = ("fuzzy", "python-format", "reviewed", "no-wrap")
HEADERS = ("X-Generator: {}\n", "PO-Revision-Date: 2026-11-2{} 12:00+0000\n", "Last-Translator: {}\n")
STRINGS = ("", "x", "y", "two\nlines", 'a "quote"', "水を飲む", *map(str, range(10)))

keys = st.builds(MessageKey, st.sampled_from((None, "menu")), st.sampled_from(TEXTS))


@st.composite
def messages(draw: st.DrawFn) -> Message:
    plural = draw(st.sampled_from((None, None, None, "many", "lots")))
    number = 1 if plural is None else 2
    return Message(
        key=draw(keys),
        plural_id=plural,
        strings=tuple(draw(st.lists(st.sampled_from(STRINGS), min_size=number, max_size=number))),
        flags=tuple(draw(st.lists(st.sampled_from(FLAGS), unique=True, max_size=3))),
        comments="".join(line + "\n" for line in draw(st.lists(st.sampled_from(LINES), max_size=4))),
        previous=draw(st.sampled_from((None, None, *((MessageKey(None, text), None) for text in TEXTS[:3])))),
    )


@st.composite
def headers(draw: st.DrawFn) -> Message:
    fields = draw(st.lists(st.sampled_from(HEADERS), unique=True))
    own = "".join(field.format(draw(st.integers(0, 9))) for field in fields)
    fixed = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    return Message(MessageKey(None, ""), strings=(own + fixed,))


def made(header: Message, every: list[Message], live: int) -> Catalog:
    """A catalog as it is read from a file, so that its bytes count too."""
    alive, obsolete = ({one.key: one for one in part} for part in (every[:live], every[live:]))
    catalog = Catalog("site", None, "site.po", header, alive, obsolete)
    return replace(po.read(po.write(catalog), "site.po", domain="site"), diagnostics=())


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    every = draw(st.lists(messages(), max_size=6, unique_by=lambda message: message.key))
    return made(draw(headers()), every, draw(st.integers(0, len(every))))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    """A catalog and what two branches made of it: most messages stay, some change, come, go or move."""
    base = draw(catalogs())
    return base, draw(successors(base)), draw(successors(base))


@st.composite
def successors(draw: st.DrawFn, base: Catalog) -> Catalog:
    found = {key: draw(st.sampled_from(("stay", "stay", "change", "go"))) for key in (*base.messages, *base.obsolete)}
    live, gone = dict(base.messages), dict(base.obsolete)
    for part in (live, gone):
        for key in list(part):
            if found[key] == "go":
                del part[key]
            elif found[key] == "change":
                part[key] = draw(messages())._replace(key=key)
    for one in draw(st.lists(messages(), max_size=2)):
        gone.pop(one.key, None)
        live[one.key] = one
    for key in [key for key in live if draw(st.integers(0, 5)) == 0]:
        gone[key] = live.pop(key)
    header = draw(st.sampled_from((base.header, draw(headers()))))
    return made(header, [*live.values(), *gone.values()], len(live))


def entries(catalog: Catalog) -> dict[MessageKey, tuple[Message, bool]]:
    live = {key: (message, True) for key, message in catalog.messages.items()}
    return live | {key: (message, False) for key, message in catalog.obsolete.items()}


def content(catalog: Catalog) -> dict[MessageKey, tuple[bool, bool, frozenset[str]]]:
    """What the order of the sides must not change: liveness, the fuzzy flag, the strings."""
    return {
        key: (
            live,
            message.fuzzy,
            frozenset(text for string in message.strings for text in texts(string)),
        )
        for key, (message, live) in entries(catalog).items()
    }


def texts(string: str) -> list[str]:
    return [text for _, text in po.versions_of(string)] or [string]


@given(catalogs(), st.data())
@settings(max_examples=60)
def test_one_side_alone(base: Catalog, data: st.DataObject) -> None:
    """Where one branch did nothing, the result is the other one, to the byte, in either direction."""
    one = data.draw(successors(base))
    forth, back = merge3(base, one, base), merge3(base, base, one)

    assert (po.write(one), ()) == (po.write(forth.catalog), forth.conflicts)
    assert (po.write(one), ()) == (po.write(back.catalog), back.conflicts)


@given(catalogs(), st.data())
@settings(max_examples=30)
def test_both_sides_alike(base: Catalog, data: st.DataObject) -> None:
    """What both did alike is no conflict."""
    one = data.draw(successors(base))

    assert (po.write(one), ()) == (po.write(merge3(base, one, one).catalog), merge3(base, one, one).conflicts)


@given(histories())
@settings(max_examples=100)
def test_no_string_is_lost(history: tuple[Catalog, Catalog, Catalog]) -> None:
    """What a branch wrote or confirmed stands in the result: as a string, a version of a clash, or obsolete."""
    base, ours, theirs = history
    merged = merge3(base, ours, theirs).catalog
    known = {string for message, _ in entries(base).values() for string in message.strings}
    there = {text for message, _ in entries(merged).values() for string in message.strings for text in texts(string)}
    for side in (ours, theirs):
        for message, _ in entries(side).values():
            written = [string for string in message.strings if string and string not in known]

            assert [] == [string for string in written if string not in there]


@given(histories())
@settings(max_examples=100)
def test_sides_are_equal(history: tuple[Catalog, Catalog, Catalog]) -> None:
    """Who merges whom makes no difference but for order."""
    base, ours, theirs = history
    forth, back = merge3(base, ours, theirs), merge3(base, theirs, ours)

    assert content(forth.catalog) == content(back.catalog)
    assert {one.key for one in forth.conflicts} == {one.key for one in back.conflicts}


@given(histories())
@settings(max_examples=100)
def test_result_is_a_file(history: tuple[Catalog, Catalog, Catalog]) -> None:
    """What is written is read as what was merged, in its order, and marks are never without the fuzzy flag."""
    merged = merge3(*history).catalog
    found = po.read(po.write(merged), "site.po")

    assert (merged.header, list(merged.messages.items())) == (found.header, list(found.messages.items()))
    assert merged.obsolete == found.obsolete
    assert all(message.fuzzy for message, live in entries(merged).values() if live and po.unresolved(message))


@given(histories())
@settings(max_examples=60)
def test_untouched_bytes(history: tuple[Catalog, Catalog, Catalog]) -> None:
    """An entry that is as ours keeps our bytes; one that is as theirs has theirs."""
    base, ours, theirs = history
    merged = merge3(base, ours, theirs).catalog
    written = po.read(po.write(merged), "site.po")
    for key, entry in entries(written).items():
        for side in (ours, theirs):
            if entries(side).get(key) == entry:
                old, new = file_of(side), file_of(written)
                (start, end), (first, last) = old.spans[key], new.spans[key]

                assert old.text[start:end] == new.text[first:last]
                break


@given(histories())
@settings(max_examples=12)
def test_msgfmt_accepts_the_result(history: tuple[Catalog, Catalog, Catalog]) -> None:
    """GNU gettext compiles it, with all of its checks, the fuzzy entries among it."""
    file = po.write(merge3(*history).catalog)
    done = subprocess.run(
        ["msgfmt", "--check-format", "--check-domain", "--use-fuzzy", "-o", "/dev/null", "-"],
        input=file.replace(b"#, python-format", b"#,").replace(b", python-format", b""),
        capture_output=True,
        check=False,
    )

    assert (0, b"") == (done.returncode, done.stderr)
