"""Laws of files for other tools."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n import exchange, po
from i18n.errors import I18nError
from i18n.exchange import Unit, Units, fingerprint, stable_id
from i18n.exchange.catalog import enter, units_of
from i18n.model import Catalog, Message, MessageKey, Source, Template

FORMATS = (("a.xlf", "1.2"), ("a.xlf", "2.0"), ("a.tmx", ""), ("a.csv", ""), ("a.xlsx", ""))
CONTROLS = set(map(chr, range(32))) - set("\n\t\r")
ODD = (
    *(
        "=1",
        "+",
        "-",
        "@x",
        "'",
        "'=",
        '"',
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        "\r\n",
        " ",
        "_x000D_",
        "_x005F_",
        "]]>",
        "&",
        "<",
    ),
    *(
        "&lt;",
        "<mrk>",
        "</source>",
        "\u202e",
        "\u200f",
        "عربي",
        "\u2028",
        "\x85",
        "\xa0",
        "\ufeff",
        "😀",
        "1 of 2",
        "#N/A",
    ),
)
odd = st.lists(st.sampled_from(ODD), max_size=6).map("".join)
xml_texts = odd | st.text(st.characters(codec="utf-8", exclude_characters=CONTROLS | {"\ufffe", "\uffff"}), max_size=20)
all_texts = odd | st.text(st.characters(codec="utf-8"), max_size=20)


@st.composite
def units(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Unit:
    key = MessageKey(draw(st.none() | texts), draw(texts.filter(bool)))
    plural = draw(st.none() | texts)
    count = 1 if plural is None else draw(st.integers(1, 6))
    strings = tuple(draw(st.lists(texts, min_size=count, max_size=count)))
    lines = texts.map(lambda text: "".join(text.split("\n")))
    return Unit(
        key,
        plural,
        strings,
        state=draw(st.sampled_from(("fuzzy", "translated", ""))) if all(strings) else "untranslated",
        previous=draw(texts),
        notes=draw(texts),
        comments=draw(texts),
        references=tuple(draw(st.lists(lines.filter(bool), max_size=2))),
        critical=draw(st.sampled_from(("", "dose"))),
        id=stable_id(key, plural),
        shown=draw(st.sampled_from(("", fingerprint(strings, "fuzzy")))),
    )


def files(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Units]:
    found = st.lists(units(texts), min_size=1, max_size=4, unique_by=lambda one: one.id)
    return found.map(lambda made: Units("en", "pt-BR", tuple(made)))


@pytest.mark.parametrize(("file", "version"), FORMATS[:3])
@settings(max_examples=40)
@given(found=files(xml_texts))
def test_xml_comes_back(file: str, version: str, found: Units) -> None:
    """read(write(units)) == units, whatever the texts."""
    assert found == exchange.read(exchange.write(found, file, version=version), file)


@pytest.mark.parametrize("file", ["a.csv", "a.xlsx"])
@settings(max_examples=40)
@given(found=files(all_texts))
def test_tables_come_back(file: str, found: Units) -> None:
    """The same for tables, control characters included."""
    assert found == exchange.read(exchange.write(found, file), file)


@pytest.mark.parametrize(("file", "version"), FORMATS)
@settings(max_examples=40)
@given(found=files(xml_texts), data=st.data())
def test_damage(file: str, version: str, found: Units, data: st.DataObject) -> None:
    """A file with some bytes changed is read, or refused with an error of ours."""
    written = bytearray(exchange.write(found, file, version=version))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(written) - 1))
        written[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        exchange.read(bytes(written), file)
    except I18nError as error:
        assert error.diagnostics


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    made = draw(st.lists(units(xml_texts), max_size=5, unique_by=lambda one: one.key))
    messages = {
        one.key: Message(one.key, one.plural_id, one.strings, ("fuzzy",) if one.state == "fuzzy" else ())
        for one in made
    }
    header = Message(MessageKey(None, ""), strings=("Content-Type: text/plain; charset=UTF-8\n",))
    return po.read(po.write(Catalog("site", None, "site.po", header, messages)), "site.po", domain="site")


def exported(catalog: Catalog) -> Units:
    sources = {key: Source(key, one.plural_id, (), (), ()) for key, one in catalog.messages.items()}
    return Units("en", "pt-BR", units_of([catalog], Template("site", sources)))


@settings(max_examples=40)
@given(catalogs(), st.sampled_from(FORMATS), st.booleans(), st.booleans())
def test_unchanged_changes_nothing(catalog: Catalog, kind: tuple[str, str], theirs: bool, finished: bool) -> None:
    """A catalog that is exported and imported is itself."""
    found = exported(catalog)
    if not found.units:
        return
    back = exchange.read(exchange.write(found, kind[0], version=kind[1]), kind[0])
    entered = enter([catalog], back, kind[0], theirs=theirs, finished=finished)

    assert entered.catalogs[0] is catalog
    assert () == entered.entered


@settings(max_examples=40)
@given(catalogs(), st.data())
def test_no_newer_string_is_lost(catalog: Catalog, data: st.DataObject) -> None:
    """Whatever is changed on both sides: every string that changed in the catalog alone, or differently, stays."""
    found = exported(catalog)
    words = st.sampled_from(("a", "b", ""))
    changed = {
        key: one._replace(strings=tuple(data.draw(words) for _ in one.strings)) if data.draw(st.booleans()) else one
        for key, one in catalog.messages.items()
    }
    newer = replace(catalog, messages=changed)
    theirs = tuple(
        replace(one, strings=tuple(data.draw(words) for _ in one.strings), state="translated")
        if data.draw(st.booleans())
        else one
        for one in found.units
    )
    entered = enter([newer], replace(found, units=theirs), "a.xlf")

    for key, message in newer.messages.items():
        if message != catalog.messages[key] and any(message.strings):
            assert message == entered.catalogs[0].messages[key]
