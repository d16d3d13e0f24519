"""What stops a run. A mistake in a text is a `Diagnostic`, not an error.

I18nError
  UsageError      the command was called wrongly
  ConfigError     i18n.toml or [tool.i18n]
  SourceError     content or data
  TemplateError   a Jinja template
  CatalogError    one .po file cannot be read whole; carries all that is wrong with it
  LedgerError     one ledger cannot be read whole
  DiskError       a folder is missing, a file cannot be written
  PublishError    the output is not ours to replace
  StrictError     the release is not complete, and it was to be published only if it is
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from i18n.model import Diagnostic


class I18nError(Exception):
    """What was found, what was expected and what to do, in one line, with its place."""

    def __init__(self, message: str, *, path: str = "", line: int = 0, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        """Relative to the site's folder; empty where no file is to blame."""
        self.line = line
        """1-based, or 0 where it says nothing."""
        self.diagnostics = tuple(diagnostics)
        """Every problem one by one, where there are several."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.path and self.line else self.path
        return f"{place}: {self.message}" if place else self.message


class UsageError(I18nError):
    """The command or function was called wrongly."""


class ConfigError(I18nError):
    """The configuration cannot be used."""


class SourceError(I18nError):
    """A content or data file cannot be used."""


class TemplateError(I18nError):
    """A Jinja template cannot be used."""


class CatalogError(I18nError):
    """A `.po` file that cannot be read whole. `diagnostics` has every problem of the file."""


class LedgerError(I18nError):
    """A ledger that cannot be read whole. `diagnostics` has every line that cannot be used."""


class DiskError(I18nError):
    """A file or folder that cannot be read or written."""


class PublishError(I18nError):
    """The output folder is not ours to replace, or the release is not fit to be published."""


class StrictError(I18nError):
    """The release is not complete in every language. `diagnostics` has every page that is not."""
