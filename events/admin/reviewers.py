"""To whom of the office entries are assigned: what is offered, and how the queue and the lists are narrowed by it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User

# What an address or a form says for entries that are assigned to nobody.
NOBODY = "nobody"


def person_named(number: str) -> User | None:
    """The person of the office whose key is `number`; None if there is none."""
    return User.objects.in_programme_office().filter(pk=number).first() if _is_key(number) else None


def choices_for(user: User) -> list[tuple[str, str]]:
    """Value and label of everybody to whom entries can be assigned, `user` first, "nobody" last."""
    others = sorted((str(person), str(person.pk)) for person in User.objects.in_programme_office() if person.pk != user.pk)
    return [(str(user.pk), _("me")), *((key, name) for name, key in others), (NOBODY, _("nobody"))]


def narrowed(entries: QuerySet, reviewer: str) -> QuerySet:
    """Those of `entries` that are assigned to `reviewer`, a key or NOBODY; who has left the office counts as nobody."""
    people = User.objects.in_programme_office().order_by()
    if reviewer == NOBODY:
        return entries.exclude(assigned_to__in=people.values("pk"))
    return entries.filter(assigned_to__in=people.filter(pk=reviewer).values("pk")) if _is_key(reviewer) else entries.none()


def _is_key(number: str) -> bool:
    return number.isdecimal() and len(number) <= 18
