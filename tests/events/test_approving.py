"""Approving: what reaches the public, and who may do it."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from clusterweek.editorial.models import Decision, PublicRevision
from clusterweek.editorial.review import Incomplete, OutdatedRevision, ReviewError, record_edit, submit, take_back
from events.models import Event, PartnerState
from events.programme.models import PublishedEvent, RetiredSlug
from events.publishing import answer_as_partner, approve
from tests.factories import ClusterFactory, EditionFactory, EventFactory, TechnologyFieldFactory


def edit(event: Event, by, **values: object) -> Event:
    """Save `values` as the admin does."""
    record_edit(event, by=by, edit_revision=event.edit_revision)
    for name, value in values.items():
        setattr(event, name, value)
    event.save()
    return event


def approve_again(event: Event, *, by, after) -> Event:
    """Submit an edited event by `after` and approve it by `by`."""
    event = submit(event, by=after, edit_revision=event.edit_revision)
    return approve(event, by=by, edit_revision=event.edit_revision)


def test_approving_copies_fields_lists_and_rows(collecting_edition, nw, office):
    cluster, field = ClusterFactory(), TechnologyFieldFactory()
    event = EventFactory(
        edition=collecting_edition,
        title="Open day",
        city="Essen",
        organizers=[cluster],
        technology_fields=[field],
        dates=[{"first_day": date(2027, 4, 2), "last_day": date(2027, 4, 3), "from_time": time(10)}, date(2027, 4, 5)],
    )

    public = approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1).public

    assert (public.title, public.city, public.state_id, public.edition) == ("Open day", "Essen", "NW", collecting_edition)
    assert (list(public.organizers.all()), list(public.technology_fields.all())) == ([cluster], [field])
    assert list(public.dates.values_list("first_day", "last_day", "from_time", "to_time")) == [
        (date(2027, 4, 2), date(2027, 4, 3), time(10), None),
        (date(2027, 4, 5), date(2027, 4, 5), None, None),
    ]
    assert list(public.dates.values_list("uid", flat=True)) == list(event.dates.values_list("uid", flat=True))


def test_before_the_approval_nothing_is_public(submitted):
    assert (submitted.public, PublishedEvent.objects.count()) == (None, 0)


def test_approving_leaves_a_decision_with_the_content(approved, nw, office):
    decision = Decision.objects.get()

    assert (decision.kind, decision.entry, decision.submitted_by, decision.decided_by) == (Decision.Kind.APPROVED, approved, nw, office)
    assert decision.content["title"] == "Open day"
    assert decision.content["partner_states"] == [{"state_id": "BY", "answer": "asked"}]


def test_a_stand_takes_the_edition_of_its_fair_and_its_co_exhibitors(approved_stand, collecting_edition):
    public = approved_stand.public

    assert (public.edition, [row.name for row in public.co_exhibitors.all()]) == (collecting_edition, ["Example Ltd"])


def test_a_later_edit_leaves_the_public_copy_alone_until_the_next_approval(approved, nw, office):
    edited = edit(approved, nw, title="Open night")
    edited.dates.all().delete()
    edited.dates.create(first_day=date(2027, 5, 1), last_day=date(2027, 5, 1))

    waiting = PublishedEvent.objects.get()
    assert (edited.review_status, waiting.title, waiting.version, waiting.dates.get().first_day) == (
        "draft",
        "Open day",
        1,
        date(2027, 4, 2),
    )

    public = approve_again(edited, by=office, after=nw).public
    assert (public.pk, public.title, public.version, public.dates.get().first_day) == (waiting.pk, "Open night", 2, date(2027, 5, 1))


def test_each_approval_raises_the_public_revision(submitted, office):
    before = PublicRevision.current()

    public = approve(submitted, by=office, edit_revision=1).public

    assert PublicRevision.current() == before + 1 == PublishedEvent.objects.get(pk=public.pk).revision


# Who may


def test_coordinators_do_not_approve(submitted, nw):
    with pytest.raises(PermissionDenied):
        approve(submitted, by=nw, edit_revision=1)


def test_the_office_does_not_approve_its_own(collecting_edition, office, office2):
    own = submit(EventFactory(edition=collecting_edition), by=office, edit_revision=1)

    with pytest.raises(ReviewError):
        approve(own, by=office, edit_revision=1, single_handed_reason="In a hurry")

    assert approve(own, by=office2, edit_revision=1).review_status == "approved"


def test_whoever_edited_last_gives_a_reason(submitted, office):
    edited = edit(submitted, office, title="Open Day")

    with pytest.raises(ReviewError):
        approve(edited, by=office, edit_revision=2)

    approve(edited, by=office, edit_revision=2, single_handed_reason=" A capital letter ")
    assert Decision.objects.get().single_handed_reason == "A capital letter"


def test_another_account_of_the_office_needs_no_reason(submitted, office, office2):
    edited = edit(submitted, office, title="Open Day")

    assert approve(edited, by=office2, edit_revision=2).review_status == "approved"


def test_an_outdated_approval_is_refused(submitted, office, office2):
    edit(Event.objects.get(), office2, title="Open Day")

    with pytest.raises(OutdatedRevision):
        approve(submitted, by=office, edit_revision=1)


def test_a_draft_is_not_approved(submitted, nw, office):
    take_back(submitted, by=nw, edit_revision=1)

    with pytest.raises(ReviewError):
        approve(submitted, by=office, edit_revision=1)


def test_what_became_incomplete_is_not_approved(submitted, office):
    submitted.dates.all().delete()

    with pytest.raises(Incomplete):
        approve(submitted, by=office, edit_revision=1)

    assert PublishedEvent.objects.count() == 0


# Addresses


def test_the_address_comes_from_the_title_and_stays(approved, nw, office):
    first = approved.public.slug

    public = approve_again(edit(approved, nw, title="Something else"), by=office, after=nw).public

    assert (first, public.slug) == ("open-day", "open-day")


def test_an_address_is_given_once_for_each_edition(approved, collecting_edition, nw, office):
    RetiredSlug.objects.create(noun="event", edition=collecting_edition, slug="open-day-2", uid=approved.public.uid)
    second = EventFactory(edition=collecting_edition, title="Open day")
    elsewhere = EventFactory(edition=EditionFactory(collecting=True, slug="2090"), title="Open day")

    slugs = [approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1).public.slug for event in (second, elsewhere)]

    assert slugs == ["open-day-3", "open-day"]


def test_words_with_a_meaning_of_their_own_are_no_address(collecting_edition, nw, office):
    event = EventFactory(edition=collecting_edition, title="Karte")

    assert approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1).public.slug == "karte-2"


def test_moving_to_another_edition_keeps_the_former_address(approved, collecting_edition, nw, office):
    other = EditionFactory(collecting=True, slug="2090")

    public = approve_again(edit(approved, nw, edition=other), by=office, after=nw).public

    retired = RetiredSlug.objects.get()
    assert (public.edition, public.slug, public.version) == (other, "open-day", 2)
    assert (retired.noun, retired.edition, retired.slug, retired.uid) == ("event", collecting_edition, "open-day", public.uid)


# Partner Länder


def test_only_partners_that_have_confirmed_become_public(collecting_edition, nw, office, coordinator):
    event = EventFactory(edition=collecting_edition, partners=["BY", "BE", "HH"])
    answer_as_partner(event.partners.get(state="BY"), by=coordinator("BY"), confirm=True)
    answer_as_partner(event.partners.get(state="BE"), by=coordinator("BE"), confirm=False)

    public = approve(submit(event, by=nw, edit_revision=1), by=office, edit_revision=1).public

    assert [state.pk for state in public.partner_states.all()] == ["BY"]
    assert dict(event.partners.values_list("state", "answer")) == {
        "BY": PartnerState.Answer.CONFIRMED,
        "BE": PartnerState.Answer.DECLINED,
        "HH": PartnerState.Answer.ASKED,
    }


# What the database keeps by itself


@pytest.mark.parametrize(
    "values",
    [{"title": ""}, {"format": None}, {"version": 0}, {"withdrawn_for_legal_reasons": True}],
    ids=lambda values: next(iter(values)),
)
def test_the_database_refuses_a_public_copy_that_cannot_be(approved, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedEvent.objects.update(**values)
