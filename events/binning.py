"""The bin: what is deleted goes there first and can be taken back out; the office empties it for good."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.images import private_storage
from clusterweek.editorial.models import Comment, Decision, SavedVersion
from clusterweek.editorial.outbox.writing import forget_texts, forget_waiting
from clusterweek.editorial.review import ReviewError, locked
from events.models import Event, EventOutcome, Stand

Entry = Event | Stand

# What tells of a deleted entry that was public: what the public read, since when, and who decided so.
KEPT_DECISIONS = (Decision.Kind.APPROVED, Decision.Kind.EXPRESS, Decision.Kind.WITHDRAWN)


@transaction.atomic
def move_to_bin(entry: Entry, *, by: User) -> Entry:
    """Delete `entry` so that it can be taken back; it is in no list, number or message any more. Returns it as saved.

    Raises PermissionDenied, and ReviewError if it is public, waits for the office or lies in the bin already.
    """
    entry = locked(entry)
    if not entry.may_still_act(by):
        raise PermissionDenied
    if entry.is_public:
        raise ReviewError(_("This entry is public. Please withdraw it first; then it can be deleted."))
    if not entry.may_delete(by):
        raise ReviewError(_("This entry waits for the programme office. Please take it back first; then it can be deleted."))
    entry.binned_at, entry.binned_by = timezone.now(), by
    entry.save()
    forget_waiting(entry)
    return entry


@transaction.atomic
def take_out_of_bin(entry: Entry, *, by: User) -> Entry:
    """Take a deleted `entry` back; it is as it was. Returns it as saved.

    Raises PermissionDenied, and ReviewError if it is not in the bin.
    """
    fresh = _in_bin(entry)
    if not fresh.may_take_out(by):
        raise PermissionDenied
    fresh.binned_at = fresh.binned_by = None
    fresh.save()
    return fresh


@transaction.atomic
def empty_bin(entries: Iterable[Entry], *, by: User) -> int:
    """Delete `entries`, which lie in the bin, for good, with every text and picture that was written about them; returns how many.

    What was never public leaves nothing. Of what was, the tombstone stays, and the decisions that tell what the public
    read, and by whom they were taken; if it was withdrawn for legal reasons, the tombstone alone. Raises
    PermissionDenied for anybody but the office, and ReviewError if one of them is not in the bin.
    """
    if not by.is_programme_office:
        raise PermissionDenied
    found = [_in_bin(entry) for entry in entries]
    for entry in found:
        for name in _pictures(entry):
            transaction.on_commit(partial(_delete_picture, name))
        _forget(entry)
    return len(found)


def _forget(entry: Entry) -> None:
    """Delete the row and all that tells what it said: versions, history, comments, the admin's log, notes, texts of messages."""
    was_public = entry.public is not None and not entry.public.withdrawn_for_legal_reasons
    SavedVersion.objects.of(entry).delete()
    Comment.objects.forget(entry)
    Decision.objects.forget(entry, but_of=KEPT_DECISIONS if was_public else ())
    forget_texts(entry)
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(entry), object_id=str(entry.pk)).delete()
    key, model = entry.pk, type(entry)
    entry.delete()
    model.history.filter(id=key).delete()  # with the record of the deletion, which tells everything once more
    if model is Event:
        EventOutcome.history.filter(event_id=key).delete()


def _in_bin(entry: Entry) -> Any:
    fresh = type(entry).everywhere.in_bin().select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if fresh is None:
        raise ReviewError(_("This entry is not in the bin any more."))
    return fresh


def _pictures(entry: Entry) -> set[str]:
    """The names of every picture that `entry` has or had."""
    contents = [row.content for rows in (SavedVersion, Decision) for row in rows.objects.of(entry)]
    names = {
        str(entry.image),
        *(content.get("image", "") for content in contents),
        *map(str, entry.history.values_list("image", flat=True)),
    }
    return names - {""}


def _delete_picture(name: str) -> None:
    """Delete the private file, unless another entry shows it."""
    if not any(model.everywhere.filter(image=name).exists() for model in (Event, Stand)):
        private_storage().delete(name)
