"""Numbers of other Länder, sent in forms of one's own: nothing changes, and the form says so."""

import pytest
from django.urls import reverse

from clusters.models import Cluster
from contacts.models import ContactPerson
from events.models import Event, EventDate
from tests.backoffice.forms import address, fields_of, save
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    EditionFactory,
    EventFactory,
    PublishedEventFactory,
    StandFactory,
    TradeFairFactory,
)

LIST = reverse("admin:events_event_changelist")


def refused(page) -> list[str]:
    """The fields of the form that was refused."""
    assert page.status_code == 200
    return list(page.context["adminform"].form.errors)


def test_the_land_of_somebody_else(desk, draft):
    assert refused(save(desk, draft, state="BY")) == ["state"]
    assert Event.objects.get().state_id == "NW"


def test_a_new_entry_for_another_land(desk, collecting_edition):
    where = reverse("admin:events_event_add")

    page = desk.post(where, {**fields_of(desk.get(where), "event_form"), "title": "Ours", "state": "BY"})

    assert (refused(page), Event.objects.count()) == (["state"], 0)


def test_an_edition_that_is_closed(desk, draft):
    closed = EditionFactory(slug="2017", is_closed=True)

    assert refused(save(desk, draft, edition=closed.pk)) == ["edition"]


def test_a_cluster_that_is_not_public(desk, draft):
    hidden = ClusterFactory(states=["BY"], is_public=False)

    assert refused(save(desk, draft, organizers=[hidden.pk])) == ["organizers"]
    assert list(draft.organizers.all()) == []


def test_a_contact_of_another_land(desk, draft):
    contact = ContactPersonFactory(role=ContactPerson.Role.COORDINATOR, state_id="BY", expires_on="2030-01-01")

    assert refused(save(desk, draft, contact_persons=[contact.pk])) == ["contact_persons"]
    assert list(draft.contact_persons.all()) == []


@pytest.mark.parametrize("delete", [False, True])
def test_a_date_of_another_entry(desk, draft, delete):
    foreign = EventDate.objects.get(event=EventFactory(state_id="BY", edition=draft.edition))
    before = EventDate.objects.filter(pk=foreign.pk).values().get()
    changes = {"dates-0-id": foreign.pk, "dates-0-first_day": "2030-01-01", "dates-0-last_day": "2030-01-01"}

    page = save(desk, draft, **changes, **({"dates-0-DELETE": "on"} if delete else {}))

    assert page.status_code == 200
    assert EventDate.objects.filter(pk=foreign.pk).values().get() == before


def test_a_row_moved_to_another_entry(desk, draft):
    foreign = EventFactory(state_id="BY", edition=draft.edition)

    save(desk, draft, **{"dates-1-event": foreign.pk, "dates-1-first_day": "2030-01-01", "dates-1-last_day": "2030-01-01"})

    assert foreign.dates.count() == 1


def test_a_co_exhibitor_that_is_not_public(desk, collecting_edition):
    stand, hidden = StandFactory(fair__edition=collecting_edition), ClusterFactory(states=["BY"], is_public=False)

    page = save(desk, stand, **{"co_exhibitors-0-cluster": hidden.pk})

    assert (page.status_code, stand.co_exhibitors.count()) == (200, 0)
    assert page.context["inline_admin_formsets"][0].formset.errors[0] == {
        "cluster": ["Select a valid choice. That choice is not one of the available choices."]
    }


def test_events_of_another_edition_or_not_open_yet(desk, collecting_edition):
    stand = StandFactory(fair__edition=collecting_edition)
    elsewhere = PublishedEventFactory(state_id="NW", edition=EditionFactory())
    hidden = PublishedEventFactory(state_id="BY", edition=collecting_edition)
    own = PublishedEventFactory(state_id="NW", edition=collecting_edition)

    assert refused(save(desk, stand, events_at_stand=[elsewhere.pk])) == ["events_at_stand"]
    assert refused(save(desk, stand, events_at_stand=[hidden.pk])) == ["events_at_stand"]
    save(desk, stand, events_at_stand=[own.pk])
    assert list(stand.events_at_stand.all()) == [own]


def test_a_fair_of_a_closed_edition(desk, collecting_edition):
    stand = StandFactory(fair__edition=collecting_edition)
    closed = TradeFairFactory(name="Old", slug="old", edition=EditionFactory(slug="2017", is_closed=True))

    assert refused(save(desk, stand, fair=closed.pk)) == ["fair"]


# Bulk actions and filters


def test_deleting_in_bulk_leaves_other_länder_alone(desk, draft):  # noqa: PLC2401
    foreign = EventFactory(state_id="BY", edition=draft.edition)

    desk.post(LIST, {"action": "delete_selected", "_selected_action": [draft.pk, foreign.pk], "post": "yes"})

    assert list(Event.objects.all()) == [foreign]


def test_deleting_in_bulk_needs_leave_for_each(desk, draft):
    public = EventFactory(edition=draft.edition, public=PublishedEventFactory())

    answer = desk.post(LIST, {"action": "delete_selected", "_selected_action": [draft.pk, public.pk], "post": "yes"})

    assert (answer.status_code, Event.objects.count()) == (403, 2)


def test_a_partner_land_deletes_nothing_in_bulk(desk, collecting_edition):
    event = EventFactory(state_id="BY", edition=collecting_edition, partners=["NW"])

    answer = desk.post(LIST, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})

    assert (answer.status_code, Event.objects.count()) == (403, 1)


@pytest.mark.parametrize(
    "query", ["created_by__password__startswith=pbkdf2", "internal_note__contains=x", "state__coordinators__email=x", "public__title=x"]
)
def test_lists_are_not_asked_after_other_fields(desk, draft, query):
    assert desk.get(f"{LIST}?{query}").status_code == 400


def test_a_filter_by_another_land_finds_nothing_of_it(desk, draft):
    EventFactory(state_id="BY", edition=draft.edition)

    assert list(desk.get(f"{LIST}?state=BY").context["cl"].result_list) == []


def test_a_search_finds_nothing_of_other_länder(desk, draft):  # noqa: PLC2401
    EventFactory(state_id="BY", edition=draft.edition, title="Open day")

    assert list(desk.get(f"{LIST}?q=Open").context["cl"].result_list) == [draft]


# Clusters and contacts


def test_a_coordinator_gives_no_cluster_to_another_land(desk):
    cluster = ClusterFactory(states=["NW"])

    assert refused(save(desk, cluster, states=["NW", "BY"])) == ["states"]


def test_a_cluster_of_two_länder_stays_with_both(desk):  # noqa: PLC2401
    cluster = ClusterFactory(states=["NW", "BY"])

    save(desk, cluster, name="Renamed")

    assert (Cluster.objects.get().name, sorted(state.pk for state in cluster.states.all())) == ("Renamed", ["BY", "NW"])


def test_a_coordinator_makes_nothing_public(desk):
    cluster = ClusterFactory(is_public=False)
    contact = ContactPersonFactory(role=ContactPerson.Role.EVENT, state_id="NW", is_public=False)

    save(desk, cluster, is_public="on", is_example="on", slug="other")
    save(desk, contact, is_public="on")

    cluster.refresh_from_db()
    contact.refresh_from_db()
    assert (cluster.is_public, cluster.is_example, cluster.slug, contact.is_public) == (False, False, "cluster-1", False)


def test_a_coordinators_cluster_starts_not_public_with_an_address_of_its_own(desk):
    where = reverse("admin:clusters_cluster_add")

    desk.post(where, {**fields_of(desk.get(where), "cluster_form"), "name": "Häfen für Öl"})

    cluster = Cluster.objects.get()
    assert (cluster.name, cluster.slug, cluster.is_public, [state.pk for state in cluster.states.all()]) == (
        "Häfen für Öl",
        "haefen-fuer-oel",
        False,
        ["NW"],
    )


def test_a_coordinator_enters_no_contact_of_the_programme(desk):
    where = reverse("admin:contacts_contactperson_add")
    names = {"first_name": "Ada", "last_name": "Lovelace"}

    page = desk.post(where, {**fields_of(desk.get(where), "contactperson_form"), **names, "role": "programme"})

    assert (refused(page), ContactPerson.objects.count()) == (["role"], 0)


def test_a_contact_is_not_given_to_another_land(desk):
    contact = ContactPersonFactory(role=ContactPerson.Role.EVENT, state_id="NW", is_public=False)

    assert refused(save(desk, contact, state="BY")) == ["state"]


def test_the_form_of_an_entry_has_no_address_without_its_number(desk, draft):
    assert desk.get(address(draft).replace(f"/{draft.pk}/", "/999999/")).status_code == 404
