"""The stories: what each command does, from reading to writing. The only room that knows all stages.

Every function takes the site's folder, returns values, prints nothing, and raises `I18nError` for what stops it.
Stages are imported where they are used, so that `i18n --help` does not load a Markdown parser.
"""

from i18n.pipeline.building import build
from i18n.pipeline.catalogs import Update, add, extract, next_step, update
from i18n.pipeline.checking import Check, LocaleStatus, PageStatus, check, status
from i18n.pipeline.recording import record

__all__ = [
    "Check",
    "LocaleStatus",
    "PageStatus",
    "Update",
    "add",
    "build",
    "check",
    "extract",
    "next_step",
    "record",
    "status",
    "update",
]
