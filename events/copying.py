"""A new draft from an entry that exists: everything but its status, its public copy and its days."""

from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.images import IllustratedContent
from clusterweek.editorial.review import locked
from events.models import CoExhibitor, Event, Stand
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

    It belongs to the edition of `entry`, or to `edition` if that one is closed. Raises PermissionDenied, and ReviewError in the bin.
    """
    entry = locked(entry)
    if not entry.may_edit(by):
        raise PermissionDenied
    copy = draft_from(entry, type(entry), by=by)
    for name in OF_THE_WORKING_COPY:
        setattr(copy, name, getattr(entry, name))
    if isinstance(entry, Event):
        copy.derived_position = entry.derived_position
    copy.title = Truncator(_("%(title)s (copy)") % {"title": entry.title}).chars(160)
    _leave_closed_edition(copy, edition)
    _copy_picture(entry, copy)
    copy.save()
    copy_lists(entry, copy)
    for partner in entry.partners.all():
        copy.partners.create(state_id=partner.state_id)
    return copy


def draft_from(source: Any, model: type[E], *, by: User) -> E:
    """A draft of `by`, not saved, with the texts of `source`, a working copy or a public one; without picture, lists and days."""
    copy = model(created_by=by, last_edited_by=by, last_edited_at=timezone.now())
    for field in model.CONTENT._meta.local_fields:
        if field.name not in NOT_COPIED:
            setattr(copy, field.attname, field.value_from_object(source))
    return copy


def copy_lists(source: Any, copy: Event | Stand) -> None:
    """Give the saved `copy` the lists of `source`, and the co-exhibitors of a stand."""
    for field in copy.CONTENT._meta.local_many_to_many:
        getattr(copy, field.name).set(getattr(source, field.name).all())
    if isinstance(copy, Stand):
        _copy_co_exhibitors(source, copy)


def _leave_closed_edition(copy: Event | Stand, edition: Edition | None) -> None:
    if copy.edition is None or not copy.edition.is_closed:
        return
    if isinstance(copy, Stand):
        copy.fair = None
    elif edition is not None:
        copy.edition = edition


def _copy_picture(entry: IllustratedContent, copy: IllustratedContent) -> None:
    """Give the copy a file of its own, so that neither picture depends on the other."""
    if entry.image:
        put_picture(copy, entry.image.storage, str(entry.image))


def put_picture(copy: IllustratedContent, storage: Storage, name: str) -> None:
    """Give `copy`, which is not saved, a file of its own with what lies in `storage` as `name`; nothing if it is gone."""
    try:
        with storage.open(name, "rb") as picture:
            content = picture.read()
    except FileNotFoundError:
        return
    copy.image.save(Path(name).name, ContentFile(content), save=False)


def _copy_co_exhibitors(entry: Any, copy: Stand) -> None:
    rows = entry.co_exhibitors.all()
    names = [field.attname for field in row_content(rows.model)]
    copy.co_exhibitors.bulk_create(CoExhibitor(stand=copy, **{name: getattr(row, name) for name in names}) for row in rows)
