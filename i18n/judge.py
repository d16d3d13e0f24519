"""The gate: what may be shown, for every message of the site in one locale.

`judge` alone makes an `Edition`, and `translate` takes nothing else, so no string reaches a page around it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from typing import NamedTuple

from i18n import checks, ledger, markup
from i18n.config import Policy, Rules
from i18n.ledger import Ledger
from i18n.markup import Inline
from i18n.model import (
    Catalog,
    Diagnostic,
    Edition,
    Former,
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
    plain = source.plural_id is None and source.critical is None and not source.marks and "slug" not in source.formats
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
    day: date | None = None,
) -> Edition:
    """A verdict for every message of the template catalog.

    The first catalog that has a translated message wins. What a gate check refuses, what is fuzzy, rejected or empty,
    and critical text that nobody with a sufficient role approved, shows what `fallback` (the next locale of the
    chain) shows, else the source text. A draft shows all that is there but what a gate check refuses.

    `day` is the one on which approvals may have become too old; without it they do not age.
    """
    sources = judged.edition.verdicts
    ordinary_rules = policy.rules(None)
    lasting = policy.outdated == "show" and not draft
    outdated: dict[MessageKey, Former] = {}
    below = fallback.verdicts if fallback else sources
    messages, homes = _translated(catalogs)
    hashes, tag, roles = judged.hashes, locale.tag, policy.critical_roles
    harmless, ordinary = checks.harmless, judged.harmless
    careful = policy.four_eyes or policy.ageing
    verdicts: dict[MessageKey, Verdict] = {}
    problems: list[tuple[Catalog, Source, checks.Problem]] = []
    for key, source in judged.template.sources.items():
        message = messages.get(key)
        if message is None or "" in message.strings:
            verdicts[key] = below[key]._replace(state=State.UNTRANSLATED)
            continue
        if message.flags and message.fuzzy and not draft:
            former = _former(source, message, approvals, roles) if lasting else None
            passed = _passed(source, message, locale) if former else None
            if former is None or passed is None:
                verdicts[key] = below[key]._replace(state=State.FUZZY)
            else:
                outdated[key] = former
                verdicts[key] = Verdict(State.OUTDATED, message.strings, tag, *passed)
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
        state = approvals.state(hashes[key], ledger.target_hash(strings), roles=roles, typos=source.critical is None)
        if careful and state is _APPROVED and source.critical is not None:
            state = approvals.critical_state(
                hashes[key],
                ledger.target_hash(strings),
                roles=roles,
                four_eyes=policy.four_eyes,
                since=since(day, policy.months(source.critical)),
            )
        if not draft and state is not _APPROVED:
            critical = source.critical
            action = _action(state, ordinary_rules if critical is None else policy.rules(critical))
            if action == "notice":
                state = _MACHINE
            elif action != "show":
                verdicts[key] = below[key]._replace(state=state)
                continue
        verdicts[key] = _new(Verdict, (state, strings, tag, content))
    return Edition(
        locale,
        verdicts,
        sources,
        judged.edition.source,
        frozenset() if draft else _withheld(judged.template, verdicts, tag, policy),
        outdated,
        draft,
        _diagnostics(problems, locale),
    )


def _withheld(
    template: Template, verdicts: Mapping[MessageKey, Verdict], tag: str, policy: Policy
) -> frozenset[MessageKey]:
    """What keeps every page that has it from being published in the locale."""
    if not policy.withholding:
        return frozenset()
    return frozenset(
        key
        for key, source in template.sources.items()
        if verdicts[key].locale != tag and _action(verdicts[key].state, policy.rules(source.critical)) == "withhold"
    )


def _former(source: Source, message: Message, approvals: Ledger, roles: Collection[str]) -> Former | None:
    """What a fuzzy string was approved for; None where it was not, and for critical text."""
    if source.critical is not None or message.previous is None:
        return None
    src, tgt = ledger.source_hash(*message.previous), ledger.target_hash(message.strings)
    if approvals.state(src, tgt, roles=roles, typos=True) is not _APPROVED:
        return None
    return Former(approvals.in_force(src, tgt, roles=roles, typos=True)[0].at.astimezone(UTC).date(), src)


def _passed(source: Source, message: Message, locale: Locale) -> tuple[Inline | None] | None:
    """The content of a string of the source as it was, if the gate passes it for the source as it is, else None.

    So what the new source links to, and the variables that it names, are those of the string.
    """
    found, content = _gate(source, message, locale, _content(source, source.key.id))
    return None if any(problem.severity is Severity.ERROR for problem in found) else (content,)


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


def since(day: date | None, months: int) -> datetime | None:
    """The beginning of the day so many months before, or of that month's last day; None where nothing ages."""
    if day is None or not months:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return datetime(year, month + 1, min(day.day, last), tzinfo=UTC)


def _action(state: State, rules: Rules) -> str:
    """What the rules say of a string that is not approved."""
    if state is _TRANSLATED:
        return rules.translated
    if state is _UNRECORDED:
        return rules.unrecorded
    return rules.machine if state is _MACHINE else rules.otherwise


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
