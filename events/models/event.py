"""The working copy of an event."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models.completeness import Hint
from events.models.entry import EntryCopy
from events.models.position import settle_position
from events.models.territory import TerritoryManager, TerritoryQuerySet
from events.models.words import TitledCopy, TitleWord
from events.programme.models import ACCESSIBILITY_FEATURES, DateRow, EventContent, PublishedEvent


class Event(EventContent, EntryCopy, TitledCopy):
    """An event in the back office; the public sees only what `public` holds."""

    derived_position = models.CharField(_("position derived from the address"), max_length=24, blank=True, editable=False)
    public = models.OneToOneField(
        PublishedEvent, models.SET_NULL, verbose_name=_("public copy"), null=True, editable=False, related_name="+"
    )

    CONTENT = EventContent
    EDITION = "edition"
    ROWS = "dates"
    PUBLIC_COPY = PublishedEvent
    NEEDED = ("title", "format", "dates", "organizers")
    COUNTED = ("dates", "organizers", "technology_fields", "audiences", "contact_persons")

    history = HistoricalRecords(excluded_fields=["assigned_to", "title_words"])
    objects = TerritoryManager()
    everywhere = TerritoryQuerySet.as_manager()

    class Meta(EventContent.Meta):
        abstract = False
        ordering = EntryCopy.Meta.ordering
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = EntryCopy.Meta.indexes
        constraints = [*EventContent.Meta.constraints, *EntryCopy.Meta.constraints]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the position that belongs to the address unless one is given."""
        settle_position(self)
        super().save(*args, **kwargs)

    def missing(self) -> dict[str, str]:
        """What blocks a submission: field name → sentence; empty if the entry is complete."""
        problems = {}
        if not self.format_id:
            problems["format"] = _("Please choose a format.")
        if not self.has("dates"):
            problems["dates"] = _("Please enter at least one date.")
        if not (self.further_organizers or self.has("organizers")):
            problems["organizers"] = _("Please name at least one organizer.")
        if self.image and not (self.image_is_decorative or self.image_alt):
            problems["image_alt"] = _("Please describe the picture, or tick that it is purely decorative.")
        if self.event_status == self.EventStatus.MOVED_ONLINE and self.attendance_mode != self.AttendanceMode.ONLINE:
            problems["attendance_mode"] = _("An event that was moved online takes place online: please choose “online”.")
        return {field: str(sentence) for field, sentence in problems.items()}

    def hints(self) -> list[Hint]:
        """What only helps, given or not, in the order of the form."""
        has_place = bool(self.venue or self.city) or self.attendance_mode == self.AttendanceMode.ONLINE
        says_accessible = any(getattr(self, name) is not None for name in ACCESSIBILITY_FEATURES) or bool(self.accessibility_note)
        return [
            Hint("summary", _("summary"), bool(self.summary)),
            Hint("description", _("description"), bool(self.description)),
            Hint("technology_fields", _("technology fields"), self.has("technology_fields")),
            Hint("audiences", _("audiences"), self.has("audiences")),
            Hint("venue", _("place"), has_place),
            Hint("contact_persons", _("contact"), bool(self.email or self.phone) or self.has("contact_persons")),
            Hint("image", _("picture"), bool(self.image)),
            Hint("registration_state", _("registration"), bool(self.registration_state)),
            Hint("is_free", _("costs"), self.is_free is not None or bool(self.price)),
            Hint("step_free_access", _("accessibility"), says_accessible),
            Hint("title_en", _("title in English"), bool(self.title_en)),
            Hint("summary_en", _("summary in English"), bool(self.summary_en)),
        ]


class EventWord(TitleWord):
    """A word of the title of an event."""

    ENTRY = "event"
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["word", "event"], name="event_word")]


Event.WORDS = EventWord


class EventDate(DateRow):
    """A date of an event in the back office."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="dates")

    class Meta(DateRow.Meta):
        abstract = False
        constraints = [
            *DateRow.Meta.constraints,
            models.UniqueConstraint(fields=["event", "uid"], name="event_date_uid_is_unique"),
        ]
