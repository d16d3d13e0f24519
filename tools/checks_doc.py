"""Writes docs/checks.md, the list of all checks with an example each, from the cases in tests/cases/checks/.

python tools/checks_doc.py           writes the file
python tools/checks_doc.py --check   exits with 1 where it is not up to date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from i18n.checks import ADVISORY_IDS

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "checks"
DOCUMENT = ROOT / "docs" / "checks.md"

_TITLE = re.compile(
    r"(?P<title>.+) \[(?P<tag>[\w-]+)(?P<critical>, critical(?:=(?P<class>\w+))?)?(?:, format=(?P<format>\w+))?"
    r"(?:, flags=(?P<flags>[\w-]+))?\]"
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")

_HEAD = """\
# Checks

Written by `tools/checks_doc.py` from the cases in `tests/cases/checks/`; edit those.

A check compares a string with its source and says what is wrong in one line. The checks of the *gate* run in every
build: where one finds an error, the string is not shown and the page falls back. The others, which are *advisory*, run
in `i18n check` alone. *Critical* marks text whose mistranslation can hurt; there a wrong number or a lost "not" is an
error.

The gate has the families `plurals`, `clashes`, `characters`, `placeholders`, `whitespace`, `addresses`, `slug` and
`code`, `markup` (the structure lock), and `numbers` for critical text. `plurals.count` has no example here: a message
needs as many strings as its language has plural forms.

How much an advisory check matters can be set, for the site or for one language ([configuration.md](configuration.md)),
and one finding about one string can be waived with a reason (`i18n waive`). A gate check cannot be switched off.

What was found is kept in the user's cache folder (`$XDG_CACHE_HOME/dragoman` or `~/.cache/dragoman`), by the hash of
everything that it depends on: files that did not change are not checked twice. `i18n check --no-cache` does without it.

## What only all strings together show

| check | severity | what it says |
|---|---|---|
| `language.swapped` | warning | it holds none of the words that the source's words bring elsewhere |
| `language.incomplete` | warning | the words that the end of the source brings elsewhere are missing: it was cut |
| `language.length` | warning | the string is far longer or shorter than the catalog's strings usually are |
| `language.end` | warning | the string ends without a stop where nearly all others have one |
| `language.untranslated` | warning | nearly all texts in quotation marks, or comments in code, are copies; said once |
| `language.shared` | warning | the same string translates a source that says something else |
| `language.inconsistent` | info | the same words have another string elsewhere |
| `completeness.critical` | warning | critical text has no string in a language |
| `completeness.unmarked` | warning | a source reads like a dose, a prohibition or an emergency and is not critical |
| `po.unknown` | warning | a message that no source has |

`completeness.unmarked` asks only on sites that mark some text as critical. The first four need some 150 translated
messages to learn from, and say nothing before. They know no language: what they use are the catalog's own pairs.

## What a pair shows

The last column says which can be set.

| check | severity | example | source | string | set |
|---|---|---|---|---|---|
"""


class Case(NamedTuple):
    """A pair that checks must answer in a known way."""

    title: str
    tag: str
    """BCP 47 tag of the string's locale."""
    critical: str
    """Class of harm; empty for ordinary text."""
    format: str
    flags: str
    """One of gettext's flags, or empty."""
    source: str
    string: str
    expected: tuple[str, ...]
    """`severity family.name`, sorted; empty where all is well."""
    place: str
    """`file:line` of the title."""


def read_cases(path: Path) -> Iterator[Case]:
    r"""The cases of a file: a title, source, string and expectation, with a dot alone on a line between them.

    The title ends in the locale and what is special: `[ar, critical, format=text]`. `\u200f` and `\U000e0067` are
    characters that an editor would hide.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        place = f"{path.relative_to(ROOT)}:{number + 1}"
        title = _TITLE.fullmatch(lines[number])
        if title is None:
            raise ValueError(f"{place}: a title ends in [locale] or [locale, critical, format=text]")
        dots = [index for index in range(number, len(lines)) if lines[index] == "."][:3]
        if len(dots) < 3 or dots[0] != number + 1:
            raise ValueError(f"{place}: a case is a title, source, string and expectation, with dots between them")
        end = next((index for index in range(dots[2], len(lines)) if not lines[index].strip()), len(lines))
        yield Case(
            title["title"],
            title["tag"],
            (title["class"] or "dose") if title["critical"] else "",
            title["format"] or "markdown",
            title["flags"] or "",
            _text(lines[dots[0] + 1 : dots[1]]),
            _text(lines[dots[1] + 1 : dots[2]]),
            tuple(sorted(lines[dots[2] + 1 : end])),
            place,
        )
        number = end


def _text(lines: list[str]) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), "\n".join(lines).rstrip(" "))


def document(cases: list[Case]) -> str:
    """The Markdown text of docs/checks.md."""
    rows: dict[str, list[Case]] = {}
    for case in cases:
        for finding in dict.fromkeys(case.expected):
            rows.setdefault(finding.partition(" ")[2], []).append(case)
    lines = []
    for name in sorted(rows):
        severities = {
            line.partition(" ")[0] for case in rows[name] for line in case.expected if line.endswith(f" {name}")
        }
        severity = "error in critical text, else warning" if len(severities) == 2 else severities.pop()
        case = rows[name][0]
        settable = "yes" if name in ADVISORY_IDS else "no"
        shown = f"{_cell(case.source)} | {_cell(case.string)}"
        lines.append(f"| `{name}` | {severity} | {case.title} | {shown} | {settable} |\n")
    return _HEAD + "".join(lines)


def _cell(text: str) -> str:
    """A text as code in a table, with escapes for what cannot be seen."""
    seen = "".join(letter if _visible(letter) else f"\\u{{{ord(letter):x}}}" for letter in text)
    fence = "``" if "`" in seen else "`"
    pad = " " if "`" in seen or seen != seen.strip() else ""
    return f"{fence}{pad}{seen.replace('|', chr(92) + '|')}{pad}{fence}"


def _visible(letter: str) -> bool:
    return letter.isprintable() and not ("\u0300" <= letter <= "\u036f" or letter == "\u3164")


def main(arguments: list[str]) -> int:
    """0, or 1 where `--check` finds the document out of date."""
    text = document([case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)])
    if arguments == ["--check"]:
        return int(not DOCUMENT.is_file() or DOCUMENT.read_text(encoding="utf-8") != text)
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
