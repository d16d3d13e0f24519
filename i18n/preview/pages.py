"""What the preview says itself: errors, findings, and what it adds to a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from i18n import markup, report
from i18n.errors import I18nError
from i18n.model import Diagnostic, Locale

OWN = "/_i18n/"
"""What the addresses of the preview's own pages begin with; no language is called so."""
FINDINGS = f"{OWN}findings"
_FILES = {"reload.js": "text/javascript", "preview.css": "text/css"}
_STATIC = Path(__file__).parent / "static"


class Answer(NamedTuple):
    """What the server sends."""

    status: int
    type: str
    body: bytes
    location: str = ""
    """Where to go instead; empty where nowhere."""


def html(text: str, status: int = 200) -> Answer:
    return Answer(status, "text/html; charset=utf-8", text.encode())


def own_file(path: str) -> Answer | None:
    """The script or the style sheet, where the path of an address names one."""
    name = path.removeprefix(OWN)
    if name == path or name not in _FILES:
        return None
    return Answer(200, f"{_FILES[name]}; charset=utf-8", (_STATIC / name).read_bytes())


def with_tools(page: bytes, version: str, findings: str) -> bytes:
    """A page that loads itself again, with a link to the findings at the address `findings` in the watermark.

    The script is a file of its own: a page may forbid others with its Content-Security-Policy.
    """
    head = page.find(b"<head>") + len(b"<head>")
    page = page[:head] + _script(version).encode() + page[head:]
    mark = page.find(b'class="i18n-draft"')
    end = page.find(b"</", mark)
    if mark < 0 or end < 0:
        return page
    link = f' <a href="{findings}" lang="en" dir="ltr">Findings</a>'
    return page[:end] + link.encode() + page[end:]


def _script(version: str) -> str:
    return f'<script src="{OWN}reload.js?version={version}" defer></script>'


def lines_of(error: I18nError) -> list[str]:
    """Each thing that is wrong, with its place."""
    if error.diagnostics:
        return [f"{one.path}:{one.line}: {one.message}" for one in error.diagnostics]
    return str(error).split("\n")


def error(lines: Iterable[str], version: str) -> Answer:
    """The page that stands in place of one that cannot be made; it goes when the mistake is gone."""
    items = "\n".join(f'<li class="error"><code dir="auto">{_escape(line)}</code></li>' for line in lines)
    return html(_page("This page cannot be made", f"<ul>\n{items}\n</ul>", version), 500)


def findings(found: Sequence[Diagnostic], locales: Iterable[Locale], tag: str, version: str) -> Answer:
    """What `i18n check` says of one language, or of all where `tag` is empty."""
    links = "".join(
        f'<a href="{FINDINGS}/{one.tag}" lang="{one.tag}" dir="{one.direction}">{_escape(one.name)}</a>'
        for one in locales
    )
    items = "\n".join(map(_finding, found))
    body = f'<nav><a href="{FINDINGS}">All languages</a>{links}</nav>\n'
    body += f"<ul>\n{items}\n</ul>" if found else "<p>Nothing found.</p>"
    return html(_page(f"Findings: {tag}" if tag else "Findings", body, version))


def _finding(one: Diagnostic) -> str:
    where = f"{one.path}:{one.line}"
    source = f" <small>{_escape(f'{one.source.path}:{one.source.line}')}</small>" if one.source else ""
    return (
        f'<li class="{one.severity}"><code>{_escape(where)}</code> {one.severity}: {_escape(one.check)}:'
        f" <bdi>{_escape(one.message)}</bdi>{source}</li>"
    )


def _escape(text: str) -> str:
    """Visible, with what could turn the line around written out."""
    return markup.escape(report.printable(text))


def _page(title: str, body: str, version: str) -> str:
    return f"""\
<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{_escape(title)}</title>
<link rel="stylesheet" href="{OWN}preview.css">
{_script(version)}
</head>
<body>
<main>
<h1>{_escape(title)}</h1>
{body}
</main>
</body>
</html>
"""
