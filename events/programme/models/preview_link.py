"""Links to the preview of an edition, each given out to somebody and revoked by itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusterweek.common.signed import Signed, SignedQuerySet
from events.programme.models.edition import Edition


class PreviewLink(Signed):
    """Who gave the link to whom, and until when it works."""

    SALT = "events.programme.preview-link"

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="+")
    note = models.CharField(_("for whom"), max_length=150)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("given out by"), related_name="+")
    given_at = models.DateTimeField(_("given out"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("revoked by"), null=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = SignedQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("link to a preview")
        verbose_name_plural = _("links to previews")
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="preview_link_says_for_whom"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_is_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.note

    @property
    def address(self) -> str:
        """The link with its domain."""
        return settings.BASE_URL + reverse("preview", args=[self.token])

    @property
    def works(self) -> bool:
        """Whether it has neither expired nor been revoked."""
        return self.revoked_at is None and self.expires_at > timezone.now()
