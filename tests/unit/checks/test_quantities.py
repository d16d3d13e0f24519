"""Reading numbers."""

from __future__ import annotations

import pytest

from i18n.checks.quantities import of_source, quantities


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("1,000.5 mg", "en", [("1000.5", "mg")]),
        ("1.000,5 mg", "de", [("1000.5", "mg")]),
        ("1\u202f000,5 mg", "fr", [("1000.5", "mg")]),
        ("1’000.5 mg", "de-CH", [("1000.5", "mg")]),
        ("१,००,००० मिलीलीटर", "hi", [("100000", "ml")]),
        ("٠٫٥ ملغ", "ar", [("0.5", "mg")]),
        ("0.50 mg", "en", [("0.5", "mg")]),
        ("0.125 mg", "de", [("0.125", "mg")]),
        ("５ｍｇ".replace("ｍｇ", "mg"), "ja", [("5", "mg")]),
        ("5 µg, 5 μg, 5 mcg", "en", [("5", "mcg")] * 3),
        ("a 24-hour rule", "en", [("24", "hour")]),
        ("B12, u8 and H2O", "en", []),
        ("COVID-19", "en", [("19", "")]),
        ("(555) 123-4567 or 911", "en", [("5551234567", ""), ("911", "")]),
        ("2026-11-22", "en", [("2026", ""), ("11", ""), ("22", "")]),
        ("2019-2021", "en", [("2019", ""), ("2021", "")]),
        ("version 1.2.3", "en", [("1.2.3", "")]),
        ("-5 °C, 2-3", "en", [("-5", "celsius"), ("2", ""), ("3", "")]),
        ("120/80", "en", [("120", ""), ("80", "")]),
        ("half past 2:30 p.m.", "en", [("2:30", "")]),
        ("25 million", "en", [("25000000", "")]),
        ("5 mg/kg/h", "en", [("5", "mg")]),
        ("5 г в 2026 г.", "ru", [("5", "g"), ("2026", "")]),
        ("the 2nd", "en", [("2", "")]),
        ("twenty-four hours", "en", [("24", "hour")]),
    ],
)
def test_values_and_units(text, tag, expected):
    """Numbers mean the same in every script and grouping."""

    assert expected == [(quantity.values[0], quantity.unit) for quantity in quantities(text, tag)]


def test_divisors():
    """What a unit is divided by is kept apart."""

    assert [("kg", "hour")] == [quantity.per for quantity in quantities("5 mg/kg/h", "en")]


@pytest.mark.parametrize("number", range(1, 31))
@pytest.mark.parametrize("tag", ["en", "es", "fr", "vi", "ru", "ar", "zh", "ja", "ko"])
def test_number_words(tag, number):
    """Every form of 1 to 30 in the table is read as its number before the word for hours."""
    from i18n.checks.vocabulary import _WORDS

    hours = {"en": " hours", "es": " horas", "fr": " heures", "vi": " giờ", "ru": " часов", "ar": " ساعة", "zh": "小时",
             "ja": "時間", "ko": "시간"}[tag]  # fmt: skip
    for form in _WORDS[tag][number].split("|"):
        if "[" in form or "?" in form:
            continue
        text = form.replace("_", " ")
        found = quantities(text + hours, tag)
        assert found[0].values == (str(number),), (text, found)


@pytest.mark.parametrize(
    ("text", "value"),
    [("9" * 5000, "9" * 5000), ("1" + ",000" * 2000, "1" + "000" * 2000), (f"{'9' * 5000} pm", "9" * 5000)],
    ids=["digits", "groups", "half a day"],
)
def test_endless_number(text, value):
    """A number of more digits than Python turns into an integer is read like any other."""

    assert value == quantities(text, "en")[0].values[0]


def test_sources_are_read_alike():
    """What is remembered of a source is what is read of any text."""

    assert quantities("0.5 mg twice", "en") == of_source("0.5 mg twice", "en")
