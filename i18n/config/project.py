"""A site's settings as values, with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

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
