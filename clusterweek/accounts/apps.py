from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "clusterweek.accounts"
    verbose_name = _("Accounts")


class BackOfficeConfig(AdminConfig):
    """Django's admin with our site as the default one."""

    default_site = "clusterweek.accounts.backoffice.BackOfficeSite"
