"""The preview on the loopback interface: HTTP for pages, server-sent events for changes."""

from __future__ import annotations

import contextlib
import errno
import gc
import socketserver
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from i18n.errors import I18nError, UsageError
from i18n.preview.pages import FINDINGS, OWN, Answer, lines_of
from i18n.preview.watch import watch
from i18n.preview.workshop import Workshop

HOST = "127.0.0.1"
"""Drafts are for the eyes of the one who writes: no other machine can connect."""
_NAMES = ("localhost", HOST, "[::1]")
_EVENTS = f"{OWN}events"
_PULSE = 15  # seconds between two signs of life, by which a closed connection is noticed
_BEGIN = 5  # seconds to wait for the watch before going on without it


def serve(root: Path, *, port: int = 8000, drafts: bool = True, say: Callable[[str], object] = print) -> int:
    """0 when interrupted; until then the site is shown at http://127.0.0.1:PORT/, made from what is on disk.

    Nothing is written. `drafts` shows all that translators wrote, watermarked; without it the pages are what a build
    would publish. `port` 0 takes a free one. Raises UsageError where the port is taken or the folder has no site.
    """
    workshop = Workshop(root.resolve(), drafts=drafts, say=say)
    with contextlib.suppress(KeyboardInterrupt), Server(workshop, port) as server, server.watching():
        base = _checked(workshop)
        gc.freeze()  # what was just read stays, so the collector need not look at millions of strings again
        say(f"{'The draft view' if drafts else 'The site as it would be published'}: {server.address}{base}/")
        say(f"Findings: {server.address}{FINDINGS}")
        say("Press Ctrl-C to end.")
        server.serve_forever(poll_interval=0.2)
    gc.unfreeze()
    return 0


def _checked(workshop: Workshop) -> str:
    """The site's path on its host. A mistake in the site is said, and shown later; where no site is, it is raised."""
    try:
        return workshop.load().base
    except I18nError as error:
        if not (workshop.root / workshop.folders()[0]).is_dir():
            raise
        workshop.tell(lines_of(error))
        return ""


class Server(socketserver.ThreadingTCPServer):
    """HTTP for one workshop, on the loopback interface."""

    daemon_threads = True
    request_queue_size = 64
    # On Windows the option would let two programs share the port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, workshop: Workshop, port: int) -> None:
        """Raises UsageError where the port cannot be had."""
        self.workshop = workshop
        self.stop = threading.Event()
        self.bell = threading.Condition()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise UsageError(f"port {port} {reason}; name another one with --port") from error
        number = self.server_address[1]
        self.address = f"http://{HOST}:{number}"
        self.hosts = frozenset(
            name for one in _NAMES for name in ((f"{one}:{number}", one) if number == 80 else (f"{one}:{number}",))
        )

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Changes are noticed from the beginning to the end of this."""
        ready = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(ready,), daemon=True)
        watcher.start()
        ready.wait(_BEGIN)
        try:
            yield
        finally:
            self.stop.set()
            self.ring()
            watcher.join(_BEGIN)

    def _watch(self, ready: threading.Event) -> None:
        try:
            watch(self.workshop.root, self.workshop.folders, self._changed, ready, self.stop)
        except Exception as error:
            self.workshop.say(f"error: changes are not noticed any more ({error}); start the preview again")

    def _changed(self, paths: Collection[str]) -> None:
        self.workshop.changed(paths)
        self.ring()

    def ring(self) -> None:
        with self.bell:
            self.bell.notify_all()

    def wait(self, version: str) -> None:
        """Until the site is no more in this version, the server ends, or a while has gone by."""
        with self.bell:
            self.bell.wait_for(lambda: self.stop.is_set() or self.workshop.version != version, _PULSE)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no mistake of anybody."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.workshop.say(f"error: the program failed: {type(error).__name__}: {error}")


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "i18n"
    sys_version = ""
    timeout = 30
    """Seconds that a request may take to arrive."""

    def do_GET(self) -> None:
        if not self._is_for_us():
            # A name that somebody else made point here: its pages must not read ours (DNS rebinding).
            self._send(Answer(403, "text/plain; charset=utf-8", b"This address is not that of the preview.\n"))
            return
        path = self.path.partition("?")[0].partition("#")[0]
        if path == _EVENTS:
            self._events()
        else:
            self._send(self.server.workshop.answer(path))

    do_HEAD = do_GET

    def _is_for_us(self) -> bool:
        hosts = self.headers.get_all("Host", [])
        return len(hosts) == 1 and hosts[0].strip().lower() in self.server.hosts and self.path.startswith("/")

    def _send(self, answer: Answer) -> None:
        self._headers(answer.status, answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _headers(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")

    def _events(self) -> None:
        """Says the version now and after each change, until the browser leaves or the server ends."""
        self._headers(200, "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        server, said = self.server, ""
        while not server.stop.is_set():
            version = server.workshop.version
            self.wfile.write(b": here\n\n" if version == said else f"data: {version}\n\n".encode())
            said = version
            server.wait(said)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are nothing to talk about."""
