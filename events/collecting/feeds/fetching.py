"""Fetching a foreign address without harm: public hosts alone, over https, bounded in time, size and redirects.

The name is resolved once; every address it has is checked, and the connection goes to one of the checked addresses, so that
no second answer of the name server can lead elsewhere. Redirects take the same way. The whole takes at most MOST_SECONDS,
whatever the other side does: a watchdog shuts the connection down.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_SECONDS = 20.0
MOST_REDIRECTS = 4
CHUNK = 64 * 1024
# Signs that stand in a path as they are (RFC 3986 §3.3).
SAFE = "/%:@!$&'()*+,;=~"

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Networks that lead to addresses of another kind, by which a private one could be meant.
LEADING_ELSEWHERE = [ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """The feed could not be fetched; `str()` of it is a sentence for people."""


class Target(NamedTuple):
    """Where to connect to: the checked address beside the name that was asked for."""

    is_secure: bool
    host: str
    port: int
    address: str
    path: str


def fetch(address: str) -> bytes:
    """What stands at `address`, decompressed. Raises FetchError."""
    end = time.monotonic() + MOST_SECONDS
    for _number in range(MOST_REDIRECTS + 1):
        answer = _ask(check(address, end), end)
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise FetchError(_("The address leads on and on to other addresses."))


def check(address: str, end: float | None = None) -> Target:
    """Where `address` leads, if everybody may read it from anywhere. Raises FetchError."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError) as error:
        raise FetchError(_("This is no address of the internet.")) from error
    for_tests = settings.FEEDS_ALLOW_LOOPBACK
    if not host or parts.scheme not in (("https", "http") if for_tests else ("https",)):
        raise FetchError(_("Only addresses that begin with https:// are fetched."))
    if parts.username is not None or parts.password is not None:
        raise FetchError(_("Addresses with a password in them are not fetched."))
    if port not in (None, 443) and not for_tests:
        raise FetchError(_("Only the usual port 443 is asked."))
    port = port or (443 if parts.scheme == "https" else 80)
    found = _resolve(host, port, end or time.monotonic() + MOST_SECONDS)
    if not found or not all(is_public(each) for each in found):
        raise FetchError(_("This address does not lead to a public server."))
    path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE + '?')}" if parts.query else "")
    return Target(parts.scheme == "https", host, port, str(found[0]), path)


def is_public(address: Address) -> bool:
    """Whether `address` is one of the public internet; with FEEDS_ALLOW_LOOPBACK also this machine's own."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return bool(settings.FEEDS_ALLOW_LOOPBACK)
    leads_elsewhere = any(address.version == network.version and address in network for network in LEADING_ELSEWHERE)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified or leads_elsewhere)


def _resolve(host: str, port: int, end: float) -> list[Address]:
    """Every address of `host`; a name server that does not answer is waited for no longer than until `end`."""
    pool = ThreadPoolExecutor(1)
    try:
        found = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(max(0.1, end - time.monotonic()))
        return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    except TooSlow as error:
        raise _too_slow() from error
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(_("There is no server of that name.")) from error
    finally:
        pool.shutdown(wait=False)


class _Connection(http.client.HTTPConnection):
    """A connection to the checked address, under the name that was asked for; it ends at `end` at the latest."""

    def __init__(self, target: Target, end: float) -> None:
        super().__init__(target.host, target.port)
        self.target, self.end = target, end
        self.watchdog: threading.Timer | None = None
        self._plain: socket.socket | None = None

    def connect(self) -> None:
        """Connect, and set the watchdog before anything is read."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        sock = socket.create_connection((self.target.address, self.target.port), timeout=left)
        # A second handle on the connection, which can be shut down while the first is being read.
        self._plain = sock.dup()
        self.watchdog = threading.Timer(left, self._shut_down)
        self.watchdog.daemon = True
        self.watchdog.start()
        if self.target.is_secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.target.host)
        self.sock = sock

    def _shut_down(self) -> None:
        try:
            self._plain.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def close(self) -> None:
        super().close()
        if self.watchdog is not None:
            self.watchdog.cancel()
        if self._plain is not None:
            self._plain.close()


def _ask(target: Target, end: float) -> bytes | str:
    """The content, or the address to which the answer leads on. Raises FetchError."""
    connection = _Connection(target, end)
    try:
        headers = {"User-Agent": f"Clusterwoche ({settings.BASE_URL})", "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close"}
        connection.request("GET", target.path, headers=headers)
        response = connection.getresponse()
        if response.status in REDIRECTS and response.headers.get("Location"):
            return response.headers["Location"]
        if response.status != http.HTTPStatus.OK:
            raise FetchError(_("The server answers with the error %(status)d.") % {"status": response.status})
        content = _read(response, end)
    except ssl.SSLError as error:
        if time.monotonic() >= end:
            raise _too_slow() from error
        raise FetchError(_("The server cannot prove with a certificate that it is the right one.")) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        if time.monotonic() >= end or isinstance(error, TimeoutError):
            raise _too_slow() from error
        raise FetchError(_("The server does not answer as it should.")) from error
    finally:
        connection.close()
    if time.monotonic() >= end:  # the watchdog has cut it off
        raise _too_slow()
    return content


def _read(response: Any, end: float) -> bytes:
    """The body, decompressed piece by piece, so that neither it nor what it swells to outgrows MOST_BYTES."""
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise FetchError(_("The server compresses its answer in a way that is not understood."))
    unpack = None if encoding == "identity" else zlib.decompressobj(16 + zlib.MAX_WBITS)
    received, content = 0, bytearray()
    while time.monotonic() < end and (chunk := response.read1(CHUNK)):
        received += len(chunk)
        while chunk:
            content += chunk if unpack is None else _unpacked(unpack, chunk, MOST_BYTES + 1 - len(content))
            chunk = b"" if unpack is None else unpack.unconsumed_tail
            if max(received, len(content)) > MOST_BYTES:
                raise FetchError(_("The feed is larger than %(limit)d MB.") % {"limit": MOST_BYTES // 1024 // 1024})
    if response.length or (unpack is not None and not unpack.eof):
        raise FetchError(_("What the server sent is damaged."))  # half a feed would look as if the rest had vanished
    return bytes(content)


def _unpacked(unpack: Any, chunk: bytes, most: int) -> bytes:
    try:
        return unpack.decompress(chunk, most)
    except zlib.error as error:
        raise FetchError(_("What the server sent is damaged.")) from error


def _too_slow() -> FetchError:
    return FetchError(_("The server takes too long: after %(seconds)d seconds nothing more is waited for.") % {"seconds": MOST_SECONDS})
