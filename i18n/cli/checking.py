"""What is there, what is wrong: status and check."""

from __future__ import annotations

from pathlib import Path

import click

from i18n.cli.frame import Out, colour, findings, some_locales, verb


@click.command()
@some_locales
@click.option("--pages", is_flag=True, help="Also say it page by page.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit 1 if a language is below.")
@verb
def status(folder: Path, out: Out, locales: tuple[str, ...], pages: bool, style: str, fail_under: float | None) -> int:
    """Show how much is translated, what waits for whom.

    \b
    Example:
      i18n status --pages es
    """
    from i18n import pipeline, report

    found = pipeline.status(folder, locales)
    click.echo(report.status(found, pages=pages, style=style))
    problems = [problem for one in found for problem in one.problems]
    if problems:
        click.echo(findings(problems, "text"), err=True, color=colour())
    below = fail_under is not None and any(100 * one.translated < fail_under * one.total for one in found)
    return 1 if problems or below else 0


@click.command()
@some_locales
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--no-cache", is_flag=True, help="Check what did not change since the last run, too.")
@verb
def check(folder: Path, out: Out, locales: tuple[str, ...], style: str, no_cache: bool) -> int:
    """List everything that is wrong, in all files, with file and line. Exits 1 if an error is among it.

    \b
    Example:
      i18n check --format github
    """
    from i18n import pipeline, report

    with out.progress() as progress:
        found = pipeline.check(folder, locales, progress=progress, cached=not no_cache)
    if style == "json":
        click.echo(report.check_json(found))
    else:
        if found.findings:
            click.echo(findings(found.findings, style), color=colour())
        if style == "text":
            out.say(report.check_summary(found))
    return 1 if found.errors else 0
