"""The site's configuration: `i18n.toml`, `[tool.i18n]` in `pyproject.toml`, or nothing at all.

    [site]             title, base-url, source, locales, prefix-source, domain, keep-releases, references
    [folders]          content, templates, static, locales
    [content]          fields: more front matter keys to translate; domains: how pages are shared out to catalogs;
                       code: never, comments or all of code blocks; contexts: kinds whose single words say their kind
    [data]             translate: what of the data files is text, as patterns such as "hours.*.note"
    [templates]        bare-text: whether words that nobody marked are findings
    [critical]         "visit/*.md" = "driving": the class of harm of whole content files
    [policy]           preset, unrecorded, machine, translated, otherwise, outdated, critical-roles, four-eyes,
                       require-reviewers, review-again, minimum
    [policy.CLASS]     unrecorded, machine, translated, otherwise, review-again, for one class of critical text
    [languages.TAG]    name, direction, plurals, fallbacks
    [checks]           "language.length" = "off": how much an advisory check matters; [checks.TAG]: in one locale

Every key has a default. All mistakes are reported in one run, each with its line.

`project` holds the settings, `loading` finds the file, `settings` goes through its sections with `table` and `values`,
and `toml_lines` knows the places.
"""

from i18n.config.loading import load
from i18n.config.project import (
    ROLES,
    Domains,
    Folders,
    LanguageSettings,
    Level,
    Policy,
    Project,
    References,
    Rules,
    Shown,
)

__all__ = [
    "ROLES",
    "Domains",
    "Folders",
    "LanguageSettings",
    "Level",
    "Policy",
    "Project",
    "References",
    "Rules",
    "Shown",
    "load",
]
