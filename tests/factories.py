"""One factory for every noun: the least that is valid, the same in every test, nothing by chance.

Entries belong to the edition of 2019 and to NW unless a test says otherwise. Lists and rows are given as lists:
`PublishedEventFactory(technology_fields=[field], dates=[date(2019, 4, 2), {"first_day": …, "from_time": …}])`.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from clusters.models import Cluster, FundingProgramme, TechnologyField
from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, User
from contacts.models import ContactPerson
from events.models import CoExhibitor, Event, EventDate, EventPartner, Stand, StandPartner
from events.programme.models import (
    Audience,
    Edition,
    EventFormat,
    EventLanguage,
    Patron,
    PublishedCoExhibitor,
    PublishedEvent,
    PublishedEventDate,
    PublishedStand,
    TradeFair,
)

PASSWORD = "a-password-for-tests"
LONG_AGO = datetime(2019, 3, 1, 9, 0, tzinfo=UTC)


def related(name: str) -> factory.PostGeneration:
    """A list of rows to which the saved object is related, empty unless given."""

    def relate(entry: Any, create: bool, given: Iterable | None, **kwargs: object) -> None:
        if create and given:
            getattr(entry, name).set(given)

    return factory.PostGeneration(relate)


def rows(make: Callable[[Any, Any], object], default: tuple = ()) -> factory.PostGeneration:
    """Rows of the saved object, each made by `make(object, item)` from one item of the list given."""

    def add(entry: Any, create: bool, given: Iterable | None, **kwargs: object) -> None:
        if create:
            for item in default if given is None else given:
                make(entry, item)

    return factory.PostGeneration(add)


class Factory(DjangoModelFactory):
    """The base of all factories: lists are written after the object, which is not saved a second time."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


# People


class UserFactory(Factory):
    """An account without a role; its password is PASSWORD."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person-{number}@example.org")
    password = factory.django.Password(PASSWORD)

    groups = rows(lambda user, name: user.groups.add(Group.objects.get_or_create(name=name)[0]))
    states = related("states")


class OfficeFactory(UserFactory):
    """An account of the programme office."""

    email = factory.Sequence(lambda number: f"office-{number}@example.org")
    groups = rows(lambda user, name: user.groups.add(Group.objects.get_or_create(name=name)[0]), default=(PROGRAMME_OFFICE,))


class CoordinatorFactory(UserFactory):
    """A coordinator, by default of NW: `CoordinatorFactory(states=["BY", "BE"])` takes the codes."""

    email = factory.Sequence(lambda number: f"coordinator-{number}@example.org")
    groups = rows(lambda user, name: user.groups.add(Group.objects.get_or_create(name=name)[0]), default=(LAND_COORDINATOR,))
    states = rows(lambda user, code: user.states.add(code), default=("NW",))


class ContactPersonFactory(Factory):
    """A public contact of the programme, reachable by an e-mail address."""

    class Meta:
        model = ContactPerson

    role = ContactPerson.Role.PROGRAMME
    first_name = "Erika"
    last_name = factory.Sequence(lambda number: f"Beispiel {number}")
    email = factory.Sequence(lambda number: f"contact-{number}@example.org")
    email_is_public = True
    legal_basis = ContactPerson.LegalBasis.OFFICE
    is_public = True


# Lists


class TechnologyFieldFactory(Factory):
    """A technology field besides those of the portal's own list."""

    class Meta:
        model = TechnologyField
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"field-{number}")
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class FundingProgrammeFactory(Factory):
    """A funding programme besides those of the portal's own list."""

    class Meta:
        model = FundingProgramme
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"funding-{number}")
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class EventFormatFactory(Factory):
    """The format "Vortrag", unless another slug is given."""

    class Meta:
        model = EventFormat
        django_get_or_create = ("slug",)

    slug = "vortrag"
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class AudienceFactory(Factory):
    """An audience besides those of the portal's own list."""

    class Meta:
        model = Audience
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"audience-{number}")
    name = factory.LazyAttribute(lambda entry: entry.slug.replace("-", " ").capitalize())


class EventLanguageFactory(Factory):
    """German, unless another ISO 639-1 code is given as slug."""

    class Meta:
        model = EventLanguage
        django_get_or_create = ("slug",)

    slug = "de"
    name = factory.LazyAttribute(lambda entry: f"Language {entry.slug}")


class ClusterFactory(Factory):
    """A public cluster of NW: `states` takes codes."""

    class Meta:
        model = Cluster

    name = factory.Sequence(lambda number: f"Cluster {number}")
    slug = factory.Sequence(lambda number: f"cluster-{number}")
    is_public = True

    states = rows(lambda cluster, code: cluster.states.add(code), default=("NW",))
    technology_fields = related("technology_fields")
    funding_programmes = related("funding_programmes")


# The programme


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
    """A public copy without a working copy, for tests of what the public sees; `partner_states` takes codes."""

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


FACTORIES = [made for made in vars().values() if isinstance(made, type) and issubclass(made, Factory) and made is not Factory]
