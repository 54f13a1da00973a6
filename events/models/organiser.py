"""Links with which an organiser fills in one entry without an account, and what came in by them; never public."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.common.languages import page_url
from clusterweek.common.signed import Signed, SignedQuerySet
from clusterweek.editorial.models import WorkingCopy
from clusterweek.geography.models import FederalState
from events.models.event import Event
from events.models.stand import Stand
from events.programme.models import Edition


class OfOneLand(SignedQuerySet):
    """Rows with a token that belong to the Land to which `STATE` leads."""

    def editable_by(self, user: User):
        """Those of one's own Länder; the programme office has all. Twin of `may_edit`."""
        model: Any = self.model
        return self.all() if user.is_programme_office else self.filter(**{f"{model.STATE}__in": user.state_codes})


class OrganiserLink(Signed):
    """Who gave the link to whom, for which Land and edition, and until when it works."""

    SALT, STATE = "events.organiser-link", "state"

    class Noun(models.TextChoices):
        EVENT = "event", _("event")
        STAND = "stand", _("stand")

    state = models.ForeignKey(FederalState, models.PROTECT, verbose_name=_("Land"), related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    noun = models.CharField(_("what is entered"), max_length=10, choices=Noun.choices, default=Noun.EVENT)
    for_whom = models.CharField(_("for whom"), max_length=150, help_text=_("So that you know the link again. Organisers do not see it."))
    email = models.EmailField(
        _("e-mail address of the organiser"), blank=True, help_text=_("The portal sends the link there. Empty: you pass it on yourself.")
    )
    is_open = models.BooleanField(
        _("for several organisers"),
        default=False,
        help_text=_("Everybody who has the link enters something of their own. Otherwise one entry belongs to one link."),
    )
    expires_at = models.DateTimeField(_("works until"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("given out by"), editable=False, related_name="+")
    given_at = models.DateTimeField(_("given out"), auto_now_add=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("revoked by"), null=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = OfOneLand.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("link for organisers")
        verbose_name_plural = _("links for organisers")
        constraints = [
            models.CheckConstraint(condition=~Q(for_whom=""), name="organiser_link_says_for_whom"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="organiser_link_is_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.for_whom

    @property
    def path(self) -> str:
        """Where the form stands, in the active language."""
        return page_url("organiser_form", token=self.token)

    @property
    def works(self) -> bool:
        """Whether it has neither expired nor been revoked, and its edition is not closed."""
        return self.revoked_at is None and self.expires_at > timezone.now() and not self.edition.is_closed

    def may_edit(self, user: User) -> bool:
        """Whether the link belongs to one of the user's Länder, or to the office."""
        return user.is_programme_office or self.state_id in user.state_codes


class Contribution(Signed):
    """What an organiser sent: the entry, and what only the Land and the programme office read."""

    SALT, STATE = "events.contribution", "link__state"

    link = models.ForeignKey(OrganiserLink, models.PROTECT, verbose_name=_("link for organisers"), related_name="contributions")
    event = models.OneToOneField(Event, models.CASCADE, null=True, related_name="contribution")
    stand = models.OneToOneField(Stand, models.CASCADE, null=True, related_name="contribution")
    name = models.CharField(_("your name"), max_length=150, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True, help_text=_("For the receipt and for questions of the Land."))
    note = models.TextField(_("note to the Land"), max_length=2000, blank=True)
    language = models.CharField(max_length=2, default="de")
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed by the organiser"))
    adopted_at = models.DateTimeField(_("adopted"), null=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("adopted by"), null=True, related_name="+")

    objects = OfOneLand.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("what an organiser sent")
        verbose_name_plural = _("what organisers sent")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, stand__isnull=True) | Q(event__isnull=True, stand__isnull=False),
                name="contribution_is_an_event_or_a_stand",
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)

    @property
    def entry(self) -> Event | Stand:
        """The working copy, wherever it is by now."""
        return self.event or self.stand  # type: ignore[return-value]

    @property
    def path(self) -> str:
        """Where the organiser comes back to, in the active language."""
        return page_url("organiser_entry", token=self.token)

    @property
    def is_adopted(self) -> bool:
        """Whether the Land has taken it over: by saying so, by changing or submitting it, or by moving it to the bin."""
        entry = self.entry
        is_draft = entry.review_status == WorkingCopy.ReviewStatus.DRAFT and entry.binned_at is None
        return self.adopted_at is not None or not is_draft or entry.last_edited_by_id is not None

    def may_edit(self, user: User) -> bool:
        """Whether what was sent belongs to one of the user's Länder, or to the office."""
        return self.link.may_edit(user)
