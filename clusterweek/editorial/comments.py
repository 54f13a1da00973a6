"""Remarks about an entry, read by its lead Land, its partner Länder and the programme office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.models import Comment
from clusterweek.editorial.models.comment import LONGEST
from clusterweek.editorial.review import ReviewError


def comment(entry: Any, *, by: User, text: str) -> Comment:
    """Add what `by` has to say about `entry`. Raises PermissionDenied, and ReviewError without a text or with too long a one."""
    if not entry.may_view(by):
        raise PermissionDenied
    text = text.strip()
    if not text:
        raise ReviewError(_("Please write something first."))
    if len(text) > LONGEST:
        raise ReviewError(_("Please write at most %(limit)d characters.") % {"limit": LONGEST})
    return Comment.objects.create(entry=entry, author=by, text=text)
