"""An invitation by mail: a link that expires, with which one sets the first password."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusterweek.common.signed import Signed, SignedQuerySet


class InvitationQuerySet(SignedQuerySet):
    """Invitations, with those that can still be followed."""

    def open(self, now: datetime | None = None) -> "InvitationQuerySet":
        """Those whose link works now: neither used, nor replaced, nor expired."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now or timezone.now(), user__is_active=True)

    def behind(self, token: str) -> "Invitation | None":
        """The open invitation to which a link leads; None for every other token."""
        found = super(InvitationQuerySet, self.open().select_related("user")).behind(token)
        return None if found is None or found.user.has_usable_password() else found


class Invitation(Signed):
    """Who was invited by whom; the link itself is not stored, it is signed with the secret key."""

    SALT = "clusterweek.accounts.invitation"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("account"), related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("invited by"), related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("replaced"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.user)

    def get_absolute_url(self) -> str:
        """The path of the page on which the invited person sets a password."""
        return reverse("account_invitation", args=[self.token])

    @property
    def is_over(self) -> bool:
        """Whether the link does not work any more."""
        return bool(self.accepted_at or self.revoked_at) or self.expires_at <= timezone.now()
