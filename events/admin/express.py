"""The express lane: one small form whose content is public as soon as it is sent."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from clusterweek.accounts.widgets import ClockInput, DayInput
from clusterweek.editorial.review import ReviewError
from events.admin.steps import posted_revision
from events.models import Event, EventDate
from events.programme.models import PublishedEvent
from events.publishing import EXPRESS_FIELDS, change_at_once


class ExpressForm(forms.ModelForm):
    """What the express lane changes, beginning with what the public reads now."""

    class Meta:
        model = PublishedEvent
        fields = EXPRESS_FIELDS
        field_classes = {"online_address": partial(forms.URLField, assume_scheme="https")}

    @property
    def changes(self) -> dict[str, Any]:
        """The changed fields with their new values."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ExpressDateForm(forms.ModelForm):
    """One of the new dates."""

    class Meta:
        model = EventDate
        fields = ("first_day", "last_day", "from_time", "to_time")
        widgets = {"first_day": DayInput, "last_day": DayInput, "from_time": ClockInput, "to_time": ClockInput}


ExpressDates = forms.formset_factory(ExpressDateForm, extra=2, can_delete=True, can_delete_extra=False)


class ExpressLane:
    """The part of the event's admin class that changes at once."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.express_view)
        return [path("<int:object_id>/express/", view, name="events_event_express"), *super().get_urls()]

    def express_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show the form, or change both copies and lead back to the entry."""
        event = self.require_own(request, object_id)
        if event.public is None or event.public.is_withdrawn:
            raise Http404
        initial = list(event.public.dates.values("first_day", "last_day", "from_time", "to_time"))
        form = ExpressForm(request.POST or None, instance=event.public)
        dates = ExpressDates(request.POST or None, initial=initial, prefix="dates")
        if request.method == "POST" and form.is_valid() and dates.is_valid() and self._changed_at_once(request, event, form, dates):
            messages.success(request, _("Changed. The public sees it now."))
            return self.to_form(request, event)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change at once"),
            "opts": self.opts,
            "original": event,
            "edit_revision": Event.objects.values_list("edit_revision", flat=True).get(pk=event.pk),
            "form": form,
            "dates": dates,
        }
        return render(request, "admin/events/express.html", context)

    def _changed_at_once(self, request: HttpRequest, event: Event, form: ExpressForm, dates: forms.BaseFormSet) -> bool:
        """Whether the change was made; if it was refused, the form says why."""
        rows = [row for row in dates.cleaned_data if row and not row.get("DELETE")]
        names = ExpressDateForm.Meta.fields
        try:
            change_at_once(
                event,
                by=request.user,
                edit_revision=posted_revision(request),
                changes=form.changes,
                dates=[{name: row[name] for name in names} for row in rows] if dates.has_changed() else None,
            )
        except ReviewError as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return True
        return False
