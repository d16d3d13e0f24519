"""XLIFF 2.0. A message is a `unit`, a plural one a `group` of units; what only we need is in the metadata module.

Source: XLIFF 2.0 (OASIS, 2014), sections 4.2 (core) and 5.5 (metadata).
"""

from __future__ import annotations

from collections.abc import Iterator

from i18n.exchange.elements import Element, attributes, check_characters, grouped, parse, tag
from i18n.exchange.forms import Form, joined, plain_text
from i18n.exchange.problems import Problems
from i18n.exchange.unit import State, Unit, Units, settled
from i18n.model import MessageKey

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_PLURALS = "gettext:plurals"
_TRANSPARENT = frozenset({"mrk", "sm", "em"})
"""Annotations, which are not part of the text."""
_WRITTEN: dict[State, dict[str, str]] = {
    "": {},
    "untranslated": {"state": "initial"},
    "fuzzy": {"state": "initial", "subState": "gettext:fuzzy"},
    "translated": {"state": "translated"},
}
_DONE = frozenset({"translated", "reviewed", "final"})


def write(units: Units) -> bytes:
    """The file. Raises ExchangeError for a character that XML cannot hold."""
    check_characters(units.units)
    languages = attributes({"srcLang": units.source, "trgLang": units.locale})
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="2.0" xmlns="{NAMESPACE}" xmlns:mda="{METADATA}"{languages}>',
        '<file id="catalog" original="catalog.po" xml:space="preserve" canResegment="no">',
        *(line for unit in units.units for line in grouped(unit, {"type": _PLURALS}, _form)),
        "</file>",
        "</xliff>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _form(unit: Unit, number: int) -> Iterator[str]:
    plural = unit.plural_id is not None
    yield f"<unit{attributes({'id': f'{unit.id}-{number}' if plural else unit.id})}>"
    facts = [("context", unit.key.context), ("plural", unit.plural_id)]
    facts += [("critical", unit.critical or None), ("shown", unit.shown or None), ("previous", unit.previous or None)]
    facts += [("reference", reference) for reference in unit.references]
    written = "".join(tag("mda:meta", text, type=name) for name, text in facts if text is not None)
    if written:
        yield f'<mda:metadata><mda:metaGroup category="gettext">{written}</mda:metaGroup></mda:metadata>'
    form = f"{number + 1} of {len(unit.strings)}" if plural else ""
    notes = (("developer", unit.notes), ("translator", unit.comments), ("previous", unit.previous), ("form", form))
    written = "".join(tag("note", text, category=name) for name, text in notes if text)
    if written:
        yield f"<notes>{written}</notes>"
    yield f"<segment{attributes(_WRITTEN[unit.state])}>"
    yield tag("source", unit.plural_id if unit.plural_id is not None and number else unit.key.id)
    if unit.strings[number]:
        yield tag("target", unit.strings[number])
    yield "</segment>"
    yield "</unit>"


def read(data: bytes, problems: Problems) -> Units:
    """What a file holds. The segments of a unit that a tool took apart are joined again.

    Raises ExchangeError where the file cannot be read whole.
    """
    forms: list[Form] = []
    told: dict[str, str] = {}

    def take(element: Element, around: tuple[Element, ...]) -> None:
        told.update(around[0].attributes)
        group = around[-1] if around[-1].attributes.get("type") == _PLURALS else None
        if (form := _read_form(element, group, problems)) is not None:
            forms.append(form)

    parse(data, problems, take, root="xliff", records={"unit"}, namespaces={NAMESPACE, METADATA})
    units = joined(forms, problems)
    return Units(told.get("srcLang", ""), told.get("trgLang", ""), units, tuple(problems.found))


def _read_form(element: Element, group: Element | None, problems: Problems) -> Form | None:
    sources: list[str] = []
    strings: list[str] = []
    states: list[State] = []
    for segment in element.elements("segment", "ignorable"):
        source, target = segment.first("source"), segment.first("target")
        text = "" if source is None else plain_text(source, _TRANSPARENT, problems)
        string = "" if target is None else plain_text(target, _TRANSPARENT, problems)
        if text is None or string is None:
            return None
        if target is not None and "order" in target.attributes:
            problems.add("exchange.order", "segments in another order; join them first", target.line)
            return None
        between = segment.name == "ignorable" and target is None
        sources.append(text)
        strings.append(text if between else string)
        if segment.name == "segment":
            states.append(_state(segment) if string else "untranslated")
    if not states:
        problems.add("exchange.unit", "a unit without <segment>; it is left out", element.line)
        return None
    translated = any(state != "untranslated" for state in states)
    facts = [
        (meta.attributes.get("type", ""), meta.text)
        for metadata in element.elements("metadata")
        for group_ in metadata.elements("metaGroup")
        if group_.attributes.get("category") == "gettext"
        for meta in group_.elements("meta")
    ]
    known = dict(facts)
    notes = [
        (one.attributes.get("category", ""), one.text)
        for holder in element.elements("notes")
        for one in holder.elements("note")
    ]
    id, text = element.attributes.get("id", ""), "".join(sources)
    place = ""
    if group is not None:
        id, _, place = id.rpartition("-")
    ours = ("developer", "previous", "form")
    return Form(
        group=group,
        number=int(place) if place.isdecimal() and len(place) < 3 else 0,
        state=settled(["x"], ["fuzzy" if state == "untranslated" else state for state in states]),
        unit=Unit(
            MessageKey(known.get("context"), text),
            known.get("plural", text) if group is not None else None,
            ("".join(strings) if translated else "",),
            previous=known.get("previous", ""),
            notes="\n".join(text for name, text in notes if name == "developer"),
            comments="\n".join(text for name, text in notes if name not in ours),
            references=tuple(text for name, text in facts if name == "reference" and text),
            critical=known.get("critical", ""),
            id=id,
            shown=known.get("shown", ""),
            line=element.line,
        ),
    )


def _state(segment: Element) -> State:
    if segment.attributes.get("subState") == "gettext:fuzzy":
        return "fuzzy"
    # `initial` is what a segment without a state has, and what most tools leave there when they fill one in.
    return "translated" if segment.attributes.get("state") in _DONE else ""
