"""Tags in texts that are not Markdown: titles, labels, data. They would be shown as they are typed, never obeyed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from i18n.checks.pair import Pair, Problem, texts
from i18n.model import Severity

_TAG = re.compile(r"<[A-Za-z/!?][^>\s]*")


def check(pair: Pair) -> Sequence[Problem]:
    """What looks like a tag and does not stand in the source: `<script>` in a title. In Markdown the structure lock
    compares tags."""
    if "markdown" in pair.source.formats or not any("<" in string for string in pair.message.strings):
        return ()
    return [
        Problem(
            "markup.html",
            Severity.ERROR,
            f"{text.prefix}{tag!r} is in the string but not in the source; take it out",
        )
        for text in texts(pair)
        for tag in (Counter(_TAG.findall(text.string)) - Counter(_TAG.findall(text.source)))
    ]
