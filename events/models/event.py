"""The working copy of an event."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clusterweek.editorial.models import WorkingCopy
from events.models.completeness import Hint
from events.models.submittable import Submittable
from events.models.territory import Territory, TerritoryQuerySet
from events.programme.models import ACCESSIBILITY_FEATURES, DateRow, EventContent, PublishedEvent


class Event(EventContent, WorkingCopy, Submittable, Territory):
    """An event in the back office; the public sees only what `public` holds."""

    is_nationwide = models.BooleanField(_("nationwide"), default=False, help_text=_("Belongs to no single Land."))
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Where the facts come from; never public."))
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Never public."))
    public = models.OneToOneField(
        PublishedEvent, models.SET_NULL, verbose_name=_("public copy"), null=True, editable=False, related_name="+"
    )

    CONTENT = EventContent
    EDITION = "edition"
    ROWS = "dates"
    PUBLIC_COPY = PublishedEvent
    NEEDED = ("title", "format", "dates", "organizers")

    history = HistoricalRecords()
    objects = TerritoryQuerySet.as_manager()

    class Meta(EventContent.Meta):
        abstract = False
        ordering = ["-last_edited_at", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *EventContent.Meta.constraints,
            *WorkingCopy.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__isnull=True, is_nationwide=True) | Q(state__isnull=False, is_nationwide=False),
                name="event_has_a_land_or_is_nationwide",
                violation_error_message=_("Please choose a Land, or tick “nationwide”."),
            ),
            models.CheckConstraint(
                condition=~Q(review_status="approved") | Q(public__isnull=False),
                name="event_approved_has_a_public_copy",
            ),
        ]

    def missing(self) -> dict[str, str]:
        """What blocks a submission: field name → sentence; empty if the entry is complete."""
        problems = {}
        if not self.format_id:
            problems["format"] = _("Please choose a format.")
        if not self.dates.exists():
            problems["dates"] = _("Please enter at least one date.")
        if not (self.further_organizers or self.organizers.exists()):
            problems["organizers"] = _("Please name at least one organizer.")
        if self.image and not (self.image_is_decorative or self.image_alt):
            problems["image_alt"] = _("Please describe the picture, or tick that it is purely decorative.")
        return {field: str(sentence) for field, sentence in problems.items()}

    def hints(self) -> list[Hint]:
        """What only helps, given or not, in the order of the form."""
        has_place = bool(self.venue or self.city) or self.attendance_mode == self.AttendanceMode.ONLINE
        says_accessible = any(getattr(self, name) is not None for name in ACCESSIBILITY_FEATURES) or bool(self.accessibility_note)
        return [
            Hint("summary", _("summary"), bool(self.summary)),
            Hint("description", _("description"), bool(self.description)),
            Hint("technology_fields", _("technology fields"), self.technology_fields.exists()),
            Hint("audiences", _("audiences"), self.audiences.exists()),
            Hint("venue", _("place"), has_place),
            Hint("contact_persons", _("contact"), bool(self.email or self.phone) or self.contact_persons.exists()),
            Hint("image", _("picture"), bool(self.image)),
            Hint("registration_state", _("registration"), bool(self.registration_state)),
            Hint("is_free", _("costs"), self.is_free is not None or bool(self.price)),
            Hint("step_free_access", _("accessibility"), says_accessible),
            Hint("title_en", _("title in English"), bool(self.title_en)),
            Hint("summary_en", _("summary in English"), bool(self.summary_en)),
        ]


class EventDate(DateRow):
    """A date of an event in the back office."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="dates")

    class Meta(DateRow.Meta):
        abstract = False
        constraints = [
            *DateRow.Meta.constraints,
            models.UniqueConstraint(fields=["event", "uid"], name="event_date_uid_is_unique"),
        ]
