"""The editions of 2017 and 2019 and the trade fairs."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from clusterweek.contents.tables import document
from events.models import Event
from events.programme.models import Edition, Highlight, Patron, PublishedEvent, TradeFair

END_OF_DAY = time(23, 59)


def in_berlin(day: date, clock: time) -> datetime:
    """The moment at which it is `clock` in Berlin on `day`."""
    return timezone.make_aware(datetime.combine(day, clock))


def create_edition(slug: str) -> Edition:
    """The edition with its patrons, as the facts give it.

    No source tells when entries were collected and when the programme became public; the demo takes a deadline
    of five weeks before, and the first day.
    """
    facts = _facts(slug)
    first_day = date.fromisoformat(facts["first_day"])
    fields = {name: value for name, value in facts.items() if name not in ("patrons", "opening_event", "closing_event")}
    edition = Edition.objects.create(
        **{
            **fields,
            "slug": slug,
            "first_day": first_day,
            "last_day": date.fromisoformat(facts["last_day"]),
            "collects_from": first_day.replace(month=1, day=1),
            "submission_deadline": in_berlin(first_day - timedelta(weeks=5), END_OF_DAY),
            "opens_at": in_berlin(first_day, time()),
        }
    )
    for order, patron in enumerate(facts["patrons"], start=1):
        Patron.objects.create(edition=edition, order=order, **patron)
    return edition


def link_opening_and_closing(edition: Edition, events: dict[str, Event]) -> None:
    """Link the public copies of the opening and the closing event; `events` are the working copies by their id in the table."""
    facts = _facts(edition.slug)
    for name in ("opening_event", "closing_event"):
        if facts[name]:
            setattr(edition, name, events[facts[name]].public)
    edition.save()


def put_forward(edition: Edition, *, count: int = 3) -> None:
    """Make highlights of `count` public events that have a picture, in the order of their keys."""
    for order, event in enumerate(PublishedEvent.objects.standing().filter(edition=edition).exclude(image="").order_by("pk")[:count], 1):
        Highlight.objects.create(edition=edition, event=event, order=order)


FAIR_TEXTS = ("venue", "introduction", "opening_hours", "tickets", "travel", "credit")


def create_fair(year: int, edition: Edition | None = None) -> TradeFair:
    """Hannover Messe of `year`, with days only where a source gives them."""
    fair = document("fairs")
    first_day, last_day = map(date.fromisoformat, fair["days"][str(year)]) if str(year) in fair["days"] else (None, None)
    return TradeFair.objects.create(
        name=fair["name"],
        slug=f"hannover-messe-{year}",
        year=year,
        first_day=first_day,
        last_day=last_day,
        website=fair["website"],
        **{name: fair[name] for name in FAIR_TEXTS},
        **{f"{name}_en": fair[f"{name}_en"] for name in FAIR_TEXTS},
        edition=edition,
    )


def _facts(slug: str) -> dict[str, Any]:
    return document("editions")[slug]
