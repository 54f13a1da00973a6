"""A Land's own feed: where it is, how it is read, and which entry came from which of its records."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.common.recording import StepHistory
from clusterweek.geography.models import FederalState
from events.models.event import Event
from events.programme.models import Edition


class FeedQuerySet(models.QuerySet):
    """Feeds with who may see them."""

    def editable_by(self, user: User):
        """Those of one's own Länder; the programme office has all. Twin of `Feed.may_edit`."""
        return self.all() if user.is_programme_office else self.filter(state__in=user.state_codes)


class Feed(models.Model):
    """An address from which events of a Land are fetched as drafts; the worker alone fetches it."""

    class Kind(models.TextChoices):
        ICS = "ics", _("calendar (ICS)")
        CSV = "csv", _("table (CSV)")
        JSON = "json", _("JSON")

    class Every(models.IntegerChoices):
        SIX_HOURS = 6, _("every six hours")
        DAY = 24, _("every day")
        WEEK = 168, _("every week")

    name = models.CharField(_("name"), max_length=100)
    state = models.ForeignKey(FederalState, models.PROTECT, verbose_name=_("Land"), related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+")
    address = models.URLField(_("address"), max_length=500, help_text=_("Begins with https:// and can be read by everybody."))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices, default=Kind.ICS)
    items_at = models.CharField(
        _("where the list stands"),
        max_length=100,
        blank=True,
        help_text=_("JSON alone: the names that lead to the list, parted by dots, e.g. “data.events”. Empty: the first list."),
    )
    only_in_week = models.BooleanField(
        _("only what takes place in the week"), default=True, help_text=_("Otherwise everything in the feed becomes a draft.")
    )
    every = models.PositiveSmallIntegerField(_("how often"), choices=Every.choices, default=Every.DAY)
    # Name of a field of an event → name of a column of the feed.
    mapping = models.JSONField(_("mapping"), default=dict, editable=False)
    is_active = models.BooleanField(_("is fetched by itself"), default=False, editable=False)
    # What the last look found: the names of its columns, some of its records, how many they are.
    columns = models.JSONField(default=list, editable=False)
    sample = models.JSONField(default=list, editable=False)
    report = models.JSONField(default=dict, editable=False)
    error = models.CharField(_("error"), max_length=300, blank=True, editable=False)
    looked_at = models.DateTimeField(_("last fetched"), null=True, editable=False)
    next_at = models.DateTimeField(_("next time"), null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = FeedQuerySet.as_manager()
    # What people set; what the worker finds is no step of theirs.
    history = StepHistory(excluded_fields=["columns", "sample", "report", "error", "looked_at", "next_at", "created_by"])

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("feed of a Land")
        verbose_name_plural = _("feeds of the Länder")

    def __str__(self) -> str:
        return self.name

    def may_edit(self, user: User) -> bool:
        """Whether the feed belongs to one of the user's Länder, or to the office."""
        return user.is_programme_office or self.state_id in user.state_codes


class FeedEntry(models.Model):
    """A record of a feed and the draft that was made of it; a draft that was deleted is not made again."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=200)
    event = models.OneToOneField(Event, models.SET_NULL, null=True, related_name="feed_entry")
    # What the feed said when the draft was last brought up to date, and what it says otherwise than the draft by now.
    values = models.JSONField(default=dict)
    differing: Any = models.JSONField(default=dict)
    vanished_at = models.DateTimeField(_("no longer in the feed"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("entry from a feed")
        verbose_name_plural = _("entries from feeds")
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.uid

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What the feed says otherwise than the entry, by the names of the fields."""
        labels = {field.name: capfirst(str(field.verbose_name)) for field in Event._meta.get_fields() if hasattr(field, "verbose_name")}
        return [(labels.get(name, gettext("Dates")), _in_words(value)) for name, value in self.differing.items()]


def _in_words(value: Any) -> str:
    """A text as it is; a date, kept as parts by name, in one line."""
    return " ".join(str(part) for part in value.values() if part) if isinstance(value, dict) else str(value or "–")
