"""What the index knows of an event: all that filters, orders and cards need, and nothing more."""

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple


class Dates(NamedTuple):
    """One date of an event; `last_day` is that of a span, times are None where they are not known."""

    first_day: date
    last_day: date
    from_time: time | None
    to_time: time | None

    @property
    def is_span(self) -> bool:
        """Whether it lasts several days."""
        return self.last_day > self.first_day


@dataclass(slots=True)
class Entry:
    """One public event. Relations are keys of the lists; equal tuples and words are one object, because there are many."""

    pk: int
    revision: int
    slug: str
    title: str
    title_en: str
    opening_hours: str
    opening_hours_en: str
    city: str
    venue: str
    postal_code: str
    position: tuple[float, float] | None
    attendance_mode: str
    event_status: str
    registration_state: str
    is_free: bool
    is_example: bool
    state_id: str | None
    format_id: int | None
    further_organizers: str
    accessibility: tuple[str, ...]
    dates: tuple[Dates, ...] = ()
    technology_fields: tuple[int, ...] = ()
    organizers: tuple[int, ...] = ()
    partner_states: tuple[str, ...] = ()
    audiences: tuple[int, ...] = ()
    languages: tuple[int, ...] = ()
