"""The bin in the back office: into it, out of it, and nowhere else to be seen."""

import pytest
from django.urls import reverse

from events.binning import move_to_bin
from events.copying import copy_entry
from events.models import Event
from tests.backoffice.forms import address, fields_of, send, sentences
from tests.factories import EventFactory

BIN, LIST, EMPTY = (reverse(f"admin:events_event_{name}") for name in ("bin", "changelist", "empty_bin"))


def titles(page) -> list[str]:
    """What the page of the bin shows."""
    return [line["entry"].title for line in page.context["lines"]]


def test_deleting_moves_to_the_bin_and_says_so(desk, draft):
    asked = desk.get(address(draft, "delete"))
    page = desk.post(address(draft, "delete"), {"post": "yes"}, follow=True)

    assert b"moves to the bin" in asked.content
    assert (titles(page), sentences(page)) == (["Open day"], ["“Open day” lies in the bin now and can be taken back out."])
    assert Event.objects.count() == 0


def test_several_at_once_move_to_the_bin(desk, draft):
    other = EventFactory(edition=draft.edition, title="Open night")
    chosen = {"action": "delete_selected", "_selected_action": [draft.pk, other.pk]}

    asked = desk.post(LIST, chosen)
    desk.post(LIST, {**chosen, "post": "yes"})

    assert b"These entries move to the bin" in asked.content
    assert sorted(titles(desk.get(BIN))) == ["Open day", "Open night"]


def test_taking_it_out_leads_to_its_form(desk, draft, nw):
    move_to_bin(draft, by=nw)

    page = desk.post(address(draft, "take_out"), follow=True)

    assert (page.status_code, sentences(page), Event.objects.count()) == (200, ["Taken out of the bin: it is as it was."], 1)


def test_each_sees_their_own_and_the_office_everything(desk, office_desk, draft, nw, office):
    move_to_bin(draft, by=nw)
    move_to_bin(EventFactory(edition=draft.edition, state_id="BY", title="Of BY"), by=office)

    assert [titles(desk.get(BIN)), sorted(titles(office_desk.get(BIN)))] == [["Open day"], ["Of BY", "Open day"]]


def test_what_belongs_to_others_is_not_taken_out(desk, draft, office):
    foreign = move_to_bin(EventFactory(edition=draft.edition, state_id="BY"), by=office)

    assert desk.post(address(foreign, "take_out")).status_code == 404
    assert list(Event.everywhere.in_bin()) == [foreign]


def test_the_office_deletes_one_or_all_for_good(office_desk, draft, office):
    entries = [move_to_bin(EventFactory(edition=draft.edition), by=office) for _number in range(3)]

    one = office_desk.post(EMPTY, {"entry": [entries[0].pk]}, follow=True)
    rest = office_desk.post(EMPTY, {"entry": [entry.pk for entry in entries[1:]]}, follow=True)

    assert [sentences(one), sentences(rest)] == [["1 entry is deleted for good."], ["2 entries are deleted for good."]]
    assert list(Event.everywhere.all()) == [draft]


def test_emptying_never_touches_what_is_not_in_the_bin(office_desk, draft):
    office_desk.post(EMPTY, {"entry": [draft.pk]})

    assert Event.objects.count() == 1


def test_a_coordinator_is_offered_nothing_for_good(desk, draft, nw):
    move_to_bin(draft, by=nw)

    assert b"for good" not in desk.get(BIN).content.split(b"<table")[1]
    assert desk.post(EMPTY, {"entry": [draft.pk]}).status_code == 403


@pytest.mark.parametrize("name", ["change", "history", "preview", "picture", "delete", "express"])
def test_no_address_leads_into_the_bin(desk, draft, nw, name):
    move_to_bin(draft, by=nw)

    assert desk.get(address(draft, name)).status_code == 404


@pytest.mark.parametrize("name", ["admin:index", "admin:events_event_changelist", "admin:review_queue", "admin:coverage", "admin:release"])
def test_no_page_of_the_office_shows_what_lies_there(office_desk, desk, draft, nw, name):
    event = EventFactory(edition=draft.edition, title="Unmistakable", partners=["BY"])
    before = b"Unmistakable" in desk.get(LIST).content
    move_to_bin(event, by=nw)

    pages = [client.get(reverse(name), follow=True).content for client in (office_desk, desk)]

    assert (before, [b"Unmistakable" in page for page in pages]) == (True, [False, False])


def test_the_desk_of_an_asked_partner_forgets_it(desk, coordinator, signed_in, draft, nw):
    draft.partners.create(state_id="BY")
    theirs = signed_in(coordinator("BY"))
    before = b"Open day" in theirs.get(reverse("admin:index")).content

    move_to_bin(draft, by=nw)

    assert (before, b"Open day" in theirs.get(reverse("admin:index")).content) == (True, False)


def test_who_was_writing_meanwhile_gets_the_text_back(desk, draft, nw):
    form = fields_of(desk.get(address(draft)), "event_form")
    move_to_bin(draft, by=nw)

    page = send(desk, draft, form, title="Open night")

    assert (page.status_code, [text.text for text in page.context["texts"]]) == (404, ["Open night"])
    assert BIN in page.content.decode()


def test_who_copies_meanwhile_reads_that_it_is_in_the_bin(desk, draft, nw, monkeypatch):
    def first_move(entry: Event, **details):
        move_to_bin(entry, by=nw)
        return copy_entry(entry, **details)

    monkeypatch.setattr("events.admin.teamwork.copy_entry", first_move)

    page = desk.post(address(draft, "copy"), follow=True)

    assert (page.status_code, sentences(page), titles(page)) == (200, ["This entry lies in the bin, or has been deleted."], ["Open day"])


def test_an_address_that_names_no_number_is_not_found(desk, draft):
    assert desk.post(reverse("admin:events_event_change", args=["none"]), {"title": "Open night"}).status_code == 404
