"""People the public may turn to; never the same row as an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.common.recording import StepHistory
from clusterweek.geography.models import FederalState


class ContactPersonQuerySet(models.QuerySet):
    """Contacts, with who may see, pick and edit them."""

    def public(self):
        """Those shown to the public today."""
        today = timezone.localdate()
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today), is_public=True)

    def editable_by(self, user: User):
        """Coordinators edit the contacts of their Länder; the programme office edits all. Twin of `may_edit`."""
        if user.is_programme_office:
            return self.all()
        return self.filter(state__in=user.state_codes)

    def pickable_by(self, user: User):
        """Contacts of the programme, and those one may edit."""
        return self.public().filter(role=ContactPerson.Role.PROGRAMME) | self.editable_by(user)


class ContactPerson(models.Model):
    """A person with function and ways to reach them; each way is public or internal."""

    class Role(models.TextChoices):
        PROGRAMME = "programme", _("Programme")
        COORDINATOR = "coordinator", _("Coordinator of a Land")
        EVENT = "event", _("Events and stands")
        PRESS = "press", _("Press")

    class LegalBasis(models.TextChoices):
        OFFICE = "office", _("Holds a public office or function")
        CONSENT = "consent", _("Has consented")

    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.EVENT)
    title = models.CharField(_("title"), max_length=50, blank=True, help_text=_("e.g. Dr."))
    first_name = models.CharField(_("first names"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    function = models.CharField(_("function"), max_length=200, blank=True)
    programme = models.CharField(_("programme"), max_length=200, blank=True, help_text=_("e.g. go-cluster"))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    department = models.CharField(_("department"), max_length=200, blank=True)
    state = models.ForeignKey(FederalState, models.PROTECT, verbose_name=_("Land"), null=True, blank=True, related_name="contact_persons")
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    phone_is_public = models.BooleanField(_("phone is public"), default=False)
    fax = models.CharField(_("fax"), max_length=50, blank=True)
    fax_is_public = models.BooleanField(_("fax is public"), default=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_is_public = models.BooleanField(_("e-mail address is public"), default=False)
    legal_basis = models.CharField(
        _("legal basis"),
        max_length=10,
        choices=LegalBasis.choices,
        default=LegalBasis.CONSENT,
        help_text=_("Why we may publish this person's data (Art. 6 GDPR)."),
    )
    consented_on = models.DateField(_("consented on"), null=True, blank=True)
    expires_on = models.DateField(
        _("shown until"), null=True, blank=True, help_text=_("Last day on the portal; empty only for contacts of the programme.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Set by the programme office."))

    history = StepHistory()
    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        ordering = ["order", "last_name", "first_name"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        constraints = [
            models.CheckConstraint(
                condition=Q(legal_basis="office") | Q(is_public=False) | Q(consented_on__isnull=False),
                name="contact_consent_has_a_date",
                violation_error_message=_("Please enter the day on which the person consented."),
            ),
            models.CheckConstraint(
                condition=Q(role="programme") | Q(is_public=False) | Q(expires_on__isnull=False),
                name="contact_expires_unless_of_the_programme",
                violation_error_message=_("Please enter until when this contact is shown."),
            ),
            models.CheckConstraint(
                condition=~Q(role="coordinator") | Q(state__isnull=False),
                name="contact_coordinator_has_a_land",
                violation_error_message=_("Please choose the Land that this person coordinates."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def may_edit(self, user: User) -> bool:
        """Whether this contact belongs to one of the Länder of `user`, or `user` to the office."""
        return user.is_programme_office or self.state_id in user.state_codes

    @property
    def full_name(self) -> str:
        """Title and names, e.g. "Dr. Florian Welter"."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def public_phone(self) -> str:
        return self.phone if self.phone_is_public else ""

    @property
    def public_fax(self) -> str:
        return self.fax if self.fax_is_public else ""

    @property
    def public_email(self) -> str:
        return self.email if self.email_is_public else ""
