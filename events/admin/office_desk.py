"""The desk of the programme office: what waits, and how far every Land is."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.accounts.desks import Desk, fill_desk
from clusterweek.editorial.models import WorkingCopy
from clusterweek.geography.models import NATIONWIDE
from events.admin.forms import edition_for_new_entries
from events.admin.queue import Queue
from events.admin.queue_pages import lines_of, state_names
from events.admin.reviewing import review_address
from events.models import Event, Stand
from events.programme.models import Edition

Entry = Event | Stand
Status = WorkingCopy.ReviewStatus

# In the order in which an entry goes through them.
STATUSES = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.APPROVED)

# So many entries of the queue stand on the desk; the queue itself has the others.
SHOWN = 8

# The filters of the lists that narrow events and stands to one edition.
EDITION_FILTERS: dict[type[Entry], tuple[str, str]] = {
    Event: ("edition", "edition__id__exact"),
    Stand: ("fair__edition", "fair__edition__id__exact"),
}


class Number(NamedTuple):
    """How many entries of a Land are in a status, and the list of them; no address without entries."""

    count: int
    address: str


class Table(NamedTuple):
    """The numbers of one noun: a line for each Land, each with a number for each of STATUSES, and the sums."""

    caption: str
    headings: list[str]
    lines: list[tuple[str, list[Number]]]
    sums: list[Number]


def office_desk(request: HttpRequest) -> dict[str, Any]:
    """What the template of the desk shows."""
    queue, states, edition = Queue(), state_names(), edition_for_new_entries()
    first = queue.first(besides=request.user)
    return {
        "edition": edition,
        "queue_count": len(queue),
        "lines": lines_of(queue.part(0, SHOWN), queue, user=request.user, states=states),
        "first_address": review_address(first, queue) if first else "",
        "tables": [numbers_of(noun, edition, states) for noun in EDITION_FILTERS] if edition else [],
    }


def numbers_of(noun: type[Entry], edition: Edition, states: dict[str, str]) -> Table:
    """How many entries of `noun` each Land has in `edition`, by their review status; one query."""
    field, parameter = EDITION_FILTERS[noun]
    counted = {str(status): Count("pk", filter=Q(review_status=status)) for status in STATUSES}
    rows = noun.objects.filter(**{field: edition}).order_by().values("state").annotate(**counted)
    found: dict[str, dict[str, Any]] = {row["state"] or NATIONWIDE: dict(row) for row in rows}
    entries = reverse(f"admin:events_{noun._meta.model_name}_changelist")

    def number(status: Status, count: int, **narrowed: str) -> Number:
        query = urlencode({parameter: edition.pk, "review_status__exact": status.value, **narrowed})
        return Number(count, f"{entries}?{query}" if count else "")

    lines = [
        (name, [number(status, found[code][status] if code in found else 0, state=code) for status in STATUSES])
        for code, name in (*states.items(), (NATIONWIDE, _("nationwide")))
    ]
    sums = [number(status, sum(row[status] for row in found.values())) for status in STATUSES]
    return Table(capfirst(noun._meta.verbose_name_plural), [str(status.label) for status in STATUSES], lines, sums)


fill_desk(Desk.OFFICE, office_desk)
