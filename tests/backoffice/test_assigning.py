"""Who of the office shall review: a mark for the office, which changes nothing else and which no coordinator sees."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clusterweek.accounts.models import User
from clusterweek.editorial.assigning import assign
from clusterweek.editorial.review import ReviewError, submit
from events.admin.queue import Queue
from events.models import Event, Stand
from events.publishing import approve
from tests.backoffice.forms import address, fields_of, save, sentences
from tests.backoffice.test_exports import sheet_of
from tests.factories import CoordinatorFactory, EventFactory, OfficeFactory, StandFactory, UserFactory

QUEUE = reverse("admin:review_queue")
LIST = reverse("admin:events_event_changelist")
EXPORT = reverse("admin:events_event_export")


@pytest.fixture
def colleague(db) -> User:
    return OfficeFactory(full_name="Grace Hopper")


@pytest.fixture
def waiting(collecting_edition, nw) -> list[Event]:
    return [submit(EventFactory(edition=collecting_edition, title=title), by=nw, edit_revision=1) for title in ("First", "Second")]


def reviewers() -> list[User | None]:
    return [event.assigned_to for event in Event.objects.order_by("pk")]


def titles(page) -> list[str]:
    """What the list shows."""
    return sorted(entry.title for entry in page.context["cl"].result_list)


def test_assigning_changes_nothing_but_the_mark(draft, office, colleague):
    before = Event.objects.filter(pk=draft.pk).values().get()

    assign(draft, by=office, to=colleague)

    assert Event.objects.filter(pk=draft.pk).values().get() == {**before, "assigned_to_id": colleague.pk}
    assert draft.history.count() == 1


def test_the_mark_outlasts_the_decision_and_an_edit(waiting, office, colleague, desk):
    assign(waiting[0], by=office, to=colleague)

    approve(waiting[0], by=office, edit_revision=1)
    save(desk, waiting[0], title="Newer")

    event = Event.objects.get(pk=waiting[0].pk)
    assert (event.title, event.review_status, event.assigned_to) == ("Newer", "draft", colleague)


@pytest.mark.parametrize("person", [CoordinatorFactory, UserFactory, lambda: OfficeFactory(is_active=False)])
def test_only_the_office_reviews(draft, office, person):
    with pytest.raises(ReviewError):
        assign(draft, by=office, to=person())

    assert reviewers() == [None]


def test_a_coordinator_assigns_nothing(draft, nw, office):
    with pytest.raises(PermissionDenied):
        assign(draft, by=nw, to=office)


def test_who_leaves_is_nobody(draft, office, colleague):
    assign(draft, by=office, to=colleague)

    colleague.delete()

    assert reviewers() == [None]


def test_the_people_of_the_office_are_those_whom_the_check_names(office, administrator):
    for person in (CoordinatorFactory(), UserFactory(), OfficeFactory(is_active=False), UserFactory(is_superuser=True, is_active=False)):
        assert not person.is_programme_office

    found = set(User.objects.in_programme_office())

    assert found == {person for person in User.objects.all() if person.is_programme_office} == {office, administrator}


def test_the_queue_assigns_with_a_line_for_each(office_desk, office, waiting, colleague, collecting_edition):
    own = submit(EventFactory(edition=collecting_edition, title="Own"), by=office, edit_revision=1)
    keys = [f"event-{waiting[0].pk}-1", f"event-{own.pk}-1", "event-0-1"]

    page = office_desk.post(QUEUE, {"entry": keys, "step": "assign", "reviewer": colleague.pk}, follow=True)

    assert sentences(page) == ["First: assignment changed", "Own: assignment changed", "There is no such entry: event-0-1"]
    assert [line["waiting"].reviewer for line in page.context["lines"]] == ["Grace Hopper", None, "Grace Hopper"]
    assert page.content.decode().count("Assigned to Grace Hopper") == 2


@pytest.mark.parametrize(
    ("reviewer", "refusal"), [("", "Please choose who"), ("0", "Only somebody"), ("x", "Only somebody"), ("nw", "Only somebody")]
)
def test_without_a_person_of_the_office_it_asks_again(office_desk, waiting, nw, reviewer, refusal):
    sent = {"entry": [f"event-{waiting[0].pk}-1"], "step": "assign", "reviewer": nw.pk if reviewer == "nw" else reviewer}

    page = office_desk.post(QUEUE, sent)

    assert (page.context["refusal"].startswith(refusal), fields_of(page, "bulk")["entry"], reviewers()) == (True, sent["entry"], [None] * 2)


def test_the_list_assigns_stands_too_and_to_nobody(office_desk, office, colleague, collecting_edition):
    stand = StandFactory(fair__edition=collecting_edition, title="Ours")
    assign(stand, by=office, to=colleague)
    where = reverse("admin:events_stand_changelist")
    page = office_desk.post(where, {"action": "assign_chosen", ACTION_CHECKBOX_NAME: [stand.pk]})

    page = office_desk.post(page.context["address"], {**fields_of(page, "bulk"), "step": "assign", "reviewer": "nobody"}, follow=True)

    assert (sentences(page), Stand.objects.get().assigned_to) == (["Ours: assignment changed"], None)


def test_queue_and_list_are_narrowed_to_mine_to_others_and_to_nobody(office_desk, office, waiting, colleague, collecting_edition):
    left = OfficeFactory()
    orphan = submit(EventFactory(edition=collecting_edition, title="Orphan"), by=waiting[0].submitted_by, edit_revision=1)
    for entry, person in ((waiting[0], office), (waiting[1], colleague), (orphan, left)):
        assign(entry, by=office, to=person)
    User.objects.filter(pk=left.pk).update(is_active=False)
    expected = {str(office.pk): ["First"], str(colleague.pk): ["Second"], "nobody": ["Orphan"], str(left.pk): [], "x": [], "9" * 30: []}

    assert {key: [row.title for row in Queue(reviewer=key).part(0, 9)] for key in expected} == expected
    assert {key: titles(office_desk.get(LIST, {"reviewer": key})) for key in expected} == expected
    assert [line["waiting"].reviewer for line in office_desk.get(QUEUE).context["lines"]] == [str(office), "Grace Hopper", None]


def test_a_queue_of_ones_own_leads_to_reviews_of_ones_own(office_desk, office, waiting):
    for event in waiting:
        assign(event, by=office, to=office)
    narrowed = f"?reviewer={office.pk}"

    assert f'href="{address(waiting[0], "review")}{narrowed}"' in office_desk.get(QUEUE + narrowed).content.decode()
    assert f"{address(waiting[1], 'review')}{narrowed}" in office_desk.get(address(waiting[0], "review") + narrowed).content.decode()


def test_a_coordinator_neither_sees_nor_filters_it(desk, office_desk, draft, office, colleague):
    other = EventFactory(edition=draft.edition, title="Other")
    assign(draft, by=office, to=colleague)
    pages = [LIST, address(draft), address(draft, "history"), reverse("admin:index"), address(draft, "preview")]

    assert [page for page in pages if "Grace Hopper" in desk.get(page).content.decode()] == []
    assert titles(desk.get(LIST, {"reviewer": colleague.pk})) == sorted([draft.title, other.title])
    assert "Grace Hopper" in office_desk.get(LIST).content.decode()
    assert ["Grace Hopper" in str(list(sheet_of(client, EXPORT).values)) for client in (desk, office_desk)] == [False, True]


def test_the_mark_is_no_content(draft):
    assert [name for name in draft.working_copy_as_json() if "assigned" in name] == []
    assert [field.name for field in draft.history.model._meta.fields if "assigned" in field.name] == []
