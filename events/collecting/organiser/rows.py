"""The rows in the forms of organisers: dates of an event, co-exhibitors of a stand; there is room for some without a script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusterweek.accounts.widgets import ClockInput, DayInput
from clusterweek.common.stamped_forms import dress
from events.models import CoExhibitor, Event, EventDate, Stand


class DateForm(forms.ModelForm):
    """One date; without a last day it is a single day."""

    class Meta:
        model = EventDate
        fields = ["first_day", "last_day", "from_time", "to_time"]
        widgets = {"first_day": DayInput, "last_day": DayInput, "from_time": ClockInput, "to_time": ClockInput}
        help_texts = {"last_day": "", "from_time": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].required = False

    def clean_last_day(self) -> Any:
        """The last day, by default the first."""
        return self.cleaned_data.get("last_day") or self.cleaned_data.get("first_day")


class CoExhibitorForm(forms.ModelForm):
    """One co-exhibitor by name."""

    class Meta:
        model = CoExhibitor
        fields = ["name", "website"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class Rows(forms.BaseInlineFormSet):
    """Rows with room for more: two on a new entry, one on an old."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra = 1 if self.instance.pk else 2

    def add_fields(self, form: Any, index: int | None) -> None:
        """The fields of a row, and whether it is to be removed."""
        super().add_fields(form, index)
        dress(form.fields)
        form.fields["DELETE"].label = _("Remove")


DATES = forms.inlineformset_factory(Event, EventDate, form=DateForm, formset=Rows, max_num=30, absolute_max=60)
CO_EXHIBITORS = forms.inlineformset_factory(Stand, CoExhibitor, form=CoExhibitorForm, formset=Rows, max_num=30, absolute_max=60)
