"""Likely doubles in the forms: shown while one types, after saving and to the office; one says whether it is the same."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.admin.standing import Standing
from events.admin.steps import posted_revision
from events.collecting.doubles import Described, hints, is_not_the_same, is_the_same, likely_doubles
from events.models import Event, Stand
from events.programme.models import TradeFair

Entry = Event | Stand

# What is typed is looked at from so many letters on, and no further than so many rows of dates.
LEAST_LETTERS, MOST_ROWS = 5, 6


class EntryDoubles:
    """The part of an admin class that points out likely doubles."""

    def get_urls(self) -> list[URLPattern]:
        name = self.opts.model_name
        return [
            path("doubles/", self.admin_site.admin_view(self.doubles_view), name=f"events_{name}_doubles"),
            path("<int:object_id>/double/", self.admin_site.admin_view(self.double_view), name=f"events_{name}_double"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def doubles_view(self, request: HttpRequest) -> HttpResponse:
        """A piece of a page: what might be the same as what is being typed; empty if there is nothing."""
        title = request.GET.get("title", "").strip()[:160]
        found = hints(likely_doubles(self._typed(request, title)), request.user) if len(title) >= LEAST_LETTERS else []
        return render(request, "admin/events/doubles.html", {"hints": found})

    def _typed(self, request: HttpRequest, title: str) -> Described:
        """What is known of an entry that is being typed."""
        sent = request.GET
        key = int(sent["entry"]) if sent.get("entry", "").isdecimal() else None
        if self.model is Stand:
            fair = TradeFair.objects.filter(pk=sent["fair"]).first() if sent.get("fair", "").isdecimal() else None
            hall, number = sent.get("hall", "").strip(), sent.get("stand_number", "").strip()
            place = f"{fair.pk} {hall} {number}" if fair and hall and number else ""
            return Described("stand", title, fair.edition_id if fair else None, place=place, key=key)
        edition = int(sent["edition"]) if sent.get("edition", "").isdecimal() else None
        organizers = [int(number) for number in sent.getlist("organizers")[:20] if number.isdecimal()]
        text = sent.get("further_organizers", "")[:300]
        days, city = _days(sent.getlist("day")), sent.get("city", "")[:100]
        return Described("event", title, edition, days=days, place=city, organizers=organizers, organizer_text=text, key=key)

    @method_decorator(require_POST)
    def double_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Say of one hint whether it is the same; what one may not see is not found here."""
        entry = self.require_own(request, object_id)
        sent = request.POST.get("other", "")
        hint = next((each for each in Standing(entry, request.user).doubles if str(each.key) == sent), None)
        if hint is None:
            raise Http404
        if request.POST.get("answer") == "other":
            is_not_the_same(entry, hint.key, by=request.user)
            messages.success(request, _("Remembered: these are two."))
            return self.to_form(request, entry)
        if request.POST.get("answer") != "same":
            raise BadRequest
        other = self.model.objects.get(pk=hint.key)
        step = partial(is_the_same, entry, other, by=request.user, edit_revision=posted_revision(request))
        return self.take_step(request, entry, step, _("The other Land is asked to be a partner, and confirms by itself."))


def _days(texts: list[str]) -> list[tuple[date, date]]:
    """The days that can be read, each as a span of one day."""
    found = []
    for text in texts[:MOST_ROWS]:
        try:
            found.append((date.fromisoformat(text),) * 2)
        except ValueError:
            continue
    return found
