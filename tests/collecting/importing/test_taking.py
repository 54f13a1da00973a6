"""Taking over what a dry run found: as the form would save it, all in one transaction."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusterweek.editorial.models import SavedVersion
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import ReviewError, submit
from events.collecting.importing.notes import cell_notes_of
from events.collecting.importing.references import reference_of
from events.collecting.importing.running import start_taking
from events.collecting.importing.taking import Overtaken, decide, take_over
from events.models import Event, ImportedRow, Stand, WorkbookImport
from events.programme.models import EventFormat
from tests.collecting.workbook.books import told
from tests.factories import ClusterFactory, CoordinatorFactory, EventFactory, StandFactory, TradeFairFactory

State = WorkbookImport.State
KNOWN = ["Referenz", "Bearbeitungsstand"]


@pytest.fixture
def event(collecting_edition) -> Event:
    """A draft of NW."""
    return EventFactory(edition=collecting_edition, title="Offene Halle", room="Saal 1", further_organizers="Beispiel e. V.")


def test_new_rows_become_drafts_of_the_land(sent, nw, collecting_edition):
    cluster = ClusterFactory(name="Optik; Licht")
    workbook = sent(
        ["Titel", "Datum", "Uhrzeit", "Cluster", "Partnerländer", "Zielgruppen", "Format"],
        ["Chips", "2.–4. April 2027; 6.4.2027", "10–17 Uhr", '"Optik; Licht"', "Sachsen", "Schulen", "Vortrag"],
    )

    assert take_over(workbook, by=nw, take="valid") == 1

    event = Event.objects.get()
    assert (event.title, event.state_id, event.edition, event.created_by, event.last_edited_by) == (
        "Chips",
        "NW",
        collecting_edition,
        nw,
        nw,
    )
    assert (event.review_status, event.edit_revision, event.public) == ("draft", 1, None)
    assert [str(row) for row in event.dates.all()] == [
        "Freitag, 2. April – Sonntag, 4. April 2027, 10:00–17:00 Uhr",
        "Dienstag, 6. April 2027, 10:00–17:00 Uhr",
    ]
    assert list(event.organizers.all()) == [cluster]
    assert [str(audience) for audience in event.audiences.all()] == ["Schulen"]
    assert list(event.partners.values_list("state", "answer")) == [("SN", "asked")]
    assert event.history.get().history_user == nw
    assert event.missing() == {}


def test_partner_laender_are_told(sent, nw):
    CoordinatorFactory(email="sn@example.org", states=["SN"])
    workbook = sent(["Titel", "Partnerländer"], ["Chips", "SN"])

    take_over(workbook, by=nw, take="valid")

    assert list(Message.objects.values_list("address", "kind")) == [("sn@example.org", Message.Kind.PARTNER_ASKED)]


def test_changes_are_one_edit_that_keeps_the_version_before(sent, nw, event):
    uid = event.dates.get().uid
    workbook = sent([*KNOWN, "Titel", "Raum", "Erster Tag", "Von"], [reference_of(event), 1, "Offene Halle", "Saal 2", "3.4.2027", "9:00"])

    take_over(workbook, by=nw, take="valid")

    event.refresh_from_db()
    assert (event.room, event.edit_revision, event.further_organizers) == ("Saal 2", 2, "Beispiel e. V.")
    assert [(row.uid, row.first_day, row.from_time.hour) for row in event.dates.all()] == [(uid, date(2027, 4, 3), 9)]
    assert SavedVersion.objects.of(event).get().content["room"] == "Saal 1"
    assert event.history.count() == 2


def test_unchanged_rows_leave_no_trace(sent, nw, event):
    workbook = sent([*KNOWN, "Titel", "Raum"], [reference_of(event), 1, "Offene  Halle ", "Saal 1"], [None, None, "Neu", None])

    take_over(workbook, by=nw, take="all")

    event.refresh_from_db()
    assert (event.edit_revision, event.history.count(), SavedVersion.objects.count()) == (1, 1, 0)


def test_a_change_of_an_approved_entry_waits_as_a_draft(sent, nw, office, event):
    from events.publishing import approve

    approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)
    workbook = sent([*KNOWN, "Titel"], [reference_of(event), 1, "Neuer Name"])

    take_over(workbook, by=nw, take="valid")

    event.refresh_from_db()
    assert (event.review_status, event.title, event.public.title) == ("draft", "Neuer Name", "Offene Halle")


def test_a_note_of_one_s_own_leaves_an_approved_entry_approved(sent, nw, office, event):
    from events.publishing import approve

    approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1)
    workbook = sent([*KNOWN, "Titel", "Interne Notiz"], [reference_of(event), 1, "Offene Halle", "Bitte anrufen"])

    take_over(workbook, by=nw, take="valid")

    event.refresh_from_db()
    assert (event.review_status, event.internal_note) == ("approved", "Bitte anrufen")


def test_what_the_office_has_in_its_hands_is_not_changed(sent, nw, event):
    submit(event, by=nw, edit_revision=1)

    workbook = sent([*KNOWN, "Titel"], [reference_of(event), 1, "Neuer Name"])

    assert told(workbook)[0] == "2 geändert mit Fehlern, bleibt außen vor: Neuer Name"
    assert "Der Eintrag liegt beim Programmbüro." in told(workbook)[2]
    with pytest.raises(ReviewError, match="Es gibt keine Zeile"):
        take_over(workbook, by=nw, take="all")


def test_faulty_cells_stay_empty_and_become_notes_at_their_fields(sent, nw, desk):
    workbook = sent(["Titel", "Datum", "Format", "Raum"], ["Chips", "31.04.2027", "Vortrg", "Saal 1"], [None, "2.4.", None, None])

    assert take_over(workbook, by=nw, take="all") == 1

    event = Event.objects.get()
    assert (event.title, event.format, event.dates.count(), event.room) == ("Chips", None, 0, "Saal 1")
    notes = {
        "dates": "In der Datei stand „31.04.2027“. Diesen Tag gibt es nicht: Der April hat 30 Tage.",
        "format": "In der Datei stand „Vortrg“. „Vortrg“ steht nicht in der Liste. Meinten Sie „Vortrag“?",
    }
    assert cell_notes_of(event) == notes
    page = desk.get(f"/verwaltung/events/event/{event.pk}/change/").content.decode()
    assert page.count("Aus Ihrer Datei:") == 2
    assert "In der Datei stand „31.04.2027“." in page


def test_a_note_goes_when_its_field_is_filled(sent, nw):
    workbook = sent(["Titel", "Format", "Plätze"], ["Chips", "Vortrg", "viele"])
    take_over(workbook, by=nw, take="all")
    event = Event.objects.get()

    event.format = EventFormat.objects.first()
    event.save()

    assert list(cell_notes_of(event)) == ["registration_places"]


def test_a_faulty_cell_of_an_entry_there_is_leaves_its_field(sent, nw, event):
    workbook = sent([*KNOWN, "Titel", "Raum", "Plätze", "Datum"], [reference_of(event), 1, "Neu", "Saal 2", "viele", "bald"])

    take_over(workbook, by=nw, take="all")

    event.refresh_from_db()
    assert (event.title, event.room, event.registration_places, event.dates.count()) == ("Neu", "Saal 2", None, 1)
    assert set(cell_notes_of(event)) == {"dates", "registration_places"}


def test_valid_rows_alone_leave_the_faulty_ones_out(sent, nw):
    workbook = sent(["Titel", "Plätze"], ["Gut", 4], ["Schlecht", "viele"])

    take_over(workbook, by=nw, take="valid")

    assert list(Event.objects.values_list("title", flat=True)) == ["Gut"]


def test_the_corrected_file_is_recognised_without_references(sent, nw):
    first = sent(["Titel", "Plätze"], ["Gut", 4], ["Schlecht", "viele"])
    take_over(first, by=nw, take="valid")

    second = sent(["Titel", "Plätze"], ["Gut", 4], ["Schlecht", 5])

    assert told(second) == ["2 unverändert: Gut", "3 neu: Schlecht"]


def test_a_workbook_is_taken_over_once(sent, nw):
    workbook = sent(["Titel"], ["Eins"])
    take_over(workbook, by=nw, take="valid")

    with pytest.raises(ReviewError, match="bereits übernommen"):
        take_over(workbook, by=nw, take="valid")

    assert Event.objects.count() == 1


def test_nobody_takes_over_what_somebody_else_sent(sent, coordinator):
    with pytest.raises(PermissionDenied):
        take_over(sent(["Titel"], ["Eins"]), by=coordinator("NW", "BE"), take="valid")

    assert Event.objects.count() == 0


# Conflicts


@pytest.fixture
def conflict(sent, nw, event) -> WorkbookImport:
    """The file changes room and title; somebody has changed the room and the place meanwhile."""
    from clusterweek.editorial.review import record_edit

    record_edit(event, by=nw, edit_revision=1)
    event.room, event.city = "Saal 3", "Bonn"
    event.save()
    return sent([*KNOWN, "Titel", "Raum", "Ort"], [reference_of(event), 1, "Neuer Name", "Saal 2", ""])


def test_a_row_that_somebody_changed_in_between_is_a_conflict(conflict):
    assert told(conflict) == ["2 Konflikt: Neuer Name", "  room: 'Saal 3' → 'Saal 2'", "  title: 'Offene Halle' → 'Neuer Name'"]
    assert conflict.rows.get().disputed == ["room"]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("mine", ("Neuer Name", "Saal 2", "Bonn", 3)),
        ("theirs", ("Neuer Name", "Saal 3", "Bonn", 3)),
        ("leave", ("Offene Halle", "Saal 3", "Bonn", 2)),
    ],
)
def test_a_conflict_is_settled_as_it_was_decided(conflict, nw, event, sent, decision, expected):
    decide(conflict, {2: decision})

    if decision == "leave":
        with pytest.raises(ReviewError):
            take_over(conflict, by=nw, take="valid")
    else:
        take_over(conflict, by=nw, take="valid")

    event.refresh_from_db()
    assert (event.title, event.room, event.city, event.edit_revision) == expected


def test_an_undecided_conflict_is_left_out(conflict, nw, event):
    with pytest.raises(ReviewError, match="Es gibt keine Zeile"):
        take_over(conflict, by=nw, take="all")

    event.refresh_from_db()
    assert event.edit_revision == 2


def test_without_a_known_revision_a_change_is_a_conflict(sent, event):
    workbook = sent(["Referenz", "Titel"], [reference_of(event), "Neuer Name"])

    assert workbook.rows.get().kind == ImportedRow.Kind.CONFLICT


def test_who_was_faster_after_the_dry_run_is_not_overwritten(sent, nw, event, collecting_edition):
    from clusterweek.editorial.review import record_edit

    workbook = sent([*KNOWN, "Titel"], [reference_of(event), 1, "Neuer Name"], [None, None, "Zweite"])
    record_edit(event, by=nw, edit_revision=1)
    event.room = "Saal 3"
    event.save()

    with pytest.raises(Overtaken):
        take_over(workbook, by=nw, take="valid")
    assert Event.objects.filter(title="Zweite").count() == 0
    refusal = start_taking(workbook, "valid")

    workbook.refresh_from_db()
    assert refusal.startswith("Zeile 2: Jemand hat den Eintrag seit dem Probelauf geändert.")
    assert [row.kind for row in workbook.rows.all()] == ["conflict", "new"]


def test_a_list_that_lost_a_value_meanwhile_is_noticed(sent, nw):
    cluster = ClusterFactory(name="Optik")
    workbook = sent(["Titel", "Cluster"], ["Eins", "Optik"])
    cluster.delete()

    with pytest.raises(Overtaken, match="Die Liste „Veranstalter“ hat sich seit dem Probelauf geändert"):
        take_over(workbook, by=nw, take="valid")


def test_an_edition_that_was_closed_meanwhile_takes_nothing(sent, nw, collecting_edition):
    workbook = sent(["Titel"], ["Eins"])
    type(collecting_edition).objects.filter(pk=collecting_edition.pk).update(is_closed=True)

    with pytest.raises(ReviewError, match="abgeschlossen"):
        take_over(workbook, by=nw, take="valid")


# Stands


def test_stands_are_taken_over_with_their_co_exhibitors(sent, nw, collecting_edition):
    fair = TradeFairFactory(edition=collecting_edition)
    cluster = ClusterFactory(name="Optik")
    workbook = sent(
        ["Titel", "Messe", "Halle", "Standnummer", "Mitaussteller"],
        ["Licht", str(fair), 2, "A12", "Muster GmbH <https://example.org>; Optik"],
        noun="stand",
    )

    take_over(workbook, by=nw, take="valid")

    stand = Stand.objects.get()
    assert (stand.title, stand.fair, stand.hall, stand.stand_number, stand.state_id) == ("Licht", fair, "2", "A12", "NW")
    assert [(row.name, row.website, row.cluster) for row in stand.co_exhibitors.all()] == [
        ("Muster GmbH", "https://example.org", None),
        ("", "", cluster),
    ]


def test_co_exhibitors_that_stay_stay_the_same_rows(sent, nw, collecting_edition):
    stand = StandFactory(fair=TradeFairFactory(edition=collecting_edition), title="Licht", co_exhibitors=["Eins", "Zwei"])
    workbook = sent([*KNOWN, "Titel", "Mitaussteller"], [reference_of(stand), 1, "Licht", "Eins; Zwei; Drei"], noun="stand")

    take_over(workbook, by=nw, take="valid")

    assert [row.name for row in stand.co_exhibitors.all()] == ["Eins", "Zwei", "Drei"]


# Size


def test_queries_grow_with_the_rows_and_no_faster(sent, nw, collecting_edition):
    counts = {}
    for rows in (4, 12):
        lines = [[f"Titel {rows}-{number}", "2.4.", "Vortrag", "Schulen"] for number in range(rows)]
        with CaptureQueriesContext(connection) as checking:
            workbook = sent(["Titel", "Datum", "Format", "Zielgruppen"], *lines)
        with CaptureQueriesContext(connection) as taking:
            take_over(workbook, by=nw, take="valid")
        counts[rows] = (len(checking), len(taking))

    each = [(more - few) / 8 for few, more in zip(counts[4], counts[12], strict=True)]
    assert each[0] <= 9  # of which six are savepoints of the test's own transaction
    assert each[1] <= 12
