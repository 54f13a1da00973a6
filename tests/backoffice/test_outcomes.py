"""After the week: a Land tells which of its public events took place and how many took part; the office sums it up."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clusterweek.editorial.models import Decision, PublicRevision
from clusterweek.editorial.review import OutdatedRevision, ReviewError, submit
from events.admin.coverage import Coverage
from events.admin.coverage_outcomes import outcome_tables
from events.models import Event, EventOutcome
from events.outcomes import Told, report_outcome
from events.programme.models import Edition
from events.publishing import approve, withdraw
from tests.backoffice.forms import fields_of, sentences
from tests.factories import EditionFactory, EventFactory, EventFormatFactory, OfficeFactory


@pytest.fixture
def edition(db: None) -> Edition:
    """The edition of 2019, of which the Länder may tell; so long ago its deadline is extended for every entry of these tests."""
    return EditionFactory()


def publish(edition: Edition, **values: object) -> Event:
    """A public event."""
    known = {"deadline_extended_until": timezone.now() + timedelta(days=1), "deadline_extension_reason": "Test"}
    event = submit(EventFactory(edition=edition, **known, **values), by=OfficeFactory(), edit_revision=1)
    return approve(event, by=OfficeFactory(), edit_revision=1)


@pytest.fixture
def event(edition: Edition) -> Event:
    """A public event of NW."""
    return publish(edition, title="Open day")


def table(edition: Edition) -> str:
    return reverse("admin:events_event_outcomes", args=[edition.slug])


def told() -> dict[str, tuple[bool, int | None]]:
    """What is told by title of the event."""
    return {row.event.title: (row.took_place, row.participants) for row in EventOutcome.objects.select_related("event")}


def send(client, edition: Edition, lines: dict[Event, tuple[str, str]], where: str = ""):
    """Open the table, fill in some lines, and save."""
    where = where or table(edition)
    fields = fields_of(client.get(where), "outcomes")
    return client.post(where, {**fields, **entered(lines)}, follow=True)


def entered(lines: dict[Event, tuple[str, str]]) -> dict[str, str]:
    """What a form sends for these lines."""
    found = {}
    for event, (took_place, participants) in lines.items():
        found |= {f"event-{event.pk}-took_place": took_place, f"event-{event.pk}-participants": participants}
    return found


# The table


def test_many_events_are_told_of_at_once(desk, edition, event, nw):
    tour, talk, silent = (publish(edition, title=title) for title in ("Tour", "Talk", "Silent"))

    page = send(desk, edition, {event: ("yes", "40"), tour: ("no", ""), talk: ("", "7")})

    assert told() == {"Open day": (True, 40), "Tour": (False, None), "Talk": (True, 7)}
    assert (sentences(page), EventOutcome.objects.first().entered_by) == (["3 events saved."], nw)
    assert silent.title in page.content.decode()


def test_it_is_no_part_of_the_review_and_changes_nothing_public(desk, edition, event):
    before = (PublicRevision.current(), Decision.objects.count(), event.public.version, event.edit_revision, event.review_status)

    send(desk, edition, {event: ("yes", "40")})

    event = Event.objects.get()
    assert (PublicRevision.current(), Decision.objects.count(), event.public.version, event.edit_revision, event.review_status) == before


def test_the_public_does_not_see_it(client, desk, edition, event):
    send(desk, edition, {event: ("yes", "4711")})

    for address in (event.public.get_absolute_url(), f"/{edition.slug}/programm.json", f"/{edition.slug}/programm/"):
        assert b"4711" not in client.get(address).content


def test_what_is_told_can_be_changed_and_taken_back(desk, edition, event):
    send(desk, edition, {event: ("yes", "40")})
    send(desk, edition, {event: ("yes", "45")})
    changed = told()

    send(desk, edition, {event: ("", "")})

    assert (changed, told()) == ({"Open day": (True, 45)}, {})
    assert [record.history_type for record in EventOutcome.history.order_by("history_id")] == ["+", "~", "-"]


def test_a_wrong_line_keeps_all_lines_and_says_why(desk, edition, event):
    tour = publish(edition, title="Tour")

    page = send(desk, edition, {event: ("no", "40"), tour: ("yes", "12")})

    text = page.content.decode()
    assert told() == {}
    assert ("Nobody takes part in what did not take place." in text, 'value="40"' in text, 'value="12"' in text) == (True, True, True)


def test_no_number_is_an_error_at_its_line(desk, edition, event):
    page = send(desk, edition, {event: ("yes", "many")})

    assert (told(), page.context["lines"][0].form.errors["participants"]) == ({}, ["Enter a whole number."])


def test_of_two_at_once_the_second_sees_what_the_first_told(desk, office_desk, edition, event):
    fields = fields_of(office_desk.get(table(edition)), "outcomes")
    send(desk, edition, {event: ("yes", "40")})

    page = office_desk.post(table(edition), {**fields, **entered({event: ("yes", "50")})})
    after_first = told()
    office_desk.post(table(edition), fields_of(page, "outcomes"))

    assert (after_first, told()) == ({"Open day": (True, 40)}, {"Open day": (True, 50)})
    assert "took place, 40 participants" in page.content.decode()


def test_lines_that_nobody_touched_overwrite_nothing(desk, office_desk, edition, event):
    tour = publish(edition, title="Tour")
    fields = fields_of(office_desk.get(table(edition)), "outcomes")
    send(desk, edition, {event: ("yes", "40")})

    office_desk.post(table(edition), {**fields, **entered({tour: ("no", "")})})

    assert told() == {"Open day": (True, 40), "Tour": (False, None)}


def test_it_works_in_a_closed_edition_until_the_office_ends_it(desk, edition, event):
    Edition.objects.update(is_closed=True)
    send(desk, edition, {event: ("yes", "40")})
    fields = fields_of(desk.get(table(edition)), "outcomes")
    Edition.objects.update(outcomes_until=timezone.localdate() - timedelta(days=1))

    page = desk.post(table(edition), {**fields, **entered({event: ("yes", "50")})})

    assert told() == {"Open day": (True, 40)}
    assert "Feedback on this edition is not taken now." in page.content.decode()
    assert "Save all lines" not in desk.get(table(edition)).content.decode()


def test_nothing_is_told_before_the_week_is_over(nw, collecting_edition):
    event = publish(collecting_edition)

    with pytest.raises(ReviewError, match="not taken now"):
        report_outcome(event, Told(took_place=True), by=nw, before=Told())


# Whose it is


def test_the_table_has_the_public_events_of_ones_own_laender(desk, office_desk, edition, event):
    publish(edition, title="Of BY", state_id="BY", partners=["NW"])
    EventFactory(edition=edition, title="Draft")
    withdraw(publish(edition, title="Withdrawn"), by=OfficeFactory(), edit_revision=1)

    shown = [[line.event.title for line in client.get(table(edition)).context["lines"]] for client in (desk, office_desk)]

    assert shown == [["Open day"], ["Of BY", "Open day"]]


def test_foreign_events_are_left_out_of_what_is_posted(desk, edition, event):
    foreign = publish(edition, title="Of BY", state_id="BY")
    lines = entered({event: ("yes", "40"), foreign: ("yes", "99")})

    desk.post(table(edition), {"event": [event.pk, foreign.pk, "x"], **lines})

    assert told() == {"Open day": (True, 40)}


@pytest.mark.parametrize("values", [{"state_id": "BY"}, {"state_id": "BY", "partners": ["NW"]}])
def test_nobody_tells_of_what_another_land_leads(nw, edition, values):
    with pytest.raises(PermissionDenied):
        report_outcome(publish(edition, **values), Told(took_place=True), by=nw, before=Told())


def test_nobody_tells_of_a_draft(nw, edition):
    with pytest.raises(PermissionDenied):
        report_outcome(EventFactory(edition=edition), Told(took_place=True), by=nw, before=Told())


def test_a_newer_answer_is_not_overwritten(nw, event):
    report_outcome(event, Told(took_place=True, participants=40), by=nw, before=Told())

    with pytest.raises(OutdatedRevision, match="40"):
        report_outcome(event, Told(took_place=False), by=nw, before=Told())


# The table narrowed, the desk, the lists and the numbers


def test_the_table_is_narrowed_by_land_and_to_what_is_missing(office_desk, edition, event, nw):
    report_outcome(event, Told(took_place=True), by=nw, before=Told())
    publish(edition, title="Silent")
    publish(edition, title="Of BY", state_id="BY")

    def titles(query: str) -> list[str]:
        return [line.event.title for line in office_desk.get(f"{table(edition)}?{query}").context["lines"]]

    assert (titles("missing=1"), titles("state=NW&missing=1"), titles("state=DE")) == (["Of BY", "Silent"], ["Silent"], [])


def test_saving_stays_on_the_narrowed_page(desk, edition, event):
    page = send(desk, edition, {event: ("yes", "")}, where=f"{table(edition)}?missing=1")

    assert page.redirect_chain == [(f"{table(edition)}?missing=1", 302)]


def test_the_desk_tells_what_is_missing_until_nothing_is(desk, edition, event):
    before = desk.get(reverse("admin:index")).content.decode()
    send(desk, edition, {event: ("yes", "40")})

    assert (table(edition) in before, table(edition) in desk.get(reverse("admin:index")).content.decode()) == (True, False)


def test_lists_are_narrowed_by_what_is_told(office_desk, edition, event, nw):
    report_outcome(event, Told(took_place=True, participants=40), by=nw, before=Told())
    publish(edition, title="Silent")
    events = reverse("admin:events_event_changelist")

    page = office_desk.get(f"{events}?published=yes&outcome=yes")

    assert ([entry.title for entry in page.context["cl"].result_list], "took place, 40 participants" in page.content.decode()) == (
        ["Open day"],
        True,
    )


def test_the_office_sees_sums_by_land_and_format(office_desk, edition, event, nw, office):
    tour = EventFormatFactory(slug="tour", name="Tour")
    report_outcome(event, Told(took_place=True, participants=40), by=nw, before=Told())
    other = publish(edition, state_id="BY", format=tour)
    report_outcome(other, Told(took_place=False), by=office, before=Told())
    report_outcome(publish(edition, state_id="BY"), Told(took_place=True, participants=2), by=office, before=Told())
    publish(edition, state_id=None, is_nationwide=True, format=tour)

    by_land, by_format = (
        {row.label: [cell.count for cell in row.cells] for row in [*table.rows, table.foot] if any(cell.count for cell in row.cells)}
        for table in outcome_tables(Coverage(edition))
    )

    assert by_land == {
        "Bavaria": [2, 1, 1, 0, 2],
        "North Rhine-Westphalia": [1, 1, 0, 0, 40],
        "nationwide": [1, 0, 0, 1, 0],
        "All Länder": [4, 2, 1, 1, 42],
    }
    assert list(by_format.values()) == [[2, 2, 0, 0, 42], [2, 0, 1, 1, 0], [4, 2, 1, 1, 42]]


def test_every_sum_is_that_of_the_list_it_leads_to(office_desk, edition, event, nw):
    report_outcome(event, Told(took_place=True, participants=40), by=nw, before=Told())
    publish(edition, state_id="BY")

    cells = [cell for table in outcome_tables(Coverage(edition)) for row in table.rows for cell in row.cells if cell.address]

    assert [office_desk.get(cell.address).context["cl"].result_count for cell in cells] == [cell.count for cell in cells]
    assert len(cells) == 7


def test_the_board_shows_the_sums_only_after_the_week(office_desk, edition, event, collecting_edition):
    shown = [
        b'id="outcomes"' in office_desk.get(reverse("admin:edition_coverage", args=[each.slug])).content
        for each in (edition, collecting_edition)
    ]

    assert shown == [True, False]


def test_the_number_of_queries_does_not_grow(desk, edition):
    desk.get(reverse("admin:index"))
    counts = []
    for _round in range(2):
        for _entry in range(2):
            publish(edition)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            desk.get(table(edition))
        counts.append(len(queries))

    assert counts[0] == counts[1]
