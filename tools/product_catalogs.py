"""Brings the catalogs of the program's own texts up to date: `python tools/product_catalogs.py [LOCALE...]`.

They are the texts of `i18n/site/builtin/templates`, in `i18n/site/builtin/locales/<locale>/LC_MESSAGES/dragoman.po`,
read, merged and written by the same code as a site's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from i18n import files, languages, merge, po
from i18n.builder.site import BUILTIN, PRODUCT_DOMAIN
from i18n.extraction import extract
from i18n.model import Catalog, Message, MessageKey
from i18n.sources import templates


def main(tags: list[str]) -> None:
    documents = [templates.parse(path.read_text(encoding="utf-8"), f"templates/{path.name}") for path in sorted((BUILTIN / "templates").glob("*.html"))]
    template = extract(documents, PRODUCT_DOMAIN)
    folders = {path.name for path in (BUILTIN / "locales").glob("*") if path.is_dir()}
    for tag in tags or sorted(folders):
        locale = languages.locale(languages.canonical(tag))
        path = BUILTIN / "locales" / locale.folder / "LC_MESSAGES" / f"{PRODUCT_DOMAIN}.po"
        if path.exists():
            before = po.read(path.read_bytes(), path.name, domain=PRODUCT_DOMAIN)
        else:
            header = f"Project-Id-Version: dragoman\nPO-Revision-Date: 2026-11-22 12:00+0000\nLast-Translator: none\nLanguage-Team: none\nLanguage: {locale.folder}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nPlural-Forms: nplurals={locale.plurals.count}; plural={locale.plurals.expression};\n"
            before = Catalog(PRODUCT_DOMAIN, locale.tag, path.name, Message(MessageKey(None, ""), strings=(header,)), {})
        merged = merge.merge(template, before)
        path.parent.mkdir(parents=True, exist_ok=True)
        print(f"{path.relative_to(BUILTIN)}: {len(merged.added)} added, {len(merged.obsoleted)} obsoleted", "(written)" if files.write(path, po.write(merged.catalog)) else "")


if __name__ == "__main__":
    main(sys.argv[1:])
