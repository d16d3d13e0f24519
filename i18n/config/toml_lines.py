"""The places of keys in a TOML document, which the standard library's parser does not tell."""

from __future__ import annotations

import re
import tomllib

from i18n.config.keys import KeyPath


class Lines:
    """The line of every key of a TOML document that tomllib has accepted."""

    _BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
    _STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\])*"|' r"'[^']*'", re.DOTALL)
    _BARE = re.compile(r"[A-Za-z0-9_-]+")
    _DOT = re.compile(r"[ \t]*\.[ \t]*")
    _EQUALS = re.compile(r"[ \t]*=[ \t]*")
    _SCALAR = re.compile(r"[^,\]}\n#]*")

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.found: dict[KeyPath, int] = {}
        self._document()

    def _document(self) -> None:
        section: KeyPath = ()
        repeated: dict[KeyPath, int] = {}
        while self._skip_blank():
            line = self._line()
            if self.text[self.position] != "[":
                self._pair(section)
                continue
            is_list = self.text.startswith("[[", self.position)
            self.position += 2 if is_list else 1
            self._skip_blank()
            section = self._key()
            self._skip_blank()
            self.position += 2 if is_list else 1
            self._note(section, line)
            if is_list:
                repeated[section] = repeated.get(section, -1) + 1
                section = (*section, str(repeated[section]))
                self._note(section, line)

    def _pair(self, section: KeyPath) -> None:
        line = self._line()
        path = (*section, *self._key())
        self._advance(self._EQUALS)
        self._note(path, line)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        start = self.text[self.position]
        if start in "\"'":
            self._advance(self._STRING)
        elif start not in "[{":
            self._advance(self._SCALAR)
        else:
            self.position += 1
            index = 0
            while self._skip_blank() and self.text[self.position] not in "]}":
                if start == "{":
                    self._pair(path)
                else:
                    self._note((*path, str(index)), self._line())
                    self._value((*path, str(index)))
                    index += 1
            self.position += 1

    def _key(self) -> KeyPath:
        parts = []
        while True:
            if self.text[self.position] in "\"'":
                parts.append(str(tomllib.loads(f"key = {self._advance(self._STRING)}")["key"]))
            else:
                parts.append(self._advance(self._BARE))
            if not self._advance(self._DOT):
                return tuple(parts)

    def _advance(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return match[0]

    def _skip_blank(self) -> bool:
        """Whether anything comes after white space, comments and commas."""
        self._advance(self._BLANK)
        return self.position < len(self.text)

    def _line(self) -> int:
        return self.text.count("\n", 0, self.position) + 1

    def _note(self, path: KeyPath, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)
