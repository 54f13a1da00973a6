"""Which draft was taken over from which entry of an earlier edition."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.stand import Stand
from events.programme.models import Edition, PublishedEvent, PublishedStand


class TakenOver(models.Model):
    """A draft with the entry it was made from: a working copy, a public copy, or both."""

    event = models.OneToOneField(Event, models.CASCADE, null=True, related_name="taken_over")
    stand = models.OneToOneField(Stand, models.CASCADE, null=True, related_name="taken_over")
    from_event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    from_stand = models.ForeignKey(Stand, models.SET_NULL, null=True, related_name="+")
    from_public_event = models.ForeignKey(PublishedEvent, models.SET_NULL, null=True, related_name="+")
    from_public_stand = models.ForeignKey(PublishedStand, models.SET_NULL, null=True, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, stand__isnull=True) | Q(event__isnull=True, stand__isnull=False),
                name="taken_over_is_an_event_or_a_stand",
            )
        ]

    def __str__(self) -> str:
        return str(self.event or self.stand)
