from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "events.programme"
    label = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from clusterweek.editorial.models.revision import publishes_at_once
        from events.programme import models

        publishes_at_once(
            models.Audience,
            models.CurrentEdition,
            models.Edition,
            models.EventFormat,
            models.EventLanguage,
            models.Highlight,
            models.Patron,
            models.Synonym,
            models.TradeFair,
        )
