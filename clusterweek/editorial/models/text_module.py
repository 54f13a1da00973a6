"""Sentences that the office uses again and again when it returns an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class TextModule(models.Model):
    """A sentence with a title by which the office finds it, e.g. "Picture is missing"."""

    title = models.CharField(_("title"), max_length=80, unique=True, help_text=_("By which you find it; the Land does not see it."))
    text = models.TextField(_("text"), help_text=_("What the Land reads; it can be changed each time."))
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("Smaller numbers come first."))

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "title"]
        verbose_name = _("text module")
        verbose_name_plural = _("text modules")

    def __str__(self) -> str:
        return self.title
