"""What users get wrong: each mistake is one clear line with its place, and the right exit code."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import catalog, run, site, tree

ES = "locales/es/LC_MESSAGES/site.po"
PAGE = "<html><head></head><body>\n\n{}</body></html>"
FILES = {
    "i18n.toml": '[site]\nlocales = ["es"]\n',
    "content/index.md": "---\ntitle: Home\n---\n\nWelcome. [About](about.md)\n",
    "content/about.md": "---\ntitle: About\n---\n\n## Us\n\nWe are here.\n",
    "content/_data/care.toml": "hours = 24\n",
    "templates/extra.html": "",
    ES: catalog({"Home": "Inicio", "We are here.": "Estamos aquí."}),
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site that was published once."""
    folder = site(tmp_path / "site", FILES)
    assert 0 == run(folder, "build", "-q", "--jobs", "1").code
    return folder


def text(name: str, content: str) -> Callable[[Path], object]:
    return lambda folder: site(folder, {name: content})


def more(name: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text((folder / name).read_text("utf-8") + content, "utf-8")


def data(name: str, content: bytes) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return write


def fifo(name: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


def link(name: str, target: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


def empty_folder(name: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return make


def no_content(folder: Path) -> None:
    shutil.rmtree(folder / "content")


def content_is_a_file(folder: Path) -> None:
    shutil.rmtree(folder / "content")
    (folder / "content").write_text("")


STOPS: dict[str, tuple[Callable[[Path], object], str]] = {
    "front matter": (
        text("content/about.md", "---\ntitle: [a\n---\n"),
        r"error: content/about\.md:\d: the front matter is not valid YAML: .+",
    ),
    "no such day": (
        text("content/about.md", "---\ndate: 2026-02-30\n---\n"),
        r"error: content/about\.md:2: the front matter is not valid YAML: day is out of range for month",
    ),
    "no such day in data": (
        text("content/_data/more.yaml", "open: 2026-02-30\n"),
        r"error: content/_data/more\.yaml:1: not valid YAML: day is out of range for month",
    ),
    "data without end": (
        text("content/_data/more.json", "[" * 100_000),
        r"error: content/_data/more\.json:1: it is nested too deeply",
    ),
    "front matter is a list": (
        text("content/about.md", "---\n- a\n---\n"),
        r"error: content/about\.md:2: the front matter is not a list of `key: value` lines; .+",
    ),
    "page is not UTF-8": (
        data("content/about.md", b"# A\n\ncaf\xe9\n"),
        r"error: content/about\.md:3: the file is not UTF-8 \(byte 0xe9\); save it as UTF-8",
    ),
    "page is UTF-16": (
        data("content/about.md", "# A\n".encode("utf-16")),
        r"error: content/about\.md:1: the file is not UTF-8 .+",
    ),
    "page is a FIFO": (fifo("content/pipe.md"), r"error: content/pipe\.md: expected a file, found a FIFO"),
    "page leads out of the site": (
        link("content/out.md", "/etc/passwd"),
        r"error: content/out\.md: it lies outside .+",
    ),
    "two pages at one address": (
        text("content/ABOUT.md", "# A\n"),
        r"error: content/about\.md:1: this page and content/ABOUT\.md have the same address '/en/about/'; .+",
    ),
    "slug that leads elsewhere": (
        text("content/about.md", "---\nslug: ../../../x\n---\n"),
        r"error: content/about\.md:1: the slug '\.\./\.\./\.\./x' cannot be part of an address; .+",
    ),
    "unknown variable": (
        more("content/about.md", "\nWait {care.hour} hours.\n"),
        r"error: content/about\.md:9: \{care\.hour\} names no value of the data files; correct the name",
    ),
    "data file": (
        text("content/_data/care.toml", "a = 1\nhours = \n"),
        r"error: content/_data/care\.toml:2: not valid TOML: .+",
    ),
    "template does not parse": (
        text("templates/page.html", "<html>\n{% if %}"),
        r"error: templates/page\.html:2: .+",
    ),
    "template that fails": (
        text("templates/page.html", PAGE.format("{{ page.x.y }}")),
        r"error: templates/page\.html:3: the template failed: UndefinedError: .+",
    ),
    "unknown function": (
        text("templates/page.html", PAGE.format("{{ nope() }}")),
        r"error: templates/page\.html:3: the template failed: UndefinedError: 'nope' is undefined",
    ),
    "unknown asset": (
        text("templates/page.html", PAGE.format("{{ asset('x.css') }}")),
        r"error: templates/page\.html:3: the template failed: LookupError: there is no file 'static/x\.css'; .+",
    ),
    "unknown page": (
        text("templates/page.html", PAGE.format("{{ url_for('x.md') }}")),
        r"error: templates/page\.html:3: the template failed: LookupError: there is no page 'content/x\.md'; .+",
    ),
    "template that extends itself": (
        text("templates/page.html", "{% extends 'page.html' %}"),
        r"error: templates/page\.html:1: the template failed: RecursionError: .+",
    ),
    "template without a body": (
        text("templates/page.html", "Hello"),
        r"error: templates/page\.html:1: the template makes no page: .+",
    ),
    "template that is missing": (
        text("content/about.md", "---\ntemplate: nope.html\n---\n"),
        r"error: templates/nope\.html.*: there is no template 'nope\.html'; correct the name or add the file",
    ),
    "wrong key": (
        text("i18n.toml", '[site]\nlocale = ["es"]\n'),
        r"error: i18n\.toml:2: .*'locale'.*; did you mean 'locales'\?",
    ),
    "wrong value": (text("i18n.toml", "[site]\nkeep-releases = 0\n"), r"error: i18n\.toml:2: .+"),
    "not TOML": (text("i18n.toml", "[site\n"), r"error: i18n\.toml:1: not TOML: .+"),
    "not a language": (text("i18n.toml", '[site]\nlocales = ["english"]\n'), r"error: .*'english'.+"),
    "no content": (
        no_content,
        r"error: there is no folder 'content' here; run `i18n new` to begin a site, or name another with -C",
    ),
    "content is a file": (
        content_is_a_file,
        r"error: there is no folder 'content' here; .+",
    ),
    "somebody else's folder": (
        empty_folder("public"),
        r"error: 'public' exists and was not made by this program; move it away or name another --output",
    ),
    "somebody else's link": (
        link("public", "/etc"),
        r"error: 'public' is a link to '/etc', which this program did not make; .+",
    ),
}


@pytest.mark.parametrize("mistake", STOPS)
def test_stops(built: Path, mistake: str) -> None:
    """It is one line on stderr, exit code 2, and what was published stays."""
    change, expected = STOPS[mistake]
    before = tree(built / "public")
    change(built)

    done = run(built, "build", "--jobs", "1")

    assert re.fullmatch(expected + "\n", done.err), done.err
    assert (2, "") == (done.code, done.out)
    if "somebody" not in mistake:
        assert before == tree(built / "public")


def test_every_mistake_at_once(built: Path) -> None:
    """One run names all files that cannot be used, each on its own line."""
    site(built, {"content/a.md": "---\ntitle: [\n---\n", "content/_data/b.toml": "x = \n"})
    data("content/c.md", b"\xe9")(built)
    done = run(built, "build")

    assert 2 == done.code
    assert {"content/a.md", "content/c.md", "content/_data/b.toml"} == {
        line.removeprefix("error: ").split(":")[0] for line in done.err.splitlines()
    }


def test_unprefixed_page_at_a_language(built: Path) -> None:
    """A page whose address is a language's own is refused, with its name."""
    site(built, {"i18n.toml": '[site]\nlocales = ["es"]\nprefix-source = false\n', "content/es.md": "# Spanish\n"})
    done = run(built, "build", "--jobs", "1")

    assert 2 == done.code
    assert re.fullmatch(
        r"error: content/\w+\.md:1: this page has the address '/es/' of content/\w+\.md in \w\w; .+\n", done.err
    )


PUBLISHES: dict[str, tuple[Callable[[Path], object], str]] = {
    "half a string": (more(ES, '\nmsgid "x\n'), rf"{ES}:\d+:7: error: po\.syntax: .+"),
    "conflict": (more(ES, "<<<<<<< HEAD\n"), rf"{ES}:\d+:1: error: po\.conflict: .+"),
    "not UTF-8": (
        lambda folder: (folder / ES).write_bytes((folder / ES).read_bytes() + b'\nmsgid "caf\xe9"\nmsgstr "x"\n'),
        rf"{ES}:\d+:11: error: po\.charset: bytes e9 are not UTF-8; save the file as UTF-8",
    ),
    "another language": (
        text(ES, catalog({"Home": "Accueil"}, language="fr")),
        rf"{ES}:3.*: error: po\.language: .+",
    ),
    "plural forms": (
        text(ES, catalog({}, plurals="nplurals=999999; plural=n")),
        rf"{ES}:\d+:\d+: error: po\.limits: .+",
    ),
    "FIFO": (fifo(ES), rf"{ES}:1: error: po\.unreadable: expected a file, found a FIFO"),
    "folder": (
        empty_folder(ES),
        rf"{ES}:1: error: po\.unreadable: expected a file, found a folder",
    ),
    "link that leads out": (
        link(ES, "/etc/passwd"),
        rf"{ES}:1: error: po\.unreadable: it lies outside .+",
    ),
}


@pytest.mark.parametrize("mistake", PUBLISHES)
def test_publishes(built: Path, mistake: str) -> None:
    """A catalog that cannot be read is a finding with file and line, exit code 1; its locale stays as published."""
    change, expected = PUBLISHES[mistake]
    before = tree(built / "public/es")
    change(built)
    more("content/index.md", "\nMore.\n")(built)

    done = run(built, "build", "-q", "--jobs", "1")

    assert 1 == done.code
    assert re.fullmatch(expected, done.err.splitlines()[0]), done.err
    assert before == tree(built / "public/es")
    assert b"More." in (built / "public/en/index.html").read_bytes()
    assert 1 == run(built, "check", "-q").code
    status = run(built, "status")
    assert 1 == status.code
    assert re.fullmatch(expected, status.err.splitlines()[0]), status.err
    assert "cannot be read" in next(line for line in status.out.splitlines() if line.startswith("es"))
    assert "translate" not in status.out.replace("translated", "")
    assert "completeness.critical" not in run(built, "check").out
    assert 2 == run(built, "update").code


def test_unreadable_ledger(built: Path) -> None:
    """A ledger that cannot be read is a finding with file and line; nothing is appended to it."""
    site(built, {"locales/es/reviews.jsonl": '{"v":1\n'})

    done = run(built, "build", "-q", "--jobs", "1")
    assert 1 == done.code
    assert re.match(r"locales/es/reviews\.jsonl:1: error: ledger\.record: .+", done.err)
    assert 2 == run(built, "record", "es", "--origin", "human", "--by", "maria").code
    assert '{"v":1\n' == (built / "locales/es/reviews.jsonl").read_text()


def test_broken_links(built: Path) -> None:
    """A link, an image or a fragment that leads nowhere is a finding with its line; the site is published."""
    more("content/about.md", "\n[x](nope.md) [y](index.md#zz)\n\n![i](no.png)\n")(built)
    done = run(built, "build", "-q", "--jobs", "1")

    assert 1 == done.code
    assert ["content/about.md:9", "content/about.md:9", "content/about.md:11"] == [
        line.split(": error: link.broken: ")[0] for line in done.err.splitlines()
    ]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("file/x", "cannot make a release beside 'x': Not a directory"),
        ("file", "'file' exists and was not made by this program"),
        (".", "exists and was not made by this program"),
        ("..", "exists and was not made by this program"),
        ("content/site", "'content/site' lies in 'content', from which the site is made"),
        ("locales", "'locales' lies in 'locales', from which the site is made"),
        ("templates/../static", "lies in 'static', from which the site is made"),
        ("/proc/site", "cannot make a release beside 'site'"),
    ],
)
def test_output_that_cannot_be_written(built: Path, output: str, expected: str) -> None:
    """The place is named, nothing is written."""
    site(built, {"file": "mine"})
    before = tree(built)

    done = run(built, "build", "--output", output)

    assert (2, "") == (done.code, done.out)
    assert expected in done.err
    assert 1 == done.err.count("\n")
    assert before == tree(built)


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there, and one without a site, are named with what to do."""
    assert "nowhere: there is no such folder; name the site's folder with -C" in run(tmp_path / "nowhere", "build").err
    for verb in ("build", "check", "status", "update", "extract"):
        done = run(tmp_path, verb)

        assert (
            2,
            "error: there is no folder 'content' here; run `i18n new` to begin a site, or name another with -C\n",
        ) == (
            done.code,
            done.err,
        )


def test_data_files_of_one_name(tmp_path: Path) -> None:
    """Two data files that a variable could mean are told apart by no rule, so they stop the build."""
    folder = site(
        tmp_path, {"content/index.md": "# Hi\n", "content/_data/d.toml": "a = 1\n", "content/_data/d.json": "{}"}
    )

    done = run(folder, "build")

    assert 2 == done.code
    assert "content/_data/d.toml: content/_data/d.json has the same name" in done.err


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [*x]\n",
        "a: &a [1,1,1,1,1,1,1,1,1]\n"
        + "".join(
            f"{below}: &{below} [{','.join(['*' + above] * 9)}]\n"
            for above, below in zip("abcdefgh", "bcdefghi", strict=True)
        ),
    ],
)
def test_data_without_end(tmp_path: Path, text: str) -> None:
    """Aliases that make data endless or enormous are an error, soon."""
    folder = site(tmp_path, {"content/index.md": "# Hi\n", "content/_data/d.yaml": text})

    done = run(folder, "build")

    assert 2 == done.code
    assert "content/_data/d.yaml:1: it has too many values" in done.err
