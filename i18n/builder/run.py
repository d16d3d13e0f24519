"""One build, from what changed to a published release."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from i18n import evidence
from i18n.builder.inputs import inputs as inputs_of
from i18n.config import Project
from i18n.errors import PublishError, SourceError, StrictError
from i18n.model import Coverage, Diagnostic, MessageKey, Progress, Reference, Severity
from i18n.publish import Output, Writer

if TYPE_CHECKING:
    from i18n.builder.crew import Standing
    from i18n.builder.site import Site
    from i18n.site.routes import Routes

SMALL = 400
"""Pages below which one process is faster than starting more: a worker costs about 15 ms, a page about 0.3 ms."""

_FIELDS = tuple(field.name for field in fields(Diagnostic))


class Row(NamedTuple):
    """What became of one locale."""

    tag: str
    name: str
    pages: int
    coverage: Coverage
    """Of all its pages."""
    seconds: float
    """CPU time of judging and rendering; 0 where it was taken over."""
    kept: bool
    """Taken over from the release before: nothing changed, or it could not be read."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a build did."""

    output: Path
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]
    changed: bool
    """False where everything was up to date and nothing was written."""
    seconds: float
    base_url: str
    start: str
    """Address of the first page, from the site's root."""
    draft: bool = False
    """A draft edition: never for publication."""


def build(
    project: Project,
    tags: Sequence[str],
    output: Path,
    *,
    only: frozenset[str] = frozenset(),
    jobs: int = 0,
    draft: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> Run:
    """The site in its source language and the locales `tags` (canonical), published at `output`.

    `only` limits what is made again to some locales; the others stay as they were last published. `jobs` 0 takes as
    many processes as there are processors. A locale whose catalog cannot be read whole stays as it was, unless
    critical text of the sources has changed since. So do those that `only` leaves out.
    Raises I18nError for what stops a build; then nothing is published. With `strict` that is StrictError where a page
    would be withheld, or a text shown in another language.
    """
    began = time.perf_counter()
    place = Output(output)
    place.check()
    before = place.manifest()
    if before and bool(before.get("draft")) != draft:
        if draft:
            raise PublishError(
                f"{output.name!r} is the published site, and drafts are never published; name another --output"
            )
        before = {}
    inputs = inputs_of(project, tags, draft=draft)
    known: Mapping[str, Any] = before.get("locales", {}) if before else {}
    if before and inputs == before.get("inputs") and set(known) == set(inputs["locales"]) and place.proven():
        run = _run(before, output, time.perf_counter() - began, None)
        if strict:
            _check_complete(run, evidence.sections(place.evidence()))
        return run

    from i18n.builder import site as sites  # the stages are loaded only when there is something to build

    site = sites.load(project, tuple(tags), draft=draft, jobs=jobs or os.cpu_count() or 1)
    return _Builder(site, place, before, inputs, only, jobs, strict, progress).run(began)


class _Builder:
    """One build that has something to do."""

    def __init__(
        self,
        site: Site,
        place: Output,
        before: Mapping[str, Any],
        inputs: Mapping[str, Any],
        only: frozenset[str],
        jobs: int,
        strict: bool,
        progress: Progress | None,
    ) -> None:
        self.site, self.place, self.before, self.inputs = site, place, before, inputs
        self.old: dict[str, Any] = dict(before.get("locales", {}))
        self.sections_before = evidence.sections(place.evidence()) if before else {}
        self.progress = progress or (lambda name, done, total: None)
        self.locales = {locale.tag: locale for locale in site.locales}
        self.only, self.strict = only, strict
        self.sections: dict[str, str] = {}
        """What the evidence says of each locale of this build."""
        self.of_locales: frozenset[str] = frozenset()
        """Files of this build that belong to a locale."""
        small = len(site.pages) * len(self.locales) < SMALL
        self.jobs = min(jobs or (1 if small else os.cpu_count() or 1), len(self.locales))

    def run(self, began: float) -> Run:
        again = self._again()
        while (run := self._attempt(again, began)) is None:
            again = list(self.locales)
        return run

    def _attempt(self, again: list[str], began: float) -> Run | None:
        """The locales `again` made and all published; None, and nothing published, where the others need it too."""
        built = self.place.begin()
        writer = Writer(built, self.place.current())
        try:
            made = self._make(again, writer)
            if made is None:
                return None
            return self._publish(built, writer, again, *made, began)
        finally:
            self.place.discard(built)

    def _publish(
        self, built: Path, writer: Writer, again: list[str], done: set[str], entries: dict[str, Any], began: float
    ) -> Run:
        left = self._left_behind(again, entries)
        own = {tag: None if tag in left else value for tag, value in self.inputs["locales"].items()}
        manifest = {
            "draft": self.site.draft,
            "inputs": {**self.inputs, "locales": own},
            "assets": {path: digest for path, digest in writer.digests.items() if path.startswith("assets/")},
            "locales": entries,
            "base_url": self.site.project.base_url,
            "start": self.site.start(self.site.source),
            "diagnostics": [_packed(one) for one in self.site.diagnostics],
        }
        run = _run(manifest, self.place.path, time.perf_counter() - began, done)
        if self.strict:
            _check_complete(run, self.sections)
        proof = evidence.document(self.sections, self._root_digests(writer))
        self.place.publish(built, writer.digests, manifest, proof, self.site.project.keep_releases)
        return replace(run, seconds=time.perf_counter() - began)

    def _root_digests(self, writer: Writer) -> dict[str, str]:
        """What belongs to no locale."""
        return {path: digest for path, digest in writer.digests.items() if path not in self.of_locales}

    def _again(self) -> list[str]:
        """The locales to be made again, without those that are the same as in the release before."""
        wanted = self.only or self.locales.keys()
        return [
            tag
            for tag in self.locales
            if tag not in self.old or self._harmful(tag) or (tag in wanted and self._changed(tag))
        ]

    def _harmful(self, tag: str) -> bool:
        """Whether critical text is not what it was, so that a locale must not stay as it was published."""
        return bool(self.old[tag].get("critical") != self.site.critical)

    def _changed(self, tag: str) -> bool:
        """Whether anything that a locale is made from is not as it was."""
        old = self.before.get("inputs", {})
        same = old.get("shared") == self.inputs["shared"]
        return not same or old.get("locales", {}).get(tag) != self.inputs["locales"][tag]

    def _left_behind(self, again: list[str], entries: Mapping[str, Any]) -> set[str]:
        """The locales that are published as they were although they would be made otherwise: for the next build."""
        moved = any(self._moved(entries[tag], tag) for tag in again)
        return {tag for tag in self.locales if tag not in again and (moved or self._changed(tag))}

    def _make(self, tags: list[str], writer: Writer) -> tuple[set[str], dict[str, Any]] | None:
        """Judges and writes the locales `tags`, takes over the others. None where these turn out to need it too."""
        from i18n.builder.crew import Crew
        from i18n.site.routes import Routes

        with Crew(self.site, tags, self.jobs, writer) as crew:
            judged = crew.judge(self.progress)
            kept = frozenset(
                one.tag for one in judged if not one.whole and one.tag in self.old and not self._harmful(one.tag)
            )
            taken = [tag for tag in self.locales if tag not in tags or tag in kept]
            entries = self._entries(judged, kept)
            if not self.only and set(taken) - kept and any(self._moved(entries[one.tag], one.tag) for one in judged):
                # The set of pages changed in some locale, and every page names its versions in all languages.
                return None
            everywhere = {
                tag: Routes(self.locales[tag], entry["urls"], entry["published"]) for tag, entry in entries.items()
            }
            if not self.site.project.prefix_source:
                _check_addresses(everywhere)
            if not all(self._take_over(tag, writer) for tag in taken):
                return None
            done = crew.write(everywhere, kept, self.progress)
        for finished in done:
            entries[finished.tag] |= {"seconds": finished.seconds}
            self.sections[finished.tag] = finished.section
            writer.digests.update(finished.files)
        self.of_locales = frozenset(writer.digests)
        self._write_root(everywhere, writer)
        if any(entries[tag].get("shared") != self.inputs["shared"] for tag in taken):
            self._take_over_assets(writer)
        return {finished.tag for finished in done}, entries

    def _entries(self, judged: Sequence[Standing], kept: frozenset[str]) -> dict[str, Any]:
        """What the manifest says of each locale: as judged now, or as it was, with what is wrong with it now."""
        entries = {tag: dict(entry) for tag, entry in self.old.items()}
        for one in judged:
            if one.tag in kept:
                entries[one.tag]["diagnostics"] = [_packed(found) for found in one.diagnostics]
            else:
                entries[one.tag] = _entry(one, self.inputs["shared"], self.site.critical)
        return {tag: entries[tag] for tag in self.locales}

    def _take_over(self, tag: str, writer: Writer) -> bool:
        """Whether a locale's published files are all still there; now they are in the new release too."""
        section = self.sections_before.get(tag, "")
        digests = evidence.digests(section)
        if digests and writer.link(digests):
            self.sections[tag] = section
            return True
        del self.old[tag]
        return False

    def _write_root(self, everywhere: Mapping[str, Routes], writer: Writer) -> None:
        from i18n.builder import edition

        for path, content in edition.root_files(self.site, everywhere):
            if path not in writer.digests:
                writer.write(path, content)

    def _take_over_assets(self, writer: Writer) -> None:
        """Pages that stayed as they were still name the style sheets and images that they were made with."""
        for path, digest in self.before.get("assets", {}).items():
            if path not in writer.digests:
                writer.link({path: digest})

    def _moved(self, entry: Mapping[str, Any], tag: str) -> bool:
        old = self.old.get(tag)
        return old is None or entry["urls"] != old["urls"] or entry["published"] != old["published"]


def _check_complete(run: Run, sections: Mapping[str, str]) -> None:
    """Raises StrictError where a release is not complete in every language."""
    found = [one for one in run.diagnostics if one.severity is Severity.ERROR and one.locale and one.key is None]
    found += [one for row in run.rows for one in evidence.shortcomings(row.tag, sections[row.tag])]
    if found:
        raise StrictError("the release is not complete, so nothing was published", diagnostics=found)


def _check_addresses(everywhere: Mapping[str, Routes]) -> None:
    """Raises SourceError where a page without its language in its address takes that of another language's page."""
    taken: dict[str, tuple[str, str]] = {}
    for tag, there in everywhere.items():
        for path in there.published:
            url = there.urls[path].casefold()
            first, page = taken.setdefault(url, (tag, path))
            if first != tag:
                problem = f"this page has the address {url!r} of {path} in {tag}; give it another name or slug"
                raise SourceError(problem, path=page, line=1)


def _entry(judged: Standing, shared: str, critical: str) -> dict[str, Any]:
    return {
        "shared": shared,
        "critical": critical,
        "name": judged.name,
        "urls": judged.urls,
        "published": judged.published,
        "coverage": list(judged.coverage),
        "diagnostics": [_packed(one) for one in judged.diagnostics],
        "seconds": 0.0,
    }


def _row(tag: str, entry: Mapping[str, Any], kept: bool) -> Row:
    seconds = 0.0 if kept else float(entry["seconds"])
    return Row(tag, entry["name"], len(entry["published"]), Coverage(*entry["coverage"]), seconds, kept)


def _run(manifest: Mapping[str, Any], output: Path, seconds: float, made: Set[str] | None) -> Run:
    """What a build did that left this manifest; `made` are the locales made anew, None where nothing was to do."""
    entries = manifest["locales"]
    packed = [*manifest["diagnostics"], *(one for entry in entries.values() for one in entry["diagnostics"])]
    found = sorted(map(_unpacked, packed), key=lambda one: (one.path, one.line, one.check, one.message))
    return Run(
        output,
        tuple(_row(tag, entry, tag not in (made or ())) for tag, entry in entries.items()),
        tuple(found),
        made is not None,
        seconds,
        manifest["base_url"],
        manifest["start"],
        manifest["draft"],
    )


def _packed(diagnostic: Diagnostic) -> dict[str, Any]:
    return {name: getattr(diagnostic, name) for name in _FIELDS}


def _unpacked(data: Mapping[str, Any]) -> Diagnostic:
    values = dict(data)
    values["severity"] = Severity(values["severity"])
    values["key"] = MessageKey(*values["key"]) if values["key"] else None
    values["source"] = Reference(*values["source"]) if values["source"] else None
    return Diagnostic(**values)
