"""The review queue of the office, with one decision for many entries."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from clusterweek.accounts.models import User
from clusterweek.accounts.office_pages import add_office_page
from clusterweek.editorial.review import ReviewError, return_for_changes
from clusterweek.geography.models import NATIONWIDE, FederalState
from events.admin.queue import NOUNS, Kind, Queue, Waiting
from events.admin.reviewing import query_of, queue_of, review_address
from events.publishing import approve

PAGE_SIZE = 50

Steps = dict[str, tuple[Callable[..., Any], Any]]


def lines_of(waiting: list[Waiting], queue: Queue, *, user: User, states: dict[str, str]) -> list[dict[str, Any]]:
    """What the template of the queue shows of each entry."""
    return [
        {
            "waiting": row,
            "address": review_address(row, queue),
            "land": states.get(row.state or "", _("nationwide")),
            "noun": NOUNS[row.noun]._meta.verbose_name,
            "is_own": row.submitted_by == user.pk,
        }
        for row in waiting
    ]


def state_names() -> dict[str, str]:
    """The names of the Länder by their codes."""
    return {state.pk: str(state) for state in FederalState.objects.all()}


@require_http_methods(["GET", "HEAD", "POST"])
def review_queue(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; POST decides about the ticked entries, each by itself."""
    queue = queue_of(request)
    if request.method == "POST":
        decide_about(request, request.POST.getlist("entry"))
        return redirect(request.path + query_of(queue))
    states = state_names()
    pages: Paginator = Paginator(WaitingPages(queue), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Review queue"),
        "page": page,
        "page_range": pages.get_elided_page_range(page.number),
        "lines": lines_of(page.object_list, queue, user=request.user, states=states),
        "count": pages.count,
        "queue": queue,
        "query": query_of(queue),
        "states": [*states.items(), (NATIONWIDE, _("nationwide"))],
        "kinds": Kind.choices,
    }
    return render(request, "admin/review_queue.html", context)


class WaitingPages:
    """The queue as a paginator reads it."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue

    def __len__(self) -> int:
        return len(self.queue)

    def __getitem__(self, part: slice) -> list[Waiting]:
        return self.queue.part(part.start, part.stop)


def decide_about(request: HttpRequest, keys: list[str]) -> None:
    """Approve or return each of the entries that `keys` name, and say for each what became of it."""
    note = request.POST.get("note", "")
    steps: Steps = {"approve": (approve, _("approved")), "return": (partial(return_for_changes, note=note), _("returned"))}
    if request.POST.get("step") not in steps or not keys:
        messages.warning(request, _("Please tick entries and choose what to do with them."))
        return
    step, done = steps[request.POST["step"]]
    for key in keys:
        noun, _dash, numbers = key.partition("-")
        number, _dash, revision = numbers.partition("-")
        entry = NOUNS[noun].objects.filter(pk=number).first() if noun in NOUNS and number.isdigit() and revision.isdigit() else None
        if entry is None:
            messages.error(request, _("There is no such entry: %(key)s") % {"key": key})
            continue
        try:
            step(entry, by=request.user, edit_revision=int(revision))
        except ReviewError as refusal:
            messages.error(request, f"{entry}: {refusal}")
        else:
            messages.success(request, f"{entry}: {done}")


add_office_page("review/", review_queue, name="review_queue", label=gettext_lazy("Review queue"), order=10)
