"""How good suggestions are after edits of real text, beside msgmerge, pot2po and pybabel update, in one run.

    python benchmarks/suggestions.py --corpora DIR [--pot2po FILE] [--pybabel FILE] [--messages 500] [--locales es,ja]

Material: the catalogs of *Comprehensive Rust* in DIR/comprehensive-rust.tar.xz. Two kinds of edits:

    made        a fourth of the messages is edited in one of seven ways, and its true translation is made from real
                ones in the same way: a word changed, inserted or deleted (the string changes at the same part of its
                length), a sentence added or deleted, a paragraph split or joined. An eighth way, a move, is for control
    reworded    a fifth of the live messages is taken out of the catalog, and its obsolete entries are put in as if they
                had been live until now: what was really reworded finds its old form, and all else is a temptation

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import polib
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import machine
from i18n import po
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

Pair = tuple[str, str]
"""A source and its translation."""


class Task(NamedTuple):
    """One catalog, one new template, and what would be right."""

    old: list[Pair]
    """In file order."""
    new: list[str]
    wanted: dict[str, tuple[str, str]]
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
    return Task(old, list(dict.fromkeys(text for text in new if text)), wanted)


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
    return Task(old, [one for one, _ in chosen], {one: ("reworded", other) for one, other in chosen if one in hidden})


def catalog_of(pairs: Iterable[Pair], locale: str) -> Catalog:
    key = MessageKey(None, "")
    messages = {
        MessageKey(None, one): Message(MessageKey(None, one), None, (other,), (), f"#: {PLACE.format(number // 20)}\n")
        for number, (one, other) in enumerate(pairs)
    }
    return Catalog("site", locale or None, "site.po", Message(key, strings=(HEADER.format(locale),)), messages)


def template_of(texts: Iterable[str]) -> Template:
    found = {}
    for number, text in enumerate(texts):
        key = MessageKey(None, text)
        found[key] = Source(key, None, ("markdown",), (), (Reference(PLACE.format(number // 20)),))
    return Template("site", found)


def ours(task: Task, locale: str, folder: Path) -> dict[str, str]:
    catalog = po.read((folder / "old.po").read_bytes(), "site.po")
    merged = merge(template_of(task.new), catalog)
    return {key.id: message.strings[0] for key, message in merged.catalog.messages.items()}


def tool(command: Callable[[str, Path], Sequence[str | Path]]) -> Callable[[Task, str, Path], dict[str, str]]:
    def run(task: Task, locale: str, folder: Path) -> dict[str, str]:
        shutil.copy(folder / "old.po", folder / "new.po")
        done = subprocess.run(command(locale, folder), capture_output=True, text=True, cwd=folder)
        if done.returncode:
            raise SystemExit(f"{done.args}: {done.stderr}")
        found = polib.pofile(str(folder / "new.po"))
        return {entry.msgid: entry.msgstr for entry in found if not entry.obsolete}

    return run


def contestants(pot2po: str | None, pybabel: str | None) -> dict[str, Callable[[Task, str, Path], dict[str, str]]]:
    found: dict[str, Callable[[Task, str, Path], dict[str, str]]] = {"ours": ours}
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


def scored(task: Task, found: Mapping[str, str]) -> dict[str, Score]:
    scores: dict[str, Score] = defaultdict(lambda: Score(0, []))
    for text, (kind, string) in task.wanted.items():
        savings = scores[kind].savings
        if found.get(text):
            savings.append(1 - Levenshtein.distance(found[text], string) / len(string))
        scores[kind] = Score(scores[kind].edited + 1, savings)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--pot2po", default=shutil.which("pot2po"))
    parser.add_argument("--pybabel", default=shutil.which("pybabel"))
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--locales", default="es,ja,zh-CN,uk,fa")
    options = parser.parse_args()
    tools = contestants(options.pot2po, options.pybabel)
    print(machine())
    print(f"{options.messages} messages a catalog, {options.locales}")
    for missing in {"msgmerge", "pot2po", "pybabel"} - tools.keys():
        print(f"{missing} is not installed and left out")
    total: dict[tuple[str, str], Score] = defaultdict(lambda: Score(0, []))
    spent: dict[str, float] = defaultdict(float)
    for locale in options.locales.split(","):
        live, obsolete = read(options.corpora, locale)
        for task in (made(live, locale, options.messages), history(live, obsolete, locale, options.messages)):
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "old.po").write_bytes(po.write(catalog_of(task.old, locale)))
                pot = catalog_of([(text, "") for text in task.new], "")
                (Path(folder) / "new.pot").write_bytes(po.write(replace(pot, path="new.pot")))
                for name, run in tools.items():
                    start = time.perf_counter()
                    found = run(task, locale, Path(folder))
                    spent[name] += time.perf_counter() - start
                    for kind, score in scored(task, found).items():
                        for row in (kind, *(["made, all but moved"] if kind not in ("moved", "reworded") else [])):
                            known = total[name, row]
                            total[name, row] = Score(known.edited + score.edited, known.savings + score.savings)
    print(f"\n{'':30}{'coverage':>8}{'saving':>8}{'worth':>8}{'harmful':>10}{'<0.1':>8}")
    for kind in dict.fromkeys(kind for _, kind in total):
        for name in tools:
            score = total[name, kind]
            print(f"{kind if name == 'ours' else '':20}{name:10}{score.row()}{score.edited:6}")
    print("\nseconds: " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items()))


if __name__ == "__main__":
    main()
