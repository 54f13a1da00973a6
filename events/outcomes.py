"""After the week: who may tell whether an event took place and how many took part, and until when."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import OutdatedRevision, ReviewError, locked
from events.models import Event, EventOutcome
from events.programme.models import Edition


class Told(NamedTuple):
    """What is told of an event; None where nothing is."""

    took_place: bool | None = None
    participants: int | None = None


def takes_outcomes(edition: Edition, today: date | None = None) -> bool:
    """Whether Länder may tell now: after the last day, closed or not, until the office ends it."""
    today = today or timezone.localdate()
    return edition.last_day < today and (edition.outcomes_until is None or today <= edition.outcomes_until)


def edition_to_tell_of(among: Iterable[Edition]) -> Edition | None:
    """The edition that ended last `among` all, if it takes outcomes."""
    today = timezone.localdate()
    latest = max((edition for edition in among if edition.last_day < today), key=lambda edition: edition.last_day, default=None)
    return latest if latest is not None and takes_outcomes(latest, today) else None


def reportable_by(user: User, edition: Edition) -> QuerySet:
    """The events of `edition` of which `user` may tell: public ones of their own Länder. Twin of `may_report`."""
    return Event.objects.editable_by(user).approved().filter(edition=edition)


def may_report(user: User, event: Event) -> bool:
    """Whether `user` may tell what became of `event`."""
    return event.may_edit(user) and event.public is not None and not event.public.is_withdrawn


def outcome_of(event: Event) -> Told:
    """What is told of `event` so far."""
    found = EventOutcome.objects.filter(event=event).values_list("took_place", "participants").first()
    return Told(*found) if found else Told()


@transaction.atomic
def report_outcome(event: Event, told: Told, *, by: User, before: Told) -> None:
    """Keep what is told of `event`, or nothing if it is told no more; neither copy of the event changes.

    `before` is what `by` saw. Raises PermissionDenied, OutdatedRevision if somebody has told something else meanwhile,
    and ReviewError when the edition takes none, or for participants of what did not take place.
    """
    event = locked(event)
    if not may_report(by, event):
        raise PermissionDenied
    if not takes_outcomes(event.edition):
        raise ReviewError(_("Feedback on this edition is not taken now."))
    if told.participants is not None and not told.took_place:
        raise ReviewError(_("Nobody takes part in what did not take place."))
    now = outcome_of(event)
    if now != before:
        raise OutdatedRevision(
            _("Somebody has entered this meanwhile: %(told)s. Please check it and save again.") % {"told": in_words(now)}
        )
    if told.took_place is None:
        for row in EventOutcome.objects.filter(event=event):
            row.delete()
        return
    row = EventOutcome.objects.filter(event=event).first() or EventOutcome(event=event)
    row.took_place, row.participants, row.entered_by = told.took_place, told.participants, by
    row.save()


def in_words(told: Told) -> str:
    """What is told, as people read it."""
    if told.took_place is None:
        return _("nothing yet")
    if not told.took_place:
        return _("did not take place")
    if told.participants is None:
        return _("took place")
    return _("took place, %(count)d participants") % {"count": told.participants}


# By what is told: for the list filter and the numbers.
TOLD = {
    "yes": Q(outcome__took_place=True),
    "no": Q(outcome__took_place=False),
    "missing": Q(outcome__isnull=True),
}
