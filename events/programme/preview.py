"""The preview of an edition that is not open yet: a signed link that expires, and the lists as they will be at the opening."""

from copy import copy
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from events.programme.lists import Lists
from events.programme.models import Edition

_SALT = "events.programme.preview"


def preview_address(edition: Edition) -> str:
    """The address of the preview of `edition`, with its domain; it holds PREVIEW_DAYS days from now."""
    return settings.BASE_URL + reverse("preview", args=[signing.dumps(edition.slug, salt=_SALT)])


def slug_of(token: str) -> str:
    """The slug of the edition for which `token` was signed. Raises signing.SignatureExpired and signing.BadSignature."""
    return signing.loads(token, salt=_SALT, max_age=timedelta(days=settings.PREVIEW_DAYS))


def as_at_opening(lists: Lists, edition: Edition) -> Lists:
    """`lists` with `edition` as the current one and open: a copy of it that nobody else is handed and that is never saved."""
    opened = copy(edition)
    opened.opens_at = min(edition.opens_at, timezone.now())
    return replace(
        lists, editions={key: opened if key == edition.pk else each for key, each in lists.editions.items()}, current_edition=opened
    )
