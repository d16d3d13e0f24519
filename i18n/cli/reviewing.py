"""For reviewers: review, review export, review import."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from i18n.cli.frame import Out, colour, findings, verb

_ROLES = ("translator", "qualified-translator", "clinician", "editor")
_by = click.option(
    "--by", default="", envvar="I18N_REVIEWER", metavar="ID", help="Who reviews [environment: I18N_REVIEWER]."
)
_role = click.option("--role", type=click.Choice(_ROLES), help="In which role; needed where the person has several.")
_pages = click.option("--page", "pages", multiple=True, metavar="PATH", help="Only texts of this source file.")


class _Review(click.Group):
    """A command with a locale, which also has commands of its own: `review es`, `review export es`."""

    allow_extra_args = False
    allow_interspersed_args = True

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        place = _first_word(arguments)
        if place is None or arguments[place] not in self.commands:
            return click.Command.parse_args(self, context, arguments)
        # What stands before the name, such as -C, is the inner command's.
        context.meta[__name__] = arguments[place], [*arguments[:place], *arguments[place + 1 :]]
        return []

    def invoke(self, context: click.Context) -> object:
        if __name__ not in context.meta:
            return click.Command.invoke(self, context)
        name, arguments = context.meta[__name__]
        command = self.commands[name]
        # Not a child of this one, whose LOCALE would stand in front of the name.
        with command.make_context(f"{context.info_name} {name}", list(arguments), parent=context.parent) as inner:
            return command.invoke(inner)


def _first_word(arguments: Sequence[str]) -> int | None:
    """The place of the first argument that is no option of `verb`."""
    place = 0
    while place < len(arguments) and arguments[place] in ("-C", "-q", "-v", "--quiet", "--verbose"):
        place += 2 if arguments[place] == "-C" else 1
    return place if place < len(arguments) else None


@click.group(cls=_Review, subcommand_metavar="")
@click.argument("locale")
@_pages
@click.option("--critical", is_flag=True, help="Only critical text.")
@click.option("--again", is_flag=True, help="Also what is approved, and what this person decided about before.")
@_by
@_role
@verb
def review(
    folder: Path,
    out: Out,
    locale: str,
    pages: tuple[str, ...],
    critical: bool,
    again: bool,
    by: str,
    role: str | None,
) -> int:
    """Review a language here, one text at a time; or take its pages elsewhere with `export` and `import`.

    Every decision is entered at once, so the session can end at any time and goes on where it ended.

    \b
    Example:
      i18n review es --by maria --role qualified-translator --critical
      i18n review export es
      i18n review import es review-es-maria.json --by maria
    """
    from i18n import review as room

    gc.enable()
    screen = room.Screen(_say, _ask, _edit, sys.stdout.isatty() and colour() is not False)
    done = room.run(folder, locale, room.Wanted(by, role or "", pages, critical, again), screen)
    out.say(
        f"{done.approved} approved, {done.rejected} rejected, {done.edited} edited; {done.left} left. "
        f"Go on with the same command."
        if done.left
        else f"{done.approved} approved, {done.rejected} rejected, {done.edited} edited; nothing is left."
    )
    return 0


def _say(text: str) -> None:
    click.echo(text, color=colour())


def _ask(question: str) -> str | None:
    click.echo(question, nl=False)
    line = sys.stdin.readline()
    return line.rstrip("\r\n") if line else None


def _edit(text: str) -> str | None:
    return click.edit(text, extension=".po")


@review.command()
@click.argument("locale")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@_pages
@verb
def export(folder: Path, out: Out, locale: str, file: Path | None, pages: tuple[str, ...]) -> int:
    """Write the pages of a language into one HTML file, for reviewers without this program.

    It needs no network, works on a phone, and makes the small file that comes back.

    \b
    Example:
      i18n review export es
      i18n review export es for-maria.html --page content/visit.md
    """
    from i18n import review as room

    done = room.export(folder, locale, file, pages=pages)
    out.say(f"{done.path}: {done.pages} page{'' if done.pages == 1 else 's'}, {done.messages} texts to review")
    out.say(f"When the answer comes back: i18n review import {locale} FILE.json --by ID")
    return 0


@review.command("import")
@click.argument("locale")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--by", required=True, envvar="I18N_REVIEWER", metavar="ID", help="Who sent it; the file must agree.")
@_role
@verb
def import_(folder: Path, out: Out, locale: str, file: Path, by: str, role: str | None) -> int:
    """Enter what a reviewer decided in an exported file. Exits 1 if something could not be entered, and says why.

    \b
    Example:
      i18n review import es review-es-maria.json --by maria --role qualified-translator
    """
    from i18n import review as room

    done = room.enter(folder, locale, file, by=by, role=role or "")
    if done.findings:
        click.echo(findings(done.findings, "text"), err=True, color=colour())
    out.say(
        f"{done.ledger}: {done.approved} approved, {done.rejected} rejected, {done.same} entered before, "
        f"{len(done.findings)} left out"
    )
    if done.waiting:
        out.say(f"{done.waiting} of the critical ones still wait for the approval of another person too.")
    return 1 if done.findings else 0
