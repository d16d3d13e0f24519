"""Files that pages need, under names that change with their content."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from i18n import languages
from i18n.errors import UsageError

_URL = re.compile(r"""url\(\s*(["']?)([^"')?#]+)([^"')]*)\1\s*\)|(?<=@import)\s*(["'])([^"'?#]+)([^"']*)\4""")


class Assets(NamedTuple):
    """The files of a release that are not pages."""

    names: Mapping[str, str]
    """Path relative to the site's folder to path in the release: `static/a.css` to `assets/a.1a2b3c4d5e.css`."""
    contents: Mapping[str, bytes]
    """Path in the release to bytes."""


def collect(paths: Iterable[str], read: Callable[[str], bytes], static: str, content: str) -> Assets:
    """All files of `static` and all files beside pages, each under a name with its hash.

    Relative addresses in style sheets are rewritten to the new names, so a style sheet's hash covers what it loads;
    of two that load each other the later one keeps the address as it is.
    """
    wanted = frozenset(paths)
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    begun: set[str] = set()

    def name_of(path: str) -> str | None:
        if path not in wanted or (path in begun and path not in names):
            return None
        if path not in names:
            begun.add(path)
            data = read(path)
            if path.endswith(".css"):
                # Only addresses are touched, so bytes that are not UTF-8 come through as they are.
                text = data.decode(errors="surrogateescape")
                text = _URL.sub(lambda found: _rewritten(found, path, name_of), text)
                data = text.encode(errors="surrogateescape")
            folder = static if path.startswith(static + "/") else content
            names[path] = _hashed(PurePosixPath(path).relative_to(folder), data)
            contents[names[path]] = data
        return names[path]

    for path in sorted(wanted):
        name_of(path)
    return Assets(names, contents)


Variants = Mapping[str, Mapping[str, str]]
"""For each file that has any, its own files for single languages by tag."""


def variants(paths: Iterable[str], tags: Collection[str]) -> Variants:
    """The files of `paths` that stand in for another one of them in a language of `tags` (canonical).

    `hero.ar.webp` does so for `hero.webp` where that exists, whichever way the tag is spelled; of two spellings of one
    tag the first in alphabetical order counts. All else is a file like any other.

    >>> variants(["hero.webp", "hero.pt_BR.webp", "app.js", "app.min.js"], ["pt-BR"])
    {'hero.webp': {'pt-BR': 'hero.pt_BR.webp'}}
    """
    known = frozenset(paths)
    meant: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for path in sorted(known):
        folder, name = posixpath.split(path)
        stem, ending = posixpath.splitext(name)
        stem, dot, spelling = stem.rpartition(".")
        base = posixpath.join(folder, stem + ending)
        if stem and dot and base in known:
            if spelling not in meant:
                meant[spelling] = _tag(spelling)
            if meant[spelling] in tags:
                found.setdefault(base, {}).setdefault(meant[spelling], path)
    return found


def variant(path: str, tags: Sequence[str], known: Variants) -> str:
    """The file to show in place of `path`: that of the first tag that has one, else `path` itself."""
    own = known.get(path, {})
    return next((own[tag] for tag in tags if tag in own), path)


def _tag(spelling: str) -> str:
    """The language that a part of a name means; empty where it means none."""
    try:
        return languages.canonical(spelling)
    except UsageError:
        return ""


def _hashed(path: PurePosixPath, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()[:10]
    return f"assets/{path.with_name(f'{path.stem}.{digest}{path.suffix}')}"


def _rewritten(found: re.Match[str], path: str, name_of: Callable[[str], str | None]) -> str:
    """The same relative address with the hashed name: folders keep their places below `assets`."""
    address, rest = (found[2], found[3]) if found[2] else (found[5], found[6])
    name = name_of(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address.strip()))))
    if name is None:
        return found[0]
    hashed = posixpath.join(posixpath.dirname(address.strip()), quote(posixpath.basename(name)))
    return f'url("{hashed}{rest.strip()}")' if found[2] else f' "{hashed}{rest}"'
