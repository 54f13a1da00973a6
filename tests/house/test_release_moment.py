"""The moment of the release: before it nothing of the edition is at any public address, from then on all of it, on every process.

Two servers run on one database, with a clock that the test moves. The addresses come from the resolver: a new one is
asked too, and one that needs an argument without a value below fails the test.
"""

import http.client
import math
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from clusterweek.contents.pages import load_pages
from clusterweek.editorial.images import WIDTHS, publish, rendition_name
from clusterweek.urls import urlpatterns
from events.programme.formats.urls import ROUTES as FORMATS
from events.programme.models import CurrentEdition, Edition, PublishedEvent, PublishedStand, RetiredSlug
from tests.events.conftest import picture
from tests.factories import ClusterFactory, EditionFactory, EventFactory, PatronFactory, PublishedEventFactory, PublishedStandFactory
from tests.house.database import database_address

ROOT = Path(__file__).parents[2]
AN_HOUR = 3600
# Words that stand in every content of the edition, and the short names in its addresses.
SECRET = "geheim"
SLUGS = ("nachtschicht", "gemeinschaft")
NOT_PUBLIC = ("verwaltung/", "konto/")

# What the arguments of addresses are, by the name of the argument or of argument and address.
VALUES = {
    "edition": "{edition}",
    "code": "nw",
    "event.slug": "nachtschicht",
    "key": "5c0ffee0-0000-4000-8000-000000000000",
    "api_cluster.slug": "netz",
    "api_nothing.rest": "v1/nichts",
    "event_ics.slug": "nachtschicht",
    "current_event.slug": "nachtschicht",
    "stand.slug": "gemeinschaft",
    "cluster.slug": "netz",
    "report_event.slug": "nachtschicht",
    "report_stand.slug": "gemeinschaft",
    "report_cluster.slug": "netz",
    "token": "forged",
    "previewed_page.rest": "programm/",
    "media.path": "images/none.webp",
}
# Addresses that show something of the programme once it is open.
SHOWS = {
    "programme",
    "edition_programme",
    "event",
    "calendar",
    "edition_calendar",
    "changes",
    "edition_changes",
    "stands",
    "edition_stands",
    "stand",
    "state",
    "cluster",
    "greeting",
    "sitemap",
    "api_events",
    "api_stands",
    *(route.name for route in FORMATS if "shortlist" not in route.name),
    "listed",
}
QUERIES = {"programme": ("?q=Rundgang", "?state=NW", "?sort=date&page=1"), "stands": ("?q=Stand", "?state=NW")}


class Answer(NamedTuple):
    """What a server says: status, headers and the text behind them, unpacked where it is packed."""

    status: int
    headers: dict[str, str]
    text: str

    def tells(self, address: str) -> bool:
        """Whether it tells anything of the edition that the one who asked did not know."""
        words = [SECRET, *(slug for slug in SLUGS if slug not in address)]
        told = f"{self.text} {self.headers.get('location', '')}".lower()
        return any(word in told for word in words)


def unpacked(body: bytes) -> bytes:
    """The words in `body`, be it a text, a spreadsheet or a PDF."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(body)) as archive:
            return b" ".join(archive.read(name) for name in archive.namelist())
    if body.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
            with suppress(zlib.error):
                body += zlib.decompress(stream)
    return body


class Server:
    """A server of the portal as `make run` starts it, with one process and the moved clock."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {name: value for name, value in os.environ.items() if name != "CACHE_URL"}
        environment |= {"DJANGO_SETTINGS_MODULE": "clusterweek.settings", "SECRET_KEY": "x", "DATABASE_URL": database_address()}
        environment |= {"VAR_DIR": str(folder), "CLOCK": str(folder / "clock"), "DEBUG": "1", "LOG_LEVEL": "ERROR"}
        environment |= {"BIND": f"127.0.0.1:{self.port}", "WEB_PROCESSES": "1", "BASE_URL": "http://localhost"}
        command = [sys.executable, "-m", "gunicorn", "--config", "python:clusterweek.gunicorn", "tests.house.moving_clock:application"]
        self.process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        """Wait until it answers."""
        for _ in range(600):
            with suppress(OSError):
                if self.ask("/healthz").status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError

    def ask(self, address: str, *, known: str = "", method: str = "GET") -> Answer:
        """The answer to `address` for a client that knows the one with the ETag `known`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address, headers={"Host": "localhost", **({"If-None-Match": known} if known else {})})
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, headers, unpacked(response.read()).decode(errors="replace"))
        connection.close()
        return answer


@pytest.fixture
def edition(transactional_db, settings, tmp_path) -> Edition:
    """The current edition, which opens in an hour, full of content with pictures; one that is open stands beside it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    load_pages()
    opens_at = timezone.now() + timedelta(seconds=AN_HOUR)
    edition = EditionFactory(collecting=True, opens_at=opens_at, greeting_heading="Geheimes Grußwort", greeting_text="Geheime Worte")
    edition.greeting_teaser = "Geheimer Anfang"
    edition.portrait.save("portrait.webp", picture("red"), save=False)
    edition.portrait_alt = edition.portrait_caption = edition.portrait_credit = "Geheimes Bild"
    PatronFactory(edition=edition)
    working_copy = EventFactory(edition=edition, image_alt="Saal", image_credit="Jemand", image_licence="cc0")
    working_copy.image.save("picture.webp", picture("navy"))
    image = publish_now(working_copy.image)
    cluster = ClusterFactory(slug="netz")
    shown = {"image": image, "image_alt": "Geheimes Bild", "image_credit": "Jemand", "image_licence": "cc0"}
    event = PublishedEventFactory(
        edition=edition, slug=SLUGS[0], title="Geheimer Rundgang", organizers=[cluster], dates=[edition.first_day], **shown
    )
    PublishedStandFactory(
        fair__edition=edition,
        fair__slug="coming",
        slug=SLUGS[1],
        title="Geheimer Stand",
        main_exhibitor=cluster,
        events_at_stand=[event],
        **shown,
    )
    edition.opening_event = event
    edition.save()
    CurrentEdition.switch_to(edition)
    earlier = EditionFactory()
    RetiredSlug.objects.create(noun=RetiredSlug.Noun.EVENT, edition=earlier, slug="umgezogen", uid=event.uid)
    return edition


def publish_now(image) -> str:
    """The name under which a picture has become public."""
    from django.db import transaction

    with transaction.atomic():
        return publish(image).name


@pytest.fixture
def servers(edition, tmp_path) -> Iterator[list[Server]]:
    """Two servers on the tests' database."""
    (tmp_path / "clock").write_text("0")
    started = [Server(tmp_path) for _ in range(2)]
    for server in started:
        server.wait()
    yield started
    for server in started:
        server.process.terminate()
        server.process.wait(60)


def public_patterns(patterns: list, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every public address of the portal, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield space, pattern
        elif str(pattern.pattern) not in NOT_PUBLIC:
            assert isinstance(pattern, URLResolver)
            yield from public_patterns(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def value_of(argument: str, name: str, edition: Edition) -> str:
    """What stands for `argument` in the address `name`."""
    found = VALUES.get(f"{name}.{argument}", VALUES.get(argument))
    assert found is not None, f"Please add what stands for “{argument}” in the address “{name}” to VALUES."
    return found.format(edition=edition.slug)


def addresses(edition: Edition) -> dict[str, str]:
    """Every public address and the name of what stands there."""
    found = {}
    for space, pattern in public_patterns(urlpatterns):
        arguments = {name: value_of(name, pattern.name, edition) for name in pattern.pattern.converters}
        address = reverse(f"{space}{pattern.name}", kwargs=arguments)
        found[address] = pattern.name
        for kind, queries in QUERIES.items():
            if kind in pattern.name:
                found.update((address + query, pattern.name) for query in queries)
    event = PublishedEvent.objects.get()
    selection = f"?event={event.pk}&stand={PublishedStand.objects.get().pk}"
    for language in ("de", "en"):
        found.update((reverse(f"{language}:{name}") + selection, "listed") for name in ("shortlist", "shortlist_ics", "shortlist_pdf"))
        found[reverse(f"{language}:event", kwargs={"edition": "2019", "slug": "umgezogen"})] = "moved"
    for name in (*(rendition_name(str(event.image), width) for width in WIDTHS), edition.portrait.name):
        found[default_storage.url(name)] = "picture"
    return found


def test_nothing_before_and_everything_from_the_moment_on(edition, servers, tmp_path):
    asked = addresses(edition)
    (tmp_path / "clock").write_text(str(-30))
    before = {(server, address): server.ask(address) for server in servers for address in asked}
    told = sorted({address for (_, address), answer in before.items() if answer.tells(address) or answer.status >= 500})
    assert told == []
    assert {
        answer.status
        for (_, address), answer in before.items()
        if asked[address] in ("event", "current_event", "stand", "moved", "picture")
    } == {404}

    (tmp_path / "clock").write_text(str(AN_HOUR + 1))
    after = {key: key[0].ask(key[1], known=answer.headers.get("etag", "")) for key, answer in before.items()}

    missing = sorted({address for (_, address), answer in after.items() if asked[address] in SHOWS and not answer.tells(address)})
    assert missing == []
    assert {answer.status for (_, address), answer in after.items() if asked[address] in ("event", "stand", "picture")} == {200}
    assert {answer.status for (_, address), answer in after.items() if asked[address] == "moved"} == {301}
    assert {answer.status for (_, address), answer in after.items() if asked[address] == "current_event"} == {302}
    assert {answer.status for answer in after.values()} <= {200, 301, 302, 304, 404}


def test_asking_for_the_head_alone_tells_nothing_either(edition, servers):
    told = [address for address in addresses(edition) if servers[0].ask(address, method="HEAD").tells(address)]

    assert told == []


def test_an_answer_from_before_is_not_kept_beyond_the_moment(edition, servers, tmp_path):
    lives = {}
    for address in addresses(edition):
        left = (edition.opens_at - timezone.now()).total_seconds()
        (tmp_path / "clock").write_text(str(math.ceil(left) - 20))
        control = servers[0].ask(address).headers.get("cache-control", "")
        named = re.findall(r"(?:max-age|s-maxage|stale-while-revalidate)=(\d+)", control)
        lives[address] = sum(map(int, named))

    too_long = {address for address, life in lives.items() if life > 20 and addresses(edition)[address] in SHOWS}
    assert too_long == set()
