"""The pages of numbers and the review queue as spreadsheets: the same numbers, in the same queries."""

from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from clusterweek.editorial.review import submit
from tests.factories import LONG_AGO, EventFactory, StandFactory, TechnologyFieldFactory

NUMBERS, QUEUE = reverse("admin:numbers_export"), reverse("admin:review_queue_export")


def book_of(client: Client, where: str) -> Workbook:
    """The spreadsheet behind an address."""
    answer = client.get(where)
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.getvalue()))


def lines_of(sheet) -> dict[str, list]:
    """The lines that count anything by their names, and the heads under theirs."""
    heads, *rows = sheet.iter_rows(values_only=True)
    return {heads[0]: list(heads[1:]), **{row[0]: list(row[1:]) for row in rows if any(row[1:])}}


@pytest.fixture
def waiting(draft, nw, current_edition):
    """An event of NW that waits in the coming edition, and a stand that does in the current one."""
    draft.technology_fields.add(TechnologyFieldFactory(name="Optics"))
    stand = StandFactory(fair__edition=current_edition, state_id="NW", title="=Stand", first_submitted_at=LONG_AGO)
    return [submit(entry, by=nw, edit_revision=1) for entry in (draft, stand)]


def test_the_numbers_of_all_editions_have_a_sheet_for_each_table(office_desk, waiting, draft, current_edition):
    lands, formats, fields, stands = book_of(office_desk, NUMBERS)

    both = [str(draft.edition), str(current_edition)]
    assert [sheet.title for sheet in (lands, formats, fields, stands)] == [
        "Events by Land",
        "Events by format",
        "Events by technology field",
        "Stands by Land",
    ]
    assert lines_of(lands) == {"Land": both, "North Rhine-Westphalia": [1, 0], "All Länder": [1, 0]}
    assert lines_of(fields) == {"Technology field": both, "Optics": [1, 0], "All fields": [1, 0]}
    assert lines_of(stands) == {"Land": both, "North Rhine-Westphalia": [0, 1], "All Länder": [0, 1]}


@pytest.mark.parametrize(("slug", "sheets"), [("2027", 3), ("2019", 5)])
def test_the_board_has_its_sheets_and_after_the_week_those_of_what_was_told(office_desk, waiting, slug, sheets):
    book = book_of(office_desk, reverse("admin:coverage_export", args=[slug]))

    assert len(book.worksheets) == sheets
    assert lines_of(book["Numbers by Land"])["North Rhine-Westphalia"] == ([0, 0, 1, 0, 0] if slug == "2027" else [0, 0, 0, 0, 1])


def test_the_queue_is_the_page_as_it_is_narrowed(office_desk, waiting):
    heads, *rows = book_of(office_desk, QUEUE).active.iter_rows(values_only=True)
    narrowed = book_of(office_desk, f"{QUEUE}?state=BY").active

    assert ([row[0] for row in rows], narrowed.max_row) == (["Open day", "=Stand"], 1)
    told = dict(zip(heads, rows[0], strict=True))
    assert (told["Event or stand"], told["Land"], told["Kind"], type(told["Waiting since"])) == (
        "event",
        "North Rhine-Westphalia",
        "New",
        datetime,
    )


@pytest.mark.parametrize("page", ["numbers", "coverage", "review_queue"])
def test_each_page_leads_to_its_file(office_desk, waiting, page):
    name = {"coverage": "coverage_export"}.get(page, f"{page}_export")
    where = reverse(f"admin:{name}", args=["2027"] if page == "coverage" else [])

    assert f'href="{where}"' in office_desk.get(reverse(f"admin:{page}")).content.decode()


def test_many_entries_take_the_queries_of_few(office_desk, waiting, draft, nw, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # a session is written again after a minute
    places, asked = [NUMBERS, QUEUE, reverse("admin:coverage_export", args=["2027"])], []
    for _round in range(2):
        for _number in range(3):
            submit(EventFactory(edition=draft.edition, technology_fields=[TechnologyFieldFactory()]), by=nw, edit_revision=1)
        office_desk.get(reverse("admin:numbers"))
        for where in places:
            with CaptureQueriesContext(connection) as queries:
                office_desk.get(where).getvalue()
            asked.append(len(queries))

    assert asked[:3] == asked[3:]
    assert max(asked) <= 12
