"""Taking one import back as a whole."""

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.editorial.review import ReviewError, record_edit
from events.collecting.importing.references import reference_of
from events.collecting.importing.taking import take_over
from events.collecting.importing.taking_back import in_the_way, take_back_import
from events.models import Event, WorkbookImport
from tests.factories import AudienceFactory, EventFactory

KNOWN = ["Referenz", "Bearbeitungsstand"]


@pytest.fixture
def taken(sent, nw, collecting_edition) -> WorkbookImport:
    """One entry changed, with its lists and dates, and one created."""
    event = EventFactory(edition=collecting_edition, title="Alt", room="Saal 1", audiences=[AudienceFactory(name="Laien")], partners=["SN"])
    workbook = sent(
        [*KNOWN, "Titel", "Raum", "Erster Tag", "Von", "Bis", "Zielgruppen", "Partnerländer", "Plätze"],
        [reference_of(event), 1, "Neu", "Saal 2", "5.4.2027", "9:00", None, "Schulen", "Bayern", "viele"],
        [None, None, "Zweite", None, None, None, None, None, None, None],
    )
    take_over(workbook, by=nw, take="all")
    workbook.refresh_from_db()
    return workbook


def content(event: Event) -> dict:
    """What it says, without the keys of rows."""
    told = event.content_as_json()
    return {**told, "dates": [{name: row[name] for name in ("first_day", "last_day", "from_time", "to_time")} for row in told["dates"]]}


def test_everything_is_as_it_was_before(taken, nw, sent, collecting_edition):
    changed = Event.objects.get(title="Neu")

    assert take_back_import(taken, by=nw) == 2

    changed.refresh_from_db()
    fresh = EventFactory(edition=collecting_edition, title="Alt", room="Saal 1", partners=["SN"])
    fresh.audiences.set(changed.audiences.all())
    assert content(changed) == content(fresh)
    assert (changed.edit_revision, [str(each) for each in changed.audiences.all()]) == (3, ["Laien"])
    assert list(Event.everywhere.in_bin().values_list("title", flat=True)) == ["Zweite"]
    assert Event.objects.filter(title="Zweite").count() == 0
    taken.refresh_from_db()
    assert taken.state == WorkbookImport.State.TAKEN_BACK


@pytest.mark.parametrize("title", ["Neu", "Zweite"])
@pytest.mark.parametrize("step", ["edit", "submit"])
def test_what_somebody_has_edited_or_submitted_since_is_in_the_way(taken, nw, title, step):
    event = Event.objects.get(title=title)
    if step == "edit":
        record_edit(event, by=nw, edit_revision=event.edit_revision)
    else:
        event.review_status, event.submitted_by, event.submitted_at = "submitted", nw, event.last_edited_at
    event.save()

    assert in_the_way(taken, nw) == [title]
    with pytest.raises(ReviewError, match=title):
        take_back_import(taken, by=nw)
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Neu", "Zweite"]


def test_what_was_deleted_meanwhile_is_not_in_the_way(taken, nw):
    from events.binning import move_to_bin

    move_to_bin(Event.objects.get(title="Zweite"), by=nw)

    assert take_back_import(taken, by=nw) == 1


def test_it_is_taken_back_once_and_by_whom_it_belongs_to(taken, nw, office):
    with pytest.raises(PermissionDenied):
        take_back_import(taken, by=office)
    take_back_import(taken, by=nw)
    with pytest.raises(ReviewError, match="Nur was übernommen wurde"):
        take_back_import(taken, by=nw)


def test_after_taking_back_the_file_can_come_once_more(taken, nw, sent):
    take_back_import(taken, by=nw)

    again = sent(["Titel"], ["Zweite"])

    assert [row.kind for row in again.rows.all()] == ["new"]
