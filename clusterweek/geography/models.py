"""The 16 Länder."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import page_url

NATIONWIDE = "DE"
SAARLAND = "SL"


class FederalState(models.Model):
    """A Land; its key is the ISO 3166-2 code without "DE-", e.g. BW."""

    code = models.CharField(_("code"), primary_key=True, max_length=2)
    name = models.CharField(_("name"), max_length=50, unique=True)
    name_en = models.CharField(_("name in English"), max_length=50, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("Land")
        verbose_name_plural = _("Länder")

    def __str__(self) -> str:
        return in_language(self, "name")[0]

    def get_absolute_url(self) -> str:
        return page_url("state", code=self.code.lower())

    @property
    def inside(self) -> str:
        """Where something is, in a sentence: "in Bayern", but "im Saarland", which alone has an article in German."""
        return gettext("in Saarland") if self.pk == SAARLAND else gettext("in %(state)s") % {"state": self}
