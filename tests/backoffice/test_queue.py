"""The order of what waits for the office, what is told about it, and who comes next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clusterweek.editorial.review import record_edit, return_for_changes, submit
from events.admin.queue import HINTS, Kind, Queue, details
from events.models import Event, Stand
from events.publishing import approve
from tests.factories import EventFactory, StandFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2019, 3, 1, 9, tzinfo=UTC)
NOON = MORNING + timedelta(hours=3)


def titles(queue: Queue) -> list[str]:
    return [row.title for row in queue.part(0, 50)]


@pytest.fixture
def waiting(db: None) -> list[Event | Stand]:
    """Four entries, two of them of the same second."""
    return [
        EventFactory(submitted=True, title="First", submitted_at=MORNING),
        EventFactory(submitted=True, title="Second", submitted_at=NOON),
        StandFactory(submitted=True, title="Third", submitted_at=NOON, state_id="BY"),
        EventFactory(submitted=True, title="Fourth", submitted_at=NOON + timedelta(hours=1), state_id=None, is_nationwide=True),
    ]


def test_who_waits_longest_comes_first_and_drafts_are_not_there(waiting):
    EventFactory(title="Draft")

    assert (titles(Queue()), len(Queue())) == (["First", "Second", "Third", "Fourth"], 4)


@pytest.mark.parametrize(("state", "expected"), [("NW", ["First", "Second"]), ("BY", ["Third"]), ("DE", ["Fourth"]), ("BE", [])])
def test_the_queue_is_narrowed_to_a_land(waiting, state, expected):
    assert titles(Queue(state=state)) == expected


def test_new_changed_and_returned_entries_are_told_apart(collecting_edition, coordinator, office):
    land = coordinator("NW")
    new, changed, again = (submit(EventFactory(edition=collecting_edition), by=land, edit_revision=1) for _number in range(3))
    changed = approve(changed, by=office, edit_revision=1)
    record_edit(changed, by=land, edit_revision=1)
    changed.save()
    submit(changed, by=land, edit_revision=2)
    submit(return_for_changes(again, by=office, edit_revision=1, note="Shorter"), by=land, edit_revision=1)

    assert {row.pk: row.kind for row in Queue().part(0, 9)} == {new.pk: Kind.NEW, changed.pk: Kind.CHANGE, again.pk: Kind.AGAIN}
    assert [[row.pk for row in Queue(kind=kind).part(0, 9)] for kind in Kind] == [[new.pk], [changed.pk], [again.pk]]


def test_neighbours_follow_the_order_and_go_round(waiting, office):
    queue = Queue()

    assert [queue.after(entry, besides=office).title for entry in waiting] == ["Second", "Third", "Fourth", "First"]
    assert [queue.before(entry, besides=office).title for entry in waiting] == ["Fourth", "First", "Second", "Third"]
    assert [queue.number_of(entry) for entry in waiting] == [1, 2, 3, 4]


def test_what_one_submitted_is_passed_over(waiting, office):
    first, second, *_others = waiting
    Event.objects.filter(pk=second.pk).update(submitted_by=office)

    assert (Queue().after(first, besides=office).title, Queue().first(besides=second.submitted_by).title) == ("Third", "First")


def test_a_decided_entry_still_has_a_next_one(waiting, office):
    first = waiting[0]
    Event.objects.filter(pk=first.pk).update(review_status="draft")

    assert Queue().after(first, besides=office).title == "Second"


def test_the_last_one_has_no_neighbour(office):
    only = EventFactory(submitted=True)

    assert (Queue().after(only, besides=office), Queue().before(only, besides=office)) == (None, None)


def hints(entry: Event | Stand) -> set[str]:
    sentences = {str(sentence): name for name, sentence in HINTS.items()}
    return {sentences[sentence] for sentence in details(type(entry), [entry.pk])[entry.pk].hints}


COMPLETE = {"title_en": "Title", "image": "x.webp", "image_is_decorative": True, "image_credit": "x", "image_licence": "cc0"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, set()),
        ({"title_en": "", "image": ""}, {"has_no_picture", "has_no_english"}),
        ({"partners": ["BY"]}, {"asks_partner"}),
        ({"dates": [date(2019, 4, 1)]}, {"is_outside"}),
        ({"dates": [date(2019, 4, 2), date(2019, 4, 12)]}, {"is_outside"}),
        ({"dates": [date(2019, 4, 2), date(2019, 4, 11)]}, set()),
        ({"registration_deadline": date(2019, 4, 2)}, set()),
        ({"registration_deadline": date(2019, 4, 3)}, {"registers_late"}),
        ({"dates": []}, set()),
    ],
)
def test_hints_at_events(values, expected):
    assert hints(EventFactory(submitted=True, **{**COMPLETE, **values})) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, set()),
        ({"first_day": date(2019, 4, 1), "last_day": date(2019, 4, 5)}, set()),
        ({"first_day": date(2019, 3, 31), "last_day": date(2019, 4, 5)}, {"is_outside"}),
        ({"partners": ["BY"], "image": ""}, {"asks_partner", "has_no_picture"}),
    ],
)
def test_hints_at_stands(values, expected):
    fair = {"fair__first_day": date(2019, 4, 1), "fair__last_day": date(2019, 4, 5)}

    assert hints(StandFactory(submitted=True, **fair, **{**COMPLETE, **values})) == expected


def test_a_partner_that_has_answered_is_no_hint():
    event = EventFactory(submitted=True, partners=["BY"], **COMPLETE)
    event.partners.update(answer="declined", answered_at=NOON)

    assert hints(event) == set()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_however_long(count, django_assert_num_queries):
    EventFactory.create_batch(count, submitted=True, partners=["BY"])
    StandFactory.create_batch(count, submitted=True)

    with django_assert_num_queries(4):
        assert len(Queue()) == len(Queue().part(0, 50)) == 2 * count
