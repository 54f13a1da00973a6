"""The review of any working copy: what each step asks for, and what it leaves behind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.models import Decision, WorkingCopy
from clusterweek.editorial.outbox.decision_mail import tell_of_decision
from clusterweek.editorial.versions import keep_version, keep_versions

Status = WorkingCopy.ReviewStatus


class ReviewError(Exception):
    """A step that cannot be taken; `str()` of it is a sentence for people."""


class OutdatedRevision(ReviewError):
    """Somebody has changed the entry since it was loaded."""


class Incomplete(ReviewError):
    """Something is missing that the public copy needs; `problems` maps a field's name to a sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


def locked(entry: Any, *, edit_revision: int | None = None) -> Any:
    """`entry` read again and locked until the transaction ends.

    Raises OutdatedRevision if `edit_revision` is given and is not that of the row, and ReviewError if there is no such
    row any more or it lies in the bin.
    """
    fresh = type(entry).objects.select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if fresh is None:
        raise ReviewError(_("This entry lies in the bin, or has been deleted."))
    if edit_revision is not None:
        _check_revision(fresh, edit_revision)
    return fresh


def _check_revision(fresh: Any, edit_revision: int) -> None:
    if fresh.edit_revision != edit_revision:
        raise OutdatedRevision(_("Somebody has changed this entry in the meantime. Please look at the newer version first."))


def begin_edits(entries: Sequence[Any]) -> dict[int, Any]:
    """The rows of `entries`, of one noun, read again, locked, and with their versions kept, by key; for `record_edit` of many.

    Those that are gone or lie in the bin are missing. Call it in the transaction in which the edits are made.
    """
    if not entries:
        return {}
    model = type(entries[0])
    lists = [field.name for field in model.CONTENT._meta.local_many_to_many]
    rows = model.objects.select_for_update(of=("self",)).filter(pk__in=[entry.pk for entry in entries]).order_by("pk")
    fresh = {row.pk: row for row in rows.select_related(model.EDITION).prefetch_related(*lists, model.ROWS, "partners")}
    keep_versions(list(fresh.values()))
    return fresh


@transaction.atomic
def record_edit(entry: Any, *, by: User, edit_revision: int, content_changed: bool = True, reason: str = "", current: Any = None) -> None:
    """Note that `by` is changing `entry`; call it before `entry` is saved, in the same transaction.

    The version that it replaces is kept, and what the review has noted in the meantime is taken over. If the content
    changed, the entry leaves `approved` for `draft`, because it no longer equals the public copy; a submitted one stays
    with the office, who alone may change it. In a closed edition it does so with a `reason`, which the history keeps.
    Whoever edits many at once hands over what `begin_edits` gave as `current`.
    Raises PermissionDenied, OutdatedRevision, and ReviewError without that reason.
    """
    begun, current = current is not None, current or locked(entry)
    _check_revision(current, edit_revision)
    if not current.may_change(by):
        raise PermissionDenied
    if current.is_closed and not reason.strip():
        raise ReviewError(_("This edition is closed. Please give the reason for the correction."))
    if not begun:
        keep_version(current)
    entry._change_reason = reason.strip() or None
    for field in entry._meta.concrete_fields:
        if not field.editable:
            setattr(entry, field.attname, getattr(current, field.attname))
    entry.edit_revision += 1
    if not content_changed:
        return
    entry.last_edited_by, entry.last_edited_at = by, timezone.now()
    if entry.review_status == Status.APPROVED:
        entry.review_status = Status.DRAFT


@transaction.atomic
def submit(entry: Any, *, by: User, edit_revision: int, now: datetime | None = None) -> Any:
    """Hand `entry` to the programme office; returns it as saved.

    Raises PermissionDenied, OutdatedRevision, Incomplete, and ReviewError after the deadline or in a wrong status.
    """
    entry = locked(entry, edit_revision=edit_revision)
    if not entry.may_edit(by):
        raise PermissionDenied
    if entry.review_status not in (Status.DRAFT, Status.RETURNED):
        raise ReviewError(_("Only a draft or a returned entry can be submitted."))
    moment = now or timezone.now()
    entry.check_not_closed(by)
    entry.check_submission(moment)
    entry.review_status, entry.submitted_by, entry.submitted_at = Status.SUBMITTED, by, moment
    entry.first_submitted_at = entry.first_submitted_at or moment
    entry.save()
    return entry


@transaction.atomic
def take_back(entry: Any, *, by: User, edit_revision: int) -> Any:
    """Take a submitted `entry` back to `draft` in order to change it.

    Raises PermissionDenied, OutdatedRevision, and ReviewError in a wrong status.
    """
    entry = locked(entry, edit_revision=edit_revision)
    if not entry.may_edit(by):
        raise PermissionDenied
    if entry.review_status != Status.SUBMITTED:
        raise ReviewError(_("Only a submitted entry can be taken back."))
    entry.check_not_closed(by)
    entry.review_status = Status.DRAFT
    entry.save()
    return entry


@transaction.atomic
def return_for_changes(entry: Any, *, by: User, edit_revision: int, note: str, field_notes: dict[str, str] | None = None) -> Any:
    """Give a submitted `entry` back to its Land with a `note` that says what to change.

    `field_notes` maps names of fields to sentences; with one of them the general note may be empty. Raises
    PermissionDenied, OutdatedRevision, and ReviewError without any note, in a wrong status, or for one's own.
    """
    entry = submitted(entry, by=by, edit_revision=edit_revision)
    at_fields = {name: sentence.strip() for name, sentence in (field_notes or {}).items() if sentence.strip()}
    note = note.strip() or (_("Please look at the notes at the fields.") if at_fields else "")
    if not note:
        raise ReviewError(_("Please say what should be changed."))
    entry.review_status, entry.review_note = Status.RETURNED, note
    entry.save()
    decide(entry, Decision.Kind.RETURNED, by=by, note=note, field_notes=at_fields)
    return entry


def field_notes_of(entry: Any) -> dict[str, str]:
    """The notes at fields of the last return, as long as `entry` is with its Land because of it; name of the field → sentence."""
    if entry.review_status != Status.RETURNED:
        return {}
    last = Decision.objects.of(entry).filter(kind=Decision.Kind.RETURNED).first()
    return last.field_notes if last else {}


def submitted(entry: Any, *, by: User, edit_revision: int) -> Any:
    """`entry` locked, if `by` may decide it now. Raises PermissionDenied, OutdatedRevision, ReviewError."""
    if not by.is_programme_office:
        raise PermissionDenied
    entry = locked(entry, edit_revision=edit_revision)
    if entry.review_status != Status.SUBMITTED:
        raise ReviewError(_("Only a submitted entry can be decided."))
    if entry.submitted_by_id == by.pk:
        raise ReviewError(_("Nobody decides what they submitted themselves. Please ask a second account of the office."))
    return entry


def decide(entry: Any, kind: Decision.Kind, *, by: User, note: str = "", single_handed_reason: str = "", **details: Any) -> Decision:
    """Add the row that keeps who decided what about `entry`, with its content now, and tell whom it concerns.

    `details` are further fields of the row.
    """
    decision = Decision.objects.create(
        entry=entry,
        kind=kind,
        submitted_by=entry.submitted_by,
        last_edited_by=entry.last_edited_by,
        decided_by=by,
        decided_at=timezone.now(),
        edit_revision=entry.edit_revision,
        note=note,
        single_handed_reason=single_handed_reason,
        content=entry.content_as_json(),
        **details,
    )
    tell_of_decision(decision, entry)
    return decision
