"""Comments in code: a reader may copy the block and run it."""

from __future__ import annotations

from collections.abc import Sequence

from i18n.checks.pair import Pair, Problem
from i18n.markup.comments import breaks_out
from i18n.model import Severity


def check(pair: Pair) -> Sequence[Problem]:
    """A string that would end the comment in which it stands, or say something to a tool."""
    source, strings = pair.source, pair.message.strings
    if not any(breaks_out(marks, source.key.id, string) for marks in source.marks for string in strings):
        return ()
    message = "the string would end the comment in which it stands, or begin with a command; write plain words"
    return (Problem("code.comment", Severity.ERROR, message),)
