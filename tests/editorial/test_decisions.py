"""Decisions are only ever added, and the database refuses those that nobody may take."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from clusterweek.editorial.models import Decision
from tests.factories import EventFactory

Kind = Decision.Kind


def make(event, **values: object) -> Decision:
    """A row in the database, past every function of the review."""
    return Decision.objects.create(
        **{
            "entry": event,
            "kind": Kind.APPROVED,
            "decided_at": datetime(2019, 3, 20, tzinfo=UTC),
            "edit_revision": 1,
            "content": {},
            **values,
        }
    )


@pytest.mark.parametrize("kind", [Kind.APPROVED, Kind.RETURNED])
def test_nobody_decides_their_own(db, office, kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(EventFactory(), kind=kind, note="A note.", submitted_by=office, decided_by=office)


def test_an_approval_names_the_submitter(db, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(EventFactory(), decided_by=office)


def test_the_last_editor_gives_a_reason(db, office, office2):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(EventFactory(), submitted_by=office2, decided_by=office, last_edited_by=office)

    assert make(EventFactory(), submitted_by=office2, decided_by=office, last_edited_by=office, single_handed_reason="A comma").pk


def test_a_return_has_a_note(db, office, office2):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(EventFactory(), kind=Kind.RETURNED, submitted_by=office2, decided_by=office)


def test_a_withdrawal_may_be_ones_own(db, office):
    assert make(EventFactory(), kind=Kind.WITHDRAWN, submitted_by=office, decided_by=office).pk


def test_decisions_are_not_changed(db, office, office2):
    decision = make(EventFactory(), submitted_by=office2, decided_by=office)

    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()
    with pytest.raises(TypeError):
        Decision.objects.update(note="Changed")
    with pytest.raises(TypeError):
        Decision.objects.all().delete()
