"""Decisions about many entries from the lists: a page that asks, and a line for each entry."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from clusterweek.editorial.models import Decision
from clusterweek.editorial.review import return_for_changes, submit
from events.admin.bulk import STEPS
from events.models import Event, Stand
from tests.backoffice.forms import fields_of, sentences
from tests.backoffice.test_territory import ROLES, client_of, objects  # noqa: F401
from tests.dump import changed, dump
from tests.factories import EventFactory, StandFactory

LIST = {Event: reverse("admin:events_event_changelist"), Stand: reverse("admin:events_stand_changelist")}
BULK = {Event: reverse("admin:events_event_bulk"), Stand: reverse("admin:events_stand_bulk")}


@pytest.fixture
def waiting(collecting_edition, nw) -> list[Event]:
    return [submit(EventFactory(edition=collecting_edition, title=title), by=nw, edit_revision=1) for title in ("First", "Second")]


def ask(client, action: str, *entries, query: str = ""):
    """Tick entries in the list and choose an action."""
    return client.post(LIST[type(entries[0])] + query, {"action": action, ACTION_CHECKBOX_NAME: [entry.pk for entry in entries]})


def confirm(client, page, **changes):
    """Press the button of the page that asks."""
    return client.post(page.context["address"], {**fields_of(page, "bulk"), "step": page.context["name"], **changes}, follow=True)


def statuses(model=Event) -> list[str]:
    return list(model.objects.order_by("pk").values_list("review_status", flat=True))


def test_an_action_asks_before_anything_happens(office_desk, waiting):
    page = ask(office_desk, "approve_chosen", *waiting)

    assert sorted(fields_of(page, "bulk")["entry"]) == [f"event-{event.pk}-1" for event in waiting]
    assert statuses() == ["submitted", "submitted"]


def test_chosen_entries_are_approved_with_a_line_for_each(office_desk, waiting):
    page = confirm(office_desk, ask(office_desk, "approve_chosen", *waiting))

    assert (statuses(), sorted(sentences(page))) == (["approved", "approved"], ["First: approved", "Second: approved"])


def test_stands_are_decided_in_the_same_way(office_desk, nw, collecting_edition):
    stand = submit(StandFactory(fair__edition=collecting_edition, title="Ours"), by=nw, edit_revision=1)

    page = confirm(office_desk, ask(office_desk, "return_chosen", stand), note="Which hall?")

    assert (statuses(Stand), sentences(page)) == (["returned"], ["Ours: returned"])
    assert Decision.objects.get().note == "Which hall?"


def test_every_refusal_has_a_line_and_stops_no_other(office_desk, office, waiting, collecting_edition):
    first, second = waiting
    own = submit(EventFactory(edition=collecting_edition, title="Own"), by=office, edit_revision=1)
    draft = EventFactory(edition=collecting_edition, title="Draft")
    page = ask(office_desk, "approve_chosen", first, second, own, draft)
    Event.objects.filter(pk=first.pk).update(edit_revision=2)

    page = confirm(office_desk, page)

    assert sorted((message.tags, str(message)) for message in page.context["messages"]) == [
        ("error", "Draft: Only a submitted entry can be decided."),
        ("error", "First: Somebody has changed this entry in the meantime. Please look at the newer version first."),
        ("error", "Own: Nobody decides what they submitted themselves. Please ask a second account of the office."),
        ("success", "Second: approved"),
    ]
    assert statuses() == ["submitted", "approved", "submitted", "draft"]


def test_a_return_without_a_note_asks_again_and_keeps_the_choice(office_desk, waiting):
    page = confirm(office_desk, ask(office_desk, "return_chosen", *waiting), note=" ")

    assert (page.context["refusal"], len(fields_of(page, "bulk")["entry"])) == ("Please say what should be changed.", 2)
    assert statuses() == ["submitted", "submitted"]
    assert sorted(sentences(confirm(office_desk, page, note="Shorter"))) == ["First: returned", "Second: returned"]


def test_a_coordinator_submits_what_is_complete(desk, office, nw, collecting_edition):
    returned = submit(EventFactory(edition=collecting_edition, title="Returned"), by=nw, edit_revision=1)
    return_for_changes(returned, by=office, edit_revision=1, note="Shorter")
    lacking = EventFactory(edition=collecting_edition, title="Lacking", format=None)
    asked = EventFactory(edition=collecting_edition, title="Asked", state_id="BY", partners=["NW"])

    page = confirm(desk, ask(desk, "submit_chosen", returned, lacking, asked))

    assert sorted(sentences(page)) == [
        "Asked: Only the lead Land does this.",
        f"Lacking: {' '.join(lacking.missing().values())}",
        "Returned: submitted",
    ]
    assert statuses() == ["submitted", "draft", "draft"]


def test_the_list_stays_as_it_was_narrowed(office_desk, waiting):
    page = confirm(office_desk, ask(office_desk, "approve_chosen", *waiting, query="?state=NW&q=irs"))

    assert page.redirect_chain == [(f"{LIST[Event]}?state=NW&q=irs", 302)]


def test_a_key_that_names_nothing_changes_nothing(desk, collecting_edition):
    foreign = EventFactory(edition=collecting_edition, state_id="BY")
    keys = [f"event-{foreign.pk}-1", "event-0-1", "page-1-1", "x", f"event-{'9' * 5000}-1"]
    before = dump(Event)

    page = desk.post(BULK[Event], {"entry": keys, "step": "submit"}, follow=True)

    assert sentences(page) == [f"There is no such entry: {key}" for key in keys]
    assert changed(before, dump(Event)) == []


def test_more_than_fit_on_a_page_are_not_taken(office_desk, waiting, monkeypatch):
    monkeypatch.setattr("events.admin.bulk.MOST", 1)

    page = office_desk.post(LIST[Event], {"action": "approve_chosen", ACTION_CHECKBOX_NAME: [e.pk for e in waiting]}, follow=True)

    assert (statuses(), sentences(page)) == (["submitted", "submitted"], ["Please choose at most 1 entries at once."])


@pytest.mark.parametrize("step", sorted(STEPS))
@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("own", "office", "administrator")])
def test_no_step_reaches_what_is_of_another_land(role, step, objects):  # noqa: F811
    client, before = client_of(role), dump(Event, Stand, Decision)
    keys = [f"{noun}-{objects[f'events_{noun}'].pk}-{revision}" for noun in ("event", "stand") for revision in (1, 2)]

    for where in BULK.values():
        client.post(where, {"entry": keys, "step": step, "note": "Hostile"})

    assert changed(before, dump(Event, Stand, Decision)) == []
    assert [client.post(BULK[Event], {"entry": keys, "step": step}).status_code for step in STEPS if STEPS[step].of_office] == [
        302 if role == "nobody" else 403 for name in STEPS if STEPS[name].of_office
    ]


def test_a_coordinator_is_offered_to_submit_alone(desk, draft):
    page = desk.get(LIST[Event])

    assert [name for name, _label in page.context["action_form"].fields["action"].choices] == ["", "delete_selected", "submit_chosen"]
