"""The site's configuration: `i18n.toml`, `[tool.i18n]` in `pyproject.toml`, or nothing at all.

    [site]             title, base-url, source, locales, prefix-source, domain, keep-releases, references
    [folders]          content, templates, static, locales
    [content]          fields: more front matter keys to translate
    [data]             translate: what of the data files is text, as patterns such as "hours.*.note"
    [critical]         "visit/*.md" = "driving": the class of harm of whole content files
    [policy]           preset, unrecorded, machine, translated, critical-roles, minimum
    [languages.TAG]    name, direction, plurals, fallbacks

Every key has a default. All mistakes are reported in one run, each with its line.

`project` holds the settings, `loading` finds the file, `settings` goes through its sections with `table` and `values`,
and `toml_lines` knows the places.
"""

from i18n.config.loading import load
from i18n.config.project import Folders, LanguageSettings, Policy, Project, References, Shown

__all__ = [
    "Folders",
    "LanguageSettings",
    "Policy",
    "Project",
    "References",
    "Shown",
    "load",
]
