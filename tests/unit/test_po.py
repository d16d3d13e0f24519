"""Reading and writing `.po` files."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from i18n import po
from i18n.errors import CatalogError
from i18n.model import Catalog, Message, MessageKey, Reference, Severity, Source, Template
from tests.helpers import file_of

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = 'msgid "a"\nmsgstr "b"\n'
PLURAL = 'msgid "a"\nmsgid_plural "as"\n'
FULL = """\
# Translators, 2026.
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# A note.
#. heading
#. Keep it short.
#: content/a.md#top content/b.md
#: \u2068content/my page.md\u2069
#, python-format
msgctxt "menu"
msgid "Open"
msgstr "Abrir"

#, fuzzy
#| msgctxt "old"
#| msgid ""
#| "Two\\n"
#| "lines"
msgid "One \\"line\\""
msgstr ""
"Una \\\\ "
"línea\\t."

msgid "day"
msgid_plural "days"
msgstr[0] "día"
msgstr[1] "días"

#, fuzzy
#~| msgid "Gone before"
#~ msgid "Gone"
#~ msgstr ""
#~ "Ya no "
#~ "está"
"""


def read(body: str) -> Catalog:
    return po.read((HEAD + body).encode(), "es.po")


def problems(data: bytes, *, locale: str | None = None) -> list[str]:
    """What is wrong with a file, as `check:line:column`."""
    with pytest.raises(CatalogError) as caught:
        po.read(data, "es.po", locale=locale)
    return [f"{found.check}:{found.line}:{found.column}" for found in caught.value.diagnostics]


def changed(catalog: Catalog, id_: str, string: str) -> Catalog:
    key = MessageKey(None, id_)
    return replace(catalog, messages={**catalog.messages, key: catalog.messages[key]._replace(strings=(string,))})


def test_read() -> None:
    """Every part of an entry arrives in its field."""
    catalog = po.read(FULL.encode(), "es.po", domain="site", locale="es")

    menu = MessageKey("menu", "Open")
    line = MessageKey(None, 'One "line"')
    day = MessageKey(None, "day")
    gone = MessageKey(None, "Gone")
    comments = "# A note.\n#. heading\n#. Keep it short.\n#: content/a.md#top content/b.md\n#: ⁨content/my page.md⁩\n"
    assert ("site", "es", "es.po", ()) == (catalog.domain, catalog.locale, catalog.path, catalog.diagnostics)
    assert "nplurals=2; plural=(n != 1);" == catalog.headers["Plural-Forms"]
    assert "# Translators, 2026.\n" == catalog.header.comments
    assert {
        menu: Message(menu, None, ("Abrir",), ("python-format",), comments),
        line: Message(line, None, ("Una \\ línea\t.",), ("fuzzy",), "", (MessageKey("old", "Two\nlines"), None)),
        day: Message(day, "days", ("día", "días")),
    } == catalog.messages
    assert {
        gone: Message(gone, None, ("Ya no está",), ("fuzzy",), "", (MessageKey(None, "Gone before"), None))
    } == catalog.obsolete


def test_spans() -> None:
    """A span reaches from an entry's first comment to the end of its last line, without the newline."""
    catalog = po.read(FULL.encode(), "es.po")
    file = file_of(catalog)
    start, end = file.spans[MessageKey("menu", "Open")]

    assert "# A note." == file.text[start:].split("\n")[0]
    assert '"Abrir"' == file.text[:end][-7:]
    assert [2, 14, 23, 28, 35] == list(catalog.lines(file.spans).values())


def test_comments_of_a_message() -> None:
    """References are split like gettext does; the program's words and the translators' are apart."""
    message = po.read(FULL.encode(), "es.po").messages[MessageKey("menu", "Open")]

    assert ("content/a.md#top", "content/b.md", "content/my page.md") == po.references(message)
    assert ("heading", "Keep it short.") == po.extracted(message)
    assert ("A note.",) == po.notes(message)


@pytest.mark.parametrize("line", ["#, fuzzy", "#,fuzzy", "#, Fuzzy", "#= fuzzy", "#! fuzzy", "#, c-format fuzzy"])
def test_fuzzy(line: str) -> None:
    """However a tool writes the flag, the message is fuzzy."""
    assert read(f"{line}\n{ENTRY}").messages[MessageKey(None, "a")].fuzzy


def test_flags_in_order() -> None:
    """Flags of several lines are kept in order, once each; a range is one flag."""
    catalog = read(f"#, range: 0..5, x-mine\n#= fuzzy, x-mine\n{ENTRY}")

    assert ("range: 0..5", "x-mine", "fuzzy") == catalog.messages[MessageKey(None, "a")].flags


def test_context_and_none() -> None:
    """An empty context is another message than no context."""
    catalog = read(f'{ENTRY}\nmsgctxt ""\nmsgid "a"\nmsgstr "c"\n')

    assert [MessageKey(None, "a"), MessageKey("", "a")] == list(catalog.messages)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("prefix", ["", "#~ "])
def test_keywords_inside_strings(newline: str, prefix: str) -> None:
    """A string may look like the file that holds it."""
    lines = (PLURAL + 'msgstr[0] "x msgstr[1] y"\nmsgstr[1] ""\n"msgid #~ msgstr[0] "\n"z"\n').splitlines()
    catalog = po.read((HEAD + "".join(f"{prefix}{line}\n" for line in lines)).replace("\n", newline).encode(), "es.po")

    message = (catalog.obsolete if prefix else catalog.messages)[MessageKey(None, "a")]
    assert ("x msgstr[1] y", "msgid #~ msgstr[0] z") == message.strings


# Everything that two readers understand differently: a file each in tests/cases/po/.

CASES = Path(__file__).resolve().parents[1] / "cases" / "po"
OUTCOMES: dict[str, dict] = tomllib.loads((CASES / "outcomes.toml").read_text("utf-8"))


def names(*outcomes: str) -> list[str]:
    return [name for name, case in OUTCOMES.items() if case["outcome"] in outcomes]


def rendered(catalog: Catalog) -> dict[str, str | list[str]]:
    """The live messages, as outcomes.toml writes them."""
    return {
        key.id if key.context is None else f"{key.context}|{key.id}": (
            "fuzzy: " * message.fuzzy + message.strings[0] if message.plural_id is None else list(message.strings)
        )
        for key, message in catalog.messages.items()
    }


def test_every_file_has_an_outcome() -> None:
    """No file is left out, and none is missing."""
    assert sorted(OUTCOMES) == sorted(path.stem for path in CASES.glob("*.po"))
    assert {"accepted", "warned", "refused"} == {case["outcome"] for case in OUTCOMES.values()}


@pytest.mark.parametrize("name", names("accepted"))
def test_accepted(name: str) -> None:
    """What GNU gettext reads and no other reader can take for something else is read, and its bytes are kept."""
    data = (CASES / f"{name}.po").read_bytes()
    catalog = po.read(data, "es.po", locale="es")

    assert (OUTCOMES[name]["messages"], ()) == (rendered(catalog), catalog.diagnostics)
    assert data == po.write(catalog)


@pytest.mark.parametrize("name", names("warned"))
def test_accepted_with_a_warning(name: str) -> None:
    """What can be read but should not stay is read, kept byte for byte, and said."""
    data = (CASES / f"{name}.po").read_bytes()
    catalog = po.read(data, "es.po", locale="es")

    assert [(finding, Severity.WARNING) for finding in OUTCOMES[name]["findings"]] == [
        (f"{found.check}:{found.line}:{found.column}", found.severity) for found in catalog.diagnostics
    ]
    assert OUTCOMES[name]["messages"] == rendered(catalog)
    assert data == po.write(catalog)


@pytest.mark.parametrize("name", names("refused"))
def test_refused(name: str) -> None:
    """What some reader would misread is refused, with line and column: there is no catalog with fewer messages."""
    assert OUTCOMES[name]["findings"] == problems((CASES / f"{name}.po").read_bytes(), locale="es")


GNU_DIFFERS = {
    "bom",  # GNU 0.21 refuses the mark.
    "charset-charset",  # The word of a template that nobody has filled in.
    "charset-utf8",  # GNU refuses the name without its hyphen.
    "duplicate-identical",  # Any duplicate is an error there.
    "fuzzy-in-capitals",  # Another flag there, so the string would be published.
    "fuzzy-in-all-capitals",
    "fuzzy-sticky",  # A comment to GNU before 2025, so the string would be published.
    "fuzzy-sticky-among-others",
    "fuzzy-sticky-without-a-space",
    "obsolete-above-live",  # Any duplicate is an error there.
    "obsolete-below-live",
}
"""Files that GNU gettext 0.21 refuses, or in which it takes a fuzzy string for a finished one."""


@pytest.mark.parametrize("name", [name for name in names("accepted", "warned") if name not in GNU_DIFFERS])
def test_accepted_as_by_gnu(name: str) -> None:
    """What is accepted is what GNU gettext reads there."""
    done = subprocess.run(["msgcat", "-"], input=(CASES / f"{name}.po").read_bytes(), capture_output=True, check=False)
    theirs = rendered(po.read(done.stdout, "gnu.po")) if done.returncode == 0 else None

    assert OUTCOMES[name]["messages"] == theirs


def test_too_large() -> None:
    """A file beyond the limit is not even decoded."""
    assert ["po.limits:1:1"] == problems(b"#" * (po.MAXIMUM_FILE + 1))


def test_all_problems_at_once() -> None:
    """One run reports every problem of a file."""
    body = f'msgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr "d" x\n\nmsgid "e"\nmsgid "f"\nmsgstr "g"\n\n{ENTRY}\n{ENTRY}'

    assert ["po.syntax:5:8", "po.syntax:8:12", "po.syntax:11:1", "po.duplicate:17:1"] == problems(
        (HEAD + body).encode()
    )


def test_error_names_its_place() -> None:
    """The error itself tells the first problem and how many follow."""
    with pytest.raises(CatalogError, match=r"^es\.po:5: 'EVIL' outside the quotes \(and 1 more\)$"):
        read('msgid "a"\nmsgstr "b" EVIL\n\nmsgid "c"\nmsgstr "d" x\n')


@pytest.mark.parametrize(
    ("header", "locale", "accepted"),
    [
        ("es", "es", True),
        ("pt_BR", "pt-BR", True),
        ("PT-br", "pt-BR", True),
        ("", "es", True),
        ("zh_CN", "zh-Hans", True),
        ("fr", "es", False),
        ("zh_TW", "zh-Hans", False),
    ],
)
def test_language(header: str, locale: str, accepted: bool) -> None:
    """The header names the catalog's language, in any accepted spelling."""
    data = HEAD.replace("C", f"Language: {header}\\nC", 1).encode()
    try:
        po.read(data, "x.po", locale=locale, languages=frozenset({"zh_CN"}))
        found = True
    except CatalogError:
        found = False

    assert accepted == found


def test_cut_at_every_byte() -> None:
    """A cut file is refused, warned of, or has every message that is whole in it, and none is made up.

    Nobody can see a cut between entries, or after a whole line of the last string.
    """
    data = FULL.encode()
    whole = po.read(data, "es.po")
    spans = file_of(whole).spans
    for cut in range(len(data)):
        try:
            catalog = po.read(data[:cut], "es.po")
        except CatalogError:
            continue
        there = [key for key, (_, end) in spans.items() if len(FULL[:end].encode()) <= cut]
        found = list(file_of(catalog).spans)
        assert there == found[: len(there)]
        assert len(found) - len(there) <= 1
        for key in set(there) & set(catalog.messages):
            assert whole.messages[key] == catalog.messages[key]
        for key in found[len(there) :]:
            assert data[:cut].decode().endswith('"\n') or catalog.diagnostics
            assert key in spans


def cuts(data: bytes) -> tuple[int, int, list[int]]:
    """What becomes of a catalog that is cut at every byte: how often it is refused and warned of, and where neither.

    Of the messages before a cut none is missing, none is changed, and none is made up.
    """
    full = list(po.read(data, "es.po").messages.values())
    refused, warned, silent = 0, 0, []
    for cut in range(len(data)):
        try:
            found = po.read(data[:cut], "es.po")
        except CatalogError:
            refused += 1
            continue
        messages = list(found.messages.values())
        whole = max(0, data[:cut].count(b"\n\n") - 1)  # The header is an entry too.
        assert full[:whole] == messages[:whole]
        assert whole <= len(messages) <= whole + 1
        if found.diagnostics:
            warned += 1
        else:
            silent.append(cut)
    print(f"{len(data)} cuts: {refused} refused, {warned} warned of, {len(silent)} that nobody can see")
    return refused, warned, silent


@pytest.mark.parametrize("locale", ["es", "zh_Hans"])
def test_real_catalog_cut_at_every_byte(locale: str) -> None:
    """Refused nearly always; who is not told has a file that ends behind an entry, or a line of its last string."""
    whole = (CASES.parents[2] / f"locales/{locale}/LC_MESSAGES/site.po").read_bytes()
    data = whole[: whole.rindex(b"\n\n", 0, 6_000) + 1]
    refused, warned, silent = cuts(data)

    assert refused > 0.9 * len(data)
    assert warned > 0
    assert all(data[:cut].endswith((b'"\n', b"\n\n")) for cut in silent)


# Writing.


def test_unchanged_is_byte_identical() -> None:
    """A catalog that was read and not changed gives the bytes that were read."""
    data = ("\ufeff\n" + FULL.replace("\n", "\r\n") + "\r\n \r\n").encode()

    assert data == po.write(po.read(data, "es.po"))


def test_only_the_changed_entry_is_laid_out_anew() -> None:
    """A new string changes the lines of its entry; odd layout elsewhere stays."""
    body = 'msgid   "a"\nmsgstr "old"\n\n\n\n#,x-mine\nmsgid "c"\nmsgstr ""\n"d"'
    expected = 'msgid "a"\nmsgstr "new"\n\n\n\n#,x-mine\nmsgid "c"\nmsgstr ""\n"d"'

    assert (HEAD + expected).encode() == po.write(changed(read(body), "a", "new"))


def test_line_endings_of_a_changed_entry() -> None:
    """A changed entry has the file's line endings and no newline that the file did not have."""
    data = ("\ufeff" + HEAD + "# x\n" + ENTRY).rstrip("\n").replace("\n", "\r\n").encode()

    assert data.replace(b'"b"', b'"c"') == po.write(changed(po.read(data, "es.po"), "a", "c"))


def test_added_moved_and_removed() -> None:
    """The catalog's order is the file's order; what is gone leaves with its blank line."""
    catalog = read(f'{ENTRY}\n# odd\nmsgid  "c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr "f"\n')
    a, c, e = catalog.messages.values()
    new = Message(MessageKey("x", "n"), comments="#: n.md\n")
    messages = {message.key: message for message in (c, new, a)}
    gone = replace(catalog, messages=messages, obsolete={e.key: e})
    expected = (
        '# odd\nmsgid  "c"\nmsgstr "d"\n\n#: n.md\nmsgctxt "x"\nmsgid "n"\nmsgstr ""\n\n'
        f'{ENTRY}\n#~ msgid "e"\n#~ msgstr "f"\n'
    )

    assert HEAD + expected == po.write(gone).decode()


def test_obsolete_entries_stay_where_they_are() -> None:
    """An obsolete entry between live ones does not move when another entry changes."""
    body = f'{ENTRY}\n#~ msgid "o"\n#~ msgstr "p"\n\nmsgid "c"\nmsgstr "d"\n'

    assert (HEAD + body.replace('"d"', '"D"')).encode() == po.write(changed(read(body), "c", "D"))


def test_repeated_entries_are_left_out_of_a_changed_file() -> None:
    """A second copy of a changed message would contradict it."""
    catalog = read(f'{ENTRY}\n{ENTRY}\n#~ msgid "a"\n#~ msgstr "z"\n')

    assert (HEAD + ENTRY.replace('"b"', '"c"')).encode() == po.write(changed(catalog, "a", "c"))


@pytest.mark.parametrize("text", ["bell \a", "a\x0bb", "a\ud800b"])
def test_what_no_file_can_hold(text: str) -> None:
    """A string that could not be read back is not written."""
    with pytest.raises(CatalogError):
        po.write(changed(read(ENTRY), "a", text))


LAYOUTS = {
    "short": Message(MessageKey(None, "a"), strings=("b",)),
    "exactly a line": Message(MessageKey(None, "x" * 70), strings=("word " * 14 + "ab",)),
    "one column more": Message(MessageKey(None, "word " * 14 + "abc"), strings=("b",)),
    "a word wider than a line": Message(MessageKey(None, "x" * 100), strings=("x" * 100 + " y",)),
    "newlines": Message(MessageKey(None, "a\n"), strings=("a\nb\n\n c",)),
    "escapes": Message(MessageKey(None, 'q"\\' * 30), strings=("tab\t" * 30,)),
    "address": Message(
        MessageKey(None, "See https://example.org/" + "path/" * 20 + "?q=1&r=2."), strings=("a-b " * 30,)
    ),
    "Chinese": Message(MessageKey(None, "a" * 75 + " b"), strings=("服药前请咨询医生，每日一次（每次0.5毫克）。" * 5,)),
    "Japanese": Message(MessageKey(None, "j"), strings=("「ちょっと待って」と言った。データー・ベース" * 4,)),
    "Korean": Message(MessageKey(None, "k"), strings=("투여 후 24시간 동안 운전하지 마십시오. " * 5,)),
    "Arabic": Message(MessageKey(None, "r"), strings=("لا تقُد السيارة لمدة ٢٤ ساعة، ثم اتصل بنا؟ " * 5,)),
    "Hebrew": Message(MessageKey(None, "h"), strings=("אל־תנהגו 24 שעות ה-CSRF דורשת \u200e“Referer” header " * 4,)),
    "Hindi and Thai": Message(
        MessageKey(None, "t"), strings=("दवा लेने के बाद। गाड़ी न चलाएँ। ห้ามขับรถเป็นเวลา 24 ชั่วโมง " * 4,)
    ),
    "quotation marks": Message(
        MessageKey(None, "f"), strings=("« Ne conduisez pas » – dit-il… “oui” — 5 % ou 3,5 €. " * 4,)
    ),
    "plural and context": Message(MessageKey("c " * 60, "day"), "days", ("día " * 30, "días")),
    "python format": Message(MessageKey(None, "%(a long name)s " * 12), strings=("x",), flags=("python-format",)),
    "not wrapped": Message(MessageKey(None, "word " * 40), strings=("a\nb",), flags=("no-wrap",)),
    "previous": Message(
        MessageKey(None, "n"), None, ("t",), ("fuzzy",), "# a\n#. b\n#: c.md:1\n", (MessageKey("c", "old " * 30), "p")
    ),
}


@pytest.mark.parametrize("obsolete", [False, True])
def test_layout_is_that_of_msgcat(obsolete: bool) -> None:
    """What is laid out anew is what msgcat makes of it: no noise when a translator's tool saves the file."""
    header = Message(MessageKey(None, ""), strings=("Content-Type: text/plain; charset=UTF-8\n",))
    messages = {message.key: message for message in LAYOUTS.values()}
    live, dead = ({}, messages) if obsolete else (messages, {})
    if obsolete:
        dead = {key: message._replace(flags=()) for key, message in dead.items() if not message.flags}
    ours = po.write(Catalog("site", "es", "es.po", header, live, dead))
    theirs = subprocess.run(["msgcat", "-"], input=ours, capture_output=True, check=True).stdout

    assert theirs.decode().split("\n\n") == ours.decode().split("\n\n")


def test_polib_reads_the_same() -> None:
    """An independent reader finds what we find, in what we wrote."""
    messages = {message.key: message for message in LAYOUTS.values()}
    header = Message(MessageKey(None, ""), strings=("Content-Type: text/plain; charset=UTF-8\n",))
    written = po.write(Catalog("site", "es", "es.po", header, messages))
    theirs = {
        (entry.msgctxt, entry.msgid): (
            tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,),
            entry.msgid_plural or None,
            tuple(entry.flags),
            entry.previous_msgid,
        )
        for entry in polib.pofile(written.decode())
    }

    assert {
        (key.context, key.id): (
            message.strings,
            message.plural_id,
            message.flags,
            message.previous[0].id if message.previous else None,
        )
        for key, message in messages.items()
    } == theirs


def test_template() -> None:
    """A template catalog says where a text is used and what matters; it holds no date."""
    text = MessageKey(None, "Take 5 mg.")
    day = MessageKey("unit", "day")
    places = (Reference("content/a.md", "dose", 12), Reference("content/my page.md"))
    template = Template(
        "site",
        {
            text: Source(text, None, ("markdown",), ("paragraph", "item"), places, ("Ask the\ndoctor.",), (), "dose"),
            day: Source(day, "days", ("text",), ("label",), (Reference("data/x.toml"),), flags=("python-format",)),
        },
    )
    catalog = po.template(template, {"Project-Id-Version": "site", "POT-Creation-Date": "2026-11-22"})

    assert (None, "site.pot") == (catalog.locale, catalog.path)
    assert (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: site\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
        "#. paragraph, item\n#. Ask the\n#. doctor.\n#. critical: dose\n"
        "#: content/a.md#dose\n#: \u2068content/my page.md\u2069\n"
        'msgid "Take 5 mg."\nmsgstr ""\n\n'
        "#. label\n#: data/x.toml\n#, python-format\n"
        'msgctxt "unit"\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    ) == po.write(catalog).decode()
    assert catalog == po.read(po.write(catalog), "site.pot", domain="site")


# What the fast way must not be faster than.

BEGIN = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_string_that_is_not_closed(newline: str) -> None:
    """The quote that opens a string does not close it."""
    text = f'{BEGIN}\nmsgid "a"\nmsgstr "\n\nmsgid "b"\nmsgstr "c"\n'.replace("\n", newline)
    with pytest.raises(CatalogError, match="not closed"):
        po.read(text.encode(), "es.po")


def test_obsolete_entry_with_an_empty_id() -> None:
    """An obsolete entry with a context and no id is no header."""
    text = BEGIN + '\n#~ msgctxt "x"\n#~ msgid ""\n#~ msgstr "y"\n'

    assert [MessageKey("x", "")] == list(po.read(text.encode(), "es.po").obsolete)


@pytest.mark.parametrize("end", ["", "\n", "\n \n"])
def test_obsolete_string_in_two_lines_at_the_end(end: str) -> None:
    """The second line of an obsolete string is not taken for the next entry."""
    text = BEGIN + '\n#~ msgid "a b"\n#~ msgstr ""\n#~ "x "\n#~ "y"' + end
    (message,) = po.read(text.encode(), "es.po").obsolete.values()

    assert ("x y",) == message.strings


def test_obsolete_entry_behind_the_header() -> None:
    """An obsolete entry directly behind the header stays there when another entry changes."""
    text = BEGIN + '\n#~ msgid "gone"\n#~ msgstr "ido"\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n'
    catalog = po.read(text.encode(), "es.po")
    key = MessageKey(None, "c")
    changed = replace(catalog, messages={**catalog.messages, key: catalog.messages[key]._replace(strings=("e",))})

    assert text.replace('"d"', '"e"') == po.write(changed).decode()


@pytest.mark.parametrize(
    "entries",
    [
        "".join(f'msgid "a{number}"\nmsgstr "b"\n' for number in range(40_000)),
        "".join(f'#~ msgid "a{number}"\n#~ msgstr "b"\n' for number in range(40_000)),
        "".join(f'\nmsgid "a{number}"\nmsgstr "b"\n' for number in range(40_000)) * 2,
    ],
    ids=["no blank lines", "obsolete without blank lines", "every entry twice"],
)
def test_reading_takes_no_minutes(entries: str) -> None:
    """Work grows with the file, not with its square: half a minute and more, were it otherwise."""
    catalog = po.read((BEGIN + "\n" + entries).encode(), "es.po")

    assert 40_000 == len(catalog.messages) + len(catalog.obsolete)
