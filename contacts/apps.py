from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "contacts"
    verbose_name = _("Contacts")

    def ready(self) -> None:
        from clusterweek.editorial.models.revision import publishes_at_once
        from contacts.models import ContactPerson

        publishes_at_once(ContactPerson)
