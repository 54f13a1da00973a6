"""What the office has taken note of before an edition is released."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.programme.models import Edition


class ReleaseAcknowledgement(models.Model):
    """Somebody of the office has seen a warning with all its findings; further findings ask for another look."""

    class Kind(models.TextChoices):
        NO_GREETING = "no-greeting", _("There is no greeting.")
        GREETING_UNSIGNED = "greeting-unsigned", _("The greeting is not signed: the names of the patrons do not stand under it.")
        GREETING_UNREAD = "greeting-unread", _("The greeting is released with the programme: somebody other than its editor reads it.")
        EMPTY_LAND = "empty-land", _("Länder without an approved entry")
        OUTSIDE_THE_DAYS = "outside-the-days", _("Approved events with dates outside the edition's days")
        PARTNER_ASKED = "partner-asked", _("Approved entries with a partner Land that has not answered: it is not shown.")

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    warning = models.CharField(_("warning"), max_length=20, choices=Kind.choices)
    # What the warning named, so that something new is told from what has been seen.
    findings = models.JSONField(_("findings"), default=list)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("acknowledged by"), related_name="+")
    acknowledged_at = models.DateTimeField(_("acknowledged"), auto_now_add=True)

    class Meta:
        ordering = ["-acknowledged_at", "-pk"]
        verbose_name = _("acknowledged warning")
        verbose_name_plural = _("acknowledged warnings")

    def __str__(self) -> str:
        return self.get_warning_display()
