"""The working copy of a stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from events.models.completeness import Hint
from events.models.entry import EntryCopy
from events.models.territory import TerritoryManager, TerritoryQuerySet
from events.models.words import TitledCopy, TitleWord
from events.programme.models import CoExhibitorRow, PublishedStand, StandContent


class Stand(StandContent, EntryCopy, TitledCopy):
    """A stand in the back office; the public sees only what `public` holds."""

    public = models.OneToOneField(
        PublishedStand, models.SET_NULL, verbose_name=_("public copy"), null=True, editable=False, related_name="+"
    )

    CONTENT = StandContent
    EDITION = "fair__edition"
    ROWS = "co_exhibitors"
    PUBLIC_COPY = PublishedStand
    NEEDED = ("title", "fair", "main_exhibitor")
    COUNTED = ("technology_fields", "contact_persons")

    history = HistoricalRecords(excluded_fields=["assigned_to", "title_words"])
    objects = TerritoryManager()
    everywhere = TerritoryQuerySet.as_manager()

    class Meta(StandContent.Meta):
        abstract = False
        ordering = EntryCopy.Meta.ordering
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        indexes = EntryCopy.Meta.indexes
        constraints = [*StandContent.Meta.constraints, *EntryCopy.Meta.constraints]

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
            Hint("technology_fields", _("technology fields"), self.has("technology_fields")),
            Hint("hall", _("hall"), bool(self.hall)),
            Hint("stand_number", _("stand number"), bool(self.stand_number)),
            Hint("contact_persons", _("contact"), bool(self.email or self.phone) or self.has("contact_persons")),
            Hint("image", _("picture"), bool(self.image)),
            Hint("title_en", _("title in English"), bool(self.title_en)),
            Hint("exhibits_en", _("exhibits in English"), bool(self.exhibits_en)),
        ]

    @property
    def edition(self):
        """The edition of the fair, if any."""
        return self.fair.edition if self.fair_id else None


class StandWord(TitleWord):
    """A word of the title of a stand."""

    ENTRY = "stand"
    stand = models.ForeignKey(Stand, models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["word", "stand"], name="stand_word")]


Stand.WORDS = StandWord


class CoExhibitor(CoExhibitorRow):
    """A co-exhibitor of a stand in the back office."""

    stand = models.ForeignKey(Stand, models.CASCADE, related_name="co_exhibitors")

    class Meta(CoExhibitorRow.Meta):
        abstract = False
