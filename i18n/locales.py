"""A site's languages: what the configuration says of each, where its catalogs lie, and what one of them holds."""

from __future__ import annotations

from collections.abc import Mapping

from i18n import cache, files, languages, po
from i18n.config import LanguageSettings, Project
from i18n.errors import UsageError
from i18n.model import Catalog, Locale

_LARGE = 64 * 1024
"""Bytes of a catalog from which on it is kept in the cache: it takes 2 ms to read."""
_KIND = "catalogs"


def locale(project: Project, tag: str) -> Locale:
    """A locale with what the configuration says about it."""
    settings = _settings(project, tag)
    source = languages.canonical(project.source)
    if settings is None:
        return languages.locale(tag, source=source)
    return languages.locale(
        tag,
        source=source,
        name=settings.name,
        direction=settings.direction,
        plurals=settings.plurals,
        fallbacks=settings.fallbacks,
    )


def _settings(project: Project, tag: str) -> LanguageSettings | None:
    named = project.languages.items()
    return next((found for name, found in named if languages.canonical(name) == languages.canonical(tag)), None)


def links_of(project: Project, locale: Locale) -> Mapping[str, str]:
    """Addresses on other hosts, as pages name them, to those that the configuration gives this language instead."""
    settings = _settings(project, locale.tag)
    return settings.links if settings else {}


def folder_of(project: Project, locale: Locale) -> str:
    """Where a locale's files lie: in the folder that means it, however it is spelled, else in gettext's form."""
    base = project.root / project.folders.locales
    names = [path.name for path in base.iterdir() if path.is_dir()] if base.is_dir() else []
    names.sort(key=lambda name: (name != locale.folder, name))
    return f"{project.folders.locales}/{next((name for name in names if _means(name, locale.tag)), locale.folder)}"


def _means(name: str, tag: str) -> bool:
    try:
        return languages.canonical(name) == tag
    except UsageError:
        return False


def paths(project: Project, locale: Locale) -> list[str]:
    """Every catalog of a locale, relative to the site's folder, that of the configured domain first."""
    folder = f"{folder_of(project, locale)}/LC_MESSAGES"
    if not (project.root / folder).is_dir():
        return []
    names = sorted(path.name for path in (project.root / folder).glob("*.po"))
    names.sort(key=lambda name: name != f"{project.domain}.po")
    return [f"{folder}/{name}" for name in names]


def read(project: Project, locale: Locale, path: str) -> tuple[bytes, Catalog]:
    """One of `paths`: its bytes and what they hold, from the cache where they were read before.

    Raises CatalogError, and DiskError.
    """
    content = files.read(project.root / path, root=project.root, limit=po.MAXIMUM_FILE + 1)
    domain = path.rpartition("/")[2].removesuffix(".po")
    accepted = languages.accepted_headers(locale.tag)
    if len(content) < _LARGE:
        return content, po.read(content, path, domain=domain, locale=locale.tag, languages=accepted)
    name, stamp = str(project.root / path), po.stamp(content, locale.tag, accepted)
    if (known := cache.get(_KIND, name, stamp)) is not None:
        return content, po.restored(known, content, path, domain=domain, locale=locale.tag)
    catalog = po.read(content, path, domain=domain, locale=locale.tag, languages=accepted)
    if (columns := po.stored(catalog)) is not None:
        cache.put(_KIND, name, stamp, columns)
    return content, catalog
