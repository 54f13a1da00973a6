"""Editions: their phases, and that there is always exactly one current."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from clusterweek.editorial.models import PublicRevision
from events.programme.lists import current_lists
from events.programme.models import CurrentEdition, Edition
from tests.factories import EditionFactory

Phase = Edition.Phase


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (datetime(2018, 10, 31, 12, tzinfo=UTC), Phase.ANNOUNCED),
        (datetime(2018, 11, 1, 12, tzinfo=UTC), Phase.COLLECTING),
        (datetime(2019, 3, 15, 8, 59, 59, tzinfo=UTC), Phase.COLLECTING),
        (datetime(2019, 3, 15, 9, tzinfo=UTC), Phase.OPEN),
        # Midnight in Berlin, not in Greenwich, begins the week.
        (datetime(2019, 4, 1, 21, 59, tzinfo=UTC), Phase.OPEN),
        (datetime(2019, 4, 1, 22, tzinfo=UTC), Phase.RUNNING),
        (datetime(2019, 4, 11, 21, 59, tzinfo=UTC), Phase.RUNNING),
        (datetime(2019, 4, 11, 22, tzinfo=UTC), Phase.OVER),
    ],
)
def test_phase_follows_from_the_dates(moment: datetime, phase: Phase) -> None:
    assert EditionFactory.build().phase_at(moment) == phase


def test_closed_is_set_by_hand() -> None:
    assert EditionFactory.build(is_closed=True).phase_at(datetime(2019, 4, 5, tzinfo=UTC)) == Phase.CLOSED


def test_days_are_all_of_the_week() -> None:
    days = EditionFactory.build().days

    assert (len(days), days[0].day, days[-1].day) == (10, 2, 11)


@pytest.mark.django_db
def test_edition_cannot_end_before_it_starts() -> None:
    edition = EditionFactory()

    with (
        pytest.raises(IntegrityError, match="edition_ends_after_it_starts"),
        transaction.atomic(),
    ):
        Edition.objects.filter(pk=edition.pk).update(last_day="2019-04-01")


@pytest.mark.django_db
def test_there_is_one_row_for_the_current_edition() -> None:
    first, second = EditionFactory(), EditionFactory(slug="2017")

    CurrentEdition.switch_to(first)
    CurrentEdition.switch_to(second)

    assert [row.edition for row in CurrentEdition.objects.all()] == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        CurrentEdition.objects.bulk_create([CurrentEdition(pk=2, edition=first)])


@pytest.mark.django_db
def test_current_edition_cannot_be_deleted(current_edition: Edition) -> None:
    with pytest.raises(ProtectedError):
        current_edition.delete()


@pytest.mark.django_db(transaction=True)
def test_two_switches_at_once_leave_one_current_edition() -> None:
    editions = [EditionFactory(slug=slug) for slug in ("2017", "2019", "2021", "2023")]
    barrier = threading.Barrier(len(editions))
    failures: list[Exception] = []

    def switch(edition: Edition) -> None:
        try:
            barrier.wait()
            for _ in range(5):
                CurrentEdition.switch_to(edition)
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=switch, args=(edition,)) for edition in editions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    assert CurrentEdition.objects.count() == 1
    assert CurrentEdition.objects.get().edition in editions


@pytest.mark.django_db
def test_lists_are_loaded_once_until_something_public_changes(current_edition: Edition, django_assert_num_queries) -> None:
    assert current_lists().current_edition == current_edition

    with django_assert_num_queries(1):
        current_lists()

    current_edition.title = "Neu"
    current_edition.save()
    assert current_lists().current_edition.title == "Neu"


@pytest.mark.django_db
def test_public_revision_rises_by_one_row() -> None:
    before = PublicRevision.current()

    with transaction.atomic():
        after = PublicRevision.advance()

    assert (after, PublicRevision.objects.count()) == (before + 1, 1)


@pytest.mark.django_db(transaction=True)
def test_public_revision_rises_only_inside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        PublicRevision.advance()
