"""Laws of reading and writing catalogs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from i18n import po
from i18n.errors import CatalogError
from i18n.model import Catalog, CatalogFile, Message, MessageKey
from i18n.po.entry import string_value
from i18n.po.formatting import _string_lines
from i18n.po.line_breaks import may_break
from i18n.po.line_by_line import _ESCAPE
from i18n.po.problems import Report
from i18n.po.scanning import scan_text
from i18n.po.wrapping import columns
from tests.helpers import file_of

CONTROLS = set(map(chr, range(32))) - set("\n\t\r")
texts = st.text(st.characters(codec="utf-8", exclude_characters=CONTROLS), max_size=120)
words = st.lists(
    st.sampled_from(["a", "word", "msgstr[1]", "#~", "服药", "\\", '"', "\n", "قبل", "24", "-", "…", " "]), max_size=60
)
strings = texts | words.map(" ".join)
ids = strings.filter(bool)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=12)
comments = st.builds(
    lambda notes, extracted, places: "".join(
        [f"# {line}\n" for line in notes] + [f"#. {line}\n" for line in extracted] + [f"#: {line}\n" for line in places]
    ),
    *[st.lists(lines, max_size=2)] * 3,
)
flags = st.lists(st.sampled_from(["fuzzy", "python-format", "no-wrap", "x-mine", "range: 0..9"]), unique=True).map(
    tuple
)
keys = st.builds(MessageKey, st.none() | strings, ids)
previous = st.none() | st.tuples(st.builds(MessageKey, st.none() | strings, strings), st.none() | strings)
singular = st.tuples(st.none(), st.tuples(strings))
plural = st.tuples(strings, st.lists(strings, min_size=1, max_size=6).map(tuple))
messages = st.builds(
    lambda key, texts, *rest: Message(key, *texts, *rest), keys, singular | plural, flags, comments, previous
)
HEADER = Message(MessageKey(None, ""), strings=("Content-Type: text/plain; charset=UTF-8\n",))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    every = draw(st.lists(messages, max_size=6, unique_by=lambda message: message.key))
    live = draw(st.integers(0, len(every)))
    return Catalog(
        "site",
        None,
        "es.po",
        HEADER,
        {message.key: message for message in every[:live]},
        {message.key: message for message in every[live:]},
    )


def slowly(text: str) -> tuple[CatalogFile, Report]:
    report = Report("es.po", text=text)
    return scan_text(b"", text, report, fast=False), report


def quickly(text: str) -> tuple[CatalogFile, Report]:
    report = Report("es.po", text=text)
    return scan_text(b"", text, report), report


@settings(max_examples=100)
@given(catalogs())
def test_read_what_was_written(catalog: Catalog) -> None:
    """Whatever a catalog holds comes back."""
    assert catalog == replace(po.read(po.write(catalog), "es.po", domain="site"), diagnostics=())


@settings(max_examples=60)
@given(catalogs(), st.sampled_from(["\n", "\r\n"]))
def test_restore_what_was_stored(catalog: Catalog, newline: str) -> None:
    """What comes from the cache is what was read, in the same order, and is written as the file."""
    data = po.write(catalog).replace(b"\n", newline.encode())
    read = po.read(data, "es.po")
    columns = po.stored(read)
    assume(columns is not None)
    assert columns is not None
    restored = po.restored(columns, data, "es.po")

    assert (read, read.file) == (restored, restored.file)
    assert list(read.messages) == list(restored.messages)
    assert list(read.obsolete) == list(restored.obsolete)
    assert data == po.write(restored)


@settings(max_examples=60)
@given(catalogs(), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.integers(0, 2))
def test_both_ways_of_reading_agree(catalog: Catalog, newline: str, mark: bool, blanks: int) -> None:
    """The fast reader accepts nothing that the careful one reads otherwise."""
    text = "\ufeff" * mark + po.write(catalog).decode().replace("\n", newline) + newline * blanks

    assert slowly(text) == quickly(text)


PIECES = [
    'msgid "a"\n',
    'msgid "b"\n',
    'msgid ""\n',
    'msgctxt "c"\n',
    'msgid_plural "p"\n',
    'msgstr "x"\n',
    'msgstr ""\n',
    'msgstr[0] "y"\n',
    'msgstr[1] "z"\n',
    '"more"\n',
    ' "indented"\n',
    '"cut\n',
    "\n",
    " \n",
    "\r\n",
    "# note\n",
    "#: place\n",
    "#, fuzzy\n",
    "#= fuzzy\n",
    '#| msgid "old"\n',
    '#~ msgid "a"\n',
    '#~ msgstr "x"\n',
    '#~ "more"\n',
    '#~| msgid "old"\n',
    "#~\n",
    "<<<<<<< HEAD\n",
    r'"\x3c"' + "\n",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_lines(text: str) -> None:
    """Any lines are read alike by both ways, or refused by both; what is read is kept."""
    slow, slow_report = slowly(text)
    quick, quick_report = quickly(text)

    assert bool(slow_report.errors) == bool(quick_report.errors)
    if not slow_report.errors:
        assert (slow, slow_report.diagnostics) == (quick, quick_report.diagnostics)


@settings(max_examples=150)
@given(
    st.binary(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=14).map(lambda pieces: "".join(pieces).encode())
)
def test_any_bytes(data: bytes) -> None:
    """Reading gives a catalog that writes the same bytes, or our error with at least one place."""
    try:
        catalog = po.read(data, "es.po")
    except CatalogError as error:
        assert error.diagnostics
        return
    assert data == po.write(catalog)


REAL = (
    (Path(__file__).resolve().parents[2] / "locales/es/LC_MESSAGES/site.po")
    .read_bytes()[:12_000]
    .rpartition(b"\n\n")[0]
)
LINES = REAL.splitlines(keepends=True)
damages = (
    st.tuples(st.integers(0, len(REAL)), st.integers(1, 400)).map(lambda cut: REAL[: cut[0]] + REAL[cut[0] + cut[1] :])
    | st.tuples(st.integers(0, len(REAL) - 1), st.integers(0, 255)).map(
        lambda flip: REAL[: flip[0]] + bytes([flip[1]]) + REAL[flip[0] + 1 :]
    )
    | st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES))).map(
        lambda move: b"".join([*LINES[: move[1]], LINES[move[0]], *LINES[move[1] :]])
    )
    | st.integers(0, len(LINES) - 1).map(lambda gone: b"".join(LINES[:gone] + LINES[gone + 1 :]))
)
"""A real catalog with bytes cut out, a byte changed, a line doubled elsewhere, a line lost."""


@settings(max_examples=200)
@given(damages)
def test_damage(data: bytes) -> None:
    """A damaged catalog is refused, or all its entries but those at the damage keep their strings (R-14)."""
    whole = po.read(REAL + b"\n", "es.po").messages
    try:
        found = po.read(data, "es.po").messages
    except CatalogError as error:
        assert error.diagnostics
        return
    entries = dict.fromkeys(data.split(b"\n\n"))
    untouched = [
        key
        for (key, _), entry in zip(whole.items(), REAL.split(b"\n\n")[1:], strict=True)
        if entry.strip(b"\n") in entries
    ]
    assert all(found[key].strings == whole[key].strings for key in untouched)
    assert len(untouched) > 10


@settings(max_examples=60)
@given(catalogs().filter(lambda catalog: catalog.messages), st.data(), strings)
def test_one_change_touches_one_entry(catalog: Catalog, data: st.DataObject, string: str) -> None:
    """With one string changed, every other entry keeps its bytes and its place."""
    before = po.read(po.write(catalog), "es.po", domain="site")
    key = data.draw(st.sampled_from(list(before.messages)))
    message = before.messages[key]
    new = (string, *message.strings[1:])
    after = replace(before, messages={**before.messages, key: message._replace(strings=new)})
    file = file_of(before)
    start, end = file.spans[key]
    written = po.write(after).decode()

    assert written.startswith(file.text[:start])
    assert written.endswith(file.text[end:])
    assert after.messages == po.read(written.encode(), "es.po").messages


@settings(max_examples=60)
@given(words.map(" ".join) | texts, st.sampled_from(["msgid", "msgstr[0]"]))
def test_lines_are_as_long_as_they_can_be(text: str, keyword: str) -> None:
    """No line is wider than the page unless it is one word, and joined the lines are the text."""
    found = _string_lines("", keyword, text, None, wrap=True)
    body = "".join(line.removeprefix(keyword).strip(" ")[1:-1] for line in found)

    assert text == string_value(body)
    assert len(found) == 1 or f'{keyword} ""' == found[0]
    for line in found[1:]:
        inside = line[1:-1].removesuffix("\\n")
        breaks = [index for index in range(1, len(inside)) if may_break(inside, index)]
        escapes = {match.end() - 1 for match in _ESCAPE.finditer(inside)}
        assert columns(line) <= po.WIDTH or not set(breaks) - escapes
