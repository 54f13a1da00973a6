from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events and stands")

    def ready(self) -> None:
        """Say where the links lead that organisers get by mail, and load what the back office collects with."""
        import events.collecting.admin  # noqa: F401
        from clusterweek.editorial.outbox.digest import make_links
        from clusterweek.editorial.recurring import add_recurring
        from events.collecting.organiser import addresses
        from events.collecting.tasks import keep_up

        make_links("organiser", addresses.path_of_link)
        make_links("contribution", addresses.path_of_contribution)
        add_recurring(keep_up)
