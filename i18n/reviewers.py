"""Who may vouch for translations: `locales/reviewers.toml`.

    [maria]
    name = "Maria Ruiz"
    languages = ["es"]
    roles = ["qualified-translator"]
    git = ["maria@example.org"]

The name of a section is the id that the ledger has; it never changes, and is never given to somebody else. The file is
staff's, like the configuration, and a mistake in it stops a run as one there does: nobody can tell what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from i18n import languages
from i18n.config import ROLES, Project
from i18n.config.keys import KeyPath
from i18n.config.loading import error_of, parse
from i18n.config.table import Reader
from i18n.config.values import tag, text
from i18n.errors import UsageError
from i18n.model import Rights

_KEYS: Final = ("name", "languages", "roles", "git", "enters-for")
_ID: Final = re.compile(r"\w[\w.-]{0,99}")
"""One word: it is written on command lines and into the ledger. An address is refused: it would stay there for good."""
_SIGNS: Final = "letters, digits, '-', '_' and '.', not an address"
_CHOICES: Final = ", ".join(ROLES)
_ADDRESS: Final = re.compile(r"[^\s<>][^\n\r<>]*")
"""What git may have between `<` and `>` as somebody's address; it need be none that takes mail."""
_COMMITS: Final = "commits"
"""Key of the file that says what `verify --ledger` makes of a record in a commit of somebody else."""
LEVELS: Final = ("warning", "error", "off")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may vouch for strings."""

    id: str
    languages: frozenset[str]
    """Canonical tags; a person who has `es` has not `es-MX`."""
    roles: frozenset[str]
    name: str = ""
    git: frozenset[str] = frozenset()
    """Addresses under which they commit, in lower case; they never stand in a ledger."""
    enters_for: frozenset[str] = frozenset()
    """Ids of those whose words they may bring into the ledger."""


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Everybody who may vouch."""

    people: Mapping[str, Person]
    """By id."""
    path: str
    """Of the file, relative to the site's folder."""
    there: bool = True
    """False where there is no such file, and the policy asks for one."""
    commits: str = "warning"
    """One of LEVELS: how bad a record is that stands in a commit of somebody else."""

    @property
    def committers(self) -> Mapping[str, Person]:
        """Whose each address is that the file names; empty where nobody's commits are known."""
        return {address: person for person in self.people.values() for address in person.git}

    def rights(self, locale: str) -> Rights:
        """Whose records count in a locale."""
        listed = [person for person in self.people.values() if locale in person.languages]
        vouchers = frozenset((person.id, role) for person in listed for role in person.roles)
        if not self.there:
            return Rights(vouchers, None)
        authors = frozenset(person.id for person in self.people.values() if "editor" in person.roles)
        return Rights(vouchers, frozenset(person.id for person in listed), authors)

    def refusal(self, by: str, locale: str, role: str | None = None) -> str:
        """Why somebody may not vouch in a locale, and what to do; empty if they may. Without a role, any will do."""
        person = self.people.get(by)
        if not self.there:
            return f"{self.path} is not there; under this policy only people whom it lists may do this"
        if person is None:
            near = get_close_matches(by, self.people, 1)
            step = f"did you mean {near[0]!r}?" if near else "staff add a section for each person"
            return f"{by!r} is not in {self.path}; {step}"
        if locale not in person.languages:
            known = ", ".join(sorted(person.languages)) or "none"
            return f"{by!r} may vouch for {known}, not for {locale!r}; see {self.path}"
        if role is not None and role not in person.roles:
            return f"{by!r} has the roles {', '.join(sorted(person.roles)) or 'none'}, not {role!r}; see {self.path}"
        return ""

    def author_refusal(self, by: str) -> str:
        """Why somebody may not say that an edit of the source changed no meaning; empty if they may.

        Who knows the source need not know the languages, so an editor of any, or of none, will do.
        """
        if not self.there or "editor" in getattr(self.people.get(by), "roles", ()):
            return ""
        return f"{by!r} has not the role 'editor' in {self.path}, so nobody would take their word for an edit"


def load(project: Project) -> Reviewers | None:
    """Those whom the site's file lists; None where there is none and the policy asks for none: then anyone may vouch.

    Raises ConfigError with every mistake of the file, and DiskError.
    """
    path = path_of(project)
    if not (project.root / path).is_file():
        return Reviewers({}, path, there=False) if project.policy.require_reviewers else None
    table, lines = parse(project.root, path)
    reader = Reader(path, table, lines, ())
    sections = [name for name in table if name != _COMMITS or isinstance(table[name], dict)]
    people = {name: _person(reader, name) for name in sections if _is_section(reader, name)}
    commits = LEVELS[0] if _COMMITS in sections else reader.choose((_COMMITS,), LEVELS, LEVELS[0])
    _check_each_other(reader, people)
    if reader.mistakes:
        raise error_of(path, reader.mistakes)
    return Reviewers(people, path, commits=commits)


def id_problem(id: str) -> str:
    """Why a text cannot be an id, and what could; empty where it can."""
    return "" if _ID.fullmatch(id) else f"{id!r} cannot be an id; expected one word of {_SIGNS}"


def path_of(project: Project) -> str:
    """The file, relative to the site's folder."""
    return f"{project.folders.locales}/reviewers.toml"


def _is_section(reader: Reader, name: str) -> bool:
    table = reader.table[name]
    if not isinstance(table, dict):
        reader.wrong((name,), f"{name} = {table!r}; expected a section for each person, such as [maria]")
    elif id_problem(name):
        reader.wrong((name,), id_problem(name))
    return isinstance(table, dict)


def _person(reader: Reader, name: str) -> Person:
    here: KeyPath = (name,)
    reader.check_known(here, reader.table[name], _KEYS)
    for key in ("languages", "roles"):
        if key not in reader.table[name]:
            reader.wrong(here, f"no {key} in {reader.name(name)}; expected a list, which may be empty")
    tags = reader.items((name, "languages"), "a language tag such as 'pt-BR'", _canonical) or ()
    roles = reader.items((name, "roles"), f"one of {_CHOICES}", lambda role: role if role in ROLES else None) or ()
    called = reader.take((name, "name"), "text", text, "")
    addresses = reader.items((name, "git"), "an address that git has, such as 'maria@example.org'", _address) or ()
    others = reader.items((name, "enters-for"), "the id of a person", text) or ()
    return Person(name, frozenset(tags), frozenset(roles), called, frozenset(addresses), frozenset(others))


def _check_each_other(reader: Reader, people: Mapping[str, Person]) -> None:
    """Finds the addresses of two people, and people that the file does not list."""
    owners: dict[str, str] = {}
    for person in people.values():
        for address in sorted(person.git):
            if owners.setdefault(address, person.id) != person.id:
                problem = f"{address!r} is {owners[address]!r} already; an address is one person's"
                reader.wrong((person.id, "git"), problem)
        for other in sorted(person.enters_for - people.keys()):
            near = get_close_matches(other, people, 1)
            hint = f"did you mean {near[0]!r}?" if near else "staff add a section for each person"
            reader.wrong((person.id, "enters-for"), f"{other!r} is not in this file; {hint}")


def _address(value: Any) -> str | None:
    return value.lower() if isinstance(value, str) and _ADDRESS.fullmatch(value) else None


def _canonical(value: Any) -> str | None:
    try:
        return languages.canonical(value) if tag(value) else None
    except UsageError:
        return None
