"""Entries laid out as every tool writes them: the fast way to read, with one search or one expression for each.

What is laid out in another way is for `line_by_line`, which reads everything that this module reads in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from i18n.model import CatalogFile, Message, MessageKey
from i18n.po.entry import split_flags, string_value
from i18n.po.limits import MAXIMUM_PLURALS

Matcher = Callable[[str, int], re.Match[str] | None]
"""Matches an entry that begins at an offset of a text."""


def read_plain(text: str, position: int, most: int, file: CatalogFile) -> int:
    """Puts the plain entries from a position on into `file`; gives the position behind the last of them.

    Plain is what most are: comments, flags, a context, one id, one string, blank lines around. The strings are found
    with string methods, in half the time that `_layout` takes. The text has no carriage return. A key that is known is
    not plain, nor is an entry of more than `most` characters.
    """
    find, put, obsolete, new = text.find, file.messages.setdefault, file.obsolete, tuple.__new__
    add_key, add_start, add_end = file.keys.append, file.starts.append, file.ends.append
    start = position + 2 if text.startswith("\n\n", position) else position
    while True:
        stop = find("\n\n", start, start + most)
        if stop < 0:
            return position
        entry = text[start:stop]
        at = entry.find('msgid "')
        middle = entry.find('"\nmsgstr "', at)
        closed = 0 <= middle < len(entry) - 10 and entry[-1] == '"'
        head = _PLAIN_HEAD(entry, 0, at) if closed else None
        if head is None:
            return position
        id_, string = entry[at + 7 : middle], entry[middle + 10 : -1]
        if "\n" in id_ or "\n" in string:
            # A backslash at the end of a line: only the expression tells what it stands before.
            if '\\"\n' in entry:
                return position
            id_, string = id_.replace('"\n"', ""), string.replace('"\n"', "")
            if "\n" in id_ or "\n" in string:
                return position
        if "\\" in id_:
            if not _ESCAPED(id_):
                return position
            id_ = string_value(id_)
        elif not id_ or '"' in id_:
            return position
        if "\\" in string:
            if not _ESCAPED(string):
                return position
            string = string_value(string)
        elif '"' in string:
            return position
        comments, flags, context = head.groups("")
        key = new(MessageKey, (context[9:-2] if context else None, id_))
        message = new(Message, (key, None, (string,), split_flags(flags) if flags else (), comments, None))
        if key in obsolete or put(key, message) is not message:
            return position
        add_key(key)
        add_start(start)
        add_end(stop)
        position, start = stop, stop + 2


# Comments of any kind but previous sources and obsolete lines, then flags, then a context without escapes.
_PLAIN_HEAD = re.compile(r'((?:#(?![,=!|~])[^\n]*+\n)*)(?:#, ([^\n]*+)\n)?(msgctxt "[^"\\\n]*+"\n)?').fullmatch
_ESCAPED = re.compile(r'[^"\\]*+(?:\\[nrt"\\][^"\\]*+)*').fullmatch


def _layout(prefix: str, newline: str) -> Matcher:
    """The matcher of one entry as gettext and all libraries lay it out, with the blank lines before it.

    Each repetition ends at a character that it cannot hold, so giving up takes one pass back. Groups are not
    possessive: Python before 3.11.5 goes on from the middle of a group that failed. The last line's ending stays
    outside.
    """
    line = r'[^"\\\r\n]*+(?:\\[nrt"\\][^"\\\r\n]*+)*'
    body = f'{line}(?:"{newline}{prefix}"{line})*'
    forms = ""
    for index in reversed(range(1, MAXIMUM_PLURALS)):
        forms = rf'(?:{newline}{prefix}msgstr\[{index}\] "{body}"{forms})?'
    former = "#~| " if prefix else "#| "
    # A line of the same string is no next entry, although it begins as one.
    following = '#(?!~ ")' if prefix else "#"
    before = f'{line}(?:"{newline}{re.escape(former)}"{line})*'
    return re.compile(
        f"(?:{newline})*((?:#(?![,=!|~])[^\r\n]*+{newline})*)(?:#, ([^\r\n]*+){newline})?"
        rf'(?:(?:{re.escape(former)}msgctxt "({before})"{newline})?{re.escape(former)}msgid "({before})"{newline}'
        rf'(?:{re.escape(former)}msgid_plural "({before})"{newline})?)?'
        f'(?:{prefix}msgctxt "({body})"{newline})?{prefix}msgid "({body})"{newline}'
        f'(?:{prefix}msgstr "({body})"|{prefix}msgid_plural "({body})"{newline}'
        rf'({prefix}msgstr\[0\] "{body}"{forms}))'
        f"(?={newline}(?:{newline}|{following}|msgid |msgctxt |\\Z))"
    ).match


@cache
def layouts(newline: str) -> tuple[Matcher, Matcher]:
    """The matchers of a live and of an obsolete entry in a file with these line endings."""
    return _layout("", newline), _layout("#~ ", newline)


_FORM = re.compile(r"(?:\A|\r?\n)(?:#~ )?msgstr\[\d\] ")


def matched_message(match: re.Match[str]) -> Message:
    """The message that a layout matched."""
    comments, flags, former_context, former, former_plural, context, id_, string, plural, forms = match.groups()
    if forms is None:
        strings: tuple[str, ...] = (string_value(string),)
    else:
        strings = tuple([string_value(form[1:-1]) for form in _FORM.split(forms)[1:]])
    # What the constructors of the named tuples do, at a third of their price.
    key = _new(MessageKey, (context and string_value(context), string_value(id_)))
    if "\r" in comments:
        comments = comments.replace("\r", "")
    previous = None
    if former is not None:
        previous = (
            MessageKey(former_context and string_value(former_context), string_value(former)),
            former_plural and string_value(former_plural),
        )
    return _new(
        Message,
        (key, plural and string_value(plural), strings, split_flags(flags) if flags else (), comments, previous),
    )


_new = tuple.__new__
