"""Pictures: what an upload becomes, what is refused, and which files are public when."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from clusterweek.editorial import images
from clusterweek.editorial.images import WIDTHS, clean_upload, rendition_name


def picture(width: int = 40, height: int = 30, *, mode: str = "RGB", kind: str = "PNG", **options: object) -> ContentFile:
    """A file with one picture in it."""
    out = BytesIO()
    Image.new(mode, (width, height)).save(out, kind, **options)
    return ContentFile(out.getvalue(), name="upload")


def cleaned(upload: ContentFile) -> Image.Image:
    """What an upload becomes, opened."""
    return Image.open(clean_upload(upload))


def rotated_with_position() -> ContentFile:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    return picture(40, 30, kind="JPEG", exif=exif)


@pytest.mark.parametrize(
    ("mode", "kind", "expected"),
    [
        ("RGB", "JPEG", "RGB"),
        ("CMYK", "JPEG", "RGB"),
        ("L", "JPEG", "RGB"),
        ("I;16", "PNG", "RGB"),
        ("P", "PNG", "RGB"),
        ("RGBA", "PNG", "RGBA"),
        ("LA", "PNG", "RGBA"),
        ("RGB", "WEBP", "RGB"),
    ],
)
def test_every_kind_becomes_webp(mode, kind, expected):
    result = cleaned(picture(mode=mode, kind=kind))

    assert (result.format, result.mode, result.size) == ("WEBP", expected, (40, 30))


def test_a_wide_picture_is_scaled_down():
    assert cleaned(picture(3200, 1000)).size == (1600, 500)


def test_a_rotated_picture_is_turned_upright_and_loses_its_metadata():
    result = cleaned(rotated_with_position())

    assert (result.size, dict(result.getexif()), result.info.get("exif")) == ((30, 40), {}, None)


def test_the_same_picture_gets_the_same_name():
    assert clean_upload(picture()).name == clean_upload(picture()).name
    assert clean_upload(picture()).name != clean_upload(picture(41)).name


def animated() -> ContentFile:
    return picture(kind="WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")])


@pytest.mark.parametrize(
    "upload",
    [
        pytest.param(ContentFile(b"", name="empty.png"), id="empty"),
        pytest.param(ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name="drawing.svg"), id="svg"),
        pytest.param(ContentFile(b"<html><script>alert(1)</script>", name="picture.png"), id="wrong ending"),
        pytest.param(ContentFile(picture().read()[:60], name="picture.png"), id="truncated"),
        pytest.param(picture(kind="GIF"), id="gif"),
        pytest.param(picture(kind="BMP"), id="bmp"),
        pytest.param(picture(kind="TIFF"), id="tiff"),
        pytest.param(animated(), id="animated"),
        pytest.param(picture(8000, 6000, mode="1"), id="too many pixels"),
    ],
)
def test_what_is_no_still_picture_is_refused_with_a_sentence(upload):
    with pytest.raises(ValidationError):
        clean_upload(upload)


def test_a_large_file_is_refused(settings):
    settings.IMAGE_MAX_BYTES = 100

    with pytest.raises(ValidationError):
        clean_upload(picture(400, 400))


def test_what_hangs_on_a_picture_is_cut_off():
    polyglot = ContentFile(picture().read() + b"<script>alert(1)</script>", name="picture.png")

    assert b"script" not in clean_upload(polyglot).read()


# Public renditions


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """An empty folder for public files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(media: Path) -> set[str]:
    """The names of all public files."""
    return {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}


def test_renditions_are_there_before_the_transaction_ends(db, media):
    public = images.publish(clean_upload(picture(1600, 1200)))

    assert (public.width, public.height) == (1600, 1200)
    assert files(media) == {rendition_name(public.name, width) for width in WIDTHS}
    with default_storage.open(rendition_name(public.name, 480)) as rendition:
        assert Image.open(rendition).size == (480, 360)


@pytest.mark.parametrize(("is_used", "left"), [(True, 3), (False, 0)])
def test_renditions_go_unless_they_are_still_used(db, media, django_capture_on_commit_callbacks, is_used, left):
    public = images.publish(clean_upload(picture()))
    with django_capture_on_commit_callbacks(execute=True):
        images.unpublish(public.name, is_used=lambda name: is_used)

    assert len(files(media)) == left
