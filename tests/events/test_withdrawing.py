"""Withdrawing leaves a tombstone; for legal reasons not even a title."""

import pytest
from django.core.exceptions import PermissionDenied

from clusterweek.editorial.models import Decision, PublicRevision
from clusterweek.editorial.review import OutdatedRevision, ReviewError, submit
from events.models import Event
from events.programme.models import PublishedEvent, PublishedStand
from events.publishing import approve, withdraw


def test_withdrawing_leaves_a_tombstone(approved, nw):
    before = PublicRevision.current()

    entry = withdraw(approved, by=nw, edit_revision=1, note="Fell through")

    public, decision = PublishedEvent.objects.get(), Decision.objects.first()
    assert (public.is_withdrawn, public.title, public.version, public.slug) == (True, "Open day", 2, "open-day")
    assert (entry.review_status, entry.edit_revision, entry.public) == ("draft", 2, public)
    assert (decision.kind, decision.note, decision.decided_by) == (Decision.Kind.WITHDRAWN, "Fell through", nw)
    assert PublicRevision.current() == before + 1


@pytest.mark.parametrize("noun", ["event", "stand"])
def test_for_legal_reasons_no_content_remains(noun, approved, approved_stand, office):
    entry = approved if noun == "event" else approved_stand

    withdraw(entry, by=office, edit_revision=1, for_legal_reasons=True)

    public = type(entry.public).objects.get()
    rows = public.dates if noun == "event" else public.co_exhibitors
    assert (public.title, public.withdrawn_for_legal_reasons, public.is_withdrawn) == ("", True, True)
    assert (public.state, public.partner_states.count()) == (None, 0)
    # The days alone stay, so that calendars can cross the event out.
    assert rows.count() == (1 if noun == "event" else 0)
    assert (public.edition, public.slug) == (entry.edition, "open-day" if noun == "event" else "joint-stand")


def test_what_was_withdrawn_can_be_approved_again(approved, nw, office):
    entry = withdraw(approved, by=office, edit_revision=1, for_legal_reasons=True)

    again = approve(submit(entry, by=nw, edit_revision=2), by=office, edit_revision=2)

    public = again.public
    assert (public.title, public.is_withdrawn, public.withdrawn_for_legal_reasons, public.version) == ("Open day", False, False, 3)
    assert (public.slug, public.dates.count(), PublishedEvent.objects.count()) == ("open-day", 1, 1)


def test_a_waiting_edit_goes_on_waiting(approved, nw):
    Event.objects.filter(pk=approved.pk).update(review_status="draft")
    waiting = submit(approved, by=nw, edit_revision=1)

    assert withdraw(waiting, by=nw, edit_revision=1).review_status == "submitted"


def test_only_the_office_withdraws_for_legal_reasons(approved, nw):
    with pytest.raises(PermissionDenied):
        withdraw(approved, by=nw, edit_revision=1, for_legal_reasons=True)


def test_another_land_withdraws_nothing(approved, coordinator):
    with pytest.raises(PermissionDenied):
        withdraw(approved, by=coordinator("BY"), edit_revision=1)


def test_what_is_not_public_is_not_withdrawn(submitted, office):
    with pytest.raises(ReviewError):
        withdraw(submitted, by=office, edit_revision=1)


def test_nothing_is_withdrawn_twice(approved, office):
    withdraw(approved, by=office, edit_revision=1)

    with pytest.raises(ReviewError):
        withdraw(approved, by=office, edit_revision=2)


def test_an_outdated_withdrawal_is_refused(approved, office):
    with pytest.raises(OutdatedRevision):
        withdraw(approved, by=office, edit_revision=9)


def test_a_tombstone_outlives_its_draft(approved_stand, office):
    entry = withdraw(approved_stand, by=office, edit_revision=1)

    entry.delete()

    assert PublishedStand.objects.get().is_withdrawn
