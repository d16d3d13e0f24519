"""The site in every language, through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from i18n.config import Project, load
from i18n.errors import UsageError
from i18n.model import Diagnostic, Progress
from i18n.pipeline.reading import canonical, unknown

if TYPE_CHECKING:
    from i18n.builder import Run

PUBLIC = "public"
"""Where the site is published by default."""

DRAFTS = "drafts"
"""Where draft editions go by default, so that they are never where the site is."""


def build(
    root: Path,
    tags: Sequence[str] = (),
    *,
    output: str = "",
    jobs: int = 0,
    drafts: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
) -> Run:
    """The site in every language, through the gate, published at `output` (`public`, or `drafts` for draft editions).

    With `tags`, only these locales are made again; a draft then holds no others. A pseudo-locale (`en-XA`, `ar-XB`)
    makes draft editions. With `strict` nothing is published that is not complete in every language: StrictError.
    """
    from i18n import builder, files
    from i18n.pseudo import TAGS

    project = load(root)
    wanted = [canonical(tag) for tag in tags]
    pseudo = [tag for tag in wanted if tag in TAGS]
    drafts = drafts or bool(pseudo)
    known = [canonical(tag) for tag in project.locales]
    source = canonical(project.source)
    if strict and drafts:
        raise UsageError("a draft is never a release, so it cannot be strict; leave out --strict")
    for tag, given in zip(wanted, tags, strict=True):
        if tag not in (*known, source, *TAGS):
            raise unknown(given, known)
    every = list(dict.fromkeys([*(tag for tag in known if tag != source), *pseudo]))
    if drafts and wanted:
        every = [tag for tag in every if tag in wanted]
    place = _place(project, output, drafts=drafts)
    with files.lock(project.root):
        return builder.build(
            project,
            every,
            place,
            only=frozenset() if drafts else frozenset(wanted),
            jobs=jobs,
            draft=drafts,
            strict=strict,
            progress=progress,
        )


class Verified(NamedTuple):
    """A published folder beside the evidence of its release."""

    files: int
    """Number of files that the evidence lists."""
    findings: tuple[Diagnostic, ...]
    """Every file that is missing, extra or not as it was built."""


def verify_release(folder: Path, file: Path | None = None) -> Verified:
    """How a published folder differs from the evidence of its release, which may be somewhere else.

    Raises UsageError where one of the two is not there, and I18nError where the evidence cannot be used.
    """
    from i18n import evidence

    number, found = evidence.verify(folder, file)
    return Verified(number, tuple(found))


def _place(project: Project, output: str, *, drafts: bool) -> Path:
    """Where the site goes. Raises UsageError where that would harm what is published or what the site is made from."""
    place = project.root / (output or (DRAFTS if drafts else PUBLIC))
    if drafts and place == project.root / PUBLIC:
        raise UsageError(f"{output!r} is where the site is published, and drafts never are; name another --output")
    folders = project.folders
    for folder in (folders.content, folders.templates, folders.static, folders.locales):
        if place.resolve().is_relative_to(project.root / folder):
            raise UsageError(f"{output!r} lies in {folder!r}, from which the site is made; name another --output")
    return place
