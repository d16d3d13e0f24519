"""A multilingual content localization pipeline: the functions behind the commands, and the values they give.

    >>> import i18n
    >>> i18n.__version__
    '0.1.0'

Everything is imported when it is first used, so `import i18n` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from i18n.builder import Run
    from i18n.errors import (
        CatalogError,
        ConfigError,
        DiskError,
        I18nError,
        LedgerError,
        PublishError,
        SourceError,
        TemplateError,
        UsageError,
    )
    from i18n.model import Diagnostic, Severity
    from i18n.pipeline import Check, LocaleStatus, Update, add, build, check, extract, record, status, update
    from i18n.preview import serve
    from i18n.starter import create

_HOMES = {
    "i18n.builder": ("Run",),
    "i18n.errors": (
        "CatalogError",
        "ConfigError",
        "DiskError",
        "I18nError",
        "LedgerError",
        "PublishError",
        "SourceError",
        "TemplateError",
        "UsageError",
    ),
    "i18n.model": ("Diagnostic", "Severity"),
    "i18n.pipeline": (
        "Check",
        "LocaleStatus",
        "Update",
        "add",
        "build",
        "check",
        "extract",
        "record",
        "status",
        "update",
    ),
    "i18n.preview": ("serve",),
    "i18n.starter": ("create",),
}

__all__ = [
    "CatalogError",
    "Check",
    "ConfigError",
    "Diagnostic",
    "DiskError",
    "I18nError",
    "LedgerError",
    "LocaleStatus",
    "PublishError",
    "Run",
    "Severity",
    "SourceError",
    "TemplateError",
    "Update",
    "UsageError",
    "add",
    "build",
    "check",
    "create",
    "extract",
    "record",
    "serve",
    "status",
    "update",
]


def __getattr__(name: str) -> Any:
    """A public name, from the module that it lives in."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'i18n' has no attribute {name!r}")
