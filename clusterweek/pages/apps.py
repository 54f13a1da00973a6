from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "clusterweek.pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        import clusterweek.pages.reporting.admin
        import clusterweek.pages.translations  # noqa: F401
        from clusterweek.editorial.models.revision import publishes_at_once
        from clusterweek.editorial.recurring import add_recurring
        from clusterweek.pages.models import News, Page
        from clusterweek.pages.reporting.tasks import keep_reports_short

        publishes_at_once(News, Page)
        add_recurring(keep_reports_short)
