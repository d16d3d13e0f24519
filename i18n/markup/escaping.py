"""Text as HTML, and the variables in it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

VARIABLE = re.compile(r"\{([A-Za-z_][\w-]*(?:\.[\w-]+)+)\}")
"""`{practice.phone}`: a value from a data file, named by the file and the path in it."""
_LETTER = re.compile(r"[^\W\d_]")


def worded(text: str) -> bool:
    """Whether a text has a letter besides its variables."""
    return _LETTER.search(VARIABLE.sub(" ", text)) is not None


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    return escape(text).replace('"', "&quot;")


@lru_cache(maxsize=65536)
def escape_href(address: str) -> str:
    """An address percent-encoded as CommonMark's reference implementation does, then escaped for an attribute."""
    return quote(address, safe="!#$%&'()*+,-./:;=?@_~").replace("&", "&amp;").replace("'", "&#x27;")
