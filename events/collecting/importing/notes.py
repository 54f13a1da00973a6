"""What stood in faulty cells, as notes at the fields of the entries that were made without them."""

from typing import Any

from django.utils.translation import gettext as _

from events.collecting.importing.contents import Entry, contents_of, says_same
from events.models import ImportedRow, WorkbookImport

# Fields of the form, by names in a content.
_AT = {"state_id": "state", "format_id": "format", "fair_id": "fair", "main_exhibitor_id": "main_exhibitor"}


def cell_notes_of(entry: Entry) -> dict[str, str]:
    """Name of the field, list or rows → what stood in the file; only as long as the field says what the import left there."""
    row = latest_row(entry)
    if row is None:
        return {}
    content, notes = contents_of([entry])[entry.pk], dict[str, str]()
    for problem in row.problems:
        key = problem.get("key")
        if key is not None and says_same(key, problem["left"], content.get(key)):
            sentence = _("In the file stood “%(cell)s”. %(problem)s") if problem["cell"] else "%(problem)s"
            words = sentence % {"cell": problem["cell"], "problem": problem["says"]}
            at = _AT.get(key, key)
            notes[at] = f"{notes[at]} {words}" if at in notes else words
    return notes


def latest_row(entry: Entry) -> Any:
    """The row that was taken over into `entry` last, if it had errors."""
    rows = ImportedRow.objects.filter(
        entry_key=entry.pk,
        saved_revision__isnull=False,
        workbook__noun=entry._meta.model_name,
        workbook__state=WorkbookImport.State.TAKEN,
    )
    row = rows.order_by("-workbook__taken_at", "-pk").first()
    return row if row is not None and row.is_faulty else None
