"""White space at the ends of a string."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18n.checks.pair import Pair, Problem, Text, texts
from i18n.model import Severity


def check(pair: Pair) -> Sequence[Problem]:
    """A string of white space alone, which counts as untranslated, and ends that differ from the source's."""
    source, plural = pair.source.key.id, pair.source.plural_id
    if source.strip() == source and (plural is None or plural.strip() == plural):
        for string in pair.message.strings:
            if string.strip() != string:
                break
        else:
            return ()
    return [problem for text in texts(pair) for problem in _compare(text)]


def _compare(text: Text) -> Iterator[Problem]:
    if not text.string.strip():
        message = f"{text.prefix}the string is only white space, so it counts as untranslated; translate or empty it"
        yield Problem("whitespace.blank", Severity.ERROR, message)
        return
    for place, wanted, found in zip(("starts", "ends"), _ends(text.source), _ends(text.string), strict=True):
        if wanted != found:
            message = f"{text.prefix}the source {place} with {wanted!r}, the string with {found!r}; make them equal"
            yield Problem("whitespace.ends", Severity.WARNING, message)


def _ends(text: str) -> tuple[str, str]:
    """The white space that a text starts and ends with."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
