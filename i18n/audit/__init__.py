"""Reads built pages and finds the words that reached them without being a message.

It knows nothing of how pages are made: what it says about the pseudo edition (`en-XA`), in which every message stands
between ⟦ and ⟧, rests on the finished bytes alone, and on its own reading of HTML.
"""

from i18n.audit.feeds import feed_leaks
from i18n.audit.manifests import manifest_leaks
from i18n.audit.pages import code_headings, leaks
from i18n.audit.words import Leak

__all__ = ["Leak", "code_headings", "feed_leaks", "leaks", "manifest_leaks"]
