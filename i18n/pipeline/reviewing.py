"""What a reviewer is shown of each message, and what becomes of an edit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from i18n import __version__
from i18n.config import Project, load
from i18n.errors import UsageError
from i18n.model import (
    Approval,
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
)
from i18n.pipeline.deciding import WARNED, Choice, Decided, Who, approve_seen, reject
from i18n.pipeline.reading import catalogs_of, folder_of, ledger_bytes, ledger_path, targets_of

if TYPE_CHECKING:
    from i18n.builder.site import Site
    from i18n.checks import Glossary, Term
    from i18n.extraction import Use
    from i18n.judge import Judged
    from i18n.ledger import Ledger

_KNOWN = frozenset({State.APPROVED, State.FUZZY, State.OUTDATED, State.REFUSED, State.UNTRANSLATED})
"""States that the gate says better than the ledger alone."""
_UNFIT = frozenset({State.FUZZY, State.OUTDATED, State.REFUSED, State.UNTRANSLATED})


class Spot(NamedTuple):
    """One place of a message, in words."""

    path: str
    line: int
    page: str
    """The page's title; empty in a template or a data file."""
    heading: str
    """The words of the heading above it; empty before the first one."""
    kind: str


class Item(NamedTuple):
    """One message as a reviewer sees it."""

    source: Source
    message: Message
    """As the catalog has it; one without strings where the catalog has none."""
    path: str
    """The catalog, relative to the site's folder."""
    line: int
    domain: str
    src: str
    """The ledger's hash of the source."""
    tgt: str
    """The ledger's hash of the strings."""
    state: State
    spots: tuple[Spot, ...]
    findings: tuple[Diagnostic, ...]
    """Of the gate and of the advisory checks, but for what somebody waived."""
    terms: tuple[Term, ...]
    """Of the glossary, those that the source uses."""
    records: tuple[Approval, ...]
    """What the ledger says of exactly this pair, the oldest first."""

    @property
    def key(self) -> MessageKey:
        return self.source.key

    @property
    def fit(self) -> bool:
        """Whether there is something to decide: a finished string that no gate check refuses."""
        return self.state not in _UNFIT

    @property
    def warned(self) -> bool:
        """Whether it is critical, and a finding that is more than a hint stands against it."""
        return self.source.critical is not None and any(one.severity is not Severity.INFO for one in self.findings)

    def said(self, by: str) -> str:
        """What somebody last decided about exactly this pair; empty where nothing stands."""
        acts = [one.act for one in self.records if one.by == by and one.act in _DECISIONS]
        return "" if not acts or acts[-1] == "revoked" else acts[-1]


_DECISIONS = frozenset({"approved", "reviewed", "rejected", "revoked"})


@dataclass(frozen=True, slots=True)
class Review:
    """One locale with all that a reviewer needs to know."""

    site: Site
    """With its unpublished pages."""
    locale: Locale
    edition: Edition
    """Everything that the gate lets pass, approved or not."""
    catalogs: Mapping[str, Catalog]
    """By path."""
    items: Mapping[MessageKey, Item]
    """In the order in which the site is read."""

    @property
    def pairs(self) -> dict[tuple[str, str], Item]:
        """The live pairs by their hashes: what a decision can be about."""
        return {(item.src, item.tgt): item for item in self.items.values() if item.fit}


def review(root: Path, tag: str) -> Review:
    """Every message of the site in one locale, with its places, findings, terms and records.

    Raises CatalogError or LedgerError where a file of the locale cannot be read whole: nobody can vouch for half of it.
    """
    from i18n.builder import edition
    from i18n.builder.site import load as load_site

    project = load(root)
    locale = targets_of(project, [tag])[0]
    catalogs = [catalog for _, catalog in catalogs_of(project, [locale])[0].values()]
    site = load_site(project, (locale.tag,), draft=True)
    own = edition.read(site, locale)
    history = _history(project, locale)
    published = edition.judge_locale(replace(site, draft=False), locale, own).edition
    drafts = edition.judge_locale(site, locale, own).edition
    maker = _Items(site, locale, catalogs, own.approvals, published, drafts, history)
    return Review(site, locale, drafts, {one.path: one for one in catalogs}, maker.items())


def pages_of(found: Review) -> tuple[str, ...]:
    """The files in which texts stand, in the order in which they are read."""
    return tuple(dict.fromkeys(spot.path for item in found.items.values() for spot in item.spots))


def chosen(found: Review, *, pages: Collection[str] = (), critical: bool = False) -> list[Item]:
    """The messages that somebody can decide about, of these files or of all, all of them or the critical ones.

    Raises UsageError for a file in which no text stands.
    """
    known = pages_of(found)
    for page in pages:
        if page not in known:
            near = get_close_matches(page, known, 1)
            raise UsageError(f"no text stands in {page!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return [
        item
        for item in found.items.values()
        if item.fit
        and (not pages or any(spot.path in pages for spot in item.spots))
        and (not critical or item.source.critical)
    ]


class Word(NamedTuple):
    """What somebody says about one message."""

    item: Item
    act: Literal["approved", "rejected"]
    note: str = ""


def decide(root: Path, found: Review, who: Who, words: Sequence[Word]) -> list[Decided]:
    """Enters what somebody says, each about exactly the pair that was shown; a list of what was done and what was not.

    Everything that `approve` and `reject` ask for holds here too: they raise the same errors, and say what cannot be
    approved. Critical text with a finding is approved with a note, which says why it is right all the same. A pair that
    changed meanwhile is meant no more.
    """
    unsaid = tuple(_unsaid(found, word.item) for word in words if _is_unsaid(word))
    grouped: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for word in words:
        if not _is_unsaid(word):
            grouped.setdefault((word.act, word.note), set()).add((word.item.src, word.item.tgt))
    done = [Decided(ledger_path(found.site.project, found.locale), 0, len(unsaid), unsaid)] if unsaid else []
    for (act, note), pairs in grouped.items():
        said, choice = who._replace(note=note), Choice(pairs=frozenset(pairs))
        if act == "approved":
            done.append(approve_seen(root, found.locale.tag, said, choice, found.site))
        else:
            done.append(reject(root, found.locale.tag, said, choice, site=found.site))
    return done


def _is_unsaid(word: Word) -> bool:
    return word.act == "approved" and word.item.warned and not word.note.strip()


def _unsaid(found: Review, item: Item) -> Diagnostic:
    """What stands against an approval without a note."""
    first = next(one for one in item.findings if one.severity is not Severity.INFO)
    text = f"{item.key.id!r}: {first.check}: {first.message}; say in a remark why it is right all the same"
    place = item.source.references[0]
    return Diagnostic(WARNED, Severity.ERROR, text, item.path, item.line, found.locale.tag, item.key, place)


def edit(root: Path, found: Review, item: Item, strings: tuple[str, ...], *, by: str) -> tuple[Diagnostic, ...]:
    """What the gate has against new strings for a message; where that is no error, they are in the catalog.

    All else in the file keeps its bytes. The ledger says that the strings are the work of `by`, so where four eyes are
    asked for, approving them is for others. Raises UsageError where the message changed in the meantime, and where
    `by` may not vouch for this language.
    """
    from i18n import files, languages, ledger, po, reviewers

    project, locale = found.site.project, found.locale
    listed = reviewers.load(project)
    refusal = listed.refusal(by, locale.tag) if listed else ""
    if refusal:
        raise UsageError(refusal)
    with files.lock(project.root):
        before, catalog = catalogs_of(project, [locale])[0][item.path]
        if catalog.messages.get(item.key) != item.message:
            raise UsageError(f"the message was changed in {item.path} meanwhile; look at it again")
        flags = tuple(flag for flag in item.message.flags if flag != "fuzzy")
        message = item.message._replace(strings=strings, flags=flags, previous=None)
        problems = _problems(found.site.judged, item.source, message, catalog, locale)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return problems
        changed = replace(catalog, messages={**catalog.messages, item.key: message})
        content = po.write(changed)
        po.confirm(changed, content)
        accepted = languages.accepted_headers(locale.tag)
        po.read(content, catalog.path, domain=catalog.domain, locale=locale.tag, languages=accepted)
        record = Approval(
            locale=locale.tag,
            domain=catalog.domain,
            src=item.src,
            tgt=ledger.target_hash(strings),
            act="translated",
            by=by,
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            origin="human",
            crit=item.source.critical or "",
        )
        # First the ledger: a record of a string that is not there says nothing.
        path = project.root / ledger_path(project, locale)
        ledger.append(path, [record], tool=f"dragoman {__version__}", root=project.root)
        files.write_if_unchanged(project.root / item.path, content, before, root=project.root)
    return problems


def _problems(
    judged: Judged, source: Source, message: Message, catalog: Catalog, locale: Locale
) -> tuple[Diagnostic, ...]:
    """What the gate says of one message alone."""
    from i18n import judge
    from i18n.config import Policy
    from i18n.ledger import Ledger

    alone = judged._replace(template=Template(judged.template.domain, {source.key: source}))
    catalogs = [replace(catalog, messages={source.key: message})]
    return judge.judge(alone, catalogs, locale, Ledger({}), Policy(), draft=True).diagnostics


def _history(project: Project, locale: Locale) -> dict[tuple[str, str], list[Approval]]:
    """The records of each pair, the oldest first."""
    from i18n import ledger

    data, path = ledger_bytes(project, locale), ledger_path(project, locale)
    found: dict[tuple[str, str], list[Approval]] = {}
    for record in ledger.history(data, path, locale=locale.tag):
        found.setdefault((record.src, record.tgt), []).append(record)
    for records in found.values():
        records.sort(key=lambda one: ledger.moment(one.at))
    return found


class _Items:
    """Joins what is known of each message of one locale."""

    def __init__(
        self,
        site: Site,
        locale: Locale,
        catalogs: Sequence[Catalog],
        approvals: Ledger,
        published: Edition,
        drafts: Edition,
        history: Mapping[tuple[str, str], list[Approval]],
    ) -> None:
        from i18n import extraction

        self.site, self.locale, self.catalogs = site, locale, catalogs
        self.approvals, self.published, self.history = approvals, published, history
        self.uses = extraction.uses((*site.pages.values(), *site.tree.data, *site.tree.templates))
        self.glossary = _glossary(site.project, locale)
        self.headings: dict[str, dict[str, str]] = {}
        self.findings = self._found(drafts)

    def _found(self, drafts: Edition) -> dict[MessageKey, list[Diagnostic]]:
        """What the gate and the advisory checks say, without what somebody waived."""
        from i18n.pipeline import waivers
        from i18n.pipeline.checking import advice

        project, template = self.site.project, self.site.judged.template
        every = [*drafts.diagnostics, *advice(project, self.locale, self.catalogs, template)]
        waived = waivers.in_force(project, self.locale)
        found: dict[MessageKey, list[Diagnostic]] = {}
        for one in waivers.Filter(waived, self.catalogs, self.site).left(every, drafts.diagnostics):
            if one.key is not None:
                found.setdefault(one.key, []).append(one)
        return found

    def items(self) -> dict[MessageKey, Item]:
        homes = self._homes()
        lines = {catalog.path: catalog.lines(homes) for catalog in self.catalogs}
        return {
            key: self._item(key, source, homes.get(key), lines)
            for key, source in self.site.judged.template.sources.items()
        }

    def _homes(self) -> dict[MessageKey, Catalog]:
        """The catalog whose message counts: the first one that has a finished string, else the first one."""
        homes: dict[MessageKey, Catalog] = {}
        for catalog in self.catalogs:
            for key, message in catalog.messages.items():
                home = homes.get(key)
                if home is None or (message.translated and not home.messages[key].translated):
                    homes[key] = catalog
        return homes

    def _item(
        self, key: MessageKey, source: Source, home: Catalog | None, lines: Mapping[str, Mapping[MessageKey, int]]
    ) -> Item:
        from i18n import ledger

        message = home.messages[key] if home else Message(key, source.plural_id)
        src, tgt = self.site.judged.hashes[key], ledger.target_hash(message.strings)
        records = tuple(self.history.get((src, tgt), ()))
        return Item(
            source,
            message,
            home.path if home else "",
            lines[home.path][key] if home else 1,
            home.domain if home else "",
            src,
            tgt,
            self._state(source, src, tgt),
            tuple(map(self._spot, self.uses.get(key, ()))),
            tuple(dict.fromkeys(self.findings.get(key, ()))),
            tuple(self._terms(source)),
            records,
        )

    def _state(self, source: Source, src: str, tgt: str) -> State:
        """What is known of the string; approvals that are not enough make it a person's work."""
        judged = self.published.verdicts[source.key].state
        if judged in _KNOWN:
            return judged
        roles = self.site.project.policy.critical_roles
        state = self.approvals.state(src, tgt, roles=roles, typos=source.critical is None)
        return State.TRANSLATED if state is State.APPROVED else state

    def _spot(self, use: Use) -> Spot:
        document, segment = use.document, use.segment
        title = document.fields.get("title")
        page = title.text if title and document.path in self.site.pages else ""
        if document.path not in self.headings:
            self.headings[document.path] = {
                heading.anchor: document.segments[heading.segment].text
                for heading in document.headings
                if heading.segment is not None
            }
        heading = self.headings[document.path].get(segment.reference.anchor, "")
        return Spot(document.path, segment.reference.line, page, heading, segment.kind)

    def _terms(self, source: Source) -> Iterator[Term]:
        """The terms of the glossary that the source uses, each once."""
        glossary = self.glossary
        if glossary is None or glossary.pattern is None:
            return
        text = f"{source.key.id} {source.plural_id or ''}"
        words = (glossary.terms[found[0].casefold()] for found in glossary.pattern.finditer(text))
        yield from {term.term: term for term in words}.values()


def _glossary(project: Project, locale: Locale) -> Glossary | None:
    from i18n import checks, files

    path = f"{folder_of(project, locale)}/glossary.csv"
    if not (project.root / path).exists():
        return None
    return checks.read_glossary(files.read(project.root / path, root=project.root).decode("utf-8-sig", "replace"), path)
