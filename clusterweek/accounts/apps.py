from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "clusterweek.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Note when each session begins and in which language, and leave passkeys until somebody uses one."""
        from django.contrib.auth.signals import user_logged_in

        from clusterweek.accounts.idle import begin
        from clusterweek.accounts.passkeys import load_on_demand
        from clusterweek.accounts.speaking import take_along

        load_on_demand()
        user_logged_in.connect(begin, dispatch_uid="session-begins")
        user_logged_in.connect(take_along, dispatch_uid="language-is-kept")


class BackOfficeConfig(AdminConfig):
    """Django's admin with our site as the default one."""

    default_site = "clusterweek.accounts.backoffice.BackOfficeSite"

    def ready(self) -> None:
        """Find the admin classes; those that packages bring along ask nobody whose an entry is, and are taken out."""
        super().ready()
        from django.contrib import admin
        from django.contrib.admin.templatetags import admin_list

        from clusterweek.accounts.lists import yes_or_no
        from clusterweek.accounts.model_admin import BackOfficeAdmin

        # Django's picture is called "True" and "False" in every language.
        admin_list._boolean_icon = yes_or_no

        for model, model_admin in list(admin.site._registry.items()):
            if not isinstance(model_admin, BackOfficeAdmin):
                admin.site.unregister(model)
