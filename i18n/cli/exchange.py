"""Out to other tools and back: export, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from i18n.cli.frame import Out, colour, findings, verb

if TYPE_CHECKING:
    from i18n.pipeline.exchange import Only

_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@click.argument("locale")
@_file
@click.option("--version", type=click.Choice(["1.2", "2.0"]), default="1.2", show_default=True, help="Of XLIFF.")
@click.option(
    "--only",
    type=click.Choice(["untranslated", "fuzzy", "translated", "all"]),
    help="Which messages [default: all; for .tmx translated].",
)
@click.option("--page", "pages", multiple=True, metavar="PATH", help="Only texts of this source file; may be repeated.")
@click.option("--force", is_flag=True, help="Replace FILE if it is already there.")
@verb
def export(
    folder: Path,
    out: Out,
    locale: str,
    file: Path,
    version: str,
    only: Only | None,
    pages: tuple[str, ...],
    force: bool,
) -> int:
    """Write a language's texts into FILE for other tools: .xlf (XLIFF), .tmx, .csv or .xlsx.

    \b
    Example:
      i18n export es work.xlf --only untranslated
      i18n export es review.xlsx --page content/visit.md
    """
    from i18n import pipeline

    done = pipeline.export_units(folder, locale, file, version=version, only=only, pages=pages, force=force)
    out.say(f"{done.path}: {done.messages} message{'' if done.messages == 1 else 's'}")
    if done.missing:
        out.say(f"{done.missing} more of the site are not in the catalog yet; `i18n update {locale}` brings them.")
    out.say(f"When it comes back: i18n import {locale} {done.path}")
    return 0


@click.command("import")
@click.argument("locale")
@_file
@click.option("--theirs", is_flag=True, help="Where the catalog changed too, take the file's string.")
@click.option("--finished", is_flag=True, help="Take changed strings without a change of state as finished, not fuzzy.")
@click.option("--record", is_flag=True, help="Write into the ledger that the finished strings were imported.")
@click.option("--by", default="", metavar="ID", help="With --record: who says so, a person's stable id.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change.")
@verb
def import_(
    folder: Path, out: Out, locale: str, file: Path, theirs: bool, finished: bool, record: bool, by: str, dry_run: bool
) -> int:
    """Enter the strings that were changed in FILE into a language's catalog.

    What changed in the catalog since the export stays, and both strings are shown. Exits 1 if something is left.

    \b
    Example:
      i18n import es work.xlf --dry-run
      i18n import es work.xlf --record --by maria
    """
    from i18n import pipeline
    from i18n.errors import UsageError

    if record != bool(by):
        raise UsageError("--record and --by belong together: who says that these strings were imported?")
    done = pipeline.import_units(folder, locale, file, theirs=theirs, finished=finished, dry_run=dry_run, record_by=by)
    if done.findings:
        click.echo(findings(done.findings, "text"), err=True, color=colour())
    left = f", {done.left} left out" if done.left else ""
    would = " (nothing was written)" if dry_run else ""
    for path in done.paths:
        out.say(path)
    out.say(f"{len(done.entered)} entered, {done.same} as they were{left}{would}")
    if done.records:
        out.say(f"{done.records} new record{'' if done.records == 1 else 's'} in the ledger")
    if done.entered and not dry_run:
        out.say(f"What the gate says of them: i18n check {locale}")
    return 1 if done.left else 0
