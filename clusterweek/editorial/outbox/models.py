"""Messages to people: written with the step that causes them, sent later in digests."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import Invitation


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by what is to be done with them."""

    def waiting(self) -> "MessageQuerySet":
        """Those that have not been sent yet and will be."""
        return self.filter(state=Message.State.WAITING)

    def due_at(self, moment: datetime) -> "MessageQuerySet":
        """Those that are to be sent at `moment`."""
        return self.waiting().filter(due__lte=moment)


class Message(models.Model):
    """One thing that one person is told; a digest joins those that are due for the same address."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPRESS = "express", _("Changed at once")
        HANDED_OVER = "handed-over", _("Lead handed over")
        PARTNER_ASKED = "partner-asked", _("Asked to be a partner")
        PARTNER_ANSWERED = "partner-answered", _("Answer of a partner Land")
        COMMENT = "comment", _("New comment")
        REMINDER = "reminder", _("Reminder")
        INVITATION = "invitation", _("Invitation")
        SECOND_FACTOR = "second-factor", _("Second factor reset")
        ORGANISER_LINK = "organiser-link", _("Form for your entry")
        RECEIPT = "receipt", _("Your entry has arrived")
        CONTRIBUTED = "contributed", _("Sent by an organiser")
        FEED = "feed", _("News from a feed")
        REPORTED = "reported", _("Reported by the public")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("recipient"), null=True, related_name="+")
    address = models.EmailField(_("e-mail address"))
    deputy_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("as deputy for"), null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=300, help_text=_("What it is about, as a rule the title of an entry."))
    text = models.TextField(_("text"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True, help_text=_("A path of the portal."))
    secret_link = models.CharField(
        _("link of the recipient alone"), max_length=60, blank=True, help_text=_("What the link is made from when the message is sent.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    invitation = models.ForeignKey(Invitation, models.CASCADE, verbose_name=_("invitation"), null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    due = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="message_waiting_by_due"),
            models.Index(fields=["address", "-sent_at"], name="message_of_address"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_a_time"),
            models.CheckConstraint(
                condition=~Q(kind="invitation") | Q(invitation__isnull=False), name="message_invitation_has_its_invitation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"
