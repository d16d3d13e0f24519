"""What is wrong with one file, each thing with its place."""

from __future__ import annotations

from typing import NoReturn

from i18n.errors import I18nError
from i18n.model import Diagnostic, MessageKey, Severity

MAXIMUM_ERRORS = 100
"""Errors of one file that are listed; who has more has another file."""


class ExchangeError(I18nError):
    """A file that cannot be read whole, or a message that a format cannot hold."""


class Problems:
    """The problems of one file, in the order in which they are found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Diagnostic] = []

    def add(
        self,
        check: str,
        message: str,
        line: int,
        *,
        column: int = 0,
        key: MessageKey | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One more. Raises ExchangeError beyond MAXIMUM_ERRORS."""
        self.found.append(Diagnostic(check, severity, message, self.path, max(line, 1), key=key, column=column))
        if len(self.found) > MAXIMUM_ERRORS:
            raise ExchangeError(
                f"more than {MAXIMUM_ERRORS} problems; is it the right file?", path=self.path, diagnostics=self.found
            )

    def refuse(self, check: str, message: str, line: int = 1, *, column: int = 0) -> NoReturn:
        """Raises ExchangeError: with this the file cannot be read at all."""
        self.found.append(Diagnostic(check, Severity.ERROR, message, self.path, max(line, 1), column=column))
        raise ExchangeError(message, path=self.path, line=max(line, 1), diagnostics=self.found)
