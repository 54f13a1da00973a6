"""Workbooks that somebody has sent: what was read, what the dry run found, and what was taken over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import User
from clusterweek.editorial.images import private_storage
from events.programme.models import Edition


class WorkbookImportQuerySet(models.QuerySet):
    """Imports, with whose they are."""

    def of(self, user: User):
        """One's own: what stands in the files is nobody else's to read."""
        return self.filter(by=user)


class WorkbookImport(models.Model):
    """One file with entries of one noun for one edition, from the upload to the taking over as a whole."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        REFUSED = "refused", _("not readable")
        CHECKED = "checked", _("dry run")
        TAKING = "taking", _("being taken over")
        TAKEN = "taken", _("taken over")
        TAKEN_BACK = "taken_back", _("taken back")
        DISCARDED = "discarded", _("discarded")

    class Take(models.TextChoices):
        VALID = "valid", _("rows without errors")
        ALL = "all", _("all rows")

    noun = models.CharField(max_length=5, choices=[("event", _("events")), ("stand", _("stands"))])
    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="+")
    land = models.CharField(max_length=2, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file = models.FileField(upload_to="imports/", storage=private_storage, blank=True)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    refusal = models.TextField(blank=True)
    report = models.JSONField(default=dict)
    take = models.CharField(max_length=5, choices=Take.choices, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = WorkbookImportQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("workbook")
        verbose_name_plural = _("workbooks")

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_running(self) -> bool:
        """Whether something is being done with it right now, or soon."""
        return self.state in (self.State.WAITING, self.State.TAKING)


class ImportedRow(models.Model):
    """One row of a workbook: what it would do, and what it has done."""

    class Kind(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        CONFLICT = "conflict", _("conflict")

    class Decision(models.TextChoices):
        MINE = "mine", _("what the file says")
        THEIRS = "theirs", _("what the portal says")
        LEAVE = "leave", _("leave the row out")

    workbook = models.ForeignKey(WorkbookImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    title = models.CharField(max_length=200, blank=True)
    entry_key = models.PositiveBigIntegerField(null=True)
    known_revision = models.PositiveIntegerField(null=True)
    seen_revision = models.PositiveIntegerField(null=True)
    saved_revision = models.PositiveIntegerField(null=True)
    # What is to be saved, what stands there at present, and the names in it that two people changed: plain JSON values.
    content = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    disputed = models.JSONField(default=list)
    # Lists of dictionaries: column, letter, label, cell, and what is wrong or how it was understood.
    problems = models.JSONField(default=list)
    understood = models.JSONField(default=list)
    is_faulty = models.BooleanField(default=False)
    is_takeable = models.BooleanField(default=True)
    decision = models.CharField(max_length=6, choices=Decision.choices, blank=True)
    was_created = models.BooleanField(default=False)
    # What tells it again in a file without references.
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workbook", "number"], name="imported_row_once")]
        indexes = [
            models.Index(fields=["entry_key"], name="imported_row_entry"),
            models.Index(fields=["fingerprint"], name="imported_row_again"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
