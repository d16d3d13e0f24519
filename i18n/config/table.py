"""A table of the file while values are taken out of it, with the place of all that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from i18n.config.keys import FOREIGN, GROUPS, KEYS, KeyPath
from i18n.config.values import array

_Value = TypeVar("_Value")


class Reader:
    """Takes values out of a table and collects all that is wrong with them."""

    def __init__(self, file: str, table: Mapping[str, Any], lines: Mapping[KeyPath, int], prefix: KeyPath) -> None:
        self.file = file
        self.table = table
        self.lines = lines
        self.prefix = prefix
        self.mistakes: list[tuple[int, str]] = []
        """Line and text."""

    def name(self, *path: str) -> str:
        return f"[{'.'.join((*self.prefix, *path))}]"

    def wrong(self, path: KeyPath, message: str) -> None:
        full = (*self.prefix, *path)
        while full and full not in self.lines:
            full = full[:-1]
        self.mistakes.append((self.lines.get(full, 1), message))

    def section(self, name: str) -> Mapping[str, Any]:
        table = self.table.get(name, {})
        return table if isinstance(table, dict) else {}

    def check_keys(self) -> None:
        for section, table in self.table.items():
            if section in KEYS and not isinstance(table, dict):
                self.wrong((section,), f"{section} = {table!r}; expected a section {self.name(section)}")
            elif section in KEYS and section not in FOREIGN:
                groups = self.groups(section) if section in GROUPS else {}
                self.check_known((section,), [key for key in table if key not in groups], KEYS[section])
            elif section not in KEYS:
                self._unknown_section(section, isinstance(table, dict))

    def _unknown_section(self, name: str, is_table: bool) -> None:
        homes = [section for section, keys in KEYS.items() if name.replace("_", "-") in keys]
        if homes and not is_table:
            hint = f"; {name.replace('_', '-')!r} belongs in {self.name(homes[0])}"
        else:
            near = get_close_matches(name, KEYS, n=1)
            hint = f"; did you mean {self.name(near[0])}?" if near else f"; expected one of {', '.join(KEYS)}"
        self.wrong((name,), f"unknown {'section ' + self.name(name) if is_table else f'key {name!r}'}{hint}")

    def groups(self, section: str) -> Mapping[str, Mapping[str, Any]]:
        """The sections that a section holds, by the site's own words for them."""
        return {
            key: table
            for key, table in self.section(section).items()
            if isinstance(table, dict) and key not in KEYS[section]
        }

    def check_known(self, path: KeyPath, keys: Collection[str], known: Collection[str]) -> None:
        for key in keys:
            if key not in known:
                near = get_close_matches(key.replace("_", "-").lower(), known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(known)}"
                self.wrong((*path, key), f"unknown key {key!r} in {self.name(*path)}; {hint}")

    def check_distinct(self, path: KeyPath, tags: Collection[Any], noun: str) -> None:
        seen: dict[str, str] = {}
        for index, tag in enumerate(tags):
            spelling = str(tag).replace("_", "-").lower()
            if spelling in seen:
                here = (*path, tag if noun == "language" else str(index))
                self.wrong(here, f"{tag!r} is the same {noun} as {seen[spelling]!r} above; name it once")
            seen.setdefault(spelling, str(tag))

    def take(self, path: KeyPath, expected: str, check: Callable[[Any], _Value | None], default: _Value) -> _Value:
        """The value at a path as `check` gives it back; the default if it is missing, or None came back."""
        table: Any = self.table
        for part in path:
            if not isinstance(table, dict) or part not in table:
                return default
            table = table[part]
        value = check(table)
        if value is None:
            self.wrong(path, f"{path[-1]} = {_written(table)}; expected {expected}")
            return default
        return value

    def choose(self, path: KeyPath, choices: Collection[str], default: str) -> str:
        def check(value: Any) -> str | None:
            return value if isinstance(value, str) and value in choices else None

        return self.take(path, f"one of {', '.join(map(repr, choices))}", check, default)

    def items(self, path: KeyPath, expected: str, check: Callable[[Any], str | None]) -> tuple[str, ...] | None:
        """The strings of a list; None if there is no list."""
        values = self.take(path, f"a list, each item {expected}", lambda value: array(value), None)
        if values is None:
            return None
        checked = [(index, value, check(value)) for index, value in enumerate(values)]
        for index, value, good in checked:
            if good is None:
                self.wrong((*path, str(index)), f"{_written(value)} in {path[-1]}; expected {expected}")
        return tuple(good for _, _, good in checked if good is not None)


def _written(value: Any) -> str:
    """A value as TOML would show it, cut to a readable length."""
    shown = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
