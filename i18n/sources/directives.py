"""What authors say to the program in HTML comments: `<!-- i18n: critical dose -->`."""

from __future__ import annotations

import re
from typing import NamedTuple

from i18n.sources.code import Policy

DIRECTIVE = re.compile(r"<!--\s*i18n:\s*(.*?)\s*-->\s*", re.DOTALL)
EXPECTED = (
    "`critical CLASS`, `comment TEXT`, `context TEXT`, `skip`, `skip-start`, `skip-end`, `translate` or "
    "`translate comments`"
)


_MOST_COMMENTS = 20
"""On one text, those of the blocks around it included."""


class Scope(NamedTuple):
    """What directives say of a block and of all that is in it."""

    critical: str | None = None
    context: str | None = None
    comments: tuple[str, ...] = ()
    skip: bool | None = None
    """Not to be translated; False where `translate` lifts that, None where nothing is said."""
    code: Policy | None = None
    shown: bool = False
    """The author's own HTML tells browsers about `skip`."""

    def within(self, outer: Scope) -> Scope:
        """What holds of a block inside a block of which `outer` holds."""
        return Scope(
            self.critical or outer.critical,
            self.context or outer.context,
            (*outer.comments, *self.comments)[:_MOST_COMMENTS],
            outer.skip if self.skip is None else self.skip,
            self.code or outer.code,
            outer.shown if self.skip is None else self.shown,
        )

    def told(self, text: str) -> Scope | None:
        """The scope after one directive more; None where it is not known. `critical` without a class is `unnamed`."""
        name, _, rest = text.partition(" ")
        rest = " ".join(rest.split())
        if name == "critical":
            return self._replace(critical=rest or UNNAMED)
        if name == "comment" and rest:
            return self._replace(comments=(*self.comments, rest))
        if name == "context" and rest:
            return self._replace(context=rest)
        if name == "skip" and not rest:
            return self._replace(skip=True)
        if name == "translate" and rest in ("", "comments"):
            return self._replace(skip=False, code="comments" if rest else "all")
        return None


NOTHING_SAID = Scope()
UNNAMED = "unnamed"
"""The class of critical text whose author gave none: critical all the same."""
