"""A site's template catalogs by domain, and the catalogs of a locale joined for a merge and parted again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from i18n.config import Project
from i18n.errors import CatalogError, DiskError
from i18n.model import Catalog, Locale, Merge, Message, MessageKey, Template
from i18n.pipeline.reading import empty, folder_of, template_catalog

if TYPE_CHECKING:
    from i18n.sources.tree import Tree


class Joined(NamedTuple):
    """The catalogs of a site in one locale, as one, so that a text may move between them and suggest across them."""

    catalog: Catalog
    elsewhere: tuple[Catalog, ...]
    """The locale's catalogs that are another program's."""
    members: Mapping[str, Member]
    """By path, that of the site's own domain first."""
    homes: Mapping[MessageKey, str]
    """The path of the catalog that each message belongs to."""
    origins: Mapping[MessageKey, str]
    """The path of the catalog whose entry stands in `catalog`, live or obsolete."""


class Member(NamedTuple):
    """One catalog of those that were joined."""

    before: bytes | None
    """What its file holds; None where there is none yet."""
    previous: Catalog
    template: Template
    """The messages that it is to have; none where no text is in its domain any more."""


class Outcome(NamedTuple):
    """One of the catalogs after the merge."""

    path: str
    before: bytes | None
    previous: Catalog
    merge: Merge
    loses: bool
    """Messages of it moved to another catalog."""


def templates(project: Project, tree: Tree, template: Template) -> dict[str, Template]:
    """The template catalog of each domain, that of the site first.

    Raises SourceError where the domain of a page is no name of a file, or another's.
    """
    from i18n import domains

    paths = (page.path for page in tree.pages)
    names = domains.named(paths, project.domains, content=project.folders.content, domain=project.domain)
    return domains.divided(template, names)


def written(project: Project, parts: Mapping[str, Template]) -> dict[str, tuple[Template, bytes]]:
    """The template catalogs' files: path to messages and bytes; those of domains that have none any more are empty."""
    folder = project.root / project.folders.locales
    wanted = {
        domain: part
        for domain, part in parts.items()
        if part.sources or len(parts) == 1 or (folder / f"{domain}.pot").exists()
    }
    for path in sorted(folder.glob("*.pot")):
        if path.stem not in wanted and _is_ours(project, path):
            wanted[path.stem] = Template(path.stem, {})
    paths = {f"{project.folders.locales}/{domain}.pot": part for domain, part in wanted.items()}
    return {path: (one, _template_file(project, path, template_catalog(project, one))) for path, one in paths.items()}


def _template_file(project: Project, path: str, catalog: Catalog) -> bytes:
    """What is there, where it says the same already: reading it is five times as fast as writing it."""
    from i18n import files, po

    try:
        content = files.read(project.root / path, root=project.root, limit=po.MAXIMUM_FILE + 1)
        before = po.read(content, path)
    except (CatalogError, DiskError):
        return po.write(catalog)
    same = before.header == catalog.header and list(before.messages.items()) == list(catalog.messages.items())
    return content if same and not before.obsolete else po.write(catalog)


def _is_ours(project: Project, path: Path) -> bool:
    from i18n import files, po

    try:
        return ours(project, po.read(files.read(path, root=project.root), path.name))
    except (CatalogError, DiskError):
        return False


def ours(project: Project, catalog: Catalog) -> bool:
    """Whether a catalog holds messages of this site alone, so that none of another program is touched."""
    from i18n import po

    folders = (f"{project.folders.content}/", f"{project.folders.templates}/")
    # Some tools take the references of obsolete entries away.
    places = [po.references(message) for message in catalog.messages.values()]
    places += filter(None, map(po.references, catalog.obsolete.values()))
    return bool(places) and all(one and all(place.startswith(folders) for place in one) for one in places)


def joined(
    project: Project,
    locale: Locale,
    found: Mapping[str, tuple[bytes, Catalog]],
    template: Template,
    parts: Mapping[str, Template],
) -> Joined:
    """All catalogs of the site in one locale, to be merged with the whole template as one.

    `found` are the locale's catalogs by path, `parts` is what `templates` gives. Where several have an entry for a
    text, one with a string is preferred, then that of the catalog that it belongs to, then a finished one.
    """
    members = _members(project, locale, found, parts)
    elsewhere = tuple(catalog for path, (_, catalog) in found.items() if path not in members)
    homes = {key: path for path, member in members.items() for key in member.template.sources}
    if len(members) == 1:
        (only,) = members.values()
        return Joined(only.previous, elsewhere, members, homes, {})
    origins: dict[MessageKey, str] = {}
    live: dict[MessageKey, Message] = {}
    for path, member in members.items():
        for key, message in member.previous.messages.items():
            other = live.get(key)
            if other is None or _rank(message, homes.get(key), path) > _rank(other, homes.get(key), origins[key]):
                live[key], origins[key] = message, path
    obsolete: dict[MessageKey, Message] = {}
    for path, member in members.items():
        for key, message in member.previous.obsolete.items():
            if key not in live and (key not in obsolete or homes.get(key) == path):
                obsolete[key], origins[key] = message, path
    first = next((member.previous for member in members.values() if member.before is not None), None)
    base = first or next(iter(members.values())).previous
    catalog = Catalog(
        template.domain, base.locale, base.path, base.header, _in_order(template, members, live), obsolete
    )
    return Joined(catalog, elsewhere, members, homes, origins)


def _members(
    project: Project, locale: Locale, found: Mapping[str, tuple[bytes, Catalog]], parts: Mapping[str, Template]
) -> dict[str, Member]:
    """The catalogs that the site has or is to have; its own is left out as long as all texts are in others."""
    folder = f"{folder_of(project, locale)}/LC_MESSAGES"
    members: dict[str, Member] = {}
    for domain, part in parts.items():
        path = f"{folder}/{domain}.po"
        if path in found:
            members[path] = Member(*found[path], part)
        elif part.sources or len(parts) == 1:
            members[path] = Member(None, replace(empty(project, locale, path), domain=domain), part)
    for path, (before, catalog) in found.items():
        if path not in members and ours(project, catalog):
            members[path] = Member(before, catalog, Template(catalog.domain, {}))
    return members


def _rank(message: Message, home: str | None, path: str) -> tuple[bool, bool, bool]:
    return any(message.strings), home == path, message.translated


def _in_order(
    template: Template, members: Mapping[str, Member], live: Mapping[MessageKey, Message]
) -> dict[MessageKey, Message]:
    """The live messages as the template has them, each that went behind the one that it follows in its catalog."""
    gone: dict[MessageKey | None, list[MessageKey]] = {}
    for member in members.values():
        behind: MessageKey | None = None
        for key in member.previous.messages:
            if key in template.sources:
                behind = key
            else:
                gone.setdefault(behind, []).append(key)
    keys = list(gone.get(None, ()))
    for key in template.sources:
        if key in live:
            keys += (key, *gone.get(key, ()))
    return {key: live[key] for key in keys}


def parted(joined: Joined, merged: Merge) -> list[Outcome]:
    """The catalogs one by one again, each with what happened to it.

    A catalog keeps the order of its entries; one that comes to it stands behind the one that it follows in the
    template. What came from another catalog, or went to one, counts as moved, and leaves nothing behind but what says
    something else than the entry that was preferred.
    """
    if len(joined.members) == 1:
        ((path, member),) = joined.members.items()
        return [Outcome(path, member.before, member.previous, merged, False)]
    happened = {
        key: what
        for what in ("added", "kept", "moved", "fuzzied", "obsoleted", "revived")
        for key in getattr(merged, what)
    }
    return [_outcome(joined, merged.catalog, happened, path, member) for path, member in joined.members.items()]


def _outcome(joined: Joined, whole: Catalog, happened: Mapping[MessageKey, str], path: str, member: Member) -> Outcome:
    previous = member.previous
    messages = {key: whole.messages[key] for key in _own_order(member)}
    obsolete = dict(_obsolete(joined, whole, path, previous, messages))
    what: dict[str, list[MessageKey]] = {}
    for key in messages:
        came = joined.origins.get(key, path) != path and happened[key] != "fuzzied"
        what.setdefault("moved" if came else happened[key], []).append(key)
    left = [key for key in previous.messages if joined.homes.get(key, path) != path]
    what.setdefault("moved", []).extend(left)
    what["obsoleted"] = [key for key in previous.messages if key not in joined.homes]
    catalog = previous
    if list(messages.items()) != list(previous.messages.items()) or obsolete != previous.obsolete:
        catalog = replace(previous, messages=messages, obsolete=obsolete)
    merge = Merge(catalog, **{name: tuple(keys) for name, keys in what.items()})
    return Outcome(path, member.before, previous, merge, bool(left))


def _own_order(member: Member) -> Iterator[MessageKey]:
    """The messages of a catalog's template in the order of the catalog."""
    wanted, live = member.template.sources, member.previous.messages
    new: dict[MessageKey | None, list[MessageKey]] = {}
    behind: MessageKey | None = None
    for key in wanted:
        if key in live:
            behind = key
        else:
            new.setdefault(behind, []).append(key)
    yield from new.get(None, ())
    for key in live:
        if key in wanted:
            yield key
            yield from new.get(key, ())


def _obsolete(
    joined: Joined, whole: Catalog, path: str, previous: Catalog, messages: Mapping[MessageKey, Message]
) -> Iterator[tuple[MessageKey, Message]]:
    """The entries of a catalog that are not live: those that were not, but for what another took; what went."""
    for key, message in previous.obsolete.items():
        if key not in messages and (joined.origins[key] != path or key in whole.obsolete):
            yield key, message
    for key, message in previous.messages.items():
        if key in messages:
            continue
        if joined.origins[key] == path:
            if key in whole.obsolete:
                yield key, message
        elif any(message.strings) and message.strings != joined.catalog.messages[key].strings:
            yield key, message
