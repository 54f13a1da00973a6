"""A mail server for tests of the outbox: speaks as much SMTP (RFC 5321) as a client needs, and breaks when it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps the recipients of what it took; from the mail with the number `breaks_at` on it hangs up in the middle of a mail."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int, breaks_at: int | None) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.breaks_at = breaks_at
        self.taken: list[str] = []
        self.offered = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server_address[1]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            command = line.split(" ", maxsplit=1)[0].upper()
            if command == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
            if command == "DATA":
                self._say("354 go on")
                if not self._take(recipient):
                    return
            self._say("221 bye" if command == "QUIT" else "250 ok")

    def _take(self, recipient: str) -> bool:
        self.server.offered += 1
        breaks = self.server.breaks_at is not None and self.server.offered >= self.server.breaks_at
        for line in iter(self.rfile.readline, b".\r\n"):
            if breaks or not line:
                return False
        self.server.taken.append(recipient)
        return True

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server(*, port: int = 0, breaks_at: int | None = None) -> Iterator[MailServer]:
    """A server that listens while the block lasts; at its end nobody listens at its port any more."""
    with MailServer(port, breaks_at) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
