"""A page that its author wrote in HTML: cut at the offsets of its tokens, never written anew."""

from __future__ import annotations

import re

from i18n.markup import BlockEvent
from i18n.model import Document
from i18n.sources.fragment import Fragment
from i18n.sources.frontmatter import split
from i18n.sources.page import PageWriter, Rules

_WHOLE = re.compile(r"<(?:!doctype|html|head|body)(?=[\s>])", re.IGNORECASE)


def parse(text: str, path: str, rules: Rules = Rules()) -> Document:  # noqa: B008 - a frozen value
    """A page as alternating literal HTML and segments; what is not text stays byte for byte.

    The file has the same front matter as a Markdown page, and its body is what stands inside of the template's
    `content`: a document with a head of its own is a finding. Raises SourceError where the front matter cannot be read.

    >>> parse("<p>Hi <b>there</b></p>", "content/a.html").segments[0].text
    'Hi <b>there</b>'
    """
    front = split(text, path)
    out = PageWriter(path, front, rules)
    fragment = Fragment(out)
    if whole := _WHOLE.search(front.body):
        message = (
            f"{whole[0]!r} begins a whole document; leave only what stands inside of <body>, the template does the rest"
        )
        out.diagnose("content.html-document", message, out.line_of(len(front.body[: whole.start()].encode())))
    fragment.take([BlockEvent("Html", "", front.body, 0, len(out.data))])
    fragment.close()
    return out.document()
