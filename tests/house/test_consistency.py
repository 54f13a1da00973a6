"""While entries are published, every answer is wholly before or wholly after a change, and none is older than its request."""

import re
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client

from clusterweek.editorial.models import PublicRevision
from events.programme.models import PublishedEvent
from tests.factories import PublishedEventFactory

ROUNDS, READERS = 25, 3


class Publisher:
    """Changes two events together, again and again; `committed` is the last round that everybody must see."""

    def __init__(self, events: list[PublishedEvent]) -> None:
        self.events = events
        self.committed = 0
        self.is_done = False

    def run(self) -> None:
        """Publish all rounds."""
        for number in range(1, ROUNDS + 1):
            with transaction.atomic():
                for event in self.events:
                    event.title = f"Runde {number} von {ROUNDS}"
                    event.save()
                revision = PublicRevision.advance()
                PublishedEvent.objects.filter(pk__in=[event.pk for event in self.events]).update(revision=revision)
            self.committed = number
        self.is_done = True


def in_thread(work: Callable[[], None], complaints: list[str]) -> threading.Thread:
    """A started thread that does `work` with a connection of its own; an error becomes a complaint."""

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001  whatever it is, the test tells it
            complaints.append(repr(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_no_answer_is_a_mixture_or_older_than_its_request(current_edition) -> None:
    publisher = Publisher([PublishedEventFactory(title=f"Runde 0 von {ROUNDS}", slug=f"runde-{number}") for number in range(2)])
    complaints: list[str] = []

    def read() -> None:
        client, at = Client(), 0
        while not publisher.is_done or at == 0:
            at += 1
            known = publisher.committed
            response = client.get(f"/programm/?q=Runde&utm={at}")
            seen = {int(number) for number in re.findall(r"<mark>Runde</mark> (\d+) von", response.content.decode())}
            if response.status_code != 200 or len(seen) != 1 or min(seen) < known:
                complaints.append(f"{response.status_code}: {seen} where {known} was committed")

    readers = [in_thread(read, complaints) for _ in range(READERS)]
    writer = in_thread(publisher.run, complaints)
    for thread in (writer, *readers):
        thread.join(120)

    assert complaints == []
    assert publisher.committed == ROUNDS
