"""The words that a locale must use, must not use, and must not translate: `locales/<folder>/glossary.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from i18n.checks.pair import Pair, Problem, Text, graded, texts
from i18n.checks.quantities import visible
from i18n.model import Diagnostic, Severity

_COLUMNS = ("term", "translation", "forbidden", "keep", "note")
_YES = frozenset({"yes", "true", "1", "x", "keep"})
_NO = frozenset({"", "no", "false", "0"})
# Scripts without spaces between words: a form may stand anywhere in them.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_EMPHASISED = re.compile(r"\*[^*\s](?:[^*]*[^*\s])?\*")
# Arabic vowel marks: written or not, it is the same word.
_VOWELS = re.compile("[\u064b-\u0652\u0670]")
_SHORTEST_STEM = 4  # letters


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a glossary."""

    term: str
    """In the source language, as written in the file."""
    translations: tuple[str, ...]
    """Any one of them will do; empty where the row only forbids or keeps."""
    forbidden: tuple[str, ...]
    keep: bool
    """The term stays as it is: a name, a drug's identifier."""
    note: str = ""
    required_pattern: re.Pattern[str] | None = field(default=None, compare=False, repr=False)
    forbidden_pattern: re.Pattern[str] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of one locale."""

    path: str
    """The file, relative to the site's folder."""
    terms: dict[str, Term]
    """By every form of the term in the source language, casefolded."""
    pattern: re.Pattern[str] | None
    """Finds any of them in a source, the longest first; None where there are none."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Rows that were left out, and why."""


def read_glossary(text: str, path: str) -> Glossary:
    """The terms of a CSV file with the columns term, translation, forbidden, keep and note.

    `|` separates forms of which one is enough; `keep` is yes or no. A row that cannot be used is left out with a
    diagnostic, and a file without the column `term` has no terms.

    >>> read_glossary("term,translation\\ninfusion,perfusion|infusion\\n", "g.csv").terms["infusions"].translations
    ('perfusion', 'infusion')
    """
    diagnostics: list[Diagnostic] = []
    terms: dict[str, Term] = {}

    def complain(line: int, message: str) -> None:
        diagnostics.append(Diagnostic("glossary.row", Severity.ERROR, message, path, line))

    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True, skipinitialspace=True)
    try:
        unknown = [name for name in rows.fieldnames or () if name not in _COLUMNS]
        if "term" not in (rows.fieldnames or ()):
            complain(1, f"the first line must name the columns {', '.join(_COLUMNS)}")
            return Glossary(path, {}, None, tuple(diagnostics))
        if unknown:
            complain(1, f"unknown columns {', '.join(map(repr, unknown))}; the columns are {', '.join(_COLUMNS)}")
        for row in rows:
            problem = _take(row, terms)
            if problem:
                complain(rows.line_num, problem)
    except csv.Error as error:
        complain(
            rows.reader.line_num, f"not a line of CSV: {error}; put quotation marks around text with a comma or quotes"
        )
    pattern = _any_of(terms) if terms else None
    return Glossary(path, terms, pattern, tuple(diagnostics))


def _take(row: dict[str, str | None], terms: dict[str, Term]) -> str | None:
    """Adds the row's term; or says why it cannot be used."""
    if None in row:
        return "more cells than columns; put quotation marks around text with a comma"
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    term, keep = cells["term"], cells["keep"].casefold()
    if not any(cells.values()):
        return None
    if not term:
        return "the term is empty"
    if keep not in _YES | _NO:
        return f"keep is {cells['keep']!r}; write yes or no"
    if term.casefold() in terms:
        return f"the term {term!r} stands here a second time; join its forms with '|'"
    translations, forbidden = _forms(cells["translation"]), _forms(cells["forbidden"])
    if not (translations or forbidden or keep in _YES):
        return f"the term {term!r} has no translation, no forbidden form and is not kept"
    required = (term,) if keep in _YES else translations
    entry = Term(
        term,
        translations,
        forbidden,
        keep in _YES,
        cells["note"],
        _inflected(required) if required else None,
        _inflected(forbidden) if forbidden else None,
    )
    for form in _english_forms(term.casefold()):
        terms.setdefault(form, entry)
    terms[term.casefold()] = entry
    return None


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for form in (part.strip() for part in cell.split("|")) if form)


def _english_forms(term: str) -> tuple[str, ...]:
    """A term with its plurals and genitives; in other languages these simply never occur."""
    plural = f"{term[:-1]}ies" if term.endswith("y") else f"{term}s"
    return (term, plural, f"{term}es", f"{term}'s", f"{term}’s")


def _any_of(terms: dict[str, Term]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _inflected(forms: Sequence[str]) -> re.Pattern[str]:
    """Any of the forms, with other endings of its words, and Arabic's prefixes.

    A long word may lose its last letter or two and take up to four others, which is what cases, genders and plurals do
    in the European languages (`perfusion`, `perfusions`; `инфузия`, `инфузией`).
    """
    return re.compile("|".join(f"(?:{_inflected_form(_VOWELS.sub('', form))})" for form in forms), re.IGNORECASE)


def _inflected_form(form: str) -> str:
    if _UNSPACED.search(form):
        return re.escape(form)
    words = []
    for word in form.split():
        stem, ending = word[: max(_SHORTEST_STEM, len(word) - 2)], r"\w{0,5}"
        if len(word) < _SHORTEST_STEM:
            stem, ending = word, r"\w{0,2}" if len(word) > 2 else ""
        words.append(re.escape(stem) + ending)
    return r"(?<!\w)[وفبلك]?(?:ال|لل)?" + r"[\s\u00a0-]+".join(words) + r"(?!\w)"


def terminology(pair: Pair, glossary: Glossary) -> Sequence[Problem]:
    """Terms of the source that the string lacks, or has in a forbidden form: errors in critical text, else warnings."""
    if glossary.pattern is None:
        return ()
    problems = []
    for text in texts(pair):
        string = _VOWELS.sub("", visible(text.string))
        found = dict.fromkeys(
            match[0].casefold() for match in glossary.pattern.finditer(visible(_without_titles(text)))
        )
        for term in {id(term): term for term in map(glossary.terms.__getitem__, found)}.values():
            if term.forbidden_pattern and (wrong := term.forbidden_pattern.search(string)):
                instead = f"write {_listed(term.translations)}" if term.translations else "use another"
                message = f"{text.prefix}{wrong[0]!r} is not the word for {term.term!r} here; {instead}"
                problems.append(Problem("glossary.forbidden", graded(pair), message))
            elif term.required_pattern and not term.required_pattern.search(string):
                wanted = repr(term.term) if term.keep else _listed(term.translations)
                name, verb = ("kept", "stays as it is") if term.keep else ("term", "has a fixed translation")
                message = f"{text.prefix}{term.term!r} {verb}; write {wanted}"
                problems.append(Problem(f"glossary.{name}", graded(pair), message))
    return problems


def _without_titles(text: Text) -> str:
    """The source without the emphasised runs that stand in the string as they are: titles of journals and books."""
    return _EMPHASISED.sub(lambda found: "" if found[0] in text.string else found[0], text.source)


def _listed(forms: Sequence[str]) -> str:
    return " or ".join(map(repr, forms))
