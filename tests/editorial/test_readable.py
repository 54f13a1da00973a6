"""Contents kept as JSON, as people read them."""

from datetime import date, time

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from clusterweek.editorial.differences import Kind, Told, differences
from clusterweek.editorial.readable import read_contents
from events.models import CoExhibitor, Event, Stand
from tests.factories import ClusterFactory, EventFactory, StandFactory, TechnologyFieldFactory


@pytest.fixture(autouse=True)
def english(db: None) -> None:
    """Tests read the sentences of the code."""
    translation.activate("en")


def read(entry: Event | Stand) -> dict[str, Told]:
    return read_contents(type(entry), entry.content_as_json())[0]


def test_keys_are_read_as_names_and_choices_as_labels():
    event = EventFactory(
        attendance_mode="online",
        is_free=True,
        registration_deadline=date(2019, 3, 28),
        technology_fields=[
            TechnologyFieldFactory(name="Photonics", slug="photonics"),
            TechnologyFieldFactory(name="Energy", slug="energy-x"),
        ],
    )

    told = read(event)

    assert told["state"] == Told("Land", "North Rhine-Westphalia")
    assert told["attendance_mode"] == Told("Attendance", "online")
    assert told["is_free"] == Told("Free of charge", "yes")
    assert told["registration_deadline"] == Told("Registration until", "28 March 2019")
    assert told["technology_fields"] == Told("Technology fields", lines=("Energy", "Photonics"))


def test_what_is_empty_says_nothing():
    told = read(EventFactory())

    assert [told[name].is_empty for name in ("summary", "is_free", "image", "organizers", "partner_states", "latitude")] == [True] * 6


def test_dates_are_read_in_words():
    event = EventFactory(dates=[{"first_day": date(2019, 4, 2), "from_time": time(10), "to_time": time(12, 30)}, date(2019, 4, 3)])

    assert read(event)["dates"].lines == ("Tuesday, 2 April 2019, 10:00–12:30", "Wednesday, 3 April 2019, Time to follow")


def test_co_exhibitors_are_read_by_their_names():
    stand = StandFactory(co_exhibitors=["Beispiel GmbH"])
    CoExhibitor.objects.create(stand=stand, cluster=ClusterFactory(name="Hafencluster"), order=2)

    assert read(stand)["co_exhibitors"] == Told("Co-exhibitors", lines=("Beispiel GmbH", "Hafencluster"))


def test_partner_länder_are_read_by_their_names():  # noqa: PLC2401
    assert read(EventFactory(partners=["BY", "HE"]))["partner_states"] == Told("Partner Länder", lines=("Bavaria", "Hesse"))


def test_an_answer_of_a_partner_is_no_change_of_the_content():
    event = EventFactory(partners=["BY"])
    before = event.content_as_json()
    event.partners.update(answer="confirmed", answered_at="2019-01-01T00:00:00Z")

    assert differences(*read_contents(Event, before, event.content_as_json())) == []


def test_what_has_been_deleted_is_told():
    event = EventFactory(technology_fields=[TechnologyFieldFactory(slug="gone")])
    content = event.content_as_json()
    event.technology_fields.get().delete()

    assert read_contents(Event, content)[0]["technology_fields"].lines[0].startswith("deleted (")


def test_another_picture_is_a_change():
    event = EventFactory(image_alt="x", image_credit="x", image_licence="cc0")
    event.image.save("one.webp", ContentFile(b"1"))
    before = event.content_as_json()
    event.image.save("two.webp", ContentFile(b"2"))

    (found,) = differences(*read_contents(Event, before, event.content_as_json()))

    assert (found.label, [piece.kind for piece in found.pieces]) == ("Picture", [Kind.REMOVED, Kind.ADDED])


def test_sizes_of_pictures_and_former_dates_are_left_out():
    assert {"image_width", "image_height", "previous_dates"} & set(read(EventFactory())) == set()


def test_the_number_of_queries_is_that_of_the_nouns(django_assert_num_queries):
    few, many = (
        EventFactory(partners=["BY"]),
        EventFactory(partners=["HE", "BE"], technology_fields=[TechnologyFieldFactory() for _ in range(3)]),
    )
    few.technology_fields.add(TechnologyFieldFactory())
    contents = [few.content_as_json(), many.content_as_json()]

    # Edition, format, Länder, technology fields
    with django_assert_num_queries(4):
        read_contents(Event, contents[0])
    with django_assert_num_queries(4):
        read_contents(Event, *contents)
