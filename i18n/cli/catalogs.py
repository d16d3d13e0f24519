"""Sources and catalogs: extract, update, add."""

from __future__ import annotations

from pathlib import Path

import click

from i18n.cli.frame import Out, some_locales, verb


@click.command()
@verb
def extract(folder: Path, out: Out) -> int:
    """Collect every text of content, data and templates into locales/DOMAIN.pot.

    \b
    Example:
      i18n extract
    """
    from i18n import pipeline

    template, path, changed = pipeline.extract(folder)
    out.say(f"{path}: {len(template.sources)} messages{'' if changed else ', unchanged'}")
    return 0


@click.command()
@some_locales
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change (for CI).")
@verb
def update(folder: Path, out: Out, locales: tuple[str, ...], dry_run: bool, check: bool) -> int:
    """Bring the catalogs of all languages, or of some, to the sources as they are now.

    \b
    Example:
      i18n update es pt_BR
    """
    from i18n import pipeline, report

    with out.progress() as progress:
        updates = pipeline.update(folder, locales, dry_run=dry_run or check, progress=progress)
    if not updates:
        out.say("There is no language yet. Begin one with `i18n add es`.")
    for one in updates:
        out.say(report.update(one))
    return 1 if check and any(one.changed for one in updates) else 0


@click.command()
@click.argument("locale")
@verb
def add(folder: Path, out: Out, locale: str) -> int:
    """Begin a language: its catalog with the right header and plural forms.

    \b
    Example:
      i18n add pt_BR
    """
    from i18n import pipeline

    made = pipeline.add(folder, locale)
    count, into = len(made.merge.catalog.messages), f"{made.locale.name} ({made.locale.tag})"
    out.say(f"{made.path}: {count} messages to translate into {into}")
    out.say(pipeline.next_step(folder, made.locale.tag))
    return 0
