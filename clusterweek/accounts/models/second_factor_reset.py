"""Who reset whose second factor, and when; rows are only ever added."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SecondFactorReset(models.Model):
    """A lost second factor, taken off an account by the programme office or an administrator."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("account"), related_name="+")
    reset_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("reset by"), related_name="+")
    reset_at = models.DateTimeField(_("reset"), auto_now_add=True)

    class Meta:
        ordering = ["-reset_at", "-pk"]
        verbose_name = _("reset second factor")
        verbose_name_plural = _("reset second factors")

    def __str__(self) -> str:
        return f"{self.user} {self.reset_at:%d.%m.%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Resets are only ever added.")
        super().save(*args, **kwargs)
