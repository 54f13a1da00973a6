"""A feed that lies, hangs or grows without end harms nothing; only public hosts are asked."""

import gzip
import ipaddress
import socket
import threading
import time

import pytest

from events.collecting.feeds import fetching
from events.collecting.feeds.fetching import FetchError, check, fetch, is_public
from tests.collecting.feed_server import content, endless, redirect, serving

PRIVATE = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
]


@pytest.fixture
def here(settings) -> None:
    """This machine may be asked."""
    settings.FEEDS_ALLOW_LOOPBACK = True


@pytest.fixture
def hasty(monkeypatch) -> None:
    """Nothing is waited for longer than a second."""
    monkeypatch.setattr(fetching, "MOST_SECONDS", 1.0)


def resolving(monkeypatch, *addresses: str) -> list[str]:
    """Has every name lead to `addresses`; returns where the name server was asked for, filled as it is asked."""
    asked = []

    def answer(host, port, **kwargs):
        asked.append(host)
        return [(socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(address, monkeypatch):
    resolving(monkeypatch, address)

    with pytest.raises(FetchError):
        check("https://feed.example.org/")
    assert not is_public(ipaddress.ip_address(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    resolving(monkeypatch, "93.184.216.34", "10.0.0.1")

    with pytest.raises(FetchError):
        check("https://feed.example.org/")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_accepted_and_the_connection_is_pinned_to_them(address, monkeypatch):
    asked = resolving(monkeypatch, address)

    target = check("https://feed.example.org/events?q=ä")

    assert (target.address, target.host, target.port, target.path) == (address, "feed.example.org", 443, "/events?q=%C3%A4")
    assert asked == ["feed.example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "http://feed.example.org/",
        "ftp://feed.example.org/",
        "file:///etc/passwd",
        "https://user:secret@feed.example.org/",
        "https://feed.example.org:6379/",
        "https:///nothing",
        "https://[::1/",
        "//feed.example.org",
        "",
    ],
)
def test_other_addresses_are_refused_without_asking_anybody(address, monkeypatch):
    asked = resolving(monkeypatch, "93.184.216.34")

    with pytest.raises(FetchError):
        check(address)
    assert asked == []


def test_loopback_is_refused_unless_the_setting_opens_it(settings):
    with serving(content(b"Hello")) as address:
        with pytest.raises(FetchError):
            fetch(address.replace("http://", "https://"))
        settings.FEEDS_ALLOW_LOOPBACK = True
        assert fetch(address) == b"Hello"


def test_redirects_are_followed_and_checked_each(here):
    with serving(content(b"There")) as there, serving(redirect(there)) as first:
        assert fetch(first) == b"There"
    for where in ("http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "https://[::ffff:10.0.0.1]/"):
        with serving(redirect(where)) as address, pytest.raises(FetchError):
            fetch(address)


def test_redirects_in_a_circle_end(here):
    with serving(redirect("/again")) as address, pytest.raises(FetchError, match="immer weiter"):
        fetch(address)


def test_compressed_content_is_read(here):
    with serving(content(b"Hello " * 1000, packed=True)) as address:
        assert fetch(address) == b"Hello " * 1000


def test_bomb_stops_at_the_limit(here, monkeypatch):
    bomb = gzip.compress(b"\0" * 60_000_000)
    monkeypatch.setattr(fetching, "MOST_BYTES", 1_000_000)

    with serving(content(bomb, Content_Encoding="gzip")) as address, pytest.raises(FetchError, match="größer"):
        fetch(address)


@pytest.mark.parametrize(
    ("behave", "sentence"),
    [
        pytest.param(content(b"", status=500), "Fehler 500", id="error"),
        pytest.param(content(b"", status=404), "Fehler 404", id="missing"),
        pytest.param(content(b"x", Content_Encoding="br"), "komprimiert", id="unknown compression"),
        pytest.param(content(b"no gzip", Content_Encoding="gzip"), "beschädigt", id="false compression"),
        pytest.param(content(b"short", Content_Length="999"), "beschädigt", id="false length"),
        pytest.param(endless(b"", before=b"rubbish\r\n\r\n", pause=threading.Event()), "wie er sollte", id="no HTTP"),
        pytest.param(content(b"", status=302), "Fehler 302", id="redirect to nowhere"),
    ],
)
def test_server_that_lies_gets_a_sentence(here, hasty, behave, sentence):
    with serving(behave) as address, pytest.raises(FetchError, match=sentence):
        fetch(address)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", id="body"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", id="headers"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_server_that_hangs_or_drips_is_left_in_time(here, hasty, before):
    ended = threading.Event()
    started = time.monotonic()

    with serving(endless(b"x" if before else b"", pause=ended, before=before)) as address, pytest.raises(FetchError):
        fetch(address)
    ended.set()

    assert time.monotonic() - started < 4


def test_server_that_answers_wait_for_ever_is_left_in_time(here, hasty):
    started = time.monotonic()

    with serving(endless(b"HTTP/1.1 100 Continue\r\n\r\n", before=b"")) as address, pytest.raises(FetchError):
        fetch(address)

    assert time.monotonic() - started < 4


def test_feed_that_grows_without_end_stops_at_the_limit(here, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 300_000)

    with serving(endless(b"x" * 50_000)) as address, pytest.raises(FetchError, match="größer"):
        fetch(address)


def test_connection_goes_to_the_checked_address_whatever_the_name_leads_to_later(here, monkeypatch):
    with serving(content(b"Pinned")) as address:
        port = int(address.rpartition(":")[2])
        asked = resolving(monkeypatch, "127.0.0.1")
        monkeypatch.setattr(socket, "create_connection", _only_to("127.0.0.1", socket.create_connection))

        assert fetch(f"http://feed.example.org:{port}/") == b"Pinned"
    assert asked == ["feed.example.org"]


def _only_to(address: str, connect):
    def guarded(target, **kwargs):
        assert target[0] == address
        family = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        family.settimeout(kwargs.get("timeout"))
        family.connect(target)
        return family

    return guarded


def test_certificate_of_another_host_is_refused(here):
    with serving(content(b"Hello")) as address, pytest.raises(FetchError):
        fetch(address.replace("http://", "https://"))
