"""From a table to settings, section by section."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast

from i18n.config import values
from i18n.config.keys import CLASS_KEYS, KEYS, LANGUAGE_KEYS
from i18n.config.project import (
    ROLES,
    Code,
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
from i18n.config.table import Reader
from i18n.model import Direction

_SHOWN = ("show", "notice", "source", "withhold")
_OTHERWISE = ("source", "withhold")
_LEVELS = ("off", "info", "warning", "error")
_CHECK = re.compile(r"[a-z]+\.[a-z-]+", re.ASCII)
_MONTHS = "a number of months from 1 to 1000"
_CLASS = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_PATTERN = re.compile(r"[^.*\s]+(?:\.(?:\*|[^.*\s]+))+")
_FIELD = re.compile(r"[^.\s]+(?:\.[^.\s]+)*")


def project_from(root: Path, reader: Reader) -> Project:
    """The settings that a table says; what is wrong with them is collected by the reader."""
    reader.check_keys()
    folders = _folders(root, reader)
    found = _discover(root / folders.locales)
    locales = reader.items(("site", "locales"), "a language tag such as 'pt-BR'", values.tag)
    reader.check_distinct(("site", "locales"), values.array(reader.section("site").get("locales")) or (), "locale")
    tags = found if locales is None else locales
    domains = cast(Domains, reader.choose(("content", "domains"), ("one", "content", "section", "page"), "one"))
    return Project(
        root=root,
        file=reader.file,
        title=reader.take(("site", "title"), "text", values.text, ""),
        base_url=reader.take(("site", "base-url"), "an address such as 'https://example.org'", values.base_url, ""),
        source=reader.take(("site", "source"), "a language tag such as 'en'", values.tag, "en"),
        locales=tags,
        prefix_source=reader.take(("site", "prefix-source"), "true or false", values.flag, True),
        domain=reader.take(("site", "domain"), "a file name without ending", values.domain, "")
        or (_only_domain(root / folders.locales, tags) if domains == "one" else "site"),
        folders=folders,
        code=cast(Code, reader.choose(("content", "code"), ("never", "comments", "all"), "never")),
        contexts=reader.items(("content", "contexts"), "a kind of text such as 'button'", values.matching(_CLASS))
        or (),
        fields=reader.items(("content", "fields"), "a front matter key", values.matching(_FIELD)) or (),
        data=reader.items(("data", "translate"), "a pattern such as 'hours.*.note'", values.matching(_PATTERN)) or (),
        bare_text=reader.take(("templates", "bare-text"), "true or false", values.flag, False),
        critical=_critical(reader),
        policy=_policy(reader),
        languages=_languages(reader),
        checks=_checks(reader),
        keep_releases=reader.take(("site", "keep-releases"), "a whole number from 1 to 1000", values.count, 3),
        references=cast(References, reader.choose(("site", "references"), ("file", "line", "none"), "file")),
        domains=domains,
    )


def _folders(root: Path, reader: Reader) -> Folders:
    expected = "a folder inside the site's folder, such as 'content'"

    def inside(value: Any) -> str | None:
        path = values.relative(value)
        try:
            return path if path and (root / path).resolve().is_relative_to(root) else None
        except (OSError, RuntimeError):
            return None

    names = {key: reader.take(("folders", key), expected, inside, key) for key in KEYS["folders"]}
    owner: dict[str, str] = {}
    for key, name in names.items():
        if owner.setdefault(name, key) != key:
            reader.wrong(("folders", key), f"{key} = {name!r} is the folder of {owner[name]!r} too")
    return Folders(**names)


def _discover(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(path.name for path in folder.iterdir() if values.tag(path.name) and (path / "LC_MESSAGES").is_dir())
    )


def _only_domain(folder: Path, tags: Collection[str]) -> str:
    """The one name that every locale with catalogs has a `.po` file of; `site` where that is not clear."""
    stems = [
        {path.stem for path in (folder / name / "LC_MESSAGES").glob("*.po") if values.DOMAIN.fullmatch(path.stem)}
        for tag in tags
        for name in {tag, tag.replace("-", "_")}
    ]
    common = set.intersection(*filled) if (filled := [names for names in stems if names]) else set()
    return common.pop() if len(common) == 1 else "site"


def _critical(reader: Reader) -> dict[str, str]:
    classes: dict[str, str] = {}
    for glob in reader.section("critical"):
        if values.relative(glob) is None:
            reader.wrong(
                ("critical", glob), f"{glob!r} in {reader.name('critical')}; expected a glob below the content folder"
            )
        classes[glob] = reader.take(
            ("critical", glob), "a class such as 'dose' or 'driving'", values.matching(_CLASS), ""
        )
    return classes


def _policy(reader: Reader) -> Policy:
    preset = reader.choose(("policy", "preset"), ("plain", "strict"), "plain")
    machine = reader.choose(("policy", "machine"), _SHOWN, "notice")
    roles = reader.items(
        ("policy", "critical-roles"), f"one of {', '.join(ROLES)}", lambda role: role if role in ROLES else None
    )
    if reader.section("policy").get("critical-roles") == []:
        reader.wrong(("policy", "critical-roles"), "critical-roles = []; expected at least one role")
    # Strict: of what nobody recorded, nobody knows that it is not a machine's.
    unrecorded = machine if preset == "strict" else "show"
    return Policy(
        unrecorded=cast(Shown, reader.choose(("policy", "unrecorded"), _SHOWN, unrecorded)),
        machine=cast(Shown, machine),
        translated=cast(Shown, reader.choose(("policy", "translated"), _SHOWN, "show")),
        otherwise=cast(Shown, reader.choose(("policy", "otherwise"), _OTHERWISE, "source")),
        outdated=cast(Shown, reader.choose(("policy", "outdated"), ("show", "source"), "source")),
        review_again=reader.take(("policy", "review-again"), _MONTHS, values.count, 0),
        critical_roles=frozenset(roles or {"qualified-translator"}),
        four_eyes=reader.take(("policy", "four-eyes"), "true or false", values.flag, False),
        require_reviewers=reader.take(
            ("policy", "require-reviewers"), "true or false", values.flag, preset == "strict"
        ),
        minimum=reader.take(("policy", "minimum"), "a share from 0 to 1, such as 0.8", values.share, 0.0),
        classes={name: _rules(reader, name, table) for name, table in reader.groups("policy").items()},
    )


def _rules(reader: Reader, name: str, table: Mapping[str, Any]) -> Rules:
    """Those of a class of critical text: what is not said is strict, and as strict as `otherwise`."""
    here = ("policy", name)
    if _CLASS.fullmatch(name) is None:
        reader.wrong(here, f"{name!r} in {reader.name('policy')}; expected a class such as 'dose' or 'driving'")
    reader.check_known(here, table, CLASS_KEYS)
    otherwise = cast(Shown, reader.choose((*here, "otherwise"), _OTHERWISE, "source"))

    def shown(key: str) -> Shown:
        return cast(Shown, reader.choose((*here, key), _SHOWN, otherwise))

    months = reader.take((*here, "review-again"), _MONTHS, values.count, 0)
    return Rules(shown("unrecorded"), shown("machine"), shown("translated"), otherwise, months)


def _languages(reader: Reader) -> dict[str, LanguageSettings]:
    settings: dict[str, LanguageSettings] = {}
    for tag, table in reader.section("languages").items():
        here = ("languages", tag)
        if values.tag(tag) is None:
            reader.wrong(here, f"{tag!r} in {reader.name('languages')}; expected a language tag such as 'pt-BR'")
        elif not isinstance(table, dict):
            reader.wrong(here, f"{tag} = {table!r}; expected a section {reader.name('languages', tag)}")
        else:
            reader.check_known(here, table, LANGUAGE_KEYS)
            direction = reader.choose((*here, "direction"), ("ltr", "rtl"), "")
            settings[tag] = LanguageSettings(
                name=reader.take((*here, "name"), "what its readers call the language", values.text, "") or None,
                direction=cast(Direction, direction) if direction else None,
                plurals=reader.take((*here, "plurals"), "a rule such as 'nplurals=1; plural=0;'", values.text, "")
                or None,
                fallbacks=reader.items((*here, "fallbacks"), "a language tag", values.tag),
                links=_links(reader, here, table),
            )
    reader.check_distinct(("languages",), tuple(settings), "language")
    return settings


def _links(reader: Reader, here: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, str]:
    expected = "an address such as 'https://example.org/es/'"
    links = table.get("links", {})
    if not isinstance(links, dict):
        reader.wrong((*here, "links"), f"links = {links!r}; expected a section {reader.name(*here, 'links')}")
        return {}
    for address in links:
        if values.address(address) is None:
            name = reader.name(*here, "links")
            reader.wrong((*here, "links", address), f"{address!r} in {name}; expected {expected}, as pages name it")
    return {address: reader.take((*here, "links", address), expected, values.address, "") for address in links}


def _checks(reader: Reader) -> dict[str, dict[str, Level]]:
    """Levels by check for all locales, under the empty tag, and for single ones; whether such a check is there is the
    checks' own question."""
    levels: dict[str, dict[str, Level]] = {"": {}}
    for name, value in reader.section("checks").items():
        if isinstance(value, dict):
            if values.tag(name) is None:
                reader.wrong(("checks", name), f"{name!r} in {reader.name('checks')}; expected a language tag")
            levels[name] = {check: _level(reader, ("checks", name, check)) for check in value}
        else:
            levels[""][name] = _level(reader, ("checks", name))
    return levels if len(levels) > 1 or levels[""] else {}


def _level(reader: Reader, path: tuple[str, ...]) -> Level:
    if _CHECK.fullmatch(path[-1]) is None:
        reader.wrong(path, f'{path[-1]!r} in {reader.name(*path[:-1])}; expected a check such as "language.length"')
    return cast(Level, reader.choose(path, _LEVELS, "warning"))
