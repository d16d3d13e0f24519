"""What is published, behind a real web server and copied to another place."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers import run, site, tree
from tools.packages import PATH

CONFIGURATION = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/html html; text/css css; }}
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site/public;
    }}
}}
"""
PAGES = {
    "i18n.toml": '[site]\nlocales = ["es"]\n',
    **{f"content/p{number}.md": f"# Page {number}\n\nText.\n" for number in range(10)},
    "content/index.md": "# Home\n",
    "content/word.md": "# Word 0\n",
}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = site(tmp_path / "site", PAGES)
    assert 0 == run(folder, "build", "-q", "--jobs", "1").code
    return folder


@pytest.fixture
def nginx(tmp_path: Path, published: Path) -> Iterator[int]:
    """The port at which nginx serves the site through its link."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "nginx.conf").write_text(CONFIGURATION.format(folder=tmp_path, port=port))
    program = shutil.which("nginx", path=PATH)
    assert program
    arguments = [program, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")]
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, (tmp_path / "error.log").read_text()
                time.sleep(0.02)
            yield port
        finally:
            process.terminate()


def test_publishing_under_load(published: Path, nginx: int) -> None:
    """While the site is published 30 times, four visitors who never stop get nothing but whole pages."""
    statuses: list[int] = []
    wrong: list[str] = []
    done = threading.Event()

    def visit(names: list[str]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", nginx, timeout=10)) as connection:
            while not done.is_set():
                for name in names:
                    connection.request("GET", name)
                    answer = connection.getresponse()
                    statuses.append(answer.status)
                    if not answer.read().endswith(b"</html>"):
                        wrong.append(name)

    shares = [["/en/", "/es/word/"], ["/en/word/", "/"], ["/es/p1/", "/en/p9/"], ["/es/", "/en/404.html"]]
    visitors = [threading.Thread(target=visit, args=(names,)) for names in shares]
    for visitor in visitors:
        visitor.start()
    for number in range(1, 31):
        site(published, {"content/word.md": f"# Word {number}\n"})
        assert 0 == run(published, "build", "-q", "--jobs", "1").code
    done.set()
    for visitor in visitors:
        visitor.join()

    assert ({200}, []) == (set(statuses), wrong)
    assert len(statuses) > 500


def test_plain_copy(published: Path, tmp_path: Path) -> None:
    """`cp -R public/. elsewhere` gives a complete copy, without links."""
    subprocess.run(["cp", "-R", f"{published}/public/.", str(tmp_path / "copy")], check=True)

    assert tree(published / "public") == tree(tmp_path / "copy")
    assert [] == [path for path in (tmp_path / "copy").rglob("*") if path.is_symlink()]
