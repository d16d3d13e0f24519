"""The template catalog as a file."""

from __future__ import annotations

from collections.abc import Mapping

from i18n.model import Catalog, Message, Template
from i18n.po.comment_lines import References, comments
from i18n.po.entry import HEADER


def template(template: Template, header: Mapping[str, str], references: References = "file") -> Catalog:
    """The template catalog as a file's value: the same template gives the same bytes on every day.

    `header` gives fields in their order; those that say how the file is encoded are added where they lack.
    """
    fields = {name: value for name, value in header.items() if name != "POT-Creation-Date"}
    fields.setdefault("MIME-Version", "1.0")
    fields.setdefault("Content-Type", "text/plain; charset=UTF-8")
    fields.setdefault("Content-Transfer-Encoding", "8bit")
    messages = {}
    for key, source in template.sources.items():
        strings = ("",) if source.plural_id is None else ("", "")
        messages[key] = Message(key, source.plural_id, strings, source.flags, comments(source, references))
    return Catalog(
        domain=template.domain,
        locale=None,
        path=f"{template.domain}.pot",
        header=Message(HEADER, strings=("".join(f"{name}: {value}\n" for name, value in fields.items()),)),
        messages=messages,
    )
