"""What a string may neither add nor lose: the cases in tests/cases/structure/."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from i18n import markup
from tests.stages import Case, cases

CASES = cases("structure", 3)
STYLE = frozenset({"em", "strong", "del", "br"})


class _Elements(HTMLParser):
    """Collects tags with the attributes that are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in STYLE:
            self.seen.append(f"<{tag} {[one for one in attrs if one[0] not in ('alt', 'title')]}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in STYLE:
            self.seen.append(f"</{tag}>")


@pytest.mark.parametrize("case", CASES, ids=[case.place for case in CASES])
def test_structure(case: Case) -> None:
    """A string has the problems that its case says, one line each, and no others."""
    source, string, expected = case.parts

    found = markup.compare(markup.parse(source.removesuffix("\n")), markup.parse(string.removesuffix("\n")))

    assert expected == "".join(f"{check}\n" for check, _ in found), f"{case.place}: {case.title}: {found}"


@pytest.mark.parametrize("case", CASES, ids=[case.place for case in CASES])
def test_nothing_beyond_the_source_is_shown(case: Case) -> None:
    """Where a string has no problem, its HTML has just the elements and addresses of its source, emphasis and line
    breaks apart."""
    source, string, expected = case.parts
    ours, theirs = (markup.parse(text.removesuffix("\n")) for text in (source, string))

    assert expected or _elements(ours) == _elements(theirs), f"{case.place}: {case.title}"


def _elements(inline: markup.Inline) -> list[str]:
    """Opening and closing tags, sorted, texts in attributes left out."""
    found = _Elements()
    found.feed("".join(part if isinstance(part, str) else str(part) for part in inline.parts))
    found.close()
    return sorted(found.seen)


@pytest.mark.parametrize(
    ("source", "string", "expected"),
    [
        ("[a](x.md)", "a", "the link to 'x.md' is in the source but not in the string; put it back"),
        ("a", "`b`", "the code 'b' is in the string but not in the source; take it out"),
        (
            "<b>a</b>",
            "</b>a<b>",
            "the tags do not nest as they do in the source; put each where it stands there, and close it there",
        ),
        (
            "a",
            "a\n\nb",
            "the string cannot be shown: it is more than one paragraph; write it as one line of text",
        ),
        (
            "a",
            "*⁂⁑‱*",
            "the string cannot be shown: it holds too many rare punctuation marks to be read safely; "
            "write it as one line of text",
        ),
    ],
)
def test_message(source: str, string: str, expected: str) -> None:
    """A message says what was found and what to do."""
    found = markup.compare(markup.parse(source), markup.parse(string))

    assert [expected] == [message for _, message in found]
