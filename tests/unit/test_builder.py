"""Building: what is made again is what a clean build would make, whatever happened before."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from i18n import pipeline
from i18n.builder import Run
from i18n.errors import PublishError, SourceError, UsageError
from tests.helpers import HEADER, catalog, command, environment_of, run, site, tree

CONFIGURATION = """\
[site]
title = "Garden"
base-url = "https://example.org"
locales = ["es", "pt-BR", "pt", "ar"]
keep-releases = 1

[data]
translate = ["hours.days"]
"""
PAGES = {
    "i18n.toml": CONFIGURATION,
    "content/index.md": "---\ntitle: Garden\n---\n\n"
    "A quiet garden. [Visit us](visit/index.md).\n\n![A rose](rose.svg)\n",
    "content/rose.svg": "<svg/>",
    "content/visit/index.md": "---\ntitle: Visit\nslug: visit-us\n---\n\n"
    "Open {hours.days}.\n\n## Rules {critical=safety}\n\nTouch 0 plants.\n",
    "content/visit/way.md": "---\ntitle: The way\nweight: 1\n---\n\nTake bus 7.\n",
    "content/_data/hours.toml": 'days = "on weekdays"\nopening = 9\n',
    "static/style.css": "p { color: red }",
    "templates/page.html": "{% extends 'builtin/page.html' %}\n"
    "{% block main %}{{ super() }}<p>{{ _('Made with care') }}</p>\n"
    "<link rel=stylesheet href=\"{{ asset('style.css') }}\">{% endblock %}\n",
}
SPANISH = {
    "Garden": "Jardín",
    "A quiet garden. [Visit us](visit/index.md).": "Un jardín tranquilo. [Visítenos](visit/index.md).",
    "Visit": "Visita",
    "visit-us": "visitenos",
    "Open {hours.days}.": "Abierto {hours.days}.",
    "on weekdays": "entre semana",
    "Rules": "Reglas",
    "Touch 0 plants.": "Toque 0 plantas.",
    "Made with care": "Hecho con cariño",
}
PORTUGUESE = {"Garden": "Jardim", "Visit": "Visita"}
BRAZILIAN = {"Take bus 7.": "Pegue o ônibus 7."}
ARABIC = {"Garden": "حديقة"}
ARABIC_PLURALS = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
FILES = {
    **PAGES,
    "locales/es/LC_MESSAGES/site.po": catalog(SPANISH),
    "locales/pt/LC_MESSAGES/site.po": catalog(PORTUGUESE, language="pt"),
    "locales/pt_BR/LC_MESSAGES/site.po": catalog(BRAZILIAN, language="pt_BR", plurals="nplurals=2; plural=n > 1"),
    "locales/ar/LC_MESSAGES/site.po": catalog(ARABIC, language="ar", plurals=ARABIC_PLURALS),
}
ES = "locales/es/LC_MESSAGES/site.po"


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """A site in five languages, built once."""
    folder = site(tmp_path / "garden", FILES)
    pipeline.build(folder, jobs=1)
    return folder


def clean(folder: Path) -> dict[str, bytes]:
    """What a build makes where nothing was built before."""
    other = folder.parent / "clean"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("public", ".public.releases"))
    pipeline.build(other, jobs=1)
    return tree(other / "public")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def rows(done: Run) -> set[str]:
    """The locales that were made again."""
    return {row.tag for row in done.rows if not row.kept}


# Incremental is full


def approve(folder: Path) -> None:
    pipeline.record(folder, "es", origin="human", by="maria", messages=["Rules", "Touch 0 plants."])
    ledger = folder / "locales/es/reviews.jsonl"
    records = [json.loads(line) for line in ledger.read_text().splitlines()]
    with ledger.open("a") as file:
        for record in records:
            file.write(json.dumps({**record, "act": "approved", "role": "qualified-translator"}) + "\n")


def add_language(folder: Path) -> None:
    replace(folder, "i18n.toml", '"ar"]', '"ar", "fr"]')
    pipeline.add(folder, "fr")


EDITS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a string": (lambda folder: replace(folder, ES, "Un jardín tranquilo", "Un jardín muy tranquilo"), {"es"}),
    "a title": (lambda folder: replace(folder, ES, '"Jardín"', '"El jardín"'), {"es"}),
    "a string that is shown by fallback": (
        lambda folder: replace(folder, "locales/pt/LC_MESSAGES/site.po", "Jardim", "O jardim"),
        {"pt", "pt-BR"},
    ),
    "a fuzzy flag": (lambda folder: replace(folder, ES, 'msgid "Garden"', '#, fuzzy\nmsgid "Garden"'), {"es"}),
    "a source sentence": (
        lambda folder: replace(folder, "content/index.md", "A quiet", "A green"),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a template": (
        lambda folder: replace(folder, "templates/page.html", "<p>", "<p class=made>"),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a data value": (
        lambda folder: replace(folder, "content/_data/hours.toml", "on weekdays", "at weekends"),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a source slug": (
        lambda folder: replace(folder, "content/visit/index.md", "visit-us", "come"),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a translated slug": (lambda folder: replace(folder, ES, "visitenos", "ven"), {"en", "es", "pt", "pt-BR", "ar"}),
    "a new page": (
        lambda folder: site(folder, {"content/visit/price.md": "# Price\n\nFree.\n"}),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a removed page": (
        lambda folder: (folder / "content/visit/way.md").unlink(),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a new language": (add_language, {"en", "es", "pt", "pt-BR", "ar", "fr"}),
    "a removed language": (
        lambda folder: replace(folder, "i18n.toml", '"es", ', ""),
        {"en", "pt", "pt-BR", "ar"},
    ),
    "an approval": (approve, {"es"}),
    "an image": (
        lambda folder: replace(folder, "content/rose.svg", "<svg/>", "<svg></svg>"),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a style sheet": (
        lambda folder: replace(folder, "static/style.css", "red", "green"),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
    "a first string": (
        lambda folder: site(
            folder, {"locales/ar/LC_MESSAGES/site.po": catalog({}, language="ar", plurals=ARABIC_PLURALS)}
        ),
        {"en", "es", "pt", "pt-BR", "ar"},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_incremental_is_full(garden: Path, edit: str) -> None:
    """After an edit the site is byte for byte what a clean build makes, and no other locale was made again."""
    change, again = EDITS[edit]
    change(garden)

    done = pipeline.build(garden, jobs=1)

    assert done.changed
    assert again == rows(done)
    assert clean(garden) == tree(garden / "public")


def test_unchanged_build_writes_nothing(garden: Path) -> None:
    """A build with nothing to do leaves every file and folder as it is, and says the same as the one before."""
    before = {path: path.lstat() for path in garden.rglob("*")}

    done = pipeline.build(garden)

    assert not done.changed
    assert set() == rows(done)
    assert before == {path: path.lstat() for path in garden.rglob("*")}


def test_touched_files_are_unchanged(garden: Path) -> None:
    """Times do not count: what was checked out anew is the same."""
    for path in (garden / "content").rglob("*.md"):
        os.utime(path, (1, 1))

    assert not pipeline.build(garden).changed


def test_source_in_an_other_spelling(tmp_path: Path) -> None:
    """A source language that is not spelled canonically is the same one at the next build."""
    folder = site(tmp_path, {**FILES, "i18n.toml": CONFIGURATION.replace("[site]", '[site]\nsource = "en_GB"')})
    pipeline.build(folder, jobs=1)

    assert not pipeline.build(folder, jobs=1).changed


def test_folder_in_an_other_spelling(tmp_path: Path) -> None:
    """A change in a folder that names the language by an older code is seen."""
    configuration = '[site]\nlocales = ["he"]\n'
    strings = {"Hi": "שלום"}
    hebrew = catalog(strings, language="iw")
    folder = site(
        tmp_path, {"i18n.toml": configuration, "content/index.md": "# Hi\n", "locales/iw/LC_MESSAGES/site.po": hebrew}
    )
    pipeline.build(folder, jobs=1)
    replace(folder, "locales/iw/LC_MESSAGES/site.po", "שלום", "היי")

    assert {"he"} == rows(pipeline.build(folder, jobs=1))
    assert "היי" in (folder / "public/he/index.html").read_text(encoding="utf-8")


def test_one_locale_first(garden: Path) -> None:
    """`build es` makes Spanish alone; what else changed is made by the next whole build."""
    replace(garden, "templates/page.html", "<p>", "<p class=made>")
    before = tree(garden / "public/en")

    assert {"es"} == rows(pipeline.build(garden, ["es"], jobs=1))
    assert before == tree(garden / "public/en")
    assert "class=made" in (garden / "public/es/index.html").read_text(encoding="utf-8")

    assert {"en", "pt", "pt-BR", "ar"} == rows(pipeline.build(garden, jobs=1))
    assert clean(garden) == tree(garden / "public")


def test_one_locale_moves(garden: Path) -> None:
    """Where `build es` moved a page, the next whole build corrects the links of the other languages."""
    replace(garden, ES, "visitenos", "ven")
    pipeline.build(garden, ["es"], jobs=1)

    pipeline.build(garden, jobs=1)

    assert clean(garden) == tree(garden / "public")


def test_pages_keep_their_assets(garden: Path) -> None:
    """Pages that stay as they were find the style sheet that they were made with; the next whole build drops it."""
    replace(garden, "static/style.css", "red", "green")

    pipeline.build(garden, ["es"], jobs=1)

    pages = [path.read_text(encoding="utf-8") for path in garden.glob("public/*/index.html")]
    found = {page.split("<link rel=stylesheet")[1].split('"')[1] for page in pages}
    assert 2 == len(found)
    assert [True, True] == [(garden / f"public{name}").is_file() for name in found]

    pipeline.build(garden, jobs=1)

    assert clean(garden) == tree(garden / "public")


def test_file_gone_from_the_site(garden: Path) -> None:
    """A published page that somebody removed is made again by the next build that has something to do."""
    (garden / "public/ar/index.html").unlink()
    replace(garden, ES, "Jardín", "El jardín")

    pipeline.build(garden, jobs=1)

    assert clean(garden) == tree(garden / "public")


class Edits(RuleBasedStateMachine):
    """Any sequence of edits and builds."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="garden-"))
        self.folder = self.base / "garden"

    @initialize()
    def begin(self) -> None:
        site(self.folder, FILES)
        pipeline.build(self.folder, jobs=1)

    @rule(
        word=st.sampled_from(["rose", "oak", "{hours.days}", "**fern**"]), page=st.sampled_from(["index", "visit/way"])
    )
    def sentence(self, word: str, page: str) -> None:
        site(self.folder, {f"content/{page}.md": f"---\ntitle: {page[:3]}\n---\n\nThe {word}.\n"})

    @rule(word=st.sampled_from(["rosa", "roble", "<b>x</b>"]), tag=st.sampled_from(["es", "pt", "pt_BR"]))
    def string(self, word: str, tag: str) -> None:
        strings = {"The rose.": f"La {word}.", "ind": word, "visit-us": word}
        site(self.folder, {f"locales/{tag}/LC_MESSAGES/site.po": catalog(strings, language=tag)})

    @rule(tag=st.sampled_from(["es", "pt", "pt-BR", "en"]))
    def build_one(self, tag: str) -> None:
        with contextlib.suppress(UsageError):  # not one of the languages just now
            pipeline.build(self.folder, [tag], jobs=1)

    @rule(there=st.booleans())
    def page(self, there: bool) -> None:
        path = self.folder / "content/visit/new.md"
        path.unlink(missing_ok=True)
        if there:
            site(self.folder, {"content/visit/new.md": "# The rose.\n"})

    @rule(colour=st.sampled_from(["red", "green"]))
    def style(self, colour: str) -> None:
        site(self.folder, {"static/style.css": f"p {{ color: {colour} }}"})

    @rule(locales=st.sampled_from(['"es"', '"es", "pt-BR", "pt"', '"pt", "ar"']))
    def languages(self, locales: str) -> None:
        text = CONFIGURATION.replace('"es", "pt-BR", "pt", "ar"', locales)
        site(self.folder, {"i18n.toml": text})

    @rule()
    def build(self) -> None:
        pipeline.build(self.folder, jobs=1)
        assert clean(self.folder) == tree(self.folder / "public")

    def teardown(self) -> None:
        if self.folder.is_dir():
            self.build()
        shutil.rmtree(self.base, ignore_errors=True)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=8, stateful_step_count=12)


# The same on every machine


def test_jobs(garden: Path) -> None:
    """One process and several make the same bytes."""
    trees = []
    for jobs in ("1", "2", "4", "9"):
        shutil.rmtree(garden / ".public.releases")
        (garden / "public").unlink()
        assert 0 == command(["build", "-q", "--jobs", jobs], garden).code
        trees.append(tree(garden / "public"))

    assert [trees[0]] * 4 == trees


def test_more_processes_than_changed_locales(garden: Path) -> None:
    """Two locales to make again and nine processes."""
    replace(garden, "locales/pt/LC_MESSAGES/site.po", "Jardim", "O jardim")

    assert 0 == command(["build", "-q", "--jobs", "9"], garden).code
    assert clean(garden) == tree(garden / "public")


def test_surroundings_do_not_count(garden: Path) -> None:
    """Hash seed, time zone, language, umask and folder of the process change no byte (R-11)."""
    expected = tree(garden / "public")
    other = garden.parent / "somewhere else" / "ñ"
    shutil.copytree(garden, other, ignore=shutil.ignore_patterns("public", ".public.releases"))
    previous = os.umask(0o077)
    try:
        done = command(
            ["build", "-q", "-C", str(other)],
            Path("/"),
            PYTHONHASHSEED="7",
            TZ="Pacific/Kiritimati",
            LC_ALL="C",
            LANG="tr_TR.UTF-8",
        )
    finally:
        os.umask(previous)

    assert (0, "") == (done.code, done.err)
    assert expected == tree(other / "public")


# What cannot be read


BROKEN = HEADER.format(language="es", plurals="nplurals=2; plural=n != 1") + '\nmsgid "Garden\n'


def test_unreadable_catalog(garden: Path) -> None:
    """That locale stays as it was last published, the others go on, and the exit code is 1 until it is repaired."""
    good = (garden / ES).read_text(encoding="utf-8")
    spanish = tree(garden / "public/es")
    site(garden, {ES: BROKEN})
    replace(garden, "content/index.md", "A quiet", "A green")
    replace(garden, "static/style.css", "red", "green")

    first = run(garden, "build", "--jobs", "1")
    second = run(garden, "build", "--jobs", "1")

    assert (1, 1) == (first.code, second.code)
    assert f"{ES}:9:7: error: po.syntax: " in first.err
    assert first.err == second.err
    assert spanish == tree(garden / "public/es")
    assert "A green" in (garden / "public/en/index.html").read_text(encoding="utf-8")

    replace(garden, "locales/pt/LC_MESSAGES/site.po", "Jardim", "O jardim")
    assert 1 == run(garden, "build", "--jobs", "1").code
    text = (garden / "public/es/index.html").read_text(encoding="utf-8")
    for name in (part.split('"')[0] for part in text.split('="/assets/')[1:]):
        assert (garden / "public/assets" / name).is_file()

    site(garden, {ES: good})
    assert 0 == run(garden, "build", "--jobs", "1").code
    assert clean(garden) == tree(garden / "public")


def test_unreadable_catalog_at_the_first_build(tmp_path: Path) -> None:
    """Where nothing was published before, the locale shows source text, marked as such."""
    folder = site(tmp_path, {**FILES, ES: BROKEN})

    assert 1 == run(folder, "build", "-q", "--jobs", "1").code
    text = (folder / "public/es/index.html").read_text(encoding="utf-8")
    assert '<html lang="es" dir="ltr">' in text
    assert '<p lang="en" dir="ltr" data-i18n-fallback>A quiet garden.' in text
    assert "حديقة" in (folder / "public/ar/index.html").read_text(encoding="utf-8")


def test_unreadable_catalog_and_its_page_gone(garden: Path) -> None:
    """What can be neither read nor taken over whole shows source text; the run goes on."""
    site(garden, {ES: BROKEN})
    (garden / "public/es/index.html").unlink()

    assert 1 == run(garden, "build", "-q", "--jobs", "1").code
    assert "A quiet garden." in (garden / "public/es/index.html").read_text(encoding="utf-8")


def test_unreadable_ledger(garden: Path) -> None:
    """Approvals that cannot be read approve nothing: critical text falls back, the rest is shown."""
    approve(garden)
    pipeline.build(garden, jobs=1)
    assert "Toque 0 plantas." in (garden / "public/es/visitenos/index.html").read_text(encoding="utf-8")
    with (garden / "locales/es/reviews.jsonl").open("a") as file:
        file.write("{half\n")

    assert 1 == run(garden, "build", "-q", "--jobs", "1").code
    text = (garden / "public/es/visitenos/index.html").read_text(encoding="utf-8")
    assert "Touch 0 plants." in text
    assert "Abierto" in text
    assert 'data-review-status="machine"' in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/index.md", "---\ntitle: [\n---\n"),
        ("content/_data/hours.toml", "days = \n"),
        ("templates/page.html", "{% if %}"),
        ("templates/page.html", "no page"),
        ("i18n.toml", "[site]\nlocale = 1\n"),
        ("content/visit/other.md", "---\nslug: way\n---\n"),
    ],
)
def test_what_stops_a_build(garden: Path, name: str, text: str) -> None:
    """An error in a source, a template or the configuration publishes nothing and leaves nothing behind."""
    before = tree(garden / "public")
    site(garden, {name: text})

    assert 2 == run(garden, "build", "-q", "--jobs", "1").code
    assert before == tree(garden / "public")
    assert [] == list((garden / ".public.releases").glob("building-*"))


def test_no_pages(garden: Path) -> None:
    """A content folder without a page is refused: an empty site replaces nothing."""
    shutil.rmtree(garden / "content")
    (garden / "content").mkdir()

    with pytest.raises(SourceError, match=r"no \.md or \.html files"):
        pipeline.build(garden)


def test_drafts_never_replace_the_site(garden: Path) -> None:
    """A draft edition goes elsewhere; it is refused where the published site stands."""
    before = tree(garden / "public")

    with pytest.raises(UsageError, match="drafts never are"):
        pipeline.build(garden, drafts=True, output="public")
    pipeline.build(garden, output="elsewhere")
    with pytest.raises(PublishError, match="drafts are never published"):
        pipeline.build(garden, drafts=True, output="elsewhere")
    pipeline.build(garden, drafts=True)

    assert before == tree(garden / "public")
    assert "noindex" in (garden / "drafts/en/index.html").read_text(encoding="utf-8")


# Interrupted


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[tuple[Path, dict[str, bytes], dict[str, bytes]]]:
    """A site, and its whole tree in two states."""
    pages = {f"content/p{number}.md": f"# Page {number}\n\nA quiet garden.\n" for number in range(40)}
    folder = site(tmp_path / "garden", {**FILES, **pages})
    pipeline.build(folder, jobs=1)
    old = tree(folder / "public")
    replace(folder, "templates/page.html", "Made with care", "Made with joy")
    new = clean(folder)
    yield folder, old, new


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from i18n import pipeline
import i18n.builder.site, i18n.builder.edition
from pathlib import Path
folder = Path(sys.argv[2])
template = folder / "templates/page.html"
for line in sys.stdin:
    child = os.fork()
    if not child:
        text = template.read_text()
        words = ("joy", "care") if "joy" in text else ("care", "joy")
        template.write_text(text.replace(*words))
        print("ready", os.getpid(), flush=True)
        pipeline.build(folder, jobs=1 + int(line) % 2)
        os._exit(0)
    print("done", os.waitpid(child, 0)[1], flush=True)
"""


def test_killed(hurried: tuple[Path, dict[str, bytes], dict[str, bytes]]) -> None:
    """A build that is killed at any moment leaves the old site or the new one, whole, and the next run works (R-02)."""
    folder, old, new = hurried
    replace(folder, "templates/page.html", "Made with joy", "Made with care")
    moments = random.Random(20261122)
    killed = 0
    began = time.monotonic()
    pipeline.build(folder, jobs=1)
    longest = 1.5 * (time.monotonic() - began) + 0.1
    arguments = [sys.executable, "-c", KILLED, str(folder.parent), str(folder)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment_of()
    ) as process:
        assert process.stdin and process.stdout
        for number in range(60):
            process.stdin.write(f"{number}\n")
            process.stdin.flush()
            ready, child = process.stdout.readline().split()
            assert "ready" == ready
            time.sleep(moments.uniform(0, longest))
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
            killed += process.stdout.readline() == f"done {int(signal.SIGKILL)}\n"

            assert tree(folder / "public") in (old, new)
        process.stdin.close()
    assert killed > 20

    assert 0 == run(folder, "build", "-q").code
    replace(folder, "templates/page.html", "<p>", "<p class=made>")
    assert 0 == run(folder, "build", "-q").code
    assert clean(folder) == tree(folder / "public")
    assert [] == [path for path in folder.rglob("*") if path.name.startswith(("building-", "link-", ".i18n-"))]
