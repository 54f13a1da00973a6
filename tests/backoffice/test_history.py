"""The history: for reading, and only of what is within one's reach today."""

from django.urls import reverse

from events.models import Event
from tests.backoffice.forms import address, save
from tests.factories import EventFactory


def version(event: Event) -> str:
    """The address of the first version of `event`."""
    return reverse("admin:events_event_simple_history", args=[event.pk, event.history.earliest().pk])


def test_the_history_tells_who_changed_what(desk, nw, draft):
    nw.full_name = "Ada Lovelace"
    nw.save()

    save(desk, draft, title="Open night")

    page = desk.get(address(draft, "history")).content.decode()
    assert [word in page for word in ("Ada Lovelace", "Open day", "Open night")] == [True, True, True]


def test_a_version_shows_every_field(desk, draft):
    save(desk, draft, title="Open night", is_free="true")

    page = desk.get(version(draft))

    assert {"Open day", "North Rhine-Westphalia"} <= {line.value for line in page.context["lines"]}
    assert b"<input" not in page.content.split(b"<main")[1].split(b"</main>")[0]


def test_who_had_an_entry_earlier_reads_nothing_of_it(desk, draft):
    was_here = version(draft)
    Event.objects.filter(pk=draft.pk).update(state="BY")

    assert [desk.get(where).status_code for where in (address(draft, "history"), was_here)] == [404, 404]


def test_the_history_of_what_is_deleted_is_not_read(desk, draft):
    history, was_here = address(draft, "history"), version(draft)
    draft.delete()

    assert [desk.get(where).status_code for where in (history, was_here)] == [404, 404]


def test_a_version_belongs_to_its_entry(desk, draft):
    foreign = EventFactory(state_id="BY", edition=draft.edition)

    wrong = reverse("admin:events_event_simple_history", args=[draft.pk, foreign.history.first().pk])
    no_number = reverse("admin:events_event_simple_history", args=[draft.pk, "first"])

    assert [desk.get(where).status_code for where in (wrong, no_number)] == [404, 404]


def test_nothing_is_changed_through_a_version(desk, office_desk, draft):
    for client in (desk, office_desk):
        assert client.post(version(draft), {"title": "Restored"}).status_code == 405

    assert Event.objects.get().title == "Open day"
