"""One HTML file with all that a reviewer needs: no server, no network, nothing to install."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from i18n import files, judge, languages, render, report
from i18n.builder.site import product_texts
from i18n.errors import UsageError
from i18n.ledger import Ledger
from i18n.model import Approval, Template
from i18n.pipeline import reviewing
from i18n.pipeline.reviewing import Item, Review
from i18n.render import Texts
from i18n.review.pages import Page, Sheet, sheet
from i18n.review.words import changes

FORMAT: Final = "dragoman-review"
VERSION: Final = 1
_STATIC: Final = Path(__file__).parent / "static"
_UNSEEN: Final = frozenset({"image", "title", "html"})
"""Pieces of structure in which words may stand that nobody sees."""
_PLACES: Final = ("\ue006", "\ue007", "\ue008", "\ue009")
"""Stand for what is put in last: style, pages, texts, script."""


class Exported(NamedTuple):
    """What was written."""

    path: str
    pages: int
    messages: int
    """That can be decided about."""


def export(root: Path, tag: str, file: Path | None = None, *, pages: tuple[str, ...] = ()) -> Exported:
    """Writes the file for one locale, by default `review-LOCALE.html` in the site's folder; of these pages or of all.

    A file that is there is replaced: what a reviewer decides is never in it. Raises UsageError where there is nothing
    to review, a page has no text, or the file's name is no web page's.
    """
    if file is not None and file.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{str(file)!r} would be an HTML file; give it a name that ends in .html")
    found = reviewing.review(root, tag)
    reviewing.chosen(found, pages=pages)
    whole = sheet(found)
    wanted = [number for number, page in enumerate(whole.pages) if not pages or page.path in pages]
    part = Sheet(tuple(whole.pages[number] for number in wanted), tuple(whole.sources[number] for number in wanted))
    shown = {number for page in part.pages for number in page.numbers}
    items = list(found.items.values())
    fit = sum(items[number].fit for number in shown)
    if not fit:
        raise UsageError(f"nothing to review: no text of {found.locale.tag} has a finished string")
    path = file or root / f"review-{found.locale.folder}.html"
    files.write(path, html(found, part, datetime.now(UTC)).encode())
    return Exported(str(path), len(part.pages), fit)


def html(found: Review, part: Sheet, made: datetime) -> str:
    """The file's text."""
    style, script = ((_STATIC / name).read_text(encoding="utf-8") for name in ("review.css", "review.js"))
    frame = _frame(found, _policy(style, script))
    contents = dict(zip(_PLACES, (style, _templates(part), _json(_data(found, part, made)), script), strict=True))
    pieces = [frame]
    for mark, content in contents.items():
        before, _, after = pieces.pop().partition(mark)
        pieces += [before, content, after]
    return "".join(pieces)


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, and nothing runs but our own script: a second wall behind the gate."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _frame(found: Review, policy: str) -> str:
    """The page around the pages, in the locale's language where the program speaks it, else in English."""
    site = found.site
    own = product_texts(found.locale)
    speaker = found.locale if own else languages.locale("en")
    nothing = site.judged._replace(template=Template("", {}))
    edition = judge.judge(nothing, (), speaker, Ledger({}), site.project.policy)
    texts = Texts(edition, site.source, {}, own, speaker.plurals)
    style, pages, data, script = _PLACES
    context: Mapping[str, Any] = {
        "_": texts.gettext,
        "gettext": texts.gettext,
        "page": {"locale": speaker},
        "site": {"title": site.project.title},
        "locale": found.locale,
        "source": site.source,
        "policy": policy,
        "style": style,
        "pages": pages,
        "data": data,
        "script": script,
    }
    text = site.templates.render("builtin/review.html", context)
    return render.settle(text, speaker, {speaker.tag: speaker, **site.known})


def _templates(part: Sheet) -> str:
    """The pages, inert until one is shown: so their ids do not meet, and nothing of them is loaded."""
    pieces = []
    for number, (page, source) in enumerate(zip(part.pages, part.sources, strict=True)):
        pieces += [
            f'<template id="i18n-body-{number}">{page.body}</template>',
            f'<template id="i18n-others-{number}">{_list(page)}</template>',
            f'<template id="i18n-source-{number}">{source.body}{_list(source)}</template>',
        ]
    return "\n".join(pieces)


def _list(page: Page) -> str:
    return f"<ul>\n{page.others}</ul>" if page.others else ""


def _data(found: Review, part: Sheet, made: datetime) -> dict[str, Any]:
    """What the script knows: no HTML, only texts."""
    source = found.site.source
    shown = {number for page in part.pages for number in page.numbers}
    return {
        "site": found.site.project.title,
        "locale": found.locale.tag,
        "source": {"lang": source.tag, "dir": source.direction},
        "made": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "pages": [
            {"path": page.path, "title": report.printable(page.title), "numbers": page.numbers} for page in part.pages
        ],
        "messages": [
            _message(item, found) if number in shown else {"fit": False}
            for number, item in enumerate(found.items.values())
        ],
    }


def _message(item: Item, found: Review) -> dict[str, Any]:
    previous = item.message.previous
    verdict = found.edition.verdicts[item.key]
    plural = item.source.plural_id
    said = {
        "critical": item.source.critical,
        "previous": changes(previous[0].id, item.key.id) if previous and previous[0].id != item.key.id else (),
        "sources": (item.key.id, plural) if plural is not None else (),
        "strings": item.message.strings if plural is not None and item.fit else (),
        "heard": _heard(item, found) if item.fit else (),
        "notes": item.source.comments,
        "findings": [(one.severity, one.check, report.printable(one.message)) for one in item.findings],
        "terms": [_term(one) for one in item.terms],
        "records": [report.printable(record_line(one)) for one in item.records],
    }
    fixed = {"src": item.src, "tgt": item.tgt, "state": item.state, "fit": item.fit}
    shown = {"shown": True} if verdict.locale == found.locale.tag else {}
    if item.warned:
        shown["warned"] = True
    return {**fixed, **shown, **{name: value for name, value in said.items() if value}}


def _heard(item: Item, found: Review) -> tuple[str, ...]:
    """Source and string as a reader hears them, where that is more than what stands on the page: alternative texts."""
    source, here = found.site.judged.edition.verdicts[item.key].content, found.edition.verdicts[item.key].content
    if source is None or here is None or not _UNSEEN.intersection(piece[0] for piece in source.structure):
        return ()
    return report.printable(source.text), report.printable(here.text)


def _term(term: Any) -> list[str]:
    """A term of the glossary in pieces: itself, its translations, what not to write, the note."""
    wanted = [term.term] if term.keep else list(term.translations)
    pieces = [term.term, ", ".join(wanted), *(f"✗ {form}" for form in term.forbidden), term.note]
    return [report.printable(piece) for piece in pieces if piece]


def record_line(record: Approval) -> str:
    """One record of the ledger in words: when, what, who, why."""
    origin = f", {record.origin}" if record.origin not in ("unknown", record.act) else ""
    check = f" {record.check}" if record.check else ""
    note = f": {record.note}" if record.note else ""
    return f"{record.at[:10]} {record.act}{check} by {record.by} ({record.role}{origin}){note}"


def _json(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: it has no `<`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


__all__ = ["FORMAT", "VERSION", "Exported", "export", "html", "record_line"]
