"""A new draft from an entry that exists: everything but its status, its public copy and its days."""

from pathlib import Path
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.images import IllustratedContent
from events.models import Event, Stand
from events.models.submittable import row_content
from events.programme.models import Edition

E = TypeVar("E", Event, Stand)

# What belongs to the days or the fate of the entry that is copied.
NOT_COPIED = frozenset(
    {"image", "event_status", "status_note", "status_note_en", "previous_dates", "registration_deadline", "first_day", "last_day"}
)
OF_THE_WORKING_COPY = ("is_nationwide", "source", "internal_note")


@transaction.atomic
def copy_entry(entry: E, *, by: User, edition: Edition | None) -> E:
    """A draft of `by` with the content of `entry` and the same Länder asked as partners; returns it as saved.

    It belongs to the edition of `entry`, or to `edition` if that one is closed. Raises PermissionDenied.
    """
    if not entry.may_edit(by):
        raise PermissionDenied
    copy = type(entry)(created_by=by, last_edited_by=by, last_edited_at=timezone.now())
    for field in entry.CONTENT._meta.local_fields:
        if field.name not in NOT_COPIED:
            setattr(copy, field.attname, field.value_from_object(entry))
    for name in OF_THE_WORKING_COPY:
        setattr(copy, name, getattr(entry, name))
    copy.title = Truncator(_("%(title)s (copy)") % {"title": entry.title}).chars(160)
    _leave_closed_edition(copy, edition)
    _copy_picture(entry, copy)
    copy.save()
    for field in entry.CONTENT._meta.local_many_to_many:
        getattr(copy, field.name).set(getattr(entry, field.name).all())
    for partner in entry.partners.all():
        copy.partners.create(state_id=partner.state_id)
    if isinstance(entry, Stand):
        _copy_co_exhibitors(entry, copy)
    return copy


def _leave_closed_edition(copy: Event | Stand, edition: Edition | None) -> None:
    if copy.edition is None or not copy.edition.is_closed:
        return
    if isinstance(copy, Stand):
        copy.fair = None
    elif edition is not None:
        copy.edition = edition


def _copy_picture(entry: IllustratedContent, copy: IllustratedContent) -> None:
    """Give the copy a file of its own, so that neither picture depends on the other."""
    if not entry.image:
        return
    try:
        with entry.image.open("rb") as picture:
            content = picture.read()
    except FileNotFoundError:
        return
    copy.image.save(Path(str(entry.image)).name, ContentFile(content), save=False)


def _copy_co_exhibitors(entry: Stand, copy: Stand) -> None:
    rows = entry.co_exhibitors.all()
    names = [field.attname for field in row_content(rows.model)]
    copy.co_exhibitors.bulk_create(rows.model(stand=copy, **{name: getattr(row, name) for name in names}) for row in rows)
