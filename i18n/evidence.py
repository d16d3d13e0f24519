"""What a release was made from and who vouched for it, in a file beside it: `.public.releases/X.evidence.json`.

The file is JSON with one line for each locale, so that a build that leaves a locale as it was takes its line over as
it is. All keys and lists are sorted and no time of a build is in it: the same site has the same evidence.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypedDict

from i18n.errors import I18nError, UsageError
from i18n.model import Diagnostic, Severity

ENDING: Final = ".evidence.json"
"""What follows the name of a release."""
_FORMAT: Final = 1
_BLOCK: Final = 1 << 20


class Approved(TypedDict):
    """An approval in force."""

    src: str
    tgt: str
    by: str
    role: str
    at: str


class Waived(Approved):
    """A finding that somebody declared to be none; the reason stands in the ledger."""

    check: str


class Page(TypedDict, total=False):
    """A file of a release, or the texts of a template or a data file; what does not apply is not there."""

    sha256: str
    texts: dict[str, int]
    """Number of texts in `total`, `shown` in the locale's language, of these `approved`, `machine` (nobody has reviewed
    them) and `outdated`; in `fallback` shown in another language, of these `waiting` for approval. Each use counts."""
    approvals: list[int]
    """Those of its texts, counted from 0 in `approvals` of the locale; of one too whose section is shown in the source
    language, because another text of it is not approved."""
    page: str
    """The source file."""
    source: str
    """SHA-256 of the source file."""
    status: str
    """What `data-review-status` says."""
    notices: list[str]
    """What its readers are told above its content."""
    sections: int
    """Sections shown in the source language because their critical text is not approved."""
    date: str
    """That of the newest record about its texts."""


class Section(TypedDict):
    """One locale of a release."""

    program: str
    configuration: dict[str, str]
    """The files that say what may be shown and who may approve, each to its SHA-256."""
    draft: bool
    catalogs: dict[str, str]
    """Each catalog that could be read whole to its SHA-256."""
    ledgers: dict[str, str]
    """The same of the ledger."""
    approvals: list[Approved]
    """Those that count, of all that is shown."""
    waivers: list[Waived]
    """The same, of findings that are none."""
    sources: dict[str, Page]
    """Each template and data file: its texts are on many pages."""
    withheld: dict[str, str]
    """Source files that are not published in this locale: by the `policy`, or for the `minimum`."""
    files: dict[str, Page]
    """By path in the release."""


def packed(section: Section) -> str:
    """A locale's line, without its name."""
    return json.dumps(section, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document(sections: Mapping[str, str], root: Mapping[str, str]) -> bytes:
    """The whole file: the packed section of each locale, and what stands above them by path to SHA-256."""
    lines = ",\n".join(f"{json.dumps(tag)}:{sections[tag]}" for tag in sorted(sections))
    shared = json.dumps(root, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f'{{"format":{_FORMAT},\n"root":{shared},\n"locales":{{\n{lines}\n}}}}\n'.encode()


def sections(data: bytes) -> dict[str, str]:
    """The packed section of each locale, taken from the lines of a file that this program wrote; empty for others."""
    found = {}
    for line in data.decode("utf-8", "replace").split("\n")[3:-2]:
        tag, colon, section = line.partition(":")
        if colon:
            found[tag.strip('"')] = section.removesuffix(",")
    return found


def digests(section: str) -> dict[str, str]:
    """Each file of a packed section to its SHA-256; empty where it is none."""
    try:
        return {path: page["sha256"] for path, page in json.loads(section)["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def shortcomings(tag: str, section: str) -> list[Diagnostic]:
    """What a release that is to be complete may not have: withheld pages, and texts in another language."""
    found: Section = json.loads(section)
    said = []
    for path, reason in found["withheld"].items():
        what = "the policy withholds it" if reason == "policy" else "less is translated than `minimum` asks for"
        said.append((path, "release.withheld", f"not published in {tag}: {what}"))
    shown = {page["page"]: page["texts"]["fallback"] for page in found["files"].values() if "page" in page}
    shown |= {path: page["texts"]["fallback"] for path, page in found["sources"].items()}
    for path, number in shown.items():
        if number:
            what = "1 text is" if number == 1 else f"{number} texts are"
            said.append((path, "release.fallback", f"{what} not shown in {tag}; `i18n status {tag}` says what waits"))
    return [Diagnostic(check, Severity.ERROR, text, path, 1, tag) for path, check, text in sorted(said)]


def verify(folder: Path, file: Path | None = None) -> tuple[int, list[Diagnostic]]:
    """The number of files that the evidence lists, and all in which the folder differs from it.

    Without a file, the evidence is that beside the release which the folder is, or leads to. Raises UsageError where
    there is no folder or no evidence, and I18nError where the evidence cannot be used.
    """
    if not folder.is_dir():
        raise UsageError("there is no such folder; name a release, or the link to it", path=str(folder))
    whole = folder.resolve()
    file = file or whole.with_name(f"{whole.name}{ENDING}")
    expected = _expected(file)
    actual = dict(_walk(whole, ""))
    wrong = {}
    for path in expected.keys() | actual.keys():
        if path not in actual:
            wrong[path] = ("release.missing", "the evidence lists this file, and it is not there")
        elif path not in expected:
            wrong[path] = ("release.extra", "the evidence does not list this file; it is not of this release")
        elif actual[path] != expected[path]:
            wrong[path] = ("release.changed", f"its SHA-256 is {actual[path]}; the evidence says {expected[path]}")
    return len(expected), [
        Diagnostic(check, Severity.ERROR, text, path, 1) for path, (check, text) in sorted(wrong.items())
    ]


def locales(folder: Path, file: Path | None = None) -> dict[str, Section]:
    """What the evidence of a release says of each locale. Takes and raises what `verify` does."""
    if not folder.is_dir():
        raise UsageError("there is no such folder; name a release, or the link to it", path=str(folder))
    whole = folder.resolve()
    file = file or whole.with_name(f"{whole.name}{ENDING}")
    _expected(file)
    found: dict[str, Section] = json.loads(file.read_bytes())["locales"]
    return found


def _expected(file: Path) -> dict[str, str]:
    """Every file of a release to its SHA-256."""
    try:
        found: Any = json.loads(file.read_bytes())
        if found["format"] != _FORMAT:
            raise I18nError(f"format {found['format']!r} of evidence is not known; this program knows {_FORMAT}")
        files = {path: page["sha256"] for one in found["locales"].values() for path, page in one["files"].items()}
        return {**found["root"], **files}
    except OSError as error:
        problem = f"cannot read the evidence: {error.strerror}; name its file with --evidence"
        raise UsageError(problem, path=str(file)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise I18nError("this is no evidence of a release, or it is damaged", path=str(file)) from error


def _walk(folder: Path, below: str) -> Iterator[tuple[str, str]]:
    """Every file below a folder with its SHA-256; what is no plain file has none."""
    for entry in os.scandir(folder / below):
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, f"{path}/")
        else:
            yield path, _digest(Path(entry.path)) if entry.is_file(follow_symlinks=False) else "that of no plain file"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        return f"unknown, because it cannot be read: {error.strerror}"
    return digest.hexdigest()
