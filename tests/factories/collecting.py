"""Links for organisers, and feeds of the Länder."""

from datetime import timedelta

import factory
from django.utils import timezone

from events.models import Feed, OrganiserLink
from tests.factories.base import Factory
from tests.factories.people import CoordinatorFactory
from tests.factories.programme import EditionFactory


class OrganiserLinkFactory(Factory):
    """A link of NW for one event of an edition that takes entries; it works for a month."""

    class Meta:
        model = OrganiserLink

    state_id = "NW"
    edition = factory.SubFactory(EditionFactory, collecting=True)
    for_whom = factory.Sequence(lambda number: f"Organiser {number}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    given_by = factory.SubFactory(CoordinatorFactory)


class FeedFactory(Factory):
    """A feed of NW, not switched on yet."""

    class Meta:
        model = Feed

    name = factory.Sequence(lambda number: f"Feed {number}")
    state_id = "NW"
    edition = factory.SubFactory(EditionFactory, collecting=True)
    address = "https://example.org/feed"
    created_by = factory.SubFactory(CoordinatorFactory)
