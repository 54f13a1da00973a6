"""What pickers find, for whom."""

import pytest
from django.urls import reverse

from contacts.models import ContactPerson
from tests.factories import ClusterFactory, ContactPersonFactory, EditionFactory, EventFactory, PublishedEventFactory, UserFactory


def found(client, model: str, field: str, term: str = "", **more: object) -> list[str]:
    """The texts that the picker of `field` offers."""
    app, name = model.split(".")
    answer = client.get(reverse("admin:autocomplete"), {"app_label": app, "model_name": name, "field_name": field, "term": term, **more})
    assert answer.status_code == 200, answer.status_code
    return [result["text"] for result in answer.json()["results"]]


def test_every_public_cluster_is_found_and_one_s_own(desk):
    ClusterFactory(name="Own", states=["NW"], is_public=False)
    ClusterFactory(name="Public", states=["BY"])
    ClusterFactory(name="Hidden", states=["BY"], is_public=False)

    assert found(desk, "events.event", "organizers") == ["Own", "Public"]
    assert found(desk, "events.stand", "main_exhibitor", "pub") == ["Public"]


def test_the_list_of_clusters_shows_one_s_own_alone(desk):
    own = ClusterFactory(states=["NW"])
    ClusterFactory(states=["BY"])

    assert list(desk.get(reverse("admin:clusters_cluster_changelist")).context["cl"].result_list) == [own]


def test_contacts_of_the_programme_and_of_one_s_land_are_found(desk):
    ContactPersonFactory(first_name="Programme", last_name="Contact")
    ContactPersonFactory(role=ContactPerson.Role.EVENT, state_id="NW", first_name="Own", last_name="Contact", is_public=False)
    ContactPersonFactory(role=ContactPerson.Role.EVENT, state_id="BY", first_name="Foreign", last_name="Contact", is_public=False)

    assert sorted(found(desk, "events.event", "contact_persons")) == ["Own Contact", "Programme Contact"]


def test_events_at_a_stand_are_those_of_its_edition_that_one_may_know(desk, office_desk, current_edition):
    coming = EditionFactory(collecting=True)
    for edition, code, title in ((current_edition, "BY", "Open"), (coming, "NW", "Own"), (coming, "BY", "Foreign")):
        PublishedEventFactory(edition=edition, state_id=code, title=title)

    assert found(desk, "events.stand", "events_at_stand") == ["Open", "Own"]
    assert found(desk, "events.stand", "events_at_stand", edition=coming.pk) == ["Own"]
    assert found(office_desk, "events.stand", "events_at_stand", edition=coming.pk) == ["Own", "Foreign"]


@pytest.mark.parametrize(
    ("model", "field", "status"),
    [
        ("events.event", "created_by", 403),
        ("events.event", "edition", 403),
        ("editorial.decision", "decided_by", 403),
        ("events.event", "state", 403),
        ("events.event", "title", 403),
        ("nothing.here", "field", 403),
    ],
)
def test_a_coordinator_picks_nothing_else(desk, model, field, status):
    app, name = model.split(".")

    assert desk.get(reverse("admin:autocomplete"), {"app_label": app, "model_name": name, "field_name": field}).status_code == status


def test_the_office_finds_no_administrator(office_desk, nw):
    UserFactory(is_superuser=True)

    assert found(office_desk, "events.event", "created_by") == [nw.email]


def test_entries_are_found_as_far_as_one_sees_them(desk, draft):
    EventFactory(state_id="BY", edition=draft.edition)
    EventFactory(state_id="BY", edition=draft.edition, title="Joint event", partners=["NW"])

    assert sorted(found(desk, "events.eventdate", "event")) == ["Joint event", "Open day"]
