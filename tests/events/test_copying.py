"""A copy is a new draft with the content of another entry."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from events.copying import copy_entry
from events.models import Event
from tests.events.conftest import picture
from tests.factories import EditionFactory, StandFactory, TechnologyFieldFactory


def test_a_copy_is_a_draft_without_days_and_public_copy(approved, nw):
    approved.technology_fields.add(TechnologyFieldFactory(slug="optics"))
    Event.objects.update(
        summary="Short", event_status="cancelled", status_note="Ill", internal_note="Ours", registration_deadline="2030-01-01"
    )
    approved.refresh_from_db()

    copy = copy_entry(approved, by=nw, edition=None)

    copy.refresh_from_db()
    assert (copy.title, copy.summary, copy.internal_note, copy.format) == ("Open day (Kopie)", "Short", "Ours", approved.format)
    assert [field.slug for field in copy.technology_fields.all()] == ["optics"]
    assert (copy.review_status, copy.public, copy.submitted_at, copy.first_submitted_at, copy.edit_revision) == (
        "draft",
        None,
        None,
        None,
        1,
    )
    assert (copy.dates.count(), copy.event_status, copy.status_note, copy.registration_deadline) == (0, "scheduled", "", None)
    assert (copy.created_by, copy.last_edited_by, copy.edition) == (nw, nw, approved.edition)
    assert list(copy.partners.values_list("state_id", "answer")) == [("BY", "asked")]


def test_the_original_stays_as_it_is(approved, nw):
    before = Event.objects.filter(pk=approved.pk).values().get()

    copy_entry(approved, by=nw, edition=None)

    assert (Event.objects.filter(pk=approved.pk).values().get(), approved.dates.count()) == (before, 1)


def test_a_copy_has_a_picture_of_its_own(approved, nw):
    approved.image_alt = approved.image_credit = "Example"
    approved.image_licence = "cc0"
    approved.image.save("picture.webp", picture())

    copy = copy_entry(approved, by=nw, edition=None)

    assert copy.image.name != approved.image.name
    storage = approved.image.storage
    with storage.open(copy.image.name) as copied, storage.open(approved.image.name) as original:
        assert (copied.read(), copy.image_alt) == (original.read(), "Example")


def test_a_picture_that_is_lost_is_left_out(approved, nw):
    approved.image_is_decorative, approved.image_credit, approved.image_licence = True, "Example", "cc0"
    approved.image.save("picture.webp", ContentFile(b"RIFF"))
    approved.image.storage.delete(approved.image.name)

    assert copy_entry(approved, by=nw, edition=None).image.name == ""


def test_a_long_title_keeps_within_its_field(approved, nw):
    approved.title = "x" * 160
    approved.save()

    assert len(copy_entry(approved, by=nw, edition=None).title) == 160


def test_a_copy_leaves_a_closed_edition(approved, nw):
    other = EditionFactory(slug="2031")
    approved.edition.is_closed = True
    approved.edition.save()

    assert copy_entry(approved, by=nw, edition=other).edition == other


def test_a_stand_is_copied_with_its_co_exhibitors(approved_stand, nw):
    copy = copy_entry(approved_stand, by=nw, edition=None)

    assert (copy.fair, copy.hall, [row.name for row in copy.co_exhibitors.all()]) == (approved_stand.fair, "2", ["Example Ltd"])


def test_a_stand_leaves_the_fair_of_a_closed_edition(nw):
    stand = StandFactory(fair__edition__is_closed=True)

    assert copy_entry(stand, by=nw, edition=None).fair is None


@pytest.mark.parametrize("code", ["BY", "BE"])
def test_only_the_lead_land_copies(approved, coordinator, code):
    with pytest.raises(PermissionDenied):
        copy_entry(approved, by=coordinator(code), edition=None)

    assert Event.objects.count() == 1
