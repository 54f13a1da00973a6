"""What the pages of workbooks show: the dry run by kinds of rows, and what was taken over."""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusterweek.accounts.models import User
from clusterweek.editorial.differences import Difference, differences
from clusterweek.editorial.readable import read_contents
from events.admin.bulk import MOST, key_of
from events.collecting.doubles import Described, Hint, hints, likely_doubles_of
from events.collecting.importing.contents import blank_content
from events.collecting.importing.taking import rows_to_take
from events.collecting.importing.taking_back import in_the_way
from events.collecting.importing.writing import Writer
from events.collecting.workbook.declaration import NOUNS
from events.models import ImportedRow, WorkbookImport

Kind, Take = ImportedRow.Kind, WorkbookImport.Take

# So many rows of each kind are shown unless somebody asks for all.
SHOWN = 25


class Changed(NamedTuple):
    """A row with what it would change, the entry it is about, and the names of the fields that two people changed."""

    row: ImportedRow
    entry: Any
    differences: list[Difference]
    disputed: str = ""


class New(NamedTuple):
    """A row that would become a draft: when, and what is missing for submitting it."""

    row: ImportedRow
    when: str
    missing: list[str]
    doubles: list[Hint]


class DryRunReport:
    """What a dry run found."""

    def __init__(self, workbook: WorkbookImport, user: User, show_all: str = "") -> None:
        self.workbook, self.user, self.show_all = workbook, user, show_all
        self.model = NOUNS[workbook.noun]
        self.rows = list(workbook.rows.all())
        self.found = workbook.report

    def of_kind(self, kind: str) -> list[ImportedRow]:
        """The rows of a kind that have no errors."""
        return [row for row in self.rows if row.kind == kind and not row.is_faulty]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind, and with errors, and how many cells have some."""
        counts = Counter("faulty" if row.is_faulty else row.kind for row in self.rows)
        cells = sum(len(row.problems) for row in self.rows)
        return {**{kind: counts[kind] for kind in (*Kind.values, "faulty")}, "cells": cells, "all": len(self.rows)}

    @property
    def title(self) -> str:
        """The heading of the page."""
        good, faulty = self.counts["all"] - self.counts["faulty"], self.counts["faulty"]
        fine = ngettext("%(count)d row in order", "%(count)d rows in order", good) % {"count": good}
        if not faulty:
            return _("Dry run: %(fine)s") % {"fine": fine}
        return _("Dry run: %(fine)s, %(faulty)d with errors") % {"fine": fine, "faulty": faulty}

    def _shown(self, kind: str, rows: list[Any]) -> list[Any]:
        return rows if self.show_all in (kind, "everything") else rows[:SHOWN]

    @cached_property
    def faulty(self) -> list[ImportedRow]:
        """Rows with errors, as many as are shown."""
        return self._shown("faulty", [row for row in self.rows if row.is_faulty])

    @cached_property
    def changed(self) -> list[Changed]:
        """Rows that would change an entry."""
        return self._differing(self._shown(Kind.CHANGED, self.of_kind(Kind.CHANGED)))

    @cached_property
    def conflicts(self) -> list[Changed]:
        """Rows whose entry somebody has changed since the file was made, faulty ones included."""
        return self._differing([row for row in self.rows if row.kind == Kind.CONFLICT and row.is_takeable])

    @cached_property
    def new(self) -> list[New]:
        """Rows that would become drafts."""
        rows = self._shown(Kind.NEW, self.of_kind(Kind.NEW))
        likely = likely_doubles_of([self._described({**self._blank, **row.content}) for row in rows])
        return [self._new(row, hints(found, self.user)) for row, found in zip(rows, likely, strict=True)]

    @cached_property
    def unchanged(self) -> list[int]:
        """The numbers of rows that say what the portal says."""
        return [row.number for row in self.of_kind(Kind.UNCHANGED)]

    @cached_property
    def understood(self) -> list[ImportedRow]:
        """Rows with cells that were interpreted."""
        return self._shown("understood", [row for row in self.rows if row.understood])

    @cached_property
    def understood_count(self) -> int:
        """How many cells were interpreted."""
        return sum(len(row.understood) for row in self.rows)

    @cached_property
    def choices(self) -> list[dict[str, Any]]:
        """What can be taken over, each with how many new and changed rows that are."""
        found = []
        for take in Take:
            kinds = Counter(row.kind for row in rows_to_take(self.workbook, take))
            found.append({"value": take.value, "new": kinds[Kind.NEW], "changed": kinds[Kind.CHANGED], "count": sum(kinds.values())})
        return found if self.counts["faulty"] else found[:1]

    @property
    def left_out(self) -> list[int]:
        """The numbers of faulty rows that cannot be taken over in any case."""
        return [row.number for row in self.rows if row.is_faulty and not row.is_takeable]

    def _differing(self, rows: list[ImportedRow]) -> list[Changed]:
        contents = [content for row in rows for content in (row.before, {**row.before, **row.content})]
        read = read_contents(self.model, *contents)
        entries = self.model.objects.in_bulk([row.entry_key for row in rows])
        found = []
        for place, row in enumerate(rows):
            before, after = read[2 * place], read[2 * place + 1]
            labels = [str(after[name.removesuffix("_id")].label) for name in row.disputed if name.removesuffix("_id") in after]
            found.append(Changed(row, entries.get(row.entry_key or 0), differences(before, after), ", ".join(labels)))
        return found

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self.model, self.user, self.workbook.edition)

    @cached_property
    def _blank(self) -> dict[str, Any]:
        return blank_content(self.model)

    def _new(self, row: ImportedRow, doubles: list[Hint]) -> New:
        content = {**self._blank, **row.content}
        entry = self._writer.unsaved(content)
        for name in (*self.model.COUNTED, self.model.ROWS):
            entry.__dict__[f"has_{name}"] = bool(content.get(name))
        told = read_contents(self.model, {self.model.ROWS: content[self.model.ROWS]})[0] if self.workbook.noun == "event" else {}
        when = (
            "; ".join(told[self.model.ROWS].lines or ())
            if told
            else " ".join(filter(None, (content.get("hall"), content.get("stand_number"))))
        )
        return New(row, when, [self._label(name) for name in entry.missing()], doubles)

    def _described(self, content: dict[str, Any]) -> Described:
        """What the search for likely doubles is told of a row."""
        edition = self.workbook.edition_id
        if self.workbook.noun == "event":
            days = [(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])) for row in content["dates"]]
            names = {"organizers": content["organizers"], "organizer_text": content["further_organizers"]}
            return Described("event", content["title"], edition, days=days, place=content["city"], **names)
        known = [str(content[name] or "") for name in ("fair_id", "hall", "stand_number")]
        exhibitor = [content["main_exhibitor_id"]] if content["main_exhibitor_id"] else []
        place = " ".join(known) if all(known) else ""
        return Described(
            "stand", content["title"], edition, place=place, organizers=exhibitor, organizer_text=content["main_exhibitor_text"]
        )

    def _label(self, name: str) -> str:
        field = self.model._meta.get_field(name)
        model = getattr(field, "related_model", None)
        is_rows = name == self.model.ROWS and model is not None
        return capfirst(str(model._meta.verbose_name_plural if is_rows and model else field.verbose_name))


class TakenReport:
    """What was taken over from a workbook."""

    def __init__(self, workbook: WorkbookImport, user: User) -> None:
        self.workbook, self.user = workbook, user
        self.model = NOUNS[workbook.noun]
        self.rows = list(workbook.rows.all())
        self.taken = [row for row in self.rows if row.saved_revision is not None]

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """Each entry with its row, whether it is complete, and how it is named in a form that submits many."""
        keys = [row.entry_key for row in self.taken]
        found = self.model.objects.telling_what_is_there().editable_by(self.user).filter(pk__in=keys).select_related("state", "public")
        entries = {entry.pk: entry for entry in found}
        lines = []
        for row in self.taken:
            entry = entries.get(row.entry_key or 0)
            missing = entry.completeness().missing if entry is not None else []
            is_draft = entry is not None and entry.review_status in (entry.ReviewStatus.DRAFT, entry.ReviewStatus.RETURNED)
            lines.append({"row": row, "entry": entry, "missing": missing, "key": key_of(entry) if entry is not None and is_draft else ""})
        return lines

    @property
    def ready(self) -> list[str]:
        """The keys of drafts that can be submitted now, at most as many as may be submitted at once."""
        return [line["key"] for line in self.lines if line["key"] and not line["missing"]][:MOST]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many entries are new, how many were changed, and how many rows were left out."""
        created = sum(row.was_created for row in self.taken)
        faulty = sum(row.is_faulty for row in self.taken)
        left = sum(row.saved_revision is None and (row.is_faulty or row.kind != Kind.UNCHANGED) for row in self.rows)
        return {"new": created, "changed": len(self.taken) - created, "faulty": faulty, "left": left}

    @cached_property
    def in_the_way(self) -> list[str]:
        """Entries that somebody has edited or submitted since."""
        return in_the_way(self.workbook, self.user) if self.workbook.state == WorkbookImport.State.TAKEN else []


def marks_of(workbook: WorkbookImport) -> list[tuple[int, str, str]]:
    """Where a faulty cell is and what is wrong with it; what concerns a whole row stands at its title."""
    title = workbook.report["columns"]["title"]
    merged: dict[tuple[int, str], list[str]] = {}
    for row in workbook.rows.filter(is_faulty=True):
        for problem in row.problems:
            merged.setdefault((row.number, problem["letter"] or title), []).append(problem["says"])
    return [(number, letter, " ".join(sentences)) for (number, letter), sentences in merged.items()]
