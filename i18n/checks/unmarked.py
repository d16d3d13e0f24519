"""A net for source texts that nobody marked as critical and that look as if a wrong translation could hurt.

Words of English alone, and a question to the author, never an answer: the marking is a person's decision (H-07).
"""

from __future__ import annotations

import re

from i18n.checks.quantities import quantities, visible
from i18n.checks.vocabulary import TIME_UNITS

_CUE = re.compile(
    r"\b(?:do not|don['’]t|never|must not|stop) (?:\w+ ){0,2}?(?:take|taking|eat|eating|drink|drinking|drive|"
    r"driving|use|using|"
    r"operate|mix|mixing|combine|smoke|swallow)\b"
    r"|\bcall (?:911|988|112|999)\b|\bpregnan\w+|\ballerg\w+|\bbreast-?feed\w*|\boverdos\w+|\binformed consent\b"
    r"|\bconsent to (?:the )?treatment\b|\bside effects?\b.{0,40}\b(?:call|doctor|emergency)\b",
    re.IGNORECASE,
)
_DIGIT_OR_CUE = re.compile(r"\d|not|n['’]t|never|stop|call|pregn|allerg|breast|overdos|consent|effect", re.IGNORECASE)
_HARMLESS_UNITS = frozenset({*TIME_UNITS, "", "percent", "km", "cm", "mm", "kg", "pound", "celsius", "fahrenheit"})


def looks_critical(text: str, tag: str) -> str:
    """What in a source text reads like a dose, a prohibition or an emergency; empty where nothing does.

    >>> looks_critical("Take 0.5 mg per kilogram.", "en"), looks_critical("Take your time.", "en")
    ('0.5 mg per kilogram', '')
    """
    if not _DIGIT_OR_CUE.search(text):
        return ""
    shown = visible(text)
    if tag.partition("-")[0] == "en" and (cue := _CUE.search(shown)):
        return cue[0]
    return next((one.text for one in quantities(text, tag) if one.unit not in _HARMLESS_UNITS), "")
