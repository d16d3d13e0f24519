"""Addresses in visible text. The targets of links belong to the structure, which is compared elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from i18n.checks.pair import Pair, Problem, Text, texts
from i18n.model import Severity

# A scheme that can run or hold code, also with the white space and entities that browsers skip (WHATWG URL, 4.4).
_GAP = r"(?:\s|&(?:tab|newline|#\w+);?)*"
_CODE = f"(?:{'|'.join(_GAP.join(name) for name in ('javascript', 'vbscript'))})"
_SCHEME = (
    # An attribute obeys a scheme at its start, whatever stands behind the colon.
    rf"\A\s*{_CODE}(?=\s*(?::|&colon;|&#))|{_CODE}(?=[\t\n]*(?::(?=\S)|&colon;|&#))"
    r"|\bdata(?=:[\w.+-]*[/,;]|:\s*[\w.+-]+/[\w.+-]+[,;])|\bblob(?=:\s*\w)|\bfile(?=:[/\\])|\bhttps?(?=:(?!//)\S)"
)
_SCHEME_ENDS = ("ipt:", "ipt&", "ipt\t", "ipt\n", "ipt ", "data:", "blob:", "file:", "http:", "https:")
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
_BACKSLASHES = re.compile(r"\\[\\/]|/\\")
NAME = re.compile(r"\.[A-Za-z]{2}")
TIGHT_COLON = re.compile(r"[^\W\d]:\S")
"""What every scheme has; `note: text` and `7:30` do not."""
_TARGETS = re.compile(r"\]\([^\s)]*|<[^<>\s]+>|`[^`]*`")
_LABELS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_FALSE_SLASH = re.compile(r"\w[\u2044\u2215\u29f8\uff0f]\.?[\w-]+\.[a-z]{2,}", re.IGNORECASE)
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
            ("//" in string and _strange_host(string, pair.source.key.id))
            or ("\\" in string and _BACKSLASHES.search(string) is not None)
            or ((":" in string or "&" in string) and may_have_scheme(string))
            or (not string.isascii() and NAME.search(string) is not None and _foreign_names(string))
        ):
            return [problem for text in texts(pair) for problem in _compare(text, pair)]
    return ()


def _strange_host(string: str, source: str) -> bool:
    for piece in string.split("//")[1:]:
        host = _HOST_START.match(piece)
        if host is None or f"//{host[0]}" not in source:
            return True
    return False


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address: `about.html`, `/visit/`, `tel:911`; `and/or` is none."""
    return (":" in text or "/" in text or "." in text) and _ADDRESS.fullmatch(text) is not None


def may_have_scheme(string: str) -> bool:
    """Whether it is worth looking for a scheme."""
    lower = string.lower()
    return any(map(lower.__contains__, _SCHEME_ENDS))


def _foreign_names(string: str) -> str:
    """The words that hold a name like `example.org` and characters outside ASCII."""
    return " ".join(word for word in string.split() if "." in word and not word.isascii() and NAME.search(word))


def _compare(text: Text, pair: Pair) -> Iterator[Problem]:
    markdown = "markdown" in pair.source.formats
    string = _TARGETS.sub(" ", text.string) if markdown else text.string
    source = text.source.casefold()
    for scheme in dict.fromkeys(_scheme().findall(string)):
        if scheme.casefold() not in source:
            message = f"{text.prefix}the address scheme {scheme!r} is not in the source; remove it"
            yield Problem("addresses.scheme", Severity.ERROR, message)
    for host in dict.fromkeys(_HOST.findall(string)):
        if host.casefold() not in source:
            message = f"{text.prefix}the host {host!r} is not in the source; keep the source's address"
            yield Problem("addresses.host", Severity.WARNING if markdown else Severity.ERROR, message)
    if not string.isascii():
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
