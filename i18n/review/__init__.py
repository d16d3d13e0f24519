"""For people who vouch for translations: one message after the other in the terminal, or whole pages in one file.

terminal    the session in a terminal; editing    one message in an editor of texts
export      the file for a browser; pages    what stands on its pages
decisions   the file that comes back
people      who may; words    what changed between two texts
"""

from i18n.review.decisions import Entered, enter
from i18n.review.export import Exported, export
from i18n.review.terminal import Ended, Screen, Wanted, run

__all__ = ["Ended", "Entered", "Exported", "Screen", "Wanted", "enter", "export", "run"]
