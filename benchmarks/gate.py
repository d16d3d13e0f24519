"""What the gate costs a string: processor time for judging every message of a locale, and for each part of it.

python benchmarks/gate.py [--corpora DIR] [--messages 4000]

(1) The human translations of comprehensive-rust in nine languages, where `DIR` is given; (2) the made-up site of
`checking.py`, in which every string holds a link and strong words, so that each is parsed. The gate is `judge` without
its look into the ledger, which stands apart. *full* is the share of strings that a quick look does not find harmless,
so that every check is asked; *parsed* is the share that goes through the Markdown parser.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import checking
import recall
from measure import machine

from i18n import checks, judge, languages, ledger, markup
from i18n.config import Policy
from i18n.judge import Judged
from i18n.ledger import Ledger
from i18n.model import Catalog, Format, Locale, Message, MessageKey, Reference, Source, Template

_ENGLISH = languages.locale("en")
_POLICY = Policy(unrecorded="show", machine="show", translated="show")
_RUNS = 5
_HEADER = Message(MessageKey(None, ""))


class Material(NamedTuple):
    """A locale's strings, ready to be judged."""

    name: str
    judged: Judged
    catalog: Catalog
    locale: Locale


class Split(NamedTuple):
    """Which strings go which way through the gate."""

    quick: Sequence[str]
    """Strings of ordinary messages: `harmless` is asked about each."""
    full: Sequence[checks.Pair]
    """All checks are asked."""
    parsed: Sequence[str]
    """Read as Markdown, and compared with the source's structure."""


def _material(name: str, locale: Locale, sources: Sequence[Source], messages: Sequence[Message]) -> Material:
    template = Template("site", {source.key: source for source in sources})
    found = {message.key: message for message in messages}
    return Material(name, judge.judge_source(template, _ENGLISH), _catalog(locale, found), locale)


def _catalog(locale: Locale, messages: dict[MessageKey, Message]) -> Catalog:
    return Catalog("site", locale.tag, f"locales/{locale.folder}/site.po", _HEADER, messages)


def corpora(folder: Path) -> Iterator[Material]:
    """The nine catalogs; a source that is more than one paragraph is text, as `recall.py` has it."""
    for read in recall.corpora(folder, []):
        sources = [_source(one) for one in read.messages]
        yield _material(read.locale.tag, read.locale, sources, read.messages)


def _source(one: Message) -> Source:
    kind: Format = "text" if markup.parse_source(one.key.id).problem else "markdown"
    return Source(one.key, one.plural_id, (kind,), ("paragraph",), (Reference("a.md"),))


def made_up(tag: str, count: int) -> Material:
    """One language of the site that `checking.py` makes."""
    locale = languages.locale(tag)
    texts = [checking.sentence(number) for number in range(count)]
    sources = [
        Source(MessageKey(None, text), None, ("markdown",), ("paragraph",), (Reference("a.md"),)) for text in texts
    ]
    messages = [Message(MessageKey(None, text), None, (checking.string(text, tag),)) for text in texts]
    return _material(f"made-up {tag}", locale, sources, messages)


def split(material: Material) -> Split:
    """Who goes which way, as `judge` decides it."""
    quick, full, parsed = [], [], []
    contents = material.judged.edition.verdicts
    for key, source in material.judged.template.sources.items():
        message = material.catalog.messages[key]
        string, content = message.strings[0], contents[key].content
        ordinary = key in material.judged.harmless and len(message.strings) == 1
        if ordinary:
            quick.append(string)
        if not ordinary or not checks.harmless(string):
            full.append(checks.Pair(source, message, material.locale))
        elif content is None or not ("`" in string or content.structure):
            continue
        if content is not None:
            parsed.append(string)
    return Split(quick, full, parsed)


def _best(function: Callable[[], object]) -> float:
    """Seconds of processor time, the least of several runs."""
    spent = []
    for _ in range(_RUNS):
        start = time.process_time()
        function()
        spent.append(time.process_time() - start)
    return min(spent)


def measure(material: Material) -> tuple[float, ...]:
    """Microseconds a string: gate, ledger, quick look, checks, parser; shares of full and parsed in percent."""
    count = len(material.catalog.messages)
    ways = split(material)
    messages = tuple(material.catalog.messages.values())
    empty = Ledger({})
    roles, hashes = _POLICY.critical_roles, material.judged.hashes

    def whole() -> object:
        return judge.judge(material.judged, [material.catalog], material.locale, empty, _POLICY)

    def look_up() -> object:
        return [
            empty.state(hashes[one.key], ledger.target_hash(one.strings), roles=roles, typos=True) for one in messages
        ]

    every, recorded = _best(whole), _best(look_up)
    times = (
        every - recorded,
        recorded,
        _best(lambda: [checks.harmless(string) for string in ways.quick]),
        _best(lambda: [checks.gate(pair) for pair in ways.full]),
        _best(lambda: [markup.parse(string) for string in ways.parsed]),
    )
    return (*(1e6 * one / count for one in times), 100 * len(ways.full) / count, 100 * len(ways.parsed) / count)


def main(arguments: Sequence[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--messages", type=int, default=4000, help="of the made-up site")
    options = parser.parse_args(arguments)
    print(machine())
    print(f"{'us/string':<14}{'strings':>8}{'gate':>8}{'ledger':>8}  {'quick':>8}{'checks':>8}{'parser':>8}"
          f"{'full %':>8}{'parsed %':>9}")  # fmt: skip
    gc.disable()
    total: list[tuple[int, tuple[float, ...]]] = []
    for material in corpora(options.corpora) if options.corpora else ():
        total.append((len(material.catalog.messages), measure(material)))
        _print(material.name, *total[-1])
    if total:
        strings = sum(count for count, _ in total)
        mean = tuple(
            sum(count * column for (count, _), column in zip(total, columns, strict=True)) / strings
            for columns in zip(*(row for _, row in total), strict=True)
        )
        _print("all nine", strings, mean)
    material = made_up("es", options.messages)
    _print(material.name, len(material.catalog.messages), measure(material))
    return 0


def _print(name: str, strings: int, row: Sequence[float]) -> None:
    gate, recorded, quick, asked, parsed, full, share = row
    print(f"{name:<14}{strings:>8}{gate:>8.2f}{recorded:>8.2f}  {quick:>8.2f}{asked:>8.2f}{parsed:>8.2f}"
          f"{full:>8.1f}{share:>9.1f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
