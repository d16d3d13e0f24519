"""Files that pages need, under names that change with their content."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")


class Assets(NamedTuple):
    """The files of a release that are not pages."""

    names: Mapping[str, str]
    """Path relative to the site's folder to path in the release: `static/css/site.css` to `assets/css/site.1a2b3c4d.css`."""
    contents: Mapping[str, bytes]
    """Path in the release to bytes."""


def collect(paths: Iterable[str], read: Callable[[str], bytes], static: str, content: str) -> Assets:
    """All files of `static` and all files beside pages, each under a name with its hash.

    Relative addresses in style sheets are rewritten to the new names, so a style sheet's hash covers what it loads.
    """
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    ordered = sorted(paths, key=lambda path: (path.endswith(".css"), path))
    for path in ordered:
        data = read(path)
        if path.endswith(".css"):
            data = _URL.sub(lambda found, path=path: _rewritten(found, path, names), data.decode()).encode()  # type: ignore[misc]
        folder = static if path.startswith(static + "/") else content
        name = _hashed(PurePosixPath(path).relative_to(folder), data)
        names[path] = name
        contents[name] = data
    return Assets(names, contents)


def _hashed(path: PurePosixPath, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()[:10]
    return f"assets/{path.with_name(f'{path.stem}.{digest}{path.suffix}')}"


def _rewritten(found: re.Match[str], path: str, names: Mapping[str, str]) -> str:
    """The same relative address with the hashed name: folders keep their places below `assets`."""
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[2]))
    if wanted not in names:
        return found[0]
    folder = posixpath.dirname(found[2])
    return f'url("{posixpath.join(folder, posixpath.basename(names[wanted]))}")'
