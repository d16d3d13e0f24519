"""The gate: what may be shown, for every message of the site in one locale.

`judge` alone makes an `Edition`, and `translate` takes nothing else, so no string reaches a page around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
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

# Bound here, because finding a member in its enumeration is dear where it happens once a message.
_APPROVED, _TRANSLATED, _UNRECORDED, _MACHINE = State.APPROVED, State.TRANSLATED, State.UNRECORDED, State.MACHINE
_new = tuple.__new__
_Findings = tuple[tuple[checks.Problem, ...], Inline | None]
_NOTHING: _Findings = ((), None)


class Judged(NamedTuple):
    """What is the same for every locale, made once before the locales part."""

    template: Template
    edition: Edition
    """The source edition."""
    hashes: Mapping[MessageKey, str]
    """The ledger's hash of each source."""
    harmless: Set[MessageKey]
    """Ordinary messages whose source has nothing that a string must keep (see `checks.harmless`)."""


def judge_source(template: Template, locale: Locale) -> Judged:
    """The source edition: every message as its author wrote it."""
    verdicts = {key: _source_verdict(source, locale) for key, source in template.sources.items()}
    hashes = {key: ledger.source_hash(key, source.plural_id) for key, source in template.sources.items()}
    harmless = {key for key, source in template.sources.items() if _ordinary(source) and checks.harmless(key.id)}
    return Judged(template, Edition(locale, verdicts, verdicts, locale.tag), hashes, harmless)


def _ordinary(source: Source) -> bool:
    plain = source.plural_id is None and source.critical is None and "slug" not in source.formats
    return plain and (source.formats == ("markdown",) or not checks.is_address(source.key.id))


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
    harmless, ordinary = checks.harmless, judged.harmless
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
        expected: Inline | None = sources[key].content
        found, content = _NOTHING
        if key not in ordinary or len(strings) != 1 or not harmless(strings[0]):
            found, content = _gate(source, message, locale, expected)
        elif "`" in strings[0] or (expected is not None and expected.structure):
            found, content = _lock(strings[0], expected)
        if found:
            home = homes.get(key) or catalogs[0]
            problems += [(home, source, problem) for problem in found]
            if any(problem.severity is Severity.ERROR for problem in found):
                verdicts[key] = below[key]._replace(state=State.REFUSED)
                continue
        state = approvals.state(hashes[key], ledger.target_hash(strings), roles=roles)
        if not draft and state is not _APPROVED:
            action = "source" if source.critical else _action(state, policy)
            if action == "source":
                verdicts[key] = below[key]._replace(state=state)
                continue
            if action == "notice":
                state = _MACHINE
        verdicts[key] = _new(Verdict, (state, strings, tag, content))
    found_wrong = _diagnostics(problems, locale)
    return Edition(locale, verdicts, sources, judged.edition.source, draft, found_wrong)


def _gate(source: Source, message: Message, locale: Locale, expected: Inline | None) -> _Findings:
    """What the gate has to say about a string, and its content where it is Markdown."""
    found = checks.gate(checks.Pair(source, message, locale))
    locked, content = _lock(message.strings[0], expected)
    return found + locked, content


def _lock(string: str, expected: Inline | None) -> _Findings:
    """What the structure lock has to say about a string, and its content where it is Markdown."""
    if expected is None:
        return _NOTHING
    content = markup.parse(string)
    if content.structure == expected.structure and not content.problem and content.nested:
        return (), content
    problems = markup.compare(expected, content)
    return tuple(checks.Problem(check, Severity.ERROR, text) for check, text in problems), content


def _action(state: State, policy: Policy) -> str:
    """What the policy says of ordinary text in a state; whatever it does not name is shown in the source language."""
    if state is _TRANSLATED:
        return policy.translated
    if state is _UNRECORDED:
        return policy.unrecorded
    return policy.machine if state is _MACHINE else "source"


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
