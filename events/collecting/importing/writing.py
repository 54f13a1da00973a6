"""Contents into entries, the way the form saves them: every change recorded, lists and rows as one edit."""

from typing import Any

from django.db import models
from django.utils import timezone

from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.writing import Kind, notify
from clusterweek.editorial.review import record_edit
from events.collecting.importing.contents import PARTNERS, Content, Entry
from events.models.submittable import row_content
from events.programme.models import Edition

# Fields of the working copy alone: changing them leaves the entry what the public copy is.
INTERNAL = frozenset({"source", "internal_note"})

# What no workbook brings.
NEVER = frozenset({"edition", "image"})


class Writer:
    """Writes contents into entries of one noun on behalf of `by`."""

    def __init__(self, model: type[Entry], by: User, edition: Edition) -> None:
        self.model, self.by, self.edition = model, by, edition
        options = model.CONTENT._meta
        self.fields: dict[str, Any] = {
            field.attname: model._meta.get_field(field.name) for field in options.local_fields if field.editable and field.name not in NEVER
        }
        self.fields |= {name: model._meta.get_field(name) for name in ("is_nationwide", *INTERNAL)}
        self.lists = [field.name for field in options.local_many_to_many]
        self.row_model: Any = model._meta.get_field(model.ROWS).related_model

    def unsaved(self, content: Content) -> Any:
        """A new entry with the fields of `content`, without its lists and rows."""
        entry: Any = self.model()
        if any(field.name == "edition" for field in self.model._meta.local_fields):
            entry.edition = self.edition
        self._set_fields(entry, content)
        return entry

    def create(self, content: Content) -> Entry:
        """A new draft that says what `content` says."""
        entry: Any = self.unsaved(content)
        entry.created_by = entry.last_edited_by = self.by
        entry.last_edited_at = timezone.now()
        entry._history_user = self.by
        entry.save()
        for name in self.lists:
            if content.get(name):
                getattr(entry, name).add(*content[name])
        self._add_rows(entry, content.get(self.model.ROWS) or ())
        self._ask(entry, {row["state_id"] for row in content.get(PARTNERS) or ()})
        return entry

    def change(self, entry: Entry, content: Content, *, edit_revision: int, current: Entry | None = None) -> Entry:
        """`entry` with what `content` names changed, as one edit; `current` is what `begin_edits` gave for it, if anything.

        Raises PermissionDenied, OutdatedRevision and ReviewError.
        """
        self._set_fields(entry, content)
        content_changed = not set(content) <= INTERNAL
        record_edit(entry, by=self.by, edit_revision=edit_revision, content_changed=content_changed, current=current)
        entry._history_user = self.by
        entry.save()
        for name in self.lists:
            if name in content:
                getattr(entry, name).set(content[name])
        if self.model.ROWS in content:
            self._change_rows(entry, content[self.model.ROWS])
        if PARTNERS in content:
            self._change_partners(entry, {row["state_id"] for row in content[PARTNERS]})
        return entry

    def _set_fields(self, entry: Any, content: Content) -> None:
        for name, field in self.fields.items():
            if name in content:
                setattr(entry, name, field.to_python(content[name]))

    # Rows

    def _add_rows(self, entry: Any, rows: Any) -> None:
        if rows:
            self.row_model._default_manager.bulk_create(self._row(entry, row) for row in rows)

    def _row(self, entry: Any, row: Content) -> models.Model:
        link = self.model._meta.get_field(self.model.ROWS).field.name
        return self.row_model(**{link: entry}, **self._row_values(row))

    def _row_values(self, row: Content) -> Content:
        fields = [field for field in row_content(self.row_model) if field.attname in row and field.name != "uid"]
        return {field.attname: field.to_python(row[field.attname]) for field in fields}

    def _change_rows(self, entry: Any, rows: list[Content]) -> None:
        """Rows that say the same stay, others are changed one by one, so that a date that moves stays the same date in calendars."""
        present, wanted = list(getattr(entry, self.model.ROWS).all()), [self._row_values(row) for row in rows]
        for row in list(present):
            values = next((each for each in wanted if all(getattr(row, name) == value for name, value in each.items())), None)
            if values is not None:
                present.remove(row)
                wanted.remove(values)
        for row, values in zip(present, wanted, strict=False):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        for row in present[len(wanted) :]:
            row.delete()
        link = self.model._meta.get_field(self.model.ROWS).field.name
        self.row_model._default_manager.bulk_create(self.row_model(**{link: entry}, **values) for values in wanted[len(present) :])

    # Partner Länder

    def _ask(self, entry: Any, codes: set[str]) -> None:
        for code in sorted(codes):
            entry.partners.create(state_id=code)
            notify(Kind.PARTNER_ASKED, to=code, by=self.by, entry=entry)

    def _change_partners(self, entry: Any, codes: set[str]) -> None:
        present = {partner.state_id: partner for partner in entry.partners.all()}
        for code in set(present) - codes:
            present[code].delete()
        self._ask(entry, codes - set(present))
