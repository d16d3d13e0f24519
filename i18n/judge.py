"""The gate: what may be shown, for every message of the site in one locale.

`judge` alone makes an `Edition`, and `translate` takes nothing else, so no string reaches a page around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from i18n import checks, ledger, markup
from i18n.config import Policy
from i18n.ledger import Ledger
from i18n.markup import Inline
from i18n.model import (
    Catalog,
    Diagnostic,
    Edition,
    Locale,
    Message,
    MessageKey,
    Severity,
    Source,
    State,
    Template,
    Verdict,
)


class Judged(NamedTuple):
    """What is the same for every locale, made once before the locales part."""

    template: Template
    edition: Edition
    """The source edition."""
    hashes: Mapping[MessageKey, str]
    """The ledger's hash of each source."""


def judge_source(template: Template, locale: Locale) -> Judged:
    """The source edition: every message as its author wrote it."""
    verdicts = {key: _source_verdict(source, locale) for key, source in template.sources.items()}
    hashes = {key: ledger.source_hash(key, source.plural_id) for key, source in template.sources.items()}
    return Judged(template, Edition(locale, verdicts, verdicts), hashes)


def _source_verdict(source: Source, locale: Locale) -> Verdict:
    strings = (source.key.id,) if source.plural_id is None else (source.key.id, source.plural_id)
    return Verdict(State.SOURCE, strings, locale.tag, _content(source, source.key.id))


def judge(
    judged: Judged,
    catalogs: Sequence[Catalog],
    locale: Locale,
    approvals: Ledger,
    policy: Policy,
    *,
    fallback: Edition | None = None,
    draft: bool = False,
) -> Edition:
    """A verdict for every message of the template catalog.

    The first catalog that has a translated message wins. What a gate check refuses, what is fuzzy, rejected or empty,
    and critical text that nobody with a sufficient role approved, shows what `fallback` (the next locale of the
    chain) shows, else the source text. A draft shows all that is there but what a gate check refuses.
    """
    sources = judged.edition.verdicts
    below = fallback.verdicts if fallback else sources
    verdicts: dict[MessageKey, Verdict] = {}
    problems: list[tuple[Catalog, Source, checks.Problem]] = []
    roles = policy.critical_roles
    actions = {State.MACHINE: policy.machine, State.UNRECORDED: policy.unrecorded, State.TRANSLATED: policy.translated}
    for key, source in judged.template.sources.items():
        message, catalog = _find(key, catalogs)
        if message is None or catalog is None:
            verdicts[key] = below[key]._replace(state=State.UNTRANSLATED)
            continue
        if "fuzzy" in message.flags and not draft:
            verdicts[key] = below[key]._replace(state=State.FUZZY)
            continue
        strings = message.strings
        content, found = _gate(source, message, locale, sources[key].content)
        if found:
            problems += [(catalog, source, problem) for problem in found]
            if any(problem.severity is Severity.ERROR for problem in found):
                verdicts[key] = below[key]._replace(state=State.REFUSED)
                continue
        state = approvals.state(judged.hashes[key], ledger.target_hash(strings), roles=roles)
        action = "show" if draft or state is State.APPROVED else actions.get(state, "source")
        if source.critical and state is not State.APPROVED and not draft:
            action = "source"
        if action == "notice":
            state = State.MACHINE
        verdicts[key] = (
            below[key]._replace(state=state) if action == "source" else Verdict(state, strings, locale.tag, content)
        )
    return Edition(locale, verdicts, sources, draft, _diagnostics(problems, locale))


def _find(key: MessageKey, catalogs: Sequence[Catalog]) -> tuple[Message | None, Catalog | None]:
    """The message with all its strings, and the catalog that it stands in."""
    for catalog in catalogs:
        message = catalog.messages.get(key)
        if message is not None and all(message.strings):
            return message, catalog
    return None, None


def _gate(
    source: Source, message: Message, locale: Locale, original: Inline | None
) -> tuple[Inline | None, list[checks.Problem]]:
    """The string's content, and what the gate has to say about it."""
    found = list(checks.gate(checks.Pair(source, message, locale)))
    if original is None:
        return None, found
    content = markup.parse(message.strings[0])
    if content.structure != original.structure or content.problem or not content.nested:
        found += [checks.Problem(check, Severity.ERROR, text) for check, text in markup.compare(original, content)]
    return content, found


def _content(source: Source, text: str) -> Inline | None:
    return markup.parse(text) if "markdown" in source.formats else None


def _diagnostics(problems: Sequence[tuple[Catalog, Source, checks.Problem]], locale: Locale) -> tuple[Diagnostic, ...]:
    by_catalog: dict[str, dict[MessageKey, int]] = {}
    for catalog, _, _ in problems:
        if catalog.path not in by_catalog:
            by_catalog[catalog.path] = catalog.lines(source.key for other, source, _ in problems if other is catalog)
    return tuple(
        Diagnostic(
            problem.check,
            problem.severity,
            problem.message,
            catalog.path,
            by_catalog[catalog.path][source.key],
            locale.tag,
            source.key,
            source.references[0],
        )
        for catalog, source, problem in problems
    )
