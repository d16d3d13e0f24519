"""What tests of single stages share: case files, locales, and editions without a site around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from i18n import markup
from i18n.model import (
    Catalog,
    Document,
    Edition,
    Locale,
    Message,
    MessageKey,
    PluralRule,
    Segment,
    State,
    TranslatedDocument,
    Verdict,
)
from i18n.sources import markdown
from i18n.translate import Surroundings, Value, translate

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"

ENGLISH = Locale("en", "English", "ltr", PluralRule(2, "n != 1"))
SPANISH = Locale("es", "español", "ltr", PluralRule(2, "n != 1"))
ARABIC = Locale(
    "ar",
    "العربية",
    "rtl",
    PluralRule(6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"),
    cldr="ar",
)
RUSSIAN = Locale(
    "ru",
    "русский",
    "ltr",
    PluralRule(3, "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"),
    cldr="ru",
)
LOCALES = {one.tag: one for one in (ENGLISH, SPANISH, ARABIC, RUSSIAN)}

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


class Case(NamedTuple):
    title: str
    parts: tuple[str, ...]
    """What stands between the dots, the expectation last."""
    place: str
    """`file:line` of the title."""


def cases(folder: str, parts: int) -> list[Case]:
    r"""The cases of all files of a folder: a title and `parts` texts, each text between lines with a dot alone.

    `\u0009` is a character that an editor would hide.
    """
    return [case for path in sorted((CASES / folder).glob("*.txt")) for case in _read(path, parts)]


def _read(path: Path, parts: int) -> Iterator[Case]:
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        place = f"{path.relative_to(ROOT)}:{number + 1}"
        dots = [index for index in range(number + 1, len(lines)) if lines[index] == "."][: parts + 1]
        if len(dots) <= parts or dots[0] != number + 1:
            raise ValueError(f"{place}: a case is a title and {parts} texts, each between lines with a dot")
        texts = tuple(_text(lines[start + 1 : end]) for start, end in pairwise(dots))
        yield Case(lines[number], texts, place)
        number = dots[-1] + 1


def _text(lines: list[str]) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(f"{line}\n" for line in lines))


def segments(document: Document) -> Iterable[Segment]:
    """Every text of a document, its fields first."""
    return (*document.fields.values(), *document.segments)


def source_edition(*documents: Document) -> Edition:
    """Every text as its author wrote it."""
    verdicts = {
        segment.key: Verdict(State.SOURCE, (segment.text,), "en", _content(segment, segment.text))
        for document in documents
        for segment in segments(document)
        if not segment.fixed
    }
    return Edition(ENGLISH, verdicts, verdicts)


def edition(
    document: Document, strings: Mapping[str, str], locale: Locale = SPANISH, state: State = State.TRANSLATED
) -> Edition:
    """What is in `strings` (source text to string) in the locale's language, all else in English."""
    sources = source_edition(document).verdicts
    verdicts = {
        segment.key: Verdict(state, (strings[segment.text],), locale.tag, _content(segment, strings[segment.text]))
        if segment.text in strings
        else sources[segment.key]._replace(state=State.UNTRANSLATED)
        for segment in segments(document)
        if not segment.fixed
    }
    return Edition(locale, verdicts, sources)


def _content(segment: Segment, string: str) -> markup.Inline | None:
    return markup.parse(string) if segment.format == "markdown" else None


def around(values: Mapping[str, Value] | None = None, notice: str = "") -> Surroundings:
    """A site in which every address stays as it is."""
    return Surroundings(LOCALES, values or {}, lambda address, use, path: address, notice)


def page(text: str, path: str = "content/page.md") -> Document:
    return markdown.parse(text, path)


def body(text: str, strings: Mapping[str, str] | None = None, locale: Locale = ENGLISH) -> str:
    """The HTML of a page: in the source language, or with these strings."""
    return filled(text, strings, locale).body


def filled(text: str, strings: Mapping[str, str] | None = None, locale: Locale = ENGLISH) -> TranslatedDocument:
    document = page(text)
    chosen = source_edition(document) if strings is None else edition(document, strings, locale)
    return translate(document, chosen, around(notice="<p>NOTICE</p>\n"))


def catalog(
    messages: Mapping[str, str | tuple[str, ...]],
    *,
    locale: str = "es",
    path: str = "locales/es/LC_MESSAGES/site.po",
    flags: tuple[str, ...] = (),
    plurals: Mapping[str, str] | None = None,
) -> Catalog:
    """A catalog: source text to string or strings; `plurals` has the plural id of those that have one."""
    entries = (
        Message(
            MessageKey(None, text),
            (plurals or {}).get(text),
            (strings,) if isinstance(strings, str) else strings,
            flags,
        )
        for text, strings in messages.items()
    )
    header = Message(MessageKey(None, ""), strings=(f"Language: {locale}\n",))
    return Catalog("site", locale, path, header, {message.key: message for message in entries})
