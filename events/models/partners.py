"""Länder that are asked to be partners of an entry; each confirms by itself."""

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusterweek.geography.models import FederalState
from events.models.event import Event
from events.models.stand import Stand
from events.models.territory import DECLINED


class PartnerManager(models.Manager):
    """Partner Länder of entries that are not in the bin."""

    def get_queryset(self) -> models.QuerySet:
        entry = cast("type[PartnerState]", self.model).ENTRY
        return super().get_queryset().filter(**{f"{entry}__binned_at__isnull": True})


class PartnerState(models.Model):
    """A Land asked to be a partner; the public sees it only once it has confirmed."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("not confirmed yet")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = DECLINED, _("declined")

    ENTRY: ClassVar[str]

    state = models.ForeignKey(FederalState, models.PROTECT, verbose_name=_("Land"), related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default=Answer.ASKED, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = PartnerManager()

    class Meta:
        abstract = True
        verbose_name = _("partner Land")
        verbose_name_plural = _("partner Länder")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="asked", answered_at__isnull=True) | ~Q(answer="asked") & Q(answered_at__isnull=False),
                name="%(app_label)s_%(class)s_answer_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} ({self.get_answer_display()})"


class EventPartner(PartnerState):
    """A partner Land of an event."""

    ENTRY = "event"
    event = models.ForeignKey(Event, models.CASCADE, related_name="partners")

    class Meta(PartnerState.Meta):
        abstract = False
        constraints = [
            *PartnerState.Meta.constraints,
            models.UniqueConstraint(fields=["event", "state"], name="event_partner_once"),
        ]


class StandPartner(PartnerState):
    """A partner Land of a stand."""

    ENTRY = "stand"
    stand = models.ForeignKey(Stand, models.CASCADE, related_name="partners")

    class Meta(PartnerState.Meta):
        abstract = False
        constraints = [
            *PartnerState.Meta.constraints,
            models.UniqueConstraint(fields=["stand", "state"], name="stand_partner_once"),
        ]
