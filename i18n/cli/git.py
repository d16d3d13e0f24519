"""Catalogs and git: set it up, merge."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from i18n.cli.frame import Out, colour, fail, findings, verb
from i18n.errors import I18nError


@click.command("git-setup")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything is missing.")
@verb
def git_setup(folder: Path, out: Out, check: bool) -> int:
    """Make git merge catalogs message by message, and ledgers by keeping the records of both sides.

    \b
    Example:
      i18n git-setup
    """
    from i18n import pipeline, report

    found = pipeline.git_setup(folder, check=check)
    done = "is missing" if check else "added"
    for line in found.lines:
        out.say(report.printable(f"{found.path}: {done}: {line}"))
    for name in found.settings:
        out.say(f"git config {name}: {'is missing or another one' if check else 'set, for this clone'}")
    for name in found.overruled:
        path = report.printable(name)
        click.echo(f"{path}: another attributes file says how to merge it; see `git check-attr merge {path}`", err=True)
    if found.complete:
        out.say("git merges the catalogs message by message")
    elif found.lines and not check:
        out.say(f"Commit {found.path}. Everybody runs `i18n git-setup` once in their own clone.")
    return 1 if found.overruled or (check and not found.complete) else 0


@click.command("merge-driver", hidden=True)
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("marker", type=click.IntRange(1, 1000), default=7)
@click.argument("path", default="")
def merge_driver(base: Path, ours: Path, theirs: Path, marker: int, path: str) -> None:
    """Merge three versions of a catalog into OURS; git runs this, see `git-setup`.

    Exit codes: 0 merged, 10 something is left to resolve in OURS, any other: nothing was written.

    \b
    Example:
      i18n merge-driver %O %A %B %L %P
    """
    from i18n import pipeline

    gc.disable()  # as all commands: a short run that makes many values
    try:
        done = pipeline.merge_driver(base, ours, theirs, marker=marker, name=path)
    except I18nError as error:
        fail(error)
        sys.exit(2)
    if done.findings:
        click.echo(findings(done.findings, "text"), err=True, color=colour())
    sys.exit(pipeline.CLEAN if done.clean else pipeline.TO_RESOLVE)
