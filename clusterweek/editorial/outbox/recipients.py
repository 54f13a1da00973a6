"""Who is told what concerns a Land or the programme office: everybody in charge, their deputies, and never nobody."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, Absence, User


class Recipient(NamedTuple):
    """Who gets a message, and for whom where it is as a deputy."""

    user: User
    deputy_for: User | None = None


def coordinators_of(state: str) -> list[User]:
    """The active coordinators of the Land with the code `state`."""
    return list(User.objects.filter(is_active=True, groups__name=LAND_COORDINATOR, states=state).distinct())


def office() -> list[User]:
    """The active people of the programme office; administrators where there are none."""
    active = User.objects.filter(is_active=True)
    return list(active.filter(groups__name=PROGRAMME_OFFICE).distinct()) or list(active.filter(is_superuser=True))


def is_orphaned(state: str) -> bool:
    """Whether nobody looks after the Land: it has no coordinator who is there and has signed in of late.

    The settings ORPHAN_LAND_DAYS says after how many days of silence; 0 never counts silence.
    """
    here = {recipient.user.pk for recipient in _with_deputies(coordinators_of(state), timezone.localdate(), without_absent=True)}
    if not here:
        return True
    if not settings.ORPHAN_LAND_DAYS:
        return False
    since = timezone.now() - timedelta(days=settings.ORPHAN_LAND_DAYS)
    heard_of = Q(last_login__gte=since) | Q(date_joined__gte=since)
    return not User.objects.filter(heard_of, pk__in=here).exists()


def in_charge_of(state: str | None) -> list[Recipient]:
    """Everybody to be told what concerns the Land with the code `state`, each once; of None it is the programme office.

    An orphaned Land is the office's too.
    """
    people = office() if state is None else coordinators_of(state)
    told = _with_deputies(people, timezone.localdate())
    if state is not None and is_orphaned(state):
        told += _with_deputies(office(), timezone.localdate())
    return _each_once(told)


def in_charge_of_any(states: Iterable[str | None]) -> list[Recipient]:
    """The same for several Länder, everybody once."""
    return _each_once([recipient for state in states for recipient in in_charge_of(state)])


def _each_once(told: list[Recipient]) -> list[Recipient]:
    """Everybody once, for themselves rather than as a deputy."""
    once: dict[int, Recipient] = {}
    for recipient in sorted(told, key=lambda each: each.deputy_for is not None):
        once.setdefault(recipient.user.pk, recipient)
    return list(once.values())


def _with_deputies(people: list[User], day: date, *, without_absent: bool = False) -> list[Recipient]:
    """`people` and the active deputies of those who are away on `day`."""
    absences = Absence.objects.on(day).filter(user__in=people).select_related("user", "deputy")
    away = {absence.user_id for absence in absences}
    told = [Recipient(user) for user in people if not (without_absent and user.pk in away)]
    return told + [Recipient(absence.deputy, absence.user) for absence in absences if absence.deputy.is_active]
