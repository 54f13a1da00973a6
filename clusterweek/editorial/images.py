"""Pictures of entries: cleaned when uploaded, private until approved, public under their content's hash."""

import hashlib
import struct
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image

from clusterweek.common.memory import give_back
from clusterweek.editorial.models.revision import PublicRevision

WIDTHS = (480, 960, 1600)
# Where public renditions lie.
PUBLIC_FOLDER = "images/"
READABLE_FORMATS = ("JPEG", "PNG", "WEBP")
# What cameras write: decoded at a smaller size where that is enough, perhaps with a second picture behind the photo.
CAMERA_FORMATS = ("JPEG", "MPO")

# Width and height of the largest picture that is kept, and how many times as long as the other a side may be.
LARGEST = (max(WIDTHS), 2 * max(WIDTHS))
LONGEST_TO_SHORTEST = 20

# What sets a picture upright, by its orientation in EXIF; from 5 on it lies on its side.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LIES_ON_ITS_SIDE = 5

# What Pillow raises over files that are broken, by accident or on purpose.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error, zlib.error)

# A large picture takes some hundred megabytes while it is decoded: each process decodes one after another.
_ONE_AT_A_TIME = Lock()

IMAGE_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(image="") | Q(image_is_decorative=True) | ~Q(image_alt=""),
        name="%(app_label)s_%(class)s_image_has_alt",
        violation_error_message=_("Please describe the picture, or tick that it is purely decorative."),
    ),
    models.CheckConstraint(
        condition=Q(image="") | ~Q(image_credit="") & ~Q(image_licence=""),
        name="%(app_label)s_%(class)s_image_has_credit_and_licence",
        violation_error_message=_("A picture needs a credit and a licence."),
    ),
]


def private_storage():
    """Where pictures of working copies lie; no address leads there."""
    return storages["private"]


class IllustratedContent(models.Model):
    """Fields of the picture of an entry."""

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", _("CC BY 4.0")
        CC_BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
        CC0 = "cc0", _("CC0 (no rights reserved)")
        PORTAL = "portal", _("for this portal, with permission")

    image = models.ImageField(
        _("picture"),
        upload_to="images/",
        storage=private_storage,
        blank=True,
        help_text=_("JPEG, PNG or WebP, up to 10 MB; at best landscape and 1600 pixels wide."),
    )
    image_width = models.PositiveIntegerField(default=0, editable=False)
    image_height = models.PositiveIntegerField(default=0, editable=False)
    image_alt = models.CharField(_("description of the picture"), max_length=300, blank=True, help_text=_("What is to be seen?"))
    image_alt_en = models.CharField(_("description of the picture in English"), max_length=300, blank=True)
    image_is_decorative = models.BooleanField(_("purely decorative"), default=False)
    image_credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it, as it should be shown."))
    image_licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)

    class Meta:
        abstract = True


def clean_upload(upload: File) -> ContentFile:
    """`upload` as a fresh WebP file: upright, without metadata, no larger than LARGEST, named by its content.

    Raises ValidationError with a sentence for people if it is no still picture, too large, or too long and thin.
    """
    if upload.size > settings.IMAGE_MAX_BYTES:
        raise ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": settings.IMAGE_MAX_BYTES // 1024 // 1024})
    with _ONE_AT_A_TIME:
        try:
            content = _as_webp(_decoded(upload), max(WIDTHS))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_many_pixels() from error
        except BROKEN as error:
            raise ValidationError(_("This file is no picture that we can read. Please use JPEG, PNG or WebP.")) from error
        finally:
            give_back()
    return ContentFile(content, name=f"{_digest(content)}.webp")


def _decoded(upload: File) -> Image.Image:
    """The picture in `upload`: upright, RGB or RGBA with 8 bits, scaled down to LARGEST as early as its format allows."""
    upload.seek(0)
    with Image.open(upload, formats=READABLE_FORMATS) as picture:
        _check_shape(picture)
        if picture.format not in CAMERA_FORMATS:
            picture.load()
        orientation = _orientation(picture)
        plain = _in_plain_colours(picture)
        plain.thumbnail(LARGEST if orientation < LIES_ON_ITS_SIDE else LARGEST[::-1], Image.Resampling.LANCZOS, reducing_gap=3.0)
        upright = plain.transpose(TURNS[orientation]) if orientation in TURNS else plain.copy()
        mode = "RGBA" if "A" in plain.getbands() else "RGB"
        return upright if upright.mode == mode else upright.convert(mode)


def _check_shape(picture: Image.Image) -> None:
    """Raise ValidationError for what is too large, too long and thin, or moves; nothing has been decoded so far."""
    if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
        raise _too_many_pixels()
    if max(picture.size) > LONGEST_TO_SHORTEST * min(picture.size):
        raise ValidationError(
            _("The picture is too long and thin: one side may be at most %(times)d times as long as the other.")
            % {"times": LONGEST_TO_SHORTEST}
        )
    # Cameras put a small preview behind their photo, which makes it no film.
    if getattr(picture, "is_animated", False) and picture.format not in CAMERA_FORMATS:
        raise ValidationError(_("Animated pictures are not possible."))


def _too_many_pixels() -> ValidationError:
    limit = settings.IMAGE_MAX_PIXELS // 1_000_000
    return ValidationError(_("The picture has too many pixels. At most %(limit)d megapixels are possible.") % {"limit": limit})


def _orientation(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8 as in EXIF; 1 if the picture does not say so in a way that can be read."""
    try:
        orientation = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except BROKEN:
        return 1
    return int(orientation) if orientation in TURNS else 1


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """`picture` in a mode that can be scaled: no palette, no single transparent colour, no 16 bits."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB") if picture.mode in ("1", "P") else picture


def _as_webp(picture: Image.Image, width: int) -> bytes:
    if picture.width > width:
        picture = picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


class PublicImage(NamedTuple):
    """The name under which the renditions of a picture lie, and the size in pixels of the largest."""

    name: str
    width: int
    height: int


def publish(image: File) -> PublicImage:
    """Write the public renditions of a private picture; call it in the transaction that makes it public.

    They are there before the public copy that shows them. If the transaction fails, nobody knows their names, and
    `sweep` in orphans.py removes them. Names carry the hash of the content: the same picture is written once.
    """
    with image.open("rb") as source:
        content = source.read()
    name = f"{PUBLIC_FOLDER}{_digest(content)}.webp"
    PublicRevision.hold()
    with Image.open(BytesIO(content), formats=("WEBP",)) as picture:
        picture.load()
        for width in WIDTHS:
            rendition = rendition_name(name, width)
            if not default_storage.exists(rendition):
                default_storage.save(rendition, ContentFile(_as_webp(picture, width)))
        return PublicImage(name, picture.width, picture.height)


def rendition_name(name: str, width: int) -> str:
    """The name of the rendition of `name` that is `width` pixels wide."""
    path = Path(name)
    return str(path.with_name(f"{path.stem}-{width}{path.suffix}"))


def picture_of(rendition: str) -> str:
    """The name of the picture to which the file `rendition` belongs; empty if that is no name of a rendition."""
    stem, dash, rest = rendition.rpartition("-")
    width, dot, suffix = rest.partition(".")
    return f"{stem}.{suffix}" if dash and dot and width.isdigit() else ""


def unpublish(name: str, *, is_used: Callable[[str], bool]) -> None:
    """Have the public renditions of the picture `name` deleted once the transaction has ended well, unless it `is_used` then."""
    transaction.on_commit(partial(_delete_renditions, name, is_used))


@transaction.atomic
def _delete_renditions(name: str, is_used: Callable[[str], bool]) -> None:
    PublicRevision.hold()
    if not is_used(name):
        for width in WIDTHS:
            default_storage.delete(rendition_name(name, width))
