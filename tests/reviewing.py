"""A small site with something to review, for the tests of everything around that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from i18n.ledger import source_hash, target_hash
from i18n.model import MessageKey
from tests.helpers import catalog, site

ES = "locales/es/LC_MESSAGES/site.po"
LEDGER = "locales/es/reviews.jsonl"
WAIT = "Wait 24 hours before you drive, and call {practice.phone}."
REVIEWERS = """\
[ana]
languages = ["es"]
roles = ["qualified-translator"]

[luis]
languages = ["es"]
roles = ["qualified-translator", "clinician"]

[mei]
languages = ["zh-Hans"]
roles = ["qualified-translator"]
"""
FILES = {
    "i18n.toml": '[site]\ntitle = "Garden"\nlocales = ["es"]\n[policy]\npreset = "strict"\n',
    "content/index.md": "---\ntitle: Front\ndescription: About us\n---\n\n"
    "A quiet *day* with [tea](visit.md).\n\n![A cup](cup.svg)\n",
    "content/visit.md": "---\ntitle: Visit\nweight: 1\n---\n\n# Your visit\n\n"
    f"## Driving {{#driving critical=driving}}\n\n<!-- i18n: comment Keep the number. -->\n{WAIT}\n\n"
    'Rest at home.\n\n## More\n\n<div><button title="Tip">Press</button></div>\n\nCome back.\n',
    "content/cup.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "content/_data/practice.toml": 'phone = "555 0100"\n',
    "templates/page.html": "{% extends 'builtin/page.html' %}{% block main %}{{ super() }}"
    "<p>{{ ngettext('%(num)s minute', '%(num)s minutes', page.minutes) }}</p>{% endblock %}",
    "locales/es/glossary.csv": 'term,translation,forbidden,keep,note\ntea,té,infusión,no,"The drink"\n',
    "locales/reviewers.toml": REVIEWERS,
}
STRINGS = {
    "Front": "Portada",
    "About us": "Sobre nosotros",
    "A quiet *day* with [tea](visit.md).": "Un *día* tranquilo con [té](visit.md).",
    "![A cup](cup.svg)": "![Una taza](cup.svg)",
    "Visit": "Visita",
    "Your visit": "Su visita",
    "Driving": "Conducir",
    WAIT: "Espere 24 horas antes de conducir, y llame al {practice.phone}.",
    "Rest at home.": "Descanse en casa.",
    "More": "Más",
    "Tip": "Consejo",
    "Press": "Pulse",
}
PLURAL = """\
msgid "%(num)s minute"
msgid_plural "%(num)s minutes"
msgstr[0] "%(num)s minuto"
msgstr[1] "%(num)s minutos"
"""
CHANGED = """\
#, fuzzy
#| msgid "Come back soon."
msgid "Come back."
msgstr "Vuelva pronto."
"""


def garden(folder: Path, strings: Mapping[str, str] | None = None, more: Mapping[str, str] | None = None) -> Path:
    """The site with these strings for some messages; `more` are further files."""
    return site(
        folder, {**FILES, ES: catalog({**STRINGS, **(strings or {})}, more=f"{PLURAL}\n{CHANGED}"), **(more or {})}
    )


def pair(id: str, string: str = "") -> tuple[str, str]:
    """The hashes of a message of the site."""
    return source_hash(MessageKey(None, id), None), target_hash((string or STRINGS[id],))


def answer(*decisions: tuple[str, str, str], **changed: Any) -> str:
    """The file that comes back: msgid, act and note of each decision; `changed` replaces fields of the file."""
    made = [
        {"src": src, "tgt": tgt, "act": act, "note": note} for id, act, note in decisions for src, tgt in [pair(id)]
    ]
    whole = {
        "format": "dragoman-review",
        "version": 1,
        "locale": "es",
        "made": "2026-11-01T12:00:00Z",
        "by": "ana",
        "decisions": made,
    }
    return json.dumps({**whole, **changed}, indent=1)


def records(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """Source hash, act, person, role and note of each record of the site's ledger."""
    path = folder / LEDGER
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = map(json.loads, lines)
    return [(one["src"], one["act"], one["by"], one["role"], one.get("note", "")) for one in found]
