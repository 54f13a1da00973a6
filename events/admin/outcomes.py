"""After the week: one table in which a Land tells of all its events, and how the lists show it."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Min, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clusterweek.accounts.widgets import Unspoken
from clusterweek.editorial.review import OutdatedRevision, ReviewError
from clusterweek.geography.models import NATIONWIDE, FederalState
from events.models import Event
from events.outcomes import TOLD, Told, in_words, outcome_of, report_outcome, reportable_by, takes_outcomes
from events.programme.models import Edition

PAGE_SIZE = 100

WORDS = {"": None, "yes": True, "no": False}
CODES = {value: word for word, value in WORDS.items()}


class OutcomeForm(forms.Form):
    """What is told of one event; what the page showed goes along, so that only what was changed is saved."""

    took_place = forms.ChoiceField(
        label=gettext_lazy("Took place"),
        choices=[("", "–"), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        required=False,
        show_hidden_initial=True,
    )
    participants = forms.IntegerField(
        label=gettext_lazy("Participants"), min_value=0, max_value=1_000_000, required=False, show_hidden_initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hidden_widget = Unspoken

    def clean(self) -> dict[str, Any]:
        """A number alone says that the event took place."""
        cleaned = super().clean()
        if cleaned.get("participants") is not None and not cleaned.get("took_place"):
            cleaned["took_place"] = "yes"
        return cleaned

    @property
    def told(self) -> Told:
        """What was entered."""
        return Told(WORDS[self.cleaned_data["took_place"]], self.cleaned_data["participants"])

    @property
    def before(self) -> Told:
        """What the page showed when it was opened."""
        number = self.data.get(self.add_initial_prefix("participants"), "")
        return Told(WORDS.get(self.data.get(self.add_initial_prefix("took_place"), "")), int(number) if number.isdigit() else None)

    def show_newer(self, newer: Told) -> None:
        """Take `newer` for what the page shows, so that saving once more is a decision between both."""
        self.data[self.add_initial_prefix("took_place")] = CODES[newer.took_place]
        self.data[self.add_initial_prefix("participants")] = "" if newer.participants is None else str(newer.participants)


class Line(NamedTuple):
    """An event with its form."""

    event: Event
    address: str
    form: OutcomeForm


class EventOutcomes:
    """The part of the event's admin class that takes what became of the events."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.outcomes_view)
        return [path("outcomes/<slug:edition>/", view, name="events_event_outcomes"), *super().get_urls()]

    def listed_names(self, request: HttpRequest) -> tuple[str, ...]:
        """What became of the events is a column where the list is narrowed by it."""
        columns = tuple(super().listed_names(request))
        return (*columns, "outcome_told") if OutcomeFilter.parameter_name in request.GET else columns

    @admin.display(description=gettext_lazy("After the week"), ordering="outcome__participants")
    def outcome_told(self, event: Event) -> str:
        """Whether it took place, and how many took part."""
        outcome = getattr(event, "outcome", None)
        return in_words(Told(outcome.took_place, outcome.participants) if outcome else Told())

    def outcomes_view(self, request: HttpRequest, edition: str) -> HttpResponse:
        """Show the table; POST saves all its lines, or none if one of them cannot be."""
        chosen = get_object_or_404(Edition, slug=edition)
        events = reportable_by(request.user, chosen)
        lines: list[Line] = []
        if request.method == "POST":
            lines = lines_of(events.filter(pk__in=filter(str.isdigit, request.POST.getlist("event"))), request.POST.copy())
            if (saved := save(request, lines)) is not None:
                done = ngettext("%(count)d event saved.", "%(count)d events saved.", saved) % {"count": saved}
                messages.success(request, done if saved else _("Nothing was changed."))
                return redirect(request.get_full_path())
            messages.error(request, _("Nothing was saved yet. Please look at the marked lines."))
        narrowed = narrow(events, request.GET)
        pages: Paginator = Paginator(narrowed.alias(starts=Min("dates__first_day")).order_by("starts", "title", "pk"), PAGE_SIZE)
        page = pages.get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("After the week"),
            "subtitle": str(chosen),
            "opts": self.opts,
            "edition": chosen,
            "is_taken": takes_outcomes(chosen),
            "lines": lines or lines_of(page.object_list),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "query": f"?{query.urlencode()}" if query else "",
            "states": lands(request),
            "state": request.GET.get("state", ""),
            "only_missing": "missing" in request.GET,
        }
        return render(request, "admin/events/outcomes.html", context)


class OutcomeFilter(admin.SimpleListFilter):
    """By what became of public events."""

    title = gettext_lazy("after the week")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", _("took place")), ("no", _("did not take place")), ("missing", _("nothing told yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(TOLD[self.value()]) if self.value() in TOLD else queryset


def narrow(events: QuerySet, chosen: QueryDict) -> QuerySet:
    """`events` by Land, and those of which nothing is told yet."""
    state = chosen.get("state", "")
    if state:
        events = events.filter(state=None if state == NATIONWIDE else state)
    return events.filter(TOLD["missing"]) if "missing" in chosen else events


def lands(request: HttpRequest) -> list[tuple[str, str]]:
    """The Länder to choose from; none for who has a single one."""
    if request.user.is_programme_office:
        return [(state.pk, str(state)) for state in FederalState.objects.all()] + [(NATIONWIDE, _("nationwide"))]
    found = [(state.pk, str(state)) for state in FederalState.objects.filter(pk__in=request.user.state_codes)]
    return found if len(found) > 1 else []


def lines_of(events: QuerySet, data: QueryDict | None = None) -> list[Line]:
    """A line for each of `events`, filled with what is told so far, or with what was posted."""
    lines = []
    for event in events.select_related("state", "outcome", "public").prefetch_related("dates"):
        outcome = getattr(event, "outcome", None)
        initial = {"took_place": CODES[outcome.took_place], "participants": outcome.participants} if outcome else {"took_place": ""}
        form = OutcomeForm(data, prefix=f"event-{event.pk}", initial=initial)
        lines.append(Line(event, reverse("admin:events_event_change", args=[event.pk]), form))
    return lines


def save(request: HttpRequest, lines: list[Line]) -> int | None:
    """Save what was changed; returns how many events that were, or None if nothing was saved: the forms then say why."""
    # Every form is asked, so that each tells what is wrong.
    if not all([line.form.is_valid() for line in lines]):  # noqa: C419
        return None
    changed = [line for line in lines if line.form.has_changed()]
    with transaction.atomic():
        for line in changed:
            try:
                report_outcome(line.event, line.form.told, by=request.user, before=line.form.before)
            except ReviewError as refusal:
                line.form.add_error("took_place", str(refusal))
                if isinstance(refusal, OutdatedRevision):
                    line.form.show_newer(outcome_of(line.event))
        if any(line.form.errors for line in changed):
            transaction.set_rollback(True)
            return None
    return len(changed)
