"""One locale: its catalogs and ledger read, judged, and its pages made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from i18n import __version__, files, judge, languages, ledger, locales, markup, pseudo, render, translate
from i18n.builder.provenance import Provenance
from i18n.builder.site import Site, product_texts
from i18n.config import Policy
from i18n.errors import CatalogError, DiskError, LedgerError
from i18n.evidence import Page, Section
from i18n.ledger import Ledger
from i18n.model import (
    Alternate,
    Catalog,
    Coverage,
    Diagnostic,
    Document,
    Edition,
    Locale,
    PluralRule,
    Severity,
    TranslatedDocument,
)
from i18n.render import Item, Texts
from i18n.site import assets, routes
from i18n.site.navigation import Node
from i18n.site.routes import Routes
from i18n.translate import Shown, Surroundings, Value

_ORIGINAL = "\ue00f"
"""Stands in a notice for the address of the page in the source language, so that a notice is made once."""


class Read(NamedTuple):
    """What a locale's own files say."""

    catalogs: tuple[Catalog, ...]
    approvals: Ledger
    diagnostics: tuple[Diagnostic, ...]
    whole: bool
    """False where a catalog could not be read whole: then the locale stays as it was last published."""
    known: bool = True
    """False where the ledger could not be read: then nobody has vouched for anything (H-15)."""
    digests: Mapping[str, str] = MappingProxyType({})
    """Each of these files, as far as it was read whole, to its SHA-256."""


NOTHING = Read((), Ledger({}), (), True)
"""What the source locale has: its texts are the sources themselves."""


class Judgement(NamedTuple):
    """One locale after the gate, before its pages are made."""

    edition: Edition
    routes: Routes
    coverage: Coverage
    """Of all pages together."""
    diagnostics: tuple[Diagnostic, ...]
    whole: bool
    rule: PluralRule
    pages: Mapping[str, Shown] = MappingProxyType({})
    """What is shown of each published page, where that is known already."""
    read: Read = NOTHING
    """What it was made from, without its catalogs, which are large."""


def read(site: Site, locale: Locale) -> Read:
    """The catalogs and the ledger of a locale; what cannot be read is reported, never skipped in part."""
    project = site.project
    if locale.tag in pseudo.TAGS:
        return Read((pseudo.catalog(site.judged.template, locale),), Ledger({}), (), True)
    read_whole: list[Catalog] = []
    found: list[Diagnostic] = []
    whole = known = True
    digests: dict[str, str] = {}
    for path in locales.paths(project, locale):
        try:
            content, catalog = locales.read(project, locale, path)
        except (CatalogError, DiskError) as error:
            whole = False
            found += error.diagnostics or (
                Diagnostic("po.unreadable", Severity.ERROR, error.message, path, error.line or 1, locale.tag),
            )
            continue
        digests[path] = sha256(content).hexdigest()
        read_whole.append(catalog)
        found += catalog.diagnostics
    approvals = Ledger({})
    record = f"{locales.folder_of(project, locale)}/reviews.jsonl"
    if (project.root / record).exists():
        try:
            data = files.read(project.root / record, root=project.root, limit=ledger.LIMIT)
            rights = site.reviewers.rights(locale.tag) if site.reviewers else None
            approvals = ledger.read(data, record, locale=locale.tag, rights=rights)
            digests[record] = sha256(data).hexdigest()
        except (LedgerError, DiskError) as error:
            known = False
            found += error.diagnostics or (
                Diagnostic("ledger.unreadable", Severity.ERROR, error.message, record, error.line or 1, locale.tag),
            )
    return Read(tuple(read_whole), approvals, tuple(found), whole, known, digests)


def judge_locale(site: Site, locale: Locale, own: Read | None = None) -> Judgement:
    """The locale's edition, and where its pages will be; `own` is what `read` gives where that is known already."""
    own = own or (NOTHING if locale.tag == site.source.tag else read(site, locale))
    edition = edition_of(site, locale, lambda one: own if one is locale else read(site, one), judge.judge)
    published: dict[str, bool] = {}
    pages: dict[str, Shown] = {}
    for path, page in site.pages.items():
        shown = translate.show(page, edition)
        if enough(site, locale, shown.coverage) and not withheld(page, edition):
            published[path] = translated(shown.coverage)
            pages[path] = shown
    covered = [shown.coverage for shown in pages.values()]
    total = Coverage(*map(sum, zip(*covered, strict=True))) if covered else Coverage()
    return Judgement(
        edition,
        Routes(locale, urls(site, edition), published),
        total,
        (*own.diagnostics, *edition.diagnostics),
        own.whole,
        rule(own.catalogs, locale),
        pages,
        own._replace(catalogs=(), diagnostics=()),
    )


def edition_of(
    site: Site, locale: Locale, files_of: Callable[[Locale], Read], judge: Callable[..., Edition]
) -> Edition:
    """What `judge` makes of a locale, above what it makes of those that the locale falls back to."""
    if locale.tag == site.source.tag:
        return site.judged.edition
    policy, draft = site.project.policy, site.draft
    below = None
    for tag in reversed(locale.fallbacks):
        one = site.known[tag]
        found = files_of(one)
        rules = policy if found.known else _unknown(policy)
        below = judge(
            site.judged, found.catalogs, one, found.approvals, rules, fallback=below, draft=draft, day=site.day
        )
    own = files_of(locale)
    rules = policy if own.known else _unknown(policy)
    return judge(site.judged, own.catalogs, locale, own.approvals, rules, fallback=below, draft=draft, day=site.day)


def _unknown(policy: Policy) -> Policy:
    """The policy where nobody knows what was recorded: ordinary text has a notice, critical text is not shown."""
    classes = {name: replace(rules, unrecorded=rules.otherwise) for name, rules in policy.classes.items()}
    unrecorded = "notice" if policy.unrecorded == "show" else policy.unrecorded
    return replace(policy, unrecorded=unrecorded, classes=classes)


def urls(site: Site, edition: Edition) -> dict[str, str]:
    """The address of each page in a locale. Raises SourceError where two pages have the same one."""
    return routes.urls(site.pages.values(), edition, site.project.folders.content, site.start(edition.locale))


def enough(site: Site, locale: Locale, coverage: Coverage) -> bool:
    """Whether so much of a page is there that it is published in the locale."""
    return locale.tag == site.source.tag or site.draft or coverage.ratio >= site.project.policy.minimum


def withheld(page: Document, edition: Edition) -> bool:
    """Whether the policy keeps a page from being published in the locale."""
    keys = edition.withheld
    if not keys:
        return False
    return any(not segment.fixed and segment.key in keys for segment in (*page.segments, *page.fields.values()))


def translated(coverage: Coverage) -> bool:
    """Whether anything on a page is in the locale's language."""
    return coverage.shown > 0 or not coverage.total


def rule(catalogs: tuple[Catalog, ...], locale: Locale) -> PluralRule:
    """The rule of the file, by which its strings were made; the locale's own where no file has one."""
    for catalog in catalogs:
        header = catalog.headers.get("Plural-Forms")
        if header:
            return languages.parse_plurals(header)
    return locale.plurals


class Maker:
    """Makes the pages of one locale: what they share is made once.

    Bodies can be filled as soon as the locale is judged; a page also needs to know where it is in all languages.
    """

    def __init__(self, site: Site, judgement: Judgement, everywhere: Mapping[str, Routes] | None = None) -> None:
        self.site = site
        self.everywhere: Mapping[str, Routes] = everywhere or {}
        self.edition, self.own = judgement.edition, judgement.routes
        self.locale = self.edition.locale
        self.origin = site.origin
        self.base, self.host = site.base, site.host
        self.filled: dict[str, TranslatedDocument] = {}
        self.values = self._values()
        self.texts = Texts(self.edition, site.source, self.values, product_texts(self.locale), judgement.rule)
        self.provenance = Provenance(site, self.edition, judgement.read.approvals)
        self.judgement = judgement._replace(read=judgement.read._replace(approvals=NOTHING.approvals))
        self.around = Surroundings(site.known, self.values, self._resolver(), self._notice(kind="section"))
        self.watermark = self._notice(kind="draft") if site.draft else ""
        self.notice = cache(self._notice_html)
        self.here = [""]
        """Address of the page that is being made: the menu is made once, and asks here which of its items that is."""
        self.neighbour = cache(self._neighbour)

    def meet(self, everywhere: Mapping[str, Routes]) -> None:
        """Learns where the pages of all locales are."""
        self.everywhere = everywhere

    # Made once

    def _values(self) -> dict[str, Value]:
        values = {name: Value(text, "") for name, text in self.site.plain.items()}
        for document in self.site.tree.data:
            for stem in document.data:
                for name, segment in document.fields.items():
                    verdict = self.edition.verdicts.get(segment.key)
                    if verdict is not None:
                        values[f"{stem}.{name}"] = Value(verdict.strings[0], verdict.locale, segment.text)
        return values

    def _resolver(self) -> Callable[[str, str, str], str]:
        site = self.site
        links = locales.links_of(site.project, self.locale)

        @cache
        def resolve(address: str, use: str, page: str) -> str:
            if markup.foreign(address):
                return links.get(address, address)
            path, fragment = routes.target(address, page)
            if path in site.pages:
                return self._url(path) + fragment
            published = self._published(path)
            return f"{published}{fragment}" if published else address

        return resolve

    def _published(self, path: str) -> str:
        """The address of a file that is no page, or of what stands in for it in this locale; empty where none is."""
        tags = (self.locale.tag, *self.locale.fallbacks)
        name = self.site.assets.names.get(assets.variant(path, tags, self.site.variants))
        return f"{self.base}/{name}" if name else ""

    def _url(self, path: str) -> str:
        """A page's address in this locale, or in the source language where it is not published in this one."""
        return self.own.urls[path] if path in self.own.published else self.origin[path]

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What every template gets besides its page."""
        site, project, texts = self.site, self.site.project, self.texts
        data: dict[str, Any] = {}
        for document in site.tree.data:
            fields = {
                name: self.edition.verdicts[segment.key]
                for name, segment in document.fields.items()
                if not segment.fixed
            }
            data |= {stem: render.localized(value, fields, texts) for stem, value in document.data.items()}
        home = next((path for path in site.pages if path.rpartition(".")[0] == f"{project.folders.content}/index"), "")
        return {
            "_": texts.gettext,
            "gettext": texts.gettext,
            "ngettext": texts.ngettext,
            "pgettext": texts.pgettext,
            "npgettext": texts.npgettext,
            "nav": [self._item(node) for node in site.menu if node.path in self.own.published],
            "data": data,
            "site": {
                "title": project.title,
                "base_url": project.base_url,
                "source": site.source.tag,
                "locales": [self.everywhere[tag].locale for tag in self.everywhere],
            },
            "home": self._url(home) if home else site.start(self.locale),
            "asset": self._asset,
            "url_for": self._url_for,
            "draft": site.draft,
        }

    def _asset(self, name: str) -> str:
        path = f"{self.site.project.folders.static}/{name}"
        address = self._published(path)
        if not address:
            raise LookupError(f"there is no file {path!r}; add it or correct asset({name!r})")
        return address

    def _url_for(self, name: str) -> str:
        path = f"{self.site.project.folders.content}/{name}"
        if path not in self.site.pages:
            raise LookupError(f"there is no page {path!r}; add it or correct url_for({name!r})")
        return self._url(path)

    def _item(self, node: Node) -> Item:
        fields = self.site.pages[node.path].fields
        segment = fields.get("nav") or fields.get("title")
        verdict = self.edition.verdicts.get(segment.key) if segment else None
        title = self.texts.field(verdict) if verdict else Markup.escape(segment.text if segment else node.path)
        children = [self._item(child) for child in node.children if child.path in self.own.published]
        return Item(title, self._url(node.path), children, self.here)

    def _neighbour(self, path: str | None) -> Item | None:
        return self._item(Node(path)) if path and path in self.own.published else None

    def _notice(self, **said: Any) -> str:
        context = {
            "_": self.texts.gettext,
            "gettext": self.texts.gettext,
            "source": self.site.source,
            "partly": False,
            "original": "",
            "outdated": "",
            "date": "",
            **said,
        }
        html = self.site.templates.render("notice.html", context)
        return render.settle(html, self.locale, self.site.known).strip() + "\n"

    def _notice_html(self, kind: str, partly: bool, outdated: date | None, newest: date | None) -> str:
        since = languages.format_date(outdated, self.locale) if outdated else ""
        day = languages.format_date(newest, self.locale) if newest else ""
        return self._notice(kind=kind, partly=partly, outdated=since, date=day, original=_ORIGINAL)

    # Page by page

    def pages(self) -> Iterator[tuple[str, bytes, Page]]:
        """Each page's path in the release, its bytes, and what the evidence of the release says of it."""
        for path in self.own.published:
            content, said = self._page(path)
            yield self._file(self.own.urls[path]), content, said
        yield self._file(self.site.start(self.locale)).removesuffix("index.html") + "404.html", self.missing(), {}

    def _file(self, url: str) -> str:
        return unquote(url.removeprefix(f"{self.base}/")) + "index.html"

    def fill(self, path: str) -> None:
        """Fills the body of a page, for when it is made."""
        if path not in self.filled:
            shown = self.judgement.pages.get(path)
            self.filled[path] = translate.translate(self.site.pages[path], self.edition, self.around, shown)

    def page(self, path: str) -> bytes:
        """The page of a source file. Raises TemplateError."""
        return self._page(path)[0]

    def _page(self, path: str) -> tuple[bytes, Page]:
        document = self.site.pages[path]
        self.fill(path)
        translated = self.filled.pop(path)
        url = self.own.urls[path]
        self.here[0] = url
        before, after = self.site.neighbours.get(path, (None, None))
        view = render.view(
            translated,
            self.texts,
            url,
            self.site.minutes[path],
            self.neighbour(before),
            self.neighbour(after),
        )
        indexed = self.own.published[path] and not self.site.draft
        context = {
            **self.shared,
            "page": view,
            "content": Markup(render.BODY),
            "alternates": self._alternates(path),
            "canonical": f"{self.host}{url}" if self.host else "",
            "noindex": not indexed,
        }
        template = document.data.get("template") or "page.html"
        html = self.site.templates.render(str(template), context)
        kinds, above, below = self._notices(translated)
        above, below = (one.replace(_ORIGINAL, self.origin[path]) for one in (above, below))
        page = self._finished(html, above + translated.body + below, view.status, indexed, str(template))
        return page, self._said(translated, kinds)

    def _said(self, translated: TranslatedDocument, kinds: list[str]) -> Page:
        """What the evidence says of a page."""
        document = translated.document
        newest = self.provenance.newest(document.path)
        said = self._texts(document, translated.coverage)
        said["page"], said["source"] = document.path, self.site.tree.digests[document.path]
        said["status"], said["notices"], said["sections"] = translated.status, kinds, translated.withheld
        if newest is not None:
            said["date"] = newest.isoformat()
        return said

    def _texts(self, document: Document, coverage: Coverage) -> Page:
        """What the evidence says of the texts of a document."""
        said: Page = {"texts": coverage._asdict()}
        if approvals := self.provenance.numbers.get(document.path):
            said["approvals"] = approvals
        return said

    def _finished(self, html: str, body: str, status: str, indexed: bool, template: str) -> bytes:
        page = render.finish(
            html,
            body,
            self.locale,
            self.site.known,
            status=status,
            robots=indexed,
            template=template,
            watermark=self.watermark,
        )
        return page.encode()

    def _notices(self, translated: TranslatedDocument) -> tuple[list[str], str, str]:
        """What a page's readers are told: its kinds, what stands above the content, and what stands below it."""
        if self.locale.tag == self.site.source.tag:
            return [], "", ""
        document, covered, kind = translated.document, translated.coverage, translated.status
        partly = covered.fallback > 0 and kind != "fallback"
        outdated = self._outdated(document) if covered.outdated else None
        if kind == "machine" and not self.site.project.policy.noticing:
            kind = "outdated" if outdated else "partly" if partly else "translated"
        newest = self.provenance.newest(document.path) if covered.shown else None
        if kind not in ("approved", "translated"):
            kinds = [kind, *["outdated"] * (outdated is not None), *["partly"] * partly]
            return list(dict.fromkeys(kinds)), self.notice(kind, partly, outdated, newest), ""
        return [], "", self.notice(kind, False, None, newest) if newest else ""

    def section(self, files: dict[str, Page]) -> Section:
        """What the evidence says of the locale, when `pages` has made these files."""
        site, read = self.site, self.judgement.read
        ledgers = {path: digest for path, digest in read.digests.items() if path.endswith(".jsonl")}
        return {
            "program": f"dragoman {__version__}",
            "configuration": dict(site.configuration),
            "draft": site.draft,
            "catalogs": {path: digest for path, digest in read.digests.items() if path not in ledgers},
            "ledgers": ledgers,
            "approvals": self.provenance.approvals,
            "waivers": self.provenance.waivers,
            "sources": {
                one.path: self._texts(one, translate.coverage(one, self.edition))
                for one in (*site.tree.data, *site.tree.templates)
            },
            "withheld": {
                path: "policy" if withheld(page, self.edition) else "minimum"
                for path, page in site.pages.items()
                if path not in self.own.published
            },
            "files": files,
        }

    def _outdated(self, document: Document) -> date:
        """The earliest day on which a string of a page was approved for the source as it was."""
        keys = (*document.keys, *(segment.key for segment in document.fields.values()))
        return min(former.since for key in keys if (former := self.edition.outdated.get(key)))

    def _alternates(self, path: str) -> list[Alternate]:
        """The page in every language in which it is translated, this one included."""
        return [
            Alternate(
                there.locale,
                there.urls[path],
                f"{self.host}{there.urls[path]}" if self.host and there.published[path] else "",
                there.locale.tag == self.locale.tag,
            )
            for there in self.everywhere.values()
            if there.published.get(path) or (path in there.published and there.locale.tag == self.locale.tag)
        ]

    def missing(self) -> bytes:
        """The page for an address that does not exist. Raises TemplateError."""
        self.here[0] = ""
        nothing = Markup("")
        locale = self.locale
        view = render.View(nothing, nothing, "", locale, locale.direction, None, "", {}, (), 0, "", 1.0, True)
        homes = [
            Alternate(there.locale, self.site.start(there.locale), "", there.locale.tag == locale.tag)
            for there in self.everywhere.values()
        ]
        context = {
            **self.shared,
            "page": view,
            "content": nothing,
            "alternates": homes,
            "canonical": "",
            "noindex": True,
        }
        return self._finished(self.site.templates.render("404.html", context), "", "", False, "404.html")


def root_files(site: Site, everywhere: Mapping[str, Routes]) -> Iterator[tuple[str, bytes]]:
    """What stands above all languages: the page that offers them, robots.txt, assets."""
    yield "robots.txt", f"User-agent: *\n{'Disallow: /' if site.draft else 'Allow: /'}\n".encode()
    yield from site.assets.contents.items()
    if site.project.prefix_source:
        yield "index.html", _root(site, everywhere)


def _root(site: Site, everywhere: Mapping[str, Routes]) -> bytes:
    """The page at the site's root: every language by its own name, nothing chosen for the visitor."""
    texts = Texts(site.judged.edition, site.source, {}, {}, site.source.plurals)
    alternates = [
        Alternate(there.locale, site.start(there.locale), site.host and f"{site.host}{site.start(there.locale)}")
        for there in everywhere.values()
    ]
    names = site.assets.names

    def asset(name: str) -> str:
        path = f"{site.project.folders.static}/{name}"
        return f"{site.base}/{names[path]}" if path in names else ""

    context = {
        "_": texts.gettext,
        "gettext": texts.gettext,
        "ngettext": texts.ngettext,
        "alternates": sorted(alternates, key=lambda one: languages.sort_key(one.locale)),
        "site": {"title": site.project.title, "source": site.source.tag, "base_url": site.project.base_url},
        "asset": asset,
        "data": {stem: value for document in site.tree.data for stem, value in document.data.items()},
    }
    html = site.templates.render("root.html", context)
    return render.finish(
        html, "", site.source, site.known, status="", robots=not site.draft, template="root.html"
    ).encode()
