"""Who approves what: approve, reject, revoke, waive, approvals."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from i18n.cli.frame import Out, colour, findings, some_locales, some_release, verb

if TYPE_CHECKING:
    from i18n.pipeline import Choice, Decided, Who

_ROLES = ("translator", "qualified-translator", "clinician", "editor")


def _who(function: Callable[..., Any]) -> Callable[..., Any]:
    """Who says it, in which role, why, when: the command is given `who`."""

    @functools.wraps(function)
    def wrapped(by: str, role: str, note: str, at: str, **arguments: Any) -> Any:
        from i18n import pipeline

        return function(who=pipeline.Who(by, role, note, at), **arguments)

    return _with(
        wrapped,
        click.option("--at", default="", metavar="TIME", help="When, as 2026-11-22T13:55:29Z; now by default."),
        click.option("--note", default="", help="A remark for later readers."),
        click.option("--role", type=click.Choice(_ROLES), required=True, help="In which role."),
        click.option("--by", required=True, metavar="ID", help="Who says it: an id of locales/reviewers.toml."),
    )


def _which(function: Callable[..., Any]) -> Callable[..., Any]:
    """Which strings are meant, those that fit all that is said: the command is given `choice`."""

    @functools.wraps(function)
    def wrapped(
        messages: tuple[str, ...], context: str | None, page: str, critical: bool, everything: bool, **arguments: Any
    ) -> Any:
        from i18n import pipeline

        return function(choice=pipeline.Choice(messages, context, page, critical, everything), **arguments)

    return _with(
        wrapped,
        click.option("--all", "everything", is_flag=True, help="All strings."),
        click.option("--critical", is_flag=True, help="Critical text alone."),
        click.option("--page", default="", metavar="FILE", help="The texts of a source file: content/visit.md."),
        click.option("--context", metavar="TEXT", help="The context of the messages that are named."),
        click.argument("messages", nargs=-1, metavar="[MSGID]..."),
        click.argument("locale"),
    )


def _with(function: Callable[..., Any], *options: Callable[..., Any]) -> Callable[..., Any]:
    """A command with some options, the last of them first."""
    for option in options:
        function = option(function)
    return function


@click.command()
@_which
@click.option("--anyway", is_flag=True, help="Critical text too with a finding, by name; --note says why.")
@_who
@verb
def approve(folder: Path, out: Out, locale: str, choice: Choice, anyway: bool, who: Who) -> int:
    """Approve strings, each for its source text as both are now. Exits 1 if one cannot be approved, and names it.

    \b
    Example:
      i18n approve es "Do not drive." --by maria --role qualified-translator
      i18n approve es --page content/visit.md --critical --by maria --role qualified-translator
    """
    from i18n import pipeline

    done = pipeline.approve(folder, locale, who, choice, anyway=anyway)
    if done.waiting:
        what = "critical string is" if done.waiting == 1 else "critical strings are"
        out.say(f"{done.waiting} {what} still not shown as approved: the policy asks for more people or another role")
    return _told(out, done)


@click.command()
@_which
@_who
@verb
def reject(folder: Path, out: Out, locale: str, choice: Choice, who: Who) -> int:
    """Reject strings: they are not shown until somebody with the right to it approves them. --note says why.

    \b
    Example:
      i18n reject es "Do not drive." --by maria --role qualified-translator --note "the word not is lost"
    """
    from i18n import pipeline

    return _told(out, pipeline.reject(folder, locale, who, choice))


@click.command()
@_which
@click.option("--by-reviewer", default="", metavar="ID", help="All that this person approved, reviewed or waived.")
@click.option("--engine", default="", metavar="NAME", help="All that this machine made.")
@_who
@verb
def revoke(folder: Path, out: Out, locale: str, choice: Choice, by_reviewer: str, engine: str, who: Who) -> int:
    """Take approvals and waivers back, those of strings that are not in use now too.

    \b
    Example:
      i18n revoke es --page content/visit.md --by maria --role qualified-translator
      i18n revoke es --by-reviewer carlos --by maria --role qualified-translator --note "left the practice"
    """
    from i18n import pipeline

    return _told(out, pipeline.revoke(folder, locale, who, choice, by_reviewer=by_reviewer, engine=engine))


@click.command()
@click.argument("locale")
@click.argument("message", metavar="MSGID")
@click.argument("check")
@click.option("--context", metavar="TEXT", help="The message's context.")
@_who
@verb
def waive(folder: Path, out: Out, locale: str, message: str, check: str, context: str | None, who: Who) -> int:
    """Say that a finding of a check about a string is none. --note says why; what the gate refuses stays refused.

    \b
    Example:
      i18n waive es "OK" language.untranslated --by maria --role qualified-translator --note "so in Spanish"
    """
    from i18n import pipeline

    return _told(out, pipeline.waive(folder, locale, who, message, check, context=context))


@click.command()
@some_locales
@click.option("--page", default="", metavar="FILE", help="Of the texts of a source file alone.")
@some_release("What a published folder rests on, by its evidence.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv", "html"]), default="text", show_default=True
)
@verb
def approvals(
    folder: Path,
    out: Out,
    locales: tuple[str, ...],
    page: str,
    release: Path | None,
    evidence: Path | None,
    style: str,
) -> int:
    """Show who approved what, when, in which role, and what critical text nobody has approved.

    \b
    Example:
      i18n approvals es --page content/visit.md --format html
      i18n approvals es --release public
    """
    from i18n import approval_report, pipeline

    found = pipeline.approvals(folder, locales, page=page, release=release, file=evidence)
    click.echo(approval_report.approvals(found, style))
    return 0


def _told(out: Out, done: Decided) -> int:
    out.say(f"{done.path}: {done.records} new record{'' if done.records == 1 else 's'}")
    if done.left_out:
        click.echo(findings(done.left_out, "text"), err=True, color=colour())
    return 1 if done.left_out else 0
