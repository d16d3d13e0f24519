"""Everything about a site that is the same for all its locales, made once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from i18n import extraction, files, judge, languages, po, pseudo, render, reviewers
from i18n.config import Project
from i18n.errors import SourceError, UsageError
from i18n.judge import Judged
from i18n.locales import locale
from i18n.model import Diagnostic, Document, Locale, Message, MessageKey, Severity, Template
from i18n.render import Templates
from i18n.reviewers import Reviewers
from i18n.site import assets, navigation, routes
from i18n.site.assets import Assets, Variants
from i18n.site.navigation import Node
from i18n.sources import fields, templates, tree
from i18n.sources.tree import Parsed, Tree

BUILTIN = Path(__file__).parent.parent / "site" / "builtin"
STYLE = "dragoman.css"
"""The style sheet of the built-in templates; every site has it, under its own file of that name if there is one."""
_NOT_IN_A_NAME = re.compile(r"[/\\\x00-\x1f]|^\.+$")
PRODUCT_DOMAIN = "dragoman"
"""The domain of the program's own texts: notices, the built-in templates."""


@dataclass(frozen=True, slots=True)
class Site:
    project: Project
    source: Locale
    locales: tuple[Locale, ...]
    """The source locale first, then the others as configured."""
    known: Mapping[str, Locale]
    """All of them by tag, and the locales that they fall back to."""
    tree: Tree
    judged: Judged
    templates: Templates
    assets: Assets
    variants: Variants
    """Of the assets, in all languages of `known`."""
    menu: tuple[Node, ...]
    neighbours: Mapping[str, tuple[str | None, str | None]]
    minutes: Mapping[str, int]
    """Reading time of each page by path."""
    pages: Mapping[str, Document]
    """By path."""
    plain: Mapping[str, str]
    """Variables by name in the source language."""
    origin: Mapping[str, str]
    """Address of each page in the source language."""
    draft: bool
    diagnostics: tuple[Diagnostic, ...]
    """What authors wrote wrong, without what stops a build."""
    reviewers: Reviewers | None
    """Who may vouch; None for anyone."""
    day: date | None
    """On which it is judged whether approvals are too old; None where none is."""
    configuration: Mapping[str, str]
    """The files that say what may be shown and who may approve, each to its SHA-256."""
    critical: str
    """A hash of all critical text and of its places."""

    @property
    def base(self) -> str:
        """Path of the site's root on its host, without a slash at the end."""
        return base(self.project)

    @property
    def host(self) -> str:
        """Scheme and host, or nothing where no base URL is configured."""
        return self.project.base_url.removesuffix(self.base)

    def start(self, locale: Locale) -> str:
        """What the addresses of a locale begin with."""
        return start(self.project, locale, self.source)


def base(project: Project) -> str:
    return urlsplit(project.base_url).path.rstrip("/")


def start(project: Project, locale: Locale, source: Locale) -> str:
    """`/es/`, or `/` for a source language without prefix, below the base."""
    return routes.prefix(locale, base=base(project), prefixed=project.prefix_source or locale.tag != source.tag)


def load(project: Project, tags: tuple[str, ...], *, draft: bool, parsed: Parsed | None = None, jobs: int = 1) -> Site:
    """The site with the locales `tags` (the source locale is always among them).

    With `parsed`, only files whose bytes changed since are parsed again (see `tree.read`).
    Raises SourceError or TemplateError for what stops a build, and UsageError for a locale that is not known.
    """
    found = tree.read(project, parsed, jobs=jobs)
    if not found.pages:
        raise SourceError(
            f"there are no .md or .html files in {project.folders.content!r}; write a first page and run this again"
        )
    source = locale(project, project.source)
    targets = tuple(locale(project, tag) for tag in tags if languages.canonical(tag) != source.tag)
    locales = (source, *targets)
    known = {one.tag: one for one in locales}
    for one in targets:
        for below in one.fallbacks:
            known.setdefault(below, locale(project, below))
    plain = _plain(found)
    pages = tuple(page for page in found.pages if draft or page.data.get("draft") is not True)
    _check_slugs(pages)
    judged = judge.judge_source(extraction.extract((*pages, *found.data, *found.templates), project.domain), source)
    folders = project.folders
    by_path = {page.path: page for page in pages}
    broken = routes.broken_links(pages, by_path, frozenset(found.assets))
    published = _assets(project, found)
    return Site(
        project,
        source,
        locales,
        known,
        found,
        judged,
        Templates(project.root / folders.templates, BUILTIN / "templates"),
        published,
        assets.variants(published.names, known),
        navigation.menu(pages, folders.content),
        navigation.neighbours(pages),
        {page.path: render.minutes(page) for page in pages},
        by_path,
        plain,
        routes.urls(pages, judged.edition, folders.content, start(project, source, source)),
        draft,
        (
            *found.diagnostics,
            *broken,
            *_unused(project, judged.template),
            *_unused_links(project, pages),
        ),
        reviewers.load(project),
        day(),
        _configuration(project),
        _critical(judged.template),
    )


def _configuration(project: Project) -> dict[str, str]:
    paths = [path for path in (project.file, reviewers.path_of(project)) if path and (project.root / path).is_file()]
    return {path: sha256(files.read(project.root / path, root=project.root)).hexdigest() for path in paths}


def _critical(template: Template) -> str:
    digest = sha256()
    for key, source in template.sources.items():
        if source.critical is not None:
            said = (source.critical, *key, source.plural_id, *map(str, source.references))
            digest.update(f"{said!r}\n".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _unused(project: Project, template: Template) -> list[Diagnostic]:
    """A finding for each class with rules of its own that no text has: probably misspelled, so the rules do nothing."""
    if not project.policy.classes:
        return []
    used = {source.critical for source in template.sources.values()}
    names = ", ".join(sorted(repr(one) for one in used if one)) or "no text is critical"
    return [
        Diagnostic(
            "policy.unused",
            Severity.WARNING,
            f"no text is of the class {name!r}, so its rules do nothing; there are: {names}",
            project.file,
            1,
        )
        for name in project.policy.classes
        if name not in used
    ]


def _unused_links(project: Project, pages: Iterable[Document]) -> list[Diagnostic]:
    """A finding for each address that a language has instead of one that no page has: one of them was misspelled."""
    wanted = {(tag, address) for tag, settings in project.languages.items() for address in settings.links}
    named = {address for page in pages for address, _ in page.links} if wanted else set()
    lines = files.read(project.root / project.file, root=project.root).decode().split("\n") if wanted else []
    return [
        Diagnostic(
            "link.unused",
            Severity.WARNING,
            f"no page has a link to {address!r}, so what [languages.{tag}.links] says of it does nothing; correct it",
            project.file,
            next((number for number, line in enumerate(lines, 1) if address in line), 1),
        )
        for tag, address in sorted(wanted)
        if address not in named
    ]


def day() -> date:
    """The day of the build in UTC: that of SOURCE_DATE_EPOCH where it is set, so that a build can be had again.

    Raises UsageError where that is no number of seconds.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; expected seconds since 1970") from error


def _plain(found: Tree) -> dict[str, str]:
    """Every value of the data files by full name. Raises SourceError where a text asks for one that is not there."""
    plain = {
        ".".join((stem, *parts)): str(value)
        for document in found.data
        for stem in document.data
        for parts, value in fields.walk(document.data[stem])
    }
    wrong = tree.undefined_variables(found, frozenset(plain))
    if wrong:
        raise SourceError("\n".join(f"{one.path}:{one.line}: {one.message}" for one in wrong))
    return plain


def _check_slugs(pages: Iterable[Document]) -> None:
    """Raises SourceError for a slug that could lead out of its folder."""
    for page in pages:
        if _NOT_IN_A_NAME.search(str(page.data.get("slug") or "")):
            raise SourceError(
                f"the slug {page.data['slug']!r} cannot be part of an address; use letters, digits and '-' only",
                path=page.path,
                line=1,
            )


def _assets(project: Project, found: Tree) -> Assets:
    """The site's files that are not pages; the built-in style sheet too where the site has none of that name."""
    folders = project.folders
    style = f"{folders.static}/{STYLE}"

    def read(path: str) -> bytes:
        if path == style and path not in found.assets:
            return (BUILTIN / "static" / STYLE).read_bytes()
        return files.read(project.root / path, root=project.root)

    return assets.collect({*found.assets, style}, read, folders.static, folders.content)


def product_texts(one: Locale) -> Mapping[MessageKey, Message]:
    """The program's own texts in a locale, or in the language that it belongs to; empty where nobody wrote them."""
    if one.tag in pseudo.TAGS:
        names = sorted((BUILTIN / "templates").glob("*.html"))
        texts = (templates.parse(path.read_text(encoding="utf-8"), path.name) for path in names)
        return pseudo.catalog(extraction.extract(texts, PRODUCT_DOMAIN), one).messages
    for tag in (one.tag, *one.fallbacks, one.tag.split("-")[0]):
        path = BUILTIN / "locales" / tag.replace("-", "_") / "LC_MESSAGES" / f"{PRODUCT_DOMAIN}.po"
        if path.is_file():
            return po.read(path.read_bytes(), path.name, domain=PRODUCT_DOMAIN).messages
    return {}
