"""The review queue of the office, with one decision for many entries."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from clusterweek.accounts.models import User
from clusterweek.accounts.office_pages import add_office_page
from clusterweek.geography.models import NATIONWIDE, FederalState
from events.admin.bulk import decide_about_many
from events.admin.queue import NOUNS, Kind, Queue, Waiting
from events.admin.reviewers import choices_for
from events.admin.reviewing import query_of, queue_of, review_address
from events.collecting.doubles import Hint, described, hints, likely_doubles_of
from events.models import Event

PAGE_SIZE = 50


def lines_of(
    waiting: list[Waiting], queue: Queue, *, user: User, states: dict[str, str], doubles: dict[tuple[str, int], list[Hint]] | None = None
) -> list[dict[str, Any]]:
    """What the template of the queue shows of each entry; `doubles` by noun and key where they are asked for."""
    return [
        {
            "waiting": row,
            "address": review_address(row, queue),
            "land": states.get(row.state or "", _("nationwide")),
            "noun": NOUNS[row.noun]._meta.verbose_name,
            "is_own": row.submitted_by == user.pk,
            "doubles": doubles.get((row.noun, row.pk), []) if doubles else [],
        }
        for row in waiting
    ]


def doubles_among(waiting: list[Waiting], user: User) -> dict[tuple[str, int], list[Hint]]:
    """What may be the same as each entry, as far as `user` may know of it, by noun and key; for a page in as many queries as for one."""
    found = {}
    for noun, model in NOUNS.items():
        keys = [row.pk for row in waiting if row.noun == noun]
        stored = model.objects.filter(pk__in=keys)
        entries = list(stored.prefetch_related("dates", "organizers") if model is Event else stored.select_related("fair")) if keys else []
        likely = likely_doubles_of([described(entry) for entry in entries])
        found.update({(noun, entry.pk): hints(each, user) for entry, each in zip(entries, likely, strict=True)})
    return found


def state_names() -> dict[str, str]:
    """The names of the Länder by their codes."""
    return {state.pk: str(state) for state in FederalState.objects.all()}


@require_http_methods(["GET", "HEAD", "POST"])
def review_queue(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; POST decides about the ticked entries, each by itself."""
    queue = queue_of(request)
    if request.method == "POST":
        return decide_about_many(request, back=request.path + query_of(queue))
    states = state_names()
    pages: Paginator = Paginator(WaitingPages(queue), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    shows_doubles = request.GET.get("doubles") == "1"
    doubles = doubles_among(page.object_list, request.user) if shows_doubles else None
    context = {
        **admin.site.each_context(request),
        "title": _("Review queue"),
        "page": page,
        "page_range": pages.get_elided_page_range(page.number),
        "lines": lines_of(page.object_list, queue, user=request.user, states=states, doubles=doubles),
        "shows_doubles": shows_doubles,
        "count": pages.count,
        "queue": queue,
        "query": query_of(queue),
        "states": [*states.items(), (NATIONWIDE, _("nationwide"))],
        "kinds": Kind.choices,
        "reviewers": choices_for(request.user),
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


add_office_page("review/", review_queue, name="review_queue", label=gettext_lazy("Review queue"), order=10)
