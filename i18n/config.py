"""The site's configuration: `i18n.toml`, `[tool.i18n]` in `pyproject.toml`, or nothing at all.

    [site]             title, base-url, source, locales, prefix-source, domain, keep-releases, references
    [folders]          content, templates, static, locales
    [content]          fields: more front matter keys to translate
    [data]             translate: what of the data files is text, as patterns such as "hours.*.note"
    [critical]         "visit/*.md" = "driving": the class of harm of whole content files
    [policy]           preset, unrecorded, machine, translated, critical-roles, minimum
    [languages.TAG]    name, direction, plurals, fallbacks

Every key has a default. All mistakes are reported in one run, each with its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any, Literal, TypeVar, cast
from unicodedata import category
from urllib.parse import urlsplit

from i18n.errors import ConfigError, DiskError
from i18n.model import Direction

Shown = Literal["show", "notice", "source"]
"""What becomes of a string: it is shown, shown under a notice, or the source text is shown in its place."""
References = Literal["file", "line", "none"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be shown of translations that nobody with the right to do so has approved."""

    unrecorded: Shown = "show"
    """Strings that the ledger says nothing about."""
    machine: Shown = "notice"
    translated: Shown = "show"
    """A person's work that nobody has reviewed."""
    critical_roles: frozenset[str] = frozenset({"qualified-translator"})
    """Whose approval critical text needs."""
    minimum: float = 0.0
    """Share, 0 to 1, of a page's messages below which the page is not published in that locale."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie, relative to the site's folder, with `/`; never outside of it."""

    content: str = "content"
    templates: str = "templates"
    static: str = "static"
    locales: str = "locales"

    @property
    def data(self) -> str:
        return f"{self.content}/_data"


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """What `[languages.TAG]` says about one language; None leaves it to CLDR and gettext's conventions."""

    name: str | None = None
    direction: Direction | None = None
    plurals: str | None = None
    """As in a `Plural-Forms` header, not yet parsed."""
    fallbacks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A site's settings. Tags are as the configuration or the folder names spell them."""

    root: Path
    """The site's folder, absolute."""
    file: str = ""
    """`i18n.toml`, `pyproject.toml`, or empty without configuration."""
    title: str = ""
    base_url: str = ""
    """http(s) address of the site's root without a slash at the end; empty: no absolute links are written."""
    source: str = "en"
    locales: tuple[str, ...] = ()
    """In the order of the configuration; else every folder of `locales/` that has LC_MESSAGES, sorted."""
    prefix_source: bool = True
    """Whether the source language too has its tag in the address: `/en/visit/`."""
    domain: str = "site"
    """The catalogs' name; by default the one name that every locale has a `.po` file of, else `site`."""
    folders: Folders = field(default_factory=Folders)
    fields: tuple[str, ...] = ()
    """Front matter keys that are translated beside the usual ones."""
    data: tuple[str, ...] = ()
    """Patterns of translatable values; the first part is a data file's stem, `*` stands for one part."""
    critical: Mapping[str, str] = field(default_factory=dict)
    """Glob below the content folder to class of harm."""
    policy: Policy = field(default_factory=Policy)
    languages: Mapping[str, LanguageSettings] = field(default_factory=dict)
    keep_releases: int = 3
    """Releases kept for a rollback; at least 1."""
    references: References = "file"
    """What `#:` lines hold: file and heading, file and line, or nothing."""


_KEYS: Mapping[str, tuple[str, ...]] = {
    "site": (
        "title", "base-url", "source", "locales", "prefix-source", "domain", "keep-releases", "references",
    ),
    "folders": ("content", "templates", "static", "locales"),
    "content": ("fields",),
    "data": ("translate",),
    "critical": (),
    "policy": ("preset", "unrecorded", "machine", "translated", "critical-roles", "minimum"),
    "languages": (),
}  # fmt: skip
_LANGUAGE_KEYS = ("name", "direction", "plurals", "fallbacks")
_ROLES = ("translator", "qualified-translator", "clinician", "editor")
_SHOWN = ("show", "notice", "source")
_FOREIGN = ("critical", "languages")
"""Sections whose keys are the site's own words."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*(?:@[A-Za-z]+)?", re.ASCII)
_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_CLASS = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_PATTERN = re.compile(r"[^.*\s]+(?:\.(?:\*|[^.*\s]+))+")
_FIELD = re.compile(r"[^.\s]+(?:\.[^.\s]+)*")

_Path = tuple[str, ...]
_Value = TypeVar("_Value")


def load(root: Path) -> Project:
    """The settings of the site in a folder.

    Tags are checked for their shape only; what language they mean is another module's question.
    Raises ConfigError with every mistake of the file, each on its own line with its place, and DiskError if the folder
    or the file cannot be read.
    """
    root = root.resolve()
    if not root.is_dir():
        raise DiskError("there is no such folder", path=root.as_posix())
    file, table, lines, prefix = _find(root)
    reader = _Reader(file, table, lines, prefix)
    project = _project(root, reader)
    if reader.mistakes:
        raise _error(file, reader.mistakes)
    return project


def _find(root: Path) -> tuple[str, Mapping[str, Any], Mapping[_Path, int], _Path]:
    """The file that configures the site, its table, the line of each key, and where in the file the table is."""
    if (root / "i18n.toml").is_file():
        table, lines = _parse(root, "i18n.toml")
        return "i18n.toml", table, lines, ()
    if (root / "pyproject.toml").is_file():
        table, lines = _parse(root, "pyproject.toml")
        tools = table.get("tool", {})
        if isinstance(tools, dict) and "i18n" in tools:
            own = tools["i18n"]
            if not isinstance(own, dict):
                raise ConfigError("tool.i18n; expected a table", path="pyproject.toml", line=lines["tool", "i18n"])
            return "pyproject.toml", own, lines, ("tool", "i18n")
    return "", {}, {}, ()


def _parse(root: Path, file: str) -> tuple[Mapping[str, Any], Mapping[_Path, int]]:
    try:
        data = (root / file).read_bytes()
    except OSError as error:
        raise DiskError(f"cannot be read: {error.strerror or error}", path=file) from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text), _Lines(text).found
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("the file is not UTF-8; save it as UTF-8", path=file, line=line) from error
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = reason[: place.start()] if place else reason
        raise ConfigError(f"not TOML: {reason[:1].lower()}{reason[1:]}", path=file, line=line) from error


def _error(file: str, mistakes: Collection[tuple[int, str]]) -> ConfigError:
    (line, message), *others = sorted(mistakes)
    rest = [f"{file}:{number}: {text}" for number, text in others]
    return ConfigError("\n".join([message, *rest]), path=file, line=line)


# --- from table to settings ------------------------------------------------------------------------


def _project(root: Path, reader: _Reader) -> Project:
    reader.check_keys()
    folders = _folders(root, reader)
    found = _discover(root / folders.locales)
    locales = reader.items(("site", "locales"), "a language tag such as 'pt-BR'", _tag)
    reader.check_distinct(("site", "locales"), _list(reader.section("site").get("locales")) or (), "locale")
    tags = found if locales is None else locales
    return Project(
        root=root,
        file=reader.file,
        title=reader.take(("site", "title"), "text", _text, ""),
        base_url=reader.take(("site", "base-url"), "an address such as 'https://example.org'", _base_url, ""),
        source=reader.take(("site", "source"), "a language tag such as 'en'", _tag, "en"),
        locales=tags,
        prefix_source=reader.take(("site", "prefix-source"), "true or false", _flag, True),
        domain=reader.take(("site", "domain"), "a file name without ending", _domain, "")
        or _only_domain(root / folders.locales, tags),
        folders=folders,
        fields=reader.items(("content", "fields"), "a front matter key", _matching(_FIELD)) or (),
        data=reader.items(("data", "translate"), "a pattern such as 'hours.*.note'", _matching(_PATTERN)) or (),
        critical=_critical(reader),
        policy=_policy(reader),
        languages=_languages(reader),
        keep_releases=reader.take(("site", "keep-releases"), "a whole number from 1 to 1000", _count, 3),
        references=cast(References, reader.choose(("site", "references"), ("file", "line", "none"), "file")),
    )


def _folders(root: Path, reader: _Reader) -> Folders:
    expected = "a folder inside the site's folder, such as 'content'"

    def inside(value: Any) -> str | None:
        path = _relative(value)
        try:
            return path if path and (root / path).resolve().is_relative_to(root) else None
        except (OSError, RuntimeError):
            return None

    names = {key: reader.take(("folders", key), expected, inside, key) for key in _KEYS["folders"]}
    owner: dict[str, str] = {}
    for key, name in names.items():
        if owner.setdefault(name, key) != key:
            reader.wrong(("folders", key), f"{key} = {name!r} is the folder of {owner[name]!r} too")
    return Folders(**names)


def _discover(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if _tag(path.name) and (path / "LC_MESSAGES").is_dir()))


def _only_domain(folder: Path, tags: Collection[str]) -> str:
    """The one name that every locale with catalogs has a `.po` file of; `site` where that is not clear."""
    stems = [
        {path.stem for path in (folder / name / "LC_MESSAGES").glob("*.po") if _DOMAIN.fullmatch(path.stem)}
        for tag in tags
        for name in {tag, tag.replace("-", "_")}
    ]
    common = set.intersection(*filled) if (filled := [names for names in stems if names]) else set()
    return common.pop() if len(common) == 1 else "site"


def _critical(reader: _Reader) -> dict[str, str]:
    classes: dict[str, str] = {}
    for glob in reader.section("critical"):
        if _relative(glob) is None:
            reader.wrong(
                ("critical", glob), f"{glob!r} in {reader.name('critical')}; expected a glob below the content folder"
            )
        classes[glob] = reader.take(("critical", glob), "a class such as 'dose' or 'driving'", _matching(_CLASS), "")
    return classes


def _policy(reader: _Reader) -> Policy:
    preset = reader.choose(("policy", "preset"), ("plain", "strict"), "plain")
    machine = reader.choose(("policy", "machine"), _SHOWN, "notice")
    roles = reader.items(
        ("policy", "critical-roles"), f"one of {', '.join(_ROLES)}", lambda role: role if role in _ROLES else None
    )
    if reader.section("policy").get("critical-roles") == []:
        reader.wrong(("policy", "critical-roles"), "critical-roles = []; expected at least one role")
    # Strict: of what nobody recorded, nobody knows that it is not a machine's.
    unrecorded = machine if preset == "strict" else "show"
    return Policy(
        unrecorded=cast(Shown, reader.choose(("policy", "unrecorded"), _SHOWN, unrecorded)),
        machine=cast(Shown, machine),
        translated=cast(Shown, reader.choose(("policy", "translated"), _SHOWN, "show")),
        critical_roles=frozenset(roles or {"qualified-translator"}),
        minimum=reader.take(("policy", "minimum"), "a share from 0 to 1, such as 0.8", _share, 0.0),
    )


def _languages(reader: _Reader) -> dict[str, LanguageSettings]:
    settings: dict[str, LanguageSettings] = {}
    for tag, table in reader.section("languages").items():
        here = ("languages", tag)
        if _tag(tag) is None:
            reader.wrong(here, f"{tag!r} in {reader.name('languages')}; expected a language tag such as 'pt-BR'")
        elif not isinstance(table, dict):
            reader.wrong(here, f"{tag} = {table!r}; expected a section {reader.name('languages', tag)}")
        else:
            reader.check_known(here, table, _LANGUAGE_KEYS)
            direction = reader.choose((*here, "direction"), ("ltr", "rtl"), "")
            settings[tag] = LanguageSettings(
                name=reader.take((*here, "name"), "what its readers call the language", _text, "") or None,
                direction=cast(Direction, direction) if direction else None,
                plurals=reader.take((*here, "plurals"), "a rule such as 'nplurals=1; plural=0;'", _text, "") or None,
                fallbacks=reader.items((*here, "fallbacks"), "a language tag", _tag),
            )
    reader.check_distinct(("languages",), tuple(settings), "language")
    return settings


class _Reader:
    """Takes values out of a table and collects all that is wrong with them."""

    def __init__(self, file: str, table: Mapping[str, Any], lines: Mapping[_Path, int], prefix: _Path) -> None:
        self.file = file
        self.table = table
        self.lines = lines
        self.prefix = prefix
        self.mistakes: list[tuple[int, str]] = []
        """Line and text."""

    def name(self, *path: str) -> str:
        return f"[{'.'.join((*self.prefix, *path))}]"

    def wrong(self, path: _Path, message: str) -> None:
        full = (*self.prefix, *path)
        while full and full not in self.lines:
            full = full[:-1]
        self.mistakes.append((self.lines.get(full, 1), message))

    def section(self, name: str) -> Mapping[str, Any]:
        table = self.table.get(name, {})
        return table if isinstance(table, dict) else {}

    def check_keys(self) -> None:
        for section, table in self.table.items():
            if section in _KEYS and not isinstance(table, dict):
                self.wrong((section,), f"{section} = {table!r}; expected a section {self.name(section)}")
            elif section in _KEYS and section not in _FOREIGN:
                self.check_known((section,), table, _KEYS[section])
            elif section not in _KEYS:
                self._unknown_section(section, isinstance(table, dict))

    def _unknown_section(self, name: str, is_table: bool) -> None:
        homes = [section for section, keys in _KEYS.items() if name.replace("_", "-") in keys]
        if homes and not is_table:
            hint = f"; {name.replace('_', '-')!r} belongs in {self.name(homes[0])}"
        else:
            near = get_close_matches(name, _KEYS, n=1)
            hint = f"; did you mean {self.name(near[0])}?" if near else f"; expected one of {', '.join(_KEYS)}"
        self.wrong((name,), f"unknown {'section ' + self.name(name) if is_table else f'key {name!r}'}{hint}")

    def check_known(self, path: _Path, table: Mapping[str, Any], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                near = get_close_matches(key.replace("_", "-").lower(), known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(known)}"
                self.wrong((*path, key), f"unknown key {key!r} in {self.name(*path)}; {hint}")

    def check_distinct(self, path: _Path, tags: Collection[Any], noun: str) -> None:
        seen: dict[str, str] = {}
        for index, tag in enumerate(tags):
            spelling = str(tag).replace("_", "-").lower()
            if spelling in seen:
                here = (*path, tag if noun == "language" else str(index))
                self.wrong(here, f"{tag!r} is the same {noun} as {seen[spelling]!r} above; name it once")
            seen.setdefault(spelling, str(tag))

    def take(self, path: _Path, expected: str, check: Callable[[Any], _Value | None], default: _Value) -> _Value:
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

    def choose(self, path: _Path, choices: Collection[str], default: str) -> str:
        def check(value: Any) -> str | None:
            return value if isinstance(value, str) and value in choices else None

        return self.take(path, f"one of {', '.join(map(repr, choices))}", check, default)

    def items(self, path: _Path, expected: str, check: Callable[[Any], str | None]) -> tuple[str, ...] | None:
        """The strings of a list; None if there is no list."""
        values = self.take(path, f"a list, each item {expected}", lambda value: _list(value), None)
        if values is None:
            return None
        checked = [(index, value, check(value)) for index, value in enumerate(values)]
        for index, value, good in checked:
            if good is None:
                self.wrong((*path, str(index)), f"{_written(value)} in {path[-1]}; expected {expected}")
        return tuple(good for _, _, good in checked if good is not None)


# --- single values: what they give back, or None for a wrong one -----------------------------------


def _list(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _text(value: Any) -> str | None:
    """One line. Invisible joiners are spelling in Persian and others, so only control characters are refused."""
    return value if isinstance(value, str) and not any(category(sign) == "Cc" for sign in value) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000 else None


def _share(value: Any) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 <= value <= 1 else None


def _tag(value: Any) -> str | None:
    return value if isinstance(value, str) and _TAG.fullmatch(value) else None


def _domain(value: Any) -> str | None:
    return value if isinstance(value, str) and _DOMAIN.fullmatch(value) and not value.endswith(".po") else None


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], str | None]:
    return lambda value: value if isinstance(value, str) and pattern.fullmatch(value) else None


def _relative(value: Any) -> str | None:
    """A path below a folder, without a slash at its end."""
    if not isinstance(value, str) or not value.isprintable() or "\\" in value or ":" in value:
        return None
    path = PurePosixPath(value)
    return None if path.is_absolute() or not path.parts or ".." in path.parts else path.as_posix()


def _base_url(value: Any) -> str | None:
    if not isinstance(value, str) or not value.isprintable() or any(sign in value for sign in " \"'<>\\?#@"):
        return None
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return value.rstrip("/") if usable or value == "" else None


def _written(value: Any) -> str:
    """A value as TOML would show it, cut to a readable length."""
    shown = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


# --- lines -----------------------------------------------------------------------------------------


class _Lines:
    """The line of every key of a TOML document that tomllib has accepted; items of lists are keys `0`, `1`, ..."""

    _BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
    _STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\])*"|' r"'[^']*'", re.DOTALL)
    _BARE = re.compile(r"[A-Za-z0-9_-]+")
    _DOT = re.compile(r"[ \t]*\.[ \t]*")
    _EQUALS = re.compile(r"[ \t]*=[ \t]*")
    _SCALAR = re.compile(r"[^,\]}\n#]*")

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.found: dict[_Path, int] = {}
        self._document()

    def _document(self) -> None:
        section: _Path = ()
        repeated: dict[_Path, int] = {}
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

    def _pair(self, section: _Path) -> None:
        line = self._line()
        path = (*section, *self._key())
        self._advance(self._EQUALS)
        self._note(path, line)
        self._value(path)

    def _value(self, path: _Path) -> None:
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

    def _key(self) -> _Path:
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

    def _note(self, path: _Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)
