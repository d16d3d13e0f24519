"""Bytes to `Catalog` and back: strict reading, byte-preserving writing of gettext's `.po` and `.pot` files.

    read        one file; fast where an entry is laid out as every tool writes it, line by line where it is not
    scanned     the entries of bytes that were made of files that were read
    write       the file again: what did not change keeps its bytes, what did is laid out as msgcat 0.21 does
    stored, restored    what was read as bytes for a cache, and back; stamp    what these bytes are good for
    confirm     what is about to replace a translator's file, read by polib
    template    the template catalog
    comments    what the program writes above a message; references, extracted, notes    what stands there
    clash       two strings of one message in one, marked; versions_of, unresolved    what was marked so

Reading goes from `decoding` over `scanning` (`layout` for the usual entry, `line_by_line` for any other) to `header`
and the rest of `reading`. Writing takes `scanning` again to find what did not change, and `formatting`, `wrapping` and
`line_breaks` for what did.

Source: GNU gettext manual, "The Format of PO Files"; behaviour of msgcat 0.21; docs/decisions/0002-po-layer.md.
"""

from i18n.po.clashes import MARK, clash, unresolved, versions_of
from i18n.po.comment_lines import References, comments, extracted, notes, references
from i18n.po.formatting import WIDTH
from i18n.po.limits import MAXIMUM_ERRORS, MAXIMUM_EXPRESSION, MAXIMUM_FILE, MAXIMUM_MESSAGE, MAXIMUM_PLURALS
from i18n.po.reading import read
from i18n.po.scanning import scanned
from i18n.po.second_opinion import confirm
from i18n.po.stored import restored, stamp, stored
from i18n.po.template_catalog import template
from i18n.po.writing import write

__all__ = [
    "MARK",
    "MAXIMUM_ERRORS",
    "MAXIMUM_EXPRESSION",
    "MAXIMUM_FILE",
    "MAXIMUM_MESSAGE",
    "MAXIMUM_PLURALS",
    "WIDTH",
    "References",
    "clash",
    "comments",
    "confirm",
    "extracted",
    "notes",
    "read",
    "references",
    "restored",
    "scanned",
    "stamp",
    "stored",
    "template",
    "unresolved",
    "versions_of",
    "write",
]
