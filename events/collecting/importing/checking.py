"""The dry run: what each row of a workbook would do, in the language of who sent it. Nothing of an entry is changed."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clusterweek.editorial.versions import content_at
from events.collecting.importing.contents import Content, Entry, contents_of, says_same
from events.collecting.importing.progress import with_progress
from events.collecting.importing.references import entries_with, key_in, revision_in
from events.collecting.importing.rows import RowReader
from events.collecting.importing.validating import Validator, events_outside
from events.collecting.workbook.cells import is_blank, plain
from events.collecting.workbook.columns import Reading
from events.collecting.workbook.layout import REFERENCE, REVISION, Layout
from events.collecting.workbook.reading import read_file
from events.collecting.workbook.refusing import Reason, Refused
from events.collecting.workbook.table import Row, Table, find_table
from events.models import ImportedRow, WorkbookImport

Kind, State = ImportedRow.Kind, WorkbookImport.State
PART = 200

# Without these nothing can be saved at all.
INDISPENSABLE = frozenset({"title", "state"})


def check(workbook: WorkbookImport) -> None:
    """Read the file of `workbook`, and keep what each row would do, or in one sentence why it cannot be read."""
    with translation.override(workbook.by.language):
        try:
            DryRun(workbook).run()
        except Refused as refusal:
            workbook.state, workbook.refusal = State.REFUSED, str(refusal)
            workbook.checked_at = timezone.now()
            workbook.save(update_fields=["state", "refusal", "checked_at"])


class DryRun:
    """The dry run of one workbook."""

    def __init__(self, workbook: WorkbookImport) -> None:
        self.workbook, self.user = workbook, workbook.by
        self.layout = Layout(workbook.noun, workbook.by, workbook.edition, land=workbook.land)
        self.model = self.layout.declaration.model
        self.validator = Validator(self.layout.declaration)

    def run(self) -> None:
        """Check every row and keep the result. Raises Refused."""
        if not self.workbook.file:
            raise Refused(Reason.GONE)
        with self.workbook.file.open("rb") as file:
            sheets = read_file(file.read(), self.workbook.file_name)
        table = find_table(sheets, self.layout)
        self.reader = RowReader(self.layout, table)
        self._load(table)
        checked = [self._check(row) for row in with_progress(self.workbook, table.rows, len(table.rows))]
        with transaction.atomic():
            self.workbook.rows.all().delete()
            ImportedRow.objects.bulk_create(checked, batch_size=PART)
            self.workbook.state, self.workbook.checked_at, self.workbook.refusal = State.CHECKED, timezone.now(), ""
            self.workbook.report = self._report(table)
            self.workbook.save(update_fields=["state", "checked_at", "report", "refusal"])

    def _load(self, table: Table) -> None:
        """Whatever the rows refer to, with few queries."""
        noun, edition = self.workbook.noun, self.workbook.edition
        known = {key for row in table.rows if (key := key_in(row.cells.get(REFERENCE), noun)) is not None}
        prints = [fingerprint(row) for row in table.rows if is_blank(row.cells.get(REFERENCE))]
        self.earlier = earlier_rows(self.workbook, prints)
        keys = sorted(known | {row.entry_key for row in self.earlier.values() if row.entry_key})
        self.entries: dict[int, Entry] = {}
        self.contents: dict[int, Content] = {}
        for start in range(0, len(keys), PART):
            part = entries_with(keys[start : start + PART], noun, self.user, edition)
            self.entries |= part
            self.contents |= contents_of(part.values())
        self.layout.load(self.contents.values(), names=table.columns)
        self.seen: dict[int, int] = {}

    def _report(self, table: Table) -> dict[str, Any]:
        unread = [
            {"letter": column.letter, "heading": column.heading, "alike": column.alike, "is_double": column.is_double}
            for column in table.unread
        ]
        return {
            "sheet": table.sheet,
            "header": table.header,
            "first": table.rows[0].number if table.rows else 0,
            "last": table.rows[-1].number if table.rows else 0,
            "above": table.above,
            "blank": table.blank,
            "examples": table.examples,
            "other_sheets": table.other_sheets,
            "unread": unread,
            "columns": {name: table.letter(name) for name in table.columns},
        }

    # One row

    def _check(self, row: Row) -> ImportedRow:
        checked = ImportedRow(workbook=self.workbook, number=row.number, title=row.title[:200], kind=Kind.NEW)
        checked.fingerprint = fingerprint(row)
        entry, revision = self._entry_of(row, checked)
        content = self.contents.get(entry.pk, {}) if entry else {}
        reading = self.reader.read(row, content)
        if checked.problems:  # the reference leads nowhere
            reading.problems = {}
            checked.is_takeable = False
        elif entry is None:
            checked.content = self._validated(reading, {})
        else:
            checked.entry_key, checked.known_revision, checked.seen_revision = entry.pk, revision, entry.edit_revision
            self._compare(checked, entry, content, reading, revision)
        # Problems of columns, behind what is wrong with the row as a whole.
        checked.problems += self.reader.told(row, reading.problems)
        checked.understood = self.reader.told(
            row, {name: said for name, said in reading.understood.items() if name not in reading.problems}
        )
        checked.is_faulty = bool(checked.problems)
        if INDISPENSABLE & set(reading.problems):
            checked.is_takeable = False
        return checked

    def _entry_of(self, row: Row, checked: ImportedRow) -> tuple[Entry | None, int | None]:
        """The entry that the row is about, and the edit revision that its author knew; problems with that are noted."""
        cell = row.cells.get(REFERENCE)
        if is_blank(cell):
            earlier = self.earlier.get(checked.fingerprint)
            entry = self.entries.get(earlier.entry_key or 0) if earlier else None
            if entry is not None and earlier is not None and entry.pk not in self.seen:
                self.seen[entry.pk] = row.number
                return entry, earlier.saved_revision
            return None, None
        key = key_in(cell, self.workbook.noun)
        entry = self.entries.get(key) if key is not None else None
        if entry is None:
            sentence = _("There is no such entry of yours in this edition. Empty the reference if the row is to become a new entry.")
            checked.problems += self.reader.told(row, {REFERENCE: sentence})
            return None, None
        if entry.pk in self.seen:
            sentence = _("The same entry stands in row %(number)d already. Empty the reference if this is another one.")
            checked.problems += self.reader.told(row, {REFERENCE: sentence % {"number": self.seen[entry.pk]}})
            return None, None
        self.seen[entry.pk] = row.number
        return entry, revision_in(row.cells.get(REVISION))

    def _validated(self, reading: Reading, entry: Content) -> Content:
        """What of a reading the form would save on top of `entry`; what it refuses is noted and left out."""
        content = {name: value for name, value in reading.values.items() if not entry or not says_same(name, value, entry.get(name))}
        if entry and not content:
            return {}
        for _attempt in range(3):
            saved, problems = self.validator.validate(content, entry)
            if outside := events_outside(self.model, content, entry) if self.workbook.noun == "stand" else "":
                problems.setdefault("events_at_stand", []).append(outside)
            if not problems:
                return {name: value for name, value in saved.items() if not entry or not says_same(name, value, entry.get(name))}
            for name, sentences in problems.items():
                if name not in reading.problems:
                    reading.problems[name] = sentences
                content = {key: value for key, value in content.items() if key not in (name, f"{name}_id")}
        return {}

    def _compare(self, checked: ImportedRow, entry: Entry, content: Content, reading: Reading, revision: int | None) -> None:
        """What the row would change in `entry`; what somebody changed meanwhile is left, or is to be decided."""
        changes = self._validated(reading, content)
        if changes and revision != entry.edit_revision:
            former = content_at(entry, revision) if revision is not None and revision < entry.edit_revision else None
            if former is not None:
                changes = {name: value for name, value in changes.items() if not says_same(name, value, former.get(name))}
            checked.disputed = [name for name in changes if former is None or not says_same(name, former.get(name), content.get(name))]
            checked.kind = Kind.CONFLICT if changes else Kind.UNCHANGED
        else:
            checked.kind = Kind.CHANGED if changes else Kind.UNCHANGED
        checked.content, checked.before = changes, {name: content.get(name) for name in changes}
        if changes and not entry.may_change(self.user):
            checked.is_takeable = False
            sentence = _("The entry is with the programme office. Please take it back first; then upload the file again.")
            checked.problems.append({"column": REFERENCE, "letter": "", "label": "", "cell": "", "says": sentence})


def fingerprint(row: Row) -> str:
    """What tells a row again that has no reference: its title, and its first day as it stands there."""
    return hashlib.sha256(f"{plain(row.title)}|{row.cells.get('first_day')}".encode()).hexdigest()


def earlier_rows(workbook: WorkbookImport, prints: list[str]) -> dict[str, ImportedRow]:
    """Rows that one's earlier uploads for this edition made entries of, by fingerprint; none for rows that look alike."""
    found = ImportedRow.objects.filter(
        workbook__by=workbook.by,
        workbook__edition=workbook.edition,
        workbook__noun=workbook.noun,
        workbook__state=State.TAKEN,
        was_created=True,
        fingerprint__in=[each for each in set(prints) if prints.count(each) == 1],
    )
    return {row.fingerprint: row for row in found.order_by("pk")}
