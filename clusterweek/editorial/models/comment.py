"""What people say to each other about an entry; rows are only ever added, until the entry is deleted for good."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


class CommentQuerySet(models.QuerySet):
    """Comments, which cannot be changed in bulk either."""

    def about(self, entry: models.Model):
        """Those about one entry, the oldest first, with their authors."""
        return self.filter(content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk).select_related("author")

    def update(self, **values: object) -> int:
        raise TypeError("Comments are only ever added.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Comments are only ever added.")

    def forget(self, entry: models.Model) -> None:
        """Delete those about `entry`: only with the entry itself, for good (data protection)."""
        super(CommentQuerySet, self.about(entry).select_related(None).order_by()).delete()


class Comment(models.Model):
    """A remark that the lead Land, its partner Länder and the programme office read; the public never does."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="+")
    text = models.TextField(_("text"), max_length=LONGEST)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["content_type", "object_id"], name="comment_of_entry")]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="comment_has_a_text")]

    def __str__(self) -> str:
        return self.text[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Comments are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("Comments are only ever added.")
