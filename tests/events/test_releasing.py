"""What must be acknowledged before an edition opens, and by whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.editorial.review import ReviewError, submit
from clusterweek.geography.models import FederalState
from events.models import EventPartner, ReleaseAcknowledgement
from events.publishing import answer_as_partner, approve
from events.releasing import Kind, ReleaseWarning, acknowledge, warnings_of
from tests.factories import EventFactory, OfficeFactory, StandFactory

pytestmark = pytest.mark.django_db


def publish(factory=EventFactory, **values: object):
    """An approved entry."""
    return approve(submit(factory(**values), by=OfficeFactory(), edit_revision=1), by=OfficeFactory(), edit_revision=1)


def warnings(edition) -> dict[str, ReleaseWarning]:
    return {warning.kind: warning for warning in warnings_of(edition)}


def see(edition, kind: str, by) -> ReleaseAcknowledgement:
    return acknowledge(edition, kind=kind, digest=warnings(edition)[kind].digest, by=by)


@pytest.fixture
def filled(collecting_edition):
    """An edition in which every Land has an approved event on its first day."""
    for state in FederalState.objects.all():
        publish(edition=collecting_edition, state_id=state.pk)
    return collecting_edition


def greet(edition, by=None, text: str = "Welcome", is_signed: bool = True) -> None:
    edition.greeting_text, edition.greeting_is_signed, edition._history_user = text, is_signed, by
    edition.save()


def test_an_empty_edition_lacks_greeting_and_entries(collecting_edition):
    found = warnings(collecting_edition)

    assert sorted(found) == [Kind.EMPTY_LAND, Kind.NO_GREETING]
    assert len(found[Kind.EMPTY_LAND].findings) == 16


def test_a_land_with_a_stand_alone_is_not_empty(collecting_edition):
    publish(StandFactory, fair__edition=collecting_edition, fair__slug="coming", state_id="HB")
    EventFactory(edition=collecting_edition, state_id="BY", submitted=True)

    keys = warnings(collecting_edition)[Kind.EMPTY_LAND].keys

    assert ("HB" in keys, "BY" in keys) == (False, True)


@pytest.mark.parametrize(
    ("is_signed", "expected"), [(True, [Kind.GREETING_UNREAD]), (False, [Kind.GREETING_UNREAD, Kind.GREETING_UNSIGNED])]
)
def test_a_greeting_is_read_and_signed(filled, is_signed, expected):
    greet(filled, is_signed=is_signed)

    assert sorted(warnings(filled)) == sorted(expected)


def test_dates_outside_the_days_are_named(filled):
    late = publish(edition=filled, dates=[{"first_day": filled.last_day, "last_day": filled.last_day + timedelta(days=1)}])

    assert warnings(filled)[Kind.OUTSIDE_THE_DAYS].keys == [f"event-{late.pk}"]


def test_partners_without_an_answer_are_named_until_they_answer(filled):
    joint = publish(edition=filled, partners=["BY"])
    stand = publish(StandFactory, fair__edition=filled, fair__slug="coming", partners=["BE"])
    EventFactory(edition=filled, partners=["HE"])

    before = warnings(filled)[Kind.PARTNER_ASKED].keys
    answer_as_partner(EventPartner.objects.get(event=joint), by=OfficeFactory(), confirm=True)

    assert before == [f"event-{joint.pk}-BY", f"stand-{stand.pk}-BE"]
    assert warnings(filled)[Kind.PARTNER_ASKED].keys == [f"stand-{stand.pk}-BE"]


def test_an_acknowledgement_keeps_who_and_when_and_stands_until_something_else_is_found(filled, office):
    publish(edition=filled, partners=["BY"])
    see(filled, Kind.PARTNER_ASKED, office)
    seen = warnings(filled)[Kind.PARTNER_ASKED].seen

    publish(edition=filled, partners=["BE"])

    assert (seen.acknowledged_by, seen.acknowledged_at is not None) == (office, True)
    assert warnings(filled)[Kind.PARTNER_ASKED].seen is None


def test_acknowledging_twice_keeps_one_row(filled, office, office2):
    first, second = see(filled, Kind.NO_GREETING, office), see(filled, Kind.NO_GREETING, office2)

    assert first == second
    assert ReleaseAcknowledgement.objects.count() == 1


def test_what_has_changed_since_it_was_shown_is_refused(filled, office):
    publish(edition=filled, partners=["BY"])
    shown = warnings(filled)[Kind.PARTNER_ASKED].digest
    publish(edition=filled, partners=["BE"])

    with pytest.raises(ReviewError):
        acknowledge(filled, kind=Kind.PARTNER_ASKED, digest=shown, by=office)
    with pytest.raises(ReviewError):
        acknowledge(filled, kind="nothing", digest="", by=office)

    assert not ReleaseAcknowledgement.objects.exists()


def test_coordinators_acknowledge_nothing(filled, coordinator):
    with pytest.raises(PermissionDenied):
        see(filled, Kind.NO_GREETING, coordinator("NW"))


def test_the_greeting_is_read_by_somebody_other_than_its_editor(filled, office, office2):
    greet(filled, by=office)
    filled.hosts, filled._history_user = "Hosts", office2
    filled.save()

    with pytest.raises(ReviewError):
        see(filled, Kind.GREETING_UNREAD, office)

    assert see(filled, Kind.GREETING_UNREAD, office2).acknowledged_by == office2


def test_a_changed_greeting_is_read_anew(filled, office, office2):
    greet(filled, by=office)
    see(filled, Kind.GREETING_UNREAD, office2)
    greet(filled, by=office, text="Welcome to all")

    assert warnings(filled)[Kind.GREETING_UNREAD].seen is None
