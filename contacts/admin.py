"""Contact persons in the back office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.models import User
from clusterweek.geography.models import FederalState
from contacts.models import ContactPerson


class ContactForm(forms.ModelForm):
    """A coordinator enters contacts of their own Länder, none of the programme. The admin sets `by`."""

    by: User

    class Meta:
        model = ContactPerson
        fields = "__all__"  # noqa: DJ007 the fieldsets of the admin choose

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.by.is_programme_office or "state" not in self.fields:
            return
        state = self.fields["state"]
        state.queryset, state.required = FederalState.objects.filter(pk__in=self.by.state_codes), True
        if len(self.by.state_codes) == 1:
            state.initial = next(iter(self.by.state_codes))
        self.fields["role"].choices = [choice for choice in ContactPerson.Role.choices if choice[0] != ContactPerson.Role.PROGRAMME]


@admin.register(ContactPerson)
class ContactPersonAdmin(RecordedAdmin):
    """Coordinators enter and edit the contacts of their Länder; the office makes them public."""

    menu = (Section.MASTER_DATA, 20)
    form = ContactForm
    list_display = ("full_name", "role", "state", "organisation", "is_public", "expires_on")
    list_filter = ("role", "is_public")
    list_select_related = ("state",)
    search_fields = ("first_name", "last_name", "organisation")
    fieldsets = (
        (None, {"fields": ("role", "state", "title", "first_name", "last_name", "function", "organisation", "department", "programme")}),
        (
            _("How to reach this person"),
            {"fields": (("phone", "phone_is_public"), ("fax", "fax_is_public"), ("email", "email_is_public"))},
        ),
        (_("May we publish this?"), {"fields": ("legal_basis", "consented_on", "expires_on")}),
    )
    office_fieldset = (_("Programme office"), {"fields": ("is_public", "order")})

    @admin.display(description=_("name"))
    def full_name(self, contact: ContactPerson) -> str:
        """Title and names."""
        return contact.full_name

    def may_enter(self, user: User) -> bool:
        return user.has_back_office_access

    def visible_to(self, user: User) -> QuerySet:
        return ContactPerson.objects.editable_by(user)

    def may_view(self, user: User, entry: ContactPerson) -> bool:
        return entry.may_edit(user)

    def may_delete(self, user: User, entry: ContactPerson) -> bool:
        return entry.may_edit(user) and not entry.is_public

    def pickable(self, request: HttpRequest) -> QuerySet:
        return ContactPerson.objects.pickable_by(request.user)

    def get_fieldsets(self, request: HttpRequest, obj: ContactPerson | None = None) -> Any:
        """What makes a contact public is set by the office alone."""
        return (*self.fieldsets, self.office_fieldset) if request.user.is_programme_office else self.fieldsets

    def get_form(self, request: HttpRequest, obj: ContactPerson | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form
