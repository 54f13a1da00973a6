"""Pages of plain text that the office edits: imprint, privacy notice, help and the like."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import page_url
from clusterweek.common.recording import StepHistory


class Page(models.Model):
    """One page; its key is fixed, because an address and often a law hang on it."""

    class Key(models.TextChoices):
        TAKE_PART = "take_part", _("Take part")
        PRESS = "press", _("Press")
        HELP = "help", _("Help")
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        EASY_LANGUAGE = "easy_language", _("Easy language")
        SIGN_LANGUAGE = "sign_language", _("Sign language")
        OPEN_DATA = "open_data", _("Open data")

    key = models.CharField(_("page"), max_length=20, choices=Key.choices, unique=True)
    title = models.CharField(_("title"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    text = models.TextField(_("text"), help_text=_("Paragraphs, headings, lists and links are possible (Markdown)."))
    text_en = models.TextField(_("text in English"), blank=True)
    # Tells which delivered text the page took over, or was kept against (clusterweek.pages.delivered).
    delivered = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    history = StepHistory()

    class Meta:
        ordering = ["key"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return in_language(self, "title")[0]

    def get_absolute_url(self) -> str:
        return page_url(self.key)
