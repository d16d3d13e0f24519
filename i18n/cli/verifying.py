"""Whether what is there is what was meant: verify."""

from __future__ import annotations

from pathlib import Path

import click

from i18n.cli.frame import Out, colour, findings, some_locales, some_release, verb


@click.command()
@some_locales
@click.option(
    "--history", is_flag=True, help="Look through git's history for strings that a merge gave another source."
)
@click.option("--ledger", is_flag=True, help="Look for records that cannot be right, or that are gone.")
@click.option(
    "--base",
    default="HEAD",
    show_default=True,
    metavar="COMMIT",
    help="With --ledger: no record may be gone since the branch left this one, such as origin/main.",
)
@some_release("Compare a published folder, file by file, with the evidence of its release.")
@verb
def verify(
    folder: Path,
    out: Out,
    locales: tuple[str, ...],
    history: bool,
    ledger: bool,
    base: str,
    release: Path | None,
    evidence: Path | None,
) -> int:
    """Prove that strings were made for their sources, that records say what was said, that a published folder is what
    was built. Exits 1 if not.

    \b
    Example:
      i18n verify --history es
      i18n verify --ledger --base origin/main
      i18n verify --release public
    """
    if not (history or ledger or release):
        raise click.UsageError("Say what to verify: --history, --ledger, --release.")
    wrong = [_history(folder, out, locales)] if history else []
    wrong += [_ledger(folder, out, locales, base)] if ledger else []
    wrong += [_release(out, release, evidence)] if release else []
    return 1 if any(wrong) else 0


def _history(folder: Path, out: Out, locales: tuple[str, ...]) -> bool:
    """Whether an error was found."""
    from i18n import pipeline
    from i18n.model import Severity

    with out.progress() as progress:
        found = pipeline.verify_history(folder, locales, progress=progress)
    if found.findings:
        click.echo(findings(found.findings, "text"), color=colour())
    merges = f"{found.merges} merge{'' if found.merges == 1 else 's'} of catalogs"
    out.say(f"{found.pairs} finished strings, {merges}: {len(found.findings) or 'nothing'} found")
    return any(one.severity is Severity.ERROR for one in found.findings)


def _ledger(folder: Path, out: Out, locales: tuple[str, ...], base: str) -> bool:
    from i18n import pipeline
    from i18n.model import Severity

    found = pipeline.verify_ledger(folder, locales, base=base)
    if found.findings:
        click.echo(findings(found.findings, "text"), color=colour())
    kinds = f"{found.live} about strings of now, {found.historical} of before, {found.unknown} of neither"
    alone = "no commit to compare with, so nobody looked at who committed them"
    since = f"compared with {found.base[:12]}" if found.base else alone
    out.say(
        f"{found.records} record{'' if found.records == 1 else 's'} ({kinds}), {since}: "
        f"{len(found.findings) or 'nothing'} found"
    )
    if found.authored or found.entered:
        out.say(f"{found.authored} were committed by the person whose word they are, {found.entered} by one who enters")
    return any(one.severity is Severity.ERROR for one in found.findings)


def _release(out: Out, release: Path, evidence: Path | None) -> bool:
    from i18n import pipeline

    found = pipeline.verify_release(release, evidence)
    if found.findings:
        click.echo(findings(found.findings, "text"), color=colour())
    out.say(f"{found.files} files in the evidence: {len(found.findings) or 'nothing'} found")
    return bool(found.findings)
