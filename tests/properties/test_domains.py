"""However texts were shared out to catalogs, and are now: each is in one of them, with all that was known of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.config import Project
from i18n.domains import divided
from i18n.extraction import extract
from i18n.merge import merge
from i18n.model import Catalog, Message, MessageKey, Template
from i18n.pipeline.domains import joined, parted
from tests.stages import SPANISH, page

TEXTS = ("Bread", "Coffee", "Umbrella", "Mountain", "Thursday")
DOMAINS = ("site", "one", "two", "three")
FOLDER = "locales/es/LC_MESSAGES"
PROJECT = Project(Path("nowhere"))


class Known(NamedTuple):
    """What a catalog says of a text."""

    domain: str
    string: str
    fuzzy: bool
    obsolete: bool


places = st.dictionaries(st.sampled_from(TEXTS), st.sets(st.sampled_from(DOMAINS), min_size=1), max_size=5)
known = st.dictionaries(
    st.sampled_from(TEXTS),
    st.builds(
        Known, st.sampled_from((*DOMAINS, "gone")), st.sampled_from(["", "uno", "dos"]), st.booleans(), st.booleans()
    ),
    max_size=5,
)


def wanted(used: dict[str, set[str]]) -> tuple[Template, dict[str, Template]]:
    """The template of a site that has these texts in these domains, each of which is one page; whole, and divided."""
    pages = {domain: "".join(f"{text}\n\n" for text in TEXTS if domain in used.get(text, ())) for domain in DOMAINS}
    whole = extract([page(text, f"content/{domain}.md") for domain, text in pages.items()], "site")
    return whole, divided(whole, {f"content/{domain}.md": domain for domain in DOMAINS})


def catalogs(said: dict[str, Known]) -> dict[str, tuple[bytes, Catalog]]:
    """The catalogs that say this, by path."""
    found = {}
    for domain in sorted({one.domain for one in said.values()}):
        live: dict[MessageKey, Message] = {}
        obsolete: dict[MessageKey, Message] = {}
        for text, one in said.items():
            message = Message(
                MessageKey(None, text),
                strings=(one.string,),
                flags=("fuzzy",) if one.fuzzy and one.string else (),
                comments=f"# About {text}.\n#: content/old.md\n",
            )
            if one.domain == domain:
                (obsolete if one.obsolete and one.string else live)[message.key] = message
        header = Message(MessageKey(None, ""), strings=("Language: es\n",))
        path = f"{FOLDER}/{domain}.po"
        found[path] = (b"", Catalog(domain, "es", path, header, live, obsolete))
    return found


def updated(found: dict[str, tuple[bytes, Catalog]], whole: Template, parts: dict[str, Template]) -> dict[str, Catalog]:
    one = joined(PROJECT, SPANISH, found, whole, parts)
    return {outcome.path: outcome.merge.catalog for outcome in parted(one, merge(whole, one.catalog))}


@settings(max_examples=150)
@given(places, known)
def test_each_text_is_in_one_catalog(used: dict[str, set[str]], said: dict[str, Known]) -> None:
    """What was known of a text is where the text is and nowhere else; what no source has is obsolete where it was."""
    whole, parts = wanted(used)

    after = updated(catalogs(said), whole, parts)

    live = [(catalog.domain, key) for catalog in after.values() for key in catalog.messages]
    assert sorted(live) == sorted((domain, key) for domain, part in parts.items() for key in part.sources)
    homes = {key.id: domain for domain, key in live}
    for text, one in said.items():
        key = MessageKey(None, text)
        if text in homes and one.string:
            message = after[f"{FOLDER}/{homes[text]}.po"].messages[key]
            assert ((one.string,), one.fuzzy) == (message.strings, message.fuzzy)
            assert f"# About {text}.\n" in message.comments
        kept = [catalog.domain for catalog in after.values() if key in catalog.obsolete]
        assert ([one.domain] if one.string and text not in homes else []) == kept


@settings(max_examples=80)
@given(places, known)
def test_once_is_enough(used: dict[str, set[str]], said: dict[str, Known]) -> None:
    """Doing it again changes nothing."""
    whole, parts = wanted(used)
    after = updated(catalogs(said), whole, parts)

    again = updated({path: (b"", catalog) for path, catalog in after.items()}, whole, parts)

    assert after == {**after, **again}
