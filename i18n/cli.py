"""The command line: arguments, progress, exit codes. What a command does is in `pipeline`.

Exit codes: 0 fine, 1 findings, 2 nothing was done.
"""

from __future__ import annotations

import functools
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from i18n import __version__
from i18n.errors import I18nError

if TYPE_CHECKING:
    from i18n.model import Progress

_MOST = 100
"""Findings that `build` prints; who has more than that reads them with `check`."""
_F = TypeVar("_F", bound=Callable[..., Any])


class _Group(click.Group):
    """Commands in the order in which a site meets them."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman")
def main() -> None:
    """One source, every language, always in sync.

    \b
    A first site:
      i18n new demo
      i18n build -C demo
    """


def _verb(function: _F) -> _F:
    """What every command has: -C, -q, -v, and errors as one clear line with exit code 2."""

    @click.option(
        "-C", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR", help="The site's folder."
    )
    @click.option("-q", "--quiet", is_flag=True, help="Print findings and errors alone.")
    @click.option("-v", "--verbose", is_flag=True, help="Print a Python traceback on an unexpected error.")
    @functools.wraps(function)
    def wrapped(folder: Path, quiet: bool, verbose: bool, **arguments: Any) -> None:
        try:
            if not folder.is_dir():
                raise I18nError("there is no such folder; name the site's folder with -C", path=str(folder))
            gc.disable()  # a short run makes millions of values, none of which refers back: nothing is ever collected
            code = function(folder=folder.resolve(), out=_Out(quiet), **arguments)
        except I18nError as error:
            _fail(error)
            code = 2
        except (click.ClickException, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            click.secho("\ninterrupted; what was there before stays", err=True)
            code = 2
        except Exception as error:
            if verbose:
                raise
            _fail(
                I18nError(
                    f"the program failed: {type(error).__name__}: {error}; run it with -v and report what it prints"
                )
            )
            code = 2
        sys.exit(code or 0)

    return wrapped  # type: ignore[return-value]


class _Out:
    """Where words go: nowhere when quiet."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet

    def say(self, text: str = "") -> None:
        if not self.quiet:
            click.echo(text, color=_colour())

    @contextmanager
    def progress(self) -> Iterator[Progress | None]:
        """A bar on a terminal for what takes longer than a second."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        began, shown = time.monotonic(), False

        def show(name: str, done: int, total: int) -> None:
            nonlocal shown
            if time.monotonic() - began < 1 and not shown:
                return
            shown = True
            filled = 24 * done // max(total, 1)
            click.echo(f"\r{name:10} [{'#' * filled}{' ' * (24 - filled)}] {done}/{total}", nl=False, err=True)

        yield show
        if shown:
            click.echo("\r" + " " * 50 + "\r", nl=False, err=True)


def _colour() -> bool | None:
    """No colour where NO_COLOR is set; else click's own rule: colour on a terminal alone."""
    return False if os.environ.get("NO_COLOR") else None


def _fail(error: I18nError) -> None:
    from i18n import report

    found = error.diagnostics
    text = (
        report.findings(found, colour=sys.stderr.isatty() and _colour() is not False)
        if found
        else f"error: {report.printable(str(error))}"
    )
    click.echo(text, err=True, color=_colour())


def _findings(found: Sequence[Any], style: str) -> str:
    from i18n import report

    return report.findings(found, colour=sys.stdout.isatty() and _colour() is not False, style=style)


_locales = click.argument("locales", nargs=-1, metavar="[LOCALE]...")


@main.command()
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
        _fail(error)
        sys.exit(2)
    if not quiet:
        for path in made:
            click.echo(f"  {path}")
        click.echo(f"\nBuild it with:  i18n build -C {directory}\nLook at it with: i18n serve -C {directory}")


@main.command()
@_verb
def extract(folder: Path, out: _Out) -> int:
    """Collect every text of content, data and templates into locales/DOMAIN.pot.

    \b
    Example:
      i18n extract
    """
    from i18n import pipeline

    template, path, changed = pipeline.extract(folder)
    out.say(f"{path}: {len(template.sources)} messages{'' if changed else ', unchanged'}")
    return 0


@main.command()
@_locales
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change (for CI).")
@_verb
def update(folder: Path, out: _Out, locales: tuple[str, ...], dry_run: bool, check: bool) -> int:
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


@main.command()
@click.argument("locale")
@_verb
def add(folder: Path, out: _Out, locale: str) -> int:
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


@main.command()
@_locales
@click.option("--pages", is_flag=True, help="Also say it page by page.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit 1 if a language is below.")
@_verb
def status(folder: Path, out: _Out, locales: tuple[str, ...], pages: bool, style: str, fail_under: float | None) -> int:
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
        click.echo(_findings(problems, "text"), err=True, color=_colour())
    below = fail_under is not None and any(100 * one.translated < fail_under * one.total for one in found)
    return 1 if problems or below else 0


@main.command()
@_locales
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@_verb
def check(folder: Path, out: _Out, locales: tuple[str, ...], style: str) -> int:
    """List everything that is wrong, in all files, with file and line. Exits 1 if an error is among it.

    \b
    Example:
      i18n check --format github
    """
    from i18n import pipeline, report

    with out.progress() as progress:
        found = pipeline.check(folder, locales, progress=progress)
    if style == "json":
        click.echo(report.check_json(found))
    else:
        if found.findings:
            click.echo(_findings(found.findings, style), color=_colour())
        if style == "text":
            out.say(report.check_summary(found))
    return 1 if found.errors else 0


@main.command()
@_locales
@click.option("--output", default="", metavar="DIR", help="Where the site goes [default: public, drafts go to drafts].")
@click.option("--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes [default: one per processor].")
@click.option(
    "--drafts", is_flag=True, help="Show everything, fuzzy and unapproved too, watermarked; never for publication."
)
@_verb
def build(folder: Path, out: _Out, locales: tuple[str, ...], output: str, jobs: int, drafts: bool) -> int:
    """Build the whole site, through the gate, and swap it in.

    \b
    Example:
      i18n build
      i18n build en-XA        what is not translatable, at a glance
    """
    from i18n import pipeline, report
    from i18n.model import Severity

    with out.progress() as progress:
        run = pipeline.build(folder, locales, output=output, jobs=jobs, drafts=drafts, progress=progress)
    if run.diagnostics:
        click.echo(_findings(run.diagnostics[:_MOST], "text"), err=True, color=_colour())
        if len(run.diagnostics) > _MOST:
            click.echo(f"... and {len(run.diagnostics) - _MOST} more; `i18n check` lists all", err=True)
    out.say(report.build(run, folder))
    return 1 if any(one.severity is Severity.ERROR for one in run.diagnostics) else 0


@main.command()
@click.argument("locale")
@click.option(
    "--origin", type=click.Choice(["human", "machine", "tm"]), required=True, help="Where the strings come from."
)
@click.option("--by", required=True, metavar="ID", help="Who says so: a person's stable id, or the engine's name.")
@click.option("--engine", default="", help="Name and version of the machine.")
@click.option("--note", default="", help="A remark for later readers.")
@click.option("--message", "messages", multiple=True, metavar="MSGID", help="Only this message; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="All finished strings (the default without --message).")
@_verb
def record(
    folder: Path,
    out: _Out,
    locale: str,
    origin: str,
    by: str,
    engine: str,
    note: str,
    messages: tuple[str, ...],
    everything: bool,
) -> int:
    """Write into the ledger where a language's strings come from.

    \b
    Example:
      i18n record es --origin human --by maria
    """
    from i18n import pipeline

    path, count = pipeline.record(
        folder, locale, origin=origin, by=by, messages=() if everything else messages, engine=engine, note=note
    )
    out.say(f"{path}: {count} new record{'' if count == 1 else 's'}")
    return 0


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--published", is_flag=True, help="Serve the site as it would be published instead of the draft view.")
@_verb
def serve(folder: Path, out: _Out, port: int, published: bool) -> int:
    """Show the site in the browser while you write: on this machine only, reloaded at every change.

    \b
    Example:
      i18n serve --port 8080
    """
    from i18n import preview

    gc.enable()
    return preview.serve(folder, port=port, drafts=not published, say=out.say)
