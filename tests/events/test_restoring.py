"""A former content comes back as the working copy: as an edit, and with what cannot come back named."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.accounts.models import User
from clusterweek.editorial.models import Decision
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import OutdatedRevision, ReviewError, record_edit, submit
from clusterweek.editorial.versions import find_version, versions_of
from events.models import Event, Stand
from events.publishing import approve
from events.restoring import restore
from tests.events.conftest import picture
from tests.factories import ClusterFactory, CoordinatorFactory, EditionFactory, EventFactory, StandFactory, TechnologyFieldFactory


@pytest.fixture
def event(collecting_edition) -> Event:
    """A draft with a list and a row."""
    field = TechnologyFieldFactory(slug="light", name="Licht")
    return EventFactory(edition=collecting_edition, title="Open day", summary="First", technology_fields=[field])


def change(event: Event, by: User) -> Event:
    """Change field, list and rows of the event as an edit."""
    record_edit(event, by=by, edit_revision=event.edit_revision)
    event.title, event.summary = "Open night", ""
    event.save()
    event.technology_fields.set([TechnologyFieldFactory(slug="wind", name="Wind")])
    event.dates.all().delete()
    event.dates.create(first_day=date(2027, 5, 1), last_day=date(2027, 5, 1))
    return event


def content_of(event: Event | Stand) -> dict:
    return type(event).objects.get(pk=event.pk).content_as_json()


def test_fields_lists_and_rows_come_back_as_one_edit(event, nw):
    first = content_of(event)
    change(event, nw)

    left = restore(event, versions_of(event)[0].content, by=nw, edit_revision=2)

    assert (left, content_of(event)) == ([], first)
    assert (Event.objects.get().edit_revision, Event.objects.get().last_edited_by) == (3, nw)


def test_what_was_replaced_can_come_back_in_turn(event, nw):
    change(event, nw)
    second = content_of(event)
    restore(event, versions_of(event)[-1].content, by=nw, edit_revision=2)
    latest = next(version for version in versions_of(event) if version.content["title"] == "Open night")

    restore(event, latest.content, by=nw, edit_revision=3)

    assert content_of(event) == second


def test_the_content_of_a_decision_comes_back_and_the_public_copy_stays(event, nw, office):
    approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)
    event = change(Event.objects.get(), nw)
    approve(submit(event, by=nw, edit_revision=2), by=office, edit_revision=2)
    decision = Decision.objects.of(event).order_by("pk").first()

    restore(event, find_version(event, "decision", decision.pk).content, by=nw, edit_revision=2)

    event = Event.objects.get()
    assert (event.title, event.review_status, event.public.title, event.public.version) == ("Open day", "draft", "Open night", 2)


def test_what_is_deleted_or_not_to_be_chosen_any_more_is_named(event, nw):
    hidden = ClusterFactory(states=["BY"], name="Verborgen")
    event.organizers.add(hidden)
    change(event, nw)
    event.organizers.clear()
    event.technology_fields.model.objects.filter(slug="light").delete()
    hidden.is_public = False
    hidden.save()
    gone = versions_of(event)[0].content["technology_fields"][0]

    left = restore(event, versions_of(event)[0].content, by=nw, edit_revision=2)

    assert [str(each) for each in left] == [f"Technologiefelder (gelöscht ({gone}))", "Veranstalter (Verborgen)"]
    assert (Event.objects.get().title, list(event.technology_fields.all()), list(event.organizers.all())) == ("Open day", [], [])


def test_a_closed_edition_is_not_moved_into(event, nw):
    closed = EditionFactory(slug="2017", is_closed=True, title="Clusterwoche 2017")

    left = restore(event, {**content_of(event), "edition_id": closed.pk, "title": "Open week"}, by=nw, edit_revision=1)

    assert ([str(each) for each in left], Event.objects.get().title) == (["Ausgabe (Clusterwoche 2017)"], "Open week")
    assert Event.objects.get().edition == event.edition


def test_the_land_stays_whatever_the_version_says(event, nw):
    restore(event, {**content_of(event), "state_id": "BY", "title": "Open week"}, by=nw, edit_revision=1)

    assert (Event.objects.get().state_id, Event.objects.get().title) == ("NW", "Open week")


def test_partners_are_asked_again_and_none_is_removed(event, nw, coordinator):
    bavaria = coordinator("BY")
    event.partners.create(state_id="BE")
    content = {**content_of(event), "partner_states": [{"state_id": "BY", "answer": "confirmed"}], "title": "Open week"}

    restore(event, content, by=nw, edit_revision=1)

    assert sorted(event.partners.values_list("state_id", "answer")) == [("BE", "asked"), ("BY", "asked")]
    assert [(message.recipient, message.kind) for message in Message.objects.all()] == [(bavaria, "partner-asked")]


def with_picture(event: Event, by: User) -> str:
    """Give the event a picture, as an edit; returns its name."""
    record_edit(event, by=by, edit_revision=event.edit_revision)
    event.image_alt, event.image_credit, event.image_licence = "A hall", "Ada", "cc0"
    event.image.save("hall.webp", picture(), save=False)
    event.save()
    return event.image.name


def test_a_picture_comes_back_if_its_file_is_there(event, nw):
    name = with_picture(event, nw)
    record_edit(event, by=nw, edit_revision=2)
    event.image, event.image_alt = "", ""
    event.save()

    left = restore(event, versions_of(event)[0].content, by=nw, edit_revision=3)

    assert (left, Event.objects.get().image.name, Event.objects.get().image_alt) == ([], name, "A hall")


def test_a_picture_whose_file_is_gone_is_named_and_the_rest_comes_back(event, nw):
    with_picture(event, nw)
    change(event, nw)
    event.image.storage.delete(event.image.name)
    Event.objects.update(image="")

    left = restore(event, versions_of(event)[0].content, by=nw, edit_revision=3)

    assert [str(each) for each in left] == ["das Bild, dessen Datei nicht mehr da ist"]
    assert (Event.objects.get().title, Event.objects.get().image.name) == ("Open day", "")


def test_co_exhibitors_of_a_stand_come_back(nw):
    cluster = ClusterFactory(states=["BY"], name="Fort")
    stand = StandFactory(co_exhibitors=["Example Ltd"])
    stand.co_exhibitors.create(cluster=cluster, order=2)
    content = content_of(stand)
    record_edit(stand, by=nw, edit_revision=1)
    stand.save()
    stand.co_exhibitors.all().delete()
    cluster.delete()

    left = restore(stand, content, by=nw, edit_revision=2)

    assert [str(row) for row in stand.co_exhibitors.all()] == ["Example Ltd"]
    assert [each.value for each in left] == [f"gelöscht ({content['co_exhibitors'][1]['cluster_id']})"]


# Who may, and when


def test_nobody_restores_what_is_not_theirs(event, nw):
    change(event, nw)

    with pytest.raises(PermissionDenied):
        restore(event, versions_of(event)[0].content, by=CoordinatorFactory(states=["BY"]), edit_revision=2)


def test_what_is_with_the_office_is_restored_by_the_office_alone(event, nw, office):
    change(event, nw)
    submit(event, by=nw, edit_revision=2)
    content = versions_of(event)[-1].content

    with pytest.raises(ReviewError, match="Programmbüro"):
        restore(event, content, by=nw, edit_revision=2)
    restore(event, content, by=office, edit_revision=2)

    assert (Event.objects.get().title, Event.objects.get().review_status) == ("Open day", "submitted")


def test_an_outdated_page_restores_nothing(event, nw):
    change(event, nw)

    with pytest.raises(OutdatedRevision):
        restore(event, versions_of(event)[0].content, by=nw, edit_revision=1)


def test_the_same_content_is_no_edit(event, nw):
    with pytest.raises(ReviewError, match="schon"):
        restore(event, content_of(event), by=nw, edit_revision=1)

    assert Event.objects.get().edit_revision == 1


def test_a_closed_edition_asks_the_office_for_a_reason(event, nw, office):
    change(event, nw)
    event.edition.is_closed = True
    event.edition.save()
    content = versions_of(event)[0].content

    with pytest.raises(ReviewError):
        restore(event, content, by=office, edit_revision=2)
    restore(event, content, by=office, edit_revision=2, reason="A mistake")

    assert (Event.objects.get().title, event.history.first().history_change_reason) == ("Open day", "A mistake")


def test_a_version_belongs_to_its_entry(event, nw):
    change(event, nw)
    version = versions_of(event)[0]

    assert [find_version(EventFactory(edition=event.edition), "saved", version.number), find_version(event, "else", 1)] == [None, None]
