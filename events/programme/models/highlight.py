"""The events that the programme office puts forward on the home page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.common.recording import StepHistory
from events.programme.models.edition import Edition
from events.programme.models.event import PublishedEvent


class Highlight(models.Model):
    """One public event of an edition with its place among the highlights; withdrawn ones are not shown."""

    # So many are few enough to be looked at.
    MOST = 6

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="highlights")
    event = models.ForeignKey(PublishedEvent, models.CASCADE, verbose_name=_("event"), related_name="+")
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    history = StepHistory()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("highlight")
        verbose_name_plural = _("highlights on the home page")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "event"],
                name="highlight_is_one_of_its_event",
                violation_error_message=_("This event is among the highlights already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.event)

    def clean(self) -> None:
        """Only what is public, and belongs to the edition, can be put forward."""
        if not (self.event_id and self.edition_id):
            return
        if self.event.edition_id != self.edition_id:
            raise ValidationError({"event": _("This event belongs to another edition.")})
        if self.event.is_withdrawn:
            raise ValidationError({"event": _("This event has been withdrawn.")})
