"""One import taken back as a whole: what it created goes into the bin, what it changed says again what it said before."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import ReviewError
from events.binning import move_to_bin
from events.collecting.importing.writing import Writer
from events.collecting.workbook.declaration import NOUNS
from events.models import ImportedRow, WorkbookImport

NAMED = 5


def in_the_way(workbook: WorkbookImport, by: User) -> list[str]:
    """The titles of entries because of which `workbook` cannot be taken back: somebody has edited or submitted them since."""
    return [str(entry) for _row, entry in _taken(workbook) if entry is not None and not _is_as_left(_row, entry, by)]


@transaction.atomic
def take_back_import(workbook: WorkbookImport, *, by: User) -> int:
    """Take everything back that `workbook` brought; returns how many entries that were.

    Raises PermissionDenied, and ReviewError if somebody has edited one of the entries since: then nothing is taken back.
    """
    workbook = WorkbookImport.objects.select_for_update(of=("self",)).select_related("edition", "by").get(pk=workbook.pk)
    if workbook.by != by:
        raise PermissionDenied
    if workbook.state != WorkbookImport.State.TAKEN:
        raise ReviewError(_("Only a workbook that was taken over can be taken back."))
    rows = _taken(workbook, locked=True)
    edited = [str(entry) for row, entry in rows if entry is not None and not _is_as_left(row, entry, by)]
    if edited:
        names = "; ".join(edited[:NAMED]) + (" …" if len(edited) > NAMED else "")
        raise ReviewError(
            _("It cannot be taken back as a whole any more: these entries have been edited or submitted since: %(names)s")
            % {"names": names}
        )
    writer = Writer(NOUNS[workbook.noun], by, workbook.edition)
    for row, entry in rows:
        if entry is None:
            continue
        if row.was_created:
            move_to_bin(entry, by=by)
        elif row.content:
            writer.change(entry, {name: row.before[name] for name in row.content}, edit_revision=entry.edit_revision)
    workbook.state, workbook.taken_back_at = WorkbookImport.State.TAKEN_BACK, timezone.now()
    workbook.save(update_fields=["state", "taken_back_at"])
    return sum(entry is not None for _row, entry in rows)


def _taken(workbook: WorkbookImport, *, locked: bool = False) -> list[tuple[ImportedRow, Any]]:
    """The rows that were taken over, each with its entry; None for one that lies in the bin."""
    model = NOUNS[workbook.noun]
    rows = list(workbook.rows.filter(saved_revision__isnull=False))
    entries = model.objects.filter(pk__in=[row.entry_key for row in rows])
    if locked:
        entries = entries.select_for_update(of=("self",))
    found = {entry.pk: entry for entry in entries.select_related("edition" if workbook.noun == "event" else "fair__edition")}
    return [(row, found.get(row.entry_key or 0)) for row in rows]


def _is_as_left(row: ImportedRow, entry: Any, by: User) -> bool:
    """Whether nobody has touched `entry` since, and `by` may still change it."""
    if entry.edit_revision != row.saved_revision or not entry.may_change(by):
        return False
    return entry.may_delete(by) if row.was_created else entry.review_status != entry.ReviewStatus.SUBMITTED
