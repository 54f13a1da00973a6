"""Whatever anybody does in whatever order: the public sees what was approved last, and nobody decides their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from clusterweek.editorial.models import Decision, PublicRevision, SavedVersion
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.review import ReviewError, record_edit, return_for_changes, submit, take_back
from clusterweek.editorial.versions import versions_of
from events.binning import empty_bin, move_to_bin, take_out_of_bin
from events.copying import copy_entry
from events.models import Event, EventDate, EventPartner
from events.programme.models import PublishedEvent
from events.publishing import answer_as_partner, approve, change_at_once, hand_over, withdraw
from events.restoring import restore
from tests.factories import CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory

PEOPLE = ("land", "other_land", "office", "second_office")
ANYBODY = st.sampled_from(PEOPLE)
TEXTS = st.sampled_from(["Licht", "Wind", "Wasser", "Werkstoff"])
REASONS = st.sampled_from(["", "Nur ein Komma"])
# How many edits old the form is from which somebody acts.
AGES = st.sampled_from([0, 0, 0, 1])
TOUCHED = (Event, EventDate, EventPartner, PublishedEvent, Decision, SavedVersion, Message, PublicRevision)


@dataclass
class Seen:
    """What the public ought to see of an event; None if it has been withdrawn, or was never approved."""

    shown: dict[str, Any] | None = None


class Review(RuleBasedStateMachine):
    """Events that NW and BY do together, four people, and what the public ought to see."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.people = {
            "land": CoordinatorFactory(states=["NW"]),
            "other_land": CoordinatorFactory(states=["BY"]),
            "office": OfficeFactory(),
            "second_office": OfficeFactory(),
        }
        self.edition = EditionFactory(collecting=True)
        self.seen: dict[int, Seen] = {}
        self.begin()
        self.versions = 0
        self.revision = PublicRevision.current()

    def begin(self) -> None:
        """A first event, led by NW, with BY as a confirmed partner."""
        event = EventFactory(edition=self.edition, title="Anfang", partners=["BY"])
        answer_as_partner(event.partners.get(), by=self.people["other_land"], confirm=True)
        self.turn_to(event.pk)

    def turn_to(self, pk: int) -> None:
        self.pk = pk
        self.seen.setdefault(pk, Seen())

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @property
    def event(self) -> Event:
        return Event.everywhere.select_related("public").get(pk=self.pk)

    @property
    def expected(self) -> dict[str, Any] | None:
        return self.seen[self.pk].shown

    @expected.setter
    def expected(self, shown: dict[str, Any] | None) -> None:
        self.seen[self.pk].shown = shown

    def leads(self, who: str) -> bool:
        """Whether the event is that person's, and not in the bin."""
        event = self.event
        return event.binned_at is None and self.is_of(who, event)

    def is_of(self, who: str, event: Event) -> bool:
        return who in ("office", "second_office") or {"land": "NW", "other_land": "BY"}[who] == event.state_id

    def everything(self) -> list:
        """Every row that a step could touch."""
        return [list(model._base_manager.order_by("pk").values()) for model in TOUCHED] + [list(Event.history.order_by("pk").values())]

    def attempt(self, step: Callable[[Event, int], object], age: int = 0) -> bool:
        """Take `step` with a form that is `age` edits old; whether it went through. A refusal leaves every row as it was."""
        event, before = self.event, self.everything()
        try:
            with transaction.atomic():
                step(event, event.edit_revision - age)
        except (ReviewError, PermissionDenied):
            assert self.everything() == before
            return False
        assert age == 0
        return True

    # Which event

    @rule(number=st.integers(0, 5))
    def turn(self, number: int) -> None:
        self.turn_to(sorted(self.seen)[number % len(self.seen)])

    @rule(who=ANYBODY)
    def create(self, who: str) -> None:
        allowed, made = self.leads(who), []

        done = self.attempt(lambda event, _revision: made.append(copy_entry(event, by=self.people[who], edition=None)))

        assert done == allowed
        if done:
            self.turn_to(made[0].pk)
            for partner in made[0].partners.exclude(state=made[0].state_id):
                answer_as_partner(partner, by=self.people["office"], confirm=True)

    # The review

    @rule(who=ANYBODY, title=TEXTS, age=AGES)
    def edit(self, who: str, title: str, age: int) -> None:
        status = self.event.review_status

        def step(event: Event, edit_revision: int) -> None:
            event.title = title
            record_edit(event, by=self.people[who], edit_revision=edit_revision)
            event.save()

        done = self.attempt(step, age)

        assert done == (self.leads(who) and self.may_type(who, status) and age == 0)

    def may_type(self, who: str, status: str) -> bool:
        return who in ("office", "second_office") or status != "submitted"

    @rule(who=ANYBODY, age=AGES)
    def submit(self, who: str, age: int) -> None:
        event = self.event
        # Copies are begun without dates, and are incomplete until they have one.
        complete = event.dates.exists()

        done = self.attempt(lambda event, edit_revision: submit(event, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (self.leads(who) and complete and event.review_status in ("draft", "returned") and age == 0)

    @rule()
    def add_a_date(self) -> None:
        event = self.event
        if not event.dates.exists():
            EventDate.objects.create(event=event, first_day=self.edition.first_day, last_day=self.edition.first_day)

    @rule(who=ANYBODY, age=AGES)
    def take_back(self, who: str, age: int) -> None:
        status = self.event.review_status

        done = self.attempt(lambda event, edit_revision: take_back(event, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (self.leads(who) and status == "submitted" and age == 0)

    @rule(who=ANYBODY, note=st.sampled_from(["", "  ", "Bitte kürzen"]), age=AGES)
    def give_back(self, who: str, note: str, age: int) -> None:
        may = self.may_decide(who)

        done = self.attempt(
            lambda event, edit_revision: return_for_changes(event, by=self.people[who], edit_revision=edit_revision, note=note), age
        )

        assert done == (may and bool(note.strip()) and age == 0)

    @rule(who=ANYBODY, reason=REASONS, age=AGES)
    def approve(self, who: str, reason: str, age: int) -> None:
        event, may = self.event, self.may_decide(who) and self.event.dates.exists()
        edited_last = event.last_edited_by_id == self.people[who].pk

        done = self.attempt(
            lambda event, edit_revision: approve(event, by=self.people[who], edit_revision=edit_revision, single_handed_reason=reason), age
        )

        assert done == (may and (bool(reason) or not edited_last) and age == 0)
        if done:
            self.expected = {"title": event.title, "status_note": event.status_note, "state_id": event.state_id}

    @rule(who=ANYBODY, note=TEXTS, age=AGES)
    def express(self, who: str, note: str, age: int) -> None:
        allowed = self.leads(who) and self.expected is not None

        done = self.attempt(
            lambda event, edit_revision: change_at_once(
                event, by=self.people[who], edit_revision=edit_revision, changes={"event_status": "postponed", "status_note": note}
            ),
            age,
        )

        assert done == (allowed and age == 0)
        if done:
            self.expected["status_note"] = note

    @rule(who=ANYBODY, age=AGES)
    def withdraw(self, who: str, age: int) -> None:
        allowed = self.leads(who) and self.expected is not None

        done = self.attempt(lambda event, edit_revision: withdraw(event, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (allowed and age == 0)
        if done:
            self.expected = None

    @rule(who=ANYBODY, to=st.sampled_from(["NW", "BY", "HE"]), age=AGES)
    def hand_over(self, who: str, to: str, age: int) -> None:
        allowed = self.leads(who) and to in ("NW", "BY") and to != self.event.state_id

        done = self.attempt(lambda event, edit_revision: hand_over(event, to=to, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (allowed and age == 0)
        if done and self.expected is not None:
            self.expected["state_id"] = to

    @rule(who=ANYBODY, number=st.integers(0, 9), age=AGES)
    def restore(self, who: str, number: int, age: int) -> None:
        event, kept = self.event, versions_of(self.event)
        content = kept[number % len(kept)].content if kept else event.content_as_json()
        differs = says(content) != says(event.content_as_json())
        allowed = self.leads(who) and self.may_type(who, event.review_status) and differs

        done = self.attempt(lambda event, edit_revision: restore(event, content, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (allowed and age == 0)
        if done:
            after = self.event
            assert (after.title, after.status_note, after.state_id) == (content["title"], content["status_note"], event.state_id)
            assert (after.edit_revision, after.last_edited_by) == (event.edit_revision + 1, self.people[who])

    # The bin

    @rule(who=ANYBODY)
    def move_to_bin(self, who: str) -> None:
        allowed = self.leads(who) and self.expected is None and self.event.review_status in ("draft", "returned")

        done = self.attempt(lambda event, _revision: move_to_bin(event, by=self.people[who]))

        assert done == allowed
        assert not done or not Event.objects.filter(pk=self.pk).exists()

    @rule(who=ANYBODY)
    def take_out(self, who: str) -> None:
        before = self.event

        done = self.attempt(lambda event, _revision: take_out_of_bin(event, by=self.people[who]))

        assert done == (before.binned_at is not None and self.is_of(who, before))
        assert not done or self.event.content_as_json() == before_the_bin(before)

    @rule(who=ANYBODY)
    def empty(self, who: str) -> None:
        is_binned = self.event.binned_at is not None

        done = self.attempt(lambda event, _revision: empty_bin([event], by=self.people[who]))

        assert done == (is_binned and who in ("office", "second_office"))
        if done:
            del self.seen[self.pk]
            self.turn_to(min(self.seen)) if self.seen else self.begin()

    @rule(who=st.sampled_from(["office", "second_office"]), title=TEXTS, reason=REASONS)
    def correct_and_approve(self, who: str, title: str, reason: str) -> None:
        self.submit("land", 0)
        self.edit(who, title, 0)
        self.approve(who, reason, 0)

    @rule(who=st.sampled_from(["office", "second_office"]), by=st.sampled_from(["land", "office"]))
    def submit_and_approve(self, who: str, by: str) -> None:
        self.submit(by, 0)
        self.approve(who, "", 0)

    def may_decide(self, who: str) -> bool:
        event, is_office = self.event, who in ("office", "second_office")
        return is_office and self.leads(who) and event.review_status == "submitted" and event.submitted_by != self.people[who]

    @invariant()
    def public_copies_are_what_was_approved_last(self) -> None:
        public = {each.public_id: each.pk for each in Event.everywhere.filter(public__isnull=False)}
        shown = {
            public[each.pk]: {"title": each.title, "status_note": each.status_note, "state_id": each.state_id}
            for each in PublishedEvent.objects.standing()
        }
        assert shown == {pk: each.shown for pk, each in self.seen.items() if each.shown is not None}

    @invariant()
    def versions_and_revision_only_rise(self) -> None:
        versions, revision = sum(PublishedEvent.objects.values_list("version", flat=True)), PublicRevision.current()
        assert versions >= self.versions
        assert revision >= self.revision
        assert (versions == self.versions) == (revision == self.revision)
        self.versions, self.revision = versions, revision

    @invariant()
    def approved_equals_public(self) -> None:
        for event in Event.everywhere.filter(review_status="approved").select_related("public"):
            assert (event.title, event.status_note) == (event.public.title, event.public.status_note)

    @invariant()
    def what_lies_in_the_bin_is_not_public_and_waits_for_nobody(self) -> None:
        for event in Event.everywhere.in_bin().select_related("public"):
            assert event.public is None or event.public.is_withdrawn
            assert event.review_status in ("draft", "returned")

    @invariant()
    def nobody_decided_their_own(self) -> None:
        for decision in Decision.objects.filter(kind__in=["approved", "returned"]):
            assert decision.decided_by_id != decision.submitted_by_id
            assert decision.kind == "returned" or decision.single_handed_reason or decision.decided_by_id != decision.last_edited_by_id


def says(content: dict[str, Any]) -> list[Any]:
    """What these rules change in a content."""
    days = [{name: value for name, value in row.items() if name != "id"} for row in content["dates"]]
    return [content["title"], content["status_note"], content["event_status"], days]


def before_the_bin(event: Event) -> dict[str, Any]:
    """The content of an event, with the partner Länder that are hidden while it lies in the bin."""
    partners = EventPartner._base_manager.filter(event=event).order_by("pk").values("state_id", "answer")
    return {**event.content_as_json(), "partner_states": list(partners)}


@pytest.mark.django_db
def test_review_holds_whatever_happens() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]

    run_state_machine_as_test(
        Review, settings=settings(max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    )
