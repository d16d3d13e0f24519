"""The numbers of a string against those of its source: a wrong dose is the worst that a translation can do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n import markup
from i18n.checks.pair import Pair, Problem, Text, exact, graded, language, texts
from i18n.checks.quantities import Quantity, of_source, quantities
from i18n.checks.vocabulary import TIME_UNITS, has_words, mentions
from i18n.model import Severity

_EMERGENCY = frozenset({"911", "988"})  # emergency services, and the suicide and crisis lifeline, of the United States
_DIGIT = re.compile(r"\d")
_MONTHS = tuple("January February March April May June July August September October November December".split())
# A month's name beside a number is a date; many languages write that month as a number.
_DATE = re.compile(rf"\b(?:({'|'.join(_MONTHS)})\.? \d|\d (?:de )?({'|'.join(_MONTHS)})\b)")
# What some languages write with a number: months and, from Monday, the days of the week in Vietnamese; ten is decimal.
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday".split()
_NUMBERED_ELSEWHERE = {
    **{name: str(number) for number, name in enumerate(_MONTHS, 1)},
    **{name: str(number) for number, name in enumerate(_WEEKDAYS, 2)},
    "ecimal": "10",
}


def critical(pair: Pair) -> Sequence[Problem]:
    """Numbers and units of critical text that are missing, extra or changed: errors."""
    if pair.source.critical is None:
        return ()
    return _compare_all(pair)


def advisory(pair: Pair) -> Sequence[Problem]:
    """The same for text that is not critical: warnings. And one where two numbers of the same unit have changed places:
    "24 hours, then 2 hours"; in critical text where any two have, or two variables.

    Where nothing is at stake, a number that is said once instead of twice, a bare 0, 1 or 2 ("one of the two"), and one
    that is code on the other side are let pass.
    """
    moved = [] if pair.source.critical is None else list(_variables_moved(pair))
    if not _has_digits(pair) or _all_agree(pair):
        return moved
    return [*(() if pair.source.critical is not None else _compare_all(pair)), *_order(pair), *moved]


def _all_agree(pair: Pair) -> bool:
    """Whether every string has the numbers of its source in the same order, as most have; of one with a plural it is
    not asked."""
    return pair.source.plural_id is None and all(
        _agree(of_source(text.source, pair.source_tag), quantities(text.string, pair.locale.tag))
        for text in texts(pair)
    )


def _order(pair: Pair) -> Iterator[Problem]:
    for text in texts(pair):
        source = _numerals(of_source(text.source, pair.source_tag))
        string = _numerals(quantities(text.string, pair.locale.tag))
        units = [unit for unit in dict.fromkeys(unit for unit, _ in source) if unit]
        told = False
        for unit in units:
            wanted = [value for other, value in source if other == unit]
            found = [value for other, value in string if other == unit]
            if _moved(wanted, found):
                told = True
                yield _changed_places(text, f"numbers with the unit {unit!r}", wanted, found)
        wanted, found = [value for _, value in source], [value for _, value in string]
        if pair.source.critical is not None and not told and _moved(wanted, found):
            yield _changed_places(text, "numbers", wanted, found)


def _variables_moved(pair: Pair) -> Iterator[Problem]:
    for text in texts(pair) if "{" in pair.source.key.id else ():
        wanted, found = (markup.VARIABLE.findall(one) for one in (text.source, text.string))
        if _moved(wanted, found):
            yield _changed_places(text, "variables", wanted, found)


def _moved(wanted: Sequence[str], found: Sequence[str]) -> bool:
    return wanted != found and sorted(wanted) == sorted(found)


def _changed_places(text: Text, what: str, wanted: Sequence[str], found: Sequence[str]) -> Problem:
    listed = f"{', '.join(wanted)} in the source, {', '.join(found)} in the string"
    message = f"{text.prefix}{what} have changed places: {listed}; check what each one belongs to"
    return Problem("numbers.order", Severity.WARNING, message)


def _has_digits(pair: Pair) -> bool:
    if _DIGIT.search(pair.source.key.id) or (pair.source.plural_id and _DIGIT.search(pair.source.plural_id)):
        return True
    return any(_DIGIT.search(string) for string in pair.message.strings)


def _numerals(found: Sequence[Quantity]) -> list[tuple[str, str]]:
    """Unit, or nothing, and value of what is written in digits."""
    return [(each.unit, each.values[0]) for each in found if not each.word]


def _compare_all(pair: Pair) -> list[Problem]:
    severity = graded(pair)
    return [
        Problem(check, severity, f"{text.prefix}{message}")
        for text in texts(pair)
        for check, message in _compare_form(text, pair)
    ]


def _compare_form(text: Text, pair: Pair) -> list[tuple[str, str]]:
    """What is wrong with one string; a plural form may follow the singular or the plural, whichever it fits."""
    sources = dict.fromkeys((text.source, pair.source.key.id, pair.source.plural_id or text.source))
    number = exact(pair.locale.plurals, text.form) if pair.source.plural_id is not None else None
    best: list[tuple[str, str]] | None = None
    for source in sources:
        problems = list(_compare(source, text.string, pair, number))
        if best is None or len(problems) < len(best):
            best = problems
    return best or []


def _compare(source: str, string: str, pair: Pair, number: int | None) -> Iterator[tuple[str, str]]:
    tag, spoken = pair.locale.tag, has_words(language(pair.locale.tag))
    wanted, found = list(of_source(source, pair.source_tag)), list(quantities(string, tag))
    if _agree(wanted, found):
        return
    optional = _optional(source, number)
    if pair.source.critical is None:
        optional |= {value for name, value in _NUMBERED_ELSEWHERE.items() if name in source}
    # The surest matches first: same value and unit in digits, then with a unit that only one side has, then words.
    for digits_only, same_unit in ((True, True), (True, False), (False, True), (False, False)):
        for quantity in tuple(wanted):
            for other in found:
                if digits_only and (quantity.word or other.word):
                    continue
                if _same_value(quantity, other) and _fits(quantity, other, string, tag, exactly=same_unit):
                    wanted.remove(quantity)
                    found.remove(other)
                    break
    for quantity in tuple(wanted):
        twin = next((other for other in found if _same_value(quantity, other)), None)
        if twin is not None and not (quantity.word and twin.word):
            wanted.remove(quantity)
            found.remove(twin)
            yield "numbers.unit", f"{quantity.text!r} is {twin.text!r} in the string; write the same unit"
    missing = [each for each in wanted if not each.word or (spoken and each.unit and each.values[0] not in ("0", "1"))]
    if language(tag) == "ar":  # "One hour" is the bare noun.
        missing = [each for each in missing if each.values[0] != "1" or not _elsewhere({each.unit}, string, tag)]
    extra = [each for each in found if not each.word and optional.isdisjoint(each.values)]
    if pair.source.critical is None:
        missing = [each for each in missing if not _harmless(each, string, quantities(string, tag))]
        extra = [each for each in extra if not _harmless(each, source, of_source(source, pair.source_tag))]
    if missing and not extra:
        extra = [each for each in found if each.word and any(each.unit and each.unit == one.unit for one in missing)]
    yield from _tell(missing, extra)


def _harmless(quantity: Quantity, opposite: str, quantities_there: Sequence[Quantity]) -> bool:
    if quantity.values[0] in ("0", "1", "2") and (not quantity.unit or quantity.unit in TIME_UNITS):
        return not quantity.unit or quantity.values[0] == "1"
    if any(_same_value(quantity, other) and quantity.unit == other.unit for other in quantities_there):
        return True
    return not quantity.unit and re.search(rf"(?<!\d){re.escape(quantity.values[0])}(?!\d)", opposite) is not None


def _tell(missing: list[Quantity], extra: list[Quantity]) -> Iterator[tuple[str, str]]:
    for quantity in tuple(missing):
        if _EMERGENCY.intersection(quantity.values):
            missing.remove(quantity)
            yield "numbers.emergency", f"the emergency number {quantity.text!r} is not in the string; add it"
    for quantity, other in zip(tuple(missing), tuple(extra), strict=False):
        missing.remove(quantity)
        extra.remove(other)
        yield "numbers.changed", f"{quantity.text!r} is {other.text!r} in the string; write the same number"
    for quantity in missing:
        yield "numbers.missing", f"{quantity.text!r} is in the source but not in the string; add it"
    for quantity in extra:
        yield "numbers.extra", f"{quantity.text!r} is in the string but not in the source; remove it"


def _agree(wanted: Sequence[Quantity], found: Sequence[Quantity]) -> bool:
    return len(wanted) == len(found) and all(map(_same, wanted, found))


def _same(one: Quantity, other: Quantity) -> bool:
    return one.values == other.values and one.unit == other.unit and one.per == other.per and one.word == other.word


def _same_value(one: Quantity, other: Quantity) -> bool:
    return not set(one.values).isdisjoint(other.values)


def _fits(quantity: Quantity, other: Quantity, string: str, tag: str, *, exactly: bool) -> bool:
    """The units agree, as far as both are known.

    A unit that stands elsewhere in the string counts ("每公斤0.5毫克"); one of time may be in words we do not know.
    """
    if quantity.unit == other.unit and quantity.per == other.per:
        return True
    if exactly:
        return False
    if quantity.unit != other.unit:
        measures = {quantity.unit, other.unit} - {""} - set(TIME_UNITS)
        if (quantity.unit and other.unit) or (measures and not _elsewhere(measures, string, tag)):
            return False
    needed = set(quantity.per) - set(other.per) - set(TIME_UNITS)
    times = (set(quantity.per) & set(TIME_UNITS), set(other.per) & set(TIME_UNITS))
    if all(times) and times[0] != times[1]:
        return False
    return not (set(other.per) - set(quantity.per) - set(TIME_UNITS)) and _elsewhere(needed, string, tag)


def _elsewhere(units: set[str], string: str, tag: str) -> bool:
    return all(mentions(language(tag), unit).search(string) for unit in units)


def _optional(source: str, number: int | None) -> set[str]:
    values = {str(number)} if number is not None else set()
    for before, after in _DATE.findall(source):
        values.add(str(_MONTHS.index(before or after) + 1))
    return values
