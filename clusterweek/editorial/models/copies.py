"""What every noun under review has: a working copy and a public copy."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingCopy(models.Model):
    """The copy that coordinators and the office edit; `review_status` names who acts next."""

    class ReviewStatus(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RETURNED = "returned", _("Returned")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")

    review_status = models.CharField(
        _("review status"), max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.DRAFT, editable=False
    )
    edit_revision = models.PositiveIntegerField(_("edit revision"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("created by"), null=True, editable=False, related_name="+"
    )
    last_edited_at = models.DateTimeField(_("last edited"), null=True, editable=False)
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("last edited by"), null=True, editable=False, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    first_submitted_at = models.DateTimeField(_("first submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("submitted by"), null=True, editable=False, related_name="+"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("assigned to"), null=True, editable=False, related_name="+"
    )
    review_note = models.TextField(_("note of the programme office"), blank=True, editable=False)
    deadline_extended_until = models.DateTimeField(
        _("deadline extended until"), null=True, blank=True, help_text=_("Only for this entry; set by the programme office.")
    )
    deadline_extension_reason = models.CharField(_("reason for the extension"), max_length=200, blank=True)
    binned_at = models.DateTimeField(_("moved to the bin"), null=True, editable=False, db_index=True)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("moved to the bin by"), null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(review_status="submitted") | models.Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="%(app_label)s_%(class)s_submission_has_a_submitter",
            ),
            models.CheckConstraint(
                condition=~models.Q(review_status="returned") | ~models.Q(review_note=""),
                name="%(app_label)s_%(class)s_return_has_a_note",
            ),
            models.CheckConstraint(
                condition=models.Q(deadline_extended_until__isnull=True) | ~models.Q(deadline_extension_reason=""),
                name="%(app_label)s_%(class)s_extension_has_a_reason",
                violation_error_message=_("Please give the reason for the extension."),
            ),
            models.CheckConstraint(
                condition=models.Q(binned_at__isnull=True) | models.Q(review_status__in=["draft", "returned"]),
                name="%(app_label)s_%(class)s_in_the_bin_is_with_its_land",
            ),
        ]


class PublicCopyQuerySet(models.QuerySet):
    """Public copies, with what has been withdrawn told apart."""

    def standing(self):
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class PublicCopy(models.Model):
    """The copy that the public sees; it changes by approval, express lane and withdrawal alone."""

    uid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("short name for addresses"), max_length=120, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, help_text=_("SEQUENCE in calendars."))
    first_published_at = models.DateTimeField(_("first published"))
    changed_at = models.DateTimeField(_("changed"))
    revision = models.PositiveBigIntegerField(_("public revision"), default=0, db_index=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_for_legal_reasons = models.BooleanField(_("withdrawn for legal reasons"), default=False)

    objects = PublicCopyQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_for_legal_reasons=False) | models.Q(withdrawn_at__isnull=False, title=""),
                name="%(app_label)s_%(class)s_legal_withdrawal_leaves_no_title",
            ),
            models.CheckConstraint(
                condition=~models.Q(title="") | models.Q(withdrawn_for_legal_reasons=True),
                name="%(app_label)s_%(class)s_has_a_title",
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="%(app_label)s_%(class)s_version_starts_at_1"),
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Whether only a tombstone is left: 410 on the web, CANCELLED in calendars."""
        return self.withdrawn_at is not None
