"""One locale for somebody who looks at a few of its pages: nothing is judged or counted before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import cache

from i18n import judge, translate
from i18n.builder import edition as editions
from i18n.builder.edition import NOTHING, Judgement, Read
from i18n.builder.site import Site
from i18n.config import Policy
from i18n.judge import Judged
from i18n.ledger import Ledger
from i18n.model import Catalog, Coverage, Edition, Former, Locale, MessageKey, Template, Verdict
from i18n.site.routes import Routes

_Alone = Callable[[MessageKey], Edition]
"""A message to the edition in which it is the only one, made once."""


def judge_when_asked(site: Site, locale: Locale, files_of: Callable[[Locale], Read]) -> Judgement:
    """As `judge_locale`, but each verdict is made, and each page's coverage counted, when it is asked for.

    `files_of` gives what `read` gives. There are no diagnostics of the gate, and no coverage of all pages together.
    """
    own = NOTHING if locale.tag == site.source.tag else files_of(locale)
    edition = editions.edition_of(site, locale, files_of, _judge)
    routes = Routes(locale, editions.urls(site, edition), _Published(site, edition))
    rule = editions.rule(own.catalogs, locale)
    return Judgement(edition, routes, Coverage(), own.diagnostics, own.whole, rule, read=own._replace(catalogs=()))


def _judge(
    judged: Judged,
    catalogs: Sequence[Catalog],
    locale: Locale,
    approvals: Ledger,
    policy: Policy,
    *,
    fallback: Edition | None,
    draft: bool,
    day: date | None,
) -> Edition:
    """What `judge.judge` gives: a verdict depends on no other, so each can be had alone."""

    @cache
    def alone(key: MessageKey | None) -> Edition:
        """The edition of one message, or of none."""
        sources = judged.template.sources
        chosen = {key: sources[key]} if key is not None else {}
        template = judged._replace(template=Template(judged.template.domain, chosen))
        few = (
            [replace(one, messages={key: one.messages[key]}) for one in catalogs if key in one.messages] if key else []
        )
        return judge.judge(template, few, locale, approvals, policy, fallback=fallback, draft=draft, day=day)

    sources = judged.template.sources
    return replace(
        alone(None),
        verdicts=_Verdicts(sources, alone),
        withheld=_Withheld(sources, alone, policy.withholding and not draft),
        outdated=_Outdated(sources, alone, policy.outdated == "show" and not draft),
    )


class _Verdicts(Mapping[MessageKey, Verdict]):
    """`Edition.verdicts`, each made once."""

    def __init__(self, sources: Collection[MessageKey], alone: _Alone) -> None:
        self.sources, self.alone = sources, alone

    def __getitem__(self, key: MessageKey) -> Verdict:
        if key not in self.sources:
            raise KeyError(key)
        return self.alone(key).verdicts[key]

    def __contains__(self, key: object) -> bool:
        return key in self.sources

    def __iter__(self) -> Iterator[MessageKey]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)


class _Uncounted:
    """What a few of the messages have; whether there is any is known without asking all of them."""

    def __init__(self, sources: Collection[MessageKey], alone: _Alone, possible: bool) -> None:
        self.sources, self.alone, self.possible = sources, alone, possible

    def __iter__(self) -> Iterator[MessageKey]:
        return (key for key in self.sources if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return self.possible


class _Withheld(_Uncounted, Set[MessageKey]):
    """`Edition.withheld`."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, MessageKey) and key in self.sources and key in self.alone(key).withheld


class _Outdated(_Uncounted, Mapping[MessageKey, Former]):
    """`Edition.outdated`."""

    def __getitem__(self, key: MessageKey) -> Former:
        return self.alone(key).outdated[key]


class _Published(Mapping[str, bool]):
    """`Routes.published`, each page counted once."""

    def __init__(self, site: Site, edition: Edition) -> None:
        self.site, self.edition, self.locale = site, edition, edition.locale
        self.coverage = cache(lambda path: translate.coverage(site.pages[path], edition))
        self.every = editions.enough(site, edition.locale, Coverage(total=1))
        """Nothing has to be counted: a page without a single string is published too."""

    def __getitem__(self, path: str) -> bool:
        if path not in self:
            raise KeyError(path)
        return editions.translated(self.coverage(path))

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str) or path not in self.site.pages:
            return False
        enough = self.every or editions.enough(self.site, self.locale, self.coverage(path))
        return enough and not editions.withheld(self.site.pages[path], self.edition)

    def __iter__(self) -> Iterator[str]:
        return (path for path in self.site.pages if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
