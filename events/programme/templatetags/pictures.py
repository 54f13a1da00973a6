"""Pictures of entries in the sizes in which they have been published."""

from functools import lru_cache
from typing import Any

from django import template
from django.core.files.images import get_image_dimensions
from django.core.files.storage import Storage, default_storage
from django.db.models.fields.files import FieldFile
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clusterweek.common.bilingual import in_language
from clusterweek.editorial.images import WIDTHS, IllustratedContent, rendition_name

register = template.Library()


@register.inclusion_tag("includes/picture.html")
def picture(entry: IllustratedContent, sizes: str) -> dict[str, Any]:
    """The picture of `entry` with credit and licence; nothing if it has none.

    `sizes` is the attribute of the same name (HTML, "Responsive images").
    """
    if not entry.image:
        return {}
    renditions = _renditions(entry)
    return {
        "src": renditions[-1][0],
        "srcset": ", ".join(f"{url} {width}w" for url, width in renditions),
        "sizes": sizes,
        "width": entry.image_width,
        "height": entry.image_height,
        "alt": "" if entry.image_is_decorative else in_language(entry, "image_alt")[0],
        "credit": entry.image_credit,
        "licence": entry.get_image_licence_display(),
    }


def _renditions(entry: IllustratedContent) -> list[tuple[str, int]]:
    """(address, width) of each size; a preview's picture has one of its own, which not everybody may open."""
    if private := getattr(entry, "private_picture", ""):
        return [(private, max(WIDTHS))]
    widths = dict.fromkeys(min(width, entry.image_width or width) for width in WIDTHS)
    return [(public_address(rendition_name(str(entry.image), WIDTHS[number])), width) for number, width in enumerate(widths)]


@register.filter
def public_address(name: object) -> str:
    """The address of the public file `name`; in a preview it lies below the signed link, because nobody else sees it yet."""
    address = default_storage.url(str(name))
    return f"{get_script_prefix().rstrip('/')}{address}" if address.startswith("/") else address


@register.simple_tag
def dimensions(picture: FieldFile) -> SafeString | str:
    """The attributes `width` and `height` of an uploaded picture, so that the page does not jump when it arrives."""
    size = _size(picture.storage, str(picture))
    return format_html('width="{}" height="{}"', *size) if size else ""


@lru_cache(maxsize=2048)
def _size(storage: Storage, name: str) -> tuple[int | None, int | None] | None:
    """Width and height of a file, whose name carries the hash of its content; None if it cannot be read."""
    try:
        with storage.open(name) as file:
            return get_image_dimensions(file)
    except OSError:
        return None
