"""The preview of an edition that is not open yet: links that the office gives out, and the lists as they will be at the opening."""

from copy import copy
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clusterweek.accounts.models import User
from events.programme.lists import Lists
from events.programme.models import Edition, PreviewLink


def give_preview_link(edition: Edition, *, note: str, by: User) -> PreviewLink:
    """A link for whom `note` names, which works for PREVIEW_DAYS days. Raises PermissionDenied for anybody but the office."""
    if not by.is_programme_office:
        raise PermissionDenied
    until = timezone.now() + timedelta(days=settings.PREVIEW_DAYS)
    return PreviewLink.objects.create(edition=edition, note=note, given_by=by, expires_at=until)


def revoke_preview_link(link: PreviewLink, *, by: User) -> None:
    """Have the link show nothing any more; a second time changes nothing. Raises PermissionDenied for anybody but the office."""
    if not by.is_programme_office:
        raise PermissionDenied
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


def as_at_opening(lists: Lists, edition: Edition) -> Lists:
    """`lists` with `edition` as the current one and open: a copy of it that nobody else is handed and that is never saved."""
    opened = copy(edition)
    opened.opens_at = min(edition.opens_at, timezone.now())
    return replace(
        lists,
        editions={key: opened if key == edition.pk else each for key, each in lists.editions.items()},
        current_edition=opened,
        _made={},
    )
