"""Addresses in visible text. The targets of links belong to the structure, which is compared elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from i18n.checks.pair import Pair, Problem, Text, texts
from i18n.model import Severity, Source

# A scheme that can run or hold code, also with the white space and entities that browsers skip (WHATWG URL, 4.4).
_GAP = r"(?:\s|&(?:tab|newline|#\w+);?)*"
_CODE = f"(?:{'|'.join(_GAP.join(name) for name in ('javascript', 'vbscript'))})"
_SCHEME = (
    # An attribute obeys a scheme at its start, whatever stands behind the colon.
    rf"\A\s*{_CODE}(?=\s*(?::|&colon;|&#))|{_CODE}(?=[\t\n]*(?::(?=\S)|&colon;|&#))"
    r"|\bdata(?=:[\w.+-]*[/,;]|:\s*[\w.+-]+/[\w.+-]+[,;])|\bblob(?=:\s*\w)|\bfile(?=:[/\\])|\bhttps?(?=:(?!//)\S)"
)
_SCHEMES = ("data:", "blob:", "file:")
_CODE_ENDS, _GAPS = ("ipt:", "ipt&"), ("&#", "&tab", "&newline")
_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto|tel|sms|data|file|blob|javascript):\S+|\.{0,2}/\S+|\S+/"
    r"|\S+\.(?:html?|php|pdf|xml|json|txt|svg|png|jpe?g|webp)(?:[?#]\S*)?",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:(?<![\w/\\])|(?<=:))[/\\]{2,}(?:[^\s/\\@]*@)?"
    r"([\w\u2044\u2215\uff0f-]+(?:[.\u3002][\w\u2044\u2215\uff0f-]+)+)"
)
_HOST_START = re.compile(r"[^\s/\\()<>\[\]\"'`]*")
_USER = re.compile(r"[^\s/\\@]*@")
_BACKSLASHES = re.compile(r"\\[\\/]|/\\")
NAME = re.compile(r"\.[A-Za-z]{2}")
TIGHT_COLON = re.compile(r"[^\W\d]:\S")
"""What every scheme has; `note: text` and `7:30` do not."""
_TARGETS = re.compile(r"\]\([^\s)]*|<[^<>\s]+>|`[^`]*`")
_LABELS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_FALSE_SLASH = re.compile(r"\w[\u2044\u2215\u29f8\uff0f]\.?[\w-]+\.[a-z]{2,}", re.IGNORECASE)
_LOOKALIKE = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1d5d-\u1d6a\u1d78\u1dbf\u1f00-\u1fff\u2044\u2215\u29f8\u2de0-\u2dff"
    "\ua640-\ua69f\uab65\ufe2e\ufe2f\uff0f\U00010140-\U000101a0\U0001d200-\U0001d245\U0001e030-\U0001e08f]"
)
"""Letters called Greek or Cyrillic in Unicode 15, without one of which no name mixes alphabets; and false slashes."""
# Cyrillic letters that look like Latin ones (UTS #39, confusables.txt 15.0).
_CONFUSABLE = frozenset("асеіјорѕхуԁһӏԛԝ")


def check(pair: Pair) -> Sequence[Problem]:
    """Schemes that run code, hosts that the source does not name, and names that imitate another host.

    A text that is an address itself (a template's `href="{{ _('about.html') }}"`) is the same in every language.
    """
    if pair.source.formats != ("markdown",) and is_address(pair.source.key.id):
        wrong = [string for string in pair.message.strings if string and string != pair.source.key.id]
        message = f"an address has to stay as it is: {pair.source.key.id!r}; copy it unchanged"
        return [Problem("addresses.changed", Severity.ERROR, message) for _ in wrong[:1]]
    for string in pair.message.strings:
        if (
            ("//" in string and _strange_host(string, pair.source))
            or ("\\" in string and _BACKSLASHES.search(string) is not None)
            or ((":" in string or "&" in string) and may_have_scheme(string))
            or may_imitate(string)
        ):
            return [problem for text in texts(pair) for problem in _compare(text, pair)]
    return ()


def _strange_host(string: str, source: Source) -> bool:
    """Whether a host may stand behind two slashes that the source has not; if not, `_compare` finds none."""
    if source.plural_id is not None:
        return True
    for piece in string.split("//")[1:]:
        if piece and not piece[0].isspace():
            host = _HOST_START.match(piece)
            if not (host and host[0] and f"//{host[0]}" in source.key.id) or ("@" in piece and _USER.match(piece)):
                return True
    return False


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address: `about.html`, `/visit/`, `tel:911`; `and/or` is none."""
    return (":" in text or "/" in text or "." in text) and _ADDRESS.fullmatch(text) is not None


def may_have_scheme(string: str) -> bool:
    """Whether it is worth looking for a scheme."""
    lower = string.lower()
    if any(map(lower.__contains__, _SCHEMES)) or ("&" in lower and any(map(lower.__contains__, _GAPS))):
        return True
    if any(map("".join(lower.split()).__contains__, _CODE_ENDS)):
        return True
    bare = lower.replace("http://", "").replace("https://", "") if "http" in lower else ""
    return "http:" in bare or "https:" in bare


def may_imitate(string: str) -> bool:
    """Whether it is worth looking for a name that imitates another."""
    return not string.isascii() and NAME.search(string) is not None and _LOOKALIKE.search(string) is not None


def _foreign_names(string: str) -> str:
    """The words that hold a name like `example.org` and characters outside ASCII."""
    return " ".join(word for word in string.split() if "." in word and not word.isascii() and NAME.search(word))


def _compare(text: Text, pair: Pair) -> Iterator[Problem]:
    markdown = "markdown" in pair.source.formats
    string = _TARGETS.sub(" ", text.string) if markdown else text.string
    source = text.source.casefold()
    for scheme in dict.fromkeys(_scheme().findall(string) if ":" in string or "&" in string else ()):
        if scheme.casefold() not in source:
            message = f"{text.prefix}the address scheme {scheme!r} is not in the source; remove it"
            yield Problem("addresses.scheme", Severity.ERROR, message)
    for host in dict.fromkeys(_HOST.findall(string) if "//" in string or "\\" in string else ()):
        if host.casefold() not in source:
            message = f"{text.prefix}the host {host!r} is not in the source; keep the source's address"
            yield Problem("addresses.host", Severity.WARNING if markdown else Severity.ERROR, message)
    if may_imitate(string):
        yield from _imitations(_foreign_names(string), text)


@cache
def _scheme() -> re.Pattern[str]:
    return re.compile(_SCHEME, re.IGNORECASE)  # takes milliseconds, and hardly any site needs it


def _imitations(string: str, text: Text) -> Iterator[Problem]:
    for match in _FALSE_SLASH.finditer(string):
        if match[0] not in text.source:
            message = f"{text.prefix}{match[0]!r} holds a character that only looks like a slash; write '/'"
            yield Problem("addresses.imitation", Severity.WARNING, message)
    for match in _LABELS.finditer(string):
        name = match[0]
        if not name.isascii() and name not in text.source and any(map(_imitates, name.split("."))):
            message = f"{text.prefix}the name {name!r} mixes alphabets; write it as in the source"
            yield Problem("addresses.imitation", Severity.WARNING, message)


def _imitates(label: str) -> bool:
    """A label in Latin and Cyrillic or Greek letters at once, or all in Cyrillic letters that look Latin."""
    if label.isascii():
        return False
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in label if letter.isalpha()}
    mixed = "LATIN" in scripts and not scripts.isdisjoint({"CYRILLIC", "GREEK"})
    return mixed or _CONFUSABLE.issuperset(label.casefold())
