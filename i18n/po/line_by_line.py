"""Entries read line by line, however they are laid out, with the place and the reason of every problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from i18n.model import Message, MessageKey
from i18n.po.entry import Entry, split_flags, string_value
from i18n.po.limits import MAXIMUM_PLURALS
from i18n.po.problems import Report

_LINE = re.compile(
    r"[ \t]*(?P<marker>#~\||#~|#\|)?[ \t]*(?P<keyword>msg(?:ctxt|id_plural|id|str(?:\[\w*\])?)(?![\w\[]))?"
    r'[ \t]*(?P<strings>(?:"(?:[^"\\]|\\.)*"[ \t]*)*)(?P<rest>.*)'
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:[nrt\"\\]|(?P<bad>[xX][0-9a-fA-F]*|[0-7]{1,3}|.))")
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
class Careful:
    """One entry while it is read line by line."""

    text: str
    report: Report
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

    def read(self, position: int) -> tuple[Entry | None, int]:
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
            self.flags += split_flags(content[2:])
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
        into.setdefault(keyword, []).extend([string_value(body) for body in _STRING.findall(strings)])
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

    def finish(self) -> Entry | None:
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
        return Entry(self.start, self.end, bool(self.obsolete), message)


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
