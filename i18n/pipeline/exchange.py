"""Out to other tools and back: export, import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from i18n import __version__
from i18n.config import Project, load
from i18n.errors import UsageError
from i18n.model import Approval, Catalog, Diagnostic, Locale, MessageKey, Severity, Template
from i18n.pipeline.domains import templates
from i18n.pipeline.reading import catalog_path, catalogs_of, check_person, folder_of, source_of, sources, targets_of

if TYPE_CHECKING:
    from i18n.exchange import Units
    from i18n.exchange.catalog import Entered

Only = Literal["untranslated", "fuzzy", "translated", "all"]


class Exported(NamedTuple):
    """What `export` wrote."""

    path: str
    """The file, as it was named."""
    messages: int
    missing: int
    """Messages of the site that the catalog does not have yet."""


class Imported(NamedTuple):
    """What `import` entered."""

    paths: tuple[str, ...]
    """The catalogs that were written, or would be, relative to the site's folder."""
    entered: tuple[MessageKey, ...]
    """Messages whose strings or state changed."""
    same: int
    """Messages to which the file brought nothing new."""
    findings: tuple[Diagnostic, ...]
    """What was not entered, and why; information about what was."""
    records: int
    """Records that were added to the ledger."""

    @property
    def left(self) -> int:
        """Findings about what was not entered."""
        return sum(one.severity is not Severity.INFO for one in self.findings)


def export_units(
    root: Path,
    tag: str,
    file: Path,
    *,
    version: str = "1.2",
    only: Only | None = None,
    pages: Sequence[str] = (),
    force: bool = False,
) -> Exported:
    """Writes a locale's messages into a file for other tools; its ending says the format, `version` that of XLIFF.

    `only` chooses by state; None takes all of them, and for TMX those that are translated: what a memory holds is
    offered as finished elsewhere. `pages` chooses by source file.

    Raises UsageError for a page that the site does not have, for an empty choice, and for a file that is already there
    with other content, since it may hold work that was not imported (`force` replaces it).
    """
    from i18n import exchange, files
    from i18n.exchange.catalog import units_of

    project = load(root)
    locale = targets_of(project, [tag])[0]
    ending = exchange.suffix(file.name)
    tree, template = sources(project)
    _known_pages(template, pages)
    catalogs = [catalog for _, catalog in _catalogs(project, locale, templates(project, tree, template))]
    wanted = only or ("translated" if ending == ".tmx" else "all")
    states = exchange.STATES if wanted == "all" else (wanted,)
    units = units_of(catalogs, template, states=states, pages=pages)
    missing = len(template.sources.keys() - {key for catalog in catalogs for key in catalog.messages})
    if not units:
        raise UsageError(f"nothing to export: no message of {locale.tag} is {'there' if wanted == 'all' else wanted}")
    data = exchange.write(exchange.Units(source_of(project).tag, locale.tag, units), file.name, version=version)
    if not force and file.exists() and file.read_bytes() != data:
        raise UsageError(f"{str(file)!r} is already there and may hold work; import it first, or replace it: --force")
    files.write(file, data)
    return Exported(str(file), len(units), missing)


def import_units(
    root: Path,
    tag: str,
    file: Path,
    *,
    theirs: bool = False,
    finished: bool = False,
    dry_run: bool = False,
    record_by: str = "",
) -> Imported:
    """Enters the strings that came back in a file and were changed there; all else keeps its bytes.

    What changed in the catalog since the export stays, unless `theirs`; either way both strings are among the findings.
    Strings that the file does not call translated are fuzzy; `finished` takes those that were changed without a word
    about their state as finished. `record_by` is the id of the person in whose name the
    ledger says that the finished ones were imported; empty writes no record. `dry_run` writes nothing.

    Raises ExchangeError where the file cannot be read whole, UsageError where it is about another language, or in the
    name of somebody whom the site's file of reviewers does not list for this one.
    """
    from i18n import exchange, files, languages, ledger, po
    from i18n.exchange.catalog import enter

    project = load(root)
    locale = targets_of(project, [tag])[0]
    if record_by:
        check_person(project, locale, record_by)
    accepted = frozenset(one.replace("_", "-") for one in languages.accepted_headers(locale.tag))
    data = files.read(file, root=file.parent, limit=exchange.MAXIMUM_FILE)
    found = exchange.read(data, str(file), accepted=accepted)
    _same_language(found, locale, accepted, file)
    tree, template = sources(project)
    parts = templates(project, tree, template)
    with nullcontext() if dry_run else files.lock(project.root):
        read = _catalogs(project, locale, parts)
        entered = enter([catalog for _, catalog in read], found, str(file), theirs=theirs, finished=finished)
        writes = [
            (catalog, po.write(catalog), before)
            for catalog, (before, old) in zip(entered.catalogs, read, strict=True)
            if catalog is not old
        ]
        count = 0
        if not dry_run:
            for catalog, content, _ in writes:
                _confirmed(locale, catalog, content)
            files.sweep(project.root / project.folders.locales)
            for catalog, _, before in writes:  # Nothing is recorded where an editor has saved meanwhile.
                files.write_if_unchanged(project.root / catalog.path, before, before, root=project.root)
            # Before the catalogs: what a run that was cut short has entered, the next one does not record.
            if record_by:
                approvals = _records(locale, entered, template, record_by, file.name)
                place = project.root / folder_of(project, locale) / "reviews.jsonl"
                tool = f"dragoman {__version__}"
                count = ledger.append(place, approvals, tool=tool, root=project.root) if approvals else 0
            for catalog, content, before in writes:
                files.write_if_unchanged(project.root / catalog.path, content, before, root=project.root)
    paths = tuple(catalog.path for catalog, _, _ in writes)
    return Imported(paths, entered.entered, entered.same, entered.diagnostics, count)


def _catalogs(project: Project, locale: Locale, parts: Mapping[str, Template]) -> list[tuple[bytes, Catalog]]:
    """The site's own catalogs in one locale, each with the bytes of its file."""
    found = [pair for pair in catalogs_of(project, [locale])[0].values() if pair[1].domain in parts]
    if not found:
        path = catalog_path(project, locale)
        raise UsageError(f"{path} is not there yet; run `i18n update {locale.folder}`")
    return found


def _known_pages(template: Template, pages: Sequence[str]) -> None:
    known = {reference.path for source in template.sources.values() for reference in source.references}
    for page in pages:
        if page not in known:
            near = get_close_matches(page, sorted(known), 1)
            raise UsageError(f"no text stands in {page!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def _same_language(found: Units, locale: Locale, accepted: frozenset[str], file: Path) -> None:
    said = found.locale.replace("_", "-").lower()
    if said and said not in accepted:
        raise UsageError(f"the file is in {found.locale!r}, not in {locale.tag!r}", path=str(file))


def _confirmed(locale: Locale, catalog: Catalog, content: bytes) -> None:
    """Nothing, where both readers take `content`. Raises CatalogError, so that no import leaves a file unreadable."""
    from i18n import languages, po

    po.confirm(catalog, content)
    accepted = languages.accepted_headers(locale.tag)
    po.read(content, catalog.path, domain=catalog.domain, locale=locale.tag, languages=accepted)


def _records(locale: Locale, entered: Entered, template: Template, by: str, note: str) -> list[Approval]:
    """One for each finished string. They say where it came from, and approve nothing."""
    from i18n import ledger

    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    changed = set(entered.entered)
    return [
        Approval(
            locale=locale.tag,
            domain=catalog.domain,
            src=ledger.source_hash(message.key, message.plural_id),
            tgt=ledger.target_hash(message.strings),
            act="translated",
            by=by,
            at=at,
            origin="imported",
            crit=template.sources[key].critical or "",
            note=note,
        )
        for catalog in entered.catalogs
        for key, message in catalog.messages.items()
        if key in changed and message.translated and key in template.sources
    ]
