"""Whose an entry is: each object check and its queryset say the same, for everybody and every entry."""

import pytest

from clusters.models import Cluster
from clusterweek.accounts.models import User
from contacts.models import ContactPerson
from events.models import Event, PartnerState, Stand
from events.programme.models import PublishedEvent
from tests.factories import (
    LONG_AGO,
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EditionFactory,
    EventFactory,
    OfficeFactory,
    PublishedEventFactory,
    StandFactory,
    UserFactory,
)

STATUSES = [{"submitted": True}, {"review_status": "returned", "review_note": "A note"}, {}]


@pytest.fixture
def people(db) -> list[User]:
    """Somebody of every kind, those without power included."""
    CoordinatorFactory(email="nw@example.org", states=["NW"])
    CoordinatorFactory(email="both@example.org", states=["NW", "BY"])
    CoordinatorFactory(email="none@example.org", states=[])
    CoordinatorFactory(email="inactive@example.org", states=["NW"], is_active=False)
    OfficeFactory(email="office@example.org")
    OfficeFactory(email="former@example.org", is_active=False)
    UserFactory(email="admin@example.org", is_superuser=True)
    UserFactory(email="nobody@example.org", states=["NW"])
    return list(User.objects.all())


@pytest.fixture(params=[EventFactory, StandFactory], ids=["events", "stands"])
def entries(request, db) -> list[Event | Stand]:
    """Entries of two Länder, with and without a partner, in every status, and a nationwide one."""
    for code in ("NW", "BY"):
        for values in STATUSES:
            request.param(state_id=code, **values)
    request.param(state_id="NW", partners=["BY"])
    declined = request.param(state_id="NW", partners=["BY"]).partners
    declined.update(answer=PartnerState.Answer.DECLINED, answered_at=LONG_AGO)
    request.param(state_id=None, is_nationwide=True)
    return list(request.param._meta.model.objects.all())


@pytest.mark.parametrize(
    ("check", "queryset"), [("may_view", "viewable_by"), ("may_edit", "editable_by"), ("may_change", "open_to_change_by")]
)
def test_checks_of_entries_agree_with_their_querysets(people, entries, check, queryset):
    manager = type(entries[0]).objects

    for person in people:
        by_object = {entry.pk for entry in entries if getattr(entry, check)(person)}
        by_query = set(getattr(manager, queryset)(person).values_list("pk", flat=True))
        assert by_object == by_query, person


def test_a_partner_land_sees_but_does_not_edit(coordinator):
    event = EventFactory(partners=["BY"])
    bavaria = coordinator("BY")

    assert (event.may_view(bavaria), event.may_edit(bavaria), event.may_change(bavaria), event.may_delete(bavaria)) == (
        True,
        False,
        False,
        False,
    )


@pytest.mark.parametrize(("answer", "reads"), [("asked", True), ("confirmed", True), ("declined", False)])
def test_a_partner_land_reads_until_it_declines(coordinator, answer, reads):
    event, bavaria = EventFactory(partners=["BY"]), coordinator("BY")
    event.partners.update(answer=answer, answered_at=None if answer == "asked" else LONG_AGO)

    assert (event.may_view(bavaria), Event.objects.viewable_by(bavaria).exists()) == (reads, reads)


def test_what_was_public_or_waits_is_not_deleted(coordinator, office):
    person = coordinator("NW")
    draft, waiting = EventFactory(), EventFactory(submitted=True)
    published = EventFactory(public=PublishedEventFactory())

    assert [event.may_delete(person) for event in (draft, waiting, published)] == [True, False, False]
    assert [event.may_delete(office) for event in (draft, waiting, published)] == [True, False, False]


def test_clusters_agree(people):
    for codes in (["NW"], ["BY"], ["NW", "BY"], ["BE"]):
        ClusterFactory(states=codes, is_public=False)

    for person in people:
        by_object = {cluster.pk for cluster in Cluster.objects.all() if cluster.may_edit(person)}
        assert by_object == set(Cluster.objects.editable_by(person).values_list("pk", flat=True)), person


def test_contacts_agree(people):
    for code in ("NW", "BY", None):
        ContactPersonFactory(state_id=code)

    for person in people:
        by_object = {contact.pk for contact in ContactPerson.objects.all() if contact.may_edit(person)}
        assert by_object == set(ContactPerson.objects.editable_by(person).values_list("pk", flat=True)), person


def test_accounts_agree(people):
    for person in people:
        by_object = {account.pk for account in people if account.may_be_managed_by(person)}
        assert by_object == set(User.objects.manageable_by(person).values_list("pk", flat=True)), person


def test_every_public_cluster_is_picked_and_one_s_own(coordinator):
    own, foreign = ClusterFactory(states=["NW"], is_public=False), ClusterFactory(states=["BY"], is_public=False)
    public = ClusterFactory(states=["BY"])

    assert set(Cluster.objects.pickable_by(coordinator("NW"))) == {own, public}
    assert foreign not in Cluster.objects.pickable_by(coordinator("BE"))


def test_events_of_a_programme_that_is_not_open_are_picked_by_their_land_alone(coordinator, office):
    coming = EditionFactory(collecting=True)
    public = PublishedEventFactory(state_id="BY")
    own, foreign = PublishedEventFactory(edition=coming, state_id="NW"), PublishedEventFactory(edition=coming, state_id="BY")

    assert set(PublishedEvent.objects.pickable_by(coordinator("NW"))) == {public, own}
    assert set(PublishedEvent.objects.pickable_by(office)) == {public, own, foreign}
