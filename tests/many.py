"""Very many entries at once, for the tests of what long lists cost: a few are made, and the database multiplies them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, models

from clusters.models import TechnologyField
from clusterweek.accounts.models import User
from clusterweek.editorial.models import WorkingCopy
from clusterweek.geography.models import FederalState
from events.models import Event, EventDate, EventPartner, Stand
from events.programme.models import Edition, EventFormat, PublishedEvent, PublishedStand
from tests.factories import LONG_AGO, ClusterFactory, TradeFairFactory

Status = WorkingCopy.ReviewStatus

# Each Land has an entry in each of these: with the nationwide ones, so many are made before they are multiplied.
STATUSES = (Status.APPROVED, Status.DRAFT, Status.SUBMITTED, Status.APPROVED, Status.RETURNED)
MADE = 17 * len(STATUSES)

# Keys that only these entries have, and how far the copies lie apart.
FIRST_KEY, DISTANCE = 1_000_000, 1_000


def some_entries(edition: Edition, by: User) -> None:
    """85 events and as many stands of all Länder in every status, submitted by `by`."""
    _some_events(edition, by)
    _some_stands(edition, by)


def multiply_entries(times: int = 118) -> None:
    """Of each of those, and of all that hangs on it, `times` in all: more than 10,000 events, and as many stands."""
    for model in (PublishedEvent, Event, EventDate, EventPartner, Event.technology_fields.through, Event.organizers.through):
        _multiply(model, times)
    for model in (PublishedStand, Stand):
        _multiply(model, times)


def _some_events(edition: Edition, by: User) -> None:
    """With dates, fields, organizers and partners."""
    formats = list(EventFormat.objects.values_list("pk", flat=True))
    fields = list(TechnologyField.objects.values_list("pk", flat=True))
    cluster = ClusterFactory(name="Of many", slug="of-many")
    shared = [{"edition": edition, "title": f"Event {number}", "format_id": formats[number % len(formats)]} for number in range(MADE)]
    keys = range(FIRST_KEY, FIRST_KEY + MADE)
    _make(Event, PublishedEvent, shared, by)
    days = [(key, edition.first_day + timedelta(days=(key + later) % 10)) for key in keys for later in (0, 3)]
    EventDate.objects.bulk_create(
        EventDate(pk=FIRST_KEY + number, event_id=key, first_day=day, last_day=day) for number, (key, day) in enumerate(days)
    )
    EventPartner.objects.bulk_create(EventPartner(pk=key, event_id=key, state_id="HE") for key in keys if key % 20 == 0)
    in_fields, organized = Event.technology_fields.through, Event.organizers.through
    in_fields.objects.bulk_create(in_fields(pk=key, event_id=key, technologyfield_id=fields[key % len(fields)]) for key in keys)
    organized.objects.bulk_create(organized(pk=key, event_id=key, cluster_id=cluster.pk) for key in keys)


def _some_stands(edition: Edition, by: User) -> None:
    """At one fair."""
    fair = TradeFairFactory(edition=edition)
    shared = [{"fair": fair, "title": f"Stand {number}", "hall": str(number % 27), "stand_number": f"A{number}"} for number in range(MADE)]
    _make(Stand, PublishedStand, shared, by, edition=edition)


def _make(model: Any, copies: Any, shared: list[dict[str, Any]], by: User, **of_copies: object) -> None:
    """Working copies, and the public copies of those that are approved, both with what is `shared`."""
    lands = [*FederalState.objects.values_list("pk", flat=True), None]
    entries, public = [], []
    for number, values in enumerate(shared):
        key, land, status = FIRST_KEY + number, lands[number % len(lands)], STATUSES[number % len(STATUSES)]
        is_public = status == Status.APPROVED
        if is_public:
            known = {"first_published_at": LONG_AGO, "changed_at": LONG_AGO + timedelta(minutes=number), "state_id": land}
            public.append(copies(pk=key, uid=uuid4(), slug=f"of-many-{key}", **known, **values, **of_copies))
        at = LONG_AGO + timedelta(minutes=number)
        known = {"submitted_by": by, "submitted_at": at, "first_submitted_at": LONG_AGO, "last_edited_at": at}
        note = "Shorter, please" if status == Status.RETURNED else ""
        known |= {"state_id": land, "is_nationwide": land is None, "review_status": status, "review_note": note}
        entries.append(model(pk=key, public_id=key if is_public else None, **known, **values))
    copies.objects.bulk_create(public)
    model.objects.bulk_create(entries)


def _multiply(model: type[models.Model], times: int) -> None:
    """Write each of the rows made above `times` - 1 times more, each with keys of its own: in the database, because that is quick."""
    uid = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    own = {"uid": uid, "slug": "slug || '-' || k", "title": "title || '/' || k"}
    shifted = {"id", "public_id", "event_id", "stand_id"}
    columns = [field.column for field in model._meta.concrete_fields]
    values = [own.get(name, f'"{name}" + k * {DISTANCE}' if name in shifted else f'"{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM numbers WHERE k < {times - 1}) "  # noqa: S608 no text from outside
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values)} FROM "{model._meta.db_table}", numbers '
            f"WHERE id >= {FIRST_KEY}"
        )
