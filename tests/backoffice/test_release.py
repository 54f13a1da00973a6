"""The office's page before an edition opens."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clusterweek.editorial.review import record_edit, submit
from events.models import ReleaseAcknowledgement
from events.publishing import approve
from events.releasing import Kind
from tests.backoffice.forms import sentences
from tests.factories import EventFactory, OfficeFactory, StandFactory


def page(edition) -> str:
    return reverse("admin:edition_release", args=[edition.slug])


def publish(factory=EventFactory, **values: object):
    """An approved entry."""
    return approve(submit(factory(**values), by=OfficeFactory(), edit_revision=1), by=OfficeFactory(), edit_revision=1)


def single_handed(edition, office):
    """An event that `office` corrected and approved with a reason."""
    event = submit(EventFactory(edition=edition), by=OfficeFactory(), edit_revision=1)
    record_edit(event, by=office, edit_revision=1)
    event.save()
    return approve(event, by=office, edit_revision=2, single_handed_reason="A comma")


def test_the_page_tells_what_is_approved_and_what_waits(office_desk, collecting_edition):
    publish(edition=collecting_edition)
    waiting = EventFactory(edition=collecting_edition, submitted=True)
    stand = StandFactory(fair__edition=collecting_edition, fair__slug="coming", submitted=True)
    EventFactory(submitted=True)

    shown = office_desk.get(page(collecting_edition)).context

    assert [number.count for number in shown["numbers"]] == [1, 0, 1, 1]
    assert [entry for entry, _address in shown["waiting"]] == [waiting, stand]
    for number in shown["numbers"]:
        assert office_desk.get(number.address).context["cl"].result_count == number.count


def test_the_page_names_decisions_made_single_handed(office, office_desk, collecting_edition):
    event = single_handed(collecting_edition, office)
    publish(edition=collecting_edition)

    decisions = office_desk.get(page(collecting_edition)).context["single_handed"]

    assert [(decision.entry, decision.single_handed_reason) for decision in decisions] == [(event, "A comma")]


@pytest.mark.parametrize("is_open", [False, True])
def test_the_page_counts_down_to_the_opening(office_desk, collecting_edition, is_open):
    if is_open:
        collecting_edition.opens_at = timezone.now()
        collecting_edition.save()

    shown = office_desk.get(page(collecting_edition)).content.decode()

    assert ("/preview/" in shown, "<time" in shown, "Public since" in shown) == (not is_open, not is_open, is_open)


def test_a_warning_is_acknowledged_with_a_click(office, office_desk, collecting_edition):
    warned = next(each for each in office_desk.get(page(collecting_edition)).context["warnings"] if each.warning.kind == Kind.NO_GREETING)

    answer = office_desk.post(page(collecting_edition), {"warning": warned.warning.kind, "digest": warned.warning.digest}, follow=True)

    assert sentences(answer) == ["Acknowledged."]
    assert f"Acknowledged by {office}" in answer.content.decode()
    assert ReleaseAcknowledgement.objects.get().acknowledged_by == office


def test_an_outdated_warning_is_not_acknowledged(office_desk, collecting_edition):
    answer = office_desk.post(page(collecting_edition), {"warning": Kind.NO_GREETING, "digest": "0"}, follow=True)

    assert sentences(answer) == ["This warning names something else by now. Please look at it again."]
    assert not ReleaseAcknowledgement.objects.exists()


def test_a_land_without_entries_leads_to_its_reminder(office_desk, collecting_edition):
    warned = next(each for each in office_desk.get(page(collecting_edition)).context["warnings"] if each.warning.kind == Kind.EMPTY_LAND)

    assert ("Bavaria", reverse("admin:coverage_reminder", args=[collecting_edition.slug, "BY"])) in warned.findings


def test_the_page_takes_the_same_queries_with_one_entry_and_with_three(office, office_desk, collecting_edition):
    counts = []
    for number in (1, 2):
        for _entry in range(number):
            single_handed(collecting_edition, office)
            publish(StandFactory, fair__edition=collecting_edition, fair__slug="coming", partners=["BY"])
            publish(edition=collecting_edition, partners=["BE"])
            EventFactory(edition=collecting_edition, submitted=True, state_id="HH")
        office_desk.get(page(collecting_edition))
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(page(collecting_edition))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 24
