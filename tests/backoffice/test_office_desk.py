"""The desk of the programme office: the queue, and the numbers of the Länder."""

import re

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusterweek.editorial.review import submit
from tests.backoffice.forms import address
from tests.factories import EventFactory, StandFactory

DESK = reverse("admin:index")


def test_the_queue_comes_first_and_leads_into_the_reviews(office_desk, draft, nw):
    submit(draft, by=nw, edit_revision=1)

    page = office_desk.get(DESK)

    assert (page.context["queue_count"], page.context["first_address"]) == (1, address(draft, "review"))
    assert address(draft, "review") in page.content.decode()


def test_without_anything_waiting_there_is_no_button(office_desk, draft):
    page = office_desk.get(DESK)

    assert (page.context["first_address"], "Nothing waits" in page.content.decode()) == ("", True)


def test_what_one_submitted_is_not_where_one_begins(office_desk, office, draft):
    submit(draft, by=office, edit_revision=1)

    assert office_desk.get(DESK).context["first_address"] == ""


def test_numbers_are_those_of_the_edition_and_lead_to_the_lists(office_desk, draft, nw, current_edition):
    submit(EventFactory(edition=draft.edition), by=nw, edit_revision=1)
    EventFactory(edition=draft.edition, state_id=None, is_nationwide=True)
    EventFactory(edition=current_edition)
    StandFactory(fair__edition=draft.edition)
    StandFactory(fair__edition=current_edition)

    events, stands = office_desk.get(DESK).context["tables"]

    assert {name: [number.count for number in numbers] for name, numbers in events.lines if any(number.count for number in numbers)} == {
        "North Rhine-Westphalia": [1, 0, 1, 0],
        "nationwide": [1, 0, 0, 0],
    }
    assert ([number.count for number in events.sums], [number.count for number in stands.sums]) == ([2, 0, 1, 0], [1, 0, 0, 0])


def test_every_number_is_that_of_the_list_it_leads_to(office_desk, draft, nw, current_edition):
    submit(EventFactory(edition=draft.edition), by=nw, edit_revision=1)
    StandFactory(fair__edition=draft.edition, state_id=None, is_nationwide=True)
    StandFactory(fair__edition=current_edition)
    links = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', office_desk.get(DESK).content.decode())

    found = [office_desk.get(link.replace("&amp;", "&")).context["cl"].result_count for link, _count in links]

    assert found == [int(count) for _link, count in links] == [1] * 6


def test_the_number_of_queries_does_not_grow(office_desk, nw, collecting_edition):
    office_desk.get(DESK)  # the first request of a session writes it
    counts = []
    for _round in range(2):
        for _entry in range(2):
            submit(EventFactory(edition=collecting_edition, partners=["BY"]), by=nw, edit_revision=1)
            submit(StandFactory(fair__edition=collecting_edition), by=nw, edit_revision=1)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            office_desk.get(DESK)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
