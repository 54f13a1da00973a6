"""Which changes of master data were undone, by whom; rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class UndoneChange(models.Model):
    """A change is the record of the history of `noun` with the key `record`; nobody undoes it a second time."""

    noun = models.CharField(max_length=100)
    record = models.PositiveBigIntegerField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("undone by"), related_name="+")
    undone_at = models.DateTimeField(_("undone"), auto_now_add=True)

    class Meta:
        ordering = ["-undone_at", "-pk"]
        verbose_name = _("undone change")
        verbose_name_plural = _("undone changes")
        constraints = [models.UniqueConstraint(fields=["noun", "record"], name="change_is_undone_once")]

    def __str__(self) -> str:
        return f"{self.noun} {self.record}"
