"""Pictures of entries: cleaned when uploaded, private until approved, public under their content's hash."""

import hashlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
READABLE_FORMATS = ("JPEG", "PNG", "WEBP")

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
    """`upload` as a fresh WebP file: upright, without metadata, at most 1600 pixels wide, named by its content.

    Raises ValidationError with a sentence for people if it is no still picture or too large.
    """
    if upload.size > settings.IMAGE_MAX_BYTES:
        raise ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": settings.IMAGE_MAX_BYTES // 1024 // 1024})
    try:
        upload.seek(0)
        with Image.open(upload, formats=READABLE_FORMATS) as picture:
            if picture.width * picture.height > settings.IMAGE_MAX_PIXELS:
                raise ValidationError(_("The picture has too many pixels."))
            if getattr(picture, "is_animated", False):
                raise ValidationError(_("Animated pictures are not possible."))
            upright = ImageOps.exif_transpose(picture)
            mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
            content = _as_webp(upright.convert(mode), max(WIDTHS))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This file is no picture that we can read. Please use JPEG, PNG or WebP.")) from error
    return ContentFile(content, name=f"{_digest(content)}.webp")


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
    """Have the public renditions of a private picture written once the transaction has ended well.

    Names carry the hash of the content: the same picture is written once, and none can be guessed.
    """
    with image.open("rb") as source:
        content = source.read()
    name = f"images/{_digest(content)}.webp"
    transaction.on_commit(partial(_write_renditions, name, content))
    with Image.open(BytesIO(content), formats=("WEBP",)) as picture:
        return PublicImage(name, picture.width, picture.height)


def _write_renditions(name: str, content: bytes) -> None:
    with Image.open(BytesIO(content), formats=("WEBP",)) as picture:
        picture.load()
        for width in WIDTHS:
            rendition = rendition_name(name, width)
            if not default_storage.exists(rendition):
                default_storage.save(rendition, ContentFile(_as_webp(picture, width)))


def rendition_name(name: str, width: int) -> str:
    """The name of the rendition of `name` that is `width` pixels wide."""
    path = Path(name)
    return str(path.with_name(f"{path.stem}-{width}{path.suffix}"))


def unpublish(name: str, *, is_used: Callable[[str], bool]) -> None:
    """Have the public renditions of the picture `name` deleted once the transaction has ended well, unless it `is_used` then."""
    transaction.on_commit(partial(_delete_renditions, name, is_used))


def _delete_renditions(name: str, is_used: Callable[[str], bool]) -> None:
    if not is_used(name):
        for width in WIDTHS:
            default_storage.delete(rendition_name(name, width))
