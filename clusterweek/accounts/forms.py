"""Forms of accounts: what an account may do is set here, never more than the person at the form may give."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, User

ROLE_NAMES = {LAND_COORDINATOR: _("Land coordinator"), PROGRAMME_OFFICE: _("Programme office")}


class RoleField(forms.ModelMultipleChoiceField):
    """The roles as boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Group.objects.filter(name__in=ROLE_NAMES), label=_("Roles"), widget=forms.CheckboxSelectMultiple, required=False, **kwargs
        )

    def label_from_instance(self, obj: Group) -> str:
        return str(ROLE_NAMES[obj.name])


class AccountForm(forms.ModelForm):
    """Name, Länder, roles and whether the account is active; the admin sets `by` to the user at the form."""

    by: User

    groups = RoleField()

    class Meta:
        model = User
        fields = ("email", "full_name", "groups", "states", "is_active", "is_superuser")
        widgets = {"states": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.by.is_superuser:
            self.fields.pop("is_superuser", None)
            self.fields["groups"].queryset = Group.objects.filter(name=LAND_COORDINATOR)
        if self.instance.pk == self.by.pk:
            for name in ("groups", "is_active", "is_superuser"):
                self.fields[name].disabled = True

    def clean_email(self) -> str:
        """The address in lower case, if nobody else has it."""
        email = self.cleaned_data["email"].lower()
        if User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email).exists():
            raise ValidationError(_("There is an account with this e-mail address already."))
        return email

    def clean(self) -> dict[str, Any]:
        """A coordinator needs a Land."""
        cleaned = super().clean()
        roles = {group.name for group in cleaned.get("groups", ())}
        if LAND_COORDINATOR in roles and not cleaned.get("states"):
            self.add_error("states", ValidationError(_("Please choose the Länder that this person coordinates.")))
        return cleaned


class NewAccountForm(AccountForm, BaseUserCreationForm):
    """A new account with a first password, which its owner changes at /konto/."""

    field_order = ("email", "full_name", "password1", "password2", "groups", "states")

    class Meta(AccountForm.Meta):
        fields = ("email", "full_name", "groups", "states")
