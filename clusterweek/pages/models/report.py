"""What the public reports: a barrier of the portal, or an error in an entry; never public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.geography.models import FederalState


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports with who reads them."""

    def viewable_by(self, user: User) -> "ReportQuerySet":
        """The programme office reads all, coordinators those about entries of their Länder. Twin of `Report.may_view`."""
        if user.is_programme_office:
            return self.all()
        mine = Report.states.through.objects.filter(federalstate__in=user.state_codes).values("report")
        return self.filter(pk__in=mine)

    def open(self) -> "ReportQuerySet":
        """Those that nobody has marked as done."""
        return self.filter(done_at__isnull=True)


class Report(models.Model):
    """One report with what became of it; `states` are the Länder of the entry, none for a barrier or a nationwide entry."""

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("Barrier")
        ERROR = "error", _("Error in an entry")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    subject = models.CharField(_("about"), max_length=300, help_text=_("The title of the entry, or the page where the barrier is."))
    path = models.CharField(_("page"), max_length=300, blank=True, help_text=_("A path of the portal."))
    states = models.ManyToManyField(FederalState, verbose_name=_("Länder"), blank=True, related_name="+")
    text = models.TextField(_("what was reported"), max_length=4000)
    email = models.EmailField(_("e-mail address of who reported"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    note = models.TextField(_("note"), max_length=2000, blank=True, help_text=_("What was done about it. Never public."))
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("marked as done by"), null=True, editable=False, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports of the public")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="report_says_something")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def may_view(self, user: User) -> bool:
        """Whether `user` reads this report and may mark it as done. Twin of `ReportQuerySet.viewable_by`."""
        return user.is_programme_office or any(state.pk in user.state_codes for state in self.states.all())

    @property
    def is_done(self) -> bool:
        """Whether somebody has marked it as done."""
        return self.done_at is not None
