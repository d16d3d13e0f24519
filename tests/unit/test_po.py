"""Reading and writing `.po` files."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import polib
import pytest

from i18n import po
from i18n.errors import CatalogError
from i18n.model import Catalog, Message, MessageKey, Reference, Severity, Source, Template

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


def problems(data: bytes) -> list[str]:
    """What is wrong with a file, as `check:line:column`."""
    with pytest.raises(CatalogError) as caught:
        po.read(data, "es.po")
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
    start, end = catalog.spans[MessageKey("menu", "Open")]

    assert "# A note." == catalog.text[start:].split("\n")[0]
    assert '"Abrir"' == catalog.text[:end][-7:]
    assert [2, 14, 23, 28, 35] == list(catalog.lines(catalog.spans).values())


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


# Everything that two readers understand differently.

ACCEPTED = {
    "tab after the keyword": ('msgid\t"a"\nmsgstr\t"b"\n', "b"),
    "leading spaces": ('  msgid "a"\n  msgstr "b"\n', "b"),
    "two strings on a line": ('msgid "a"\nmsgstr "b" "c"\n', "bc"),
    "escapes that all know": (r'msgid "a"' + "\n" + r'msgstr "\n\t\r\"\\n"' + "\n", '\n\t\r"\\n'),
    "no blank line": ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', "b"),
    "blank line below msgid": ('msgid "a"\n\nmsgstr "b"\n', "b"),
    "CRLF": (f"# c\r\n{ENTRY}".replace("\n", "\r\n").replace("\r\r", "\r"), "b"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str) -> None:
    """What GNU gettext reads and no other reader can take for something else is read, and its bytes are kept."""
    body, string = ACCEPTED[name]
    catalog = read(body)

    assert (string,) == catalog.messages[MessageKey(None, "a")].strings
    assert (HEAD + body).encode() == po.write(catalog)


WARNED = {
    "byte order mark": (b"\xef\xbb\xbf" + (HEAD + ENTRY).encode(), "po.bom:1:1"),
    "identical duplicate": ((HEAD + ENTRY + "\n" + ENTRY).encode(), "po.duplicate:7:1"),
    "obsolete below live": ((HEAD + ENTRY + '\n#~ msgid "a"\n#~ msgstr "c"\n').encode(), "po.obsolete:7:1"),
    "obsolete above live": ((HEAD + '#~ msgid "a"\n#~ msgstr "c"\n\n' + ENTRY).encode(), "po.obsolete:4:1"),
    "composed and decomposed": (
        (HEAD + ENTRY + '\nmsgid "\u00e9"\nmsgstr "x"\n\nmsgid "e\u0301"\nmsgstr "y"\n').encode(),
        "po.alike:10:1",
    ),
    "no header": (ENTRY.encode(), "po.header:1:1"),
    "no last newline": ((HEAD + ENTRY).rstrip("\n").encode(), "po.newline:5:11"),
    "comment at the end": ((HEAD + ENTRY + "\n# end\n").encode(), "po.comment:7:1"),
}


@pytest.mark.parametrize("name", WARNED)
def test_accepted_with_a_warning(name: str) -> None:
    """What can be read but should not stay is read, kept byte for byte, and said."""
    data, warning = WARNED[name]
    catalog = po.read(data, "es.po")

    assert [(warning, Severity.WARNING)] == [
        (f"{found.check}:{found.line}:{found.column}", found.severity) for found in catalog.diagnostics
    ]
    assert ("b",) == catalog.messages[MessageKey(None, "a")].strings
    assert data == po.write(catalog)


REFUSED = {
    "lone CR": (ENTRY.replace("\n", "\r"), ["po.control:4:10", "po.control:4:21"]),
    "CR in a comment": (f'# x\rmsgid "evil"\rmsgstr "y"\n{ENTRY}', ["po.control:4:4", "po.control:4:17"]),
    "NUL in a string": ('msgid "a"\nmsgstr "b\0c"\n', ["po.control:5:10"]),
    "context with U+0004": ('msgctxt "a\4b"\nmsgid "a"\nmsgstr "b"\n', ["po.control:4:11"]),
    "hexadecimal escape": (r'msgid "a"' + "\n" + r'msgstr "\x3c"' + "\n", ["po.escape:5:9"]),
    "octal escape": (r'msgid "a"' + "\n" + r'msgstr "\101"' + "\n", ["po.escape:5:9"]),
    "unusual escape": (r'msgid "a"' + "\n" + r'msgstr "x\a"' + "\n", ["po.escape:5:10"]),
    "duplicate": (f'{ENTRY}\nmsgid "a"\nmsgstr "c"\n', ["po.duplicate:7:1"]),
    "duplicate, one fuzzy": (f"{ENTRY}\n#, fuzzy\n{ENTRY}", ["po.duplicate:7:1"]),
    "duplicate obsolete": ('#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', ["po.duplicate:7:1"]),
    "second header": (ENTRY + '\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-7\\n"\n', ["po.header:7:1"]),
    "header with a context": ('msgctxt ""\nmsgid ""\nmsgstr "x"\n', ["po.header:4:1"]),
    "conflict markers": (
        f"<<<<<<< HEAD\n{ENTRY}=======\n{ENTRY}>>>>>>> topic\n",
        ["po.conflict:4:1", "po.conflict:7:1", "po.conflict:10:1"],
    ),
    "conflict inside an entry": (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> topic\n',
        ["po.conflict:5:1", "po.conflict:7:1", "po.conflict:9:1"],
    ),
    "cut inside a string": ('msgid "a"\nmsgstr "b', ["po.truncated:5:8", "po.newline:5:10"]),
    "cut inside a keyword": ('msgid "a"\nmsgs', ["po.truncated:5:1", "po.newline:5:5"]),
    "cut above msgstr": ('msgid "a"\n', ["po.truncated:4:1"]),
    "cut below a reference": (f"{ENTRY}\n#: b.md\n", ["po.truncated:7:1"]),
    "cut below the previous source": (f'{ENTRY}\n#| msgid "b"\n', ["po.truncated:7:1"]),
    "text below a string": ('msgid "a"\nmsgstr "b" EVIL\n', ["po.syntax:5:12"]),
    "string that is not closed": (f'msgid "a"\nmsgstr "b\n\n{ENTRY}', ["po.syntax:5:8"]),
    "two keywords on a line": ('msgid "a" msgstr "b"\n', ["po.syntax:4:11"]),
    "keyword without a string": ('msgid\n"a"\nmsgstr "b"\n', ["po.syntax:4:6"]),
    "comment inside an entry": ('msgid "a"\n# x\nmsgstr "b"\n', ["po.syntax:5:1"]),
    "previous source inside an entry": ('msgid "a"\n#| msgid "x"\nmsgstr "b"\n', ["po.syntax:5:1"]),
    "previous source without msgid": (f'#| msgctxt "x"\n{ENTRY}', ["po.syntax:4:1"]),
    "string without a keyword": (f'{ENTRY}\n"c"\n', ["po.syntax:7:1"]),
    "two msgid": ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', ["po.syntax:5:1"]),
    "half obsolete": ('#~ msgid "a"\nmsgstr "b"\n', ["po.syntax:5:1"]),
    "unknown keyword": (f'{ENTRY}\nmsgfoo "x"\n', ["po.syntax:7:1"]),
    "domain": (f'domain "other"\n{ENTRY}', ["po.syntax:4:1"]),
    "gap in the plural forms": (f'{PLURAL}msgstr[0] "x"\nmsgstr[2] "y"\n', ["po.plural:7:1"]),
    "huge plural index": (f'{PLURAL}msgstr[99999999999] "x"\n', ["po.plural:6:1"]),
    "seven plural forms": (PLURAL + "".join(f'msgstr[{n}] "x"\n' for n in range(7)), ["po.plural:12:1"]),
    "plural form without msgid_plural": ('msgid "a"\nmsgstr[0] "x"\n', ["po.plural:5:1"]),
    "plural without forms": (f'{PLURAL}msgstr "x"\n', ["po.syntax:6:1"]),
    "message of 70 kB": (f'msgid "a"\nmsgstr "{"x" * 70_000}"\n', ["po.limits:4:1"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    """What some reader would misread is refused, with line and column."""
    body, expected = REFUSED[name]

    assert expected == problems((HEAD + body).encode())


REFUSED_FILES = {
    "empty": (b"", "po.truncated:1:1"),
    "nothing but comments": (b"# Translators\n", "po.truncated:1:1"),
    "UTF-16": ((HEAD + ENTRY).encode("utf-16"), "po.charset:1:1"),
    "UTF-16 without a mark": ((HEAD + ENTRY).encode("utf-16-le"), "po.charset:1:1"),
    "ISO-8859-1 body": ((HEAD + 'msgid "a"\nmsgstr "\xe9"\n').encode("latin-1"), "po.charset:5:9"),
    "cut inside a character": ((HEAD + 'msgid "a"\nmsgstr "\xe9').encode()[:-1], "po.truncated:5:9"),
    "UTF-7 header": (HEAD.replace("UTF-8", "UTF-7").encode(), "po.charset:2:43"),
    "ISO-8859-1 header, UTF-8 body": (HEAD.replace("UTF-8", "ISO-8859-1").encode(), "po.charset:2:43"),
    "charset in a comment": (b"# Content-Type: text/plain; charset=UTF-7\n" + HEAD.encode(), "po.charset:1:37"),
    "charset over two lines": (HEAD.replace("charset=UTF-8", 'char"\n"set=UTF-7').encode(), "po.charset:3:6"),
    "ASCII header, UTF-8 body": (HEAD.replace("UTF-8", "CHARSET").encode() + b"# \xc3\xa9\n", "po.charset:2:43"),
    "header below a message": ((ENTRY + "\n" + HEAD).encode(), "po.header:4:1"),
    "huge nplurals": (HEAD.replace("C", "Plural-Forms: nplurals=999999999;\\nC", 1).encode(), "po.limits:2:9"),
    "foreign plural expression": (
        HEAD.replace("C", "Plural-Forms: nplurals=2; plural=__import__(1);\\nC", 1).encode(),
        "po.header:2:9",
    ),
    "long plural expression": (
        HEAD.replace("C", f"Plural-Forms: nplurals=2; plural={'(' * 6000};\\nC", 1).encode(),
        "po.limits:2:9",
    ),
    "cut between plural forms": (
        (HEAD.replace("C", "Plural-Forms: nplurals=3; plural=n;\\nC", 1) + PLURAL + 'msgstr[0] "x"\n').encode(),
        "po.truncated:6:14",
    ),
}


@pytest.mark.parametrize("name", REFUSED_FILES)
def test_refused_files(name: str) -> None:
    """A file that is no catalog, is in another charset, or says what cannot be, is refused."""
    data, expected = REFUSED_FILES[name]

    assert expected in problems(data)


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
    for cut in range(len(data)):
        try:
            catalog = po.read(data[:cut], "es.po")
        except CatalogError:
            continue
        there = [key for key, (_, end) in whole.spans.items() if len(whole.text[:end].encode()) <= cut]
        found = list(catalog.spans)
        assert there == found[: len(there)]
        assert len(found) - len(there) <= 1
        for key in set(there) & set(catalog.messages):
            assert whole.messages[key] == catalog.messages[key]
        for key in found[len(there) :]:
            assert catalog.text.endswith('"\n') or catalog.diagnostics
            assert key in whole.spans


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
