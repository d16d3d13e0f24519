"""Which catalog a message stands in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from i18n.config import Domains
from i18n.errors import SourceError
from i18n.model import MessageKey, Source, Template

CONTENT: Final = "content"
"""The catalog of all pages, or of those that stand in no folder."""
_LONGEST: Final = 180
"""Bytes; a file system takes 255, and a name gets an ending, for a moment that of a temporary file."""
_UNFIT: Final = re.compile(r"[-.~]|.*[\\/:*?\"<>|]|.*[. ]\Z", re.DOTALL)
"""What no file may be called on every system, or what looks hidden or like an option."""


def named(pages: Iterable[str], kind: Domains, *, content: str, domain: str) -> dict[str, str]:
    """The domain of each page, by path; empty where there is one for all.

    `guide/visit.md` is in `content`, in `guide`, or in `guide.visit`; a page at the top is its own section `content`.
    `content` is the content folder, `domain` the site's own, in which templates and data always are.

    Raises SourceError for a page whose domain could not be a file, or would be the same file as another's or the
    site's, on a system that does not tell capitals from small letters too.
    """
    found: dict[str, str] = {}
    owners = {_folded(domain): ""}
    for path in pages if kind != "one" else ():
        owner, name = _owner_and_name(path.removeprefix(f"{content}/"), kind)
        if not name.isprintable() or _UNFIT.match(name) or len(name.encode()) > _LONGEST:
            problem = (
                f"its catalog would be called {name!r}, which is no good name of a file; rename the page or folder"
            )
            raise SourceError(problem, path=path, line=1)
        other = owners.setdefault(_folded(name), owner)
        if other != owner:
            whose = f"that of {other}" if other else f"the one of templates and data, {domain!r}"
            step = "rename one of them" if other else "rename the page or folder, or set another `domain` in [site]"
            raise SourceError(f"its catalog {name!r} would be the same file as {whose}; {step}", path=path, line=1)
        found[path] = name
    return found


def _owner_and_name(path: str, kind: Domains) -> tuple[str, str]:
    """Whose the catalog is, in the words of a message, and its name; the path is below the content folder."""
    folder, slash, _ = path.partition("/")
    if kind == "page":
        return repr(path), path.rpartition(".")[0].replace("/", ".")
    return (repr(folder), folder) if kind == "section" and slash else ("the pages in no folder", CONTENT)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def divided(template: Template, domains: Mapping[str, str]) -> dict[str, Template]:
    """The messages by domain, each in exactly one; the template's own domain stands first and is always there.

    `domains` is what `named` gives; a file that it does not name is in the template's own domain. A message whose
    places are all in one domain is there, any other is in the template's own, so that no text is translated twice.
    """
    if not domains:
        return {template.domain: template}
    parts: dict[str, dict[MessageKey, Source]] = {template.domain: {}}
    for key, source in template.sources.items():
        homes = {domains.get(reference.path, template.domain) for reference in source.references}
        parts.setdefault(homes.pop() if len(homes) == 1 else template.domain, {})[key] = source
    return {domain: Template(domain, sources) for domain, sources in parts.items()}
