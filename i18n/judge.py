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
    messages, homes = _translated(catalogs)
    hashes, tag, roles = judged.hashes, locale.tag, policy.critical_roles
    actions = {State.MACHINE: policy.machine, State.UNRECORDED: policy.unrecorded, State.TRANSLATED: policy.translated}
    verdicts: dict[MessageKey, Verdict] = {}
    problems: list[tuple[Catalog, Source, checks.Problem]] = []
    for key, source in judged.template.sources.items():
        message = messages.get(key)
        if message is None or "" in message.strings:
            verdicts[key] = below[key]._replace(state=State.UNTRANSLATED)
            continue
        if message.flags and message.fuzzy and not draft:
            verdicts[key] = below[key]._replace(state=State.FUZZY)
            continue
        strings = message.strings
        found = checks.gate(checks.Pair(source, message, locale))
        content: Inline | None = None
        if (expected := sources[key].content) is not None:
            content = markup.parse(strings[0])
            if content.structure != expected.structure or content.problem or not content.nested:
                found += tuple(
                    checks.Problem(check, Severity.ERROR, text) for check, text in markup.compare(expected, content)
                )
        if found:
            home = homes.get(key) or catalogs[0]
            problems += [(home, source, problem) for problem in found]
            if any(problem.severity is Severity.ERROR for problem in found):
                verdicts[key] = below[key]._replace(state=State.REFUSED)
                continue
        state = approvals.state(hashes[key], ledger.target_hash(strings), roles=roles)
        if state is not State.APPROVED and not draft:
            action = "source" if source.critical else actions.get(state, "source")
            if action == "source":
                verdicts[key] = below[key]._replace(state=state)
                continue
            if action == "notice":
                state = State.MACHINE
        verdicts[key] = Verdict(state, strings, tag, content)
    return Edition(locale, verdicts, sources, draft, _diagnostics(problems, locale))


def _translated(catalogs: Sequence[Catalog]) -> tuple[Mapping[MessageKey, Message], Mapping[MessageKey, Catalog]]:
    """The message for each key, and its catalog where that is not the first one."""
    if len(catalogs) == 1:
        return catalogs[0].messages, {}
    messages: dict[MessageKey, Message] = {}
    homes: dict[MessageKey, Catalog] = {}
    for catalog in catalogs:
        for key, message in catalog.messages.items():
            before = messages.get(key)
            if "" not in message.strings and (before is None or (before.fuzzy and not message.fuzzy)):
                messages[key] = message
                homes[key] = catalog
    return messages, homes


def _content(source: Source, text: str) -> Inline | None:
    return markup.parse_source(text) if "markdown" in source.formats else None


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
