"""The review in a terminal: one message at a time, decided with a letter and Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from i18n import report
from i18n.errors import I18nError
from i18n.model import Severity, State
from i18n.pipeline import reviewing
from i18n.pipeline.deciding import Who
from i18n.pipeline.reviewing import Item, Review, Word
from i18n.review.editing import strings_of, text_of
from i18n.review.export import record_line
from i18n.review.people import role_of, roles_of
from i18n.review.words import changes

_KEYS: Final = "[a]pprove  [r]eject  [s]kip  [e]dit  [b]ack  [q]uit"
_SPOTS: Final = 3
"""Places of a message that are shown; a name in the menu has as many as there are pages."""
_COLOURS: Final = {"bold": "1", "gone": "31", "new": "32", "error": "31", "warning": "33", "soft": "2"}


class Screen(NamedTuple):
    """What the session speaks through."""

    say: Callable[[str], object]
    ask: Callable[[str], str | None]
    """The line that somebody types behind a question; None at the end of all input."""
    edit: Callable[[str], str | None]
    """A text as somebody left it in an editor; None where it was not saved."""
    colour: bool = False

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour else text


class Wanted(NamedTuple):
    """What is to be reviewed, and by whom."""

    by: str = ""
    """Asked for where it is empty."""
    role: str = ""
    """Asked for where it is empty and the person has several."""
    pages: tuple[str, ...] = ()
    critical: bool = False
    again: bool = False
    """Also what is approved, and what this person decided about before."""


class Ended(NamedTuple):
    """What was done."""

    approved: int
    rejected: int
    edited: int
    left: int
    """Messages that were not decided."""


def run(root: Path, tag: str, wanted: Wanted, screen: Screen) -> Ended:
    """A session from the first message to the last, or until somebody ends it; every decision is entered at once.

    Raises UsageError where the site does not let this person review, and for a page that has no text.
    """
    found = reviewing.review(root, tag)
    project, locale = found.site.project, found.locale
    by = wanted.by or (screen.ask("Your id: ") or "").strip()
    role = role_of(project, locale, by, wanted.role)
    if not role:
        choices = roles_of(project, locale, by)
        role = role_of(project, locale, by, (screen.ask(f"Role ({', '.join(choices)}): ") or "").strip() or choices[0])
    items = reviewing.chosen(found, pages=wanted.pages, critical=wanted.critical)
    if not wanted.again:
        items = [item for item in items if item.state is not State.APPROVED and not item.said(by)]
    return _Session(root, found, Who(by, role), screen, items).run()


class _Session:
    def __init__(self, root: Path, found: Review, who: Who, screen: Screen, items: list[Item]) -> None:
        self.root, self.found, self.who, self.screen = root, found, who, screen
        self.keys = [item.key for item in items]
        self.at = 0
        self.decided: dict[object, str] = {}
        self.edited: set[object] = set()
        self.drafts: dict[object, str] = {}
        """Texts that were refused, for another try."""

    @property
    def item(self) -> Item:
        return self.found.items[self.keys[self.at]]

    def run(self) -> Ended:
        if not self.keys:
            self.screen.say("Nothing is left to review here.")
        shown = -1
        while self.at < len(self.keys):
            if shown != self.at:
                self._show()
                shown = self.at
            line = self.screen.ask(f"{_KEYS} > ")
            if line is None or line.strip().lower() in ("q", "quit"):
                break
            if self._take(*_parted(line)):
                shown = -1
        acts = list(self.decided.values())
        left = len(self.keys) - len(acts)
        return Ended(acts.count("approved"), acts.count("rejected"), len(self.edited), left)

    def _take(self, command: str, rest: str) -> bool:
        """Does what was typed; whether a message is to be shown anew."""
        if command in ("a", "approve"):
            return self._decide("approved", rest)
        if command in ("r", "reject"):
            note = rest or (self.screen.ask("What is wrong? ") or "").strip()
            if not note:
                self.screen.say("Nothing was entered: a translator has to know what is wrong.")
                return False
            return self._decide("rejected", note)
        if command in ("s", "skip"):
            self.at += 1
            return True
        if command in ("b", "back"):
            self.at = max(0, self.at - 1)
            return True
        if command in ("e", "edit"):
            return self._edit()
        self.screen.say(f"Type one of these letters: {_KEYS}")
        return False

    def _decide(self, act: str, note: str) -> bool:
        word = Word(self.item, "approved" if act == "approved" else "rejected", note)
        (done,) = reviewing.decide(self.root, self.found, self.who, [word])
        if done.left_out or not done.chosen:
            reasons = [one.message for one in done.left_out] or ["the message was changed meanwhile; start again"]
            for reason in reasons:
                self.screen.say(self.screen.paint(f"Not entered: {report.printable(reason)}", "error"))
            return False
        if done.waiting:
            self.screen.say("Entered. It is still not shown as approved: the policy asks for another person too.")
        self.decided[self.item.key] = act
        self.at += 1
        return True

    def _edit(self) -> bool:
        item = self.item
        before = self.drafts.get(item.key) or text_of(self.found, item)
        text = self.screen.edit(before)
        if text is None or (text == before and item.key not in self.drafts):
            self.screen.say("Nothing was changed.")
            return False
        self.drafts[item.key] = text
        try:
            strings = strings_of(item, text)
            if strings == item.message.strings:
                del self.drafts[item.key]
                self.screen.say("Nothing was changed.")
                return False
            problems = reviewing.edit(self.root, self.found, item, strings, by=self.who.by)
        except I18nError as error:
            lines = [one.message for one in error.diagnostics] or [error.message]
            for line in lines:
                self.screen.say(self.screen.paint(f"Not entered: {report.printable(line)}", "error"))
            return False
        if any(one.severity is Severity.ERROR for one in problems):
            for one in problems:
                self.screen.say(self._finding(one.severity, one.check, one.message))
            self.screen.say("Not entered. Press e to correct it.")
            return False
        del self.drafts[item.key]
        self.edited.add(item.key)
        self.found = reviewing.review(self.root, self.found.locale.tag)
        return True

    # What is shown

    def _show(self) -> None:
        for line in self._lines(self.item):
            self.screen.say(line)

    def _lines(self, item: Item) -> Iterator[str]:
        paint, locale, source = self.screen.paint, self.found.locale, self.found.site.source
        critical = f", critical: {item.source.critical}" if item.source.critical else ""
        yield ""
        yield paint(f"--- {self.at + 1} of {len(self.keys)} ---", "bold")
        for spot in item.spots[:_SPOTS]:
            words = " > ".join(part for part in (spot.page, spot.heading) if part)
            place = f"{spot.path}:{spot.line} ({spot.kind}{critical})"
            yield report.printable(f"{place}  {words}".rstrip())
        if len(item.spots) > _SPOTS:
            yield f"and {len(item.spots) - _SPOTS} more places"
        yield from self._text(f"source ({source.tag})", (item.key.id, item.message.plural_id))
        previous = item.message.previous
        if previous is not None and previous[0].id != item.key.id:
            yield paint("what changed in the source", "bold")
            yield from _guttered(self._changes(previous[0].id, item.key.id))
        yield from self._text(f"string ({locale.tag})", item.message.strings)
        for comment in item.source.comments:
            yield f"note: {report.printable(comment)}"
        for one in item.findings:
            yield self._finding(one.severity, one.check, one.message)
        for term in item.terms:
            wanted = [term.term] if term.keep else list(term.translations)
            wrong = f"; not: {', '.join(term.forbidden)}" if term.forbidden else ""
            note = f" ({term.note})" if term.note else ""
            yield report.printable(f"glossary: {term.term}: {', '.join(wanted)}{wrong}{note}")
        if item.key in self.decided:
            yield f"you: {self.decided[item.key]}"
        yield f"state: {item.state}, {report.printable(item.path)}:{item.line}"
        for record in item.records:
            yield paint(f"  {report.printable(record_line(record))}", "soft")

    def _text(self, title: str, texts: tuple[str | None, ...]) -> Iterator[str]:
        yield self.screen.paint(title, "bold")
        for text in texts:
            if text is not None:
                yield from _guttered(report.printable(text))

    def _changes(self, before: str, after: str) -> str:
        marks = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
        pieces = []
        for kind, text in changes(before, after):
            start, end = marks[kind]
            text = f"{start}{report.printable(text)}{end}"
            pieces.append(text if kind == "same" else self.screen.paint(text, kind))
        return "".join(pieces)

    def _finding(self, severity: Severity, check: str, message: str) -> str:
        word = self.screen.paint(str(severity), str(severity)) if severity is not Severity.INFO else str(severity)
        return f"{word}: {check}: {report.printable(message)}"


def _guttered(text: str) -> Iterator[str]:
    """The lines of a text behind a bar, so that none of them looks like a line of ours."""
    return (f"  | {line}" for line in text.split("\n"))


def _parted(line: str) -> tuple[str, str]:
    command, _, rest = line.strip().partition(" ")
    return command.lower(), rest.strip()
