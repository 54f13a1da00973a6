"""Who of the programme office shall review an entry: a mark for the office alone, which touches neither content nor status."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import ReviewError, locked


@transaction.atomic
def assign(entry: Any, *, by: User, to: User | None) -> None:
    """Have `entry` reviewed by `to`; None takes the assignment away.

    It outlasts the decision: the next round goes to the same person. The edit revision stays, so that nobody's open form
    is outdated. Raises PermissionDenied unless `by` belongs to the office, and ReviewError if `to` does not, or in the bin.
    """
    if not by.is_programme_office:
        raise PermissionDenied
    if to is not None and not to.is_programme_office:
        raise ReviewError(_("Only somebody of the programme office reviews entries."))
    entry = locked(entry)
    type(entry).objects.filter(pk=entry.pk).update(assigned_to=to)


def assignee() -> Subquery:
    """An expression: the name of the person to whom an entry is assigned; null for nobody, and for who has left the office."""
    name = Coalesce(NullIf(F("full_name"), Value("")), F("email"), output_field=CharField())
    return Subquery(User.objects.in_programme_office().filter(pk=OuterRef("assigned_to")).order_by().values(shown=name)[:1])
