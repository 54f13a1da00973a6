"""When, where and by whom, in words."""

from collections.abc import Generator
from datetime import date, time

import pytest
from django.utils import translation

from events.programme.models import Edition, PublishedEvent
from events.programme.wording import organizers_in_words, previous_dates_in_words, shown_date, when_in_words, where_in_words
from tests.factories import ClusterFactory, PublishedEventFactory


@pytest.fixture(autouse=True)
def english() -> Generator[None]:
    """As on an English page."""
    with translation.override("en"):
        yield


def when(event: PublishedEvent, day: date | None = None) -> str:
    """What a card says about the date that covers `day`."""
    return when_in_words(event, shown_date(event, day))


@pytest.mark.django_db
def test_one_day_needs_its_hours_alone(current_edition: Edition) -> None:
    assert when(PublishedEventFactory(dates=[{"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12)}])) == "10:00–12:00"
    assert when(PublishedEventFactory(dates=[date(2019, 4, 2)])) == "Time to follow"


@pytest.mark.django_db
def test_opening_hours_stand_for_unknown_times(current_edition: Edition) -> None:
    event = PublishedEventFactory(dates=[date(2019, 4, 2)], opening_hours="nachmittags", opening_hours_en="in the afternoon")

    assert when(event) == "in the afternoon"


@pytest.mark.django_db
def test_span_is_daily(current_edition: Edition) -> None:
    row = {"first_day": date(2019, 4, 2), "last_day": date(2019, 4, 5), "from_time": time(10), "to_time": time(16)}

    assert when(PublishedEventFactory(dates=[row])) == "2–5 April, daily 10:00–16:00"


@pytest.mark.django_db
def test_card_stands_for_the_asked_day_and_names_the_others(current_edition: Edition) -> None:
    days = [{"first_day": date(2019, 4, day), "from_time": time(8 + day)} for day in (2, 4, 9)]
    event = PublishedEventFactory(dates=days)

    assert when(event, date(2019, 4, 4)) == "from 12:00, also on 2 April, 9 April"
    assert when(event) == "from 10:00, also on 4 April, 9 April"


@pytest.mark.django_db
def test_many_further_dates_are_counted(current_edition: Edition) -> None:
    event = PublishedEventFactory(dates=[date(2019, 4, day) for day in range(2, 8)])

    assert when(event) == "Time to follow, 5 further dates"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"city": "Jena", "state_id": "TH"}, "Jena, Thuringia"),
        ({"city": "Hamburg", "state_id": "HH"}, "Hamburg"),
        ({"state_id": "TH"}, "Place will be announced, Thuringia"),
        ({"attendance_mode": "online", "city": "Jena", "state_id": None}, "online, nationwide"),
        ({"event_status": "moved_online", "city": "Jena", "state_id": "TH"}, "online, Thuringia"),
        ({"attendance_mode": "hybrid", "city": "Jena", "state_id": "TH"}, "Jena and online, Thuringia"),
        ({"venue": "Werk 1", "state_id": "NI", "partner_states": ["HB"]}, "Werk 1, Lower Saxony, Bremen"),
    ],
)
@pytest.mark.django_db
def test_place_is_named_once_and_never_invented(current_edition: Edition, fields: dict, expected: str) -> None:
    assert where_in_words(PublishedEventFactory(**fields)) == expected


@pytest.mark.django_db
def test_many_organizers_are_counted(current_edition: Edition) -> None:
    clusters = [ClusterFactory(name=name) for name in ("Alpha", "Beta", "Gamma")]

    assert organizers_in_words(PublishedEventFactory(organizers=clusters, further_organizers="Stadt")) == "Alpha, Beta and 2 more"
    assert organizers_in_words(PublishedEventFactory(organizers=clusters[:1], further_organizers="Stadt")) == "Alpha, Stadt"


def test_previous_dates_are_days() -> None:
    rows = [{"first_day": "2019-04-02", "last_day": "2019-04-02"}, {"first_day": "2019-04-04", "last_day": "2019-04-05"}]

    assert previous_dates_in_words(PublishedEvent(previous_dates=rows)) == ["2 April 2019", "4–5 April 2019"]
