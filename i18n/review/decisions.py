"""The small file that a reviewer sends back: read strictly, and entered as if they had typed it here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, cast

from i18n import files, languages, ledger
from i18n.errors import I18nError, UsageError
from i18n.model import Diagnostic, Severity
from i18n.pipeline import reviewing
from i18n.pipeline.deciding import IMPORTED, Who
from i18n.pipeline.reading import ledger_path
from i18n.pipeline.reviewing import Item, Review, Word
from i18n.review.export import FORMAT, VERSION
from i18n.review.people import role_of

LIMIT: Final = 16 * 1024 * 1024
"""Bytes: some 40,000 decisions, each with a remark."""
LONGEST: Final = 2000
"""Characters of a remark, as the file's own field has it."""
_FIELDS: Final = {"format": str, "version": int, "locale": str, "made": str, "by": str, "decisions": list}
_DECISION: Final = {"src": str, "tgt": str, "act": str, "note": str}
_ACTS: Final = ("approved", "rejected")
_HASH: Final = re.compile(r"s1:[0-9a-f]{64}")
_AHEAD: Final = timedelta(days=1)
"""By which the clock of the machine that made the file may be before ours."""


class Decision(NamedTuple):
    """What somebody said about one pair."""

    src: str
    tgt: str
    act: Literal["approved", "rejected"]
    note: str
    line: int
    """Where it stands in the file; 1-based."""


class Sent(NamedTuple):
    """What a file says."""

    locale: str
    made: datetime
    """When the pages were exported that were looked at."""
    by: str
    decisions: tuple[Decision, ...]


class Entered(NamedTuple):
    """What became of a file."""

    ledger: str
    """Relative to the site's folder."""
    approved: int
    rejected: int
    same: int
    """Decisions that were entered before."""
    findings: tuple[Diagnostic, ...]
    """What was not entered, and why."""
    waiting: int
    """Critical strings that were approved, and need another person's approval too."""


def read(data: bytes, path: str) -> Sent:
    """What the bytes of a file say. Raises UsageError for anything that we would not have written ourselves."""
    try:
        text = data.decode()
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        _shape(found, _FIELDS, "the file")
        if found["format"] != FORMAT:
            raise ValueError(f"the format is {found['format']!r}, expected {FORMAT!r}")
        if found["version"] != VERSION:
            raise ValueError(f"the version is {found['version']}, and this program reads version {VERSION}")
        made = ledger.moment(found["made"])
        if made > datetime.now(UTC) + _AHEAD:
            raise ValueError(f"it was made at {found['made']!r}, which is in the future")
        decisions = tuple(_decisions(found["decisions"], _lines(text)))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this is no file that a review sends back: {error}", path=path) from error
    return Sent(found["locale"], made, found["by"], decisions)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a field stands twice in {sorted(found)}")
    return found


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _shape(found: Any, fields: Mapping[str, type], name: str) -> None:
    """Raises ValueError unless it is an object with exactly these fields."""
    if not isinstance(found, dict) or found.keys() != fields.keys():
        known = sorted(found) if isinstance(found, dict) else type(found).__name__
        raise ValueError(f"{name} has {known!r}, expected exactly the fields {', '.join(fields)}")
    for field, kind in fields.items():
        if type(found[field]) is not kind:
            raise ValueError(f"{field} of {name} is {found[field]!r:.60}, expected {kind.__name__}")


def _lines(text: str) -> dict[str, int]:
    """The line of each pair's first hash; a file in one line has one."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for hash in _HASH.findall(line):
            found.setdefault(hash, number)
    return found


def _decisions(found: list[Any], lines: dict[str, int]) -> Iterator[Decision]:
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(found, 1):
        name = f"decision {number}"
        _shape(one, _DECISION, name)
        if not (_HASH.fullmatch(one["src"]) and _HASH.fullmatch(one["tgt"])):
            raise ValueError(f"{name} names no pair: {one['src']!r:.80}, {one['tgt']!r:.80}")
        if one["act"] not in _ACTS:
            raise ValueError(f"the act of {name} is {one['act']!r:.60}, expected {' or '.join(_ACTS)}")
        if len(one["note"]) > LONGEST:
            raise ValueError(f"the note of {name} has {len(one['note'])} characters; at most {LONGEST} are read")
        one["note"].encode()  # Raises UnicodeEncodeError, a ValueError, for half of a character.
        if (one["src"], one["tgt"]) in seen:
            raise ValueError(f"{name} is about a pair that was decided before")
        seen.add((one["src"], one["tgt"]))
        act = cast(Literal["approved", "rejected"], one["act"])
        yield Decision(one["src"], one["tgt"], act, one["note"].strip(), lines[one["src"]])


def enter(root: Path, tag: str, file: Path, *, by: str, role: str = "") -> Entered:
    """Enters what stands in a file, in the name of `by`, who must be the one that it names.

    Left out, with the reason, is what is about a pair that is not there any more, what `approve` and `reject` refuse,
    and what somebody decided otherwise after the pages were exported: the file's author did not see it. A file that
    is entered a second time changes nothing. Raises UsageError for a file that is not ours, is about another language
    or from somebody else.
    """
    sent = read(files.read(file, root=file.parent, limit=LIMIT), str(file))
    found = reviewing.review(root, tag)
    _check(sent, found, by, file)
    role = role_of(found.site.project, found.locale, by, role)
    if not role:
        raise UsageError(f"say with --role in which role {by!r} decided")
    words: list[Word] = []
    findings: list[Diagnostic] = []
    same = 0
    pairs, sources = found.pairs, {item.src for item in found.items.values()}
    for decision in sent.decisions:
        item = pairs.get((decision.src, decision.tgt))
        if item is None:
            findings.append(_finding("review.gone", _gone(decision, sources), file, decision))
        elif problem := _stale(decision, item, sent):
            findings.append(_finding("review.stale", problem, file, decision, item))
        elif _known(decision, item, sent):
            same += 1
        else:
            words.append(Word(item, decision.act, decision.note))
    return _entered(root, found, Who(by, role, way=IMPORTED), words, findings, same)


def _check(sent: Sent, found: Review, by: str, file: Path) -> None:
    try:
        about = languages.canonical(sent.locale)
    except I18nError:
        about = sent.locale
    if about != found.locale.tag:
        raise UsageError(f"the file is about {sent.locale!r}, not about {found.locale.tag!r}", path=str(file))
    if sent.by != by:
        raise UsageError(f"the file is from {sent.by!r}, and --by says {by!r}", path=str(file))


def _gone(decision: Decision, sources: set[str]) -> str:
    if decision.src in sources:
        return "the translation is another one now, or cannot be shown; it has to be looked at again"
    return "the source text is another one now, or is gone; nothing was entered about it"


def _since(item: Item, sent: Sent) -> list[tuple[str, str]]:
    """Who decided what about a pair after the pages were exported, the earliest first."""
    acts = ("approved", "reviewed", "rejected", "revoked")
    return [(one.by, one.act) for one in item.records if one.act in acts and ledger.moment(one.at) >= sent.made]


def _known(decision: Decision, item: Item, sent: Sent) -> bool:
    own = [act for person, act in _since(item, sent) if person == sent.by]
    return bool(own) and own[-1] == decision.act


def _stale(decision: Decision, item: Item, sent: Sent) -> str:
    """What was said since that the file's author did not know; empty where that is nothing."""
    since = _since(item, sent)
    own = [act for person, act in since if person == sent.by]
    if own and own[-1] != decision.act:
        return f"{sent.by!r} has {own[-1]} it after these pages were exported; that stays"
    others = [(person, act) for person, act in since if person != sent.by and act in ("rejected", "revoked")]
    if others and decision.act == "approved" and not own:
        person, act = others[-1]
        return f"{person!r} has {act} it after these pages were exported; it has to be looked at again"
    return "" if decision.note or decision.act == "approved" else "it is rejected without a word about what is wrong"


def _entered(
    root: Path, found: Review, who: Who, words: Sequence[Word], findings: list[Diagnostic], same: int
) -> Entered:
    done = reviewing.decide(root, found, who, words)
    refused = [one for each in done for one in each.left_out]
    keys = {one.key for one in refused}
    counts = {act: sum(word.act == act and word.item.key not in keys for word in words) for act in _ACTS}
    path = ledger_path(found.site.project, found.locale)
    waiting = sum(each.waiting for each in done)
    return Entered(path, counts["approved"], counts["rejected"], same, (*findings, *refused), waiting)


def _finding(check: str, text: str, file: Path, decision: Decision, item: Item | None = None) -> Diagnostic:
    place = item.source.references[0] if item else None
    text = f"{item.key.id!r}: {text}" if item else text
    return Diagnostic(
        check, Severity.ERROR, text, str(file), decision.line, key=item.key if item else None, source=place
    )
