"""The number of plural forms."""

from __future__ import annotations

from collections.abc import Sequence

from i18n.checks.pair import Pair, Problem
from i18n.model import Severity


def check(pair: Pair) -> Sequence[Problem]:
    """An error where a message has not exactly the strings that its locale's plural rule chooses from."""
    source, strings = pair.source, pair.message.strings
    count = 1 if source.plural_id is None else pair.locale.plurals.count
    if len(strings) == count:
        return ()
    message = f"{len(strings)} strings, but {pair.locale.tag} needs {count} here; fill msgstr[0] to msgstr[{count - 1}]"
    if source.plural_id is None:
        message = f"{len(strings)} strings, but the source has no plural; write one msgstr"
    return (Problem("plurals.count", Severity.ERROR, message),)
