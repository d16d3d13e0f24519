"""How good suggestions are after edits of real text, beside msgmerge, pot2po and pybabel update, in one run.

    python benchmarks/suggestions.py --corpora DIR [--pot2po FILE] [--pybabel FILE] [--messages 500] [--locales es,ja]
    python benchmarks/suggestions.py --histories DIR [--locales all] [--only ours,msgmerge]

The first takes the catalogs of *Comprehensive Rust* in DIR/comprehensive-rust.tar.xz. Two kinds of edits:

    made        a fourth of the messages is edited in one of seven ways, and its true translation is made from real
                ones in the same way: a word changed, inserted or deleted (the string changes at the same part of its
                length), a sentence added or deleted, a paragraph split or joined. An eighth way, a move, is for control
    reworded    a fifth of the live messages is taken out of the catalog, and its obsolete entries are put in as if they
                had been live until now: what was really reworded finds its old form, and all else is a temptation

The second takes what other projects released: DIR/PROJECT/LOCALE/ANY/OLD.po and NEW.po, one file in two versions. The
old file is merged with the messages of the new one; the messages that the old one lacks, and that a human has
translated in the new one, are the edited ones, new messages among them.

For each contestant: coverage, the share of edited messages that got a string; saving, the mean of
1 - edit distance / length of the true string over those that got one; worth, the same over all edited messages, 0
where there is none; harmful, the share of strings that are more work than typing (below 0) and that save less than a
tenth. The tool that is missing is left out, with a line that says so.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import polib
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import machine
from i18n import po
from i18n.errors import CatalogError
from i18n.merge import merge
from i18n.model import Catalog, Message, MessageKey, Reference, Source, Template

HEADER = (
    "Language: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)
PLACE = "src/page-{:03}.md"
SPACELESS = ("ja", "zh-CN", "zh-TW")
ENDS = {"ja": r"(?<=[。！？])", "zh-CN": r"(?<=[。！？])", "zh-TW": r"(?<=[。！？])", "fa": r"(?<=[.!؟])\s+"}
"""Where a sentence ends; cut here on purpose more simply than the program does."""

MADE = (
    *("word changed", "word inserted", "word deleted", "sentence added", "sentence deleted"),
    *("split", "joined"),
)
Pair = tuple[str, str]
"""A source and its translation."""


class Task(NamedTuple):
    """One catalog, one new template, and what would be right."""

    old: bytes
    """The catalog's file."""
    template: Template
    wanted: dict[MessageKey, tuple[str, str]]
    """The edited messages: how each was edited, and its true translation."""


def read(corpora: Path, locale: str) -> tuple[list[Pair], list[Pair]]:
    """Live and obsolete translated paragraphs, in file order."""
    with tarfile.open(corpora / "comprehensive-rust.tar.xz") as archive:
        member = next(one for one in archive if one.name.endswith(f"po/{locale}.po"))
        file = archive.extractfile(member)
        assert file is not None
        catalog = po.read(file.read(), member.name)

    def pairs(messages: Iterable[Message]) -> list[Pair]:
        found = ((one.key.id, one.strings[0]) for one in messages if one.plural_id is None and one.key.context is None)
        return [pair for pair in found if all(pair) and "\n" not in pair[0] + pair[1] and 20 < len(pair[0]) < 1500]

    return (
        pairs(one for one in catalog.messages.values() if one.translated),
        pairs(one for one in catalog.obsolete.values() if one.translated),
    )


def sentences(text: str, locale: str) -> list[str]:
    return [part for part in re.split(ENDS.get(locale, r"(?<=[.!?])\s+"), text) if part]


def side_by_side(pair: Pair, locale: str) -> list[Pair]:
    """The sentences of a pair, where both sides have as many and more than one."""
    one, other = sentences(pair[0], "en"), sentences(pair[1], locale)
    return list(zip(one, other, strict=True)) if len(one) == len(other) > 1 else []


def made(live: Sequence[Pair], locale: str, count: int) -> Task:
    """Edits of eight kinds on every fourth message."""
    chance = random.Random(f"{locale} {count}")
    start = chance.randrange(max(1, len(live) - count))
    old = list(live[start : start + count])
    rest = [pair for pair in live if pair not in old]
    space = "" if locale in SPACELESS else " "
    new: list[str] = []
    wanted: dict[str, tuple[str, str]] = {}
    moved: list[str] = []
    number = 0
    while number < len(old):
        pair = old[number]
        number += 1
        if chance.random() >= 0.25:
            new.append(pair[0])
            continue
        parts = side_by_side(pair, locale)
        kinds = ["sentence added", "moved"]
        kinds += ["word changed", "word inserted", "word deleted"] * (pair[0].count(" ") >= 3)
        kinds += ["sentence deleted", "split"] * (2 if parts else 0) + ["joined"] * (number < len(old))
        kind = chance.choice(kinds)
        if kind == "moved":
            moved.append(pair[0])
            continue
        if kind == "split":
            cut = chance.randrange(1, len(parts))
            edited = [joined(parts[:cut], space), joined(parts[cut:], space)]
        elif kind == "joined":
            edited = [joined([pair, old[number]], space)]
            number += 1
        elif kind == "sentence deleted":
            gone = chance.randrange(len(parts))
            edited = [joined([part for place, part in enumerate(parts) if place != gone], space)]
        elif kind == "sentence added":
            edited = [joined([pair, chance.choice(rest)], space)]
        else:
            edited = [reworded(pair, kind.split()[1], chance.choice(rest), chance, space)]
        for source, string in edited:
            new.append(source)
            wanted[source] = (kind, string)
    for text in moved:
        new.insert(chance.randrange(len(new) + 1), text)
        wanted[text] = ("moved", dict(old)[text])
    known = dict(old)
    wanted = {text: one for text, one in wanted.items() if one[1] and (one[0] == "moved" or text not in known)}
    return task_of(old, [text for text in new if text], wanted, locale)


def joined(parts: Sequence[Pair], space: str) -> Pair:
    return " ".join(one for one, _ in parts), space.join(other for _, other in parts)


def reworded(pair: Pair, how: str, other: Pair, chance: random.Random, space: str) -> Pair:
    """One word changed, inserted or deleted on both sides, at the same part of the length."""
    place = chance.random()

    def edit(text: str, donor: str, spaced: bool) -> str:
        words = text.split() if spaced else [text[at : at + 2] for at in range(0, len(text), 2)]
        donors = donor.split() if spaced else [donor[at : at + 2] for at in range(0, len(donor), 2)]
        at = int(place * len(words))
        into = [] if how == "deleted" else [donors[int(place * len(donors))]]
        words[at : at + (how != "inserted")] = into
        return (" " if spaced else "").join(words)

    return edit(pair[0], other[0], True), edit(pair[1], other[1], bool(space))


def history(live: Sequence[Pair], obsolete: Sequence[Pair], locale: str, count: int) -> Task:
    """A fifth of the live messages unknown, the obsolete ones known."""
    chance = random.Random(f"{locale} {count} history")
    start = chance.randrange(max(1, len(live) - 2 * count))
    chosen = list(live[start : start + 2 * count])
    hidden = {pair[0] for pair in chosen if chance.random() < 0.2}
    old = [pair for pair in chosen if pair[0] not in hidden] + list(obsolete)
    wanted = {one: ("reworded", other) for one, other in chosen if one in hidden}
    return task_of(old, [one for one, _ in chosen], wanted, locale)


def task_of(old: Sequence[Pair], new: Sequence[str], wanted: Mapping[str, tuple[str, str]], locale: str) -> Task:
    keys = {MessageKey(None, text): one for text, one in wanted.items()}
    return Task(po.write(catalog_of(old, locale)), template_of(new), keys)


def released(folder: Path, locales: Sequence[str]) -> Iterator[tuple[str, Task]]:
    """The locale and the task of each file that a project released twice; what cannot be read is left out."""
    for path in sorted(folder.glob("*/*/**/OLD.po")):
        project, locale = path.relative_to(folder).parts[:2]
        if locales != ["all"] and locale not in locales:
            continue
        try:
            old, new = (po.read((path.parent / name).read_bytes(), name) for name in ("OLD.po", "NEW.po"))
        except CatalogError as error:
            print(f"{path.parent} is left out: {str(error).splitlines()[0]}")
            continue
        known = old.messages.keys() | old.obsolete.keys()
        edited = (one for key, one in new.messages.items() if key not in known and one.translated)
        wanted = {one.key: (project, "\n".join(one.strings)) for one in edited}
        if wanted:
            yield locale, Task(path.read_bytes(), Template("site", dict(map(source_of, new.messages.values()))), wanted)


def source_of(message: Message) -> tuple[MessageKey, Source]:
    """What another project's template says of a message."""
    places = (place.rpartition(":") for place in po.references(message))
    references = tuple(Reference(name or line, "", 1) for name, _, line in places)
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    comments = po.extracted(message)
    return message.key, Source(message.key, message.plural_id, ("markdown",), (), references, comments, flags)


def catalog_of(pairs: Iterable[Pair], locale: str) -> Catalog:
    key = MessageKey(None, "")
    messages = {
        MessageKey(None, one): Message(MessageKey(None, one), None, (other,), (), f"#: {PLACE.format(number // 20)}\n")
        for number, (one, other) in enumerate(pairs)
    }
    return Catalog("site", locale or None, "site.po", Message(key, strings=(HEADER.format(locale),)), messages)


def template_of(texts: Iterable[str]) -> Template:
    found = {}
    for number, text in enumerate(dict.fromkeys(texts)):
        key = MessageKey(None, text)
        found[key] = Source(key, None, ("markdown",), (), (Reference(PLACE.format(number // 20)),))
    return Template("site", found)


Found = dict[MessageKey, str]
"""The strings that a tool wrote, those of a plural in lines."""


def ours(task: Task, locale: str, folder: Path) -> Found:
    merged = merge(task.template, po.read(task.old, "site.po"))
    return {key: "\n".join(message.strings) for key, message in merged.catalog.messages.items()}


def tool(command: Callable[[str, Path], Sequence[str | Path]]) -> Callable[[Task, str, Path], Found]:
    def run(task: Task, locale: str, folder: Path) -> Found:
        shutil.copy(folder / "old.po", folder / "new.po")
        done = subprocess.run(command(locale, folder), capture_output=True, text=True, cwd=folder)
        if done.returncode:
            raise SystemExit(f"{done.args}: {done.stderr}")
        live = (entry for entry in polib.pofile(str(folder / "new.po")) if not entry.obsolete)
        return {
            MessageKey(one.msgctxt, one.msgid): "\n".join(
                text for _, text in sorted(one.msgstr_plural.items(), key=lambda form: int(form[0]))
            )
            if one.msgid_plural
            else one.msgstr
            for one in live
        }

    return run


def contestants(pot2po: str | None, pybabel: str | None) -> dict[str, Callable[[Task, str, Path], Found]]:
    found: dict[str, Callable[[Task, str, Path], Found]] = {"ours": ours}
    if shutil.which("msgmerge"):
        found["msgmerge"] = tool(lambda _, __: ["msgmerge", "-q", "-U", "--backup=none", "new.po", "new.pot"])
    if pot2po:
        found["pot2po"] = tool(lambda _, __: [pot2po, "--progress=none", "-t", "old.po", "new.pot", "new.po"])
    if pybabel:
        found["pybabel"] = tool(
            lambda locale, _: [pybabel, "-q", "update", "-l", locale.replace("-", "_"), "-i", "new.pot", "-o", "new.po"]
        )
    return found


class Score(NamedTuple):
    """What one contestant did with one kind of edit."""

    edited: int
    savings: list[float]

    def row(self) -> str:
        count = len(self.savings) or 1
        worth = sum(max(one, -1.0) for one in self.savings)
        return (
            f"{len(self.savings) / self.edited:8.0%}{worth / count:8.2f}{worth / self.edited:8.2f}"
            f"{sum(one < 0 for one in self.savings) / count:10.1%}{sum(one < 0.1 for one in self.savings) / count:8.1%}"
        )


def scored(task: Task, found: Mapping[MessageKey, str]) -> dict[str, Score]:
    scores: dict[str, Score] = defaultdict(lambda: Score(0, []))
    for key, (kind, string) in task.wanted.items():
        savings = scores[kind].savings
        if found.get(key, "").strip():
            savings.append(1 - Levenshtein.distance(found[key], string) / len(string))
        scores[kind] = Score(scores[kind].edited + 1, savings)
    return scores


def simulated(corpora: Path, locales: Sequence[str], count: int) -> Iterator[tuple[str, Task]]:
    for locale in locales:
        live, obsolete = read(corpora, locale)
        yield locale, made(live, locale, count)
        yield locale, history(live, obsolete, locale, count)


def pot_of(template: Template, locale: str) -> bytes:
    """The template catalog for the other tools."""
    key = MessageKey(None, "")
    messages = {
        one: Message(one, source.plural_id, ("",) * (2 if source.plural_id else 1), source.flags, po.comments(source))
        for one, source in template.sources.items()
    }
    return po.write(Catalog("site", None, "new.pot", Message(key, strings=(HEADER.format(""),)), messages))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--histories", type=Path)
    parser.add_argument("--pot2po", default=shutil.which("pot2po"))
    parser.add_argument("--pybabel", default=shutil.which("pybabel"))
    parser.add_argument("--only", help="names of contestants")
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--locales", default="es,ja,zh-CN,uk,fa")
    options = parser.parse_args()
    tools = contestants(options.pot2po, options.pybabel)
    if options.only:
        tools = {name: tools[name] for name in options.only.split(",")}
    locales = options.locales.split(",")
    print(machine())
    print(f"{options.messages} messages a catalog, {options.locales}" if options.corpora else options.locales)
    for missing in {"msgmerge", "pot2po", "pybabel"} - tools.keys():
        print(f"{missing} is left out")
    tasks = simulated(options.corpora, locales, options.messages) if options.corpora else iter(())
    if options.histories:
        tasks = chain(tasks, released(options.histories, locales))
    total: dict[tuple[str, str], Score] = defaultdict(lambda: Score(0, []))
    spent: dict[str, float] = defaultdict(float)
    for locale, task in tasks:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "old.po").write_bytes(task.old)
            (Path(folder) / "new.pot").write_bytes(pot_of(task.template, locale))
            for name, run in tools.items():
                start = time.perf_counter()
                found = run(task, locale, Path(folder))
                spent[name] += time.perf_counter() - start
                for kind, score in scored(task, found).items():
                    for row in (kind, *(["made, all but moved"] if kind in MADE else [])):
                        known = total[name, row]
                        total[name, row] = Score(known.edited + score.edited, known.savings + score.savings)
    print(f"\n{'':30}{'coverage':>8}{'saving':>8}{'worth':>8}{'harmful':>10}{'<0.1':>8}")
    for kind in dict.fromkeys(kind for _, kind in total):
        for name in tools:
            score = total[name, kind]
            print(f"{kind if name == next(iter(tools)) else '':20}{name:10}{score.row()}{score.edited:6}")
    print("\nseconds: " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items()))


if __name__ == "__main__":
    main()
