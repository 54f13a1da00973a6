"""The coverage board: which numbers it shows, where they lead, and the reminder that a gap leads to."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import submit
from events.admin.coverage import Coverage
from events.admin.coverage_editions import edition_tables
from events.models import DeadlineExtension
from events.publishing import approve, withdraw
from tests.backoffice.forms import sentences
from tests.factories import (
    ClusterFactory,
    CoordinatorFactory,
    EventFactory,
    EventFormatFactory,
    OfficeFactory,
    StandFactory,
    TechnologyFieldFactory,
)


def board(edition) -> str:
    return reverse("admin:edition_coverage", args=[edition.slug])


def reminder(edition, land: str = "BY") -> str:
    return reverse("admin:coverage_reminder", args=[edition.slug, land])


def publish(factory=EventFactory, **values: object):
    """An approved entry."""
    return approve(submit(factory(**values), by=OfficeFactory(), edit_revision=1), by=OfficeFactory(), edit_revision=1)


def numbers(table) -> dict[str, list[int]]:
    """The numbers of each line of `table` that has any."""
    rows = {row.label: [cell.count for cell in row.cells] for row in [*table.rows, table.foot]}
    return {label: counts for label, counts in rows.items() if any(counts)}


@pytest.fixture
def filled(collecting_edition):
    """NW has a submitted event on two days and an approved one on the first, BY a draft and one withdrawn, nobody leads a third."""
    first = collecting_edition.first_day
    bio, light = TechnologyFieldFactory(slug="bio", name="Bio"), TechnologyFieldFactory(slug="light", name="Light")
    two_days = [{"first_day": first, "last_day": first + timedelta(days=1)}, {"first_day": first, "last_day": first}]
    EventFactory(edition=collecting_edition, submitted=True, dates=two_days, technology_fields=[bio, light])
    publish(edition=collecting_edition, technology_fields=[bio])
    EventFactory(edition=collecting_edition, state_id="BY")
    withdraw(publish(edition=collecting_edition, state_id="BY"), by=OfficeFactory(), edit_revision=1)
    publish(edition=collecting_edition, state_id=None, is_nationwide=True, format=EventFormatFactory(slug="tour", name="Tour"))
    publish(StandFactory, fair__edition=collecting_edition, fair__slug="coming")
    EventFactory(submitted=True)
    return collecting_edition


def test_events_are_counted_by_land_and_day(filled):
    nothing = [0] * 8

    assert numbers(Coverage(filled).by_day()) == {
        "North Rhine-Westphalia": [2, 1, *nothing, 2],
        "nationwide": [1, 0, *nothing, 1],
        "All Länder": [3, 1, *nothing, 3],
    }


def test_days_outside_the_edition_are_left_out(collecting_edition):
    edition = collecting_edition
    dates = [{"first_day": edition.first_day - timedelta(days=3), "last_day": edition.last_day + timedelta(days=3)}]
    EventFactory(edition=edition, submitted=True, dates=dates)

    assert numbers(Coverage(edition).by_day())["All Länder"] == [1] * 11


def test_events_are_counted_by_format_and_field(filled):
    table = Coverage(filled).by_field()
    at = {head.label: number for number, head in enumerate(table.heads)}

    found = {label: [counts[at[name]] for name in ("Bio", "Light", "no field", "Total")] for label, counts in numbers(table).items()}

    assert list(found.values()) == [[2, 1, 0, 2], [0, 0, 1, 1], [2, 1, 1, 3]]


def test_numbers_by_land_tell_who_acts_next(filled):
    assert numbers(Coverage(filled).by_status()) == {
        "Bavaria": [2, 0, 0, 0, 0],
        "North Rhine-Westphalia": [0, 0, 1, 1, 1],
        "nationwide": [0, 0, 0, 1, 0],
        "All Länder": [2, 0, 1, 2, 1],
    }


def test_every_number_leads_to_a_list_of_as_many(filled, office_desk):
    coverage = Coverage(filled)
    tables = (coverage.by_day(), coverage.by_field(), coverage.by_status())
    cells = [cell for table in tables for row in [*table.rows, table.foot] for cell in row.cells if cell.count]

    assert [(cell.what, office_desk.get(cell.address).context["cl"].result_count) for cell in cells] == [
        (cell.what, cell.count) for cell in cells
    ]


def test_a_gap_leads_to_a_reminder_and_nothing_else_does(filled):
    rows = {row.label: row.cells for row in Coverage(filled).by_day().rows}

    assert rows["Bavaria"][0].address == f"{reminder(filled)}?day={filled.first_day.isoformat()}"
    assert [cell.is_gap for cell in rows["North Rhine-Westphalia"]] == [False, False, *[True] * 8, False]
    assert not any(cell.is_gap for cell in rows["nationwide"])


def test_the_board_says_who_looks_after_a_land(collecting_edition):
    CoordinatorFactory(states=["BY", "HE"])
    CoordinatorFactory(states=["BE"], is_active=False)

    notes = {row.label: row.note for row in Coverage(collecting_edition).by_status().rows}

    assert [notes[land] for land in ("Bavaria", "Hesse", "Berlin", "nationwide")] == [
        "remind",
        "remind",
        "nobody: invite",
        "Programme office",
    ]


@pytest.mark.parametrize("is_over", [False, True])
def test_the_board_takes_the_same_queries_with_one_entry_and_with_three(office_desk, collecting_edition, current_edition, is_over):
    counts, where = [], board(current_edition if is_over else collecting_edition)
    for number in (1, 2):
        for _entry in range(number):
            publish(edition=collecting_edition, technology_fields=[TechnologyFieldFactory()])
            StandFactory(fair__edition=collecting_edition, fair__slug="coming", submitted=True)
            CoordinatorFactory(states=["HH"])
        office_desk.get(where)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(where)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_the_board_shows_the_edition_that_collects_first(office_desk, current_edition, collecting_edition):
    assert office_desk.get(reverse("admin:coverage")).context["edition"] == collecting_edition
    assert office_desk.get(board(current_edition)).context["edition"] == current_edition
    assert office_desk.get(reverse("admin:edition_coverage", args=["1999"])).status_code == 404


def test_tables_have_heads_for_lines_and_columns(office_desk, filled):
    page = office_desk.get(board(filled)).content.decode()

    assert page.count("<caption") == 3
    assert page.count('scope="row"') == 18 + 18 + len(Coverage(filled).by_field().rows) + 1


def test_a_reminder_is_drafted_for_the_land(office_desk, filled):
    bavaria = CoordinatorFactory(states=["BY"])
    until = filled.submission_deadline + timedelta(days=9)
    DeadlineExtension.objects.create(edition=filled, state_id="BY", until=until, reason="Illness")

    page = office_desk.get(f"{reminder(filled)}?day={filled.last_day.isoformat()}")
    text = page.context["form"]["text"].value()

    assert [recipient.user for recipient in page.context["recipients"]] == [bavaria]
    assert text.count("– ") == len(filled.days) - 1


def test_a_sent_reminder_is_in_the_outbox(office_desk, filled):
    bavaria = CoordinatorFactory(states=["BY"])
    CoordinatorFactory(states=["HE"])

    page = office_desk.post(reminder(filled), {"text": "Please send us your events."}, follow=True)
    message = Message.objects.get(kind=Message.Kind.REMINDER)

    assert (message.recipient, message.text) == (bavaria, "Please send us your events.")
    assert sentences(page) == ["The reminder is in the outbox."]


def test_an_empty_reminder_is_not_sent(office_desk, filled):
    CoordinatorFactory(states=["BY"])

    page = office_desk.post(reminder(filled), {"text": " "})

    assert "text" in page.context["form"].errors
    assert not Message.objects.filter(kind=Message.Kind.REMINDER).exists()


@pytest.mark.parametrize("land", ["XX", "DE"])
def test_what_is_no_land_is_not_reminded(land, office_desk, filled):
    assert office_desk.get(reminder(filled, land)).status_code == 404


def test_a_gap_of_format_and_field_leads_to_who_could_fill_it(office_desk, filled):
    kind, field = EventFormatFactory(slug="tour"), TechnologyFieldFactory(slug="bio")
    for number in range(2):
        ClusterFactory(slug=f"bio-{number}", name=f"Bio {number}", states=["HE"], technology_fields=[field])
    ClusterFactory(slug="hidden", name="Hidden", states=["BE"], technology_fields=[field], is_public=False)
    bavaria = CoordinatorFactory(states=["BY"])
    row = {row.label: row.cells for row in Coverage(filled).by_field().rows}[str(kind)]

    [gap] = [cell for cell in row if cell.is_gap and cell.what.endswith(", Bio")]
    page = office_desk.get(gap.address)
    found = {each.land: each for each in page.context["candidates"]}
    draft = office_desk.get(found["Bavaria"].address).context

    assert (next(iter(found)), found["Hesse"].clusters, found["Berlin"].clusters) == ("Hesse", 2, 0)
    assert (found["North Rhine-Westphalia"].events, found["Hesse"].people, found["Bavaria"].people) == (2, 0, 1)
    assert [recipient.user for recipient in draft["recipients"]] == [bavaria]
    assert f"„{kind.name}“" in draft["form"]["text"].value()


def test_what_has_no_field_is_no_gap(filled):
    table = Coverage(filled).by_field()

    assert not any(row.cells[-2].is_gap or row.cells[-1].is_gap for row in table.rows)
    assert not any(cell.is_gap for cell in table.foot.cells)


def test_who_is_missing_takes_the_same_queries_however_many(office_desk, filled):
    kind, field, asked = EventFormatFactory(slug="tour"), TechnologyFieldFactory(slug="bio"), []
    where = reverse("admin:coverage_gap", args=[filled.slug, kind.slug, field.slug])
    for number in range(2):
        ClusterFactory(slug=f"bio-{number}", name=f"Bio {number}", states=["HE", "BY"], technology_fields=[field])
        CoordinatorFactory(states=["HH"])
        office_desk.get(where)
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(where)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12
    assert office_desk.get(where.replace("bio", "none")).status_code == 404


@pytest.fixture
def side_by_side(filled, current_edition):
    """The tables of the filled edition and that of 2019, in which NW has one submitted event."""
    return {part.name: part.table for part in edition_tables([filled, current_edition])}


def test_editions_stand_side_by_side(filled, side_by_side):
    found = {name: list(numbers(table).values()) for name, table in side_by_side.items()}

    assert numbers(side_by_side["events-by-land"]) == {"North Rhine-Westphalia": [2, 1], "nationwide": [1, 0], "All Länder": [3, 1]}
    assert numbers(side_by_side["stands-by-land"]) == {"North Rhine-Westphalia": [1, 0], "All Länder": [1, 0]}
    assert (found["events-by-format"], found["events-by-field"]) == ([[2, 1], [1, 0], [3, 1]], [[2, 0], [1, 0], [1, 1], [3, 1]])


def test_every_number_of_an_edition_is_that_of_the_list_it_leads_to(office_desk, side_by_side):
    cells = [cell for table in side_by_side.values() for row in [*table.rows, table.foot] for cell in row.cells if cell.address]

    assert [office_desk.get(cell.address).context["cl"].result_count for cell in cells] == [cell.count for cell in cells]


def test_the_page_shows_all_editions_in_a_constant_number_of_queries(office_desk, filled, current_edition):
    where, asked = reverse("admin:numbers"), []
    for _round in range(2):
        publish(edition=filled, technology_fields=[TechnologyFieldFactory()])
        office_desk.get(where)
        with CaptureQueriesContext(connection) as queries:
            page = office_desk.get(where).content.decode()
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12
    assert [f'title="{edition}"' in page for edition in (filled, current_edition)] == [True, True]
