"""New texts of pages that wait for a second person of the programme office."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.pages.models.page import Page


class PageDraft(models.Model):
    """The text of a page as somebody has written it anew; the public reads the page itself, until somebody else releases this."""

    page = models.OneToOneField(Page, models.CASCADE, verbose_name=_("page"), related_name="draft")
    title = models.CharField(_("title"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("last edited by"), related_name="+")
    written_at = models.DateTimeField(_("last edited"))
    note = models.TextField(_("note"), blank=True)
    # Rises with every step, so that nobody decides on a text that they have not seen.
    edit_revision = models.PositiveIntegerField(_("edit revision"), default=1)

    class Meta:
        ordering = ["written_at"]
        verbose_name = _("draft of a page")
        verbose_name_plural = _("drafts of pages")

    def __str__(self) -> str:
        return self.title
