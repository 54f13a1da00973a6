"""The base of the admin classes for lists that the programme office edits, such as formats and technology fields."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.deleting import is_referred_to
from clusterweek.accounts.history import RecordedAdmin
from clusterweek.accounts.models import User
from clusterweek.common.slugs import free_slug


def yes_or_no(value: bool | None) -> str:
    """How lists and forms of the back office show a switch; without a value, a dash."""
    return "–" if value is None else gettext("yes") if value else gettext("no")


class SlugFromNameForm(forms.ModelForm):
    """Takes the short name for addresses from the name, unless one is entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def slug_source(self) -> str:
        """The text from which the short name is made."""
        return self.cleaned_data.get("name", "")

    def clean(self) -> dict[str, Any]:
        """Fills an empty slug with a free one; without the field, only for a new entry."""
        cleaned = super().clean()
        is_open = "slug" in self.fields or not self.instance.pk
        if is_open and self.slug_source() and not cleaned.get("slug") and "slug" not in self.errors:
            taken = set(self._meta.model._default_manager.exclude(pk=self.instance.pk).values_list("slug", flat=True))
            cleaned["slug"] = self.instance.slug = free_slug(self.slug_source(), taken=taken)
        return cleaned


class ListAdmin(RecordedAdmin):
    """A list with German and English names, a short name for addresses and an order."""

    menu = (Section.LISTS, 100)
    form = SlugFromNameForm
    list_display = ("name", "name_en", "slug", "order")
    search_fields = ("name", "name_en")

    def may_delete(self, user: User, entry: models.Model) -> bool:
        return super().may_delete(user, entry) and not is_referred_to(entry)
