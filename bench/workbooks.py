"""What a large workbook costs: its dry run and taking it over, first as new entries, then with every row changed. Nothing of it stays."""

import os
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from bench.texts import texts_of
from clusterweek.accounts.models import LAND_COORDINATOR, User
from events.collecting.importing.checking import check
from events.collecting.importing.exporting import export
from events.collecting.importing.running import receive
from events.collecting.importing.taking import take_over
from events.models import Event, WorkbookImport
from events.programme.models import Edition

LAND = "NW"
HEAD = (
    *("Titel", "Kurzbeschreibung", "Beschreibung", "Format", "Technologiefelder", "Erster Tag", "Von", "Bis"),
    *("Veranstaltungsort", "Postleitzahl", "Ort", "Weitere Veranstalter", "Kostenfrei"),
)


def cost_of_workbooks(rows: int) -> dict[str, Any]:
    """Seconds of this process's CPU for each step, for a workbook with so many rows of 13 columns.

    Raises LookupError if a step left out a row, so that nothing is measured that was not done.
    """
    with transaction.atomic():
        person, edition = _coordinator(), _edition()
        found: dict[str, Any] = {"rows": rows}
        for kind, content in (("new", lambda: _filled(edition, rows)), ("changed", lambda: _changed(person, edition))):
            workbook = receive(content(), "sammlung.xlsx", noun="event", edition=edition, by=person, land=LAND)
            found[f"{kind}_check"] = _spent(lambda workbook=workbook: check(workbook))
            told = workbook.rows.filter(kind=kind, is_faulty=False).count()
            found[f"{kind}_take"] = _spent(lambda workbook=workbook: take_over(workbook, by=person, take=WorkbookImport.Take.VALID))
            workbook.file.delete(save=False)
            if (told, Event.objects.filter(edition=edition).count()) != (rows, rows):
                raise LookupError(f"{told} rows of {rows} are {kind}.")
        transaction.set_rollback(True)
    return found


def _spent(step: Any) -> float:
    started = sum(os.times()[:4])
    step()
    return sum(os.times()[:4]) - started


def _coordinator() -> User:
    person = User.objects.create(email="bench@example.org")
    person.groups.add(Group.objects.get(name=LAND_COORDINATOR))
    person.states.add(LAND)
    return person


def _edition() -> Edition:
    today = timezone.localdate()
    return Edition.objects.create(
        number=99,
        title="Clusterwoche Deutschland",
        slug="2099-bench",
        first_day=today + timedelta(days=60),
        last_day=today + timedelta(days=69),
        collects_from=today - timedelta(days=1),
        submission_deadline=timezone.now() + timedelta(days=30),
        opens_at=timezone.now() + timedelta(days=40),
    )


def _filled(edition: Edition, rows: int) -> bytes:
    """What a Land has collected."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEAD)
    for number in range(rows):
        texts, day = texts_of(number), edition.first_day + timedelta(days=number % 10)
        when = (f"{day:%d.%m.%Y}", "10:00", "12:00")
        where = ("Beispielhaus", "44137", "Dortmund", "Beispielverein", "ja")
        sheet.append((*texts, "Vortrag", "Logistik; Mikro-Nano-Opto", *when, *where))
    return _saved(book)


def _changed(person: User, edition: Edition) -> bytes:
    """The exported workbook with another title in every row."""
    with export("event", person, edition, land=LAND) as file:
        book = load_workbook(file)
    sheet = book["Veranstaltungen"]
    titles = [cell for row in sheet.iter_rows(min_row=1, max_row=5) for cell in row if cell.value == "Titel"]
    for (cell,) in sheet.iter_rows(min_row=titles[0].row + 1, min_col=titles[0].column, max_col=titles[0].column):
        if cell.value:
            cell.value = f"{cell.value} neu"
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()
