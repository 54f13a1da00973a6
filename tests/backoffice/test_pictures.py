"""Uploads in the forms: cleaned, private, and refused with a sentence that loses nothing else."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from clusters.models import Cluster
from events.models import Event
from tests.backoffice.forms import address, save
from tests.factories import ClusterFactory

CREDIT = {"image_alt": "A hall", "image_credit": "Somebody", "image_licence": "cc0"}


def upload(colour: str = "navy", kind: str = "PNG", name: str = "hall.png") -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


@pytest.fixture
def illustrated(desk, draft) -> Event:
    """The draft with a picture."""
    save(desk, draft, image=upload(), **CREDIT)
    return Event.objects.get()


def test_a_picture_is_cleaned_and_private(illustrated, settings):
    with Image.open(illustrated.image.path) as picture:
        assert (picture.format, picture.size) == ("WEBP", (60, 40))
    assert Path(illustrated.image.path).is_relative_to(settings.PRIVATE_MEDIA_ROOT)


def test_who_may_see_the_entry_sees_its_picture(desk, office_desk, coordinator, signed_in, illustrated):
    illustrated.partners.create(state_id="BY")

    for client in (desk, office_desk, signed_in(coordinator("BY"))):
        answer = client.get(address(illustrated, "picture"))
        assert (answer.status_code, answer["Content-Type"], "no-store" in answer["Cache-Control"]) == (200, "image/webp", True)
        assert answer.getvalue()[8:12] == b"WEBP"


def test_nobody_else_sees_the_picture(client, coordinator, signed_in, illustrated):
    assert signed_in(coordinator("BE")).get(address(illustrated, "picture")).status_code == 404
    assert client.get(address(illustrated, "picture")).status_code == 302


def test_the_form_shows_the_picture_from_there(desk, illustrated):
    assert f'src="{address(illustrated, "picture")}"' in desk.get(address(illustrated)).content.decode()


def test_a_read_only_form_shows_it_too(coordinator, signed_in, illustrated):
    illustrated.partners.create(state_id="BY")

    page = signed_in(coordinator("BY")).get(address(illustrated))

    assert f'src="{address(illustrated, "picture")}"' in page.content.decode()


def test_saving_without_touching_the_picture_keeps_it(desk, illustrated):
    save(desk, illustrated, title="Changed")

    assert Event.objects.get().image.name == illustrated.image.name


def test_a_picture_is_removed(desk, illustrated):
    save(desk, illustrated, **{"image-clear": "on"})

    assert not Event.objects.get().image


def test_an_entry_without_a_picture_answers_404(desk, draft):
    assert desk.get(address(draft, "picture")).status_code == 404


HOSTILE = [
    SimpleUploadedFile("page.png", b"<html><script>alert(1)</script>", content_type="image/png"),
    SimpleUploadedFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", content_type="image/svg+xml"),
    SimpleUploadedFile("cut.png", upload().read()[:50], content_type="image/png"),
    upload(kind="GIF", name="moving.gif"),
    SimpleUploadedFile("x" * 300 + ".png", b"nothing", content_type="image/png"),
]


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.name[:12])
def test_what_is_no_picture_is_refused_at_its_field_and_the_rest_is_kept(desk, draft, file):
    file.seek(0)

    page = save(desk, draft, image=file, title="Typed with care", **CREDIT)

    assert (list(page.context["adminform"].form.errors), Event.objects.get().title) == (["image"], "Open day")
    assert b'value="Typed with care"' in page.content


@pytest.mark.parametrize("name", CREDIT)
def test_a_picture_needs_a_description_a_credit_and_a_licence(desk, draft, name):
    page = save(desk, draft, image=upload(), **{**CREDIT, name: ""})

    assert (list(page.context["adminform"].form.errors), bool(Event.objects.get().image)) == ([name], False)


def test_a_decorative_picture_needs_no_description(desk, draft):
    save(desk, draft, image=upload(), image_is_decorative="on", **{**CREDIT, "image_alt": ""})

    assert Event.objects.get().image


def test_logos_are_cleaned_and_described(desk):
    cluster = ClusterFactory()

    refused = save(desk, cluster, logo=upload())
    save(desk, cluster, logo=upload(), logo_alt="A wheel")

    assert list(refused.context["adminform"].form.errors) == ["logo_alt"]
    assert Cluster.objects.get().logo.name.endswith(".webp")
