"""The worker while the mail server or the database is gone: nothing is lost, and nothing goes out twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.utils import timezone

from clusterweek.editorial.outbox import sending
from clusterweek.editorial.outbox.management.commands import work
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.writing import Kind, notify
from tests.editorial.smtp_server import mail_server
from tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = ["a@example.org", "b@example.org", "c@example.org"]


@pytest.fixture
def waiting(settings) -> None:
    """A message for each of three people, due now."""
    settings.DIGEST_SECONDS = 0
    for address in PEOPLE:
        CoordinatorFactory(email=address)
    notify(Kind.REMINDER, to="NW", by=None, subject="Open day")


def run_worker() -> None:
    """Have the worker do what there is to do."""
    call_command("work", batch=True, stdout=StringIO())


def let_the_lease_end() -> None:
    Message.objects.waiting().update(due=timezone.now())


def states() -> list[str]:
    return list(Message.objects.order_by("address").values_list("state", flat=True))


# The mail server


def test_a_mail_server_that_stops_in_the_middle_of_a_mail_gets_each_mail_once(waiting, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    with mail_server(breaks_at=2) as server:
        settings.EMAIL_PORT = server.port
        run_worker()
        first, after_the_break = server.taken, sorted(states())
    run_worker()
    let_the_lease_end()
    run_worker()
    while_nobody_listened = sorted(states())
    let_the_lease_end()

    with mail_server(port=settings.EMAIL_PORT) as server:
        run_worker()
        let_the_lease_end()
        run_worker()
        second = server.taken

    assert (len(first), after_the_break, while_nobody_listened) == (1, ["sent", "waiting", "waiting"], ["sent", "waiting", "waiting"])
    assert (sorted(first + second), states()) == (PEOPLE, ["sent", "sent", "sent"])


# The database


@contextmanager
def second_connection() -> Iterator[object]:
    """Another connection to the same database, outside of Django's."""
    other = connections.create_connection("default")
    if connection.vendor == "sqlite":
        other.settings_dict = {**connection.settings_dict, "OPTIONS": {}}
    try:
        yield other
    finally:
        other.close()


@pytest.fixture
def outage(monkeypatch) -> Iterator[Callable[[], None]]:
    """Takes the database away from the worker until it next waits: PostgreSQL ends its connection, SQLite is locked by another."""
    with second_connection() as other:
        waits: list[float] = []

        def begin() -> None:
            if connection.vendor == "postgresql":
                number = connection.connection.info.backend_pid
                with other.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
            else:
                other.ensure_connection()
                other.connection.execute("BEGIN EXCLUSIVE")

        def wait(seconds: float) -> None:
            waits.append(seconds)
            if connection.vendor == "sqlite" and other.connection.in_transaction:
                other.connection.rollback()

        monkeypatch.setattr(work.time, "sleep", wait)
        begin.waits = waits
        yield begin


class BreaksAfterTheFirst(EmailBackend):
    """Sends, and takes the database away as soon as the first mail is out."""

    begin: Callable[[], None]

    def send_messages(self, messages: list) -> int:
        sent = super().send_messages(messages)
        if len(mail.outbox) == 1:
            type(self).begin()
        return sent


def test_a_database_that_stops_while_a_mail_goes_out_doubles_none(waiting, settings, outage, monkeypatch):
    monkeypatch.setattr(BreaksAfterTheFirst, "begin", staticmethod(outage), raising=False)
    settings.EMAIL_BACKEND = f"{__name__}.BreaksAfterTheFirst"

    run_worker()
    let_the_lease_end()
    run_worker()

    assert (sorted(message.to[0] for message in mail.outbox), states()) == (PEOPLE, ["sent", "sent", "sent"])
    assert outage.waits == [sending.PAUSES[0]]


def test_a_database_that_is_gone_when_the_worker_begins_loses_none(waiting, outage):
    outage()

    run_worker()

    assert (sorted(message.to[0] for message in mail.outbox), states()) == (PEOPLE, ["sent", "sent", "sent"])
    assert outage.waits == [work.PAUSE]


def test_a_database_that_stays_away_is_not_waited_for_within_a_mail_for_ever(waiting, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(sending.time, "sleep", waits.append)

    class Gone:
        def update(self, **values: object) -> int:
            raise OperationalError("gone")

    with pytest.raises(OperationalError):
        sending._note_sent(Gone())

    assert (tuple(waits), sum(waits) < sending.LEASE.total_seconds()) == (sending.PAUSES, True)
