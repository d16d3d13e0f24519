"""Pages that were translated elsewhere: align."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from i18n.cli.frame import Out, verb

if TYPE_CHECKING:
    from i18n.pipeline.aligning import AlignedPage

_WIDTH = 60
"""Characters of a text that are shown."""


@click.command()
@click.argument("locale")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", default="", metavar="PAGE", help="The page that FILE is a translation of.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be filled.")
@verb
def align(folder: Path, out: Out, locale: str, pages: tuple[Path, ...], source: str, dry_run: bool) -> int:
    """Fill a language's catalog from Markdown pages that are already translated.

    Every string is marked fuzzy. What has no certain partner is listed; exits 1 if there is any.

    \b
    Example:
      i18n align es old/es/visit.md old/es/after.md
      i18n align es besuch.md --source content/visit.md
    """
    from i18n import pipeline

    aligned = pipeline.align(folder, locale, pages, source=source, dry_run=dry_run)
    for page in aligned.pages:
        out.say(_summary(page))
        for line in _lines(page):
            click.echo(line)
    for path in aligned.catalogs:
        out.say(f"{path}: {'would be written' if dry_run else 'written'}")
    return 1 if any(page.left for page in aligned.pages) else 0


def _summary(page: AlignedPage) -> str:
    from i18n.report import printable

    there = page.aligned - page.filled
    already = f" ({there} already had a string)" if there else ""
    names = f"{printable(page.path)} from {printable(page.source)}"
    return f"{names}: {page.aligned} aligned{already}, {page.left} left"


def _lines(page: AlignedPage) -> list[str]:
    """What a person has to look at, one line each."""
    from i18n.report import printable

    found = [f"{one.path}:{one.line}: no certain translation: {_short(one.text)}" for one in page.sources]
    found += [f"{one.path}:{one.line}: no certain source: {_short(one.text)}" for one in page.translations]
    found += [
        f"{one.path}:{one.line}: keeps its string; {one.place.path}:{one.place.line} has {_short(one.place.text)}"
        for one in page.conflicts
    ]
    return [f"  {printable(line)}" for line in found]


def _short(text: str) -> str:
    return repr(text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}\u2026")
