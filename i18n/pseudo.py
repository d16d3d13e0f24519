"""Made-up translations that show at a glance what is not translatable.

`en-XA` accents every letter and makes texts 40 % longer, in brackets; `ar-XB` writes them in Arabic letters, so that
direction and mirroring are real. Both go through the same gate as every translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from i18n import markup
from i18n.model import Catalog, Locale, Message, MessageKey, Source, Template

TAGS = ("en-XA", "ar-XB")
_KEPT = re.compile(r"\{[\w.-]+\}|%\(\w+\)s|%%|\d[\d.,]*\s?[A-Za-zµ]{1,3}(?:/[A-Za-z]{1,3})*\b")
"""In a text: variables, and numbers with their units."""
_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_ARABIC = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ابكدهفجحيژكلمنوپقرستوڤوخيزابكدهفجحيژكلمنوپقرستوڤوخيز",
)
_LONGER = 0.4
"""English of a label grows by about this much in other languages (W3C, Text size in translation)."""


def catalog(template: Template, locale: Locale) -> Catalog:
    """A made-up translation of every message; `locale` is `en-XA` or `ar-XB`."""
    messages = {
        key: Message(key, source.plural_id, _strings(source, locale)) for key, source in template.sources.items()
    }
    header = Message(MessageKey(None, ""), strings=(f"Language: {locale.tag}\n",))
    return Catalog(template.domain, locale.tag, f"({locale.tag})", header, messages)


def marked(text: str, locale: Locale) -> str:
    """A text that CLDR, not a translator, wrote for a pseudo-locale: accented, in brackets where it has a letter."""
    if locale.tag not in TAGS or not any(map(str.isalpha, text)):
        return text
    return f"⟦{text.translate(_table(locale))}⟧"


def _strings(source: Source, locale: Locale) -> tuple[str, ...]:
    if source.plural_id is None:
        return (_text(source.key.id, source, locale),)
    one = _text(source.key.id, source, locale)
    return (
        (one, *(_text(source.plural_id, source, locale) for _ in range(locale.plurals.count - 1)))
        if locale.plurals.count > 1
        else (_text(source.plural_id, source, locale),)
    )


def _text(text: str, source: Source, locale: Locale) -> str:
    if "slug" in source.formats:
        return text
    longer = "" if locale.direction == "rtl" else " " + "éö" * max(1, int(len(text) * _LONGER / 2))
    accented = markup.rewritten(text, *_changes(locale)) if "markdown" in source.formats else _words(text, locale)
    return f"⟦{accented}{longer}⟧"


def _changes(locale: Locale) -> tuple[Callable[[str], str], Callable[[str], str]]:
    return (lambda text: _words(text, locale)), (lambda text: f"⟦{_words(text, locale)}⟧")


def _words(text: str, locale: Locale) -> str:
    table = _table(locale)
    out, position = [], 0
    for kept in _KEPT.finditer(text):
        out += [text[position : kept.start()].translate(table), kept[0]]
        position = kept.end()
    return "".join((*out, text[position:].translate(table)))


def _table(locale: Locale) -> dict[int, int]:
    return _ARABIC if locale.direction == "rtl" else _ACCENTED
