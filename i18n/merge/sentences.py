"""The sentences of a text, and of a text and its string side by side: what a split or joined paragraph is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from i18n.memory import saving
from i18n.model import Message

_END: Final = re.compile(
    # A full stop, question or exclamation mark with what closes behind it, and white space; the wide ones of Chinese
    # and Japanese need none. It begins with the set of all of them, which is what a search can look for fast.
    r"""[.!?…؟۔։।॥。！？｡](?:"""
    r"""(?<=[.!?…؟۔։।॥])(?<![.!?…؟۔։।॥].)[.!?…؟۔։।॥]*[*_)\]"'”’»›]*\s+"""
    r"""|(?<=[。！？｡])(?<![。！？｡].)[。！？｡]*[*_」』）】》〉”’"')]*\s*)"""
)
_LOWER: Final = re.compile(r"[*_(\[\"'“‘«¿¡]*[a-zà-öø-ÿа-яёіїєґ]")
_MARK: Final = re.compile(r"[*`\[\]()]")
_PAIRS: Final = ("**", "`")
_WIDE: Final = "。！？｡」』）】》〉，、；："
_UNLIKE: Final = 3.0
"""A sentence and its translation whose lengths differ from those of the whole by more than this factor are no pair."""
_WORTH: Final = 0.3
"""Saving from which on another sentence stands for one that is not there."""
_MANY: Final = 200
"""Sentences; a text of more is not taken apart."""
_LONGEST: Final = 10_000
"""Characters; a longer text is one sentence."""
_NEAREST: Final = 30
"""How many sentences are compared with one that is missing."""


class Composed(NamedTuple):
    """What can be said of a new text with sentences that are translated already."""

    source: str
    """The old sentences."""
    string: str
    """Their translations."""


class Sentences:
    """The sentences of translated messages, by their text."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._wholes: dict[str, list[tuple[str, str]]] = {}
        self._single: dict[str, tuple[str, str, Message]] = {}
        for message in messages:
            if message.plural_id is not None or not message.strings[0]:
                continue
            pairs = aligned(message.key.id, message.strings[0])
            first = split(message.key.id)[0].strip()
            self._wholes.setdefault(first, []).append((message.key.id, message.strings[0]))
            for source, string in pairs:
                self._single.setdefault(source, (source, string, message))
        for wholes in self._wholes.values():
            wholes.sort(key=lambda whole: len(whole[0]), reverse=True)

    def compose(self, text: str, near: Sequence[Message] = ()) -> Composed | None:
        """The text put together from whole messages and from sentences; None where nothing of it is known.

        In the place of a sentence that is not known stands one of the messages in `near` that resembles it.
        """
        sentences = split(text)
        if not 0 < len(sentences) <= _MANY:
            return None
        found: list[tuple[str, str]] = []
        loose = list(near)
        missing: list[tuple[int, str]] = []
        at = skip = 0
        for sentence in sentences:
            start, at = at, at + len(sentence)
            if start < skip:
                continue
            bare = sentence.strip()
            whole = next((one for one in self._wholes.get(bare, ()) if _stands(text, one[0], start)), None)
            single = self._single.get(bare)
            if whole is not None and len(whole[0]) > len(bare):
                found.append(whole)
                skip = start + len(whole[0])
            elif single is not None:
                found.append(single[:2])
                loose.append(single[2])
            elif whole is not None:
                found.append(whole)
            else:
                missing.append((len(found), bare))
                found.append(("", ""))
        self._fill(found, missing, loose)
        used = [pair for pair in found if pair[0]]
        if not used:
            return None
        return Composed(_joined(source for source, _ in used), _joined(string for _, string in used))

    def _fill(self, found: list[tuple[str, str]], missing: Sequence[tuple[int, str]], near: Sequence[Message]) -> None:
        """Puts the most similar sentence of the messages near it in the place of each that is missing."""
        taken = {source for source, _ in found}
        pairs = [
            pair for one in dict.fromkeys(near) if one.plural_id is None for pair in aligned(one.key.id, one.strings[0])
        ]
        for place, sentence in missing:
            free = [pair for pair in pairs[:_NEAREST] if pair[0] not in taken]
            best = max(free, key=lambda pair: saving(sentence, pair[0]), default=None)
            if best is not None and saving(sentence, best[0]) >= _WORTH:
                found[place] = best
                taken.add(best[0])


def split(text: str) -> list[str]:
    """The sentences of a text, each with the white space behind it; together they are the text.

    >>> split("Eat nothing. Call us!")
    ['Eat nothing. ', 'Call us!']
    """
    sentences = []
    start = 0
    for end in _END.finditer(text) if len(text) <= _LONGEST else ():
        if text[end.start()] == "." and _LOWER.match(text, end.end()):
            continue  # an abbreviation
        if end.end() < len(text) and _balanced(text[start : end.end()]):
            sentences.append(text[start : end.end()])
            start = end.end()
    return [*sentences, text[start:]] if start < len(text) else sentences


def aligned(source: str, string: str) -> list[tuple[str, str]]:
    """The sentences of a text and of its string, one by one; empty unless both have as many, of like lengths.

    A text of one sentence is one pair.
    """
    sources, strings = split(source), split(string)
    if len(sources) != len(strings) or not 0 < len(sources) <= _MANY:
        return []
    ratio = len(string) / len(source)
    pairs = [(one.strip(), other.strip()) for one, other in zip(sources, strings, strict=True)]
    if len(pairs) == 1 or all(1 < _UNLIKE * len(other) / (len(one) * ratio or 1) < _UNLIKE**2 for one, other in pairs):
        return pairs
    return []


def _stands(text: str, whole: str, start: int) -> bool:
    """Is the whole message there, up to the end of a sentence?"""
    end = start + len(whole)
    return text.startswith(whole, start) and (end == len(text) or text[end].isspace() or whole[-1] in _WIDE)


def _balanced(text: str) -> bool:
    """No code, emphasis, link or bracket is open at the end of the text."""
    return _MARK.search(text) is None or (
        all(text.count(mark) % 2 == 0 for mark in _PAIRS)
        and text.count("[") == text.count("]")
        and text.count("(") == text.count(")")
        and text.replace("**", "").count("*") % 2 == 0
    )


def _joined(pieces: Iterable[str]) -> str:
    """Sentences behind each other, with a space where the script has one."""
    text = ""
    for piece in pieces:
        text += piece if not text or text[-1] in _WIDE else f" {piece}"
    return text
