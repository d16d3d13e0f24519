"""What all commands have: options, words for a person, progress, errors and exit codes."""

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

from i18n.errors import I18nError

if TYPE_CHECKING:
    from i18n.model import Progress

_F = TypeVar("_F", bound=Callable[..., Any])


def verb(function: _F) -> _F:
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
            code = function(folder=folder.resolve(), out=Out(quiet), **arguments)
        except I18nError as error:
            fail(error)
            code = 2
        except (click.ClickException, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            click.secho("\ninterrupted; every file is whole, as it was or as it was to become", err=True)
            code = 2
        except Exception as error:
            if verbose:
                raise
            fail(
                I18nError(
                    f"the program failed: {type(error).__name__}: {error}; run it with -v and report what it prints"
                )
            )
            code = 2
        sys.exit(code or 0)

    return wrapped  # type: ignore[return-value]


class Out:
    """Where words go: nowhere when quiet."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet

    def say(self, text: str = "") -> None:
        if not self.quiet:
            click.echo(text, color=colour())

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


def some_release(purpose: str) -> Callable[[_F], _F]:
    """`--release DIR` with what it is for, and `--evidence FILE`."""

    def with_options(function: _F) -> _F:
        for option in (
            click.option(
                "--evidence",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="With --release: its evidence [default: the file beside the release].",
            ),
            click.option("--release", type=click.Path(path_type=Path), metavar="DIR", help=purpose),
        ):
            function = option(function)
        return function

    return with_options


def colour() -> bool | None:
    """No colour where NO_COLOR is set; else click's own rule: colour on a terminal alone."""
    return False if os.environ.get("NO_COLOR") else None


def fail(error: I18nError) -> None:
    from i18n import report

    found = error.diagnostics
    text = (
        report.findings(found, colour=sys.stderr.isatty() and colour() is not False)
        if found
        else f"error: {report.printable(str(error))}"
    )
    click.echo(text, err=True, color=colour())


def findings(found: Sequence[Any], style: str) -> str:
    from i18n import report

    return report.findings(found, colour=sys.stdout.isatty() and colour() is not False, style=style)


some_locales = click.argument("locales", nargs=-1, metavar="[LOCALE]...")
