"""The pages of numbers and the review queue as spreadsheets: a sheet for each table, a line for each of its lines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clusterweek.accounts.office_pages import add_office_page
from clusterweek.common.spreadsheet import Heading, Link, Sheet, spreadsheet_answer
from events.admin.coverage import Coverage, Table
from events.admin.coverage_editions import edition_tables
from events.admin.coverage_outcomes import outcome_tables
from events.admin.queue import Queue
from events.admin.queue_pages import lines_of, state_names
from events.admin.reviewing import queue_of
from events.programme.models import Edition


def sheet_of(title: str, corner: str, table: Table) -> Sheet:
    """A table with its sums as the last line; `corner` is the head of the lines' names."""
    lines = [*table.rows, table.foot]
    headings = [Heading(corner, 34), *(Heading(head.label, 14) for head in table.heads)]
    return Sheet(title, headings, [[line.label, *(cell.count for cell in line.cells)] for line in lines])


@require_safe
def numbers_export(request: HttpRequest) -> HttpResponse:
    """All editions side by side; the queries of the page."""
    parts = edition_tables(list(Edition.objects.all()))
    return spreadsheet_answer(_("Editions side by side"), *(sheet_of(part.title, part.corner, part.table) for part in parts))


@require_safe
def coverage_export(request: HttpRequest, edition: str) -> HttpResponse:
    """The coverage board of one edition; the queries of the page."""
    chosen = get_object_or_404(Edition, slug=edition)
    numbers = Coverage(chosen)
    sheets = [
        sheet_of(_("Land and day"), _("Land"), numbers.by_day()),
        sheet_of(_("Format and technology field"), _("Format"), numbers.by_field()),
        sheet_of(_("Numbers by Land"), _("Land"), numbers.by_status()),
    ]
    if chosen.last_day < localdate():
        of_lands, of_formats = outcome_tables(numbers)
        sheets.append(sheet_of(_("After the week, by Land"), _("Land"), of_lands))
        sheets.append(sheet_of(_("After the week, by format"), _("Format"), of_formats))
    return spreadsheet_answer(_("Coverage of %(edition)s") % {"edition": chosen}, *sheets)


@require_safe
def queue_export(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first, narrowed as the page is; at most four queries."""
    queue = queue_of(request)
    heads = {_("Entry"): 44, _("Event or stand"): 18, _("Land"): 26, _("First day"): 14, _("Waiting since"): 18, _("Kind"): 14}
    headings = [Heading(name, width) for name, width in {**heads, _("Who reviews"): 26, _("Hints"): 60}.items()]
    return spreadsheet_answer(_("Review queue"), Sheet(_("Review queue"), headings, _rows(queue, request)))


def _rows(queue: Queue, request: HttpRequest) -> list[list[object]]:
    lines = lines_of(queue.part(0, len(queue)), queue, user=request.user, states=state_names())
    return [
        [
            Link(line["waiting"].title, f"{settings.BASE_URL}{line['address']}"),
            str(line["noun"]),
            line["land"],
            line["waiting"].first_day,
            line["waiting"].submitted_at,
            str(line["waiting"].kind.label),
            line["waiting"].reviewer,
            " ".join(line["waiting"].hints),
        ]
        for line in lines
    ]


add_office_page("numbers/export/", numbers_export, name="numbers_export")
add_office_page("numbers/<slug:edition>/export/", coverage_export, name="coverage_export")
add_office_page("review/export/", queue_export, name="review_queue_export")
