"""Taking over a workbook: all rows that were chosen, in one transaction."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.review import OutdatedRevision, ReviewError, begin_edits
from clusterweek.geography.models import NATIONWIDE
from events.collecting.importing.contents import Content, Entry, blank_content, contents_of
from events.collecting.importing.progress import with_progress
from events.collecting.importing.references import entries_with
from events.collecting.importing.writing import Writer
from events.collecting.workbook.layout import Layout
from events.collecting.workbook.lists import ListColumn
from events.models import ImportedRow, WorkbookImport

Kind, State, Take, Decision = ImportedRow.Kind, WorkbookImport.State, WorkbookImport.Take, ImportedRow.Decision
PART = 200


class Overtaken(ReviewError):
    """Something has changed since the dry run, which is to be done again."""


def rows_to_take(workbook: WorkbookImport, take: str) -> QuerySet[ImportedRow]:
    """The rows that would be taken over: without errors, or all that can become entries; of conflicts those that are decided."""
    rows = workbook.rows.filter(is_takeable=True).exclude(kind=Kind.UNCHANGED, is_faulty=False)
    rows = rows.exclude(kind=Kind.CONFLICT, decision__in=["", Decision.LEAVE])
    return rows if take == Take.ALL else rows.filter(is_faulty=False)


@transaction.atomic
def take_over(workbook: WorkbookImport, *, by: User, take: str) -> int:
    """Make drafts of new rows and change the entries of others; returns how many rows were taken over.

    Raises PermissionDenied, Overtaken if an entry or a list has changed since the dry run, and ReviewError.
    """
    workbook = WorkbookImport.objects.select_for_update(of=("self",)).select_related("edition", "by").get(pk=workbook.pk)
    if workbook.by != by:
        raise PermissionDenied
    if workbook.state not in (State.CHECKED, State.TAKING):
        raise ReviewError(_("This workbook has been taken over or discarded already."))
    if workbook.edition.is_closed:
        raise ReviewError(_("This edition is closed."))
    rows = list(rows_to_take(workbook, take))
    if not rows:
        raise ReviewError(_("There is no row to take over."))
    _Taking(workbook, rows, by).run()
    workbook.state, workbook.take, workbook.taken_at = State.TAKEN, take, timezone.now()
    workbook.save(update_fields=["state", "take", "taken_at"])
    return len(rows)


class _Taking:
    """One taking over."""

    def __init__(self, workbook: WorkbookImport, rows: list[ImportedRow], by: User) -> None:
        self.workbook, self.rows, self.by = workbook, rows, by
        self.layout = Layout(workbook.noun, by, workbook.edition, land=workbook.land)
        self.model = self.layout.declaration.model
        self.writer = Writer(self.model, by, workbook.edition)
        self.blank = blank_content(self.model)
        self.begun: dict[int, Entry] = {}

    def run(self) -> None:
        """Take the rows over. Raises Overtaken."""
        keys = sorted({row.entry_key for row in self.rows if row.entry_key})
        to_change = {row.entry_key for row in self.rows if row.entry_key and self._decided(row)}
        entries: dict[int, Entry] = {}
        for start in range(0, len(keys), PART):
            part = entries_with(keys[start : start + PART], self.workbook.noun, self.by, self.workbook.edition)
            self.begun |= begin_edits([entry for key, entry in part.items() if key in to_change])
            entries |= part
        self._check_choices()
        self._check_laender()
        for row in with_progress(self.workbook, self.rows, len(self.rows)):
            self._take(row, entries)
        names = ["entry_key", "saved_revision", "was_created", "problems", "content"]
        ImportedRow.objects.bulk_update(self.rows, names, batch_size=PART)

    def _take(self, row: ImportedRow, entries: dict[int, Entry]) -> None:
        content = self._decided(row)
        if row.kind == Kind.NEW:
            entry = self.writer.create({**self.blank, **content})
            row.entry_key, row.was_created = entry.pk, True
        else:
            found = entries.get(row.entry_key or 0)
            if found is None:
                raise Overtaken(_("Row %(number)d: the entry is not there any more.") % {"number": row.number})
            entry = self._change(row, found, content)
        row.saved_revision, row.content = entry.edit_revision, content
        if row.is_faulty:
            self._note_what_is_left(row, entry, content)

    def _change(self, row: ImportedRow, entry: Entry, content: Content) -> Entry:
        if not content:
            return entry
        try:
            return self.writer.change(entry, content, edit_revision=row.seen_revision or 0, current=self.begun.pop(entry.pk, None))
        except OutdatedRevision as refusal:
            raise Overtaken(_("Row %(number)d: somebody has changed the entry since the dry run.") % {"number": row.number}) from refusal
        except PermissionDenied as refusal:
            raise Overtaken(_("Row %(number)d: the entry is with the programme office by now.") % {"number": row.number}) from refusal

    def _decided(self, row: ImportedRow) -> Content:
        """What is to be saved of a row: of a conflict all that the file says, or what nobody else has changed."""
        if row.kind == Kind.CONFLICT and row.decision == Decision.THEIRS:
            return {name: value for name, value in row.content.items() if name not in row.disputed}
        return row.content

    def _note_what_is_left(self, row: ImportedRow, entry: Entry, content: Content) -> None:
        """Keep with each faulty cell what its field says now: its note stands there as long as that stays so."""
        now = {**self.blank, **content} if row.was_created else contents_of([entry])[entry.pk]
        for problem in row.problems:
            column = self.layout.columns.get(problem["column"])
            if column is not None:
                key = "state_id" if column.name == "state" else column.key
                problem["key"], problem["left"] = key, now.get(key)

    def _check_laender(self) -> None:
        """Raise Overtaken if a row is to go to a Land that is not the user's any more."""
        own = {None if code == NATIONWIDE else code for code in self.layout.columns["state"].own}  # type: ignore[attr-defined]
        for row in self.rows:
            if "state_id" in row.content and row.content["state_id"] not in own and row.content["state_id"] != row.before.get("state_id"):
                raise Overtaken(_("Row %(number)d: this Land is not yours any more.") % {"number": row.number})

    def _check_choices(self) -> None:
        """Raise Overtaken if a list has lost, since the dry run, what a row has chosen from it."""
        chosen = [column for column in self.layout.columns.values() if isinstance(column, ListColumn)]
        used = {
            column.name: {key for row in self.rows for key in column.keys({column.key: row.content.get(column.key)})} for column in chosen
        }
        for column in chosen:
            if not used[column.name]:
                continue
            column.load([])
            before = {key for row in self.rows for key in column.keys({column.key: row.before.get(column.key)})}
            if used[column.name] - set(column.choices.labels) - before:
                raise Overtaken(_("The list “%(column)s” has changed since the dry run.") % {"column": column.label})


def decide(workbook: WorkbookImport, decisions: dict[int, Any]) -> None:
    """Keep what is to become of conflicts, by the numbers of their rows."""
    for row in workbook.rows.filter(kind=Kind.CONFLICT, number__in=decisions):
        if decisions[row.number] in Decision.values:
            row.decision = decisions[row.number]
            row.save(update_fields=["decision"])
