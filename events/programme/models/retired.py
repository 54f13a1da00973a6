"""Addresses that once led to an entry; none is used again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.programme.models.edition import Edition


class RetiredSlug(models.Model):
    """A former short name of an event or stand, which now redirects (301) to the present one."""

    class Noun(models.TextChoices):
        EVENT = "event", _("Event")
        STAND = "stand", _("Stand")

    noun = models.CharField(max_length=5, choices=Noun.choices)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=120)
    uid = models.UUIDField(help_text=_("The public id of the entry."))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["noun", "edition", "slug"], name="retired_slug_is_unique")]

    def __str__(self) -> str:
        return self.slug
