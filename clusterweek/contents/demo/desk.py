"""How entries of the demo become public: entered, confirmed, submitted and approved like any other."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.utils import timezone

from clusterweek.accounts.models import User
from clusterweek.contents.demo.people import People
from clusterweek.editorial.review import submit
from clusterweek.geography.models import FederalState
from events.publishing import Entry, answer_as_partner, approve

E = TypeVar("E", bound=Entry)


class Draft(NamedTuple, Generic[E]):
    """A new working copy and what hangs on it: values of its lists, its dates or co-exhibitors, the Länder asked as partners."""

    entry: E
    lists: dict[str, list[Any]]
    rows: list[dict[str, Any]]
    partners: Sequence[FederalState] = ()


def enter(draft: Draft[E], *, by: User) -> E:
    """Save a new working copy as `by` would; returns it."""
    entry = draft.entry
    entry.created_by = entry.last_edited_by = by
    entry.last_edited_at = timezone.now()
    entry.save()
    for name, values in draft.lists.items():
        getattr(entry, name).set(values)
    related = getattr(entry, entry.ROWS)
    related.bulk_create(related.model(**{related.field.name: entry}, **row) for row in draft.rows)
    for state in draft.partners:
        entry.partners.create(state=state)
    return entry


def confirm_partners(entry: Entry, people: People) -> None:
    """Every Land that was asked to be a partner confirms."""
    for partner in entry.partners.all():
        answer_as_partner(partner, by=people.responsible_for(partner.state_id), confirm=True)


def hand_in(entry: E, people: People) -> E:
    """Submit a complete working copy in time; returns it as saved."""
    return submit(entry, by=people.responsible_for(entry.state_id), edit_revision=entry.edit_revision, now=_in_time(entry))


def publish(entry: E, people: People) -> E:
    """Submit a complete working copy and have the office approve it; returns it as saved."""
    submitted = hand_in(entry, people)
    return cast("E", approve(submitted, by=people.office, edit_revision=submitted.edit_revision))


def _in_time(entry: Entry) -> datetime:
    """Now, or a day before the submission deadline of an edition that is long over."""
    now = timezone.now()
    return min(now, entry.edition.submission_deadline - timedelta(days=1)) if entry.edition else now
