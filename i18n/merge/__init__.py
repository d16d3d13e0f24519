"""A catalog brought to a new template: what is the same stays, what is like something becomes a suggestion.

Nothing that did not change is touched, so that an update of an unchanged site writes no byte, and the difference after
one edited paragraph is one entry.

    merging      the catalog, entry by entry
    stock        where the strings of a new message come from, the surest first
    sentences    paragraphs that were split or joined, by their sentences
    items        variables, code, addresses and numbers that changed with the source
    entries      the lines and flags of an entry
    typos        edits whose author says that they change no meaning
"""

from i18n.merge.merging import merge
from i18n.merge.typos import Vouched, vouch

__all__ = ["Vouched", "merge", "vouch"]
