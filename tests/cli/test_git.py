"""Two branches, one catalog: real git merges with the driver, and without it the history is looked through."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from i18n import history, ledger, po
from i18n.errors import DiskError, UsageError
from i18n.model import Message, MessageKey
from tests.helpers import ROOT, Ran, catalog, command, run, site

ES = "locales/es/LC_MESSAGES/site.po"
LEDGER = "locales/es/reviews.jsonl"
TOML = '[site]\nlocales = ["es"]\n'
LONG = """\
msgid ""
"{first} before you leave the house in the morning, and\\n"
"then wait until we call you in, which takes a while.\\n"
"Bring a friend."
msgstr ""
{strings}"""
"""A message whose first line one branch changes while the other one translates it."""


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings of whoever runs the tests; the program where git starts it."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Maria")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "maria@example.org")


def git(folder: Path, *arguments: str, code: int = 0) -> str:
    """What git says; it must end with `code`."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert code == done.returncode, done.stdout + done.stderr
    return done.stdout + done.stderr


def commit(folder: Path, files: dict[str, str], words: str = "work") -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", words)


def begin(folder: Path, text: str, *, driver: bool = True, toml: str = TOML, name: str = ES) -> Path:
    """A repository with a catalog on its main branch."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    site(folder, {"i18n.toml": toml, name: "", "content/index.md": "---\ntitle: Home\n---\n\nHello.\n"})
    if driver:
        assert 0 == run(folder, "git-setup", "-q").code
    commit(folder, {name: text}, "begin")
    return folder


def branches(folder: Path, ours: dict[str, str], theirs: dict[str, str], *, code: int = 0) -> str:
    """Commits `theirs` on a branch and `ours` on main, and merges; what git says."""
    git(folder, "checkout", "-q", "-b", "other")
    commit(folder, theirs, "theirs")
    git(folder, "checkout", "-q", "main")
    commit(folder, ours, "ours")
    return git(folder, "merge", "-m", "merge other", "other", code=code)


def merged(folder: Path, name: str = ES) -> dict[str, Message]:
    """The live messages of the file by their ids; it is read strictly, and msgfmt compiles it."""
    data = (folder / name).read_bytes()
    checked = subprocess.run(["msgfmt", "-c", "-o", os.devnull, "-"], input=data, capture_output=True, check=False)
    assert 0 == checked.returncode, checked.stderr
    return {key.id: message for key, message in po.read(data, name).messages.items()}


def strings(folder: Path) -> dict[str, str]:
    return {id: message.strings[0] for id, message in merged(folder).items()}


# git-setup


def test_setup(tmp_path: Path) -> None:
    """Attributes for everybody, the driver for this clone; a second run has nothing to do."""
    folder = begin(tmp_path, catalog({"Tea": ""}), driver=False)
    before = run(folder, "git-setup", "--check")
    done = run(folder, "git-setup")
    again = run(folder, "git-setup")

    assert (1, False) == (before.code, "set, for this clone" in before.out)
    assert (0, "") == (done.code, done.err)
    assert "Commit .gitattributes." in done.out
    assert Ran(0, "git merges the catalogs message by message\n", "") == again
    assert again == run(folder, "git-setup", "--check")
    assert "locales/**/*.po merge=i18n\nlocales/*.pot merge=i18n\nlocales/**/reviews.jsonl merge=union\n" == (
        folder / ".gitattributes"
    ).read_text("utf-8")
    assert sys.executable in git(folder, "config", "--local", "merge.i18n.driver")


def test_setup_keeps_what_is_there(tmp_path: Path) -> None:
    """Lines of others stay, with their last newline or without; a clone needs only its own settings."""
    folder = begin(tmp_path, catalog({"Tea": ""}), driver=False)
    (folder / ".gitattributes").write_text("*.png binary\nlocales/*.pot merge=i18n", "utf-8")
    assert 0 == run(folder, "git-setup").code
    commit(folder, {})
    git(tmp_path, "clone", "-q", str(folder), "clone")
    done = run(tmp_path / "clone", "git-setup")

    assert (
        "*.png binary\nlocales/*.pot merge=i18n\nlocales/**/*.po merge=i18n\nlocales/**/reviews.jsonl merge=union\n"
        == (folder / ".gitattributes").read_text("utf-8")
    )
    assert "git config merge.i18n.driver: set, for this clone" in done.out
    assert ".gitattributes" not in done.out


def test_setup_with_other_folders(tmp_path: Path) -> None:
    """The site may lie below the repository's top, and its catalogs in any folder."""
    folder = tmp_path / "web site"
    toml = TOML + '[folders]\nlocales = "[my] #1"\n'
    git(tmp_path, "init", "-q")
    site(folder, {"i18n.toml": toml})

    assert 0 == run(folder, "git-setup").code
    assert '"\\\\[my] #1/**/*.po" merge=i18n' == (folder / ".gitattributes").read_text("utf-8").splitlines()[0]
    assert "i18n\n" == git(folder, "check-attr", "merge", "[my] #1/es/LC_MESSAGES/site.po")[-5:]


def test_setup_overruled(tmp_path: Path) -> None:
    """Another attributes file that says otherwise is named."""
    folder = begin(tmp_path, catalog({"Tea": ""}))
    site(folder, {"locales/.gitattributes": "*.po -merge\n"})
    done = run(folder, "git-setup")

    assert (1, True) == (done.code, done.err.startswith(f"{ES}: another attributes file"))


@pytest.mark.parametrize("path", ["", None])
def test_setup_without_git(tmp_path: Path, path: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, or no git: one clear line."""
    site(tmp_path, {"i18n.toml": TOML})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    if path is not None:
        monkeypatch.setenv("PATH", path)
    done = run(tmp_path, "git-setup")

    assert 2 == done.code
    assert ("git was not found" if path == "" else "belongs to no git repository") in done.err
    assert "Traceback" not in done.err


def test_setup_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that would not find the program from the repository is refused before anything is written."""
    site(tmp_path, {"i18n.toml": TOML})
    git(tmp_path, "init", "-q")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    monkeypatch.delenv("PYTHONPATH")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare" / "bin" / "python"))
    done = run(tmp_path, "git-setup")

    assert (2, False) == (done.code, (tmp_path / ".gitattributes").exists())
    assert "does not find the program from" in done.err


def test_driver_where_the_program_is_gone(tmp_path: Path) -> None:
    """Its environment was removed: git's markers stand in the file, and no side is silently the result."""
    folder = begin(tmp_path, catalog({"Tea": ""}))
    there = git(folder, "config", "--local", "merge.i18n.driver").strip()
    git(folder, "config", "--local", "merge.i18n.driver", there.replace(sys.executable, f"{tmp_path}/gone/python"))
    branches(folder, {ES: catalog({"Tea": "Té"})}, {ES: catalog({"Tea": "Infusión"})}, code=1)
    text = (folder / ES).read_text("utf-8")

    assert "<<<<<<< ours" in text
    assert "Té" in text
    assert "Infusión" in text


def test_a_folder_of_the_repository_is_not_the_program(tmp_path: Path) -> None:
    """A branch cannot bring its own `i18n` package and have it run."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    commit(folder, {"i18n/__init__.py": "", "i18n/__main__.py": "open('ran', 'w')\n"})
    branches(folder, {ES: catalog({"Tea": "Té", "Milk": ""})}, {ES: catalog({"Tea": "", "Milk": "Leche"})})

    assert {"Tea": "Té", "Milk": "Leche"} == strings(folder)
    assert not (folder / "ran").exists()


# Merging


def test_different_messages(tmp_path: Path) -> None:
    """Neighbours that two branches translate."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    branches(folder, {ES: catalog({"Tea": "Té", "Milk": ""})}, {ES: catalog({"Tea": "", "Milk": "Leche"})})

    assert {"Tea": "Té", "Milk": "Leche"} == strings(folder)


def test_same_string(tmp_path: Path) -> None:
    """What both translated alike, in files that are laid out differently, is no conflict."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": "Leche"}))
    theirs = catalog({"Tea": "Té", "Milk": "Leche"}).replace('msgstr "Té"', 'msgstr ""\n"T"\n"é"')
    branches(folder, {ES: catalog({"Tea": "Té", "Milk": "Leche"})}, {ES: theirs})

    assert {"Tea": "Té", "Milk": "Leche"} == strings(folder)


def test_clash(tmp_path: Path) -> None:
    """Two strings for one message: both stay, fuzzy and marked; a conflict for git, an error for `check`."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    ours, theirs = catalog({"Tea": "Té", "Milk": "Leche"}), catalog({"Tea": "Infusión", "Milk": ""})
    said = branches(folder, {ES: ours}, {ES: theirs}, code=1)
    entry = merged(folder)["Tea"]
    checked = run(folder, "check")

    assert f"UU {ES}\n" == git(folder, "status", "--porcelain")
    assert f"{ES}:10: error: po.clash: ours 'Té', theirs 'Infusión'; keep one" in said
    assert ("fuzzy",) == entry.flags
    assert "#-#-#-#-#  ours  #-#-#-#-#\nTé\n#-#-#-#-#  theirs  #-#-#-#-#\nInfusión" == entry.strings[0]
    assert "Leche" == merged(folder)["Milk"].strings[0]
    assert 1 == checked.code
    assert f"{ES}:9: error: po.clash: two versions of the string" in checked.out


def test_clash_is_not_built(tmp_path: Path) -> None:
    """A build says it and ends with 1, shows neither version but the source text, and publishes nothing where it is
    to publish only what is complete; resolved, it shows the one that was kept."""
    text = catalog({"Hello.": ""})
    folder = begin(tmp_path, text)
    page = {"templates/base.html": "<html><head></head><body>\n{{ page.body }}</body></html>\n"}
    branches(folder, {ES: catalog({"Hello.": "Hola."}), **page}, {ES: catalog({"Hello.": "Buenas."})}, code=1)
    strict = run(folder, "build", "--strict")
    published = (folder / "public").exists()
    built = run(folder, "build")
    shown = (folder / "public/es/index.html").read_text("utf-8")

    assert (1, False) == (strict.code, published)
    assert (1, True) == (built.code, "po.clash" in built.out + built.err)
    assert "Hello." in shown
    assert "Hola" not in shown
    assert "Buenas" not in shown
    site(folder, {ES: catalog({"Hello.": "Hola."})})
    assert 0 == run(folder, "build").code
    assert "Hola." in (folder / "public/es/index.html").read_text("utf-8")


def test_clash_whose_flag_was_cleared(tmp_path: Path) -> None:
    """Taking the fuzzy mark away is not a choice: the gate refuses the string, whatever of the marks is left."""
    for number, string in enumerate(
        ("#-#-#-#-#  ours  #-#-#-#-#\nHola", "#-#-#-#-#  ours  #-#-#-#-#  Hola", "Hola #-#-#-#-#")
    ):
        folder = site(
            tmp_path / str(number),
            {
                "i18n.toml": TOML,
                "content/index.md": "---\ntitle: Home\n---\n\nHello.\n",
                "templates/base.html": "<html><head></head><body>\n{{ page.body }}</body></html>\n",
                ES: catalog({"Hello.": string}),
            },
        )
        done = run(folder, "check")

        assert (1, 1) == (done.code, done.out.count("error: clashes.mark"))


def test_clash_is_resolved(tmp_path: Path) -> None:
    """The translator keeps one, the merge is committed, and another merge of the same branch has nothing to say."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    branches(folder, {ES: catalog({"Tea": "Té", "Milk": ""})}, {ES: catalog({"Tea": "Infusión", "Milk": ""})}, code=1)
    commit(folder, {ES: catalog({"Tea": "Té", "Milk": ""})}, "merge other")
    git(folder, "checkout", "-q", "other")
    commit(folder, {ES: catalog({"Tea": "Infusión", "Milk": "Leche"})})
    git(folder, "checkout", "-q", "main")
    git(folder, "merge", "other", "-m", "again")

    assert {"Tea": "Té", "Milk": "Leche"} == strings(folder)
    assert 0 == run(folder, "verify", "--history").code


OLD = LONG.format(first="Drink nothing", strings='""')
TRANSLATED = LONG.format(
    first="Drink nothing",
    strings='"No beba nada antes de salir de casa, y\\n"\n"espere a que le llamemos.\\n"\n"Venga con un amigo."\n',
)
CHANGED = LONG.format(first="Drink two glasses", strings='""')


def test_source_changed_below_a_translation(tmp_path: Path) -> None:
    """With the driver the new source has the new string, but fuzzy, with the source that it was made for."""
    folder = begin(tmp_path, catalog({"Tea": "Té"}, more=OLD + "\n"))
    branches(folder, {ES: catalog({"Tea": "Té"}, more=CHANGED + "\n")}, {ES: catalog({"Tea": "Té"}, more=TRANSLATED)})
    found = po.read((folder / ES).read_bytes(), ES)
    (entry,) = (message for key, message in found.messages.items() if key.id != "Tea")

    assert entry.key.id.startswith("Drink two glasses")
    assert entry.strings[0].startswith("No beba nada")
    assert entry.fuzzy
    assert entry.previous is not None
    assert entry.previous[0].id.startswith("Drink nothing")
    assert 0 == run(folder, "verify", "--history").code


PAGE = "---\ntitle: Home\n{}---\n\nDrink nothing for 2 hours.\n\nBring a friend.\n"


def work(folder: Path, *, front: str = "", author: str, translator: str) -> str:
    """A whole working day: on one branch the author edits a page and updates, on the other one the old text is
    translated; `author` and `translator` are the branches. What git says when `main` merges."""
    page = PAGE.format(front)
    begin(folder, "", name="notes.txt")
    commit(folder, {"content/index.md": page, ES: catalog({})})
    assert 0 == run(folder, "update").code
    commit(folder, {}, "update")
    git(folder, "checkout", "-q", "-b", "other")
    for branch in ("other", "main"):
        git(folder, "checkout", "-q", branch)
        if branch == author:
            site(folder, {"content/index.md": page.replace("2 hours", "6 hours")})
            assert 0 == run(folder, "update").code
        if branch == translator:
            text = (folder / ES).read_text("utf-8")
            new = text.replace('hours."\nmsgstr ""', 'hours."\nmsgstr "No beba nada durante 2 horas."')
            site(folder, {ES: new.replace('friend."\nmsgstr ""', 'friend."\nmsgstr "Venga con un amigo."')})
        commit(folder, {}, branch)
    return git(folder, "merge", "-m", "merge other", "other")


@pytest.mark.parametrize(("author", "translator"), [("main", "other"), ("other", "main")])
def test_author_and_translator(tmp_path: Path, author: str, translator: str) -> None:
    """Whichever side edits the source: after the merge the new source has the string as fuzzy, with the old source;
    the other string is finished; an update has nothing to add, and the history has no wrong pair."""
    work(tmp_path, author=author, translator=translator)
    found = merged(tmp_path)
    new = found["Drink nothing for 6 hours."]

    assert ("No beba nada durante 2 horas.", True) == (new.strings[0], new.fuzzy)
    assert new.previous == (MessageKey(None, "Drink nothing for 2 hours."), None)
    assert ("Venga con un amigo.", False) == (found["Bring a friend."].strings[0], found["Bring a friend."].fuzzy)
    assert 0 == run(tmp_path, "update", "--check").code
    assert 0 == run(tmp_path, "verify", "--history").code


@pytest.mark.parametrize(("author", "translator"), [("main", "other"), ("other", "main")])
def test_author_and_translator_of_critical_text(tmp_path: Path, author: str, translator: str) -> None:
    """Critical text gets the old source to read, and no string."""
    work(tmp_path, front="critical: dose\n", author=author, translator=translator)
    new = merged(tmp_path)["Drink nothing for 6 hours."]

    assert ("", False) == (new.strings[0], new.translated)
    assert new.previous == (MessageKey(None, "Drink nothing for 2 hours."), None)


def test_forty_messages_by_turns(tmp_path: Path) -> None:
    """40 neighbours, of which one branch translates the even and the other one the odd ones; both drop one, add one,
    note something and save with their own tool: no conflict, and nothing of either is missing."""
    texts = {f"Text {number}.": "" for number in range(40)}
    folder = begin(tmp_path, catalog(texts))
    even, odd = (
        {text: f"Texto {text}" if index % 2 == side else "" for index, text in enumerate(texts)} for side in (0, 1)
    )
    ours = catalog({text: string for text, string in even.items() if text != "Text 11."} | {"Milk": "Leche"})
    theirs = catalog({text: string for text, string in odd.items() if text != "Text 30."} | {"Salt": "Sal"})
    theirs = theirs.replace('\nmsgid "Text 5."', '\n# ask Ana\nmsgid "Text 5."').replace(
        'msgstr "Texto', 'msgstr ""\n"Texto'
    )
    branches(folder, {ES: ours}, {ES: theirs})

    expected = {text: f"Texto {text}" for text in texts if text not in ("Text 11.", "Text 30.")}
    assert expected | {"Milk": "Leche", "Salt": "Sal"} == strings(folder)
    assert "# ask Ana\n" == merged(folder)["Text 5."].comments


@pytest.mark.parametrize("how", ["rebase", "cherry-pick", "stash"])
def test_other_ways_of_merging(tmp_path: Path, how: str) -> None:
    """A rebase, a picked commit and a stash go through the driver too."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    git(folder, "checkout", "-q", "-b", "other")
    commit(folder, {ES: catalog({"Tea": "", "Milk": "Leche"})}, "theirs")
    git(folder, "checkout", "-q", "main")
    if how == "stash":
        site(folder, {ES: catalog({"Tea": "Té", "Milk": ""})})
        git(folder, "stash")
        git(folder, "merge", "-q", "--ff-only", "other")
        git(folder, "stash", "pop")
    else:
        commit(folder, {ES: catalog({"Tea": "Té", "Milk": ""})}, "ours")
        git(folder, how, "other")

    assert {"Tea": "Té", "Milk": "Leche"} == strings(folder)


def paired(folder: Path) -> Path:
    """The same merge without the driver: git pairs them without a word."""
    begin(folder, catalog({"Tea": "Té"}, more=OLD + "\n"), driver=False)
    branches(folder, {ES: catalog({"Tea": "Té"}, more=CHANGED + "\n")}, {ES: catalog({"Tea": "Té"}, more=TRANSLATED)})
    return folder


def test_history_has_a_wrong_pair(tmp_path: Path) -> None:
    """What git paired silently is found afterwards, with file and line, the merge, and what the string was made for."""
    folder = paired(tmp_path)
    done = run(folder, "verify", "--history")
    head = git(folder, "rev-parse", "HEAD")[:12]

    assert 1 == done.code
    assert f"{ES}:12: error: history.paired: the string was made for 'Drink nothing" in done.out
    assert f"the merge {head} of " in done.out
    assert "2 finished strings, 1 merge of catalogs: 1 found" in done.out


def test_wrong_pair_that_was_moved_since(tmp_path: Path) -> None:
    """Later commits, also one that renames the folder, do not hide it; other languages are not to blame."""
    folder = paired(tmp_path)
    git(folder, "mv", "locales", "po")
    commit(folder, {"i18n.toml": '[site]\nlocales = ["es", "fr"]\n[folders]\nlocales = "po"\n'})
    commit(folder, {ES.replace("locales", "po").replace("es", "fr", 1): catalog({"Tea": "Thé"}, language="fr")})

    assert "po/es/LC_MESSAGES/site.po:12: error: history.paired" in run(folder, "verify", "--history").out
    assert 0 == run(folder, "verify", "--history", "fr").code


@pytest.mark.parametrize("how", ["record", "correct", "fuzzy"])
def test_wrong_pair_is_settled(tmp_path: Path, how: str) -> None:
    """By a record of a person who looked at the pair, by another string, or by the fuzzy mark."""
    folder = paired(tmp_path)
    text = (folder / ES).read_text("utf-8")
    if how == "record":
        (message,) = (one for one in merged(folder).values() if one.key.id != "Tea")
        pair = {"src": ledger.source_hash(message.key, None), "tgt": ledger.target_hash(message.strings)}
        line = {"v": 1, "locale": "es", **pair, "act": "translated", "by": "maria", "at": "2026-11-22T12:00:00Z"}
        site(folder, {LEDGER: str(line).replace("'", '"') + "\n"})
    else:
        new = text.replace("No beba nada", "Beba dos vasos")
        site(folder, {ES: new if how == "correct" else text.replace('msgid ""\n"Drink', '#, fuzzy\nmsgid ""\n"Drink')})

    assert 0 == run(folder, "verify", "--history").code


def test_merge_that_is_not_committed(tmp_path: Path) -> None:
    """It can be looked at before it is committed."""
    folder = begin(tmp_path, catalog({"Tea": "Té"}, more=OLD + "\n"), driver=False)
    git(folder, "checkout", "-q", "-b", "other")
    commit(folder, {ES: catalog({"Tea": "Té"}, more=TRANSLATED)})
    git(folder, "checkout", "-q", "main")
    commit(folder, {ES: catalog({"Tea": "Té"}, more=CHANGED + "\n")})
    git(folder, "merge", "--no-commit", "other")
    done = run(folder, "verify", "--history")

    assert (1, True) == (done.code, "the merge that is going on put it below" in done.out)


def test_string_that_came_to_be_in_a_merge(tmp_path: Path) -> None:
    """Two halves of a string from two branches, or a third one that somebody wrote: a warning."""
    folder = begin(tmp_path, catalog({"Tea": "Té"}, more=TRANSLATED), driver=False)
    ours, theirs = TRANSLATED.replace("No beba nada", "Beba nada"), TRANSLATED.replace("un amigo", "una amiga")
    branches(folder, {ES: catalog({"Tea": "Té"}, more=ours)}, {ES: catalog({"Tea": "Té"}, more=theirs)})
    done = run(folder, "verify", "--history")

    assert (0, True) == (done.code, f"{ES}:12: warning: history.merged: no branch has this string" in done.out)


def test_pairs_that_stood_together_before(tmp_path: Path) -> None:
    """A pair that a branch changed and the merge brought back, and one from another catalog, are no finding."""
    folder = begin(tmp_path, catalog({"Tea": "Té", "Milk": "Leche", "Salt": ""}), driver=False)
    ours = {ES: catalog({"Tea": "Te", "Milk": "Leche", "Salt": ""})}
    theirs = {ES: catalog({"Tea": "Infusión", "Milk": "Leche", "Salt": ""})}
    branches(folder, ours, theirs | {"old/more.po": catalog({"Salt": "Sal"})}, code=1)
    commit(folder, {ES: catalog({"Tea": "Té", "Milk": "Leche", "Salt": "Sal"})}, "merge other")

    assert Ran(0, "3 finished strings, 1 merge of catalogs: nothing found\n", "") == command(
        ["verify", "--history"], folder
    )


def test_broken_versions_in_the_history(tmp_path: Path) -> None:
    """A version with markers that somebody committed hides nothing of the others."""
    folder = begin(tmp_path, catalog({"Tea": "Té"}, more=OLD + "\n"), driver=False)
    broken = catalog({"Tea": "Té"}, more=CHANGED + '\n\n<<<<<<< HEAD\n\nmsgid "a\nmsgstr ""\n')
    branches(folder, {ES: broken}, {ES: catalog({"Tea": "Té"}, more=TRANSLATED)}, code=1)
    commit(folder, {ES: catalog({"Tea": "Té"}, more=TRANSLATED.replace("Drink nothing", "Drink two glasses"))})

    assert 1 == run(folder, "verify", "--history").code


def test_verify_of_a_shallow_clone(tmp_path: Path) -> None:
    """Nothing can be said of merges that are not there."""
    paired(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/whole", "clone")
    done = run(tmp_path / "clone", "verify", "--history")

    assert (2, True) == (done.code, "git fetch --unshallow" in done.err)


def test_verify_what(tmp_path: Path) -> None:
    """The command wants to be told; a repository without a commit has no history."""
    site(tmp_path, {"i18n.toml": TOML, ES: catalog({"Tea": "Té"})})
    git(tmp_path, "init", "-q")

    assert "Say what to verify: --history" in run(tmp_path, "verify").err
    assert "1 finished strings, 0 merges of catalogs: nothing found\n" == run(tmp_path, "verify", "--history").out


def test_additions_at_the_same_place(tmp_path: Path) -> None:
    """Both sides append: git alone stops; the driver keeps all, ours first, with the bytes of who wrote it."""
    ours, theirs = 'msgid "Milk"\nmsgstr "Leche"\n', '# a note\nmsgid "Salt"\nmsgstr ""\n"S"\n"al"\n'
    sides = [{ES: catalog({"Tea": "Té"}, more=more)} for more in (ours, theirs)]
    for driver, code in ((True, 0), (False, 1)):
        folder = begin(tmp_path / str(code), catalog({"Tea": "Té"}), driver=driver)
        branches(folder, *sides, code=code)

    assert catalog({"Tea": "Té"}, more=f"{ours}\n{theirs}") == (tmp_path / "0" / ES).read_text("utf-8")


def test_added_file(tmp_path: Path) -> None:
    """Both branches begin the language: there is no base."""
    folder = begin(tmp_path, catalog({"Tea": "Té"}))
    path = "locales/fr/LC_MESSAGES/site.po"
    ours, theirs = catalog({"Tea": "Thé", "Milk": ""}), catalog({"Tea": "", "Milk": "Lait"})
    branches(folder, {path: ours}, {path: theirs})

    assert {"Tea": "Thé", "Milk": "Lait"} == {id: one.strings[0] for id, one in merged(folder, path).items()}


def test_renamed_folder(tmp_path: Path) -> None:
    """One branch renames the folder and the setting, the other translates."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    git(folder, "checkout", "-q", "-b", "other")
    commit(folder, {ES: catalog({"Tea": "", "Milk": "Leche"})})
    git(folder, "checkout", "-q", "main")
    git(folder, "mv", "locales", "po")
    commit(
        folder, {"i18n.toml": TOML + '[folders]\nlocales = "po"\n', f"po{ES[7:]}": catalog({"Tea": "Té", "Milk": ""})}
    )
    assert 0 == run(folder, "git-setup", "-q").code
    commit(folder, {})
    git(folder, "merge", "other", "-m", "merge")

    assert {"Tea": "Té", "Milk": "Leche"} == {id: one.strings[0] for id, one in merged(folder, f"po{ES[7:]}").items()}


def test_header_dates(tmp_path: Path) -> None:
    """Two editors, two dates, two generators: the later one's, and no conflict."""
    text = catalog({"Tea": "Té"})
    fields = '"PO-Revision-Date: 2026-11-{}+0000\\n"\n"X-Generator: {}\\n"\n"MIME'
    folder = begin(tmp_path, text.replace('"MIME', fields.format("01 10:00", "vi")))
    ours, theirs = (
        text.replace('"MIME', fields.format(*one)) for one in (("03 10:00", "Poedit"), ("02 10:00", "Emacs"))
    )
    branches(folder, {ES: ours}, {ES: theirs})

    assert ours == (folder / ES).read_text("utf-8")


def test_obsolete(tmp_path: Path) -> None:
    """What one side translates anew while the other one makes it obsolete is obsolete with the new string."""
    folder = begin(tmp_path, catalog({"Tea": "Te", "Milk": "Leche"}))
    ours = catalog({"Milk": "Leche"}, more='#~ msgid "Tea"\n#~ msgstr "Te"\n')
    branches(folder, {ES: ours}, {ES: catalog({"Tea": "Té", "Milk": "Leche"})})

    assert catalog({"Milk": "Leche"}, more='#~ msgid "Tea"\n#~ msgstr "Té"\n') == (folder / ES).read_text("utf-8")


def test_line_endings(tmp_path: Path) -> None:
    """A file with CRLF keeps it, also in what comes from the other side."""

    def crlf(text: str) -> str:
        return text.replace("\n", "\r\n")

    folder = begin(tmp_path, crlf(catalog({"Tea": "", "Milk": ""})))
    ours = crlf(catalog({"Tea": "Té", "Milk": ""}))
    branches(folder, {ES: ours}, {ES: catalog({"Tea": "", "Milk": "Leche", "Salt": "Sal"})})

    assert crlf(catalog({"Tea": "Té", "Milk": "Leche", "Salt": "Sal"})) == (folder / ES).read_bytes().decode()


def test_broken_side(tmp_path: Path) -> None:
    """A side that cannot be read: git's own markers, a conflict, and every line of both sides is there."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}))
    theirs = catalog({"Tea": "Infusión", "Milk": ""}).replace('"Infusión"', '"Infusión')
    said = branches(folder, {ES: catalog({"Tea": "Té", "Milk": ""})}, {ES: theirs}, code=1)
    text = (folder / ES).read_text("utf-8")

    assert f"UU {ES}\n" == git(folder, "status", "--porcelain")
    assert f"{ES} (theirs):10" in said
    assert '<<<<<<< ours\nmsgstr "Té"\n' in text
    assert 'msgstr "Infusión\n>>>>>>> theirs\n' in text
    assert "po.conflict" in run(folder, "check").out


def test_broken_side_that_would_merge(tmp_path: Path) -> None:
    """Also where the lines do not touch each other, git is told that it is a conflict."""
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": "", "Salt": ""}))
    theirs = catalog({"Tea": "", "Milk": "", "Salt": "Sal"}).removesuffix('"\n') + "\n"
    branches(folder, {ES: catalog({"Tea": "Té", "Milk": "", "Salt": ""})}, {ES: theirs}, code=1)

    assert f"UU {ES}\n" == git(folder, "status", "--porcelain")
    assert "<<<<<<<" not in (folder / ES).read_text("utf-8")


def test_side_that_is_no_text(tmp_path: Path) -> None:
    """What not even git can merge by lines stays a conflict, with our side in the file."""
    folder = begin(tmp_path, catalog({"Tea": ""}))
    ours = catalog({"Tea": "Té"})
    branches(folder, {ES: ours}, {ES: "a\0b"}, code=1)

    assert (f"UU {ES}\n", ours) == (git(folder, "status", "--porcelain"), (folder / ES).read_text("utf-8"))


def test_template_catalog(tmp_path: Path) -> None:
    """New messages of both sides; what one removed is gone."""
    path = "locales/site.pot"
    folder = begin(tmp_path, catalog({"Tea": ""}))
    commit(folder, {path: catalog({"Tea": "", "Milk": ""}, language="")})
    ours, theirs = (
        catalog({"Tea": "", "Salt": ""}, language=""),
        catalog({"Tea": "", "Milk": "", "Rice": ""}, language=""),
    )
    branches(folder, {path: ours}, {path: theirs})

    assert ["Tea", "Salt", "Rice"] == list(merged(folder, path)) or ["Tea", "Rice", "Salt"] == list(
        merged(folder, path)
    )


def test_ledgers(tmp_path: Path) -> None:
    """The records of both sides stay, also where the last line had no newline."""

    def record(number: int) -> str:
        hashes = f'"src": "s1:{number:064}", "tgt": "s1:{number:064}"'
        return f'{{"v": 1, "locale": "es", {hashes}, "act": "translated", "by": "maria", "at": "2026-11-22T12:00:00Z"}}'

    folder = begin(tmp_path, catalog({"Tea": ""}))
    commit(folder, {LEDGER: record(1) + "\n"})
    branches(folder, {LEDGER: f"{record(1)}\n{record(2)}"}, {LEDGER: f"{record(1)}\n{record(3)}\n{record(4)}"})
    found = ledger.read((folder / LEDGER).read_bytes(), LEDGER, locale="es")

    assert {f"s1:{number:064}" for number in (1, 2, 3, 4)} == {src for src, _ in found.records}


def test_hostile_names(tmp_path: Path) -> None:
    """A file's name is never read as an option, a pattern or a command."""
    name = "locales/es/LC_MESSAGES/--x $(touch ran);'\" *.po"
    folder = begin(tmp_path, catalog({"Tea": "", "Milk": ""}), name=name)
    branches(folder, {name: catalog({"Tea": "Té", "Milk": ""})}, {name: catalog({"Tea": "", "Milk": "Leche"})})

    assert {"Tea": "Té", "Milk": "Leche"} == {id: one.strings[0] for id, one in merged(folder, name).items()}
    assert Ran(0, "2 finished strings, 1 merge of catalogs: nothing found\n", "") == command(
        ["verify", "--history"], folder
    )
    assert not (folder / "ran").exists()


def test_driver_by_hand(tmp_path: Path) -> None:
    """The driver's own exit codes: merged, something to resolve, nothing written."""
    site(tmp_path, {"o.po": catalog({"Tea": ""}), "a.po": catalog({"Tea": "Té"}), "b.po": catalog({"Tea": "Infusión"})})
    shutil.copy(tmp_path / "a.po", tmp_path / "c.po")

    assert Ran(0, "", "") == command(["merge-driver", "o.po", "a.po", "c.po"], tmp_path)
    assert 10 == command(["merge-driver", "o.po", "a.po", "b.po", "7", "site.po"], tmp_path).code
    assert 2 == command(["merge-driver", "o.po", "a.po", "gone.po"], tmp_path).code


def test_what_git_does_not_have(tmp_path: Path) -> None:
    """A version that is missing, and what git refuses, are said in git's words."""
    folder = begin(tmp_path, catalog({"Tea": "Té"}), driver=False)
    repository = history.repository(folder)
    with history.Contents(repository) as contents, pytest.raises(DiskError, match="git has no file"):
        contents.read("0" * 40)
    with pytest.raises(DiskError, match="git ls-tree: fatal"):
        repository.files("nothing", ".po")
    (folder / ".git" / "config").write_text("[", "utf-8")
    with pytest.raises(UsageError, match="git cannot be asked here"):
        history.repository(folder)
    assert MessageKey(None, "Tea") in po.read((folder / ES).read_bytes(), ES).messages
