"""What an update may draw on beside the site's own strings, and what an author says of an edit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from i18n import __version__
from i18n.config import Project
from i18n.errors import CatalogError, UsageError
from i18n.model import Approval, Catalog, Locale, Merge, Message, MessageKey, Template
from i18n.pipeline.reading import catalogs_of, folder_of, targets_of


class Memories(NamedTuple):
    """Catalogs that are not this site's in this locale."""

    variants: tuple[Catalog, ...] = ()
    """The site's own, in other locales of the same language and script."""
    memory: tuple[Catalog, ...] = ()
    """From files, in the order in which they were named."""


class Typos(NamedTuple):
    """Edits of sources whose author says that they change no meaning."""

    messages: tuple[str, ...] = ()
    """Source texts as they are now."""
    pages: tuple[str, ...] = ()
    """Files all of whose edits are such."""
    because: str = ""
    by: str = ""
    """The author's stable id."""


def memories(project: Project, locales: Sequence[Locale], files: Sequence[Path]) -> dict[str, Memories]:
    """What each locale, by its tag, may take suggestions from.

    Raises UsageError for a file that is about none of the languages, or does not say about which; CatalogError and
    DiskError.
    """
    read = {file: _by_locale(file, locales) for file in dict.fromkeys(files)}
    for file, found in read.items():
        if not found:
            names = ", ".join(locale.tag for locale in locales) or "no language"
            raise UsageError(f"{str(file)!r} has nothing for {names}; name a file of the language that is updated")
    known = targets_of(project, ()) if locales else []
    return {
        locale.tag: Memories(
            tuple(_variants(project, locale, known)),
            tuple(found[locale.tag] for found in read.values() if locale.tag in found),
        )
        for locale in locales
    }


def vouched(asked: Typos, merged: Merge, template: Template, previous: Catalog) -> tuple[Merge, list[Approval]]:
    """The merge with what the author vouches for taken as translated, and the records that say so.

    A text that has no string in this locale needs nothing. Raises UsageError where nobody can vouch for one, and then
    nothing of the update is done.
    """
    from i18n import ledger
    from i18n.merge import vouch

    chosen = [key for key in _chosen(asked, merged, template) if _is_own(merged.catalog.messages[key], previous)]
    result = vouch(merged, template, previous, chosen)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    records = [
        Approval(
            locale=previous.locale or "",
            domain=previous.domain,
            src=ledger.source_hash(new.key, new.plural_id),
            tgt=ledger.target_hash(new.strings),
            act="typo",
            by=asked.by,
            at=at,
            role="editor",
            note=asked.because,
            before=ledger.source_hash(old.key, old.plural_id),
        )
        for old, new in result.pairs
    ]
    return result.merge, records


def check_typos(asked: Typos, template: Template) -> None:
    """Raises UsageError where the author names a text or a page that the site does not have, critical text, or gives
    neither reason nor name."""
    if not asked.because.strip() or not asked.by.strip():
        raise UsageError("an edit that keeps its translations needs a reason and a name: --because TEXT --by ID")
    texts = {key.id for key in template.sources}
    pages = {reference.path for source in template.sources.values() for reference in source.references}
    for name, known in ((asked.messages, texts), (asked.pages, pages)):
        for one in name:
            if one not in known:
                raise UsageError(f"{one!r} is not in the sources; give it as it is now, letter by letter")
    for source in template.sources.values():
        if source.critical and source.key.id in asked.messages:
            problem = f"is critical ({source.critical}), so its translators have to look at every edit"
            raise UsageError(f"{source.key.id!r} {problem}; leave it out")


def record_typos(project: Project, locales: Sequence[Locale], records: Mapping[str, Sequence[Approval]]) -> None:
    """Appends to the ledger of each locale what was vouched for."""
    from i18n import ledger

    for locale in locales:
        if records.get(locale.tag):
            path = project.root / folder_of(project, locale) / "reviews.jsonl"
            ledger.append(path, records[locale.tag], tool=f"dragoman {__version__}", root=project.root)


def _chosen(asked: Typos, merged: Merge, template: Template) -> list[MessageKey]:
    """Named messages that wait for a look, and what this merge made wait on the named pages."""
    messages = merged.catalog.messages
    named = [key for key, one in messages.items() if key.id in asked.messages and one.previous is not None]
    edited = [key for key in (*merged.fuzzied, *merged.added) if messages[key].previous is not None]
    there = (key for key in edited if _on(template, key, asked.pages))
    return list(dict.fromkeys([*named, *there]))


def _is_own(message: Message, previous: Catalog) -> bool:
    """Whether a suggestion is not what others say, nor a string that was none."""
    key = message.previous[0] if message.previous else message.key
    old = previous.messages.get(key) or previous.obsolete.get(key)
    return "# i18n: suggested by" not in message.comments and (old is None or old.translated)


def _on(template: Template, key: MessageKey, pages: Collection[str]) -> bool:
    return any(reference.path in pages for reference in template.sources[key].references)


def _variants(project: Project, locale: Locale, known: Sequence[Locale]) -> Iterator[Catalog]:
    """The catalogs of the site's other locales in the same language and script."""
    from i18n.languages.tags import script_of, split

    own = split(locale.tag)
    for other in known:
        tag = split(other.tag)
        if other.tag == locale.tag or tag.language != own.language or script_of(tag) != script_of(own):
            continue
        try:
            yield from (catalog for _, catalog in catalogs_of(project, [other])[0].values())
        except CatalogError:
            continue  # Its own update and every check name what is wrong with it.


def _by_locale(file: Path, locales: Sequence[Locale]) -> dict[str, Catalog]:
    """What a file holds for each of the locales; none of those that it is not about."""
    from i18n import exchange, files, po

    if file.suffix.lower() == ".tmx":
        content = files.read(file, root=file.parent, limit=exchange.MAXIMUM_FILE)
        read = {locale.tag: _from_tmx(content, file, locale) for locale in locales}
        return {tag: catalog for tag, catalog in read.items() if catalog.messages}
    content = files.read(file, root=file.parent, limit=po.MAXIMUM_FILE + 1)
    catalog = po.read(content, str(file))
    catalog = replace(catalog, path=file.name, file=None)
    name = catalog.headers.get("Language", "")
    if not name and len(locales) > 1:
        raise UsageError(f"{str(file)!r} does not say its language; name the one that is to be updated")
    return {locale.tag: catalog for locale in locales if not name or _means(name, locale)}


def _from_tmx(content: bytes, file: Path, locale: Locale) -> Catalog:
    """The finished texts of a translation memory in one language."""
    from i18n import exchange, languages

    accepted = frozenset(one.replace("_", "-") for one in languages.accepted_headers(locale.tag))
    units = exchange.read(content, str(file), accepted=accepted).units
    messages = {
        unit.key: Message(unit.key, unit.plural_id, unit.strings)
        for unit in units
        if all(unit.strings) and unit.state in ("translated", "")
    }
    return Catalog("", locale.tag, file.name, Message(MessageKey(None, "")), messages)


def _means(name: str, locale: Locale) -> bool:
    from i18n import languages

    accepted = languages.accepted_headers(locale.tag)
    return name in accepted or name.lower() in accepted
