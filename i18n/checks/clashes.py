"""Two versions of one string that a merge kept for somebody to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from i18n import po
from i18n.checks.pair import Pair, Problem, texts
from i18n.model import Severity


def check(pair: Pair) -> Sequence[Problem]:
    """A mark that git's merge driver or msgcat put between two versions; clearing the fuzzy flag is not a choice."""
    if not po.unresolved(pair.message):
        return ()
    message = f"{po.MARK!r} marks two versions from a merge; keep one and delete the marks"
    return [
        Problem("clashes.mark", Severity.ERROR, text.prefix + message)
        for text in texts(pair)
        if po.MARK in text.string and po.MARK not in text.source
    ]
