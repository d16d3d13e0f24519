"""A browser, and a server for what was built; nothing leaves this machine."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.helpers import practice, run

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-pings",
]


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """As hosts do, it has an icon for browsers that ask for one unbidden."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            # Times have no fractions in HTTP: a page that is made again within a second would seem unchanged.
            del self.headers["If-Modified-Since"]
            super().do_GET()

    def end_headers(self) -> None:
        if self.path.endswith(("/", ".html")):
            self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while the block runs."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder until all tests are done; gives its address."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(served(folder))


@pytest.fixture(scope="session")
def site_of_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository, published and as drafts."""
    folder = practice(tmp_path_factory.mktemp("browser") / "practice")
    for arguments in (["build"], ["build", "--drafts"]):
        done = run(folder, *arguments, "-q", "--jobs", "1")
        assert done.code in (0, 1), done.err
    return folder
