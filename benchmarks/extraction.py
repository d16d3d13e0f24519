"""Extraction and update of all catalogs while nothing has changed, by us and by three others in turn.

    python benchmarks/extraction.py --bench DIR --corpora DIR [--size S] [--rounds 5] [--tools DIR] [--curve]

--bench is the folder with corpus.py, which makes the same site in the form that each needs; --corpora holds the real
text it is made of. --tools holds `md2po`, `sphinx-build` and `sphinx-intl`, if not this environment; `msgmerge` and
`po4a-updatepo` are the system's. What is timed is what a user types on a later day: `i18n update`; `md2po`, and
`msgmerge -N` for each locale; the `gettext` builder, which keeps nothing, and `sphinx-intl update`; `po4a-updatepo` on
the catalogs that it wrote itself. Each contestant's messages are counted in its catalogs before anything is timed.
--curve reads single pages of 0.1, 1 and 10 MB instead, and prints the seconds for each.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import material
import polib
from measure import Run, machine, run

from i18n.model import Document
from i18n.sources import html, markdown
from i18n.sources.page import Rules

LEAST = 0.8
"""Share of our messages that a contestant has to find: each cuts texts in a way of its own."""
WANTED = {"mdpo": 15, "Sphinx": 10, "po4a": 2}
"""How many times faster we want to be."""

Step = list[str | Path]

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Everybody's modules are compiled once, as those of an installed package are."""


@dataclass
class Contestant:
    """One line of the table: commands that make one job together."""

    name: str
    steps: list[Step]
    folder: Path
    catalogs: Path
    """Folder of one locale's catalogs."""
    before: Callable[[], None] = lambda: None
    runs: list[Run] = field(default_factory=list)

    def work(self) -> Run:
        """All steps as one run; ends the program where one fails."""
        self.before()
        done = [run(step, folder=self.folder, environment=ENVIRONMENT) for step in self.steps]
        for one, step in zip(done, self.steps, strict=True):
            if one.code:
                sys.exit(f"{self.name}: {step[0]} ended with {one.code}:\n{one.output[-2000:]}")
        return Run(sum(one.wall for one in done), sum(one.cpu for one in done), 0, "")

    @property
    def messages(self) -> int:
        """How many messages the catalogs of one locale have."""
        return sum(
            sum(1 for entry in polib.pofile(str(path)) if not entry.obsolete) for path in self.catalogs.rglob("*.po")
        )

    @property
    def wall(self) -> float:
        return statistics.median(one.wall for one in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(one.cpu for one in self.runs)


def main() -> int:
    """Exit code 0, or 1 where we are not as much faster as we want to be."""
    arguments = _arguments()
    print(machine())
    if arguments.curve:
        _curve()
        return 0
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        work = Path(name)
        described = _generate(arguments.bench, arguments.corpora, arguments.size, work)
        locales = [locale for locale in described["languages"] if locale != described["source"]]
        contestants = [
            _ours(work / "ours", work / "gettext", described["source"], locales),
            _mdpo(work / "mdpo", work / "gettext", locales, arguments.tools),
            _sphinx(work / "sphinx", locales, arguments.tools),
            _po4a(work / "po4a", work / "gettext", locales),
        ]
        _count(contestants)
        for _ in range(arguments.rounds):
            for one in contestants:
                one.runs.append(one.work())
        print(f"site {arguments.size}: {len(locales)} locales, {arguments.rounds} rounds")
        return _print(contestants)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, metavar="DIR")
    parser.add_argument("--corpora", type=Path, metavar="DIR")
    parser.add_argument("--tools", type=Path, metavar="DIR", default=Path(sys.executable).parent)
    parser.add_argument("--size", choices=["S", "M"], default="S")
    parser.add_argument("--rounds", type=int, metavar="N", default=5)
    parser.add_argument("--curve", action="store_true", help="single pages of 0.1, 1 and 10 MB")
    arguments = parser.parse_args()
    if not arguments.curve and not (arguments.bench and arguments.corpora):
        parser.error("--bench and --corpora are needed")
    if not arguments.curve:
        arguments.bench, arguments.corpora = arguments.bench.resolve(), arguments.corpora.resolve()
    return arguments


def _generate(bench: Path, corpora: Path, size: str, work: Path) -> dict:
    """The site in both forms, and what the generator says about it."""
    command: Step = [sys.executable, bench / "corpus.py", "make", "--mirror", corpora / "comprehensive-rust.tar.xz"]
    command += ["--forms", "gettext,sphinx", "--size", size, "--out", work]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    described: dict = json.loads((work / "gettext" / "site.json").read_text("utf-8"))
    (work / "gettext" / "site.json").unlink()
    return described


# The contestants


def _ours(folder: Path, site: Path, source: str, locales: list[str]) -> Contestant:
    shutil.copytree(site, folder)
    (folder / "i18n.toml").write_text(
        '[site]\ntitle = "Benchmark"\nbase-url = "https://example.org"\n'
        f'source = {json.dumps(source)}\nlocales = {json.dumps(locales)}\ndomain = "content"\n',
        "utf-8",
    )
    i18n = Path(sys.executable).with_name("i18n")
    catalogs = folder / "locales" / _folder(locales[0])

    def clean() -> None:
        shutil.rmtree(folder / ".i18n", ignore_errors=True)

    return Contestant("i18n update", [[i18n, "update", "-C", folder]], folder, catalogs, clean)


def _mdpo(folder: Path, site: Path, locales: list[str], tools: Path) -> Contestant:
    catalogs = _catalogs(folder, site, locales)
    template = folder / "messages.pot"
    pages = sorted((site / "content").rglob("*.md"))
    steps: list[Step] = [[tools / "md2po", "-q", "-s", "--po-filepath", template, *pages]]
    steps += [["msgmerge", "-q", "-N", "-U", "--backup=none", catalog, template] for catalog in catalogs]
    return Contestant(
        "mdpo: md2po, msgmerge -N", steps, folder, catalogs[0].parent, lambda: template.unlink(missing_ok=True)
    )


def _sphinx(folder: Path, locales: list[str], tools: Path) -> Contestant:
    made = [folder / "gettext", folder / "doctrees"]
    names = [word for locale in locales for word in ("-l", _folder(locale))]
    steps: list[Step] = [
        [tools / "sphinx-build", "-q", "-b", "gettext", "-j", "1", "-d", made[1], folder / "source", made[0]],
        [tools / "sphinx-intl", "update", "-p", made[0], "-d", folder / "locale", "-j", "2", *names],
    ]

    def clean() -> None:
        for path in made:
            shutil.rmtree(path, ignore_errors=True)

    catalogs = folder / "locale" / _folder(locales[0])
    return Contestant("Sphinx: gettext, sphinx-intl", steps, folder, catalogs, clean)


def _po4a(folder: Path, site: Path, locales: list[str]) -> Contestant:
    catalogs = [folder / locale / "content.po" for locale in locales]
    for catalog in catalogs:
        catalog.parent.mkdir(parents=True)
    command: Step = ["po4a-updatepo", "-f", "text", "-o", "markdown", "-o", "neverwrap", "-M", "UTF-8"]
    command += [word for page in sorted((site / "content").rglob("*.md")) for word in ("-m", page)]
    command += [word for catalog in catalogs for word in ("-p", catalog)]
    return Contestant("po4a: po4a-updatepo", [command], folder, catalogs[0].parent)


def _catalogs(folder: Path, site: Path, locales: Iterable[str]) -> list[Path]:
    """The site's catalogs, one folder for each locale."""
    found = []
    for locale in locales:
        (folder / locale).mkdir(parents=True)
        found.append(folder / locale / "content.po")
        shutil.copy(site / "locales" / _folder(locale) / "LC_MESSAGES" / "content.po", found[-1])
    return found


def _folder(locale: str) -> str:
    return locale.replace("-", "_")


# Figures


def _count(contestants: list[Contestant]) -> None:
    """A first run of each, whose result is counted; ends the program where a contestant finds too little."""
    for one in contestants:
        one.work()
    least = LEAST * contestants[0].messages
    for one in contestants:
        print(f"{one.name:32}{one.messages:8} messages")
        if one.messages < least:
            sys.exit(f"{one.name} has {one.messages} messages, fewer than {least:.0f}")


def _print(contestants: list[Contestant]) -> int:
    print(f"{'':32}{'wall s':>9}{'min':>9}{'max':>9}{'CPU s':>9}{'wall/ours':>11}{'CPU/ours':>10}{'wanted':>8}")
    ours = contestants[0]
    missed = 0
    for one in contestants:
        pairs = list(zip(one.runs, ours.runs, strict=True))
        ratio = statistics.median(theirs.wall / own.wall for theirs, own in pairs)
        cpu = statistics.median(theirs.cpu / own.cpu for theirs, own in pairs)
        wanted = next((value for name, value in WANTED.items() if one.name.startswith(name)), 0)
        missed += ratio < wanted
        walls = [run.wall for run in one.runs]
        print(
            f"{one.name:32}{one.wall:9.3f}{min(walls):9.3f}{max(walls):9.3f}{one.cpu:9.3f}{ratio:11.1f}{cpu:10.1f}"
            + (f"{wanted:8}" if wanted else "")
        )
    return 1 if missed else 0


# The curve


def _markdown(size: int) -> str:
    page = material.page(1 + size // 130)
    return page[:size]


def _html(size: int) -> str:
    pieces, length = [], 0
    while length < size:
        number = len(pieces)
        kind = "li" if number % 4 == 3 else "p"
        words, _, link = material.sentence(number).partition(" [")
        text = words.replace("**", "<b>", 1).replace("**", "</b>", 1)
        pieces.append(f'<{kind} class="a">{text} <a href="visit.html">{link[:-11]}</a></{kind}>\n')
        length += len(pieces[-1])
    return "".join(pieces)


def _code(size: int) -> str:
    pieces, length = [], 0
    while length < size:
        number = len(pieces)
        pieces.append(
            f"{material.sentence(number)}\n\n```rust\n// {material.WORDS[number % 30]} it {number}.\nfn f{number}() "
            "{\n    let x = 1; // one\n}\n```\n\n"
        )
        length += len(pieces[-1])
    return "".join(pieces)


CURVES: dict[str, tuple[Callable[[int], str], Callable[[str], Document]]] = {
    "Markdown": (_markdown, lambda text: markdown.parse(text, "content/a.md")),
    "HTML": (_html, lambda text: html.parse(text, "content/a.html")),
    "code, its comments": (_code, lambda text: markdown.parse(text, "content/a.md", Rules(code="comments"))),
}


def _curve() -> None:
    """Processor seconds for single pages, and for each MB of them: the second figure hardly grows."""
    gc.disable()  # as every command does
    print(f"{'':24}{'MB':>6}{'messages':>10}{'CPU s':>9}{'s/MB':>8}")
    for name, (make, parse) in CURVES.items():
        parse(make(1_000))  # Libraries are loaded when they are first needed.
        for size in (100_000, 1_000_000, 10_000_000):
            text = make(size)
            start = time.process_time()
            document = parse(text)
            seconds = time.process_time() - start
            found = len(document.segments)
            assert found > size / 500, f"{name}: {found} messages in {size} bytes"
            print(
                f"{name:24}{len(text) / 1e6:6.1f}{found:10}{seconds:9.2f}{seconds / len(text) * 1e6:8.2f}", flush=True
            )


if __name__ == "__main__":
    sys.exit(main())
