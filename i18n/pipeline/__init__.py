"""The stories: what each command does, from reading to writing. The only room that knows all stages.

Every function takes the site's folder, returns values, prints nothing, and raises `I18nError` for what stops it.
Stages are imported where they are used, so that `i18n --help` does not load a Markdown parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from i18n.pipeline.accounts import Approvals, approvals
    from i18n.pipeline.aligning import Aligned, AlignedPage, align
    from i18n.pipeline.auditing import Audit, audit
    from i18n.pipeline.building import Verified, build, verify_release
    from i18n.pipeline.catalogs import Extracted, Update, add, extract, next_step, template, update
    from i18n.pipeline.checking import Check, LocaleStatus, PageStatus, Waiting, check, status
    from i18n.pipeline.deciding import Choice, Decided, Who, approve, reject, revoke, waive
    from i18n.pipeline.exchange import Exported, Imported, export_units, import_units
    from i18n.pipeline.git import (
        CLEAN,
        TO_RESOLVE,
        Driven,
        History,
        Setup,
        git_setup,
        merge_driver,
        verify_history,
    )
    from i18n.pipeline.places import uses
    from i18n.pipeline.recording import record
    from i18n.pipeline.remembering import Typos
    from i18n.pipeline.verifying import VerifiedLedger, verify_ledger

_HOMES = {
    "aligning": ("Aligned", "AlignedPage", "align"),
    "accounts": ("Approvals", "approvals"),
    "auditing": ("Audit", "audit"),
    "building": ("Verified", "build", "verify_release"),
    "catalogs": ("Extracted", "Update", "add", "extract", "next_step", "template", "update"),
    "checking": ("Check", "LocaleStatus", "PageStatus", "Waiting", "check", "status"),
    "deciding": ("Choice", "Decided", "Who", "approve", "reject", "revoke", "waive"),
    "exchange": ("Exported", "Imported", "export_units", "import_units"),
    "git": ("CLEAN", "TO_RESOLVE", "Driven", "History", "Setup", "git_setup", "merge_driver", "verify_history"),
    "places": ("uses",),
    "recording": ("record",),
    "remembering": ("Typos",),
    "verifying": ("VerifiedLedger", "verify_ledger"),
}
"""In which module each story is told; a module is loaded when somebody asks for one of its names."""

__all__ = [
    "CLEAN",
    "TO_RESOLVE",
    "Aligned",
    "AlignedPage",
    "Approvals",
    "Audit",
    "Check",
    "Choice",
    "Decided",
    "Driven",
    "Exported",
    "Extracted",
    "History",
    "Imported",
    "LocaleStatus",
    "PageStatus",
    "Setup",
    "Typos",
    "Update",
    "Verified",
    "VerifiedLedger",
    "Waiting",
    "Who",
    "add",
    "align",
    "approvals",
    "approve",
    "audit",
    "build",
    "check",
    "export_units",
    "extract",
    "git_setup",
    "import_units",
    "merge_driver",
    "next_step",
    "record",
    "reject",
    "revoke",
    "status",
    "template",
    "update",
    "uses",
    "verify_history",
    "verify_ledger",
    "verify_release",
    "waive",
]


def __getattr__(name: str) -> Any:
    """A public name, from the module that it lives in."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"i18n.pipeline.{home}"), name)
    raise AttributeError(f"module 'i18n.pipeline' has no attribute {name!r}")
