"""Submission deadlines: when something new may still be submitted."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clusterweek.geography.models import FederalState
from events.programme.models import Edition


class DeadlineExtension(models.Model):
    """A later submission deadline for one Land, with its reason."""

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="+")
    state = models.ForeignKey(FederalState, models.PROTECT, verbose_name=_("Land"), related_name="+")
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-until"]
        verbose_name = _("deadline extension")
        verbose_name_plural = _("deadline extensions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "state"], name="deadline_extension_once_per_land"),
            models.CheckConstraint(condition=~Q(reason=""), name="deadline_extension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.until:%d.%m.%Y}"


def deadline_for(entry) -> datetime | None:
    """The moment until which `entry` (an Event or Stand) may be submitted first; None for a stand without an edition."""
    edition = entry.edition
    if edition is None:
        return None
    extended = DeadlineExtension.objects.filter(edition=edition, state=entry.state_id).values_list("until", flat=True).first()
    return max(moment for moment in (edition.submission_deadline, extended, entry.deadline_extended_until) if moment)
