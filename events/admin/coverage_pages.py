"""The office's coverage board, and from its gaps the reminder to those who look after a Land."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clusters.models import TechnologyField
from clusterweek.accounts.office_pages import add_office_page
from clusterweek.common.dates import day_label
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.recipients import in_charge_of
from clusterweek.editorial.outbox.writing import notify
from clusterweek.geography.models import FederalState
from events.admin.coverage import Coverage
from events.admin.coverage_editions import edition_tables
from events.admin.coverage_outcomes import outcome_tables
from events.admin.forms import edition_for_new_entries
from events.models import DeadlineExtension
from events.programme.models import Edition, EventFormat

Lacking = tuple[EventFormat, TechnologyField]


@require_safe
def coverage(request: HttpRequest, edition: str | None = None) -> HttpResponse:
    """The board of the edition that is collecting, or of the one that the address names."""
    chosen = Edition.objects.filter(slug=edition).first() if edition else edition_for_new_entries()
    if chosen is None:
        raise Http404
    numbers = Coverage(chosen)
    context = {
        "title": _("Coverage"),
        "subtitle": str(chosen),
        "edition": chosen,
        "editions": list(numbers.lists.editions.values()),
        "by_day": numbers.by_day(),
        "by_field": numbers.by_field(),
        "by_status": numbers.by_status(),
        "outcomes": outcome_tables(numbers) if chosen.last_day < localdate() else (),
    }
    return render(request, "admin/events/coverage.html", {**admin.site.each_context(request), **context})


@require_safe
def all_numbers(request: HttpRequest) -> HttpResponse:
    """All editions side by side, the latest first."""
    context = {"title": _("Editions side by side"), "parts": edition_tables(list(Edition.objects.all()))}
    return render(request, "admin/events/numbers.html", {**admin.site.each_context(request), **context})


class ReminderForm(forms.Form):
    """The drafted text, which the office may change before it is sent."""

    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 14}), max_length=5000)


def coverage_reminder(request: HttpRequest, edition: str, state: str) -> HttpResponse:
    """Show who looks after the Land and a drafted text; POST hands it to the outbox."""
    chosen = get_object_or_404(Edition, slug=edition)
    land = get_object_or_404(FederalState, pk=state)
    form = ReminderForm(
        request.POST or None, initial={"text": draft_of(chosen, land, wanted=_day(request, chosen), lacking=_lacking(request))}
    )
    if request.method == "POST" and form.is_valid():
        subject = _("Entries of %(land)s for %(edition)s") % {"land": land, "edition": chosen}
        notify(Message.Kind.REMINDER, to=land.pk, by=request.user, subject=subject, text=form.cleaned_data["text"])
        messages.success(request, _("The reminder is in the outbox."))
        return redirect("admin:edition_coverage", edition=chosen.slug)
    recipients = [recipient for recipient in in_charge_of(land.pk) if recipient.user != request.user]
    context: dict[str, Any] = {
        "title": _("Reminder: %(land)s") % {"land": land},
        "subtitle": str(chosen),
        "edition": chosen,
        "recipients": recipients,
        "form": form,
    }
    return render(request, "admin/events/coverage_reminder.html", {**admin.site.each_context(request), **context})


def draft_of(edition: Edition, land: FederalState, *, wanted: date | None = None, lacking: Lacking | None = None) -> str:
    """A text in the portal's language that names the days without entries, `wanted` before all others, and the deadline.

    `lacking` is a format and a technology field of which nobody has anything; it comes first.
    """
    with translation.override(settings.LANGUAGE_CODE):
        empty = Coverage(edition).empty_days(land.pk)
        extended = DeadlineExtension.objects.filter(edition=edition, state=land).values_list("until", flat=True).first()
        until = localtime(max(filter(None, (edition.submission_deadline, extended))))
        others = [day_label(day, weekday=True) for day in empty if day != wanted]
        lines = [
            _("Hello,"),
            _("in the programme of %(edition)s we are still missing entries from %(land)s.") % {"edition": edition, "land": land},
        ]
        if lacking:
            kind, field = lacking
            lines.append(
                _("Above all, nobody has entered anything of the format “%(format)s” in the field “%(field)s” yet.")
                % {"format": kind, "field": field}
            )
        if wanted in empty:
            lines.append(_("Above all, there is nothing yet on %(day)s.") % {"day": day_label(wanted, weekday=True)})
        if others:
            lines.append("\n".join([_("Days without an entry so far:"), *(f"– {day}" for day in others)]))
        when = {"day": day_label(until.date(), weekday=True), "time": f"{until:%H:%M}"}
        lines.append(_("New entries can be submitted until %(day)s, %(time)s.") % when)
        lines.append(_("If you need help or more time, please write to us.") + "\n" + _("Your programme office"))
        return "\n\n".join(lines)


def _day(request: HttpRequest, edition: Edition) -> date | None:
    """The day of the edition that the query names."""
    return next((day for day in edition.days if day.isoformat() == request.GET.get("day")), None)


def _lacking(request: HttpRequest) -> Lacking | None:
    """The format and the technology field that the query names."""
    kind = EventFormat.objects.filter(slug=request.GET.get("format", "")).first()
    field = TechnologyField.objects.filter(slug=request.GET.get("technology_field", "")).first()
    return (kind, field) if kind and field else None


add_office_page("coverage/", coverage, name="coverage", label=gettext_lazy("Coverage"))
add_office_page("coverage/<slug:edition>/", coverage, name="edition_coverage")
add_office_page("coverage/<slug:edition>/<slug:state>/", coverage_reminder, name="coverage_reminder")
add_office_page("numbers/", all_numbers, name="numbers", label=gettext_lazy("Numbers"))
