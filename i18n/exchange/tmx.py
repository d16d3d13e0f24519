"""TMX 1.4, the format of translation memories. Each plural form is a unit of its own.

Source: TMX 1.4b (LISA, 2005).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n.exchange.elements import XML, Element, attributes, check_characters, parse, tag
from i18n.exchange.forms import Form, joined, plain_text
from i18n.exchange.problems import Problems
from i18n.exchange.unit import STATES, State, Unit, Units
from i18n.model import MessageKey

_DOCTYPE = re.compile(r"(?:[^\s\"']*/)?tmx1[0-4]\.dtd")
"""What real files name; it is never fetched."""
_FORM = re.compile(r"(.*)\[([0-5])\]", re.DOTALL)


def write(units: Units) -> bytes:
    """The file. Raises ExchangeError for a character that XML cannot hold."""
    check_characters(units.units)
    header = {
        "creationtool": "dragoman",
        "creationtoolversion": "1",
        "segtype": "paragraph",
        "o-tmf": "po",
        "adminlang": "en",
        "srclang": units.source,
        "datatype": "plaintext",
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f"<header{attributes(header)}>{tag('prop', units.locale, type='x-locale')}</header>",
        "<body>",
        *(line for unit in units.units for line in _forms(unit, units)),
        "</body>",
        "</tmx>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _forms(unit: Unit, units: Units) -> Iterator[str]:
    for number, string in enumerate(unit.strings):
        plural = unit.plural_id is not None
        yield f"<tu{attributes({'tuid': f'{unit.id}[{number}]' if plural else unit.id})}>"
        if unit.notes:
            yield tag("note", unit.notes)
        facts = [("x-context", unit.key.context), ("x-plural", unit.plural_id), ("x-state", unit.state or None)]
        facts += [("x-critical", unit.critical or None), ("x-shown", unit.shown or None)]
        facts += [("x-previous", unit.previous or None), ("x-comment", unit.comments or None)]
        facts += [("x-reference", reference) for reference in unit.references]
        yield from (tag("prop", text, type=name) for name, text in facts if text is not None)
        source = unit.plural_id if unit.plural_id is not None and number else unit.key.id
        yield f"<tuv{attributes({'xml:lang': units.source})}>{tag('seg', source)}</tuv>"
        if string:
            yield f"<tuv{attributes({'xml:lang': units.locale})}>{tag('seg', string)}</tuv>"
        yield "</tu>"


def read(data: bytes, problems: Problems, accepted: frozenset[str] = frozenset()) -> Units:
    """What a memory holds for the language that `accepted` spells, or else for the first that is not the source's.

    Raises ExchangeError where the file cannot be read whole.
    """
    forms: list[Form] = []
    told = {"source": "", "locale": ""}

    def take(element: Element, around: tuple[Element, ...]) -> None:
        if element.name == "header":
            told["source"] = element.attributes.get("srclang", "")
            named = (prop.text for prop in element.elements("prop") if prop.attributes.get("type") == "x-locale")
            told["locale"] = next(named, "")
        elif (form := _read_form(element, told, accepted, problems)) is not None:
            forms.append(form)

    parse(data, problems, take, root="tmx", records={"header", "tu"}, namespaces=(), doctype=_DOCTYPE)
    return Units(told["source"], told["locale"], joined(forms, problems), tuple(problems.found))


def _read_form(element: Element, told: dict[str, str], accepted: frozenset[str], problems: Problems) -> Form | None:
    variants = [(_language(one), one.first("seg")) for one in element.elements("tuv")]
    home = _folded(element.attributes.get("srclang", told["source"]))
    if home == "*all*" and variants:
        home = variants[0][0]
    sources = [segment for language, segment in variants if _same(language, home)]
    if not sources or sources[0] is None:
        problems.add("exchange.unit", "a unit without a text in the source language; it is left out", element.line)
        return None
    others = [(language, segment) for language, segment in variants if not _same(language, home)]
    fitting = [(language, segment) for language, segment in others if not accepted or language in accepted]
    if others and not fitting:
        return None
    language, target = fitting[0] if fitting else ("", None)
    told["locale"] = told["locale"] or language
    text = plain_text(sources[0], (), problems)
    string = "" if target is None else plain_text(target, (), problems)
    if text is None or string is None:
        return None
    facts = [(one.attributes.get("type", ""), one.text) for one in element.elements("prop")]
    known = dict(facts)
    id = element.attributes.get("tuid", "")
    form = _FORM.fullmatch(id) if "x-plural" in known else None
    return Form(
        group=form[1] if form else None,
        number=int(form[2]) if form else 0,
        state=_state(known.get("x-state", "")),
        unit=Unit(
            MessageKey(known.get("x-context"), text),
            known["x-plural"] if form else None,
            (string,),
            state=_state(known.get("x-state", "")) if string else "untranslated",
            previous=known.get("x-previous", ""),
            notes="\n".join(one.text for one in element.elements("note")),
            comments=known.get("x-comment", ""),
            references=tuple(text for name, text in facts if name == "x-reference" and text),
            critical=known.get("x-critical", ""),
            id=form[1] if form else id,
            shown=known.get("x-shown", ""),
            line=element.line,
        ),
    )


def _state(text: str) -> State:
    return next((state for state in STATES if state == text), "")


def _language(variant: Element) -> str:
    return _folded(variant.attributes.get(f"{XML} lang", variant.attributes.get("lang", "")))


def _folded(language: str) -> str:
    return language.replace("_", "-").lower()


def _same(language: str, home: str) -> bool:
    """Whether two tags mean the source language: one may name a region that the other leaves out."""
    return language == home or language.startswith(f"{home}-") or home.startswith(f"{language}-")
