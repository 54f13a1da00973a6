"""Public files are served with the right life; nothing else is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"


def test_picture_under_its_hash_may_be_kept_for_good(client: Client) -> None:
    name = default_storage.save("images/abc-480.webp", ContentFile(b"picture"))

    response = client.get(f"/media/{name}")

    assert b"".join(response.streaming_content) == b"picture"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_file_that_may_change_is_asked_for_again(client: Client) -> None:
    default_storage.save("clusters/logo.webp", ContentFile(b"logo"))

    response = client.get("/media/clusters/logo.webp")

    assert b"".join(response.streaming_content) == b"logo"
    assert response.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["images/", "images/none.webp", "../private/x.webp", "%2e%2e/private/x.webp", "/etc/passwd"])
def test_nothing_else_is_served(client: Client, settings, path: str) -> None:
    settings.PRIVATE_MEDIA_ROOT.mkdir()
    (settings.PRIVATE_MEDIA_ROOT / "x.webp").write_bytes(b"secret")
    default_storage.save("images/abc-480.webp", ContentFile(b"picture"))

    assert client.get(f"/media/{path}").status_code == 404
