"""The preview: what is shown, what is made again, who may look, and that every mistake is a page."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import watchfiles

from i18n import pipeline
from i18n.builder import edition
from i18n.errors import I18nError, UsageError
from i18n.model import Diagnostic, Severity
from i18n.preview import pages, serve
from i18n.preview.server import Server
from i18n.preview.watch import watch
from i18n.preview.workshop import Workshop, kind
from i18n.sources import markdown

PO = """\
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Welcome"
msgstr "{welcome}"

#, fuzzy
msgid "Your visit"
msgstr "{visit}"

msgid "Bring {{practice.card}}."
msgstr "{bring}"
"""
ES = PO.format(tag="es", welcome="Bienvenidos", visit="Su visita", bring="Traiga {practice.card}.")
FR = PO.format(tag="fr", welcome="Bienvenue", visit="", bring="")
SITE = {
    "i18n.toml": """\
[site]
title = "Practice"
locales = ["es", "es-MX", "fr"]

[data]
translate = ["practice.card"]
""",
    "content/_data/practice.yaml": "card: your card\n",
    "content/index.md": "---\ntitle: Welcome\n---\n\n[Your visit](visit.md)\n\n![](leaf.svg)\n",
    "content/visit.md": "---\ntitle: Your visit\n---\n\nBring {practice.card}.\n",
    "content/leaf.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "static/site.css": "p { color: green }\n",
    "locales/es/LC_MESSAGES/site.po": ES,
    "locales/es_MX/LC_MESSAGES/site.po": PO.format(tag="es_MX", welcome="", visit="", bring=""),
    "locales/fr/LC_MESSAGES/site.po": FR,
}
CATALOG = "locales/es/LC_MESSAGES/site.po"


def _write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in SITE.items():
        _write(tmp_path, name, text)
    return tmp_path


def _save(workshop: Workshop, name: str, text: str) -> None:
    _write(workshop.root, name, text)
    workshop.changed([name])


def _text(workshop: Workshop, address: str) -> str:
    return workshop.answer(address).body.decode()


# What is shown


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize("settings", ["", "prefix-source = false\n", 'base-url = "https://example.org/care"\n'])
def test_the_same_as_a_build(root: Path, drafts: bool, settings: str) -> None:
    """Every file of a build is shown with the same bytes, pages with the preview's script and link added."""
    text = SITE["i18n.toml"].replace("[site]\n", f"[site]\n{settings}")
    _write(root, "i18n.toml", f"{text}[policy]\nminimum = 0.3\n")
    base = "/care" if "care" in settings else ""
    built = root / "out"
    pipeline.build(root, output="out", jobs=1, drafts=drafts)
    workshop = Workshop(root, drafts=drafts)

    names = sorted(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    assert len(names) > 12
    for name in names:
        answer = workshop.answer(f"{base}/{name}")
        expected = (built / name).read_bytes()
        if name.endswith(".html"):
            tag = name.split("/")[0] if name.startswith(("es", "fr")) else ""
            findings = f"/_i18n/findings/{tag}" if tag else "/_i18n/findings"
            expected = pages.with_tools(expected, workshop.version, findings)
        assert (name, expected) == (name, answer.body)
        assert (404 if name.endswith("404.html") else 200) == answer.status


def test_drafts_show_fuzzy_strings(root: Path) -> None:
    """A draft shows what is fuzzy, under the watermark, which leads to the findings of the language."""
    text = _text(Workshop(root, drafts=True), "/es/visit/")

    assert "Su visita" in text
    assert '<a href="/_i18n/findings/es" lang="en" dir="ltr">Findings</a></p>' in text


def test_published_shows_no_fuzzy_strings(root: Path) -> None:
    """Without drafts a fuzzy string is not shown, and there is no watermark."""
    text = _text(Workshop(root, drafts=False), "/es/visit/")

    assert "Su visita" not in text
    assert "i18n-draft" not in text


def test_index_of_a_folder(root: Path) -> None:
    """A folder without its slash leads to the one with it, and index.html is the folder."""
    workshop = Workshop(root, drafts=True)

    assert (302, "/es/visit/") == (workshop.answer("/es/visit").status, workshop.answer("/es/visit").location)
    assert workshop.answer("/es/visit/").body == workshop.answer("/es/visit/index.html").body


def test_missing_pages(root: Path) -> None:
    """An address that does not exist is answered with 404 and the page of the language it lies in."""
    workshop = Workshop(root, drafts=True)
    for address, tag in (("/es/none/", "es"), ("/es-MX/none/", "es-MX"), ("/none", "en"), ("/_i18n/none", "en")):
        answer = workshop.answer(address)

        assert 404 == answer.status
        assert f'<html lang="{tag}"' in answer.body.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/../i18n.toml",
        "/%2e%2e/i18n.toml",
        "/es/../../i18n.toml",
        "/es/..%2f..%2fi18n.toml",
        "/i18n.toml",
        "/content/visit.md",
        "/_i18n/../workshop.py",
        "/_i18n/static/reload.js",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/es/visit\\",
    ],
)
def test_nothing_else_is_reached(root: Path, address: str) -> None:
    """Only what a build would publish has an address."""
    assert 404 == Workshop(root, drafts=True).answer(address).status


def test_addresses_do_not_fill_the_memory(root: Path) -> None:
    """Nothing is kept of an address that does not exist."""
    workshop = Workshop(root, drafts=True)
    for number in range(20):
        workshop.answer(f"/es/none-{number}/")

    assert {} == workshop.answers


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("a.xml", "application/xml; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.woff2", "font/woff2"),
        ("a.pdf", "application/pdf"),
        ("a", "application/octet-stream"),
    ],
)
def test_content_types(name: str, expected: str) -> None:
    """The type comes from the name's ending, whatever the machine's own table says; text is UTF-8."""
    assert expected == kind(name)


# What is made again


def test_string_changes(root: Path) -> None:
    """A saved catalog changes its own language and those that fall back to it; no other catalog is read again."""
    workshop = Workshop(root, drafts=True)
    for tag in ("es", "es-MX", "fr"):
        workshop.answer(f"/{tag}/")
    version = workshop.version
    with patch.object(edition, "read", wraps=edition.read) as read:
        _save(workshop, CATALOG, ES.replace("Bienvenidos", "Hola"))

        assert "Hola" in _text(workshop, "/es/")
        assert "Hola" in _text(workshop, "/es-MX/")
        assert "Bienvenue" in _text(workshop, "/fr/")
        assert ["es"] == [call.args[1].tag for call in read.call_args_list]
    assert version != workshop.version


def test_page_changes(root: Path) -> None:
    """A saved page is parsed again, no other file is, and no catalog is read again."""
    workshop = Workshop(root, drafts=True)
    workshop.answer("/en/")
    with (
        patch.object(markdown, "parse", wraps=markdown.parse) as parse,
        patch.object(edition, "read", wraps=edition.read) as read,
    ):
        _save(workshop, "content/index.md", "---\ntitle: Welcome\n---\n\nHere you are.\n")

        assert "Here you are." in _text(workshop, "/en/")
        assert ["content/index.md"] == [call.args[1] for call in parse.call_args_list]
        assert [] == read.call_args_list


def test_pages_come_and_go(root: Path) -> None:
    """A new page has an address, a removed one has none."""
    workshop = Workshop(root, drafts=True)
    _save(workshop, "content/new.md", "# New\n")
    assert 200 == workshop.answer("/fr/new/").status

    (root / "content/new.md").unlink()
    workshop.changed(["content/new.md"])
    assert 404 == workshop.answer("/fr/new/").status


def test_template_changes(root: Path) -> None:
    """A template of the site's own takes the place of the built-in one, and its texts are translatable."""
    workshop = Workshop(root, drafts=True)
    workshop.answer("/es/")
    _save(workshop, "templates/page.html", "<html><head></head><body>{{ _('Welcome') }}!</body></html>")

    assert "Bienvenidos!" in _text(workshop, "/es/")


def test_static_file_changes(root: Path) -> None:
    """A changed file has another address, and the old address is gone."""
    workshop = Workshop(root, drafts=True)
    names = [name for name in workshop.load().assets.contents if "site." in name]
    _save(workshop, "static/site.css", "p { color: red }\n")
    now = [name for name in workshop.load().assets.contents if "site." in name]

    assert b"p { color: red }\n" == workshop.answer(f"/{now[0]}").body
    assert 404 == workshop.answer(f"/{names[0]}").status


def test_configuration_changes(root: Path) -> None:
    """A language that the configuration drops has no pages any more."""
    workshop = Workshop(root, drafts=True)
    assert 200 == workshop.answer("/fr/").status
    _save(workshop, "i18n.toml", SITE["i18n.toml"].replace(', "fr"', ""))

    assert 404 == workshop.answer("/fr/").status
    assert "Bienvenue" not in _text(workshop, "/")


def test_language_begins(root: Path) -> None:
    """Without a configured list, a new folder of catalogs is a new language."""
    (root / "i18n.toml").unlink()
    workshop = Workshop(root, drafts=True)
    assert 404 == workshop.answer("/ko/").status
    _save(workshop, "locales/ko/LC_MESSAGES/site.po", PO.format(tag="ko", welcome="환영합니다", visit="", bring=""))

    assert "환영합니다" in _text(workshop, "/ko/")


def test_folder_is_replaced(root: Path) -> None:
    """A folder that is told as a whole stands for all its files."""
    workshop = Workshop(root, drafts=True)
    workshop.answer("/es/")
    _write(root, CATALOG, ES.replace("Bienvenidos", "Hola"))
    workshop.changed(["locales"])

    assert "Hola" in _text(workshop, "/es/")


# Mistakes


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("content/visit.md", "---\ntitle: [\n---\n", "content/visit.md:3: "),
        ("content/_data/practice.yaml", "card: [\n", "content/_data/practice.yaml:"),
        ("templates/page.html", "<html>\n{% if %}</html>", "templates/page.html:2: "),
        ("templates/page.html", "<html><head></head>\n<body>{{ 1 / 0 }}</body></html>", "templates/page.html:2: "),
        ("i18n.toml", '[site]\nlocale = ["es"]\n', "i18n.toml:2: "),
        (CATALOG, ES + '\nmsgid "open\n', f"{CATALOG}:19: "),
    ],
)
def test_mistakes_are_pages(root: Path, name: str, text: str, place: str) -> None:
    """What stops a page is shown in its place with file and line, said once, and gone when it is mended."""
    said: list[str] = []
    workshop = Workshop(root, drafts=True, say=said.append)
    good = _text(workshop, "/es/visit/")
    _save(workshop, name, text)
    broken = workshop.answer("/es/visit/")
    workshop.answer("/es/visit/")

    assert 500 == broken.status
    assert place in broken.body.decode()
    assert "/_i18n/reload.js" in broken.body.decode()
    assert 1 == len(said)
    assert said[0].startswith(f"error: {place}")

    if name in SITE:
        _write(root, name, SITE[name])
    else:
        (root / name).unlink()
    workshop.changed([name])
    assert good.replace("-0", f"-{workshop.changes}") == _text(workshop, "/es/visit/")


def test_broken_catalog_leaves_other_languages(root: Path) -> None:
    """A catalog that cannot be read stops the pages of its own language alone."""
    workshop = Workshop(root, drafts=True)
    _save(workshop, CATALOG, "msgid \n")

    assert 500 == workshop.answer("/es/").status
    assert 200 == workshop.answer("/fr/").status
    assert 200 == workshop.answer("/es-MX/").status


def test_broken_template_leaves_other_files(root: Path) -> None:
    """A root page that cannot be made stops no style sheet."""
    workshop = Workshop(root, drafts=True)
    _save(workshop, "templates/root.html", "{{ 1 / 0 }}")
    names = [name for name in workshop.load().assets.contents if "site." in name]

    assert 500 == workshop.answer("/").status
    assert 200 == workshop.answer(f"/{names[0]}").status


def test_mistakes_are_escaped(root: Path) -> None:
    """Text of a file cannot become markup of the error page, nor turn a line of it or of the terminal around."""
    said: list[str] = []
    workshop = Workshop(root, drafts=True, say=said.append)
    _save(workshop, "content/visit.md", "{practice.x}\n")
    _save(workshop, "i18n.toml", '[site]\n"<script>\\u202e" = 1\n')
    text = _text(workshop, "/es/")

    assert "&lt;script&gt;" in text
    assert "<script>" not in text
    assert "\u202e" not in text + "".join(said)


def test_program_fails(root: Path) -> None:
    """A fault of the program is a page too, and does not end the preview."""
    workshop = Workshop(root, drafts=True)
    with patch.object(edition.Maker, "page", side_effect=RuntimeError("oh <no>")):
        answer = workshop.answer("/es/")

    assert 500 == answer.status
    assert "the program failed: RuntimeError: oh &lt;no&gt;" in answer.body.decode()
    assert 200 == workshop.answer("/es/").status


def test_findings(root: Path) -> None:
    """The findings are those of `i18n check`, of one language or of all, escaped."""
    workshop = Workshop(root, drafts=True)
    _save(workshop, CATALOG, ES.replace("Traiga {practice.card}.", "<b>Traiga</b>."))
    found = pipeline.check(root, ["es"]).findings
    text = _text(workshop, "/_i18n/findings/es")

    assert found
    for one in found:
        assert f"<code>{one.path}:{one.line}</code> {one.severity}: {one.check}:" in text
    assert "<b>" not in text
    assert f"{CATALOG}:" not in _text(workshop, "/_i18n/findings/fr")
    assert f"{CATALOG}:" in _text(workshop, "/_i18n/findings")
    assert 404 == workshop.answer("/_i18n/findings/xx").status


def test_finding_without_source() -> None:
    """A finding that belongs to no source text is listed all the same; none are said to be none."""
    one = Diagnostic("po.unknown", Severity.WARNING, "no source", "a.po", 3, "es")

    assert b'<li class="warning"><code>a.po:3</code> warning: po.unknown: <bdi>no source</bdi></li>' in (
        pages.findings([one], [], "es", "v").body
    )
    assert b"Nothing found." in pages.findings([], [], "", "v").body


def test_page_without_watermark() -> None:
    """Where a site's own template shows no watermark, the script is added alone."""
    page = pages.with_tools(b"<html><head><title></title></head><body></body></html>", "v", "/f")

    assert b'<html><head><script src="/_i18n/reload.js?version=v" defer></script><title>' in page
    assert b"/f" not in page


# Who may look


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    with Server(Workshop(root, drafts=True), 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.stop.set()
        server.ring()
        server.shutdown()
        thread.join()


def _ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        for one in value.split("|"):
            connection.putheader(name, one.replace("PORT", str(server.server_address[1])))
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_loopback_only(server: Server) -> None:
    """No other machine can connect."""
    assert "127.0.0.1" == server.server_address[0]


@pytest.mark.parametrize("host", ["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LOCALHOST:PORT"])
def test_own_names(server: Server, host: str) -> None:
    """The names of this machine's own interface are answered."""
    assert 200 == _ask(server, "/es/", Host=host)[0].status


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "localhost:1", "evil.example:PORT", "localhost.evil.example:PORT", "localhost:PORT|evil.example"],
)
def test_foreign_names(server: Server, host: str) -> None:
    """A name that somebody else points at this machine is refused, or his pages could read the drafts."""
    response, body = _ask(server, "/es/", Host=host)

    assert 403 == response.status
    assert b"Bienvenidos" not in body


def test_foreign_address(server: Server) -> None:
    """A request meant for a proxy is refused."""
    assert 403 == _ask(server, "http://evil.example/es/")[0].status


def test_headers(server: Server) -> None:
    """Nothing is kept by the browser, guessed by it, or embedded by other sites."""
    response, body = _ask(server, "/es/?utm=1#top")

    assert "text/html; charset=utf-8" == response.headers["Content-Type"]
    assert "no-store" == response.headers["Cache-Control"]
    assert "nosniff" == response.headers["X-Content-Type-Options"]
    assert "same-origin" == response.headers["Cross-Origin-Resource-Policy"]
    assert str(len(body)) == response.headers["Content-Length"]


@pytest.mark.parametrize("path", ["/es/", "/es/none", "/_i18n/events", "/_i18n/reload.js"])
def test_head(server: Server, path: str) -> None:
    """HEAD is GET without a body."""
    response, body = _ask(server, path, "HEAD")

    assert (404 if "none" in path else 200) == response.status
    assert b"" == body
    assert response.headers["Content-Type"].endswith("charset=utf-8")


def test_other_methods(server: Server) -> None:
    """Nothing can be sent to the preview."""
    assert 501 == _ask(server, "/es/", "POST")[0].status


def test_events(server: Server) -> None:
    """A listener is told the version at once, then after each change, and let go when the server ends."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", "/_i18n/events")
    response = connection.getresponse()
    first = server.workshop.version

    assert "text/event-stream; charset=utf-8" == response.headers["Content-Type"]
    assert [f"data: {first}\n".encode(), b"\n"] == [response.readline(), response.readline()]
    server._changed(["content/visit.md"])
    assert [f"data: {server.workshop.version}\n".encode(), b"\n"] == [response.readline(), response.readline()]
    assert first != server.workshop.version
    server.stop.set()
    server.ring()
    assert b"" == response.read()
    connection.close()


def test_port_is_taken(server: Server, root: Path) -> None:
    """A port that another program has is a mistake of the call."""
    port = server.server_address[1]
    with pytest.raises(UsageError, match=f"^port {port} is taken; name another one with --port$"):
        serve(root, port=port)


def test_no_site(tmp_path: Path) -> None:
    """A folder without content is refused; one with a mistake in it is served, with the mistake."""
    with pytest.raises(I18nError, match="there is no folder 'content' here"):
        serve(tmp_path, port=0)

    _write(tmp_path, "content/index.md", "---\ntitle: [\n---\n")
    said: list[str] = []
    with patch.object(Server, "serve_forever", side_effect=KeyboardInterrupt):
        assert 0 == serve(tmp_path, port=0, say=said.append)
    assert said[0].startswith("error: content/index.md:3: ")
    assert said[1].startswith("The draft view: http://127.0.0.1:")


# What is watched


class _Told:
    """The paths that a watch told."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, paths: Collection[str]) -> None:
        self.paths += paths

    def until(self, wanted: Callable[[list[str]], bool]) -> None:
        end = time.monotonic() + 10
        while not wanted(self.paths):
            assert time.monotonic() < end, self.paths
            time.sleep(0.01)


@contextmanager
def _watched(root: Path, folders: Callable[[], tuple[str, ...]]) -> Iterator[_Told]:
    told, ready, stop = _Told(), threading.Event(), threading.Event()
    thread = threading.Thread(target=watch, args=(root, folders, told, ready, stop), daemon=True)
    thread.start()
    try:
        assert ready.wait(10)
        yield told
    finally:
        stop.set()
        thread.join(10)


@pytest.fixture
def told(root: Path) -> Iterator[_Told]:
    """A watch of the folders that the file `watched` names."""
    _write(root, "watched", "content locales late")
    with _watched(root, lambda: tuple((root / "watched").read_text().split())) as told:
        yield told


def test_watch(root: Path, told: _Told) -> None:
    """Files that are written, renamed over, begun or removed are told; hidden ones and editors' copies are not."""
    assert [] == told.paths
    _write(root, "content/.hidden.md", "x")
    _write(root, "content/visit.md~", "x")
    _write(root, "aside.po", "x")
    _write(root, "content/visit.md", "x")
    (root / "aside.po").replace(root / CATALOG)
    _write(root, "content/deep/new.md", "x")
    (root / "content/leaf.svg").unlink()
    wanted = {"content/visit.md", CATALOG, "content/leaf.svg"}
    told.until(lambda paths: wanted <= set(paths) and any(path.startswith("content/deep") for path in paths))

    assert set(told.paths) <= {*wanted, "content/deep", "content/deep/new.md", str(Path(CATALOG).parent)}


def test_watch_configuration(root: Path, told: _Told) -> None:
    """A changed configuration is told, and the folders that it now names are watched."""
    _write(root, "watched", "content static")
    _write(root, "i18n.toml", "[site]\n")
    told.until(lambda paths: "i18n.toml" in paths and "static" in paths)
    _write(root, "static/site.css", "x")
    told.until(lambda paths: "static/site.css" in paths)


def test_watch_folders_come_and_go(root: Path, told: _Told) -> None:
    """A folder that appears, or is replaced by another, is told as a whole and watched from then on."""
    _write(root, "late/a.md", "x")
    told.until(lambda paths: "late" in paths and "content" in paths)
    _write(root, "late/b.md", "x")
    told.until(lambda paths: "late/b.md" in paths)

    (root / "content").rename(root / "old")
    told.paths.clear()
    _write(root, "content/index.md", "x")
    told.until(lambda paths: "content" in paths and "late" in paths)
    _write(root, "content/c.md", "x")
    told.until(lambda paths: "content/c.md" in paths)


def test_watch_without_folders(tmp_path: Path) -> None:
    """Where no folder is there yet, the first one that comes is told."""
    with _watched(tmp_path, lambda: ("content",)) as told:
        _write(tmp_path, "content/index.md", "x")
        told.until(lambda paths: "content" in paths)


def test_watch_without_the_systems_help(root: Path) -> None:
    """Where the system has no watches left, files are looked at in turn."""
    real = watchfiles.watch

    def limited(*paths: Path, force_polling: bool | None, **options: Any) -> Any:
        if not force_polling:
            raise OSError("OS file watch limit reached")
        return real(*paths, force_polling=True, poll_delay_ms=20, **options)

    with patch.object(watchfiles, "watch", limited), _watched(root, lambda: ("content",)) as told:
        _write(root, "content/new.md", "x")
        told.until(lambda paths: "content/new.md" in paths)
