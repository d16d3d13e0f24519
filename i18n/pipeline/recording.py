"""What the ledger is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from i18n import __version__
from i18n.config import load
from i18n.errors import UsageError
from i18n.model import Approval
from i18n.pipeline.reading import catalogs_of, check_person, folder_of, sources, targets_of


def record(
    root: Path, tag: str, *, origin: str, by: str, messages: Sequence[str] = (), engine: str = "", note: str = ""
) -> tuple[str, int]:
    """Writes into a locale's ledger where its strings come from; the path of the ledger and the number of new records.

    `messages` chooses by msgid; empty means every translated message that is not fuzzy. Raises UsageError for a
    msgid that has no string, and for a person whom the site's file of reviewers does not list for this language: such a
    record would not count. A machine needs no place there.
    """
    from i18n import files, ledger

    project = load(root)
    locale = targets_of(project, [tag])[0]
    if origin != "machine":
        check_person(project, locale, by)
    catalogs = [catalog for _, catalog in catalogs_of(project, [locale])[0].values()]
    _, template = sources(project)
    chosen = [
        (catalog, message)
        for catalog in catalogs
        for message in catalog.messages.values()
        if message.translated and message.key in template.sources and (not messages or message.key.id in messages)
    ]
    missing = set(messages) - {message.key.id for _, message in chosen}
    if missing:
        first = min(missing)
        problem = "is it fuzzy, empty or spelled another way?"
        raise UsageError(f"no finished string for {first!r} in {locale.tag}; {problem}")
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    approvals = [
        Approval(
            locale=locale.tag,
            domain=catalog.domain,
            src=ledger.source_hash(message.key, message.plural_id),
            tgt=ledger.target_hash(message.strings),
            act="machine" if origin == "machine" else "translated",
            by=by,
            at=at,
            origin=origin,
            engine=engine,
            crit=template.sources[message.key].critical or "",
            note=note,
        )
        for catalog, message in chosen
    ]
    path = f"{folder_of(project, locale)}/reviews.jsonl"
    with files.lock(project.root):
        return path, ledger.append(project.root / path, approvals, tool=f"dragoman {__version__}", root=project.root)
