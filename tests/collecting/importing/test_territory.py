"""Line 3 of what must hold: an import cannot touch, nor learn of, another Land's entries; workflow is not imported."""

import pytest

from events.collecting.importing.exporting import export
from events.collecting.importing.references import reference_of
from events.collecting.importing.taking import Overtaken, take_over
from events.collecting.workbook.reading import read_file
from events.models import Event, WorkbookImport
from tests.collecting.workbook.books import told, upload, xlsx
from tests.factories import ClusterFactory, CoordinatorFactory, EditionFactory, EventFactory

KNOWN = ["Referenz", "Bearbeitungsstand"]


def without_reference(workbook: WorkbookImport) -> list[str]:
    """The report without the reference that was sent."""
    sent = {row["cell"] for each in workbook.rows.all() for row in each.problems}
    return [line.replace(cell, "…") for line in told(workbook) for cell in sent]


def test_another_land_s_entry_answers_like_one_that_never_was(sent, collecting_edition):
    partner = EventFactory(edition=collecting_edition, title="Fremde", state_id="SN", partners=["NW"])
    others = EventFactory(edition=collecting_edition, title="Fremde", state_id="SN")
    answers = [
        without_reference(sent([*KNOWN, "Titel"], [reference, 1, "Fremde"]))
        for reference in ("event-99999999", reference_of(others), reference_of(partner))
    ]

    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0]) == 2


def test_another_land_s_entry_is_never_touched(sent, nw, collecting_edition):
    other = EventFactory(edition=collecting_edition, title="Fremde", state_id="SN")
    workbook = sent([*KNOWN, "Titel"], [reference_of(other), 1, "Gekapert"], [None, None, "Eigene"])

    take_over(workbook, by=nw, take="all")

    other.refresh_from_db()
    assert (other.title, other.edit_revision) == ("Fremde", 1)
    assert sorted(Event.objects.values_list("title", "state")) == [("Eigene", "NW"), ("Fremde", "SN")]


def test_an_entry_that_changed_hands_meanwhile_is_not_touched(sent, nw, collecting_edition):
    event = EventFactory(edition=collecting_edition, title="Eigene")
    workbook = sent([*KNOWN, "Titel"], [reference_of(event), 1, "Neu"])
    Event.objects.filter(pk=event.pk).update(state="SN")

    with pytest.raises(Exception, match="Den Eintrag gibt es nicht mehr"):
        take_over(workbook, by=nw, take="valid")

    event.refresh_from_db()
    assert event.title == "Eigene"


def test_a_land_that_is_not_one_s_own_any_more_gets_nothing(sent, nw):
    workbook = sent(["Titel", "Land"], ["Eins", "NW"])
    nw.states.set(["BE"])

    with pytest.raises(Overtaken, match="dieses Land ist nicht mehr Ihres"):
        take_over(WorkbookImport.objects.get(pk=workbook.pk), by=type(nw).objects.get(pk=nw.pk), take="valid")

    assert Event.objects.count() == 0


def test_an_entry_in_the_bin_or_of_another_edition_is_not_there(sent, nw, collecting_edition):
    from events.binning import move_to_bin

    binned = EventFactory(edition=collecting_edition)
    move_to_bin(binned, by=nw)
    earlier = EventFactory(edition=EditionFactory())

    workbook = sent([*KNOWN, "Titel"], [reference_of(binned), 1, "Eins"], [reference_of(earlier), 1, "Zwei"])

    assert workbook.rows.filter(is_takeable=False).count() == 2


def test_the_export_holds_one_s_own_entries_alone(nw, collecting_edition):
    EventFactory(edition=collecting_edition, title="Eigene", internal_note="Meine Notiz")
    EventFactory(edition=collecting_edition, title="Fremde", state_id="SN", partners=["NW"], internal_note="Geheim")

    with export("event", nw, collecting_edition) as file:
        cells = [cell for sheet in read_file(file.read(), "x.xlsx") for row in sheet.rows for cell in row]

    assert "Eigene" in cells
    assert "Fremde" not in cells
    assert "Geheim" not in cells


def test_lists_hold_what_the_form_offers(nw, collecting_edition):
    ClusterFactory(name="Öffentlich", states=["SN"])
    ClusterFactory(name="Noch geheim", states=["SN"], is_public=False)

    with export("event", nw, collecting_edition) as file:
        cells = [cell for sheet in read_file(file.read(), "x.xlsx") for row in sheet.rows for cell in row]
    workbook = upload(xlsx([["Titel", "Cluster"], ["Eins", "Noch geheim"]]), by=nw, edition=collecting_edition)

    assert "Öffentlich" in cells
    assert "Noch geheim" not in cells
    assert told(workbook)[1] == (
        "  B „Noch geheim“: „Noch geheim“ steht nicht in der Liste. Alle Werte stehen in der Vorlage auf dem Blatt „Listen“."
    )


WORKFLOW = ["Review-Status", "Status der Prüfung", "Slug", "Version", "Öffentlich", "Eingereicht", "Eingereicht von", "Zugewiesen an"]
WORKFLOW += ["Frist verlängert bis", "Begründung der Verlängerung", "Öffentliche Fassung", "Erstellt von", "Ausgabe", "Bundesweit"]


@pytest.mark.parametrize("heading", WORKFLOW)
def test_workflow_fields_are_named_as_not_read(sent, nw, heading):
    workbook = sent(["Titel", heading], ["Eins", "approved"])

    take_over(workbook, by=nw, take="valid")

    event = Event.objects.get()
    assert told(workbook)[0] == f"Spalte B „{heading}“ nicht gelesen"
    assert (event.review_status, event.public, event.submitted_at, event.deadline_extended_until) == ("draft", None, None, None)


def test_only_the_office_enters_examples_and_what_is_nationwide(office, nw, collecting_edition):
    content = xlsx([["Titel", "Land", "Beispiel"], ["Eins", "bundesweit", "ja"]])

    take_over(upload(content, by=office, edition=collecting_edition), by=office, take="valid")
    workbook = upload(content, by=nw, edition=collecting_edition)

    assert list(Event.objects.values_list("title", "state", "is_nationwide", "is_example")) == [("Eins", None, True, True)]
    assert told(workbook)[:2] == ["Spalte C „Beispiel“ nicht gelesen", "2 neu mit Fehlern, bleibt außen vor: Eins"]


def test_uploads_are_nobody_else_s_to_read(sent, signed_in, office):
    workbook = sent(["Titel"], ["Eins"])
    colleague = CoordinatorFactory(states=["NW"])

    answers = {signed_in(person).get(f"/verwaltung/imports/{workbook.pk}/").status_code for person in (colleague, office)}

    assert answers == {404}
