"""One locale for somebody who looks at a few of its pages: nothing is judged or counted before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from i18n import judge, translate
from i18n.builder import edition as editions
from i18n.builder.edition import NOTHING, Judgement, Read
from i18n.builder.site import Site
from i18n.config import Policy
from i18n.judge import Judged
from i18n.ledger import Ledger
from i18n.model import Catalog, Coverage, Edition, Locale, MessageKey, Template, Verdict
from i18n.site.routes import Routes


def judge_when_asked(site: Site, locale: Locale, files_of: Callable[[Locale], Read]) -> Judgement:
    """As `judge_locale`, but each verdict is made, and each page's coverage counted, when it is asked for.

    `files_of` gives what `read` gives. There are no diagnostics of the gate, and no coverage of all pages together.
    """
    own = NOTHING if locale.tag == site.source.tag else files_of(locale)
    edition = editions.edition_of(site, locale, files_of, _judge)
    routes = Routes(locale, editions.urls(site, edition), _Published(site, edition))
    return Judgement(edition, routes, Coverage(), own.diagnostics, own.whole, editions.rule(own.catalogs, locale))


def _judge(
    judged: Judged,
    catalogs: Sequence[Catalog],
    locale: Locale,
    approvals: Ledger,
    policy: Policy,
    *,
    fallback: Edition | None,
    draft: bool,
) -> Edition:
    """What `judge.judge` gives: a verdict depends on no other, so each can be had alone."""

    def verdicts(key: MessageKey | None) -> Edition:
        sources = judged.template.sources
        chosen = {key: sources[key]} if key is not None else {}
        alone = judged._replace(template=Template(judged.template.domain, chosen))
        few = (
            [replace(one, messages={key: one.messages[key]}) for one in catalogs if key in one.messages] if key else []
        )
        return judge.judge(alone, few, locale, approvals, policy, fallback=fallback, draft=draft)

    return replace(verdicts(None), verdicts=_Verdicts(judged.template, lambda key: verdicts(key).verdicts[key]))


class _Verdicts(Mapping[MessageKey, Verdict]):
    """`Edition.verdicts`, each made once."""

    def __init__(self, template: Template, make: Callable[[MessageKey], Verdict]) -> None:
        self.sources, self.make = template.sources, make
        self.made: dict[MessageKey, Verdict] = {}

    def __getitem__(self, key: MessageKey) -> Verdict:
        found = self.made.get(key)
        if found is None:
            if key not in self.sources:
                raise KeyError(key)
            found = self.made[key] = self.make(key)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self.sources

    def __iter__(self) -> Iterator[MessageKey]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)


class _Published(Mapping[str, bool]):
    """`Routes.published`, each page counted once."""

    def __init__(self, site: Site, edition: Edition) -> None:
        self.site, self.locale = site, edition.locale
        self.coverage = cache(lambda path: translate.coverage(site.pages[path], edition))
        self.every = editions.enough(site, edition.locale, Coverage(total=1))
        """Nothing has to be counted: a page without a single string is published too."""

    def __getitem__(self, path: str) -> bool:
        if path not in self:
            raise KeyError(path)
        return editions.translated(self.coverage(path))

    def __contains__(self, path: object) -> bool:
        if path not in self.site.pages:
            return False
        return self.every or editions.enough(self.site, self.locale, self.coverage(path))

    def __iter__(self) -> Iterator[str]:
        return (path for path in self.site.pages if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
