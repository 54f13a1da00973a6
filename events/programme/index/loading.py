"""Reads public events from the database as the index needs them, in chunks, so that memory stays small."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from events.programme.index.entry import Dates, Entry
from events.programme.lists import Lists
from events.programme.models import ACCESSIBILITY_FEATURES, PublishedEvent, PublishedEventDate
from events.programme.relations import among, links_of
from events.programme.search import Texts

CHUNK = 200
COLUMNS = (
    *("pk", "revision", "slug", "title", "title_en", "opening_hours", "opening_hours_en", "city", "venue", "postal_code"),
    *("latitude", "longitude", "attendance_mode", "event_status", "registration_state", "is_free", "is_example"),
    *("state_id", "format_id", "further_organizers", "summary", "description", "summary_en", "description_en"),
)
RELATIONS = ("technology_fields", "organizers", "partner_states", "audiences", "languages")


class Loaded(NamedTuple):
    """An event as the index keeps it, and its texts, which only the search index needs."""

    entry: Entry
    german: Texts
    english: Texts | None


class Loader:
    """Loads entries; what many of them share is kept once."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._shared: dict[Any, Any] = {}

    def load(self, events: QuerySet) -> Iterator[Loaded]:
        """The entries of `events`, by primary key; three queries for every thousand."""
        last = 0
        while rows := list(events.filter(pk__gt=last).order_by("pk").values_list(*COLUMNS, *ACCESSIBILITY_FEATURES)[:CHUNK]):
            yield from self._with_relations(rows)
            last = rows[-1][0]

    def _with_relations(self, rows: list[tuple]) -> Iterator[Loaded]:
        keys = [row[0] for row in rows]
        dates: dict[int, list[Dates]] = {key: [] for key in keys}
        values: Any
        for key, *values in PublishedEventDate.objects.filter(**among("event", keys)).values_list(
            "event_id", "first_day", "last_day", "from_time", "to_time"
        ):
            if key in dates:
                dates[key].append(self._one(Dates(*values)))
        chosen: dict[tuple[int, str], list] = {}
        for key, name, value in links_of(PublishedEvent, keys, RELATIONS):
            chosen.setdefault((key, name), []).append(value if name == "partner_states" else int(value))
        for row in rows:
            relations = {name: self._one(tuple(sorted(chosen.get((row[0], name), ())))) for name in RELATIONS}
            yield self._loaded(row, self._one(tuple(dates[row[0]])), relations)

    def _loaded(self, row: tuple, dates: tuple[Dates, ...], relations: dict[str, Any]) -> Loaded:
        values: dict[str, Any] = dict(zip((*COLUMNS, *ACCESSIBILITY_FEATURES), row, strict=True))
        latitude, longitude = values.pop("latitude"), values.pop("longitude")
        texts = {name: values.pop(name) for name in ("summary", "description", "summary_en", "description_en")}
        accessibility = self._one(tuple(slug for name, slug in ACCESSIBILITY_FEATURES.items() if values.pop(name)))
        for name in ("city", "venue", "postal_code", "opening_hours", "opening_hours_en", "further_organizers"):
            values[name] = self._one(values[name])
        for name in ("attendance_mode", "event_status", "registration_state", "state_id"):
            values[name] = self._one(values[name])
        values["is_free"] = bool(values["is_free"])
        position = None if latitude is None else self._one((float(latitude), float(longitude)))
        entry = Entry(**values, position=position, accessibility=accessibility, dates=dates, **relations)
        english = self._texts(entry, texts, "_en") if entry.title_en or texts["summary_en"] or texts["description_en"] else None
        return Loaded(entry, self._texts(entry, texts, ""), english)

    def _texts(self, entry: Entry, texts: dict[str, str], suffix: str) -> Texts:
        """The words of `entry` by class, in German (`suffix` empty) or English ("_en")."""

        def names(values: Iterable[Any]) -> str:
            return "\n".join(getattr(value, f"name{suffix}") or value.name for value in values)

        lists = self.lists
        fields = [lists.technology_fields[key] for key in entry.technology_fields if key in lists.technology_fields]
        kinds = [lists.formats[entry.format_id]] if entry.format_id in lists.formats else []
        organizers = [lists.clusters[key] for key in entry.organizers if key in lists.clusters]
        return Texts(
            title=entry.title_en if suffix else entry.title,
            organizer=f"{names(organizers)}\n{entry.further_organizers}",
            field=names([*fields, *kinds]),
            place=f"{entry.venue}\n{entry.city}",
            text=f"{texts[f'summary{suffix}']}\n{texts[f'description{suffix}']}",
        )

    def _one(self, value: Any) -> Any:
        """The one object that stands for all equal ones."""
        return self._shared.setdefault(value, value)
