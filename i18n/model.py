"""Every noun of the program: frozen values that the stages pass to each other.

Nothing here reads a file or knows a library. Most types are frozen, slotted dataclasses; those that exist once per
message are named tuples, which are as immutable and cost a third as much to make (docs/decisions/0003-values.md).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NamedTuple

Direction = Literal["ltr", "rtl"]
Format = Literal["markdown", "text", "template", "slug", "code"]
"""How a string becomes HTML: inline Markdown, escaped text, escaped text with `%(name)s`, a part of an address, or
text of a code block, whose line breaks stay."""

_COMMENT = re.compile(r"\s*(?:#(?!~)|#~\||$)")


@dataclass(frozen=True, slots=True)
class PluralRule:
    """How a catalog chooses one of its strings for a number."""

    count: int
    """Number of strings a plural message has; 1 to 6."""
    expression: str
    """The C expression of the `Plural-Forms` header, for example `n != 1`."""


@dataclass(frozen=True, slots=True)
class Locale:
    """A language in which the site exists."""

    tag: str
    """BCP 47, canonical: `pt-BR`, `zh-Hans`."""
    name: str
    """The autonym: what its readers call it, `português (Brasil)`."""
    direction: Direction
    plurals: PluralRule
    fallbacks: tuple[str, ...] = ()
    """Tags to try, in order, before the source text; never the source locale itself."""
    cldr: str = "en"
    """The CLDR identifier that Babel formats dates and numbers with; `en` where CLDR lacks the language."""

    @property
    def folder(self) -> str:
        """gettext's form of the tag, used on disk: `pt_BR`."""
        return self.tag.replace("-", "_")


class Reference(NamedTuple):
    """Where a text stands in a source file. Equal are those that name the same place, whatever the line."""

    path: str
    """Relative to the site's folder, with `/`: `content/visit.md`."""
    anchor: str = ""
    """Id of the nearest heading above, without `#`; empty before the first heading."""
    line: int = 1
    """1-based line in the file the author edits; 0 never occurs. Not part of equality."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and self[:2] == other[:2]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:2])

    def __str__(self) -> str:
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


class MessageKey(NamedTuple):
    """gettext's identity of a message."""

    context: str | None
    """`msgctxt`; None (no context) and "" are different."""
    id: str
    """`msgid`."""


class Message(NamedTuple):
    """One entry of a catalog. Its place in the file is the catalog's business, so equality is about content alone."""

    key: MessageKey
    plural_id: str | None = None
    """`msgid_plural`, or None."""
    strings: tuple[str, ...] = ("",)
    """`msgstr`, or `msgstr[0]` onwards; an untranslated message has only empty ones."""
    flags: tuple[str, ...] = ()
    """From `#,` and `#=` lines, in order, without white space: `fuzzy`, `python-format`."""
    comments: str = ""
    """All `#` lines but flags and previous ones, verbatim, each ending in a newline."""
    previous: tuple[MessageKey, str | None] | None = None
    """From `#|`: the key and plural id that the strings were made for."""

    @property
    def fuzzy(self) -> bool:
        return bool(self.flags) and "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Every string is filled and the entry is not fuzzy."""
        return all(self.strings) and not self.fuzzy


@dataclass(slots=True)
class CatalogFile:
    """A `.po` or `.pot` file as it was read, so that its writer can keep what nobody changed."""

    data: bytes
    header: Message | None = None
    messages: dict[MessageKey, Message] = field(default_factory=dict)
    obsolete: dict[MessageKey, Message] = field(default_factory=dict)
    keys: list[MessageKey] = field(default_factory=list)
    """Of all entries in their order, header and obsolete ones too, with `starts` and `ends`."""
    starts: array[int] = field(default_factory=lambda: array("I"))
    """Where the first comment of each entry begins: character offsets in `text`."""
    ends: array[int] = field(default_factory=lambda: array("I"))
    """Where the last line of each entry ends, without its line ending."""
    repeats: list[tuple[int, int, MessageKey]] = field(default_factory=list)
    """Spans of entries that say again what another entry of the same key says."""

    @property
    def text(self) -> str:
        """The file decoded, its line endings and byte order mark kept. Made anew each time, because it is large."""
        return self.data.decode()

    @property
    def spans(self) -> dict[MessageKey, tuple[int, int]]:
        """From where to where each entry reaches in `text`. Made anew each time, because few need it."""
        return dict(zip(self.keys, zip(self.starts, self.ends, strict=True), strict=True))


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one domain in one locale, as one `.po` file holds them."""

    domain: str
    locale: str | None
    """BCP 47 tag; None for a template catalog."""
    path: str
    """The file, relative to the site's folder."""
    header: Message
    """The entry with the empty id; its string is the header."""
    messages: Mapping[MessageKey, Message]
    """Live messages in file order."""
    obsolete: Mapping[MessageKey, Message] = field(default_factory=dict)
    """`#~` entries in file order; a key that is live too stands only in `messages`."""
    file: CatalogFile | None = field(default=None, compare=False, repr=False)
    """What it was read from; None for a catalog that was never a file."""
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)
    """What was accepted with a warning."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields by name as written, `Plural-Forms` to its value."""
        lines = self.header.strings[0].split("\n")
        return {name.strip(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}

    def lines(self, keys: Iterable[MessageKey]) -> dict[MessageKey, int]:
        """1-based line of each message's first keyword (not of its comments), in one pass; 1 where it has no place."""
        lines = {}
        line, position = 1, 0
        text, spans = (self.file.text, self.file.spans) if self.file else ("", {})
        for start, end, key in sorted((*spans.get(key, (0, 0)), key) for key in set(keys)):
            line += text.count("\n", position, start)
            position = start
            entry = text[start:end].split("\n")
            keyword = (number for number, one in enumerate(entry) if not _COMMENT.match(one))
            lines[key] = line + next(keyword, 0)
        return lines


class CommentMarks(NamedTuple):
    """How a comment stands in its code."""

    closing: str
    """The mark that ends it, such as `*/`; empty where the line's end does."""
    tight: bool
    """Its words follow their mark without a space, so that their first character can change what the mark means."""


class Segment(NamedTuple):
    """One hole of a document: text that a reader sees or hears, in the source language."""

    text: str
    """One canonical line; a hard break is a backslash and a newline."""
    kind: str
    """heading, paragraph, item, cell, term, definition, title, description, nav, slug, value, label ..."""
    reference: Reference
    plural: str | None = None
    context: str | None = None
    critical: str | None = None
    """Class of harm that a wrong translation can do (`dose`, `driving` ...), or None."""
    comments: tuple[str, ...] = ()
    """What the author says to the translator."""
    format: Format = "markdown"
    fixed: bool = False
    """Nothing to translate: only code, numbers, addresses, variables, or the author said so."""
    span: tuple[int, int] = (0, 0)
    """Its place in its file: UTF-8 byte offsets, line ends counted as one; (0, 0) where only the line is known."""
    marks: CommentMarks | None = None
    """Of a comment in a code block."""

    @property
    def key(self) -> MessageKey:
        return MessageKey(self.context, self.text)


class Variable(NamedTuple):
    """A value from the data, put in when the page's locale is known."""

    name: str
    place: Literal["text", "attribute", "address"]


class Target(NamedTuple):
    """An address that depends on the page and its locale: a path to a source file or to a file beside it, or an address
    on another host, for which the site may name another one in some languages."""

    address: str
    use: Literal["href", "src"]
    typed: str
    """As it is written in HTML, which stays where the address does."""


class Mark(NamedTuple):
    """A hole that takes no text: where a block may say that it fell back, or a section that it is not translated."""

    kind: Literal["attributes", "open", "close", "notice", "code"]
    """`attributes`: inside the block's opening tag. `open` and `close`: around text that shares its element with other
    blocks. `notice`: below a section's heading. `code`: inside the opening tag of a code block, which is written from
    left to right in every language."""
    number: int
    """Of the block; of the section for `notice`, counted from 0."""


class Block(NamedTuple):
    """The smallest run that falls back as a whole: a paragraph, a heading, an item's text, a cell."""

    section: int
    segments: tuple[int, ...]
    """Indexes into the document's segments."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    """1 to 6."""
    anchor: str
    segment: int | None
    """Index of its segment; None where there is nothing to translate."""
    html: str
    """Its own HTML where there is nothing to translate, else empty."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as literal output and holes."""

    path: str
    """Relative to the site's folder: `content/visit.md`."""
    literals: tuple[str, ...]
    """Finished HTML, one more than there are holes; hole n stands behind literal n."""
    holes: tuple[int | Mark | Target | Variable, ...]
    """An index into `segments`, a mark, or what a tag of the author's takes from the data or from the page's locale."""
    segments: tuple[Segment, ...]
    """Body segments in reading order."""
    keys: tuple[MessageKey, ...] = ()
    """The key of each segment, made once."""
    blocks: tuple[Block, ...] = ()
    sections: tuple[int, ...] = ()
    """For each section the index of its first block; a section reaches to the next heading."""
    critical: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """For each section that holds critical text, the indexes of its critical segments."""
    headings: tuple[Heading, ...] = ()
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """Footnote label to its number on the page, 1-based."""
    fields: Mapping[str, Segment] = field(default_factory=dict)
    """Translatable front matter or data values, by dotted path."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """All front matter, or the whole data file, as parsed."""
    links: tuple[tuple[str, int], ...] = ()
    """Targets of all links and images as the author wrote them, with their 1-based lines."""
    diagnostics: tuple[Diagnostic, ...] = ()
    ids: frozenset[str] = frozenset()
    """Ids of the author's own HTML elements, to which a link may lead."""
    prefixes: Mapping[int, str] = field(default_factory=dict)
    """For each segment that is not Markdown (an attribute, text in code) what begins its second and later lines."""


class Source(NamedTuple):
    """One message of the template catalog, with all that the program knows of its places."""

    key: MessageKey
    plural_id: str | None
    formats: tuple[Format, ...]
    """Every way in which a page uses it, sorted."""
    kinds: tuple[str, ...]
    """Roles, in order of first use."""
    references: tuple[Reference, ...]
    """Distinct, in order of first use."""
    comments: tuple[str, ...] = ()
    """The authors' words to the translator, in order of first use."""
    flags: tuple[str, ...] = ()
    critical: str | None = None
    """A key used in critical and in ordinary places is critical."""
    marks: tuple[CommentMarks, ...] = ()
    """Of all comments in code blocks that say this."""


@dataclass(frozen=True, slots=True)
class Template:
    """The template catalog: every message of the site, from the sources alone."""

    domain: str
    sources: Mapping[MessageKey, Source]
    """In the order in which pages, data and templates are read."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A mistake of an author or a translator, as a value."""

    check: str
    """`family.name`, stable: `placeholders.missing`."""
    severity: Severity
    message: str
    """What was found, what was expected, what to do; foreign text as `repr`."""
    path: str
    """The file to open, relative to the site's folder."""
    line: int
    """1-based."""
    locale: str | None = None
    key: MessageKey | None = None
    source: Reference | None = None
    """Where the source text stands."""
    column: int = 0
    """1-based column, or 0 where it says nothing."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A catalog brought to a new template, and what happened on the way."""

    catalog: Catalog
    added: tuple[MessageKey, ...] = ()
    kept: tuple[MessageKey, ...] = ()
    moved: tuple[MessageKey, ...] = ()
    """Their references changed, or their string came from another file or an exact match elsewhere."""
    fuzzied: tuple[MessageKey, ...] = ()
    obsoleted: tuple[MessageKey, ...] = ()
    revived: tuple[MessageKey, ...] = ()

    @property
    def changed(self) -> bool:
        return bool(self.added or self.moved or self.fuzzied or self.obsoleted or self.revived)


@dataclass(frozen=True, slots=True)
class Approval:
    """One record of the ledger, about one exact pair of source and string."""

    locale: str
    domain: str
    src: str
    """`s1:` and the SHA-256 of the source's canonical JSON."""
    tgt: str
    """`s1:` and the SHA-256 of the strings' canonical JSON."""
    act: str
    """translated, machine, reviewed, approved, rejected, revoked; waived for a finding that is none; typo for an edit
    of the source that changed no meaning."""
    by: str
    """A stable id, never an address."""
    at: str
    """UTC, RFC 3339."""
    origin: str = "unknown"
    """human, machine, tm, imported, unknown."""
    role: str = "translator"
    engine: str = ""
    crit: str = ""
    note: str = ""
    before: str = ""
    """Of a typo: `src` as it was before; what was said of that with `tgt` holds for this pair too."""
    check: str = ""
    """Of a waiver: id of the check whose finding is none."""


class Rights(NamedTuple):
    """Whose records count in one locale."""

    vouchers: frozenset[tuple[str, str]]
    """Person and role: who may approve, review and waive."""
    translators: frozenset[str] | None
    """Who may say that a string is a person's work; None for anyone."""
    authors: frozenset[str] | None = None
    """Who may say that an edit of the source changed no meaning; None for anyone."""


class State(StrEnum):
    """What is known of one message in one locale, from best to worst."""

    SOURCE = "source"
    """The message in its own language."""
    APPROVED = "approved"
    TRANSLATED = "translated"
    """Recorded as a person's work, not approved."""
    OUTDATED = "outdated"
    """Shown although it is fuzzy: approved for the source as it was."""
    UNRECORDED = "unrecorded"
    MACHINE = "machine"
    FUZZY = "fuzzy"
    REJECTED = "rejected"
    REFUSED = "refused"
    """A gate check found an error."""
    UNTRANSLATED = "untranslated"


class Verdict(NamedTuple):
    """What may be shown for one key in one locale."""

    state: State
    strings: tuple[str, ...]
    """What to show: the locale's strings, those of a fallback locale, or the source text."""
    locale: str
    """Tag of the language that `strings` are in."""
    content: Any = None
    """The first string as parsed by the gate, so that it is parsed once; None where it is plain text."""


class Former(NamedTuple):
    """What a string was approved for, before its source changed."""

    since: date
    """The day of the approval."""
    src: str
    """The ledger's hash of the source as it was."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one locale: a verdict for every key. Only `judge` makes one."""

    locale: Locale
    verdicts: Mapping[MessageKey, Verdict]
    """One for every key of the template catalog."""
    sources: Mapping[MessageKey, Verdict]
    """The verdicts of the source edition, for what falls back by section."""
    source: str = "en"
    """Tag of the source language."""
    withheld: Set[MessageKey] = frozenset()
    """What no page may have that is published: the policy shows neither it nor the source text."""
    outdated: Mapping[MessageKey, Former] = field(default_factory=dict)
    """Of each string in the state OUTDATED."""
    draft: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


class Coverage(NamedTuple):
    """How much of a page or a locale is there, counted in messages (each use counts)."""

    total: int = 0
    shown: int = 0
    """In the locale's own language."""
    fallback: int = 0
    """In another language."""
    waiting: int = 0
    """Translated, but shown in another language until somebody approves."""
    machine: int = 0
    """Shown, and nobody has reviewed them."""
    approved: int = 0
    """Shown, and approved."""
    outdated: int = 0
    """Shown, and approved for the source as it was."""

    @property
    def ratio(self) -> float:
        """Share shown, 0 to 1; 1 for a page without text."""
        return self.shown / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class TranslatedDocument:
    """A document filled for one locale. Only `translate` makes one."""

    document: Document
    locale: Locale
    body: str
    """HTML of the content, notices of sections included."""
    fields: Mapping[str, Verdict]
    headings: tuple[tuple[int, str, str], ...]
    """Level, id and inline HTML of each heading."""
    coverage: Coverage
    status: str
    """approved, translated, partly, outdated, machine or fallback: what `data-review-status` says."""
    withheld: int = 0
    """Sections shown in the source language because their critical text is not approved."""


class Alternate(NamedTuple):
    """The same page in one locale."""

    locale: Locale
    url: str
    """Path from the site's root."""
    href: str
    """Absolute where a base URL is configured, else empty."""
    current: bool = False


Progress = Callable[[str, int, int], None]
"""Called with the name of what is going on, how much is done, how much there is."""
