"""The one app that insists on a middleware, without insisting."""

from allauth.account.apps import AccountConfig


class QuietAccountConfig(AccountConfig):
    """allauth's accounts, needed by the models alone."""

    def ready(self) -> None:
        """Nothing to check: there is no middleware here."""
