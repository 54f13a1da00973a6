"""A coming edition that is not open yet and collects entries, with some in every status of the review."""

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from clusterweek.contents.demo.catalogue import Catalogue
from clusterweek.contents.demo.desk import Draft, confirm_partners, enter, hand_in, publish
from clusterweek.contents.demo.editions import END_OF_DAY, create_fair, in_berlin
from clusterweek.contents.demo.example_events import draw_event, is_unconfirmed
from clusterweek.contents.demo.example_stands import draw_places, draw_stand
from clusterweek.contents.demo.people import People
from clusterweek.contents.demo.pictures import Pictures
from clusterweek.contents.tables import rows
from clusterweek.editorial.review import record_edit, return_for_changes
from events.models import Event
from events.programme.models import Edition
from events.publishing import Entry

NUMBER = 3
SEED = 2019
APRIL, TUESDAY = 4, 1
LENGTH = timedelta(days=9)
DEADLINE_BEFORE = timedelta(weeks=8)
OPENING_BEFORE = timedelta(weeks=4)
# Whoever loads the demo finds at least this long to collect.
COLLECTING_AT_LEAST = timedelta(weeks=4)


def load_coming_edition(catalogue: Catalogue, people: People, pictures: Pictures) -> None:
    """Create the edition with its fair and its entries, each taken as far as its row says."""
    edition = create_coming_edition(timezone.localdate())
    fair = create_fair(edition.first_day.year, edition)
    dice = Random(SEED)  # noqa: S311
    for row in rows("examples/coming_events"):
        if row["step"] == "draft-incomplete":
            event = _unfinished_event(row, edition, catalogue)
        else:
            event = draw_event(row, edition=edition, catalogue=catalogue, pictures=pictures, dice=dice)
        _enter_and_advance(event, row, people)
    places = draw_places(dice)
    for row in rows("examples/coming_stands"):
        stand = draw_stand(row, fair=fair, at=next(places), catalogue=catalogue, pictures=pictures, dice=dice)
        _enter_and_advance(stand, row, people)


def create_coming_edition(today: date) -> Edition:
    """The edition, in the spring after `today` that leaves time to collect."""
    first_day = next(day for day in map(_first_tuesday_of_april, range(today.year, today.year + 3)) if _leaves_time(day, today))
    year = first_day.year
    return Edition.objects.create(
        number=NUMBER,
        title=f"Clusterwoche Deutschland {year} (Beispiel)",
        title_en=f"Clusterwoche Deutschland {year} (example)",
        slug=str(year),
        first_day=first_day,
        last_day=first_day + LENGTH,
        collects_from=today,
        submission_deadline=in_berlin(first_day - DEADLINE_BEFORE, END_OF_DAY),
        opens_at=in_berlin(first_day - OPENING_BEFORE, time(10)),
    )


def _first_tuesday_of_april(year: int) -> date:
    first = date(year, APRIL, 1)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7)


def _leaves_time(first_day: date, today: date) -> bool:
    return first_day - DEADLINE_BEFORE >= today + COLLECTING_AT_LEAST


def _unfinished_event(row: dict[str, str], edition: Edition, catalogue: Catalogue) -> Draft[Event]:
    """An event of which little more than a title is known."""
    event = Event(
        edition=edition,
        state_id=row["state"],
        title=row["title"],
        summary=row["summary"],
        format=catalogue.formats.get(row["format"]),
        is_example=True,
    )
    return Draft(event, {"technology_fields": catalogue.fields_named(row["technology_fields"])}, [])


def _enter_and_advance(draft: Draft[Any], row: dict[str, str], people: People) -> None:
    entry = enter(draft, by=people.coordinators[row["state"]])
    if not is_unconfirmed(row):
        confirm_partners(entry, people)
    STEPS[row["step"]](entry, row, people)


def _leave(entry: Entry, row: dict[str, str], people: People) -> None:
    """The entry stays a draft."""


def _submit(entry: Entry, row: dict[str, str], people: People) -> None:
    hand_in(entry, people)


def _return(entry: Entry, row: dict[str, str], people: People) -> None:
    submitted = hand_in(entry, people)
    return_for_changes(submitted, by=people.office, edit_revision=submitted.edit_revision, note=row["note"])


def _approve(entry: Entry, row: dict[str, str], people: People) -> None:
    publish(entry, people)


def _edit(entry: Event, row: dict[str, str], people: People) -> Event:
    """Approve the event, then change its summary; the public copy stays as it is."""
    approved = publish(entry, people)
    record_edit(approved, by=people.coordinators[row["state"]], edit_revision=approved.edit_revision)
    approved.summary = row["later_summary"]
    approved.save()
    return approved


def _edit_and_submit(entry: Event, row: dict[str, str], people: People) -> None:
    hand_in(_edit(entry, row, people), people)


# What is done with an entry once it has been entered, by the column "step".
STEPS: dict[str, Callable[[Any, dict[str, str], People], object]] = {
    "draft-incomplete": _leave,
    "draft-complete": _leave,
    "submitted": _submit,
    "returned": _return,
    "approved": _approve,
    "edited-draft": _edit,
    "edited-waiting": _edit_and_submit,
}
