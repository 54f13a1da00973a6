"""The pages of workbooks: what one sees at each state, and that large files are left to the worker."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from clusterweek.editorial.models import SavedVersion
from clusterweek.editorial.orphans import sweep
from clusterweek.editorial.review import record_edit
from events.collecting.importing import running
from events.collecting.importing.progress import progress_of
from events.collecting.importing.references import reference_of
from events.collecting.importing.taking import _Taking
from events.collecting.importing.tasks import KEPT, forget_files
from events.models import Event, WorkbookImport
from tests.collecting.workbook.books import ods, text, xlsx
from tests.factories import EditionFactory, EventFactory

State = WorkbookImport.State
ROWS = [["Titel", "Datum", "Format"], ["Eins", "31.04.2027", "Vortrg"], ["Zwei", "2.4.", "Vortrag"]]


def post(desk, edition, content: bytes, name: str = "liste.xlsx", **more):
    """Upload a file and follow to its page."""
    file = SimpleUploadedFile(name, content)
    return desk.post("/verwaltung/imports/", {"noun": "event", "edition": edition.slug, "file": file, **more}, follow=True)


def test_the_dry_run_names_every_error_by_row_and_column(desk, collecting_edition):
    page = post(desk, collecting_edition, xlsx(ROWS)).content.decode()

    assert "Probelauf: 1 Zeile in Ordnung, 1 mit Fehlern" in page
    assert "Diesen Tag gibt es nicht: Der April hat 30 Tage." in page
    assert "„Vortrg“ steht nicht in der Liste. Meinten Sie „Vortrag“?" in page
    assert Event.objects.count() == 0


def test_a_conflict_is_shown_with_both_sides_and_decided_per_row(desk, nw, collecting_edition):
    event = EventFactory(edition=collecting_edition, title="Offene Halle", room="Saal 1")
    record_edit(event, by=nw, edit_revision=1)
    event.room = "Saal 3"
    event.save()
    rows = [["Referenz", "Bearbeitungsstand", "Titel", "Raum"], [reference_of(event), 1, "Offene Halle", "Saal 7"]]

    page = post(desk, collecting_edition, xlsx(rows))

    shown = page.content.decode()
    assert "Was soll gelten bei: Raum?" in shown
    assert 'name="row-2"' in shown
    desk.post(page.redirect_chain[-1][0], {"take": "valid", "row-2": "mine"})
    event.refresh_from_db()
    assert event.room == "Saal 7"


def test_a_row_that_changes_nothing_keeps_no_version(desk, collecting_edition):
    event = EventFactory(edition=collecting_edition, title="Offene Halle")
    rows = [["Referenz", "Bearbeitungsstand", "Titel", "Format"], [reference_of(event), 1, "Offene Halle", "Vortrg"]]
    page = post(desk, collecting_edition, xlsx(rows))

    desk.post(page.redirect_chain[-1][0], {"take": "all"})

    assert WorkbookImport.objects.get().state == State.TAKEN
    assert not SavedVersion.objects.exists()


def test_likely_doubles_are_pointed_out_with_what_one_may_see(desk, collecting_edition):
    EventFactory(edition=collecting_edition, title="Nacht der Mikroelektronik", dates=[collecting_edition.first_day])
    EventFactory(edition=collecting_edition, title="Tag des Leichtbaus", state_id="SN", dates=[collecting_edition.first_day])
    day = f"{collecting_edition.first_day:%d.%m.%Y}"

    page = post(desk, collecting_edition, xlsx([["Titel", "Datum"], ["Nacht der Mikroelektronik", day], ["Tag des Leichtbaus", day]]))

    doubles = [line.doubles for line in page.context["report"].new]
    assert [[hint.text.split(" (")[0] for hint in found] for found in doubles] == [["Nacht der Mikroelektronik"], []]
    assert "Ähnelt:" in page.content.decode()


@pytest.mark.parametrize(("name", "make"), [("liste.xlsx", xlsx), ("liste.ods", ods), ("liste.csv", text)])
def test_the_marked_file_has_the_faulty_cells_coloured_and_commented(desk, collecting_edition, name, make):
    post(desk, collecting_edition, make(ROWS), name)
    workbook = WorkbookImport.objects.get()

    answer = desk.get(f"/verwaltung/imports/{workbook.pk}/marked/")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="liste-markiert.xlsx"'
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    comments = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert comments == {
        "B2": "Diesen Tag gibt es nicht: Der April hat 30 Tage.",
        "C2": "„Vortrg“ steht nicht in der Liste. Meinten Sie „Vortrag“?",
    }
    assert (sheet["B2"].value, sheet["B2"].fill.fgColor.rgb[-6:], sheet["A3"].value) == ("31.04.2027", "FDE8E5", "Zwei")


def test_what_was_taken_over_can_be_submitted_from_its_page(desk, collecting_edition):
    rows = [["Titel", "Datum", "Format", "Weitere Veranstalter"], ["Eins", "2.4.", "Vortrag", "Beispiel e. V."], ["Zwei", None, None, None]]
    page = post(desk, collecting_edition, xlsx(rows))
    taken = desk.post(page.redirect_chain[-1][0], {"take": "valid"}, follow=True)

    desk.post("/verwaltung/events/event/bulk/", {"entry": taken.context["report"].ready, "step": "submit"})

    assert sorted(Event.objects.values_list("title", "review_status")) == [("Eins", "submitted"), ("Zwei", "draft")]


def test_nothing_is_taken_over_without_a_choice_or_by_asking_for_nothing(desk, collecting_edition):
    address = post(desk, collecting_edition, xlsx(ROWS)).redirect_chain[-1][0]

    desk.post(address)
    desk.post(address, {"take": "nothing"})
    page = desk.post(address, {"take": "all"}, follow=True)

    assert [str(message) for message in page.context["messages"]][-1] == "Diese Datei wurde bereits übernommen oder verworfen."
    assert (WorkbookImport.objects.get().state, Event.objects.count()) == (State.DISCARDED, 0)


def test_an_import_is_taken_back_from_its_page(desk, collecting_edition):
    address = post(desk, collecting_edition, xlsx(ROWS)).redirect_chain[-1][0]
    desk.post(address, {"take": "all"})

    page = desk.post(f"{address}take-back/", follow=True)

    assert [str(message) for message in page.context["messages"]] == ["Zurückgenommen: 2 Einträge sind wieder wie vorher."]
    assert Event.objects.count() == 0


# The worker


@pytest.fixture
def everything_is_large(monkeypatch) -> None:
    """Every file is left to the worker."""
    monkeypatch.setattr(running, "SMALL_FILE", 0)
    monkeypatch.setattr(running, "FEW_ROWS", 0)


def work() -> None:
    """What the worker does."""
    call_command("work", batch=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_large_files_are_read_and_taken_over_by_the_worker(everything_is_large, desk, collecting_edition):
    page = post(desk, collecting_edition, xlsx(ROWS))
    address = page.redirect_chain[-1][0]
    assert "Die Datei wird geprüft." in page.content.decode()

    work()
    assert "Probelauf: 1 Zeile in Ordnung" in desk.get(address).content.decode()
    waiting = desk.post(address, {"take": "all"}, follow=True).content.decode()
    assert "Die Zeilen werden übernommen." in waiting
    assert Event.objects.count() == 0
    work()

    assert "Übernommen: 2 neue, 0 geänderte." in desk.get(address).content.decode()
    assert Event.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_a_large_file_is_checked(everything_is_large, desk, collecting_edition, monkeypatch):
    monkeypatch.setattr("events.collecting.importing.progress.PAUSE", 0)
    seen = []
    monkeypatch.setattr(
        "events.collecting.importing.rows.RowReader.told",
        lambda self, row, sentences: seen.append(progress_of(WorkbookImport.objects.get()).done) or [],
    )
    post(desk, collecting_edition, xlsx([["Titel"], ["Eins"], ["Zwei"], ["Drei"]]))

    work()

    assert sorted(set(seen)) == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_rows_are_taken_over(everything_is_large, desk, collecting_edition, monkeypatch):
    monkeypatch.setattr("events.collecting.importing.progress.PAUSE", 0)
    page = post(desk, collecting_edition, xlsx([["Titel"], ["Eins"], ["Zwei"], ["Drei"]]))
    address = page.redirect_chain[-1][0]
    work()
    seen, take = [], _Taking._take

    def take_and_look(self, row, entries):
        seen.append(desk.get(address).content.decode())
        take(self, row, entries)

    monkeypatch.setattr(_Taking, "_take", take_and_look)
    desk.post(address, {"take": "all"})
    assert "Gleich geht es los." in desk.get(address).content.decode()
    work()

    assert [f"{done} von 3 Zeilen" in text for done, text in enumerate(seen)] == [True, True, True]
    assert Event.objects.count() == 3
    assert progress_of(WorkbookImport.objects.get()) == (0, 0)


def test_what_was_broken_off_says_so_and_is_started_again(desk, nw, collecting_edition):
    post(desk, collecting_edition, xlsx(ROWS))
    WorkbookImport.objects.update(state=State.TAKING, started_at=timezone.now() - timedelta(hours=1))
    address = f"/verwaltung/imports/{WorkbookImport.objects.get().pk}/"
    assert "Das wurde abgebrochen. Es wurde nichts davon übernommen." in desk.get(address).content.decode()

    page = desk.post(f"{address}again/", follow=True)

    assert "Probelauf: 1 Zeile in Ordnung" in page.content.decode()


def test_a_run_that_goes_on_is_not_started_twice(desk, collecting_edition):
    post(desk, collecting_edition, xlsx(ROWS))
    WorkbookImport.objects.update(state=State.TAKING, started_at=timezone.now())

    desk.post(f"/verwaltung/imports/{WorkbookImport.objects.get().pk}/again/")

    assert WorkbookImport.objects.get().state == State.TAKING


# Files


def test_files_are_private_and_deleted_after_two_weeks(desk, collecting_edition):
    address = post(desk, collecting_edition, xlsx(ROWS)).redirect_chain[-1][0]
    workbook = WorkbookImport.objects.get()
    storage, name = workbook.file.storage, workbook.file.name
    sweep(now=timezone.now() + timedelta(days=1))
    assert storage.exists(name)
    assert desk.get(f"/media/{name}").status_code == 404

    WorkbookImport.objects.update(sent_at=timezone.now() - KEPT - timedelta(hours=1))
    assert forget_files.func() == 1

    assert not storage.exists(name)
    page = desk.get(address).content.decode()
    assert "Probelauf: 1 Zeile in Ordnung, 1 mit Fehlern" in page
    assert "Datei mit markierten Fehlern" not in page
    assert desk.get(f"{address}marked/").status_code == 404


# Which entries


def test_a_closed_edition_takes_no_workbooks(desk, collecting_edition):
    closed = EditionFactory(is_closed=True)

    answer = post(desk, closed, xlsx(ROWS))

    assert answer.context["form"].errors["edition"]
    assert desk.get("/verwaltung/imports/template/", {"noun": "event", "edition": closed.slug}).status_code == 404


def test_who_looks_after_several_laender_chooses_one_or_names_it_in_each_row(coordinator, signed_in, collecting_edition):
    desk = signed_in(coordinator("NW", "BE"))

    first = post(desk, collecting_edition, xlsx([["Titel"], ["Eins"]]), land="BE")
    second = post(desk, collecting_edition, xlsx([["Titel", "Land"], ["Zwei", None], ["Drei", "NRW"]]))

    assert [row.content["state_id"] for row in first.context["workbook"].rows.all()] == ["BE"]
    assert [row.is_faulty for row in second.context["workbook"].rows.all()] == [True, False]
    assert "Bitte tragen Sie eines Ihrer Länder ein: Berlin, Nordrhein-Westfalen." in second.content.decode()


def test_another_land_cannot_be_chosen(desk, collecting_edition):
    post(desk, collecting_edition, xlsx([["Titel"], ["Eins"]]), land="SN")

    assert [row.content["state_id"] for row in WorkbookImport.objects.get().rows.all()] == ["NW"]


def test_the_template_has_lists_formats_examples_and_hidden_columns(desk, collecting_edition):
    answer = desk.get("/verwaltung/imports/template/", {"noun": "event", "edition": collecting_edition.slug})

    name = f"clusterwoche-{collecting_edition.slug}-veranstaltungen-nw.xlsx"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Veranstaltungen", "Erklärung", "Listen"]
    sheet = book["Veranstaltungen"]
    headings = {cell.value: cell.column_letter for cell in sheet[3]}
    assert [letter for letter in "ABC" if sheet.column_dimensions[letter].hidden] == ["A", "B"]
    assert sheet.column_dimensions[headings["Postleitzahl"]].number_format == "@"
    assert sheet.column_dimensions[headings["Erster Tag"]].number_format == "DD.MM.YYYY"
    assert sheet[f"{headings['Titel']}4"].value == "BEISPIEL: Tag der offenen Tür im Labor"
    lists = {str(validation.sqref).split(":")[0]: validation for validation in sheet.data_validations.dataValidation}
    assert lists[f"{headings['Format']}4"].formula1.startswith("'Listen'!$")
    assert lists[f"{headings['Titel']}4"].prompt == "Sagt, was man erlebt; am besten unter 90 Zeichen."
    assert "Was für eine Veranstaltung es ist; zum Einreichen nötig." in [row[2].value for row in book["Erklärung"].iter_rows()]


def test_the_example_of_the_template_is_not_read(desk, nw, collecting_edition):
    answer = desk.get("/verwaltung/imports/template/", {"noun": "event", "edition": collecting_edition.slug})

    page = post(desk, collecting_edition, b"".join(answer.streaming_content))

    assert "Beispielzeilen, nicht gelesen: 4." in page.content.decode().replace("\n", " ")
    assert page.context["workbook"].rows.count() == 0
