"""Entries laid out as every tool writes them: the fast way to read, with one search or one expression for each.

What is laid out in another way is for `line_by_line`, which reads everything that this module reads in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from i18n.model import Message, MessageKey
from i18n.po.entry import split_flags, string_value
from i18n.po.limits import MAXIMUM_PLURALS


def read_plain(text: str, position: int) -> tuple[Message, tuple[int, int]] | None:
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


def _layout(prefix: str, newline: str) -> Callable[[str, int], re.Match[str] | None]:
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


LAYOUTS = {newline: (_layout("", newline), _layout("#~ ", newline)) for newline in ("\n", "\r\n")}
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
