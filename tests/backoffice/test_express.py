"""The express lane's own small form."""

from datetime import date

import pytest

from clusterweek.editorial.review import record_edit, submit
from events.models import Event
from events.programme.models import Edition, PublishedEvent
from events.publishing import approve
from tests.backoffice.forms import address, fields_of, sentences
from tests.factories import EventFactory


@pytest.fixture
def approved(collecting_edition, nw, office) -> Event:
    """An approved event with one date and a waiting edit of its title."""
    event = EventFactory(edition=collecting_edition, title="Open day", room="Hall 1", dates=[date(2027, 4, 2)])
    event = approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)
    record_edit(event, by=nw, edit_revision=1)
    event.title, event.room = "Open night", "Hall 9"
    event.save()
    return event


def express(client, event, change: str = "", **changes: object):
    """Open the form, or that of one `change`, change some fields and send it."""
    where = address(event, "express") + (f"?change={change}" if change else "")
    page = client.get(where)
    return client.post(where, {**fields_of(page, "express"), **changes}, follow=True)


def test_the_form_begins_with_what_the_public_reads(desk, approved):
    page = desk.get(address(approved, "express"))

    assert page.context["form"].initial["room"] == "Hall 1"


def test_a_change_is_public_at_once_and_the_waiting_edit_waits(desk, approved):
    page = express(desk, approved, event_status="cancelled", status_note="Storm")

    public, event = PublishedEvent.objects.get(), Event.objects.get()
    assert (public.event_status, public.status_note, public.title, public.room) == ("cancelled", "Storm", "Open day", "Hall 1")
    assert (event.title, event.room, event.review_status) == ("Open night", "Hall 9", "draft")
    assert sentences(page) == ["Changed. The public sees it when the programme opens."]


def test_once_the_programme_is_open_the_sentence_leads_to_the_public_page(desk, approved):
    Edition.objects.update(opens_at=approved.last_edited_at)

    [sentence] = sentences(express(desk, approved, "cancelled"))

    assert sentence.startswith("Changed. The public sees it now.")
    assert f'href="{PublishedEvent.objects.get().get_absolute_url()}"' in sentence


@pytest.mark.parametrize(
    ("change", "fields", "expected"),
    [
        ("cancelled", {"status_note": "Storm"}, ("cancelled", "Storm", "Hall 1", "", "", "on_site")),
        ("postponed", {"status_note": "Strike"}, ("postponed", "Strike", "Hall 1", "", "", "on_site")),
        ("room", {"room": "Hall 2"}, ("scheduled", "", "Hall 2", "", "", "on_site")),
        ("full", {"status_note": "Sorry"}, ("scheduled", "Sorry", "Hall 1", "", "full", "on_site")),
        ("moved_online", {"online_address": "meet.example.org"}, ("moved_online", "", "Hall 1", "https://meet.example.org", "", "online")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_happened_is_chosen_and_needs_few_fields(desk, approved, change, fields, expected):
    express(desk, approved, change, **fields)

    names = ("event_status", "status_note", "room", "online_address", "registration_state", "attendance_mode")
    assert PublishedEvent.objects.values_list(*names).get() == expected


def test_a_new_date_is_asked_first(desk, approved):
    refused = express(desk, approved, "rescheduled", status_note="Later")
    before = PublishedEvent.objects.get().event_status
    express(desk, approved, "rescheduled", **{"dates-0-first_day": "2027-04-03"})

    public = PublishedEvent.objects.get()
    assert (refused.context["form"].non_field_errors(), before) == (["Please enter the new date."], "scheduled")
    assert (public.event_status, public.dates.values_list("first_day", "last_day").get()) == (
        "rescheduled",
        (date(2027, 4, 3), date(2027, 4, 3)),
    )


def test_an_event_that_takes_place_after_all_loses_mark_and_note(desk, approved):
    express(desk, approved, "moved_online", status_note="Storm")
    offered = [choice.key for choice in desk.get(address(approved, "express")).context["choices"]]
    express(desk, approved, "scheduled")

    public = PublishedEvent.objects.get()
    assert offered == ["cancelled", "postponed", "rescheduled", "moved_online", "room", "full", "scheduled"]
    assert (public.event_status, public.status_note, public.attendance_mode) == ("scheduled", "", "on_site")


def test_a_note_about_another_status_is_not_taken_over(desk, approved):
    express(desk, approved, "postponed", status_note="Strike")

    again, other = (desk.get(address(approved, "express") + f"?change={change}").context["form"] for change in ("postponed", "cancelled"))

    assert [form["status_note"].value() for form in (again, other)] == ["Strike", ""]


def test_new_dates_replace_the_former_ones(desk, approved):
    express(
        desk,
        approved,
        event_status="rescheduled",
        **{
            "dates-0-first_day": "2027-05-01",
            "dates-0-last_day": "2027-05-01",
            "dates-1-first_day": "2027-05-03",
            "dates-1-last_day": "2027-05-03",
        },
    )

    public = PublishedEvent.objects.get()
    assert list(public.dates.values_list("first_day", flat=True)) == [date(2027, 5, 1), date(2027, 5, 3)]
    assert [row["first_day"] for row in public.previous_dates] == ["2027-04-02"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"event_status": "exploded"},
        {"online_address": "javascript:alert(1)"},
        {"dates-0-last_day": "2027-04-01"},
        {"dates-0-DELETE": "on"},
        {"edit_revision": "1", "room": "Hall 2"},
    ],
    ids=lambda changes: next(iter(changes), "nothing"),
)
def test_a_refused_change_keeps_the_form_and_changes_nothing(desk, approved, changes):
    page = express(desk, approved, **changes)

    public = PublishedEvent.objects.get()
    assert (page.status_code, "form" in page.context) == (200, True)
    assert (public.version, public.room, public.dates.get().first_day) == (1, "Hall 1", date(2027, 4, 2))


def test_what_is_not_public_has_no_express_lane(desk, draft):
    assert desk.get(address(draft, "express")).status_code == 404


def test_a_partner_land_has_no_express_lane(coordinator, signed_in, approved):
    approved.partners.create(state_id="BY")

    assert signed_in(coordinator("BY")).get(address(approved, "express")).status_code == 403
