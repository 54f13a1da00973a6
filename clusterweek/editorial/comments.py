"""Remarks about an entry, read by its lead Land, its partner Länder and the programme office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.models import Comment
from clusterweek.editorial.models.comment import LONGEST
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import ReviewError


@transaction.atomic
def comment(entry: Any, *, by: User, text: str, is_told: bool = True) -> Comment:
    """Add what `by` has to say about `entry`; its Länder hear of it in their digests, unless another message tells it (`is_told`).

    Raises PermissionDenied, and ReviewError without a text or with too long a one.
    """
    if not entry.may_view(by):
        raise PermissionDenied
    text = text.strip()
    if not text:
        raise ReviewError(_("Please write something first."))
    if len(text) > LONGEST:
        raise ReviewError(_("Please write at most %(limit)d characters.") % {"limit": LONGEST})
    written = Comment.objects.create(entry=entry, author=by, text=text)
    if is_told:
        notify(Kind.COMMENT, to=entry.lands_concerned(), by=by, entry=entry, text=f"{by}: {text}")
    return written
