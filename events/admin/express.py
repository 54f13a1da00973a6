"""The express lane: what has happened, its few fields, sent, and public; or one form for several things at once."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusterweek.accounts.widgets import ClockInput, DayInput
from clusterweek.editorial.review import ReviewError
from events.admin.express_changes import Change, choices_for, chosen
from events.admin.steps import posted_revision
from events.models import Event, EventDate
from events.programme.models import PublishedEvent
from events.publishing import EXPRESS_FIELDS, change_at_once


class ExpressForm(forms.ModelForm):
    """What the express lane changes, beginning with what the public reads now; with a `change`, its fields alone.

    In a closed edition it asks for a reason.
    """

    correction_reason = forms.CharField(
        label=gettext_lazy("Reason for the correction"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("This edition is closed: the history keeps why it was corrected."),
    )

    class Meta:
        model = PublishedEvent
        fields = EXPRESS_FIELDS
        field_classes = {"online_address": partial(forms.URLField, assume_scheme="https")}

    def __init__(self, data: QueryDict | None, *, instance: PublishedEvent, change: Change | None) -> None:
        super().__init__(data, instance=instance, initial=change.begins_with(instance) if change else None)
        self.sets = dict(change.sets) if change else {}
        self.before = {name: getattr(instance, name) for name in EXPRESS_FIELDS}
        reason = self.fields.pop("correction_reason")
        if change:
            self.fields = {name: self.fields[name] for name in change.fields}
            if not change.asks_dates:
                self.fields[change.fields[0]].widget.attrs["autofocus"] = True
        if instance.edition.is_closed:
            self.fields["correction_reason"] = reason

    @property
    def changes(self) -> dict[str, Any]:
        """The changed fields with their new values."""
        entered = {name: self.cleaned_data[name] for name in self.fields if name in EXPRESS_FIELDS}
        return {name: value for name, value in {**self.sets, **entered}.items() if value != self.before[name]}


class ExpressDateForm(forms.ModelForm):
    """One of the new dates."""

    class Meta:
        model = EventDate
        fields = ("first_day", "last_day", "from_time", "to_time")
        widgets = {"first_day": DayInput, "last_day": DayInput, "from_time": ClockInput, "to_time": ClockInput}

    def clean_last_day(self) -> date:
        """What lasted a day still does when its first day alone was changed."""
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data["last_day"]
        was_one_day = self.initial.get("first_day") is not None and self.initial["first_day"] == self.initial.get("last_day")
        return first if first and was_one_day and last == self.initial["last_day"] else last


class ExpressDateFormSet(forms.BaseFormSet):
    """The dates; `is_asked_first` puts the cursor into the first of them."""

    is_asked_first = False

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_asked_first and index == 0:
            form.fields["first_day"].widget.attrs["autofocus"] = True


ExpressDates = forms.formset_factory(ExpressDateForm, formset=ExpressDateFormSet, extra=2, can_delete=True, can_delete_extra=False)


class ExpressLane:
    """The part of the event's admin class that changes at once."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.express_view)
        return [path("<int:object_id>/express/", view, name="events_event_express"), *super().get_urls()]

    def express_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show the choices and the form, or the form of the chosen `change`; or change both copies and lead back to the entry."""
        event = self.require_own(request, object_id)
        if event.public is None or event.public.is_withdrawn:
            raise Http404
        change = chosen(request.GET.get("change", ""), event.public)
        form, dates = _forms(request, event.public, change)
        if request.method == "POST" and _are_valid(form, dates, change) and self._changed_at_once(request, event, form, dates):
            messages.success(request, _what_the_public_sees(event.public))
            return self.to_form(request, event)
        context = {
            **self.admin_site.each_context(request),
            "title": change.label if change else _("Change at once"),
            "opts": self.opts,
            "original": event,
            "edit_revision": Event.objects.values_list("edit_revision", flat=True).get(pk=event.pk),
            "change": change,
            "choices": [] if change or request.method == "POST" else choices_for(event.public),
            "form": form,
            "dates": dates,
        }
        return render(request, "admin/events/express.html", context)

    def _changed_at_once(self, request: HttpRequest, event: Event, form: ExpressForm, dates: forms.BaseFormSet | None) -> bool:
        """Whether the change was made; if it was refused, the form says why."""
        try:
            change_at_once(
                event,
                by=request.user,
                edit_revision=posted_revision(request),
                changes=form.changes,
                reason=form.cleaned_data.get("correction_reason", ""),
                dates=_new_dates(dates) if dates is not None and dates.has_changed() else None,
            )
        except ReviewError as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return True
        return False


def _forms(request: HttpRequest, public: PublishedEvent, change: Change | None) -> tuple[ExpressForm, ExpressDateFormSet | None]:
    """The form, and the dates where they are asked."""
    form = ExpressForm(request.POST or None, instance=public, change=change)
    if change and not change.asks_dates:
        return form, None
    initial = list(public.dates.values("first_day", "last_day", "from_time", "to_time"))
    dates = ExpressDates(request.POST or None, initial=initial, prefix="dates")
    dates.is_asked_first = change is not None
    return form, dates


def _are_valid(form: ExpressForm, dates: ExpressDateFormSet | None, change: Change | None) -> bool:
    """Whether everything is filled in rightly; who has chosen “new date” must enter one."""
    is_valid = form.is_valid() and (dates is None or dates.is_valid())
    if is_valid and change and dates is not None and "event_status" in form.changes and not dates.has_changed():
        form.add_error(None, _("Please enter the new date."))
        return False
    return is_valid


def _new_dates(dates: ExpressDateFormSet) -> list[dict[str, Any]]:
    """The rows that are filled in and not removed."""
    rows = [row for row in dates.cleaned_data if row and not row.get("DELETE")]
    return [{name: row[name] for name in ExpressDateForm.Meta.fields} for row in rows]


def _what_the_public_sees(public: PublishedEvent) -> str:
    """The sentence after a change, with the way to the public page once the programme is open."""
    if not public.edition.is_open:
        return _("Changed. The public sees it when the programme opens.")
    return format_html('{} <a href="{}">{}</a>', _("Changed. The public sees it now."), public.get_absolute_url(), _("To the public page"))
