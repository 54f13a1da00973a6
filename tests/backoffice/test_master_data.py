"""What the office keeps: lists, editions, fairs, pages; and what is never deleted."""

import pytest
from django.urls import reverse

from clusters.models import TechnologyField
from events.programme.models import CurrentEdition, Edition, TradeFair
from tests.backoffice.forms import address, fields_of, save
from tests.factories import (
    ClusterFactory,
    ContactPersonFactory,
    EditionFactory,
    EventFactory,
    PublishedEventFactory,
    StandFactory,
    TechnologyFieldFactory,
)


def delete(client, entry) -> int:
    return client.post(address(entry, "delete"), {"post": "yes"}).status_code


def test_a_list_entry_gets_its_address_from_its_name(office_desk):
    where = reverse("admin:clusters_technologyfield_add")

    office_desk.post(where, {**fields_of(office_desk.get(where), "technologyfield_form"), "name": "Künstliche Häfen"})

    assert TechnologyField.objects.get(name="Künstliche Häfen").slug == "kuenstliche-haefen"


def test_a_fair_carries_its_year_in_its_address(office_desk):
    where = reverse("admin:programme_tradefair_add")

    office_desk.post(where, {**fields_of(office_desk.get(where), "tradefair_form"), "name": "Hannover Messe", "year": "2027"})

    assert TradeFair.objects.get().slug == "hannover-messe-2027"


@pytest.mark.parametrize("user", ["an event", "a public event", "a cluster"])
def test_a_field_that_something_names_is_not_deleted(office_desk, user):
    field = TechnologyFieldFactory()
    {"an event": EventFactory, "a public event": PublishedEventFactory, "a cluster": ClusterFactory}[user](technology_fields=[field])

    assert (delete(office_desk, field), TechnologyField.objects.filter(pk=field.pk).exists()) == (403, True)


def test_a_field_that_nothing_names_is_deleted(office_desk):
    field = TechnologyFieldFactory()

    assert (delete(office_desk, field), TechnologyField.objects.filter(pk=field.pk).exists()) == (302, False)


def test_a_cluster_is_deleted_if_it_is_not_public_and_nothing_names_it(desk):
    public, named, free = ClusterFactory(), ClusterFactory(is_public=False), ClusterFactory(is_public=False)
    PublishedEventFactory(organizers=[named])

    assert [delete(desk, cluster) for cluster in (public, named, free)] == [403, 403, 302]


def test_a_person_can_always_be_deleted_once_not_public(desk, office_desk):
    contact = ContactPersonFactory(role="event", state_id="NW", is_public=False)
    EventFactory(contact_persons=[contact])

    assert [delete(desk, contact), delete(office_desk, ContactPersonFactory())] == [302, 403]


def test_there_is_one_current_edition_to_switch(office_desk, current_edition, collecting_edition):
    current = CurrentEdition.objects.get()

    save(office_desk, current, edition=collecting_edition.pk)

    assert CurrentEdition.objects.get().edition == collecting_edition


def test_an_edition_has_room_for_two_patrons_without_a_script(office_desk):
    edition = EditionFactory()

    save(office_desk, edition, **{"patrons-0-name": "A", "patrons-0-office": "X", "patrons-1-name": "B", "patrons-1-office": "Y"})

    assert [patron.name for patron in Edition.objects.get().patrons.all()] == ["A", "B"]


def test_a_link_leads_to_the_public_page_if_there_is_one(office_desk):
    public, hidden = ClusterFactory(), ClusterFactory(is_public=False)

    assert f'href="{public.get_absolute_url()}"' in office_desk.get(address(public)).content.decode()
    assert f'href="{hidden.get_absolute_url()}"' not in office_desk.get(address(hidden)).content.decode()


def test_a_fair_keeps_what_stands_on_it(office_desk):
    fair = StandFactory().fair

    delete(office_desk, fair)

    assert TradeFair.objects.get() == fair
