"""Fills an empty, migrated database with so many public events; the same number gives the same events."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction

from bench.texts import texts_of
from clusters.models import Cluster, TechnologyField
from clusterweek.editorial.models import PublicRevision
from clusterweek.geography.models import FederalState
from clusterweek.geography.places import locate
from events.programme.models import Audience, CurrentEdition, Edition, EventFormat, EventLanguage, PublishedEvent, PublishedEventDate

SLUG = "2019-bench"
FIRST_DAY, DAYS = date(2019, 4, 2), 10
FORMATS, FIELDS, CLUSTERS = 12, 16, 40
TOWNS = ("Stuttgart", "München", "Berlin", "Potsdam", "Bremen", "Hamburg", "Wiesbaden", "Schwerin", "Hannover", "Düsseldorf")
MORE_TOWNS = ("Mainz", "Saarbrücken", "Dresden", "Magdeburg", "Kiel", "Erfurt", "Mannheim", "Augsburg", "Dortmund", "Leipzig")
CHUNK = 2000
MOMENT = datetime(2019, 3, 1, 9, tzinfo=UTC)
# What lets the bare view find its rows in their order without sorting all of them.
INDEX = "CREATE INDEX bench_dates_in_order ON programme_publishedeventdate (first_day, from_time, event_id)"


def fill(count: int) -> Edition:
    """Create the edition with `count` events, current and public; returns it. The lists must be there (`manage.py setup`)."""
    with connection.cursor() as cursor:
        cursor.execute(INDEX)
    with transaction.atomic():
        edition = _edition()
        TechnologyField.objects.get_or_create(
            slug="quantentechnologie", defaults={"name": "Quantentechnologie", "name_en": "Quantum technology", "order": 99}
        )
        maker = _Maker(edition, _clusters())
        for first in range(0, count, CHUNK):
            maker.make(range(first, min(first + CHUNK, count)))
        PublishedEvent.objects.filter(edition=edition).update(revision=PublicRevision.advance())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return edition


def _edition() -> Edition:
    noon = datetime(2019, 3, 1, 12, tzinfo=UTC)
    edition = Edition.objects.create(
        number=2,
        title="Clusterwoche Deutschland",
        slug=SLUG,
        first_day=FIRST_DAY,
        last_day=FIRST_DAY + timedelta(days=DAYS - 1),
        collects_from=date(2018, 11, 1),
        submission_deadline=noon,
        opens_at=noon,
    )
    CurrentEdition.objects.update_or_create(pk=1, defaults={"edition": edition})
    return edition


def _clusters() -> list[Cluster]:
    rows = [
        Cluster(name=f"Beispielcluster {texts_of(number).title}", slug=f"bench-{number}", is_public=True, is_example=True)
        for number in range(CLUSTERS)
    ]
    return Cluster.objects.bulk_create(rows)


class _Maker:
    """Makes events; their properties are drawn by their number."""

    def __init__(self, edition: Edition, clusters: list[Cluster]) -> None:
        self.edition = edition
        self.states = sorted(FederalState.objects.values_list("pk", flat=True))
        self.formats = list(EventFormat.objects.order_by("pk").values_list("pk", flat=True)[:FORMATS])
        self.lists = {
            "technology_fields": list(TechnologyField.objects.order_by("pk").values_list("pk", flat=True)[:FIELDS]),
            "organizers": [cluster.pk for cluster in clusters],
            "audiences": list(Audience.objects.order_by("pk").values_list("pk", flat=True)),
            "languages": list(EventLanguage.objects.order_by("pk").values_list("pk", flat=True)),
        }
        self.towns = [locate(name) for name in (*TOWNS, *MORE_TOWNS)]

    def make(self, numbers: range) -> None:
        """Insert the events with these numbers, their dates and their links."""
        events = PublishedEvent.objects.bulk_create(self._event(number) for number in numbers)
        drawn = [(event, Random(f"rows {number}")) for number, event in zip(numbers, events, strict=True)]  # noqa: S311
        PublishedEventDate.objects.bulk_create(self._date(event, number) for number, event in zip(numbers, events, strict=True))
        for name, keys in self.lists.items():
            field = PublishedEvent._meta.get_field(name)
            row = field.remote_field.through
            source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
            most = 2 if name in {"technology_fields", "audiences"} else 1
            row.objects.bulk_create(
                row(**{source: event.pk, target: key}) for event, dice in drawn for key in dice.sample(keys, dice.randint(1, most))
            )

    def _event(self, number: int) -> PublishedEvent:
        dice, texts = Random(f"event {number}"), texts_of(number)  # noqa: S311
        town = dice.choice(self.towns)
        mode = dice.choices(PublishedEvent.AttendanceMode.values, (8, 1, 1))[0]
        return PublishedEvent(
            uid=UUID(int=number + 1),
            edition=self.edition,
            slug=f"veranstaltung-{number}",
            **texts._asdict(),
            state_id=dice.choice(self.states),
            format_id=dice.choice(self.formats),
            attendance_mode=mode,
            venue="" if mode == "online" else "Beispielhaus",
            city="" if mode == "online" else town.name,
            latitude=None if mode == "online" else town.latitude,
            longitude=None if mode == "online" else town.longitude,
            further_organizers="Beispielverein" if dice.random() < 0.2 else "",
            registration_state=dice.choice(["", "open", "not_needed", "full"]),
            is_free=dice.choice([True, True, None]),
            step_free_access=dice.choice([True, None]),
            captions=dice.choice([True, None, None, None]),
            is_example=True,
            first_published_at=MOMENT,
            changed_at=MOMENT,
        )

    def _date(self, event: PublishedEvent, number: int) -> PublishedEventDate:
        dice = Random(f"date {number}")  # noqa: S311
        day, hour = FIRST_DAY + timedelta(days=dice.randrange(DAYS)), dice.randint(8, 19)
        minute = dice.choice([0, 15, 30, 45])
        return PublishedEventDate(event=event, first_day=day, last_day=day, from_time=time(hour, minute), to_time=time(hour + 2, minute))
