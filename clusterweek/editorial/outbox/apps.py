from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "clusterweek.editorial.outbox"
    label = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        """Write the mail that accounts ask for."""
        from clusterweek.accounts import signals
        from clusterweek.editorial.outbox import account_mail

        signals.invited.connect(account_mail.write_invitation, dispatch_uid="outbox-invitation")
        signals.second_factor_reset.connect(account_mail.tell_of_reset, dispatch_uid="outbox-second-factor")
