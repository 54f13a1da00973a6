"""Whatever anybody does in whatever order: the public sees what was approved last, and nobody decides their own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from clusterweek.editorial.models import Decision, PublicRevision
from clusterweek.editorial.review import ReviewError, record_edit, return_for_changes, submit, take_back
from events.models import Event
from events.programme.models import PublishedEvent
from events.publishing import approve, change_at_once, withdraw
from tests.factories import CoordinatorFactory, EditionFactory, EventFactory, OfficeFactory

PEOPLE = ("land", "other_land", "office", "second_office")
ANYBODY = st.sampled_from(PEOPLE)
TEXTS = st.sampled_from(["Licht", "Wind", "Wasser", "Werkstoff"])
REASONS = st.sampled_from(["", "Nur ein Komma"])
# How many edits old the form is from which somebody acts.
AGES = st.sampled_from([0, 0, 0, 1])


class Review(RuleBasedStateMachine):
    """One event of NW, four people, and what the public ought to see."""

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
        self.pk = EventFactory(edition=EditionFactory(collecting=True), title="Anfang").pk
        self.expected: dict[str, Any] | None = None
        self.version = 0
        self.revision = PublicRevision.current()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @property
    def event(self) -> Event:
        return Event.objects.select_related("public").get(pk=self.pk)

    def everything(self) -> list:
        """Every row that a step could touch."""
        rows = (Event, PublishedEvent, Decision, PublicRevision)
        return [list(model.objects.order_by("pk").values()) for model in rows] + [list(Event.history.order_by("pk").values())]

    def attempt(self, step: Callable[[Event, int], object], age: int) -> bool:
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

    @rule(who=ANYBODY, title=TEXTS, age=AGES)
    def edit(self, who: str, title: str, age: int) -> None:
        status = self.event.review_status

        def step(event: Event, edit_revision: int) -> None:
            event.title = title
            record_edit(event, by=self.people[who], edit_revision=edit_revision)
            event.save()

        done = self.attempt(step, age)

        allowed = who in ("office", "second_office") or (who == "land" and status != "submitted")
        assert done == (allowed and age == 0)

    @rule(who=ANYBODY, age=AGES)
    def submit(self, who: str, age: int) -> None:
        status = self.event.review_status

        done = self.attempt(lambda event, edit_revision: submit(event, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (who != "other_land" and status in ("draft", "returned") and age == 0)

    @rule(who=ANYBODY, age=AGES)
    def take_back(self, who: str, age: int) -> None:
        status = self.event.review_status

        done = self.attempt(lambda event, edit_revision: take_back(event, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (who != "other_land" and status == "submitted" and age == 0)

    @rule(who=ANYBODY, note=st.sampled_from(["", "  ", "Bitte kürzen"]), age=AGES)
    def give_back(self, who: str, note: str, age: int) -> None:
        may = self.may_decide(who)

        done = self.attempt(
            lambda event, edit_revision: return_for_changes(event, by=self.people[who], edit_revision=edit_revision, note=note), age
        )

        assert done == (may and bool(note.strip()) and age == 0)

    @rule(who=ANYBODY, reason=REASONS, age=AGES)
    def approve(self, who: str, reason: str, age: int) -> None:
        event, may = self.event, self.may_decide(who)
        edited_last = event.last_edited_by_id == self.people[who].pk

        done = self.attempt(
            lambda event, edit_revision: approve(event, by=self.people[who], edit_revision=edit_revision, single_handed_reason=reason), age
        )

        assert done == (may and (bool(reason) or not edited_last) and age == 0)
        if done:
            self.expected = {"title": event.title, "status_note": event.status_note}

    @rule(who=ANYBODY, note=TEXTS, age=AGES)
    def express(self, who: str, note: str, age: int) -> None:
        done = self.attempt(
            lambda event, edit_revision: change_at_once(
                event, by=self.people[who], edit_revision=edit_revision, changes={"event_status": "postponed", "status_note": note}
            ),
            age,
        )

        assert done == (who != "other_land" and self.expected is not None and age == 0)
        if done:
            self.expected["status_note"] = note

    @rule(who=ANYBODY, age=AGES)
    def withdraw(self, who: str, age: int) -> None:
        done = self.attempt(lambda event, edit_revision: withdraw(event, by=self.people[who], edit_revision=edit_revision), age)

        assert done == (who != "other_land" and self.expected is not None and age == 0)
        if done:
            self.expected = None

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
        event = self.event
        return who in ("office", "second_office") and event.review_status == "submitted" and event.submitted_by != self.people[who]

    @invariant()
    def public_copy_is_what_was_approved_last(self) -> None:
        public = PublishedEvent.objects.standing().first()
        shown = public and {"title": public.title, "status_note": public.status_note}
        assert shown == self.expected

    @invariant()
    def versions_and_revision_only_rise(self) -> None:
        public = PublishedEvent.objects.first()
        version, revision = public.version if public else 0, PublicRevision.current()
        assert version >= self.version
        assert revision >= self.revision
        assert (version == self.version) == (revision == self.revision)
        self.version, self.revision = version, revision

    @invariant()
    def approved_equals_public(self) -> None:
        event = self.event
        if event.review_status == "approved":
            assert (event.title, event.status_note) == (event.public.title, event.public.status_note)

    @invariant()
    def nobody_decided_their_own(self) -> None:
        for decision in Decision.objects.filter(kind__in=["approved", "returned"]):
            assert decision.decided_by_id != decision.submitted_by_id
            assert decision.kind == "returned" or decision.single_handed_reason or decision.decided_by_id != decision.last_edited_by_id


@pytest.mark.django_db
def test_review_holds_whatever_happens() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]

    run_state_machine_as_test(
        Review, settings=settings(max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=checks)
    )
