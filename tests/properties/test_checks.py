"""Laws of the gate checks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import checks, languages, markup
from i18n.checks import addresses, negation, quantities, vocabulary
from i18n.checks.pair import texts
from i18n.model import Format, Message, MessageKey, Reference, Source

# Everything that a check or Markdown looks for, among ordinary letters of many scripts.
ALPHABET = "ab zÄñ中文あ한국اب"  # letters
ALPHABET += "\u0301\u200b\u200c\u200d\u202e\u2066\u00a0\u115f\u3164.:/\\*`_[]()<>&~{}%!#-+|^\"'0129\n\t"
TEXT = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=24) | st.sampled_from(
    ["javascript:alert(1)", "data:text/html,x", "see evil.example now", "pаypal.com", "//evil", "a: b", "7:30", "100%"]
)


@given(TEXT, TEXT, st.sampled_from(["es", "ar", "zh-Hans", "fa"]))
def test_harmless_text(source: str, string: str, tag: str) -> None:
    """What is harmless beside a harmless source with the same code, that is no address, no gate check objects to."""
    if not (checks.harmless(source) and checks.harmless(string)) or checks.is_address(source):
        return
    key = MessageKey(None, source)
    one = Source(key, None, ("markdown", "text"), ("paragraph",), (Reference("content/a.md"),))
    wanted, found = markup.parse(source), markup.parse(string)
    if wanted.structure != found.structure:
        return

    assert () == checks.gate(checks.Pair(one, Message(key, strings=(string,)), languages.locale(tag)))
    assert {"code"} >= {item[0] for item in found.structure}
    assert not found.problem
    if "`" not in string:
        assert ((markup.escape(string),), ()) == found[:2]


PIECES = st.lists(
    st.sampled_from(
        "// / \\ https:// http:// https: a.b evil.com ok.org @ ( ) [ ] [x](/y) aб.com . : x 。 \u2044 & a I пример.рф `"
        " < > javascript: java\nscript: data:text/html,x blob:x file:/x \n".split(" ")
    ),
    max_size=8,
).map("".join)


@given(PIECES, PIECES, st.sampled_from(["markdown", "text", "template"]), st.booleans())
def test_addresses_at_a_glance(source: str, string: str, kind: Format, plural: bool) -> None:
    """Where the quick look at a string's addresses finds nothing to look at, looking closely finds nothing either."""
    key = MessageKey(None, source or "x")
    one = Source(key, source if plural else None, (kind,), ("paragraph",), (Reference("content/a.md"),))
    strings = (string, source) if plural else (string,)
    pair = checks.Pair(one, Message(key, strings=strings), languages.locale("es"))
    if (kind != "markdown" and checks.is_address(key.id)) or addresses.check(pair):
        return

    assert [] == [problem for text in texts(pair) for problem in addresses._compare(text, pair)]


@given(st.text(st.sampled_from("ab1 (`<&[{%]^)>;}.@:/-\n\\$sdhtp"), max_size=30))
def test_hidden_text_has_its_mark(text: str) -> None:
    """Nothing is hidden from the checks but by the mark that is looked for first; so each kind may be left out."""
    for mark, pattern in quantities._HIDDEN.items():
        assert mark in text or re.search(pattern, text, re.DOTALL) is None


@pytest.mark.parametrize("tag", negation._PLAIN_HINTS)
@given(st.data())
def test_hints_of_a_negative(tag: str, data: st.DataObject) -> None:
    """No plain negative is found but where one of its hints stands, in capitals or not."""
    pattern = re.compile(negation._PLAIN[tag], re.IGNORECASE)
    words = [*re.findall(r"[^\W\d_]+|[ '’]", negation._PLAIN[tag]), "İ", "ı", "ſ", "a"]
    text = "".join(data.draw(st.lists(st.sampled_from([*words, *map(str.upper, words)]), max_size=6)))

    assert pattern.search(text) is None or negation._holds(text, negation._PLAIN_HINTS[tag])


@pytest.mark.parametrize("tag", [tag for tag in vocabulary._WORDS if vocabulary.word_heads(tag)])
@given(st.data())
def test_words_of_numbers(tag: str, data: st.DataObject) -> None:
    """No number is read from words but where one of the words stands that every number has one of."""
    pattern = vocabulary.word_pattern(tag)
    assert pattern is not None
    forms = [spelt for form in "|".join(vocabulary._WORDS[tag].values()).split("|")
             for spelt in vocabulary._spellings(form.replace("_", " "))]  # fmt: skip
    pieces = [*forms, *map(str.title, forms), " ", "-", "s", ". "]
    text = " ".join(data.draw(st.lists(st.sampled_from(pieces), max_size=4)))

    known = not vocabulary.number_words(tag).isdisjoint(quantities._lower_words(text))
    assert pattern.search(text) is None or known
