"""What became of an event: whether it took place, and how many took part. Never public, and no part of the review."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models.event import Event


class EventOutcome(models.Model):
    """What the Land has told after the week; without a row it has told nothing yet."""

    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("event"), related_name="outcome")
    took_place = models.BooleanField(_("took place"))
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("entered by"), related_name="+")
    entered_at = models.DateTimeField(_("entered"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-entered_at", "-pk"]
        verbose_name = _("feedback after the week")
        verbose_name_plural = _("feedback after the week")
        constraints = [
            models.CheckConstraint(
                condition=Q(took_place=True) | Q(participants__isnull=True),
                name="event_outcome_participants_only_if_it_took_place",
                violation_error_message=_("Nobody takes part in what did not take place."),
            )
        ]

    def __str__(self) -> str:
        return str(self.event)
