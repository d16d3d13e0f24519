"""What a program or a tool does to text on its way: foreign placeholders, broken encodings, entities, line starts.

The placeholders of the site itself belong to the gate (`placeholders`). These are those of other programs, which a
text may quote or which a catalog of another program holds. Sources: Python 3 library reference, "printf-style String
Formatting" and "Format String Syntax"; GNU gettext manual, `c-format`; CommonMark 0.31.2, section 4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18n.checks.pair import Pair, Problem, Text, exact, texts
from i18n.checks.placeholders import VARIABLE
from i18n.checks.quantities import visible, without_code
from i18n.model import Severity

_PLACEHOLDER = re.compile(
    r"%%|(?<!\d)%(?:\(\w{1,60}\)|\d{1,2}\$)?[-+#0]{0,4}\d{0,4}(?:\.\d{1,3})?(?:hh?|"
    r"ll?)?[diouxXeEfFgGcrs](?![a-zA-Z])"
    r"|\$?\{[\w.]{0,60}(?:![rsa])?(?::[^{}\s]{0,40})?\}"
)
_TEMPLATE = re.compile(r"%\(\w+\)s")
_CHECKED_FORMATS = frozenset({"python-format", "c-format", "python-brace-format"})
_BLOCK_MARK = re.compile(r"(?:#{1,6}|[-*+>]|\d{1,9}[.)]) (?=\S)")
_TAG_OR_MARK = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,30}|`|\[\^[^\]\s]{1,60}\]|!\[|\]\([^()\s]{1,300}\)|\*\*")
_MARK_HINT = re.compile(r"[<`*]|\[\^|\]\(")
_ENTITY = re.compile(r"&(?:amp;)+(?:#?\w{2,31};)|&(?:quot|apos|lt|gt|nbsp|#39|#34);")
_SPACES = re.compile(r"(?<=\w) {2,}(?=\w)")
# UTF-8 read as Windows-1252 or Latin-1: a lead byte's letter and at least one letter of a byte that continues it.
_LEAD, _CONTINUED = (
    "[\u00c2-\u00f4]",
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]",
)
_MISREAD = re.compile(f"{_LEAD}{_CONTINUED}{{1,3}}")
_LOST_LETTERS = re.compile(r"\?{2,}|(?<=[^\W\d_])\?(?=[^\W\d_])")


def check(pair: Pair) -> Sequence[Problem]:
    """Placeholders of other programs that are missing or too many, and what a broken tool leaves behind."""
    return [problem for text in texts(pair) for problem in _examine(text, pair)]


def _examine(text: Text, pair: Pair) -> Iterator[Problem]:
    if "%" in text.source or "{" in text.source or "%" in text.string or "{" in text.string:
        yield from _placeholders(text, pair)
    if not text.string.isascii() or "?" in text.string:
        yield from _encoding(text)
    if "markdown" not in pair.source.formats and _MARK_HINT.search(text.source):
        yield from _marks(text)
    if "&" in text.string and (entity := _new(_ENTITY, text)):
        message = f"{text.prefix}{entity!r} would be read as it stands; write the character itself"
        yield Problem("format.entity", Severity.WARNING, message)
    mark = _BLOCK_MARK.match(text.string)
    if mark and not _BLOCK_MARK.match(text.source):
        message = f"{text.prefix}{mark[0]!r} begins the string, not the source; a string makes no heading or list"
        yield Problem("format.block", Severity.WARNING, message)
    if "  " in text.string and _SPACES.search(text.string) and "  " not in text.source and "\t" not in text.source:
        message = f"{text.prefix}two spaces stand between words; leave one"
        yield Problem("format.spaces", Severity.WARNING, message)
    if "\n" in text.source or "\n" in text.string:
        yield from _lines(text, pair)


def _lines(text: Text, pair: Pair) -> Iterator[Problem]:
    wanted, found = text.source.strip().count("\n"), text.string.strip().count("\n")
    if (
        wanted != found
        and "code" not in pair.source.formats
        and ("markdown" not in pair.source.formats or "\\\n" in text.source + text.string)
    ):
        message = f"{text.prefix}the source has {wanted} line breaks, the string {found}; break the same lines"
        yield Problem("format.lines", Severity.WARNING, message)


def _marks(text: Text) -> Iterator[Problem]:
    """Tags and marks of Markdown that a text which is no Markdown of ours lost: some other program reads them."""
    wanted, found = (Counter(_TAG_OR_MARK.findall(part)) for part in (text.source, text.string))
    for mark in (wanted - found).elements():
        message = f"{text.prefix}{mark!r} is in the source but not, or not so often, in the string; put it back"
        yield Problem("format.markup", Severity.WARNING, message)


def _new(pattern: re.Pattern[str], text: Text) -> str:
    """The first match in the string that the source has not, or nothing."""
    return next((found for found in pattern.findall(text.string) if found not in text.source), "")


def _placeholders(text: Text, pair: Pair) -> Iterator[Problem]:
    flagged = not _CHECKED_FORMATS.isdisjoint(pair.source.flags)
    wanted, found = (_names(part, pair, flagged=flagged) for part in (text.source, text.string))
    if wanted == found:
        return
    severity = Severity.ERROR if flagged else Severity.WARNING
    there, here = Counter(wanted), Counter(found)
    optional = pair.source.plural_id is not None and exact(pair.locale.plurals, text.form) is not None
    missing = [] if optional else sorted((there - here).elements())
    extra = sorted((here - there).elements())
    for name in missing:
        message = f"{text.prefix}{name!r} is in the source but not in the string; copy it unchanged"
        yield Problem("format.placeholder", severity, message)
    for name in extra:
        if not (pair.source.plural_id and name in pair.source.plural_id):
            message = f"{text.prefix}{name!r} is in the string but not so often in the source; remove it"
            yield Problem("format.placeholder", severity, message)
    if (
        flagged
        and there == here
        and [one for one in wanted if _ordered(one)] != [one for one in found if _ordered(one)]
    ):
        message = f"{text.prefix}placeholders without a name have changed places; keep their order"
        yield Problem("format.placeholder", severity, message)


def _names(text: str, pair: Pair, *, flagged: bool) -> list[str]:
    """Placeholders in reading order, but those that the gate compares, and those in code, which is compared whole."""
    outside = without_code(text) if "markdown" in pair.source.formats else text
    found = [name for name in _PLACEHOLDER.findall(outside) if name != "%%"]
    if "template" in pair.source.formats:
        found = [name for name in found if not _TEMPLATE.fullmatch(name)]
    return [name for name in found if not VARIABLE.fullmatch(name)] if not flagged else found


def _ordered(name: str) -> bool:
    return name == "{}" or (name[0] == "%" and name[1] != "(" and "$" not in name)


def _encoding(text: Text) -> Iterator[Problem]:
    string, source = text.string, text.source
    if "\ufffd" in string and "\ufffd" not in source:
        message = f"{text.prefix}U+FFFD stands where a character was lost; type it again"
        yield Problem("format.encoding", Severity.ERROR, message)
    elif (misread := next(filter(_is_misread, _MISREAD.findall(string)), "")) and misread not in source:
        message = f"{text.prefix}{misread!r} is UTF-8 that was read as something else; type the word again"
        yield Problem("format.encoding", Severity.ERROR, message)
    elif "?" in string and "??" not in source and (lost := _LOST_LETTERS.search(visible(string))):
        message = f"{text.prefix}{lost[0]!r} stands where letters seem to be lost; type them again"
        yield Problem("format.encoding", Severity.WARNING, message)


def _is_misread(run: str) -> bool:
    """Whether letters are the bytes of one character in UTF-8: `Ã©` for `é`."""
    for encoding in ("cp1252", "latin-1"):
        try:
            if len(run.encode(encoding).decode()) < len(run):
                return True
        except UnicodeError:
            continue
    return False
