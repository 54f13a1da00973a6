"""Public files are served with the right life, once they are released; nothing else is."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from events.programme.models import PublishedEvent
from events.programme.preview import give_preview_link
from tests.factories import OfficeFactory, PublishedEventFactory

PICTURE = {"image": "images/abc.webp", "image_alt": "A hall", "image_credit": "Somebody", "image_licence": "cc0"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"


@pytest.fixture
def address() -> str:
    """Where a rendition of the picture lies."""
    return f"/media/{default_storage.save('images/abc-480.webp', ContentFile(b'picture'))}"


@pytest.fixture
def shown(current_edition) -> PublishedEvent:
    """A public event of an open edition with the picture."""
    return PublishedEventFactory(edition=current_edition, **PICTURE)


@pytest.fixture
def waiting(collecting_edition) -> PublishedEvent:
    """The same in an edition that is not open yet."""
    return PublishedEventFactory(edition=collecting_edition, **PICTURE)


def test_picture_under_its_hash_may_be_kept_for_good(client: Client, address, shown) -> None:
    response = client.get(address)

    assert b"".join(response.streaming_content) == b"picture"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_file_that_may_change_is_asked_for_again(client: Client) -> None:
    default_storage.save("clusters/logo.webp", ContentFile(b"logo"))

    response = client.get("/media/clusters/logo.webp")

    assert b"".join(response.streaming_content) == b"logo"
    assert response.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["images/", "images/none.webp", "../private/x.webp", "%2e%2e/private/x.webp", "/etc/passwd"])
def test_nothing_else_is_served(client: Client, settings, path: str, shown, address) -> None:
    settings.PRIVATE_MEDIA_ROOT.mkdir()
    (settings.PRIVATE_MEDIA_ROOT / "x.webp").write_bytes(b"secret")

    assert client.get(f"/media/{path}").status_code == 404


def test_a_picture_waits_for_the_opening_of_its_edition(client: Client, address, waiting, clock) -> None:
    before = client.get(address).status_code
    waiting.edition.opens_at = timezone.now()
    waiting.edition.save()
    response = client.get(address)

    assert (before, response.getvalue()) == (404, b"picture")


def test_a_picture_that_no_public_entry_shows_is_not_served(client: Client, address, shown) -> None:
    shown.withdrawn_at = timezone.now()
    shown.save()

    assert client.get(address).status_code == 404


def test_the_portrait_waits_too(client: Client, collecting_edition) -> None:
    edition = collecting_edition
    edition.portrait_alt = edition.portrait_credit = "Somebody"
    edition.portrait.save("portrait.webp", ContentFile(b"picture"))
    before = client.get(edition.portrait.url).status_code
    edition.opens_at = timezone.now() - timedelta(seconds=1)
    edition.save()

    assert (before, client.get(edition.portrait.url).getvalue()) == (404, b"picture")


def test_the_office_sees_them_before_and_nobody_keeps_them(address, waiting, office, coordinator, signed_in) -> None:
    response = signed_in(office).get(address)

    assert (response.getvalue(), response.headers["Cache-Control"]) == (b"picture", "private, no-store")
    assert signed_in(coordinator("BY")).get(address).status_code == 404


def test_so_does_whoever_has_the_link_to_the_preview(client: Client, address, waiting, current_edition) -> None:
    link = give_preview_link(waiting.edition, note="Ministry", by=OfficeFactory()).address.removeprefix("http://testserver")

    page = client.get(f"{link}{waiting.edition.slug}/programm/{waiting.slug}/")
    response = client.get(link.removesuffix("/") + address)

    assert f'src="{link.removesuffix("/")}/media/images/abc-' in page.text
    assert (response.getvalue(), response.headers["Cache-Control"]) == (b"picture", "private, no-store")


def test_the_link_shows_no_picture_of_another_edition(client: Client, address, waiting, collecting_edition) -> None:
    link = give_preview_link(waiting.edition, note="Ministry", by=OfficeFactory()).address.removeprefix("http://testserver")
    PublishedEvent.objects.all().delete()

    assert client.get(link.removesuffix("/") + address).status_code == 404
