"""Fingerprints of all that a build reads."""

# Every file of a site passes here: text for paths costs a fraction of what Path objects do.
# ruff: noqa: PTH113, PTH118, PTH123

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TypedDict

from i18n import __version__, files, languages, reviewers
from i18n.config import Project
from i18n.errors import UsageError


class Inputs(TypedDict):
    shared: str
    """Of what every locale is made from: configuration, content, data, templates, static files, the program."""
    locales: dict[str, str]
    """Tag to fingerprint of the locale's own files and of those that it can fall back to."""


def inputs(project: Project, tags: Sequence[str], *, draft: bool) -> Inputs:
    """By content, not by time: a file that was touched is the same file, and a clock that jumps changes nothing.

    SHA-256, because processors compute it: 1.4 GB/s where BLAKE2b reaches 0.8 (2026-11, Xeon).
    """
    folders = project.folders
    shared = hashlib.sha256()
    for part in (__version__, sys.version, *_versions(), repr(draft), project.domain, *tags):
        shared.update(part.encode() + b"\0")
    if project.file:
        shared.update(files.read(project.root / project.file, root=project.root))
    for folder in (folders.content, folders.templates, folders.static):
        _add(shared, project.root, folder)
    _add_file(shared, project.root, str(project.root / reviewers.path_of(project)))
    if project.policy.ageing:
        from i18n.builder.site import day  # loads the stages, which a build without changes does not need

        shared.update(day().isoformat().encode())
    _add(shared, Path(__file__).parent.parent, ".", (".py", ".html", ".css", ".po"))
    return {"shared": shared.hexdigest(), "locales": _locales(project, tags)}


def _versions() -> list[str]:
    """Those of the libraries that pages are made with: another version may write another date."""
    return [f"{name} {metadata.version(name)}" for name in ("babel", "jinja2", "markupsafe", "pyromark", "pyyaml")]


def _locales(project: Project, tags: Sequence[str]) -> dict[str, str]:
    base = project.root / project.folders.locales
    own: dict[str, str] = {}
    for folder in sorted(path.name for path in base.iterdir() if path.is_dir()) if base.is_dir() else ():
        digest = hashlib.sha256()
        _add(digest, project.root, f"{project.folders.locales}/{folder}")
        own[folder] = digest.hexdigest()
    return {
        tag: "".join(value for folder, value in own.items() if _related(project, folder, tag))
        for tag in dict.fromkeys((languages.canonical(project.source), *tags))
    }


def _related(project: Project, folder: str, tag: str) -> bool:
    """Whether a locale may show strings of a folder: the same language, or named as a fallback."""
    wanted = {tag, *(one for settings in project.languages.values() for one in settings.fallbacks or ())}
    return _language(folder) in {_language(one) for one in wanted}


def _language(tag: str) -> str:
    """The language of a tag or a folder, whichever of its codes is written (`he` for `iw`); what is no tag as it is."""
    try:
        return languages.canonical(tag).split("-")[0]
    except UsageError:
        return tag


def _add(digest: hashlib._Hash, root: Path, folder: str, endings: tuple[str, ...] = ()) -> None:
    for path in _files(root / folder):
        if endings and not path.endswith(endings):
            continue
        _add_file(digest, root, path)


def _add_file(digest: hashlib._Hash, root: Path, path: str) -> None:
    content = _bytes(path)
    digest.update(f"{os.path.relpath(path, root)}\0{len(content)}\0".encode())
    digest.update(content)


def _files(folder: Path) -> Iterator[str]:
    for directory, below, names in os.walk(folder):
        below.sort()
        for name in sorted(names):
            yield os.path.join(directory, name)


def _bytes(path: str) -> bytes:
    """What a file holds, or why it cannot be read: either way a change shows."""
    if not os.path.isfile(path):
        return b"not a file"
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        return str(error.strerror).encode()
