"""A server on this machine that serves feeds, and behaves as badly as a test asks for."""

import gzip
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

Behave = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(behave: Behave) -> Iterator[str]:
    """Serve on a free port with `behave`; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                behave(self)
            except OSError:
                return

        def log_message(self, *args: object) -> None:
            return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def content(body: bytes, *, status: int = 200, packed: bool = False, **headers: str) -> Behave:
    """Answers with `body`."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        sent = gzip.compress(body) if packed else body
        handler.send_response(status)
        known = {"Content_Length": str(len(sent)), **({"Content_Encoding": "gzip"} if packed else {})}
        for name, value in {**known, **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(sent)

    return behave


def redirect(where: str) -> Behave:
    """Leads to `where`."""
    return content(b"", status=302, Location=where)


def endless(piece: bytes, pause: threading.Event | None = None, *, before: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Behave:
    """Sends `piece` again and again, slowly if `pause` is given, and never ends."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(before)
        while True:
            handler.wfile.write(piece)
            if pause is not None and pause.wait(0.05):
                return

    return behave
