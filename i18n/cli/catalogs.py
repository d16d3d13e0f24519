"""Sources and catalogs: extract, update, add."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from i18n.cli.frame import Out, some_locales, verb

if TYPE_CHECKING:
    from i18n.config import References


references_option = click.option(
    "--references",
    type=click.Choice(["file", "line", "none"]),
    help="What `#:` lines hold: file and heading, file and line, or nothing; else what i18n.toml says.",
)


@click.command()
@click.option(
    "--format", "style", type=click.Choice(["pot", "json"]), default="pot", help="JSON has every place of each text."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write everything into this file, `-` for standard output. JSON goes there by default.",
)
@references_option
@verb
def extract(folder: Path, out: Out, style: str, output: Path | None, references: References | None) -> int:
    """Collect every text of content, data and templates into locales/DOMAIN.pot.

    \b
    Example:
      i18n extract
      i18n extract --format json --output messages.json
    """
    from i18n import pipeline

    if style == "pot" and output is None:
        for one in pipeline.extract(folder, references=references):
            out.say(f"{one.path}: {len(one.template.sources)} messages{'' if one.changed else ', unchanged'}")
        return 0
    if style == "json":
        found = pipeline.uses(folder)
        # Half a character, which a template's text can hold, is written as JSON writes it.
        content = json.dumps(found, ensure_ascii=False, indent=1).encode(errors="backslashreplace") + b"\n"
        count = len(found["messages"])
    else:
        template, content = pipeline.template(folder, references=references)
        count = len(template.sources)
    if output is None or str(output) == "-":
        click.echo(content, nl=False)
    else:
        _write(output, content, count, out)
    return 0


def _write(path: Path, content: bytes, count: int, out: Out) -> None:
    from i18n import files

    changed = files.write(path, content)
    out.say(f"{path}: {count} messages{'' if changed else ', unchanged'}")


@click.command()
@some_locales
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change (for CI).")
@click.option(
    "--memory",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A .po or .tmx file of others' translations: suggestions, never more. May be repeated.",
)
@click.option(
    "--typo",
    multiple=True,
    metavar="MSGID",
    help="This text, as it is now, was edited without a change of meaning: keep its translations. May be repeated.",
)
@click.option("--typo-page", multiple=True, metavar="PAGE", help="The same for all that was edited in a file.")
@click.option("--because", default="", metavar="TEXT", help="Why the edit changes no meaning; goes into the ledger.")
@click.option("--by", default="", metavar="ID", help="Who says so; goes into the ledger.")
@references_option
@verb
def update(
    folder: Path,
    out: Out,
    locales: tuple[str, ...],
    dry_run: bool,
    check: bool,
    memory: tuple[Path, ...],
    typo: tuple[str, ...],
    typo_page: tuple[str, ...],
    because: str,
    by: str,
    references: References | None,
) -> int:
    """Bring the catalogs of all languages, or of some, to the sources as they are now.

    \b
    Example:
      i18n update es pt_BR
      i18n update es --memory old-site.tmx
      i18n update --typo "Wait 24 hours." --because "a full stop was missing" --by ana
    """
    from i18n import pipeline, report

    typos = pipeline.Typos(typo, typo_page, because, by) if typo or typo_page else None
    with out.progress() as progress:
        updates = pipeline.update(
            folder,
            locales,
            memory=memory,
            typos=typos,
            references=references,
            dry_run=dry_run or check,
            progress=progress,
        )
    if not updates:
        out.say("There is no language yet. Begin one with `i18n add es`.")
    for one in updates:
        out.say(report.update(one))
    return 1 if check and any(one.changed for one in updates) else 0


@click.command()
@click.argument("locale")
@verb
def add(folder: Path, out: Out, locale: str) -> int:
    """Begin a language: its catalogs with the right header and plural forms.

    \b
    Example:
      i18n add pt_BR
    """
    from i18n import pipeline

    made = pipeline.add(folder, locale)
    language = made[0].locale
    for one in made:
        count = sum(one.counts.values())
        out.say(f"{one.path}: {count} messages to translate into {language.name} ({language.tag})")
    out.say(pipeline.next_step(folder, language.tag))
    return 0
