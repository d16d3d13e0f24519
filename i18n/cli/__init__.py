"""The command line: arguments, progress, exit codes. What a command does is in `pipeline`.

Exit codes: 0 fine, 1 findings, 2 nothing was done.
"""

from __future__ import annotations

import click

from i18n import __version__
from i18n.cli import (
    aligning,
    auditing,
    catalogs,
    checking,
    deciding,
    exchange,
    git,
    recording,
    reviewing,
    sites,
    verifying,
)


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


COMMANDS = (
    sites.new,
    catalogs.extract,
    catalogs.update,
    catalogs.add,
    aligning.align,
    checking.status,
    checking.check,
    auditing.audit,
    sites.build,
    exchange.export,
    exchange.import_,
    recording.record,
    reviewing.review,
    deciding.approve,
    deciding.reject,
    deciding.revoke,
    deciding.waive,
    deciding.approvals,
    git.git_setup,
    git.merge_driver,
    verifying.verify,
    sites.serve,
)
"""In the order in which a site meets them, which is that of the help."""

for command in COMMANDS:
    main.add_command(command)
