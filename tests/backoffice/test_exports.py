"""Lists as spreadsheets: what the list shows to this user, nothing internal of others, in queries that do not grow."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from clusterweek.editorial.review import submit
from events.models import Event, Stand
from tests.backoffice.forms import address
from tests.factories import (
    AudienceFactory,
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EventFactory,
    StandFactory,
    TechnologyFieldFactory,
)
from tests.many import multiply_entries, some_entries

EVENTS, STANDS = reverse("admin:events_event_export"), reverse("admin:events_stand_export")


def sheet_of(client: Client, where: str):
    """The sheet behind an address."""
    answer = client.get(where)
    assert answer.status_code == 200, where
    return load_workbook(BytesIO(answer.getvalue())).active


def rows_of(client: Client, where: str) -> list[dict[str, Any]]:
    """The rows behind an address, each by its heads."""
    heads, *rows = sheet_of(client, where).iter_rows(values_only=True)
    assert len(set(heads)) == len(heads)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_an_event_stands_there_with_all_that_is_in_its_form(desk, draft, nw):
    draft.organizers.set([ClusterFactory(name="Beta"), ClusterFactory(name="Alpha")])
    draft.audiences.set([AudienceFactory(name="Public")])
    draft.dates.create(first_day=date(2027, 4, 9), last_day=date(2027, 4, 11))
    draft.partners.create(state_id="HE")
    Event.objects.update(city="Essen", registration_places=30, is_free=True, internal_note="Between us", summary="=1+1")
    submit(draft, by=nw, edit_revision=1)

    (row,) = rows_of(desk, EVENTS)

    told = ("Title", "Land", "Edition", "Review status", "Organizers", "Audiences", "Place", "Places", "Free of charge", "Internal note")
    assert [row[name] for name in told] == [
        "Open day",
        "North Rhine-Westphalia",
        draft.edition.slug,
        "Submitted",
        "Alpha, Beta",
        "Public",
        "Essen",
        30,
        "yes",
        "Between us",
    ]
    assert (row["Partner Länder"], row["Summary"], type(row["Waiting since"])) == ("Hesse (not confirmed yet)", "=1+1", datetime)
    assert (type(row["First day"]), type(row["Last day"]), len(row["Dates"].split("; "))) == (datetime, datetime, 2)
    assert "Picture" not in row


def test_a_row_leads_to_its_entry(desk, draft):
    cell = sheet_of(desk, EVENTS)["A2"]

    assert (cell.value, cell.hyperlink.target) == ("Open day", f"http://testserver{address(draft)}")


def test_a_stand_stands_there_with_its_exhibitors(desk, collecting_edition):
    StandFactory(fair__edition=collecting_edition, title="Joint stand", co_exhibitors=["Beta", "Alpha"])

    (row,) = rows_of(desk, STANDS)

    assert [row[name] for name in ("Title", "Co-exhibitors", "Hall")] == ["Joint stand", "Alpha, Beta", "2"]


def test_the_sheet_is_the_list_with_its_search_filters_and_order(office_desk, draft):
    for title in ("Open house", "Lecture", "Opening"):
        EventFactory(edition=draft.edition, title=title, state_id="BY")

    found = rows_of(office_desk, f"{EVENTS}?q=open&state=BY&o=-1&p=7")

    assert [row["Title"] for row in found] == ["Opening", "Open house"]


def test_the_list_leads_to_its_sheet(office_desk, draft):
    page = office_desk.get(reverse("admin:events_event_changelist") + "?q=open&state=NW").content.decode()

    assert 'href="export/?q=open&amp;state=NW"' in page


def test_a_coordinator_gets_what_their_list_shows_and_nothing_internal_of_others(desk, draft):
    Event.objects.update(internal_note="Of NW", source="A letter")
    joint = EventFactory(edition=draft.edition, title="Joint", state_id="BY", partners=["NW"], internal_note="Of BY", source="Their letter")
    EventFactory(edition=draft.edition, title="Foreign", state_id="BY", internal_note="Of BY")
    StandFactory(fair__edition=draft.edition, title="Foreign stand", state_id="BY")

    rows = rows_of(desk, EVENTS)

    listed = desk.get(reverse("admin:events_event_changelist")).context["cl"].result_list
    assert [row["Title"] for row in rows] == [event.title for event in listed]
    internal = {row["Title"]: (row["Internal note"], row["Source"]) for row in rows}
    assert internal == {"Open day": ("Of NW", "A letter"), joint.title: (None, None)}
    assert {"Example", "Deadline extended until", "Reason for the extension"} & set(rows[0]) == set()
    assert rows_of(desk, STANDS) == []


def test_the_sheet_is_not_asked_after_other_fields(desk, draft, current_edition):
    assert desk.get(f"{EVENTS}?internal_note__contains=x").status_code == 400
    assert desk.get(f"{EVENTS}?edition__id__exact=x").status_code == 302


def test_accounts_come_without_what_is_secret(office_desk, nw):
    rows = rows_of(office_desk, reverse("admin:accounts_user_export"))

    assert [(row["E-mail address"], row["Länder"]) for row in rows] == [("nw@example.org", "North Rhine-Westphalia")]
    assert {"Password", "Administrator", "Superuser status"} & set(rows[0]) == set()


@pytest.mark.parametrize("name", sorted(name for name in (f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry)))
def test_every_list_has_its_sheet(office_desk, draft, name):
    heads, *rows = sheet_of(office_desk, reverse(f"admin:{name}_export")).iter_rows(values_only=True)

    shown = office_desk.get(reverse(f"admin:{name}_changelist")).context["cl"]
    assert (len(rows), len(heads) >= len(shown.list_display) - 1) == (shown.result_count, True)


def test_a_long_sheet_takes_the_queries_of_a_short_one(desk, nw, collecting_edition, time_machine, monkeypatch):
    monkeypatch.setattr("clusterweek.accounts.exporting.PART", 10)
    time_machine.move_to(timezone.now(), tick=False)  # a session is written again after a minute

    def fill() -> None:
        """Entries with something in every list."""
        field, person = TechnologyFieldFactory(), ContactPersonFactory()
        lists = {"technology_fields": [field], "contact_persons": [person], "partners": ["HE"]}
        EventFactory(edition=collecting_edition, organizers=[ClusterFactory()], audiences=[AudienceFactory()], **lists)
        StandFactory(fair__edition=collecting_edition, co_exhibitors=["Company"], **lists)

    def count(where: str) -> int:
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            desk.get(where).getvalue()
        return len(queries)

    some_entries(collecting_edition, nw)
    fill()
    desk.get(EVENTS).getvalue()  # the first request of a session writes it
    few = [count(where) for where in (EVENTS, STANDS)]
    CoordinatorFactory()
    fill()
    multiply_entries(10)

    assert min(model.objects.filter(state="NW").count() for model in (Event, Stand)) > 50
    assert [count(where) for where in (EVENTS, STANDS)] == few
