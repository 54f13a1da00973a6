"""Accounts in the back office: administrators manage all, the programme office those of coordinators."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.forms import AccountForm, NewAccountForm
from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.accounts.models import User


@admin.register(User)
class AccountAdmin(BackOfficeAdmin, UserAdmin):
    """Accounts with their roles and Länder; they are switched off rather than deleted."""

    menu = (Section.OFFICE, 10)
    can_delete = False
    form = AccountForm
    add_form = NewAccountForm
    list_display = ("email", "full_name", "lands", "is_active", "last_login")
    list_filter = ("is_active", "states")
    search_fields = ("email", "full_name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "full_name", "is_active")}),
        (_("Role"), {"fields": ("groups", "states")}),
        (_("Sign-in"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "password1", "password2")}),
        (_("Role"), {"fields": ("groups", "states")}),
    )

    def visible_to(self, user: User) -> models.QuerySet:
        return User.objects.manageable_by(user).prefetch_related("states")

    def may_view(self, user: User, entry: User) -> bool:
        return entry.may_be_managed_by(user)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Administrators alone see who else is one."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.is_superuser:
            return fieldsets
        return (*fieldsets, (_("Administration"), {"fields": ("is_superuser",)}))

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    @admin.display(description=_("Länder"))
    def lands(self, account: User) -> str:
        """The codes of the Länder that the account coordinates."""
        return ", ".join(state.pk for state in account.states.all())
