"""A catalog brought to a new template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from i18n import po
from i18n.memory import LEAST
from i18n.merge.stock import Asked, Stock, What
from i18n.model import Catalog, Merge, Message, MessageKey, Source, Template

_AROUND = 2
"""How far from its own place in a run of new messages a text that went may have stood."""
_Gap = tuple[MessageKey | None, MessageKey | None]
"""The messages before and behind it that stay; None at the start and the end."""


def merge(
    template: Template,
    previous: Catalog,
    *,
    elsewhere: Iterable[Catalog] = (),
    variants: Iterable[Catalog] = (),
    memory: Iterable[Catalog] = (),
    least: float = LEAST,  # share of the typing, 0-1
    references: po.References = "file",
) -> Merge:
    """The catalog with exactly the template's messages live, and what happened to each.

    A message of the template gets its strings from the first of these that has them:

    1. the entry with the same key, live or obsolete (all of it stays, but the lines that the program writes);
    2. the same key in the catalogs `elsewhere`, which are this site's in this locale;
    3. a text that reads the same and is written otherwise (`_a_` for `*a*`);
    4. as a fuzzy suggestion, the same text in another context, then in `variants` (this site's catalogs in other
       locales of the language) and in `memory` (anybody's), with a note that says whose it is;
    5. as a fuzzy suggestion with its `#|` lines, the text, or the sentences of several, that saves most of the typing,
       if that is at least the share `least`. What stood between the same two neighbours is preferred, then the same
       page, role and context. Variables, code, addresses and numbers that changed are put in where that is certain.

    An entry that has no string yet is filled in the same way, but for what its own catalog says. A critical message is
    given no suggestion, only the `#|` lines of one (a cleared flag must not bring back "you may drive"). What left the
    template becomes obsolete, with its comments and flags, if it has a string; otherwise it goes. Both are
    `obsoleted`.

    Existing entries keep their order, whichever tool made it; a new one stands behind the one that it follows in the
    template. The header stays as it is. Where nothing changed, the catalog is `previous` itself, and merging a result
    again changes nothing. `references` says what the `#:` lines hold.
    """
    foreign = [(catalog, catalog.locale or catalog.path) for catalog in variants]
    foreign += [(catalog, catalog.path) for catalog in memory]
    stock = Stock(template, previous, elsewhere=tuple(elsewhere), foreign=foreign, least=least)
    happened: dict[What, list[MessageKey]] = {"added": [], "kept": [], "moved": [], "fuzzied": [], "revived": []}
    kept, live, may_fill = happened["kept"], previous.messages, stock.may_fill
    changed: dict[MessageKey, Message] = {}
    missing: list[Source] = []
    runs: list[tuple[_Gap, list[Source]]] = []
    before: MessageKey | None = None
    for key, source in template.sources.items():
        message = live.get(key)
        if message is None:
            missing.append(source)
            continue
        if missing:
            runs.append(((before, key), missing))
            missing = []
        before = key
        written = po.comments(source, references)
        same = message.comments == written and message.flags == source.flags and message.plural_id == source.plural_id
        if same and not (may_fill and "" in message.strings):
            kept.append(key)
            continue
        what, result = stock.renew(message, source, written)
        if result != message:
            changed[key] = result
        happened[what].append(key)
    if missing:
        runs.append(((before, None), missing))
    new: dict[MessageKey | None, list[Message]] = {}
    gone = [key for key in live if key not in template.sources]
    gaps = _gaps(live, template) if runs and gone else {}
    asked = [
        Asked(source, po.comments(source, references), _neighbours(gaps.get(gap, ()), number, len(sources)))
        for gap, sources in runs
        for number, source in enumerate(sources)
    ]
    follows = (gap[0] for gap, sources in runs for _ in sources)
    for place, (what, message) in zip(follows, stock.find(asked), strict=True):
        new.setdefault(place, []).append(message)
        happened[what].append(message.key)
    catalog = previous
    if changed or new or gone:
        obsolete = {key: message for key, message in previous.obsolete.items() if key not in template.sources}
        obsolete |= {key: live[key] for key in gone if any(live[key].strings)}
        catalog = replace(previous, messages=dict(_in_order(template, live, changed, new)), obsolete=obsolete)
    return Merge(catalog, **{what: tuple(keys) for what, keys in happened.items()}, obsoleted=tuple(gone))


def _in_order(
    template: Template,
    live: Mapping[MessageKey, Message],
    changed: Mapping[MessageKey, Message],
    new: Mapping[MessageKey | None, Sequence[Message]],
) -> Iterator[tuple[MessageKey, Message]]:
    """The catalog's own order, with each run of new messages behind the one that it follows."""
    yield from ((message.key, message) for message in new.get(None, ()))
    for key, message in live.items():
        if key in template.sources:
            yield key, changed.get(key, message)
        if key in new:
            yield from ((message.key, message) for message in new[key])


def _gaps(live: Mapping[MessageKey, Message], template: Template) -> dict[_Gap, list[MessageKey]]:
    """What went, in order, by the two messages between which it stood; nothing says so where none of them is left."""
    gaps: dict[_Gap, list[MessageKey]] = {}
    before: MessageKey | None = None
    run: list[MessageKey] = []
    for key in live:
        if key not in template.sources:
            run.append(key)
            continue
        if run:
            gaps[before, key] = run
            run = []
        before = key
    if run and before is not None:
        gaps[before, None] = run
    return gaps


def _neighbours(gone: Sequence[MessageKey], number: int, count: int) -> Sequence[tuple[MessageKey, bool]]:
    """What stood where the message with this number among `count` new ones stands, and whether just there."""
    place = number * len(gone) // count
    around = range(max(place - _AROUND, 0), min(place + _AROUND + 1, len(gone)))
    return [(gone[one], one == place and len(gone) == count) for one in around]
