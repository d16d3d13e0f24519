"""XLIFF 1.2, which every tool for translators reads.

A message is a `trans-unit`, a plural one a `group` of them (`restype="x-gettext-plurals"`). Texts are plain text under
`xml:space="preserve"`.
Source: XLIFF 1.2 (OASIS, 2008); XLIFF 1.2 Representation Guide for Gettext PO.
"""

from __future__ import annotations

from collections.abc import Iterator

from i18n.exchange.elements import Element, attributes, check_characters, escaped, grouped, parse, tag
from i18n.exchange.forms import Form, joined, plain_text
from i18n.exchange.problems import Problems
from i18n.exchange.unit import State, Unit, Units
from i18n.model import MessageKey

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_FORMER = "urn:oasis:names:tc:xliff:document:1.1"
"""What some converters still write; nothing that we read is different in it."""
_PLURALS = "x-gettext-plurals"
_TRANSPARENT = frozenset({"mrk"})
"""Marks of tools around text (segments, terms), which are not part of it."""
_WRITTEN: dict[State, str] = {"untranslated": "new", "fuzzy": "needs-review-translation", "translated": "translated"}
_DONE = frozenset({"translated", "final", "signed-off"})
_CONTEXT = "x-gettext-msgctxt"
_PLURAL = "x-gettext-msgid-plural"


def write(units: Units) -> bytes:
    """The file. Raises ExchangeError for a character that XML cannot hold."""
    check_characters(units.units)
    languages = attributes({"source-language": units.source, "target-language": units.locale})
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{NAMESPACE}">',
        f'<file original="catalog.po" datatype="po"{languages}>',
        "<body>",
        *(line for unit in units.units for line in grouped(unit, {"restype": _PLURALS}, _form)),
        "</body>",
        "</file>",
        "</xliff>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _form(unit: Unit, number: int) -> Iterator[str]:
    plural = unit.plural_id is not None
    source = unit.plural_id if plural and number else unit.key.id
    string = unit.strings[number]
    yield f"<trans-unit{attributes({'id': f'{unit.id}[{number}]' if plural else unit.id, 'xml:space': 'preserve'})}>"
    yield tag("source", source or "")
    if string:
        values = {"state": _WRITTEN[unit.state]} if unit.state else {}
        yield tag("target", string, **values)
    for reference in unit.references:
        place = tag("context", reference, context_type="sourcefile")
        yield f'<context-group name="po-reference" purpose="location">{place}</context-group>'
    facts = {
        _CONTEXT: unit.key.context,
        _PLURAL: unit.plural_id,
        "x-critical": unit.critical or None,
        "x-shown": unit.shown or None,
    }
    written = "".join(tag("context", text, context_type=name) for name, text in facts.items() if text is not None)
    if written:
        yield f'<context-group purpose="information">{written}</context-group>'
    if plural:
        yield tag("note", f"{number + 1} of {len(unit.strings)}", **{"from": "form"})
    if unit.notes:
        yield tag("note", unit.notes, **{"from": "developer"})
    if unit.comments:
        yield tag("note", unit.comments, **{"from": "translator"})
    if unit.previous:
        yield '<alt-trans alttranstype="previous-version" xml:space="preserve">'
        yield f"<source>{escaped(unit.previous)}</source><target>{escaped(string)}</target></alt-trans>"
    yield "</trans-unit>"


def read(data: bytes, problems: Problems) -> Units:
    """What a file holds. A unit with codes that our files never have is a problem, and is left out.

    Raises ExchangeError where the file cannot be read whole, or is about several languages.
    """
    forms: list[Form] = []
    languages: list[tuple[str, str]] = []

    def take(element: Element, around: tuple[Element, ...]) -> None:
        file = next((one for one in around if one.name == "file"), None)
        told = file.attributes if file else {}
        spoken = told.get("source-language", ""), told.get("target-language", "")
        if spoken not in languages:
            languages.append(spoken)
            if len(languages) > 1:
                problems.refuse("exchange.language", "it is about several languages; split it", element.line)
        group = around[-1] if around and around[-1].attributes.get("restype") == _PLURALS else None
        if (form := _read_form(element, group, problems)) is not None:
            forms.append(form)

    parse(data, problems, take, root="xliff", records={"trans-unit"}, namespaces={NAMESPACE, _FORMER})
    source, locale = languages[0] if languages else ("", "")
    return Units(source, locale, joined(forms, problems), tuple(problems.found))


def _read_form(element: Element, group: Element | None, problems: Problems) -> Form | None:
    source = element.first("source")
    if source is None:
        problems.add("exchange.unit", "a trans-unit without <source>; it is left out", element.line)
        return None
    target = element.first("target")
    text = plain_text(source, _TRANSPARENT, problems)
    string = "" if target is None else plain_text(target, _TRANSPARENT, problems)
    if text is None or string is None:
        return None
    facts = {
        context.attributes.get("context-type", ""): context.text
        for one in element.elements("context-group")
        for context in one.elements("context")
    }
    notes = [(one.attributes.get("from", ""), one.text) for one in element.elements("note")]
    previous = (
        one.first("source")
        for one in element.elements("alt-trans")
        if one.attributes.get("alttranstype") == "previous-version"
    )
    id, place = element.attributes.get("id", ""), ""
    if group is not None:
        id, _, place = id.rpartition("[")
    return Form(
        group=group,
        number=int(place[:-1]) if place[:-1].isdecimal() and len(place) < 4 else 0,
        state=_state(element, target),
        unit=Unit(
            MessageKey(facts.get(_CONTEXT), text),
            facts.get(_PLURAL, text) if group is not None else None,
            (string,),
            previous=next((one.text for one in previous if one is not None), ""),
            notes="\n".join(text for who, text in notes if who == "developer"),
            comments="\n".join(text for who, text in notes if who not in ("developer", "form")),
            references=tuple(
                context.text
                for one in element.elements("context-group")
                for context in one.elements("context")
                if context.attributes.get("context-type") == "sourcefile" and context.text
            ),
            critical=facts.get("x-critical", ""),
            id=id,
            shown=facts.get("x-shown", ""),
            line=element.line,
        ),
    )


def _state(element: Element, target: Element | None) -> State:
    said = target.attributes.get("state", "new") if target is not None else "new"
    if said == "new":
        # What we write where there was no string yet; most tools leave it there when they fill one in.
        return "translated" if element.attributes.get("approved") == "yes" else ""
    return "translated" if said in _DONE else "fuzzy"
