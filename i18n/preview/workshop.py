"""The site in memory: a page is made when it is asked for, from what did not change since the last one."""

from __future__ import annotations

import mimetypes
import operator
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from i18n import config, languages, pipeline, report
from i18n.builder import asked, edition
from i18n.builder import site as sites
from i18n.builder.edition import Judgement, Maker, Read
from i18n.builder.site import Site
from i18n.config import Project
from i18n.errors import CatalogError, I18nError, UsageError
from i18n.model import Locale, Severity
from i18n.preview import pages
from i18n.preview.pages import FINDINGS, Answer
from i18n.site.routes import Routes
from i18n.sources.tree import Parsed

_PLAIN = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"
_TEXT = ("application/json", "application/manifest+json", "application/xml", "image/svg+xml")
"""Types that are text though they are not called so."""
_TYPES = mimetypes.MimeTypes()
for _suffix, _type in {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}.items():
    _TYPES.add_type(_type, _suffix)


class _Part(NamedTuple):
    """One language's part of the site."""

    judgement: Judgement
    reads: tuple[Read, ...]
    """What it rests on: the files of the locale and of those that it falls back to."""
    paths: Mapping[str, str]
    """Address, decoded, to source path."""

    @property
    def routes(self) -> Routes:
        return self.judgement.routes


class Workshop:
    """An answer for each address, and the knowledge of what a changed file was used for.

    Requests come from several threads; pages are made one after the other.
    """

    def __init__(self, root: Path, *, drafts: bool, say: Callable[[str], object] = lambda text: None) -> None:
        """`say` takes each line for the terminal."""
        self.root, self.drafts, self.say = root, drafts, say
        self.lock = threading.RLock()
        self.run = secrets.token_hex(4)
        self.changes = 0
        self.project: Project | None = None
        """The configuration; None until it could be read, and after each change until it was read again."""
        self.settings: Project | None = None
        """The configuration that all below was made with."""
        self.site: Site | None = None
        self.parsed: Parsed = {}
        self.reads: dict[str, Read] = {}
        self.parts: dict[str, _Part] = {}
        self.makers: dict[str, Maker] = {}
        self.answers: dict[str, Answer] = {}
        self.said: set[str] = set()

    @property
    def version(self) -> str:
        """Another one after each change, and in each run."""
        return f"{self.run}-{self.changes}"

    def folders(self) -> tuple[str, ...]:
        """What the site is made from, besides its configuration; as long as that is wrong, what it last was."""
        try:
            folders = config.load(self.root).folders
        except I18nError:
            folders = self.settings.folders if self.settings else config.Folders()
        return (folders.content, folders.templates, folders.static, folders.locales)

    def changed(self, paths: Iterable[str]) -> None:
        """Forgets what was made from these files, given relative to the site's folder; a folder means all in it."""
        with self.lock:
            self.changes += 1
            self.project = None
            self.makers.clear()
            self.answers.clear()
            self.said.clear()
            for path in paths:
                self._forget(path)

    def _forget(self, path: str) -> None:
        base = self.settings.folders.locales if self.settings else ""
        if not base or not path.startswith(f"{base}/"):
            self.site = None
        if path in (base, f"{base}/reviewers.toml"):
            self.site = None
            self.reads.clear()
        elif path.startswith(f"{base}/"):
            self.reads.pop(_tag(path.removeprefix(f"{base}/").split("/")[0]), None)

    def load(self) -> Site:
        """The site as it is now. Raises I18nError for what stops a build."""
        with self.lock:
            if self.project is None:
                self.project = config.load(self.root)
            if self.project != self.settings:
                self.site, self.settings = None, self.project
                self.parsed.clear()
                self.reads.clear()
            if self.site is None:
                self.parts.clear()
                self.site = sites.load(self.project, self.project.locales, draft=self.drafts, parsed=self.parsed)
            for locale in self.site.locales:
                self.parts[locale.tag] = self._part(self.site, locale)
            return self.site

    def _part(self, site: Site, locale: Locale) -> _Part:
        """The part that is there, or a new one where a file that it rests on was read anew."""
        chain = () if locale.tag == site.source.tag else (locale, *(site.known[tag] for tag in locale.fallbacks))
        reads = tuple(self._read(site, one) for one in chain)
        part = self.parts.get(locale.tag)
        if part is not None and all(map(operator.is_, part.reads, reads)):
            return part
        judgement = asked.judge_when_asked(site, locale, lambda one: self._read(site, one))
        return _Part(judgement, reads, {unquote(url): path for path, url in judgement.routes.urls.items()})

    def _read(self, site: Site, locale: Locale) -> Read:
        if locale.tag not in self.reads:
            self.reads[locale.tag] = edition.read(site, locale)
        return self.reads[locale.tag]

    def answer(self, address: str) -> Answer:
        """What to send for the path of an address, percent-encoded as it came. A mistake is an answer too."""
        path = unquote(address, errors="replace")
        with self.lock:
            kept, version = self.answers.get(path), self.version
        if kept is not None:
            return kept
        found = self._tried(path)
        with self.lock:
            # Only what exists is kept: nobody can fill the memory with addresses.
            if found.status == 200 and version == self.version:
                self.answers[path] = found
        return found

    def _tried(self, path: str) -> Answer:
        version = self.version
        try:
            return self._answer(path)
        except I18nError as error:
            lines = pages.lines_of(error)
        except Exception as error:
            lines = [f"the program failed: {type(error).__name__}: {error}"]
        self.tell(lines)
        return pages.error(lines, version)

    def tell(self, mistakes: Iterable[str]) -> None:
        """Says mistakes, each once until something changes."""
        for line in mistakes:
            if line not in self.said:
                self.said.add(line)
                self.say(f"error: {report.printable(line)}")

    def _answer(self, path: str) -> Answer:
        own = pages.own_file(path)
        if own is not None:
            return own
        if path == FINDINGS or path.startswith(f"{FINDINGS}/"):
            # Checking all of a large site takes long, and nobody else has to wait for it.
            return self._findings(self.load(), path.removeprefix(FINDINGS).removeprefix("/"))
        with self.lock:
            site = self.load()
            if site.base and path == "/":
                return _elsewhere(f"{site.base}/")
            return self._page(site, path) or self._file(site, path) or self._missing(site, path)

    def _page(self, site: Site, path: str) -> Answer | None:
        address = path.removesuffix("index.html") if path.endswith("/index.html") else path
        for locale in site.locales:
            part = self.parts[locale.tag]
            for wanted in (address, f"{address}/"):
                source = part.paths.get(wanted)
                if source and source in part.routes.published:
                    if wanted != address:
                        return _elsewhere(part.routes.urls[source])
                    return self._html(self._maker(site, locale).page(source), site, locale)
        return None

    def _html(self, page: bytes, site: Site, locale: Locale, status: int = 200) -> Answer:
        findings = FINDINGS if locale.tag == site.source.tag else f"{FINDINGS}/{locale.tag}"
        return Answer(status, _HTML, pages.with_tools(page, self.version, findings))

    def _maker(self, site: Site, locale: Locale) -> Maker:
        """Raises CatalogError where a catalog of the locale cannot be read whole."""
        judgement = self.parts[locale.tag].judgement
        if not judgement.whole:
            wrong = [one for one in judgement.diagnostics if one.severity is Severity.ERROR]
            raise CatalogError(f"a catalog of {locale.tag} cannot be read", diagnostics=wrong)
        if locale.tag not in self.makers:
            self.makers[locale.tag] = Maker(site, judgement, self._routes(site))
        return self.makers[locale.tag]

    def _routes(self, site: Site) -> dict[str, Routes]:
        return {locale.tag: self.parts[locale.tag].routes for locale in site.locales}

    def _file(self, site: Site, path: str) -> Answer | None:
        """What belongs to no language: assets, robots.txt, the page that offers all languages."""
        if not path.startswith(f"{site.base}/"):
            return None
        wanted = path.removeprefix(f"{site.base}/") or "index.html"
        for name, content in edition.root_files(site, self._routes(site)):
            if name == wanted == "index.html":
                return self._html(content, site, site.source)
            if name == wanted:
                return Answer(200, kind(name), content)
        return None

    def _missing(self, site: Site, path: str) -> Answer:
        """The 404 page of the language in whose part of the site the address lies."""
        around = [locale for locale in site.locales if path.startswith(site.start(locale))]
        locale = max(around, key=lambda one: len(site.start(one)), default=site.source)
        return self._html(self._maker(site, locale).missing(), site, locale, 404)

    def _findings(self, site: Site, tag: str) -> Answer:
        targets = [locale for locale in site.locales if locale.tag != site.source.tag]
        if tag and tag not in (locale.tag for locale in targets):
            return Answer(404, _PLAIN, b"The site has no such language.\n")
        version = self.version
        found = pipeline.check(self.root, [tag] if tag else []).findings
        return pages.findings(found, targets, tag, version)


def kind(path: str) -> str:
    """The content type by the name's ending, the same on every machine; text is UTF-8."""
    found = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") or found in _TEXT else found


def _elsewhere(url: str) -> Answer:
    return Answer(302, _PLAIN, b"", url)


def _tag(folder: str) -> str:
    """The language that a folder of catalogs is named for; empty where it names none."""
    try:
        return languages.canonical(folder)
    except UsageError:
        return ""
