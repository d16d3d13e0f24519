"""How well `i18n align` pairs real translated pages, as they are and after translators' usual changes.

python benchmarks/alignment.py --corpora DIR [--locales es,ja,uk] [--joined N] [--po4a N]

The pages are those of comprehensive-rust; a translated page is the source page in which each text has its real
translation. *right* is the share of the pairs whose string is the translation of their text, *found* the share of the
texts that got it, of those whose whole translation is on the page. `--joined` makes one page of N. `--po4a` gives N
pages to po4a-gettextize too, which stops where it sees that two pages differ.
"""

from __future__ import annotations

import argparse
import operator
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polib
from measure import machine

from i18n import markup
from i18n.alignment import align
from i18n.sources import markdown

_INLINE = frozenset({"Text", "Code", "SoftBreak", "HardBreak", "InlineHtml", "FootnoteReference"})
_ELEMENTS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_NOTES = {
    "es": "Nota de la traducción: esta página describe la versión inglesa del curso y puede haber cambiado.",
    "ja": "訳注：このページは英語版の講座について説明しており、内容が変更されている場合があります。",
    "uk": "Примітка перекладача: ця сторінка описує англійську версію курсу й могла змінитися.",
}
_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_DEFINITION = re.compile(r"^ *\[[^\]]+\]:", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=。)(?=\S)")


class Piece(NamedTuple):
    """A text of a page and what stands before it."""

    before: str
    """Markup, code, empty lines."""
    source: str
    """The source text as a message has it; empty where nothing is translated."""
    text: str
    """Markdown: the string, or the source's own where there is none."""
    paragraph: bool
    """It is a paragraph of the page itself, in no list, table or quotation."""
    heading: bool


class Page(NamedTuple):
    """A page in two languages."""

    source: str
    pieces: tuple[Piece, ...]
    end: str
    """What stands behind the last text."""


def read(path: Path, strings: Mapping[str, str]) -> Page | None:
    """A page with its translation; None where less than 80 % of it is translated."""
    source = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    document = markdown.parse(source, path.name)
    ranges = list(_ranges(source))
    if not document.segments or len(ranges) != len(document.segments):
        return None
    data, position, pieces, translated = source.encode(), 0, [], 0
    for (start, end, paragraph, heading), segment in zip(ranges, document.segments, strict=True):
        string = strings.get(_bare(segment.text), "")
        translated += bool(string or segment.fixed)
        own = data[start:end].decode()
        key = "" if segment.fixed else segment.text
        pieces.append(Piece(data[position:start].decode(), key if string else "", string or own, paragraph, heading))
        position = end
    if translated < 0.8 * len(pieces):
        return None
    return Page(source, tuple(pieces), data[position:].decode())


def joined(pages: Sequence[Page]) -> Page:
    """Several pages as one long one, but for those whose links are defined below: labels would clash."""
    pieces: list[Piece] = []
    end = ""
    pages = [page for page in pages if not _DEFINITION.search(page.source)]
    for page in pages:
        first, *rest = page.pieces
        pieces += [first._replace(before=f"{end}\n\n{first.before}"), *rest]
        end = page.end
    return Page("\n\n".join(page.source for page in pages), tuple(pieces), end)


def _ranges(page: str) -> Iterator[tuple[int, int, bool, bool]]:
    """Byte range of each text, whether it is a paragraph of the page itself, whether it is a heading."""
    start = end = level = -1
    depth = 0
    raw = False
    for event in markup.block_events(page):
        if event.name in ("CodeBlock", "HtmlBlock"):
            raw = event.kind == "Start"
        if not raw and (event.kind in _INLINE or event.name in _ELEMENTS):
            if start < 0:
                escaped = page.encode()[event.start - 1 : event.start] == b"\\"
                start, level = event.start - escaped, depth
            end = max(end, event.end)
            continue
        if start >= 0:
            yield start, end, level == 1 and event.name == "Paragraph", event.name == "Heading"
            start = end = -1
        depth += (event.kind == "Start") - (event.kind == "End")


def _bare(text: str) -> str:
    """A text without what two extractors write in different ways."""
    return re.sub(r"[*_\\]", "", " ".join(text.split()))


# What translators do


def untouched(page: Page, locale: str, dice: random.Random) -> Page:
    return page


def dropped(page: Page, locale: str, dice: random.Random) -> Page:
    """Paragraphs are missing."""
    gone = _some(page, dice)
    return page._replace(
        pieces=tuple(piece._replace(text="") if number in gone else piece for number, piece in enumerate(page.pieces))
    )


def noted(page: Page, locale: str, dice: random.Random) -> Page:
    """Paragraphs are added."""
    chosen = _some(page, dice)
    return page._replace(
        pieces=tuple(
            piece._replace(text=f"{piece.text}\n\n{_NOTES[locale]}") if number in chosen else piece
            for number, piece in enumerate(page.pieces)
        )
    )


def swapped(page: Page, locale: str, dice: random.Random) -> Page:
    """Neighbouring paragraphs have changed places."""
    pieces = list(page.pieces)
    for number in _neighbours(page, dice):
        one, other = pieces[number], pieces[number + 1]
        pieces[number], pieces[number + 1] = one._replace(text=other.text), other._replace(text=one.text)
    return page._replace(pieces=tuple(pieces))


def merged(page: Page, locale: str, dice: random.Random) -> Page:
    """Neighbouring paragraphs have become one."""
    pieces = list(page.pieces)
    for number in _neighbours(page, dice):
        pieces[number + 1] = pieces[number + 1]._replace(before=" ")
    return page._replace(pieces=tuple(pieces))


def split(page: Page, locale: str, dice: random.Random) -> Page:
    """Paragraphs have become two, where a sentence ends."""
    pieces = list(page.pieces)
    for number in _some(page, dice):
        sentences = _SENTENCE.split(pieces[number].text)
        if len(sentences) > 1:
            half = len(sentences) // 2
            glue = "" if locale == "ja" else " "
            text = f"{glue.join(sentences[:half])}\n\n{glue.join(sentences[half:])}"
            pieces[number] = pieces[number]._replace(text=text)
    return page._replace(pieces=tuple(pieces))


def shortened(page: Page, locale: str, dice: random.Random) -> Page:
    """A section is missing, with its heading and its code."""
    headings = [number for number, piece in enumerate(page.pieces) if piece.heading]
    if len(headings) < 3:
        return page
    place = dice.randrange(1, len(headings) - 1)
    return page._replace(pieces=(*page.pieces[: headings[place]], *page.pieces[headings[place + 1] :]))


def everything(page: Page, locale: str, dice: random.Random) -> Page:
    """All of it at once."""
    for change in (shortened, dropped, noted, swapped, split):
        page = change(page, locale, dice)
    return page


def _some(page: Page, dice: random.Random) -> set[int]:
    """A tenth of the paragraphs, at least one."""
    paragraphs = [number for number, piece in enumerate(page.pieces) if piece.paragraph and piece.source and piece.text]
    return set(dice.sample(paragraphs, min(len(paragraphs), 1 + len(paragraphs) // 10)))


def _neighbours(page: Page, dice: random.Random) -> list[int]:
    """The first of each of a twentieth of the pairs of paragraphs with nothing between them; no two overlap."""
    pieces = page.pieces
    pairs = [
        number
        for number in range(len(pieces) - 1)
        if pieces[number].paragraph and pieces[number + 1].paragraph and not pieces[number + 1].before.strip()
        and pieces[number].text and pieces[number + 1].text and "\n" not in pieces[number].text
    ]  # fmt: skip
    chosen: list[int] = []
    for number in dice.sample(pairs, min(len(pairs), 1 + len(pairs) // 20)):
        if number - 1 not in chosen and number + 1 not in chosen:
            chosen.append(number)
    return chosen


CHANGES: tuple[Callable[[Page, str, random.Random], Page], ...] = (
    untouched,
    dropped,
    noted,
    swapped,
    split,
    merged,
    shortened,
    everything,
)


# Counting


class Score(NamedTuple):
    pairs: int = 0
    right: int = 0
    wanted: int = 0
    """Texts whose whole translation is on the page."""
    found: int = 0
    """Those of them that got it."""
    refused: int = 0
    """Pages from which nothing came."""
    texts: int = 0
    seconds: float = 0.0

    def plus(self, other: Score) -> Score:
        return Score(*map(operator.add, self, other))

    def __str__(self) -> str:
        right, found = self.right / max(self.pairs, 1), self.found / max(self.wanted, 1)
        milliseconds = 1000 * self.seconds / max(self.texts, 1)
        return f"{self.pairs:6} {right:8.2%} {found:8.2%} {self.refused:8} {milliseconds:9.2f}"


Pairs = Sequence[tuple[str, str]]


def ours(source: str, translated: str) -> Pairs:
    found = align(markdown.parse(source, "source.md"), markdown.parse(translated, "translated.md"))
    return [(pair.source.text, pair.translated.text) for pair in found.pairs]


def po4a(source: str, translated: str) -> Pairs:
    """What po4a-gettextize pairs; nothing where it stops."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("source.md", source), ("translated.md", translated)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        command = "po4a-gettextize -f text -o markdown -M UTF-8 -L UTF-8 -m source.md -l translated.md -p made.po"
        subprocess.run(command.split(), cwd=folder, capture_output=True, check=False)
        made = Path(folder) / "made.po"
        return [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(made))] if made.exists() else []


def score(aligner: Callable[[str, str], Pairs], page: Page, changed: Page) -> Score:
    """What of a disturbed page is paired with what."""
    truth = {_bare(piece.source): _bare(piece.text) for piece in page.pieces if piece.source}
    translated = "".join(f"{piece.before}{piece.text}" for piece in changed.pieces) + changed.end
    whole = {_bare(segment.text) for segment in markdown.parse(translated, "page.md").segments if not segment.fixed}
    wanted = {text for text, string in truth.items() if string in whole}
    began = time.perf_counter()
    pairs = aligner(page.source, translated)
    seconds = time.perf_counter() - began
    # Of texts without a translation nothing is known; code, which po4a pairs too, is none.
    known = [(_bare(text), _bare(string)) for text, string in pairs if _bare(text) in truth]
    right = [text for text, string in known if truth[text] == string]
    found = len(wanted.intersection(right))
    return Score(len(known), len(right), len(wanted), found, not pairs, len(page.pieces), seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="holds comprehensive-rust.tar.xz")
    parser.add_argument("--locales", default="es,ja,uk", help=f"some of {', '.join(_NOTES)}")
    parser.add_argument("--joined", type=int, default=1, metavar="N", help="make one page of so many")
    parser.add_argument("--po4a", type=int, default=0, metavar="N", help="give so many pages to po4a-gettextize too")
    arguments = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(arguments.corpora / "comprehensive-rust.tar.xz") as archive:
            archive.extractall(folder, filter="data")
        for locale in arguments.locales.split(","):
            pages = _pages(Path(folder), locale)
            step = arguments.joined
            if step > 1:
                pages = [joined(pages[start : start + step]) for start in range(0, len(pages), step)]
            _table(f"{locale}, i18n align", ours, pages, locale)
            if arguments.po4a:
                some = pages[: arguments.po4a]
                _table(f"{locale}, i18n align, as many as po4a", ours, some, locale)
                _table(f"{locale}, po4a-gettextize", po4a, some, locale)
    return 0


def _pages(folder: Path, locale: str) -> list[Page]:
    """The pages of which most is translated, in an order that is the same every time."""
    entries = [entry for entry in polib.pofile(str(folder / "po" / f"{locale}.po")) if entry.msgstr and not entry.fuzzy]
    strings = {_bare(entry.msgid): " ".join(entry.msgstr.split()) for entry in entries}
    paths = sorted((folder / "src").rglob("*.md"))
    pages = [page for path in paths if path.name != "SUMMARY.md" and (page := read(path, strings))]
    random.Random(1).shuffle(pages)
    return pages


def _table(title: str, aligner: Callable[[str, str], Pairs], pages: Sequence[Page], locale: str) -> None:
    texts = sum(len(page.pieces) for page in pages)
    print(f"\n{title}: {len(pages)} pages, {texts} texts")
    print("              pairs    right    found  refused   ms/text")
    for change in CHANGES:
        dice = random.Random(2)
        total = Score()
        for page in pages:
            total = total.plus(score(aligner, page, change(page, locale, dice)))
        print(f"{change.__name__:12} {total}")


if __name__ == "__main__":
    sys.exit(main())
