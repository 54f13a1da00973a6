"""Forms of accounts: what an account may do is set here, never more than the person at the form may give."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, Absence, User
from clusterweek.accounts.widgets import DayInput

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
    """Name, language, Länder, roles and whether the account is active; the admin sets `by` to the user at the form."""

    by: User

    groups = RoleField()

    class Meta:
        model = User
        fields = ("email", "full_name", "language", "groups", "states", "is_active", "is_superuser")
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


class NewAccountForm(AccountForm):
    """A new account without a password: its owner sets one with the link of the invitation."""

    class Meta(AccountForm.Meta):
        fields = ("email", "full_name", "language", "groups", "states")
        labels = {"full_name": _("name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = Group.objects.filter(name__in=ROLE_NAMES)
        self.fields["groups"].required = True

    def save(self, commit: bool = True) -> User:
        """The account, without a usable password."""
        self.instance.set_unusable_password()
        return super().save(commit)


class AbsenceForm(forms.ModelForm):
    """Days of an absence and a deputy, who may work in the back office too."""

    class Meta:
        model = Absence
        fields = ("first_day", "last_day", "deputy")
        widgets = {"first_day": DayInput, "last_day": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = possible_deputies().exclude(pk=self.instance.user_id)


def possible_deputies() -> models.QuerySet[User]:
    """Active people of the back office, whom one may name as a deputy."""
    return User.objects.filter(is_active=True, groups__name__in=ROLE_NAMES).distinct().order_by("full_name", "email")
