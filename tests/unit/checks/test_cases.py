"""Right and wrong pairs, from tests/cases/checks/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from i18n import checks
from i18n.checks import Pair, Problem, read_glossary
from i18n.model import Locale, Message, MessageKey, PluralRule, Source
from tools.checks_doc import CASES, DOCUMENT, Case, document, read_cases

CASE_LIST = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]

GLOSSARY = read_glossary(
    "term,translation,forbidden,keep,note\n"
    "infusion,perfusion|administration,injection,,into a vein\n"
    "infusion pump,pompe,,,\n"
    "Spravato,,,yes,a brand\n",
    "locales/fr/glossary.csv",
)

NAME = re.compile(
    r'"((?:plurals|placeholders|whitespace|addresses|slug|numbers|negation|language|format|meaning|glossary)\.[a-z-]+)"'
    r"(?!\))"
)
RIGHT_TO_LEFT = {"ar", "fa"}


def pair_of(case: Case) -> Pair:
    locale = Locale(case.tag, case.tag, "rtl" if case.tag in RIGHT_TO_LEFT else "ltr", PluralRule(1, "0"))
    key = MessageKey(None, case.source)
    flags = (case.flags,) if case.flags else ()
    formats = (case.format,)
    source = Source(key, None, formats, ("paragraph",), (), (), flags, case.critical or None)  # type: ignore[arg-type]
    return Pair(source, Message(key, strings=(case.string,)), locale)


def problems_of(case: Case) -> list[Problem]:
    pair = pair_of(case)
    glossary = GLOSSARY if case.tag == "fr" and "glossary" in case.place else None
    return [*checks.gate(pair), *checks.advise(pair, glossary)]


@pytest.mark.parametrize("case", CASE_LIST, ids=[case.place for case in CASE_LIST])
def test_case(case):
    """Each pair raises what its case says, and nothing else."""
    problems = problems_of(case)

    found = tuple(sorted(f"{problem.severity} {problem.check}" for problem in problems))
    assert case.expected == found, f"{case.place}: {case.title}: {[problem.message for problem in problems]}"


def test_message_is_one_plain_line():
    """No message has a line break, a control character or an invisible one, whatever the string holds."""
    for case in CASE_LIST:
        for problem in problems_of(case):
            assert problem.message.isprintable(), f"{case.place}: {problem.message!r}"


def test_every_problem_has_a_case():
    """Every name that a check can give stands in a case, so that docs/checks.md lists them all."""
    modules = Path(checks.__file__).parent.glob("*.py")
    named = {name for path in modules for name in NAME.findall(path.read_text(encoding="utf-8"))}
    expected = {line.partition(" ")[2] for case in CASE_LIST for line in case.expected}

    of_catalogs = {"language.swapped", "language.incomplete", "language.shared", "language.inconsistent"}

    assert named - expected == {"plurals.count", "glossary.row"} | of_catalogs


def test_advisory_names():
    """What may be set is what advisory checks can say, and nothing that the gate alone says."""
    said = {problem.check for case in CASE_LIST for problem in checks.advise(pair_of(case), GLOSSARY)}
    gate = {problem.check for case in CASE_LIST if not case.critical for problem in checks.gate(pair_of(case))}

    assert set() == said - checks.ADVISORY_IDS
    assert set() == gate & checks.ADVISORY_IDS


def test_document_is_up_to_date():
    """docs/checks.md is what `python tools/checks_doc.py` writes."""

    assert document(CASE_LIST) == DOCUMENT.read_text(encoding="utf-8")
