"""Words of web application manifests, and JSON that is none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from i18n.audit import Leak, manifest_leaks
from i18n.audit.strings import strings


def test_manifest() -> None:
    """Names and descriptions leak, here and in shortcuts; the site's name does not."""
    text = """{
  "name": "Alder", "short_name": "Sh\\u00f6rt", "description": "⟦å⟧", "lang": "en", "start_url": "/",
  "shortcuts": [{"name": "Visit", "url": "/visit"}], "screenshots": [{"label": "A door"}]
}"""

    assert [
        Leak("manifest short_name", "Shört", 2, 35),
        Leak("manifest name", "Visit", 3, 27),
        Leak("manifest label", "A door", 3, 81),
    ] == manifest_leaks(text, values=frozenset(), autonyms={}, names=frozenset({"Alder"}))


def test_keys() -> None:
    """A string has the key above it; a list gives its key to its items; what follows an object has its own."""
    found = strings('{"a": ["x", {"b": "y"}, "z"], "c": "\\q"}]]')

    assert [("a", "x"), ("b", "y"), ("a", "z"), ("c", "\\q")] == [(one.key, one.text) for one in found]


@given(st.text(alphabet='{}[]",:\\ab ', max_size=40))
def test_never_fails(text: str) -> None:
    """Any text gives strings that stand at their offsets."""
    assert all(0 <= one.offset <= len(text) for one in strings(text))
