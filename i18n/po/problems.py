"""The problems of one file, each with its place, while it is read."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from i18n.errors import CatalogError
from i18n.model import Diagnostic, MessageKey, Severity


@dataclass(slots=True)
class Report:
    """The problems of one file, in the order in which they are found."""

    path: str
    locale: str | None = None
    text: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    errors: int = 0
    newlines: list[int] = field(default_factory=list)
    """Offsets of the newlines of `text`, filled when the first place is asked for."""

    def add(
        self, check: str, offset: int, message: str, *, warning: bool = False, key: MessageKey | None = None
    ) -> None:
        """One more problem, at a character offset."""
        line = self.line(offset)
        column = offset - (self.newlines[line - 2] if line > 1 else -1)
        severity = Severity.WARNING if warning else Severity.ERROR
        self.errors += not warning
        found = Diagnostic(check, severity, message, self.path, line, locale=self.locale, key=key, column=column)
        self.diagnostics.append(found)

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        if not self.newlines:
            self.newlines = [match.start() for match in re.finditer("\n", self.text)]
        return bisect.bisect_left(self.newlines, offset) + 1

    def raise_errors(self) -> None:
        if not self.errors:
            return
        self.diagnostics.sort(key=lambda found: (found.line, found.column))
        first = next(found for found in self.diagnostics if found.severity is Severity.ERROR)
        more = f" (and {self.errors - 1} more)" if self.errors > 1 else ""
        raise CatalogError(first.message + more, path=self.path, line=first.line, diagnostics=self.diagnostics)
