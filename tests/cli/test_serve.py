"""`i18n serve` as a translator uses it: started, looked at, edited, broken, mended, ended."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20  # seconds; a change takes a fraction of one, but the machine may be busy

PO = """\
msgid ""
msgstr ""
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Welcome"
msgstr "Bienvenidos"

#, fuzzy
msgid "Please do not drive today."
msgstr "No conduzca."
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "i18n.toml": '[site]\ntitle = "Practice"\nlocales = ["es"]\n',
        "content/index.md": "---\ntitle: Welcome\n---\n\nPlease do not drive today.\n",
        "locales/es/LC_MESSAGES/site.po": PO,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def _start(site: Path, *options: str) -> subprocess.Popen[str]:
    # A shell that runs tests in the background ignores Ctrl-C, and would leave that to the command.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "i18n", "serve", "-C", str(site), *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _served(site: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The running command and its port."""
    process = _start(site, "--port", "0", *options)
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert found, "the first line names the address"
        yield process, int(found[1])
    finally:
        process.kill()
        process.communicate()


def _get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def _until(port: int, path: str, wanted: Callable[[int, str], bool]) -> str:
    """The page once it is as wanted."""
    end = time.monotonic() + PATIENCE
    while True:
        status, text = _get(port, path)
        if wanted(status, text):
            return text
        assert time.monotonic() < end, f"{path} stayed as it is: {status}\n{text}"
        time.sleep(0.05)


def test_serve(site: Path) -> None:
    """Drafts are shown, each saved file shows at once, mistakes are pages until they are mended, Ctrl-C ends it."""
    catalog = site / "locales/es/LC_MESSAGES/site.po"
    page = site / "content/index.md"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    with _served(site) as (process, port):
        status, text = _get(port, "/es/")
        assert 200 == status
        assert "Bienvenidos" in text and "No conduzca." in text and 'class="i18n-draft"' in text
        assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*")}

        catalog.write_text(PO.replace("No conduzca.", "Por favor, no conduzca hoy."), "utf-8")
        _until(port, "/es/", lambda _, text: "Por favor, no conduzca hoy." in text)

        page.write_text(page.read_text("utf-8").replace("today", "tonight"), "utf-8")
        _until(port, "/en/", lambda _, text: "Please do not drive tonight." in text)

        page.write_text("---\ntitle: [\n---\n", "utf-8")
        broken = _until(port, "/en/", lambda status, _: status == 500)
        assert re.search(r"content/index\.md:\d+: ", broken)
        page.write_text("---\ntitle: Welcome\n---\n\nMended.\n", "utf-8")
        _until(port, "/en/", lambda status, text: status == 200 and "Mended." in text)

        catalog.write_text(PO + '\nmsgid "open\n', "utf-8")
        broken = _until(port, "/es/", lambda status, _: status == 500)
        assert "locales/es/LC_MESSAGES/site.po:16: " in broken
        catalog.write_text(PO, "utf-8")
        _until(port, "/es/", lambda status, _: status == 200)

        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
        assert 0 == process.returncode
        assert "error: locales/es/LC_MESSAGES/site.po:16: " in output
        assert "Traceback" not in output
    assert sorted(before) == sorted(site.rglob("*"))


def test_published(site: Path) -> None:
    """With --published nothing is shown that a build would not publish."""
    with _served(site, "--published") as (_, port):
        _, text = _get(port, "/es/")

    assert "Bienvenidos" in text
    assert "No conduzca." not in text
    assert "i18n-draft" not in text


def test_port_is_taken(site: Path) -> None:
    """Another program on the port is one clear line and exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = _start(site, "--port", str(port))
        output, _ = process.communicate(timeout=PATIENCE)

    assert 2 == process.returncode
    assert f"error: port {port} is taken; name another one with --port\n" == output


def test_no_site(tmp_path: Path) -> None:
    """A folder without a site is not served."""
    process = _start(tmp_path, "--port", "0")
    output, _ = process.communicate(timeout=PATIENCE)

    assert 2 == process.returncode
    assert output.startswith("error: there is no folder 'content' here")
    assert 1 == output.count("\n")
