"""Clusters in the back office, and the two lists that describe them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, FundingProgramme, TechnologyField
from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.deleting import is_referred_to
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.lists import ListAdmin, SlugFromNameForm
from clusterweek.accounts.models import User
from clusterweek.editorial.forms import PICTURE_INPUTS, check_picture
from clusterweek.geography.models import FederalState


@admin.register(TechnologyField)
class TechnologyFieldAdmin(ListAdmin):
    """Technology fields."""

    menu = (Section.LISTS, 20)


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(ListAdmin):
    """Funding programmes."""

    menu = (Section.LISTS, 30)


class ClusterForm(SlugFromNameForm):
    """A coordinator says which of their Länder a cluster belongs to; its other Länder stay. The admin sets `by`."""

    by: User

    class Meta:
        model = Cluster
        fields = "__all__"
        widgets = {
            "states": forms.CheckboxSelectMultiple,
            "technology_fields": forms.CheckboxSelectMultiple,
            "funding_programmes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "states" in self.fields and not self.by.is_programme_office:
            self.fields["states"].queryset = FederalState.objects.filter(pk__in=self.by.state_codes)
            if not self.instance.pk and len(self.by.state_codes) == 1:
                self.initial.setdefault("states", list(self.by.state_codes))

    def clean_states(self) -> QuerySet[FederalState]:
        """What was ticked, and the Länder that are not this coordinator's to take away."""
        chosen = self.cleaned_data["states"]
        if self.by.is_programme_office or not self.instance.pk:
            return chosen
        others = self.instance.states.exclude(pk__in=self.by.state_codes).values("pk")
        return FederalState.objects.filter(pk__in=chosen.values("pk")) | FederalState.objects.filter(pk__in=others)

    def clean(self) -> dict[str, Any]:
        """A logo needs a description."""
        cleaned = super().clean()
        check_picture(self, "logo", logo_alt=_("Please describe the logo for people who cannot see it."))
        return cleaned


@admin.register(Cluster)
class ClusterAdmin(RecordedAdmin):
    """Coordinators enter and edit the clusters of their Länder; the office makes them public."""

    menu = (Section.MASTER_DATA, 10)
    form = ClusterForm
    formfield_overrides = {**RecordedAdmin.formfield_overrides, **PICTURE_INPUTS}
    list_display = ("name", "lands", "city", "is_public", "is_example")
    list_filter = ("is_public", "is_example")
    search_fields = ("name", "name_en", "city")
    export_instead = {"lands": "states"}
    fieldsets = (
        (None, {"fields": ("name", "states", "city", "website", "members", "email", "phone")}),
        (_("What it is about"), {"fields": ("technology_fields", "funding_programmes", "description")}),
        (_("Position on the map"), {"fields": (("latitude", "longitude"),)}),
        (_("Logo"), {"fields": ("logo", "logo_alt")}),
        (_("English"), {"fields": ("name_en", "description_en"), "classes": ("collapse",)}),
    )
    office_fieldset = (_("Programme office"), {"fields": ("is_public", "is_example", "slug")})

    def may_enter(self, user: User) -> bool:
        return user.has_back_office_access

    def visible_to(self, user: User) -> QuerySet:
        return Cluster.objects.editable_by(user).prefetch_related("states")

    def may_view(self, user: User, entry: Cluster) -> bool:
        return entry.may_edit(user)

    def may_delete(self, user: User, entry: Cluster) -> bool:
        return entry.may_edit(user) and not entry.is_public and not is_referred_to(entry)

    def pickable(self, request: HttpRequest) -> QuerySet:
        return Cluster.objects.pickable_by(request.user)

    def public_address(self, entry: Cluster) -> str | None:
        return entry.get_absolute_url() if entry.is_public else None

    def get_fieldsets(self, request: HttpRequest, obj: Cluster | None = None) -> Any:
        """What makes a cluster public, and its address, is set by the office alone."""
        return (*self.fieldsets, self.office_fieldset) if request.user.is_programme_office else self.fieldsets

    def get_form(self, request: HttpRequest, obj: Cluster | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    @admin.display(description=_("Länder"))
    def lands(self, cluster: Cluster) -> str:
        """The codes of the cluster's Länder."""
        return ", ".join(state.pk for state in cluster.states.all())
