"""Laws of the gate checks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from i18n import checks, languages, markup
from i18n.model import Message, MessageKey, Reference, Source

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
