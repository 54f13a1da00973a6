"""What a cache may do with public pages: tags, how long answers hold, and what is spared."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import brotli
import pytest
from django.test import Client
from django.utils import timezone

from events.programme.models import Edition
from tests.factories import PublishedEventFactory

BERLIN = ZoneInfo("Europe/Berlin")


def tag(client: Client, address: str) -> str:
    """The ETag of the page at `address`."""
    return client.get(address).headers["ETag"]


@pytest.mark.django_db
def test_who_has_the_page_gets_304_after_one_query(client: Client, current_edition: Edition, django_assert_num_queries) -> None:
    PublishedEventFactory()
    address = "/programm/?state=NW"
    known = tag(client, address)

    with django_assert_num_queries(1):
        response = client.get(address, headers={"If-None-Match": known})

    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", known)
    assert response.headers["Cache-Control"].startswith("public, max-age=")


@pytest.mark.django_db
def test_a_page_of_the_programme_needs_one_query(client: Client, current_edition: Edition, django_assert_num_queries) -> None:
    for number in range(30):
        PublishedEventFactory(title=f"Leichtbau {number}")
    client.get("/programm/?q=Leichtbau")

    for address in ("/programm/?state=NW", "/programm/?state=NW&page=2", "/programm/?q=Leichtbau&day=2019-04-02"):
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_tag_follows_all_that_the_page_depends_on_and_nothing_else(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory()
    plain = tag(client, "/programm/?state=NW&format=talk")

    assert tag(client, "/programm/?format=talk&state=NW&utm_source=x") == plain
    others = [tag(client, address) for address in ("/programm/", "/programm/?state=BY", "/en/programme/?state=NW&format=talk")]
    PublishedEventFactory()
    assert len({plain, *others, tag(client, "/programm/?state=NW&format=talk")}) == 5


@pytest.mark.parametrize(("before_midnight", "expected"), [(3600, "max-age=10"), (7, "max-age=6"), (1, "max-age=0")])
@pytest.mark.django_db
def test_no_answer_holds_across_midnight_in_berlin(
    client: Client, current_edition: Edition, time_machine, before_midnight, expected
) -> None:
    midnight = datetime(2019, 4, 3, tzinfo=BERLIN)
    time_machine.move_to(midnight - timedelta(seconds=before_midnight) + timedelta(milliseconds=1), tick=False)

    control = client.get("/programm/").headers["Cache-Control"]

    fresh, stale = (int(part.split("=")[1]) for part in control.split(", ")[1:])
    assert expected in control
    assert fresh + stale < before_midnight


@pytest.mark.django_db
def test_the_opening_is_never_slept_through(client: Client, collecting_edition: Edition, time_machine) -> None:
    PublishedEventFactory(edition=collecting_edition, title="Nun da", dates=[collecting_edition.first_day])
    address = f"/{collecting_edition.slug}/programm/"
    time_machine.move_to(collecting_edition.opens_at - timedelta(seconds=4), tick=False)
    before = client.get(address)

    time_machine.move_to(collecting_edition.opens_at, tick=False)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert "max-age=4, stale-while-revalidate=0" in before.headers["Cache-Control"]
    assert (after.status_code, "Nun da" in before.content.decode(), "Nun da" in after.content.decode()) == (200, False, True)


@pytest.mark.django_db
def test_a_page_comes_compressed_to_whom_it_suits(client: Client, current_edition: Edition) -> None:
    PublishedEventFactory(title="Übergröße")
    plain = client.get("/programm/")

    compressed = client.get("/programm/", headers={"Accept-Encoding": "gzip, br;q=1.0"})
    refused = client.get("/programm/", headers={"Accept-Encoding": "gzip, br;q=0"})

    assert compressed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(compressed.content) == plain.content == refused.content
    assert plain.headers["Vary"] == compressed.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in refused.headers


@pytest.mark.django_db
def test_what_is_not_found_is_not_kept(client: Client, current_edition: Edition) -> None:
    address = "/programm/?page=2"
    assert client.get(address).status_code == 404

    for number in range(21):
        PublishedEventFactory(title=f"Nummer {number}")

    assert client.get(address).status_code == 200
    assert timezone.now() > current_edition.opens_at


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/programm/", "/programm.ics", "/programm.xlsx", "/messestaende/", "/schnittstelle/"])
def test_only_reading_is_answered_from_what_is_kept(current_edition: Edition, address: str) -> None:
    client = Client(enforce_csrf_checks=True)

    read, options = client.get(address), client.options(address)

    assert (read.status_code, client.head(address).status_code) == (200, 200)
    assert (options.content, options.headers["Allow"]) == (b"", "GET, HEAD, OPTIONS")
    assert not {"ETag", "Cache-Control", "Content-Disposition"} & set(options.headers)
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(address)
        assert (refused.status_code, refused.headers["Allow"], refused.content) == (405, "GET, HEAD, OPTIONS", b"")
    assert client.get(address).content == read.content
