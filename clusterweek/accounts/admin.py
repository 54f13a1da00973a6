"""Accounts in the back office: administrators manage all, the programme office those of coordinators."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.closing import end_sessions, reset_second_factor
from clusterweek.accounts.forms import AccountForm, NewAccountForm, possible_deputies
from clusterweek.accounts.inviting import invite, may_be_invited
from clusterweek.accounts.model_admin import BackOfficeAdmin, RowsInline
from clusterweek.accounts.models import Absence, SecondFactorReset, User


class AbsencesInline(RowsInline):
    """Absences with a deputy, which the office enters for who cannot do it."""

    model = Absence
    fk_name = "user"
    extra = 0
    fields = ("first_day", "last_day", "deputy")

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "deputy":
            kwargs["queryset"] = possible_deputies()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(User)
class AccountAdmin(BackOfficeAdmin, UserAdmin):
    """Accounts with their roles and Länder; they are switched off rather than deleted.

    Nobody sets the password of somebody else: owners do, with the link of an invitation or one that they ask for when signing in.
    """

    menu = (Section.OFFICE, 10)
    can_delete = False
    form = AccountForm
    add_form = NewAccountForm
    change_form_template = "admin/accounts/account_form.html"
    add_form_template = None
    inlines = (AbsencesInline,)
    list_display = ("email", "full_name", "lands", "is_active", "waits_for_password", "last_login")
    list_filter = ("is_active", "states")
    search_fields = ("email", "full_name")
    export_instead = {"lands": "states"}
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "full_name", "language", "is_active")}),
        (_("Role"), {"fields": ("groups", "states")}),
        (_("Sign-in"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "language")}),
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

    def export_fields(self, request: HttpRequest) -> list[str]:
        """Those of the form of an account that exists."""
        return flatten_fieldsets(self.fieldsets)

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple[type[RowsInline], ...]:
        """A new account has no absences."""
        return self.inlines if obj else ()

    def get_urls(self) -> list[URLPattern]:
        steps = {"invite": self.invite_view, "reset_second_factor": self.reset_second_factor_view}
        own = [
            path(f"<int:object_id>/{name.replace('_', '-')}/", self.admin_site.admin_view(view), name=f"accounts_user_{name}")
            for name, view in steps.items()
        ]
        return own + [pattern for pattern in super().get_urls() if pattern.name != "auth_user_password_change"]

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any], change: bool) -> None:
        """Invites the owner of a new account, and signs that of a closed one out everywhere."""
        super().save_related(request, form, formsets, change)
        if not change:
            invite(form.instance, by=request.user)
        elif not form.instance.is_active:
            end_sessions(form.instance)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        messages.success(request, gettext("The invitation to %(email)s is on its way.") % {"email": obj.email})
        return redirect("admin:accounts_user_changelist")

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any) -> HttpResponse:
        """Add which steps there are to what the template is given."""
        if obj is not None:
            context["may_be_invited"] = may_be_invited(obj)
            context["may_be_reset"] = obj.pk != request.user.pk and is_mfa_enabled(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _require(self, request: HttpRequest, object_id: int) -> User:
        account = self.get_object(request, str(object_id))
        if account is None or not self.may_change(request.user, account):
            raise Http404
        return account

    @method_decorator(require_POST)
    def invite_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Send an account without a password a new link."""
        account = self._require(request, object_id)
        if may_be_invited(account):
            invite(account, by=request.user)
            messages.success(request, gettext("The invitation to %(email)s is on its way.") % {"email": account.email})
        else:
            messages.error(request, gettext("This account has a password already. Its owner can ask for a new one when signing in."))
        return redirect("admin:accounts_user_change", account.pk)

    @method_decorator(require_POST)
    def reset_second_factor_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take a lost second factor off an account."""
        account = self._require(request, object_id)
        if account.pk == request.user.pk:
            messages.error(request, gettext("You manage your own second factor under “Account”."))
        else:
            reset_second_factor(account, by=request.user)
            messages.success(request, gettext("The second factor is off. Its owner sets up a new one when signing in."))
        return redirect("admin:accounts_user_change", account.pk)

    @admin.display(description=_("invited"), boolean=True)
    def waits_for_password(self, account: User) -> bool:
        """Whether the invitation has not been followed yet."""
        return not account.has_usable_password()

    @admin.display(description=_("Länder"))
    def lands(self, account: User) -> str:
        """The codes of the Länder that the account coordinates."""
        return ", ".join(state.pk for state in account.states.all())


@admin.register(SecondFactorReset)
class SecondFactorResetAdmin(BackOfficeAdmin):
    """Who reset whose second factor; for reading."""

    menu = (Section.OFFICE, 50)
    can_add = can_change = can_delete = False
    list_display = ("reset_at", "user", "reset_by")
    list_select_related = ("user", "reset_by")
    fields = ("user", "reset_by", "reset_at")
