"""The desk of the programme office: what waits, and how far every Land is."""

from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import CharField, Count, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.accounts.desks import Desk, fill_desk
from clusterweek.editorial.change_pages import lines_of as lines_of_changes
from clusterweek.editorial.changes import latest
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

# And so many changes to master data; their page has the others.
CHANGES_SHOWN = 5

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
    waiting, count = queue.part(0, SHOWN), len(queue)
    first = queue.first(besides=request.user, among=waiting) if count else None
    return {
        "edition": edition,
        "queue_count": count,
        "lines": lines_of(waiting, queue, user=request.user, states=states),
        "first_address": review_address(first, queue) if first else "",
        "changes": lines_of_changes(latest(CHANGES_SHOWN)),
        "tables": tables_of(edition, states) if edition else [],
    }


def tables_of(edition: Edition, states: dict[str, str]) -> list[Table]:
    """How many events and stands each Land has in `edition`, by their review status; one query."""
    parts = [
        noun.objects.filter(**{field: edition})
        .order_by()
        .values("state", "review_status")
        .annotate(noun=Value(noun._meta.model_name, output_field=CharField()), number=Count("pk"))
        .values_list("noun", "state", "review_status", "number")
        for noun, (field, _parameter) in EDITION_FILTERS.items()
    ]
    found: Counter = Counter()
    for noun, state, status, number in parts[0].union(*parts[1:], all=True):
        found[noun, state or NATIONWIDE, status] = number
    return [_table(noun, edition, states, found) for noun in EDITION_FILTERS]


def _table(noun: type[Entry], edition: Edition, states: dict[str, str], found: Counter) -> Table:
    """The numbers of `noun` among those `found` (noun, Land, status → number)."""
    name, (_field, parameter) = str(noun._meta.model_name), EDITION_FILTERS[noun]
    lands = [*states.items(), (NATIONWIDE, _("nationwide"))]
    entries = reverse(f"admin:events_{name}_changelist")

    def number(status: Status, count: int, **narrowed: str) -> Number:
        query = urlencode({parameter: edition.pk, "review_status__exact": status.value, **narrowed})
        return Number(count, f"{entries}?{query}" if count else "")

    lines = [(land, [number(status, found[name, code, status], state=code) for status in STATUSES]) for code, land in lands]
    sums = [number(status, sum(found[name, code, status] for code, _land in lands)) for status in STATUSES]
    return Table(capfirst(noun._meta.verbose_name_plural), [str(status.label) for status in STATUSES], lines, sums)


fill_desk(Desk.OFFICE, office_desk)
