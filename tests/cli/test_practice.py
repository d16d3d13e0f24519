"""The site of this repository: the practice, in seven languages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import html5lib
import pytest

from tests.helpers import ROOT, Ran, practice, run, tree

LOCALES = {"es": "ltr", "zh-Hans": "ltr", "vi": "ltr", "ko": "ltr", "ru": "ltr", "ar": "rtl"}
CATALOGS = {tag: f"locales/{tag.replace('-', '_')}/LC_MESSAGES/site.po" for tag in LOCALES}
OLD = "We give ketamine in low doses through a thin tube in a vein."
NEW = "We give ketamine in very low doses through a thin tube in a vein."


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return practice(tmp_path / "practice")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The published edition, and what the build said."""
    folder = practice(tmp_path_factory.mktemp("published") / "practice")
    return folder, run(folder, "build", "--jobs", "1")


def pages(folder: Path, tag: str) -> dict[str, str]:
    return {name: text.decode() for name, text in tree(folder / "public" / tag).items() if name.endswith("index.html")}


# One sentence


def test_one_sentence(copy: Path) -> None:
    """Who edits one sentence touches that message alone in each catalog; every edition shows it, marked as English."""
    before = {tag: entries(copy / path) for tag, path in CATALOGS.items()}
    page = copy / "content/index.md"
    assert OLD in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace(OLD, NEW), "utf-8")

    assert 0 == run(copy, "update").code

    for tag, path in CATALOGS.items():
        after = entries(copy / path)
        (gone,) = before[tag] - after
        fuzzy, obsolete = sorted(after - before[tag], key=lambda entry: "#~ msgid" in entry)
        assert OLD.split()[0] in gone, tag
        assert "#, fuzzy\n#| msgid" in fuzzy, tag
        assert gone.split("\nmsgstr")[1] == fuzzy.split("\nmsgstr")[1], tag
        assert "#~ msgid" in obsolete, tag
        assert 0 == subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(copy / path)]).returncode

    assert 0 == run(copy, "build", "-q", "--jobs", "1").code
    for tag in LOCALES:
        home = (copy / f"public/{tag}/index.html").read_text("utf-8")
        assert re.search(rf'<p lang="en" dir="ltr"[^>]*>{re.escape(NEW)}', home), tag

    page.write_text(page.read_text("utf-8").replace(NEW, OLD), "utf-8")
    assert 0 == run(copy, "update").code
    assert before == {
        tag: {one for one in entries(copy / path) if "#~ msgid" not in one} for tag, path in CATALOGS.items()
    }


def entries(path: Path) -> set[str]:
    """The entries of a catalog as they are written."""
    return set(path.read_text("utf-8").rstrip("\n").split("\n\n"))


def test_nothing_to_do(copy: Path) -> None:
    """The catalogs in the repository are up to date."""
    done = run(copy, "update", "--check")

    assert 0 == done.code, done.out


# What is promised about the six languages


def test_everything_is_translated(copy: Path) -> None:
    """All six languages have every message, none of them fuzzy."""
    found = json.loads(run(copy, "status", "--format", "json").out)

    assert list(LOCALES) == [one["locale"] for one in found]
    assert {one["locale"]: (one["total"], 0, 0) for one in found} == {
        one["locale"]: (one["translated"], one["fuzzy"], one["untranslated"]) for one in found
    }
    assert 6 == run(copy, "status").out.count("100 %")
    assert 0 == run(copy, "status", "--fail-under", "100").code


def test_no_errors(copy: Path) -> None:
    """`i18n check` finds no error, and `msgfmt -c` takes every catalog."""
    summary = json.loads(run(copy, "check", "--format", "json").out)["summary"]

    assert (0, list(LOCALES)) == (summary["errors"], summary["locales"])
    for path in CATALOGS.values():
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(copy / path)], capture_output=True, text=True)
        assert (0, "") == (done.returncode, done.stderr), path


def test_published_edition(published: tuple[Path, Ran]) -> None:
    """Ordinary text is the machine's, under a notice in the page's own language; critical text is English."""
    folder, done = published
    assert (0, "") == (done.code, done.err)

    for tag in LOCALES:
        found = pages(folder, tag)
        assert 9 == len(found)
        for name, page in found.items():
            assert '<body data-review-status="machine"' in page, (tag, name)
            notice = re.search(r'<aside class="i18n-notice i18n-notice-machine">(.*?)</aside>', page, re.DOTALL)
            assert notice, (tag, name)
            assert "<span" not in notice[1], (tag, name)
            assert "A machine made this translation." not in notice[1], (tag, name)
            assert page.index("i18n-notice-machine") < page.index("</main>"), (tag, name)

    for tag in LOCALES:
        (risks,) = [page for page in pages(folder, tag).values() if 'id="serious"' in page]
        section = risks[risks.index('id="serious"') : risks.index('id="repeated"')]
        assert "i18n-notice-section" in section, tag
        assert '<li lang="en" dir="ltr" data-i18n-fallback>Slow or shallow breathing' in section, tag
        common = risks[risks.index('id="common"') : risks.index('id="serious"')]
        assert "Dizziness" not in common, tag
        emergency = risks[risks.index('<aside class="emergency"') :]
        assert '<span lang="en" dir="ltr">Call if someone is in danger' in emergency, tag


def test_source_edition(published: tuple[Path, Ran]) -> None:
    """English pages have no notice and nothing that falls back."""
    for name, page in pages(published[0], "en").items():
        assert "i18n-notice" not in page, name
        assert "data-i18n-fallback" not in page, name


# The whole site


def test_every_reference_resolves(published: tuple[Path, Ran]) -> None:
    """Every link, image, style sheet and fragment of every page leads to a file or an element that is there."""
    public = published[0] / "public"
    files = tree(public)
    documents = {
        name: html5lib.parse(page.decode(), namespaceHTMLElements=False)
        for name, page in files.items()
        if name.endswith(".html")
    }
    ids = {name: {one.get("id") for one in document.iter()} for name, document in documents.items()}
    for name, document in documents.items():
        for one in document.iter():
            for attribute in ("href", "src"):
                address = one.get(attribute)
                if not address or address.startswith(("tel:", "mailto:", "https:")):
                    continue
                path, _, fragment = address.partition("#")
                target = (path.lstrip("/") + "index.html" if path.endswith("/") else path.lstrip("/")) if path else name
                assert target in files, (name, address)
                assert not fragment or fragment in ids[target], (name, address)


def test_alternates(published: tuple[Path, Ran]) -> None:
    """Every page names all its versions, itself too, absolutely and mutually, and one default (W-30, W-32)."""
    named: dict[str, dict[str, str]] = {}
    for name, page in tree(published[0] / "public").items():
        if name.endswith("/index.html"):
            text = page.decode()
            address = f"https://example.org/{name.removesuffix('index.html')}"
            links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text)
            named[address] = dict(links)
            assert [address] == re.findall(r'<link rel="canonical" href="([^"]+)">', text)
            assert len(links) == len(dict(links)) == 8
            assert dict(links)["x-default"] == dict(links)["en"]
    for address, versions in named.items():
        assert address in versions.values()
        assert [] == [there for there in versions.values() if named[there] != versions]


def test_repository_keeps_no_build() -> None:
    """What a build makes is not part of the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()

    assert [] == [path for path in listed if path.startswith(("public", ".public", "drafts", "node_modules"))]
