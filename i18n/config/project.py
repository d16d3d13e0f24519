"""A site's settings as values, with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from i18n.model import Direction

Shown = Literal["show", "notice", "source", "withhold"]
"""What becomes of a string: it is shown, shown under a notice, the source text is shown in its place, or every page
that has it is withheld: not published in that locale."""
ROLES: Final = ("translator", "qualified-translator", "clinician", "editor")
"""In which a person vouches for a string."""
References = Literal["file", "line", "none"]
Domains = Literal["one", "content", "section", "page"]
Code = Literal["never", "comments", "all"]
Level = Literal["off", "info", "warning", "error"]
"""How much a finding of an advisory check matters."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What becomes of the strings of one class of text; of critical text unless it is said otherwise."""

    unrecorded: Shown = "source"
    """Strings that the ledger says nothing about."""
    machine: Shown = "source"
    translated: Shown = "source"
    """A person's work that nobody has reviewed."""
    otherwise: Shown = "source"
    """`source` or `withhold`: where there is no string, or it is fuzzy, rejected or has an error."""
    review_again: int = 0
    """Months after which an approval of critical text no longer counts; 0 leaves it to the policy, where 0 is never."""


@dataclass(frozen=True, slots=True)
class Policy(Rules):
    """What may be shown of translations that nobody with the right to do so has approved.

    The rules are those of ordinary text.
    """

    unrecorded: Shown = "show"
    machine: Shown = "notice"
    translated: Shown = "show"
    outdated: Shown = "source"
    """`show` or `source`: fuzzy strings that are approved for the source as it was. Never of critical text."""
    critical_roles: frozenset[str] = frozenset({"qualified-translator"})
    """Whose approval critical text needs: any one of them, unless `four_eyes` asks for each."""
    four_eyes: bool = False
    """Whether critical text needs the approval of two people: for each role somebody else, and never its translator."""
    require_reviewers: bool = False
    """Whether nobody may approve where no file says who may."""
    minimum: float = 0.0
    """Share, 0 to 1, of a page's messages below which the page is not published in that locale."""
    classes: Mapping[str, Rules] = field(default_factory=dict)
    """Of critical text, by class of harm; a class that is not there is shown when it is approved."""

    def rules(self, critical: str | None) -> Rules:
        """Those of a class of critical text, or of ordinary text for None."""
        return self if critical is None else self.classes.get(critical, _STRICT)

    def months(self, critical: str) -> int:
        """After how many an approval of a class of critical text no longer counts; 0 for never."""
        return self.rules(critical).review_again or self.review_again

    @property
    def ageing(self) -> bool:
        """Whether any approval can become too old."""
        return any(rules.review_again for rules in (self, *self.classes.values()))

    @property
    def withholding(self) -> bool:
        """Whether anything can keep a page from being published."""
        return any("withhold" in _all(rules) for rules in (self, *self.classes.values()))

    @property
    def noticing(self) -> bool:
        """Whether anything is shown under a notice."""
        return any("notice" in _all(rules) for rules in (self, *self.classes.values()))


def _all(rules: Rules) -> tuple[Shown, ...]:
    return rules.unrecorded, rules.machine, rules.translated, rules.otherwise


_STRICT = Rules()


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
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses on other hosts as pages name them to those that this language has instead."""


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
    """Name of the catalog, or of that of templates and data where pages have their own; by default the one name that
    every locale has a `.po` file of, else `site`, and always `site` where pages have their own."""
    folders: Folders = field(default_factory=Folders)
    fields: tuple[str, ...] = ()
    """Front matter keys that are translated beside the usual ones; `gallery.*.caption` goes deeper."""
    code: Code = "never"
    """What of code blocks is translated, where a page or a directive does not say otherwise."""
    contexts: tuple[str, ...] = ()
    """Kinds of text (`nav`, `button`, `column` ...) of which a single word has its kind as context."""
    data: tuple[str, ...] = ()
    """Patterns of translatable values; the first part is a data file's stem, `*` stands for one part."""
    bare_text: bool = False
    """Whether words of templates that nobody marked are findings."""
    critical: Mapping[str, str] = field(default_factory=dict)
    """Glob below the content folder to class of harm."""
    policy: Policy = field(default_factory=Policy)
    languages: Mapping[str, LanguageSettings] = field(default_factory=dict)
    checks: Mapping[str, Mapping[str, Level]] = field(default_factory=dict)
    """For each locale, and under the empty tag for all, ids of advisory checks to how much their findings matter."""
    keep_releases: int = 3
    """Releases kept for a rollback; at least 1."""
    references: References = "file"
    """What `#:` lines hold: file and heading, file and line, or nothing."""
    domains: Domains = "one"
    """Which catalog the messages of pages are in: the one of all others, one for all pages, for each first folder below
    the content folder, or for each page."""
