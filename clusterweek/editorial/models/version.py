"""What an entry said at each of its edit revisions; rows are only ever added, and go with their entry."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedVersionQuerySet(models.QuerySet):
    """Versions, which cannot be changed in bulk either."""

    def of(self, entry: models.Model):
        """Those of `entry`, the latest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk)

    def update(self, **values: object) -> int:
        raise TypeError("Versions are only ever added.")


class SavedVersion(models.Model):
    """An entry as it was at one edit revision, with its lists and rows; kept when the next edit replaces it."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")
    edit_revision = models.PositiveIntegerField(_("edit revision"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("saved by"), null=True, related_name="+")
    saved_at = models.DateTimeField(_("saved"))
    content = models.JSONField(_("content"))

    objects = SavedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-edit_revision", "-pk"]
        verbose_name = _("saved version")
        verbose_name_plural = _("saved versions")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "edit_revision"], name="version_once_per_revision")]

    def __str__(self) -> str:
        return f"{self.edit_revision}: {self.content.get('title', '')}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Versions are only ever added.")
        super().save(*args, **kwargs)
