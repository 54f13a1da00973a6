"""Versions in the history, and "restore as working copy"."""

from django.urls import reverse

from clusterweek.editorial.models import SavedVersion
from events.models import Event
from tests.backoffice.forms import address, fields_of, save, sentences
from tests.factories import EventFactory


def version_of(event: Event) -> str:
    """The address of the first version of `event`."""
    return reverse("admin:events_event_version", args=[event.pk, "saved", SavedVersion.objects.of(event).last().pk])


def test_the_history_leads_to_each_version(desk, draft):
    save(desk, draft, title="Open night")

    page = desk.get(address(draft, "history"))

    assert [(version.step, version.content["title"]) for version in page.context["versions"]] == [("Saved", "Open day")]
    assert version_of(draft) in page.content.decode()


def test_a_version_shows_what_would_change_and_comes_back_by_post(desk, draft):
    save(desk, draft, title="Open night", summary="New")

    page = desk.get(version_of(draft))
    done = desk.post(version_of(draft), fields_of(page, "restore"), follow=True)

    assert [str(difference.label) for difference in page.context["changes"]] == ["Title", "Summary"]
    assert (Event.objects.get().title, Event.objects.get().summary, Event.objects.get().edit_revision) == ("Open day", "", 3)
    assert sentences(done) == ["This version is the working copy again. What is public stays until it is approved."]


def test_what_could_not_come_back_is_said(desk, draft):
    field = draft.technology_fields.create(name="Licht", slug="light-once")
    save(desk, draft, title="Open night", technology_fields=[])
    key = field.pk
    field.delete()

    done = desk.post(version_of(draft), {"edit_revision": 2}, follow=True)

    assert sentences(done)[1] == f"This could not come back: Technology fields (deleted ({key}))."


def test_an_outdated_page_is_refused_with_a_sentence(desk, draft):
    save(desk, draft, title="Open night")

    done = desk.post(version_of(draft), {"edit_revision": 1}, follow=True)

    assert (Event.objects.get().title, "in the meantime" in sentences(done)[0]) == ("Open night", True)


def test_reading_a_version_changes_nothing(desk, draft):
    save(desk, draft, title="Open night")

    desk.get(version_of(draft), {"edit_revision": 2})

    assert Event.objects.get().title == "Open night"


def test_a_version_of_another_entry_is_not_found(desk, draft):
    save(desk, draft, title="Open night")
    other = EventFactory(edition=draft.edition)
    number = SavedVersion.objects.get().pk

    wrong = [reverse("admin:events_event_version", args=[pk, source, number]) for pk, source in ((other.pk, "saved"), (draft.pk, "no"))]

    assert [desk.get(where).status_code for where in wrong] == [404, 404]


def test_the_page_is_whole_and_says_the_former_text(desk, draft):
    save(desk, draft, title="Open night", internal_note="Call them")

    page = desk.get(version_of(draft))

    assert "Open day" in [told.text for told in page.context["told"]]
    assert "Call them" not in [told.text for told in page.context["told"]]
