"""Words of JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n.audit.strings import JsonText, strings
from i18n.audit.words import Known, one_line

_NO_PROSE = frozenset(
    """
    addresscountry availability bestrating closes codevalue color contenturl currenciesaccepted currency dayofweek
    duration email embedurl encodingformat endtime faxnumber gtin gtin12 gtin13 gtin14 gtin8 hascalendar height
    identifier image inlanguage isbn issn item itemcondition leicode license logo mainentityofpage mpn naics opens
    openinghours postalcode postofficeboxnumber pricecurrency pricerange propertyid query-input sameas sku starttime
    taxid telephone thumbnail thumbnailurl timezone unitcode url urltemplate validfrom validthrough vatid version width
    """.split()
)
"""Properties of schema.org whose values are codes, numbers or addresses, in lower case."""
_ENDINGS = ("url", "date", "time", "datetime")
_PLACES = frozenset({"streetaddress", "addresslocality", "addressregion", "legalname"})
"""Properties whose values are names: a known value of a data file is right there."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z|/\S*\Z|[\w.+-]+@[\w.-]+\Z|P[\dTYMWDHS.]+\Z")
"""A URL, a path, an e-mail address, a duration."""


def structured_words(text: str, known: Known, language: str) -> Iterator[tuple[JsonText, str]]:
    """The strings of JSON-LD that are prose and bear no mark, each with the words that do not."""
    for one in strings(text):
        key = one.key.lower()
        if (
            (key.startswith("@") and key != "@value")
            or key in _NO_PROSE
            or key.startswith("date")
            or key.endswith(_ENDINGS)
        ):
            continue
        if _ADDRESS.match(one.text.strip()) or (key in _PLACES and one_line(one.text) in known.values):
            continue
        if words := known.alone(one.text, language):
            yield one, words
