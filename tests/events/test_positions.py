"""An event stands on the map where its address is, unless somebody says where exactly."""

from decimal import Decimal

import pytest

from clusterweek.editorial.models import PublicRevision
from clusterweek.geography.distance import distance_km
from clusterweek.geography.places import locate
from events.copying import copy_entry
from events.models import Event
from events.models.position import fill_in_positions, settle_position
from events.programme.models import PublishedEvent
from tests.backoffice.forms import address, fields_of, save
from tests.factories import EventFactory, PublishedEventFactory

EXACT = {"latitude": Decimal("50.12345"), "longitude": Decimal("7.54321")}


def stored(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def place_of(event: Event) -> tuple[float, float]:
    return float(event.latitude), float(event.longitude)


def test_a_postcode_gives_the_position(current_edition):
    event = stored(EventFactory(postal_code="53111", city="Bonn"))

    assert distance_km(place_of(event), locate("Bonn").position) < 2
    assert event.derived_position == f"{event.latitude} {event.longitude}"


@pytest.mark.parametrize(("postal_code", "city"), [("11019", "Berlin"), ("", "Berlin")])
def test_the_place_gives_it_where_the_postcode_has_no_area(current_edition, postal_code, city):
    event = stored(EventFactory(postal_code=postal_code, city=city, state_id="BE"))

    assert place_of(event) == (52.524, 13.411)


def test_the_land_tells_places_of_one_name_apart(current_edition):
    assert place_of(stored(EventFactory(city="Halle", state_id="ST"))) == (51.482, 11.979)


@pytest.mark.parametrize(
    "values", [{}, {"city": "Halle", "state_id": "BY"}, {"city": "Nirgendwo"}, {"postal_code": "53111", "attendance_mode": "online"}]
)
def test_without_a_telling_address_there_is_none(current_edition, values):
    event = stored(EventFactory(**values))

    assert (event.latitude, event.longitude, event.derived_position) == (None, None, "")


def test_a_given_position_is_never_overwritten(current_edition):
    event = stored(EventFactory(postal_code="53111", city="Bonn", **EXACT))

    event.postal_code = "01067"
    event.save()

    assert (stored(event).latitude, stored(event).longitude) == tuple(EXACT.values())
    assert stored(event).derived_position == ""


def test_a_derived_position_follows_the_address_and_goes_with_it(current_edition):
    event = stored(EventFactory(postal_code="53111", city="Bonn"))

    event.postal_code, event.city = "01067", "Dresden"
    event.save()
    moved = place_of(stored(event))
    event.postal_code = event.city = ""
    event.save()

    assert distance_km(moved, locate("Dresden").position) < 3
    assert (stored(event).latitude, stored(event).derived_position) == (None, "")


def test_a_position_given_later_stays_and_taken_away_is_derived_again(current_edition):
    event = stored(EventFactory(postal_code="53111", city="Bonn"))
    derived = place_of(event)

    event.latitude, event.longitude = EXACT.values()
    event.save()
    given = stored(event)
    given.latitude = given.longitude = None
    given.save()

    assert place_of(stored(event)) == derived
    assert stored(event).derived_position != ""


def test_half_a_position_is_left_to_the_constraint(current_edition):
    event = EventFactory.build(postal_code="53111", latitude=Decimal("50.1"), edition=current_edition)

    settle_position(event)

    assert (event.latitude, event.longitude) == (Decimal("50.1"), None)


def test_the_form_derives_the_position_and_lets_it_follow(signed_in, nw, current_edition):
    desk, event = signed_in(nw), EventFactory(postal_code="53111", city="Bonn", created_by=nw)

    form = fields_of(desk.get(address(event)), "event_form")
    save(desk, event, postal_code="50667", city="Köln")

    assert form["latitude"] == [str(event.latitude)]
    assert distance_km(place_of(stored(event)), locate("Köln").position) < 3


def test_a_copy_derives_its_position_too(current_edition, nw):
    event = EventFactory(postal_code="53111", city="Bonn")

    copy = copy_entry(event, by=nw, edition=None)
    copy.postal_code, copy.city = "01067", "Dresden"
    copy.save()

    assert distance_km(place_of(stored(copy)), locate("Dresden").position) < 3


def test_what_was_entered_before_gets_its_position_in_both_copies(current_edition):
    public = PublishedEventFactory(postal_code="53111", city="Bonn")
    withdrawn = PublishedEventFactory(city="")
    event = EventFactory(postal_code="53111", city="Bonn", public=public, review_status="approved")
    Event.objects.update(latitude=None, longitude=None, derived_position="")
    before = PublicRevision.current()

    changed = fill_in_positions(Event.objects, PublishedEvent.objects, PublicRevision.objects)
    again = fill_in_positions(Event.objects, PublishedEvent.objects, PublicRevision.objects)

    public.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (changed, again) == (1, 0)
    assert place_of(public) == place_of(stored(event))
    assert stored(event).derived_position == f"{public.latitude} {public.longitude}"
    assert (PublicRevision.current(), public.revision, withdrawn.latitude) == (before + 1, before + 1, None)
