"""Inputs that browsers bring along: dates, times and addresses work without a script."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own field for a clock time, without seconds."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day with a clock time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class StatedSelect(forms.NullBooleanSelect):
    """Yes, no, or not stated."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("not stated")), ("true", _("yes")), ("false", _("no"))]


class _Known(AutocompleteMixin):
    """Shows what was picked, and does not look up what is no key at all: the field says that there is no such entry."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        """Of the values those that could be keys."""
        return super().optgroups(name, [each for each in value if self._is_key(each)], attr)

    def _is_key(self, value: Any) -> bool:
        try:
            self.field.remote_field.model._meta.pk.to_python(value)
        except ValidationError:
            return False
        return True


class SearchPickers(_Known, AutocompleteSelectMultiple):
    """Django's search field for several entries."""


class SearchPicker(_Known, AutocompleteSelect):
    """Django's search field for one entry; the choice of none has a text, as HTML asks for, where no script replaces the list."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, label or "–", *args, **kwargs)

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:
        """With the choice of none where something is required, too: the browser then asks for it."""
        groups = super().optgroups(name, value, attr)
        if self.is_required:
            groups[0][1].insert(0, self.create_option(name, "", "", selected=False, index=0))
        return groups


class Unspoken(forms.HiddenInput):
    """A hidden input that says nothing to screen readers: HTML forbids it, and Django does it beside a field with a help text."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        spoken = {key: text for key, text in (attrs or {}).items() if not key.startswith("aria-")}
        return super().get_context(name, value, spoken)


# What admin classes take as `formfield_overrides`.
NATIVE_INPUTS: dict[type[models.Field], dict[str, Any]] = {
    models.DateField: {"widget": DayInput},
    models.TimeField: {"widget": ClockInput},
    models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput},
    models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"}), "assume_scheme": "https"},
}
