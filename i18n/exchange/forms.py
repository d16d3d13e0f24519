"""Units from the places where a format holds one string each: a plural message has several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from i18n.exchange.elements import Element
from i18n.exchange.problems import Problems
from i18n.exchange.unit import State, Unit, settled

_MOST = 6
"""Strings of one message: Arabic has six, no language has more (CLDR 46)."""


class Form(NamedTuple):
    """One string of a message."""

    group: object
    """What the forms of one message share; None where the message has no plural."""
    number: int
    """0-based."""
    state: State
    unit: Unit
    """With this one string."""


def joined(forms: Sequence[Form], problems: Problems) -> tuple[Unit, ...]:
    """A unit for each message, in the order of its first form. A form that is there twice is a problem."""
    groups: dict[object, list[Form]] = {}
    for place, form in enumerate(forms):
        groups.setdefault(("alone", place) if form.group is None else form.group, []).append(form)
    units = (_joined(found, problems) for found in groups.values())
    return tuple(unit for unit in units if unit is not None)


def _joined(forms: list[Form], problems: Problems) -> Unit | None:
    first = min(forms, key=lambda form: form.number)
    strings = [""] * (max(form.number for form in forms) + 1)
    if len(strings) > _MOST or len(forms) != len({form.number for form in forms}):
        text = f"form {first.number + 1} of {first.unit.key.id[:60]!r} is there twice, or there are too many forms"
        problems.add("exchange.forms", f"{text}; it is left out", first.unit.line, key=first.unit.key)
        return None
    for form in forms:
        strings[form.number] = form.unit.strings[0]
    comments = list(dict.fromkeys(form.unit.comments for form in forms if form.unit.comments))
    state = settled(strings, [form.state for form in forms])
    return replace(first.unit, strings=tuple(strings), state=state, comments="\n".join(comments))


def plain_text(element: Element, transparent: Collection[str], problems: Problems) -> str | None:
    """The text of a source or target, through the elements that are mere marks; None with a problem for any other.

    Our files hold plain text, so a code in one of them is somebody's addition, and dropping it would change the text.
    """
    parts: list[str] = []
    waiting: list[str | Element] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            parts.append(one)
        elif one is element or one.name in transparent:
            waiting.extend(reversed(one.children))
        else:
            text = f"<{one.name}> inside a text; our texts have no codes: write it as it stands in the source"
            problems.add("exchange.code", f"{text}; the message is left out", one.line)
            return None
    return "".join(parts)
