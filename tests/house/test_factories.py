"""Every factory makes a valid object, and entries that the review takes."""

import pytest
from django.utils import timezone

from clusterweek.editorial.review import submit
from events.models import Event
from events.programme.models import PublishedEvent
from events.publishing import approve
from tests import factories


@pytest.mark.parametrize("factory", factories.FACTORIES, ids=lambda factory: factory.__name__)
def test_factory_makes_a_valid_object(db, factory):
    made = factory()

    made.full_clean()


def test_draft_can_be_submitted_and_approved(coordinator, office, collecting_edition):
    event = factories.EventFactory(edition=collecting_edition)

    event = submit(event, by=coordinator("NW"), edit_revision=event.edit_revision, now=timezone.now())
    event = approve(event, by=office, edit_revision=event.edit_revision)

    assert event.review_status == Event.ReviewStatus.APPROVED
    assert list(PublishedEvent.objects.all()) == [event.public]


def test_lists_are_there_after_a_test_with_transactions(transactional_db):
    assert factories.PublishedEventFactory().state.name == "Nordrhein-Westfalen"


def test_lists_are_there_after_another_test_with_transactions(transactional_db):
    assert factories.PublishedEventFactory(partner_states=["BY"]).partner_states.get().name == "Bayern"
