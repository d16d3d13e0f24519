"""What the checks find of single faults, and what they say of good translations; beside other tools.

python benchmarks/recall.py --corpora DIR [--locales es,ja,zh-CN] [--each 30] [--msgfmt] [--pofilter PROGRAM]
python benchmarks/recall.py --django DIR [--locales de,pl] ...

The material is the human translation of comprehensive-rust in nine languages, or that of Django's own interface
(`DIR` is the folder of the package). Every message is judged as `i18n check` does it: gate, structure lock and advisory
checks, with what the whole catalog teaches.

The first table is about the strings as they are. A *copy* is a string of several words that is its source: it is no
translation, and has a column of its own. The other strings are counted in one column each, by the worst that is said:
*refused*, because links, code or tags are not those of the source; *errors* and *other* findings beyond that. *any* and
*errors* at the right are all strings, copies too, of which anything, or an error, is said; *said* is the number of
findings. All are per 1,000 strings: of translations where it says so, else of all strings.

The second table is about faults. They come from `faults.py`, one at a time, into translations of which
nothing was said before; *found* is the share of which anything is said at any level. A rival finds a fault where it
says something of the faulty string that it does not say of the good one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shlex
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import faults
import polib
from faults import FAULTS, Fault, Faulty, Given
from measure import machine

from i18n import checks, languages, markup
from i18n.checks import Pair, Problem
from i18n.checks.copies import is_copy, is_prose
from i18n.model import Locale, Message, MessageKey, Severity, Source

_FORMATS = frozenset({"python-format", "c-format", "python-brace-format"})
_IN_CODE = re.compile(r'\s*(?://|/\*|```)|b?"[^"]*"\s*\Z')
"""Comments, diagrams and literals: the book's tools take them out of blocks of code, so no Markdown is in them."""


class Material(NamedTuple):
    """The translated messages of one language."""

    locale: Locale
    messages: Sequence[Message]
    markdown: bool


class Made(NamedTuple):
    """A fault that was put into a message."""

    fault: Fault
    tag: str
    message: Message
    faulty: Faulty


Rival = Callable[[Sequence[tuple[str, str, tuple[str, ...]]], str], set[int]]
"""From texts (source, string, flags) and a language to the indexes of those that the tool complains about."""


def corpora(folder: Path, tags: Sequence[str]) -> Iterator[Material]:
    """The catalogs of comprehensive-rust."""
    with tarfile.open(folder / "comprehensive-rust.tar.xz") as archive:
        for member in archive:
            stem = Path(member.name).stem
            if member.name.endswith(".po") and (not tags or stem in tags):
                stream = archive.extractfile(member)
                assert stream is not None
                yield _material(stem, [stream.read()], markdown=True)


def django(folder: Path, tags: Sequence[str]) -> Iterator[Material]:
    """The catalogs of Django and its applications."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for path in sorted(folder.rglob("LC_MESSAGES/django.po")):
        name = path.parts[-3]
        if name != "en" and (not tags or name in tags):
            found[name].append(path.read_bytes())
    for name, files in sorted(found.items()):
        yield _material(name, files, markdown=False)


def _material(tag: str, files: Sequence[bytes], *, markdown: bool) -> Material:
    locale = languages.locale(tag.replace("@latin", "-Latn"))
    messages: dict[MessageKey, Message] = {}
    for data in files:
        catalog = polib.pofile(data.decode())
        rule = catalog.metadata.get("Plural-Forms", "")
        if "=" in rule and "INTEGER" not in rule:
            locale = replace(locale, plurals=languages.parse_plurals(rule))
        for entry in catalog:
            if entry.translated() and not entry.obsolete:
                key = MessageKey(entry.msgctxt, entry.msgid)
                forms = tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
                if entry.msgid_plural and len(forms) != locale.plurals.count:
                    continue  # Another file of the language may have another rule.
                messages[key] = Message(key, entry.msgid_plural or None, forms, tuple(entry.flags))
    return Material(locale, tuple(messages.values()), markdown)


def _pair(material: Material, message: Message) -> Pair:
    source_text = message.key.id
    markdown = material.markdown and not (_IN_CODE.match(source_text) or markup.parse_source(source_text).problem)
    flags = tuple(flag for flag in message.flags if flag in _FORMATS)
    kind = "template" if "python-format" in flags else "text"
    formats = ("markdown",) if markdown else (kind,)
    source = Source(message.key, message.plural_id, formats, ("paragraph",), (), flags=flags)  # type: ignore[arg-type]
    return Pair(source, message, material.locale)


def lock(pair: Pair) -> list[Problem]:
    """What the structure lock refuses of a pair."""
    if "markdown" not in pair.source.formats:
        return []
    expected = markup.parse_source(pair.source.key.id)
    locked = markup.compare(expected, markup.parse(pair.message.strings[0]))
    return [Problem(name, Severity.ERROR, text) for name, text in locked]


class Counts(NamedTuple):
    """How many strings of each kind there are, and how many findings."""

    strings: int = 0
    copies: int = 0
    """Several words that are the source, letter for letter."""
    copies_said: int = 0
    """Copies of which anything is said."""
    refused: int = 0
    """Translations that the structure lock refuses."""
    errors: int = 0
    """Other translations with an error."""
    others: int = 0
    """Other translations with a warning or a note."""
    findings: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*map(sum, zip(self, other, strict=True)))


class Verdicts(NamedTuple):
    """What was said of the untouched strings of a language."""

    counts: Counts
    by_check: Counter[str]
    examples: list[tuple[Message, Problem]]


def untouched(material: Material) -> Verdicts:
    """What the checks say of the translations as they are."""
    counts, by_check, examples = Counts(), Counter[str](), []
    pairs = [_pair(material, message) for message in material.messages]
    together = dict(checks.Adviser(pairs).some((0, len(pairs))))
    for number, pair in enumerate(pairs):
        locked = lock(pair)
        problems = [*checks.gate(pair), *locked, *together.get(number, ())]
        copy = is_copy(pair) and is_prose(pair.source.key.id)
        wrong = any(problem.severity is Severity.ERROR for problem in problems)
        kinds = (copy, copy and problems, locked, wrong and not locked, problems and not wrong and not copy)
        counts = counts.plus(Counts(1, *map(bool, kinds), len(problems)))
        for problem in problems:
            by_check[f"{problem.severity} {problem.check}"] += 1
            examples.append((pair.message, problem))
    return Verdicts(counts, by_check, examples)


class Judge:
    """Judges a message as `i18n check` would if it stood in this catalog."""

    def __init__(self, material: Material, glossary: checks.Glossary | None = None) -> None:
        self._material = material
        self._adviser = checks.Adviser([_pair(material, one) for one in material.messages], glossary)

    def said(self, message: Message) -> list[Problem]:
        pair = _pair(self._material, message)
        return [*checks.gate(pair), *lock(pair), *self._adviser.said(pair)]


def make(material: Material, judge: Judge, each: int, foreign: Mapping[MessageKey, str], seed: int) -> Iterator[Made]:
    """Up to `each` faults of every class, each in another translation that nothing was said of."""
    translations = (one for one in material.messages if one.plural_id is None and one.strings[0] != one.key.id)
    clean = [one for one in translations if not judge.said(one)]
    for fault in FAULTS:
        chance = random.Random(f"{seed} {material.locale.tag} {fault.name}")
        order = chance.sample(range(len(clean)), len(clean))
        made = 0
        for number in order:
            if made == each:
                break
            message = clean[number]
            if fault.format and fault.format not in message.flags:
                continue
            other = clean[chance.randrange(len(clean))]
            given = Given(
                message.key.id, message.strings[0], material.locale.tag, other.strings[0],
                foreign.get(message.key, ""), chance,
            )  # fmt: skip
            faulty = faults.spoil(fault, given)
            if faulty is not None and not judge.said(_message(message, faulty.source, faulty.good)):
                made += 1
                yield Made(fault, material.locale.tag, message, faulty)


def _message(message: Message, source: str, string: str) -> Message:
    return message._replace(key=message.key._replace(id=source), strings=(string,))


# Rivals


def _catalog(texts: Sequence[tuple[str, str, tuple[str, ...]]], tag: str) -> polib.POFile:
    catalog = polib.POFile(wrapwidth=0)
    catalog.metadata = {
        "Language": tag.replace("-", "_"), "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Project-Id-Version": "x", "PO-Revision-Date": "2026-01-01 00:00+0000",
        "Last-Translator": "x", "Language-Team": "x",
    }  # fmt: skip
    for number, (source, string, flags) in enumerate(texts):
        catalog.append(polib.POEntry(msgctxt=f"n{number}", msgid=source, msgstr=string, flags=list(flags)))
    return catalog


def _pofilter(program: str) -> Rival:
    def ask(texts: Sequence[tuple[str, str, tuple[str, ...]]], tag: str) -> set[int]:
        with tempfile.TemporaryDirectory() as name:
            there, back = Path(name, "in.po"), Path(name, "out.po")
            _catalog(texts, tag).save(str(there))
            command = [program, "--progress=none", f"--language={tag.replace('-', '_')}", str(there), str(back)]
            subprocess.run(command, check=False, capture_output=True)
            text = back.read_text(encoding="utf-8", errors="surrogateescape") if back.exists() else ""
        return {int(number) for number in re.findall(r'^msgctxt "n(\d+)"', text, re.MULTILINE)}

    return ask


def _msgfmt(texts: Sequence[tuple[str, str, tuple[str, ...]]], tag: str) -> set[int]:
    with tempfile.TemporaryDirectory() as name:
        there = Path(name, "in.po")
        _catalog(texts, tag).save(str(there))
        lines = there.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
        result = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(there)], check=False, capture_output=True)
    wrong = set()
    for line in map(int, re.findall(rb"in\.po:(\d+):", result.stderr)):
        numbers = (re.match(r'msgctxt "n(\d+)"', text) for text in reversed(lines[:line]))
        wrong |= {int(next(match for match in numbers if match)[1])} if line > 12 else set()
    return wrong


def _asked(command: str, *, markdown: bool) -> Rival:
    """A program that reads `{"tag", "markdown", "texts"}` as JSON and writes `{"hits"}`, indexes into the texts."""

    def ask(texts: Sequence[tuple[str, str, tuple[str, ...]]], tag: str) -> set[int]:
        told = json.dumps({"tag": tag, "markdown": markdown, "texts": texts})
        done = subprocess.run(shlex.split(command), input=told, check=True, capture_output=True, encoding="utf-8")
        return set(json.loads(done.stdout)["hits"])

    return ask


def _rivals(options: argparse.Namespace) -> dict[str, Rival]:
    found: dict[str, Rival] = {}
    if options.msgfmt:
        found["msgfmt -c"] = _msgfmt
    if options.pofilter:
        found["pofilter"] = _pofilter(options.pofilter)
    for named in options.ask:
        name, _, command = named.partition("=")
        found[name] = _asked(command, markdown=options.corpora is not None)
    return found


# The table


def _share(hits: int, total: int) -> str:
    return f"{100 * hits / total:5.0f}" if total else "    -"


def _table(
    rows: Mapping[tuple[str, str], Mapping[str, list[bool]]], tags: Sequence[str], others: Sequence[str]
) -> None:
    """Prints found in percent: a row for each class and one for each family, a column for each language and tool."""
    columns = [*tags, "all", *others]
    print(f"{'':<46}{'n':>5}" + "".join(f"{name[:9]:>10}" for name in columns))
    for family in dict.fromkeys(family for family, _ in rows):
        names = [name for one, name in rows if one == family]
        total: dict[str, list[bool]] = defaultdict(list)
        for name in names:
            row = rows[family, name]
            for column, hits in row.items():
                total[column] += hits
            _line(f"  {name}", row, columns)
        _line(family.upper(), total, columns)


def _line(name: str, row: Mapping[str, list[bool]], columns: Sequence[str]) -> None:
    cells = "".join(f"{_share(sum(row.get(one, [])), len(row.get(one, []))):>10}" for one in columns)
    print(f"{name:<46}{len(row.get('all', [])):>5}{cells}")


def main(arguments: Sequence[str]) -> int:
    """Prints the two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--django", type=Path)
    parser.add_argument("--locales", default="")
    parser.add_argument("--each", type=int, default=30, help="faults of each class in each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pofilter", metavar="PROGRAM", help="asks it too")
    parser.add_argument("--msgfmt", action="store_true", help="asks msgfmt -c too")
    parser.add_argument("--ask", action="append", default=[], metavar="NAME=COMMAND", help="asks another program too")
    parser.add_argument("--examples", type=int, default=0, help="findings about untouched strings to print, per check")
    parser.add_argument("--missed", default="", help="prints the faults of these classes that nothing was said of")
    options = parser.parse_args(arguments)
    tags = [tag for tag in options.locales.split(",") if tag]
    read = list(corpora(options.corpora, tags) if options.corpora else django(options.django, tags))
    rivals = _rivals(options)
    print(machine())
    _false_alarms(read, rivals, options.examples)
    rows: dict[tuple[str, str], dict[str, list[bool]]] = {}
    glossary = checks.read_glossary(faults.GLOSSARY, "glossary.csv")
    for material in read:
        tag = material.locale.tag
        rest = next((one for one in read if one is not material), material)
        foreign = {} if rest is material else {one.key: one.strings[0] for one in rest.messages}
        plain, terms = Judge(material), Judge(material, glossary)
        made = list(make(material, plain, options.each, foreign, options.seed))
        for one in made:
            judge = terms if one.fault.family == "terminology" else plain
            hit = judge.said(_message(one.message, one.faulty.source, one.faulty.string))
            row = rows.setdefault((one.fault.family, one.fault.name), {})
            row.setdefault(tag, []).append(bool(hit))
            row.setdefault("all", []).append(bool(hit))
            if not hit and options.missed and re.search(options.missed, f"{one.fault.family}: {one.fault.name}"):
                print(f"{tag} {one.fault.name}\n    {one.faulty.source!r}\n    {one.faulty.string!r}")
        for name, ask in rivals.items():
            _ask(name, ask, made, tag, rows)
    order = {(one.family, one.name): rows[one.family, one.name] for one in FAULTS if (one.family, one.name) in rows}
    _table(order, [one.locale.tag for one in read] if len(read) < 10 else [], list(rivals))
    return 0


def _ask(
    name: str, ask: Rival, made: Sequence[Made], tag: str, rows: dict[tuple[str, str], dict[str, list[bool]]]
) -> None:
    good = [(one.faulty.source, one.faulty.good, one.message.flags) for one in made]
    bad = [(one.faulty.source, one.faulty.string, one.message.flags) for one in made]
    before, after = ask(good, tag), ask(bad, tag)
    for number, one in enumerate(made):
        hits = rows[one.fault.family, one.fault.name].setdefault(name, [])
        hits.append(number in after and number not in before)


def _false_alarms(read: Sequence[Material], rivals: Mapping[str, Rival], examples: int) -> None:
    columns = ("strings", "copies", "said", "refused", "errors", "other", "errors", "any", "said", "us/string")
    print(f"{'':<12}{'':>8}{'of all':>18}{'of translations':>27}{'of all':>27}")
    print(f"{'untouched':<12}{columns[0]:>8}" + "".join(f"{one:>9}" for one in columns[1:]), *rivals, sep="  ")
    total, by_check = Counts(), Counter[str]()
    shown: Counter[tuple[str, str]] = Counter()
    for material in read:
        start = time.process_time()
        verdicts = untouched(material)
        spent = time.process_time() - start
        total = total.plus(verdicts.counts)
        by_check += verdicts.by_check
        texts = [(one.key.id, one.strings[0], one.flags) for one in material.messages if one.plural_id is None]
        cells = [f"{1000 * len(ask(texts, material.locale.tag)) / len(texts):.1f}" for ask in rivals.values()]
        each = 1e6 * spent / verdicts.counts.strings
        print(f"{material.locale.tag:<12}{_rates(verdicts.counts)}{each:>9.0f}", *cells, sep="  ")
        for message, problem in verdicts.examples:
            shown[material.locale.tag, problem.check] += 1
            if shown[material.locale.tag, problem.check] <= examples:
                print(f"    {problem.severity} {problem.check}: {problem.message}")
                print(f"      {message.key.id!r}\n      {message.strings[0]!r}")
    print(f"{'all':<12}{_rates(total)}")
    for name, count in by_check.most_common():
        print(f"    {1000 * count / total.strings:6.2f}  {name}")


def _rates(counts: Counts) -> str:
    strings, translations = counts.strings, counts.strings - counts.copies
    errors = counts.refused + counts.errors
    rates = (
        *(one / strings for one in (counts.copies, counts.copies_said)),
        *(one / translations for one in (counts.refused, counts.errors, counts.others)),
        *(one / strings for one in (errors, errors + counts.others + counts.copies_said, counts.findings)),
    )
    return f"{strings:>8}" + "".join(f"{1000 * rate:>9.1f}" for rate in rates)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
