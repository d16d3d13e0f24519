"""Every verb as its users meet it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import i18n
from i18n.cli import main
from tests.helpers import ROOT, catalog, command, environment_of, run, site, tree

VERBS = (
    *("new", "extract", "update", "add", "align", "status", "check", "audit", "build", "export", "import", "record"),
    *("review", "approve", "reject", "revoke", "waive", "approvals", "git-setup", "verify", "serve"),
)
ES = "locales/es/LC_MESSAGES/site.po"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """What `i18n new` makes."""
    assert 0 == CliRunner().invoke(main, ["new", str(tmp_path / "demo"), "-q"]).exit_code
    return tmp_path / "demo"


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


# Help


def test_verbs_in_order() -> None:
    """The help names every verb, in the order in which a site meets them."""
    text = CliRunner().invoke(main, ["--help"]).output

    assert list(VERBS) == re.findall(r"^  ([\w-]+)  +[A-Z]", text.partition("Commands:")[2], re.MULTILINE)
    assert "i18n new demo" in text


@pytest.mark.parametrize("verb", VERBS)
def test_help(verb: str) -> None:
    """The help of every verb has an example, and says what each option is for."""
    text = CliRunner().invoke(main, [verb, "--help"]).output

    assert f"Example:\n    i18n {verb}" in text
    assert [] == re.findall(r"^  -.*\S$(?=\n  -|\n*\Z)", re.sub(r"(?m)^  (-.*?)  +\S.*$", "", text), re.MULTILINE)


def test_version() -> None:
    """The version is the package's own."""
    assert f"dragoman, version {i18n.__version__}\n" == CliRunner().invoke(main, ["--version"]).output


def test_module() -> None:
    """`python -m i18n` is the command."""
    assert command(["--version"], ROOT).out.startswith("dragoman, version ")


def test_help_is_fast() -> None:
    """Help loads no Markdown parser, no template engine, no catalog reader."""
    code = "import sys; from i18n.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment_of(), capture_output=True, text=True)

    assert set() == {"babel", "jinja2", "msgspec", "polib", "pyromark", "watchfiles", "yaml"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["buld"], "No such command 'buld'. Did you mean 'build'?"),
        (["build", "--job", "2"], "Did you mean '--jobs'?"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'json', 'github'"),
        (["status", "--fail-under", "101"], "101"),
        (["build", "ess"], "'ess' is not a language of this site (es); did you mean 'es'?"),
        (["build", "fr"], "'fr' is not a language of this site (es); run `i18n add fr` to begin it"),
        (["build", "???"], "'???' is not a language tag"),
        (["add", "qqq"], "qqq"),
        (["add", "en"], "en is the language of the source texts; it has no catalog"),
        (["add", "es"], "locales/es/LC_MESSAGES/site.po is already there; run `i18n update es`"),
        (["record", "es", "--origin", "human"], "Missing option '--by'"),
        (["record", "es", "--origin", "angel", "--by", "x"], "'angel' is not one of 'human', 'machine', 'tm'"),
        (["build", "-C", "nowhere"], "nowhere: there is no such folder; name the site's folder with -C"),
    ],
)
def test_wrong_usage(demo: Path, arguments: list[str], expected: str) -> None:
    """What was called wrongly is said with what was meant, in one line; exit code 2 and nothing written."""
    before = tree(demo)
    done = command(arguments, demo)

    assert 2 == done.code
    assert "" == done.out
    assert expected in done.err
    assert "Traceback" not in done.err
    assert before == tree(demo)


# new


def test_new(tmp_path: Path) -> None:
    """A new site builds without a finding, in two languages, and says what to do next."""
    made = command(["new", "demo"], tmp_path)
    built = command(["build", "-C", "demo"], tmp_path)

    assert (0, "") == (made.code, made.err)
    assert "i18n build -C demo" in made.out
    assert (0, "") == (built.code, built.err)
    assert {"404.html", "about/index.html", "index.html"} == tree(tmp_path / "demo/public/es").keys()


def test_new_is_up_to_date(demo: Path) -> None:
    """The new site's catalog is what `update` would write."""
    assert 0 == run(demo, "update", "--check").code


def test_new_over_something(demo: Path) -> None:
    """A folder with something in it is left alone; an empty one is filled."""
    before = tree(demo)
    again = CliRunner().invoke(main, ["new", str(demo)])

    assert (2, True) == (again.exit_code, "not empty" in again.stderr)
    assert before == tree(demo)

    (demo.parent / "empty").mkdir()
    assert 0 == CliRunner().invoke(main, ["new", str(demo.parent / "empty")]).exit_code


def test_new_below_a_file(tmp_path: Path) -> None:
    """Where no folder can be made the error names it."""
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["new", str(tmp_path / "file/demo")])

    expected = f"error: {tmp_path}/file/demo: cannot make the folder: not a directory\n"
    assert (2, expected) == (done.exit_code, done.stderr)


# extract and update


def test_extract(demo: Path) -> None:
    """The template catalog is written once."""
    first, second = run(demo, "extract"), run(demo, "extract")

    assert re.fullmatch(r"locales/site\.pot: \d+ messages\n", first.out)
    assert first.out.replace("\n", ", unchanged\n") == second.out
    assert 'msgid "How it works"' in (demo / "locales/site.pot").read_text(encoding="utf-8")


def test_update_check(demo: Path) -> None:
    """`--check` and `--dry-run` write nothing; `--check` alone ends with 1 where something would change."""
    replace(demo, "content/about.md", "How it works", "How all this works")
    before = tree(demo)

    assert 1 == run(demo, "update", "--check").code
    assert 0 == run(demo, "update", "--dry-run").code
    assert before == tree(demo)
    assert run(demo, "update", "--dry-run").out == run(demo, "update").out
    assert 0 == run(demo, "update", "--check").code


def test_update_one_of_two(demo: Path) -> None:
    """Only the catalogs that are named are brought up to date, however they are spelled."""
    run(demo, "add", "pt_BR")
    replace(demo, "i18n.toml", '["es"]', '["es", "pt-BR"]')
    replace(demo, "content/about.md", "How it works", "How all this works")
    spanish = (demo / ES).read_bytes()

    assert 0 == run(demo, "update", "pt_br").code
    assert spanish == (demo / ES).read_bytes()
    assert "How all this works" in (demo / "locales/pt_BR/LC_MESSAGES/site.po").read_text(encoding="utf-8")


def test_update_refuses_what_it_cannot_read(demo: Path) -> None:
    """A catalog that cannot be read whole is not touched, and neither is any other."""
    run(demo, "add", "fr")
    replace(demo, "i18n.toml", '["es"]', '["es", "fr"]')
    with (demo / ES).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "half\n')
    replace(demo, "content/about.md", "How it works", "How all this works")
    before = tree(demo)

    done = run(demo, "update")

    assert 2 == done.code
    assert re.match(rf"{ES}:\d+:\d+: error: po\.syntax: ", done.err)
    assert before == tree(demo)


def test_update_without_languages(tmp_path: Path) -> None:
    """Without a language it says how to begin one."""
    folder = site(tmp_path, {"content/index.md": "# Hi\n"})

    assert "i18n add es" in run(folder, "update").out
    assert "i18n add es" in run(folder, "status").out


# add


@pytest.mark.parametrize(
    ("tag", "folder", "plurals", "name"),
    [
        ("pt_BR", "pt_BR", "nplurals=2; plural=n > 1;", "português (Brasil)"),
        ("pt-br", "pt_BR", "nplurals=2; plural=n > 1;", "português (Brasil)"),
        ("zh_TW", "zh_Hant", "nplurals=1; plural=0;", "繁體中文"),
        ("ar", "ar", "nplurals=6; ", "العربية"),
    ],
)
def test_add(demo: Path, tag: str, folder: str, plurals: str, name: str) -> None:
    """A language begins with the right folder, header and plural forms, and says what is left to do."""
    done = run(demo, "add", tag)
    path = demo / f"locales/{folder}/LC_MESSAGES/site.po"
    text = path.read_text(encoding="utf-8")

    assert (0, "") == (done.code, done.err)
    assert name in done.out
    assert f"Add {folder.replace('_', '-')!r} to `locales` in [site] of i18n.toml" in done.out
    assert f"Language: {folder}" in text
    assert f"Plural-Forms: {plurals}" in text
    assert 0 == subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(path)]).returncode


def test_add_what_cldr_lacks(demo: Path) -> None:
    """A language that CLDR does not know is begun once the configuration gives its name and plural forms."""
    done = run(demo, "add", "hmn")

    assert 2 == done.code
    assert "[languages.hmn]" in done.err

    with (demo / "i18n.toml").open("a") as file:
        file.write('\n[languages.hmn]\nname = "Hmoob"\nplurals = "nplurals=1; plural=0;"\n')
    replace(demo, "i18n.toml", '["es"]', '["es", "hmn"]')

    assert 0 == run(demo, "add", "hmn").code
    assert 0 == run(demo, "build", "-q").code
    page = (demo / "public/hmn/index.html").read_text(encoding="utf-8")
    assert '<html lang="hmn" dir="ltr">' in page
    assert ">Hmoob</a>" in page


# status


def test_status(demo: Path) -> None:
    """A table with a row for each language, and for each page with --pages."""
    plain, pages = run(demo, "status").out, run(demo, "status", "--pages").out

    assert re.search(r"^es +español +\d+ % +0 +\d+ ", plain, re.MULTILINE)
    assert "content/about.md" not in plain
    assert re.search(r"^ +content/about\.md +\d+ % ", pages, re.MULTILINE)


def test_status_json(demo: Path) -> None:
    """A list with an object for each language; the numbers add up."""
    replace(demo, ES, 'msgid "How it works"', '#, fuzzy\nmsgid "How it works"')
    (found,) = json.loads(run(demo, "status", "--format", "json").out)

    assert "es" == found["locale"]
    assert {"locale", "total", "translated", "fuzzy", "untranslated", "pages"} <= found.keys()
    assert 1 == found["fuzzy"]
    assert found["total"] == found["translated"] + found["fuzzy"] + found["untranslated"]
    assert ["content/about.md", "content/index.md"] == [page["path"] for page in found["pages"]]
    assert [True, True] == [page["total"] == page["shown"] + page["fallback"] for page in found["pages"]]


def test_status_of_a_title(demo: Path) -> None:
    """A fuzzy title is a fuzzy message of its page."""
    site(demo, {"content/later.md": "---\ntitle: Later\n---\n\nNot yet.\n"})
    assert 0 == run(demo, "update", "-q").code
    replace(demo, ES, 'msgid "Later"\nmsgstr ""', '#, fuzzy\nmsgid "Later"\nmsgstr "Luego"')
    pages = json.loads(run(demo, "status", "--format", "json").out)[0]["pages"]

    assert [1] == [page["fuzzy"] for page in pages if page["path"] == "content/later.md"]


def test_status_fail_under(demo: Path) -> None:
    """A language below the share ends with 1."""
    found = json.loads(run(demo, "status", "--format", "json").out)[0]
    share = 100 * found["translated"] / found["total"]

    assert 0 == run(demo, "status", "--fail-under", f"{share:.6f}"[:-1]).code
    assert 1 == run(demo, "status", "--fail-under", str(share + 0.1)).code


# check


def test_check_finds_nothing(demo: Path) -> None:
    """A good site has no finding."""
    done = run(demo, "check")

    assert (0, "") == (done.code, done.err)
    assert "nothing found" in done.out
    assert "" == run(demo, "check", "-q").out


def test_check_knows_drafts(demo: Path) -> None:
    """The messages of a page that is not published yet are not called unknown."""
    site(demo, {"content/later.md": "---\ntitle: Later\ndraft: true\n---\n\nNot yet.\n"})

    assert 0 == run(demo, "update", "-q").code
    assert "po.unknown" not in run(demo, "check").out


def spoilt(demo: Path) -> Path:
    """A string with a wrong address."""
    replace(demo, ES, "[Vea cómo funciona](about.md)", "[Vea cómo funciona](https://evil.example)")
    return demo


def test_check_text(demo: Path) -> None:
    """A finding begins with file and line, and names the place in the source below."""
    done = run(spoilt(demo), "check")
    place, source = done.out.splitlines()[:2]

    assert 1 == done.code
    line = int(re.match(rf"{ES}:(\d+): error: [a-z]+\.[a-z-]+: ", place)[1])  # type: ignore[index]
    assert "msgid" in (demo / ES).read_text(encoding="utf-8").splitlines()[line - 1]
    assert re.fullmatch(r"    content/index\.md:\d+", source)


def test_check_json(demo: Path) -> None:
    """One object with findings and a summary; every field is there."""
    done = run(spoilt(demo), "check", "--format", "json")
    found = json.loads(done.out)
    finding = found["findings"][0]

    assert 1 == done.code
    assert {"findings", "summary"} == found.keys()
    assert ["check", "severity", "message", "locale", "file", "line", "msgctxt", "msgid", "source"] == list(finding)
    assert ("error", "es", ES, None) == (
        finding["severity"],
        finding["locale"],
        finding["file"],
        finding["msgctxt"],
    )
    assert finding["msgid"].startswith("This page is written once.")
    assert re.fullmatch(r"content/index\.md:\d+", finding["source"])
    assert ["es"] == found["summary"]["locales"]
    assert len(found["findings"]) == found["summary"]["errors"] + found["summary"]["warnings"]


def test_check_github(demo: Path) -> None:
    """Findings as workflow commands, and nothing else."""
    done = run(spoilt(demo), "check", "--format", "github")

    assert 1 == done.code
    for line in done.out.splitlines():
        assert re.fullmatch(
            r"::(error|warning|notice) file=locales/es/LC_MESSAGES/site\.po,line=\d+,title=[a-z.-]+::.+", line
        )


def test_check_one_language(demo: Path) -> None:
    """Only what is asked for is looked at."""
    run(demo, "add", "fr")
    replace(demo, "i18n.toml", '["es"]', '["es", "fr"]')

    assert 0 == run(spoilt(demo), "check", "fr").code
    assert 1 == run(demo, "check", "es").code


# build


def test_build(demo: Path) -> None:
    """A build says what it made and where; the next one that it was up to date."""
    first, second = run(demo, "build"), run(demo, "build")

    assert (0, 0) == (first.code, second.code)
    assert re.search(r"^es +español +2 +\d+ %", first.out, re.MULTILINE)
    assert "public/ is published" in first.out
    assert "public/ was up to date" in second.out


def test_build_one_that_is_up_to_date(demo: Path) -> None:
    """Where nothing changed, there is nothing to do for one language either."""
    assert 0 == run(demo, "build", "-q").code

    assert "public/ was up to date" in run(demo, "build", "es").out


def test_build_with_findings(demo: Path) -> None:
    """What is bad falls back, the site is published, and the exit code is 1."""
    done = run(spoilt(demo), "build")

    assert 1 == done.code
    assert re.match(rf"{ES}:\d+: error: ", done.err)
    assert "public/ is published" in done.out
    assert "evil.example" not in (demo / "public/es/index.html").read_text(encoding="utf-8")


def test_build_elsewhere(demo: Path, tmp_path: Path) -> None:
    """`--output` names another place, below the site's folder or anywhere."""
    assert 0 == run(demo, "build", "-q", "--output", "build/site").code
    assert 0 == run(demo, "build", "-q", "--output", str(tmp_path / "www")).code
    assert tree(demo / "build/site") == tree(tmp_path / "www")
    assert not (demo / "public").exists()


def test_build_drafts(demo: Path) -> None:
    """Drafts go to `drafts`, show what is not approved, and say on every page that they are drafts."""
    replace(demo, ES, 'msgid "How it works"', '#, fuzzy\nmsgid "How it works"')
    assert 0 == run(demo, "build", "-q", "--drafts").code
    pages = {name: page.decode() for name, page in tree(demo / "drafts").items() if name.endswith("/index.html")}

    assert not (demo / "public").exists()
    assert "Cómo funciona" in pages["es/about/index.html"]
    assert set() == {name for name, page in pages.items() if 'class="i18n-draft"' not in page or "noindex" not in page}
    assert "Disallow: /\n" in (demo / "drafts/robots.txt").read_text()


@pytest.mark.parametrize(("tag", "direction"), [("en-XA", "ltr"), ("ar-XB", "rtl")])
def test_build_pseudo(demo: Path, tag: str, direction: str) -> None:
    """A pseudo-locale is a draft edition with the right direction, in which every text is marked."""
    assert 0 == run(demo, "build", "-q", tag).code
    page = (demo / f"drafts/{tag}/index.html").read_text(encoding="utf-8")

    assert f'<html lang="{tag}" dir="{direction}">' in page
    assert "This page is written once" not in page
    assert not (demo / "public").exists()


# record


def test_record(demo: Path) -> None:
    """Records are written once for a pair; who asks again adds none."""
    first = run(demo, "record", "es", "--origin", "human", "--by", "maria")
    second = run(demo, "record", "es", "--origin", "human", "--by", "maria")
    records = [json.loads(line) for line in (demo / "locales/es/reviews.jsonl").read_text().splitlines()]

    assert (0, 0) == (first.code, second.code)
    assert f"locales/es/reviews.jsonl: {len(records)} new records\n" == first.out
    assert "locales/es/reviews.jsonl: 0 new records\n" == second.out
    assert {("es", "site", "translated", "human", "maria")} == {
        tuple(record[name] for name in ("locale", "domain", "act", "origin", "by")) for record in records
    }


def test_record_some(demo: Path) -> None:
    """Only the messages that are named."""
    done = run(
        demo, "record", "es", "--origin", "machine", "--by", "engine", "--engine", "x 1", "--message", "How it works"
    )
    (record,) = [json.loads(line) for line in (demo / "locales/es/reviews.jsonl").read_text().splitlines()]

    assert "locales/es/reviews.jsonl: 1 new record\n" == done.out
    assert ("machine", "machine", "x 1") == (record["act"], record["origin"], record["engine"])


def test_record_unknown(demo: Path) -> None:
    """A message that is not there, or has no finished string, is an error, and nothing is written."""
    done = run(demo, "record", "es", "--origin", "human", "--by", "maria", "--message", "How it work")

    assert (2, "error: no finished string for 'How it work' in es; is it fuzzy, empty or spelled another way?\n") == (
        done.code,
        done.err,
    )
    assert not (demo / "locales/es/reviews.jsonl").exists()


def test_recorded_machine_text_is_announced(demo: Path) -> None:
    """A page with machine text says so, in its own language."""
    run(demo, "record", "es", "--origin", "machine", "--by", "engine")
    run(demo, "build", "-q")
    page = (demo / "public/es/index.html").read_text(encoding="utf-8")

    assert 'data-review-status="machine"' in page
    assert "i18n-notice-machine" in page


# What all have in common


def test_quiet(demo: Path) -> None:
    """-q prints findings and errors alone."""
    for verb in (["extract"], ["update"], ["check"], ["build"], ["add", "fr"]):
        assert "" == run(demo, *verb, "-q").out


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_in_pipes(demo: Path, environment: dict[str, str]) -> None:
    """What goes into a pipe has no colour and no bar."""
    spoilt(demo)
    for arguments in (["check"], ["build"]):
        done = command(arguments, demo, **environment)

        assert "\x1b" not in done.out + done.err
        assert "\r" not in done.out + done.err


def on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """What a command prints on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "i18n", *arguments],
        cwd=folder,
        env=environment_of(TERM="xterm", **environment),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    found = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        found += piece
    os.close(ours)
    process.wait()
    return found.decode()


def test_colour_on_a_terminal(demo: Path) -> None:
    """A terminal gets colours, unless NO_COLOR is set."""
    spoilt(demo)

    assert "\x1b[31merror\x1b[0m" in on_a_terminal(["check"], demo)
    assert "\x1b" not in on_a_terminal(["check"], demo, NO_COLOR="1")


def test_terminal_escapes(demo: Path) -> None:
    """A string cannot speak to the terminal: control characters are written out (S-22)."""
    replace(demo, ES, "Cómo funciona", "Cómo\x1b]0;mine\x07 \u202efunciona")
    text = on_a_terminal(["check"], demo) + on_a_terminal(["build"], demo)

    assert "\x1b]0" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


def test_unexpected_error(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the program itself is one line; with -v its traceback is shown."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("i18n.pipeline.status", fail)

    done = run(demo, "status")
    assert (2, "") == (done.code, done.out)
    assert "error: the program failed: RuntimeError: boom; run it with -v and report what it prints\n" == done.err
    with pytest.raises(RuntimeError, match="boom"):
        run(demo, "status", "-v")


def test_interrupted(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses Ctrl+C is told that nothing was published."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("i18n.pipeline.build", interrupt)

    done = run(demo, "build")
    assert (2, "\ninterrupted; every file is whole, as it was or as it was to become\n") == (done.code, done.err)


# Without configuration


def test_zero_configuration(tmp_path: Path) -> None:
    """Pages and one catalog, whatever its name, are a site."""
    spanish = catalog({"Hi": "Hola", "A page.": "Una página."})
    folder = site(tmp_path, {"content/index.md": "# Hi\n\nA page.\n", "locales/es/LC_MESSAGES/messages.po": spanish})

    assert 0 == run(folder, "build").code
    assert "Una página." in (folder / "public/es/index.html").read_text(encoding="utf-8")
    assert "A page." in (folder / "public/en/index.html").read_text(encoding="utf-8")
    assert 0 == run(folder, "check").code
    assert 0 == run(folder, "update").code
    assert {"messages.pot", "es/LC_MESSAGES/messages.po"} == tree(folder / "locales").keys()
    assert 100 == 100 * json.loads(run(folder, "status", "--format", "json").out)[0]["translated"] / 2


def test_one_language(tmp_path: Path) -> None:
    """A site in one language needs no catalog at all."""
    folder = site(tmp_path, {"content/index.md": "# Hi\n"})

    assert 0 == run(folder, "build").code
    assert {"404.html", "index.html"} == tree(folder / "public/en").keys()


def test_add_without_configuration(tmp_path: Path) -> None:
    """A language of a site without configuration is there as soon as it is begun."""
    folder = site(tmp_path, {"content/index.md": "# Hi\n"})

    done = run(folder, "add", "es")

    assert "Translate it in your editor, then run `i18n build" in done.out
    assert 0 == run(folder, "build").code
    assert (folder / "public/es/index.html").is_file()


# From Python


def test_public_names() -> None:
    """Every public name is there, in order, and every function says what it gives; no other name is promised."""
    assert sorted(i18n.__all__) == list(i18n.__all__)
    for name in i18n.__all__:
        assert getattr(i18n, name).__doc__ or isinstance(getattr(i18n, name), type), name
    with pytest.raises(AttributeError):
        i18n.publish_everything  # noqa: B018


def test_import_is_free() -> None:
    """`import i18n` loads nothing of its own."""
    code = "import sys; import i18n; print(*(name for name in sys.modules if name.startswith('i18n')))"
    done = subprocess.run([sys.executable, "-c", code], env=environment_of(), capture_output=True, text=True)

    assert "i18n\n" == done.stdout


def test_from_python(tmp_path: Path) -> None:
    """The functions behind the commands give values, print nothing and raise I18nError."""
    folder = tmp_path / "demo"
    public = importlib.import_module("i18n")

    assert "i18n.toml" in public.create(folder)
    assert not public.update(folder)[0].changed
    assert () == public.check(folder).findings
    assert public.build(folder, jobs=1).changed
    assert ["es"] == [status.locale.tag for status in public.status(folder)]
    with pytest.raises(public.UsageError):
        public.build(folder, ["fr"])
    with pytest.raises(public.ConfigError):
        public.build(site(tmp_path / "bad", {"i18n.toml": "site = 1\n"}))
