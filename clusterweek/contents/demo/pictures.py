"""The project's own pictures for invented entries."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from clusters.models import TechnologyField
from clusterweek.contents.demo.drawings import MOTIFS
from clusterweek.contents.tables import document
from clusterweek.editorial.images import IllustratedContent, clean_upload

CREDIT = "Clusterwoche Deutschland (Zeichnung)"


class Pictures:
    """Draws each motif once, when the first entry asks for it."""

    def __init__(self) -> None:
        self._drawn: dict[str, bytes] = {}

    def of(self, field: TechnologyField) -> dict[str, Any]:
        """The fields of a picture that suits a technology field: the file, its description, credit and licence."""
        name, motif = next((name, motif) for name, motif in document("examples/motifs").items() if field.name in motif["technology_fields"])
        if name not in self._drawn:
            self._drawn[name] = _upload(MOTIFS[name])
        return {
            "image": ContentFile(self._drawn[name], name=f"{name}.webp"),
            "image_alt": motif["alt"],
            "image_alt_en": motif["alt_en"],
            "image_credit": CREDIT,
            "image_licence": IllustratedContent.Licence.CC0,
        }


def _upload(draw: Callable[[], Image.Image]) -> bytes:
    """A drawing as the form would have it cleaned."""
    file = BytesIO()
    draw().save(file, "PNG", compress_level=1)
    return clean_upload(ContentFile(file.getvalue())).read()
