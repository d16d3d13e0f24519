"""What reaches a page without being a message: audit."""

from __future__ import annotations

from pathlib import Path

import click

from i18n.cli.frame import Out, colour, findings, verb


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@verb
def audit(folder: Path, out: Out, style: str) -> int:
    """List every text that visitors see or hear and no translator is given. Exits 1 if there is one.

    Builds the pseudo edition (en-XA) aside and reads its pages; nothing of the site is touched.

    \b
    Example:
      i18n audit --format github
    """
    from i18n import pipeline, report

    with out.progress() as progress:
        found = pipeline.audit(folder, progress=progress)
    if style == "json":
        click.echo(report.audit_json(found))
    else:
        if found.leaks:
            click.echo(findings([one.diagnostic for one in found.leaks], style), color=colour())
        if style == "text":
            out.say(report.audit_summary(found))
    return 1 if found.leaks else 0
