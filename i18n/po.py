"""Bytes to `Catalog` and back: strict reading, byte-preserving writing of gettext's `.po` and `.pot` files.

    read        one file; fast where an entry is laid out as every tool writes it, line by line where it is not
    write       the file again: what did not change keeps its bytes, what did is laid out as msgcat 0.21 does
    template    the template catalog
    comments    what the program writes above a message; references, extracted, notes    what stands there

Reading accepts all that GNU gettext writes and refuses what two readers would understand differently. A cut file is
refused, or carries a warning where only its last newline or a comment is missing. What no reader can know is whether
it was cut exactly between two entries, or after a whole line of its last string.

Source: GNU gettext manual, "The Format of PO Files"; behaviour of msgcat 0.21; docs/decisions/0002-po-layer.md.
"""

from __future__ import annotations

import bisect
import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from i18n.errors import CatalogError
from i18n.model import Catalog, Diagnostic, Message, MessageKey, Severity, Source, Template

MAXIMUM_FILE = 64 * 1024 * 1024
"""Bytes of one file: ten times the largest catalog of a site with 10,000 pages."""
MAXIMUM_MESSAGE = 64 * 1024
"""Bytes of the ids and strings of one message: a long page in one string."""
MAXIMUM_PLURALS = 6
"""Strings of one message: Arabic has six, no language has more (CLDR 46)."""
MAXIMUM_EXPRESSION = 1024
"""Characters of the plural expression: the longest in use has 190."""
MAXIMUM_ERRORS = 100
"""Errors of one file that are reported; who has more has another file."""
WIDTH = 79
"""Columns of a line that is laid out anew, as msgcat does without options."""

_HEADER = MessageKey(None, "")
References = Literal["file", "line", "none"]
"""What `#:` lines hold: the file and the heading, the file and the line, nothing."""

_BOM = "\ufeff"


def read(
    data: bytes, path: str, *, domain: str = "", locale: str | None = None, languages: frozenset[str] = frozenset()
) -> Catalog:
    """The catalog that one `.po` or `.pot` file holds, with what was accepted as warnings in `diagnostics`.

    `locale` is the tag that the header's `Language` must name (None: do not look); `languages` are further
    spellings of it (`zh_CN` for `zh-Hans`); case and `_` or `-` make no difference.

    Raises CatalogError with every problem of the file, up to MAXIMUM_ERRORS; nothing is skipped, nothing is guessed.
    """
    report = _Report(path, locale)
    text = _decoded(data, report)
    scan = _scan(text, report)
    if not scan.spans and not report.errors:
        report.add("po.truncated", 0, "the file has no entry; restore it, or delete it to begin anew")
    if scan.header is None:
        report.add("po.header", 0, "the file has no header entry; add one with its charset", warning=True)
    else:
        _check_header(scan.header, text, scan.spans[_HEADER], languages, report)
    _check_end(scan, report)
    _check_alike(scan, report)
    report.raise_errors()
    return Catalog(
        domain=domain,
        locale=locale,
        path=path,
        header=scan.header or Message(_HEADER),
        messages=scan.messages,
        obsolete=scan.obsolete,
        text=text,
        spans=scan.spans,
        diagnostics=tuple(report.diagnostics),
    )


def write(catalog: Catalog) -> bytes:
    """The file of a catalog. What equals the entry that its span holds keeps its bytes, whoever wrote them.

    Live messages stand in the catalog's order, obsolete ones below or where they stood. Line endings, blank
    lines, byte order mark and last newline stay as the file has them. Comments are never joined or re-wrapped.

    Raises CatalogError for a message that no `.po` file can hold (a control character, a lone surrogate).
    """
    text = _rewritten(catalog) if catalog.text else "\n".join(entry + "\n" for entry in _formatted_all(catalog))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        found = repr(error.object[error.start])
        raise CatalogError(f"a message holds {found}, which UTF-8 cannot hold; remove it", path=catalog.path) from error


def confirm(catalog: Catalog, data: bytes) -> None:
    """Nothing, where an independent reader finds in `data` just the messages of the catalog.

    Called before a translator's file is replaced, so that a mistake of this module cannot cost her work. The reader
    is polib; a file that it cannot read at all (it does not know `#=` lines) is not confirmed and not refused.
    Raises CatalogError naming the first message that differs.
    """
    import polib  # loaded only when a file is about to change

    try:
        found = polib.pofile(data.decode("utf-8-sig"))
    except (OSError, ValueError):
        return
    entries = {MessageKey(entry.msgctxt, entry.msgid): entry for entry in found if not entry.obsolete}
    for key, message in catalog.messages.items():
        entry = entries.get(key)
        strings = (
            () if entry is None else tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
        )
        if strings != message.strings:
            raise CatalogError(
                f"nothing was written: a second reader finds {strings!r} for {key.id!r}; keep the file and report this",
                path=catalog.path,
            )
    if len(entries) != len(catalog.messages):
        raise CatalogError("nothing was written: a second reader finds other messages; report this", path=catalog.path)


def template(template: Template, header: Mapping[str, str], references: References = "file") -> Catalog:
    """The template catalog as a file's value: the same template gives the same bytes on every day.

    `header` gives fields in their order; those that say how the file is encoded are added where they lack.
    """
    fields = {name: value for name, value in header.items() if name != "POT-Creation-Date"}
    fields.setdefault("MIME-Version", "1.0")
    fields.setdefault("Content-Type", "text/plain; charset=UTF-8")
    fields.setdefault("Content-Transfer-Encoding", "8bit")
    messages = {}
    for key, source in template.sources.items():
        strings = ("",) if source.plural_id is None else ("", "")
        messages[key] = Message(key, source.plural_id, strings, source.flags, comments(source, references))
    return Catalog(
        domain=template.domain,
        locale=None,
        path=f"{template.domain}.pot",
        header=Message(_HEADER, strings=("".join(f"{name}: {value}\n" for name, value in fields.items()),)),
        messages=messages,
    )


def comments(source: Source, references: References = "file") -> str:
    """The lines that the program writes above a message: `#.` with its kinds, the authors' words and its class of
    harm, then one `#:` line for each reference: `content/visit.md#hours`, or `content/visit.md:12`, or none."""
    lines = ["#. " + ", ".join(source.kinds)] if source.kinds else []
    lines += [f"#. {line}".rstrip() for comment in source.comments for line in comment.splitlines()]
    if source.critical:
        lines.append(f"#. critical: {source.critical}")
    if references == "file":
        lines += [f"#: {_isolated(str(reference))}" for reference in source.references]
    elif references == "line":
        places = (f"{reference.path}:{reference.line}" for reference in source.references)
        lines += [f"#: {_isolated(place)}" for place in dict.fromkeys(places)]
    return "".join(f"{line}\n" for line in lines)


def references(message: Message) -> tuple[str, ...]:
    """Where a message is used, from its `#:` lines: `content/visit.md#hours`, `views.py:12`.

    A name with white space stands between U+2068 and U+2069, which are not part of it.
    """
    places = (place for line in _comment(message, ":") for place in _REFERENCE.findall(line))
    return tuple(place.replace("\u2068", "").replace("\u2069", "") for place in places)


def extracted(message: Message) -> tuple[str, ...]:
    """What the program says to the translator: the `#.` lines."""
    return tuple(_comment(message, "."))


def notes(message: Message) -> tuple[str, ...]:
    """What translators say to each other: the lines that begin with `#` and a space."""
    return tuple(_comment(message, " "))


_REFERENCE = re.compile(r"(?:\u2068[^\u2069]*\u2069|\S)+")


def _comment(message: Message, kind: str) -> Iterator[str]:
    for line in message.comments.splitlines():
        line = line.lstrip(" \t")
        if (line[1:2] or " ") == kind:
            yield line[2:].strip(" \t")


def _isolated(name: str) -> str:
    return f"\u2068{name}\u2069" if any(character.isspace() for character in name) else name


# Reading: bytes to text.


@dataclass(slots=True)
class _Report:
    """The problems of one file, in the order in which they are found."""

    path: str
    locale: str | None = None
    text: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    errors: int = 0
    newlines: list[int] = field(default_factory=list)
    """Offsets of the newlines of `text`, filled when the first place is asked for."""

    def add(
        self, check: str, offset: int, message: str, *, warning: bool = False, key: MessageKey | None = None
    ) -> None:
        """One more problem, at a character offset."""
        line = self.line(offset)
        column = offset - (self.newlines[line - 2] if line > 1 else -1)
        severity = Severity.WARNING if warning else Severity.ERROR
        self.errors += not warning
        found = Diagnostic(check, severity, message, self.path, line, locale=self.locale, key=key, column=column)
        self.diagnostics.append(found)

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        if not self.newlines:
            self.newlines = [match.start() for match in re.finditer("\n", self.text)]
        return bisect.bisect_left(self.newlines, offset) + 1

    def raise_errors(self) -> None:
        if not self.errors:
            return
        self.diagnostics.sort(key=lambda found: (found.line, found.column))
        first = next(found for found in self.diagnostics if found.severity is Severity.ERROR)
        more = f" (and {self.errors - 1} more)" if self.errors > 1 else ""
        raise CatalogError(first.message + more, path=self.path, line=first.line, diagnostics=self.diagnostics)


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|\r(?!\n)")


def _decoded(data: bytes, report: _Report) -> str:
    """The text of the file, its byte order mark kept; raises where it is no text that a `.po` file can be."""
    if len(data) > MAXIMUM_FILE:
        report.add("po.limits", 0, f"the file has {len(data)} bytes; at most {MAXIMUM_FILE} are read")
    elif not data.strip():
        report.add("po.truncated", 0, "the file is empty; restore it, or delete it to begin anew")
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        report.add("po.charset", 0, "the file is UTF-16 or UTF-32; save it as UTF-8")
    report.raise_errors()
    try:
        report.text = text = data.decode()
    except UnicodeDecodeError as error:
        report.text = data[: error.start].decode()
        if error.reason == "unexpected end of data":
            report.add("po.truncated", len(report.text), "the file ends inside a character; it was cut")
        else:
            found = data[error.start : error.end].hex(" ")
            report.add("po.charset", len(report.text), f"bytes {found} are not UTF-8; save the file as UTF-8")
        report.raise_errors()
    lone = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    if lone or len(data.translate(None, _CONTROLS)) != len(data):
        for match in islice(_CONTROL.finditer(text), MAXIMUM_ERRORS):
            report.add("po.control", match.start(), f"control character {match[0]!r}; remove it")
        report.raise_errors()
    if text.startswith(_BOM):
        report.add("po.bom", 0, "the file begins with a byte order mark; save it as UTF-8 without it", warning=True)
    return text


# Reading: text to entries.


@dataclass(slots=True)
class _Scan:
    """The entries of a text."""

    header: Message | None = None
    messages: dict[MessageKey, Message] = field(default_factory=dict)
    obsolete: dict[MessageKey, Message] = field(default_factory=dict)
    spans: dict[MessageKey, tuple[int, int]] = field(default_factory=dict)
    repeats: list[tuple[int, int, MessageKey]] = field(default_factory=list)
    """Spans of entries that say again what another entry of the same key says."""


class _Entry(NamedTuple):
    start: int
    end: int
    obsolete: bool
    message: Message


def _scan(text: str, report: _Report, *, fast: bool = True) -> _Scan:
    """All entries of a text; problems go to the report. Not `fast` is for tests: the result is the same."""
    scan = _Scan()
    found = len(report.diagnostics)
    messages, spans = scan.messages, scan.spans
    live, dead = _LAYOUTS[_newline(text)] if fast else (_never, _never)
    most = MAXIMUM_MESSAGE // 4
    position, length = int(text.startswith(_BOM)), len(text)
    swift = _swift if fast and live is _LAYOUTS["\n"][0] else _never
    while position < length and report.errors < MAXIMUM_ERRORS:
        entry: _Entry | None
        if (found_swiftly := swift(text, position)) is not None:
            message, span = found_swiftly
            start, position = span
            if position - start < most and spans.setdefault(message[0], span) is span:
                messages[message[0]] = message
                continue
            entry = _Entry(start, position, False, message)
        elif (match := live(text, position)) is not None:
            message = _message(match)
            start, position = span = match.start(1), match.end()
            key = message[0]
            # The common case: a quarter of the limit in characters cannot be more than the limit in bytes.
            if position - start < most and key[1] and spans.setdefault(key, span) is span:
                messages[key] = message
                continue
            entry = _Entry(start, position, False, message)
        elif (match := dead(text, position)) is not None:
            entry, position = _Entry(match.start(1), match.end(), True, _message(match)), match.end()
        else:
            entry, position = _Careful(text, report).read(position)
        if entry is not None:
            _store(entry, scan, report)
    _check_conflicts(text, found, report)
    return scan


def _never(text: str, position: int) -> None:
    """Matches nothing."""


def _swift(text: str, position: int) -> tuple[Message, tuple[int, int]] | None:
    """The plainest entry, which most are: comments without flags, one id, one string, no backslash, blank lines around.

    Finds with string methods what `_layout` finds with an expression, in half the time; None leaves it to that one.
    """
    start = position + 2 if text.startswith("\n\n", position) else position
    stop = text.find("\n\n", start)
    if stop < 0:
        return None
    entry = text[start:stop]
    at = entry.find('msgid "')
    comments = entry[:at]
    middle = entry.find('"\nmsgstr "', at)
    if middle < 0 or entry[-1] != '"' or (at > 0 and not _PLAIN_COMMENTS(comments)):
        return None
    id_, string = entry[at + 7 : middle], entry[middle + 10 : -1]
    if "\n" in id_:
        id_ = id_.replace('"\n"', "")
        if "\n" in id_:
            return None
    if "\n" in string:
        string = string.replace('"\n"', "")
        if "\n" in string:
            return None
    if not id_ or '"' in id_ or '"' in string or "\\" in id_ or "\\" in string or "\r" in entry:
        return None
    key = _new(MessageKey, (None, id_))
    return _new(Message, (key, None, (string,), (), comments, None)), (start, stop)


# Comments of any kind but flags, previous sources and obsolete lines.
_PLAIN_COMMENTS = re.compile(r"(?:#(?![,=!|~])[^\n]*+\n)+").fullmatch


def _newline(text: str) -> str:
    """The line ending of a text: that of its first line."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _layout(prefix: str, newline: str) -> Callable[[str, int], re.Match[str] | None]:
    """The matcher of one entry as gettext and all libraries lay it out, with the blank lines before it.

    Each repetition ends at a character that it cannot hold, so giving up takes one pass back. Groups are not possessive:
    Python before 3.11.5 goes on from the middle of a group that failed. The last line's ending stays outside.
    What it does not match is for `_Careful`, which reads everything that it matches in the same way.
    """
    line = r'[^"\\\r\n]*+(?:\\[nrt"\\][^"\\\r\n]*+)*'
    body = f'{line}(?:"{newline}{prefix}"{line})*'
    forms = ""
    for index in reversed(range(1, MAXIMUM_PLURALS)):
        forms = rf'(?:{newline}{prefix}msgstr\[{index}\] "{body}"{forms})?'
    former = "#~| " if prefix else "#| "
    before = f'{line}(?:"{newline}{re.escape(former)}"{line})*'
    return re.compile(
        f"(?:{newline})*((?:#(?![,=!|~])[^\r\n]*+{newline})*)(?:#, ([^\r\n]*+){newline})?"
        rf'(?:(?:{re.escape(former)}msgctxt "({before})"{newline})?{re.escape(former)}msgid "({before})"{newline}'
        rf'(?:{re.escape(former)}msgid_plural "({before})"{newline})?)?'
        f'(?:{prefix}msgctxt "({body})"{newline})?{prefix}msgid "({body})"{newline}'
        f'(?:{prefix}msgstr "({body})"|{prefix}msgid_plural "({body})"{newline}'
        rf'({prefix}msgstr\[0\] "{body}"{forms}))'
        f"(?={newline}(?:{newline}|#|msgid |msgctxt |\\Z))"
    ).match


_LAYOUTS = {newline: (_layout("", newline), _layout("#~ ", newline)) for newline in ("\n", "\r\n")}
_JOIN = re.compile(r'"\r?\n(?:#~ |#\| |#~\| )?"')
_FORM = re.compile(r"(?:\A|\r?\n)(?:#~ )?msgstr\[\d\] ")


def _message(match: re.Match[str]) -> Message:
    """The message that a layout matched."""
    comments, flags, former_context, former, former_plural, context, id_, string, plural, forms = match.groups()
    if forms is None:
        strings: tuple[str, ...] = (_value(string),)
    else:
        strings = tuple([_value(form[1:-1]) for form in _FORM.split(forms)[1:]])
    # What the constructors of the named tuples do, at a third of their price.
    key = _new(MessageKey, (context and _value(context), _value(id_)))
    if "\r" in comments:
        comments = comments.replace("\r", "")
    previous = None
    if former is not None:
        previous = (
            MessageKey(former_context and _value(former_context), _value(former)),
            former_plural and _value(former_plural),
        )
    return _new(Message, (key, plural and _value(plural), strings, _flags(flags) if flags else (), comments, previous))


_new = tuple.__new__


def _value(body: str) -> str:
    """What the lines of a string say; `body` is what stands between its first and its last quote."""
    if "\n" in body:
        body = body.replace('"\n"', "")
        if "\n" in body:
            body = _JOIN.sub("", body)
    if "\\" in body:
        if "\\\\" in body:
            # NUL stands for a backslash meanwhile: no text that reaches this place holds one.
            body = body.replace("\\\\", "\0")
        body = body.replace('\\"', '"').replace("\\n", "\n")
        if "\\" in body:
            body = body.replace("\\t", "\t").replace("\\r", "\r")
        body = body.replace("\0", "\\")
    return body


@lru_cache(maxsize=1024)
def _flags(text: str) -> tuple[str, ...]:
    """The flags of a line. White space separates them as commas do, as in gettext; `fuzzy` in any case is fuzzy."""
    flags: list[str] = []
    for item in text.split(","):
        words = item.split()
        if words and words[0].startswith("range:"):
            words = [" ".join(words)]
        flags += ["fuzzy" if word.lower() == "fuzzy" else word for word in words]
    return tuple(dict.fromkeys(flags))


def _store(entry: _Entry, scan: _Scan, report: _Report) -> None:
    """Puts an entry where it belongs; an entry of the same key, an unusual place or an excess of size is reported."""
    start, end, obsolete, message = entry
    key = message.key
    texts = (key.context or "", key.id, message.plural_id or "", *message.strings)
    if end - start >= MAXIMUM_MESSAGE // 4 and (size := sum(len(text.encode()) for text in texts)) > MAXIMUM_MESSAGE:
        report.add("po.limits", start, f"the message has {size} bytes; at most {MAXIMUM_MESSAGE} are read", key=key)
    if not key.id and not obsolete:
        _store_header(entry, scan, report)
        return
    span = scan.spans.get(key)
    if span is None:
        (scan.obsolete if obsolete else scan.messages)[key] = message
        scan.spans[key] = (start, end)
        return
    first = report.line(span[0])
    if (obsolete and key in scan.messages) or not key.id:
        report.add("po.obsolete", start, f"obsolete entry of a live message (line {first})", warning=True, key=key)
        scan.repeats.append((start, end, key))
    elif not obsolete and key in scan.obsolete:
        report.add("po.obsolete", span[0], "obsolete entry of a live message", warning=True, key=key)
        del scan.obsolete[key]
        scan.repeats.append((*span, key))
        scan.messages[key] = message
        scan.spans[key] = (start, end)
    elif _content((scan.obsolete if obsolete else scan.messages)[key]) == _content(message):
        report.add("po.duplicate", start, f"the same entry as in line {first}; remove it", warning=True, key=key)
        scan.repeats.append((start, end, key))
    else:
        report.add("po.duplicate", start, f"another entry of the message in line {first}; keep one", key=key)


def _store_header(entry: _Entry, scan: _Scan, report: _Report) -> None:
    key = entry.message.key
    if key.context is not None:
        report.add("po.header", entry.start, "an empty msgid with a msgctxt; only the header has an empty msgid")
    elif scan.header is not None:
        report.add("po.header", entry.start, "a second header entry; keep the first")
    elif scan.spans:
        report.add("po.header", entry.start, "the header is not the first entry; move it to the top")
    elif entry.message.plural_id is not None:
        report.add("po.header", entry.start, "the header has a plural; give it one msgstr")
    else:
        scan.header = entry.message
        scan.spans[key] = (entry.start, entry.end)


def _content(message: Message) -> tuple[str | None, tuple[str, ...], bool]:
    return message.plural_id, message.strings, message.fuzzy


# Reading line by line, with the place and the reason of every problem.

_LINE = re.compile(
    r"[ \t]*(?P<marker>#~\||#~|#\|)?[ \t]*(?P<keyword>msg(?:ctxt|id_plural|id|str(?:\[\w*\])?)(?![\w\[]))?"
    r'[ \t]*(?P<strings>(?:"(?:[^"\\]|\\.)*"[ \t]*)*)(?P<rest>.*)'
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:[nrt\"\\]|(?P<bad>[xX][0-9a-fA-F]*|[0-7]{1,3}|.))")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t\r]*(?=\n)")
_AFTER = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr", "msgid_plural"),
    "msgid_plural": ("msgstr[0]",),
}
"""Which keywords may follow which."""


class _Problem(NamedTuple):
    """What is wrong in a line."""

    column: int
    """0-based."""
    check: str
    message: str


@dataclass(slots=True)
class _Careful:
    """One entry while it is read line by line."""

    text: str
    report: _Report
    start: int = -1
    end: int = -1
    obsolete: bool | None = None
    fields: dict[str, list[str]] = field(default_factory=dict)
    """Keyword to the pieces of its string, in the order of the file."""
    previous: dict[str, list[str]] = field(default_factory=dict)
    """The same for `#|` lines."""
    comments: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    dangling: bool = False
    """A comment was read that belongs to an entry and not to a file."""

    def read(self, position: int) -> tuple[_Entry | None, int]:
        """The entry that begins at a position (None: there is none, or it is wrong), and where to go on."""
        text = self.text
        while position < len(text):
            stop = text.find("\n", position)
            stop = len(text) if stop < 0 else stop
            line = text[position:stop].removesuffix("\r")
            content = line.strip(" \t")
            problem = None
            if content in ("", "#~"):
                if self.complete:
                    break
            elif content[0] == "#" and content[1:2] not in ("~", "|"):
                if self.complete:
                    break
                problem = self.take_comment(line, content)
            else:
                match = _LINE.match(line)
                assert match is not None
                if self.complete and (match["keyword"] in ("msgctxt", "msgid") or match["marker"] in ("#|", "#~|")):
                    break
                problem = self.take_strings(match)
            if problem is not None:
                return None, self.refuse(position, problem)
            if content not in ("", "#~"):
                self.start = position if self.start < 0 else self.start
                self.end = position + len(line)
            position = stop + 1
        return self.finish(), position

    @property
    def complete(self) -> bool:
        return next(reversed(self.fields), "").startswith("msgstr")

    def take_comment(self, line: str, content: str) -> _Problem | None:
        if self.fields:
            return _Problem(0, "po.syntax", "a comment inside an entry; move it above the entry")
        kind = content[1:2] or " "
        self.dangling = self.dangling or kind in ".:,=!"
        if kind in ",=!":
            # gettext reads `#!` as flags too, and writes `#=` from 2027 on.
            self.flags += _flags(content[2:])
        else:
            self.comments.append(line + "\n")
        return None

    def take_strings(self, match: re.Match[str]) -> _Problem | None:
        marker, keyword, strings, rest = match.group("marker", "keyword", "strings", "rest")
        if rest:
            return _Problem(match.start("rest"), "po.syntax", _unexpected(keyword, strings, rest))
        if not strings:
            return _Problem(match.end("keyword"), "po.syntax", f"no string after {keyword or marker!r}")
        for escape in _ESCAPE.finditer(strings):
            if escape["bad"]:
                advice = r"""only \n, \t, \r, \" and \\ mean the same to all tools"""
                column = match.start("strings") + escape.start()
                return _Problem(column, "po.escape", f"escape sequence {escape[0]}; {advice}")
        obsolete = marker in ("#~", "#~|")
        if self.obsolete not in (None, obsolete):
            return _Problem(0, "po.syntax", "lines with and without '#~' in one entry")
        self.obsolete = obsolete
        into = self.previous if marker in ("#|", "#~|") else self.fields
        if into is self.previous and self.fields:
            return _Problem(0, "po.syntax", "a previous source inside an entry; move it above the entry")
        last = next(reversed(into), "")
        if keyword is None:
            if not last:
                return _Problem(match.start("strings"), "po.syntax", "a string without a keyword")
            keyword = last
        elif keyword not in (expected := self.expected(last, previous=into is self.previous)):
            check = "po.plural" if keyword.startswith("msgstr[") and last.startswith("msg") else "po.syntax"
            wanted = " or ".join(expected) or "the next entry"
            return _Problem(match.start("keyword"), check, f"{keyword} where {wanted} was expected")
        into.setdefault(keyword, []).extend([_value(body) for body in _STRING.findall(strings)])
        return None

    def expected(self, last: str, *, previous: bool) -> tuple[str, ...]:
        """The keywords that may follow the last one."""
        if last.startswith("msgstr["):
            form = int(last[7:-1]) + 1
            return (f"msgstr[{form}]",) if form < MAXIMUM_PLURALS else ()
        following = _AFTER.get(last, ())
        return tuple(keyword for keyword in following if "msgstr" not in keyword) if previous else following

    def refuse(self, position: int, problem: _Problem) -> int:
        """Reports a problem of a line; gives the next blank line, where reading goes on."""
        column, check, message = problem
        if self.text.find("\n", position) < 0:
            check, message = "po.truncated", f"{message}; the file ends in this line: was it cut?"
        self.report.add(check, position + column, message)
        blank = _BLANK.search(self.text, position)
        return blank.end() if blank else len(self.text)

    def finish(self) -> _Entry | None:
        """The entry, when no line is left for it."""
        fields = {keyword: "".join(pieces) for keyword, pieces in self.fields.items()}
        previous = {keyword: "".join(pieces) for keyword, pieces in self.previous.items()}
        problem = None
        if not self.complete and (fields or previous or self.dangling):
            problem = "po.truncated", "an entry without msgstr at the end of the file: was it cut?"
        elif previous and "msgid" not in previous:
            problem = "po.syntax", "a previous source without '#| msgid'"
        if problem is not None:
            self.report.add(problem[0], self.start, problem[1])
            return None
        if not fields:
            if self.comments:
                self.report.add("po.comment", self.start, "a comment that belongs to no entry", warning=True)
            return None
        source = None
        if previous:
            source = MessageKey(previous.get("msgctxt"), previous["msgid"]), previous.get("msgid_plural")
        message = Message(
            MessageKey(fields.get("msgctxt"), fields["msgid"]),
            fields.get("msgid_plural"),
            tuple([string for keyword, string in fields.items() if keyword.startswith("msgstr")]),
            tuple(dict.fromkeys(self.flags)),
            "".join(self.comments),
            source,
        )
        return _Entry(self.start, self.end, bool(self.obsolete), message)


def _unexpected(keyword: str | None, strings: str, rest: str) -> str:
    """Why the rest of a line cannot be there."""
    if rest.startswith('"'):
        return 'a string that is not closed; a quote inside a string is written \\"'
    if strings and rest.startswith("msg"):
        return f"{rest.split()[0]} in the line of another keyword; begin a new line"
    word = re.match(r"\w+", rest)
    if word is not None and word[0] == "domain":
        return "several domains in one file; keep each in its own file"
    if keyword or strings:
        return f"{rest[:40]!r} outside the quotes"
    return f"{rest[:40]!r} is no keyword, string or comment"


# Checks of the whole file.

_CHARSET = re.compile(r"charset[ \t]*=[ \t]*([^\s;\"\\]*)", re.IGNORECASE)


def _check_conflicts(text: str, found: int, report: _Report) -> None:
    """Says that git's conflict markers stand in the file, instead of all that follows from them."""
    if not report.errors:
        return
    markers = list(islice(_CONFLICT.finditer(text), MAXIMUM_ERRORS))
    if markers:
        del report.diagnostics[found:]
        report.errors = 0
    for marker in markers:
        report.add("po.conflict", marker.start(), f"merge conflict marker {marker[0]!r}; resolve the conflict")


def _check_header(
    header: Message, text: str, span: tuple[int, int], languages: frozenset[str], report: _Report
) -> None:
    """The header says what the file is: its charset, its language, its plurals."""

    def place(word: str) -> int:
        return max(text.find(word, *span), span[0])

    # The comments too: polib takes the first charset that it sees in the file, wherever it is.
    for charset in _CHARSET.findall(header.comments + header.strings[0]):
        ascii_only = charset.lower() in ("us-ascii", "ascii", "charset")
        if charset.lower() not in ("utf-8", "utf8") and not ascii_only:
            report.add("po.charset", place(charset), f"charset {charset!r}; save the file as UTF-8 and say so")
        elif ascii_only and not text.removeprefix(_BOM).isascii():
            report.add("po.charset", place(charset), f"charset {charset!r} in a UTF-8 file; write charset=UTF-8")
    accepted = {_folded(spelling) for spelling in (report.locale or "", *languages)}
    for name, value in _header_fields(header):
        if name == "language" and value and report.locale is not None and _folded(value) not in accepted:
            found = f"Language is {value!r}; this is the catalog of {report.locale!r}"
            report.add("po.language", place("Language:"), found)
        elif name == "plural-forms":
            _check_plural_forms(value, place("Plural-Forms"), report)


def _header_fields(header: Message) -> list[tuple[str, str]]:
    """Field names in lower case, and values."""
    lines = (line.partition(":") for line in header.strings[0].split("\n"))
    return [(name.strip().lower(), value.strip()) for name, _, value in lines]


def _folded(language: str) -> str:
    return language.replace("_", "-").lower()


def _check_plural_forms(value: str, at: int, report: _Report) -> None:
    """The limits of `Plural-Forms`; whether it is the right one for the language is asked elsewhere."""
    count, expression = _plural_forms(value)
    if count is not None and not 1 <= count <= MAXIMUM_PLURALS:
        report.add("po.limits", at, f"nplurals={count}; a language has 1 to {MAXIMUM_PLURALS}")
    if len(expression) > MAXIMUM_EXPRESSION:
        report.add("po.limits", at, f"a plural expression of {len(expression)} characters")
    elif expression != "EXPRESSION" and (strange := re.search(r"[^n0-9 \t()?:!=<>&|%*/+-]", expression)):
        report.add("po.header", at, f"{strange[0]!r} in the plural expression; take the one of the language")


def _plural_forms(value: str) -> tuple[int | None, str]:
    """The two parts of a `Plural-Forms` value; None where there is no number."""
    count = re.search(r"nplurals\s*=\s*([0-9]{1,9})", value)
    expression = re.search(r"plural\s*=\s*([^;]*)", value.partition(";")[2])
    return int(count[1]) if count else None, expression[1].strip() if expression else ""


def _check_end(scan: _Scan, report: _Report) -> None:
    """What can be seen of a cut in a file that is otherwise in order."""
    text = report.text
    if not text.endswith("\n"):
        report.add("po.newline", len(text), "no newline at the end of the file: was it cut?", warning=True)
    if not scan.spans or scan.header is None:
        return
    last = next(reversed(scan.spans))
    message = scan.messages.get(last)
    count, _ = _plural_forms(dict(_header_fields(scan.header)).get("plural-forms", ""))
    if message is not None and message.plural_id is not None and any(message.strings) and count is not None:
        forms = len(message.strings)
        if forms < min(count, MAXIMUM_PLURALS):
            at = scan.spans[last][1]
            report.add("po.truncated", at, f"the file ends after {forms} of {count} forms: was it cut?", key=last)


def _check_alike(scan: _Scan, report: _Report) -> None:
    """Ids that look the same and are not: composed and decomposed characters."""
    seen: dict[MessageKey, MessageKey] = {}
    for key in scan.messages:
        if not key.id.isascii():
            first = seen.setdefault(MessageKey(key.context, unicodedata.normalize("NFC", key.id)), key)
            if first is not key:
                text = "looks like another message, with its accents as characters of their own"
                report.add("po.alike", scan.spans[key][0], text, warning=True, key=key)


# Writing.


def _formatted_all(catalog: Catalog) -> Iterator[str]:
    yield _formatted(catalog.header, catalog.path)
    for message in catalog.messages.values():
        yield _formatted(message, catalog.path)
    for message in catalog.obsolete.values():
        yield _formatted(message, catalog.path, obsolete=True)


def _rewritten(catalog: Catalog) -> str:
    """The catalog's text with what changed laid out anew; entries that repeat another one are left out then."""
    text = catalog.text
    report = _Report(catalog.path, catalog.locale, text=text)
    scan = _scan(text, report)
    report.raise_errors()
    before, after = dict(scan.messages), dict(catalog.messages)
    if scan.header is not None:
        before = {_HEADER: scan.header} | before
    if scan.header is not None or catalog.header != Message(_HEADER):
        after = {_HEADER: catalog.header} | after
    if before == after and list(before) == list(after) and scan.obsolete == catalog.obsolete:
        return text
    newline = _newline(text)
    places = sorted([(*span, key) for key, span in scan.spans.items()] + scan.repeats)
    ends = [0, *(end for _, end, _ in places)]
    gaps = {start: text[end:start] for end, (start, _, _) in zip(ends, places, strict=False)}
    first = places[0][0]
    usual = gaps[places[1][0]] if len(places) > 1 else newline * 2
    written: list[str] = []

    def put(message: Message, old: Mapping[MessageKey, Message], *, obsolete: bool) -> None:
        start, end = scan.spans.get(message.key, (first, first))
        written.append((usual if start == first else gaps[start]) if written else gaps[first])
        if message == old.get(message.key):
            written.append(text[start:end])
        else:
            written.append(_formatted(message, catalog.path, obsolete=obsolete).replace("\n", newline))

    among = _obsolete_among(scan)
    rest = dict(catalog.obsolete)
    for key, message in after.items():
        put(message, before, obsolete=False)
        for neighbour in among.get(key, ()):
            if neighbour in rest:
                put(rest.pop(neighbour), scan.obsolete, obsolete=True)
    for message in rest.values():
        put(message, scan.obsolete, obsolete=True)
    return "".join(written) + text[places[-1][1] :]


def _obsolete_among(scan: _Scan) -> dict[MessageKey, list[MessageKey]]:
    """The obsolete entries that stand between live ones, by the live one above them."""
    among: dict[MessageKey, list[MessageKey]] = {}
    above: MessageKey | None = None
    waiting: list[MessageKey] = []
    for key in sorted(scan.spans, key=lambda key: scan.spans[key]):
        if key in scan.obsolete:
            waiting.append(key)
            continue
        if above is not None and waiting:
            among[above] = waiting
        above, waiting = key, []
    return among


def _formatted(message: Message, path: str, *, obsolete: bool = False) -> str:
    """One entry as msgcat 0.21 lays it out, without its last newline; comments in msgcat's order, as they are."""
    prefix = "#~ " if obsolete else ""
    previous = "#~| " if obsolete else "#| "
    wrap = "no-wrap" not in message.flags
    lines = _comment_lines(message.comments)
    if message.flags:
        lines.append(f"#, {', '.join(message.flags)}")
    fields: list[tuple[str, str, str | None]] = []
    if message.previous is not None:
        key, plural_id = message.previous
        fields += [(previous, "msgctxt", key.context), (previous, "msgid", key.id)]
        fields.append((previous, "msgid_plural", plural_id))
    fields += [(prefix, "msgctxt", message.key.context), (prefix, "msgid", message.key.id)]
    if message.plural_id is None:
        fields.append((prefix, "msgstr", message.strings[0]))
    else:
        fields.append((prefix, "msgid_plural", message.plural_id))
        fields += [(prefix, f"msgstr[{form}]", string) for form, string in enumerate(message.strings)]
    directive = _directive(message.flags)
    for start, keyword, value in fields:
        if value is not None:
            lines += _string_lines(start, keyword, value, directive, wrap=wrap)
    entry = "\n".join(lines)
    if (control := _CONTROL.search(entry)) is not None:
        found = f"control character {control[0]!r} in the message {message.key.id[:40]!r}"
        raise CatalogError(f"{found}: no .po file can hold it; remove it from the source", path=path)
    return entry


def _comment_lines(comments: str) -> list[str]:
    """The lines of comments: translators', then the program's, then references; each kind in its order."""
    lines = [line for line in comments.split("\n") if line]
    return sorted(lines, key=lambda line: {"#.": 1, "#:": 2}.get(line.lstrip(" \t")[:2], 0))


_PLAIN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def _string_lines(prefix: str, keyword: str, value: str, directive: re.Pattern[str] | None, *, wrap: bool) -> list[str]:
    """`msgid "..."`, on one line where it fits, else an empty first line and the lines below it."""
    escaped = value.translate(_PLAIN)
    width = WIDTH - len(prefix) - 2  # the quotes
    portions = [line.translate(_PLAIN) for line in re.findall(r"[^\n]*\n|[^\n]+", value)]
    if len(portions) < 2 and (
        not wrap or len(keyword) + 1 + _columns(escaped) <= width or not _breakable(escaped, directive)
    ):
        return [f'{prefix}{keyword} "{escaped}"']
    lines = [line for portion in portions for line in (_wrapped(portion, width, directive) if wrap else [portion])]
    return [f'{prefix}{keyword} ""', *(f'{prefix}"{line}"' for line in lines)]


# Where a line may break: Unicode Standard Annex 14 with the tailorings of libunistring 1.0, which msgcat uses.

_DIRECTIVES = {
    "python-format": r"%(?:\([^)]*\))?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[a-zA-Z%]",
    "c-format": r"%(?:\d+\$)?[-+ #0'I]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|L|q|j|z|t)?[a-zA-Z%]",
    "python-brace-format": r"\{\w*(?:[!:][^{}]*)?\}",
}
"""What stays in one line, by flag: the formats that templates and their sources use."""


def _directive(flags: Iterable[str]) -> re.Pattern[str] | None:
    for flag in flags:
        if flag in _DIRECTIVES:
            return re.compile(_DIRECTIVES[flag])
    return None


def _wrapped(text: str, width: int, directive: re.Pattern[str] | None) -> Iterator[str]:
    """The lines of an escaped text, each as long as it can be; a word that is wider than a line is not cut."""
    held = _held(text, directive)
    start = 0
    while (reach := _reach(text, start, width)) < len(text):
        cut = reach
        while cut > start and (cut in held or not _may_break(text, cut)):
            cut -= 1
        if cut == start:
            cut = reach + 1
            while cut < len(text) and (cut in held or not _may_break(text, cut)):
                cut += 1
        yield text[start:cut]
        start = cut
    if start < len(text):
        yield text[start:]


def _breakable(text: str, directive: re.Pattern[str] | None) -> bool:
    held = _held(text, directive)
    return any(index not in held and _may_break(text, index) for index in range(1, len(text)))


def _held(text: str, directive: re.Pattern[str] | None) -> frozenset[int]:
    """Offsets at which no line begins: inside escapes and directives, before a newline at the end."""
    inside = {match.end() - 1 for match in re.finditer(r"\\.", text)} if "\\" in text else set()
    if len(text) - 1 in inside and text.endswith("n"):
        inside.add(len(text) - 2)
    for match in directive.finditer(text) if directive is not None else ():
        inside.update(range(match.start() + 1, match.end()))
    return frozenset(inside)


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_width, text))


def _reach(text: str, start: int, width: int) -> int:
    """The offset of the first character that is beyond the width of a line."""
    if text.isascii():
        return start + width
    for offset in range(start, len(text)):
        width -= _width(text[offset])
        if width < 0:
            return offset
    return len(text)


@lru_cache(maxsize=8192)
def _width(character: str) -> int:
    """Columns: 0 for marks and format characters, 2 for what East Asian Width calls wide or fullwidth, else 1."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 1 if character in "\u0cbf\u0cc6" else 0  # two Kannada vowels that stand beside their letter
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _may_break(text: str, index: int) -> bool:
    """May a line begin at an offset above 0?"""
    after = _class(text[index])
    if after in ("SP", "ZW"):
        return False
    before = _class(text[index - 1])
    if after in ("CM", "ZWJ"):
        if before not in ("SP", "ZW"):
            return False
        after = "AL"
    if before == "ZWJ":
        return False
    spaced = before == "SP"
    last = index - 1
    while last > 0 and _class(text[last]) == "SP":
        last -= 1
    before = _class(text[last])
    while before in ("CM", "ZWJ"):
        last -= 1
        before = _class(text[last]) if last >= 0 else "SP"
        if before in ("SP", "ZW"):
            before = "AL"  # a mark without a letter
    if before == "SP":
        return False
    if before == "ZW":
        return True
    if before == after == "RI":
        pairs = len(text[: last + 1]) - len(text[: last + 1].rstrip(_REGIONAL))
        return spaced or pairs % 2 == 0
    if before in ("HY", "BA") and not spaced and last > 0 and _class(text[last - 1]) == "HL":
        return False
    return not _together(before, after, spaced)


@lru_cache(maxsize=4096)
def _together(before: str, after: str, spaced: bool) -> bool:
    """Does a line never break between two classes? The rules LB11 to LB30b in their order.

    libunistring breaks after a full stop before a letter (no LB29) and before a wide bracket (LB30 as of 13.0).
    """
    if before in ("OP", "WP") or after in ("WJ", "CL", "CP", "EX", "IS", "SY"):
        return True
    if (before, after) in (("QU", "OP"), ("QU", "WP"), ("CL", "NS"), ("CP", "NS"), ("B2", "B2")):
        return True
    if spaced:
        return False
    if before in ("WJ", "GL", "QU", "BB") or after in ("QU", "BA", "HY", "NS", "IN"):
        return True
    if after == "GL":
        return before not in ("BA", "HY")
    return after in _TOGETHER.get(before, ())


_TOGETHER = {
    "AL": ("AL", "HL", "NU", "PR", "PO", "OP"),
    "HL": ("AL", "HL", "NU", "PR", "PO", "OP"),
    "NU": ("AL", "HL", "NU", "PR", "PO", "OP"),
    "PR": ("AL", "HL", "NU", "OP", "WP", "ID"),
    "PO": ("AL", "HL", "NU", "OP", "WP"),
    "CL": ("PR", "PO"),
    "CP": ("PR", "PO", "AL", "HL", "NU"),
    "HY": ("NU",),
    "IS": ("NU",),
    "SY": ("NU", "HL"),
    "ID": ("PO", "EM"),
}

_REGIONAL = "".join(map(chr, range(0x1F1E6, 0x1F200)))


@lru_cache(maxsize=8192)
def _class(character: str) -> str:
    """The line breaking class of a character, from its category but for what stands in `_CLASSES`.

    Exact for the scripts of living languages; symbols, conjoining Korean letters and old scripts are taken for letters.
    """
    for name, characters in _CLASSES.items():
        if character in characters:
            return name
    category = unicodedata.category(character)
    wide = unicodedata.east_asian_width(character) in "WF"
    code = ord(character)
    if "\u05d0" <= character <= "\u05f2" or (category == "Lo" and 0xFB1D <= code <= 0xFB4F):
        return "HL"
    if character in _REGIONAL:
        return "RI"
    if category == "Ps" and wide:
        return "WP"
    if category == "Sk" and code > 0x1F000:
        return "EM"
    if category == "So":
        return "ID" if code > 0x1F000 or (wide and code > 0x2E80) else "AL"
    if category in _CATEGORIES and not (wide and category in ("Nd", "Pd")):
        return _CATEGORIES[category]
    return "ID" if wide else "AL"


_CLASSES = {
    "SP": " ",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "WJ": "\u2060\ufeff",
    "GL": "\xa0\u2007\u2011\u202f\u034f\u180e",
    "HY": "-",
    "BA": (
        "\x09\xad|\u0964\u0965\u0e5a\u0e5b\u0f0b\u104a\u104b\u1361\u17d4\u17d5\u17d8\u17da\u2027\u2056\u2058"
        "\u2059\u205a\u205b\u205d\u205e"
    ),
    "BB": "\xb4\u02c8\u02cc\u02df",
    "B2": "\u2014\u2e3a\u2e3b",
    "AL": "\u2015\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u2061\u2062\u2063\u2064",
    "CL": "\u3001\u3002\uff0c\uff0e\uff61\uff64\ufe50\ufe52",
    "CP": ")]",
    "EX": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u0f0d\uff01\uff1f\u2762\u2763",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u2044",
    "IN": "\u2024\u2025\u2026\u22ef",
    "NS": (
        "\u17d6\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u3041\u3043\u3045\u3047\u3049\u3063"
        "\u3083\u3085\u3087\u308e\u3095\u3096\u309b\u309c\u309d\u309e\u30a0\u30a1\u30a3\u30a5\u30a7\u30a9"
        "\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb\u30fc\u30fd\u30fe\uff1a\uff1b\uff65\uff70\uff9e"
        "\uff9f"
    ),
    "NU": "\u066b\u066c",
    "OP": "\xa1\xbf\u2e18",
    "PO": (
        "%\xb0\u0609\u060a\u066a\u0d79\u2030\u2031\u2032\u2033\u2034\u2035\u2036\u2037\u2103\u2109\uff05\xa2"
        "\u060b\u09f2\u09f3\u20a7\u20b6\u20bb\u20be\ufdfc\uffe0"
    ),
    "PR": "+\\\xb1\u2116\u2212\u2213",
    "QU": "\"'\u275b\u275c\u275d\u275e",
    "SY": "/",
}
_CATEGORIES = {
    "Cc": "CM",
    "Cf": "CM",
    "Mc": "CM",
    "Me": "CM",
    "Mn": "CM",
    "Nd": "NU",
    "Pd": "BA",
    "Pe": "CL",
    "Pf": "QU",
    "Pi": "QU",
    "Ps": "OP",
    "Sc": "PR",
    "Zs": "BA",
}
