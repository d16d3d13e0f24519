"""Catalogs and git: the merge driver, its installation, and what merges without it have done."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from i18n.config import Project, load
from i18n.errors import CatalogError, UsageError
from i18n.model import Catalog, Diagnostic, Locale, Message, MessageKey, Progress, Severity, State
from i18n.pipeline.reading import catalogs_of, folder_of, targets_of

if TYPE_CHECKING:
    from i18n.history import Change, Contents, Repository
    from i18n.ledger import Ledger
    from i18n.merge3 import Merge3

NAME: Final = "i18n"
"""Of the merge driver, in `.gitattributes` and in git's configuration."""
CLEAN, TO_RESOLVE = 0, 10
"""Exit codes of the driver. Any other one says that it wrote nothing, as does Python's 1 for a missing program."""
_TITLE: Final = "Dragoman: gettext catalogs, message by message"
_NONE: Final = MessageKey(None, "")


# git-setup


class Setup(NamedTuple):
    """What `git-setup` found and did."""

    path: str
    """The attributes file, relative to the site's folder."""
    lines: tuple[str, ...]
    """Those that it lacked."""
    settings: tuple[str, ...]
    """Names of the settings of the repository that were missing or another's."""
    overruled: tuple[str, ...] = ()
    """Patterns that another attributes file gives another way of merging."""

    @property
    def complete(self) -> bool:
        return not (self.lines or self.settings or self.overruled)


def git_setup(root: Path, *, check: bool = False) -> Setup:
    """Makes git merge the catalogs message by message, and ledgers by keeping the lines of both sides.

    The attributes file in the site's folder is for everybody and wants to be committed; the driver's command stands in
    the configuration of this clone. What is there already stays; with `check` nothing is written. Raises UsageError
    where there is no repository, or where this Python would not find the program from there.
    """
    from i18n import files, history

    project = load(root)
    repository = history.repository(project.root)
    _check_command(repository.top)
    path = project.root / ".gitattributes"
    before = files.read(path, root=project.root) if path.exists() else b""
    there = before.decode("utf-8", "replace").splitlines()
    wanted = _attributes(project.folders.locales)
    lines = tuple(line for line in wanted if line not in there)
    settings = {f"merge.{NAME}.name": _TITLE, f"merge.{NAME}.driver": driver_command()}
    missing = tuple(name for name, value in settings.items() if repository.setting(name) != value)
    if not check:
        if lines:
            end = b"" if before.endswith(b"\n") or not before else b"\n"
            new = before + end + "".join(f"{line}\n" for line in lines).encode()
            files.write_if_unchanged(path, new, before if path.exists() else None, root=project.root)
        for name in missing:
            repository.set(name, settings[name])
    return Setup(".gitattributes", lines, missing, () if check and lines else _overruled(project, repository))


def driver_command() -> str:
    """What git runs for a catalog that both sides changed, in the shell that git brings along.

    The environment need not be active: Python is named by its path. `-P` keeps a folder `i18n` of the repository from
    being taken for the program. Where the program is gone or cannot read a side, git's own merge by lines leaves its
    markers, and the file is a conflict in any case: no side is silently the result.
    """
    python = shlex.quote(sys.executable).replace("%", "%%")
    lines = "git merge-file -q -L ours -L base -L theirs --marker-size=%L %A %O %B; exit 1"
    run = f"{python} -P -m i18n merge-driver %O %A %B %L %P"
    return f"{run}; case $? in {CLEAN}) ;; {TO_RESOLVE}) exit 1 ;; *) {lines} ;; esac"


def _check_command(top: Path) -> None:
    done = subprocess.run([sys.executable, "-P", "-m", "i18n", "--version"], cwd=top, capture_output=True, check=False)
    if done.returncode != 0:
        raise UsageError(f"{sys.executable} does not find the program from {top}; install it in that environment")


def _attributes(folder: str) -> list[str]:
    return [
        _attribute(f"{_escaped(folder)}/**/*.po", f"merge={NAME}"),
        _attribute(f"{_escaped(folder)}/*.pot", f"merge={NAME}"),
        _attribute(f"{_escaped(folder)}/**/reviews.jsonl", "merge=union"),
    ]


def _escaped(folder: str) -> str:
    """A folder's name as a pattern that matches it alone."""
    return re.sub(r"([\\*?\[]|^[#!])", r"\\\1", folder)


def _attribute(pattern: str, value: str) -> str:
    if re.search(r'[\s"]', pattern):
        pattern = '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{pattern} {value}"


def _overruled(project: Project, repository: Repository) -> tuple[str, ...]:
    """Files, by example, for which the attributes that git finds are not ours."""
    folder = project.folders.locales
    examples = {
        f"{folder}/es/LC_MESSAGES/{project.domain}.po": NAME,
        f"{folder}/{project.domain}.pot": NAME,
        f"{folder}/es/reviews.jsonl": "union",
    }
    base = repository.path(project.root)
    return tuple(
        name
        for name, wanted in examples.items()
        if repository.attribute("merge", name if base == "." else f"{base}/{name}") != wanted
    )


# merge-driver


class Driven(NamedTuple):
    """What the merge driver did."""

    merge: Merge3 | None
    """None where a side could not be read, and the lines were merged instead."""
    findings: tuple[Diagnostic, ...]
    """What is left to resolve."""

    @property
    def clean(self) -> bool:
        return self.merge is not None and not self.findings


def merge_driver(base: Path, ours: Path, theirs: Path, *, marker: int = 7, name: str = "") -> Driven:
    """Merges three versions of a catalog into the file `ours`, as git asks its drivers to; `name` is for messages.

    Where a version cannot be read whole, its lines are merged as git does it, and the file is left as a conflict.
    """
    from i18n import files, history, merge3, po

    name = name or ours.as_posix()
    found: list[Catalog] = []
    try:
        for side, path in (("base", base), ("ours", ours), ("theirs", theirs)):
            content = files.read(path, root=path.absolute().parent, limit=po.MAXIMUM_FILE + 1)
            found.append(_read_version(content, f"{name} ({side})"))
        merged = merge3.merge3(*found)
        data = po.write(merged.catalog)
        written = po.read(data, name)
        _confirm(merged.catalog, written)
        po.confirm(merged.catalog, data)
    except CatalogError as error:
        history.merge_lines(ours, base, theirs, marker=marker)
        message = "merged by lines, because a version cannot be read; repair it and look at both sides"
        problem = Diagnostic("po.merge", Severity.ERROR, f"{message}: {error}", name, 1)
        return Driven(None, (problem, *error.diagnostics))
    files.write(ours, data)
    lines = written.lines(conflict.key for conflict in merged.conflicts)
    findings = tuple(
        Diagnostic(
            "po.clash",
            Severity.ERROR,
            f"ours {_shown(one.ours)}, theirs {_shown(one.theirs)}; keep one, delete the marks, and take `fuzzy` away",
            name,
            lines[one.key],
            key=one.key,
        )
        for one in merged.conflicts
    )
    return Driven(merged, findings)


def _read_version(content: bytes, name: str) -> Catalog:
    """A version of the file; git gives an empty one where a side did not have it."""
    from i18n import po

    return po.read(content, name) if content else Catalog("", None, name, Message(_NONE), {})


def _confirm(merged: Catalog, written: Catalog) -> None:
    """Raises CatalogError where the file does not hold what was merged."""
    if (merged.messages, merged.obsolete) != (written.messages, written.obsolete):
        raise CatalogError("the merged file holds other messages; report this", path=written.path)


def _shown(strings: Sequence[str]) -> str:
    return " | ".join(map(repr, strings))


# verify --history


class History(NamedTuple):
    """What the look through git's history found."""

    findings: tuple[Diagnostic, ...]
    merges: int
    """How many merged files were looked at."""
    pairs: int
    """How many finished strings of the catalogs as they are now."""


class _Pair(NamedTuple):
    """A source with its string."""

    key: MessageKey
    plural_id: str | None
    strings: tuple[str, ...]


class _Home(NamedTuple):
    """Where a pair stands now."""

    locale: Locale
    catalog: Catalog


_Homes = dict[_Pair, dict[str, _Home]]
"""For each finished pair its catalogs, by the name that git has for their files."""


def verify_history(root: Path, tags: Sequence[str] = (), *, progress: Progress | None = None) -> History:
    """Finished strings whose source was given to them by a merge of lines: no commit before it has the two together.

    Looked at are the pairs of the catalogs as they are now, the history of every catalog up to HEAD, and a merge that
    is not committed yet. A pair that the ledger records as a person's work is not found. Raises UsageError for a
    shallow clone, of which nothing can be said.
    """
    from i18n import history

    project = load(root)
    repository = history.repository(project.root)
    if repository.shallow:
        raise UsageError("the clone is shallow, so its merges are not here; run `git fetch --unshallow` first")
    targets = targets_of(project, tags)
    homes, count = _homes(project, repository, targets)
    ledgers = {locale.tag: _ledger(project, locale) for locale in targets}
    paths = frozenset(path for found in homes.values() for path in found)
    changes = [*_uncommitted(repository, paths), *repository.merges(".po")]
    findings: list[Diagnostic] = []
    with history.Contents(repository) as contents:
        versions = _Versions(repository, contents)
        for number, change in enumerate(changes, 1):
            for pair in versions.paired_by(change, homes):
                for home in _homes_of(homes[pair], change.path, paths):
                    if not _recorded(ledgers[home.locale.tag], pair):
                        findings.append(versions.finding(pair, home, change))
            if progress:
                progress("merges", number, len(changes))
    return History(tuple(_once(findings)), len(changes), count)


def _homes(project: Project, repository: Repository, targets: Sequence[Locale]) -> tuple[_Homes, int]:
    homes: _Homes = {}
    count = 0
    for locale, catalogs in zip(targets, catalogs_of(project, targets), strict=True):
        for path, (_, catalog) in catalogs.items():
            name = repository.path(project.root / path)
            for pair in _finished(catalog):
                homes.setdefault(pair, {})[name] = _Home(locale, catalog)
                count += 1
    return homes, count


def _homes_of(found: dict[str, _Home], path: str, paths: Set[str]) -> Iterable[_Home]:
    """Where a pair of a merged file is now: under that name, or under another one where no file has that name now."""
    if path in found:
        return (found[path],)
    return () if path in paths else found.values()


def _finished(catalog: Catalog) -> Iterator[_Pair]:
    return (_pair(message) for message in catalog.messages.values() if message.translated)


def _pair(message: Message) -> _Pair:
    return _Pair(message.key, message.plural_id, message.strings)


def _ledger(project: Project, locale: Locale) -> Ledger:
    from i18n import files, ledger

    path = f"{folder_of(project, locale)}/reviews.jsonl"
    there = (project.root / path).exists()
    data = files.read(project.root / path, root=project.root, limit=ledger.LIMIT) if there else b""
    return ledger.read(data, path, locale=locale.tag)


def _recorded(records: Ledger, pair: _Pair) -> bool:
    """Whether somebody has said of exactly this pair that it is a person's work."""
    from i18n import ledger

    state = records.state(
        ledger.source_hash(pair.key, pair.plural_id),
        ledger.target_hash(pair.strings),
        roles=("translator", "qualified-translator", "clinician", "editor"),
    )
    return state in (State.APPROVED, State.TRANSLATED)


def _uncommitted(repository: Repository, paths: Set[str]) -> Iterator[Change]:
    """The catalogs of the work tree as what becomes of a merge that is going on."""
    from i18n.history import Change

    parents = repository.merging()
    if not parents:
        return
    trees = [repository.files(commit, ".po") for commit in parents]
    for path in sorted(paths):
        yield Change("", "", parents, path, "", tuple(tree.get(path, "") for tree in trees))


def _once(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each message once, with the latest merge that is to blame, in the order of files and lines."""
    first: dict[tuple[str, MessageKey | None], Diagnostic] = {}
    for finding in findings:
        first.setdefault((finding.path, finding.key), finding)
    return sorted(first.values(), key=lambda one: (one.path, one.line))


_BLANK: Final = re.compile(rb"\n(?:[ \t]*\n)+")
_SPLIT_ENTRY: Final = re.compile(rb'\n\n[ \t]*(?:#~[ \t]*)?(?:"|msgstr|msgid_plural)')
_JOIN: Final = re.compile(rb'"\n(?:#~ |#\| |#~\| )?"')


class _Versions:
    """What versions of catalogs hold; entries that two versions share are never parsed."""

    def __init__(self, repository: Repository, contents: Contents) -> None:
        self._repository = repository
        self._contents = contents
        self._entries = lru_cache(maxsize=8)(self._read_entries)

    def paired_by(self, change: Change, homes: _Homes) -> list[_Pair]:
        """The pairs of `homes` that no commit before the merge has."""
        merged = self._entries(change.blob or f"{change.path}\0")
        before = [self._entries(blob) for blob in change.before if blob]
        fresh = [entry for entry in merged if not any(entry in entries for entries in before)]
        new = {_pair(one) for one in messages_of(fresh) if one.translated and _pair(one) in homes}
        for entries in before if new else ():
            new -= {_pair(one) for one in messages_of([entry for entry in entries if entry not in merged])}
        return sorted(new - self._earlier(new, change), key=repr) if new else []

    def finding(self, pair: _Pair, home: _Home, change: Change) -> Diagnostic:
        """What happened to a pair, and what to do."""
        key = pair.key
        merge = f"the merge {change.commit[:12]} of {change.date}" if change.commit else "the merge that is going on"
        found = self._source_of(pair, change)
        if found is None:
            check, severity = "history.merged", Severity.WARNING
            text = f"no branch has this string with this source; {merge} was where it came to be"
        else:
            check, severity = "history.paired", Severity.ERROR
            text = f"the string was made for {found.id!r}; {merge} put it below {key.id!r}"
        todo = f"compare them, correct the string, and say `i18n record {home.locale.folder} --origin human`"
        line = home.catalog.lines([key])[key]
        return Diagnostic(check, severity, f"{text}; {todo}", home.catalog.path, line, home.locale.tag, key)

    def _source_of(self, pair: _Pair, change: Change) -> MessageKey | None:
        """The source below which a parent has the string."""
        from i18n.memory import Memory

        same = [
            message
            for blob in change.before
            if blob
            for message in messages_of(self._entries(blob))
            if message.strings == pair.strings and (message.key, message.plural_id) != pair[:2]
        ]
        similar = Memory(same).similar(pair.key.id, limit=1)
        return similar[0][1].key if similar else same[0].key if same else None

    def _earlier(self, pairs: set[_Pair], change: Change) -> set[_Pair]:
        """Those of the pairs that stood together in any catalog before the merge."""
        found: set[_Pair] = set()
        wanted = {pair: (_escape(pair.key.id), _escape(pair.strings[0])) for pair in pairs}
        for blob in self._repository.versions(change.parents, ".po"):
            content = _JOIN.sub(b"", self._contents.read(blob).replace(b"\r\n", b"\n"))
            likely = {pair for pair, texts in wanted.items() if all(text in content for text in texts)}
            if likely:
                found |= likely & {_pair(message) for message in messages_of(self._entries(blob))}
                wanted = {pair: texts for pair, texts in wanted.items() if pair not in found}
                if not wanted:
                    break
        return found

    def _read_entries(self, blob: str) -> dict[bytes, None]:
        """The entries of a version as they are written, in its order."""
        path = self._repository.top / blob.removesuffix("\0") if blob.endswith("\0") else None
        return entries_of(path.read_bytes() if path else self._contents.read(blob))


def entries_of(content: bytes) -> dict[bytes, None]:
    """The entries of a catalog as they are written, in its order; all in one where blank lines do not part them."""
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if _SPLIT_ENTRY.search(content):
        return {content: None}
    return dict.fromkeys(_BLANK.split(content.strip(b"\n")))


def _escape(text: str) -> bytes:
    """A text as it stands between quotes in a file."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r").encode("utf-8", "replace")


def messages_of(entries: Iterable[bytes]) -> Iterator[Message]:
    """The messages that entries hold, obsolete ones too; of what cannot be read, what can."""
    from i18n import po

    entries = list(entries)
    if not entries:
        return
    try:
        catalog = po.read(b"\n\n".join(entries) + b"\n", "")
    except CatalogError:
        if len(entries) > 1:
            yield from chain.from_iterable(messages_of([entry]) for entry in entries)
        return
    yield from catalog.messages.values()
    yield from catalog.obsolete.values()
