"""Saving events: who may type what, and what happens when two people do."""

from datetime import date

import pytest
from django.urls import reverse

from clusterweek.editorial.review import submit
from events.models import Event
from events.publishing import approve
from tests.backoffice.forms import address, fields_of, save, send, sentences
from tests.factories import ClusterFactory, EditionFactory, EventFactory, TechnologyFieldFactory

ADD = reverse("admin:events_event_add")


def stored(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


# A new event


def test_a_new_event_needs_a_title_alone(desk, nw, current_edition, collecting_edition):
    form = fields_of(desk.get(ADD), "event_form")

    desk.post(ADD, {**form, "title": "Open day", "_save": ""})

    event = Event.objects.get()
    assert (event.title, event.state_id, event.edition) == ("Open day", "NW", collecting_edition)
    assert (event.created_by, event.last_edited_by, event.review_status, event.public) == (nw, nw, "draft", None)


def test_two_dates_are_entered_without_a_script(desk, collecting_edition):
    form = fields_of(desk.get(ADD), "event_form")
    dates = {
        "dates-0-first_day": "2027-04-02",
        "dates-0-last_day": "2027-04-02",
        "dates-0-from_time": "10:00",
        "dates-1-first_day": "2027-04-04",
        "dates-1-last_day": "2027-04-05",
    }

    desk.post(ADD, {**form, "title": "Open day", **dates, "_save": ""})

    assert list(Event.objects.get().dates.values_list("first_day", "last_day")) == [
        (date(2027, 4, 2), date(2027, 4, 2)),
        (date(2027, 4, 4), date(2027, 4, 5)),
    ]


def test_without_a_title_the_rest_stays_in_the_form(desk, collecting_edition):
    form = fields_of(desk.get(ADD), "event_form")

    page = desk.post(ADD, {**form, "summary": "A long text", "_save": ""})

    assert (list(page.context["adminform"].form.errors), Event.objects.count()) == (["title"], 0)
    assert b"A long text" in page.content


def test_a_coordinator_of_two_länder_chooses(coordinator, signed_in, collecting_edition):  # noqa: PLC2401
    page = signed_in(coordinator("BE", "BB")).get(ADD)

    assert sorted(page.context["adminform"].form.fields["state"].queryset.values_list("pk", flat=True)) == ["BB", "BE"]


def test_closed_editions_are_not_offered(desk, collecting_edition):
    EditionFactory(slug="2017", is_closed=True)

    assert list(desk.get(ADD).context["adminform"].form.fields["edition"].queryset) == [collecting_edition]


def test_without_a_collecting_edition_the_current_one_is_preset(desk, current_edition):
    assert desk.get(ADD).context["adminform"].form.initial["edition"] == current_edition


def test_the_office_enters_what_is_nationwide(office_desk, collecting_edition):
    form = fields_of(office_desk.get(ADD), "event_form")

    office_desk.post(ADD, {**form, "title": "Opening", "is_nationwide": "on", "_save": ""})

    assert (Event.objects.get().state, Event.objects.get().is_nationwide) == (None, True)


@pytest.mark.parametrize(
    "values",
    [{"is_nationwide": "on"}, {"is_example": "on"}, {"deadline_extended_until": "2030-01-01T10:00"}],
    ids=lambda values: next(iter(values)),
)
def test_what_the_office_sets_no_coordinator_can(desk, draft, values):
    name = next(iter(values))
    before = getattr(draft, name)

    save(desk, draft, title="Changed", **values)

    assert (stored(draft).title, getattr(stored(draft), name)) == ("Changed", before)


@pytest.mark.parametrize(
    "values",
    [
        {"review_status": "approved"},
        {"edit_revision_now": "99"},
        {"submitted_by": "1"},
        {"created_by": "1"},
        {"public": "1"},
        {"version": "9"},
        {"first_submitted_at": "2019-01-01"},
        {"review_note": "Mine"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_no_field_sets_what_the_review_sets(desk, office_desk, draft, values):
    before = Event.objects.filter(pk=draft.pk).values("review_status", "public", "submitted_by", "created_by", "review_note").get()

    save(desk, draft, summary="One", **values)
    save(office_desk, draft, summary="Two", **values)

    after = Event.objects.filter(pk=draft.pk).values("review_status", "public", "submitted_by", "created_by", "review_note").get()
    assert (before, stored(draft).summary, stored(draft).edit_revision) == (after, "Two", 3)


# What counts as an edit


def test_saving_without_a_change_records_nothing(desk, draft):
    save(desk, draft)

    assert (stored(draft).edit_revision, stored(draft).last_edited_by) == (1, None)


@pytest.mark.parametrize("change", ["field", "row", "new row", "list"])
def test_every_kind_of_change_is_one_edit(desk, nw, draft, change):
    changes = {
        "field": {"title": "Changed"},
        "row": {"dates-0-from_time": "09:15"},
        "new row": {"dates-1-first_day": "2027-05-01", "dates-1-last_day": "2027-05-01"},
        "list": {"technology_fields": [TechnologyFieldFactory().pk]},
    }

    save(desk, draft, **changes[change])

    assert (stored(draft).edit_revision, stored(draft).last_edited_by) == (2, nw)
    assert stored(draft).history.count() == draft.history.count()


def test_removing_a_row_is_an_edit(desk, draft):
    save(desk, draft, **{"dates-0-DELETE": "on"})

    assert (stored(draft).edit_revision, draft.dates.count()) == (2, 0)


def test_removing_a_partner_is_an_edit(desk, draft):
    draft.partners.create(state_id="BY")

    save(desk, draft, **{"partners-0-DELETE": "on"})

    assert (stored(draft).edit_revision, draft.partners.count()) == (2, 0)


@pytest.fixture
def approved(draft, nw, office) -> Event:
    """The draft, approved."""
    return approve(submit(draft, by=nw, edit_revision=1), by=office, edit_revision=1)


def test_an_edit_of_what_is_public_waits(desk, approved):
    save(desk, approved, title="Open night")

    event = stored(approved)
    assert (event.review_status, event.title, event.public.title, event.public.version) == ("draft", "Open night", "Open day", 1)


def test_an_internal_note_changes_nothing_public(desk, approved):
    save(desk, approved, internal_note="Call them")

    assert (stored(approved).review_status, stored(approved).internal_note) == ("approved", "Call them")


# Two people


def test_a_form_that_names_no_revision_is_refused(desk, draft):
    form = fields_of(desk.get(address(draft)), "event_form")
    del form["edit_revision"]

    send(desk, draft, form, title="Mine")

    assert stored(draft).title == "Open day"


def test_what_was_submitted_meanwhile_is_not_changed_but_the_text_stays(desk, draft, office):
    form = fields_of(desk.get(address(draft)), "event_form")
    submit(draft, by=office, edit_revision=1)

    page = send(desk, draft, form, title="Mine")

    assert (page.status_code, stored(draft).title, b'value="Mine"' in page.content) == (200, "Open day", True)


def test_what_was_decided_while_the_office_typed_stays_decided(office_desk, draft, nw, office2):
    submit(draft, by=nw, edit_revision=1)
    form = fields_of(office_desk.get(address(draft)), "event_form")
    approve(draft, by=office2, edit_revision=1)

    send(office_desk, draft, form, title="Corrected")

    event = stored(draft)
    assert (event.title, event.review_status, event.public.title) == ("Corrected", "draft", "Open day")


# Submitting and deciding from the form


def test_save_and_submit(desk, nw, draft):
    page = save(desk, draft, "_submit", title="Open night")

    assert (stored(draft).review_status, stored(draft).title, stored(draft).submitted_by) == ("submitted", "Open night", nw)
    assert sentences(page) == ["Saved and submitted."]


def test_an_incomplete_entry_is_saved_and_says_at_its_fields_what_is_missing(desk, collecting_edition):
    event = EventFactory(edition=collecting_edition, format=None, dates=[], further_organizers="")

    page = save(desk, event, "_submit", title="Half done")

    form = page.context["adminform"].form
    assert (stored(event).title, stored(event).review_status) == ("Half done", "draft")
    assert sorted(form.errors) == ["format", "organizers"]
    assert b"Please enter at least one date." in page.content
    assert "Saved as it is" in sentences(page)[0]


def test_after_the_deadline_the_draft_is_saved_and_says_why(desk, current_edition):
    event = EventFactory(edition=current_edition)

    page = save(desk, event, "_submit", title="Late")

    assert (stored(event).title, stored(event).review_status) == ("Late", "draft")
    assert "deadline" in sentences(page)[0]


@pytest.fixture
def submitted(draft, nw) -> Event:
    """The draft, submitted."""
    return submit(draft, by=nw, edit_revision=1)


def test_the_office_approves(office_desk, submitted):
    page = save(office_desk, submitted, "_approve")

    assert (stored(submitted).review_status, stored(submitted).public.title, sentences(page)) == ("approved", "Open day", ["Approved."])


def test_the_office_corrects_and_approves_with_a_reason(office_desk, submitted):
    page = save(office_desk, submitted, "_approve", title="Open Day")
    without_reason = (stored(submitted).title, stored(submitted).review_status, len(sentences(page)))

    save(office_desk, submitted, "_approve", single_handed_reason="A capital letter")

    assert without_reason == ("Open Day", "submitted", 1)
    assert (stored(submitted).review_status, stored(submitted).public.title) == ("approved", "Open Day")


def test_the_office_returns_with_a_note(office_desk, desk, submitted):
    page = save(office_desk, submitted, "_return", note="Shorter, please.")

    assert (stored(submitted).review_status, sentences(page)) == ("returned", ["Returned."])
    assert b"Shorter, please." in desk.get(address(submitted)).content


def test_returning_without_a_note_is_refused(office_desk, submitted):
    page = save(office_desk, submitted, "_return")

    assert (stored(submitted).review_status, sentences(page)) == ("submitted", ["Please say what should be changed."])


def test_the_office_does_not_decide_its_own(office_desk, office, draft):
    submit(draft, by=office, edit_revision=1)

    page = office_desk.get(address(draft))
    refused = save(office_desk, draft, "_approve")

    assert (b'name="_approve"' in page.content, b"a second account of the office decides" in page.content) == (False, True)
    assert (stored(draft).review_status, len(sentences(refused))) == ("submitted", 1)


@pytest.mark.parametrize("button", ["_approve", "_return"])
def test_a_coordinator_has_no_button_that_decides_and_forging_it_does_nothing(desk, draft, button):
    page = desk.get(address(draft))

    refused = save(desk, draft, button, note="Mine")

    assert (button.encode() in page.content, stored(draft).review_status, stored(draft).public) == (False, "draft", None)
    assert sentences(refused) == ["This step is not yours to take."]


def test_what_is_with_the_office_is_read_only_for_its_land(desk, submitted):
    page = desk.get(address(submitted))

    assert (page.context["has_change_permission"], b'name="title"' in page.content, b"Take back" in page.content) == (False, False, True)


# Rows and lists


def test_a_picked_cluster_that_is_not_public_any_more_stays(desk, draft):
    cluster = ClusterFactory(states=["BY"])
    draft.organizers.add(cluster)
    cluster.is_public = False
    cluster.save()

    save(desk, draft, title="Changed")

    assert (stored(draft).title, list(draft.organizers.all())) == ("Changed", [cluster])


def test_a_confirmed_partner_is_not_turned_into_another(desk, draft, coordinator):
    draft.partners.create(state_id="BY")

    save(desk, draft, **{"partners-0-state": "BE"})

    assert [row.state_id for row in draft.partners.all()] == ["BY"]


def test_a_land_is_no_partner_of_itself(desk, draft):
    page = save(desk, draft, **{"partners-0-state": "NW"})

    assert (page.status_code, draft.partners.count()) == (200, 0)
    assert b"no partner of its own" in page.content


def test_what_is_free_has_no_price(desk, draft):
    page = save(desk, draft, is_free="true", price="5 €")

    assert list(page.context["adminform"].form.errors) == ["price"]
