"""What an author vouches for keeps its translation; what nobody can vouch for is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from i18n.errors import UsageError
from i18n.merge import merge, vouch
from i18n.model import Catalog, Message, MessageKey, Reference, Source, Template

OLD, NEW = "Wait for twenty four hours.", "Wait for twenty-four hours."
LINES = "#. paragraph\n#: content/a.md\n"


def template(*texts: str, critical: str | None = None, plural: str | None = None) -> Template:
    place = (Reference("content/a.md"),)
    made = [Source(key(text), plural, ("markdown",), ("paragraph",), place, critical=critical) for text in texts]
    return Template("site", {source.key: source for source in made})


def key(id: str) -> MessageKey:
    return MessageKey(None, id)


def catalog(*messages: Message) -> Catalog:
    return Catalog("site", "es", "locales/es/LC_MESSAGES/site.po", Message(key("")), {one.key: one for one in messages})


def entry(id: str, string: str, flags: tuple[str, ...] = ()) -> Message:
    return Message(key(id), None, (string,), flags, LINES)


def test_string_stays_translated() -> None:
    """Neither fuzzy nor with a previous source; the pair that it was and the pair that it is are named."""
    previous, new = catalog(entry(OLD, "Espere")), template(NEW)
    merged = merge(new, previous)
    vouched = vouch(merged, new, previous, [key(NEW)])

    assert entry(NEW, "Espere") == vouched.merge.catalog.messages[key(NEW)]
    assert ((entry(OLD, "Espere"), entry(NEW, "Espere")),) == vouched.pairs
    assert ((), (key(NEW),)) == (vouched.merge.fuzzied, vouched.merge.moved)


def test_after_an_earlier_update() -> None:
    """An edit that is fuzzy already can be vouched for later."""
    new = template(NEW)
    once = merge(new, catalog(entry(OLD, "Espere"))).catalog
    vouched = vouch(merge(new, once), new, once, [key(NEW)])

    assert (entry(NEW, "Espere"), True) == (vouched.merge.catalog.messages[key(NEW)], vouched.merge.changed)


def test_nothing_to_vouch_for() -> None:
    """The merge itself comes back."""
    merged = merge(template(NEW), catalog())

    assert (merged, ()) == vouch(merged, template(NEW), catalog(), [])


@pytest.mark.parametrize(
    ("texts", "old", "reason"),
    [
        (["Something else"], entry(OLD, "Espere"), "not in the sources"),
        ([NEW], entry("Parking is free.", "x"), "no string of an older text"),
        ([NEW, OLD], entry(OLD, "Espere"), "which is still there"),
        ([NEW], entry("Wait at home for six hours.", "x"), "more than a typing error"),
        ([NEW], entry("Wait for twenty four hours. Rest. 3", "x"), "a number, an address"),
    ],
)
def test_refused(texts: list[str], old: Message, reason: str) -> None:
    """Each with its reason."""
    new, previous = template(*texts), catalog(old)
    with pytest.raises(UsageError, match=reason):
        vouch(merge(new, previous), new, previous, [key(NEW)])


def test_critical_text_is_refused() -> None:
    """Whatever the author says."""
    new, previous = template(NEW, critical="dose"), catalog(entry(OLD, "Espere"))
    with pytest.raises(UsageError, match=r"'Wait for twenty-four hours.' .* is critical \(dose\)"):
        vouch(merge(new, previous), new, previous, [key(NEW)])


def test_string_that_was_put_together_is_refused() -> None:
    """It is nobody's translation of one older text."""
    new, previous = template(f"{NEW} Rest."), catalog(entry(NEW, "Espere."), entry("Rest.", "Descanse."))
    with pytest.raises(UsageError, match="not that of one older text"):
        vouch(merge(new, previous), new, previous, [key(f"{NEW} Rest.")])


def test_fuzzy_string_is_refused() -> None:
    """A typing error in a source does not confirm a string that nobody has confirmed."""
    new, old = template(NEW), entry(OLD, "Espere", ("fuzzy",))
    merged = merge(new, catalog(entry(OLD, "Espere")))
    with pytest.raises(UsageError, match="not that of one older text"):
        vouch(merged, new, replace(catalog(old)), [key(NEW)])
