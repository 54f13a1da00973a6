"""The office's page for one entry: what it shows, and where a decision leads."""

import pytest
from django.urls import reverse

from clusterweek.editorial.models import Decision, TextModule
from clusterweek.editorial.review import record_edit, return_for_changes, submit, take_back
from events.models import Event
from tests.backoffice.forms import address, fields_of, sentences
from tests.factories import EventFactory, StandFactory

QUEUE = reverse("admin:review_queue")


@pytest.fixture
def submitted(draft, nw) -> Event:
    draft.summary = "Come and see"
    draft.save()
    return submit(draft, by=nw, edit_revision=1)


def decide(client, entry, button: str, fields=None, **changes: object):
    """Open the page as a browser does, change some fields, press a button, and follow to the next page."""
    where = address(entry, "review")
    fields = fields or fields_of(client.get(where), "review")
    return client.post(where, {**fields, **changes, button: ""}, follow=True)


def stored(entry):
    return type(entry).objects.get(pk=entry.pk)


def test_the_page_tells_who_submitted_what_and_what_to_beware_of(office_desk, submitted):
    page = office_desk.get(address(submitted, "review")).content.decode()

    assert [
        word in page for word in ("Open day", "Submitted by nw@example.org", "There is no picture.", "A new entry", "Come and see")
    ] == [True] * 5
    assert reverse("admin:events_event_preview", args=[submitted.pk]) in page


def test_approving_leads_to_the_next_entry(office_desk, submitted, nw):
    other = submit(EventFactory(edition=submitted.edition), by=nw, edit_revision=1)

    page = decide(office_desk, submitted, "_approve")

    assert page.redirect_chain == [(address(other, "review"), 302)]
    assert (stored(submitted).review_status, sentences(page)) == ("approved", ["Approved: Open day"])
    assert (Decision.objects.get().single_handed_reason, Decision.objects.get().corrections) == ("", {})


def test_after_the_last_entry_comes_the_queue(office_desk, submitted):
    assert decide(office_desk, submitted, "_approve").redirect_chain == [(QUEUE, 302)]


def test_the_next_entry_is_that_of_the_narrowed_queue(office_desk, submitted, nw, coordinator):
    submit(EventFactory(edition=submitted.edition, state_id="BY"), by=coordinator("BY"), edit_revision=1)
    other = submit(StandFactory(fair__edition=submitted.edition), by=nw, edit_revision=1)
    where = address(submitted, "review") + "?state=NW"

    page = office_desk.post(where, {"edit_revision": "1", "_approve": ""}, follow=True)

    assert page.redirect_chain == [(address(other, "review") + "?state=NW", 302)]


def test_returning_with_notes_at_fields(office_desk, submitted):
    page = decide(
        office_desk, submitted, "_return", **{"note": "Nearly", "note-title": "Shorter", "note-dates": "Which?", "note-nothing": "x"}
    )

    decision = Decision.objects.get()
    assert (decision.kind, decision.note, decision.field_notes) == ("returned", "Nearly", {"title": "Shorter", "dates": "Which?"})
    assert sentences(page) == ["Returned: Open day"]


def test_a_return_without_any_note_is_refused(office_desk, submitted):
    page = decide(office_desk, submitted, "_return")

    assert (stored(submitted).review_status, page.context["review"].refusals) == ("submitted", ["Please say what should be changed."])


def test_a_correction_is_approved_in_one_step_and_told_to_the_land(office_desk, desk, submitted):
    page = decide(office_desk, submitted, "_approve", **{"text-title": "Open days"})

    decision = Decision.objects.get()
    assert (stored(submitted).public.title, decision.corrections) == ("Open days", {"title": "Open day"})
    assert (decision.single_handed_reason, sentences(page)) == ("Correction during the review", ["Corrected and approved: Open day"])
    form = desk.get(address(submitted)).content.decode()
    assert "The programme office corrected, and approved:" in form
    assert '<del><span class="visually-hidden">dropped: </span><span lang="de">day</span></del>' in form


def test_a_correction_that_does_not_fit_is_kept_in_its_field(office_desk, submitted):
    page = decide(office_desk, submitted, "_approve", **{"text-title": "x" * 161})

    assert (stored(submitted).title, stored(submitted).review_status) == ("Open day", "submitted")
    assert page.context["review"].form["title"].value() == "x" * 161
    assert "title" in page.context["review"].form.errors


def test_a_correction_does_not_go_with_a_return(office_desk, submitted):
    page = decide(office_desk, submitted, "_return", **{"text-title": "Open days", "note": "Nearly"})

    assert (stored(submitted).review_status, len(page.context["review"].refusals)) == ("submitted", 1)
    assert (page.context["review"].note, page.context["review"].form["title"].value()) == ("Nearly", "Open days")


def test_an_outdated_decision_is_refused_and_shows_the_new_difference(office_desk, nw, submitted):
    fields = fields_of(office_desk.get(address(submitted, "review")), "review")
    entry = take_back(submitted, by=nw, edit_revision=1)
    entry.title = "Open night"
    record_edit(entry, by=nw, edit_revision=1)
    entry.save()
    submit(entry, by=nw, edit_revision=2)

    page = decide(office_desk, submitted, "_approve", fields, **{"text-summary": "Come!", "note-city": "Where?"})

    review = page.context["review"]
    assert (stored(submitted).review_status, stored(submitted).summary) == ("submitted", "Come and see")
    assert "Open night" in [piece.text for difference in review.comparison.since_public for piece in difference.pieces]
    assert (review.lost_corrections, review.notes) == ({"Summary": "Come!"}, {"city": "Where?"})
    assert decide(office_desk, submitted, "_approve", fields_of(page, "review")).redirect_chain == [(QUEUE, 302)]


def test_nobody_decides_what_they_submitted(office_desk, office, draft):
    entry = submit(draft, by=office, edit_revision=1)

    page = office_desk.get(address(entry, "review"))
    answer = office_desk.post(address(entry, "review"), {"edit_revision": "1", "_approve": ""})

    assert (b'name="_approve"' in page.content, stored(entry).review_status) == (False, "submitted")
    assert answer.context["review"].refusals == [
        "Nobody decides what they submitted themselves. Please ask a second account of the office."
    ]


def test_who_edited_last_gives_a_reason_of_their_own(office_desk, office, submitted):
    record_edit(submitted, by=office, edit_revision=1)
    submitted.save()

    refused = decide(office_desk, submitted, "_approve")
    decide(office_desk, submitted, "_approve", single_handed_reason="A typo")

    assert len(refused.context["review"].refusals) == 1
    assert (stored(submitted).review_status, Decision.objects.get().single_handed_reason) == ("approved", "A typo")


def test_what_comes_again_shows_what_changed_since_the_return(office_desk, office, nw, submitted):
    entry = return_for_changes(submitted, by=office, edit_revision=1, note="Where?", field_notes={"city": "Name it"})
    entry.city = "Jena"
    record_edit(entry, by=nw, edit_revision=1)
    entry.save()
    submit(entry, by=nw, edit_revision=2)

    page = office_desk.get(address(submitted, "review")).content.decode()

    assert ["What changed since you returned it" in page, "Name it" in page] == [True, True]


def test_a_decided_entry_can_be_looked_at_but_not_decided(office_desk, submitted):
    decide(office_desk, submitted, "_approve")

    page = office_desk.get(address(submitted, "review"))

    assert (page.status_code, b'name="_approve"' in page.content) == (200, False)


def test_a_draft_that_was_never_submitted_has_a_page_too(office_desk, draft):
    assert office_desk.get(address(draft, "review")).status_code == 200


def test_text_modules_can_be_copied_without_a_script(office_desk, submitted):
    TextModule.objects.create(title="Where", text="Please name the place.")

    assert "Please name the place." in office_desk.get(address(submitted, "review")).content.decode()


def test_stands_are_reviewed_alike(office_desk, nw, collecting_edition):
    stand = submit(StandFactory(fair__edition=collecting_edition, co_exhibitors=["Beispiel GmbH"]), by=nw, edit_revision=1)

    assert "Beispiel GmbH" in office_desk.get(address(stand, "review")).content.decode()
    decide(office_desk, stand, "_approve", **{"text-exhibits": "Laser"})
    assert (stored(stand).review_status, stored(stand).public.exhibits) == ("approved", "Laser")
