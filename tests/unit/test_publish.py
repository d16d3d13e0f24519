"""Releases: swapped in whole, kept, removed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from i18n.errors import DiskError, PublishError
from i18n.publish import Output, Writer
from tests.helpers import environment_of, run, site, tree


def publish(output: Output, pages: Mapping[str, str], *, keep: int = 3) -> Path:
    """A release of these files."""
    built = output.begin()
    writer = Writer(built, output.current())
    for path, text in pages.items():
        writer.write(path, text.encode())
    return output.publish(built, writer.digests, {"pages": len(pages)}, b"{}", keep)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "public")


def releases(output: Output) -> list[str]:
    return sorted(path.name for path in output.releases.iterdir() if path.is_dir())


def test_first_release(output: Output) -> None:
    """The output is a relative link to a folder that holds the files."""
    release = publish(output, {"index.html": "one", "es/index.html": "uno"})

    assert f".public.releases/{release.name}" == str(output.path.readlink())
    assert {"es/index.html": b"uno", "index.html": b"one"} == tree(output.path)


def test_manifest(output: Output) -> None:
    """What was recorded about the release is read back."""
    publish(output, {"index.html": "one"})

    assert {"pages": 1} == output.manifest()


def test_no_manifest(output: Output) -> None:
    """Before the first release, and where its record cannot be read, nothing is known."""
    assert {} == output.manifest()

    release = publish(output, {"index.html": "one"})
    (output.releases / f"{release.name}.json").write_text("[1")

    assert {} == output.manifest()


@pytest.mark.parametrize("kind", ["folder", "empty folder", "file"])
def test_something_else_stands_there(output: Output, kind: str) -> None:
    """A folder or file that this program did not make is refused and stays."""
    if kind == "file":
        output.path.write_text("mine")
    else:
        output.path.mkdir()
        if kind == "folder":
            (output.path / "mine.html").write_text("mine")

    with pytest.raises(PublishError, match="was not made by this program"):
        output.check()
    assert output.path.exists()


@pytest.mark.parametrize("target", ["/etc", "elsewhere", "../public", ".public.releases"])
def test_foreign_link(output: Output, target: str) -> None:
    """A link that does not lead to a release is refused."""
    output.path.symlink_to(target)

    with pytest.raises(PublishError, match="a link to"):
        output.check()


def test_own_link(output: Output) -> None:
    """What this program published may be replaced."""
    publish(output, {"index.html": "one"})

    output.check()


def test_same_release_again(output: Output) -> None:
    """The same files are the same release: the link and the files stay as they are."""
    first = publish(output, {"index.html": "one"})
    link, page = output.path.lstat(), (first / "index.html").stat()

    second = publish(output, {"index.html": "one"})

    assert first == second
    assert [first.name] == releases(output)
    assert link.st_ino == output.path.lstat().st_ino
    assert (page.st_ino, page.st_mtime_ns) == ((second / "index.html").stat().st_ino, page.st_mtime_ns)


def test_empty_release(output: Output) -> None:
    """A build that made no file replaces nothing."""
    publish(output, {"index.html": "one"})

    with pytest.raises(PublishError, match="no files"):
        publish(output, {})
    assert {"index.html": b"one"} == tree(output.path)


def test_unchanged_files_are_shared(output: Output) -> None:
    """A file that did not change is the same file in both releases; one that did is another."""
    first = publish(output, {"same.html": "same", "other.html": "one"})
    second = publish(output, {"same.html": "same", "other.html": "two"})

    assert (first / "same.html").samefile(second / "same.html")
    assert b"one" == (first / "other.html").read_bytes()


def test_taken_over(output: Output) -> None:
    """Files are taken over with their digests, or not at all is said where one is gone."""
    publish(output, {"es/index.html": "uno"})
    writer = Writer(output.begin(), output.current())

    assert writer.link({"es/index.html": "digest"})
    assert {"es/index.html": "digest"} == writer.digests
    assert not writer.link({"es/gone.html": "digest"})
    assert not Writer(output.begin(), None).link({"es/index.html": "digest"})


def test_old_releases_are_removed(output: Output) -> None:
    """So many releases stay as are to be kept, the newest, and their records."""
    made = [publish(output, {"index.html": str(number)}, keep=2).name for number in range(5)]

    assert sorted(made[-2:]) == releases(output)
    assert sorted(f"{name}{end}" for name in made[-2:] for end in (".evidence.json", ".json")) == sorted(
        path.name for path in output.releases.iterdir() if path.is_file()
    )


def test_published_release_is_never_removed(output: Output) -> None:
    """A release that is published again counts as the newest."""
    for text in ("a", "b", "a", "c", "a"):
        publish(output, {"index.html": text}, keep=1)

        assert {"index.html": text.encode()} == tree(output.path)
        assert 1 == len(releases(output))


def test_leftovers_are_removed(output: Output) -> None:
    """What killed runs left is gone after the next run: folders, links, temporary files, records without a release."""
    release = publish(output, {"index.html": "one"})
    site(output.releases, {"building-x/es/index.html": "half", ".i18n-1-x.tmp": "half", "0123456789abcdef.json": "{}"})
    (output.releases / "0123456789abcdef.evidence.json").write_text("{}")
    (output.releases / "link-1").symlink_to(release.name)

    publish(output, {"index.html": "one"})

    left = {path.name for path in output.releases.iterdir()}
    assert {release.name, f"{release.name}.json", f"{release.name}.evidence.json"} == left


def test_removal_that_was_interrupted(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a removed release is never taken for a whole one, also when its content is built again."""
    publish(output, {"index.html": "one", "es/index.html": "uno"}, keep=1)
    monkeypatch.setattr("shutil.rmtree", lambda folder, **_: (Path(folder) / "es/index.html").unlink(missing_ok=True))
    publish(output, {"index.html": "two"}, keep=1)
    monkeypatch.undo()

    publish(output, {"index.html": "one", "es/index.html": "uno"}, keep=1)

    assert {"es/index.html": b"uno", "index.html": b"one"} == tree(output.path)


def test_file_that_appears(output: Output) -> None:
    """A file or link that somebody puts into the half-made release stops the run: it is not written through."""
    built = output.begin()
    target = output.path.parent / "precious"
    target.write_text("mine")
    (built / "index.html").symlink_to(target)

    with pytest.raises(DiskError, match=r"cannot write 'index.html': File exists"):
        Writer(built, None).write("index.html", b"one")
    assert "mine" == target.read_text()


def test_output_below_a_file(tmp_path: Path) -> None:
    """A place where no folder can be made is named in the error."""
    (tmp_path / "file").write_text("")

    with pytest.raises(DiskError, match=r"cannot make a release beside 'public': Not a directory"):
        Output(tmp_path / "file/public").begin()


def test_readable_by_a_server(output: Output) -> None:
    """A web server under another account may read what is published."""
    publish(output, {"es/index.html": "uno"})

    assert 0o755 == output.path.stat().st_mode & 0o777
    assert 0o044 == (output.path / "es/index.html").stat().st_mode & 0o044


def test_readers_never_miss(output: Output) -> None:
    """Who opens a page through the link during 50 publications always finds a whole one."""
    pages = ["index.html", "es/index.html"]
    publish(output, dict.fromkeys(pages, "x" * 1000))
    wrong: list[str] = []
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for page in pages:
                try:
                    text = (output.path / page).read_text()
                except OSError as error:
                    wrong.append(repr(error))
                    return
                seen.add(text[0])
                if text != text[0] * 1000:
                    wrong.append(text)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(50):
        publish(output, dict.fromkeys(pages, chr(ord("A") + number) * 1000))
    done.set()
    for reader in readers:
        reader.join()

    assert [] == wrong
    assert len(seen) > 1


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
from i18n.cli import main
main()
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_room(tmp_path: Path, jobs: str) -> None:
    """Where a file cannot be written whole the old site stays, nothing is left behind, and the error names the file."""
    folder = site(tmp_path, {"content/index.md": "# Hi\n", "content/a.md": "# A\n"})
    assert 0 == run(folder, "build", "-q").code
    before = tree(tmp_path / "public")
    (folder / "content/a.md").write_text("# A\n\n" + "word " * 8000)

    # Without coverage, whose own file finds no room either.
    environment = {name: value for name, value in environment_of().items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", FULL, "build", "-C", str(folder), "--jobs", jobs],
        env=environment,
        capture_output=True,
        text=True,
    )

    assert 2 == done.returncode
    assert "cannot write 'en/a/index.html': File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == tree(tmp_path / "public")
    assert [] == list((tmp_path / ".public.releases").glob("building-*"))
    assert 0 == run(folder, "build", "-q").code
