"""Pictures of entries in the sizes in which they have been published."""

from typing import Any

from django import template
from django.core.files.storage import default_storage

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
    return [(default_storage.url(rendition_name(str(entry.image), WIDTHS[number])), width) for number, width in enumerate(widths)]
