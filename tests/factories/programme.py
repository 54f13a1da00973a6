"""Editions, and both copies of events and stands."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone

from clusterweek.editorial.models import PublicRevision
from events.models import CoExhibitor, Event, EventDate, EventPartner, Stand, StandPartner
from events.programme.models import (
    Edition,
    Patron,
    PublishedCoExhibitor,
    PublishedEvent,
    PublishedEventDate,
    PublishedStand,
    TradeFair,
)
from tests.factories.base import LONG_AGO, Factory, related, rows
from tests.factories.lists import EventFormatFactory
from tests.factories.people import CoordinatorFactory


class EditionFactory(Factory):
    """The Clusterwoche of the year in `slug`, from 2 to 11 April; its programme opened on 15 March.

    `collecting=True` gives one that lies ahead, is not open yet and takes entries now.
    """

    class Meta:
        model = Edition
        django_get_or_create = ("slug",)

    class Params:
        collecting = factory.Trait(
            slug=factory.LazyFunction(lambda: str(timezone.localdate().year + 1)),
            first_day=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60)),
            last_day=factory.LazyAttribute(lambda edition: edition.first_day + timedelta(days=9)),
            collects_from=factory.LazyAttribute(lambda edition: edition.first_day - timedelta(days=90)),
            submission_deadline=factory.LazyFunction(lambda: timezone.now() + timedelta(days=30)),
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=40)),
        )
        year = factory.LazyAttribute(lambda edition: int(edition.slug[:4]))

    slug = "2019"
    number = factory.LazyAttribute(lambda edition: (edition.year - 2015) // 2)
    title = factory.LazyAttribute(lambda edition: f"Clusterwoche {edition.slug}")
    first_day = factory.LazyAttribute(lambda edition: date(edition.year, 4, 2))
    last_day = factory.LazyAttribute(lambda edition: date(edition.year, 4, 11))
    collects_from = factory.LazyAttribute(lambda edition: date(edition.year - 1, 11, 1))
    submission_deadline = factory.LazyAttribute(lambda edition: datetime(edition.year, 3, 1, 12, tzinfo=UTC))
    opens_at = factory.LazyAttribute(lambda edition: datetime(edition.year, 3, 15, 9, tzinfo=UTC))


class PatronFactory(Factory):
    """A patron of the edition of 2019."""

    class Meta:
        model = Patron

    edition = factory.SubFactory(EditionFactory)
    name = "Erika Beispiel"
    office = "Bundesministerin"


class TradeFairFactory(Factory):
    """Hannover Messe in the year of its edition."""

    class Meta:
        model = TradeFair
        django_get_or_create = ("slug",)

    edition = factory.SubFactory(EditionFactory)
    year = factory.LazyAttribute(lambda fair: fair.edition.first_day.year)
    name = "Hannover Messe"
    slug = factory.LazyAttribute(lambda fair: f"hannover-messe-{fair.year}")


def date_rows(make: Callable[..., object]) -> factory.PostGeneration:
    """Dates from days, or from the fields of a row as a dictionary; by default the edition's first day from 10 to 12."""

    def add(event: Any, create: bool, given: Iterable | None, **kwargs: object) -> None:
        if not create:
            return
        for item in [{"first_day": event.edition.first_day, "from_time": time(10), "to_time": time(12)}] if given is None else given:
            make(event=event, **(item if isinstance(item, dict) else {"first_day": item}))

    return factory.PostGeneration(add)


class EventDateFactory(Factory):
    """A day of a working copy."""

    class Meta:
        model = EventDate

    event = factory.SubFactory("tests.factories.EventFactory", dates=[])
    first_day = date(2019, 4, 2)
    last_day = factory.SelfAttribute("first_day")


class PublishedEventDateFactory(EventDateFactory):
    """A day of a public copy."""

    class Meta:
        model = PublishedEventDate

    event = factory.SubFactory("tests.factories.PublishedEventFactory", dates=[])


class EventFactory(Factory):
    """A draft of NW that could be submitted at once; `EventFactory(format=None, dates=[])` could not.

    `partners` takes the codes of the Länder that are asked.
    """

    class Meta:
        model = Event

    class Params:
        submitted = factory.Trait(
            review_status=Event.ReviewStatus.SUBMITTED,
            submitted_by=factory.SubFactory(CoordinatorFactory),
            submitted_at=LONG_AGO,
            first_submitted_at=LONG_AGO,
        )

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda number: f"Event {number}")
    state_id = "NW"
    format = factory.SubFactory(EventFormatFactory)
    further_organizers = "Beispiel e. V."

    dates = date_rows(EventDateFactory)
    technology_fields = related("technology_fields")
    organizers = related("organizers")
    contact_persons = related("contact_persons")
    languages = related("languages")
    audiences = related("audiences")
    partners = rows(lambda event, code: EventPartner.objects.create(event=event, state_id=code))


class PublishedEventFactory(Factory):
    """A public copy without a working copy, for tests of what the public sees; `partner_states` takes codes.

    It raises the public revision, as an approval would.
    """

    class Meta:
        model = PublishedEvent

    edition = factory.SubFactory(EditionFactory)
    title = factory.Sequence(lambda number: f"Event {number}")
    slug = factory.Sequence(lambda number: f"event-{number}")
    state_id = "NW"
    format = factory.SubFactory(EventFormatFactory)
    further_organizers = "Beispiel e. V."
    first_published_at = LONG_AGO
    changed_at = LONG_AGO

    dates = date_rows(PublishedEventDateFactory)
    technology_fields = related("technology_fields")
    organizers = related("organizers")
    contact_persons = related("contact_persons")
    languages = related("languages")
    audiences = related("audiences")
    partner_states = rows(lambda event, code: event.partner_states.add(code))

    @factory.post_generation
    def announced(self: Any, create: bool, given: bool | None, **kwargs: object) -> None:
        if create:
            with transaction.atomic():
                self.revision = PublicRevision.advance()
                self.save(update_fields=["revision"])


class StandFactory(Factory):
    """A draft of a stand of NW in hall 2 of Hannover Messe 2019; `co_exhibitors` takes names of companies."""

    class Meta:
        model = Stand

    class Params:
        submitted = factory.Trait(
            review_status=Stand.ReviewStatus.SUBMITTED,
            submitted_by=factory.SubFactory(CoordinatorFactory),
            submitted_at=LONG_AGO,
            first_submitted_at=LONG_AGO,
        )

    fair = factory.SubFactory(TradeFairFactory)
    title = factory.Sequence(lambda number: f"Stand {number}")
    hall = "2"
    stand_number = factory.Sequence(lambda number: f"A{number}")
    state_id = "NW"
    main_exhibitor_text = "Beispiel e. V."

    co_exhibitors = rows(lambda stand, name: CoExhibitor.objects.create(stand=stand, name=name))
    technology_fields = related("technology_fields")
    contact_persons = related("contact_persons")
    events_at_stand = related("events_at_stand")
    partners = rows(lambda stand, code: StandPartner.objects.create(stand=stand, state_id=code))


class PublishedStandFactory(Factory):
    """A public copy of a stand without a working copy; `partner_states` takes codes."""

    class Meta:
        model = PublishedStand

    fair = factory.SubFactory(TradeFairFactory)
    edition = factory.SelfAttribute("fair.edition")
    title = factory.Sequence(lambda number: f"Stand {number}")
    slug = factory.Sequence(lambda number: f"stand-{number}")
    hall = "2"
    stand_number = factory.Sequence(lambda number: f"A{number}")
    state_id = "NW"
    main_exhibitor_text = "Beispiel e. V."
    first_published_at = LONG_AGO
    changed_at = LONG_AGO

    co_exhibitors = rows(lambda stand, name: PublishedCoExhibitor.objects.create(stand=stand, name=name))
    technology_fields = related("technology_fields")
    contact_persons = related("contact_persons")
    events_at_stand = related("events_at_stand")
    partner_states = rows(lambda stand, code: stand.partner_states.add(code))
