"""Lists that the programme office edits: formats, technology fields, audiences and the like."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.common.bilingual import in_language


class VocabularyEntry(models.Model):
    """One value of a list, with its German and English name and its place in the order."""

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("As visitors read it in the filter."))
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=100,
        unique=True,
        help_text=_("Part of links that others have saved: please do not change it once it is public."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Smaller numbers come first."))

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return in_language(self, "name")[0]
