"""The lists, the queue, the board and the desks with 10,000 events and as many stands: at most 12 queries, as with few."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event, Stand
from tests.many import multiply_entries, some_entries

PAGES_OF_ALL = [
    "/verwaltung/",
    "/verwaltung/events/event/",
    "/verwaltung/events/event/?q=event",
    "/verwaltung/events/event/?state=NW&review_status__exact=submitted&published=no",
    "/verwaltung/events/event/?technology_fields__id__exact=1&o=4.-1",
    "/verwaltung/events/stand/",
    "/verwaltung/events/stand/?q=stand",
]
PAGES_OF_THE_OFFICE = ["/verwaltung/review/", "/verwaltung/review/?state=NW&kind=new", "/verwaltung/coverage/"]


def queries_of(client: Client, pages: list[str]) -> dict[str, int]:
    """How many queries each of `pages` takes."""
    found = {}
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
        found[page] = len(queries)
    return found


def test_ten_thousand_entries_take_no_more_queries_than_few(office, nw, collecting_edition, signed_in, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # a session is written again after a minute
    people: list[tuple[Client, list[str]]] = [(signed_in(office), PAGES_OF_ALL + PAGES_OF_THE_OFFICE), (signed_in(nw), PAGES_OF_ALL)]
    some_entries(collecting_edition, nw)
    for client, pages in people:
        queries_of(client, [pages[0], pages[-1]])  # what a process or a session looks up once
    with_few = [queries_of(client, pages) for client, pages in people]

    multiply_entries()

    assert (Event.objects.count(), Stand.objects.count()) == (10_030, 10_030)
    with_many = [queries_of(client, pages) for client, pages in people]
    more = [page for few, many in zip(with_few, with_many, strict=True) for page in few if many[page] > few[page]]
    assert (more, [count for counts in with_many for count in counts.values() if count > 12]) == ([], [])
