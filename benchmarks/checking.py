"""How long `i18n check` takes for many messages: the first time, unchanged, and after one catalog changed.

python benchmarks/checking.py [--messages 20000] [--locales es,fr,de,it,pt]

The pages and their translations are made up: every word of `material.WORDS` has one word in each language, so that
nothing is wrong, and a few sentences hold a dose, a time or a price.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import material
from measure import machine, run

_PAGE = 40  # messages
_ENDING = {"es": "o", "fr": "e", "de": "en", "it": "a", "pt": "ar"}
_WORD = re.compile(r"[a-z]{2,}(?!\.md)")


def sentence(number: int) -> str:
    text = material.sentence(number)
    more = ("", "", " It takes 40 minutes.", " The dose is 0.5 mg.")[number % 4]
    return text + more


def string(source: str, tag: str) -> str:
    """Every word turned round, with the language's ending."""

    def turned(word: re.Match[str]) -> str:
        return word[0][::-1].replace("q", "k") + _ENDING.get(tag, "u")

    parts = re.split(r"(\]\([^)]*\)|\d+ minutes|\d\.\d mg)", source)
    minutes = {"es": "minutos", "fr": "minutes", "de": "Minuten", "it": "minuti", "pt": "minutos"}.get(tag, "min")
    kept = [
        part.replace("minutes", minutes).replace(".5 mg", ",5 mg") if index % 2 else _WORD.sub(turned, part)
        for index, part in enumerate(parts)
    ]
    return "".join(kept)


def make(root: Path, messages: int, tags: Sequence[str]) -> None:
    """A site with `messages` paragraphs, each translated into every locale."""
    (root / "content").mkdir()
    (root / "i18n.toml").write_text(f"[site]\ntitle = 'Big'\nlocales = {list(tags)!r}\n", encoding="utf-8")
    for page in range(messages // _PAGE):
        paragraphs = [sentence(number) for number in range(page * _PAGE, (page + 1) * _PAGE)]
        text = "\n\n".join([f"# Page {page}", *paragraphs]).replace("(visit.md)", "(page-0.md)")
        (root / "content" / f"page-{page}.md").write_text(text + "\n", encoding="utf-8")
    for tag in tags:
        folder = root / "locales" / tag / "LC_MESSAGES"
        folder.mkdir(parents=True)
        header = (
            f'msgid ""\nmsgstr ""\n"Language: {tag}\\n"\n"MIME-Version: 1.0\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
            '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        )
        sources = (sentence(number).replace("(visit.md)", "(page-0.md)") for number in range(messages))
        entries = (f'\nmsgid "{source}"\nmsgstr "{string(source, tag)}"\n' for source in sources)
        (folder / "site.po").write_text(header + "".join(entries), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Prints the seconds of each run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--locales", default="es,fr,de,it,pt")
    options = parser.parse_args(arguments)
    tags = options.locales.split(",")
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "site")
        root.mkdir()
        make(root, options.messages, tags)
        environment = os.environ | {"XDG_CACHE_HOME": f"{name}/cache"}
        command = [sys.executable, "-m", "i18n", "check"]
        catalog = root / "locales" / tags[0] / "LC_MESSAGES" / "site.po"
        for what in ("first run", "unchanged", "one catalog changed", "one page changed"):
            if what == "one catalog changed":
                catalog.write_text(catalog.read_text("utf-8") + "# The end.\n", encoding="utf-8")
            if what == "one page changed":
                page = root / "content" / "page-1.md"
                page.write_text(page.read_text("utf-8") + "\nOne more.\n", encoding="utf-8")
            start = time.perf_counter()
            done = run(command, folder=root, environment=environment)
            wall = time.perf_counter() - start
            last = done.output.strip().rpartition("\n")[2]
            print(f"{what:<22}{wall:8.2f} s  {done.cpu:8.2f} s of processor time  exit {done.code}  {last}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
