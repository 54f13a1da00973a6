"""The working copy of a stand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clusterweek.editorial.models import WorkingCopy
from events.models.completeness import Hint
from events.models.submittable import Submittable
from events.models.territory import Territory, TerritoryQuerySet
from events.programme.models import CoExhibitorRow, PublishedStand, StandContent


class Stand(StandContent, WorkingCopy, Submittable, Territory):
    """A stand in the back office; the public sees only what `public` holds."""

    is_nationwide = models.BooleanField(_("nationwide"), default=False, help_text=_("Belongs to no single Land."))
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Where the facts come from; never public."))
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Never public."))
    public = models.OneToOneField(
        PublishedStand, models.SET_NULL, verbose_name=_("public copy"), null=True, editable=False, related_name="+"
    )

    CONTENT = StandContent
    EDITION = "fair__edition"
    ROWS = "co_exhibitors"
    PUBLIC_COPY = PublishedStand
    NEEDED = ("title", "fair", "main_exhibitor")

    history = HistoricalRecords()
    objects = TerritoryQuerySet.as_manager()

    class Meta(StandContent.Meta):
        abstract = False
        ordering = ["-last_edited_at", "-pk"]
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        constraints = [
            *StandContent.Meta.constraints,
            *WorkingCopy.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="stand_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__isnull=True, is_nationwide=True) | Q(state__isnull=False, is_nationwide=False),
                name="stand_has_a_land_or_is_nationwide",
                violation_error_message=_("Please choose a Land, or tick “nationwide”."),
            ),
            models.CheckConstraint(
                condition=~Q(review_status="approved") | Q(public__isnull=False),
                name="stand_approved_has_a_public_copy",
            ),
        ]

    def missing(self) -> dict[str, str]:
        """What blocks a submission: field name → sentence; empty if the entry is complete."""
        problems = {}
        if not self.fair_id:
            problems["fair"] = _("Please choose the trade fair.")
        if not (self.main_exhibitor_id or self.main_exhibitor_text):
            problems["main_exhibitor"] = _("Please name the main exhibitor.")
        return {field: str(sentence) for field, sentence in problems.items()}

    def hints(self) -> list[Hint]:
        """What only helps, given or not, in the order of the form."""
        return [
            Hint("exhibits", _("exhibits"), bool(self.exhibits)),
            Hint("description", _("description"), bool(self.description)),
            Hint("technology_fields", _("technology fields"), self.technology_fields.exists()),
            Hint("hall", _("hall"), bool(self.hall)),
            Hint("stand_number", _("stand number"), bool(self.stand_number)),
            Hint("contact_persons", _("contact"), bool(self.email or self.phone) or self.contact_persons.exists()),
            Hint("image", _("picture"), bool(self.image)),
            Hint("title_en", _("title in English"), bool(self.title_en)),
            Hint("exhibits_en", _("exhibits in English"), bool(self.exhibits_en)),
        ]

    @property
    def edition(self):
        """The edition of the fair, if any."""
        return self.fair.edition if self.fair_id else None


class CoExhibitor(CoExhibitorRow):
    """A co-exhibitor of a stand in the back office."""

    stand = models.ForeignKey(Stand, models.CASCADE, related_name="co_exhibitors")

    class Meta(CoExhibitorRow.Meta):
        abstract = False
