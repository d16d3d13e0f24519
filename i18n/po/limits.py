"""What a file may hold at most: text from strangers costs a bounded amount of work."""

MAXIMUM_FILE = 64 * 1024 * 1024
"""Bytes of one file: ten times the largest catalog of a site with 10,000 pages."""
MAXIMUM_MESSAGE = 64 * 1024
"""Bytes of the ids and strings of one message: a long page in one string."""
MAXIMUM_PLURALS = 6
"""Strings of one message: Arabic has six, no language has more (CLDR 46)."""
MAXIMUM_EXPRESSION = 1024
"""Characters of the plural expression: the longest in use has 190."""
MAXIMUM_ERRORS = 100
"""Errors of one file that are reported; who has more has another file."""
