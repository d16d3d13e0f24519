"""The processes that share the locales of a build.

Each judges its locales, learns where all pages of all languages are, and writes its locales. While the others still
judge, it fills its pages' bodies, which depend on no other locale.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from i18n import evidence, locales
from i18n.builder import edition
from i18n.builder.edition import Maker
from i18n.builder.site import Site
from i18n.errors import I18nError
from i18n.evidence import Page
from i18n.model import Coverage, Diagnostic, Progress
from i18n.publish import Writer
from i18n.site.routes import Routes


class Standing(NamedTuple):
    """A locale after the gate."""

    tag: str
    name: str
    urls: dict[str, str]
    published: dict[str, bool]
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...]
    whole: bool


class Written(NamedTuple):
    """A locale whose pages are in the release."""

    tag: str
    files: dict[str, str]
    """Path in the release to digest."""
    section: str
    """What the evidence of the release says of the locale."""
    seconds: float
    """CPU time."""


class Worker:
    """The work of one process on its locales."""

    def __init__(self, site: Site, writer: Writer) -> None:
        self.site, self.writer = site, writer
        self.makers: dict[str, Maker] = {}
        self.spent: dict[str, float] = {}

    def judge(self, tag: str) -> Standing:
        began = time.process_time()
        judgement = edition.judge_locale(self.site, self.site.known[tag])
        self.makers[tag] = maker = Maker(self.site, judgement._replace(diagnostics=()))
        maker.provenance.settle()
        self.spent[tag] = time.process_time() - began
        own = judgement.routes
        return Standing(
            tag,
            own.locale.name,
            dict(own.urls),
            dict(own.published),
            judgement.coverage,
            judgement.diagnostics,
            judgement.whole,
        )

    def ahead(self) -> Iterator[None]:
        """Fills one page's body at a step."""
        for maker in self.makers.values():
            for path in maker.own.published:
                maker.fill(path)
                yield

    def write(self, tag: str, everywhere: Mapping[str, Routes]) -> Written:
        began = time.process_time()
        writer = Writer(Path(self.writer.folder), Path(self.writer.before) if self.writer.before else None)
        maker = self.makers.pop(tag)
        maker.meet(everywhere)
        said: dict[str, Page] = {}
        for path, content, page in maker.pages():
            writer.write(path, content)
            said[path] = {**page, "sha256": writer.digests[path]}
        section = evidence.packed(maker.section(said))
        return Written(tag, writer.digests, section, self.spent[tag] + time.process_time() - began)


class Crew:
    """Workers in processes of their own; with one job the work is done here."""

    def __init__(self, site: Site, tags: Sequence[str], jobs: int, writer: Writer) -> None:
        self.tags = tags
        self.here: Worker | None = None
        self.processes: list[tuple[Any, Connection, list[str]]] = []
        if min(jobs, len(tags)) <= 1:
            self.here = Worker(site, writer)
            return
        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        gc.freeze()  # keeps the collector's bookkeeping from copying every shared page of memory
        for share in _shares(site, tags, jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(site, share, writer, theirs), daemon=True)
            process.start()
            theirs.close()
            self.processes.append((process, ours, share))

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends what is still running."""
        for process, connection, _share in self.processes:
            process.terminate()
            connection.close()
            process.join()
        self.processes.clear()

    def judge(self, progress: Progress) -> list[Standing]:
        """Every locale after the gate, in the order of the tags."""
        if self.here is not None:
            found = [self.here.judge(tag) for tag in _counted(self.tags, "judging", progress)]
        else:
            found = self._collect(
                {connection: len(share) for _, connection, share in self.processes}, "judging", progress
            )
        return sorted(found, key=lambda one: self.tags.index(one.tag))

    def write(self, everywhere: Mapping[str, Routes], kept: frozenset[str], progress: Progress) -> list[Written]:
        """The pages of every locale but those that are kept as they were."""
        if self.here is not None:
            tags = [tag for tag in self.tags if tag not in kept]
            return [self.here.write(tag, everywhere) for tag in _counted(tags, "rendering", progress)]
        for _, connection, _ in self.processes:
            # Why a process has ended is what it said last, or its silence: `_collect` tells.
            with contextlib.suppress(ConnectionError):
                connection.send((everywhere, kept))
        left = {connection: sum(tag not in kept for tag in share) for _, connection, share in self.processes}
        found = self._collect(left, "rendering", progress)
        for process, connection, _ in self.processes:
            connection.close()
            process.join()
        self.processes.clear()
        return found

    def _collect(self, missing: dict[Connection, int], name: str, progress: Progress) -> list[Any]:
        """What all processes report, as it comes; `missing` says how much each has to say."""
        found: list[Any] = []
        total = sum(missing.values())
        while len(found) < total:
            for connection in wait([connection for connection, left in missing.items() if left]):
                assert isinstance(connection, Connection)
                try:
                    value = connection.recv()
                except EOFError as error:
                    message = "a worker process ended before its work was done; is there enough memory?"
                    raise I18nError(message) from error
                if isinstance(value, BaseException):
                    raise value
                found.append(value)
                missing[connection] -= 1
                progress(name, len(found), total)
        return found


def _counted(tags: Sequence[str], name: str, progress: Progress) -> Iterator[str]:
    for number, tag in enumerate(tags, 1):
        yield tag
        progress(name, number, len(tags))


def _shares(site: Site, tags: Sequence[str], jobs: int) -> list[list[str]]:
    """The locales dealt out, the one with most to read first, each to whoever has least so far."""
    shares: list[list[str]] = [[] for _ in range(min(jobs, len(tags)))]
    loads = [0] * len(shares)
    for weight, tag in sorted(((_weight(site, tag), tag) for tag in tags), reverse=True):
        least = loads.index(min(loads))
        shares[least].append(tag)
        loads[least] += weight
    return shares


def _weight(site: Site, tag: str) -> int:
    """Bytes of the locale's catalogs, and about as many as its pages cost for themselves."""
    project = site.project
    found = (project.root / path for path in locales.paths(project, site.known[tag]))
    return 2000 * len(site.pages) + sum(path.stat().st_size for path in found if path.is_file())


def _serve(site: Site, tags: Sequence[str], writer: Writer, connection: Connection) -> None:
    """The body of a worker process."""
    try:
        worker = Worker(site, writer)
        for tag in tags:
            connection.send(worker.judge(tag))
        for _ in worker.ahead():
            if connection.poll():
                break
        everywhere, kept = connection.recv()
        for tag in tags:
            if tag not in kept:
                connection.send(worker.write(tag, everywhere))
    except (EOFError, BrokenPipeError):
        pass
    except Exception as error:
        connection.send(error if isinstance(error, I18nError) else I18nError(f"{type(error).__name__}: {error}"))
    finally:
        connection.close()
        # Nothing is left to clean up, and taking millions of values apart one by one takes a second.
        os._exit(0)
