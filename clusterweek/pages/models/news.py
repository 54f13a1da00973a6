"""Short news of the programme office, with dates: on the page for the press and on the home page."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import page_url
from clusterweek.common.recording import StepHistory


class NewsQuerySet(models.QuerySet["News"]):
    """News by what the public reads of them."""

    def public(self) -> "NewsQuerySet":
        """Those whose day has come, the latest first."""
        return self.filter(is_public=True, day__lte=timezone.localdate())


class News(models.Model):
    """A few sentences with their day; from that day on they are public."""

    day = models.DateField(_("day"), default=timezone.localdate, help_text=_("From this day on the public reads it."))
    title = models.CharField(_("title"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    text = models.TextField(_("text"), max_length=1500, help_text=_("A few sentences; links are possible (Markdown)."))
    text_en = models.TextField(_("text in English"), max_length=1500, blank=True)
    is_public = models.BooleanField(_("public"), default=True)

    history = StepHistory()
    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def __str__(self) -> str:
        return in_language(self, "title")[0]

    def get_absolute_url(self) -> str:
        return f"{page_url('press')}#news-{self.pk}"
