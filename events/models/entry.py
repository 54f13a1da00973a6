"""What the working copies of events and of stands have in common."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusterweek.editorial.models import WorkingCopy
from events.models.submittable import Submittable
from events.models.territory import Territory


class EntryCopy(WorkingCopy, Submittable, Territory):
    """A working copy that a Land leads, or nobody does; a subclass adds its content and `public`, the public copy."""

    is_nationwide = models.BooleanField(_("nationwide"), default=False, help_text=_("Belongs to no single Land."))
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Where the facts come from; never public."))
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Never public."))

    class Meta:
        abstract = True
        ordering = ["-last_edited_at", "-pk"]
        indexes = [
            # The order of the list, and that of the review queue.
            models.Index(fields=["-last_edited_at", "-id"], name="%(class)s_by_last_edit"),
            models.Index(fields=["submitted_at", "id"], condition=Q(review_status="submitted"), name="%(class)s_waiting"),
        ]
        constraints = [
            *WorkingCopy.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="%(class)s_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__isnull=True, is_nationwide=True) | Q(state__isnull=False, is_nationwide=False),
                name="%(class)s_has_a_land_or_is_nationwide",
                violation_error_message=_("Please choose a Land, or tick “nationwide”."),
            ),
            models.CheckConstraint(
                condition=~Q(review_status="approved") | Q(public__isnull=False),
                name="%(class)s_approved_has_a_public_copy",
            ),
        ]
