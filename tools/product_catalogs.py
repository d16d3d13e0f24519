"""Brings the catalogs of the program's own texts up to date: `python tools/product_catalogs.py [LOCALE...]`.

They are the texts of `i18n/site/builtin/templates`, in `i18n/site/builtin/locales/<locale>/LC_MESSAGES/dragoman.po`,
read, merged and written by the same code as a site's.
"""

from __future__ import annotations

import sys

from i18n import files, languages, merge, po
from i18n.builder.site import BUILTIN, PRODUCT_DOMAIN
from i18n.extraction import extract
from i18n.model import Catalog, Locale, Message, MessageKey, Template
from i18n.sources import templates

HEADER = """\
Project-Id-Version: dragoman
PO-Revision-Date: 2026-11-22 12:00+0000
Last-Translator: none
Language-Team: none
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals={count}; plural={expression};
"""


def main(tags: list[str]) -> None:
    """Each locale's catalog, or those of the locales that have one."""
    paths = sorted((BUILTIN / "templates").glob("*.html"))
    documents = [templates.parse(path.read_text(encoding="utf-8"), f"templates/{path.name}") for path in paths]
    template = extract(documents, PRODUCT_DOMAIN)
    begun = sorted(path.name for path in (BUILTIN / "locales").glob("*") if path.is_dir())
    for tag in tags or begun:
        update(languages.locale(languages.canonical(tag)), template)


def update(locale: Locale, template: Template) -> None:
    path = BUILTIN / "locales" / locale.folder / "LC_MESSAGES" / f"{PRODUCT_DOMAIN}.po"
    if path.exists():
        before = po.read(path.read_bytes(), path.name, domain=PRODUCT_DOMAIN)
    else:
        plurals = locale.plurals
        header = HEADER.format(language=locale.folder, count=plurals.count, expression=plurals.expression)
        entry = Message(MessageKey(None, ""), strings=(header,))
        before = Catalog(PRODUCT_DOMAIN, locale.tag, path.name, entry, {})
    merged = merge.merge(template, before)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = files.write(path, po.write(merged.catalog))
    print(f"{path.relative_to(BUILTIN)}: {len(merged.added)} added, {len(merged.obsoleted)} obsoleted", written)


if __name__ == "__main__":
    main(sys.argv[1:])
