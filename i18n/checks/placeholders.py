"""What the program replaces: `{file.name}` and `%(name)s`; and template code, which it never runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18n.checks.pair import Pair, Problem, Text, exact, texts
from i18n.model import Severity

VARIABLE = re.compile(r"\{[^\W\d][\w-]*(?:\.[\w-]+)+\}|%\([^()\s]*\)[sd]?")
_TEMPLATE_CODE = re.compile(r"\{\{|\{%|\{#")
_PERCENT = re.compile(r"%%|%\([^()\s]*\)s|(%)")


def check(pair: Pair) -> Sequence[Problem]:
    """Placeholders that the string lacks or has too many of, and template code that its source has not.

    A plural form that stands for exactly one number may leave its number out. Attribute and index tricks
    (`{0.__class__}`, `{n!r}`) are plain text: nothing ever formats a string with them.
    """
    source, plural = pair.source.key.id, pair.source.plural_id
    if "{" in source or "%" in source or (plural is not None and ("{" in plural or "%" in plural)):
        return [problem for text in texts(pair) for problem in _compare(text, pair)]
    for string in pair.message.strings:
        if "{" in string or "%" in string:
            return [problem for text in texts(pair) for problem in _compare(text, pair)]
    return ()


def _compare(text: Text, pair: Pair) -> Iterator[Problem]:
    there, here = VARIABLE.findall(text.source), VARIABLE.findall(text.string)
    if there != here and sorted(there) != sorted(here):
        wanted, found = Counter(there), Counter(here)
        for name in sorted((wanted - found).elements()):
            if not _may_leave_out(text, pair):
                message = f"{text.prefix}{name!r} is in the source but not in the string; copy it unchanged"
                yield Problem("placeholders.missing", Severity.ERROR, message)
        for name in sorted((found - wanted).elements()):
            if not (pair.source.plural_id and name in pair.source.plural_id and not wanted[name] and found[name] == 1):
                message = f"{text.prefix}{name!r} is in the string but not so often in the source; remove it"
                yield Problem("placeholders.extra", Severity.ERROR, message)
    for code in dict.fromkeys(_TEMPLATE_CODE.findall(text.string)):
        if code not in text.source:
            message = f"{text.prefix}{code!r} opens template code, which the source has not; remove it"
            yield Problem("placeholders.template-code", Severity.ERROR, message)
    if "template" in pair.source.formats and _lone_percent(text.string) and not _lone_percent(text.source):
        message = f"{text.prefix}a percent sign stands alone in a text with %(name)s; write it as %%"
        yield Problem("placeholders.percent", Severity.WARNING, message)


def _may_leave_out(text: Text, pair: Pair) -> bool:
    return pair.source.plural_id is not None and exact(pair.locale.plurals, text.form) is not None


def _lone_percent(text: str) -> bool:
    return any(_PERCENT.findall(text))
