"""When somebody is away, and who gets their mail meanwhile."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences by day."""

    def on(self, day: date) -> "AbsenceQuerySet":
        """Those that last on `day`."""
        return self.filter(first_day__lte=day, last_day__gte=day)


class Absence(models.Model):
    """Days on which a deputy gets somebody's mail too; rights stay as they are."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("account"), related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("deputy"),
        related_name="+",
        help_text=_("Gets your mail meanwhile. To edit entries, the deputy needs the Land from the programme office."),
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("user")),
                name="absence_deputy_is_somebody_else",
                violation_error_message=_("Please choose somebody else as deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.first_day:%d.%m.%Y} – {self.last_day:%d.%m.%Y}"
