"""The site itself: new, build, serve."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from i18n.cli.frame import Out, colour, fail, findings, some_locales, verb
from i18n.errors import I18nError, StrictError

_MOST = 100
"""Findings that `build` prints; who has more than that reads them with `check`."""


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
@click.option("-q", "--quiet", is_flag=True, help="Print errors alone.")
def new(directory: Path, quiet: bool) -> None:
    """Begin a small working site in DIR: two pages, a template, one language.

    \b
    Example:
      i18n new demo && i18n build -C demo
    """
    from i18n import starter

    try:
        made = starter.create(directory)
    except I18nError as error:
        fail(error)
        sys.exit(2)
    if not quiet:
        for path in made:
            click.echo(f"  {path}")
        click.echo(f"\nBuild it with:  i18n build -C {directory}\nLook at it with: i18n serve -C {directory}")


@click.command()
@some_locales
@click.option("--output", default="", metavar="DIR", help="Where the site goes [default: public, drafts go to drafts].")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes [default: one per processor].")
@click.option(
    "--drafts", is_flag=True, help="Show everything, fuzzy and unapproved too, watermarked; never for publication."
)
@click.option(
    "--strict", is_flag=True, help="Publish only if every page is there in every language, without a fallback."
)
@verb
def build(folder: Path, out: Out, locales: tuple[str, ...], output: str, jobs: int, drafts: bool, strict: bool) -> int:
    """Build the whole site, through the gate, and swap it in.

    \b
    Example:
      i18n build
      i18n build en-XA        what is not translatable, at a glance
    """
    from i18n import pipeline, report
    from i18n.model import Severity

    try:
        with out.progress() as progress:
            run = pipeline.build(
                folder, locales, output=output, jobs=jobs, drafts=drafts, strict=strict, progress=progress
            )
    except StrictError as error:
        fail(error)
        click.echo(f"error: {error}", err=True, color=colour())
        return 1
    if run.diagnostics:
        click.echo(findings(run.diagnostics[:_MOST], "text"), err=True, color=colour())
        if len(run.diagnostics) > _MOST:
            click.echo(f"... and {len(run.diagnostics) - _MOST} more; `i18n check` lists all", err=True)
    out.say(report.build(run, folder))
    return 1 if any(one.severity is Severity.ERROR for one in run.diagnostics) else 0


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--published", is_flag=True, help="Serve the site as it would be published instead of the draft view.")
@verb
def serve(folder: Path, out: Out, port: int, published: bool) -> int:
    """Show the site in the browser while you write: on this machine only, reloaded at every change.

    \b
    Example:
      i18n serve --port 8080
    """
    from i18n import preview

    gc.enable()
    return preview.serve(folder, port=port, drafts=not published, say=out.say)
