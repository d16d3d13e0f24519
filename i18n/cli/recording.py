"""What the ledger is told: record."""

from __future__ import annotations

from pathlib import Path

import click

from i18n.cli.frame import Out, verb


@click.command()
@click.argument("locale")
@click.option(
    "--origin", type=click.Choice(["human", "machine", "tm"]), required=True, help="Where the strings come from."
)
@click.option("--by", required=True, metavar="ID", help="Who says so: a person's stable id, or the engine's name.")
@click.option("--engine", default="", help="Name and version of the machine.")
@click.option("--note", default="", help="A remark for later readers.")
@click.option("--message", "messages", multiple=True, metavar="MSGID", help="Only this message; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="All finished strings (the default without --message).")
@verb
def record(
    folder: Path,
    out: Out,
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
