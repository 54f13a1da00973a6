"""Every kind of file that somebody might send as a picture, sent through the real forms: how each ends is written here.

A line is: what it is, the file, its name, and how it ends: one sentence at the field, or a picture of that size.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from PIL import Image

from clusterweek.editorial import images
from clusterweek.editorial.images import WIDTHS, clean_upload, rendition_name
from events.models import Event
from tests.backoffice.forms import address, fields_of
from tests.editorial import hostile_files as files
from tests.factories import ClusterFactory, EventFactory, StandFactory

ROOT = Path(__file__).parents[2]

# How a file is refused.
UNREADABLE = "Diese Datei können wir nicht als Bild lesen. Bitte verwenden Sie JPEG, PNG oder WebP."
ANIMATED = "Bewegte Bilder sind nicht möglich."
TOO_MANY_PIXELS = "Das Bild hat zu viele Bildpunkte. Möglich sind höchstens 40 Megapixel."
TOO_LARGE = "Die Datei ist größer als 10 MB."
TOO_THIN = "Das Bild ist zu lang und schmal: Eine Seite darf höchstens 20-mal so lang sein wie die andere."
EMPTY = "Die übertragene Datei ist leer."


class Becomes(NamedTuple):
    """An accepted picture: its size, and whether it kept its transparency."""

    width: int = files.SIZE[0]
    height: int = files.SIZE[1]
    mode: str = "RGB"


class Case(NamedTuple):
    """One line of the table."""

    what: str
    make: Callable[[], bytes]
    name: str
    ends: str | Becomes
    content_type: str = "image/jpeg"


PICTURE, TRANSPARENT = Becomes(), Becomes(mode="RGBA")
png, jpeg, webp = partial(files.plain, "PNG"), partial(files.plain, "JPEG"), partial(files.plain, "WEBP")

TABLE = [
    # Broken
    Case("nothing at all", lambda: b"", "leer.jpg", EMPTY),
    Case("JPEG, truncated", lambda: files.cut("JPEG"), "bild.jpg", UNREADABLE),
    Case("PNG, truncated", lambda: files.cut("PNG"), "bild.png", UNREADABLE),
    Case("WebP, truncated", lambda: files.cut("WEBP"), "bild.webp", UNREADABLE),
    Case("GIF, truncated", lambda: files.cut("GIF"), "bild.gif", UNREADABLE),
    Case("PNG, wrong checksum", files.with_wrong_checksum, "bild.png", UNREADABLE),
    Case("PNG without most of its rows", lambda: files.flat_png(600, 400, rows=3, colour_type=2), "bild.png", Becomes(600, 400)),
    Case("JPEG, EXIF is noise", files.with_broken_orientation, "bild.jpg", PICTURE),
    Case("JPEG, colour profile is noise", lambda: files.with_profile(b"noise" * 99), "bild.jpg", PICTURE),
    Case("PNG, colour profile is noise", lambda: files.with_profile(b"noise" * 99, "PNG"), "bild.png", PICTURE),
    Case("JPEG, sound colour profile", lambda: files.with_profile(files.standard_profile()), "bild.jpg", PICTURE),
    # Too much, or too little
    Case("10 MB and more", lambda: jpeg() + bytes(11_000_000), "bild.jpg", TOO_LARGE),
    Case("48 megapixels", lambda: files.flat_png(8000, 6000, colour_type=0), "bild.png", TOO_MANY_PIXELS),
    Case("bomb: 144 megapixels in a small file", lambda: files.flat_png(12000, 12000, colour_type=0, rows=9), "b.png", TOO_MANY_PIXELS),
    Case("bomb: 4 gigapixels claimed", lambda: files.flat_png(65000, 65000, colour_type=0, rows=1), "bild.png", TOO_MANY_PIXELS),
    Case("bomb: packed text in a PNG", lambda: files.text_bomb(b"zTXt"), "bild.png", UNREADABLE),
    Case("bomb: international text in a PNG", lambda: files.text_bomb(b"iTXt"), "bild.png", UNREADABLE),
    Case("bomb: colour profile in a PNG", files.profile_bomb, "bild.png", UNREADABLE),
    Case("40 megapixels", lambda: files.flat_png(8000, 5000, colour_type=2), "bild.png", Becomes(1600, 1000)),
    Case("one pixel", lambda: png(size=(1, 1)), "bild.png", Becomes(1, 1)),
    Case("very wide and thin", lambda: png(size=(30000, 10)), "bild.png", TOO_THIN),
    Case("very high and thin", lambda: png(size=(1, 20000)), "bild.png", TOO_THIN),
    Case("just not too thin", lambda: png(size=(300, 6000)), "bild.png", Becomes(160, 3200)),
    # Two things at once
    Case("GIF and script", files.script_as_gif, "bild.gif", UNREADABLE, "image/gif"),
    Case("GIF and script, renamed", files.script_as_gif, "bild.jpg", UNREADABLE),
    Case("JPEG and ZIP", lambda: files.with_archive(jpeg()), "bild.jpg", PICTURE),
    Case("JPEG and page", lambda: jpeg() + files.SCRIPT, "bild.jpg", PICTURE),
    Case("JPEG with a page as comment", lambda: files.with_comment(files.SCRIPT), "bild.jpg", PICTURE),
    Case("PNG and page, called a page", lambda: png() + files.SCRIPT, "bild.html", PICTURE, "text/html"),
    # Not what it is called
    Case("PNG called JPEG", png, "bild.jpg", PICTURE),
    Case("JPEG without an ending, content type of a text", jpeg, "bild", PICTURE, "text/plain"),
    Case("page called PNG", lambda: b"<html>" + files.SCRIPT, "bild.png", UNREADABLE, "image/png"),
    Case("document called JPEG", files.pdf, "bild.jpg", UNREADABLE),
    Case("drawing (SVG)", files.svg, "logo.svg", UNREADABLE, "image/svg+xml"),
    Case("drawing called PNG", files.svg, "logo.png", UNREADABLE, "image/png"),
    # Other kinds
    Case("GIF", partial(files.plain, "GIF"), "bild.gif", UNREADABLE, "image/gif"),
    Case("BMP", partial(files.plain, "BMP"), "bild.bmp", UNREADABLE, "image/bmp"),
    Case("ICO", partial(files.plain, "ICO"), "favicon.ico", UNREADABLE, "image/x-icon"),
    Case("TIFF of two pages", lambda: files.moving("TIFF"), "scan.tiff", UNREADABLE, "image/tiff"),
    Case("HEIC", lambda: files.brand(b"heic"), "IMG_0001.HEIC", UNREADABLE, "image/heic"),
    Case("AVIF", lambda: files.brand(b"avif"), "bild.avif", UNREADABLE, "image/avif"),
    Case("animated GIF", lambda: files.moving("GIF"), "film.gif", UNREADABLE, "image/gif"),
    Case("animated WebP", lambda: files.moving("WEBP"), "film.webp", ANIMATED, "image/webp"),
    Case("animated PNG", lambda: files.moving("PNG"), "film.png", ANIMATED, "image/png"),
    Case("JPEG with a preview behind it, as cameras write it", lambda: files.moving("MPO"), "DSC_0001.JPG", PICTURE),
    # Colours
    Case("JPEG, CMYK", lambda: jpeg("CMYK"), "druck.jpg", PICTURE),
    Case("JPEG, gray", lambda: jpeg("L"), "bild.jpg", PICTURE),
    Case("PNG, black and white", lambda: png("1"), "bild.png", PICTURE),
    Case("PNG, gray, 16 bits", files.sixteen_bits, "bild.png", PICTURE),
    Case("PNG, colour, 16 bits", files.sixteen_bits_in_colour, "bild.png", PICTURE),
    Case("PNG, gray with transparency", lambda: png("LA"), "bild.png", TRANSPARENT),
    Case("PNG, palette", lambda: png("P"), "bild.png", PICTURE),
    Case("PNG, palette with a transparent colour", files.with_transparency, "bild.png", TRANSPARENT),
    Case("PNG, transparent", lambda: png("RGBA"), "bild.png", TRANSPARENT),
    Case("WebP, transparent", lambda: webp("RGBA"), "bild.webp", TRANSPARENT),
    Case("WebP", webp, "bild.webp", PICTURE),
    # What pictures tell
    Case("JPEG, position in EXIF", lambda: jpeg(exif=files.position()), "bild.jpg", PICTURE),
    Case("JPEG, position in XMP", lambda: jpeg(xmp=files.xmp()), "bild.jpg", PICTURE),
    Case("JPEG, place in IPTC", files.with_iptc, "bild.jpg", PICTURE),
    Case("PNG, place in texts, XMP and EXIF", files.with_texts, "bild.png", PICTURE),
    Case("WebP, position in EXIF and XMP", lambda: webp(exif=files.position(), xmp=files.xmp()), "bild.webp", PICTURE),
    # Which way is up
    *(Case(f"JPEG, orientation {number}", partial(files.turned, number), "bild.jpg", PICTURE) for number in range(1, 9)),
    Case("PNG, orientation 6", lambda: files.turned(6, "PNG"), "bild.png", PICTURE),
    Case("WebP, orientation 8", lambda: files.turned(8, "WEBP"), "bild.webp", PICTURE),
    Case("JPEG, orientation 77", lambda: jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0M\0\0\0\0\0\0"), "b.jpg", PICTURE),
    # Names
    Case("name with a path", jpeg, "../../../etc/passwd.jpg", PICTURE),
    Case("name with a path of Windows", jpeg, "C:\\Bilder\\..\\bild.jpg", PICTURE),
    Case("name with umlauts and signs", jpeg, "Prüfstände für Öl & „Gas“ 💡.jpg", PICTURE),
    Case("name of 300 letters", jpeg, "x" * 300 + ".jpg", PICTURE),
    Case("name with NUL and line feed", jpeg, "bild\0.php\n.jpg", PICTURE),
    Case("name with a page", jpeg, "<script>alert(1)</script>.jpg", PICTURE),
    Case("name that is an ending alone", jpeg, ".htaccess", PICTURE),
]

# Those that are sent to the other forms as well.
SAMPLE = {
    "nothing at all",
    "JPEG, truncated",
    "10 MB and more",
    "bomb: 144 megapixels in a small file",
    "animated PNG",
    "drawing (SVG)",
    "very wide and thin",
    "JPEG, orientation 6",
    "JPEG and ZIP",
    "name with a path",
    "PNG, place in texts, XMP and EXIF",
}
TYPED = "Mit Sorgfalt getippt"


@pytest.fixture(autouse=True)
def empty_folders(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty folders for public and private files, and the limits of the table."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setitem(vars(images.private_storage()), "location", str(tmp_path / "private"))
    settings.IMAGE_MAX_BYTES, settings.IMAGE_MAX_PIXELS = 10 * 1024 * 1024, 40_000_000


def stored(tmp_path: Path) -> list[str]:
    """Every file in both folders."""
    return sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())


def encoded(fields: dict[str, list[str]], field: str, case: Case) -> bytes:
    """The body of a form with a file, with the name as it is: a browser would have cleaned it."""
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, values in fields.items() for value in values]
    parts.append(f'name="{field}"; filename="{case.name}"\r\nContent-Type: {case.content_type}\r\n\r\n'.encode() + case.make())
    return b"".join(b"--limit\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--limit--\r\n"


def send(client: Client, entry, field: str, case: Case, **typed: str):
    """Open the form of `entry`, type something, choose the file, press "save", and follow."""
    fields = fields_of(client.get(address(entry)), f"{entry._meta.model_name}_form") | {name: [text] for name, text in typed.items()}
    return client.post(address(entry), encoded(fields, field, case), content_type="multipart/form-data; boundary=limit", follow=True)


def check_picture(content: bytes, ends: Becomes) -> None:
    """That `content` is a plain WebP of that size which tells nothing but its colours."""
    with Image.open(ContentFile(content)) as picture:
        picture.load()
        assert (picture.format, picture.size, picture.mode) == ("WEBP", (ends.width, ends.height), ends.mode)
        assert {"exif", "xmp", "icc_profile"} & set(picture.info) == set()
    for hostile in (files.SCRIPT, files.SECRET.encode(), b"hostile", b"GPS", b"Exif", b"EXIF", b"XMP", b"ICCP", b"PK\x03\x04"):
        assert hostile not in content


def content_of(file) -> bytes:
    """What lies in a stored file."""
    with file.open("rb") as opened:
        return opened.read()


def check_renditions(image, ends: Becomes) -> None:
    """That the public renditions of a picture have fitting widths, and that its size is known."""
    public = images.publish(image)
    assert (public.width, public.height) == (ends.width, ends.height)
    for width in WIDTHS:
        with default_storage.open(rendition_name(public.name, width)) as rendition:
            shown = min(width, ends.width)
            check_picture(rendition.read(), Becomes(shown, max(1, round(ends.height * shown / ends.width)), ends.mode))


def test_there_are_more_than_forty_and_each_has_a_name_of_its_own():
    names = [case.what for case in TABLE]

    assert (len(names) > 40, len(set(names)), set(names) >= SAMPLE) == (True, len(names), True)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.what)
def test_each_ends_as_written(case, coordinator, signed_in, collecting_edition, tmp_path, django_capture_on_commit_callbacks):
    event = EventFactory(edition=collecting_edition, title="Vorher")
    texts = {"title": TYPED, "image_alt": "Ein Saal", "image_credit": "Jemand", "image_licence": "cc0"}

    with django_capture_on_commit_callbacks(execute=True):
        page = send(signed_in(coordinator("NW")), event, "image", case, **texts)

    event = Event.objects.get()
    if isinstance(case.ends, str):
        assert page.context["adminform"].form.errors == {"image": [case.ends]}
        assert (f'value="{TYPED}"' in page.text, f'value="{texts["image_alt"]}"' in page.text) == (True, True)
        assert (event.title, bool(event.image), stored(tmp_path)) == ("Vorher", False, [])
    else:
        assert (event.title, stored(tmp_path)) == (TYPED, [f"private/{event.image.name}"])
        assert re.fullmatch(r"images/[0-9a-f]{32}\.webp", event.image.name)
        check_picture(content_of(event.image), case.ends)
        check_renditions(event.image, case.ends)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("noun", ["stand", "cluster", "edition"])
@pytest.mark.parametrize("case", [case for case in TABLE if case.what in SAMPLE], ids=lambda case: case.what)
def test_other_forms_end_the_same(case, noun, coordinator, office, signed_in, collecting_edition, tmp_path):
    client, entry, field, typed, texts = {
        "stand": lambda: (
            signed_in(coordinator("NW")),
            StandFactory(fair__edition=collecting_edition),
            "image",
            "title",
            {"image_alt": "Ein Saal", "image_credit": "Jemand", "image_licence": "cc0"},
        ),
        "cluster": lambda: (signed_in(coordinator("NW")), ClusterFactory(), "logo", "name", {"logo_alt": "Ein Rad"}),
        "edition": lambda: (
            signed_in(office),
            collecting_edition,
            "portrait",
            "title",
            {"portrait_alt": "Zwei Menschen", "portrait_credit": "Jemand"},
        ),
    }[noun]()

    page = send(client, entry, field, case, **{typed: TYPED, **texts})

    entry.refresh_from_db()
    if isinstance(case.ends, str):
        assert page.context["adminform"].form.errors == {field: [case.ends]}
        assert f'value="{TYPED}"' in page.text
        assert (getattr(entry, typed) == TYPED, bool(getattr(entry, field)), stored(tmp_path)) == (False, False, [])
    else:
        assert getattr(entry, typed) == TYPED
        check_picture(content_of(getattr(entry, field)), case.ends)


# What the table cannot say


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_up_is_up_afterwards(orientation, kind):
    with Image.open(clean_upload(ContentFile(files.turned(orientation, kind), name="x"))) as picture:
        width, height = picture.size
        corners = [picture.convert("RGB").getpixel(at) for at in ((8, 8), (width - 8, 8), (8, height - 8), (width - 8, height - 8))]

    assert [tuple(value > 128 for value in corner) for corner in corners] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (True, True, True),
    ]


def test_sixteen_bits_keep_their_shades():
    with Image.open(clean_upload(ContentFile(files.sixteen_bits(), name="x"))) as picture:
        dark, bright = picture.getpixel((8, 8)), picture.getpixel((52, 8))

    assert (abs(dark[0] - 0x40) < 8, abs(bright[0] - 0xC0) < 8) == (True, True)


SOUND = [files.plain("JPEG", exif=files.position()), files.plain("PNG", "P"), files.plain("WEBP", "RGBA"), files.moving("MPO")]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@trials(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(SOUND), st.lists(st.tuples(st.integers(0, 600), st.binary(max_size=6)), min_size=1, max_size=5))
def test_whatever_is_broken_ends_in_a_picture_or_a_sentence(whole, damages):
    for at, noise in damages:
        whole = whole[:at] + noise + whole[at + len(noise) :]

    with suppress(ValidationError):
        assert clean_upload(ContentFile(whole, name="x")).name.endswith(".webp")


def test_what_is_too_large_is_not_even_kept(coordinator, signed_in, collecting_edition, settings, monkeypatch):
    settings.IMAGE_MAX_BYTES = 100_000
    sizes = []
    monkeypatch.setattr("clusterweek.editorial.forms.clean_upload", lambda upload: sizes.append(upload.size) or clean_upload(upload))
    event = EventFactory(edition=collecting_edition)

    page = send(signed_in(coordinator("NW")), event, "image", Case("", lambda: files.plain("JPEG") + bytes(5_000_000), "b.jpg", ""))

    assert list(page.context["adminform"].form.errors) == ["image"]
    assert 100_000 < sizes[0] < 300_000


def test_three_large_pictures_at_once_take_no_more_memory_than_one(tmp_path):
    (tmp_path / "large.png").write_bytes(files.flat_png(8000, 5000))
    command = [sys.executable, "-m", "tests.editorial.decoding_process", str(tmp_path / "large.png"), "3"]

    megabytes = int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300).stdout)

    assert megabytes < 450
