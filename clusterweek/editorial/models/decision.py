"""What was decided about an entry, by whom and on which content; rows are only ever added, until the entry is deleted for good."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DecisionQuerySet(models.QuerySet):
    """Decisions, which cannot be changed in bulk either."""

    def of(self, entry: models.Model):
        """Those about `entry`, the latest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(entry), object_id=entry.pk)

    def update(self, **values: object) -> int:
        raise TypeError("Decisions are only ever added.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Decisions are only ever added.")

    def forget(self, entry: models.Model, *, but_of: Iterable[str] = ()) -> None:
        """Delete those about `entry` but the kinds `but_of`: only with the entry itself, for good (data protection)."""
        super(DecisionQuerySet, self.of(entry).exclude(kind__in=list(but_of)).order_by()).delete()


class Decision(models.Model):
    """One step of the review, with the content it was taken on."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        EXPRESS = "express", _("Express change")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        HANDED_OVER = "handover", _("Handed over")

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")
    kind = models.CharField(_("decision"), max_length=10, choices=Kind.choices)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("submitted by"), null=True, related_name="+")
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("last edited by"), null=True, related_name="+"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), related_name="+")
    decided_at = models.DateTimeField(_("decided"))
    edit_revision = models.PositiveIntegerField(_("edit revision"))
    note = models.TextField(_("note"), blank=True)
    # What a return says about single fields: name of the field → sentence.
    field_notes = models.JSONField(_("notes at fields"), default=dict, blank=True)
    # What the decider corrected while approving: name of the field → text as it had been submitted.
    corrections = models.JSONField(_("corrections"), default=dict, blank=True)
    single_handed_reason = models.CharField(_("reason for deciding single-handed"), max_length=300, blank=True)
    content = models.JSONField(_("content"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["content_type", "object_id"], name="decision_of_entry")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["approved", "returned"]) | Q(submitted_by__isnull=False) & ~Q(decided_by=F("submitted_by")),
                name="decision_is_not_by_the_submitter",
                violation_error_message=_("Nobody decides what they submitted themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="approved")
                | ~Q(single_handed_reason="")
                | Q(last_edited_by__isnull=True)
                | ~Q(decided_by=F("last_edited_by")),
                name="decision_by_the_last_editor_has_a_reason",
                violation_error_message=_("Who edited last gives a reason for deciding single-handed."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(note=""),
                name="decision_to_return_has_a_note",
                violation_error_message=_("Please say what should be changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decided_at:%d.%m.%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Decisions are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("Decisions are only ever added.")
