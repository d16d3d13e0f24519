"""The words of a line changed, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from i18n.markup.escaping import escape_attribute
from i18n.markup.inline import PARSER, guarded, notes
from i18n.markup.tags import Spoken, Tag, read_tag
from i18n.markup.tokens import VOID, tag
from i18n.model import Target, Variable

_TITLE = re.compile(rb"""(?<=\s)"((?:[^"\\]|\\.)+)"\)\Z""", re.DOTALL)

Change = Callable[[str], str]


def rewritten(text: str, words: Change, apart: Change) -> str:
    """A canonical line with its words changed, while its markup, code, addresses, escapes and tags stay.

    `words` is given each piece of text, which may hold variables; `apart` the whole of what stands alone: an
    alternative text that is plain, a title, an attribute that a reader hears.

    >>> rewritten("See [the *map*](a.md) `now`", str.upper, str.upper)
    'SEE [THE *MAP*](a.md) `now`'
    """
    body, guard = guarded(text)
    if not guard:
        return words(text)
    data = f"{body}{notes(text)}".encode()
    out: list[bytes] = []
    position = 0
    for start, end, new in _edits(data, guard, words, apart):
        out += (data[position:start], new.encode())
        position = end
    return b"".join((*out, data[position : len(body.encode())])).decode().replace(guard, "")


def _edits(data: bytes, guard: str, words: Change, apart: Change) -> Iterator[tuple[int, int, str]]:
    """What changes where, as byte offsets, from left to right."""
    protected: list[str] = []
    automatic = False
    titled: list[bool] = []
    for event, span in PARSER.events_with_range(data.decode()):
        start, end = span["start"], span["end"]
        if isinstance(event, str):
            continue
        if event == {"End": "Paragraph"}:
            return
        ((kind, value),) = event.items()
        raw = data[start:end].decode()
        if kind == "InlineHtml":
            found = read_tag(raw)
            if found is not None and not protected:
                yield start, end, _tag(found, apart)
            _follow(raw, found, protected)
        elif kind == "Start" and isinstance(value, dict):
            (link,) = value.values()
            automatic = link["link_type"] in ("Autolink", "Email")
            titled.append(bool(link["title"]))
        elif kind == "Text" and raw == value and not (automatic or protected):
            bare = raw.removeprefix(guard)
            alone = data[start - 2 : start] == b"![" and data[end : end + 2] == b"]("
            yield end - len(bare.encode()), end, (apart if alone else words)(bare)
        elif kind == "End" and value in ("Image", "Link"):
            automatic = False
            title = _TITLE.search(data, start, end) if titled.pop() and not protected else None
            if title:
                yield title.start(1), title.end(1), apart(title[1].decode())


def _tag(found: Tag, apart: Change) -> str:
    """A start tag as it was typed, the words in its attributes changed."""
    pieces = []
    for piece in found.pieces:
        if isinstance(piece, Spoken):
            pieces.append(escape_attribute(apart(piece.text)))
        elif isinstance(piece, Target):
            pieces.append(piece.typed)
        elif isinstance(piece, Variable):
            pieces.append(f"{{{piece.name}}}")
        else:
            pieces.append(piece)
    return "".join(pieces)


def _follow(raw: str, found: Tag | None, protected: list[str]) -> None:
    """Keeps the elements that are open inside of one whose text is not to be touched."""
    token = tag(raw)
    if token is None or token.name in VOID:
        return
    if token.kind == "start" and (protected or (found is not None and found.protects)):
        protected.append(token.name)
    elif token.kind == "end" and token.name in protected:
        while protected.pop() != token.name:
            pass
