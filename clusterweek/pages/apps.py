from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "clusterweek.pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from clusterweek.editorial.models.revision import publishes_at_once
        from clusterweek.pages.models import Page

        publishes_at_once(Page)
